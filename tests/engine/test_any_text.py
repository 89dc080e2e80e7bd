"""Whatever stands in a rule file: it loads, or its faults are told; nothing else happens."""

from __future__ import annotations

from by_hand import claim, rule_text
from hypothesis import given
from hypothesis import strategies as st

from checker.engine import evaluate
from checker.engine.compile import check_condition
from checker.engine.explain import to_findings
from checker.engine.judge import RuleSet, weigh
from checker.engine.language import Refusal
from checker.engine.load import load_text
from checker.engine.parse_condition import parse_condition, parse_sum
from checker.engine.templates import parse_template
from checker.model.text import Source

FIELDS = "a.value b.value a.allows b.allows b.allows.low a.time b.time b.time.start a.measure a.words.x a b"
SIGNS = "has in [ ] ( ) + - * / < >= == != , 1 0 2.5 'x' or known disjoint inside linked not lacks min"
conditions = st.lists(st.sampled_from([*FIELDS.split(), *SIGNS.split()]), max_size=9).map(" ".join)
yaml_like = st.text(alphabet="abrule:when{}[]-&*!|>'\"#%\n \t,?é🙂\x00\ud800", max_size=80)


@given(st.text(max_size=60) | conditions)
def test_a_condition_is_read_or_refused(text):
    try:
        condition = parse_condition(text, ("a", "b"))
        check_condition(condition, ("a", "b"))
    except Refusal as refusal:
        assert refusal.message and refusal.offset >= 0
    else:
        assert evaluate.test_of(condition)({"a": claim(0, value=1), "b": claim(1)}) in (True, False)


@given(st.text(max_size=40) | conditions)
def test_a_sum_and_a_template_are_read_or_refused(text):
    for read in (lambda: parse_sum(text, ("a",), ("x",)), lambda: parse_template(text, ("a",), ["x"])):
        try:
            read()
        except Refusal as refusal:
            assert refusal.message


@given(yaml_like)
def test_any_text_is_a_rule_or_has_faults(text):
    loaded = load_text(text, "pack/r.yaml")
    assert (loaded.rule is None) == bool(loaded.faults)


@given(conditions, conditions)
def test_what_loads_can_be_judged_and_told(where, let):
    where, let = (text.replace("'", '"') for text in (where, let))
    body = f"when:\n  a: {{}}\n  b: {{same: {{a: key}}}}\nwhere: ['{where}']\nlet: {{x: '{let}'}}\n"
    loaded = load_text(rule_text(body), "pack/r.yaml")
    if loaded.rule is not None:
        rules, claims = RuleSet((loaded.rule,)), [claim(0, value=1), claim(1, value=2), claim(2)]
        verdict = weigh(claims, rules, "joins")
        to_findings(verdict.tensions, claims, rules, Source("a", "." * 40, "text"))
