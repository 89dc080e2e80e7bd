"""Facts: flat records of claims, with the columns that the loaded rules name and no others.

In:  claims as linked, and the columns of a program.
Out: one dict per claim: id, kind "claim", one 1.0, and per column a flag, a text or a finite float.

An interval's end is a float at 14 significant digits; an end that does not belong is moved inwards by a hair
(1e-15 of it), so that ``high < low`` is exactly "no value in both". A missing bound lies beyond every number.
A missing text is "", a missing number 0.0: no join sees these, its pattern's flag is false.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from checker.engine.program import Column, Fact
from checker.model.claim import Claim

LONGEST_TEXT = 200


def to_facts(claims: Iterable[Claim], columns: Sequence[Column]) -> list[Fact]:
    """The facts of *claims*, in their order; all have the same fields."""
    return [_fact(claim, columns) for claim in claims]


def _fact(claim: Claim, columns: Sequence[Column]) -> Fact:
    fact: Fact = {"id": claim.id, "kind": "claim", "one": 1.0}
    for column in columns:
        if column.shapes is not None and claim.shape not in column.shapes:
            fact[column.name] = False
        else:
            value = column.read(claim)
            fact[column.name] = _plain(value) if column.kind == "text" else value
    return fact


def _plain(text: str) -> str:
    """*text* as an engine can hold it: no lone surrogates, and a long one told by its digest (it is only compared)."""
    if len(text) <= LONGEST_TEXT and text.isascii():
        return text
    encoded = text.encode("utf-8", "backslashreplace")
    if len(text) > LONGEST_TEXT:
        return "sha256:" + hashlib.sha256(encoded).hexdigest()
    return encoded.decode("utf-8")
