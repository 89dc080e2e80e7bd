"""Moments: calendar dates with the words around them, so that one event told twice can be held to one date.

In:  a scene.
Out: `moment` claims: ``stated`` are the days that the date may be (day numbers of the calendar).
     "They gave up on July 11"  →  moment of "give up", stated 11 July

Only dates that name a day or a month outright: "on Friday" and "last week" are counted from somewhere else, and a bare year tells
what comes every year apart: the vote of 2016 and the vote of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

GRANULARITIES = frozenset(["day", "month"])
_NAMES_A_DATE = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH = 31
_DASH = re.compile(r"\s*(?:--?|–|—)\s")
_DATELINE_ENDS = 60


def find_moments(scene: Scene) -> Iterator[Claim]:
    if scene.tree is None or len(scene.text) > LONGEST_SENTENCE:
        return
    for time in scene.times:
        days = None if _is_of_another_year(scene.text, time) else _days(time)
        if days is not None and not _is_dateline(scene.text, time):
            yield scene.dated_claim(time, "moment", stated=days)


def _is_of_another_year(text: str, time: Mention) -> bool:
    """ "In 2014 the sailing of 23 December sold out": the day is of the year told beside it, not of the article's."""
    return _YEAR.search(time.quote) is None and _YEAR.search(text) is not None


def _is_dateline(text: str, time: Mention) -> bool:
    """ "LOS ANGELES, Feb 26 - ": the day of the report, which dates nothing in it."""
    return _DASH.match(text[time.end : time.end + 4]) is not None and time.start < _DATELINE_ENDS


def _days(time: Mention) -> Interval | None:
    """The days of a date told outright; None for other times."""
    period = time.period
    if time.kind not in ("date", "period") or period.granularity not in GRANULARITIES or period.offset is not None:
        return None
    if None in (period.start, period.end) or (period.end - period.start).days > _MONTH or not _NAMES_A_DATE.search(time.quote):
        return None
    return Interval.between(Decimal(period.start.toordinal()), Decimal(period.end.toordinal() - 1))
