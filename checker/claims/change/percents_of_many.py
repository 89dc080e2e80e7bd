"""Percent of many: a percentage told with the number it is of, where another sentence told the part.

In:  the scenes of an article.
Out: `fraction` claims as in `portions`, with the flag "apart".
     "… employs 36,000 people. … they're only 5 percent of the valley's 480,000 inhabitants"     →  stated 5, implied 7.5
     "Some 52,000 residents are veterans. With a population of 650,000, that means 12 percent"   →  stated 12, implied 8

The share must be of what was told: "they", "that", "which". A part near that gives the share keeps it quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.topics import stem
from checker.claims.figures import COUNTS, figures_of, in_sum, is_group, noun_of
from checker.claims.parts.portions import Portion, portions_of
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval

_HEDGE = r"(?:only |just |about |around |roughly |some |nearly |almost |barely |hardly |no more than |fully |a mere ){0,2}"
_STANDS_FOR = re.compile(
    r"\b(?P<word>they|these|those|that|this|it|which|the (?:group|number|total|figure))\s*(?:['’]re|['’]s|\s(?:still |now )?"
    r"(?:are|is|were|was|make up|makes up|made up|mean|means|meant|represent|represents|represented|account for|accounts for"
    r"|amount to|amounts to|come to|comes to|equal|equals))\s+" + _HEDGE + r"$",
    re.I,
)
_OF_MANY = re.compile(
    r"^\s+of\s+(?:(?:the|its|their|our|all|a|an)\s+){0,2}(?:[\w-]+(?:['’]s|s['’])\s+)?(?:total\s+|some\s+|estimated\s+)?$", re.I
)
_POPULATION = re.compile(r"\bpopulation of\s+(?:just |only |about |some |around |nearly |over )?$", re.I)
_OTHER = re.compile(r"\b(?:if|unless|last year|average|would|nationally|elsewhere)\b", re.I)
_NEXT, _REACH = 2, 7
_SIZES = (Decimal("0.4"), Decimal("2.5"))


def find_percents_of_many(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for at, scene in enumerate(scenes):
        if not any(m.kind == "percent" for m in scene.mentions) or scene.passage.block.kind not in ("paragraph", "quote"):
            continue
        for portion in portions_of(scene):
            found = None if portion.is_word else _STANDS_FOR.search(scene.text[: portion.start])
            whole = None if found is None or _OTHER.search(scene.text[: portion.start]) else _whole(scene, portion)
            if whole is not None:
                yield from _weigh(scenes, at, portion, whole, found["word"].lower() == "they")


def _whole(scene: Scene, portion: Portion) -> Mention | None:
    for mention in figures_of(scene):
        if mention.kind not in COUNTS or mention.quantity.value is None or not mention.quantity.value:
            continue
        if mention.start >= portion.end and _OF_MANY.match(scene.text[portion.end : mention.start]):
            return mention
        if mention.end <= portion.start and _POPULATION.search(scene.before(mention, 40)):
            return mention
    return None


def _weigh(scenes: Sequence[Scene], at: int, portion: Portion, whole: Mention, is_they: bool) -> Iterator[Claim]:
    scene = scenes[at]
    reach = _REACH if is_they else _NEXT
    near = [s for s in scenes[max(0, at - reach) : at + 1] if scene.passage.index - s.passage.index <= reach]
    parts = [(s, m) for s in near for m in figures_of(s) if m is not whole and _may_be_part(s, m, scene, whole)]
    parts = [(s, m) for s, m in parts if s is not scene or m.end <= portion.start]
    if any((share := _share(m, whole)) is None or not share.is_disjoint(portion.allows) for _, m in parts):
        return
    if not is_they:
        parts = [(s, m) for s, m in parts if s is scene or s.passage.index + 1 == scene.passage.index]
    close = [(s, m) for s, m in parts if _is_near(portion, m, whole)]
    if len({m.quantity.value for _, m in close}) == 1:
        place, part = close[-1]
        yield _claim(scene, portion, place, part, whole)


def _may_be_part(place: Scene, part: Mention, scene: Scene, whole: Mention) -> bool:
    if part.kind not in COUNTS or part.quantity.value is None or not 0 < part.quantity.value < whole.quantity.value:
        return False
    noun, group = noun_of(place, part), noun_of(scene, whole)
    return noun is not None and (
        group is not None and stem(noun) == stem(group) or _is_people(noun) and (group is None or _is_people(group))
    )


def _is_people(noun: str) -> bool:
    return (
        noun in ("person", "people", "resident", "inhabitant", "citizen") or is_group("person", [noun]) or is_group(noun, ["man"])
    )


def _share(part: Mention, whole: Mention) -> Interval | None:
    found = arithmetic.ratio(in_sum(part), in_sum(whole))
    return None if found is None else found.times(arithmetic.HUNDRED)


def _is_near(portion: Portion, part: Mention, whole: Mention) -> bool:
    low, high = arithmetic.ends(portion.allows)
    share = part.quantity.value / whole.quantity.value * 100
    return _SIZES[0] * (low or 0) < share < _SIZES[1] * (high if high is not None else 100)


def _claim(scene: Scene, portion: Portion, place: Scene, part: Mention, whole: Mention) -> Claim:
    return place.claim(
        part,
        "fraction",
        parts=(
            place.mention_part("part", part),
            Part("whole", whole.span, whole.quote),
            scene.part("share", portion.start, portion.end),
        ),
        part=part.quantity.allows,
        total=whole.quantity.allows,
        stated=portion.allows,
        implied=_share(part, whole),
        flags=frozenset(["apart"]),
    )
