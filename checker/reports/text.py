"""Text for people at a terminal: each finding with every place quoted and underlined, and the working.

Grouped by file in reading order. Without colours it reads the same; colours only set words apart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from checker.model.finding import Evidence, Finding, Report
from checker.reports.display import count, plain, width, window
from checker.reports.edition import Edition

_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "strong": "1", "faint": "2", "mark": "1;31", "path": "36"}


def render(edition: Edition, color: bool = False, width: int = 100) -> str:
    pen = _Pen(color, max(40, width))
    out: list[str] = []
    for path, findings in groupby(edition.report.findings, key=lambda finding: finding.path):
        out.append(pen.ink("strong", plain(path)))
        for finding in findings:
            out.extend(_finding_lines(finding, edition, pen))
        out.append("")
    for remark in edition.report.errors:
        out.append(f"{pen.ink('error', 'not checked in full:')} {plain(remark.path)}: {plain(remark.message)}")
    if edition.report.errors:
        out.append("")
    out.append(_summary(edition, pen))
    return "\n".join(out) + "\n"


class _Pen:
    """Knows the colours and the width of the paper."""

    def __init__(self, color: bool, width: int) -> None:
        self.color = color
        self.width = width

    def ink(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color else text

    def wrap(self, text: str, indent: str) -> list[str]:
        return textwrap.wrap(plain(text), self.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _finding_lines(finding: Finding, edition: Edition, pen: _Pen) -> list[str]:
    out = ["", f"  {pen.ink(finding.level, finding.level)}  {pen.ink('strong', plain(finding.rule))}"]
    out.extend(pen.wrap(finding.message, "  "))
    for places in _by_line(finding.evidence, edition, pen.width - 6):
        out.extend(_line_lines(places, edition, pen))
    if finding.working:
        out.extend(pen.ink("faint", line) for line in pen.wrap("= " + finding.working, "  "))
    return out


def _by_line(evidence: Sequence[Evidence], edition: Edition, room: int) -> list[list[Evidence]]:
    """Places of one line together, as far as they fit into one quotation of it; the first place stays first."""
    groups: list[list[Evidence]] = []
    for place in evidence:
        for group in groups:
            line = plain(edition.line_of(place))
            low = min(one.column for one in (*group, place)) - 1
            high = max(_end(one, line) for one in (*group, place))
            if (group[0].path, group[0].line) == (place.path, place.line) and width(line[low:high]) < room - 2:
                group.append(place)
                break
        else:
            groups.append([place])
    return groups


def _end(place: Evidence, line: str) -> int:
    return place.end_column - 1 if place.end_line == place.line else len(line)


def _line_lines(places: list[Evidence], edition: Edition, pen: _Pen) -> list[str]:
    out = []
    for place in places:
        where = f"{plain(place.path)}:{place.line}:{place.column}"
        out.append(f"    {pen.ink('path', where)}  {pen.ink('faint', plain(place.role))}")
    line = plain(edition.line_of(places[0]))
    start, end = min(place.column for place in places) - 1, max(_end(place, line) for place in places)
    shown, low, _ = window(line, start, end, pen.width - 6)
    shift = low - start
    if shown[:low].isspace():
        shown, shift = shown[low:], -start
    marked = [False] * len(shown)
    for place in places:
        for at in range(place.column - 1 + shift, min(_end(place, line) + shift, len(shown))):
            marked[at] = True
    quoted = "".join(pen.ink("strong", run) if on else run for on, run in _runs(shown, marked))
    marks = "".join(pen.ink("mark", "^" * width(run)) if on else " " * width(run) for on, run in _runs(shown, marked))
    bar = pen.ink("faint", "│")
    return [*out, f"    {bar} {quoted}", f"    {bar} {marks}".rstrip()]


def _runs(text: str, marked: list[bool]) -> list[tuple[bool, str]]:
    """*text* cut where the marking begins and ends."""
    runs = []
    for on, group in groupby(zip(marked, text, strict=True), key=lambda pair: pair[0]):
        runs.append((on, "".join(character for _, character in group)))
    return runs


def _summary(edition: Edition, pen: _Pen) -> str:
    report = edition.report
    if report.findings:
        levels = [finding.level for finding in report.findings]
        told = [count(levels.count(level), level) for level in ("error", "warning", "note") if level in levels]
        files = len({finding.path for finding in report.findings})
        head = pen.ink("strong", ", ".join(told)) + f" in {count(files, 'document')}"
    else:
        head = pen.ink("strong", "Nothing found")
    return f"{head} — {_looked_at(report)}{_left_out(edition)}"


def _looked_at(report: Report) -> str:
    counts = [count(report.documents, "document"), count(report.words, "word"), count(report.claims, "claim")]
    looked = "{}, {} and {} checked".format(*counts)
    if report.errors:
        looked += f"; {len(report.errors):,} not in full"
    return looked


def _left_out(edition: Edition) -> str:
    left = []
    if edition.silenced:
        left.append(f"{len(edition.silenced)} silenced by comments")
    if edition.known:
        left.append(f"{edition.known} known to the baseline")
    if edition.report.notes:
        left.append(f"{count(len(edition.report.notes), 'note')} (-v tells)")
    return "".join(f"; {words}" for words in left)
