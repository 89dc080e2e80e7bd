"""Timelines: the values that one measure takes over an article.

In:  linked claims.
Out: per measure with two values or more a `Timeline`, in the order of the article; inside it dated claims by their time,
     then undated ones in text order.
     "revenue was €36m in 2023 … €46m in 2024"  →  revenue: €36m (2023), €46m (2024)

Claims stand in one timeline when linking holds them to be one measure, or when they bear the same name in one unit. It is a
reading aid: nothing in a timeline must agree unless its claims are linked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from checker.linking.units import comparison_class
from checker.model.claim import Claim
from checker.model.factor import UnitFactor
from checker.model.ledger import Timeline

SHAPES = frozenset(["level", "rate"])
_LATEST = dt.datetime.max


def find_timelines(claims: Sequence[Claim], unit_factor: UnitFactor) -> tuple[Timeline, ...]:
    """Only measures that are told at two places or more."""
    told = [claim for claim in claims if claim.shape in SHAPES and claim.measure is not None and claim.quantity is not None]
    groups = _joined(told, unit_factor)
    lines = [Timeline(_name(group), tuple(sorted(group, key=_when))) for group in groups if len(group) > 1]
    return tuple(sorted(lines, key=lambda line: min(claim.span for claim in line.claims)))


def _joined(claims: Iterable[Claim], unit_factor: UnitFactor) -> list[list[Claim]]:
    """Claims that share a key or a name, directly or over others."""
    group_of: dict[tuple, list[Claim]] = {}
    for claim in claims:
        kind = comparison_class(claim, unit_factor)
        if kind is None:
            continue
        labels = [("name", kind, claim.basis, claim.measure, claim.subject), ("key", claim.key or claim.id)]
        known = {id(group): group for label in labels if (group := group_of.get(label)) is not None}
        merged = [claim]
        for group in known.values():
            merged.extend(group)
        group_of.update((label, merged) for label, group in group_of.items() if id(group) in known)
        group_of.update((label, merged) for label in labels)
    return list({id(group): group for group in group_of.values()}.values())


def _when(claim: Claim) -> tuple:
    """Absolute times first, then those counted from the article's day, then none; each by its end, then by place."""
    time = claim.time
    if time is not None and (time.start or time.end):
        return (0, (time.end or _LATEST).replace(tzinfo=None), 0, claim.span)
    if time is not None and time.offset is not None:
        end = time.offset[1]
        return (1, _LATEST, end if end is not None else 1, claim.span)
    return (2, _LATEST, 0, claim.span)


def _name(group: Sequence[Claim]) -> str:
    first = min(group, key=lambda claim: claim.span)
    return " of ".join(told for told in (first.measure, first.subject) if told)
