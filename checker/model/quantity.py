"""Quantities: an interval of magnitudes in a unit.

``written`` is what the text says, ``allows`` what its words permit once rounding and hedges count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

MODIFIERS = frozenset(["exact", "about", "at_least", "more_than", "at_most", "less_than", "up_to", "range"])


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of an interval, with whether the end itself belongs."""

    value: Decimal
    included: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """The magnitudes a phrase allows. ``None`` is "no bound said"."""

    low: Bound | None
    high: Bound | None

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        return cls(Bound(value), Bound(value))

    @classmethod
    def between(cls, low: Decimal, high: Decimal, *, includes: tuple[bool, bool] = (True, True)) -> Interval:
        return cls(Bound(low, includes[0]), Bound(high, includes[1]))

    def is_disjoint(self, other: Interval) -> bool:
        """Whether no magnitude lies in both."""
        return _is_below(self.high, other.low) or _is_below(other.high, self.low)

    def times(self, factor: Decimal) -> Interval:
        """Both ends scaled by a positive *factor*."""
        return Interval(
            self.low and replace(self.low, value=self.low.value * factor),
            self.high and replace(self.high, value=self.high.value * factor),
        )


def _is_below(high: Bound | None, low: Bound | None) -> bool:
    if high is None or low is None:
        return False
    return high.value < low.value or (high.value == low.value and not (high.included and low.included))


@dataclass(frozen=True, slots=True)
class Unresolved:
    """The words were recognised but do not settle the meaning. ``candidates`` are the readings left open."""

    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A magnitude or range of them, as said.

    ``written``: the two ends in the unit said, scale word applied; None is an open end ("at least 40" is
    (40, None)). ``includes`` speaks of ``written``. ``unit``: singular lower-case long name, rate included
    ("kilometre per hour"); for money None unless it is a minor unit ("penny", with ``minor_of`` "GBP").
    ``currency``: ISO 4217, or Unresolved with candidates. ``per``: for money, what it is paid per.
    """

    written: tuple[Decimal | None, Decimal | None]
    allows: Interval
    includes: tuple[bool, bool] = (True, True)
    modifier: str = "exact"
    unit: str | None = None
    dimension: str | None = None
    currency: str | Unresolved | None = None
    minor_of: str | None = None
    per: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The one magnitude written, None for a range of two different ends."""
        low, high = self.written
        if low is None:
            return high
        if high is None or high == low:
            return low
        return None
