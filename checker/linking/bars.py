"""Bars: what is said to keep two figures apart, whatever else their words have in common.

In:  two claims.
Out: whether they are barred outright, and the single reasons for the scales to weigh.
     "another five", "five of them"; "in 2019", "in 2021"; "up from 95"; "the first stage", "the second"
"""

from __future__ import annotations

from checker.model.claim import Claim
from checker.model.period import Period

HEADLINES = frozenset(["title", "standfirst"])
APART = frozenset(["another", "other", "others", "further", "additional", "extra", "remaining", "rest", "each", "every", "half"])
_BESIDE = frozenset(["noun", "mod", "of", "above", "verb", "subject", "window"])


def is_barred(one: Claim, other: Claim) -> bool:
    """Whether something said keeps the two apart whatever their words; *one* stands before *other*."""
    return why_barred(one, other) is not None


def why_barred(one: Claim, other: Claim) -> str | None:
    """What keeps the two apart, in words; None where nothing does."""
    if one.passage == other.passage:
        return "they stand in one sentence"
    if sets_apart(one) != sets_apart(other):
        return "one speaks of another group"
    if are_of_other_times(one.time, other.time):
        return "another period is told"
    if "base" in one.flags | other.flags:
        return "one is what another figure is held against"
    if "added" in other.flags:
        return "the second is told beside something else"
    if is_part(one) != is_part(other):
        return "one counts some of a group"
    if {one.shape, other.shape} == {"rate", "level"} and "cumulative" in (one.aggregation, other.aggregation):
        return "one is a rate, the other what has gathered"
    if are_other_events(one, other):
        return "different things happened to the ones counted"
    return None


def are_contrasted(one: Claim, other: Claim, *, beside_only: bool = False) -> bool:
    """ "the first stage" and "the second", "in Leeds" and "in York", "Brazil won" and "Chile won".

    *beside_only*: by words beside the figures; far off in a long sentence "final" and "first" speak of other things.
    """
    a, b = _marks(one), _marks(other)
    if beside_only:
        a, b = _beside(one, a), _beside(other, b)
    shared = a.keys() & b.keys()
    if one.block in HEADLINES or other.block in HEADLINES:
        # A headline calls the doer by another name: the storm is the gales of the body.
        shared = {role for role in shared if not role.startswith("doer ")}
    return any(not a[role] & b[role] for role in shared)


def _beside(claim: Claim, marks: dict[str, set[str]]) -> dict[str, set[str]]:
    near = {lemma for role, lemma in claim.terms if role in _BESIDE}
    return {role: words for role, words in marks.items() if role == "where" or words & near}


def _marks(claim: Claim) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role, word in claim.terms:
        if role == "where" or role.startswith(("mark ", "doer ")):
            found.setdefault(role, set()).add(word)
    return found


def are_other_events(one: Claim, other: Claim) -> bool:
    """Killed and wounded are two counts."""
    return "event" in one.flags & other.flags and one.measure != other.measure


def sets_apart(claim: Claim) -> frozenset[str]:
    return frozenset((claim.scope or "").split()) & APART


def is_part(claim: Claim) -> bool:
    """ "12 of the victims": some of a group that is counted itself."""
    return claim.kind in ("count", "number") and "of" in (claim.scope or "").split()


def are_of_other_times(one: Period | None, other: Period | None) -> bool:
    """Two said periods that do not overlap."""
    if one is None or other is None:
        return False
    if one.start is not None and other.start is not None:
        return (one.end is not None and one.end <= other.start) or (other.end is not None and other.end <= one.start)
    if one.offset is not None and other.offset is not None:
        (low, high), (other_low, other_high) = one.offset, other.offset
        return (high is not None and other_low is not None and high <= other_low) or (
            other_high is not None and low is not None and other_high <= low
        )
    return False
