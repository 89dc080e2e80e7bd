"""Linking: figures that state one thing meet, by their words alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from checker.claims import extract_claims
from checker.engine import built_in_rules
from checker.linking import link_claims
from checker.model.text import Source
from checker.pipeline import Checker
from checker.quantities import unit_factor

CORPUS = Path(__file__).parents[1] / "corpora" / "linking" / "pairs.yaml"
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("0*.md"))
FIGURES = [("34", "71"), ("52", "52"), ("118", "63")]


def rows():
    return [
        pytest.param(row["means"] == "linked", pair, id=" / ".join(pair)[:70])
        for row in yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
        for pair in row["says"]
    ]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


def claims_of(checker: Checker, text: str):
    return checker.claims(Source(path="pair.txt", text=text, format="text"))


@pytest.mark.parametrize(("linked", "pair"), rows())
def test_words_decide_and_figures_do_not(linked, pair, checker):
    for first, second in FIGURES:
        text, other = with_figure(pair[0], first), with_figure(pair[1], second)
        claims = claims_of(checker, f"{text}\n\n{other}")
        assert any(claim.links for claim in claims) is linked, (text, other)


def with_figure(sentence: str, figure: str) -> str:
    """The one N that stands for a figure: behind £, or by itself before a blank or a letter for million."""
    for mark in ("£N", " N ", "N "):
        if mark in sentence:
            return sentence.replace(mark, mark.replace("N", figure), 1)
    raise ValueError(sentence)


def test_links_run_both_ways_between_claims_of_one_key(checker):
    for seed in SEEDS:
        claims = claims_of(checker, seed.read_text(encoding="utf-8"))
        by_id = {claim.id: claim for claim in claims}
        for claim in claims:
            for mate in claim.links:
                assert claim.id in by_id[mate].links
                assert claim.key == by_id[mate].key


def test_the_order_of_input_is_irrelevant(checker):
    text = "\n\n".join(seed.read_text(encoding="utf-8") for seed in SEEDS[:3])
    article = checker._read(Source(path="a.txt", text=text, format="text"))
    claims = list(extract_claims(article, unit_factor))
    expected = link_claims(claims, unit_factor)
    random.Random(7).shuffle(claims)
    assert link_claims(claims, unit_factor) == expected
