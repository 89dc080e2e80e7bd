"""Fits the weights of linking (checker/linking/tables/weights.yaml).

    python benchmarks/fit_links.py --judged PAIRS.jsonl... --told AGAIN.jsonl... --quiet FOLDER... [--corpora FOLDER]

--judged: pairs of figures that people judged, a JSON object a line: {"file", "a": [start, end], "b": [start, end], "label"};
"same" is one measure of one subject, every other label is not.
--told: facts of an article told again with another figure: {"path", "evidence", "evidence_figure", "new", "figure", "after"};
"new" is put into the article behind "after".
--quiet: folders of edited articles, whose figures are held to be right: two that differ are two things.

A logistic regression with bounds: what speaks for one meaning may only raise the score, clashes may only lower it. Distances
between sentences are left out on purpose: where a test author put a sentence says nothing about where writers do. Prints the
weights, and by cross-validation over articles what each threshold gives. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from checker.claims import extract_claims
from checker.engine import built_in_rules
from checker.linking.bars import is_barred
from checker.linking.likeness import Likeness
from checker.linking.link import LINKED_SHAPES, persons_of
from checker.linking.units import common_interval
from checker.model.errors import CheckerError
from checker.pipeline import Checker
from checker.quantities import unit_factor
from checker.sources import ReadOptions, read, walk

FREE = {"headline", "is_money", "is_percent", "is_count", "is_age", "is_duration", "is_day", "is_month"}
# Of an article's pairs that differ, only the most alike teach anything.
HARDEST = 25
RIDGE = 2.0
JUDGED_WEIGHT = 3.0
FOLDS = 6


class Rows:
    """Features, whether the two state one thing, article, origin ("judged", "told", "quiet") of each pair."""

    def __init__(self) -> None:
        self.features, self.same, self.article, self.origin = [], [], [], []
        self.words = 0
        self.asked = {"judged": 0, "told": 0}

    def add(self, likeness, one, other, same: bool, article: str, origin: str) -> None:
        one, other = sorted((one, other), key=lambda claim: claim.span)
        self.features.append(likeness.features(one, other))
        self.same.append(same)
        self.article.append(article)
        self.origin.append(origin)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("--judged", "--told", "--quiet"):
        parser.add_argument(name, nargs="*", default=[])
    parser.add_argument("--corpora", default=".")
    options = parser.parse_args()
    rows, checker = Rows(), Checker(built_in_rules())
    for path in options.judged:
        judged(rows, checker, Path(path), Path(options.corpora))
    for path in options.told:
        told_again(rows, checker, Path(path))
    quiet(rows, checker, options.quiet)
    report(rows)


def claims_of(checker, source):
    return extract_claims(checker._read(source), unit_factor)


def likeness_of(claims):
    compared = [claim for claim in claims if claim.shape in LINKED_SHAPES]
    return Likeness(compared, unit_factor, persons_of(claims))


def pairs_at(likeness, first, second):
    """The comparable pairs with one claim over each span."""
    def over(claim, span):
        return claim.span.start < span[1] and span[0] < claim.span.end

    return [
        pair
        for pair in likeness.pairs
        if (over(pair[0], first) and over(pair[1], second)) or (over(pair[0], second) and over(pair[1], first))
    ]


def judged(rows, checker, path, corpora):
    known = {}
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["label"] == "unsure":
            continue
        file = str(corpora / row["file"])
        if file not in known:
            known[file] = likeness_of(claims_of(checker, next(iter(read(file, ReadOptions())))))
        rows.asked["judged"] += row["label"] == "same"
        found = pairs_at(known[file], row["a"], row["b"])
        if found:
            rows.add(known[file], *found[0], row["label"] == "same", file, "judged")


def told_again(rows, checker, path):
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        source = next(iter(read(row["path"], ReadOptions())))
        at = source.text.find(row["after"]) + len(row["after"])
        text = f"{source.text[:at]} {row['new']}{source.text[at:]}"
        likeness = likeness_of(claims_of(checker, replace(source, text=text)))
        figure = text.find(row["new"]) + row["new"].find(row["figure"])
        evidence = text.find(row["evidence"]) + row["evidence"].find(row["evidence_figure"])
        ends = (figure, figure + len(row["figure"])), (evidence, evidence + len(row["evidence_figure"]))
        rows.asked["told"] += 1
        found = [pair for pair in pairs_at(likeness, *ends) if differ(*pair)]
        if found:
            rows.add(likeness, *found[0], True, row["path"], "told")


def quiet(rows, checker, folders):
    for path in walk([Path(folder) for folder in folders]):
        if not isinstance(path, str | Path):
            continue
        try:
            for source in read(str(path), ReadOptions()):
                rows.words += len(source.text.split())
                likeness = likeness_of(claims_of(checker, source))
                pairs = [pair for pair in likeness.pairs if differ(*pair) and not is_barred(*pair)]
                pairs.sort(key=lambda pair: -likeness.alike(*pair))
                for one, other in pairs[:HARDEST]:
                    rows.add(likeness, one, other, False, source.path, "quiet")
        except CheckerError:
            continue


def differ(one, other) -> bool:
    if one.shape == "moment":
        return one.stated.is_disjoint(other.stated)
    return common_interval(one.quantity, unit_factor).is_disjoint(common_interval(other.quantity, unit_factor))


def report(rows):
    names = list(rows.features[0])
    features = np.array([[row[name] for name in names] for row in rows.features])
    same, origin = np.array(rows.same, float), np.array(rows.origin)
    articles = {name: number for number, name in enumerate(sorted(set(rows.article)))}
    fold = np.array([articles[name] % FOLDS for name in rows.article])
    importance = np.where(origin == "judged", JUDGED_WEIGHT, 1.0)
    bias, weights = fit(features, same, importance, names)
    print(f"bias: {bias:.2f}\nweights:")
    for name, weight in zip(names, weights, strict=True):
        if abs(weight) >= 0.005:
            print(f"  {name}: {weight:.2f}")
    scores = np.zeros(len(same))
    for number in range(FOLDS):
        held = fold == number
        fold_bias, fold_weights = fit(features[~held], same[~held], importance[~held], names)
        scores[held] = features[held] @ fold_weights + fold_bias
    is_judged, is_told, is_quiet = (origin == name for name in ("judged", "told", "quiet"))
    for threshold in np.arange(-4, 2.01, 0.25):
        said = scores >= threshold
        right = (said & is_judged & (same == 1)).sum()
        loud = (said & is_quiet).sum() / max(1, rows.words) * 10_000
        print(
            f"from {threshold:5.2f}: judged precision {right / max(1, (said & is_judged).sum()):.2f},"
            f" recall {right / max(1, rows.asked['judged']):.2f};"
            f" told again {(said & is_told).sum() / max(1, rows.asked['told']):.2f};"
            f" in 10,000 quiet words {loud:.2f}"
        )


def fit(features, same, importance, names):
    middle, spread = features.mean(0), features.std(0) + 1e-9
    scaled, sign = (features - middle) / spread, 2 * same - 1

    def loss(weights):
        scores = scaled @ weights[1:] + weights[0]
        slope = -importance * sign / (1 + np.exp(np.clip(scores * sign, -50, 50)))
        value = (importance * np.logaddexp(0, -scores * sign)).sum() + RIDGE * (weights[1:] ** 2).sum()
        return value, np.r_[slope.sum(), scaled.T @ slope + 2 * RIDGE * weights[1:]]

    def bounds(name):
        if name in FREE:
            return None, None
        return (None, 0) if name.endswith("_clash") else (0, None)

    limits = [(None, None), *map(bounds, names)]
    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=limits).x
    weights = found[1:] / spread
    return found[0] - weights @ middle, weights


if __name__ == "__main__":
    main()
