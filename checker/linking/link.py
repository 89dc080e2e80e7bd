"""Links: claims that must agree share a key.

In:  the claims of one document, in any order.
Out: the same claims with ``allows`` in a common unit, ``key``, ``firm`` and ``links``.

Two claims meet where their figures can be compared, nothing said keeps them apart (`bars`) and their words are alike enough
(`likeness`). A group is only as good as its worst pair: a claim joins when it is alike enough to every member.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from checker.linking.bars import HEADLINES, is_barred
from checker.linking.likeness import CROWD, Likeness
from checker.linking.score import scales
from checker.linking.swapped import find_swapped
from checker.linking.twins import find_slips, find_twins
from checker.linking.units import common_interval, comparison_class
from checker.model.claim import Claim
from checker.model.factor import UnitFactor

LINKED_SHAPES = frozenset(["level", "rate", "moment"])
Scores = Mapping[tuple[str, str], float]


def link_claims(claims: Sequence[Claim], unit_factor: UnitFactor) -> tuple[Claim, ...]:
    """*claims* in text order with ``allows``, ``key``, ``firm``, ``twin``, ``swapped`` and ``links`` filled in."""
    ordered = sorted(claims, key=lambda claim: (claim.span.start, claim.span.end, claim.shape))
    compared = [claim for claim in ordered if claim.shape in LINKED_SHAPES]
    likeness = Likeness(compared, unit_factor, persons_of(ordered))
    scores = _scores(likeness)
    figures = [claim for claim in compared if claim.quantity is not None]
    groups = _groups(compared, scores, scales().likely)
    keys, firm = _keys(groups), _keys(_groups(compared, scores, scales().firm))
    mates = {claim.id: _mates(claim, group) for group in groups for claim in group}
    twins = find_twins(figures, likeness)
    slips = find_slips(figures, likeness, twins)
    swapped = find_swapped(figures, likeness, unit_factor)
    echoed = _echoed(figures, likeness, unit_factor)
    return tuple(
        replace(
            claim,
            allows=None if claim.quantity is None else common_interval(claim.quantity, unit_factor),
            key=keys.get(claim.id),
            firm=firm.get(claim.id),
            twin=twins.get(claim.id),
            swapped=swapped.get(claim.id),
            slip=slips.get(claim.id),
            links=tuple(mates.get(claim.id, ())),
            flags=claim.flags | {"echoed"} if claim.id in echoed else claim.flags,
        )
        for claim in ordered
    )


def persons_of(claims: Sequence[Claim]) -> dict[str, str]:
    """By claim id whose age a figure is, where the claims about ages know."""
    known = {claim.span: dict(claim.words).get("person") for claim in claims if claim.shape == "age" and "known" in claim.flags}
    return {claim.id: known[claim.span] for claim in claims if claim.kind == "age" and known.get(claim.span)}


def _echoed(claims: Sequence[Claim], likeness: Likeness, unit_factor: UnitFactor) -> set[str]:
    """Claims whose figure another sentence says again of something alike: it is confirmed, so nothing contradicts it."""
    by_figure: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        kind = comparison_class(claim, unit_factor)
        if kind is not None and claim.quantity.value is not None:
            by_figure[kind, common_interval(claim.quantity, unit_factor)].append(claim)
    found = set()
    for members in by_figure.values():
        for one, other in combinations(members[:CROWD], 2):
            if one.passage != other.passage and _are_akin(one, other, likeness):
                found.update((one.id, other.id))
    return found


def _are_akin(one: Claim, other: Claim, likeness: Likeness) -> bool:
    if one.kind not in ("count", "number"):
        return True
    a, b = likeness.words[one.id], likeness.words[other.id]
    return bool(a.near & b.near or a.window & b.window)


def _mates(claim: Claim, group: Sequence[Claim]) -> list[str]:
    return [other.id for other in group if other is not claim and _overlap(claim, other)]


def _scores(likeness: Likeness) -> Scores:
    """How alike each pair is that may be linked at all. A headline may tell its lead's figure in words of its own."""
    weigh, found = scales(), {}
    for one, other in likeness.pairs:
        if is_barred(one, other) or likeness.are_strangers(one, other):
            continue
        if likeness.alike(one, other) or one.block in HEADLINES:
            value = weigh.score(likeness.features(one, other))
            if value >= weigh.likely:
                found[one.id, other.id] = value
    return found


def _groups(claims: Sequence[Claim], scores: Scores, enough: float) -> list[list[Claim]]:
    """Groups by falling score in which every pair scores *enough*."""
    scores = {pair: value for pair, value in scores.items() if value >= enough}
    by_id = {claim.id: claim for claim in claims}
    group_of: dict[str, list[str]] = {claim.id: [claim.id] for claim in claims}

    def alike(one: str, other: str) -> bool:
        return (one, other) in scores or (other, one) in scores

    for (one, other), _score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        left, right = group_of[one], group_of[other]
        if left is right or not all(alike(a, b) for a in left for b in right):
            continue
        left.extend(right)
        for member in right:
            group_of[member] = left
    unique = {id(group): group for group in group_of.values()}
    return [[by_id[member] for member in group] for group in unique.values() if len(group) > 1]


def _keys(groups: Sequence[Sequence[Claim]]) -> dict[str, str]:
    return {claim.id: _key(group) for group in groups for claim in group}


def _key(group: Sequence[Claim]) -> str:
    """A name for the group: its first member's measure and subject, and that member's id to tell groups apart."""
    first = min(group, key=lambda claim: claim.span)
    return " | ".join([first.measure or first.kind, first.subject or "", first.id])


def _overlap(one: Claim, other: Claim) -> bool:
    """Claims of a group must agree unless one tells a period and the other what has gathered since a start."""
    return {one.aggregation, other.aggregation} != {"flow", "cumulative"}
