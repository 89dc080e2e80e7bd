"""One unit for claims that are to be compared: money in major units, measures in their base unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checker.model.claim import Claim
from checker.model.factor import UnitFactor
from checker.model.quantity import Bound, Interval, Quantity, Unresolved

_HUNDREDTH = Decimal("0.01")


def common_interval(quantity: Quantity, unit_factor: UnitFactor) -> Interval:
    """What *quantity* allows, in the unit that all quantities of its dimension share."""
    if quantity.minor_of is not None:
        return quantity.allows.times(_HUNDREDTH)
    if quantity.dimension in (None, "count") or quantity.unit is None:
        return quantity.allows
    found = unit_factor(quantity.unit)
    if found is None:
        return quantity.allows
    scaled = quantity.allows.times(found.factor)
    return scaled if not found.offset else _shifted(scaled, found.offset)


def _shifted(interval: Interval, offset: Decimal) -> Interval:
    def move(bound: Bound | None) -> Bound | None:
        return bound and replace(bound, value=bound.value + offset)

    return Interval(move(interval.low), move(interval.high))


def comparison_class(claim: Claim, unit_factor: UnitFactor) -> tuple | None:
    """What must be equal for two claims' figures to be comparable at all; None for what is never compared."""
    quantity = claim.quantity
    if claim.shape == "moment":
        return ("moment",)
    if quantity is None:
        return None
    if claim.kind == "money":
        currency = quantity.minor_of or quantity.currency
        if isinstance(currency, Unresolved) or currency is None:
            currency = "/".join(currency.candidates) if isinstance(currency, Unresolved) else "?"
        return ("money", currency, quantity.per)
    if claim.kind in ("measure", "duration"):
        found = unit_factor(quantity.unit) if quantity.unit else None
        return (claim.kind, found.base if found is not None else quantity.unit)
    if claim.kind in ("number", "count"):
        return ("count",)
    return (claim.kind,)
