"""The examples inside rule files, as tests.

In:  rules, and a function that lints a text.
Out: faults, one per example that does not hold.

A tension example must give a finding of its rule (and its ``evidence`` quotes must be covered), a quiet one
none. "¶" in a text is a paragraph break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from checker.engine.judge import RuleSet
from checker.engine.language import Example, Rule
from checker.model.errors import Fault
from checker.model.finding import Finding

LintText = Callable[[str, str | None, str | None, str | None, RuleSet], Sequence[Finding]]
"""(text, date as YYYY-MM-DD, title, format such as "markdown", rules) → findings."""

_BREAK = re.compile(r"[^\S\n]*¶\s*")


def example_text(example: Example) -> str:
    """The text of an example as an article would have it."""
    return _BREAK.sub("\n\n", example.text)


def run_example(rule: Rule, example: Example, lint_text: LintText) -> list[Finding]:
    """What *rule* alone finds in *example*."""
    found = lint_text(example_text(example), example.date, example.title, example.format, RuleSet((rule,)))
    return [finding for finding in found if finding.rule == rule.name]


def check_examples(rules: Iterable[Rule], lint_text: LintText, *, coverage: bool = False) -> list[Fault]:
    """Every example that does not hold, every rule that lacks one of a kind; with *coverage* every rule that none fires."""
    faults: list[Fault] = []
    for rule in rules:
        fired = False
        for kind in ("tension", "quiet"):
            if not any(example.expects == kind for example in rule.examples):
                faults.append(Fault(rule.path, f"rule '{rule.name}' has no {kind} example"))
        for example in rule.examples:
            findings = run_example(rule, example, lint_text)
            fired = fired or bool(findings)
            faults += [Fault(rule.path, problem, example.line, example.column) for problem in _problems(example, findings)]
        if coverage and not fired:
            faults.append(Fault(rule.path, f"no example makes rule '{rule.name}' fire"))
    return faults


def _problems(example: Example, findings: list[Finding]) -> list[str]:
    if example.expects == "quiet":
        because = f" ({example.because})" if example.because else ""
        quotes = [" and ".join(f'"{piece.quote}"' for piece in finding.evidence) for finding in findings]
        return [f"the quiet example{because} gives a tension on {quoted}" for quoted in quotes]
    if not findings:
        return [f'the tension example gives no finding: "{_short(example.text)}"']
    shown = [piece.quote for finding in findings for piece in finding.evidence]
    missed = [quote for quote in example.evidence if not any(quote in one or one in quote for one in shown)]
    told = ", ".join(f'"{quote}"' for quote in dict.fromkeys(shown))
    return [f'no finding shows "{quote}"; shown: {told}' for quote in missed]


def _short(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
