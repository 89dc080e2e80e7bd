"""Units of measure: from the words after a number to a unit, and from a unit to its factor.

In:  a text and the place where a number ends; or the name of a unit ("kilometre per hour").
Out: a `Unit` and where its words end; or a `Factor` to the base unit of its dimension.

The rows are tables/units.yaml. Symbols count their case: MW is not mW. A rate is any unit, or a counted noun,
"per", "a" or "/" a unit: see rates.py.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of tables/units.yaml. ``offset``: what is added after the factor (temperatures)."""

    name: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    is_careful: bool = False
    is_rate_only: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """``magnitude * factor + offset`` is the magnitude in ``base``, the unit that ``dimension`` is compared in."""

    factor: Decimal
    base: str
    dimension: str
    offset: Decimal = Decimal(0)


@functools.cache
def known_units() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    """Units by name, by lower-case words, by symbol."""
    names: dict[str, Unit] = {}
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for row in load_table("checker.quantities.tables", "units.yaml"):
        unit = Unit(
            row["unit"], row["dimension"], Decimal(row["factor"]), Decimal(row.get("offset", "0")),
            row.get("bare", False), row.get("rate_only", False),
        )  # fmt: skip
        names[unit.name] = unit
        for word in (unit.name, *row["words"]):
            lower = word.lower()
            for form in (lower, _plural(lower), lower.replace(" ", "-")):
                words.setdefault(form, unit)
        for symbol in row["symbols"]:
            symbols[symbol] = unit
    return names, words, symbols


def _plural(word: str) -> str:
    if word.startswith(("degree ", "part ", "revolution ", "pound per", "mile per", "metre per", "kilometre per", "foot per")):
        first, _, rest = word.partition(" ")
        return f"{first}s {rest}"
    if word.endswith(("s", "z", "ch")) and not word.endswith("lux"):
        return word
    return word + "s"


_BASES = {
    "length": "metre", "area": "square metre", "volume": "cubic metre", "mass": "kilogram", "time": "second",
    "speed": "metre per second", "energy": "joule", "power": "watt", "data": "bit", "data rate": "bit per second",
    "pressure": "pascal", "force": "newton", "torque": "newton metre", "frequency": "hertz", "voltage": "volt",
    "current": "ampere", "charge": "coulomb", "resistance": "ohm", "angle": "radian", "dose": "sievert", "absorbed dose": "gray",
    "activity": "becquerel", "temperature": "kelvin", "fuel economy": "metre per cubic metre", "share": "one",
    "concentration": "one", "pixel": "pixel", "level": "decibel", "substance": "mole",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def unit_factor(unit: str) -> Factor | None:
    """How *unit* (a long name, rates included) converts; None when the table does not know it (counted nouns).

    "mile per hour" is 0.44704 of "metre per second" (dimension speed); "litre per day" is a volume per time.
    """
    names = known_units()[0]
    if unit == "percent":
        return Factor(Decimal("0.01"), "one", "share")
    row = names.get(unit)
    if row is not None:
        return Factor(row.factor, _BASES.get(row.dimension, row.name), row.dimension, row.offset)
    top, per, bottom = unit.rpartition(" per ")
    if not per:
        return None
    above, below = unit_factor(top), names.get(bottom)
    if above is None or below is None or above.offset or below.offset:
        return None
    factor = above.factor / below.factor
    if above.dimension == "length" and below.dimension == "time":
        return Factor(factor, "metre per second", "speed")
    if above.dimension == "data" and below.dimension == "time":
        return Factor(factor, "bit per second", "data rate")
    if above.dimension == "length" and below.dimension == "volume":
        return Factor(factor, "metre per cubic metre", "fuel economy")
    base = _BASES.get(below.dimension, below.name)
    return Factor(factor, f"{above.base} per {base}", f"{above.dimension} per {below.dimension}")


# Up to four words or symbols after a number, with the gap before each.
_WORD = re.compile(
    r"([ \u00a0\u202f]?-?[ \u00a0\u202f]?|\n)([^\W\d_]+\.?(?:[²³]|[23](?!\w|[.,][0-9]))?|[°º]\s?[A-Za-z]*|[′″'\"”%‰])"
)
_BRACKETED = re.compile(r" ?[(\[{<]([^\W\d_]{1,12})[)\]}>]")
_NEXT = re.compile(r"[ \u00a0-][^\W\d_]+\.?[²³]?")
# A lone letter or short word after a space is a unit only before one of these; "5 in" is mostly not an inch.
_CLOSERS = re.compile(
    r"(?:\.|,|;|:|\)|\]|$|\s*[x×]\s|\s+(?:more or less|thick|long|wide|tall|high|deep|of rain|of snow|in diameter"
    r"|in length|by|and|or|to|x|×)\b|[-–]|\")"
)


_AMERICAN = frozenset(["gallon", "pint", "quart", "fluid ounce", "ton", "mile", "bushel"])


def find_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit written at *at*, right after a number, and where it ends; the longest that the table knows."""
    if text.startswith(" U.S. ", at):
        found = find_unit(text, at + 5)
        return found if found is not None and found[0].name in _AMERICAN else None
    match = _WORD.match(text, at)
    if match is None:
        bracketed = _BRACKETED.match(text, at)
        if bracketed is not None:
            unit = known_units()[2].get(bracketed[1]) or known_units()[1].get(bracketed[1].lower())
            return (unit, bracketed.end()) if unit else None
        return None
    _, words, symbols = known_units()
    start = match.start(2)
    ends = [match.end(2)]
    while len(ends) < 4:
        follow = _NEXT.match(text, ends[-1])
        if follow is None:
            break
        ends.append(follow.end())
    for end in reversed(ends):
        written = text[start:end]
        unit = symbols.get(written)
        if unit is None:
            unit = words.get(" ".join(written.lower().replace("-", " ").split())) or words.get(written.lower())
            if unit is None and written.endswith("."):
                end -= 1
                unit = symbols.get(written[:-1]) or words.get(written[:-1].lower())
                written = written[:-1]
        if unit is not None and _is_plausible(text, at, start, end, written, unit):
            return unit, end
    return None


def _is_plausible(text: str, at: int, start: int, end: int, written: str, unit: Unit) -> bool:
    """Whether short or common writings stand for the unit here."""
    after = text[end : end + 1]
    if after.isalnum() or (after == "'" and text[end + 1 : end + 2].isalpha() and written not in ("'", '"')):
        return False
    is_glued = start == at
    if written in ("'", '"', "”"):
        return (
            is_glued
            and written == "'"
            and bool(re.match(r" ?[0-9]{1,2}(?:\"|”|″|'')", text[end : end + 5]))
            or (written in '"”' and _is_inch_mark(text, at, start, end))
        )
    if written == "in":
        return (
            bool(_CLOSERS.match(text, end)) and not re.match(r"\s+(?:by|and|or|to|x)\s+[a-z]", text[end : end + 12]) or is_glued
        )
    if len(written) == 1 and written.isalpha():
        return _is_letter_unit(text, at, end, written, is_glued)
    if written == "st" and is_glued and re.match(r" ?[0-9]{1,2} ?lbs?\b", text[end : end + 8]):
        return True
    if written in ("st", "mt", "ct", "bu", "kn", "pt", "AU", "au", "MP", "rad", "nm", "ha"):
        return not (written == "st" and is_glued) and (written != "MP" or is_glued) and written not in ("au", "AU") or is_glued
    if unit.name == "degree" and written[0] in "dD" and text[at - 1 : at].isalpha():
        return bool(_HEAT.search(text) or _ANGLE.search(text))  # "two degrees from Yale"
    if unit.name == "mole" and (written == "mol" or re.search(r"[0-9][.,][0-9]+$", text[max(0, at - 8) : at])):
        return True
    if unit.is_careful and unit.name in ("turn", "mole", "grain", "stone", "bar", "cup"):
        return unit.name in ("stone", "cup", "turn", "bar") and text[end : end + 3] != " of" or unit.name == "cup"
    return True


_HEAT = re.compile(
    r"(?i:temperature|weather|\b(?:cold|hot|heat|warm|outside|frost|freez|thermomet|celsius|fahrenheit|mercury|heatwave"
    r"|boil|chill|cool))|°|º"
    # "68F (24C)", "hit 30C": the pair of scales, or the verb before it, tells as well.
    r"|[0-9] ?[CF] ?[(\[/] ?(?i:(?:or |about |around |roughly |nearly ){0,2})(?:[-−–]|minus )?[0-9]{1,4}(?:\.[0-9])?(?: to"
    r" [0-9.]{1,5})? ?[CF]\b"
    r"|\b(?i:hit|hits|reach|reached|reaches|topped|touched|below|above|minus|average|averages|averaged) (?:[-−–]|minus"
    r" )?[0-9]{1,2}(?:\.[0-9])?C\b"
)


_DECIMAL_OR_BELOW = re.compile(r"(?:\d\.\d|(?<!\w)[-−–]\d{1,2})$")


_ANGLE = re.compile(
    r"(?i:\b(?:angle|turn|tilt|rotat|slope|latitude|longitude|bearing|incline|north|south|east|west|lean|bend|pitch|list)\w*)"
)


def _is_letter_unit(text: str, at: int, end: int, written: str, is_glued: bool) -> bool:
    if written in "AJNKhsbd":
        return False
    if written in "CF":
        if text[end : end + 1].isalnum() or not text[at - 1 : at].isdigit():
            return False
        # "39.1C" and "-5C" are no seats, roads or chapters.
        return _HEAT.search(text) is not None or _DECIMAL_OR_BELOW.search(text, max(0, at - 6), at) is not None
    following = text[end : end + 24]
    if written in "mtlgLWV":
        if re.match(r"['’.]?[a-zA-Z]|[-–][A-Za-z0-9]|/[A-Za-z]{4}", following) or text[at - 1 : at] in "-":
            return False
        return is_glued or text[at : at + 1] in " \u00a0\u202f"
    return False


def _is_inch_mark(text: str, at: int, start: int, end: int) -> bool:
    """Whether a double quote after a number is an inch mark, not the end of a quotation."""
    return (
        text.count('"', 0, start) % 2 == 0
        and text.count("“", 0, start) == 0
        and text[at - 1 : at].isdigit()
        and text.count('"', end) % 2 == 0
    )


def rate_unit(name: str) -> Unit | None:
    """The unit of that long name; None when it is a noun."""
    return known_units()[0].get(name)
