"""Comments in a text that keep findings out of the report, and those that keep nothing out.

    <!-- checker-disable-next-line currency-country, share-* -- the ministry reports in euros -->
    A sentence. <!-- checker-disable-line range-reversed -->
    <!-- checker-disable share-sum --> … <!-- checker-enable share-sum -->
    <!-- checker-disable-file -->

The words are the same in every format; the comment marks are the format's own. Without a rule all rules are
meant; what stands behind ``--`` is the reason. A finding is left out when any of its places is covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.model.finding import Evidence, Finding
from checker.model.span import Span
from checker.model.text import Source
from checker.run.globs import matches_name

STALE = "stale-suppression"
_WORDS = re.compile(r"\bchecker-(disable|enable)(-next-line|-line|-file|-[\w-]+)?(?=[\s,]|$|-->|\*/)")
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Silence:
    """One comment. It covers lines ``first`` to ``last``; ``rules`` are globs, empty for all.

    ``wrong`` says what is not understood; such a comment covers nothing.
    """

    place: Evidence
    first: int
    last: int
    rules: tuple[str, ...] = ()
    reason: str | None = None
    wrong: str | None = None

    def covers(self, finding: Finding) -> bool:
        if self.wrong or (self.rules and not any(matches_name(rule, finding.rule) for rule in self.rules)):
            return False
        own = [place for place in finding.evidence if place.path == self.place.path]
        return any(place.line <= self.last and place.end_line >= self.first for place in own)


def find_silences(source: Source, comments: Iterable[Span]) -> tuple[Silence, ...]:
    """The comments of *source* that speak to checker. *comments*: where its format's comments stand."""
    if "checker-" not in source.text:
        return ()
    places = _Places(source)
    found: list[Silence] = []
    open_at: list[int] = []
    for span in comments:
        match = _WORDS.search(source.text, span.start, span.end)
        if match is None or len(found) >= _MOST:
            continue
        silence = _read(source, span, match, places)
        word, form = match[1], match[2] or ""
        if word == "enable" and not form:
            for at in [at for at in open_at if not silence.rules or silence.rules == found[at].rules]:
                open_at.remove(at)
                found[at] = replace(found[at], last=places.line(span.start))
            continue
        if word == "disable" and not form:
            open_at.append(len(found))
        found.append(silence)
    return tuple(found)


def _read(source: Source, span: Span, match: re.Match, places: _Places) -> Silence:
    tail = source.text[match.end() : span.end]
    for mark in ("-->", "*/}", "*/", "--}}", "#}"):
        tail = tail.partition(mark)[0] if mark in tail else tail
    names, _, reason = tail.partition("--")
    rules = tuple(name for name in re.split(r"[\s,]+", names.strip()) if name)
    line, end_line = places.line(span.start), places.line(max(span.start, span.end - 1))
    first, last, wrong = line, 10**9, None
    match (match[1], match[2] or ""):
        case ("disable", "-next-line"):
            first = last = places.next_written_line(end_line)
        case ("disable", "-line"):
            last = end_line
        case ("disable", "-file"):
            first = 1
        case (_, ""):
            pass
        case (word, form):
            known = "disable, enable, disable-line, disable-next-line, disable-file"
            wrong = f"checker-{word}{form} is not understood; there are {known}."
    return Silence(places.evidence(span), first, last, rules, reason.strip() or None, wrong)


class _Places:
    """Lines and columns of offsets in one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", source.text))]

    def line(self, offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(self.starts, offset)

    def next_written_line(self, line: int) -> int:
        """The number of the first line after *line* with something on it."""
        for number in range(line + 1, len(self.starts) + 1):
            end = self.starts[number] if number < len(self.starts) else len(self.source.text)
            if self.source.text[self.starts[number - 1] : end].strip():
                return number
        return line + 1

    def evidence(self, span: Span) -> Evidence:
        line, end_line = self.line(span.start), self.line(max(span.start, span.end - 1))
        return Evidence(
            path=self.source.path,
            span=span,
            line=line,
            column=span.start - self.starts[line - 1] + 1,
            end_line=end_line,
            end_column=span.end - self.starts[end_line - 1] + 1,
            quote=self.source.text[span.start : span.end],
            role="comment",
        )


Sifted = tuple[list[Finding], list[tuple[Finding, str | None]], list[Silence]]


def sift(findings: Sequence[Finding], silences: Sequence[Silence]) -> Sifted:
    """What stays, what is silenced with the reason given, and the silences that silenced nothing."""
    stay, silenced, used = [], [], set()
    for finding in findings:
        covering = [at for at, silence in enumerate(silences) if silence.covers(finding)]
        used.update(covering)
        if covering:
            silenced.append((finding, silences[covering[0]].reason))
        else:
            stay.append(finding)
    return stay, silenced, [silence for at, silence in enumerate(silences) if at not in used]


def stale_finding(silence: Silence) -> Finding:
    """The warning about a comment that silences nothing, or is not understood."""
    import hashlib

    named = ", ".join(silence.rules) or "any rule"
    message = silence.wrong or f"This comment silences {named}, but nothing is found there; take it out."
    text = f"{STALE}\n{' '.join(silence.place.quote.split())}"
    return Finding(
        rule=STALE,
        level="warning",
        path=silence.place.path,
        message=message,
        why="A comment that silences nothing hides the next slip in its place.",
        evidence=(silence.place,),
        working="",
        fingerprint=hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16],
        replacement=None if silence.wrong else "",
    )
