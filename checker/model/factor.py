"""What a unit's name comes to in the unit its dimension is compared in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol


class Factor(Protocol):
    """``magnitude * factor + offset`` is the magnitude in ``base``."""

    factor: Decimal
    base: str
    offset: Decimal


# The quantities room knows the units; the pipeline hands its look-up to the rooms that compare. None: an unknown unit.
UnitFactor = Callable[[str], Factor | None]
