"""checker mentions: every number and time as it was read."""

from __future__ import annotations

import json

import click

from checker.commands.shared import each_document, plan_from, reading_options


@click.command("mentions")
@reading_options
@click.option("--format", type=click.Choice(["jsonl"]), default="jsonl", help="One JSON object a document.")
def command(paths, rules, engine, date, territory, as_format, stdin_filename, format) -> int:
    """Print every number and time as it was read: what was written, what it allows, in which unit."""
    from checker.reports.ledger import mention_object

    plan = plan_from(rules, engine, date, territory, as_format, stdin_filename)
    failed: list[str] = []
    for name, source, checker in each_document(paths, plan, failed):
        found = [mention_object(mention) for mention in checker.mentions(source)]
        click.echo(json.dumps({"id": name, "mentions": found}, ensure_ascii=False))
    return 2 if failed else 0
