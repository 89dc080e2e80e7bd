"""Reasons: why two claims are not held to state one thing, for whoever traces a rule.

In:  the claims of a document.
Out: a function that tells of two of them what bars a link, or what their likeness weighs and how much is needed.
     "their figures cannot be compared"; "another period is told"
     "their words weigh -0.76, 0.1 is needed: few +0.88, far_clash -3.80"
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.linking.bars import why_barred
from checker.linking.likeness import Likeness
from checker.linking.link import LINKED_SHAPES, persons_of
from checker.linking.score import scales
from checker.linking.units import comparison_class
from checker.model.claim import Claim
from checker.model.factor import UnitFactor

_MOST_FEATURES = 5
_TRIFLE = 0.05


def reasons_apart(claims: Sequence[Claim], unit_factor: UnitFactor) -> Callable[[Claim, Claim], str]:
    """A function of two of *claims*; its answer is empty for two that are linked."""
    compared = [claim for claim in claims if claim.shape in LINKED_SHAPES]
    likeness = Likeness(compared, unit_factor, persons_of(claims))
    known = {(one.id, other.id) for one, other in likeness.pairs}

    def why(one: Claim, other: Claim) -> str:
        one, other = sorted((one, other), key=lambda claim: claim.span)
        if other.id in one.links:
            return ""
        if not {one.shape, other.shape} <= LINKED_SHAPES:
            return "claims of these shapes are not linked"
        if comparison_class(one, unit_factor) != comparison_class(other, unit_factor):
            return "their figures cannot be compared"
        barred = why_barred(one, other)
        if barred:
            return barred
        if likeness.are_strangers(one, other):
            return "their nouns have nothing to do with each other"
        if (one.id, other.id) not in known or not likeness.alike(one, other):
            return "they share no telling word"
        return _weighed(likeness.features(one, other))

    return why


def _weighed(features: dict[str, float]) -> str:
    weigh = scales()
    score = weigh.score(features)
    if score >= weigh.likely:
        return "each is more alike to others of its group"
    parts = {name: features[name] * weight for name, weight in weigh.weights.items()}
    telling = sorted((name for name in parts if abs(parts[name]) >= _TRIFLE), key=lambda name: -abs(parts[name]))
    told = ", ".join(f"{name} {parts[name]:+.2f}" for name in telling[:_MOST_FEATURES])
    return f"their words weigh {score:.2f}, {weigh.likely} is needed{': ' + told if told else ''}"
