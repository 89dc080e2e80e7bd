"""Interval arithmetic for the sums inside a phrase. Every function keeps all values that the words allow."""

from __future__ import annotations

from decimal import Decimal

from checker.model.quantity import Bound, Interval, Quantity

HUNDRED = Decimal(100)
_HALF = Decimal("0.5")


def ends(interval: Interval) -> tuple[Decimal | None, Decimal | None]:
    return (
        interval.low.value if interval.low is not None else None,
        interval.high.value if interval.high is not None else None,
    )


def ratio(upper: Interval, lower: Interval) -> Interval | None:
    """upper / lower for positive intervals; None where a bound is missing or not positive."""
    low, high = ends(upper)
    base_low, base_high = ends(lower)
    if base_low is None or base_high is None or base_low <= 0 or (low is not None and low < 0):
        return None
    return Interval(
        None if low is None else Bound(low / base_high),
        None if high is None else Bound(high / base_low),
    )


def percent_change(before: Interval, after: Interval) -> Interval | None:
    """The change from *before* to *after* in percent of *before*; None where it cannot be said."""
    grown = ratio(after, before)
    if grown is None:
        return None
    low, high = ends(grown)
    return Interval(
        None if low is None else Bound((low - 1) * HUNDRED),
        None if high is None else Bound((high - 1) * HUNDRED),
    )


def difference(after: Interval, before: Interval) -> Interval | None:
    """after - before; None where an end is open."""
    low, high = ends(after)
    base_low, base_high = ends(before)
    if None in (low, high, base_low, base_high):
        return None
    return Interval.between(low - base_high, high - base_low)


def total(intervals: list[Interval]) -> Interval | None:
    """The sum; an open end anywhere leaves that end open, both open give None."""
    lows, highs = zip(*map(ends, intervals), strict=True)
    low = None if None in lows else Bound(sum(lows, Decimal(0)))
    high = None if None in highs else Bound(sum(highs, Decimal(0)))
    return None if low is None and high is None else Interval(low, high)


def magnitude(interval: Interval) -> Interval | None:
    """The absolute values; None where an end is open."""
    low, high = ends(interval)
    if low is None or high is None:
        return None
    if low >= 0:
        return interval
    if high <= 0:
        return Interval.between(-high, -low)
    return Interval.between(Decimal(0), max(-low, high))


def widened(interval: Interval, share: Decimal) -> Interval:
    """Both ends moved out by *share* of themselves."""
    low, high = ends(interval)
    return Interval(
        None if low is None else Bound(low - abs(low) * share),
        None if high is None else Bound(high + abs(high) * share),
    )


def rounded(quantity: Quantity) -> Interval:
    """The allowed values, and at least half of the last digit written to each side: for measured figures.

    A count of 42 is 42; a length of "42in" is anything that rounds or is cut to it.
    """
    low, high = ends(quantity.allows)
    step = Decimal(0)
    for written in quantity.written:
        if written is not None:
            step = max(step, Decimal(1).scaleb(written.as_tuple().exponent if written.as_tuple().exponent < 0 else 0) * _HALF)
    smallest, largest = quantity.written
    if low is not None and smallest is not None:
        low = min(low, smallest - step)
    if high is not None and largest is not None:
        high = max(high, largest + step)
    return Interval(None if low is None else Bound(low), None if high is None else Bound(high))


def written(quantity: Quantity) -> Interval | None:
    """What the figure itself rounds from, hedges set aside: for amounts told twice, where both carry the hedge.

    Half of the last digit written to each side, and for a figure with trailing zeros up to 2.5%; "about" adds as much again.
    """
    value = quantity.value
    if value is None:
        return None
    step = _step(value) * (2 if quantity.modifier == "about" else 1)
    return Interval.between(value - step, value + step)


def near(value: Decimal, others: tuple[Decimal, ...]) -> Interval:
    """As `written` for one end of a range; the coarser of the two ends tells how they were rounded."""
    step = max(map(_step, (value, *others)))
    return Interval.between(value - step, value + step)


def _step(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(min(value.as_tuple().exponent, 0)) * _HALF
    if exponent > 0:
        step = max(step, min(abs(value) * Decimal("0.025"), Decimal(1).scaleb(exponent) * _HALF))
    return step
