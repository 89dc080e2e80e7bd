"""What a report is made from: the findings, the lines they stand in, and the rules they come from.

Columns of evidence count code points. Formats that count otherwise (UTF-8 bytes, UTF-16 units) work them
out from the line itself, which is why every quoted line travels along.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.model.finding import Evidence, Finding, Report

# What one finding's places need: the text of each line that holds an end of its evidence.
Lines = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Card:
    """A rule as reports introduce it. ``level`` is the rule's own, before any configuration."""

    name: str
    level: str
    summary: str
    why: str
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that a comment in the text keeps out of the report, with the reason given there."""

    finding: Finding
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One report with all that its formats may show.

    ``hashes``: GitHub's line hash of the line a finding starts in, by path and line. ``lines``: see `Lines`.
    ``known``: how many findings the baseline holds back. ``articles``: texts and claims of documents with findings, only when
    a format asks. ``documents``: path and number of claims of each document checked.
    ``root``: the folder that machine formats count paths from. ``started``: UTC, to the second.
    """

    report: Report
    lines: Lines = field(default_factory=dict)
    hashes: Mapping[tuple[str, int], str] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    known: int = 0
    version: str = "0"
    exit_code: int = 0
    started: str = "1970-01-01T00:00:00"
    root: str = ""
    articles: tuple = ()
    documents: tuple[tuple[str, int], ...] = ()

    def card(self, rule: str) -> Card | None:
        for card in self.cards:
            if card.name == rule:
                return card
        return None

    def relative(self, path: str) -> str:
        """*path* from the root, with forward slashes, as services that know only the repository want it."""
        name = path.replace(os.sep, "/")
        if self.root and name.startswith(self.root.rstrip("/") + "/"):
            name = name[len(self.root.rstrip("/")) + 1 :]
        return name.removeprefix("./")

    def line_of(self, place: Evidence) -> str:
        """The line the place starts in; its quote, moved to its column, where the line is not at hand."""
        return self.lines.get((place.path, place.line), " " * (place.column - 1) + place.quote)

    def last_line_of(self, place: Evidence) -> str:
        return self.lines.get((place.path, place.end_line), " " * (place.end_column - 1))


def level_order(level: str) -> int:
    """0 for error, 1 for warning, 2 for note: the order in which a reader wants them."""
    return ("error", "warning", "note").index(level)
