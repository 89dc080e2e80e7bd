"""Digits: one chunk of figures and separators to the numbers it writes.

In:  a text and the place of a chunk such as "1,234.5", "816 000", "12,34,567", "1,2,3" or "5-3/4".
Out: `Chunk`s: value, last place written, and what is wrong with the digit groups, if anything.

Commas group by three, or as lakh and crore do (two, then three). "1,2,3" is a list of three numbers. A comma
before one or two digits is a decimal comma only where nothing else makes sense, and is never called a fault
where a European writer may have meant it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# Longer chunks are keys and hashes, never quantities; the limit also keeps Decimal arithmetic exact and quick.
LONGEST = 40

VULGAR = {
    **{"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5)},
    **{"⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10)},
}
_DENOMINATORS = frozenset([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100])
_CURRENCY_BEFORE = re.compile(r"(?:[$£¥₹₩₦₱]|\b(?:USD|GBP|INR|JPY|AUD|CAD|Rs\.?) ?)$")
_CURRENCY_AFTER = re.compile(r" ?(?:USD|GBP|INR|JPY|AUD|CAD|dollars|pounds|rupees|yen)\b")
_COIN_AFTER = re.compile(r" ?(?:€|EUR\b|CHF\b|euros?\b|francs?\b|kron(?:er|or)\b|pesos\b|reais\b|roubles\b|rubles\b)")
_PLURAL_AFTER = re.compile(r" [a-z]{4,}s\b| people\b")
_METRIC_AFTER = re.compile(r" ?(?:kilo|milli|centi|met|lit|euro|kron|hect|tonnes|grams|percent|per)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One number in figures. ``place`` is the power of ten of the last digit written, None when not decimal."""

    start: int
    end: int
    value: Decimal
    place: int | None
    is_plain: bool = False
    is_fraction: bool = False
    fault: str | None = None
    expected: str | None = None


def place_of(digits: str) -> int:
    """Power of ten of the last digit that counts: 3 for "12000", 0 for "12", -2 for "4.20"."""
    whole, dot, fraction = digits.partition(".")
    if dot:
        return -len(fraction)
    return len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0


def read_chunk(text: str, start: int, end: int) -> list[Chunk]:
    """The numbers written in ``text[start:end]``, a run of digits joined by separators; [] for none.

    Where the digit groups break the rules and no list or European decimal explains them, the one chunk
    returned carries a fault and the digits read as if they stood together.
    """
    if end - start > LONGEST:
        return []
    written = text[start:end]
    for space in ("\u2009", "\u202f", "\u00a0", " ", "'", "’"):
        written = written.replace(space, " ")
    if written.isdigit():
        return [Chunk(start, end, Decimal(written), place_of(written), is_plain=True)]
    if " " in written:
        joined = written.replace(" ", "")
        return [_number(start, end, joined)] if "," not in joined else _read_commas(text, start, end, joined)
    if "," in written:
        return _read_commas(text, start, end, written)
    return _read_points(start, end, written)


def _number(start: int, end: int, digits: str) -> Chunk:
    digits = "0" + digits if digits.startswith(".") else digits
    return Chunk(start, end, Decimal(digits), place_of(digits))


def _read_points(start: int, end: int, written: str) -> list[Chunk]:
    if written.count(".") == 1:
        return [_number(start, end, written)]
    groups = written.split(".")
    if len(groups[0]) <= 3 and groups[0] not in ("", "0") and all(len(group) == 3 for group in groups[1:]):
        return [_number(start, end, "".join(groups))]  # 1.674.200, as on the Continent
    return []  # versions, addresses of machines, paragraph numbers


def _read_commas(text: str, start: int, end: int, written: str) -> list[Chunk]:
    whole, dot, fraction = written.partition(".")
    if "," in fraction:  # 1.111,11
        head, _, tail = written.rpartition(",")
        groups = head.split(".")
        if "," not in head and len(tail) <= 2 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
            return [_number(start, end, "".join(groups) + "." + tail)]
        return _read_list(start, written)
    groups = whole.split(",")
    if _is_grouped(groups):
        return [_number(start, end, "".join(groups) + dot + fraction)]
    fault = None if dot else _find_fault(text, start, end, groups)
    if fault:
        joined = "".join(groups)
        return [Chunk(start, end, Decimal(joined), place_of(joined), fault=fault, expected=_regroup(joined))]
    if len(groups) == 2 and not dot and len(groups[1]) <= 2 and groups[0]:
        return [_number(start, end, ".".join(groups))]
    return _read_list(start, written)


def _is_grouped(groups: list[str]) -> bool:
    if groups[0].startswith("0") or not groups[0]:
        return False
    if len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return True
    return len(groups) > 2 and len(groups[0]) <= 2 and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])


def _regroup(digits: str) -> str:
    return f"{int(digits):,}"


def _find_fault(text: str, start: int, end: int, groups: list[str]) -> str | None:
    """What is wrong with these digit groups, None when a list, a code or a decimal comma explains them."""
    before, after = text[max(0, start - 5) : start], text[end : end + 12]
    if before[-1:] in "([,-/.:" and before or after[:1] in tuple("-/)],:") or after[:1] == "." and after[1:2].isdigit():
        return None
    is_money = bool(_CURRENCY_BEFORE.search(before)) or bool(_CURRENCY_AFTER.match(after))
    # Where the comma may be a decimal one, two of them cannot both be.
    is_money = is_money or len(groups) > 2 and (before[-1:] == "€" or bool(_COIN_AFTER.match(after)))
    is_counted = bool(_PLURAL_AFTER.match(after)) and not _METRIC_AFTER.match(after)
    if len(groups[0]) > 3 or groups[0].startswith("0") or not groups[0] or not (is_money or is_counted):
        return None
    tail = groups[-1]
    if len(groups) == 2:
        if len(tail) == 2 and tail != "00" or len(tail) < 2 or len(tail) > 4:
            return None
        # "verses 1,1234 says" would be a list; figures after money or before what is counted are one number.
        return "groups of three digits expected"
    wrong = [group for group in groups[1:] if len(group) != 3]
    if len(wrong) == 1 and len(groups) - len(wrong) >= 2 and len(wrong[0]) in (2, 4):
        return "groups of three digits expected"
    return None


def _read_list(start: int, written: str) -> list[Chunk]:
    found, at = [], start
    for piece in written.split(","):
        if piece and piece.count(".") <= 1:
            found.append(Chunk(at, at + len(piece), Decimal("0" + piece), place_of(piece), is_plain=piece.isdigit()))
        at += len(piece) + 1
    return found


def read_fraction(text: str, match: re.Match[str]) -> Chunk | None:
    """The value of "3/4", "5-3/4" or "23 1/2" (groups whole, top, bottom); None when it is a date or a label."""
    whole, top, bottom = match["whole"], int(match["top"]), int(match["bottom"])
    if bottom not in _DENOMINATORS or not 0 < top < bottom or len(whole or "") > 6:
        return None
    if whole and len(whole) > 1 and whole.startswith("0"):
        return None
    value = Decimal(whole or 0) + Decimal(top) / Decimal(bottom)
    place = {2: -1, 4: -2, 8: -3, 16: -4, 32: -5, 64: -6}.get(bottom) if whole else None
    return Chunk(match.start(), match.end(), value, place, is_fraction=True)
