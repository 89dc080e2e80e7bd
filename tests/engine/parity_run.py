"""Run by test_parity in a process of its own, with freed memory overwritten: random rules over random articles, both engines."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

from random_rules import by_brute_force, random_claim, random_rules

from checker.engine.judge import RuleSet, weigh
from checker.engine.language import in_words
from checker.model.finding import Tension


def compare(name: str, found: set[Tension], other_name: str, other: set[Tension], rules: RuleSet) -> None:
    for tension in found ^ other:
        rule = rules.by_name[tension.rule]
        conditions = " and ".join(in_words(condition) for condition in (*rule.conditions, *rule.where))
        sys.exit(f"only {name if tension in found else other_name} found {tension} by {conditions}")


def main(sets: int, batches: int, seed: int) -> int:
    random = Random(seed)
    matches = 0
    for _ in range(sets):
        rules = random_rules(random, 12)
        for batch in range(batches):
            claims = [random_claim(random, number) for number in range(random.choice((0, 1, 2, 5, 9, 14)))]
            there, here = weigh(claims, rules, "durable"), weigh(claims, rules, "joins")
            compare("durable", set(there.tensions), "joins", set(here.tensions), rules)
            assert there == replace(here, engine="durable")
            if batch % 10 == 0:
                small = claims[:8]
                found = set(weigh(small, rules, "joins").tensions)
                compare("joins", found, "every combination", by_brute_force(small, rules), rules)
            matches += len(here.tensions)
    print(sets * batches, matches)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
