"""Rule files: what loads, and what is said about a file that does not."""

from __future__ import annotations

import pytest
from by_hand import rule_text

from checker.engine.load import load_file, load_text
from checker.engine.new_rule import new_rule_text
from checker.engine.packs import load_rules
from checker.model.errors import ConfigFault, RuleFault

PAIR = "when:\n  a: {shape: level}\n  b: {shape: level, same: {a: key}}\n"


def faults_of(text: str, path: str = "pack/r.yaml") -> list[str]:
    return [str(fault) for fault in load_text(text, path).faults]


def test_a_rule_with_everything_loads():
    loaded = load_text(new_rule_text("my-rule"), "mine/my-rule.yaml")
    assert not loaded.faults
    rule = loaded.rule
    assert (rule.name, rule.pack, rule.level, rule.aliases) == ("my-rule", "mine", "warning", ("a",))
    assert [example.expects for example in rule.examples] == ["tension", "quiet"]
    assert rule.examples[0].line == 31


def test_all_faults_of_a_file_are_told_at_once_each_with_its_place():
    text = """\
rule: r
sumary: x
why: y
level: eror
when:
  a: {shape: levle, perod: 3, value: {">>": 3}}
  b: {shape: [level], same: {c: key}, overlaps: {a: allow}}
where:
  - a.allows disjiont b.allows
  - "a.tme inside b.time"
let: {x: a.value / 0, y: z + 1}
evidence: {a: c.quantity}
message: "{a.qoute}"
working: "{x:percnt}"
examples:
  - foo: bar
"""
    assert faults_of(text) == [
        "pack/r.yaml:1:1: missing: summary",
        "pack/r.yaml:2:1: unknown key 'sumary' (did you mean 'summary'?)",
        "pack/r.yaml:4:8: 'level' cannot be 'eror' (did you mean 'error'?)",
        "pack/r.yaml:6:14: 'shape' cannot be 'levle' (did you mean 'level'?)",
        "pack/r.yaml:6:21: unknown field 'perod' (did you mean 'per'?)",
        "pack/r.yaml:6:40: '>>' is no test of a number (did you mean '>'?); known: not, <, <=, >, >=, ==, !=",
        "pack/r.yaml:7:3: 'b' needs 'same:' with an earlier claim, such as same: {a: key}",
        "pack/r.yaml:7:30: 'c' is no earlier claim; earlier are a",
        "pack/r.yaml:7:53: unknown field 'allow' (did you mean 'allows'?)",
        "pack/r.yaml:9:14: a comparison is expected, not 'disjiont' (did you mean 'disjoint'?)",
        "pack/r.yaml:10:6: unknown field 'tme' (did you mean 'time'?)",
        "pack/r.yaml:11:26: unknown name 'z'",
        "pack/r.yaml:12:15: 'c.quantity' is no part of a claim; write it as a.quantity",
        "pack/r.yaml:13:14: unknown field 'qoute' (did you mean 'quote'?)",
        "pack/r.yaml:14:14: unknown format 'percnt' (did you mean 'percent'?)",
        "pack/r.yaml:16:5: unknown key 'foo'",
        "pack/r.yaml:16:5: an example has either 'tension' or 'quiet'",
    ]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("a.value / b.value > 0.25", "'b' is multiplied or divided with another claim here"),
        ("a.value > b.value / (a.value + b.value)", "only one claim may stand below a division line"),
        ("a.allows > 3", "'allows' is an interval; say .low or .high"),
        ("a.time < b.time", "'time' is a period; say .start or .end"),
        ("a.value > 'x'", "compares a number with a text"),
        ("a.measure < b.measure", "needs numbers; a text can be == or !="),
        ("a.shape == 'levle'", "'shape' cannot be 'levle' (did you mean 'level'?)"),
        ("a.shape in [level, sharre]", "'shape' cannot be 'sharre' (did you mean 'share'?)"),
        ("a.allows before b.allows", "'before' needs two periods"),
        ("a.allows disjoint b.time", "needs two intervals or two periods"),
        ("1 < 2", "this speaks of no claim"),
        ("c.value > 1", "no claim is called 'c'"),
        ("value > 1", "unknown name 'value'; a field is written a.value"),
        ("a.value = 1", "unexpected '=' (write '==')"),
        ("a.value > 1 and b.value > 1", "unexpected 'and'"),
        ("a.value >", "a field or a number is expected, but it ends here"),
        ("a.value.low > 1", "'value' has no 'low'; it has no parts"),
        ("a.words > 1", "'words' needs one name behind the dot"),
        ("a linked a", "'linked' needs another claim"),
        ("min(a.value, 1) > 2", "unknown name 'min'"),
        ("__import__('os')", "unknown name '__import__'"),
        ("(" * 30 + "a.value" + ")" * 30 + " > 1", "more than 20 brackets deep"),
        ("a.value > " + "1 + " * 200 + "1", "longer than 500 characters"),
    ],
)
def test_what_a_condition_may_not_say(where, said):
    (fault,) = faults_of(rule_text(PAIR + f'where: ["{where}"]\n'))
    assert said in fault
    assert ":12:" in fault or ":11:" in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("- a\n", "a rule must be a mapping"),
        ("rule: [", "not YAML: did not find expected node content"),
        ("rule: &x a\nsummary: *x\n", "YAML aliases (*name) are not used in rules"),
        ("rule: &x [*x]\n", "YAML aliases"),
        ("rule: !!python/object/apply:os.system [x]\n", "'rule' must be text"),
        ("a: " + "{a: " * 60 + "1" + "}" * 60, "nested more than 40 levels deep"),
        ("[" * 50_000, "nested more than 40 levels deep"),
        ("- " * 50_000, "nested more than 40 levels deep"),
        ("rule: r\nrule: s\n", "'rule' is said twice"),
        ("x: " + "y" * 300_000, "larger than 256 KB"),
    ],
)
def test_what_is_no_rule_file(text, said):
    assert said in "\n".join(faults_of(text))


def test_the_date_of_an_example_is_a_day():
    example = "examples:\n  - tension: x\n    date: 2024-31-12\n"
    assert faults_of(rule_text("when: {a: {shape: level}}\n" + example)) == [
        "pack/r.yaml:11:11: '2024-31-12' is not a day; write it as 2026-03-31"
    ]


def test_an_alias_bomb_is_refused_before_it_goes_off():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "YAML aliases" in faults_of("\n".join(lines))[0]


def test_norway_is_a_text(tmp_path):
    loaded = load_text(rule_text("when: {a: {currency: NO, place: [no, yes], polarity: no}}\n"), "pack/r.yaml")
    assert [condition.values for condition in loaded.rule.conditions] == [("NO",), ("no", "yes"), (False,)]


def test_the_name_is_that_of_the_file_and_no_two_rules_share_one(tmp_path):
    text = rule_text("when: {a: {shape: level}}\n")
    assert "but its file 's.yaml'" in faults_of(text, "pack/s.yaml")[0]
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.yaml").write_text(text)
    with pytest.raises(RuleFault, match="rule 'r' is already defined in .*one/r.yaml"):
        load_rules([tmp_path])
    assert [rule.pack for rule in load_rules([tmp_path / "two", tmp_path / "two" / "r.yaml"])] == ["two"]


def test_every_file_is_read_before_the_faults_are_told(tmp_path):
    (tmp_path / "a.yaml").write_text("rule: [")
    (tmp_path / "b.yml").write_bytes(b"\xff\xfe")
    (tmp_path / "c.txt").write_text("not a rule")
    with pytest.raises(RuleFault) as raised:
        load_rules([tmp_path, tmp_path / "missing"])
    assert [fault.message for fault in raised.value.faults] == [
        "no such file or folder",
        "not YAML: did not find expected node content",
        "not UTF-8 at byte 0",
    ]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    assert "cannot be read" in str(load_file(tmp_path / "none.yaml").faults[0])


@pytest.mark.parametrize("name", ["", "Big", "a_b", "-a", "a--b", "a/../b"])
def test_a_new_rule_needs_a_name_that_a_file_can_have(name):
    with pytest.raises(ConfigFault):
        new_rule_text(name)
