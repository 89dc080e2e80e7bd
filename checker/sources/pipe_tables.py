"""Pipe tables in plain text: rows of cells between bars, under a row of dashes.

In:  the lines of a paragraph ("| Town | 2019 |", "|---|---|", "| Lund | 19% |").
Out: a block a cell; None where the lines are no table.
"""

from __future__ import annotations

import re

from checker.model.text import Block
from checker.sources.cells import TableNumbering
from checker.sources.offsets import ProseWriter

_DASHES = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*$")
_MOST_COLUMNS = 200


def is_table(text: str, lines: list[tuple[int, int, int]]) -> bool:
    """Whether *lines* are a head, a row of dashes and one row or more, each with bars."""
    if len(lines) < 3 or not _DASHES.match(text, lines[1][0], lines[1][1]):
        return False
    return all("|" in text[low:high] for low, high, _ in lines)


def table_blocks(text: str, lines: list[tuple[int, int, int]], index: int, group: int) -> list[Block]:
    """The cells of a table as blocks numbered from *index*."""
    table, blocks = TableNumbering(group), []
    for number, (low, high, _) in enumerate(lines):
        if number == 1:
            continue
        table.begin_row()
        for left, right in _stretches(text, low, high)[:_MOST_COLUMNS]:
            cell = table.place(text[left:right].strip(), is_header=number == 0)
            writer = ProseWriter()
            writer.copy(text[left:right], left)
            block = writer.finish(index + len(blocks), "table_cell", group=group, cell=cell)
            if block is not None:
                blocks.append(block)
    return blocks


def _stretches(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Where the cells of a row stand, without the bars at its ends."""
    while low < high and text[low] in " \t":
        low += 1
    while low < high and text[high - 1] in " \t":
        high -= 1
    low += text[low : low + 1] == "|"
    high -= high > low and text[high - 1] == "|"
    found, at = [], low
    while at <= high:
        bar = text.find("|", at, high)
        end = high if bar < 0 else bar
        found.append((at, end))
        at = end + 1
    return found
