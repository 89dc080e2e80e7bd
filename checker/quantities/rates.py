"""Rates: what a figure is told per, "$5 a share", "12 deaths per 100,000 people", "80 km/h".

In:  a text and the place where a figure and its unit end.
Out: the unit's or the noun's long name, and where its words end.
     " a litre"  →  "litre";  "/h"  →  "hour";  " per 1,000 births"  →  "1,000 birth"
"""

from __future__ import annotations

import functools
import re

from checker.quantities.units import known_units

_RATE = re.compile(
    r"(?: ?/ ?|[ -](?:per|an?|each|every)[ -]|(?: to the ))([^\W\d_]+(?:[23²³](?!\w))?)(?! (?:earlier|ago|before|later"
    r"|previously|after|from now)\b)"
)
_PER_MANY = re.compile(
    r" (?:per|for every|in every) (?P<n>[0-9][0-9,]*|thousand|million|hundred thousand|hundred)(?: (?P<noun>[a-z]+))?\b"
)
# What may stand behind "per 1,000" without being what is counted.
_NO_NOUNS = frozenset("in of a the for and to per each by on last this was were is with".split())


def find_rate(text: str, at: int) -> tuple[str, int] | None:
    """What follows "per", "a" or "/" at *at*, as a unit's long name, and where it ends; None without one."""
    match = _RATE.match(text, at)
    if match is None:
        many = _PER_MANY.match(text, at)
        if many is None:
            return None
        noun = many["noun"]
        if noun is None or noun in _NO_NOUNS:
            return many["n"], many.end("n")
        return f"{many['n']} {_singular(noun)}", many.end()
    written = match[1]
    name = _rate_name(written)
    if name == "second" and written == "second" and "per" not in match[0] and "/" not in match[0]:
        return None  # "a second"
    return (name, match.end()) if name else None


# What things are paid or counted by, beside units: "$5 a share", "500 cars per day".
_PER_NOUNS = frozenset(
    "share barrel head person capita vehicle unit ticket household child student pupil adult employee worker bottle game "
    "match minute "
    "hour day week month quarter year annum night decade season head-of-cattle security stock bushel gallon ounce pound "
    "tonne ton litre "
    "kilogram kilo mile kilometre metre user seat vote case pack packet copy acre hectare room guest passenger taxpayer "
    "family book item".split()
)


@functools.lru_cache(maxsize=1024)
def _rate_name(written: str) -> str | None:
    _, words, symbols = known_units()
    lower = written.lower()
    if lower in ("annum", "head", "capita"):
        return {"annum": "year"}.get(lower, lower)
    unit = symbols.get(written) if len(written) <= 3 else None
    unit = unit or words.get(lower)
    if unit is not None and unit.name not in ("degree", "cup", "foot", "turn", "stone", "bar", "decade"):
        return unit.name
    return lower if lower in _PER_NOUNS else None


def _singular(noun: str) -> str:
    if noun in ("people", "persons"):
        return "people"
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun[:-1]
    return noun
