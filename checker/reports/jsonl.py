"""JSON Lines: one finding a line, for streams; trouble with files as lines with ``error``."""

from __future__ import annotations

from checker.reports.edition import Edition
from checker.reports.json_report import finding_object, json_line, remark_object


def render(edition: Edition) -> str:
    rows = [finding_object(finding) for finding in edition.report.findings]
    rows += [{"error": remark_object(remark)} for remark in edition.report.errors]
    return "".join(json_line(row) for row in rows)
