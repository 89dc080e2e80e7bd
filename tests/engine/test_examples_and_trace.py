"""Examples as tests, and the story of a rule."""

from __future__ import annotations

import datetime as dt

from by_hand import claim, rules_of

from checker.engine.examples import check_examples
from checker.engine.explain import to_findings
from checker.engine.judge import weigh
from checker.engine.trace import trace
from checker.model.text import Source

RULE = """\
when: {a: {shape: level, value: {'>': 5}}}
examples:
  - tension: It was 7. ¶ It was 8.
    evidence: ["8"]
  - quiet: It was 3.
    because: three is small
"""


def lint_numbers(text, date, title, format, rules):
    """A stand-in for the whole walk: every number is a claim."""
    assert date is None or dt.date.fromisoformat(date)
    words = [(word.strip("."), text.index(word)) for word in text.split() if word.strip(".").isdigit()]
    claims = [claim(number, value=word, at=at) for number, (word, at) in enumerate(words)]
    return to_findings(weigh(claims, rules).tensions, claims, rules, Source("example", text, format or "text"))


def faults_of(body: str, **options) -> list[str]:
    return [str(fault) for fault in check_examples(rules_of(body), lint_numbers, **options)]


def test_examples_that_hold_are_not_mentioned():
    assert faults_of(RULE, coverage=True) == []


def test_examples_that_do_not_hold_are_told_with_their_place():
    assert faults_of(RULE.replace("7", "2").replace("was 8", "was 1").replace("3", "9")) == [
        'pack/r.yaml:10:5: the tension example gives no finding: "It was 2. ¶ It was 1."',
        'pack/r.yaml:12:5: the quiet example (three is small) gives a tension on "9"',
    ]
    assert faults_of(RULE.replace('["8"]', '["6"]')) == ['pack/r.yaml:10:5: no finding shows "6"; shown: "7", "8"']


def test_a_rule_needs_an_example_of_each_kind_and_with_coverage_one_that_fires():
    assert faults_of("when: {a: {shape: level}}\n", coverage=True) == [
        "pack/r.yaml: rule 'r' has no tension example",
        "pack/r.yaml: rule 'r' has no quiet example",
        "pack/r.yaml: no example makes rule 'r' fire",
    ]


def test_a_trace_tells_which_claim_met_what_and_why_a_pair_was_not_joined():
    rules = rules_of(
        "when:\n  a: {shape: level, has: f}\n  b: {shape: level, same: {a: [key, unit]}}\n"
        "where: [b.value > a.value, b linked a]\n"
    )
    claims = [
        claim(0, value=4, unit="metre", flags=frozenset("f"), links=("c1",)),
        claim(1, value=5, unit="metre", links=("c0",)),
        claim(2, value=3, unit="foot"),
        claim(3, shape="change"),
    ]
    assert trace(rules.rules[0], claims) == [
        "r: A rule of a test.",
        "a: a.shape is level and a has f",
        '  yes  c0 "4"',
        '  no   c1 "5": not: a has f (flags: none)',
        '  no   c2 "3": not: a has f (flags: none)',
        "  no   1 claim of other shapes",
        "b: b.shape is level",
        '  yes  c0 "4"',
        '  yes  c1 "5"',
        '  yes  c2 "3"',
        "  no   1 claim of other shapes",
        "together: b.key == a.key and b.unit == a.unit and b.value > a.value and b linked a",
        '  fires on a = c0 "4", b = c1 "5" (b.value is 5, a.value is 4)',
        '  no   a = c0 "4", b = c2 "3": not: b.unit == a.unit (b.unit is foot, a.unit is metre); '
        "not: b.value > a.value (b.value is 3, a.value is 4); not: b linked a (b is linked with no claim)",
    ]


def test_a_trace_tells_what_keeps_a_match_from_being_a_finding():
    (rule,) = rules_of("when: {a: {shape: level}}\nlet: {x: 1 / a.value}\n")
    assert trace(rule, [claim(0, value=0)])[-1] == '  fires on c0 "0", but x = (1 / a.value) has no value: no finding'
