"""Weights: how much each feature of likeness speaks for one meaning."""

from __future__ import annotations

THRESHOLD = 0.0
BIAS = -3.0
WEIGHTS = {
    "same_noun": 1.0,
    "other_noun": -0.8,
    "noun_near": 0.8,
    "same_mods": 1.0,
    "other_mods": -1.0,
    "same_measure": 0.5,
    "same_verb": 0.6,
    "strong": 2.0,
    "in_sentence": 1.0,
    "clause": 1.0,
    "sentence": 0.5,
    "headline": 0.6,
    "other_modality": -0.3,
    "other_speaker": -0.4,
    "same_time": 0.5,
    "one_time": -0.2,
}


def score(found: dict[str, float]) -> float:
    return BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items())
