"""The engine room: rules in YAML, judged over claims, told as findings.

Only what stands here is for other rooms.
"""

from __future__ import annotations

from checker.engine.explain import to_findings
from checker.engine.judge import ENGINES, RuleSet, Verdict, engine_name, judge, weigh
from checker.engine.packs import all_rules, built_in_rules, load_rules

__all__ = [
    "ENGINES",
    "RuleSet",
    "Verdict",
    "all_rules",
    "built_in_rules",
    "engine_name",
    "judge",
    "load_rules",
    "to_findings",
    "weigh",
]
