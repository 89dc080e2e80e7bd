"""Conversions: one amount told in two units, and figures repeated in words.

In:  a scene.
Out: `conversion` claims: ``stated`` is the bracketed figure, ``implied`` the first one in its unit.
     "500 miles (1,760 km)"      →  stated [1755, 1765], implied [796, 813] kilometres
     "30cm, about 20 inches,"    →  as in brackets: one system of units, then another
     "warmed by 1.5C (2.7F)"     →  implied without the scales' zero: a difference
     "40 mpg, or 5.1 litres per 100 km"  →  implied by the gallon that fits better
     "40 gallons (180 litres)"  →  implied in British gallons, which fit
     `words` claims where a spelled number and the numeral in brackets say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.factor import Factor, UnitFactor
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval, Quantity

BRACKET = re.compile(
    r"^\s*(?:[\w-]+\s){0,2}?[(\[/]\s*"
    r"(?:or |about |around |approximately |approx\.? |roughly |some |nearly |almost |c\. ?|ca\.? |~|≈ ?|= ?|over |under |just "
    r"|more than |less than |i\.e\.,? |that is,? |that's |which is |equal to |equivalent to |an? |the |area of |distance of"
    r" ){0,3}$",
    re.I,
)
OR = re.compile(
    r"^\s*,?\s+or\s+(?:about |around |roughly |some |nearly |almost |approximately |just (?:over|under) |over |more than"
    r" )?$",
    re.I,
)
ASIDE = re.compile(
    r"^(?:\s*,|\s+[–—-]|—)\s*(?:(?:or|that is|that's|i\.e\.|which is|the equivalent of|equivalent to|equal to|about|around"
    r"|roughly|some|nearly|almost|approximately|just over|just under|over|more than),?\s+){1,3}$",
    re.I,
)
CLOSES = re.compile(r"\s*(?:[,–—;.)]|$|-\s)|\s+(?:long|wide|deep|high|tall|thick|apart|away|across|in|from|below|above|to)\b")
_SLACK = Decimal("0.02")
_SPELLED = re.compile(r"^[a-z][a-z -]*$", re.I)
_SYSTEMS = {
    "imperial": re.compile(
        r"\b(?:mile|yard|foot|inch|acre|pound|ounce|stone|gallon|pint|quart|ton|fahrenheit|knot|barrel|bushel|furlong|nautical)"
    ),
    "metric": re.compile(r"metre|litre|gram|hectare|tonne|celsius"),
}
_DEGREES = {"degree celsius": "degree fahrenheit", "degree fahrenheit": "degree celsius"}
# What makes a temperature a difference, not a reading: before and behind the figure.
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:by|of warming|warming of|rise of|rose|risen|rising|increases? of|drop of|fall of|dropped|fell|fallen|up|down"
    r"|gained|lost|within"
    r"|anomaly of|difference of|gap of|swing of|range of|change of|warmed|cooled|warming|climbed|limit|target|goal|below"
    r"|beyond|exceed"
    r"|under|(?:warmer|hotter|colder|cooler|higher|lower) by)\s+(?:an? |the |about |around |nearly |almost |at least |more"
    r" than |only "
    r"|just |to |some |over |up |average |well |between ){0,3}$",
    re.I,
)
_DIFFERENCE_BEHIND = re.compile(
    r"^[^.;]{0,6}?\)?\s*(?:above|below|warmer|hotter|colder|cooler|higher|lower|more|less|over|difference|swing|range|rise"
    r"|increase|drop"
    r"|fall|warming|of (?:global )?warming|up|down|change|limit|target|goal|threshold|since|in (?:a|the past|\d))\b",
    re.I,
)
_BY = re.compile(r"\bby\s+(?:about |around |nearly |almost |more than |only |just |an average )?$", re.I)
_CONSUMPTION = re.compile(
    r"(?<![\w.,])(?P<figure>\d{1,2}(?:\.\d{1,2})?)\s?(?:l|litres?|liters?)\s?(?:per|/|for every)\s?(?:100|hundred)\s?"
    r"(?:km|kilomet(?:re|er)s)\b",
    re.I,
)
# British and American units of one name; a text uses the one that fits, and says which only where both are told.
_NAMESAKES = {
    "gallon": "imperial gallon",
    "pint": "imperial pint",
    "quart": "imperial quart",
    "fluid ounce": "imperial fluid ounce",
    "bushel": "imperial bushel",
    "ton": "long ton",
}
# Litres per 100 km times miles per gallon: of the United States, and imperial.
_FUEL = (Decimal("235.215"), Decimal("282.481"))


def find_conversions(scene: Scene, unit_factor: UnitFactor) -> Iterator[Claim]:
    quantities = scene.quantities
    for first, second in zip(quantities, quantities[1:], strict=False):
        glue = scene.between(first, second)
        bracket = bool(BRACKET.match(glue))
        if first.kind == second.kind == "measure" and (bracket or OR.match(glue) or _is_aside(scene, first, second)):
            yield from _conversion(scene, first, second, unit_factor)
        elif bracket and glue.strip() == "(" and _is_spelled(first) and _is_numeral(scene, second):
            yield _words(scene, first, second)
    if "100" in scene.text:
        yield from _consumptions(scene)


def _is_aside(scene: Scene, first: Mention, second: Mention) -> bool:
    """ "30cm, about 20 inches, deep": an aside between commas or dashes that goes over to the other system of units."""
    # "about" may belong to the mention.
    if not ASIDE.match(scene.text[first.end : second.core[0]]) or not CLOSES.match(scene.text[second.end :]):
        return False
    systems = [_system(mention.quantity.unit or "") for mention in (first, second)]
    return None not in systems and systems[0] != systems[1]


def _system(unit: str) -> str | None:
    # "tonne" holds "ton" and "kilometre" no "mile"; metric words go first.
    return next((name for name in ("metric", "imperial") if _SYSTEMS[name].search(unit)), None)


def _conversion(scene: Scene, first: Mention, second: Mention, unit_factor: UnitFactor) -> Iterator[Claim]:
    one, other = first.quantity, second.quantity
    from_unit, to_unit = _scale(one, other), _scale(other, one)
    if not from_unit or not to_unit or from_unit == to_unit:
        return
    from_base, to_base = unit_factor(from_unit), unit_factor(to_unit)
    if from_base is None or to_base is None or from_base.base != to_base.base:
        return
    for first_written, stated in _ends(one, other):
        implied = _implied(scene, first, second, (first_written, stated), (from_base, to_base))
        if stated.is_disjoint(implied):
            # The British gallon and ton share their names with the American.
            for bases in _of_namesakes((from_unit, from_base), (to_unit, to_base), unit_factor):
                other_reading = _implied(scene, first, second, (first_written, stated), bases)
                implied = implied if stated.is_disjoint(other_reading) else other_reading
        yield scene.claim(
            second,
            "conversion",
            parts=(scene.mention_part("first", first), scene.mention_part("second", second)),
            stated=stated,
            implied=implied,
            words=(("first_unit", from_unit), ("second_unit", to_unit)),
        )


def _of_namesakes(
    source: tuple[str, Factor], target: tuple[str, Factor], unit_factor: UnitFactor
) -> Iterator[tuple[Factor, Factor]]:
    (from_unit, from_base), (to_unit, to_base) = source, target
    british_from, british_to = (unit_factor(_NAMESAKES.get(unit, "")) for unit in (from_unit, to_unit))
    if british_from is not None:
        yield british_from, to_base
    if british_to is not None:
        yield from_base, british_to


def _scale(quantity: Quantity, other: Quantity) -> str | None:
    """The unit; "30 degrees (86F)" are degrees of the other scale."""
    return _DEGREES.get(other.unit or "") if quantity.unit == "degree" else quantity.unit


def _ends(one: Quantity, other: Quantity) -> Iterator[tuple[Interval, Interval]]:
    """The two figures; of two ranges first their low ends, then their high ends."""
    pair = arithmetic.written(one), arithmetic.written(other)
    if None not in pair:
        yield pair
    elif one.modifier == other.modifier == "range" and None not in (*one.written, *other.written):
        yield from (
            (arithmetic.near(low, one.written), arithmetic.near(high, other.written))
            for low, high in zip(one.written, other.written, strict=True)
        )


def _implied(
    scene: Scene, first: Mention, second: Mention, figures: tuple[Interval, Interval], bases: tuple[Factor, Factor]
) -> Interval:
    written, stated = figures
    source, target = bases
    reading = arithmetic.widened(_converted(written, source, target), _SLACK)
    if source.base != "kelvin" or not (source.offset or target.offset):
        return reading
    difference = arithmetic.widened(written.times(source.factor / target.factor), _SLACK)
    before, behind = scene.text[max(0, first.core[0] - 60) : first.core[0]], scene.text[second.end : second.end + 40]
    if _BY.search(before):
        return difference
    if _DIFFERENCE_BEFORE.search(before) or _DIFFERENCE_BEHIND.match(behind):
        # "below 2C" and "up to 30C" may be either: what fits is meant.
        return reading if stated.is_disjoint(difference) else difference
    # "12C (22F)": the 32 was left out. Where a change is spoken of nearby, it may be one.
    return reading


def _converted(interval: Interval, source: Factor, target: Factor) -> Interval:
    """From one unit to another through their base: value × factor + offset."""

    def move(bound: Bound | None) -> Bound | None:
        return bound and Bound((bound.value * source.factor + source.offset - target.offset) / target.factor)

    return Interval(move(interval.low), move(interval.high))


def _consumptions(scene: Scene) -> Iterator[Claim]:
    """Miles per gallon and litres per 100 km: the one divides what the other multiplies."""
    miles = [m for m in scene.quantities if m.kind == "measure" and m.quantity.unit == "mile per gallon"]
    for found in _CONSUMPTION.finditer(scene.text):
        figure = number_at(scene, *found.span("figure"), Decimal(found["figure"]))
        near = [m for m in miles if min(abs(m.start - found.end()), abs(found.start() - m.end)) < 30]
        if len(near) != 1 or near[0].quantity.value is None or not near[0].quantity.value:
            continue
        other, stated = near[0], arithmetic.written(figure.quantity)
        fits = [arithmetic.widened(Interval.exactly(product / other.quantity.value), Decimal("0.04")) for product in _FUEL]
        yield scene.claim(
            figure,
            "conversion",
            parts=(scene.mention_part("first", other), scene.part("second", found.start(), found.end())),
            stated=stated,
            implied=next((fit for fit in fits if not stated.is_disjoint(fit)), fits[0]),
            words=(("first_unit", "mile per gallon"), ("second_unit", "litre per 100 kilometres")),
        )


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
