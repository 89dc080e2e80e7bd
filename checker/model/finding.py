"""Findings: tensions told to a reader, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.model.span import Span

LEVELS = ("note", "warning", "error")


@dataclass(frozen=True, slots=True)
class Tension:
    """Claims that cannot all hold, by one rule. ``claims`` pairs each alias of the rule with a claim id."""

    rule: str
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted place. ``line`` and ``column`` are 1-based, columns in code points, the end exclusive."""

    path: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    role: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A tension in words. ``evidence[0]`` is the primary place. ``fingerprint`` survives edits elsewhere in the file.

    ``replacement``: what would mend the finding in place of ``evidence[0].quote``; None when nobody can know.
    """

    rule: str
    level: str
    path: str
    message: str
    why: str
    evidence: tuple[Evidence, ...]
    working: str
    fingerprint: str
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a file that is no finding: unreadable, skipped, or read on an assumption."""

    path: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found. Counts are of documents, words and claims looked at."""

    engine: str
    documents: int = 0
    words: int = 0
    claims: int = 0
    findings: tuple[Finding, ...] = ()
    errors: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    skipped: tuple[Remark, ...] = field(default=())
