"""checker new: the beginning of something of your own."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("new")
def command() -> None:
    """Write the beginning of a rule of your own."""


@command.command("rule")
@click.argument("name")
@click.option("--folder", default="rules", show_default=True, help="The folder of your rules.")
def rule(name, folder) -> int:
    """Write FOLDER/NAME.yaml with the gaps to fill; it loads and passes its tests as it stands."""
    from checker.engine import new_rule_text

    text = new_rule_text(name)
    file = Path(folder) / f"{name}.yaml"
    if file.exists():
        raise click.UsageError(f"{file} is there already")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as trouble:
        raise click.UsageError(f"{file}: {trouble.strerror}") from None
    click.echo(f"{file} is written; checker test {folder} runs its examples, checker lint --rules {folder} uses it")
    return 0
