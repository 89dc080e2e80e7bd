"""checker claims: the ledger of an article."""

from __future__ import annotations

import click

from checker.commands.shared import each_document, job_from, reading_options


@click.command("claims")
@reading_options
@click.option("--format", type=click.Choice(["jsonl", "table"]), default="table", help="A table, or a JSON line a document.")
def command(format, **options) -> int:
    """Print the ledger: every claim of an article, what it is of, when, and what it must agree with.

    Below the claims of a document stand the values that each measure takes, in the order of their times, and the sums that
    were done with its figures: whether they hold, or what follows from two figures and is not stated.
    """
    from checker.reports.json_report import json_line
    from checker.reports.ledger import claims_table, ledger_object, sums_told, timelines_told

    failed: list[str] = []
    for name, source, checker in each_document(job_from(**options), failed):
        ledger = checker.ledger(source)
        if format == "jsonl":
            row = json_line({"id": name} | ledger_object(ledger))
            click.echo(row.encode("utf-8", "backslashreplace"), nl=False)
        else:
            told = [claims_table(ledger.claims, source.text), timelines_told(ledger, source.text), sums_told(ledger, source.text)]
            click.echo(source.path)
            click.echo("\n\n".join("\n".join(part) for part in told if part) + "\n")
    return 2 if failed else 0
