"""Tables of reStructuredText: grids drawn with plus signs, and simple ones under rows of equals signs."""

from __future__ import annotations

import re

from checker.sources.cells import TableNumbering
from checker.sources.lines import BlockWriter, Line

_RULE = re.compile(r"\+(?:[-=]+\+)+\Z")
_BAR = re.compile(r"=+")


def read_table(out: BlockWriter, text: str, lines: list[Line], at: int) -> int:
    """Adds the cells of the table that begins in line *at*; the line behind it, or *at* when there is none."""
    if text.startswith("+", lines[at].start):
        return _read_grid(out, text, lines, at)
    return _read_simple(out, text, lines, at)


def _read_grid(out: BlockWriter, text: str, lines: list[Line], at: int) -> int:
    first = lines[at]
    if not _RULE.match(text[first.start : first.end]):
        return at
    end = at
    while end < len(lines) and lines[end].start < lines[end].end and text[lines[end].start] in "+|":
        end += 1
    rules = [row for row in range(at, end) if _RULE.match(text[lines[row].start : lines[row].end])]
    heads = next((row for row in rules if "=" in text[lines[row].start : lines[row].end]), at)
    table = TableNumbering(out.next_group())
    for top, bottom in zip(rules, rules[1:], strict=False):
        edges = [found.start() for found in re.finditer(r"\+", text[lines[top].start : lines[top].end])]
        table.begin_row()
        for left, right in zip(edges, edges[1:], strict=False):
            stretches = [_cut(text, lines[row], left + 1, right) for row in range(top + 1, bottom)]
            _add_cell(out, table, [stretch for stretch in stretches if stretch[0] < stretch[1]], bottom <= heads)
    return end


def _read_simple(out: BlockWriter, text: str, lines: list[Line], at: int) -> int:
    first = lines[at]
    columns = [found.span() for found in _BAR.finditer(text[first.start : first.end])]
    rules, end = [at], at + 1
    while end < len(lines):
        line = text[lines[end].start : lines[end].end]
        if line and set(line) <= {"=", " "} and "=" in line:
            rules.append(end)
            following = lines[end + 1] if end + 1 < len(lines) else None
            if len(rules) == 3 or following is None or following.start == following.end:
                break
        end += 1
        if end - at > 20_000:
            break
    if len(rules) < 2:
        return at
    table = TableNumbering(out.next_group())
    heads = rules[1] if len(rules) > 2 else at
    row = at + 1
    while row < rules[-1]:
        line = lines[row]
        if row in rules or line.start == line.end or set(text[line.start : line.end]) <= {"-", " "}:
            row += 1
            continue
        group = [line]
        # A row whose first cell is blank goes on with the one above.
        hanging = first.indent + columns[0][1]
        while row + 1 < rules[-1] and lines[row + 1].start < lines[row + 1].end and lines[row + 1].indent >= hanging:
            row += 1
            group.append(lines[row])
        table.begin_row()
        for number, (left, _) in enumerate(columns):
            right = columns[number + 1][0] if number + 1 < len(columns) else 1_000_000
            shifts = [first.indent - part.indent for part in group]
            stretches = [_cut(text, part, left + shift, right + shift) for part, shift in zip(group, shifts, strict=True)]
            _add_cell(out, table, [stretch for stretch in stretches if stretch[0] < stretch[1]], row < heads)
        row += 1
    return rules[-1] + 1


def _cut(text: str, line: Line, left: int, right: int) -> tuple[int, int]:
    """The characters of a line between two columns counted from its first character, without space at the ends."""
    low, high = line.start + max(0, left), min(line.end, line.start + max(0, right))
    while low < high and text[low] in " \t|":
        low += 1
    while high > low and text[high - 1] in " \t|":
        high -= 1
    return low, high


def _add_cell(out: BlockWriter, table: TableNumbering, stretches: list[tuple[int, int]], is_header: bool) -> None:
    shown = " ".join(out.masked[low:high] for low, high in stretches)
    out.add(stretches, "table_cell", group=table.group, cell=table.place(shown, is_header=is_header))
