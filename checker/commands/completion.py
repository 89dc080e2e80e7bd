"""checker completion: completion for a shell."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context, shell) -> int:
    """Print the completion script for SHELL; eval "$(checker completion bash)" in its start-up file uses it."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    click.echo(completion(context.find_root().command, {}, "checker", "_CHECKER_COMPLETE").source())
    return 0
