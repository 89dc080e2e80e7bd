"""Judging: claims and rules in, tensions out, on whichever engine there is.

In:  claims as linked, a `RuleSet`.
Out: `Verdict`: the tensions, the same for any order of claims, and what went wrong on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.engine import durable, joins
from checker.engine.compile import compile_rules
from checker.engine.evaluate import test_of
from checker.engine.facts import to_facts
from checker.engine.language import Rule
from checker.engine.program import Matches, Program
from checker.model.claim import Claim
from checker.model.errors import ConfigFault, EngineFault, Fault
from checker.model.finding import Tension

ENGINES = ("auto", "durable", "joins")


@dataclass(frozen=True)
class RuleSet:
    """Rules with different names, and the program they compile to (made when first needed)."""

    rules: tuple[Rule, ...]

    @cached_property
    def program(self) -> Program:
        return compile_rules(self.rules)

    @cached_property
    def by_name(self) -> dict[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    @cached_property
    def confirmations(self) -> dict[int, list]:
        """Tests that matches of a branch must still pass, by branch index."""
        return {at: [test_of(one) for one in branch.confirm] for at, branch in enumerate(self.program.branches) if branch.confirm}

    def only(self, names: Sequence[str]) -> RuleSet:
        """The rules with these names."""
        wanted = set(names)
        return RuleSet(tuple(rule for rule in self.rules if rule.name in wanted))

    def __iter__(self):
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``tensions`` sorted by rule and place; ``faults``: rules that matched too often; ``engine``: which one judged."""

    tensions: tuple[Tension, ...]
    faults: tuple[Fault, ...]
    engine: str


def engine_name(engine: str = "auto") -> str:
    """The engine that *engine* comes to here: "durable" or "joins".

    Raises:
        ConfigFault: when durable is asked for by name and cannot be had.
    """
    if engine not in ENGINES:
        raise ConfigFault([Fault("--engine", f"'{engine}' is no engine; known: {', '.join(ENGINES)}")])
    if engine == "joins":
        return joins.NAME
    reason = durable.why_missing()
    if reason is None:
        return durable.NAME
    if engine == "durable":
        raise ConfigFault([Fault("--engine durable", f"{reason}; use --engine joins, which finds the same")])
    return joins.NAME


def judge(claims: Sequence[Claim], rules: RuleSet, engine: str = "auto") -> list[Tension]:
    """The tensions between *claims* by *rules*.

    Raises:
        EngineFault: when rules matched too often; its ``tensions`` are those of the other rules.
    """
    verdict = weigh(claims, rules, engine)
    if verdict.faults:
        fault = EngineFault(verdict.faults)
        fault.tensions = list(verdict.tensions)
        raise fault
    return list(verdict.tensions)


def weigh(claims: Sequence[Claim], rules: RuleSet, engine: str = "auto") -> Verdict:
    """As `judge`, with the engine's name and what could not be judged."""
    name = engine_name(engine)
    program = rules.program
    facts = to_facts(claims, program.columns)
    matches = _matches(name, program, facts)
    by_id = {claim.id: claim for claim in claims}
    tensions: dict[tuple[str, frozenset], Tension] = {}
    for index, ids in matches.found:
        branch = program.branches[index]
        pairs = tuple((pattern.alias, id_) for pattern, id_ in zip(branch.patterns, ids, strict=True))
        binding = {alias: by_id[id_] for alias, id_ in pairs}
        if all(test(binding) for test in rules.confirmations.get(index, ())):
            tensions.setdefault((branch.rule, frozenset(pairs)), Tension(branch.rule, pairs))
    often = sorted({program.branches[index].rule for index in matches.capped})
    faults = tuple(Fault(rules.by_name[rule].path, f"'{rule}' matched too often in this article; left out") for rule in often)
    places = {claim.id: (claim.span, claim.id) for claim in claims}
    kept = [tension for tension in tensions.values() if tension.rule not in often]
    kept.sort(key=lambda tension: (tension.rule, [places[id_] for _, id_ in tension.claims]))
    return Verdict(tuple(kept), faults, name)


def _matches(name: str, program: Program, facts: list) -> Matches:
    if name == durable.NAME:
        try:
            return durable.run(program, facts)
        except durable.TooManyMatches:
            # joins counts per rule, so that one rule that matches everything does not take the others with it.
            return joins.run(program, facts)
    return joins.run(program, facts)
