"""Columns: places that a parser gives as line and byte, as offsets in code points.

In:  a text with LF line ends. Out: offsets, each in constant time but for the length of a short line.

comrak can count in code points itself, but then takes time quadratic in the length of a line.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

# Lines up to this length are encoded at every look; longer ones have a mark every _STEP code points.
_SHORT = 1000
_STEP = 256


class Columns:
    def __init__(self, text: str) -> None:
        self.text = text
        self.is_ascii = text.isascii()
        self.starts = array("q", [0, *(found.end() for found in re.finditer("\n", text))])
        # The last line looked at that is all ASCII.
        self.plain = 0
        # The last long line looked at, with the bytes before each of its marks.
        self.long = -1
        self.marks: list[int] = []

    def offset(self, line: int, column: int) -> int:
        """The offset of the byte *column* of *line*, both counted from 1; the text's end for lines behind it."""
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1]
        if self.is_ascii or line == self.plain:
            return min(start + column - 1, len(self.text))
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        if end - start > _SHORT:
            return min(self._offset_in_long(line, column - 1, start, end), end)
        written = self.text[start:end]
        if written.isascii():
            self.plain = line
            return min(start + column - 1, end)
        return start + len(written.encode()[: column - 1].decode(errors="ignore"))

    def _offset_in_long(self, line: int, byte: int, start: int, end: int) -> int:
        if self.long != line:
            self.long = line
            self.marks = [0]
            for at in range(start, end, _STEP):
                self.marks.append(self.marks[-1] + len(self.text[at : min(at + _STEP, end)].encode()))
        mark = bisect_right(self.marks, byte) - 1
        low = start + mark * _STEP
        rest = self.text[low : min(low + _STEP, end)].encode()[: byte - self.marks[mark]]
        return low + len(rest.decode(errors="ignore"))
