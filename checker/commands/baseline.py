"""checker baseline: findings a team knows about and lives with."""

from __future__ import annotations

from pathlib import Path

import click

from checker.commands.shared import Job, job_from, reading_options


@click.group("baseline")
def command() -> None:
    """Keep today's findings in a file, so that only new ones are reported."""


@command.command("write")
@reading_options
@click.option("--baseline", metavar="FILE", help="The file to write (.checker-baseline.json, or as configured).")
def write(baseline, **options) -> int:
    """Write every finding in PATHS to the baseline."""
    from checker.reports.display import count
    from checker.run.baseline import write_baseline

    job = job_from(**options)
    file, edition = _found(job, baseline)
    number = write_baseline(file, edition.report.findings, file.parent)
    click.echo(f"{file}: known from now on: {count(number, 'finding')}{_hint(job, baseline)}")
    return 2 if edition.report.errors else 0


@command.command("prune")
@reading_options
@click.option("--baseline", metavar="FILE", help="The file to prune (.checker-baseline.json, or as configured).")
def prune(baseline, **options) -> int:
    """Take out of the baseline what is no longer found in PATHS."""
    from checker.reports.display import count
    from checker.run.baseline import hold_back, read_baseline, write_baseline

    job = job_from(**options)
    file, edition = _found(job, baseline)
    known = read_baseline(file)
    _, held = hold_back(edition.report.findings, known, file.parent)
    number = write_baseline(file, held, file.parent)
    click.echo(f"{file}: {count(number, 'finding')} kept, {known.total() - number:,} taken out")
    return 2 if edition.report.errors else 0


def _found(job: Job, named: str | None):
    from checker.commands.lint import Choices, baseline_file, run
    from checker.run.baseline import FILE_NAME

    file = baseline_file(job, named) or Path(FILE_NAME)
    edition = run(job, Choices(level="note", has_baseline=False))
    for remark in edition.report.errors:
        click.echo(f"checker: {remark.path}: {remark.message}", err=True)
    return file, edition


def _hint(job: Job, named: str | None) -> str:
    if named or job.settings.value("baseline"):
        return ""
    from checker.run.baseline import FILE_NAME

    return f'; baseline = "{FILE_NAME}" in checker.toml makes every run use it'
