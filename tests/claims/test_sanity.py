"""Every row of the sanity table has an example, and each example goes beyond the limit of its row."""

from __future__ import annotations

import pytest

from checker.engine import built_in_rules
from checker.model.tables import load_table
from checker.model.text import Source
from checker.pipeline import Checker

ROWS = load_table("checker.claims.tables", "sanity.yaml")
EXAMPLES = [(row["what"], example) for row in ROWS["limits"] for example in row["examples"]]
EXAMPLES += [("the age of a person", example) for example in ROWS["ages"]["examples"]]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


@pytest.mark.parametrize(("what", "example"), EXAMPLES)
def test_an_example_goes_beyond_the_limit_of_its_row(what, example, checker):
    claims = checker.claims(Source(path="row.txt", text=example, format="text"))
    beyond = [claim for claim in claims if claim.shape == "limit" and claim.stated.is_disjoint(claim.implied)]
    assert what in [dict(claim.words)["what"] for claim in beyond]


@pytest.mark.parametrize("row", ROWS["limits"], ids=lambda row: row["what"])
def test_a_row_names_its_source(row):
    assert row["source"] and row["flag"] in ("impossible", "doubtful")
