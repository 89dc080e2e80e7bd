"""checker stats: findings by rule, file and level."""

from __future__ import annotations

from collections import Counter

import click

from checker.commands.shared import job_from, reading_options


@click.command("stats")
@reading_options
@click.option("--format", type=click.Choice(["text", "json"]), default="text")
@click.option("--top", default=10, show_default=True, help="How many files are named.")
def command(format, top, **options) -> int:
    """Count findings by level, rule and file."""
    from checker.commands.lint import Choices, run

    report = run(job_from(**options), Choices(level="note")).report
    levels = Counter(finding.level for finding in report.findings)
    rules = Counter((finding.rule, finding.level) for finding in report.findings)
    files = Counter(finding.path for finding in report.findings)
    if format == "json":
        import json

        told = {
            "documents": report.documents,
            "words": report.words,
            "levels": dict(levels),
            "rules": [{"rule": rule, "level": level, "findings": number} for (rule, level), number in rules.most_common()],
            "files": dict(files.most_common()),
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_table(report, levels, rules, files.most_common(top))))
    return 2 if report.errors else 0


def _table(report, levels: Counter, rules: Counter, files: list[tuple[str, int]]) -> list[str]:
    from checker.reports.display import count, plain

    per = 10_000 / report.words if report.words else 0
    out = [f"{count(report.documents, 'document')}, {count(report.words, 'word')}", ""]
    for level in ("error", "warning", "note"):
        out.append(f"{levels[level]:>7,}  {level:<8} {levels[level] * per:6.2f} per 10,000 words")
    out += ["", "by rule", *(f"{number:>7,}  {level:<8} {rule}" for (rule, level), number in rules.most_common())]
    out += ["", "by file", *(f"{number:>7,}  {plain(path)}" for path, number in files)]
    return out
