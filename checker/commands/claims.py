"""checker claims: the ledger of an article."""

from __future__ import annotations

import click

from checker.commands.shared import each_document, job_from, reading_options


@click.command("claims")
@reading_options
@click.option("--format", type=click.Choice(["jsonl", "table"]), default="table", help="A table, or a JSON line a document.")
def command(format, **options) -> int:
    """Print the ledger: every claim of an article, what it is of, when, and what it must agree with."""
    from checker.reports.json_report import json_line
    from checker.reports.ledger import claim_object, claims_table

    failed: list[str] = []
    for name, source, checker in each_document(job_from(**options), failed):
        claims = checker.claims(source)
        if format == "jsonl":
            row = json_line({"id": name, "claims": [claim_object(claim) for claim in claims]})
            click.echo(row.encode("utf-8", "backslashreplace"), nl=False)
        else:
            click.echo(source.path)
            click.echo("\n".join(claims_table(claims, source.text)) + "\n")
    return 2 if failed else 0
