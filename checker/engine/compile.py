"""From rules to a program: columns hoisted, *or* between claims expanded, optional fields guarded.

In:  rules as loaded.
Out: `Program`: columns of facts, and branches that both engines run.

What a rule asks of one claim becomes one boolean column per pattern, with a guard for every field that a
join uses: a join never sees a missing value. Relations of intervals and periods become comparisons of ends
where "no bound" lies beyond every number. Claims of one match are always different ones.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from checker.engine.evaluate import Test, ends_compared, keeps_hair, side_of, test_of
from checker.engine.language import (
    Compare,
    Condition,
    Either,
    End,
    Expression,
    Known,
    Number,
    OneOf,
    Ref,
    Refusal,
    Relate,
    Rule,
    Sum,
    aliases_in,
    in_words,
    renamed,
)
from checker.engine.linear import Term, split
from checker.engine.parse_condition import kind_of
from checker.engine.program import Arithmetic, Branch, Column, Join, Of, Pattern, Program, columns_of
from checker.model.claim import Claim

MOST_BRANCHES = 16
SIGNS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "==": "eq", "!=": "neq"}
# Columns are about "_": the same question asked of two aliases, or by two rules, is one column.
ANY = "_"


def compile_rules(rules: Iterable[Rule]) -> Program:
    """The program of *rules*, which loaded without faults."""
    table = _Columns()
    branches = [branch for rule in rules for branch in _branches(rule, table)]
    feeds = _feeds(branches)
    return Program(tuple(replace(column, feeds=feeds[column.name]) for column in table.columns.values()), tuple(branches))


def _feeds(branches: list[Branch]) -> dict[str, frozenset[str]]:
    """Per flag the columns that joins read of claims with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for branch in branches:
        flags = {pattern.alias: pattern.flag for pattern in branch.patterns}
        for pattern in branch.patterns:
            for join in pattern.joins:
                for alias, column in ((pattern.alias, join.column), *columns_of(join.right)):
                    found[flags[alias]].add(column)
    return defaultdict(frozenset, {flag: frozenset(columns - {"id"}) for flag, columns in found.items()})


def check_condition(condition: Condition, aliases: tuple[str, ...]) -> None:
    """Raises `Refusal` when *condition* asks for something an engine cannot join."""
    spoken = aliases_in(condition)
    if not spoken:
        raise Refusal("this speaks of no claim")
    if len(spoken) > 1:
        table = _Columns()
        for part in itertools.chain.from_iterable(_alternatives(condition)):
            if len(aliases_in(part)) > 1 and not isinstance(part, Relate):
                _join(part, aliases, table)


def check_size(conditions: Iterable[Condition]) -> None:
    """Raises `Refusal` when the alternatives of *conditions* combine to too many branches."""
    count = 1
    for condition in conditions:
        count *= len(_alternatives(condition)) if len(aliases_in(condition)) > 1 else 1
    if count > MOST_BRANCHES:
        raise Refusal(f"{count} combinations of 'or', 'disjoint' and 'compatible'; {MOST_BRANCHES} at most")


class _Columns:
    """Columns made so far, by what they say."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, str], Column] = {}
        self.expressions: dict[str, Expression] = {}

    def _add(self, kind: str, says: str, make: Callable[[], Callable[[Claim], object]], shapes=None) -> str:
        key = (kind, says)
        if key not in self.columns:
            self.columns[key] = Column(f"{kind[0]}{len(self.columns)}", kind, says, make(), shapes)
        return self.columns[key].name

    def flag(self, conditions: list[Condition]) -> str:
        """A column that is true where all *conditions* on "_" hold."""
        told = {in_words(condition): condition for condition in conditions}
        says = " and ".join(sorted(told)) or "any claim"
        # Tests that only look up a field come first: most claims fail them.
        ordered = sorted(told.values(), key=lambda condition: not isinstance(condition, OneOf))

        def make() -> Callable[[Claim], bool]:
            tests = [test_of(condition) for condition in ordered]
            return lambda claim: _holds(tests, claim)

        return self._add("flag", says, make, _shapes(ordered))

    def value(self, expression: Expression, kind: str, hair: bool = True) -> str:
        """A column with the value of *expression* on "_": a float, or for kind "text" its text."""
        read = side_of(expression, hair)
        says = in_words(expression) + ("" if hair else " in a sum")
        if kind == "text":
            name = self._add("text", says, lambda: lambda claim: _as_text(read({ANY: claim})))
        else:
            name = self._add("number", says, lambda: lambda claim: _as_float(read({ANY: claim})))
        self.expressions[name] = expression
        return name


def _holds(tests: list[Test], claim: Claim) -> bool:
    binding = {ANY: claim}
    for test in tests:
        if not test(binding):
            return False
    return True


def _shapes(conditions: list[Condition]) -> frozenset[str] | None:
    for condition in conditions:
        if isinstance(condition, OneOf) and condition.ref.path == "shape" and condition.wanted:
            return frozenset(condition.values)
    return None


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return value if isinstance(value, str) else format(value.normalize(), "f")


def _as_float(value: object) -> float:
    return 0.0 if value is None else float(value) + 0.0


def _branches(rule: Rule, table: _Columns) -> list[Branch]:
    own: dict[str, list[Condition]] = {alias: [] for alias in rule.aliases}
    choices: list[list[tuple[Condition, ...]]] = []
    for condition in (*rule.conditions, *rule.where):
        aliases = aliases_in(condition)
        if len(aliases) == 1:
            own[next(iter(aliases))].append(condition)
        else:
            choices.append(_alternatives(condition))
    combined = itertools.product(*choices)
    return [_branch(rule, own, [part for group in parts for part in group], table) for parts in combined]


def _alternatives(condition: Condition) -> list[tuple[Condition, ...]]:
    """*condition* as alternatives, each a tuple of conditions that must all hold and have no *or* in them."""
    if isinstance(condition, Either):
        return [parts for one in condition.conditions for parts in _alternatives(one)]
    if isinstance(condition, Relate) and condition.op != "linked":
        known = (Known(condition.left), Known(condition.right))
        compared = [Compare(*ends) for ends in ends_compared(condition.op, condition.left, condition.right)]
        return [(*known, one) for one in compared] if condition.op == "disjoint" else [(*known, *compared)]
    is_number = isinstance(condition, Compare) and kind_of(condition.left) == "number"
    if is_number and condition.op == "!=" and len(aliases_in(condition)) > 2:
        return [(Compare("<", condition.left, condition.right),), (Compare(">", condition.left, condition.right),)]
    return [(condition,)]


def _branch(rule: Rule, own: dict[str, list[Condition]], between: list[Condition], table: _Columns) -> Branch:
    guards = {alias: [renamed(condition, {alias: ANY}) for condition in own[alias]] for alias in rule.aliases}
    joins: dict[str, list[Join]] = {alias: [] for alias in rule.aliases}
    confirm: list[Condition] = []
    for condition in between:
        aliases = aliases_in(condition)
        if len(aliases) == 1:
            guards[next(iter(aliases))].append(renamed(condition, {alias: ANY for alias in aliases}))
            continue
        if isinstance(condition, Relate):
            # Links are pairs; no column of one claim can say them.
            confirm.append(condition)
            continue
        alias, join = _join(condition, rule.aliases, table)
        for one, column in ((alias, join.column), *columns_of(join.right)):
            expression = table.expressions[column]
            if not isinstance(expression, End):
                guards[one].append(Known(expression))
        if not isinstance(join.right, Arithmetic):
            joins[alias].append(join)
            continue
        # Sums of floats may miss by the last bit: the engine proposes, Decimals confirm.
        confirm.append(condition)
        signs = ("gte", "lte") if join.op == "eq" else (join.op,)
        joins[alias] += [Join(join.column, sign, join.right) for sign in signs]
    for earlier, later in rule.ordered:
        position = table.value(Ref(ANY, "position", "number"), "number")
        joins[later].append(Join(position, "gt", Of(earlier, position)))
    for at, alias in enumerate(rule.aliases):
        joins[alias] += [Join("id", "neq", Of(earlier, "id")) for earlier in rule.aliases[:at]]
    patterns = [Pattern(alias, table.flag(guards[alias]), _in_order(joins[alias])) for alias in rule.aliases]
    return Branch(rule.name, tuple(patterns), tuple(confirm))


def _in_order(joins: list[Join]) -> tuple[Join, ...]:
    """Each join once, equalities first."""
    return tuple(sorted(dict.fromkeys(joins), key=lambda join: join.op != "eq"))


def _join(comparison: Compare, order: tuple[str, ...], table: _Columns) -> tuple[str, Join]:
    if kind_of(comparison.left) != "number" and not isinstance(comparison.left, End):
        return _equality(comparison.op, comparison.left, comparison.right, order, table, True)
    if isinstance(comparison.left, End):
        sides = sorted((comparison.left, comparison.right), key=lambda end: order.index(end.alias))
        op = comparison.op if sides[1] is comparison.left else {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[comparison.op]
        right = Of(sides[0].alias, table.value(renamed(sides[0], {sides[0].alias: ANY}), "number"))
        return sides[1].alias, Join(table.value(renamed(sides[1], {sides[1].alias: ANY}), "number"), SIGNS[op], right)
    parts, hair = split(comparison, order), keeps_hair(comparison)
    if parts.op in ("==", "!=") and len(parts.right) == 1 and len(parts.right[0].parts) == 1:
        return _equality(parts.op, parts.left, _alone(parts.right[0]), order, table, hair)
    left = table.value(renamed(parts.left, {parts.alias: ANY}), "number", hair)
    return parts.alias, Join(left, SIGNS[parts.op], _right(parts.right, table, hair))


def _alone(term: Term) -> Expression:
    (part,) = term.parts.values()
    return part if term.factor == 1 else Sum("*", Number(term.factor), part)


def _equality(
    op: str, left: Expression, right: Expression, order: tuple[str, ...], table: _Columns, hair: bool
) -> tuple[str, Join]:
    """Equality is decided on texts: an engine's own equality of floats is by their first six places."""
    (one,), (other,) = aliases_in(left), aliases_in(right)
    if order.index(one) < order.index(other):
        left, right, one, other = right, left, other, one
    here = table.value(renamed(left, {one: ANY}), "text", hair)
    return one, Join(here, SIGNS[op], Of(other, table.value(renamed(right, {other: ANY}), "text", hair)))


def _right(terms: tuple[Term, ...], table: _Columns, hair: bool) -> Of | Arithmetic | float:
    total: Of | Arithmetic | float | None = None
    for term in terms:
        value: Of | Arithmetic | float | None = None
        for alias, expression in sorted(term.parts.items()):
            factor = Of(alias, table.value(renamed(expression, {alias: ANY}), "number", hair))
            value = factor if value is None else Arithmetic("mul", value, factor)
        if term.factor != 1:
            value = Arithmetic("mul", value, float(term.factor))
        total = value if total is None else Arithmetic("add", total, value)
    return total if total is not None else 0.0

