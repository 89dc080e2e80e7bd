"""checker watch: check again whenever a file is saved."""

from __future__ import annotations

import os
import time

import click

from checker.commands.shared import Job, is_colored, job_from, reading_options, terminal_width


@click.command("watch")
@reading_options
@click.option("--level", type=click.Choice(["error", "warning", "note"]), help="Least level that is reported.")
@click.option("--interval", type=click.FloatRange(0.05), default=0.5, help="Seconds between looks at the files (0.5).")
def command(level, interval, **options) -> int:
    """Check PATHS, then check each file again when it is saved, until Ctrl-C."""
    job = job_from(**options)
    checker, cards = _opened(job)
    seen: dict[str, tuple[int, int]] = {}
    while True:
        now = _stamps(job)
        changed = [path for path, stamp in now.items() if seen.get(path) != stamp]
        seen = now
        if changed:
            _tell(job, checker, cards, changed, level)
        try:
            time.sleep(interval)
        except KeyboardInterrupt:
            return 0


def _opened(job: Job):
    from checker.run.plan import cards_of, load_rules, open_checker

    rules = load_rules(job.plan)
    return open_checker(job.plan, rules), cards_of(rules)


def _stamps(job: Job) -> dict[str, tuple[int, int]]:
    from checker.run.lint import find_files

    stamps = {}
    for path in find_files(job.paths, job.plan, job.finder)[0]:
        try:
            status = os.stat(path)
        except OSError:
            continue
        stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps


def _tell(job: Job, checker, cards, changed: list[str], level: str | None) -> None:
    import sys

    from checker.reports import render
    from checker.run.check import check_file
    from checker.run.gather import Wishes, gather

    outcomes = ([outcome for _, outcome in check_file(checker, job.plan_for(path), path)] for path in changed)
    wishes = Wishes(level=level or job.settings.value("level"), settings_of=job.finder.for_file, engine=checker.engine)
    edition = gather(outcomes, cards, (), wishes)
    if sys.stdout.isatty():
        click.clear()
    click.echo(render(edition, "text", color=is_colored(sys.stdout), width=terminal_width()), nl=False)
    click.echo(time.strftime("checked at %H:%M:%S"))
