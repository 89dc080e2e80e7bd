"""Checkstyle XML: one error element a finding, its other places named in the message."""

from __future__ import annotations

from itertools import groupby

from checker.model.finding import Finding
from checker.reports.edition import Edition
from checker.reports.xml_text import attribute

_SEVERITIES = {"error": "error", "warning": "warning", "note": "info"}


def render(edition: Edition) -> str:
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="8.0">']
    for path, findings in groupby(edition.report.findings, key=lambda finding: finding.path):
        out.append(f"  <file name={attribute(edition.relative(path))}>")
        out += [_element(finding, edition) for finding in findings]
        out.append("  </file>")
    for remark in edition.report.errors:
        out.append(f"  <file name={attribute(edition.relative(remark.path))}>")
        message = attribute(remark.message)
        out.append(f'    <error line="{remark.line or 1}" severity="error" message={message} source="checker.input"/>')
        out.append("  </file>")
    return "\n".join([*out, "</checkstyle>"]) + "\n"


def _element(finding: Finding, edition: Edition) -> str:
    first, *others = finding.evidence
    places = [f"{edition.relative(place.path)}:{place.line}:{place.column} {place.quote}" for place in others]
    message = finding.message + (f" See {'; '.join(places)}." if places else "")
    return (
        f'    <error line="{first.line}" column="{first.column}" severity="{_SEVERITIES[finding.level]}"'
        f" message={attribute(message)} source={attribute('checker.' + finding.rule)}/>"
    )
