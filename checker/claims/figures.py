"""Figures: what the recognisers of sums ask about two or more mentions.

In:  mentions of a scene.
Out: whether they can be added up, what a whole group's noun may hold, and the values each allows in a sum.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.model.mention import Mention
from checker.model.quantity import Interval, Quantity
from checker.model.tables import load_table

COUNTS = frozenset(["number", "count"])
_EXACT_BELOW = 1000
# A word behind a number that is no noun: the noun was left out ("2,210 in mining").
_ELIDED = re.compile(
    r"^\s*(?:$|[,;.:)(/–—-]|(?:for|in|from|at|on|to|by|of|who|which|that|were|was|are|is|with|and|or|have|had|has|went|go|work|live|voted|left|won|took|got|came|said)\b)",
    re.I,
)
_LISTED = re.compile(r"^(?:[,.;)]|\s+and\b|$)")
_SCALE = re.compile(r"\b(?:thousand|million|billion|trillion|m|bn|mn)\b", re.I)
_ON_LIST = re.compile(r"[^.;()\d]{1,80}(?:,|;|\band|:|\bfor|\bto)[^.;()\d]{0,40}")
_TYPE = re.compile(r"s\b")
_MAKE = re.compile(r"\b[A-Z][\w-]*\s$")
_DIGITS = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+$")


def figures_of(scene: Scene, *, behind_names: bool = False) -> tuple[Mention, ...]:
    """The quantities of a scene; a bare number in brackets counts, and so does "300, or 35%".

    With *behind_names* also what reads as a name's number elsewhere: "the Blues 14 and the Greens 11".
    """
    found = []
    for mention in scene.mentions:
        if mention.kind == "number" and _is_type(scene, mention):
            continue
        if mention.quantity is not None and mention.fault is None and mention.kind != "ordinal":
            found.append(_unpercented(scene, mention))
        elif mention.kind == "label" and mention.fault is None and _is_figure(scene, mention, behind_names):
            found.append(number_at(scene, mention.start, mention.end, Decimal(mention.quote.replace(",", ""))))
    return tuple(found)


def carried(scene: Scene, figures: Sequence[Mention]) -> tuple[Mention, ...]:
    """A unit told once holds for the scaled numbers behind it: "31.6 million euros on schools, 40 million on roads"."""
    found: list[Mention] = []
    for mention in figures:
        before = found[-1] if found else None
        if before is not None and before.kind in ("money", "measure") and _takes_unit(scene, before, mention):
            own = before.quantity
            figure = mention.quantity
            taken = replace(own, written=figure.written, allows=figure.allows, modifier=figure.modifier)
            mention = replace(mention, kind=before.kind, quantity=taken)
        found.append(mention)
    return tuple(found)


def _takes_unit(scene: Scene, before: Mention, mention: Mention) -> bool:
    if mention.kind not in COUNTS or noun_of(scene, mention) is not None or not _SCALE.search(mention.quote):
        return False
    return bool(_SCALE.search(before.quote)) and bool(_ON_LIST.fullmatch(scene.text[before.end : mention.start]))


def number_at(scene: Scene, start: int, end: int, value: Decimal) -> Mention:
    """A plain number at passage offsets, for text that no mention covers."""
    span = scene.passage.span(start, end)
    quantity = Quantity((value, value), Interval.exactly(value))
    quote = scene.source_text[span.start : span.end]
    return Mention("number", scene.passage.index, start, end, span, quote, (start, end), quantity)


def _is_type(scene: Scene, mention: Mention) -> bool:
    """ "nine Dash 8s and 14 ATR 72s": the type's own number."""
    return mention.quote.isdigit() and bool(_TYPE.match(scene.text[mention.end :]) and _MAKE.search(scene.before(mention, 20)))


def _is_figure(scene: Scene, mention: Mention, behind_names: bool) -> bool:
    if behind_names and mention.quote.isdigit() and _LISTED.match(scene.text[mention.end : mention.end + 5]):
        return True
    around = scene.text[mention.start - 1 : mention.start] + scene.text[mention.end : mention.end + 1]
    return around == "()" and bool(_DIGITS.match(mention.quote)) and not 1800 <= int(mention.quote.replace(",", "")) <= 2100


def _unpercented(scene: Scene, mention: Mention) -> Mention:
    """ "300, or 35%": a percent sign that stands behind another figure is not this one's."""
    behind = scene.text[mention.end : mention.end + 12]
    if mention.kind != "percent" or not _DIGITS.match(mention.quote) or behind[:1] not in (",", " ", ")"):
        return mention
    if re.match(r"\s*(?:%|per ?cent|percent|pct|to\b|-|or \d|and \d)", behind):
        return mention
    return replace(mention, kind="number", quantity=replace(mention.quantity, unit=None, dimension=None))


def is_alike(one: Mention, other: Mention) -> bool:
    """Whether the two can stand in one sum: counts, money of one currency, measures in one unit, percentages."""
    first, second = one.quantity, other.quantity
    if one.kind in COUNTS and other.kind in COUNTS:
        return True
    if one.kind != other.kind:
        # "from 12 to 36 tonnes": the first is a count of tonnes.
        return {one.kind, other.kind} == {"count", "measure"} and first.unit == second.unit
    if one.kind == "money":
        same = first.currency == second.currency or not (isinstance(first.currency, str) and isinstance(second.currency, str))
        return same and first.minor_of == second.minor_of and first.per == second.per
    return first.unit == second.unit


def noun_of(scene: Scene, mention: Mention) -> str | None:
    """The noun a count counts; None where it was left out or is not told."""
    unit = mention.quantity.unit
    if mention.kind != "count" or not unit or _ELIDED.match(scene.text[mention.end : mention.end + 20]):
        return None
    noun = unit.rsplit(" ", 1)[-1]
    # "22 run on gas": what two or more are is told in the plural.
    frame = scene.frames.get(mention)
    if frame is not None and frame.noun is not None and (mention.quantity.value or 0) >= 2 and noun not in _unchanging():
        if scene.tree.tags[frame.noun.token] not in ("NNS", "NNPS"):
            return None
    return noun


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    held: dict[str, frozenset[str]] = {}
    for row in load_table("checker.claims.tables", "groups.yaml"):
        for group in row["groups"]:
            held[group] = held.get(group, frozenset()) | frozenset(row["parts"])
    return held


@functools.cache
def _unchanging() -> frozenset[str]:
    """Nouns that are known, whatever the parser makes of their number."""
    rows = load_table("checker.claims.tables", "groups.yaml")
    return frozenset(word for row in rows for word in (*row["groups"], *row["parts"]))


def may_hold(whole: str | None, part: str | None) -> bool:
    """Whether things named *part* may be among the things named *whole*; an unnamed part may."""
    return part is None or (whole is not None and (part == whole or part in _groups().get(whole, ())))


def is_group(whole: str | None, parts: Sequence[str | None]) -> bool:
    """Whether *parts* are known kinds of *whole*, all of them named and none the whole itself."""
    known = _groups().get(whole or "", frozenset())
    return bool(known) and all(part is not None and part != whole and part in known for part in parts)


def in_sum(mention: Mention) -> Interval:
    """The values a figure allows as a term of a sum: counts below 1,000 as written, all else by its last digits."""
    quantity = mention.quantity
    if quantity.modifier != "exact":
        return quantity.allows
    value = quantity.value
    if mention.kind in COUNTS and value is not None and value == value.to_integral_value():
        return Interval.exactly(value) if abs(value) < _EXACT_BELOW else quantity.allows
    return arithmetic.written(quantity) or quantity.allows


def terms(parts: Sequence[Mention]) -> list[Interval]:
    """As `in_sum` for each; counts told to the last digit beside each other are all told so."""
    values = [part.quantity.value for part in parts]
    is_count = all(part.kind in COUNTS and part.quantity.modifier == "exact" for part in parts)
    if is_count and None not in values and any(value % 10 for value in values):
        return [Interval.exactly(value) for value in values]
    return [in_sum(part) for part in parts]


def runs(scene: Scene, figures: Sequence[Mention], glue: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Stretches [first, past) of two or more alike figures with only *glue* between neighbours."""
    first = 0
    for at in range(1, len(figures) + 1):
        joined = at < len(figures) and is_alike(figures[at - 1], figures[at])
        if not joined or not glue.match(scene.between(figures[at - 1], figures[at])):
            if at - first >= 2:
                yield first, at
            first = at
