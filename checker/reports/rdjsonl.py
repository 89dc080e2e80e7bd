"""Reviewdog's diagnostic format, one diagnostic a line."""

from __future__ import annotations

from checker.reports.edition import Edition
from checker.reports.json_report import json_line
from checker.reports.rdjson import diagnostic


def render(edition: Edition) -> str:
    return "".join(json_line(diagnostic(finding, edition)) for finding in edition.report.findings)
