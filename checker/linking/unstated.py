"""Sums that the article leaves to its reader: a part of a whole, a measure's change from one time to the next.

In:  linked claims and their timelines.
Out: a `Sum` "not stated" for each, in text order.
     "11,000 North Korean soldiers … over 3,000 killed or wounded"  →  over 3,000 of 11,000 is 27%

A sum whose result some percentage of the article allows is stated, and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker.model.claim import Claim
from checker.model.ledger import Sum, Timeline
from checker.model.quantity import Bound, Interval

_COUNTS = frozenset(["count", "number"])
# A list of everything that could be divided helps nobody.
_MOST = 20
_BROUGHT_TOGETHER = frozenset(["attended", "deployed", "employed", "hired", "surveyed"])
_HALF_POINT = Decimal("0.5")


def unstated_sums(claims: Sequence[Claim], timelines: Iterable[Timeline]) -> list[Sum]:
    told = [claim.quantity.allows for claim in claims if claim.kind == "percent" and claim.quantity is not None]
    found: dict[str, Sum] = {}
    for one in (*_parts(claims, told), *_changes(timelines, told)):
        found.setdefault(one.working, one)
    return sorted(found.values(), key=lambda one: one.span)[:_MOST]


def _parts(claims: Sequence[Claim], told: Sequence[Interval]) -> Iterator[Sum]:
    """What happened to some of a group that is counted itself."""
    counts = [claim for claim in claims if claim.shape == "level" and claim.kind in _COUNTS and _value(claim)]
    for part in counts:
        if "event" not in part.flags:
            continue
        for whole in counts:
            if _is_told_whole(part, whole) and _is_group_of(part, whole) and _value(part) < _value(whole):
                share = _value(part) / _value(whole) * 100
                if not _is_told(share, told):
                    working = f"{_inside(part)} of {_inside(whole)} is {_percent(share)}"
                    yield Sum("not stated", working, min(part.span, whole.span))


def _is_told_whole(part: Claim, whole: Claim) -> bool:
    """A group is counted by itself, or as those who were brought together; nothing happened to it as to the part."""
    return "event" not in whole.flags or whole.measure in _BROUGHT_TOGETHER and whole.measure != part.measure


def _is_group_of(part: Claim, whole: Claim) -> bool:
    """Both count one noun, and all that narrows the whole narrows the part: soldiers of one army, seats of one chamber."""
    noun, other = _words(part, "noun"), _words(whole, "noun")
    narrow = _words(whole, "mod")
    return bool(noun and noun == other and narrow and narrow <= _words(part, "mod"))


def _words(claim: Claim, role: str) -> set[str]:
    return {word for told, word in claim.terms if told == role}


def _changes(timelines: Iterable[Timeline], told: Sequence[Interval]) -> Iterator[Sum]:
    for line in timelines:
        dated = [claim for claim in line.claims if claim.time is not None and claim.time.end is not None and _value(claim)]
        for before, after in zip(dated, dated[1:], strict=False):
            apart = after.time.start is not None and before.time.end <= after.time.start
            if apart and before.kind != "percent" and before.allows.is_disjoint(after.allows):
                change = (_common(after) / _common(before) - 1) * 100
                if not _is_told(abs(change), told):
                    working = f"from {_inside(before)} to {_inside(after)} is {change.quantize(Decimal(1)):+f}%"
                    yield Sum("not stated", working, min(before.span, after.span))


def _inside(claim: Claim) -> str:
    """The quote as it reads inside a sentence: "Some 11,000" began one."""
    quote = claim.quote
    return quote[0].lower() + quote[1:] if quote[1:2].islower() else quote


def _value(claim: Claim) -> Decimal | None:
    return claim.quantity.value if claim.quantity is not None else None


def _common(claim: Claim) -> Decimal:
    """The magnitude in the unit that all claims of the dimension share: the middle of what the words allow."""
    ends = [bound.value for bound in (claim.allows.low, claim.allows.high) if bound is not None]
    return sum(ends, Decimal(0)) / len(ends)


def _is_told(share: Decimal, told: Iterable[Interval]) -> bool:
    near = Interval(Bound(share - _HALF_POINT), Bound(share + _HALF_POINT))
    return any(not near.is_disjoint(one) for one in told)


def _percent(share: Decimal) -> str:
    step = Decimal(1) if share >= 10 else Decimal("0.1")
    return f"{share.quantize(step):f}%"
