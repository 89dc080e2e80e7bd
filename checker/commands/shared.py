"""Options and small steps that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import click

from checker.model.text import Source
from checker.run.plan import Plan


class Day(click.ParamType):
    """A calendar day, written YYYY-MM-DD."""

    name = "yyyy-mm-dd"

    def convert(self, value, param, ctx) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-03-31", param, ctx)


def reading_options(command: Callable) -> Callable:
    """Options that say how sources are read and by which rules they are checked."""
    for option in reversed(
        [
            click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str)),
            click.option("--rules", "rules", multiple=True, type=str, metavar="DIR", help="Add a folder of own rules."),
            click.option("--engine", type=click.Choice(["auto", "durable", "joins"]), default=None, help="Which engine judges."),
            click.option("--date", type=Day(), help="The anchor date where the source gives none."),
            click.option("--territory", metavar="CODE", help="Home territory of the publisher (ISO 3166, as in GB)."),
            click.option("--as", "as_format", metavar="FORMAT", help="Read every file as this format."),
            click.option("--stdin-filename", metavar="NAME", help="What standard input (-) is called, and its format."),
        ]
    ):
        command = option(command)
    return command


def plan_from(rules, engine, date, territory, as_format, stdin_filename=None) -> Plan:
    return Plan(
        rules=tuple(rules),
        engine=engine or "auto",
        date=date,
        territory=territory,
        as_format=as_format,
        stdin_name=stdin_filename,
    )


def each_document(paths: tuple[str, ...], plan: Plan, failed: list[str]) -> Iterator[tuple[str, Source, object]]:
    """Each document with its id (a collection's row by its own) and a checker.

    A file that cannot be read is told on standard error and added to *failed*.
    """
    from checker.model.errors import UnreadableSource
    from checker.run.lint import find_files
    from checker.run.plan import open_checker, read_sources

    checker = open_checker(plan)
    files, skipped = find_files(paths, plan)
    for remark in skipped:
        click.echo(f"checker: {remark.path}: {remark.message}", err=True)
    for path in files:
        try:
            for source in read_sources(path, plan):
                yield source.path.removeprefix(path + "#"), source, checker
        except UnreadableSource as trouble:
            failed.append(path)
            click.echo(f"checker: {trouble}", err=True)


def version_text() -> str:
    """The version, and with it the engine and the language model in use."""
    from importlib.metadata import PackageNotFoundError, version

    def of(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    return f"checker {of('claim-checker')}"
