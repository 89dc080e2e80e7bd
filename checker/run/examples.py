"""The examples inside rule files, run through the whole walk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from checker.model.errors import Fault
from checker.model.finding import Finding


def check_rules(paths: Sequence[str], engine: str = "auto", coverage: bool = True) -> tuple[int, int, list[Fault]]:
    """How many rules and examples there are in *paths* (the built-in rules when there are none), and what fails.

    With *coverage* a rule that no example makes fire fails too.

    Raises:
        RuleFault: when a rule file does not load.
    """
    from checker import engine as engine_room

    rules = engine_room.load_rules(paths) if paths else engine_room.built_in_rules()
    faults = engine_room.check_examples(rules, lint_text(engine), coverage=coverage)
    return len(rules), sum(len(rule.examples) for rule in rules), faults


def lint_text(engine: str = "auto") -> Callable[..., Sequence[Finding]]:
    """A function from an example to its findings, as the engine room's examples want it."""
    import json

    from checker.pipeline import Checker
    from checker.sources import ReadOptions, read_text

    def findings_in(text: str, date: str | None, title: str | None, format: str | None, rules) -> Sequence[Finding]:
        options = ReadOptions(published=dt.date.fromisoformat(str(date)) if date else None)
        if title is not None:
            # JSON's quoted text is YAML's, too.
            text = f"---\ntitle: {json.dumps(title)}\n---\n\n{text}"
        source = read_text(text, "example.md", format or "markdown", options)
        return Checker(rules, engine).check(source).findings

    return findings_in
