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
# More combinations of claims than this are left to joins, and only articles of more claims than FEW can have them.
MOST_CANDIDATES = 100_000
FEW = 100


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
    """``tensions`` sorted by rule and place; ``faults``: what could not be judged; ``engine``: which one judged in the end."""

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
    program = rules.program
    facts = to_facts(claims, program.columns)
    name, matches, troubles = _matches(engine_name(engine), program, facts)
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
    return Verdict(tuple(kept), (*troubles, *faults), name)


def _matches(name: str, program: Program, facts: list) -> tuple[str, Matches, tuple[Fault, ...]]:
    """The engine that judged in the end, what it found, and why it was not the one asked for if that went wrong."""
    # durable_rules keeps every combination it looks at in memory; joins looks at one after another, and counts per rule.
    crowded = len(facts) > FEW and joins.candidates(program, facts) > MOST_CANDIDATES
    if name == durable.NAME and not crowded:
        try:
            return durable.NAME, durable.run(program, facts), ()
        except durable.TooManyMatches:
            pass
        except EngineFault as trouble:
            return joins.NAME, joins.run(program, facts), trouble.faults
    return joins.NAME, joins.run(program, facts), ()
