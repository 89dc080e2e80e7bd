"""Facts: flat, equal in shape, and faithful to intervals."""

from __future__ import annotations

import math
from decimal import Decimal

from by_hand import claim, interval, rules_of
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.facts import to_facts
from checker.engine.schema import FIELDS, all_paths, reader, type_of
from checker.model.quantity import Interval

DISJOINT = rules_of("when:\n  a: {}\n  b: {same: {a: key}}\nwhere: [a.allows disjoint b.allows]\n")
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2) | st.integers(
    -5, 5
).map(Decimal)
ends = st.none() | numbers


@st.composite
def intervals(draw) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    includes = (draw(st.booleans()), draw(st.booleans())) if low != high else (True, True)
    return interval(low, high, includes=includes)


@given(intervals(), intervals())
def test_ends_as_floats_are_disjoint_exactly_when_the_intervals_are(one, other):
    columns = {column.says: column.name for column in DISJOINT.program.columns}
    low, high = columns["_.allows.low (or no bound)"], columns["_.allows.high (or no bound)"]
    here, there = to_facts([claim(0, allows=one), claim(1, allows=other)], DISJOINT.program.columns)
    assert (here[high] < there[low] or there[high] < here[low]) == one.is_disjoint(other)


@given(intervals())
def test_facts_hold_flat_finite_scalars_only(one):
    for fact in to_facts([claim(0, allows=one), claim(1)], DISJOINT.program.columns):
        for value in fact.values():
            assert isinstance(value, bool | str) or math.isfinite(value)


def test_facts_carry_only_the_columns_that_rules_name():
    facts = to_facts([claim(0)], rules_of("when: {a: {shape: level}}\n").program.columns)
    assert len(facts[0]) == 4
    assert {"id", "kind", "one"} < set(facts[0])


def test_every_field_can_be_read_from_a_claim_that_says_nothing():
    for path in all_paths():
        assert type_of(path)
        reader(path)(claim(0))
        reader(path, exact=True)(claim(0))
    assert all(field.doc.endswith(".") or field.doc.endswith("…") for field in FIELDS.values())
