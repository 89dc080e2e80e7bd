"""What points and durations make together: parts, spans, open sides, distances.

In:  tokens with {"POINT": …} and {"DUR": …}.
Out: the same line, shorter.  "first nine months of 2024" → [2024-01-01, 2024-10-01)
     "from 2019 to 2022" → [2019-01-01, 2022-01-01), "2019 through 2022" → [2019-01-01, 2023-01-01)

A span runs from its first step to its last one, as a TIMEX range does; whether the last belongs is said only by
"through" (see COUNTS_LAST). So a figure for the last year alone is not taken to speak of the span.

A span written backwards ("from 1998 to 1990") keeps its ends in the order of writing and has a fault.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from checker.model.period import Period
from checker.quantities.times import calendar
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token
from checker.quantities.times.parts import resolved
from checker.quantities.times.points import ONE_DAY, Point, Reading, borrow, choose, reading_of, settle
from checker.quantities.times.stretches import GRAIN

Roles = dict[str, Any]
REVERSED = "reversed"
# These count the last step of a span in. To have every span count it, add "to", "till", "until", "and" and "-".
COUNTS_LAST = frozenset(["through", "thru"])


def register_spans(grammar: Grammar) -> None:
    """Third pass: from–to, between–and, since, until, before, after."""
    link = "to|till|until|through|thru|-"
    grammar.reads(
        f"from|between x:POINT {link} y:POINT",
        "between x:POINT and y:POINT",
        f"x:POINT {link} y:POINT",
        "x:POINT up to y:POINT",
        f"from|between x:POINT {link} y:NOW",
        "from x:POINT y:NOW",
        "between x:POINT and y:NOW",
        "from x:POINT ,? up? to y:POINT",
        "between x:NOW and y:POINT",
        "from x:NOW to|until|till y:POINT",
        "from x:POINT through to y:POINT",
        f"x:POINT {link} the y:POINT",
        "from the x:POINT to the y:POINT",
        "between the x:POINT and the y:POINT",
        "x:POINT ~ y:POINT",
    )(read_span)
    for reader in (
        read_backwards,
        read_since,
        read_until,
        read_after,
        read_bounded,
    ):
        grammar.reader(reader)


def read_span(found: Found) -> Roles | None:
    return _span(found)


def read_backwards(found: Found) -> Roles | None:
    first, second = found["b"]
    return {"DONE": _backwards(calendar.year(first), calendar.year(second))}


def read_since(found: Found) -> Roles | None:
    first, reading = found.tokens[found.start].word, resolved(found["x"], found)
    if first == "from" and found.tokens[found.end - 1].word not in ("on", "onwards", "onward"):
        return None
    return _open(reading, "end")


def read_until(found: Found) -> Roles | None:
    first, reading = found.tokens[found.start].word, resolved(found["x"], found)
    ends = found["x"].part == "END"
    if first == "by" and not ends:
        return None
    if first in ("until", "till", "up"):
        return _open(reading, "start", keep_end=True)
    return _open(reading, "start", keep_end=first == "as" or ends)


def read_after(found: Found) -> Roles | None:
    reading = resolved(found["x"], found)
    first = found.tokens[found.start].word
    if first not in ("after", "later"):
        following = found.after()
        return None if following is not None and following.text[:1].isalnum() else _open(reading, "end")
    if reading.period.end is None or reading.fault:
        return None
    begins = isinstance(found["x"], Point) and found["x"].part == "START"
    start = reading.period.start if reading.kind == "date" or begins else reading.period.end
    return {"DONE": Reading("period", replace(reading.period, start=start, end=None, offset=None))}


def read_bounded(found: Found) -> Roles | None:
    """ ">= 2019", "<= 2019": the year itself belongs."""
    reading = resolved(found["x"], found)
    if found.tokens[found.start].word in (">", "≥"):
        return _open(reading, "end")
    return _open(reading, "start", keep_end=True)


def _open(reading: Reading, side: str, *, keep_end: bool = False) -> Roles | None:
    """The point as an open stretch: "since" leaves the end open, "until" the start; "until March" counts March in."""
    period = reading.period
    if reading.fault:
        return None
    low, high = period.offset or (None, None)
    if side == "end":
        offset = (low, None) if period.offset else None
        return {"DONE": Reading("period", replace(period, end=None, offset=offset))}
    end = period.end if keep_end else period.start
    offset = (None, high if keep_end else low) if period.offset else None
    return {"DONE": Reading("period", replace(period, start=None, end=end, offset=offset))}


def _span(found: Found) -> Roles | None:
    left, right = found["x"], found["y"]
    words = [token.word for token in found.tokens[found.start : found.end]]
    if isinstance(left, Point) and isinstance(right, Point):
        left = borrow(left, right)
        if right.month is None and right.day and left.month:
            right = replace(right, month=left.month if right.day > (left.day or 0) else left.month % 12 + 1, year=left.year)
        if left.to_year or right.to_year:
            return None
    if (
        words[0] not in ("from", "between")
        and isinstance(left, Point)
        and isinstance(right, Point)
        and _are_weekdays(left, right)
    ):
        return {
            "DONE": Reading("set", Period(None, None, "day", None, f"XXXX-WXX-{left.weekday + 1}/XXXX-WXX-{right.weekday + 1}"))
        }
    first = resolved(left, found)
    if isinstance(right, Point) and isinstance(left, Point) and (pair := _yearless(left, right, found)):
        first, second = pair
    elif isinstance(right, Point) and right.year is None and isinstance(left, Point) and left.year is None and first.period.start:
        second = _following(right, first, found)
    elif isinstance(right, Point) and right.year is None and isinstance(left, Point) and left.year and right.month:
        second = _following(right, first, found)
    elif (
        isinstance(right, Point)
        and right.weekday is not None
        and right.day is None
        and first.kind == "date"
        and first.period.start
    ):
        date = first.period.start.date()
        second = reading_of(calendar.day(date + dt.timedelta((right.weekday - date.weekday()) % 7 or 7)), weekday=right.weekday)
    else:
        second = resolved(right, found)
    plain = words[0] not in ("from", "between")
    return _joined(first, second, found, plain, "-" in words)


def _are_weekdays(left: Point, right: Point) -> bool:
    """ "Monday to Friday": every week's."""
    return all(x.weekday is not None and x.day is None and x.month is None for x in (left, right))


def _yearless(left: Point, right: Point, found: Found) -> tuple[Reading, Reading] | None:
    """Both ends without a year: the span as a whole is what is past, to come, or nearest."""
    anchor = found.context.anchor
    if anchor is None or left.year or right.year or not (left.month or left.quarter) or not (right.month or right.quarter):
        return None
    pairs = {}
    for year in range(anchor.year - 2, anchor.year + 3):
        first = settle(replace(left, year=year), found.context, 0)
        if first.period.start is None:
            continue
        second = _following(right, first, found)
        if second.period.end is not None and second.period.end > first.period.start:
            span = calendar.Stretch(first.period.start.date(), second.period.end.date(), "day")
            pairs[span] = (first, second)
    best = choose(list(pairs), anchor, found.context.tense(found.tokens[found.start].start))
    return pairs[best] if best else None


def _following(right: Point, first: Reading, found: Found) -> Reading:
    """The first *right* that does not begin before *first*: "from November to March" ends in the next year."""
    begins = first.period.start
    if begins is None:
        return resolved(right, found)
    for year in (begins.year, begins.year + 1):
        reading = settle(replace(right, year=year), found.context, 0)
        if reading.period.start is not None and reading.period.start >= begins:
            return reading
        if right.month is None and right.quarter is None and right.half is None:
            return resolved(right, found)
    return resolved(right, found)


def _joined(first: Reading, second: Reading, found: Found, plain: bool, dashed: bool) -> Roles | None:
    start, end = first.period.start, _last_edge(second, found, found.token("y"))
    if first.fault or second.fault:
        return None
    grains = (first.period.granularity, second.period.granularity)
    if start is None or end is None:
        if plain:
            return None
        offsets = (first.period.offset, second.period.offset)
        offset = (offsets[0][0], offsets[1][1]) if all(offsets) else None
        return {"DONE": Reading("period", Period(start, end, grains[0], offset))}
    if start > second.period.start:
        years = all(isinstance(x, Point) and x.year for x in (found["x"], found["y"]))
        if plain or not years or not _is_plain_year(found):
            return None if plain or not years else {"DONE": _reversed_reading(first, second)}
        return {"DONE": _reversed_reading(first, second)}
    if plain and grains[0] != grains[1] and not dashed and found.tokens[found.start + 1].word == "to":
        return None
    if start >= end:
        return None
    grain = min(grains, key=lambda x: GRAIN.index(x) if x in GRAIN else 0)
    timex = None
    if first.period.timex and second.period.timex:
        timex = f"{first.period.timex}/{second.period.timex}"
    return {"DONE": Reading("period", Period(start, end, grain, None, timex))}


def _last_edge(last: Reading, found: Found, token: Token | None) -> dt.datetime | None:
    """Where a span ends: before its last step, or after it when the words count it in, or name the step's own end."""
    words = {token.word for token in found.tokens[found.start : found.end]}
    value = token.roles.get("POINT") if token is not None else None
    if value is not None and value.part == "END" or words & COUNTS_LAST:
        return last.period.end
    return last.period.start


def _is_plain_year(found: Found) -> bool:
    after = found.after()
    return after is None or after.word not in ("bc", "bce", "b")


def _reversed_reading(first: Reading, second: Reading) -> Reading:
    """Both ends as written, the first later than the second."""
    timex = f"{first.period.timex}/{second.period.timex}"
    return Reading(
        "period", Period(first.period.start, second.period.start, first.period.granularity, None, timex), fault=REVERSED
    )


def _backwards(first: calendar.Stretch, second: calendar.Stretch) -> Reading:
    return _reversed_reading(reading_of(first), reading_of(second))


def register_comparisons(grammar: Grammar) -> None:
    """First pass, before a number beside "than" is given up: "for years later than 2012"."""
    grammar.reader(read_compared)


def read_compared(found: Found) -> Roles | None:
    year = found["y"]
    if not 1000 <= year < calendar.LAST_YEAR - 1:
        return None
    return {"DONE": Reading("period", replace(reading_of(calendar.year(year + 1)).period, end=None, timex=None))}


def register_day_spans(grammar: Grammar) -> None:
    """First pass: two days of one month, "March 3-10", "between 3 and 12 of September", "April 9th through 17th"."""
    joins = "to|-|and|through|until|till|thru"
    ends = ("", " ,? y:YEAR")
    grammar.reads(
        *(f"{head} m:MONTH .? the? d:DAY|ORD {joins} the? e:DAY|ORD{tail}" for head in ("from", "between") for tail in ends),
        *(f"m:MONTH .? the? d:DAY|ORD -|through|to|until the? e:DAY|ORD{tail}" for tail in ends),
        *(f"{head} the? d:DAY|ORD {joins} the? e:DAY|ORD of? m:MONTH{tail}" for head in ("from", "between") for tail in ends),
        *(f"the? d:DAY|ORD -|to|through the? e:DAY|ORD of? m:MONTH{tail}" for tail in ends),
        "from|between d:DAY -|and|to e:DAY in? s:STEP month",
        "from|between the? d:ORD and|to|until|till the? e:ORD",
    )(read_days)


def read_days(found: Found) -> Roles | None:
    return _days(found)


def _days(found: Found) -> Roles | None:
    month, low, high, context = found["m"], found["d"], found["e"], found.context
    if not (1 <= low <= 31 and 1 <= high <= 31) or low == high:
        return None
    if month is None:
        if found["s"] is not None and context.anchor is not None:
            first = calendar.step_of("month", context.anchor, found["s"]).start
            left = right = Point(year=first.year, month=first.month)
        elif not found.token("d").text[:1].isdecimal():
            return None
        else:
            left = right = Point()
    else:
        left = right = Point(year=found["y"], month=month)
    begins, ends = resolved(replace(left, day=low), found), resolved(replace(right, day=high), found)
    if begins.fault or ends.fault:
        return None
    if begins.period.start is None or ends.period.start is None:
        return {"DONE": Reading("period", Period(None, None, "day", None, f"{begins.period.timex}/{ends.period.timex}"))}
    start, end = begins.period.start.date(), ends.period.start.date()
    if high < low:
        after = found.tokens[found.start].word in ("from", "between") or found.token("d").text[:1].isalpha()
        if not after and found["y"]:
            return None
        named_last = month is not None and found.token("m").start > found.token("e").start
        if named_last:
            start = calendar.move(end.replace(day=1), "month", -1)
            start = start.replace(day=min(low, calendar.length_of_month(start.year, start.month)))
        else:
            end = calendar.move(start.replace(day=1), "month", 1)
            end = end.replace(day=min(high, calendar.length_of_month(end.year, end.month)))
    elif end < start:
        end = start.replace(day=high) if high <= calendar.length_of_month(start.year, start.month) else end
    if end < start:
        return None
    timex = f"{start.isoformat()}/{end.isoformat()}"
    counted = {token.word for token in found.tokens[found.start : found.end]} & COUNTS_LAST
    return {
        "DONE": Reading("period", reading_of(calendar.Stretch(start, end + ONE_DAY if counted else end, "day", timex)).period)
    }
