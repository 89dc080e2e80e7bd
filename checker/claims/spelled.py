"""Spelled: one figure told in letters and again in digits, "five (5) days".

In:  a scene.
Out: `words` claims: ``stated`` is what the letters say, ``implied`` what the digits say.
     "five (6) days"  →  stated 5, implied 6
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.quantity import Interval

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {word: 10 * (at + 2) for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_WORD = "(?:" + "|".join([*_UNITS, *_TENS, "hundred", *_SCALES]) + ")"
_FIRST = "(?:" + "|".join([*_UNITS, *_TENS]) + ")"
_LETTERS = rf"{_FIRST}(?:(?:\s+and\s+|[\s-]+){_WORD}){{0,9}}"
_NUMERAL = r"(?:[$£€]\s?)?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.00?)?"
# The noun may stand before the bracket ("one hundred dollars ($100)"), at most two words of it.
_SPELLED_FIRST = re.compile(
    rf"\b({_LETTERS})((?:[\s-]+(?:and\s+)?[a-z]+){{0,2}}?)\s*\(\s*{_NUMERAL}(\s*%)?(\s[a-z]+)?\s*\)", re.I
)
_SPELLED_LAST = re.compile(rf"(?<![\w.,:/-]){_NUMERAL}\s*\(\s*({_LETTERS})\s*\)", re.I)
_NAMED = re.compile(
    r"\b(?:note|table|figure|section|chapter|step|part|page|article|clause|item|number|no\.|question|appendix)\s+$", re.I
)
_NOT_THE_SAME = re.compile(r"\b(?:of|in|to|from|out|and|or|per|figure|table|section|note|chapter|page|see)\b", re.I)


def find_spelled(scene: Scene) -> Iterator[Claim]:
    if "(" not in scene.text:
        return
    for found in _SPELLED_FIRST.finditer(scene.text):
        letters, between, digits, percent, noun = found.groups()
        is_percent = re.sub(r"[\s-]", "", between.lower()) == "percent"
        if is_percent != bool(percent) or not is_percent and _NOT_THE_SAME.search(between):
            continue
        if noun and noun.strip().lower() not in between.lower().split():
            continue
        yield from _claim(scene, found, letters, digits, found.start(1), found.start(3))
    for found in _SPELLED_LAST.finditer(scene.text):
        digits, letters = found.groups()
        yield from _claim(scene, found, letters, digits, found.start(2), found.start(1))


def _claim(scene: Scene, found: re.Match[str], letters: str, digits: str, at: int, digits_at: int) -> Iterator[Claim]:
    value = spelled_value(letters)
    if value is None:
        return
    figure = Decimal(digits.replace(",", ""))
    if _NAMED.search(scene.text[: found.start()]):
        return
    # A year, a note's number or a page behind a word of number is no repeat of it.
    if (figure == 0) != (value == 0) or 1800 <= figure <= 2100 and value < 100:
        return
    mention = number_at(scene, at, at + len(letters), Decimal(value))
    yield scene.claim(
        mention,
        "words",
        parts=(scene.part("spelled", at, at + len(letters)), scene.part("figure", digits_at, digits_at + len(digits))),
        stated=Interval.exactly(Decimal(value)),
        implied=Interval.exactly(figure),
    )


def spelled_value(letters: str) -> int | None:
    """The whole number that English number words say; None where they do not make one ("three four")."""
    whole, group, last = 0, 0, None
    for word in re.split(r"[\s-]+", letters.lower()):
        if word == "and":
            continue
        if word in _UNITS:
            if last in ("unit", "teen") or last == "ten" and not 0 < _UNITS[word] < 10:
                return None
            group, last = group + _UNITS[word], "unit"
        elif word in _TENS:
            if last in ("unit", "ten"):
                return None
            group, last = group + _TENS[word], "ten"
        elif word == "hundred":
            group, last = (group or 1) * 100, "hundred"
        elif word in _SCALES:
            whole, group, last = whole + (group or 1) * _SCALES[word], 0, "scale"
        else:
            return None
    return whole + group
