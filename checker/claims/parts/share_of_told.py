"""Shares whose whole stands behind them, and whose part was told in the sentence before.

In:  the scenes of an article.
Out: `fraction` claims as in `portions`, with the flag "apart".
     "Some 4,150 people are being treated. … That came to 8 per cent of the district's 83,000 inhabitants"
     →  stated [7.4, 9], implied 5

The sentence takes up what was told ("that is", "which makes"), and the sentence before counts one such group only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.topics import stem
from checker.claims.figures import figures_of, in_sum, is_alike, is_group, noun_of
from checker.claims.parts.portions import Portion, portions_of
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention

_TAKES_UP = re.compile(
    r"(?:^|[.,;“\"]\s*|\b(?:said|says|that)\s+)(?:that|this|it|they|which|the (?:number|figure|total))\s+"
    r"(?:(?:comes?|came|amount(?:s|ed)?|adds? up|works? out|worked out) (?:to|at)|is|was|are|were|represent(?:s|ed)?"
    r"|equals?|makes?|made up|makes up|means)\s+(?:the )?(?:equivalent of\s+|equal to\s+)?"
    r"(?:only |just |about |around |roughly |some |nearly )?$",
    re.I,
)
_OF = re.compile(r"^\s+of\s+(?:(?:the|its|their|our|all|some|about|[\w-]+['’]s)\s+){0,3}(?:total |population )?(?:of )?$", re.I)
_LEAST = Decimal(2)
_SIZES = (Decimal("0.4"), Decimal("2.5"))
_HUNDRED = Decimal(100)


def find_shares_of_told(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for before, scene in zip(scenes, scenes[1:], strict=False):
        if scene.passage.index != before.passage.index + 1 or not re.search(r"\bof\b", scene.text):
            continue
        for portion in portions_of(scene):
            if _TAKES_UP.search(scene.text[max(0, portion.start - 70) : portion.start]):
                yield from _weigh(before, scene, portion)


def _weigh(before: Scene, scene: Scene, portion: Portion) -> Iterator[Claim]:
    whole = next((m for m in figures_of(scene) if m.start >= portion.end), None)
    if whole is None or not whole.quantity.value or not _OF.match(scene.text[portion.end : whole.core[0]].rstrip("£$€")):
        return
    parts = [m for m in figures_of(before) if _may_be_part(before, m, scene, whole)]
    if any(_fits(part, whole, portion) for part in figures_of(before) if is_alike(part, whole)):
        return
    if len({part.quantity.value for part in parts}) != 1:
        return
    part = parts[0]
    low, high = arithmetic.ends(portion.allows)
    share = part.quantity.value / whole.quantity.value * _HUNDRED
    if _SIZES[0] * (low or 0) < share < _SIZES[1] * (high if high is not None else _HUNDRED):
        yield _claim(before, part, scene, whole, portion)


def _may_be_part(before: Scene, part: Mention, scene: Scene, whole: Mention) -> bool:
    value = part.quantity.value
    if not is_alike(part, whole) or value is None or not _LEAST < value < whole.quantity.value:
        return False
    if part.kind == "money":
        return True
    own, other = noun_of(before, part), noun_of(scene, whole)
    if own is None or other is not None and stem(own) == stem(other):
        return True
    return _is_people(own) and _is_people(other)


def _is_people(noun: str | None) -> bool:
    return noun is not None and (
        noun in ("person", "people", "inhabitant", "resident") or is_group("person", [noun]) or is_group(noun, ["man"])
    )


def _fits(part: Mention, whole: Mention, portion: Portion) -> bool:
    share = arithmetic.ratio(in_sum(part), in_sum(whole))
    return share is None or not share.times(_HUNDRED).is_disjoint(portion.allows)


def _claim(before: Scene, part: Mention, scene: Scene, whole: Mention, portion: Portion) -> Claim:
    span = scene.passage.span(portion.start, portion.end)
    implied = arithmetic.ratio(in_sum(part), in_sum(whole))
    return before.claim(
        part,
        "fraction",
        parts=(
            before.mention_part("part", part),
            Part("whole", whole.span, whole.quote),
            Part("share", span, scene.source_text[span.start : span.end]),
        ),
        part=part.quantity.allows,
        total=whole.quantity.allows,
        stated=portion.allows,
        implied=None if implied is None else implied.times(_HUNDRED),
        flags=frozenset(["apart", "worded" if portion.is_word else "counted"]),
    )
