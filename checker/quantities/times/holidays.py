"""Days with a name, of one year: "Christmas Day", "Easter Monday 2018", "Thanksgiving".

In:  tables/holidays.yaml.
Out: a function from the year to the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from checker.quantities.times.lexicon import load_table

DayOfYear = Callable[[int], "dt.date | None"]


@cache
def load_holidays() -> dict[str, DayOfYear]:
    """Lower-case name → its day in a year."""
    return {name: _day_of(row) for row in load_table("holidays.yaml") for name in row["name"]}


@cache
def holiday_pattern() -> re.Pattern[str]:
    """All names, the longest first."""
    names = sorted(load_holidays(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name).replace("'", "['’]") for name in names) + r")\b", re.IGNORECASE)


@cache
def holiday_heads() -> frozenset[str]:
    """The first words of all names."""
    return frozenset(re.split(r"[ .]", name)[0] for name in load_holidays())


def _day_of(row: dict[str, Any]) -> DayOfYear:
    if "day" in row:
        month, day = (int(x) for x in str(row["day"]).split("-"))
        return lambda year: dt.date(year, month, day)
    if "easter" in row:
        shift = dt.timedelta(row["easter"])
        return lambda year: _easter(year) + shift
    which, weekday, month = row["nth"]
    later = dt.timedelta(row.get("after", 0))
    return lambda year: _nth_weekday(year, which, weekday, month) + later


def _easter(year: int) -> dt.date:
    from dateutil.easter import easter

    return easter(year)


def _nth_weekday(year: int, which: int, weekday: int, month: int) -> dt.date:
    if which > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    return last - dt.timedelta((last.weekday() - weekday) % 7)
