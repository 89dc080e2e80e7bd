"""Number words of up to a few thousands, merged into one token: "twenty-one", "two and a half", "nineteen ninety six".

In:  tokens "two", "and", "a", "half"
Out: one token {"NUM": Decimal("2.5")}
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from checker.quantities.times.grammar import Found, Grammar

PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": None, "quarters": None}


def _count(value: int) -> dict[str, Any]:
    roles: dict[str, Any] = {"NUM": value, "WORDNUM": value}
    if 1000 <= value < 2200:
        roles["WORDYEAR"] = value
    return roles


def register_numbers(grammar: Grammar) -> None:
    """Adds the number words to *grammar*; they go before all other passes."""
    for reader in (
        read_two_words,
        read_spoken_year,
        read_ordinal_words,
        read_big_words,
        read_mixed,
        read_mixed_digits,
    ):
        grammar.reader(reader)


def read_two_words(found: Found) -> dict[str, Any] | None:
    tens, ones = found["a"], found["b"]
    if "TENS" in found.token("a").roles and 1 <= ones <= 9:
        return _count(tens + ones)
    if 17 <= tens <= 20 and ones >= 10 and found.end - found.start == 2:
        return _count(tens * 100 + ones)
    return None


def read_spoken_year(found: Found) -> dict[str, Any] | None:
    if 17 <= found["a"] <= 20 and 1 <= found["c"] <= 9:
        return _count(found["a"] * 100 + found["b"] + found["c"])
    return None


def read_ordinal_words(found: Found) -> dict[str, Any] | None:
    value = found["t"] + found["o"]
    return {"ORD": value} if 1 <= found["o"] <= 9 and value <= 39 else None


def read_big_words(found: Found) -> dict[str, Any] | None:
    size = 100 if any(token.word == "hundred" for token in found.tokens[found.start : found.end]) else 1000
    tail = (found["t"] or 0) + (found["b"] or 0)
    return _count(found["a"] * size + tail) if tail < 100 else None


def read_mixed(found: Found) -> dict[str, Any] | None:
    value = PARTS[found["p"]] if found["p"] else Decimal("0.75")
    return {"NUM": found["n"] + value} if found["n"] < 1000 else None


def read_mixed_digits(found: Found) -> dict[str, Any] | None:
    """ "23 1/2" and "5-3/4"; only before a unit of time, else it may be a date."""
    top, bottom = found["p"]
    follower = found.after()
    if follower is not None and follower.word == "-":
        follower = found.after(2)
    if top >= bottom or bottom not in (2, 3, 4, 8) or follower is None or "UNIT" not in follower.roles:
        return None
    return {"NUM": found["n"] + Decimal(top) / Decimal(bottom)}
