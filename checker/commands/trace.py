"""checker trace: why a rule did or did not fire."""

from __future__ import annotations

import click

from checker.commands.shared import Job, each_document, job_from, near_name, reading_options


@click.command("trace")
@click.argument("rule")
@reading_options
def command(rule, **options) -> int:
    """Say which claims of PATHS met which condition of RULE, and what kept them apart."""
    return trace_rule(rule, job_from(**options))


def trace_rule(rule: str, job: Job) -> int:
    """Prints the story of the rule over each document of *job*; the exit code: 2 when one could not be read."""
    from checker.engine import trace
    from checker.run.plan import load_rules

    known = load_rules(job.plan).by_name
    if rule not in known:
        raise click.UsageError(f"no rule is named {rule!r}{near_name(rule, list(known))}; see checker rules")
    failed: list[str] = []
    for _, source, checker in each_document(job, failed):
        claims = checker.claims(source)
        click.echo(source.path)
        for line in trace(known[rule], claims, checker.why_apart(claims)):
            click.echo(f"  {line}")
    return 2 if failed else 0
