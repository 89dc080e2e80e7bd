"""Markdown: the flagged findings, ready to paste into a ticket.

What an article says is escaped: it can neither format the ticket nor bring HTML, links or mentions into it.
"""

from __future__ import annotations

import re
from itertools import groupby

from checker.model.finding import Evidence, Finding
from checker.reports.display import count, plain, window
from checker.reports.edition import Edition

# What Markdown as ticket systems read it gives a meaning to: marks, tables, mentions, issue numbers, addresses, emoji names.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$@#]|:(?=//|\w)|(?<=\bwww)\.|^[-+=](?=[\s=-]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


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
    levels = [finding.level for finding in report.findings]
    told = ", ".join(count(levels.count(level), level) for level in ("error", "warning", "note"))
    looked = f"{count(report.words, 'word')}, {count(report.claims, 'claim')}"
    return f"{told} in {count(report.documents, 'document')} ({looked})."


def _finding_lines(finding: Finding, edition: Edition) -> list[str]:
    out = [f"### {finding.level}: {escape(finding.rule)}", "", escape(finding.message), ""]
    for place in finding.evidence:
        out.append(f"- [ ] line {place.line}, column {place.column} ({escape(place.role)}): {_quoted(place, edition)}")
    out.append("")
    if finding.working:
        out += [f"Working: {escape(finding.working)}", ""]
    if finding.why:
        out += [f"Why: {escape(finding.why)}", ""]
    return out


def _quoted(place: Evidence, edition: Edition) -> str:
    line = edition.line_of(place)
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    shown, low, high = window(plain(line), place.column - 1, end, 160)
    before, words, after = shown[:low].lstrip(), shown[low:high], shown[high:].rstrip()
    return f"“{escape(before)}**{escape(words.strip())}**{escape(after)}”" if words.strip() else f"“{escape(before + after)}”"
