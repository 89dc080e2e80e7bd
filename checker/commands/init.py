"""checker init: a commented configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.option("--folder", default=".", help="Where to write it.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of checker.toml instead, for editors.")
def command(folder, schema) -> int:
    """Write checker.toml with every key, its default and what it is for."""
    from checker.config import FILE_NAME, commented_file, json_schema

    if schema:
        import json

        click.echo(json.dumps(json_schema(), indent=1))
        return 0
    file = Path(folder) / FILE_NAME
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(commented_file())
    except FileExistsError:
        raise click.UsageError(f"{file} is there already") from None
    except OSError as trouble:
        raise click.UsageError(f"{file}: {trouble.strerror}") from None
    click.echo(f"{file} is written")
    return 0
