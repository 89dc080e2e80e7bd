"""Fits the weights of linking (checker/linking/tables/weights.yaml) on published articles.

    python benchmarks/fit_links.py FOLDER...

In edited text two figures of one article that agree to two digits or more nearly always state one thing, and two that differ
state two. From their words alone a logistic regression learns to tell the pairs apart: features that speak for one meaning may
only raise the score, clashes may only lower it. Prints the weights and, by five-fold cross-validation over articles, what
precision and recall each threshold gives. Needs numpy and scipy. `event_subject` and `named` are set by hand afterwards: both
are too rare in news to be learnt and too plain to a reader to be left at what chance gives them.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from checker.claims import extract_claims
from checker.engine import built_in_rules
from checker.linking.likeness import Likeness, is_barred
from checker.linking.link import LINKED_SHAPES
from checker.linking.score import scales
from checker.linking.twins import digits_of
from checker.linking.units import common_interval, comparison_class
from checker.model.errors import CheckerError
from checker.pipeline import Checker
from checker.quantities import unit_factor
from checker.sources import ReadOptions, read, walk

FREE = {"headline", "lead"}
CROWD = 60
RIDGE = 2.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    rows = [row for number, claims in enumerate(articles(options.folders)) for row in pairs(number, claims)]
    names = list(scales().weights)
    features = np.array([[row[2][name] for name in names] for row in rows])
    same = np.array([row[1] for row in rows], float)
    article = np.array([row[0] for row in rows])
    print(f"{len(rows)} pairs, {int(same.sum())} that agree")
    bias, weights = fit(features, same, names)
    print(f"bias: {bias:.2f}\nweights:")
    for name, weight in zip(names, weights, strict=True):
        print(f"  {name}: {weight:.2f}")
    scores = np.zeros(len(rows))
    for fold in range(5):
        held = article % 5 == fold
        fold_bias, fold_weights = fit(features[~held], same[~held], names)
        scores[held] = features[held] @ fold_weights + fold_bias
    for threshold in np.arange(-3, 1.01, 0.5):
        said = scores >= threshold
        right = (said * same).sum()
        print(f"from {threshold:4.1f}: precision {right / max(1, said.sum()):.2f}, recall {right / same.sum():.2f}")


def articles(folders):
    """The unlinked claims of every article that can be read."""
    checker = Checker(built_in_rules())
    for path in walk([Path(folder) for folder in folders]):
        if not isinstance(path, str | Path):
            continue
        try:
            for source in read(str(path), ReadOptions()):
                yield extract_claims(checker._read(source), unit_factor)
        except CheckerError:
            continue


def pairs(number: int, claims):
    """(article, 1.0 where the figures agree, features) for each comparable pair that tells something."""
    compared = [claim for claim in claims if claim.shape in LINKED_SHAPES]
    likeness = Likeness(compared)
    classes = defaultdict(list)
    for claim in compared:
        kind = comparison_class(claim, unit_factor)
        if kind is not None and claim.quantity.value is not None:
            classes[kind].append(claim)
    for kind, members in classes.items():
        if len(members) > CROWD:
            continue
        for one, other in combinations(members, 2):
            if is_barred(one, other):
                continue
            first, second = (common_interval(claim.quantity, unit_factor) for claim in (one, other))
            agree = first == second
            if agree and (len(digits_of(one) or "") < 2 or (kind[0] == "count" and one.quantity.value < 13)):
                continue
            if agree or first.is_disjoint(second):
                yield number, float(agree), likeness.features(one, other)


def fit(features, same, names):
    sign = 2 * same - 1

    def loss(weights):
        scores = features @ weights[1:] + weights[0]
        slope = -sign / (1 + np.exp(np.clip(scores * sign, -50, 50)))
        value = np.logaddexp(0, -scores * sign).sum() + RIDGE * (weights[1:] ** 2).sum()
        return value, np.r_[slope.sum(), features.T @ slope + 2 * RIDGE * weights[1:]]

    def bounds(name):
        if name in FREE:
            return None, None
        against = name.endswith("_clash") or name.startswith(("other_", "one_"))
        return (None, 0) if against else (0, None)

    limits = [(None, None), *map(bounds, names)]
    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=limits).x
    return found[0], found[1:]


if __name__ == "__main__":
    main()
