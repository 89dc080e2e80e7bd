"""Conversions: one amount told in two units or two currencies, and figures repeated in words.

In:  a scene.
Out: `conversion` claims: ``stated`` is the bracketed figure, ``implied`` the first one in its unit.
     "500 miles (1,760 km)"  →  stated [1755, 1765], implied [796, 813] kilometres
     `exchange` claims: ``rate`` is how much of the second currency of the pair one unit of the first buys; the
     pair is in alphabetical order and stands in the word ``pair``; ``implied`` is the rate of the article's other conversions
     of the pair, where it has some; the flag "implausible" where it never was so.
     "$42bn (£21.5bn)"  →  pair GBP/USD, rate [1.93, 1.98]
     `words` claims where a spelled number and the numeral in brackets say the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.model.claim import Claim, Part
from checker.model.factor import Factor, UnitFactor
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_BRACKET = re.compile(
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
        bracket = bool(_BRACKET.match(glue))
        if first.kind == second.kind == "measure" and (bracket or _OR.match(glue)):
            yield from _conversion(scene, first, second, unit_factor)
        elif first.kind == second.kind == "money" and bracket:
            yield from _exchange(scene, first, second)
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


def _exchange(scene: Scene, first: Mention, second: Mention) -> Iterator[Claim]:
    one, other = first.quantity, second.quantity
    if not isinstance(one.currency or one.minor_of, str) or not isinstance(other.currency or other.minor_of, str):
        return
    if one.minor_of or other.minor_of or one.currency == other.currency:
        return
    base, quote = sorted((first, second), key=lambda mention: mention.quantity.currency)
    amounts = arithmetic.written(quote.quantity), arithmetic.written(base.quantity)
    rate = None if None in amounts else arithmetic.ratio(*amounts)
    if rate is None:
        return
    pair = f"{base.quantity.currency}/{quote.quantity.currency}"
    words, flags = [("pair", pair)], []
    band = _bands().get(pair)
    if band is not None:
        words.append(("band", f"{band[0]} to {band[1]}"))
        if rate.is_disjoint(Interval.between(*band)):
            flags.append("implausible")
    yield scene.claim(
        second,
        "exchange",
        parts=(scene.mention_part("first", first), scene.mention_part("second", second)),
        rate=rate,
        words=tuple(words),
        flags=frozenset(flags),
    )


def with_typical_rates(claims: Sequence[Claim]) -> list[Claim]:
    """Exchange claims told what the article's other conversions of their pair imply: the middle one of those as ``implied``."""
    by_pair: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.shape == "exchange":
            by_pair.setdefault(dict(claim.words)["pair"], []).append(claim)
    typical = {}
    for members in by_pair.values():
        members.sort(key=lambda claim: _middle(claim.rate))
        # Of two that differ neither is typical; the later one in the text is held against the earlier.
        if len(members) == 2:
            first, second = sorted(members, key=lambda claim: claim.span)
            typical[id(second)] = first
        elif len(members) > 2:
            middle = members[len(members) // 2]
            typical.update({id(claim): middle for claim in members if claim is not middle})
    return [_against(claim, typical[id(claim)]) if id(claim) in typical else claim for claim in claims]


def _against(claim: Claim, other: Claim) -> Claim:
    parts = [Part(f"typical_{part.role}", part.span, part.quote) for part in other.parts if part.role in ("first", "second")]
    return replace(claim, implied=other.rate, parts=(*claim.parts, *parts))


def _middle(interval: Interval) -> Decimal:
    return sum((end for end in arithmetic.ends(interval) if end is not None), Decimal(0)) / 2


@functools.cache
def _bands() -> dict[str, tuple[Decimal, Decimal]]:
    """Between what a pair's rate has ever been: see tables/rates.yaml."""
    rows = load_table("checker.claims.tables", "rates.yaml")
    return {row["pair"]: (Decimal(str(row["low"])), Decimal(str(row["high"]))) for row in rows}


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
