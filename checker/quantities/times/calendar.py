"""Calendar: stretches of days, and walking along them.

In:  numbers of years, quarters, months, weeks, days.
Out: `Stretch(start, end, granularity, timex)`, half-open.
     month(2024, 2)  →  [2024-02-01, 2024-03-01), month, "2024-02"

Week numbers follow ISO 8601.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass

LAST_YEAR = dt.MAXYEAR - 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half-open days of the calendar; None is an open side."""

    start: dt.date | None
    end: dt.date | None
    granularity: str
    timex: str | None = None


def day(date: dt.date) -> Stretch:
    return Stretch(date, date + dt.timedelta(1), "day", date.isoformat())


def week(date: dt.date) -> Stretch:
    """The ISO week that *date* lies in."""
    start = date - dt.timedelta(date.weekday())
    year, number, _ = date.isocalendar()
    return Stretch(start, start + dt.timedelta(7), "week", f"{year}-W{number:02d}")


def weekend(date: dt.date) -> Stretch:
    """Saturday and Sunday of the ISO week that *date* lies in."""
    whole = week(date)
    return Stretch(whole.start + dt.timedelta(5), whole.end, "day", f"{whole.timex}-WE")


def month(year: int, number: int) -> Stretch:
    return Stretch(dt.date(year, number, 1), first_of_month(year, number + 1), "month", f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Stretch:
    start = dt.date(year, 3 * number - 2, 1)
    return Stretch(start, first_of_month(year, 3 * number + 1), "quarter", f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Stretch:
    start = dt.date(year, 6 * number - 5, 1)
    return Stretch(start, first_of_month(year, 6 * number + 1), "half", f"{year:04d}-H{number}")


def year(number: int) -> Stretch:
    return Stretch(dt.date(number, 1, 1), dt.date(number + 1, 1, 1), "year", f"{number:04d}")


def decade(first: int) -> Stretch:
    return Stretch(dt.date(first, 1, 1), dt.date(first + 10, 1, 1), "decade", f"{first // 10:03d}")


def century(first: int) -> Stretch:
    return Stretch(dt.date(max(first, 1), 1, 1), dt.date(first + 100, 1, 1), "century", f"{first // 100:02d}")


def first_of_month(year_number: int, number: int) -> dt.date:
    """The first day of a month counted on past December ((2024, 13) is 2025-01-01)."""
    return dt.date(year_number + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def length_of_month(year_number: int, number: int) -> int:
    return months.monthrange(year_number, number)[1]


def step_of(unit: str, anchor: dt.date, steps: int) -> Stretch | None:
    """The calendar day, week, month … that lies *steps* after the one of *anchor*; None beyond the calendar."""
    try:
        moved = move(anchor, unit, steps)
    except (OverflowError, ValueError):
        return None
    if not 1 <= moved.year < LAST_YEAR:
        return None
    return containing(unit, moved)


def containing(unit: str, date: dt.date) -> Stretch:
    """The calendar step of this *unit* that *date* lies in."""
    match unit:
        case "day":
            return day(date)
        case "week":
            return week(date)
        case "weekend":
            return weekend(date)
        case "month":
            return month(date.year, date.month)
        case "quarter":
            return quarter(date.year, (date.month + 2) // 3)
        case "half":
            return half(date.year, (date.month + 5) // 6)
        case "year":
            return year(date.year)
        case "decade":
            return decade(date.year // 10 * 10)
        case _:
            return century(date.year // 100 * 100)


UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "night": 1}


def move(date: dt.date, unit: str, count: int) -> dt.date:
    """*date* moved by whole units; the day is kept, or cut to the month's last.

    Raises:
        OverflowError, ValueError: beyond the calendar.
    """
    if unit in UNIT_DAYS:
        return date + dt.timedelta(UNIT_DAYS[unit] * count)
    from dateutil.relativedelta import relativedelta

    return date + relativedelta(months=UNIT_MONTHS[unit] * count)
