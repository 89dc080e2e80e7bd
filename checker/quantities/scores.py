"""Scores and votes: two numbers and a dash that are no range.

In:  a text and its numerals.
Out: `Figure`s of kind score, by the index of the first of their two numerals.
     "won 6-4 6-3" → two scores; "Sweden 1 – 0 Korea" → one; "voted 52-46" → one
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from checker.quantities.figures import Figure
from checker.quantities.numerals import Numeral

_SPORT = re.compile(
    r"\b(?:w[io]n(?:s|ning|ners?)?|beat(?:en|s|ing)?|los[et]s?|losing|drew|draws?|drawn|defeat\w*|victor\w*|lead(?:s|ing)?"
    r"|led|tied?|ties|trail\w*|votes?|voted|voting|"
    r"scor\w+|level|ahead|down|edg\w+|thrash\w*|match(?:es)?|games?|sets?|aggregate|penalt\w+|final|semi-?finals?"
    r"|half-?time|stalemate|triumph\w*|rout\w*|hammer\w*|goal\w*|"
    r"tries|try|ruling|ruled|decision|majority|series|upset|downed|record|shoot-?out|tie-?break\w*|qualifier|cup|league"
    r"|round|quarter-?finals?|overc[ao]me\w*|"
    r"stunn\w*|crush\w*|demolish\w*|past|against|split|passed|approved|rejected|margin|over)\b",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"[ -]?(?:%|per|pct|million|billion|years?|months?|weeks?|days?|hours?|minutes?|miles?|km|kg|metres?|meters?|feet|foot"
    r"|inch|people|points? (?:range|scale)|points?\b(?! (?:win|victory|lead))|times|[a-z]+s (?:are|were|will|of|a|per"
    r"|in|have)\b)"
)


_BETWEEN_SCORES = re.compile(r",? (?:and )?$")
_NEXT_SET = re.compile(r",? (?:and )?[0-7][-–][0-7]\b")
_WIDE_DASH = frozenset([" - ", " – ", " — "])
_LONGEST = 3
_MOST_GOALS = 30


def find_scores(text: str, numerals: list[Numeral], taken: set[int], is_name: Callable[[Numeral], bool]) -> dict[int, Figure]:
    """Scores and votes ("52-46") by the index of their first numeral; the second one is used up too.

    *is_name* tells the numerals that are names of things ("Boeing 747-400").
    """
    found: dict[int, Figure] = {}
    for i in range(len(numerals) - 1):
        a, b = numerals[i], numerals[i + 1]
        if b.start - a.end not in (1, 3) or i in taken or i + 1 in taken or i - 1 in found:
            continue
        if not (a.is_plain and b.is_plain) or not _is_pair(text, a, b):
            continue
        last = found.get(i - 2)
        follows = last is not None and a.start - last.end < 6 and _BETWEEN_SCORES.fullmatch(text, last.end, a.start)
        is_score = bool(follows) or (_is_score(text, a, b) if b.start - a.end == 1 else _is_wide_score(text, a, b))
        if is_score and not is_name(a):
            found[i] = Figure("score", a.start, b.end, (a.start, b.end), a.value, b.value, a.value, Decimal(1), 0, is_range=True)
    return found


def _is_pair(text: str, a: Numeral, b: Numeral) -> bool:
    """Two short plain numbers with nothing but a dash between them and no further number hanging on."""
    between = text[a.end : b.start]
    if between not in _WIDE_DASH and between not in ("-", "–"):
        return False
    if a.end - a.start > _LONGEST or b.end - b.start > _LONGEST or a.prefix or b.suffix:
        return False
    if a.start and text[a.start - 1] in "$£€/.-–":
        return False
    after = text[b.end : b.end + 2]
    return not (after[:1] in tuple("-–/%.") and after[1:].isdigit() or after[:1] == "%")


def _is_score(text: str, a: Numeral, b: Numeral) -> bool:
    if _COUNTED_AFTER.match(text, b.end):
        return a.value >= b.value
    is_sport = _is_sport(text, a, b)
    if a.value >= 100 and b.value >= 100 and not is_sport:
        return False
    if a.value >= b.value or a.value == 0:
        return True
    if a.value > 300 or b.value > 400:
        return False
    if b.value <= 7 and _NEXT_SET.match(text, b.end):
        return True
    return is_sport or bool(re.search(r"[A-Z]\w+ $", text[max(0, a.start - 60) : a.start]) and a.start > 12)


def _is_wide_score(text: str, a: Numeral, b: Numeral) -> bool:
    """ "Sweden 1 – 0 Korea", "it ended 0 – 0": few goals, and names or a word of sport around them."""
    if a.value > _MOST_GOALS or b.value > _MOST_GOALS or _COUNTED_AFTER.match(text, b.end):
        return False
    before, after = text[max(0, a.start - 20) : a.start], text[b.end : b.end + 3]
    named = re.search(r"[A-Z][\w'’.]+ $", before) and re.match(r" [A-Z]|$|[.;,]", after)
    return bool(named) or a.value >= b.value and _is_sport(text, a, b) or a.value == b.value


def _is_sport(text: str, a: Numeral, b: Numeral) -> bool:
    return bool(_SPORT.search(text, max(0, a.start - 60), a.start) or _SPORT.search(text, b.end, b.end + 40))
