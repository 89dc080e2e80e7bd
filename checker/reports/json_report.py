"""JSON: everything the run found, stable for scripts to stand on."""

from __future__ import annotations

import json

from checker.model.finding import Evidence, Finding, Remark
from checker.reports.edition import Edition


def render(edition: Edition) -> str:
    report = edition.report
    return json.dumps(
        {
            "version": 1,
            "engine": report.engine,
            "documents": report.documents,
            "words": report.words,
            "claims": report.claims,
            "findings": [finding_object(finding) for finding in report.findings],
            "errors": [remark_object(remark) for remark in report.errors],
            "notes": [remark_object(remark) for remark in report.notes],
            "skipped": [remark_object(remark) for remark in report.skipped],
        },
        ensure_ascii=False,
        indent=1,
    ) + "\n"


def json_line(row: dict) -> str:
    """*row* on one line, whatever a reader takes for the end of a line."""
    text = json.dumps(row, ensure_ascii=False)
    for separator in ("\x85", "\u2028", "\u2029"):
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return text + "\n"


def finding_object(finding: Finding) -> dict:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "path": finding.path,
        "message": finding.message,
        "why": finding.why,
        "evidence": [evidence_object(place) for place in finding.evidence],
        "working": finding.working,
        "fingerprint": finding.fingerprint,
    }


def evidence_object(place: Evidence) -> dict:
    return {
        "path": place.path,
        "span": [place.span.start, place.span.end],
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "quote": place.quote,
        "role": place.role,
    }


def remark_object(remark: Remark) -> dict:
    told = {"path": remark.path, "message": remark.message}
    if remark.line is not None:
        told["line"] = remark.line
    return told
