"""Bounds that a later sentence breaks: how long a thing took, and how many come in a day.

In:  the scenes of an article.
Out: `range` claims with the flag "bound": ``stated`` the exact figure, ``implied`` what the bound allows; the part "range".
     "We did it in under six weeks … over the 53 days from first screwdriver to final inspection"  →  stated 53 days
     "sees up to 12 patients a day … the 19 on a busy day"                                       →  stated 19, implied [0, 12]

Only where the article has one such bound and one such figure, and they are close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.figures import COUNTS
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval

_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4"), "hour": 1 / Decimal(24), "minute": 1 / Decimal(1440)}
_LENGTH = re.compile(
    r"\b(?P<bound>(?:in )?(?:just )?(?:under|less than|fewer than|within)|(?:more than|over)) "
    r"(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen) "
    r"(?P<unit>day|week|month|hour|minute)s?\b",
    re.I,
)
_NUMBERS = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)) | {
    "a": 1,
    "an": 1,
    "fourteen": 14,
}
# What was finished in that time, not what is to come or what somebody is used to.
_FINISHED = re.compile(
    r"\b(?:did|done|finished|completed|built|rebuilt|fitted|wired|painted|took|had taken|raised|sold out|wrote|written|made|ready"
    r"|restored|repaired|walked|cycled|sailed|rowed|crossed|moved|installed|wrapped up|all over|over)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:will|would|could|should|can|if|aim|hope\w*|plan\w*|expect\w*|promis\w*|usual\w*|normal\w*|often|every|each|per|until|before|later"
    r"|old|ago|from now|notice|than (?:last|the))\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:(?:over|during|in|throughout|for) the(?: whole| full)?"
    r"|[Tt]he job took|[Ii]t took(?: us| them)?|took(?: us| them)? all of) $"
)
_WHOLE_BEHIND = re.compile(
    r"^ (?:from (?:the )?first\b|from start\b|it took\b"
    r"|of (?:the )?(?:work|job|project|build|crossing|walk|voyage|trip)\b)"
)
_A_DAY = re.compile(r"^(?: [\w'’-]+){1,3} (?:a|each|every|per) (day|night|week|shift)\b")
_BUSY = re.compile(
    r"^(?: [\w'’-]+){0,2} (?:on|during|in) (?:a|an|the|its|our|their|some) (?:\w+ )?(?:busy|busiest|bad|worst|hectic"
    r"|peak|heavy|frantic"
    r"|record) (day|night|week|shift)\b"
)
_OTHERS = re.compile(r"\b(?:other|another|second|neighbouring|elsewhere|rival|similar)\b", re.I)
_FARTHEST = 6
_FACTOR = Decimal("1.9")


def find_bounds_of_time(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [s for s in scenes if s.passage.block.cell is None and len(s.text) <= LONGEST_SENTENCE]
    yield from _lengths(prose)
    yield from _daily(prose)


def _lengths(prose: Sequence[Scene]) -> Iterator[Claim]:
    bounds = [(s, found) for s in prose for found in _LENGTH.finditer(s.text)]
    if len(bounds) != 1:
        return
    scene, found = bounds[0]
    if not _FINISHED.search(scene.text[: found.start()]) or _NOT_DONE.search(scene.text):
        return
    number = found["number"].lower()
    limit = Decimal(number if number.isdigit() else _NUMBERS[number]) * _DAYS[found["unit"].lower()]
    upper = not re.match(r"more than|over", found["bound"], re.I)
    whole = [
        (s, m, days)
        for s in prose
        if s is not scene and abs(s.passage.index - scene.passage.index) <= _FARTHEST and not _OTHERS.search(s.text)
        for m in s.quantities
        if (days := _whole_length(s, m)) is not None
    ]
    if len(whole) != 1 or not 1 / _FACTOR < whole[0][2] / limit < _FACTOR:
        return
    other, mention, days = whole[0]
    # A month and its days are told loosely.
    slack = Decimal("1.05")
    implied = Interval(None, Bound(limit * slack)) if upper else Interval(Bound(limit / slack), None)
    yield _claim(other, mention, days, implied, scene.part("range", *found.span()), "time it took")


def _whole_length(scene: Scene, mention: Mention) -> Decimal | None:
    told = re.fullmatch(r"(\d{1,3})[ -](day|week|month|hour)s?(?: (?:and )?(\d{1,2}) (day|hour|minute)s?)?", mention.quote)
    if told is None or not _WHOLE.search(scene.text[: mention.start]) or _NOT_DONE.search(scene.text):
        return None
    if not (_WHOLE_BEHIND.match(scene.text[mention.end :]) or re.search(r"took\b[^.;]{0,12}$", scene.before(mention, 20))):
        return None
    return Decimal(told[1]) * _DAYS[told[2]] + (Decimal(told[3]) * _DAYS[told[4]] if told[3] else 0)


def _daily(prose: Sequence[Scene]) -> Iterator[Claim]:
    """ "Up to 12 patients a day", and 19 on a busy one."""
    bounds = [(s, m, found[1]) for s in prose for m in s.quantities if _is_most(m) and (found := _A_DAY.match(s.text[m.end :]))]
    if len(bounds) != 1:
        return
    scene, bound, stretch = bounds[0]
    for other in prose:
        if other is scene or abs(other.passage.index - scene.passage.index) > _FARTHEST or _OTHERS.search(other.text):
            continue
        for mention in other.quantities:
            value, busy = mention.quantity.value, _BUSY.match(other.text[mention.end :])
            if mention.kind not in COUNTS or not busy or busy[1] != stretch or mention.quantity.modifier != "exact" or not value:
                continue
            most = bound.quantity.allows.high
            behind = other.text[mention.end : mention.end + busy.start(1)].split()
            alike = not re.match(r"^ (?!on\b|during\b|in\b)", other.text[mention.end :]) or behind[0] in scene.text
            if alike and most is not None and most.value < value < 3 * most.value:
                part = scene.mention_part("range", bound)
                yield _claim(other, mention, value, Interval(None, Bound(most.value)), part, f"a {stretch}")


def _is_most(mention: Mention) -> bool:
    return mention.kind in (*COUNTS, "measure") and mention.quantity.modifier in ("at_most", "less_than", "up_to")


def _claim(scene: Scene, mention: Mention, value: Decimal, implied: Interval, part, noun: str) -> Claim:
    return scene.claim(
        mention,
        "range",
        parts=(part,),
        stated=Interval.exactly(value),
        implied=implied,
        words=(("noun", noun),),
        flags=frozenset(["bound"]),
    )
