"""Relative days: yesterday, last Friday, next month, beside the day or month that is meant.

In:  a scene of a dated article.
Out: `happening` claims with flag "relative": ``stated`` the day told in figures or by its weekday, ``implied`` the days
     that the relative word leaves (day numbers of the calendar).
     "yesterday, 3 May" (written on 6 May)            →  stated 3 May, implied 5 to 6 May
     "yesterday (Tuesday)" (written on a Friday)      →  stated the Tuesday, implied the Thursday
     "last Friday, July 21" (written on 19 July)      →  stated 21 July, implied 5 to 19 July
     "next month, in March" (written on 19 July)      →  stated 1 March, implied 1 to 31 August
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, day_told
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval

_SHIFTS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "last night": -1}
_PART_OF_DAY = re.compile(r"^(?:this|yesterday|tomorrow) (?:morning|afternoon|evening|night|lunchtime)$")
_BESIDE = frozenset(["", "and", "that is", "i.e.", "which is", "on", "in"])
_NAMED_DAY = re.compile(r"^(?:on )?(last|next|this(?: coming)?) [a-z]+day\b", re.I)
# How far from the article's day the day of "last Friday" may lie: first and last.
_REACH = {"last": (-14, 0), "next": (0, 15), "this": (-7, 8), "this coming": (0, 8)}
_MONTHS = {"last month": -1, "this month": 0, "next month": 1}
_YEARS = {"last year": -1, "this year": 0, "next year": 1}
_PLAIN_YEAR = re.compile(r"^(?:in )?(?:19|20)\d\d$")


def find_relative_days(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    # An anchor read from a date in the text may be any date of a story; only one the source gives is the article's own.
    if article.source.published is None:
        return
    for scene in scenes:
        if scene.anchor is None or len(scene.text) > LONGEST_SENTENCE:
            continue
        for time in scene.times:
            yield from _named_day(scene, time, time)
        for first, second in zip(scene.times, scene.times[1:], strict=False):
            glue = scene.between(first, second)
            if len(glue) > 12 or glue.strip(" ,()–—-").lower() not in _BESIDE or not glue.strip(" "):
                continue
            if any(low <= first.start < high for low, high in scene.quotes):
                continue
            yield from _pair(scene, first, second)


def _pair(scene: Scene, first: Mention, second: Mention) -> Iterator[Claim]:
    for word, other in ((first, second), (second, first)):
        yield from _beside(scene, word, other)
    yield from _named_day(scene, first, second)
    yield from _month_or_year(scene, first, second)


def _is_date(time: Mention) -> bool:
    return time.period.granularity == "day" and len(time.period.timex or "") == 10 and re.search(r"\d", time.quote) is not None


def _beside(scene: Scene, word: Mention, date: Mention) -> Iterator[Claim]:
    """ "yesterday, 3 May" and "yesterday (Tuesday)": both told, one day."""
    quote = word.quote.lower()
    shift = _SHIFTS.get(quote)
    if shift is None and _PART_OF_DAY.match(quote):
        shift = _SHIFTS.get(quote.split(" ")[0], 0)
    if shift is None:
        return
    meant = scene.anchor + dt.timedelta(days=shift)
    if _is_date(date):
        # A newspaper is dated the day after it was written, and yet its yesterday is the reader's.
        day = day_told(date.period.timex)[0]
        grace = dt.timedelta(days=0 if quote.startswith("yesterday") else 1)
        yield _claim(scene, date, word, day, meant - grace, meant + dt.timedelta(days=1))
    elif date.period.weekday is not None and re.fullmatch(r"(?:on )?\w+day", date.quote, re.I):
        away = (date.period.weekday - meant.weekday() + 3) % 7 - 3
        yield _claim(scene, date, word, meant + dt.timedelta(days=away), meant, meant)


def _named_day(scene: Scene, word: Mention, date: Mention) -> Iterator[Claim]:
    """ "last Friday, July 21" and "next Tuesday (4 May)"."""
    found = _NAMED_DAY.match(word.quote)
    if found is None or not _is_date(date):
        return
    low, high = (scene.anchor + dt.timedelta(days=days) for days in _REACH[found.group(1).lower()])
    day = day_told(date.period.timex)[0]
    if word is not date:
        yield _claim(scene, date, word, day, low, high)
        return
    figures = re.search(r"[^\s,(–—-].*$", word.quote[found.end() :])
    if figures is not None:
        start = word.start + found.end() + figures.start()
        places = scene.part("word", word.start, word.start + found.end()), scene.part("date", start, word.end)
        yield _claim(scene, date, word, day, low, high, places)


def _month_or_year(scene: Scene, word: Mention, date: Mention) -> Iterator[Claim]:
    """ "last month, in March" and "next year, 2031"."""
    quote, anchor = word.quote.lower(), scene.anchor
    start = date.period.start
    if start is None or "/" in (date.period.timex or ""):
        return
    if quote in _YEARS and _PLAIN_YEAR.match(date.quote):
        year = anchor.year + _YEARS[quote]
        yield _claim(scene, date, word, start.date(), dt.date(year, 1, 1), dt.date(year, 12, 31))
    elif quote in _MONTHS and date.period.granularity in ("day", "month") and re.search(r"[A-Z]", date.quote):
        months = anchor.year * 12 + anchor.month - 1 + _MONTHS[quote]
        first = dt.date(months // 12, months % 12 + 1, 1)
        # A day without a year is that of the month's own year.
        day = dt.date(first.year, start.month, 1)
        if start.month != first.month and date.period.weekday is None:
            yield _claim(scene, date, word, day, first, first + dt.timedelta(days=27))


def _claim(
    scene: Scene, date: Mention, word: Mention, day: dt.date, low: dt.date, high: dt.date, places: tuple[Part, ...] = ()
) -> Claim:
    return scene.claim(
        date,
        "happening",
        parts=places or (scene.mention_part("word", word), scene.mention_part("date", date)),
        stated=Interval.exactly(Decimal(day.toordinal())),
        implied=Interval.between(Decimal(low.toordinal()), Decimal(high.toordinal())),
        words=(("published", f"{scene.anchor.day} {scene.anchor:%B %Y}"),),
        flags=frozenset(["relative"]),
    )
