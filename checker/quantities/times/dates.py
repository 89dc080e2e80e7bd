"""Written dates: days, months, quarters, years, decades, with or without their year.

In:  tokens of a passage.
Out: tokens {"POINT": Point}.  "Friday, August 30" → Point(weekday=4, month=8, day=30)
"""

from __future__ import annotations

from typing import Any

from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token, full_year
from checker.quantities.times.points import EITHER, NEAREST
from checker.quantities.times.years import BEFORE_MONTH, BEFORE_YEAR, is_year, point, register_years, year_of

Roles = dict[str, Any]
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
NAMES_OF_PEOPLE = frozenset([4, 5, 6, 8])


def _dot_is_wrong(found: Found) -> bool:
    """A full stop after a month belongs to it only when the month is abbreviated."""
    tokens = found.tokens[found.start : found.end]
    for at, token in enumerate(tokens):
        if token.word == "." and tokens[at - 1].word not in SHORT_MONTHS and "WEEKDAY" not in tokens[at - 1].roles:
            return True
    return False


def register_dates(grammar: Grammar) -> None:
    """Adds every written date to *grammar*."""
    day = ("m:MONTH .? d:DAY|ORD", "m:MONTH .? the d:ORD", "d:DAY|ORD -? m:MONTH", "d:DAY|ORD of m:MONTH", "the d:ORD of m:MONTH")
    day += (
        "the d:ORD day of m:MONTH",
        "m:MONTH / d:DAY",
        "d:DAY / m:MONTH",
        "m:MONTH - d:DAY",
        "m:MONTH , d:ORD",
        "the d:ORD m:MONTH",
    )
    day += ("d:ORD day of m:MONTH",)
    worded = ("m:MONTH d:WORDNUM", "d:WORDNUM m:MONTH")
    years = (",? of|in? y:YEAR|WORDYEAR|YY", ". y:YEAR", "of y:SHORT")
    glued = (
        "d:DAY - m:MONTH - y:YEAR|SHORT",
        "d:DAY / m:MONTH / y:YEAR|SHORT",
        "m:MONTH - d:DAY - y:YEAR",
        "y:YEAR - m:MONTH - d:DAY",
    )
    glued += ("y:YEAR / m:MONTH / d:DAY", "m:MONTH / d:DAY / y:YEAR")
    lines = [*day, *glued, *worded]
    lines += [f"{line} {year}" for line in day + worded for year in years]
    with_weekday = [f"w:WEEKDAY .? ,? {line}" for line in lines] + [f"w:WEEKDAY - {day[0]}", f"w:WEEKDAY ( {day[0]} )"]
    with_weekday += [f"t:STEP {line}" for line in (f"w:WEEKDAY ,? {day[0]}", f"w:WEEKDAY - {day[0]}", f"w:WEEKDAY ( {day[0]} )")]
    with_weekday += ["t:STEP w:WEEKDAY - m:MONTH - d:DAY", "t:STEP? w:WEEKDAY ( m:MONTH|WEAKMONTH - d:DAY )"]
    with_weekday += [f"w:WEEKDAY .? ,? {line}" for line in ("the d:ORD of m:MONTH", "the d:DAY|ORD m:MONTH y:YEAR?")]
    trailing = [f"{line} ,? w:WEEKDAY" for line in (*day[:1], f"{day[0]} ,? y:YEAR")]
    grammar.reads(*with_weekday, *lines, *trailing)(read_day)
    grammar.reads("x:MONTHDAY", "x:MONTHDAY ,? y:YEAR")(read_listed_day)
    weak = ("m:WEAKMONTH .? d:DAY|ORD ,? y:YEAR", "m:WEAKMONTH .? d:ORD", "d:DAY|ORD of? m:WEAKMONTH", "the d:ORD of m:WEAKMONTH")
    weak += ("d:DAY|ORD of? m:WEAKMONTH ,? y:YEAR", "m:WEAKMONTH .? d:DAY", "m:WEAKMONTH d:WORDNUM", "m:WEAKMONTH the d:ORD")
    weak += ("w:WEEKDAY|WEAKWEEKDAY ,? m:WEAKMONTH|MONTH d:DAY|ORD", "w:WEAKWEEKDAY ,? d:DAY|ORD m:MONTH|WEAKMONTH")
    grammar.reads(*weak)(read_weak_day)
    _register_months(grammar)
    register_years(grammar)
    _register_numeric(grammar)


def read_day(found: Found) -> Roles | None:
    if found["y"] is None and _dot_is_wrong(found):
        return None
    token = found.token("d")
    day, month = found["d"], found["m"]
    if not 1 <= day <= 39 or (day > 31 and found["y"] is None):
        return None
    follower, leader = found.after(), found.before()
    year = year_of(found)
    if year is None and leader is not None and leader.word == "in" and follower is not None and _is_counted(follower, token):
        return None  # "in January 25 people …"
    if (
        year is None
        and follower is not None
        and follower.text[:1].isdecimal()
        and follower.start == found.tokens[found.end - 1].end
    ):
        return None
    if year is not None and year < 100:
        year = full_year(year)
    if year is None and "WORDNUM" in token.roles and follower is not None and follower.text and follower.text.islower():
        # "May three people …" is no date, "on May three" is.
        if follower.word not in BEFORE_YEAR and token.start > found.tokens[found.start].start:
            return None
    return point(year=year, month=month, day=day, weekday=found["w"], side=NEAREST if found["t"] == 0 else EITHER)


PEOPLE = frozenset(["people", "men", "women", "children"])


PEOPLE = frozenset(["people", "men", "women", "children"])


def _is_counted(follower: Token, number: Token) -> bool:
    """Whether *number* counts the word after it, a plural in small letters."""
    word = follower.text
    return "DAY" in number.roles and (word in PEOPLE or word.islower() and word.endswith(("ers", "es", "ts")))


def read_listed_day(found: Found) -> Roles | None:
    month, day, year = found["x"]
    return point(year=year, month=month, day=day)


def read_weak_day(found: Found) -> Roles | None:
    """ "march 3" in lower case: only where something else makes it a date."""
    before = found.before()
    sure = (
        found["y"] is not None
        or ("ORD" in found.token("d").roles and found.token("d").text[:1].isdecimal())
        or found["w"] is not None
    )
    if not sure and (before is None or before.word not in BEFORE_MONTH | {"on"}):
        return None
    return point(year=found["y"], month=found["m"], day=found["d"], weekday=found["w"])


def _register_months(grammar: Grammar) -> None:
    with_year = ("m:MONTH .? ,? y:YEAR|WORDYEAR", "m:MONTH .? of y:YEAR|WORDYEAR", "m:MONTH .? in y:YEAR", "y:YEAR m:MONTH")
    with_year += ("m:MONTH .? yy:YY", "m:MONTH - y:YEAR|SHORT", "m:MONTH / y:YEAR", "m:WEAKMONTH ,? y:YEAR", "y:YEAR m:WEAKMONTH")
    with_year += ("m:MONTH of yy:SHORT", "m:WEAKMONTH of y:YEAR", "m:MONTH ( y:YEAR )", "m:MONTH 's y:YEAR")
    grammar.reads(*with_year)(read_month_of_year)
    grammar.reader(read_month)


def read_month_of_year(found: Found) -> Roles | None:
    if _dot_is_wrong(found):
        return None
    if found.tokens[found.start].roles.get("YEAR") and not is_year(found, found.token("y")):
        return None
    year = year_of(found)
    if year < 100:
        year = full_year(year)
    return point(year=year, month=found["m"])


def read_month(found: Found) -> Roles | None:
    token = found.token("m")
    before, after = found.before(), found.after()
    if found.end - found.start == 2 and (token.word not in SHORT_MONTHS or after is None or after.text[:1].isupper()):
        return None
    named = before is not None and before.word in BEFORE_MONTH
    if "WEAKMONTH" in token.roles:
        if not (
            named
            and before.word
            in ("in", "since", "until", "during", "last", "next", "this", "by", "before", "after", "between", "and", "from")
        ):
            return None
        if token.word in ("may", "march") and before.word in ("between", "and", "from"):
            return None
        if token.word != "may" and before.word in ("last", "next", "this", "to", "by", "before", "after"):
            return None
        if after is not None and after.text[:1].isalpha() and after.word not in BEFORE_YEAR and token.word == "may":
            return None
    elif token.word in SHORT_MONTHS and not named and token.text.isupper():
        return None
    elif not named and (found["m"] in NAMES_OF_PEOPLE or "WEAK" in token.roles) and not _reads_as_month(before, after):
        return None
    elif after is not None and after.text[:1].isupper() and not after.roles and not named and found["m"] in NAMES_OF_PEOPLE:
        return None
    elif before is not None and before.text[:1].isupper() and not before.roles and not named and before.start > 0:
        if after is None or after.word not in ("-", "to", "through"):
            return None
    return point(month=found["m"])


def _reads_as_month(before: Token | None, after: Token | None) -> bool:
    """April, May, June, August and March can be names or verbs: an article or a possessive makes them months."""
    if before is not None and before.word in ("the", "a", "an", "its", "their", "our", "his", "her", "'s", "-", "/", ","):
        return after is None or not after.text[:1].isupper() or bool(after.roles)
    if after is not None and (after.word in ("-", "/", "to", "and", "through") or "YEAR" in after.roles):
        return before is None or not before.text[:1].isupper()
    return False


def _register_numeric(grammar: Grammar) -> None:
    for reader in (
        read_iso,
        read_numeric_date,
        read_pair,
        read_month_year,
    ):
        grammar.reader(reader)


def read_iso(found: Found) -> Roles | None:
    if found["y"]:
        return (
            point(year=found["y"], month=found["m"], day=found["d"]) if 1 <= found["m"] <= 12 and 1 <= found["d"] <= 31 else None
        )
    year, month, day = found["d"]
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200):
        return None
    return point(year=year, month=month, day=day, weekday=found["w"])


def read_numeric_date(found: Found) -> Roles | None:
    first, second, year = found["d"]
    return _ordered(first, second, year, found)


def read_pair(found: Found) -> Roles | None:
    first, second = found["d"]
    token = found.token("d")
    if "DOTTED" in token.roles and "WEEKDAY" not in found.tokens[found.start].roles:
        return None
    before, after = found.before(), found.after()
    sure = found.end - found.start > 1 or (before is not None and before.word in BEFORE_MONTH)
    if token.text[:1] == "0" or len(token.text.split("/")[-1]) == 2:
        sure = sure or not (second in (10, 16, 32, 64) or (after is not None and "UNIT" in after.roles))
    if not sure or token.text == "9/11":
        return point(year=2001, month=9, day=11) if token.text == "9/11" else None
    return _ordered(first, second, found["y"], found)


def read_month_year(found: Found) -> Roles | None:
    year, month = found["m"]
    return point(year=year, month=month)


def _ordered(first: int, second: int, year: int | None, found: Found) -> Roles | None:
    """Day and month of "3/4/2024": by the setting; by what is possible; else left open."""
    day_first = found.context.day_first
    if first > 31 or second > 31 or not first or not second or (first > 12 and second > 12):
        return None
    if first > 12:
        day_first = True
    elif second > 12:
        day_first = False
    elif first == second:
        day_first = True
    if day_first is None:
        return {"OPEN": (first, second, year)} if year else None
    day, month = (first, second) if day_first else (second, first)
    return point(year=year, month=month, day=day, weekday=found["w"])
