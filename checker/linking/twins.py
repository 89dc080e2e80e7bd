"""Twins: figures written with the same digits that may well be one figure.

In:  claims with their words.
Out: for each claim that has one, a key shared with its twins.
     "a $1.3bn bill" and later "the $1.3m bill"; "£35bn of cuts" and "cut €35bn"

That two figures of one article share their digits is already telling, so the words need to tell less than for a link:
a slipped scale word or currency sign shows here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from checker.linking.likeness import Likeness
from checker.model.claim import Claim

_KINDS = frozenset(["money", "measure", "count", "number"])
# How much of the words beside one figure must stand in the other's sentence, by how many digits the figures have beyond
# trailing zeros: "15" is common, "71.25" is not.
_TOLD_ENOUGH = {1: 0.20, 2: 0.12, 3: 0.05}
# Bare numbers and counts share digits more easily than amounts do.
_COUNTS_TOLD = 0.35
_CROWD = 12


def digits_of(claim: Claim) -> str | None:
    """The figure's digits without sign, point and outer zeros; None for ranges and what has no magnitude."""
    value = claim.quantity.value if claim.quantity is not None else None
    if value is None or not value:
        return None
    return "".join(map(str, value.normalize().as_tuple().digits))


def find_twins(claims: Sequence[Claim], likeness: Likeness) -> dict[str, str]:
    by_digits: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        digits = digits_of(claim)
        # Two and 2,000 people share a digit by chance; two million dollars and two billion hardly do.
        if claim.kind in _KINDS and digits is not None and (len(digits) > 1 or claim.kind == "money"):
            kind = "number" if claim.kind in ("count", "number") else claim.kind
            by_digits[kind, digits].append(claim)
    key_of: dict[str, str] = {}
    for (_kind, digits), members in by_digits.items():
        # What a crowd of figures shares says nothing about two of them.
        if not 1 < len(members) <= _CROWD:
            continue
        for one, other in combinations(members, 2):
            # Two conversions in brackets repeat two other figures.
            bracketed = "bracketed" in one.flags & other.flags
            if one.passage != other.passage and not bracketed and _may_be_one(one, other, len(digits), likeness):
                key = key_of.get(one.id) or key_of.get(other.id) or f"{digits} | {one.id}"
                key_of[one.id] = key_of[other.id] = key
    return key_of


def _may_be_one(one: Claim, other: Claim, digits: int, likeness: Likeness) -> bool:
    a, b = likeness.words[one.id], likeness.words[other.id]
    told = max(
        likeness.shared(a.near | a.window, b.sentence),
        likeness.shared(b.near | b.window, a.sentence),
        likeness.shared(a.strong, b.sentence),
        likeness.shared(b.strong, a.sentence),
    )
    needed = _TOLD_ENOUGH[min(digits, 3)]
    return told >= (needed if one.kind in ("money", "measure") else max(needed, _COUNTS_TOLD))
