"""Conditions and sums computed exactly, on Decimals, for given claims.

In:  a condition and the claims its aliases stand for.
Out: True or False; a comparison with something the text does not say is False.

The compiler hoists every condition on one claim into a column computed here, and what an engine joins by
float sums is confirmed here. ``let:`` values are computed here too.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow, localcontext

from checker.engine import schema
from checker.engine.language import (
    Call,
    Compare,
    Condition,
    Either,
    End,
    Expression,
    Has,
    Known,
    Let,
    Number,
    OneOf,
    Ref,
    Relate,
    Sum,
    Text,
)
from checker.model.claim import Claim

Binding = Mapping[str, Claim]
Test = Callable[[Binding], bool]
Value = Callable[[Binding], object]

PRECISION = Context(prec=28, Emin=-999, Emax=999, traps=[InvalidOperation, DivisionByZero, Overflow])
FAR = Decimal(10) ** (schema.LARGEST_POWER + 1)
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}


def test_of(condition: Condition) -> Test:
    """*condition* as a function of a binding."""
    match condition:
        case OneOf(ref, values, wanted):
            return _one_of(ref, frozenset(values), wanted)
        case Known(expression, wanted):
            read = side_of(expression)
            return lambda claims: (read(claims) is not None) is wanted
        case Has(alias, flag, wanted):
            return lambda claims: (flag in claims[alias].flags) is wanted
        case Either(conditions):
            tests = [test_of(part) for part in conditions]
            return lambda claims: any(test(claims) for test in tests)
        case Compare(op, left, right):
            hair = keeps_hair(condition)
            return _comparison(COMPARE[op], side_of(left, hair), side_of(right, hair))
        case Relate(op, left, right):
            return _relation(op, left, right)
    raise TypeError(f"{type(condition).__name__} is no condition")


def _one_of(ref: Ref, values: frozenset, wanted: bool) -> Test:
    read, alias = schema.reader(ref.path), ref.alias

    def test(claims: Binding) -> bool:
        value = read(claims[alias])
        return value is not None and (value in values) is wanted

    return test


def _comparison(compare: Callable, left: Value, right: Value) -> Test:
    def test(claims: Binding) -> bool:
        one, other = left(claims), right(claims)
        return one is not None and other is not None and compare(one, other)

    return test


def keeps_hair(comparison: Compare) -> bool:
    """Whether bounds that do not belong count as a hair inside (see `schema.reader`): not once there is a sum."""
    return not isinstance(comparison.left, Sum) and not isinstance(comparison.right, Sum)


def side_of(expression: Expression, hair: bool = True) -> Value:
    """One side of a comparison, settled to the digits that count."""
    if isinstance(expression, Ref) and expression.type != "number":
        return value_of(expression)
    if isinstance(expression, Ref | End) and hair:
        return value_of(expression)
    compute = value_of(expression, exact=True)
    return lambda claims: _settled(compute(claims))


def _settled(value: object) -> object:
    return schema.settled(value) if isinstance(value, Decimal) else value


def _relation(op: str, left: Ref, right: Ref) -> Test:
    if op == "linked":
        return lambda claims: claims[right.alias].id in claims[left.alias].links
    parts = [test_of(Compare(sign, one, other)) for sign, one, other in ends_compared(op, left, right)]
    both = [test_of(Known(left)), test_of(Known(right))]
    if op == "disjoint":
        return lambda claims: all(test(claims) for test in both) and any(test(claims) for test in parts)
    return lambda claims: all(test(claims) for test in (*both, *parts))


def ends_compared(op: str, left: Ref, right: Ref) -> list[tuple[str, Expression, Expression]]:
    """A relation of intervals or periods as comparisons of their ends: any of them for disjoint (intervals only), else all."""
    period = left.type == "period"
    low, high = ("start", "end") if period else ("low", "high")

    def end(ref: Ref, side: str) -> End:
        return End(ref.alias, f"{ref.path}.{side}")

    # A period does not contain its end; an interval's ends say themselves whether they belong.
    beyond, within = ("<=", "<") if period else ("<", "<=")
    scale = [("==", *(Ref(ref.alias, f"{ref.path}.scale", "text") for ref in (left, right)))] if period else []
    match op:
        case "disjoint":
            return [(beyond, end(left, high), end(right, low)), (beyond, end(right, high), end(left, low))]
        case "overlaps":
            return [*scale, (within, end(left, low), end(right, high)), (within, end(right, low), end(left, high))]
        case "inside":
            return [*scale, (">=", end(left, low), end(right, low)), ("<=", end(left, high), end(right, high))]
        case "before":
            return [*scale, (beyond, end(left, high), end(right, low))]
        case "after":
            return [*scale, (beyond, end(right, high), end(left, low))]
    raise ValueError(op)


def value_of(expression: Expression, *, exact: bool = False) -> Value:
    """*expression* as a function of a binding; None where something in it is not said or the sum has no value.

    Let names are read from the binding too (their values are Decimals, not claims).
    """
    match expression:
        case Number(value) | Text(value):
            return lambda claims: value
        case Ref(alias, path):
            read = schema.reader(path, exact=exact)
            return lambda claims: read(claims[alias])
        case End(alias, path):
            read, bound = schema.reader(path), -FAR if path.endswith((".low", ".start")) else FAR
            return lambda claims: _or_bound(read(claims[alias]), bound)
        case Let(name):
            return lambda claims: claims[name]
        case Sum(op, left, right):
            return _total(SUMS[op], (value_of(left, exact=exact), value_of(right, exact=exact)))
        case Call(name, arguments):
            return _total(FUNCTIONS[name], tuple(value_of(argument, exact=exact) for argument in arguments))
    raise TypeError(f"{type(expression).__name__} is no expression")


def _or_bound(value: Decimal | None, bound: Decimal) -> Decimal:
    return bound if value is None else value


def _total(function: Callable, parts: tuple[Value, ...]) -> Value:
    def compute(claims: Binding) -> Decimal | None:
        values = [part(claims) for part in parts]
        if any(value is None for value in values):
            return None
        try:
            with localcontext(PRECISION):
                return function(*values)
        except DecimalException:
            return None

    return compute


def _rounded(value: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    if abs(places) > 20:
        raise InvalidOperation
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP) + 0


SUMS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
FUNCTIONS = {
    "min": min,
    "max": max,
    "abs": abs,
    "round": _rounded,
    "floor": lambda value: value.to_integral_value("ROUND_FLOOR"),
    "ceil": lambda value: value.to_integral_value("ROUND_CEILING"),
}
