"""What checking one document left behind: small, frozen, and free of the text itself.

An outcome travels from a worker process, is kept in the cache, and is all that a report needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.claim import Claim
from checker.model.finding import Evidence, Finding, Remark
from checker.model.text import Source
from checker.run.linehash import line_hash
from checker.run.silence import Silence


@dataclass(frozen=True, slots=True)
class Outcome:
    """``claims`` counts them. ``lines``: number and text of each line that evidence starts or ends in.
    ``hashes``: line number and GitHub line hash for the first place of each finding."""

    path: str
    words: int = 0
    claims: int = 0
    findings: tuple[Finding, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()
    hashes: tuple[tuple[int, str], ...] = ()
    silences: tuple[Silence, ...] = ()
    notes: tuple[Remark, ...] = ()
    errors: tuple[Remark, ...] = ()
    engine: str = ""
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A checked text with its claims, for reports that show the text itself."""

    path: str
    text: str
    claims: tuple[Claim, ...]


def outcome_of(source: Source, checked, silences: tuple[Silence, ...] = (), engine: str = "", full: bool = False) -> Outcome:
    """The outcome of a `Checked` document."""
    own = [place for finding in checked.findings for place in finding.evidence if place.path == source.path]
    lines = {}
    for place in [*own, *(silence.place for silence in silences)]:
        lines[place.line] = line_around(source.text, place.span.start - place.column + 1)
        lines[place.end_line] = line_around(source.text, place.span.end - place.end_column + 1)
    hashes = {}
    for first in [*(finding.evidence[0] for finding in checked.findings), *(silence.place for silence in silences)]:
        if first.path == source.path and first.line not in hashes:
            # An outcome is small, so this costs less than keeping the text for the formats that want it.
            hashes[first.line] = line_hash(source.text, _line_start(first))
    return Outcome(
        path=source.path,
        words=checked.words,
        claims=len(checked.claims),
        findings=tuple(sorted(checked.findings, key=reading_order)),
        lines=tuple(sorted(lines.items())),
        hashes=tuple(sorted(hashes.items())),
        silences=silences,
        notes=tuple(checked.notes),
        errors=tuple(checked.errors),
        engine=engine,
        article=Article(source.path, source.text, checked.claims) if full else None,
    )


def reading_order(finding: Finding) -> tuple:
    """Sorts findings as a reader meets them, and always in the same way."""
    first = finding.evidence[0]
    return (first.span.start, first.span.end, finding.rule, finding.fingerprint, finding.message)


def _line_start(place: Evidence) -> int:
    return place.span.start - place.column + 1


def line_around(text: str, start: int) -> str:
    """The line that begins at *start*, without its end."""
    ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
    return text[start : min(ends)] if ends else text[start:]
