"""Swapped digits: figures that differ only in two neighbouring digits that have changed places.

In:  claims with their words.
Out: for each claim that has one, a key shared with its counterpart.
     "net debt of £412.6m" and later "net debt of £421.6m"

Two figures of one article hardly ever differ so by chance, so the words need to tell less than for a link: a word in common
that says something, or a headline that speaks of the same kind of amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from checker.linking.bars import HEADLINES
from checker.linking.likeness import Likeness
from checker.linking.units import comparison_class
from checker.model.claim import Claim
from checker.model.factor import UnitFactor

# With two digits every tenth pair of figures would do.
_FEWEST_DIGITS = 3
_CROWD = 12


def find_swapped(claims: Sequence[Claim], likeness: Likeness, unit_factor: UnitFactor) -> dict[str, str]:
    by_digits: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        digits, form = _written(claim)
        kind = comparison_class(claim, unit_factor)
        if kind is not None and claim.quantity.value is not None and len(digits) >= _FEWEST_DIGITS:
            by_digits[kind, form, "".join(sorted(digits))].append(claim)
    key_of: dict[str, str] = {}
    for members in by_digits.values():
        if not 1 < len(members) <= _CROWD:
            continue
        for one, other in combinations(members, 2):
            if one.passage != other.passage and _are_swapped(one, other) and _may_be_one(one, other, likeness):
                key = key_of.get(one.id) or key_of.get(other.id) or one.id
                key_of[one.id] = key_of[other.id] = key
    return key_of


def _written(claim: Claim) -> tuple[str, str]:
    """The digits of the figure as written, and its form: "£412.6m" → ("4126", "000.0")."""
    figure = [letter for letter in claim.quote if letter.isdigit() or letter in ".,"]
    return "".join(filter(str.isdigit, figure)), "".join("0" if letter.isdigit() else letter for letter in figure)


def _are_swapped(one: Claim, other: Claim) -> bool:
    first, second = _written(one)[0], _written(other)[0]
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return len(apart) == 2 and apart[1] == apart[0] + 1


def _may_be_one(one: Claim, other: Claim, likeness: Likeness) -> bool:
    if (one.block in HEADLINES) != (other.block in HEADLINES):
        return True
    a, b = likeness.words[one.id], likeness.words[other.id]
    return bool((a.strong | a.window) & b.sentence or (b.strong | b.window) & a.sentence)
