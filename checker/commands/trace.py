"""checker trace: why a rule did or did not fire."""

from __future__ import annotations

import click

from checker.commands.shared import each_document, job_from, near_name, reading_options


@click.command("trace")
@click.argument("rule")
@reading_options
def command(rule, **options) -> int:
    """Say which claims of PATHS met which condition of RULE, and what kept them apart."""
    from checker.engine import trace
    from checker.run.plan import load_rules

    job = job_from(**options)
    known = load_rules(job.plan).by_name
    if rule not in known:
        raise click.UsageError(f"no rule is named {rule!r}{near_name(rule, list(known))}; see checker rules")
    failed: list[str] = []
    for _, source, checker in each_document(job, failed):
        click.echo(source.path)
        for line in trace(known[rule], checker.claims(source)):
            click.echo(f"  {line}")
    return 2 if failed else 0
