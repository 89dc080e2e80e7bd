"""Alignment: rendered text found again in the source, one stretch after the other.

In:  a cursor inside a paragraph, and the text that the parser says comes next.
Out: runs in a `ProseWriter`.

Most text stands at the cursor as it is. Where it does not, escapes and entities are read as the parser read them,
and leftover markup is stepped over. The cursor never moves back.
"""

from __future__ import annotations

import html
import re

from checker.sources.offsets import PLACEHOLDER, ProseWriter
from checker.sources.stand_ins import MASKED, NOTHING, STAND_INS

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN = re.compile(r"[^\\&\n]*")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]*)*")
_STEPPED_OVER = frozenset("*_~`[]!()<>|\\ \t\n").union(STAND_INS)
# After so many stretches of a paragraph that could not be found, the rest of it is not looked for.
_PATIENCE = 20


class Aligner:
    """``cursor``: where the next text of the paragraph is expected; ``limit``: where the paragraph ends."""

    def __init__(self, text: str, masked: str) -> None:
        self.text = text
        self.masked = masked
        self.cursor = 0
        self.limit = 0
        self.losses = 0

    def begin(self, cursor: int, limit: int) -> None:
        self.cursor = cursor
        self.limit = limit
        self.losses = 0
        self.skip(" \t")

    def at(self, mark: str) -> bool:
        return self.masked.startswith(mark, self.cursor)

    def skip(self, characters: str) -> None:
        while self.cursor < self.limit and self.masked[self.cursor] in characters:
            self.cursor += 1

    def skip_delimiters(self, count: int) -> None:
        while count and self.cursor < self.limit and self.masked[self.cursor] in "*_~":
            self.cursor += 1
            count -= 1

    def move_to(self, place: int, marks: str) -> None:
        """To where the parser says a span opens, if one of *marks* stands there and nothing but a little lies between."""
        between = self.masked[self.cursor : place]
        if self.cursor < place < self.limit and self.masked[place] in marks and not between.strip(" \t\n>*_~"):
            self.cursor = place

    def stand_in(self, writer: ProseWriter, place: tuple[int, int]) -> None:
        """A placeholder for the span at *place*, and on behind it."""
        low, high = place
        writer.insert(PLACEHOLDER, max(low, self.cursor))
        if low >= self.cursor and high <= self.limit:
            self.cursor = high

    def write(self, writer: ProseWriter, text: str) -> None:
        """*text*, whose line ends are soft breaks."""
        if "\n" not in text:
            self._write_line(writer, text)
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                self.break_line(writer)
            if line:
                self._write_line(writer, line)

    def break_line(self, writer: ProseWriter) -> None:
        """On to the next line of the paragraph: a space in the prose."""
        end = self.masked.find("\n", self.cursor, self.limit)
        if end < 0:
            return
        wide = end > 0 and self.text[end - 1 : end + 1] == "\r\n"
        writer.line_break(end - wide, 1 + wide)
        prefix = _PREFIX.match(self.masked, end + 1, self.limit)
        self.cursor = prefix.end() if prefix else end + 1

    def _write_line(self, writer: ProseWriter, line: str) -> None:
        if self.masked.startswith(line, self.cursor):
            self._emit(writer, line, self.cursor)
            self.cursor += len(line)
        else:
            self._align(writer, line)

    def _emit(self, writer: ProseWriter, line: str, source: int) -> None:
        """Characters that stand at *source*; masked ones give way to what stands in for them."""
        if line.isprintable():
            # Nothing is masked: by far the most common case.
            writer.copy(line, source)
            return
        done = 0
        for found in MASKED.finditer(line):
            writer.copy(line[done : found.start()], source + done)
            for mark in found[0].replace(NOTHING, ""):
                writer.insert(STAND_INS[mark], source + found.start())
            done = found.end()
        writer.copy(line[done:], source + done)

    def _align(self, writer: ProseWriter, line: str) -> None:
        """The slow way: character runs, escapes, entities; markup that the parser took away is stepped over."""
        masked, at, done = self.masked, self.cursor, 0
        while done < len(line):
            plain = _PLAIN.match(masked, at, self.limit)
            size = min(plain.end() - at if plain else 0, len(line) - done)
            if size and masked.startswith(line[done : done + size], at):
                self._emit(writer, line[done : done + size], at)
                at, done = at + size, done + size
                continue
            if at < self.limit and masked[at] == line[done] and not self._opens_escape(at, line, done):
                self._emit(writer, line[done], at)
                at, done = at + 1, done + 1
                continue
            if masked[at : at + 1] == "\\" and masked[at + 1 : at + 2] == line[done]:
                writer.swap(line[done], at, 2)
                at, done = at + 2, done + 1
                continue
            entity = _ENTITY.match(masked, at, self.limit)
            meant = html.unescape(entity[0]) if entity else ""
            if entity and meant and line.startswith(meant, done):
                writer.swap(meant, at, len(entity[0]))
                at, done = entity.end(), done + len(meant)
                continue
            if at < self.limit and masked[at] in _STEPPED_OVER:
                at += 1
                continue
            at = self._seek(line[done:], at)
            if at < 0:
                return
        self.cursor = at

    def _opens_escape(self, at: int, line: str, done: int) -> bool:
        """Whether what looks equal is the first character of an escape or entity that means something else."""
        if self.masked[at] == "\\":
            return self.masked[at + 1 : at + 2] == line[done] and line[done : done + 2] != "\\" + self.masked[at + 1 : at + 2]
        if self.masked[at] == "&":
            entity = _ENTITY.match(self.masked, at, self.limit)
            return entity is not None and not line.startswith(entity[0], done)
        return False

    def _seek(self, rest: str, at: int) -> int:
        """Where *rest* stands further on in the paragraph; -1 when it cannot be found."""
        self.losses += 1
        if self.losses > _PATIENCE or len(rest) < 3:
            return -1
        return self.masked.find(rest, at, self.limit)
