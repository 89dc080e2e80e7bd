"""Birthdays: how old somebody is who turned, or turns, so many years.

In:  a scene.
Out: tellings with the age of the article's own day.
     "He turned 71 in January" (written in March)     →  71
     "Roe, who turns 50 next month"                   →  49
     "Roe celebrated her 90th birthday last week"     →  90
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims.persons.people import name_before
from checker.claims.scene import Scene
from checker.claims.time.telling import Telling
from checker.model.mention import Mention
from checker.model.quantity import Interval

_TURNED = re.compile(r" (?:(?:has |had )?(?:just |only |recently )?turned|has just become) $")
_TURNS = re.compile(r" (?:(?:will )?(?:soon )?turns?|(?:will|is about to|is due to) (?:be|turn)|(?:is )?turning) $")
_MARKED = re.compile(r" (?:celebrated|marked|kept|had|spent) (?:his|her) $")
_MARKS = re.compile(r" (?:celebrates|marks|(?:will|is about to|is due to) (?:celebrate|mark)) (?:his|her) $")
_WHO = re.compile(r"(?:^|, )(?:who|and) ?$")
_PRONOUN = re.compile(r"(?:^|[.;] |, and |said )(?:He|She|he|she)$")
_NO_BIRTHDAY = re.compile(r"\b(?:would have|when|if|until|before|after|by the time)\b", re.I)
_SOON = re.compile(r"^(?: birthday)?(?:[^.;\w]|$| on| in| this| next| last| earlier| later| and| yesterday| today| tomorrow)")
_YEAR_DAYS = 366
_GREAT_AGE = 75


def birthdays_of(scene: Scene) -> Iterator[Telling]:
    for mention in scene.quantities:
        value = mention.quantity.value
        if mention.kind not in ("age", "number", "count", "ordinal") or value is None or not 8 <= value <= 110:
            continue
        if not _SOON.match(scene.text[mention.end :]):
            continue
        lead = scene.text[: mention.start]
        ordinal = mention.kind == "ordinal"
        if ordinal and not scene.text[mention.end :].startswith(" birthday"):
            continue
        past = (_MARKED if ordinal else _TURNED).search(lead)
        found = past or (_MARKS if ordinal else _TURNS).search(lead)
        if found is None or _NO_BIRTHDAY.search(scene.text[: mention.start]):
            continue
        today = _age_today(scene, mention, value, past is not None)
        if today is None:
            continue
        end = found.start()
        who = _WHO.search(lead, 0, end)
        named = name_before(scene.text, who.start() if who is not None else end)
        if named is not None:
            yield Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False, today=today)
        elif _PRONOUN.search(lead, 0, end):
            yield Telling(scene, mention, "", 0, 0, death=False, today=today)


def _age_today(scene: Scene, mention: Mention, value: Decimal, past: bool) -> Interval | None:
    """The age on the article's day; None where the birthday lies more than a year off, or nobody says when it is."""
    near = [time for time in scene.times if mention.end <= time.start <= mention.end + 25]
    if not near:
        if past and re.search(r"\b(?:just|recently|only) turned $", scene.text[: mention.start]):
            return Interval.exactly(value)
        # A great age is told as it is reached, a young one in a life: the eighteenth birthday of a general.
        return Interval.between(value, value + 1) if past and value >= _GREAT_AGE and scene.anchor is not None else None
    time, anchor = near[0], scene.anchor
    start, end = time.period.start, time.period.end
    written = re.search(r"\d{4}", time.quote) is not None
    if anchor is None or start is None or end is None:
        if written or time.period.granularity not in ("day", "week", "month"):
            return None
        return Interval.exactly(value if past else value - 1)
    first, last = start.date(), (end - dt.timedelta(days=1)).date()
    if not written and not past and last < anchor and (anchor - last).days > 2:
        first, last = (day + dt.timedelta(days=365) for day in (first, last))
    if not written and past and first > anchor:
        first, last = (day - dt.timedelta(days=365) for day in (first, last))
    return _between(value, (anchor - first).days, (anchor - last).days, past)


def _between(value: Decimal, oldest: int, newest: int, past: bool) -> Interval | None:
    """From the days since the first and the last day the birthday may be (below nought: still to come)."""
    if past:
        if newest > 2 * _YEAR_DAYS or oldest < 0:
            return None
        return Interval.between(value + max(0, newest) // _YEAR_DAYS, value + oldest // _YEAR_DAYS)
    if -oldest > 2 * _YEAR_DAYS or newest > 3:
        return None
    low, high = value - 1 - max(0, -newest) // _YEAR_DAYS, value - 1 - max(0, -oldest) // _YEAR_DAYS
    return Interval.between(low, high + (1 if oldest >= 0 else 0))
