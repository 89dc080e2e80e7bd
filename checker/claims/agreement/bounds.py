"""Bounds of money: "more than £2.5m", and elsewhere an exact amount of the same thing on the other side.

In:  the scenes of an article.
Out: `range` claims with the flag "bound": ``stated`` the exact amount, ``implied`` what the bound allows; the part "range".
     "was sold for more than £2.5m … the £2.3m he paid all told"   →  stated 2.3m, implied above 2.5m

What the money is of is told by words near it (tables/counted.yaml). Only amounts near each other are compared, and only
where the article has one bound and one such amount.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.agreement.counted import Counted, may_share_place, words
from checker.claims.circumstances import POINTING
from checker.claims.figures import is_alike
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

_BOUNDS = frozenset(["at_least", "more_than", "at_most", "less_than"])
_FACTOR = Decimal("1.4")
_BEFORE, _BEHIND = 55, 20


@functools.cache
def _families() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    rows = load_table("checker.claims.tables", "counted.yaml")
    return {row["family"]: re.compile(rf"\b(?:{'|'.join(row['near'])})\b", re.I) for row in rows["money"]}, any_of(
        rows["money_unless"]
    )


def find_money_bounds(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    opening = " ".join(block.text for block in article.blocks[:4] if block.kind in ("title", "standfirst"))
    told = [(s, m) for s in scenes if len(s.text) <= LONGEST_SENTENCE and s.passage.block.cell is None for m in s.quantities]
    money = [(s, m) for s, m in told if m.kind == "money" and m.quantity.value and m.quantity.per is None]
    bounds = [(s, m) for s, m in money if m.quantity.modifier in _BOUNDS]
    for scene, bound in bounds:
        families = _families_of(scene, bound)
        near = [
            (s, m)
            for s, m in money
            if s is not scene
            and m.quantity.modifier == "exact"
            and is_alike(m, bound)
            and _is_close(m, bound)
            and families & _families_of(s, m)
        ]
        alike = [m for s, m in bounds if is_alike(m, bound) and families & _families_of(s, m)]
        if len({m.quantity.value for _, m in near}) != 1 or len({m.quantity.value for m in alike}) != 1:
            continue
        other, mention = near[0]
        if _is_one(scene, bound, other, mention, opening):
            yield _claim(other, mention, bound)


def _families_of(scene: Scene, mention: Mention) -> frozenset[str]:
    near = scene.text[max(0, mention.start - _BEFORE) : mention.end + _BEHIND]
    families, unless = _families()
    if unless.search(near) or words().other_time.search(near):
        return frozenset()
    return frozenset(family for family, pattern in families.items() if pattern.search(near))


def _is_close(one: Mention, other: Mention) -> bool:
    return 1 / _FACTOR < one.quantity.value / other.quantity.value < _FACTOR


def _is_one(scene: Scene, bound: Mention, other: Scene, mention: Mention, opening: str) -> bool:
    one, two = (Counted(s, m, "money", frozenset(), None) for s, m in ((scene, bound), (other, mention)))
    if two.years - one.years or not may_share_place(one, two, opening):
        return False
    # What is told a second time points back: "the £2.3m he paid", "the final bill came to £341,000".
    frame = other.frames.get(mention)
    pointed = frame is not None and frame.determiner in POINTING
    return (
        pointed
        or re.search(
            (
                r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]hat) (?:[\w'’-]+ ){1,3}$|\b(?:[Tt]he|[Ii]ts"
                r"|[Tt]hat) (?:\w+ ){0,2}(?:price|bill|sum|total|cost|figure|sale)\b[^.;]{0,30}$"
            ),
            other.text[: mention.start],
        )
        is not None
    )


def _claim(scene: Scene, mention: Mention, bound: Mention) -> Claim:
    return scene.claim(
        mention,
        "range",
        parts=(Part("range", bound.span, bound.quote),),
        stated=mention.quantity.allows,
        implied=bound.quantity.allows,
        words=(("noun", "money"),),
        flags=frozenset(["bound"]),
    )
