"""Offsets: prose written piece by piece, each piece with its place in the source.

In:  stretches of a source, in reading order.
Out: `Block`s whose runs map every prose character back.

A run is made per stretch, not per character, so memory stays a small multiple of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.model.text import Block, Cell, Run

# Stands for something that is in the sentence but is no prose (inline code, an expression): its place in the
# sentence is kept, its characters and digits are not.
PLACEHOLDER = "\ufffc"
# Ends a block in the midst of what a writer collects (see `split_block`).
BLOCK_BREAK = "\x12"
LINE_END = re.compile(r"\r\n|\n|\r")
_BETWEEN_BREAKS = re.compile(f"[^{BLOCK_BREAK}]+")


class ProseWriter:
    """Collects one block's text and runs."""

    __slots__ = ("parts", "runs", "length")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[tuple[int, int, int, int]] = []
        self.length = 0

    def copy(self, text: str, source: int) -> None:
        """Characters that stand in the source one for one from *source* (a line end may become a space)."""
        size = len(text)
        if not size:
            return
        self.parts.append(text)
        if self.runs:
            at, length, begin, taken = self.runs[-1]
            if length == taken and begin + length == source:
                self.runs[-1] = (at, length + size, begin, taken + size)
                self.length += size
                return
        self.runs.append((self.length, size, source, size))
        self.length += size

    def swap(self, text: str, source: int, source_length: int) -> None:
        """*text* for a source stretch that is written otherwise: an entity, an escape, a CRLF."""
        if not text:
            return
        self.parts.append(text)
        self.runs.append((self.length, len(text), source, source_length))
        self.length += len(text)

    def insert(self, text: str, source: int) -> None:
        """*text* that the source does not hold, at the place *source*."""
        self.swap(text, source, 0)

    def line_break(self, source: int, source_length: int = 1) -> None:
        """A line end inside a paragraph: one space, unless the prose already ends in one."""
        if self.parts and not self.parts[-1].endswith((" ", "\t")):
            if source_length == 1:
                self.copy(" ", source)
            else:
                self.swap(" ", source, source_length)

    def finish(
        self,
        index: int,
        kind: str,
        *,
        level: int = 0,
        group: int | None = None,
        number: int | None = None,
        cell: Cell | None = None,
    ) -> Block | None:
        """The block, without white space at its ends; None when nothing is left."""
        whole = "".join(self.parts)
        text = whole.strip()
        if not text or text == PLACEHOLDER:
            return None
        cut = len(whole) - len(whole.lstrip())
        if len(text) == len(whole):
            runs = tuple([Run(*run) for run in self.runs])
        else:
            runs = tuple(_cut_runs(self.runs, cut, cut + len(text)))
        return Block(index, kind, text, runs, level, group, number, cell)


def _cut_runs(runs: list[tuple[int, int, int, int]], start: int, end: int) -> Iterable[Run]:
    """The runs of the prose ``[start, end)``, counted from its beginning."""
    for at, length, source, taken in runs:
        if at >= end:
            break
        if at + length <= start:
            continue
        low, high = max(at, start), min(at + length, end)
        if length == taken:
            yield Run(low - start, high - low, source + low - at, high - low)
        else:
            yield Run(low - start, high - low, source, taken)


def split_block(block: Block) -> list[Block]:
    """The blocks between the breaks that the prose of *block* holds."""
    if BLOCK_BREAK not in block.text:
        return [block]
    runs = [(run.at, run.length, run.source, run.source_length) for run in block.runs]
    blocks: list[Block] = []
    for found in _BETWEEN_BREAKS.finditer(block.text):
        text = found[0].strip()
        if text and text != PLACEHOLDER:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            cut = tuple(_cut_runs(runs, start, start + len(text)))
            blocks.append(replace(block, index=block.index + len(blocks), text=text, runs=cut))
    return blocks


class Places:
    """Composes maps: text that was itself taken out of a source (a JSON string, a quoted YAML scalar).

    ``runs`` map the taken-out text to the source; `relocate` carries a block of that text over.
    """

    __slots__ = ("runs", "starts")

    def __init__(self, runs: Sequence[tuple[int, int, int, int]]) -> None:
        self.runs = runs
        self.starts = [run[0] for run in runs]

    def relocate(self, block: Block) -> Block:
        writer: list[Run] = []
        for run in block.runs:
            writer.extend(self._carry(run))
        return Block(block.index, block.kind, block.text, tuple(writer), block.level, block.group, block.number, block.cell)

    def _carry(self, run: Run) -> Iterable[Run]:
        if run.length != run.source_length:
            low, high = self.stretch(run.source, run.source + run.source_length)
            yield Run(run.at, run.length, low, high - low)
            return
        done = 0
        at = bisect_right(self.starts, run.source) - 1
        while done < run.length:
            begin, length, source, taken = self.runs[at]
            inside = run.source + done - begin
            size = min(length - inside, run.length - done)
            if length == taken:
                yield Run(run.at + done, size, source + inside, size)
            else:
                yield Run(run.at + done, size, source, taken)
            done += size
            at += 1

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch of the taken-out text's ``[start, end)``."""
        if not self.runs:
            return 0, 0
        first = self.runs[max(0, bisect_right(self.starts, start) - 1)]
        low = first[2] + start - first[0] if first[1] == first[3] else first[2]
        if end <= start:
            return low, low
        last = self.runs[max(0, bisect_right(self.starts, end - 1) - 1)]
        high = last[2] + end - last[0] if last[1] == last[3] else last[2] + last[3]
        return low, max(low, high)
