"""Points and what they come to: a written date, with gaps, becomes a `Reading` against the anchor.

In:  Point(month=8, day=30, weekday=4), anchor 2013-09-02
Out: Reading "date" [2013-08-30, 2013-08-31), day, weekday 4

A named weekday never chooses the date when the day is written: a rule compares the two. A year that is not
written is the one nearest to the anchor, unless the sentence says which side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from checker.model.period import Period
from checker.model.quantity import Quantity
from checker.quantities.times import calendar
from checker.quantities.times.lexicon import Lexicon

# A day this long ago is written with its year; "March 5" in a text of March 4 is tomorrow's, whatever the tense.
LONG_AGO = 240
ONE_DAY = dt.timedelta(1)
EITHER, PAST, FUTURE, NEAREST = 0, -1, 1, 2
SEASON_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter, year … as written; None for what is not said. ``part``: START, MID or END of it.

    ``defined`` is False for fiscal and school years, whose start the text has to tell. ``side``: PAST or
    FUTURE when the words say on which side of the anchor it lies. ``to_year``: the last year of a span;
    ``counts_last``: whether it belongs ("1939-45").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    defined: bool = True
    side: int = EITHER
    to_year: int | None = None
    counts_last: bool = False
    holiday: Callable[[int], dt.date | None] | None = None

    @property
    def granularity(self) -> str:
        if self.day or self.holiday or (self.weekday is not None and self.month is None and self.year is None):
            return "day"
        for name in ("month", "quarter", "half", "season"):
            if getattr(self, name):
                return name
        if self.decade is not None:
            return "decade"
        return "century" if self.century is not None else "year"


@dataclass(frozen=True, slots=True)
class Reading:
    """A time as read: what a mention will say. ``core``: offsets of the bare number of a duration. ``part`` as in Point."""

    kind: str
    period: Period | None = None
    quantity: Quantity | None = None
    core: tuple[int, int] | None = None
    fault: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What readers may know: the anchor, the order of day and month, the words, and the tense around a place."""

    anchor: dt.date | None
    day_first: bool | None
    lexicon: Lexicon
    tense: Callable[[int], int]


def midnight(date: dt.date | None) -> dt.datetime | None:
    return None if date is None else dt.datetime(date.year, date.month, date.day)


def reading_of(
    stretch: calendar.Stretch,
    *,
    offset: tuple[int | None, int | None] | None = None,
    weekday: int | None = None,
    timex: str | None = None,
    fault: str | None = None,
) -> Reading:
    """A stretch of the calendar as a date (one whole day) or a period."""
    is_day = stretch.granularity == "day" and (
        stretch.start is None or stretch.end is None or stretch.end - stretch.start == ONE_DAY
    )
    period = Period(midnight(stretch.start), midnight(stretch.end), stretch.granularity, offset, timex or stretch.timex, weekday)
    return Reading("date" if is_day else "period", period, fault=fault)


def unresolved(granularity: str, timex: str | None, *, weekday: int | None = None, fault: str | None = None) -> Reading:
    return Reading(
        "date" if granularity == "day" else "period", Period(None, None, granularity, None, timex, weekday), fault=fault
    )


def settle(point: Point, context: Context, at: int) -> Reading:
    """What *point* comes to; *at* is its place in the passage, for the tense around it."""
    stretch = find_stretch(point, context, at)
    if isinstance(stretch, Reading):
        return stretch
    return reading_of(stretch, weekday=point.weekday)


def find_stretch(point: Point, context: Context, at: int) -> calendar.Stretch | Reading:
    """The stretch of *point*, or the reading of one that the words do not settle."""
    if point.day and point.month and not _day_exists(point):
        return unresolved("day", _open_timex(point), weekday=point.weekday, fault="no such day")
    if point.season or not point.defined:
        return _unsettled(point, context, at)
    if point.decade is not None:
        return part_of(calendar.decade(point.decade), point.part)
    if point.century is not None:
        return part_of(calendar.century(point.century), point.part)
    if point.year is None:
        return _nearest(point, context, at)
    if not 1 <= point.year < calendar.LAST_YEAR:
        return unresolved(point.granularity, None)
    return _in_year(point, point.year) or unresolved("day", _open_timex(point), weekday=point.weekday)


def _day_exists(point: Point) -> bool:
    if point.year is None or not 1 <= point.year < calendar.LAST_YEAR:
        return point.day <= calendar.length_of_month(2000, point.month)
    return point.day <= calendar.length_of_month(point.year, point.month)


def _in_year(point: Point, year: int) -> calendar.Stretch | None:
    """*point* in this year; None when the year lacks the day."""
    if point.holiday:
        date = point.holiday(year)
        return calendar.day(date) if date else None
    if point.month and point.day:
        if point.day > calendar.length_of_month(year, point.month):
            return None
        return calendar.day(dt.date(year, point.month, point.day))
    if point.month:
        return part_of(calendar.month(year, point.month), point.part)
    if point.quarter:
        return part_of(calendar.quarter(year, point.quarter), point.part)
    if point.half:
        return part_of(calendar.half(year, point.half), point.part)
    if point.to_year:
        last = point.to_year + point.counts_last
        return calendar.Stretch(dt.date(year, 1, 1), dt.date(last, 1, 1), "year", f"{year}/{point.to_year}")
    return part_of(calendar.year(year), point.part)


def _nearest(point: Point, context: Context, at: int) -> calendar.Stretch | Reading:
    """A point without its year (or month): the one the tense or the distance to the anchor chooses."""
    anchor = context.anchor
    if anchor is None or not 1 < anchor.year < calendar.LAST_YEAR:
        return unresolved(point.granularity, _open_timex(point), weekday=point.weekday)
    side = point.side or context.tense(at)
    if point.month is None and point.quarter is None and point.half is None and point.holiday is None:
        candidates = _near_days(point, anchor)
    else:
        years = range(max(1, anchor.year - 4), anchor.year + 5)
        candidates = [stretch for year in years if (stretch := _in_year(point, year))]
    best = choose(candidates, anchor, side)
    if point.weekday is not None and point.month and best is not None and best.start.weekday() != point.weekday:
        # The tense may be another clause's: the nearest such day settles it where it falls on the weekday.
        nearest = choose(candidates, anchor, NEAREST)
        best = nearest if nearest is not None and nearest.start.weekday() == point.weekday else best
    return best or unresolved(point.granularity, _open_timex(point), weekday=point.weekday)


def choose(candidates: list[calendar.Stretch], anchor: dt.date, side: int) -> calendar.Stretch | None:
    """The last candidate that has begun (PAST), the first that has not ended (FUTURE), or the nearest."""
    if side == EITHER and candidates and candidates[0].granularity in ("quarter", "half"):
        side = PAST  # accounts are told once the quarter is over
    begun = [x for x in candidates if x.start <= anchor]
    ahead = [x for x in candidates if x.end > anchor]
    if side == PAST and begun:
        last = begun[-1]
        if last.granularity == "day" and ahead and (anchor - last.start).days > LONG_AGO > 4 * (ahead[0].start - anchor).days:
            return ahead[0]
        return last
    if side == FUTURE and ahead:
        return ahead[0]
    if not begun or not ahead:
        return (begun or ahead or [None])[-1 if begun else 0]
    past, future = begun[-1], ahead[0]
    return past if (anchor - past.end).days <= (future.start - anchor).days else future


def _near_days(point: Point, anchor: dt.date) -> list[calendar.Stretch]:
    if point.day:
        months = [calendar.move(anchor.replace(day=1), "month", step) for step in range(-12, 13)]
        days = [
            first.replace(day=point.day) for first in months if point.day <= calendar.length_of_month(first.year, first.month)
        ]
        if point.weekday is not None:
            days = [x for x in days if x.weekday() == point.weekday]
        return [calendar.day(x) for x in days]
    if point.weekday is not None:
        first = anchor - dt.timedelta((anchor.weekday() - point.weekday) % 7)
        return [calendar.day(first + dt.timedelta(7 * step)) for step in (-1, 0, 1)]
    return []


def part_of(stretch: calendar.Stretch, part: str | None) -> calendar.Stretch:
    """The first, middle or last third of a stretch; months and years have their usual cuts."""
    if part is None or stretch.start is None or stretch.end is None or stretch.granularity == "day":
        return stretch
    start, end = stretch.start, stretch.end
    if stretch.granularity == "month":
        cuts = (
            start + dt.timedelta(9 if part == "MID" else 10),
            start + dt.timedelta(20) if part == "MID" else start + dt.timedelta(15),
        )
    elif stretch.granularity == "week":
        cuts = (start + dt.timedelta(3), start + dt.timedelta(3 if part == "END" else 5))
    elif stretch.granularity == "year":
        cuts = (dt.date(start.year, 5, 1), dt.date(start.year, 9, 1))
    elif stretch.granularity == "decade":
        first, second = (4, 7) if part == "START" else (3, 7) if part == "MID" else (3, 6)
        cuts = (dt.date(start.year + first, 1, 1), dt.date(start.year + second, 1, 1))
    else:
        third = (end - start) / 3
        cuts = (start + third, end - third)
    low, high = {"START": (start, cuts[0]), "MID": cuts, "END": (cuts[1], end)}[part]
    finer = {"month": "week", "year": "month", "decade": "year"}.get(stretch.granularity, stretch.granularity)
    return calendar.Stretch(low, high, finer, stretch.timex)


def _unsettled(point: Point, context: Context, at: int) -> Reading:
    """Seasons (whose hemisphere?) and fiscal years (starting when?) have a name but no days."""
    year = point.year
    if point.season:
        if year is None and context.anchor:
            near = _nearest(Point(month=SEASON_MONTHS[point.season], side=point.side), context, at)
            year = near.start.year if isinstance(near, calendar.Stretch) else None
        return unresolved("season", f"{year:04d}-{point.season}" if year else f"XXXX-{point.season}")
    name = f"FY{year:04d}" if year else "FYXXXX"
    if point.quarter:
        return unresolved("quarter", f"{name}-Q{point.quarter}")
    return unresolved("half", f"{name}-H{point.half}") if point.half else unresolved("year", name)


def _open_timex(point: Point) -> str | None:
    year = f"{point.year:04d}" if point.year else "XXXX"
    if point.month:
        return f"{year}-{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")
    if point.quarter or point.half:
        return f"{year}-Q{point.quarter}" if point.quarter else f"{year}-H{point.half}"
    if point.weekday is not None:
        return f"XXXX-WXX-{point.weekday + 1}"
    return f"XXXX-XX-{point.day:02d}" if point.day else None


def borrow(left: Point, right: Point) -> Point:
    """*left* of a span with the year (and month) that only *right* says: "from January to March 2020"."""
    if left.year is not None or right.year is None or left.weekday is not None and left.month is None:
        return left
    if left.month and right.month and (left.month, left.day or 0) > (right.month, right.day or 31):
        return replace(left, year=right.year - 1)
    if left.month is None and left.day and right.month:
        return replace(left, year=right.year, month=right.month)
    return replace(left, year=right.year)
