"""Both engines find the same: on random rules over random articles, on traps known to hurt the C code, on every rule example."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from by_hand import claim, interval, rules_of
from random_rules import by_brute_force, random_claim, random_rules

from checker.engine import durable
from checker.engine.judge import judge, weigh

HERE = Path(__file__).parent
needs_durable = pytest.mark.skipif(durable.why_missing() is not None, reason=durable.why_missing() or "")
PAIR = "when:\n  a: {shape: level}\n  b: {shape: level, same: {a: key}}\n"


@needs_durable
def test_two_thousand_random_batches_agree_while_freed_memory_is_overwritten():
    environment = {**os.environ, "PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "165"}
    command = [sys.executable, str(HERE / "parity_run.py"), "80", "25", "20260331"]
    ran = subprocess.run(command, env=environment, cwd=HERE, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-3000:]
    batches, matches = map(int, ran.stdout.split())
    assert batches == 2000 and matches > 5000


def test_joins_find_what_trying_every_combination_finds():
    for seed in range(40):
        random = Random(seed)
        rules = random_rules(random, 8)
        claims = [random_claim(random, number) for number in range(7)]
        assert set(weigh(claims, rules, "joins").tensions) == by_brute_force(claims, rules)


def test_the_order_of_claims_is_irrelevant():
    random = Random(7)
    rules = random_rules(random, 20)
    claims = [random_claim(random, number) for number in range(10)]
    shuffled = random.sample(claims, len(claims))
    assert weigh(claims, rules, "joins").tensions == weigh(shuffled, rules, "joins").tensions


TRAPS = {
    "large and small magnitudes are read": [
        claim(0, value="1e16"),
        claim(1, value="1e-05"),
        claim(2, value="1e39"),
        claim(3, value="-1e38"),
    ],
    "a magnitude beyond use is not said": [
        claim(0, value="1e45"),
        claim(1, value="3"),
        claim(2, value="NaN"),
        claim(3, value="4"),
    ],
    "minus zero is zero": [claim(0, value="-0.0"), claim(1, value="0"), claim(2, value="1")],
    "lone surrogates, quotes and NUL are text": [
        claim(0, value=1, key='\ud800"\\\x00{}'),
        claim(1, value=2, key='\ud800"\\\x00{}'),
    ],
    "a long text is compared whole": [
        claim(0, value=1, key="x" * 70_000),
        claim(1, value=2, key="x" * 70_000),
        claim(2, key="x" * 70_001),
    ],
    "nothing is said": [claim(0, key=None), claim(1, key=None)],
    "no claims": [],
    "an article of one claim": [claim(0, value=5)],
    "open ends": [
        claim(0, allows=interval(40, None)),
        claim(1, allows=interval(None, 12)),
        claim(2, allows=interval(None, None)),
    ],
}


@needs_durable
@pytest.mark.parametrize("name", TRAPS)
def test_traps_of_the_c_code(name):
    rules = rules_of(
        PAIR + "where: [a.allows disjoint b.allows]\n",
        PAIR + "where: [b.value > 2 * a.value]\n",
        PAIR.replace("key}", "[key, value]}"),
        PAIR + "  c: {same: {a: key}}\nwhere: [a.value + b.value > c.value * 1.5]\n",
    )
    claims = TRAPS[name]
    there, here = weigh(claims, rules, "durable"), weigh(claims, rules, "joins")
    assert there.tensions == here.tensions
    assert set(here.tensions) == by_brute_force(claims, rules)


@needs_durable
def test_many_rules_are_split_into_several_rulesets():
    rules = rules_of(*(PAIR + f"where: [b.value > {number} * a.value + {number}]\n" for number in range(130)))
    claims = [claim(number, value=number * number) for number in range(9)]
    assert weigh(claims, rules, "durable").tensions == weigh(claims, rules, "joins").tensions != ()


@needs_durable
def test_one_engine_serves_article_after_article_and_rule_set_after_rule_set():
    first, second = rules_of(PAIR), rules_of(PAIR + "where: [a.allows disjoint b.allows]\n")
    for round_ in range(60):
        rules = (first, second)[round_ % 2]
        claims = [claim(number, value=number % 3) for number in range(round_ % 7)]
        assert weigh(claims, rules, "durable").tensions == weigh(claims, rules, "joins").tensions


@needs_durable
def test_a_rule_that_matches_everything_is_told_about_and_the_others_stay():
    rules = rules_of(PAIR, "when: {a: {value: 3}}\n")
    claims = [claim(number, value=number) for number in range(90)]
    for engine in ("durable", "joins"):
        verdict = weigh(claims, rules, engine)
        assert [tension.rule for tension in verdict.tensions] == ["r1"]
        assert [fault.message for fault in verdict.faults] == ["'r' matched too often in this article; left out"]


@needs_durable
@pytest.mark.parametrize("third", ["", "  c: {shape: level, same: {a: key}}\n"])
def test_a_crowd_of_claims_with_one_key_is_left_to_joins(third):
    rules = rules_of(PAIR + third + "where: [b.value > 5000 + a.value]\n")
    verdict = weigh([claim(number, value=number) for number in range(400 if not third else 110)], rules, "durable")
    assert verdict.engine == "joins" and not verdict.tensions and not verdict.faults


@needs_durable
def test_an_engine_that_was_stopped_half_way_starts_afresh_with_the_next_article():
    rules = rules_of(PAIR + "where: [b.value >= 0 * a.value]\n", "when: {a: {value: 3}}\n")
    crowd = weigh([claim(number, value=number) for number in range(280)], rules, "durable")
    assert crowd.engine == "joins" and len(crowd.tensions) == 1 and len(crowd.faults) == 1
    claims = [claim(number, value=number) for number in range(5)]
    assert weigh(claims, rules, "durable") == replace(weigh(claims, rules, "joins"), engine="durable")


@needs_durable
def test_an_engine_that_refuses_costs_no_finding(monkeypatch):
    from checker.model.errors import EngineFault, Fault

    def refuse(program, facts):
        raise EngineFault([Fault("durable_rules", "the engine refused the facts")])

    monkeypatch.setattr(durable, "run", refuse)
    rules, claims = rules_of(PAIR), [claim(0), claim(1)]
    verdict = weigh(claims, rules, "durable")
    assert verdict.engine == "joins" and len(verdict.tensions) == 1
    with pytest.raises(EngineFault) as raised:
        judge(claims, rules, "durable")
    assert raised.value.tensions == list(verdict.tensions)


def test_without_durable_rules_joins_judge_and_say_why(monkeypatch):
    from checker.engine.judge import engine_name
    from checker.model.errors import ConfigFault

    monkeypatch.setattr(durable, "why_missing", lambda: "durable_rules is not installed")
    assert engine_name("auto") == "joins"
    with pytest.raises(ConfigFault, match="not installed; use --engine joins"):
        engine_name("durable")
