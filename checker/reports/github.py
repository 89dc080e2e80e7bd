"""GitHub workflow commands: annotations on the lines of a pull request.

A step shows ten annotations of each kind; the worst come first, and what is over is printed as plain lines.
"""

from __future__ import annotations

from collections import Counter

from checker.model.finding import Finding
from checker.reports.display import is_unsafe, plain
from checker.reports.edition import Edition, level_order

MOST_OF_A_KIND = 10
_KINDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(edition: Edition) -> str:
    out, over = [], []
    shown: Counter[str] = Counter()
    for finding in sorted(edition.report.findings, key=lambda finding: level_order(finding.level)):
        shown[finding.level] += 1
        if shown[finding.level] <= MOST_OF_A_KIND:
            out.append(_command(finding, edition))
        else:
            over.append(_line(finding, edition))
    for remark in edition.report.errors:
        out.append(f"::error title=checker,file={_property(edition.relative(remark.path))}::{_content(remark.message)}")
    if over:
        out += [f"{len(over)} more, beyond what GitHub shows as annotations:", *over]
    return "".join(line + "\n" for line in out)


def _command(finding: Finding, edition: Edition) -> str:
    first, *others = finding.evidence
    where = {
        "title": f"checker {finding.rule}",
        "file": edition.relative(first.path),
        "line": first.line,
        "endLine": first.end_line,
    }
    if first.line == first.end_line:
        where |= {"col": first.column, "endColumn": first.end_column}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    text = [finding.message]
    text += [f"see {edition.relative(place.path)}:{place.line}:{place.column} {place.quote} ({place.role})" for place in others]
    if finding.working:
        text.append(finding.working)
    return f"::{_KINDS[finding.level]} {properties}::{_content(chr(10).join(text))}"


def _line(finding: Finding, edition: Edition) -> str:
    first = finding.evidence[0]
    # Runners also read commands behind blanks; words in front of the path keep an odd name from being one.
    where = plain(edition.relative(first.path))
    return f"- {where}:{first.line}:{first.column}: {finding.level} {finding.rule}: {plain(finding.message)}"


def _content(text: str) -> str:
    text = "".join("\ufffd" if c not in "\r\n" and is_unsafe(c) else c for c in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _content(text).replace(":", "%3A").replace(",", "%2C")
