"""One period alone: what was done in a year or a month, and the total of all the time that holds it.

In:  the scenes of an article.
Out: `range` claims with the flag "alone": ``stated`` the figure of the one period, ``implied`` up to the total; the part
     "range" is the total.
     "Since it opened in 2019, it has fitted 4,200 heat pumps … put in 4,900 in 2022 alone"  →  stated 4,900, implied (…, 4,200]

The figure of the period has no noun of its own or the noun of the total, and stands at most a few sentences from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.claims.agreement.counted import places_in
from checker.claims.figures import COUNTS, noun_of
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

_ALONE = re.compile(
    r"^(?: [\w'’-]+){0,4}?,? (?:(?:in|during|for|over) (?:the )?(?:\w+ )?)?(?:last |this |past |first )?"
    r"(?:(?:19|20)\d\d|year|month|week|quarter|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|spring|summer|autumn|winter|weekend) alone\b"
)
_ALONE_BEFORE = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his) (?:[\w]+ ){1,3}alone,? (?:[\w'’-]+ ){0,3}$")
_SINCE = re.compile(r"\bsince (?:[^.;\d]{0,40}?((?:19|20)\d\d)|[^.;\d]{2,50}(?:[.,;]|$))", re.I)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PERIOD = re.compile(rf"\b(?:[Ii]n|between|from|[Dd]uring) ((?:19|20)\d\d)\b|\b[Ii]n (?:{_MONTHS})\b|\b[Ll]ast (?:week|month)\b")
_IN_ALL = re.compile(
    r"\b(?:since (?:it|they|he|she|the|its|their|then|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b|to date\b|so far\b(?! this (?:year|month|week))|all told\b|over (?:its|the) lifetime|in its"
    r" (?:\w+ )?(?:years?|history|existence)\b)",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:up|rise|rose|risen|grew|grown|(?:fell|fallen)(?! ill| sick| victim)"
    r"|more|fewer|than|from|target|plann?(?:s|ed|ing)?|would|could|will)\b",
    re.I,
)
_HAS_DONE = re.compile(r"\b(?:has|have|had|[’']ve)\b")
# "Since then 640 people have fallen ill and 19 have died": the first has the noun.
_SINCE_THEN = re.compile(r"\b[Ss]ince (?:then|it|the|its|their)\b[^.;]*$|\b[Ss]o far,? $|\b[Tt]o date,? $")
_AND = re.compile(r"^ [^.;,\d]{3,50} and(?: a further| another)? $")
_FARTHEST = 5
_MOST = 20


def find_alone(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [s for s in scenes if s.passage.block.cell is None and len(s.text) <= LONGEST_SENTENCE]
    totals = [(s, m) for s in prose if _IN_ALL.search(s.text) and _HAS_DONE.search(s.text) for m in _counts(s)]
    for scene in prose if totals else ():
        near = [(s, m) for s, m in totals if s is not scene and abs(s.passage.index - scene.passage.index) <= _FARTHEST]
        for mention in scene.quantities if near else ():
            alone = _is_alone(scene, mention)
            alike = [
                (s, m)
                for s, m in near
                if _is_of(scene, mention, s, m)
                and (alone or s.passage.index < scene.passage.index and _is_again(scene, mention, s, m))
            ]
            if len(alike) == 1:
                yield from _beyond(scene, mention, *alike[0])


def _counts(scene: Scene) -> list[Mention]:
    """The figures of a sentence that tells one total only."""
    if _CHANGE.search(scene.text):
        return []
    counts = [m for m in scene.quantities if m.kind in COUNTS and m.quantity.value and m.quantity.modifier in ("exact", "about")]
    if len(counts) == 2 and _SINCE_THEN.search(scene.text[: counts[0].start]) and _AND.match(scene.between(*counts)):
        counts = counts[:1]
    return counts if len(counts) == 1 else []


def _is_alone(scene: Scene, mention: Mention) -> bool:
    if mention.kind not in COUNTS or not mention.quantity.value or _CHANGE.search(scene.before(mention, 16)):
        return False
    return bool(_ALONE.match(scene.text[mention.end :]) or _ALONE_BEFORE.search(scene.text[: mention.start]))


def _is_again(scene: Scene, mention: Mention, other: Scene, total: Mention) -> bool:
    """ "Has taken 2,300 calls since it opened in May … In August it took 2,900 calls": the same deed of the same one."""
    one, two = scene.frames.get(mention), other.frames.get(total)
    if (
        mention.kind not in COUNTS
        or not mention.quantity.value
        or mention.quantity.modifier != "exact"
        or one is None
        or two is None
    ):
        return False
    if one.verb is None or two.verb is None or scene.tree.lemmas[one.verb] != other.tree.lemmas[two.verb]:
        return False
    subject = one.subject
    if subject is None or scene.tree.lowers[subject] not in ("it", "they", "he", "she", "we") or _CHANGE.search(scene.text):
        return False
    since, period = _SINCE.search(other.text), _PERIOD.search(scene.text)
    if since is None or period is None or places_in(scene.text) - places_in(other.text):
        return False
    if period[1]:
        return bool(since[1]) and int(period[1]) >= int(since[1])
    return not re.search(r"\b(?:19|20)\d\d\b", scene.text)


def _is_of(scene: Scene, mention: Mention, other: Scene, total: Mention) -> bool:
    mine, theirs = noun_of(scene, mention), noun_of(other, total)
    bare = re.match(r"^(?:,| in\b| during\b| last\b| this\b| between\b)", scene.text[mention.end :]) is not None
    mentioned = mention.kind in COUNTS and mention.quantity.value
    return (
        bool(mentioned) and theirs is not None and (mine == theirs or bare and mine is None or bare and mention.kind == "number")
    )


def _beyond(scene: Scene, mention: Mention, other: Scene, total: Mention) -> Iterator[Claim]:
    most = total.quantity.allows.high
    if most is None or not mention.quantity.value < total.quantity.value * _MOST:
        return
    yield scene.claim(
        mention,
        "range",
        parts=(other.mention_part("range", total),),
        stated=mention.quantity.allows,
        implied=Interval(None, most),
        flags=frozenset(["alone"]),
    )
