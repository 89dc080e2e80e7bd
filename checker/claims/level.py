"""Levels: every quantity with its circumstances, and rates as levels per unit of time or base.

In:  a scene.
Out: one claim for each quantity: shape "rate" where the unit or the words say "per", else "level".
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.claims.scene import Scene
from checker.model.claim import Claim

SKIPPED = frozenset(["ordinal", "score"])

_CROWDS = frozenset(["dozen", "hundred", "thousand", "million"])


def find_levels(scene: Scene) -> Iterator[Claim]:
    for mention in scene.quantities:
        # "Umbrellas by the hundred" gives no figure.
        if mention.kind in SKIPPED or mention.quote.lower() in _CROWDS and scene.before(mention, 7).lower() == "by the ":
            continue
        quantity = mention.quantity
        is_rate = quantity.per is not None or " per " in (quantity.unit or "")
        yield scene.claim(mention, "rate" if is_rate else "level")
