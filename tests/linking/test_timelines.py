"""Timelines and the sums that an article leaves to its reader."""

from __future__ import annotations

import pytest

from checker.engine import built_in_rules
from checker.model.text import Source
from checker.pipeline import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


def ledger_of(checker: Checker, text: str):
    return checker.ledger(Source(path="a.txt", text=text, format="text"))


def test_a_measure_told_for_several_times_is_one_timeline_in_their_order(checker):
    told = ledger_of(checker, "Revenue was €46m in 2024.\n\nRevenue was €36m in 2023.\n\nThe firm has 40 shops.")
    assert [(line.name, [claim.quote for claim in line.claims]) for line in told.timelines] == [("revenue", ["€36m", "€46m"])]


def test_a_part_of_a_counted_group_is_set_against_it(checker):
    text = "Some 11,000 North Korean soldiers are in the region.\n\nOver 3,000 North Korean soldiers were killed."
    assert [one.working for one in ledger_of(checker, text).sums] == ["over 3,000 of some 11,000 is 27%"]


def test_a_share_that_the_text_tells_is_not_left_unsaid(checker):
    text = (
        "Some 11,000 North Korean soldiers are in the region.\n\n"
        "Over 3,000 North Korean soldiers were killed.\n\nThat is 27% of them."
    )
    assert not [one for one in ledger_of(checker, text).sums if one.verdict == "not stated"]


def test_a_change_between_two_years_is_told(checker):
    text = "Revenue was €36m in 2023.\n\nRevenue was €46m in 2024."
    assert ("not stated", "from €36m to €46m is +28%") in [(one.verdict, one.working) for one in ledger_of(checker, text).sums]


def test_an_empty_article_has_an_empty_ledger(checker):
    told = ledger_of(checker, "Nothing is counted here.")
    assert (told.claims, told.timelines, told.sums) == ((), (), ())
