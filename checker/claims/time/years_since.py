"""Years counted from a year to another one or to the article's own date.

In:  a scene.
Out: `duration` claims with the flag "counted": ``stated`` the years told, ``implied`` those that passed.
     "20 years ago, in 1990" (written in 2026)                →  stated [18, 22], implied [35, 36]
     "the 25th anniversary of the 1989 revolt" (in 2026)      →  stated 25, implied [36, 38]
     "has led the choir for ten years, since 2001" (in 2026)  →  stated [9, 11], implied [24, 25]

``words.marked`` is the year counted to. Round numbers are taken loosely.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of, day_told, duration_claim
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_AGO = re.compile(r"\byears? ago$", re.I)
_HEDGE = re.compile(r"\b(?:about|around|some|almost|nearly|roughly|more than|over|at least|just|up to|approximately)\b", re.I)
_BEFORE_AGO = frozenset(["", "almost", "nearly", "about", "some", "just", "exactly", "only", "more than", "over", "around"])
_BEFORE_YEAR = frozenset(["", "in", "back in", "on", "during", "way back in"])
_JUBILEE = re.compile(r"\b(?:anniversary|centenary|bicentenary|centennial|bicentennial)\b", re.I)
_OWN = re.compile(r"\b(?:its|their|[\w-]+['’]s) $", re.I)
_BEGAN = re.compile(
    r"\b(?:founded|established|opened|launched|formed|set up|started|created|built|began)\b[^.;\d]{0,40}? in (?:\w+ )?$",
    re.I,
)
_ORIGIN = re.compile(r"^ of [^.;:,]{0,60}?$")


@dataclass(frozen=True, slots=True)
class Wording:
    """The table of this page: see tables/durations.yaml."""

    jubilees: dict[str, int]
    other_day: re.Pattern[str]


@functools.cache
def wording() -> Wording:
    rows = load_table("checker.claims.tables", "durations.yaml")
    return Wording({row["word"]: row["years"] for row in rows["jubilees"]}, any_of(rows["other_day"]))


def find_years_since(scene: Scene) -> Iterator[Claim]:
    if not scene.times or len(scene.text) > LONGEST_SENTENCE:
        return
    if scene.anchor is not None:
        yield from _agos(scene, scene.anchor.year)
        yield from _sinces(scene, scene.anchor.year)
    yield from _anniversaries(scene)


def _counted(
    scene: Scene, told: Mention, year: Mention, stated: Interval, marked: int, slack: int = 0, where: Scene | None = None
) -> Claim:
    """*where* is the scene that *year* stands in, when it is another one."""
    passed = Decimal(marked - day_told(year.period.timex)[0].year)
    implied = Interval.between(max(Decimal(0), passed - 1), passed + slack)
    part = (where or scene).mention_part("year", year)
    return duration_claim(scene, told, "counted", stated, implied, "year", (part,), marked=str(marked))


def around(number: Decimal) -> Interval:
    slack = max(Decimal(1), number / 10) if number % 5 == 0 else Decimal(1)
    return Interval.between(number - slack, number + slack)


def _told_years(scene: Scene, ago: Mention, number: Decimal) -> Interval:
    """ "six years ago" is no more than six; ten, and about six, are told loosely."""
    loose = number % 5 == 0 or number > 20 or _HEDGE.search(scene.before(ago, 16) + ago.quote)
    return around(number) if loose else Interval.between(number - 1, number)


def _is_year(mention: Mention) -> bool:
    return YEAR.search(mention.quote) is not None and day_told(mention.period.timex or "") is not None


def _agos(scene: Scene, today: int) -> Iterator[Claim]:
    """ "20 years ago, in 1990" and "in 1990, 20 years ago"."""
    if " ago" not in scene.text:
        return
    for first, second in zip(scene.times, scene.times[1:], strict=False):
        glue = scene.between(first, second).strip(" ,(–—-").lower()
        for ago, year, words in ((first, second, _BEFORE_YEAR), (second, first, _BEFORE_AGO)):
            start = ago.period.start
            if glue in words and _AGO.search(ago.quote) and start is not None and _is_year(year):
                number = Decimal(today - start.year)
                yield _counted(scene, ago, year, _told_years(scene, ago, number), today)


def _sinces(scene: Scene, today: int) -> Iterator[Claim]:
    """ "for ten years, since 2001": up to the day of the article."""
    if " since " not in scene.text:
        return
    for time in scene.times:
        quote = time.quote.lower()
        if not quote.startswith("since ") or not _is_year(time):
            continue
        for other in scene.quantities:
            value = other.quantity.value
            if other.kind != "duration" or other.quantity.unit != "year" or value is None:
                continue
            lead, glue = scene.before(other, 12).lower(), scene.text[other.end : time.start].strip(" ,(–—-")
            if glue == "" and lead.endswith("for ") and not wording().other_day.search(scene.text):
                yield _counted(scene, other, time, around(value), today)


def _anniversaries(scene: Scene) -> Iterator[Claim]:
    """The Nth anniversary of what happened in a year, counted to the year named or to the article's own."""
    for found in _JUBILEE.finditer(scene.text):
        told = _jubilee(scene, found)
        years = [time for time in scene.times if _is_year(time)]
        origin = next((y for y in years if y.start >= found.end() and _ORIGIN.match(scene.text[found.end() : y.start])), None)
        if told is None or origin is None:
            continue
        head, number = told if told[0] is not None else (origin, told[1])
        others = {day_told(time.period.timex)[0].year for time in years if time is not origin}
        if len(others) == 1:
            yield _counted(scene, head, origin, Interval.exactly(number), others.pop(), 1)
        elif not others and scene.anchor is not None and not wording().other_day.search(scene.text):
            yield _counted(scene, head, origin, Interval.exactly(number), scene.anchor.year, 1)


def find_jubilees(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "The club, founded in 1926, marks its 90th anniversary": the founding is told beside it or in the next sentence."""
    for index, scene in enumerate(scenes):
        if "anniversary" not in scene.text or len(scene.text) > LONGEST_SENTENCE or wording().other_day.search(scene.text):
            continue
        for found in _JUBILEE.finditer(scene.text):
            told = _jubilee(scene, found)
            if told is None or told[0] is None or not _OWN.search(scene.text[: told[0].start]):
                continue
            kind = scene.passage.block.kind
            near = [other for other in scenes[max(0, index - 1) : index + 2] if other.passage.block.kind == kind]
            begun = [(other, year) for other in near for year in _begun(other)]
            if len(begun) != 1:
                continue
            where, origin = begun[0]
            # "The trust, set up in 1998, runs the abbey, which marks its 900th anniversary": the abbey's.
            if where is scene and re.search(r", (?:which|who) \w+ $", scene.text[: told[0].start].removesuffix("its ")):
                continue
            years = {day_told(y.period.timex)[0].year for y in scene.times if _is_year(y) and (where, y) != (scene, origin)}
            marked = years.pop() if len(years) == 1 else scene.anchor.year if not years and scene.anchor is not None else None
            if marked is not None and marked > day_told(origin.period.timex)[0].year:
                yield _counted(scene, told[0], origin, Interval.exactly(told[1]), marked, 1, where)


def _begun(scene: Scene) -> Iterator[Mention]:
    for time in scene.times:
        if _is_year(time) and _BEGAN.search(scene.text[max(0, time.start - 60) : time.start]):
            yield time


def _jubilee(scene: Scene, found: re.Match[str]) -> tuple[Mention | None, Decimal] | None:
    """(the mention that tells the number of years, that number); the mention is None where the noun itself tells it."""
    word = found.group().lower()
    if word in wording().jubilees:
        return None, Decimal(wording().jubilees[word])
    for mention in scene.quantities:
        glue = scene.text[mention.end : found.start()]
        if mention.end <= found.start() and glue.strip(" -") in ("", "year") and mention.quantity.value is not None:
            return mention, mention.quantity.value
    return None
