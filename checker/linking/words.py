"""Words: what a claim's terms come to for comparing, prepared once.

In:  a claim with its terms (role, lemma).
Out: `Words`: stems by how near they stand to the figure; how common a stem is; which stems are kindred.
     "investment" and "invest" share a stem; "prize" and "award" are kindred; "nation" tells less than "bondholder".
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.claim import Claim
from checker.model.tables import load_table

_ENDINGS = tuple("ement ment ation ition tion sion ing er or ance ence al ive ly ity ism ist".split())
_TABLES = "checker.linking.tables"
# A word in so many of 1,000 sentences tells all that a word can.
_RARE = 3.0
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of a claim. ``near``: the noun and what hangs on it; ``strong``: near, the verb and its subject; ``window``: the
    words just beside the figure; ``core``: strong and window; ``sentence``: all of them. ``core_kin``, ``sentence_kin``: the
    rows of kindred words that these touch."""

    noun: str | None
    mods: frozenset[str]
    subject: frozenset[str]
    names: frozenset[str]
    near: frozenset[str]
    strong: frozenset[str]
    window: frozenset[str]
    core: frozenset[str]
    sentence: frozenset[str]
    core_kin: frozenset[int]
    sentence_kin: frozenset[int]


def words_of(claim: Claim) -> Words:
    by_role: dict[str, set[str]] = {}
    for role, lemma in claim.terms:
        by_role.setdefault(role, set()).add(root_of(lemma))

    def of(*roles: str) -> frozenset[str]:
        return frozenset().union(*(by_role.get(role, ()) for role in roles))

    strong, window = of("noun", "mod", "of", "above", "verb", "subject"), of("window")
    core = strong | window
    sentence = core | of("clause", "sentence", "name")
    return Words(
        noun=next(iter(by_role.get("noun", ())), None),
        mods=of("mod"),
        subject=of("subject"),
        names=of("name"),
        near=of("noun", "mod", "of", "above"),
        strong=strong,
        window=window,
        core=core,
        sentence=sentence,
        core_kin=_rows_of(core),
        sentence_kin=_rows_of(sentence),
    )


@functools.lru_cache(maxsize=50_000)
def root_of(lemma: str) -> str:
    """What a word shares with its family: "investment" and "invest", "killing" and "kill"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)].removesuffix("e")
    return lemma.removesuffix("e") if len(lemma) > 4 else lemma


@functools.cache
def _kindred() -> Mapping[str, frozenset[int]]:
    """The rows of tables/kindred.yaml that a stem stands in."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(load_table(_TABLES, "kindred.yaml")):
        for word in row["words"]:
            found[root_of(word)].add(number)
    return {root: frozenset(rows) for root, rows in found.items()}


def kin_of(root: str) -> frozenset[int]:
    """The rows of kindred words with this stem; empty for most words."""
    return _kindred().get(root, frozenset())


def are_kindred(one: str | None, other: str | None) -> bool:
    """Whether the two stems are one, or stand in one row of kindred words; False where either is missing."""
    return one is not None and other is not None and (one == other or not kin_of(one).isdisjoint(kin_of(other)))


def _rows_of(roots: frozenset[str]) -> frozenset[int]:
    return frozenset().union(*map(kin_of, roots))


@functools.cache
def _weights() -> Mapping[str, float]:
    """The weight of each stem that is common anywhere: see tables/common_words.yaml."""
    scale = math.log(1000 / _RARE)
    rows = load_table(_TABLES, "common_words.yaml")
    return {word: max(_LEAST, min(1.0, math.log(1000 / count) / scale)) for count, words in rows.items() for word in words}


def rareness(root: str) -> float:
    """From 0.1 for a word of every second sentence to 1 for a rare one."""
    return _weights().get(root, 1.0)
