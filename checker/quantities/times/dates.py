"""Written dates: days, months, quarters, years, decades, with or without their year.

In:  tokens of a passage.
Out: tokens {"POINT": Point}.  "Friday, August 30" → Point(weekday=4, month=8, day=30)
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from checker.quantities.times import calendar
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token, full_year
from checker.quantities.times.points import Point, reading_of, unresolved

Roles = dict[str, Any]
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
BEFORE_MONTH = frozenset(
    "in since until till by from during of to through early late mid last next this for before after between and or throughout "
    "starting beginning every each via past around".split()
)
BEFORE_YEAR = BEFORE_MONTH | frozenset("year the as ( back circa c".split())
NAMES_OF_PEOPLE = frozenset([4, 5, 6, 8])


def point(**fields: Any) -> Roles:
    return {"POINT": Point(**fields)}


def year_of(found: Found) -> int | None:
    year = found["y"]
    if year is not None:
        return year
    short = found["yy"]
    return None if short is None else full_year(short)


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
    day += ("the d:ORD day of m:MONTH", "m:MONTH / d:DAY", "d:DAY / m:MONTH", "m:MONTH - d:DAY", "m:MONTH , d:ORD", "the d:ORD m:MONTH")
    day += ("d:ORD day of m:MONTH",)
    worded = ("m:MONTH d:WORDNUM", "d:WORDNUM m:MONTH")
    years = (",? of|in? y:YEAR|WORDYEAR|YY", ". y:YEAR", "of y:SHORT")
    glued = ("d:DAY - m:MONTH - y:YEAR|SHORT", "d:DAY / m:MONTH / y:YEAR|SHORT", "m:MONTH - d:DAY - y:YEAR", "y:YEAR - m:MONTH - d:DAY")
    glued += ("y:YEAR / m:MONTH / d:DAY", "m:MONTH / d:DAY / y:YEAR")
    lines = [*day, *glued, *worded]
    lines += [f"{line} {year}" for line in day + worded for year in years]
    with_weekday = [f"w:WEEKDAY .? ,? {line}" for line in lines] + [f"w:WEEKDAY - {day[0]}", f"w:WEEKDAY ( {day[0]} )"]
    with_weekday += [f"STEP {line}" for line in (f"w:WEEKDAY ,? {day[0]}", f"w:WEEKDAY - {day[0]}", f"w:WEEKDAY ( {day[0]} )")]
    with_weekday += ["STEP w:WEEKDAY - m:MONTH - d:DAY", "STEP? w:WEEKDAY ( m:MONTH - d:DAY )"]
    with_weekday += [f"w:WEEKDAY .? ,? {line}" for line in ("the d:ORD of m:MONTH", "the d:DAY|ORD m:MONTH y:YEAR?")]
    trailing = [f"{line} ,? w:WEEKDAY" for line in (*day[:1], f"{day[0]} ,? y:YEAR")]
    grammar.reads(*with_weekday, *lines, *trailing)(read_day)
    weak = ("m:WEAKMONTH .? d:DAY|ORD ,? y:YEAR", "m:WEAKMONTH .? d:ORD", "d:DAY|ORD of? m:WEAKMONTH", "the d:ORD of m:WEAKMONTH")
    weak += ("d:DAY|ORD of? m:WEAKMONTH ,? y:YEAR", "m:WEAKMONTH .? d:DAY", "m:WEAKMONTH d:WORDNUM", "m:WEAKMONTH the d:ORD")
    weak += ("w:WEEKDAY|WEAKWEEKDAY ,? m:WEAKMONTH|MONTH d:DAY|ORD", "w:WEAKWEEKDAY ,? d:DAY|ORD m:MONTH|WEAKMONTH")
    grammar.reads(*weak)(read_weak_day)
    _register_months(grammar)
    _register_quarters(grammar)
    _register_years(grammar)
    _register_numeric(grammar)


def read_day(found: Found) -> Roles | None:
    if _dot_is_wrong(found):
        return None
    token = found.token("d")
    day, month = found["d"], found["m"]
    if not 1 <= day <= 39 or (day > 31 and found["y"] is None):
        return None
    follower = found.after()
    year = year_of(found)
    if year is None and follower is not None and follower.text[:1].isdigit() and follower.start == found.tokens[found.end - 1].end:
        return None
    if year is not None and year < 100:
        year = full_year(year)
    if year is None and "WORDNUM" in token.roles and follower is not None and follower.text and follower.text.islower():
        # "May three people …" is no date, "on May three" is.
        if follower.word not in BEFORE_YEAR and token.start > found.tokens[found.start].start:
            return None
    return point(year=year, month=month, day=day, weekday=found["w"])


def read_weak_day(found: Found) -> Roles | None:
    """"march 3" in lower case: only where something else makes it a date."""
    before = found.before()
    sure = found["y"] is not None or ("ORD" in found.token("d").roles and found.token("d").text[:1].isdigit()) or found["w"] is not None
    if not sure and (before is None or before.word not in BEFORE_MONTH | {"on"}):
        return None
    return point(year=found["y"], month=found["m"], day=found["d"], weekday=found["w"])


def _register_months(grammar: Grammar) -> None:
    with_year = ("m:MONTH .? ,? y:YEAR|WORDYEAR", "m:MONTH .? of y:YEAR|WORDYEAR", "m:MONTH .? in y:YEAR", "y:YEAR m:MONTH")
    with_year += ("m:MONTH .? yy:YY", "m:MONTH - y:YEAR|SHORT", "m:MONTH / y:YEAR", "m:WEAKMONTH ,? y:YEAR", "y:YEAR m:WEAKMONTH")
    with_year += ("m:MONTH of yy:SHORT", "m:WEAKMONTH of y:YEAR", "m:MONTH ( y:YEAR )", "m:MONTH 's y:YEAR")

    @grammar.reads(*with_year)
    def read_month_of_year(found: Found) -> Roles | None:
        if _dot_is_wrong(found):
            return None
        if found.tokens[found.start].roles.get("YEAR") and not is_year(found, found.token("y")):
            return None
        year = year_of(found)
        if year < 100:
            year = full_year(year)
        return point(year=year, month=found["m"])

    @grammar.reads("m:MONTH", "m:MONTH .", "m:WEAKMONTH")
    def read_month(found: Found) -> Roles | None:
        token = found.token("m")
        before, after = found.before(), found.after()
        if found.end - found.start == 2 and (token.word not in SHORT_MONTHS or after is None or after.text[:1].isupper()):
            return None
        named = before is not None and before.word in BEFORE_MONTH
        if "WEAKMONTH" in token.roles:
            if not (named and before.word in ("in", "since", "until", "during", "last", "next", "this", "by", "before", "after", "between", "and", "from")):
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


def _register_quarters(grammar: Grammar) -> None:
    names = ("q:QTR", "o:ORD -? quarter|qtr", "h:HALF", "o:ORD -? s:half", "the o:ORD -? quarter|qtr", "the o:ORD -? s:half")
    names += ("final|last s:quarter", "the final|last s:quarter")
    tails = ("of? y:YEAR", "of? f:fiscal year? y:YEAR", "of? f:FISCAL", ", y:YEAR", "- y:YEAR", "in y:YEAR", "of? YY")
    lines = list(names[:6]) + [f"{name} {tail}" for name in names for tail in tails]
    lines += ["y:YEAR -? q:QTR", "y:YEAR -? h:HALF", "y:YEAR 's? o:ORD quarter|qtr", "f:fiscal o:ORD quarter", "f:fiscal o:ORD s:half"]
    lines += ["o:ORD f:fiscal quarter", "o:ORD f:fiscal s:half", "f:FISCAL q:QTR", "q:QTR f:fiscal y:YEAR", "f:fiscal q:QTR"]

    @grammar.reads(*lines)
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
        if found["o"] and year is None and follower is not None and follower.word in ("century", "of", "century's", "final", "finals"):
            return None
        field = "half" if halves else "quarter"
        return point(year=year, defined=fiscal is None, **{field: number})

    def _plain_half(found: Found, number: int) -> Roles | None:
        """"the first half" is often of a match: only with a word of accounts behind it is it of the year."""
        if found["f"]:
            return point(half=number, defined=False)
        follower = found.after()
        if follower is None or follower.word not in ("results", "profit", "profits", "sales", "revenue", "earnings", "net", "pretax", "loss"):
            return None
        return point(half=number)


def _register_years(grammar: Grammar) -> None:
    @grammar.reads("y:YEAR", "y:WORDYEAR", "year y:YEAR", "the year y:YEAR", "the year of y:YEAR", "yy:YY", "calendar year y:YEAR", "y:CALENDAR")
    def read_year(found: Found) -> Roles | None:
        if found["yy"] is not None:
            return point(year=full_year(found["yy"])) if found["yy"] > 30 and _is_in_place(found) else None
        if found["y"] is not None and found.end - found.start == 1 and "CALENDAR" not in found.token("y").roles:
            if "WORDYEAR" in found.token("y").roles and not (_is_in_place(found) and found["y"] % 1000):
                return None
            if not is_year(found, found.token("y")):
                return None
        return point(year=found["y"])

    @grammar.reads("f:fiscal year? y:YEAR", "financial year y:YEAR|SEASONYEAR|CROPYEAR", "school|academic year y:YEAR|SEASONYEAR|CROPYEAR", "y:FISCAL")
    @grammar.reads("fiscal year? yy:YY", "fiscal years? y:SEASONYEAR|CROPYEAR|YEARS", "fiscal year", "school year", "sy y:YEAR", "fiscal")
    def read_fiscal_year(found: Found) -> Roles | None:
        year = year_of(found)
        if year is None and found.end - found.start == 1:
            return None
        if year is None:
            before = found.before()
            if before is None or before.word not in ("in", "last", "this", "next", "current", "previous"):
                return None
        return point(year=year[1] if isinstance(year, tuple) else year, defined=False)

    @grammar.reads("the? y:CROPYEAR", "the? y:CROPYEAR ( a:MONTH -|/|to b:MONTH )", "the? y:SEASONYEAR ( a:MONTH -|/|to b:MONTH )")
    def read_crop_year(found: Found) -> Roles | None:
        """A crop year has days only when the text says its months: "1986/87 (November-October)"."""
        first, second = found["y"]
        if found["a"] is None:
            return {"DONE": unresolved("year", f"{first}/{second}")}
        if found["b"] % 12 + 1 != found["a"]:
            return None
        start = dt.date(first, found["a"], 1)
        return {"DONE": reading_of(calendar.Stretch(start, dt.date(second, found["a"], 1), "year", f"{first}/{second}"))}

    @grammar.reads("m:MONTH / n:MONTH")
    def read_month_pair(found: Found) -> Roles:
        """"the October/September year" names a kind of year, no month."""
        return {"NAMED": True}

    @grammar.reads("y:SEASONYEAR", "y:YEARS", "the y:SEASONYEAR")
    def read_span_of_years(found: Found) -> Roles | None:
        first, second = found["y"]
        if second < first:
            return None if not _is_in_place(found) else {"BACKWARDS": (first, second)}
        if not 1500 <= first or second - first > 300:
            return None
        return point(year=first, to_year=second)

    @grammar.reads("d:YEAR|SHORT s")
    def read_spaced_decade(found: Found) -> Roles | None:
        first = found["d"] if found["d"] > 100 else 1900 + found["d"]
        return point(decade=first) if first % 10 == 0 and is_year(found, found.token("d")) else None

    @grammar.reads("the? d:DECADE", "the? late|early|mid - d:DECADE")
    def read_decade(found: Found) -> Roles | None:
        token = found.token("d")
        before = found.before()
        if not token.text[:1].isdigit() and found.tokens[found.start].word != "the" and (before is None or before.word != "in"):
            return None
        if before is not None and before.word in ("his", "her", "their", "my", "your", "our", "its", "degrees", "the", "temperatures"):
            return None
        follower = found.after()
        if token.text[:1] in "23456789" and len(token.text) < 5 and follower is not None and follower.word in ("and", "degrees", "f", "percent"):
            return None
        first = found["d"]
        if first % 100 == 0 and first < 2000:
            return point(century=first)
        return point(decade=first)

    @grammar.reads("the? o:ORD -? century", "the? o:ORD -? centuries")
    def read_century(found: Found) -> Roles | None:
        return point(century=(found["o"] - 1) * 100) if 5 <= found["o"] <= 22 else None

    @grammar.reads("the? s:SEASON of? y:YEAR", "the? s:SEASON of? yy:YY", "in|since|by|during s:SEASON|WEAKSEASON", "in the s:SEASON", "y:YEAR s:SEASON")
    def read_season(found: Found) -> Roles | None:
        return point(season=found["s"], year=year_of(found))


def is_year(found: Found, token: Token) -> bool:
    """Whether a bare four-digit number reads as a year: by its size, the word before and the word after."""
    lexicon = found.context.lexicon
    year = token.roles.get("YEAR") or token.roles.get("WORDYEAR") or 1900 + token.roles.get("SHORT", 0)
    before, after = found.before(), found.after()
    word = before.word if before is not None else ""
    if word == "than" and (found.before(2) is None or found.before(2).word not in ("later", "earlier", "since", "from")):
        return False
    if (word in lexicon.no_year_after and word != "than") or (before is not None and before.text in ("$", "£", "€", "#", "+", "*", "<", ">")):
        return False
    if before is not None and before.text[-1:].isdigit() and "MONTH" not in before.roles and word != ",":
        return False
    follows = after.word if after is not None else ""
    if follows in lexicon.no_year_before or (after is not None and after.text in ("%", "$", "€", "£", "°")):
        return False
    if after is not None and after.text[:1].isdigit() and after.start == token.end:
        return False
    in_place = word in BEFORE_YEAR or word == "-"
    lower_noun = after is not None and after.text[:1].islower() and follows.endswith("s") and follows not in ("was", "is", "has", "as", "'s")
    if 1900 <= year < 2050:
        return not (lower_noun and year % 100 == 0 and word not in ("the", "in", "since", "'s"))
    if before is not None and before.word == "the":
        return 1800 <= year < 2100 and not lower_noun
    if word in ("in", "since", "until", "by", "from", "during", "before", "after", "between", "to", "and", "of", "early", "late", "("):
        return (1000 <= year < 2200) and not (after is not None and after.text[:1].islower() and follows not in FOLLOWING and not year >= 1800)
    return 1800 <= year < 2050 and not lower_noun and in_place


FOLLOWING = frozenset("and to or in when after before by the a an as at he she it they was were is for from but until his her on with which who".split())


def _is_in_place(found: Found) -> bool:
    before = found.before()
    return before is not None and before.word in BEFORE_YEAR


def _register_numeric(grammar: Grammar) -> None:
    @grammar.reads("d:DATE", "w:WEEKDAY ,? d:DATE", "y:YEAR m:SHORT d:SHORT")
    def read_iso(found: Found) -> Roles | None:
        if found["y"]:
            return point(year=found["y"], month=found["m"], day=found["d"]) if 1 <= found["m"] <= 12 and 1 <= found["d"] <= 31 else None
        year, month, day = found["d"]
        if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200):
            return None
        return point(year=year, month=month, day=day, weekday=found["w"])

    @grammar.reads("d:NUMDATE", "w:WEEKDAY ,? d:NUMDATE")
    def read_numeric_date(found: Found) -> Roles | None:
        first, second, year = found["d"]
        return _ordered(first, second, year, found)

    @grammar.reads("on d:PAIR", "w:WEEKDAY ,? d:PAIR", "d:PAIR", "d:PAIR , y:YEAR", "w:WEEKDAY d:DOTTED", "on d:DOTTED")
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

    @grammar.reads("m:MONTHYEAR")
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
