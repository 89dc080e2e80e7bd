"""Periods: stretches of calendar time, absolute or counted from the anchor date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

GRANULARITIES = ("second", "minute", "hour", "day", "week", "month", "quarter", "half", "season", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open ``[start, end)``; None is an open or unresolved side.

    ``granularity``: the finest calendar step the words fix. ``offset``: for relative words, days from the
    anchor date, known even when the anchor is not ("past week" is (-7, 0)); an open side is None.
    ``timex``: the TIMEX3-like value ("2024-Q3", "P1W"), None when there is none. ``weekday``: 0 for Monday, when
    the words name one.
    """

    start: dt.datetime | None
    end: dt.datetime | None
    granularity: str
    offset: tuple[int | None, int | None] | None = None
    timex: str | None = None
    weekday: int | None = None

    @property
    def is_settled(self) -> bool:
        return self.start is not None or self.end is not None or self.offset is not None
