"""Conversions: one amount told in two units, and figures repeated in words.

In:  a scene.
Out: `conversion` claims: ``stated`` is the bracketed figure, ``implied`` the first one in its unit.
     "500 miles (1,760 km)"  →  stated [1755, 1765], implied [796, 813] kilometres
     `words` claims where a spelled number and the numeral in brackets say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.factor import Factor, UnitFactor
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval

BRACKET = re.compile(
    r"^\s*(?:[\w-]+\s){0,2}?[(\[/]\s*(?:or |about |around |approximately |approx\. |roughly |some |nearly |c\. ?|~|over ){0,3}$",
    re.I,
)
_OR = re.compile(r"^\s*,?\s+or\s+(?:about\s+|around\s+|roughly\s+|some\s+)?$", re.I)
_SLACK = Decimal("0.02")
_SPELLED = re.compile(r"^[a-z][a-z -]*$", re.I)


def find_conversions(scene: Scene, unit_factor: UnitFactor) -> Iterator[Claim]:
    quantities = scene.quantities
    for first, second in zip(quantities, quantities[1:], strict=False):
        glue = scene.between(first, second)
        bracket = bool(BRACKET.match(glue))
        if first.kind == second.kind == "measure" and (bracket or _OR.match(glue)):
            yield from _conversion(scene, first, second, unit_factor)
        elif bracket and glue.strip() == "(" and _is_spelled(first) and _is_numeral(scene, second):
            yield _words(scene, first, second)


def _conversion(scene: Scene, first: Mention, second: Mention, unit_factor: UnitFactor) -> Iterator[Claim]:
    one, other = first.quantity, second.quantity
    if not one.unit or not other.unit or one.unit == other.unit or one.dimension != other.dimension:
        return
    from_base, to_base = unit_factor(one.unit), unit_factor(other.unit)
    if from_base is None or to_base is None or from_base.base != to_base.base:
        return
    first_written, stated = arithmetic.written(one), arithmetic.written(other)
    if first_written is None or stated is None:
        return
    implied = _converted(first_written, from_base, to_base)
    yield scene.claim(
        second,
        "conversion",
        parts=(scene.mention_part("first", first), scene.mention_part("second", second)),
        stated=stated,
        implied=arithmetic.widened(implied, _SLACK),
        words=(("first_unit", one.unit), ("second_unit", other.unit)),
    )


def _converted(interval: Interval, source: Factor, target: Factor) -> Interval:
    """From one unit to another through their base: value × factor + offset."""

    def move(bound: Bound | None) -> Bound | None:
        return bound and Bound((bound.value * source.factor + source.offset - target.offset) / target.factor)

    return Interval(move(interval.low), move(interval.high))


def _is_spelled(mention: Mention) -> bool:
    return mention.kind in ("number", "count", "duration", "measure") and bool(_SPELLED.match(mention.quote))


def _is_numeral(scene: Scene, mention: Mention) -> bool:
    return mention.quote.strip().isdigit() and scene.text[mention.end : mention.end + 1] == ")"


def _words(scene: Scene, first: Mention, second: Mention) -> Claim:
    return scene.claim(
        first,
        "words",
        parts=(scene.mention_part("spelled", first), scene.mention_part("figure", second)),
        stated=_written(first),
        implied=_written(second),
    )


def _written(mention: Mention) -> Interval:
    value = mention.quantity.value
    return mention.quantity.allows if value is None else Interval.exactly(value)
