"""How a run reads and judges: everything a worker process needs to build its own checker.

A plan is small and can be sent to another process; rule sets and language models cannot, so each worker
builds them from the plan.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.model.errors import Fault
from checker.model.text import Source
from checker.reports.edition import Card


@dataclass(frozen=True, slots=True)
class Plan:
    """``rules``: folders of own rules. ``date``: anchor date where a source gives none. ``territory``: ISO 3166."""

    rules: tuple[str, ...] = ()
    engine: str = "auto"
    date: dt.date | None = None
    territory: str | None = None
    as_format: str | None = None
    stdin_name: str | None = None


def load_rules(plan: Plan):
    """The built-in rules, and those of the plan's folders behind them.

    Raises:
        RuleFault: with every fault of every file.
    """
    from checker import engine

    return engine.load_rules(list(plan.rules)) if plan.rules else engine.built_in_rules()


def open_checker(plan: Plan, rules=None):
    """A `Checker` as the plan wants it."""
    from checker.pipeline import Checker

    return Checker(
        rules=load_rules(plan) if rules is None else rules,
        engine=plan.engine,
        date=plan.date,
        territory=plan.territory,
        as_format=plan.as_format,
    )


def read_sources(path: str, plan: Plan) -> Iterator[Source]:
    """The documents of one file, in order; "-" is standard input.

    Raises:
        UnreadableSource: when it cannot be read as what it claims to be.
    """
    from checker import sources

    options = sources.ReadOptions(
        format=plan.as_format, published=plan.date, territory=plan.territory, stdin_name=plan.stdin_name
    )
    if path != "-":
        yield from sources.read(path, options)
        return
    from checker.sources.decode import decode

    name = plan.stdin_name or "-"
    text, notes = decode(sys.stdin.buffer.read(), name)
    source = sources.read_text(text, name, None, options)
    yield replace(source, notes=notes + source.notes)


def cards_of(rules) -> tuple[Card, ...]:
    """The rules as reports introduce them."""
    return tuple(Card(rule.name, rule.level, rule.summary, rule.why, rule.pack) for rule in rules.rules)


def check_examples(plan: Plan) -> tuple[int, list[Fault]]:
    """Runs every example of the plan's own rules (of the built-in ones when it names none)."""
    from checker import engine

    rules = load_rules(plan)
    faults = engine.check_examples(rules, open_checker(plan, rules))
    return sum(len(rule.examples) for rule in rules.rules), list(faults)
