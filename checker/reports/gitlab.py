"""GitLab code quality (https://docs.gitlab.com/ci/testing/code_quality/): a fingerprint that is unique and
does not depend on lines, a severity, and the lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from checker.model.finding import Evidence, Finding
from checker.reports.edition import Edition

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(edition: Edition) -> str:
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for finding in edition.report.findings:
        key = (edition.relative(finding.path), finding.fingerprint)
        name = "\0".join([*key, str(seen[key])])
        rows.append(_row(finding, edition, hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()))
        seen[key] += 1
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(finding: Finding, edition: Edition, fingerprint: str) -> dict:
    first, *others = finding.evidence
    row = {
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": _location(first, edition),
    }
    if others:
        row["other_locations"] = [_location(place, edition) for place in others]
    return row


def _location(place: Evidence, edition: Edition) -> dict:
    begin = {"line": place.line, "column": place.column}
    end = {"line": place.end_line, "column": place.end_column}
    lines = {"begin": place.line, "end": place.end_line}
    return {"path": edition.relative(place.path), "lines": lines, "positions": {"begin": begin, "end": end}}
