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
from checker.quantities.times.durations import Duration, added, timex_of
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token
from checker.quantities.times.points import ONE_DAY, Context, Point, Reading, borrow, choose, part_of, reading_of, settle
from checker.quantities.times.relative import at_point, from_anchor, step

Roles = dict[str, Any]
REVERSED = "reversed"
# These count the last step of a span in. To have every span count it, add "to", "till", "until", "and" and "-".
COUNTS_LAST = frozenset(["through", "thru"])
# After these, "last" is a verb: "will last two hours".
CAN_LAST = frozenset("will would to can could may might should must shall did does do not n't usually shouldn't wouldn't won't couldn't didn't typically often".split())
GRAIN = ("day", "week", "month", "quarter", "half", "season", "year", "decade", "century")


def resolved(value: Point | Reading, found: Found) -> Reading:
    """The reading of a point, with the tense of the place where it stands."""
    return value if isinstance(value, Reading) else settle(value, found.context, found.tokens[found.start].start)


def days_of(reading: Reading) -> tuple[dt.date, dt.date] | None:
    period = reading.period
    if period is None or period.start is None or period.end is None:
        return None
    return period.start.date(), period.end.date()


def moved(date: dt.date, duration: Duration, sign: int) -> dt.date | None:
    """*date* moved by a duration of whole calendar units; None when it is not one."""
    for number, unit in duration.parts:
        if number is None or number != int(number) or unit not in {**calendar.UNIT_DAYS, **calendar.UNIT_MONTHS}:
            return None
        try:
            date = calendar.move(date, unit, sign * int(number))
        except (OverflowError, ValueError):
            return None
    return date


def day_offset(duration: Duration) -> int | None:
    """The duration in days: exact for days and weeks, the usual length for months and years."""
    total = 0
    for number, unit in duration.parts:
        size = calendar.UNIT_DAYS.get(unit) or {"month": 30, "quarter": 91, "year": 365, "decade": 3652}.get(unit)
        if number is None or size is None or number > 100_000:
            return None
        total += int(number * size)
    return total


def register_parts(grammar: Grammar) -> None:
    """Second pass: parts of points, durations that belong to the anchor or to a point."""
    _register_part_of(grammar)
    _register_past_stretches(grammar)
    _register_distances(grammar)


def register_sums(grammar: Grammar) -> None:
    """Right after the first pass: "two hours and 15 minutes"."""

    @grammar.reads("a:DUR ,? and? b:DUR c:DUR?", "a:DUR and? b:DUR and? c:DUR?", "a:DUR , b:DUR ,? and c:DUR")
    def read_sum(found: Found) -> Roles | None:
        total = added(found["a"], found["b"])
        if total and found["c"]:
            total = added(total, found["c"])
        return {"DUR": total} if total else None


def _register_part_of(grammar: Grammar) -> None:
    @grammar.reads("p:early|late|mid in? x:POINT", "p:PART - x:POINT", "p:PART of x:POINT", "the p:PART of x:POINT", "p:PART part of x:POINT", "the p:PART part of x:POINT", "p:PART - to - q:PART x:POINT")
    def read_part(found: Found) -> Roles | None:
        value = found["x"]
        part = {"early": "START", "mid": "MID", "late": "END"}.get(found["p"], found["p"])
        if isinstance(value, Point):
            if value.part or value.granularity == "day" or (value.granularity == "year" and found.tokens[found.start + 1].word == "in"):
                return None
            if not value.season:
                return {"POINT": replace(value, part=part)}
            return {"POINT": value}
        days = days_of(value)
        if days is None:
            return at_point(value)
        return at_point(reading_of(part_of(calendar.Stretch(*days, value.period.granularity, value.period.timex), part)))

    @grammar.reads("f:ORD|last|final|STEP d:DUR of|in|to x:POINT", "the f:ORD|last|final|STEP d:DUR of|in|to x:POINT", "the? f:AHEAD d:DUR of x:POINT")
    def read_first_units(found: Found) -> Roles | None:
        return _first_units(found, found["x"])

    @grammar.reads("f:ORD|last|final|STEP d:DUR of the? u:year|month|week|decade", "the f:ORD|last|final d:DUR of the? u:year|month|week|decade", "the? f:AHEAD d:DUR of the u:year|month", "the first d:DUR of the u:year")
    def read_first_of_unit(found: Found) -> Roles | None:
        return _first_units(found, step(found.context, found["u"], 0))

    @grammar.reads("the? o:ORD|last|final u:day|week|month|weekend of|in x:POINT", "the? o:ORD|last|final u:week|weekend|day of the v:month|year|week", "o:last|final w:WEEKDAY of|in x:POINT", "the? o:ORD|last w:WEEKDAY of|in x:POINT")
    def read_nth_unit(found: Found) -> Roles | None:
        whole = found["x"] if found["x"] is not None else step(found.context, found["v"], 0)
        return _nth_unit(found, resolved(whole, found))

    @grammar.reads("the? week of|beginning|starting|commencing the? x:POINT", "the? week starting|beginning on x:POINT", "w / c x:POINT")
    def read_week_of(found: Found) -> Roles | None:
        reading = resolved(found["x"], found)
        days = days_of(reading)
        if reading.kind != "date" or reading.fault:
            return None
        return at_point(reading_of(calendar.week(days[0]))) if days else None

    @grammar.reads("the? d:UNIT|DUR to|ended|ending|end on? x:POINT", "the? d:UNIT|DUR to the end of x:POINT", "the? d:UNIT|DUR through x:POINT", "in the d:UNIT to x:POINT")
    def read_ending(found: Found) -> Roles | None:
        return _ending(found)

    @grammar.reads("the? week n:NUM of x:POINT", "the? week n:NUM")
    def read_week_number(found: Found) -> Roles | None:
        context, number = found.context, found["n"]
        whole = days_of(resolved(found["x"], found)) if found["x"] else None
        year = whole[0].year if whole else context.anchor.year if context.anchor else None
        if year is None or not isinstance(number, int) or not 1 <= number <= 52:
            return None
        return at_point(reading_of(calendar.week(dt.date.fromisocalendar(year, number, 1))))


def _first_units(found: Found, value: Point | Reading) -> Roles | None:
    reading, duration, which = resolved(value, found), found["d"], found["f"]
    days = days_of(reading)
    if which not in (1, -1, "last", "final", "first", None):
        return None
    if days is None:
        return {"DONE": Reading("period", Period(None, None, duration.unit, None, timex_of(duration, found.context.lexicon)))}
    first = which in (1, "first", None)
    anchor = days[0] if first else days[1]
    if duration.unit == "week":
        anchor = _week_edge(days, first)
    other = moved(anchor, duration, 1 if first else -1)
    if other is None:
        return None
    start, end = (anchor, other) if first else (other, anchor)
    return at_point(reading_of(calendar.Stretch(start, end, duration.unit, timex_of(duration, found.context.lexicon))))


def _week_edge(days: tuple[dt.date, dt.date], first: bool) -> dt.date:
    """The Monday with which the first ISO week of a stretch begins, or the last one ends: a week lies where its Thursday does."""
    if first:
        start = calendar.week(days[0]).start
        return start if start + dt.timedelta(3) >= days[0] else start + dt.timedelta(7)
    start = calendar.week(days[1] - ONE_DAY).start
    return start + dt.timedelta(7) if start + dt.timedelta(3) < days[1] else start


def _nth_unit(found: Found, reading: Reading) -> Roles | None:
    days = days_of(reading)
    number = found["o"] if isinstance(found["o"], int) else None
    if days is None or reading.kind == "date":
        return None
    low, high = days
    if found["w"] is not None:
        first = low + dt.timedelta((found["w"] - low.weekday()) % 7)
        date = first + dt.timedelta(7 * (number - 1)) if number else high - dt.timedelta(1 + (high.weekday() - 1 - found["w"]) % 7)
        return at_point(reading_of(calendar.day(date), weekday=found["w"])) if low <= date < high else None
    unit = found["u"]
    if unit in ("week", "weekend"):
        monday = _week_edge(days, first=True) + dt.timedelta(7 * (number - 1)) if number else _week_edge(days, first=False) - dt.timedelta(7)
        stretch = calendar.week(monday) if unit == "week" else calendar.weekend(monday)
        return at_point(reading_of(stretch)) if low - dt.timedelta(7) < stretch.start < high else None
    if unit == "day":
        date = low + dt.timedelta(number - 1) if number else high - ONE_DAY
        return at_point(reading_of(calendar.day(date))) if low <= date < high else None
    date = calendar.move(low, "month", number - 1) if number else calendar.move(high, "month", -1)
    return at_point(reading_of(calendar.containing("month", date))) if low <= date < high else None


def _ending(found: Found) -> Roles | None:
    """"12 months to September", "the year ended March 2020": the duration's end is the point's."""
    duration = found["d"]
    if isinstance(duration, str):
        if duration not in ("year", "quarter", "half", "month", "week", "decade") or found.tokens[found.start].word not in ("the", "in"):
            return None
        from decimal import Decimal

        duration = Duration(Decimal(1), Decimal(1), duration, ((Decimal(1), duration),), (0, 0))
    elif duration.hyphenated or duration.vague or duration.unit not in calendar.UNIT_MONTHS and duration.unit not in ("week", "day"):
        return None
    timex = timex_of(duration, found.context.lexicon)
    days = days_of(resolved(found["x"], found))
    if days is None:
        return {"DONE": Reading("period", Period(None, None, duration.unit, None, timex))}
    start = moved(days[1], duration, -1)
    if start is None:
        return None
    return {"DONE": Reading("period", reading_of(calendar.Stretch(start, days[1], duration.unit, timex)).period)}


def _register_past_stretches(grammar: Grammar) -> None:
    @grammar.reads("the? s:AHEAD d:DUR", "in|over|during|for|within the? s:AHEAD d:DUR", "the? s:AHEAD - d:DUR", "these s:AHEAD d:DUR", "n:NUM s:AHEAD u:UNIT", "the n:NUM s:AHEAD u:UNIT", "the? d:DUR ahead")
    def read_stretch(found: Found) -> Roles | None:
        return _stretch(found)

    @grammar.reads("the? s:AHEAD fortnight", "in|over|during|for|within the? s:AHEAD fortnight")
    def read_fortnight(found: Found) -> Roles:
        ahead = found["s"] > 0
        start, end = (0, 14) if ahead else (-14, 0)
        return {"DONE": from_anchor(found.context, start, end, "week", "P2W")}

    @grammar.reads("the? past u:UNIT", "in|over|during|for|within the? past u:UNIT", "the? s:AHEAD v:VAGUE of? u:UNIT", "in|over|during|for|within the s:STEP u:UNIT", "in|over|during|for|within the s:latest u:quarter|week|month", "the s:latest u:quarter|week|month")
    def read_past_unit(found: Found) -> Roles | None:
        return _past_unit(found)


def _past_unit(found: Found) -> Roles | None:
    """"over the past week" ends with the anchor; so does "in the last week", but "in the last quarter" is the calendar's."""
    unit, context = found["u"], found.context
    words = [token.word for token in found.tokens[found.start : found.end]]
    if found["v"] is not None:
        return None
    if found["s"] == "latest" or unit in ("quarter", "weekend"):
        return at_point(step(context, unit, -1)) if found["s"] in (None, -1, "latest") else None
    if found["s"] is not None and found["s"] != -1:
        return None
    if "past" not in words and not (words[0] in ("in", "over", "within", "during") and "last" in words):
        return None
    from decimal import Decimal

    if unit in ("hour", "minute", "second", "night", "fortnight") or found.token("u").word.endswith("s"):
        return None if unit != "fortnight" else {"DONE": from_anchor(context, -14, 0, "week", "P2W")}
    return {"DONE": _from_anchor_by(context, Duration(Decimal(1), Decimal(1), unit, ((Decimal(1), unit),), (0, 0)), -1)}


def _from_anchor_by(context: Context, duration: Duration, sign: int, *, with_anchor: bool = False) -> Reading:
    """The stretch of this length that ends (-1) or begins (1) at the anchor."""
    timex = timex_of(duration, context.lexicon)
    size = day_offset(duration)
    granularity = duration.unit if duration.unit in GRAIN else "hour" if duration.unit == "hour" else "day"
    if granularity in ("week", "weekend"):
        granularity = "day"
    if size is None:
        if duration.unit == "hour" and duration.whole and duration.whole % 24 == 0:
            size = duration.whole // 24
        else:
            return Reading("period", Period(None, None, granularity, None, timex))
    if with_anchor and sign > 0:
        offset = (0, size)
    else:
        offset = (-size, 0) if sign < 0 else (1, size + 1)
    start = end = None
    if context.anchor is not None:
        first = context.anchor if sign < 0 or with_anchor else context.anchor + ONE_DAY
        other = moved(first, duration, sign) or first + dt.timedelta(sign * size)
        start, end = sorted((first, other))
    stretch = calendar.Stretch(start, end, granularity, timex)
    return Reading("period", reading_of(stretch, offset=offset).period)


def _stretch(found: Found) -> Roles | None:
    from decimal import Decimal

    duration, sign = found["d"], found["s"]
    if duration is None:
        number = Decimal(found["n"])
        duration = Duration(number, number, found["u"], ((number, found["u"]),), (0, 0))
        if number == 1 or not found.token("u").word.endswith("s"):
            return None
    words = [token.word for token in found.tokens[found.start : found.end]]
    if sign is None:
        return None
    after = found.after()
    if after is not None and after.word == "of" and "last" in words:
        return None
    before = found.before()
    if words[0] == "last" and before is not None and before.word in CAN_LAST:
        return None
    if duration.hyphenated:
        return None
    if duration.unit in ("quarter", "decade", "century") and duration.whole and found.context.anchor is not None:
        near = step(found.context, duration.unit, -duration.whole if sign < 0 else 1)
        far = step(found.context, duration.unit, -1 if sign < 0 else duration.whole)
        if near.period.start and far.period.end and duration.unit == "quarter":
            return {"DONE": Reading("period", Period(near.period.start, far.period.end, "quarter", None, timex_of(duration, found.context.lexicon)))}
    if duration.working and duration.whole and duration.whole < 1000:
        return _working_days(found.context, duration, sign)
    if duration.vague:
        return {"DONE": Reading("period", Period(None, None, duration.unit if duration.unit in GRAIN else "day", None, timex_of(duration, found.context.lexicon)))}
    return {"DONE": _from_anchor_by(found.context, duration, sign, with_anchor=words[0] == "within")}


def _working_days(context: Context, duration: Duration, sign: int) -> Roles:
    """The stretch that holds so many days from Monday to Friday, the anchor's day left out."""
    anchor, timex = context.anchor, timex_of(duration, context.lexicon)
    if anchor is None:
        return {"DONE": Reading("period", Period(None, None, "day", None, timex))}
    date, left = anchor, duration.whole
    while left:
        date += dt.timedelta(sign)
        left -= date.weekday() < 5
    start, end = (anchor + ONE_DAY, date + ONE_DAY) if sign > 0 else (date, anchor)
    return {"DONE": Reading("period", reading_of(calendar.Stretch(start, end, "day", timex)).period)}


def _register_distances(grammar: Grammar) -> None:
    @grammar.reads("d:DUR ago", "d:DUR a:earlier|later|hence", "in d:DUR 's? time?", "d:DUR into the a:future", "in another d:DUR", "d:DUR ago today")
    def read_distance(found: Found) -> Roles | None:
        duration = found["d"]
        words = [token.word for token in found.tokens[found.start : found.end]]
        if "ago" in words:
            return at_point(distance(found.context, duration, -1))
        if "earlier" in words or "later" in words:
            return {"SHIFT": (duration, -1 if "earlier" in words else 1)}
        if words[0] == "in" and not _looks_ahead(found, words):
            return None
        return at_point(distance(found.context, duration, 1))

    @grammar.reads("within d:DUR", "within the next d:DUR")
    def read_within(found: Found) -> Roles | None:
        """"will end within 9 months" is a stretch ahead; "ended within 9 months" a length."""
        duration, anchor = found["d"], found.context.anchor
        if found.context.tense(found.tokens[found.start].start) <= 0 or anchor is None or duration.unit not in GRAIN:
            return None
        end = moved(anchor, duration, 1)
        if end is None:
            return None
        stretch = calendar.Stretch(anchor, end, duration.unit, timex_of(duration, found.context.lexicon))
        return {"DONE": Reading("period", reading_of(stretch, offset=(0, day_offset(duration))).period)}

    @grammar.reads("d:DUR starting|beginning from|on? x:POINT", "for d:DUR ,? from x:POINT", "d:DUR starting|beginning from|on? x:NOW")
    def read_starting(found: Found) -> Roles | None:
        duration, days = found["d"], days_of(resolved(found["x"], found))
        end = moved(days[0], duration, 1) if days else None
        if end is None:
            return None
        stretch = calendar.Stretch(days[0], end, "day", timex_of(duration, found.context.lexicon))
        return {"DONE": Reading("period", reading_of(stretch).period)}

    @grammar.reads("m:more|less than d:DUR s:before|after x:POINT")
    def read_farther(found: Found) -> Roles | None:
        days, sign = days_of(resolved(found["x"], found)), -1 if found["s"] == "before" else 1
        date = moved(days[0], found["d"], sign) if days and not found["d"].vague else None
        if date is None:
            return None
        low, high = (date, None) if sign > 0 else (None, date)
        if found["m"] == "less":
            low, high = (days[0], date) if sign > 0 else (date, days[0])
        return {"DONE": Reading("period", reading_of(calendar.Stretch(low, high, "day")).period)}

    @grammar.reads("d:DUR s:before|after|from|since x:POINT", "d:DUR s:before|after|from|since x:NOW", "in d:DUR s:from x:POINT", "the a:day|week|month|year s:before|after x:POINT")
    def read_beside(found: Found) -> Roles | None:
        from decimal import Decimal

        duration = found["d"]
        if duration is None:
            duration = Duration(Decimal(1), Decimal(1), found["a"], ((Decimal(1), found["a"]),), (0, 0))
        reading = resolved(found["x"], found) if found["x"] is not None else None
        days = days_of(reading) if reading else None
        if duration.hyphenated or duration.vague or found["s"] == "since" and reading.kind != "date":
            return None
        if days is None or reading.kind != "date" or duration.unit not in ("day", "week", "month", "year", "fortnight"):
            return None
        date = moved(days[0], duration, -1 if found["s"] == "before" else 1)
        return at_point(reading_of(calendar.day(date))) if date else None


def _looks_ahead(found: Found, words: list[str]) -> bool:
    """"in two weeks" is a date only when the sentence looks ahead: else it says how long it took."""
    if "time" in words or "another" in words:
        return True
    tense = found.context.tense(found.tokens[found.start].start)
    return tense > 0 or (tense == 0 and found["d"].unit in GRAIN and not found["d"].vague)


def distance(context: Context, duration: Duration, sign: int) -> Reading:
    """"three weeks ago": at the granularity of its unit; a day only when days are counted."""
    unit = "day" if duration.unit in ("night", "day") else "week" if duration.unit == "fortnight" else duration.unit
    if duration.vague or duration.whole is None or unit not in GRAIN:
        return Reading("period", Period(None, None, unit if unit in GRAIN else "hour", None, "PAST_REF" if sign < 0 else "FUTURE_REF"))
    size = day_offset(duration)
    if unit == "day" and size is not None:
        return from_anchor(context, sign * size, sign * size + 1, "day")
    if context.anchor is None:
        return Reading("period", Period(None, None, unit, None, None))
    date = moved(context.anchor, duration, sign)
    if date is None or not 1 <= date.year < calendar.LAST_YEAR:
        return Reading("period", Period(None, None, unit, None, None))
    stretch = calendar.containing(unit, date)
    return Reading("period", reading_of(stretch).period)


def register_spans(grammar: Grammar) -> None:
    """Third pass: from–to, between–and, since, until, before, after."""
    link = "to|till|until|through|thru|-"

    @grammar.reads(
        f"from|between x:POINT {link} y:POINT", "between x:POINT and y:POINT", f"x:POINT {link} y:POINT", "x:POINT up to y:POINT",
        f"from|between x:POINT {link} y:NOW", "from x:POINT y:NOW", "between x:POINT and y:NOW", "from x:POINT ,? up? to y:POINT", "between x:NOW and y:POINT", "from x:NOW to|until|till y:POINT",
        "from x:POINT through to y:POINT", f"x:POINT {link} the y:POINT", "from the x:POINT to the y:POINT", "between the x:POINT and the y:POINT", "x:POINT ~ y:POINT",
    )
    def read_span(found: Found) -> Roles | None:
        return _span(found)

    @grammar.reads("from|between? m:MONTH d:DAY|ORD to|-|and|through|until|till the? e:DAY|ORD ,? y:YEAR?")
    def read_unreached(found: Found) -> Roles | None:
        return None

    @grammar.reads("from|between b:BACKWARDS", "b:BACKWARDS")
    def read_backwards(found: Found) -> Roles | None:
        first, second = found["b"]
        return {"DONE": _backwards(calendar.year(first), calendar.year(second))}

    @grammar.reads("since x:POINT", "ever since x:POINT", "starting|beginning|from on? x:POINT", "x:POINT onwards|onward", "from x:POINT on|onwards|onward", "as early as x:POINT", "since late|early x:POINT")
    def read_since(found: Found) -> Roles | None:
        first, reading = found.tokens[found.start].word, resolved(found["x"], found)
        if first == "from" and found.tokens[found.end - 1].word not in ("on", "onwards", "onward"):
            return None
        return _open(reading, "end")

    @grammar.reads("until|till x:POINT", "up until x:POINT", "prior to x:POINT", "before x:POINT", "no later than x:POINT", "by x:POINT", "by the end of x:POINT", "as late as x:POINT")
    def read_until(found: Found) -> Roles | None:
        first, reading = found.tokens[found.start].word, resolved(found["x"], found)
        ends = found["x"].part == "END"
        if first == "by" and not ends:
            return None
        if first in ("until", "till", "up"):
            return _open(reading, "start", keep_end=True)
        return _open(reading, "start", keep_end=first == "as" or ends)

    @grammar.reads("after x:POINT", "later than x:POINT", "x:POINT or|and later|after")
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
    first = resolved(left, found)
    if isinstance(right, Point) and isinstance(left, Point) and (pair := _yearless(left, right, found)):
        first, second = pair
    elif isinstance(right, Point) and right.year is None and isinstance(left, Point) and left.year is None and first.period.start:
        second = _following(right, first, found)
    elif isinstance(right, Point) and right.year is None and isinstance(left, Point) and left.year and right.month:
        second = _following(right, first, found)
    elif isinstance(right, Point) and right.weekday is not None and right.day is None and first.kind == "date" and first.period.start:
        date = first.period.start.date()
        second = reading_of(calendar.day(date + dt.timedelta((right.weekday - date.weekday()) % 7 or 7)), weekday=right.weekday)
    else:
        second = resolved(right, found)
    plain = words[0] not in ("from", "between")
    return _joined(first, second, found, plain, "-" in words)


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
    return Reading("period", Period(first.period.start, second.period.end, first.period.granularity, None, timex), fault=REVERSED)


def _backwards(first: calendar.Stretch, second: calendar.Stretch) -> Reading:
    return _reversed_reading(reading_of(first), reading_of(second))


def register_day_spans(grammar: Grammar) -> None:
    """First pass: two days of one month, "March 3-10", "between 3 and 12 of September", "April 9th through 17th"."""
    joins = "to|-|and|through|until|till|thru"
    ends = ("", " ,? y:YEAR")

    @grammar.reads(
        *(f"{head} m:MONTH .? the? d:DAY|ORD {joins} the? e:DAY|ORD{tail}" for head in ("from", "between") for tail in ends),
        *(f"m:MONTH .? the? d:DAY|ORD -|through|to|until the? e:DAY|ORD{tail}" for tail in ends),
        *(f"{head} the? d:DAY|ORD {joins} the? e:DAY|ORD of? m:MONTH{tail}" for head in ("from", "between") for tail in ends),
        *(f"the? d:DAY|ORD -|to|through the? e:DAY|ORD of? m:MONTH{tail}" for tail in ends),
        "from|between d:DAY -|and|to e:DAY in? s:STEP month", "from|between the? d:ORD and|to|until|till the? e:ORD",
    )
    def read_days(found: Found) -> Roles | None:
        return _days(found)


def _days(found: Found) -> Roles | None:
    month, low, high, context = found["m"], found["d"], found["e"], found.context
    if not (1 <= low <= 31 and 1 <= high <= 31):
        return None
    if month is None:
        if found["s"] is not None and context.anchor is not None:
            first = calendar.step_of("month", context.anchor, found["s"]).start
            left = right = Point(year=first.year, month=first.month)
        elif not found.token("d").text[:1].isdigit():
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
    return {"DONE": Reading("period", reading_of(calendar.Stretch(start, end + ONE_DAY if counted else end, "day", timex)).period)}
