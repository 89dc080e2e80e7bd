"""checker test: run the examples inside rule files."""

from __future__ import annotations

import click


@click.command("test")
@click.argument("rules", nargs=-1, type=str)
@click.option("--engine", type=click.Choice(["auto", "durable", "joins"]), default="auto", help="Which engine judges.")
@click.option("--coverage/--no-coverage", default=True, help="Fail a rule that no example makes fire (the default).")
def command(rules, engine, coverage) -> int:
    """Run the examples of the rules in RULES (folders or files; the built-in rules when none is named)."""
    from checker.reports.display import count
    from checker.run.examples import check_rules

    number, examples, faults = check_rules(rules, engine, coverage)
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(f"{count(number, 'rule')}, {count(examples, 'example')}, {len(faults):,} failed")
    return 1 if faults else 0
