"""Text on a terminal: how wide it is, how much of a line fits, and nothing that steers the terminal.

An article may hold escape sequences or marks that turn the reading direction; a report that repeats them
could hide a finding or recolour the screen. They are shown as a replacement character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from checker.model.finding import LEVELS, Finding

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ELLIPSIS = "…"


def is_unsafe(character: str) -> bool:
    """Whether the character steers a terminal instead of showing something."""
    return character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def plain(text: str) -> str:
    """*text* on one line, as many characters as before: tabs and line ends as blanks, steering characters replaced."""
    if text.isprintable() and not _TURNING.intersection(text):
        return text
    return "".join(" " if c in "\t\r\n" else "\ufffd" if is_unsafe(c) else c for c in text)


def width(text: str) -> int:
    """Columns that *text* takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_width_of(c) for c in text)


def _width_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of *line* around ``[start, end)`` that fits in *room* columns, and where the stretch is in it.

    Cut ends carry an ellipsis and fall between words where one is near.
    """
    if width(line) <= room:
        return line, start, end
    low, high = start, min(end, start + room)
    budget = room - width(line[low:high]) - 2
    while budget > 0 and (low > 0 or high < len(line)):
        if low > 0 and (start - low <= high - end or high == len(line)):
            low -= 1
            budget -= _width_of(line[low])
        else:
            budget -= _width_of(line[high])
            high += 1
    if low > 0:
        blank = line.find(" ", low, min(low + 12, start))
        low = blank + 1 if blank >= 0 else low
    if high < len(line):
        blank = line.rfind(" ", max(high - 12, end), high)
        high = blank if blank >= 0 else high
    before = ELLIPSIS if low > 0 else ""
    after = ELLIPSIS if high < len(line) else ""
    shift = len(before) - low
    return before + line[low:high] + after, start + shift, min(end, high) + shift


def counted_levels(findings: Sequence[Finding]) -> str:
    """ "2 errors, 1 note": the levels there are."""
    levels = [finding.level for finding in findings]
    return ", ".join(count(levels.count(level), level) for level in reversed(LEVELS) if level in levels) or "Nothing found"


def count(number: int, noun: str) -> str:
    """ "1 error", "2,000 errors"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
