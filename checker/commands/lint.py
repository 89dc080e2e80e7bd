"""checker lint: check articles and report."""

from __future__ import annotations

import datetime as dt
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from checker.commands.shared import Job, is_colored, job_from, reading_options, terminal_width, version_number
from checker.model.errors import ConfigFault, Fault
from checker.model.finding import LEVELS
from checker.reports import FORMATS
from checker.reports.edition import Edition


@dataclass(slots=True)
class Choices:
    """The options of lint beyond reading, as far as other commands share its run."""

    level: str | None = None
    jobs: int | None = None
    has_cache: bool = True
    has_silences: bool = True
    baseline: str | None = None
    has_baseline: bool = True
    changed: str | None = None
    force_exclude: bool = False
    full: bool = False
    progress: bool = True
    timeout: float = 300.0
    seconds: dict[str, float] = field(default_factory=dict)


@click.command("lint")
@reading_options
@click.option("--format", type=click.Choice(list(FORMATS)), default="text", help="What standard output holds.")
@click.option("--output", "-o", multiple=True, metavar="FORMAT[:PATH]", help="A further report; several are allowed.")
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), help="Least level for exit code 1 (error).")
@click.option("--level", type=click.Choice(LEVELS), help="Least level that is reported (note).")
@click.option("--changed", is_flag=False, flag_value="", metavar="[REF]", help="Only tensions with a place on changed lines.")
@click.option("--baseline", metavar="FILE", help="Leave out findings known to this baseline.")
@click.option("--no-baseline", is_flag=True, help="Report known findings, too.")
@click.option("--no-suppressions", is_flag=True, help="Report what comments silence, too.")
@click.option("--force-exclude", is_flag=True, help="Excludes hold for files named by hand, too.")
@click.option("--no-cache", is_flag=True, help="Check everything anew.")
@click.option("--jobs", "-j", type=click.IntRange(0), help="Worker processes; 0 works in this one.")
@click.option("--timeout", type=click.FloatRange(1), default=300, help="Seconds after which a document is given up (300).")
@click.option("--trace", metavar="RULE", help="Tell why RULE did or did not fire, instead of a report.")
@click.option("--quiet", "-q", is_flag=True, help="No text on standard output; reports to files and the exit code stay.")
@click.option("--verbose", "-v", is_flag=True, help="Tell the seconds of each room, notes and skipped files.")
def command(format, output, fail_on, trace, quiet, verbose, **options) -> int:
    """Check articles and tell where their own numbers disagree.

    PATHS are files, folders, or - for standard input. Exit code: 0 nothing found at or above --fail-on,
    1 something found, 2 wrong usage, configuration or unreadable input.
    """
    from checker.run.gather import exit_code

    options, choices = _choices(options)
    if trace:
        from checker.commands.trace import trace_rule

        return trace_rule(trace, job_from(**options))
    outputs = _outputs(format, output, quiet)
    choices.full = any(name == "html" for name, _ in outputs)
    started = time.perf_counter()
    job = job_from(**options)
    edition = run(job, choices)
    edition = replace(edition, exit_code=exit_code(edition.report, fail_on or job.settings.value("fail-on")))
    for name, path in outputs:
        _deliver(edition, name, path)
    if not edition.report.documents and not edition.report.errors and choices.changed is None:
        for remark in edition.report.skipped:
            click.echo(f"checker: {remark.path} is skipped: {remark.message}", err=True)
        if not edition.report.skipped:
            click.echo(f"checker: no document was found in {', '.join(job.paths)}", err=True)
    if verbose:
        _tell_more(edition, choices, time.perf_counter() - started)
    return edition.exit_code


def _choices(options: dict) -> tuple[dict, Choices]:
    """The reading options, and those of the run."""
    changed, paths = options.pop("changed"), options["paths"]
    if changed and not paths:
        # "--changed content/": the folder was meant as a path, not as a commit.
        if Path(changed).exists():
            options["paths"], changed = (changed,), ""
    choices = Choices(
        level=options.pop("level"),
        jobs=options.pop("jobs"),
        has_cache=not options.pop("no_cache"),
        has_silences=not options.pop("no_suppressions"),
        baseline=options.pop("baseline"),
        has_baseline=not options.pop("no_baseline"),
        changed=changed,
        force_exclude=options.pop("force_exclude"),
        timeout=options.pop("timeout"),
    )
    return options, choices


def run(job: Job, choices: Choices) -> Edition:
    """Checks what the job names; the edition without an exit code."""
    from checker.config import check_names
    from checker.engine import engine_name
    from checker.run.cache import Cache, cache_folder
    from checker.run.gather import STALE_CARD, Wishes, gather
    from checker.run.lint import default_jobs, find_files, lint
    from checker.run.plan import cards_of, load_rules

    engine = engine_name(job.plan.engine)
    plan = replace(job.plan, engine=engine)
    job = replace(job, plan=plan)
    rules = load_rules(plan)
    cards = cards_of(rules)
    check_names(job.settings, [(card.name, card.pack) for card in (*cards, STALE_CARD)])
    changes = _changes(choices.changed)
    files, skipped = find_files(job.paths, plan, job.finder, choices.force_exclude)
    if changes is not None:
        files = [path for path in files if path == "-" or changes.has_file(path)]
    known, folder = _baseline(job, choices)
    cache = Cache(cache_folder()) if choices.has_cache else None
    bar = Progress(len(files)) if choices.progress else None
    planned = [(path, job.plan_for(path)) for path in files]
    jobs = default_jobs(files) if choices.jobs is None else choices.jobs
    outcomes = lint(planned, rules, jobs, cache, bar.show if bar else lambda done: None, choices.seconds, choices.timeout)
    wishes = Wishes(
        level=choices.level or job.settings.value("level"),
        with_silences=choices.has_silences,
        changes=changes,
        baseline=known,
        baseline_folder=folder,
        settings_of=job.finder.for_file,
        engine=engine,
    )
    try:
        edition = gather(outcomes, cards, skipped, wishes)
    finally:
        if bar:
            bar.clear()
        if cache:
            cache.close()
    if choices.full:
        articles = _articles(job, rules, files, edition, jobs, choices)
        edition = replace(edition, articles=articles)
    begun = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return replace(edition, version=version_number(), started=begun, root=Path.cwd().as_posix())


def _articles(job: Job, rules, files: list[str], edition: Edition, jobs: int, choices: Choices) -> tuple:
    """Text and claims of the documents with findings (of all, where there is but one file): too large for the cache."""
    from checker.run.lint import lint

    wanted = {finding.path for finding in edition.report.findings}
    of_file = {path.partition("#")[0] for path in wanted} | wanted
    chosen = [path for path in files if path in of_file or len(files) == 1 or path == "-"]
    planned = [(path, replace(job.plan_for(path), full=True)) for path in chosen]
    articles = []
    for documents in lint(planned, rules, jobs, seconds=choices.seconds, patience=choices.timeout):
        articles += [one.article for one in documents if one.article and (one.path in wanted or len(files) == 1)]
    return tuple(articles)


def _changes(ref: str | None):
    if ref is None:
        return None
    from checker.run.changes import default_ref, find_changes

    return find_changes(ref or default_ref())


def baseline_file(job: Job, named: str | None) -> Path | None:
    """The baseline a run follows: the one named, else the configuration's, which stays inside its own folder."""
    if named:
        return Path(named)
    told = job.settings.value("baseline")
    if not told:
        return None
    file = Path(job.settings.inside(told))
    if not file.resolve().is_relative_to(job.settings.folder.resolve()):
        raise ConfigFault([Fault(str(job.settings.file), f"baseline {told!r} lies outside of the configuration's folder")])
    return file


def _baseline(job: Job, choices: Choices):
    from collections import Counter

    from checker.run.baseline import read_baseline

    file = baseline_file(job, choices.baseline) if choices.has_baseline else None
    if file is None or (not choices.baseline and not file.exists()):
        return Counter(), Path()
    return read_baseline(file), file.parent


def _outputs(format: str, output: tuple[str, ...], quiet: bool) -> list[tuple[str, str | None]]:
    """Formats with the path they go to, None for standard output. An ``--output`` without a path takes its place."""
    outputs = []
    for told in output:
        name, _, path = told.partition(":")
        if name not in FORMATS:
            from checker.commands.shared import near_name

            hint = near_name(name, FORMATS)
            raise click.UsageError(f"--output: no format is named {name!r}{hint}; known are {', '.join(FORMATS)}")
        outputs.append((name, path or None))
    to_stdout = [name for name, path in outputs if path is None]
    if len(to_stdout) > 1:
        raise click.UsageError(f"--output: only one report fits on standard output, not {' and '.join(to_stdout)}; add :PATH")
    if not to_stdout and not (quiet and format == "text"):
        outputs.insert(0, (format, None))
    return outputs


def _deliver(edition: Edition, name: str, path: str | None) -> None:
    from checker.reports import render

    if path is None:
        style = {"color": is_colored(sys.stdout), "width": terminal_width()} if name == "text" else {}
        click.echo(render(edition, name, **style).encode("utf-8", "backslashreplace"), nl=False)
        return
    text = render(edition, name)
    try:
        # GitHub's step summary is a file that steps add to.
        mode = "a" if name == "summary" else "w"
        with open(path, mode, encoding="utf-8", errors="backslashreplace", newline="\n") as opened:
            opened.write(text)
    except OSError as trouble:
        raise ConfigFault([Fault(f"--output {name}:{path}", trouble.strerror or str(trouble))]) from None


def _tell_more(edition: Edition, choices: Choices, took: float) -> None:
    told = () if not edition.report.documents else edition.report.skipped
    for kind, remarks in (("note", edition.report.notes), ("skipped", told)):
        for remark in remarks:
            click.echo(f"{kind}: {remark.path}: {remark.message}", err=True)
    rooms = ", ".join(f"{room} {seconds:.2f}" for room, seconds in choices.seconds.items())
    click.echo(f"engine {edition.report.engine}; {took:.2f} s in all{'; seconds a room: ' + rooms if rooms else ''}", err=True)


class Progress:
    """A line on standard error that counts files; only on a terminal, and gone at the end."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.shown = 0.0
        self.is_on = total > 1 and sys.stderr.isatty()

    def show(self, done: int) -> None:
        now = time.monotonic()
        if not self.is_on or (now - self.shown < 0.1 and done < self.total):
            return
        self.shown = now
        filled = 24 * done // max(1, self.total)
        sys.stderr.write(f"\r\x1b[K{'━' * filled}{'─' * (24 - filled)} {done:,} of {self.total:,} files")
        sys.stderr.flush()

    def clear(self) -> None:
        if self.is_on and self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
