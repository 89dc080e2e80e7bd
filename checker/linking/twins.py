"""Twins: figures written with the same digits that may well be one figure.

In:  claims with their words.
Out: for each claim that has one, a key shared with its twins.
     "a $1.3bn bill" and later "the $1.3m bill"; "£35bn of cuts" and "cut €35bn"

`find_slips` joins more loosely what differs in its currency or by ten, a thousand or a million: two such figures of two digits
or more hardly ever meet in an edited article, so that little beside them need tell that they are one.
     "awarded £3.4m" and later "the £34m from the Fund"; "the $130 million levied" and "set aside €130 million for the penalty"

That two figures of one article share their digits is already telling, so the words need to tell less than for a link:
a slipped scale word or currency sign shows here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from checker.linking.bars import are_contrasted, is_barred
from checker.linking.likeness import Likeness
from checker.linking.words import are_kindred
from checker.model.claim import Claim

_KINDS = frozenset(["money", "measure", "count", "number"])
# How much of the words beside one figure must stand in the other's sentence, by how many digits the figures have beyond
# trailing zeros: "15" is common, "71.25" is not.
_TOLD_ENOUGH = {1: 0.20, 2: 0.12, 3: 0.05}
# Bare numbers and counts share digits more easily than amounts do.
_COUNTS_TOLD = 0.35
_CROWD = 12
_SLIPS = frozenset([10, 1000, 1_000_000])
_DOLLARS = frozenset(["AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "USD"])
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z.])\$|^[\d.,]+(?: \w+)? (?:dollars|dlrs?)$", re.I)


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
            if one.passage == other.passage or bracketed or _are_priced_apart(one, other, members):
                continue
            if _may_be_one(one, other, len(digits), likeness):
                key = key_of.get(one.id) or key_of.get(other.id) or f"{digits} | {one.id}"
                key_of[one.id] = key_of[other.id] = key
    return key_of


def find_slips(claims: Sequence[Claim], likeness: Likeness, twins: Mapping[str, str]) -> dict[str, str]:
    """As `find_twins`, for pairs that cannot both be right if they are one and that *twins* do not show."""
    by_digits: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        digits = digits_of(claim)
        if claim.kind in _KINDS and digits is not None:
            by_digits["number" if claim.kind in ("count", "number") else claim.kind, digits].append(claim)
    key_of: dict[str, str] = {}
    for (_kind, digits), members in by_digits.items():
        if not 1 < len(members) <= _CROWD:
            continue
        for one, other in combinations(sorted(members, key=lambda claim: claim.span), 2):
            if one.id in key_of or other.id in key_of or one.passage == other.passage or _is_kept_apart(one, other):
                continue
            if _is_shown(one, other, twins) or "bracketed" in one.flags | other.flags or _are_priced_apart(one, other, members):
                continue
            if (
                _differ_by_sign(one, other)
                and _is_one_sum(one, other, len(digits), likeness, brings_in=_brings_in(other, claims))
                or (_differ_by_scale(one, other) and _is_one_figure(one, other, len(digits), likeness))
            ):
                key_of[one.id] = key_of[other.id] = f"{digits} | {one.id}"
    return key_of


def _is_kept_apart(one: Claim, other: Claim) -> bool:
    return is_barred(one, other) or are_contrasted(one, other, beside_only=True)


def _is_shown(one: Claim, other: Claim, twins: Mapping[str, str]) -> bool:
    """Twins show a million for a billion and a pound for a dollar, but no tenfold and no dollar for another."""
    if one.id not in twins or twins[one.id] != twins.get(other.id):
        return False
    codes = {one.quantity.currency, other.quantity.currency}
    if len(codes) > 1:
        return not codes & (_DOLLARS - {"USD"})
    return max(one.quantity.value, other.quantity.value) != 10 * min(one.quantity.value, other.quantity.value)


def _differ_by_sign(one: Claim, other: Claim) -> bool:
    a, b = one.quantity, other.quantity
    if one.kind != "money" or a.value != b.value or a.per != b.per:
        return False
    codes = (a.currency, b.currency)
    if not all(isinstance(code, str) for code in codes) or codes[0] == codes[1]:
        return False
    # A bare "$" may be any dollar.
    bare = [claim for claim in (one, other) if _BARE_DOLLAR.search(claim.quote)]
    return not (bare and all(code in _DOLLARS for code in codes))


def _differ_by_scale(one: Claim, other: Claim) -> bool:
    a, b = one.quantity, other.quantity
    if a.currency != b.currency or a.per != b.per or a.minor_of != b.minor_of or a.value == b.value or one.shape != other.shape:
        return False
    if one.kind == "measure" and a.unit != b.unit:
        return False
    return max(a.value, b.value) / min(a.value, b.value) in _SLIPS if min(a.value, b.value) > 0 else False


def _is_one_sum(one: Claim, other: Claim, digits: int, likeness: Likeness, *, brings_in: bool) -> bool:
    told, near, points_back = _told(one, other, likeness), _near(one, other, likeness), _points_back(one, other)
    if digits < 2:
        return points_back and near
    if points_back or near or told >= _TOLD_ENOUGH[3] or one.quantity.per is not None:
        return True
    # "19" turns up by chance, "2.85 million" does not, unless somebody else or another place comes in.
    is_rare = one.quantity.value >= 1000 or one.quantity.value != one.quantity.value.to_integral_value()
    return is_rare and not brings_in and one.place == other.place


def _brings_in(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether its sentence names somebody or some place that no sentence before did: "Lyon spent €6.3m on its own pool"."""
    names = {word for role, word in claim.terms if role in ("name", "where")}
    before = {word for other in claims if other.passage < claim.passage for _role, word in other.terms}
    return bool(names - before)


def _is_one_figure(one: Claim, other: Claim, digits: int, likeness: Likeness) -> bool:
    told, near, points_back = _told(one, other, likeness), _near(one, other, likeness), _points_back(one, other)
    if one.kind in ("count", "number"):
        return digits > 1 and points_back and told >= _TOLD_ENOUGH[2]
    if digits < 2:
        return points_back and near and told >= _TOLD_ENOUGH[1]
    larger, smaller = max(one.quantity.value, other.quantity.value), min(one.quantity.value, other.quantity.value)
    if larger == 10 * smaller and not _is_same_noun(one, other, likeness):
        # A tenth is soon met by chance: a loan of 560m and 56m of it, a turnover of 72m and a loss of 7.2m.
        return False
    if points_back:
        thousandfold = larger >= 1000 * smaller
        return near or told > 0 or thousandfold and one.kind == "money" or _is_same_time(one, other)
    return near and told >= _TOLD_ENOUGH[1] and not _is_other_time(one, other)


def _is_same_noun(one: Claim, other: Claim, likeness: Likeness) -> bool:
    """Whether one figure's noun is the other's or stands beside it; where a noun is missing, a word beside both will do."""
    a, b = likeness.words[one.id], likeness.words[other.id]
    if a.noun is None or b.noun is None:
        return _near(one, other, likeness)
    return are_kindred(a.noun, b.noun) or a.noun in b.core or b.noun in a.core


def _is_same_time(one: Claim, other: Claim) -> bool:
    a, b = one.time, other.time
    return a is not None and b is not None and a.start is not None and (a.start, a.end) == (b.start, b.end)


def _is_other_time(one: Claim, other: Claim) -> bool:
    return one.time is not None and other.time is not None and not _is_same_time(one, other)


def _points_back(one: Claim, other: Claim) -> bool:
    return bool((one.flags | other.flags) & {"definite", "of_definite"})


def _near(one: Claim, other: Claim, likeness: Likeness) -> bool:
    a, b = likeness.words[one.id], likeness.words[other.id]
    return bool((a.near | a.window) & (b.near | b.window))


def _are_priced_apart(one: Claim, other: Claim, members: Sequence[Claim]) -> bool:
    """Prices of one thing in several lands: the sentences name other places, or one of them has the digits in two currencies."""
    if one.kind != "money" or one.quantity.currency == other.quantity.currency:
        return False
    if one.place is not None and other.place is not None and one.place != other.place:
        return True
    where = [{word for role, word in claim.terms if role == "where"} for claim in (one, other)]
    if all(where) and not where[0] & where[1]:
        return True
    return any(claim.passage in (one.passage, other.passage) and claim is not one and claim is not other for claim in members)


def _told(one: Claim, other: Claim, likeness: Likeness) -> float:
    a, b = likeness.words[one.id], likeness.words[other.id]
    return max(
        likeness.shared(a.near | a.window, b.sentence),
        likeness.shared(b.near | b.window, a.sentence),
        likeness.shared(a.strong, b.sentence),
        likeness.shared(b.strong, a.sentence),
    )


def _may_be_one(one: Claim, other: Claim, digits: int, likeness: Likeness) -> bool:
    told = _told(one, other, likeness)
    needed = _TOLD_ENOUGH[min(digits, 3)]
    return told >= (needed if one.kind in ("money", "measure") else max(needed, _COUNTS_TOLD))
