"""Lines: what the readers of line-based formats share (reStructuredText, AsciiDoc, LaTeX).

In:  a masked text (see masks.py) and stretches of its lines.
Out: blocks, in which masked characters give way to what they stand for and line ends to spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.model.text import Block, Cell
from checker.sources.offsets import ProseWriter, split_block
from checker.sources.stand_ins import MASKED, NOTHING, STAND_INS

_NOT_BREAK = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """``[start, end)`` without indentation and line end; ``indent`` in columns of one, tabs as 8."""

    start: int
    end: int
    indent: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text with LF ends; a blank line starts where it ends."""
    found: list[Line] = []
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        start, indent = at, 0
        while start < end and text[start] in " \t":
            indent += 1 if text[start] == " " else 8 - indent % 8
            start += 1
        close = end
        while close > start and text[close - 1] in " \t":
            close -= 1
        found.append(Line(start, close, indent))
        at = end + 1
    return found


def hidden(stretch: str, stand_in: str = NOTHING) -> str:
    """*stretch* overwritten, its line ends kept; the first character says what stands in the prose instead."""
    covered = _NOT_BREAK.sub(NOTHING, stretch)
    return stand_in + covered[1:] if covered[:1] == NOTHING else covered


def hide_matches(pattern: re.Pattern[str], text: str, stand_in: str = NOTHING) -> str:
    """*text* with every match hidden but for its group "keep", if it has one that matched."""

    def replace(found: re.Match[str]) -> str:
        keeps = found.re.groupindex.get("keep")
        start, end = found.span("keep") if keeps else (-1, -1)
        if start < 0:
            return hidden(found[0], stand_in)
        base = found.start()
        return hidden(found[0][: start - base]) + found[0][start - base : end - base] + hidden(found[0][end - base :])

    return pattern.sub(replace, text)


class BlockWriter:
    """Makes blocks of stretches of ``masked``; ``text`` is the source of the same length."""

    def __init__(self, text: str, masked: str) -> None:
        self.text = text
        self.masked = masked
        self.blocks: list[Block] = []
        self.groups = 0

    def next_group(self) -> int:
        self.groups += 1
        return self.groups

    def add(
        self,
        stretches: Iterable[tuple[int, int]],
        kind: str,
        *,
        level: int = 0,
        group: int | None = None,
        number: int | None = None,
        cell: Cell | None = None,
    ) -> str:
        """A block of these stretches, a space between each two; its text, or "" when nothing is left."""
        writer = ProseWriter()
        previous = -1
        for start, end in stretches:
            if previous >= 0:
                close = self.masked.find("\n", previous, start)
                if close < 0:
                    writer.insert(" ", start)
                elif self.text[close - 1 : close + 1] == "\r\n":
                    writer.line_break(close - 1, 2)
                else:
                    writer.line_break(close)
            self._copy(writer, start, end)
            previous = end
        block = writer.finish(len(self.blocks), kind, level=level, group=group, number=number, cell=cell)
        if block is None:
            return ""
        self.blocks += split_block(block)
        return block.text

    def _copy(self, writer: ProseWriter, start: int, end: int) -> None:
        done = start
        for found in MASKED.finditer(self.masked, start, end):
            writer.copy(self.masked[done : found.start()], done)
            for mark in found[0].replace(NOTHING, ""):
                writer.insert(STAND_INS[mark], found.start())
            done = found.end()
        writer.copy(self.masked[done:end], done)
