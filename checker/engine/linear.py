"""Comparisons between claims as an engine can join them: one claim's column against earlier claims' columns.

In:  a.value + b.value > c.total.high * 2,  claims in the order a, b, c
Out: Split(alias c, column (total.high * 2), "<", right: a.value plus b.value)

Everything that speaks of one claim alone becomes that claim's column, computed exactly beforehand; only sums and
products *between* claims are left to the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.engine.language import Compare, Expression, Number, Refusal, Sum, aliases_in

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
MOST_TERMS = 40


@dataclass(frozen=True, slots=True)
class Term:
    """``factor`` times one expression per alias."""

    factor: Decimal
    parts: dict[str, Expression]


@dataclass(frozen=True, slots=True)
class Split:
    """``left op`` the sum of *right*; left speaks of *alias* only, each right term of earlier claims."""

    alias: str
    left: Expression
    op: str
    right: tuple[Term, ...]


def split(comparison: Compare, order: Sequence[str]) -> Split:
    """*comparison*, solved for what it says of its last claim.

    Raises:
        Refusal: when the last claim cannot be brought to one side.
    """
    terms = [*_terms(comparison.left), *(_times(term, Decimal(-1)) for term in _terms(comparison.right))]
    last = max(aliases_in(comparison), key=list(order).index)
    own = [term for term in terms if set(term.parts) <= {last}]
    rest = [term for term in terms if last not in term.parts and term.parts]
    if len(own) + len(rest) < len(terms):
        raise Refusal(
            f"'{last}' is multiplied or divided with another claim here and cannot be brought to one side; "
            "compare a quotient of one claim with a quotient of another, or multiply out (b.value >= 0.25 * a.value)"
        )
    op = comparison.op
    if all(term.factor < 0 for term in own):
        own, op = [_times(term, Decimal(-1)) for term in own], FLIPPED[op]
    else:
        rest = [_times(term, Decimal(-1)) for term in rest]
    return Split(last, _joined(own, last), op, tuple(_by_alias(rest)))


def _terms(expression: Expression) -> list[Term]:
    aliases = aliases_in(expression)
    if isinstance(expression, Number):
        return [Term(expression.value, {})]
    if len(aliases) <= 1 and not (isinstance(expression, Sum) and expression.op in "+-"):
        return [_single(expression, aliases)]
    if not isinstance(expression, Sum):
        raise Refusal("a sum of fields and numbers is expected")
    left, right = _terms(expression.left), _terms(expression.right)
    if expression.op == "+":
        return [*left, *right]
    if expression.op == "-":
        return [*left, *(_times(term, Decimal(-1)) for term in right)]
    if expression.op == "/":
        right = [_inverse(expression.right)]
    if len(left) * len(right) > MOST_TERMS:
        raise Refusal("too many terms once the brackets are multiplied out")
    return [_product(one, other) for one in left for other in right]


def _single(expression: Expression, aliases: set[str]) -> Term:
    """``3 * a.value`` is three times a's value: the constant in front is a factor, so that signs can be moved."""
    if not aliases:
        # A constant of constants, such as 2 * 3: kept as a sum, it lands in the last claim's column.
        from checker.engine.evaluate import value_of

        value = value_of(expression)({})
        if value is None:
            raise Refusal("this has no value")
        return Term(value, {})
    (alias,) = aliases
    if isinstance(expression, Sum) and expression.op == "*":
        for constant, other in ((expression.left, expression.right), (expression.right, expression.left)):
            if isinstance(constant, Number):
                return Term(constant.value, {alias: other})
    return Term(Decimal(1), {alias: expression})


def _inverse(expression: Expression) -> Term:
    aliases = aliases_in(expression)
    if len(aliases) > 1:
        raise Refusal("only one claim may stand below a division line")
    if not aliases:
        factor = _single(expression, aliases).factor
        if factor == 0:
            raise Refusal("division by zero")
        return Term(Decimal(1) / factor, {})
    return Term(Decimal(1), {aliases.pop(): Sum("/", Number(Decimal(1)), expression)})


def _times(term: Term, factor: Decimal) -> Term:
    return Term(term.factor * factor, term.parts)


def _product(one: Term, other: Term) -> Term:
    parts = dict(one.parts)
    for alias, expression in other.parts.items():
        parts[alias] = Sum("*", parts[alias], expression) if alias in parts else expression
    return Term(one.factor * other.factor, parts)


def _joined(terms: list[Term], alias: str) -> Expression:
    """The sum of terms that speak of one claim."""
    total: Expression | None = None
    for term in sorted(terms, key=lambda term: (not term.parts, term.factor < 0)):
        factor, part = term.factor, term.parts.get(alias)
        if part is None and factor == 0:
            continue
        sign = "+" if factor > 0 or total is None else "-"
        size = factor if total is None else abs(factor)
        one = Number(size) if part is None else part if size == 1 else Sum("*", Number(size), part)
        total = one if total is None else Sum(sign, total, one)
    return total if total is not None else Number(Decimal(0))


def _by_alias(terms: list[Term]) -> list[Term]:
    """Terms of one claim gathered into one each; products between claims stay as they are."""
    alone = sorted({alias for term in terms if len(term.parts) == 1 for alias in term.parts})
    gathered = [
        Term(Decimal(1), {alias: _joined([term for term in terms if set(term.parts) == {alias}], alias)}) for alias in alone
    ]
    return [*gathered, *(term for term in terms if len(term.parts) > 1)]
