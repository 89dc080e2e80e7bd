"""Reviewdog's diagnostic format. Its columns count UTF-8 bytes, so they are worked out from the quoted line."""

from __future__ import annotations

import json

from checker.model.finding import Evidence, Finding
from checker.reports.edition import Edition

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_SOURCE = {"name": "checker"}


def render(edition: Edition) -> str:
    rows = [diagnostic(finding, edition) for finding in edition.report.findings]
    return json.dumps({"source": _SOURCE, "diagnostics": rows}, ensure_ascii=False, indent=1) + "\n"


def diagnostic(finding: Finding, edition: Edition) -> dict:
    first, *others = finding.evidence
    row = {
        "message": finding.message,
        "location": _location(first, edition),
        "severity": _SEVERITIES[finding.level],
        "source": _SOURCE,
        "code": {"value": finding.rule},
    }
    if others:
        row["related_locations"] = [
            {"message": f"{place.role}: {place.quote}", "location": _location(place, edition)} for place in others
        ]
    if finding.replacement is not None:
        row["suggestions"] = [{"range": _range(first, edition), "text": finding.replacement}]
    return row


def _location(place: Evidence, edition: Edition) -> dict:
    return {"path": edition.relative(place.path), "range": _range(place, edition)}


def _range(place: Evidence, edition: Edition) -> dict:
    start = _bytes(edition.line_of(place)[: place.column - 1])
    end = _bytes(edition.last_line_of(place)[: place.end_column - 1])
    if place.end_line == place.line:
        end = _bytes(edition.line_of(place)[: place.end_column - 1])
    return {"start": {"line": place.line, "column": start + 1}, "end": {"line": place.end_line, "column": end + 1}}


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
