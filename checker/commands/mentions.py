"""checker mentions: every number and time as it was read."""

from __future__ import annotations

import click

from checker.commands.shared import each_document, job_from, reading_options


@click.command("mentions")
@reading_options
@click.option("--format", type=click.Choice(["jsonl"]), default="jsonl", help="One JSON object a document.")
def command(format, **options) -> int:
    """Print every number and time as it was read: what was written, what it allows, in which unit."""
    from checker.reports.json_report import json_line
    from checker.reports.ledger import mention_object

    failed: list[str] = []
    for name, source, checker in each_document(job_from(**options), failed):
        found = [mention_object(mention) for mention in checker.mentions(source)]
        click.echo(json_line({"id": name, "mentions": found}).encode("utf-8", "backslashreplace"), nl=False)
    return 2 if failed else 0
