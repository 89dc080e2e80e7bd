"""Facts: flat records of claims, with the columns that the loaded rules name and no others.

In:  claims as linked, and the columns of a program.
Out: one dict per claim: id, kind "claim", one 1.0, and per column a flag, a text or a finite float.

An interval's end is a float at 14 significant digits; an end that does not belong is moved inwards by a hair
(1e-15 of it), so that ``high < low`` is exactly "no value in both". A missing bound lies beyond every number.
A missing text is "", a missing number 0.0: no join sees these, the flag of its pattern is false.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from checker.engine.program import Column, Fact
from checker.model.claim import Claim

LONGEST_TEXT = 200
EMPTY = {"flag": False, "text": "", "number": 0.0}


def to_facts(claims: Iterable[Claim], columns: Sequence[Column]) -> list[Fact]:
    """The facts of *claims*, in their order; all have the same fields.

    Values that no join reads of a claim with its flags stay at 0.0 and "": computing them would be most of the work.
    """
    values = {column.name: column for column in columns if column.kind != "flag"}
    empty: Fact = {"id": "", "kind": "claim", "one": 1.0}
    empty |= {column.name: EMPTY[column.kind] for column in columns}
    flags_by_shape = _Flags(column for column in columns if column.kind == "flag")
    return [_fact(claim, empty.copy(), flags_by_shape[claim.shape], values) for claim in claims]


class _Flags(dict):
    """Shape → the flag columns that a claim of this shape can have."""

    def __init__(self, flags: Iterable[Column]) -> None:
        self.flags = list(flags)

    def __missing__(self, shape: str) -> list[Column]:
        self[shape] = [column for column in self.flags if column.shapes is None or shape in column.shapes]
        return self[shape]


def _fact(claim: Claim, fact: Fact, flags: list[Column], values: dict[str, Column]) -> Fact:
    fact["id"] = claim.id
    wanted: set[str] = set()
    for column in flags:
        if column.read(claim):
            fact[column.name] = True
            wanted |= column.feeds
    for name in wanted:
        column = values[name]
        value = column.read(claim)
        fact[name] = _plain(value) if column.kind == "text" else value
    return fact


def _plain(text: str) -> str:
    """*text* as an engine can hold it: no lone surrogates, and a long one told by its digest (it is only compared)."""
    if len(text) <= LONGEST_TEXT and text.isascii():
        return text
    encoded = text.encode("utf-8", "backslashreplace")
    if len(text) > LONGEST_TEXT:
        return "sha256:" + hashlib.sha256(encoded).hexdigest()
    return encoded.decode("utf-8")
