"""How a run reads and judges: everything a worker process needs to build its own checker.

A plan is small and can be sent to another process; rule sets and language models cannot, so each worker
builds them from the plan.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.model.text import Source
from checker.reports.edition import Card


@dataclass(frozen=True, slots=True)
class Plan:
    """``rules``: folders of own rules. ``date``: anchor date where a source gives none. ``territory``: ISO 3166.

    ``stdin``: what standard input held (workers have none of their own). ``full``: outcomes carry text and claims.
    """

    rules: tuple[str, ...] = ()
    engine: str = "auto"
    date: dt.date | None = None
    territory: str | None = None
    as_format: str | None = None
    date_field: str | None = None
    stdin_name: str | None = None
    stdin: bytes | None = None
    full: bool = False


def load_rules(plan: Plan):
    """The built-in rules, and those of the plan's folders behind them.

    Raises:
        RuleFault: with every fault of every file.
    """
    from checker import engine

    return engine.all_rules(plan.rules)


def open_checker(plan: Plan, rules=None):
    """A `Checker` as the plan wants it."""
    from checker.pipeline import Checker

    return Checker(rules=load_rules(plan) if rules is None else rules, engine=plan.engine)


def read_sources(path: str, plan: Plan) -> Iterator[Source]:
    """The documents of one file, in order; "-" is standard input.

    Raises:
        UnreadableSource: when it cannot be read as what it claims to be.
    """
    from checker import sources

    options = sources.ReadOptions(
        format=plan.as_format, published=plan.date, territory=plan.territory, stdin_name=plan.stdin_name
    )
    if plan.date_field:
        options = replace(options, date_field=plan.date_field)
    if path != "-":
        yield from sources.read(path, options)
        return
    from checker.sources.decode import decode

    name = plan.stdin_name or "-"
    text, notes = decode(sys.stdin.buffer.read() if plan.stdin is None else plan.stdin, name)
    source = sources.read_text(text, name, None, options)
    yield replace(source, notes=notes + source.notes)


def cards_of(rules) -> tuple[Card, ...]:
    """The rules as reports introduce them."""
    return tuple(Card(rule.name, rule.level, rule.summary, rule.why, rule.pack) for rule in rules.rules)
