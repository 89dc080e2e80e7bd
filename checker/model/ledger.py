"""The ledger: what an article's figures add up to, beside the claims themselves.

A `Timeline` holds the values that one measure takes; a `Sum` is arithmetic done with the article's figures.
Neither is a finding: an editor reads them to see what was compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.claim import Claim
from checker.model.span import Span

VERDICTS = ("holds", "fails", "not stated")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The claims of one measure in the order of their times, undated ones last. ``name``: the measure and whose it is."""

    name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Arithmetic with figures of the text, in words. ``verdict``: one of VERDICTS; ``rule`` is the rule that did the sum, None
    for one that no rule asks for. ``span`` is where its first figure stands."""

    verdict: str
    working: str
    span: Span
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that `checker claims` shows of one article."""

    claims: tuple[Claim, ...]
    timelines: tuple[Timeline, ...]
    sums: tuple[Sum, ...]
