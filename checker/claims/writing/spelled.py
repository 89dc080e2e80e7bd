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
# "$1.5 million": the digits may carry a scale of their own.
_NUMERAL = r"(?:[$£€]\s?)?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(\s?(?:thousand|million|billion|bn|m)\b)?"
_PERCENT = r"(\s*%|\s?per\s?cent)?"
# The noun may stand before the bracket ("one hundred dollars ($100)"), at most two words of it.
_SPELLED_FIRST = re.compile(
    rf"\b({_LETTERS})((?:[\s-]+(?:and\s+)?[a-z]+[’']?){{0,2}}?)\s*[(\[]\s*(?:i\.e\.,? |that is,? |or )?{_NUMERAL}{_PERCENT}"
    r"([\s-][a-z]+[’']?)?\s*[)\]]",
    re.I,
)
_SPELLED_LAST = re.compile(
    rf"(?<![\w.,:/-]){_NUMERAL}{_PERCENT}(\s[a-z]+)?\s*[(\[]\s*({_LETTERS})(\s+[a-z]+(?:\s[a-z]+)?)?\s*[)\]]", re.I
)
_NAMED = re.compile(
    r"\b(?:note|table|figure|section|chapter|step|part|page|article|clause|item|number|no\.|question|appendix|verse|rule|room"
    r"|point|day|week|grade|act|volume|book|lesson|exercise|schedule|paragraph|line)\s+$",
    re.I,
)
_NOT_THE_SAME = re.compile(
    r"\b(?:of|in|to|from|out|and|or|per|figure|table|section|note|chapter|page|see|by|with|for|on|at|times|was|were|had|has|are|is"
    r"|more|other|others|further|left|minus|plus)\b",
    re.I,
)
_SIGNS = {"£": "pound", "$": "dollar", "€": "euro"}
_POINT = re.compile(r"\bpoint\b", re.I)
_COUNTS_ON = re.compile(r"\s[a-z]{2,14}s\b")
_SCALE = {"thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}


def find_spelled(scene: Scene) -> Iterator[Claim]:
    if "(" not in scene.text and "[" not in scene.text:
        return
    for found in _SPELLED_FIRST.finditer(scene.text):
        letters, between, digits, scale, percent, noun = found.groups()
        is_percent = re.sub(r"[\s-]", "", between.lower()) == "percent"
        if is_percent != bool(percent) or not is_percent and _NOT_THE_SAME.search(between):
            continue
        if noun and noun.strip(" -").lower() not in re.split(r"[\s-]+", between.lower()):
            continue
        sign = scene.text[found.start(3) - 1 : found.start(3)]
        # "one billion roubles (£20m)" is converted, not repeated.
        if _POINT.search(between) or sign in _SIGNS and between.strip() and _SIGNS[sign] not in between.lower():
            continue
        # "as the first one [28]" cites a source.
        if "[" in found[0] and (between or not _COUNTS_ON.match(scene.text, found.end())):
            continue
        yield from _claim(scene, found, letters, (digits, scale), (found.start(1), found.start(3)))
    for found in _SPELLED_LAST.finditer(scene.text):
        digits, scale, percent, noun, letters, behind = found.groups()
        # "12 players (two injured)" tells of others; "£450 (four hundred and fifty pounds)" repeats.
        is_coin = bool(behind) and behind.split()[0].lower() in _COINS and scene.text[found.start()] in "$£€"
        is_percent = bool(percent) and bool(behind) and re.sub(r"\s", "", behind.lower()) == "percent"
        if bool(percent) != is_percent or behind and not (is_coin or is_percent or noun and behind.strip() == noun.strip()):
            continue
        if noun and not behind and noun.strip().lower() not in _COUNTED:
            continue
        yield from _claim(scene, found, letters, (digits, scale), (found.start(5), found.start(1)))


_COINS = frozenset(["pounds", "dollars", "euros"])
_COUNTED = frozenset(["days", "months", "years", "weeks", "hours", "copies", "members", "persons", "shares", "minutes"])


def _claim(
    scene: Scene, found: re.Match[str], letters: str, figure: tuple[str, str | None], at: tuple[int, int]
) -> Iterator[Claim]:
    value = spelled_value(letters)
    if value is None:
        return
    digits, scale = figure
    # "(20m)" may be twenty metres.
    if scale and len(scale.strip()) < 3 and scene.text[at[1] - 1 : at[1]] not in "$£€":
        return
    number = Decimal(digits.replace(",", "")) * _SCALE[scale.strip().lower()] if scale else Decimal(digits.replace(",", ""))
    if _NAMED.search(scene.text[: found.start()]):
        return
    # A year, a note's number or a page behind a word of number is no repeat of it.
    if (number == 0) != (value == 0) or 1800 <= number <= 2100 and value < 100:
        return
    letters_at, digits_at = at
    mention = number_at(scene, letters_at, letters_at + len(letters), Decimal(value))
    yield scene.claim(
        mention,
        "words",
        parts=(
            scene.part("spelled", letters_at, letters_at + len(letters)),
            scene.part("figure", digits_at, digits_at + len(digits) + len(scale or "")),
        ),
        stated=Interval.exactly(Decimal(value)),
        implied=Interval.exactly(number),
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
