"""Durations: a length of time told beside the dates it runs between.

In:  a scene.
Out: `duration` claims: ``stated`` is the length told, ``implied`` what the dates give, both in the unit told.
     "served eight years, from 2009 to 2017"   →  stated [7.5, 9), implied [7, 9] years
     "opened in 1989, closed seven years later, in 1999"  →  stated 7, implied [9, 11] years

People count the first and the last year or neither, and cut off what is left of a year; both readings are in the
intervals. Flags tell which it is: span or later (years_since.py adds "counted").
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}
_STEPS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_HALF = Decimal("0.5")
_TIMEX_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_TIMEX_LENGTH = re.compile(r"P(\d{1,3})([YMWD])$")
_LENGTH_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_TO = re.compile(r"^\s*(?:,\s*)?(?:to|until|till|through|and|-|–|—)\s*$")
_REACH = 90
# No sentence of prose is longer; what is costs time by the square of its length.
LONGEST_SENTENCE = 2000
_DECADE = re.compile(r"\ba (decade|century)\b", re.I)
_HEDGED = re.compile(r"\b(?:half|quarter|third|nearly|almost|over|than|about|around|under|twice|of) $", re.I)
_DECADE_LOW, _DECADE_HIGH = Decimal("0.75"), Decimal("1.3")
_LATER = re.compile(r"\byears? (?:later|after|afterwards)$", re.I)
YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Wording:
    """The table of this page: see tables/durations.yaml."""

    apart: re.Pattern[str]
    other_measure: re.Pattern[str]


@functools.cache
def wording() -> Wording:
    rows = load_table("checker.claims.tables", "durations.yaml")
    return Wording(
        any_of(rows["apart"]),
        any_of(rows["other_measure"]),
    )


def any_of(phrases: list[str]) -> re.Pattern[str]:
    """A pattern for any of *phrases* as whole words."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in phrases)})\b", re.I)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two calendar places and how finely each is told, in days."""

    start: dt.date
    end: dt.date
    step: int
    end_step: int


def find_durations(scene: Scene) -> Iterator[Claim]:
    if not scene.times or len(scene.text) > LONGEST_SENTENCE:
        return
    yield from _beside_spans(scene)
    yield from _laters(scene)


def length_of(mention: Mention) -> tuple[Interval, str] | None:
    """(what the length allows, unit) of a told length; None for another unit or an open one."""
    quantity = mention.quantity
    if mention.kind != "duration" or quantity is None or mention.fault:
        return None
    return (_loose(quantity.allows), quantity.unit) if quantity.unit in _DAYS else None


def _loose(allows: Interval) -> Interval:
    """A length told in whole units has lost up to a unit above and half of one below."""
    low = None if allows.low is None else Bound(allows.low.value - _HALF)
    high = None if allows.high is None else Bound(allows.high.value + 1, False)
    return Interval(low, high)


def day_told(text: str) -> tuple[dt.date, int] | None:
    """The first day of a TIMEX3 value and the days it covers."""
    found = _TIMEX_DAY.match(text)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        start = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return start, 1 if day else 31 if month else 366


def stretch_at(scene: Scene, index: int) -> tuple[Stretch, int, int, Interval | None] | None:
    """The stretch told by the time at *index*, its place, and a length told with it ("for five years from 1996 to 2001")."""
    times = scene.times
    mention = times[index]
    timex = mention.period.timex or ""
    if "/" in mention.quote:
        return None  # "1986/87" is one season
    if "/" in timex:
        first, second = (day_told(part) for part in timex.split("/", 1))
        if first is not None and second is not None and first[0] < second[0]:
            return Stretch(first[0], second[0], first[1], second[1]), mention.start, mention.end, None
        return None
    follows = times[index + 1] if index + 1 < len(times) else None
    length = _TIMEX_LENGTH.match(timex)
    if length and follows is not None and mention.period.start and _TO.match(scene.between(mention, follows)):
        year = re.search(r"\b\d{4}$", mention.quote)
        end = day_told(follows.period.timex or "")
        if year and end is not None:
            told = _loose(Interval.exactly(Decimal(length.group(1)))), _LENGTH_UNITS[length.group(2)]
            start = mention.period.start.date()
            if start < end[0]:
                return Stretch(start, end[0], 366, end[1]), mention.start, follows.end, told
    return None


def lasted(stretch: Stretch, unit: str) -> Interval:
    """How long *stretch* can have lasted, in *unit*; days are counted with or without the last one."""
    days = Decimal((stretch.end - stretch.start).days)
    low = days - (0 if stretch.step == 1 else stretch.step)
    high = days + stretch.end_step
    return Interval.between(max(Decimal(0), low / _DAYS[unit]), high / _DAYS[unit])


def _beside_spans(scene: Scene) -> Iterator[Claim]:
    stretches = [(mention, stretch_at(scene, index)) for index, mention in enumerate(scene.times)]
    stretches = [(mention, found) for mention, found in stretches if found is not None]
    # Two spans may add up to the length, or share it.
    for mention, (stretch, start, end, told) in stretches if len(stretches) == 1 else ():
        if told is not None:
            length, unit = told
            yield duration_claim(scene, mention, "span", length, lasted(stretch, unit), unit, _places(mention, start, end))
            continue
        yield from _decades(scene, mention, stretch)
        for other in scene.quantities:
            read = length_of(other)
            if read is None or wording().other_measure.search(scene.text, max(0, other.start - 20), other.end + 30):
                continue
            length_first = other.end <= start
            glue = scene.text[other.end : start] if length_first else scene.text[end : other.start]
            span = lasted(stretch, read[1])
            # Three years told beside a span of days are no length of it ("from 3 to 9 May in three consecutive years").
            if _is_close(glue, length_first) and span.high.value >= _HALF:
                yield duration_claim(scene, other, "span", read[0], span, read[1], _places(other, start, end))


def _places(length: Mention, start: int, end: int) -> tuple[tuple[str, int, int], ...]:
    return ("length", length.start, length.end), ("span", start, end)


def _decades(scene: Scene, span: Mention, stretch: Stretch) -> Iterator[Claim]:
    """ "from 2004 to 2009, a decade in charge": nobody counts a decade to the year."""
    for found in _DECADE.finditer(scene.text):
        length_first = found.end() <= span.start
        glue = scene.text[found.end() : span.start] if length_first else scene.text[span.end : found.start()]
        overlaps = found.start() < span.end and span.start < found.end()
        if not overlaps and _is_close(glue, length_first) and not _HEDGED.search(scene.text, 0, found.start()):
            years = Decimal(10 if found.group(1).lower() == "decade" else 100)
            stated = Interval.between(years * _DECADE_LOW, years * _DECADE_HIGH)
            places = (("length", *found.span()), ("span", span.start, span.end))
            yield duration_claim(scene, span, "span", stated, lasted(stretch, "year"), "year", places)


def _is_close(glue: str, length_first: bool) -> bool:
    """Whether the words between a length and a span leave them one stretch of time."""
    if len(glue) > _REACH or any(mark in glue for mark in ".;:!?"):
        return False
    return not wording().apart.search(glue) and len(glue.split()) <= (9 if length_first else 7)


def duration_claim(
    scene: Scene,
    mention: Mention,
    what: str,
    stated: Interval,
    implied: Interval,
    unit: str,
    places: Sequence[tuple[str, int, int] | Part],
    **words: str,
) -> Claim:
    """A claim at *mention*; *places* are passage offsets by role, or pieces of another passage."""
    parts = tuple(place if isinstance(place, Part) else scene.part(*place) for place in places)
    low, high = (side.value for side in (implied.low, implied.high))
    told = " to ".join(dict.fromkeys(f"{value:.0f}" for value in (low, high)))
    return scene.claim(
        mention,
        "duration",
        parts=parts,
        stated=stated,
        implied=implied,
        words=(("unit", unit), ("told", f"{told} {unit}s"), *words.items()),
        flags=frozenset([what]),
    )


def _laters(scene: Scene) -> Iterator[Claim]:
    """ "opened in 1989 and closed seven years later, in 1999"."""
    for first, later, second in zip(scene.times, scene.times[1:], scene.times[2:], strict=False):
        told = _LATER.search(later.quote)
        glue = scene.between(later, second).strip(" ,(–—-").lower()
        if told is None or glue not in ("", "in", "on") or not YEAR.search(first.quote) or not YEAR.search(second.quote):
            continue
        start, end, guess = day_told(first.period.timex or ""), day_told(second.period.timex or ""), later.period.start
        if start is None or end is None or guess is None or start[0] >= end[0] or _REACH < later.start - first.end:
            continue
        number = Decimal(guess.year - start[0].year)
        passed = Decimal(end[0].year - start[0].year)
        yield duration_claim(
            scene,
            later,
            "later",
            Interval.exactly(number),
            Interval.between(passed - 1, passed + 1),
            "year",
            (("start", first.start, first.end), ("end", second.start, second.end)),
        )
