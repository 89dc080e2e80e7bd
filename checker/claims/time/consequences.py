"""Consequences: what came of an incident and is dated before it.

In:  the scenes of an article.
Out: `happening` claims with flag "order": ``stated`` the days told, ``implied`` those the other date leaves
     "in the flood of February 2020. It had been closed since November 2019 as a result"  →  stated November 2019
     "closed in May 2019 because of the fire of August 2019"                              →  stated May 2019

Dates of different years must have their year written; days without a year lie within two months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, day_told
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval

_RESULT = re.compile(
    r"\b(?:(?:as a (?:direct )?(?:result|consequence)|in consequence)(?! of)|consequently|because of (?:it|this|that))\b", re.I
)
_CAUSE = re.compile(
    r"^,? (?:[\w'’-]+ ){0,5}?(?:as a (?:direct )?(?:result|consequence) of|because of|owing to|due to"
    r"|in the wake of|in the aftermath of|following)"
    r" (?:the|a|an) (?:[\w'’-]+ ){0,3}?[a-z]+ (?:of|in|on|that \w+) $"
)
_INCIDENT = re.compile(
    r"\b(?:flood(?:s|ing)?|fire|blaze|crash|collision|storm|gales?|earthquake|landslip|landslide|explosion|blast|accident|leak|collapse"
    r"|derailment|attack|outbreak|eruption|avalanche|hurricane|cyclone|tornado|burst|break-in|theft|robbery|burglary)\b",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:plan\w*|due (?:to (?:open|start|close|be)|on|in)|postpone\w*|delay\w*|cancel\w*|scheduled|expected|would|will|moved"
    r"|put off|another|second|again|earlier|previous\w*|already|unrelated|despite|not)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOSE = 60


def find_consequences(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    for before, scene in zip(scenes, scenes[1:], strict=False):
        if scene.times and before.times and _RESULT.search(scene.text) and before.passage.block is scene.passage.block:
            yield from _result(before, scene)
    for scene in scenes:
        if len(scene.times) > 1 and _INCIDENT.search(scene.text):
            yield from _because(scene)


def _days(time: Mention) -> tuple[int, int] | None:
    """First and last day of "May 2019" and of "since May 2019"."""
    told = None if re.match(r"(?:until|before|after|by) ", time.quote, re.I) else day_told((time.period.timex or "").strip("/"))
    if told is None or "/" in (time.period.timex or "").strip("/") or not re.search(r"\d", time.quote):
        return None
    start, step = told
    last = (start.replace(day=28).toordinal() + 3) if step == 31 else start.toordinal() + step - 1
    return start.toordinal(), last


def _dated(scene: Scene) -> list[tuple[Mention, tuple[int, int]]]:
    return [(time, days) for time in scene.times if (days := _days(time)) is not None]


def _result(before: Scene, scene: Scene) -> Iterator[Claim]:
    causes, effects = _dated(before), _dated(scene)
    if len(causes) == len(effects) == 1 and _INCIDENT.search(before.text) and not _UNREAL.search(scene.text):
        yield from _reversed(before, causes[0], scene, effects[0])


def _because(scene: Scene) -> Iterator[Claim]:
    dates = _dated(scene)
    if len(dates) != 2 or _UNREAL.search(scene.text):
        return
    effect, cause = dates
    glue = scene.between(effect[0], cause[0])
    if _CAUSE.match(glue) and _INCIDENT.search(glue):
        yield from _reversed(scene, cause, scene, effect)


def _reversed(where: Scene, cause: tuple[Mention, tuple[int, int]], scene: Scene, effect: tuple[Mention, tuple[int, int]]):
    (other, (first, _)), (time, days) = cause, effect
    written = all(_YEAR.search(mention.quote) for mention in (other, time))
    days_apart = all(mention.period.granularity == "day" for mention in (other, time)) and first - days[1] <= _CLOSE
    if days[1] < first and (written or days_apart):
        yield _claim(where, other, scene, time, days, Interval(Bound(Decimal(first)), None))


def _claim(where: Scene, other: Mention, scene: Scene, time: Mention, days: tuple[int, int], implied: Interval) -> Claim:
    def told(one: Scene, mention: Mention) -> str:
        return " ".join(one.text[max(0, one.text.rfind(" ", 0, max(0, mention.start - 30))) : mention.end].split())

    return scene.claim(
        time,
        "happening",
        parts=(where.mention_part("other", other),),
        stated=Interval.between(Decimal(days[0]), Decimal(days[1])),
        implied=implied,
        words=(("act", told(scene, time)), ("other", told(where, other))),
        flags=frozenset(["order"]),
    )
