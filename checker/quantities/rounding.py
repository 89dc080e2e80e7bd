"""Rounding: which magnitudes a writer may have meant by the figures written.

In:  a number, the power of ten of its last written digit, and its modifier.
Out: the `Interval` its words allow (../docs: OUTPUT's `allows`).
     "3.2 million" → [3.15, 3.25) million; "1,000" → [975, 1025); "1,013" → exactly; "about 1,000" → [950, 1050]

Whole numbers up to 100 and those written to the last digit are exact. Zeros that end a round number say
nothing, so half of the last digit before them is open, at most a fortieth. Decimals are taken at their word.
"""

from __future__ import annotations

from decimal import Decimal

from checker.model.quantity import Bound, Interval

_FORTIETH = Decimal("0.025")
_TWENTIETH = Decimal("0.05")
_HALF = Decimal("0.5")


def slack(value: Decimal, place: int | None, *, is_decimal: bool = False) -> Decimal:
    """How far from *value* rounding may have come: 0 for an exact number, half a digit otherwise.

    ``place`` None means that no digit tells ("a third"). ``is_decimal``: digits stand after the point, before
    any scale word, so that the last of them was meant.
    """
    size = abs(value)
    if place is None:
        return size * _FORTIETH
    if is_decimal or place < 0:
        return _HALF.scaleb(place)
    if place == 0 or size <= 100:
        return Decimal(0)
    return min(_HALF.scaleb(place), size * _FORTIETH)


def rounding_interval(value: Decimal, place: int | None, *, is_decimal: bool = False) -> Interval:
    """Every magnitude that a writer would have rounded to *value*: the low end belongs, the high end does not."""
    width = slack(value, place, is_decimal=is_decimal)
    if not width:
        return Interval.exactly(value)
    if place is None:
        return Interval.between(value - width, value + width)
    if value < 0:
        return Interval.between(value - width, value + width, includes=(False, True))
    return Interval.between(value - width, value + width, includes=(True, False))


def hedged_interval(value: Decimal, width: Decimal, modifier: str, side: str | None, reach: Decimal | None) -> Interval:
    """What *modifier* allows around *value*; *width* is the slack of its rounding, *side* and *reach* as in the table."""
    if modifier == "about":
        width = max(abs(value) * _TWENTIETH, width)
        return Interval.between(value - width, value if side == "below" else value + width)
    far = None if reach is None else abs(value) * reach
    if modifier in ("more_than", "at_least"):
        return Interval(Bound(value, modifier == "at_least"), None if far is None else Bound(value + far))
    return Interval(None if far is None else Bound(value - far), Bound(value, modifier != "less_than"))
