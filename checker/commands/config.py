"""checker config: what holds for a file, and from where."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("config")
@click.argument("path", default=".")
@click.option("--config", metavar="FILE", help="This configuration.")
def command(path, config) -> int:
    """Print what holds for PATH, and which line of thought it comes from: default, file or override."""
    from checker.config import KEYS, find_settings, read_settings

    place = Path(path)
    settings = read_settings(Path(config)) if config else find_settings(place if place.is_dir() else place.parent)
    click.echo(f"# {path}: {settings.file or 'no configuration file; defaults hold'}")
    for name in KEYS:
        if name != "overrides":
            click.echo(f"{name} = {_told(settings.value(name))}  # {'file' if name in settings.values else 'default'}")
    for one in settings.overrides_for(path):
        for name, value in one.values.items():
            click.echo(f"{name} = {_told(value)}  # override for {', '.join(one.paths)}")
    if settings.is_excluded(path):
        click.echo("# excluded: a run over its folder leaves it out")
    return 0


def _told(value: object) -> str:
    import json

    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(name)} = {_told(one)}" for name, one in value.items())
        return f"{{{inside}}}"
    return '""' if value is None else json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
