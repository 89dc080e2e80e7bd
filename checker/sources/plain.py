"""Plain text: paragraphs between blank lines.

In:  text. Out: blocks; wrapped lines are joined, each line end standing for one space.

A short first line without a final stop (or a shorter question), set off by a blank line, is the title. A line that opens like a
list item is one. Rows between bars under a row of dashes are a table.
Text without any blank line between its long lines has one paragraph a line.
"""

from __future__ import annotations

import re

from checker.model.text import Block, Source
from checker.sources.offsets import LINE_END, ProseWriter
from checker.sources.pipe_tables import is_table, table_blocks

_ITEM = re.compile(r"[ \t]*(?:[-*+•·‣–]|(\d{1,3})[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*([-=*_~#.])(?:[ \t]*\1){2,}[ \t]*$")
_ENDS_SENTENCE = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
_TITLE_LENGTH = 150
_QUESTION_LENGTH = 80
# Lines at least this long are whole paragraphs of an editor that wraps on the screen.
_SCREEN_LINE = 120


def to_blocks(source: Source) -> list[Block]:
    return blocks_of(source.text, 0, len(source.text))


def blocks_of(text: str, start: int, end: int, *, with_title: bool = True) -> list[Block]:
    """The blocks of ``text[start:end]``, which stands at the same offsets in the source."""
    blocks: list[Block] = []
    lists = 0
    in_list = False
    for first, lines in enumerate(_paragraphs(text, start, end)):
        if is_table(text, lines):
            lists += 1
            in_list = False
            blocks += table_blocks(text, lines, len(blocks), lists)
            continue
        title = with_title and first == 0 and _is_title(text, lines, end)
        for item in _items(text, lines):
            writer = ProseWriter()
            marker = None
            for number, (low, high, close) in enumerate(item):
                if number == 0:
                    marker = None if title else _ITEM.match(text, low, high)
                    low = marker.end() if marker else low
                writer.copy(text[low:high], low)
                if number < len(item) - 1:
                    writer.line_break(high, close - high)
            if marker and not in_list:
                lists += 1
            in_list = marker is not None
            block = writer.finish(
                len(blocks),
                "title" if title else "list_item" if marker else "paragraph",
                group=lists if marker else None,
                number=int(marker[1]) if marker and marker[1] else None,
            )
            if block:
                blocks.append(block)
    return blocks


def _paragraphs(text: str, start: int, end: int) -> list[list[tuple[int, int, int]]]:
    """Lines as (start, end, start of the next), gathered between blank lines and rules."""
    found: list[list[tuple[int, int, int]]] = []
    lines: list[tuple[int, int, int]] = []
    at = start
    while at < end:
        close = LINE_END.search(text, at, end)
        high, after = (close.start(), close.end()) if close else (end, end)
        if text[at:high].strip() and not _RULE.match(text, at, high):
            low = at
            while text[low] in " \t":
                low += 1
            lines.append((low, high, after))
        elif lines:
            found.append(lines)
            lines = []
        at = after
    if lines:
        found.append(lines)
    return found


def _items(text: str, lines: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """A paragraph's lines, cut where a list item or a screen-long line begins."""
    items: list[list[tuple[int, int, int]]] = []
    cut = True
    for low, high, after in lines:
        long = high - low >= _SCREEN_LINE
        if cut or long or _opens_item(text, low, high):
            items.append([])
        items[-1].append((low, high, after))
        cut = long
    return items


def _opens_item(text: str, low: int, high: int) -> bool:
    found = _ITEM.match(text, low, high)
    return found is not None and (found[1] is None or len(found[1]) < 3)


def _is_title(text: str, lines: list[tuple[int, int, int]], end: int) -> bool:
    if len(lines) != 1:
        return False
    low, high, after = lines[0]
    line = text[low:high].rstrip()
    asks = len(line) <= _QUESTION_LENGTH and line.endswith(("?", "...", "…"))
    return len(line) <= _TITLE_LENGTH and (asks or not _ENDS_SENTENCE.search(line)) and bool(text[after:end].strip())
