"""checker lint: check articles and report."""

from __future__ import annotations

import click

from checker.commands.shared import plan_from, reading_options
from checker.model.finding import LEVELS
from checker.reports import FORMATS


@click.command("lint")
@reading_options
@click.option("--format", type=click.Choice(list(FORMATS)), default="text", help="What standard output holds.")
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), default="error", help="Least level for exit code 1.")
@click.option("--level", type=click.Choice(LEVELS), default="note", help="Least level that is reported.")
@click.option("--no-cache", is_flag=True, help="Check everything anew.")
@click.option("--jobs", "-j", type=click.IntRange(0), default=None, help="Worker processes; 0 works in this one.")
def command(paths, rules, engine, date, territory, as_format, stdin_filename, format, fail_on, level, no_cache, jobs) -> int:
    """Check articles and tell where their own numbers disagree.

    PATHS are files, folders, or - for standard input. Exit code: 0 nothing found at or above --fail-on,
    1 something found, 2 wrong usage, configuration or unreadable input.
    """
    from checker.reports import render
    from checker.run.lint import find_files, run
    from checker.run.plan import load_rules

    plan = plan_from(rules, engine, date, territory, as_format, stdin_filename)
    rule_set = load_rules(plan)
    files, skipped = find_files(paths, plan)
    outcomes = list(run(files, plan, rule_set))
    edition = _edition(outcomes, skipped, level)
    code = _exit_code(edition.report, fail_on)
    style = {"color": False, "width": 100} if format == "text" else {}
    click.echo(render(edition, format, **style), nl=False)
    return code


def _edition(outcomes, skipped, level):
    from dataclasses import replace

    from checker.reports.edition import Edition, level_order
    from checker.run.lint import report_of

    report = report_of(outcomes, skipped)
    kept = tuple(finding for finding in report.findings if level_order(finding.level) <= level_order(level))
    lines = {(outcome.path, number): line for outcome in outcomes for number, line in outcome.lines}
    hashes = {(outcome.path, number): told for outcome in outcomes for number, told in outcome.hashes}
    return Edition(replace(report, findings=kept), lines=lines, hashes=hashes)


def _exit_code(report, fail_on: str) -> int:
    from checker.reports.edition import level_order

    if report.errors:
        return 2
    if fail_on == "never":
        return 0
    return int(any(level_order(finding.level) <= level_order(fail_on) for finding in report.findings))
