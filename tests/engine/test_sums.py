"""The sums that rules did, shown whether they hold or not."""

from __future__ import annotations

import pytest

from checker.engine import built_in_rules
from checker.model.text import Source
from checker.pipeline import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


@pytest.mark.parametrize(
    ("text", "verdict", "rule"),
    [
        ("Profits rose 12% to £244.4m from £218.1m.", "holds", "change-mismatch"),
        ("Profits rose 12% to £450m from £380m.", "fails", "change-mismatch"),
        ("Of the 1,200 employees, 300, or 25%, left.", "holds", "percent-of-counts-mismatch"),
        ("The bag weighs 9.8 kg (21.6 lb).", "holds", "conversion-mismatch"),
    ],
)
def test_a_sum_is_shown_with_its_verdict(text, verdict, rule, checker):
    sums = checker.ledger(Source(path="a.txt", text=text, format="text")).sums
    assert (verdict, rule) in [(one.verdict, one.rule) for one in sums]


def test_every_sum_that_fails_is_a_finding_too(checker):
    source = Source(path="a.txt", text="Profits rose 12% to £450m from £380m. Sales fell by 5% to 1.9m from 2.0m.", format="text")
    failed = {(one.rule, one.working) for one in checker.ledger(source).sums if one.verdict == "fails"}
    found = {(finding.rule, finding.working) for finding in checker.check(source).findings}
    assert failed and failed <= found
