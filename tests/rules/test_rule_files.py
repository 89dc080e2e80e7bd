"""The built-in rules: complete, tested by their own examples, and judged alike by both engines."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from checker.engine import ENGINES, all_rules, built_in_rules, check_examples, example_text, load_rules, new_rule_text, weigh
from checker.engine.durable import why_missing
from checker.engine.judge import RuleSet

ROOT = Path(__file__).resolve().parents[2]
RULES = built_in_rules()
NAMES = [rule.name for rule in RULES]


@functools.cache
def lint_text():
    from checker.run.examples import lint_text

    return lint_text()


@functools.cache
def checker():
    from checker.pipeline import Checker

    return Checker(RULES)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_rule_hold(name):
    faults = check_examples([RULES.by_name[name]], lint_text(), coverage=True)
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_complete(name):
    rule = RULES.by_name[name]
    kinds = [example.expects for example in rule.examples]
    assert kinds.count("tension") >= 3 and kinds.count("quiet") >= 3
    assert all(example.because for example in rule.examples if example.expects == "quiet"), "say why a quiet example is quiet"
    assert rule.noise, "say what it flags by mistake"
    assert rule.summary.endswith(".") and rule.why.endswith(".")


@pytest.mark.skipif(why_missing() is not None, reason="needs durable_rules")
def test_both_engines_judge_every_example_and_every_seed_alike():
    from checker.sources import read, read_text

    sources = [read_text(example_text(example), "example.md", "markdown") for rule in RULES for example in rule.examples]
    seeds = [path for path in sorted((ROOT / "seeds").glob("*")) if path.suffix in (".md", ".txt") and path.name != "README.md"]
    sources += [source for path in seeds for source in read(str(path))]
    matched = 0
    for source in sources:
        claims = checker().claims(source)
        durable, joins = weigh(claims, RULES, "durable"), weigh(claims, RULES, "joins")
        assert durable.tensions == joins.tensions, source.text
        matched += len(joins.tensions)
    assert matched > len(RULES)


def test_every_rule_file_fits_the_schema():
    jsonschema = pytest.importorskip("jsonschema")
    import yaml

    from checker.engine.json_schema import rule_schema

    class WithoutDays(yaml.SafeLoader):
        """Days stay texts, as JSON has them."""

    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.items()
    WithoutDays.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rows if not tag.endswith("timestamp")] for first, rows in resolvers
    }
    check = jsonschema.Draft7Validator(rule_schema())
    texts = {rule.name: Path(rule.path).read_text(encoding="utf-8") for rule in RULES} | {"new": new_rule_text("mine")}
    for name, text in texts.items():
        assert [error.message for error in check.iter_errors(yaml.load(text, Loader=WithoutDays))] == [], name


def test_a_new_rule_loads_and_its_examples_hold_as_it_stands(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "my-rule.yaml").write_text(new_rule_text("my-rule"), encoding="utf-8")
    rules = load_rules([tmp_path / "mine"])
    assert not check_examples(rules, lint_text(), coverage=True)
    assert {rule.name for rule in all_rules([tmp_path / "mine"])} == {*NAMES, "my-rule"}


def test_a_rule_set_can_be_cut_down():
    assert [rule.name for rule in RULES.only(NAMES[:2])] == NAMES[:2]
    assert len(RuleSet(())) == 0 and ENGINES[0] == "auto"
