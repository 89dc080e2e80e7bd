"""Parts and ends of points: "early 2020", "the first nine months of 2024", "the last week of July", "12 months to September".

In:  tokens with {"POINT": …} and {"DUR": …}.
Out: the same line, shorter.  "first nine months of 2024" → [2024-01-01, 2024-10-01)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from checker.model.period import Period
from checker.quantities.times import calendar
from checker.quantities.times.durations import Duration, added, timex_of
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.points import ONE_DAY, Point, Reading, part_of, reading_of, settle
from checker.quantities.times.relative import at_point, step

Roles = dict[str, Any]


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
        if (
            number is None
            or number != int(number)
            or number > 100_000
            or unit not in {**calendar.UNIT_DAYS, **calendar.UNIT_MONTHS}
        ):
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


def register_sums(grammar: Grammar) -> None:
    """Right after the first pass: "two hours and 15 minutes"."""
    grammar.reader(read_sum)


def read_sum(found: Found) -> Roles | None:
    total = added(found["a"], found["b"])
    if total and found["c"]:
        total = added(total, found["c"])
    return {"DUR": total} if total else None


def register_parts(grammar: Grammar) -> None:
    """Second pass: parts of points, and durations that end or begin with one."""
    for reader in (
        read_part,
        read_first_units,
        read_first_of_unit,
        read_nth_unit,
        read_week_of,
        read_ending,
        read_week_number,
    ):
        grammar.reader(reader)


def read_part(found: Found) -> Roles | None:
    value = found["x"]
    part = {"early": "START", "mid": "MID", "late": "END"}.get(found["p"], found["p"])
    if isinstance(value, Point):
        if (
            value.part
            or value.granularity == "day"
            or (value.granularity == "year" and found.tokens[found.start + 1].word == "in")
        ):
            return None
        if not value.season:
            return {"POINT": replace(value, part=part)}
        return {"POINT": value}
    days = days_of(value)
    if days is None or value.period.granularity in ("day", "hour"):
        return at_point(value)
    return at_point(reading_of(part_of(calendar.Stretch(*days, value.period.granularity, value.period.timex), part)))


def read_first_units(found: Found) -> Roles | None:
    return _first_units(found, found["x"])


def read_first_of_unit(found: Found) -> Roles | None:
    return _first_units(found, step(found.context, found["u"], 0))


def read_nth_unit(found: Found) -> Roles | None:
    whole = found["x"] if found["x"] is not None else step(found.context, found["v"], 0)
    return _nth_unit(found, resolved(whole, found))


def read_week_of(found: Found) -> Roles | None:
    reading = resolved(found["x"], found)
    days = days_of(reading)
    if reading.kind != "date" or reading.fault:
        return None
    return at_point(reading_of(calendar.week(days[0]))) if days else None


def read_ending(found: Found) -> Roles | None:
    return _ending(found)


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
        date = (
            first + dt.timedelta(7 * (number - 1)) if number else high - dt.timedelta(1 + (high.weekday() - 1 - found["w"]) % 7)
        )
        return at_point(reading_of(calendar.day(date), weekday=found["w"])) if low <= date < high else None
    unit = found["u"]
    if unit in ("week", "weekend"):
        monday = (
            _week_edge(days, first=True) + dt.timedelta(7 * (number - 1))
            if number
            else _week_edge(days, first=False) - dt.timedelta(7)
        )
        stretch = calendar.week(monday) if unit == "week" else calendar.weekend(monday)
        return at_point(reading_of(stretch)) if low - dt.timedelta(7) < stretch.start < high else None
    if unit == "day":
        date = low + dt.timedelta(number - 1) if number else high - ONE_DAY
        return at_point(reading_of(calendar.day(date))) if low <= date < high else None
    date = calendar.move(low, "month", number - 1) if number else calendar.move(high, "month", -1)
    return at_point(reading_of(calendar.containing("month", date))) if low <= date < high else None


def _ending(found: Found) -> Roles | None:
    """ "12 months to September", "the year ended March 2020": the duration's end is the point's."""
    duration = found["d"]
    if isinstance(duration, str):
        if duration not in ("year", "quarter", "half", "month", "week", "decade") or found.tokens[found.start].word not in (
            "the",
            "in",
        ):
            return None
        duration = Duration(Decimal(1), Decimal(1), duration, ((Decimal(1), duration),), (0, 0))
    elif (
        duration.hyphenated
        or duration.vague
        or duration.unit not in calendar.UNIT_MONTHS
        and duration.unit not in ("week", "day")
    ):
        return None
    timex = timex_of(duration, found.context.lexicon)
    days = days_of(resolved(found["x"], found))
    if days is None:
        return {"DONE": Reading("period", Period(None, None, duration.unit, None, timex))}
    start = moved(days[1], duration, -1)
    if start is None:
        return None
    return {"DONE": Reading("period", reading_of(calendar.Stretch(start, days[1], duration.unit, timex)).period)}
