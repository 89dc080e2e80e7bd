"""Named dates: a date that stands for an act without telling it, held against the act told with another date.

In:  the scenes of an article.
Out: `happening` claims with flag "retold": ``stated`` and ``implied`` are the two days
     "joined the bank in 1966 … on his first morning at the bank, in 1968"    →  stated 1968, implied 1966
     "Release 4.2.0 (3 June 2022) … since 4.2.0 was published on 13 June 2022"  →  stated 13 June, implied 3 June

Only where the article tells one joining, and one date in brackets of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.acts import days_of
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

_JOINED = re.compile(
    r"\b(?:joined|entered|started (?:work |out )?(?:at|with|for|in)|began (?:work|his career|her career) (?:at|with|in)"
    r"|went to work (?:at|for|in)|signed on (?:at|with)|was (?:hired|taken on) (?:by|at)|was apprenticed (?:to|at)) "
    r"(?:the |a |an |his |her )?([^,.;:()\d]{2,60}?),? (?:back )?in (?:\w+ )?$"
)
_FIRST_DAY = re.compile(
    r"\b(?:[Hh]is|[Hh]er) (?:very )?first (?:day|morning|week|shift|night|afternoon|month)\b"
    r"(?: (?:at|in|on|as|with|behind|down) (?:the |a |an )?([\w'’ -]{2,30}?))?(?:,| back)? ?(?:in (?:\w+ )?)?$"
)
_WORK = frozenset(["", "work", "job", "duty"])
_ANOTHER = re.compile(r"\b(?:rejoined|again|returned|back at|son|daughter|father|mother|wife|husband|brother|sister)\b", re.I)
# "4.2.0", "Release 4.2", "v2.1"
_VERSION = r"v?\d{1,3}(?:\.\d{1,4}){1,3}"
_BRACKETED = re.compile(rf"\b({_VERSION}),? \($")
_RELEASED = re.compile(
    rf"\b({_VERSION}) (?:was |had been |has been |first )?(?:published|released|issued|shipped"
    r"|tagged|posted|launched|came out|went out|appeared)"
    r" (?:[a-z]+ ){0,3}?(?:on|in) $"
)


@dataclass(frozen=True, slots=True)
class Told:
    """``name`` is of what the date tells; ``start`` and ``end`` the passage offsets of the words."""

    scene: Scene
    time: Mention
    name: str
    start: int
    days: tuple[int, int]

    @property
    def words(self) -> str:
        return " ".join(self.scene.text[self.start : self.time.end].split())

    @property
    def interval(self) -> Interval:
        return Interval.between(*map(Decimal, self.days))


def find_named_dates(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if scene.times and len(scene.text) <= LONGEST_SENTENCE]
    first_days = _told(scenes, _FIRST_DAY, " first ")
    if len(first_days) == 1:
        joined = _told(scenes, _JOINED, "")
        if len(joined) == 1 and _is_one_post(joined[0], first_days[0]):
            yield from _held(joined[0], first_days[0])
    named = _told(scenes, _BRACKETED, " (")
    for release in _told(scenes, _RELEASED, ".") if named else ():
        alike = [other for other in named if other.name == release.name]
        if len(alike) == 1:
            yield from _held(alike[0], release)


def _told(scenes: Sequence[Scene], words: re.Pattern[str], sign: str) -> list[Told]:
    """The dates right behind *words*; *sign* is a cheap sign that a sentence may have them."""
    found = []
    for scene in scenes:
        if sign not in scene.text:
            continue
        for time in scene.times:
            days = days_of(time)
            lead = None if days is None else words.search(scene.text[max(0, time.start - 120) : time.start])
            if lead is not None:
                start = max(0, time.start - 120) + lead.start()
                found.append(Told(scene, time, (lead.group(1) or "").lower().removeprefix("v"), start, days))
    return found


def _is_one_post(joined: Told, first: Told) -> bool:
    if first.scene is joined.scene or _ANOTHER.search(joined.scene.text) or _ANOTHER.search(first.scene.text):
        return False
    return first.name in _WORK or first.name.split()[-1] in re.findall(r"[\w'’-]+", joined.name)


def _held(one: Told, other: Told) -> Iterator[Claim]:
    if one.scene is other.scene or one.days[0] <= other.days[1] and other.days[0] <= one.days[1]:
        return
    yield other.scene.claim(
        other.time,
        "happening",
        parts=(one.scene.mention_part("other", one.time),),
        stated=other.interval,
        implied=one.interval,
        words=(("act", other.words), ("other", one.words)),
        flags=frozenset(["retold"]),
    )
