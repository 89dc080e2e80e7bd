"""Mentions: quantities and times as found in a passage."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.period import Period
from checker.model.quantity import Quantity
from checker.model.span import Span

QUANTITY_KINDS = frozenset(
    ["number", "count", "money", "percent", "percentage_point", "measure", "ratio", "ordinal", "age", "duration", "score"]
)
TIME_KINDS = frozenset(["date", "period", "set", "time"])
KINDS = QUANTITY_KINDS | TIME_KINDS | {"label"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity, a time or a label, with its place.

    ``start``/``end`` are offsets in the passage's text, ``span`` the same place in the source;
    ``source.text[span.start:span.end] == quote``. ``core``: passage offsets of the bare number inside
    ("about 1,000" has core "1,000"). ``passage``: index of the passage. ``quantity`` is set for
    QUANTITY_KINDS, ``period`` for TIME_KINDS (and for a duration that is also a period). ``name``: for a
    label, what it names ("model", "section"). ``fault``: what is wrong with the writing itself ("digit
    groups of 3 expected"), None when nothing is; ``expected``: the writing that would be right, if known.
    """

    kind: str
    passage: int
    start: int
    end: int
    span: Span
    quote: str
    core: tuple[int, int]
    quantity: Quantity | None = None
    period: Period | None = None
    name: str | None = None
    fault: str | None = None
    expected: str | None = None
