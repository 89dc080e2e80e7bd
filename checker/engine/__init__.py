"""The engine room: rules in YAML, judged over claims, told as findings.

Only what stands here is for other rooms.
"""

from __future__ import annotations

from checker.engine.examples import check_examples, example_text, run_example
from checker.engine.explain import to_findings
from checker.engine.judge import ENGINES, RuleSet, Verdict, engine_name, judge, weigh
from checker.engine.new_rule import new_rule_text
from checker.engine.packs import all_rules, built_in_rules, load_rules
from checker.engine.sums import done_sums
from checker.engine.trace import trace

__all__ = [
    "ENGINES",
    "RuleSet",
    "Verdict",
    "all_rules",
    "built_in_rules",
    "check_examples",
    "done_sums",
    "engine_name",
    "example_text",
    "judge",
    "load_rules",
    "new_rule_text",
    "run_example",
    "to_findings",
    "trace",
    "weigh",
]
