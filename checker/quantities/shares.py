"""Shares told as a ratio: "one in five", "three out of four", "two-thirds of the members".

In:  a text and its numerals, or figures that are parts in words.
Out: `Figure`s of kind ratio, the magnitude between 0 and 1.

"48 out of 72 ships" are two counts: nobody rounds to seventy-seconds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from checker.quantities.figures import Figure
from checker.quantities.numerals import Numeral

_OVER = re.compile(r" over $")
_IN_FIVE = re.compile(r" (?:in|out of)(?: every)? $")
# Wholes that people take for "all", so that the two numbers say a share and not two counts.
_ROUND = frozenset(map(Decimal, [*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 150, 200, 250, 300, 400, 500])) | (
    frozenset(map(Decimal, [10**3, 2 * 10**3, 5 * 10**3, 10**4, 10**5, 10**6]))
)
_NOT_A_WHOLE = re.compile(
    r"[ -]?(?:%|per|pct|years?|months?|weeks?|days?|hours?|minutes?|seconds?|quarters?|matches|games|starts)\b"
)
_FARTHEST = 14


def find_ratios(text: str, numerals: list[Numeral], taken: set[int]) -> dict[int, Figure]:
    """ "one in five", "three out of four" by the index of their first numeral; the second one is used up too."""
    found: dict[int, Figure] = {}
    for i in range(len(numerals) - 1):
        a, b = numerals[i], numerals[i + 1]
        if b.start - a.end > _FARTHEST or i in taken or i + 1 in taken or i - 1 in found:
            continue
        if not 0 < abs(a.value) < b.value or a.value < 0 and a.value != -1 or a.is_ordinal or b.is_ordinal:
            continue
        between = text[a.end : b.start]
        is_over = _OVER.fullmatch(between) and abs(a.value) == 1 and b.scale == 1 and text[b.end : b.end + 1] in ("", ".", ";")
        if is_over or _IN_FIVE.fullmatch(between) and _is_share(text, a, b, is_out_of="out" in between):
            found[i] = _ratio(a, b)
    return found


def _is_share(text: str, a: Numeral, b: Numeral, *, is_out_of: bool) -> bool:
    if b.prefix or b.suffix or a.start and text[a.start - 1] in "$£€":
        return False
    if is_out_of:
        return b.value in _ROUND or b.is_word
    if b.is_plain and 1800 <= b.value <= 2100 or b.value not in _ROUND and a.value != 1:
        return False
    if _NOT_A_WHOLE.match(text, b.end):
        return False
    return a.value == 1 or a.is_word or not b.is_word or b.value <= 100


def _ratio(a: Numeral, b: Numeral) -> Figure:
    share = a.value / b.value
    return Figure(
        "ratio", a.start, b.end, (a.start, b.end), share, share, share, Decimal(1), None, dimension="share"
    )  # fmt: skip


def to_share(text: str, figure: Figure) -> Figure:
    """*figure* as a ratio where it is a part of something: "a third", "two-thirds of", "¾ of"; else as it is."""
    if not (figure.is_bare and figure.is_fraction and 0 < figure.low and figure.high < 1):
        return figure
    if not figure.is_word and not text.startswith(" of ", figure.end):
        return figure
    return replace(figure, kind="ratio", dimension="share")
