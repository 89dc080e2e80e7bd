"""Building mentions: figures and their modifiers to `Mention`s with intervals.

In:  the combined figures of a passage.
Out: `Mention`s: written, allowed, quoted.
     "more than 100 but fewer than 200" → written (100, 200), both ends out
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval, Quantity
from checker.model.text import Passage
from checker.quantities.figures import Figure
from checker.quantities.modifiers import Modifier, find_after, find_before
from checker.quantities.rounding import hedged_interval, rounding_interval, slack


@dataclass(frozen=True, slots=True)
class Hedged:
    """A figure with its modifier; ``start``/``end`` include the modifier's words. ``merged``: both bounds were said."""

    figure: Figure
    start: int
    end: int
    modifier: Modifier | None = None
    merged: Quantity | None = None


_SHARE_LOW, _SHARE_HIGH = Decimal("0.95"), Decimal("1.05")
_NOT_HEDGED = frozenset(["ordinal", "score"])
_LOWER = frozenset(["more_than", "at_least"])
_UPPER = frozenset(["less_than", "at_most", "up_to"])
_AND_BOUND = re.compile(r",? (?:and|but|yet)(?: also)?(?: (?:is|are|was|be))? $|, $|,? (?:and|but) not $| & ")


def hedge(text: str, figures: list[Figure]) -> list[Hedged]:
    """Each figure with the modifier words around it; two open bounds that close an interval become one."""
    found: list[Hedged] = []
    for i, figure in enumerate(figures):
        floor = found[-1].end if found else 0
        ceiling = figures[i + 1].start if i + 1 < len(figures) else len(text)
        hedged = _hedge_one(text, figure, floor, ceiling)
        merged = _merge(text, found[-1], hedged) if found else None
        if merged is not None:
            found[-1] = merged
        else:
            found.append(hedged)
    return found


def _hedge_one(text: str, figure: Figure, floor: int, ceiling: int) -> Hedged:
    if figure.kind in _NOT_HEDGED:
        return Hedged(figure, figure.start, figure.end)
    start, end, modifier = figure.start, figure.end, None
    before = find_before(text, figure.start)
    if before is not None and before[1] >= floor:
        modifier, start = before
        # "at least about 40", "of at least": one more hedge in front of an inner one.
        outer = find_before(text, start)
        if outer is not None and outer[1] >= floor and (modifier.means in ("about", "exact") or outer[0].means == "exact"):
            modifier, start = (outer[0] if outer[0].means != "exact" or modifier.means == "exact" else modifier), outer[1]
    after = find_after(text, end)
    if after is not None and after[1] <= ceiling:
        or_equal = (
            modifier is not None
            and modifier.means in ("more_than", "less_than")
            and text[end : after[1]].strip() in ("or equal",)
        )
        modifier, end = (modifier if or_equal else after[0]), after[1]
    if modifier is not None and modifier.means in ("more_than", "less_than"):
        equal = re.match(r",? or equal(?: to(?! ?[\d$£€])| than(?! ?[\d$£€])|(?! to| than))", text[end : end + 14])
        if equal is not None:
            modifier, end = Modifier("at_least" if modifier.means == "more_than" else "at_most"), end + equal.end()
    return Hedged(figure, start, end, modifier)


def _merge(text: str, first: Hedged, second: Hedged) -> Hedged | None:
    """ "at most 100 and at least 20" as the one interval both words close, else None."""
    if first.modifier is None or second.modifier is None or first.merged is not None:
        return None
    a, b = first.figure, second.figure
    means = first.modifier.means, second.modifier.means
    if a.is_range or b.is_range or not _AND_BOUND.fullmatch(text[first.end : second.start]):
        return None
    if means[0] in _LOWER and means[1] in _UPPER:
        low, high, includes = a, b, (means[0] == "at_least", means[1] != "less_than")
    elif means[0] in _UPPER and means[1] in _LOWER:
        low, high, includes = b, a, (means[1] == "at_least", means[0] != "less_than")
    else:
        return None
    if low.low >= high.low or (a.kind, a.unit) != (b.kind, b.unit) and not a.is_bare:
        return None
    quantity = Quantity(
        (low.low, high.low), Interval(Bound(low.low, includes[0]), Bound(high.low, includes[1])), includes, "range",
        b.unit, b.dimension, b.currency, b.minor_of, b.per,
    )  # fmt: skip
    return Hedged(b, first.start, second.end, None, quantity)


def to_quantity(hedged: Hedged) -> Quantity:
    """What the words say and allow (OUTPUT's written, includes, modifier, allows)."""
    if hedged.merged is not None:
        return hedged.merged
    figure, modifier = hedged.figure, hedged.modifier
    common = (figure.unit, figure.dimension, figure.currency, figure.minor_of, figure.per)
    if figure.kind == "score":
        low, high = sorted((figure.low, figure.high))
        return Quantity((figure.low, figure.high), Interval.between(low, high), (True, True), "exact", *common)
    if figure.is_range:
        return Quantity((figure.low, figure.high), _range_interval(figure, modifier), (True, True), "range", *common)
    value = figure.low
    means = modifier.means if modifier is not None else "exact"
    if means == "exact" and figure.kind == "ratio":  # nobody counts so: half of the digit would be too fine
        return Quantity((value, value), Interval.between(value * _SHARE_LOW, value * _SHARE_HIGH), (True, True), "exact", *common)
    if means == "exact":
        place = (
            figure.place if not (modifier is not None and modifier.means == "exact" and figure.place and figure.place > 0) else 0
        )
        return Quantity(
            (value, value), rounding_interval(value, place, is_decimal=figure.is_decimal), (True, True), "exact", *common
        )
    width = abs(value) / 10 if figure.kind == "ratio" else slack(value, figure.place, is_decimal=figure.is_decimal)
    allows = hedged_interval(value, width, means, modifier.side, modifier.reach)
    if means == "about":
        return Quantity((value, value), allows, (True, True), means, *common)
    if means in _LOWER:
        return Quantity((value, None), allows, (means == "at_least", True), means, *common)
    return Quantity((None, value), allows, (True, means != "less_than"), means, *common)


def _range_interval(figure: Figure, modifier: Modifier | None) -> Interval:
    low, high = sorted((figure.low, figure.high))
    if figure.place is None and figure.place_low is None and not figure.is_fraction:  # a vague count: its ends are soft already
        return Interval.between(low, high)
    below = (
        rounding_interval(low, figure.place_low, is_decimal=figure.is_decimal).low if figure.place_low is not None else Bound(low)
    )
    above = rounding_interval(high, figure.place, is_decimal=figure.is_decimal).high if figure.place is not None else Bound(high)
    if modifier is None or modifier.means == "exact" or below is None or above is None:
        return Interval(below, above)
    if modifier.means == "about":
        width = (abs(low) / 20, abs(high) / 20)
        return Interval.between(min(low - width[0], below.value), max(high + width[1], above.value))
    if modifier.means in _LOWER:
        return Interval(below, None)
    return Interval(None, above)


def to_mention(passage: Passage, source_text: str, hedged: Hedged) -> Mention:
    """*hedged* with its place in *source_text*."""
    figure = hedged.figure
    span = passage.span(hedged.start, hedged.end)
    quantity = to_quantity(hedged)
    return Mention(
        figure.kind, passage.index, hedged.start, hedged.end, span, source_text[span.start : span.end], figure.core, quantity,
        name=figure.name, fault=figure.fault, expected=figure.expected,
    )  # fmt: skip


def zero(start: int, end: int) -> Figure:
    """The "no" of "no deaths"."""
    return Figure("number", start, end, (start, end), Decimal(0), Decimal(0), Decimal(0), Decimal(1), 0, is_word=True)
