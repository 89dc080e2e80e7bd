"""Reviewdog's diagnostic format, one diagnostic a line."""

from __future__ import annotations

import json

from checker.reports.edition import Edition
from checker.reports.rdjson import diagnostic


def render(edition: Edition) -> str:
    return "".join(json.dumps(diagnostic(finding, edition), ensure_ascii=False) + "\n" for finding in edition.report.findings)
