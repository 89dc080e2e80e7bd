"""Sums: the arithmetic that rules did inside one claim, whether it held or not.

In:  linked claims, a rule set, the source.
Out: a `Sum` for each claim that a rule of one claim compared ("a.stated disjoint a.implied") and whose other conditions
     are met, told by the rule's own ``working``.
     "rose 12% to €244m from €218m"  →  holds: from €218m to €244m is 11.47 to 12.39%; stated 11.5 to 12.5%
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.engine.evaluate import Test, test_of
from checker.engine.explain import Lines, told_working
from checker.engine.judge import RuleSet
from checker.engine.language import Condition, Known, Relate, Rule
from checker.model.claim import Claim
from checker.model.ledger import Sum
from checker.model.text import Source


def done_sums(claims: Sequence[Claim], rules: RuleSet, source: Source) -> list[Sum]:
    """The sums of *claims* in text order; the same words about one place are told once."""
    lines = Lines(source.text)
    found: dict[tuple, Sum] = {}
    for rule in rules:
        comparison = _comparison(rule)
        if comparison is not None:
            for claim, verdict in _compared(rule, comparison, claims):
                working = told_working(rule, {rule.aliases[0]: claim}, lines)
                if working:
                    found.setdefault((claim.span, working), Sum(verdict, working, claim.span, rule.name))
    return sorted(found.values(), key=lambda one: (one.span, one.rule or ""))


def _comparison(rule: Rule) -> Relate | None:
    """What a rule of one claim compares; None for a rule of several claims or one that compares no intervals."""
    compared = [one for one in rule.where if isinstance(one, Relate) and one.op == "disjoint"]
    return compared[0] if len(rule.aliases) == 1 and len(compared) == 1 else None


def _compared(rule: Rule, comparison: Relate, claims: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    alias = rule.aliases[0]
    others: list[Condition] = [one for one in (*rule.conditions, *rule.where) if one is not comparison]
    asked: list[Test] = [test_of(one) for one in (*others, Known(comparison.left), Known(comparison.right))]
    fails = test_of(comparison)
    for claim in claims:
        binding = {alias: claim}
        if all(test(binding) for test in asked):
            yield claim, "fails" if fails(binding) else "holds"
