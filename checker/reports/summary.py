"""The step summary of a GitHub workflow: a table of findings, short enough to read on the run's page."""

from __future__ import annotations

from checker.reports.display import count, counted_levels
from checker.reports.edition import Edition, level_order
from checker.reports.markdown import escape

# GitHub turns down summaries over 1 MiB; nobody reads more rows than these.
MOST_ROWS = 200


def render(edition: Edition) -> str:
    report = edition.report
    findings = sorted(report.findings, key=lambda finding: level_order(finding.level))
    told = f"{counted_levels(findings)} in {count(report.documents, 'document')}."
    out = ["## Numbers that do not hold together", "", told, ""]
    if findings:
        out += ["| level | place | finding | quotes |", "| --- | --- | --- | --- |"]
    for finding in findings[:MOST_ROWS]:
        first = finding.evidence[0]
        place = f"{edition.relative(first.path)}:{first.line}"
        quotes = "<br>".join(f"{escape(at.quote)} ({escape(at.role)}, line {at.line})" for at in finding.evidence)
        message = f"{escape(finding.message)}<br>{escape(finding.rule)}"
        out.append(f"| {finding.level} | {escape(place)} | {message} | {quotes} |")
    if len(findings) > MOST_ROWS:
        out += ["", f"{len(findings) - MOST_ROWS:,} more are not shown here."]
    if report.errors:
        out += ["", "Could not be checked:", ""]
        out += [f"- {escape(edition.relative(remark.path))}: {escape(remark.message)}" for remark in report.errors[:MOST_ROWS]]
    return "\n".join(out) + "\n"
