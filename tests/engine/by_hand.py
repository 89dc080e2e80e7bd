"""Claims made by hand, for tests of the engine room."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from checker.engine.judge import RuleSet
from checker.engine.load import load_text
from checker.model.claim import Claim, Part
from checker.model.period import Period
from checker.model.quantity import Interval, Quantity
from checker.model.span import Span

HEAD = """\
rule: {name}
summary: A rule of a test.
why: It is tested.
level: error
evidence: {{first: a.quantity}}
message: m
working: w
"""


def claim(number: int, *, value=None, quote: str | None = None, at: int | None = None, **fields) -> Claim:
    """c<number> at code point *at* (10 × number unless told). *value* is written and allowed exactly, unless fields say else."""
    quote = quote if quote is not None else str(value if value is not None else "x")
    start = 10 * number if at is None else at
    span = Span(start, start + len(quote))
    parts = (Part("quantity", span, quote), *fields.pop("more_parts", ()))
    unit, currency = fields.pop("unit", None), fields.pop("currency", None)
    if value is not None:
        exact = Interval.exactly(Decimal(str(value)))
        magnitude = Decimal(str(value))
        fields.setdefault("quantity", Quantity((magnitude, magnitude), exact, unit=unit, currency=currency))
        fields.setdefault("allows", exact)
    fields.setdefault("key", "k")
    made = {"shape": "level", "kind": "count", "passage": number, "block": "paragraph", **fields}
    return Claim(id=f"c{number}", span=span, quote=quote, parts=parts, **made)


def interval(low, high, *, includes=(True, True)) -> Interval:
    """None is an open end."""
    from checker.model.quantity import Bound

    ends = [
        None if end is None else Bound(Decimal(str(end)), included) for end, included in zip((low, high), includes, strict=True)
    ]
    return Interval(*ends)


def days(start: str | None, end: str | None, granularity: str = "day") -> Period:
    return Period(*(None if day is None else dt.datetime.fromisoformat(day) for day in (start, end)), granularity)


def offset(start: int | None, end: int | None) -> Period:
    """A period known only by its distance to an unknown anchor date."""
    return Period(None, None, "day", offset=(start, end))


def rule_text(body: str, name: str = "r") -> str:
    """A whole rule file around *body*, which says `when` and what else matters to the test."""
    own = {line.split(":")[0] for line in body.splitlines() if line and line[0].isalpha()}
    head = "".join(f"{line}\n" for line in HEAD.format(name=name).splitlines() if line.split(":")[0] not in own)
    return head + body


def rules_of(*bodies: str) -> RuleSet:
    """A rule set of rules r, r1, r2 … made of *bodies*."""
    rules = []
    for at, body in enumerate(bodies):
        name = "r" if at == 0 else f"r{at}"
        loaded = load_text(rule_text(body, name), f"pack/{name}.yaml")
        assert not loaded.faults, "\n".join(map(str, loaded.faults))
        rules.append(loaded.rule)
    return RuleSet(tuple(rules))
