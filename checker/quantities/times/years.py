"""Written years and what is counted in them: quarters, halves, decades, centuries, fiscal and crop years, seasons.

In:  tokens of a passage.
Out: tokens {"POINT": Point}.  "the third quarter of 2024" → Point(year=2024, quarter=3)

A bare four-digit number is a year only where nothing counts with it ("2000 people", "1400 homes" are no years).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from checker.quantities.times import calendar
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token, full_year
from checker.quantities.times.points import Point, reading_of, unresolved

Roles = dict[str, Any]
BEFORE_MONTH = frozenset(
    "in since until till by from during of to through early late mid last next this for before after between and or throughout "
    "starting beginning every each via past around".split()
)
BEFORE_YEAR = BEFORE_MONTH | frozenset("year the as ( back circa c".split())
SOMEONES = frozenset("his her their my your our its degrees temperatures temperature highs lows man woman men women aged".split())
FOLLOWING = frozenset(
    "and to or in when after before by the a an as at he she it they was were is for from but until his her on with "
    "which who".split()
)


def point(**fields: Any) -> Roles:
    return {"POINT": Point(**fields)}


def year_of(found: Found) -> int | None:
    year = found["y"]
    if year is not None:
        return year
    short = found["yy"]
    return None if short is None else full_year(short)


def register_years(grammar: Grammar) -> None:
    """Adds quarters, years and longer steps to *grammar*."""
    _register_quarters(grammar)
    _register_years(grammar)


def _register_quarters(grammar: Grammar) -> None:
    names = ("q:QTR", "o:ORD -? quarter|qtr", "h:HALF", "o:ORD -? s:half", "the o:ORD -? quarter|qtr", "the o:ORD -? s:half")
    names += ("final|last s:quarter", "the final|last s:quarter")
    tails = ("of? y:YEAR", "of? f:fiscal year? y:YEAR", "of? f:FISCAL", ", y:YEAR", "- y:YEAR", "in y:YEAR", "of? YY")
    lines = list(names[:6]) + [f"{name} {tail}" for name in names for tail in tails]
    lines += [
        "y:YEAR -? q:QTR",
        "y:YEAR -? h:HALF",
        "y:YEAR 's? o:ORD quarter|qtr",
        "f:fiscal o:ORD quarter",
        "f:fiscal o:ORD s:half",
    ]
    lines += ["o:ORD f:fiscal quarter", "o:ORD f:fiscal s:half", "f:FISCAL q:QTR", "q:QTR f:fiscal y:YEAR", "f:fiscal q:QTR"]
    grammar.reads(*lines)(read_quarter)


def read_quarter(found: Found) -> Roles | None:
    year, fiscal = found["y"], found["f"]
    if isinstance(fiscal, int):
        year = fiscal
    number = found["q"] or found["h"] or found["o"] or 4
    halves = found["h"] is not None or found["s"] == "half"
    if number > (2 if halves else 4):
        return None
    if halves and year is None and found["h"] is None:
        return _plain_half(found, number)
    follower = found.after()
    if (
        found["o"]
        and year is None
        and follower is not None
        and follower.word in ("century", "of", "century's", "final", "finals")
    ):
        return None
    field = "half" if halves else "quarter"
    return point(year=year, defined=fiscal is None, **{field: number})


def _plain_half(found: Found, number: int) -> Roles | None:
    """ "the first half" is often of a match: only with a word of accounts behind it is it of the year."""
    if found["f"]:
        return point(half=number, defined=False)
    follower = found.after()
    if follower is None or follower.word not in (
        "results",
        "profit",
        "profits",
        "sales",
        "revenue",
        "earnings",
        "net",
        "pretax",
        "loss",
    ):
        return None
    return point(half=number)


def _register_years(grammar: Grammar) -> None:
    for reader in (
        read_year,
        read_fiscal_year,
        read_crop_year,
        read_month_pair,
        read_span_of_years,
        read_spaced_decade,
        read_decade,
        read_century,
        read_season,
    ):
        grammar.reader(reader)


def read_year(found: Found) -> Roles | None:
    if found["yy"] is not None:
        return point(year=full_year(found["yy"])) if found["yy"] > 30 and _is_in_place(found) else None
    if found["y"] is not None and found.end - found.start == 1 and "CALENDAR" not in found.token("y").roles:
        if "WORDYEAR" in found.token("y").roles and not (_is_in_place(found) and found["y"] % 1000):
            return None
        if not is_year(found, found.token("y")):
            return None
    return point(year=found["y"])


def read_fiscal_year(found: Found) -> Roles | None:
    year = year_of(found)
    if year is None and found.end - found.start == 1:
        return None
    if year is None:
        before = found.before()
        if before is None or before.word not in ("in", "last", "this", "next", "current", "previous"):
            return None
    return point(year=year[1] if isinstance(year, tuple) else year, defined=False)


def read_crop_year(found: Found) -> Roles | None:
    """A crop year has days only when the text says its months: "1986/87 (November-October)"."""
    first, second = found["y"]
    if found["a"] is None:
        return {"DONE": unresolved("year", f"{first}/{second}")}
    if found["b"] % 12 + 1 != found["a"]:
        return None
    start = dt.date(first, found["a"], 1)
    return {"DONE": reading_of(calendar.Stretch(start, dt.date(second, found["a"], 1), "year", f"{first}/{second}"))}


def read_month_pair(found: Found) -> Roles:
    """ "the October/September year" names a kind of year, no month."""
    return {"NAMED": True}


def read_span_of_years(found: Found) -> Roles | None:
    first, second = found["y"]
    if second < first:
        return None if not _is_in_place(found) else {"BACKWARDS": (first, second)}
    if not 1500 <= first or second - first > 300:
        return None
    return point(
        year=first, to_year=second, counts_last=second == first + 1 or len(re.split("[-–/]", found.token("y").text)[-1]) == 2
    )


def read_spaced_decade(found: Found) -> Roles | None:
    first = found["d"] if found["d"] > 100 else 1900 + found["d"]
    return point(decade=first) if first % 10 == 0 and is_year(found, found.token("d")) else None


def read_decade(found: Found) -> Roles | None:
    token, before, follower = found.token("d"), found.before(), found.after()
    if not token.text[:1].isdecimal() and found.tokens[found.start].word != "the" and (before is None or before.word != "in"):
        return None
    if len(token.text) < 5:
        # "in his 60s", "in their 20s and 30s", "temperatures in the 60s" are ages and degrees.
        near = {x.word for x in found.tokens[max(0, found.start - 5) : found.start]}
        if near & SOMEONES or follower is not None and follower.word in ("degrees", "f", "percent"):
            return None
    first = found["d"]
    if first % 100 == 0 and first < 2000:
        return point(century=first)
    return point(decade=first)


def read_century(found: Found) -> Roles | None:
    return point(century=(found["o"] - 1) * 100) if 5 <= found["o"] <= 22 else None


def read_season(found: Found) -> Roles | None:
    follower = found.after()
    year = year_of(found)
    if year is None and follower is not None and (follower.word == "of" or "YEAR" in follower.roles):
        return None  # "the summer of 2019" stands one word later
    return point(season=found["s"], year=year)


def is_year(found: Found, token: Token) -> bool:
    """Whether a bare four-digit number reads as a year: by its size, the word before and the word after."""
    lexicon = found.context.lexicon
    year = token.roles.get("YEAR") or token.roles.get("WORDYEAR") or 1900 + token.roles.get("SHORT", 0)
    before, after = found.before(), found.after()
    word = before.word if before is not None else ""
    if word == "than" and (found.before(2) is None or found.before(2).word not in ("later", "earlier", "since", "from")):
        return False
    if (word in lexicon.no_year_after and word != "than") or (
        before is not None and before.text in ("$", "£", "€", "#", "+", "*", "<", ">")
    ):
        return False
    if before is not None and before.text[-1:].isdecimal() and "MONTH" not in before.roles and word != ",":
        return False
    follows = after.word if after is not None else ""
    if follows in lexicon.no_year_before or (after is not None and after.text in ("%", "$", "€", "£", "°")):
        return False
    if after is not None and after.text[:1].isdecimal() and after.start == token.end:
        return False
    in_place = word in BEFORE_YEAR or word == "-"
    lower_noun = (
        after is not None
        and after.text[:1].islower()
        and follows.endswith("s")
        and follows not in ("was", "is", "has", "as", "'s")
    )
    if 1900 <= year < 2050:
        return not (lower_noun and year % 100 == 0 and word not in ("the", "in", "since", "'s"))
    if before is not None and before.word == "the":
        return 1800 <= year < 2100 and not lower_noun
    if word in (
        "in",
        "since",
        "until",
        "by",
        "from",
        "during",
        "before",
        "after",
        "between",
        "to",
        "and",
        "of",
        "early",
        "late",
        "(",
    ):
        return (1000 <= year < 2200) and not (
            after is not None and after.text[:1].islower() and follows not in FOLLOWING and not year >= 1800
        )
    return 1800 <= year < 2050 and not lower_noun and in_place


def _is_in_place(found: Found) -> bool:
    before = found.before()
    return before is not None and before.word in BEFORE_YEAR
