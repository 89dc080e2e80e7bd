"""Markdown: the flagged findings, ready to paste into a ticket.

What an article says is escaped: it can neither format the ticket nor bring HTML, links or mentions into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from checker.model.finding import Evidence, Finding
from checker.reports.display import count, counted_levels, plain, window
from checker.reports.edition import Edition

# What Markdown as ticket systems read it gives a meaning to: marks, tables, mentions, issue numbers, addresses, emoji names.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$@#]|:(?=//|\w)|(?<=\bwww)\.|^[-+=](?=[\s=-]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")

ROOM = 160


def escape(text: str) -> str:
    """*text* as plain words in Markdown, HTML included."""
    words = _SPECIAL.sub(lambda match: "\\" + match[0], plain(text))
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render(edition: Edition) -> str:
    out = ["# Numbers to check", "", _summary(edition), ""]
    for path, findings in groupby(edition.report.findings, key=lambda finding: finding.path):
        out += [f"## {escape(path)}", ""]
        for finding in findings:
            out += _finding_lines(finding, edition)
    if edition.report.errors:
        out += ["## Could not be checked", ""]
        out += [f"- {escape(remark.path)}: {escape(remark.message)}" for remark in edition.report.errors]
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _summary(edition: Edition) -> str:
    report = edition.report
    looked = f"{count(report.words, 'word')}, {count(report.claims, 'claim')}"
    return f"{counted_levels(report.findings)} in {count(report.documents, 'document')} ({looked})."


def _finding_lines(finding: Finding, edition: Edition) -> list[str]:
    out = [f"### {finding.level}: {escape(finding.rule)}", "", escape(finding.message), ""]
    for places in _by_line(finding.evidence):
        columns = ", ".join(f"{place.column} ({escape(place.role)})" for place in places)
        out.append(f"- [ ] line {places[0].line}, column{'s' * (len(places) > 1)} {columns}: {_quoted(places, edition)}")
    out.append("")
    if finding.working:
        out += [f"Working: {escape(finding.working)}", ""]
    if finding.why:
        out += [f"Why: {escape(finding.why)}", ""]
    return out


def _by_line(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Places near each other on one line are shown in one quotation of it, as long as they do not overlap."""
    groups: list[list[Evidence]] = []
    for place in evidence:
        for group in groups:
            if all(_are_neighbours(one, place) for one in group):
                group.append(place)
                break
        else:
            groups.append([place])
    return groups


def _are_neighbours(one: Evidence, other: Evidence) -> bool:
    first, last = sorted((one, other), key=lambda place: place.column)
    on_one_line = (one.path, one.line) == (other.path, other.line) and one.line == one.end_line == other.end_line
    return on_one_line and first.end_column <= last.column and last.end_column - first.column < ROOM - 20


def _quoted(places: Sequence[Evidence], edition: Edition) -> str:
    line = edition.line_of(places[0])
    ordered = sorted(places, key=lambda place: place.column)
    start = ordered[0].column - 1
    end = ordered[-1].end_column - 1 if ordered[-1].end_line == ordered[-1].line else len(line)
    shown, low, high = window(plain(line), start, end, ROOM)
    told, at = [], 0
    for place in ordered:
        begin = place.column - 1 - start + low
        close = high if place is ordered[-1] else place.end_column - 1 - start + low
        words = shown[begin:close].strip()
        told += [escape(shown[at:begin].lstrip() if at == 0 else shown[at:begin]), f"**{escape(words)}**" if words else ""]
        at = close
    return f"“{''.join(told)}{escape(shown[at:].rstrip())}”"
