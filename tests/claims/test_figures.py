"""Small functions of the claims room that hold for every number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.parts.averages import is_possible, nearest
from checker.claims.writing.spelled import spelled_value


@given(total=st.integers(0, 5000), count=st.integers(1, 300), places=st.integers(0, 3))
def test_every_mean_of_whole_numbers_is_possible(total, count, places):
    mean = (Decimal(total) / count).quantize(Decimal(1).scaleb(-places))
    assert is_possible(mean, count)


@given(part=st.integers(0, 300), whole=st.integers(1, 300), places=st.integers(0, 2))
def test_every_percentage_of_a_part_is_possible(part, whole, places):
    percent = (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places))
    assert is_possible(percent, whole, 100)


@given(average=st.decimals(0, 100, places=2), count=st.integers(1, 300))
def test_the_nearest_means_enclose_the_average(average, count):
    below, above = nearest(average, count)
    assert below <= average <= above + Decimal("1e-20")


@pytest.mark.parametrize(
    ("average", "count", "possible"),
    [("3.47", 20, False), ("3.45", 20, True), ("2.33", 15, True), ("2.35", 15, False), ("7.50", 8, True), ("7.51", 8, False)],
)
def test_a_mean_of_few_whole_numbers_has_few_values(average, count, possible):
    assert is_possible(Decimal(average), count) is possible


@pytest.mark.parametrize(
    ("letters", "value"),
    [
        ("five", 5),
        ("twenty-four", 24),
        ("one hundred and twenty-five", 125),
        ("two thousand five hundred", 2500),
        ("three million two hundred thousand", 3_200_000),
        ("three four", None),
        ("twenty thirty", None),
    ],
)
def test_number_words_say_one_number(letters, value):
    assert spelled_value(letters) == value
