"""Scores: the features of a pair weighed against each other. The weights are a table."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Scales:
    """``weights`` by feature; a pair is linked from ``likely`` up, and beyond doubt from ``firm`` up."""

    bias: float
    weights: Mapping[str, float]
    likely: float
    firm: float

    def score(self, features: Mapping[str, float]) -> float:
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())


@functools.cache
def scales() -> Scales:
    """The table of this room: see tables/weights.yaml."""
    row = load_table("checker.linking.tables", "weights.yaml")
    return Scales(row["bias"], row["weights"], row["likely"], row["firm"])
