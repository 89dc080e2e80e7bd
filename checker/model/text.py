"""A source, its prose, and the passages that mentions are read from.

A `Source` is one decoded document. Its prose is a tuple of `Block`s whose text is free of markup;
every block knows where each of its characters stands in the source. A `Passage` is one sentence of
a block, or one table cell.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from checker.model.errors import Fault
from checker.model.span import Span

BLOCK_KINDS = frozenset(
    ["title", "standfirst", "heading", "paragraph", "list_item", "table_cell", "quote", "caption", "footnote", "callout"]
)
HEADLINE_KINDS = frozenset(["title", "standfirst"])


@dataclass(frozen=True, slots=True)
class Source:
    """One document, decoded once.

    ``path`` is what findings show: the path as given, or ``file.jsonl#id`` inside a container.
    ``text`` keeps its line ends. ``published`` is the day the source itself gives (front matter, a
    collection's date field, ``<time>``) or the user's ``--date``; None when nothing says so.
    ``territory`` is an ISO 3166 code that the source or the configuration gives, else None.
    ``notes`` tell a reader what was assumed while reading ("read as cp1252"). ``faults``: what is wrong with
    a part of the file while the rest could be read (front matter that does not parse). ``prepared``: the
    blocks, from formats whose decoded text alone does not carry its structure (.docx); None elsewhere.
    """

    path: str
    text: str
    format: str
    published: dt.date | None = None
    territory: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    prepared: tuple[Block, ...] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` prose characters from ``at`` that stand at ``source`` and take ``source_length`` there.

    Where the lengths are equal the characters map one to one. Where they differ (an entity, an escape)
    every character of the run maps to the whole source stretch. ``source_length`` 0 declares the run inserted.
    """

    at: int
    length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands. ``header`` and ``stub`` are the texts of its column's and row's heads."""

    table: int
    row: int
    column: int
    header: str = ""
    stub: str = ""
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose of one kind (see BLOCK_KINDS), without markup.

    ``level``: heading level, or nesting depth of a list item. ``group``: number of the list or table the
    block belongs to, None outside of one. ``number``: the item's number in an ordered list.
    """

    index: int
    kind: str
    text: str
    runs: tuple[Run, ...]
    level: int = 0
    group: int | None = None
    number: int | None = None
    cell: Cell | None = None

    def span(self, start: int, end: int) -> Span:
        """The source place of the prose characters ``[start, end)``; ``start < end``."""
        first = self._run_at(start)
        last = self._run_at(end - 1)
        if first.length == first.source_length:
            low = first.source + start - first.at
        else:
            low = first.source
        if last.length == last.source_length:
            high = last.source + end - last.at
        else:
            high = last.source + last.source_length
        return Span(low, max(low, high))

    def _run_at(self, offset: int) -> Run:
        return self.runs[max(0, bisect_right(self.runs, offset, key=lambda run: run.at) - 1)]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a block, or one table cell: the stretch a mention is read from."""

    index: int
    block: Block
    start: int
    end: int
    text: str

    def span(self, start: int, end: int) -> Span:
        """The source place of this passage's characters ``[start, end)``."""
        return self.block.span(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Setting:
    """What relative words are read against.

    ``anchor``: the day from which "last year" is counted, None when unknown. ``territory``: ISO 3166 code
    of the publisher's home, None when unknown. ``day_first``: reads 3/4/2024 as 3 April; None when unknown.
    """

    anchor: dt.date | None = None
    territory: str | None = None
    day_first: bool | None = None
