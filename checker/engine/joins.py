"""The program in plain Python: the engine where durable_rules cannot be had, and its oracle in tests.

In:  a program and facts.
Out: `Matches`. Equalities are looked up in an index, everything else is compared pair by pair.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from checker.engine.program import MOST_MATCHES, Arithmetic, Branch, Fact, Join, Matches, Of, Pattern, Program

NAME = "joins"
MOST_STEPS = 2_000_000
OPS = {"eq": operator.eq, "neq": operator.ne, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
MATH = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}

Bound = tuple[Fact, ...]


class _Capped(Exception):
    """A branch matched or compared more often than any article warrants."""


def run(program: Program, facts: Sequence[Fact]) -> Matches:
    """All matches, sorted. A branch beyond its caps is left out and named."""
    found, capped = [], set()
    for index, branch in enumerate(program.branches):
        try:
            found += [(index, ids) for ids in _matches(branch, facts)]
        except _Capped:
            capped.add(index)
    return Matches(tuple(sorted(found)), frozenset(capped))


def candidates(program: Program, facts: Sequence[Fact]) -> int:
    """About how many combinations an engine will look at: those that agree in what is looked up."""
    return sum(_candidates(branch, facts) for branch in program.branches if len(branch.patterns) > 1)


def _candidates(branch: Branch, facts: Sequence[Fact]) -> int:
    """Counted along each pattern's equalities with one earlier pattern; a second one would only make it fewer."""
    first, *later = branch.patterns
    by_id = {fact["id"]: fact for fact in facts}
    # Per alias: in how many combinations so far each of its facts stands.
    ways: dict[str, dict[str, int]] = {first.alias: {fact["id"]: 1 for fact in facts if fact[first.flag]}}
    total = 0
    for pattern in later:
        equal = [join for join in pattern.joins if join.op == "eq" and isinstance(join.right, Of)]
        same = [join for join in equal if join.right.alias == equal[0].right.alias]
        earlier = ways[same[0].right.alias]
        keys = {id_: tuple(by_id[id_][join.right.column] for join in same) for id_ in earlier}
        own = {fact["id"]: tuple(fact[join.column] for join in same) for fact in facts if fact[pattern.flag]}
        before: Counter[tuple] = Counter()
        for id_, key in keys.items():
            before[key] += earlier[id_]
        here = Counter(own.values())
        ways[same[0].right.alias] = {id_: earlier[id_] * here[key] for id_, key in keys.items()}
        ways[pattern.alias] = {id_: before[key] for id_, key in own.items()}
        total = max(total, sum(ways[pattern.alias].values()))
    return total


def _matches(branch: Branch, facts: Sequence[Fact]) -> list[tuple[str, ...]]:
    bound: list[Bound] = [()]
    aliases: dict[str, int] = {}
    steps = 0
    for at, pattern in enumerate(branch.patterns):
        flagged = [fact for fact in facts if fact[pattern.flag]]
        bound, taken = _extended(pattern, bound, flagged, aliases)
        steps += taken
        if not bound:
            return []
        aliases[pattern.alias] = at
    if len(bound) > MOST_MATCHES:
        raise _Capped
    return [tuple(fact["id"] for fact in match) for match in bound]


def _extended(pattern: Pattern, bound: list[Bound], flagged: list[Fact], aliases: dict[str, int]) -> tuple[list[Bound], int]:
    """Every way to add one of *flagged* to one of *bound*."""
    if not aliases:
        return [(fact,) for fact in flagged], len(flagged)
    equal = [join for join in pattern.joins if join.op == "eq" and isinstance(join.right, Of)]
    tests = [_test(join, aliases) for join in pattern.joins if join not in equal]
    index: dict[tuple, list[Fact]] = defaultdict(list)
    for fact in flagged:
        index[tuple(fact[join.column] for join in equal)].append(fact)
    sides = [(aliases[join.right.alias], join.right.column) for join in equal]
    found: list[Bound] = []
    steps = 0
    for match in bound:
        candidates = index.get(tuple(match[at][column] for at, column in sides), ())
        steps += len(candidates)
        if steps > MOST_STEPS or len(found) > MOST_STEPS // 10:
            raise _Capped
        found += [(*match, fact) for fact in candidates if all(test(fact, match) for test in tests)]
    return found, steps


def _test(join: Join, aliases: dict[str, int]) -> Callable[[Fact, Bound], bool]:
    compare, column, right = OPS[join.op], join.column, _value(join.right, aliases)
    return lambda fact, match: compare(fact[column], right(match))


def _value(right: Of | Arithmetic | float, aliases: dict[str, int]) -> Callable[[Bound], object]:
    if isinstance(right, Of):
        at, column = aliases[right.alias], right.column
        return lambda match: match[at][column]
    if isinstance(right, Arithmetic):
        compute, one, other = MATH[right.op], _value(right.left, aliases), _value(right.right, aliases)
        return lambda match: compute(one(match), other(match))
    return lambda match: right
