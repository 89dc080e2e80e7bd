"""What both engines run: columns, and branches of patterns joined by comparisons.

A branch is one conjunction of a rule; a rule with an *or* between claims is several. Each pattern of a branch
names one boolean column (everything that must hold for its claim alone, computed exactly beforehand) and joins
to patterns before it. Engines see facts, never claims.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.engine.language import Condition
from checker.model.claim import Claim

Fact = dict[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """A generated field of facts. ``kind``: flag, text or number. ``says``: what it means, in a rule's words.

    ``shapes``: for a flag, the only shapes of claims that can have it; None for any. ``feeds``: for a flag, the
    columns that joins read of a claim with this flag.
    """

    name: str
    kind: str
    says: str
    read: Callable[[Claim], object]
    shapes: frozenset[str] | None = None
    feeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Of:
    """The value of *column* in the fact that an earlier pattern matched."""

    alias: str
    column: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right`` on numbers, op one of add, sub, mul."""

    op: str
    left: Of | Arithmetic | float
    right: Of | Arithmetic | float


@dataclass(frozen=True, slots=True)
class Join:
    """``column op right``, op one of eq, neq, lt, lte, gt, gte. Texts only eq and neq; eq never on Arithmetic."""

    column: str
    op: str
    right: Of | Arithmetic | float


@dataclass(frozen=True, slots=True)
class Pattern:
    alias: str
    flag: str
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """``confirm``: conditions that floats or columns cannot settle; checked on the claims after a match."""

    rule: str
    patterns: tuple[Pattern, ...]
    confirm: tuple[Condition, ...] = ()


def columns_of(right: Of | Arithmetic | float) -> list[tuple[str, str]]:
    """The (alias, column) pairs that the right side of a join reads."""
    if isinstance(right, Arithmetic):
        return [*columns_of(right.left), *columns_of(right.right)]
    return [(right.alias, right.column)] if isinstance(right, Of) else []


@dataclass(frozen=True, slots=True)
class Program:
    columns: tuple[Column, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine found: (branch index, ids in the order of its patterns). ``capped``: branches that matched too often."""

    found: tuple[tuple[int, tuple[str, ...]], ...]
    capped: frozenset[int] = frozenset()


MOST_MATCHES = 2000
"""More matches of one branch in one article than this are no news to anyone; the branch is dropped and told about."""
