"""checker lsp: findings inside an editor."""

from __future__ import annotations

import click

from checker.commands.shared import version_number


@click.command("lsp")
def command() -> int:
    """Serve an editor over the Language Server Protocol on standard input and output.

    Needs the extra: pip install "claim-checker[lsp]".
    """
    try:
        from checker.run.language_server import make_server
    except ModuleNotFoundError as missing:
        if missing.name not in ("pygls", "lsprotocol"):
            raise
        raise click.UsageError('pygls is not installed; pip install "claim-checker[lsp]" brings it') from None
    make_server(version_number()).start_io()
    return 0
