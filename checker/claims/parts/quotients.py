"""Quotients: a whole, the number it is shared out over, and what comes to each, told in different places.

In:  a whole and a number, each with its scene, and what is told of each one.
Out: their quotient, and the `total` claim (flag "each_apart") that holds it against what is told.
     "£18.4m … 92,000 people … £230 a head"  →  stated 230, implied 200
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import in_sum
from checker.claims.scene import Scene
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the sentence that tells it."""

    scene: Scene
    mention: Mention


def quotient(whole: Told, many: Told, slack: Decimal) -> Interval | None:
    """What comes to each, widened by *slack* on both sides; None where it cannot be computed."""
    found = arithmetic.ratio(in_sum(whole.mention), in_sum(many.mention))
    return None if found is None else arithmetic.widened(found, slack)


def is_of_size(whole: Told, many: Told, each: Mention, sizes: tuple[Decimal, Decimal]) -> bool:
    """Whether the quotient is so many times the figure told, between *sizes*: farther off the two mean other things."""
    ratio = whole.mention.quantity.value / many.mention.quantity.value / each.quantity.value
    return sizes[0] < ratio < sizes[1]


def claim_each(scene: Scene, each: Mention, stated: Interval, whole: Told, many: Told, slack: Decimal) -> Claim:
    """The claim at *each*, told in *scene* as *stated*."""
    return scene.claim(
        each,
        "total",
        parts=(
            scene.mention_part("each", each),
            Part("many", many.mention.span, many.mention.quote),
            Part("whole", whole.mention.span, whole.mention.quote),
        ),
        stated=stated,
        implied=quotient(whole, many, slack),
        words=(("sum", f"{whole.mention.quote} / {many.mention.quote}"),),
        flags=frozenset(["each_apart"]),
    )
