"""What conditions mean: for each, pairs of claims that meet it and pairs that do not, on both engines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from by_hand import claim, days, interval, offset, rules_of

from checker.engine import durable
from checker.engine.judge import weigh

ENGINES = ["joins", *(["durable"] if durable.why_missing() is None else [])]


def fires(body: str, *claims) -> bool:
    found = {engine: weigh(claims, rules_of(body), engine).tensions for engine in ENGINES}
    assert len(set(found.values())) == 1
    return bool(found["joins"])


ONE = [
    ("{shape: level}", {"shape": "level"}, {"shape": "change"}),
    ("{kind: [money, count]}", {"kind": "money"}, {"kind": "percent"}),
    ("{currency: {not: GBP}}", {"value": 1, "currency": "USD"}, {"value": 1, "currency": "GBP"}),
    ("{currency: {not: GBP}}", {"value": 1, "currency": "USD"}, {"value": 1}),
    ("{currency: {not: [GBP, EUR]}}", {"value": 1, "currency": "USD"}, {"value": 1, "currency": "EUR"}),
    ("{value: {'>=': 3, '<': 5}}", {"value": 3}, {"value": 5}),
    ("{value: 3}", {"value": "3.0"}, {"value": "3.1"}),
    ("{has: [converted]}", {"flags": frozenset(["converted"])}, {}),
    ("{lacks: converted}", {}, {"flags": frozenset(["converted", "more"])}),
    ("{known: [speaker, time]}", {"speaker": "Ann", "time": days("2024-01-01", None)}, {"speaker": "Ann"}),
    ("{unknown: speaker}", {}, {"speaker": "Ann"}),
    ("{direct: true}", {"direct": True}, {}),
    ("{in_headline: true}", {"block": "title"}, {"block": "heading"}),
    ("{part.low: {'>': 3}}", {"part": interval(4, 5)}, {"part": interval(None, 5)}),
    ("{words.payer: US}", {"words": (("payer", "US"),)}, {"words": (("seller", "US"),)}),
    ("{time.length: {'<=': 31}}", {"time": days("2024-01-01", "2024-02-01")}, {"time": days("2024-01-01", None)}),
]


@pytest.mark.parametrize(("pattern", "meets", "fails"), ONE)
def test_conditions_on_one_claim(pattern, meets, fails):
    assert fires(f"when: {{a: {pattern}}}\n", claim(0, **meets))
    assert not fires(f"when: {{a: {pattern}}}\n", claim(0, **fails))


WITHIN = [
    (
        "a.stated disjoint a.implied",
        {"stated": interval(1, 2), "implied": interval(3, 4)},
        {"stated": interval(1, 3), "implied": interval(3, 4)},
    ),
    (
        "a.stated disjoint a.implied",
        {"stated": interval(1, 3, includes=(True, False)), "implied": interval(3, 4)},
        {"stated": interval(1, 2)},
    ),
    (
        "a.stated overlaps a.implied",
        {"stated": interval(1, None), "implied": interval(None, 1)},
        {"stated": interval(1, 2), "implied": interval(3, 4)},
    ),
    (
        "a.part.low > a.total.high",
        {"part": interval(5, 5), "total": interval(4, 4)},
        {"part": interval(5, 5), "total": interval(4, None)},
    ),
    ("a.after.low + a.before.low == 0.3", {"after": interval(0.1, 1), "before": interval(0.2, 1)}, {"after": interval(0.1, 1)}),
    ("a.direction != a.words.implied", {"direction": "up", "words": (("implied", "down"),)}, {"direction": "up"}),
    (
        "a.part.low / a.total.low > 0.5",
        {"part": interval(2, 2), "total": interval(3, 3)},
        {"part": interval(2, 2), "total": interval(0, 0)},
    ),
    ("a.value in [1, 2.5]", {"value": "2.50"}, {"value": 2}),
    ("a.value not in [1, 2.5]", {"value": 2}, {}),
    ("a has f or known a.speaker", {"speaker": "Ann"}, {}),
    ("a.value > -2 * (3 - 1)", {"value": -3}, {"value": -4}),
]


@pytest.mark.parametrize(("where", "meets", "fails"), WITHIN)
def test_comparisons_of_two_fields_of_one_claim(where, meets, fails):
    body = f'when: {{a: {{shape: level}}}}\nwhere: ["{where}"]\n'
    assert fires(body, claim(0, **meets))
    assert not fires(body, claim(0, **fails))


JANUARY, WEEK = days("2024-01-01", "2024-02-01"), days("2024-01-08", "2024-01-15")
BETWEEN = [
    ("{same: {a: [key, measure]}}", [{"measure": "killed"}, {"measure": "killed"}], [{}, {}]),
    ("{same: {a: [key, value]}}", [{"value": "1.50"}, {"value": "1.5"}], [{"value": 1}, {"value": 2}]),
    ("{same: {a: [key, direct]}}", [{}, {}], [{"direct": True}, {}]),
    ("{same: {a: key}, differs: {a: place}}", [{"place": "x"}, {"place": "y"}], [{"place": "x"}, {}]),
    ("{same: {a: key}, compatible: {a: place}}", [{"place": "x"}, {}], [{"place": "x"}, {"place": "y"}]),
    ("{same: {a: key}, overlaps: {a: time}}", [{"time": JANUARY}, {"time": WEEK}], [{"time": JANUARY}, {}]),
    (
        "{same: {a: key}, inside: {a: time}}",
        [{"time": JANUARY}, {"time": WEEK}],
        [{"time": JANUARY}, {"time": days("2024-01-20", "2024-02-02")}],
    ),
    (
        "{same: {a: key}, after: {a: time}}",
        [{"time": WEEK}, {"time": days("2024-01-15", None)}],
        [{"time": WEEK}, {"time": JANUARY}],
    ),
    (
        "{same: {a: key}, before: {a: time}}",
        [{"time": days("2024-01-15", None)}, {"time": WEEK}],
        [{"time": WEEK}, {"time": JANUARY}],
    ),
]


@pytest.mark.parametrize(("pattern", "meets", "fails"), BETWEEN)
def test_conditions_between_claims(pattern, meets, fails):
    body = f"when:\n  a: {{position: 0}}\n  b: {pattern}\n"
    assert fires(body, *(claim(number, **fields) for number, fields in enumerate(meets)))
    assert not fires(body, *(claim(number, **fields) for number, fields in enumerate(fails)))


JOINED = [
    ("b.value > 3 * a.value", [2, 7], [2, 6]),
    ("a.value >= 0.25 * b.value", [1, 4], [1, 5]),
    ("a.value + 1 < b.value - 1", [1, 4], [1, 3]),
    ("a.allows disjoint b.allows", [1, 2], [2, 2]),
]


@pytest.mark.parametrize(("where", "meets", "fails"), JOINED)
def test_sums_between_claims(where, meets, fails):
    body = f"when:\n  a: {{position: 0}}\n  b: {{same: {{a: key}}}}\nwhere: ['{where}']\n"
    assert fires(body, *(claim(number, value=value) for number, value in enumerate(meets)))
    assert not fires(body, *(claim(number, value=value) for number, value in enumerate(fails)))


def test_sums_of_three_claims_are_confirmed_exactly():
    body = "when:\n  a: {position: 0}\n  b: {position: 10, same: {a: key}}\n  c: {position: 20, same: {a: key}}\n"
    claims = [claim(number, value=value) for number, value in enumerate(["1.1", "2.2", "3.3"])]
    # 1.1 + 2.2 is 3.3000000000000003 to an engine that counts in floats.
    assert not fires(body + "where: [a.value + b.value > c.value]\n", *claims)
    assert not fires(body + "where: [a.value + b.value != c.value]\n", *claims)
    assert fires(body + "where: [a.value + b.value > c.value]\n", *claims[:2], claim(2, value="3.2"))
    assert fires(body + "where: [a.value * b.value < c.value]\n", *claims)


def test_a_bound_that_does_not_belong_settles_what_is_disjoint():
    body = "when:\n  a: {}\n  b: {same: {a: key}}\nwhere: [a.allows disjoint b.allows]\n"

    def meet(one, other):
        return not fires(body, claim(0, allows=one), claim(1, allows=other))

    rounded = interval("4.15", "4.25", includes=(True, False))
    assert meet(rounded, interval("4.2499", "5"))
    assert not meet(rounded, interval("4.25", "4.35"))
    assert meet(interval("4.15", "4.25"), interval("4.25", "4.35"))
    assert meet(interval("0.1", "0.3"), interval(str(Decimal("0.1") + Decimal("0.2")), "1"))
    assert meet(interval(None, None), interval(1, 1))


def test_relative_periods_are_compared_with_each_other_but_not_with_dates():
    body = "when:\n  a: {position: 0}\n  b: {same: {a: key}, inside: {a: time}}\n"
    assert fires(body, claim(0, time=offset(None, 0)), claim(1, time=offset(-7, 0)))
    assert not fires(body, claim(0, time=offset(-3, 0)), claim(1, time=offset(-7, 0)))
    assert not fires(body, claim(0, time=days(None, "2024-01-01")), claim(1, time=offset(-7, 0)))


def test_linked_claims_are_told_by_their_links():
    body = "when:\n  a: {}\n  b: {same: {a: key}}\nwhere: [b linked a]\n"
    assert fires(body, claim(0, links=("c1",)), claim(1, links=("c0",)))
    assert not fires(body, claim(0), claim(1))


def test_a_pair_of_like_claims_is_found_once_and_the_later_one_is_the_later_alias():
    like = rules_of("when:\n  a: {shape: level}\n  b: {shape: level, same: {a: key}}\nwhere: [a.allows disjoint b.allows]\n")
    unlike = rules_of("when:\n  a: {shape: level}\n  b: {shape: level, same: {a: key}}\nwhere: [a.value > b.value]\n")
    claims = [claim(0, value=1, at=50), claim(1, value=2, at=20)]
    assert [tension.claims for tension in weigh(claims, like).tensions] == [(("a", "c1"), ("b", "c0"))]
    assert [tension.claims for tension in weigh(claims, unlike).tensions] == [(("a", "c1"), ("b", "c0"))]
    assert like.rules[0].ordered == (("a", "b"),) and unlike.rules[0].ordered == ()


def test_claims_are_alike_whatever_the_order_of_a_sum():
    start = "when:\n  a: {}\n  b: {same: {a: key}}\n  c: {same: {a: key, b: key}}\n"
    for where, pairs in [
        ("a.value + b.value + c.value > 100", {("a", "b"), ("a", "c"), ("b", "c")}),
        ("(a.value + 1) * (b.value + 1) > c.value", {("a", "b")}),
        ("a.value - b.value > c.value", set()),
        ("c.value < a.value - b.value", set()),
        ("a.time before b.time or b.time before a.time", {("a", "b")}),
    ]:
        assert set(rules_of(start + f"where: ['{where}']\n").rules[0].ordered) == pairs


def test_a_claim_is_never_paired_with_itself():
    assert not fires("when:\n  a: {shape: level}\n  b: {shape: [level, rate], same: {a: key}}\n", claim(0))


def test_a_thousand_claims_are_judged_within_half_a_second():
    import time

    rules = rules_of(*("when:\n  a: {}\n  b: {same: {a: key}}\nwhere: [a.allows disjoint b.allows]\n" for _ in range(5)))
    claims = [claim(number, value=number % 7, key=f"k{number // 4}") for number in range(1000)]
    for engine in ENGINES:
        weigh([], rules, engine)
        start = time.process_time()
        weigh(claims, rules, engine)
        assert time.process_time() - start < 0.5
