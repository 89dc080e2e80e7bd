"""Offsets in code points to the positions of an editor: 0-based lines, columns in the units it counts."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNITS = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}


class Positions:
    """The line table of one text. ``encoding``: utf-8, utf-16 or utf-32."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self.units = _UNITS[encoding]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of *offset*."""
        line = bisect_right(self.starts, offset) - 1
        return line, self.units(self.text[self.starts[line] : offset])

    def offset(self, line: int, column: int) -> int:
        """The offset at a position; the end of the line for columns behind it, the end of the text for lines behind it."""
        if line >= len(self.starts):
            return len(self.text)
        start, left = self.starts[line], column
        end = self.line_end(line)
        while start < end and left > 0:
            left -= self.units(self.text[start])
            start += 1
        return start

    def line_end(self, line: int) -> int:
        """Where the words of *line* end, its line end not counted."""
        match = _LINE_END.search(self.text, self.starts[line])
        return match.start() if match else len(self.text)
