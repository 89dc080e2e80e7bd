"""Likeness: whether two claims speak of one measure of one subject, from their words alone.

In:  two claims and how common each word is in the article.
Out: a score; at or above a threshold they are held to state the same thing.

The figures are never looked at: in edited text two that mean the same are nearly always equal, so a linker that peeks
would find no conflict. What keeps apart (another place, period, scope, basis) is a bar, not a cost.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checker.model.claim import Claim
from checker.model.period import Period

STRONG = frozenset(["noun", "mod", "of", "above", "verb", "subject"])
HEADLINES = frozenset(["title", "standfirst"])
GENERIC_PEOPLE = frozenset(["person", "victim", "other"])


@dataclass(frozen=True, slots=True)
class Words:
    """A claim's terms, prepared once: ``strong`` about the figure itself, ``clause`` and ``sentence`` around it."""

    noun: str | None
    mods: frozenset[str]
    verb: str | None
    strong: frozenset[str]
    clause: frozenset[str]
    sentence: frozenset[str]


def words_of(claim: Claim) -> Words:
    by_role: dict[str, set[str]] = {}
    for role, lemma in claim.terms:
        by_role.setdefault(role, set()).add(lemma)
    strong = frozenset().union(*(by_role.get(role, set()) for role in STRONG))
    clause = strong | by_role.get("clause", set())
    return Words(
        noun=next(iter(by_role.get("noun", ())), None),
        mods=frozenset(by_role.get("mod", ())),
        verb=next(iter(by_role.get("verb", ())), None),
        strong=strong,
        clause=frozenset(clause),
        sentence=frozenset(clause | by_role.get("sentence", set())),
    )


class Rarity:
    """How much a word tells in this article: rare words tell which thing, words of every sentence tell nothing."""

    def __init__(self, prepared: Iterable[Words]) -> None:
        sentences = {words.sentence for words in prepared}
        self._count = max(2, len(sentences))
        self._seen = Counter(word for sentence in sentences for word in sentence)

    def weight(self, words: Iterable[str]) -> float:
        return sum(math.log(1 + self._count / (1 + self._seen[word])) for word in words)

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted share of the smaller set that the other has too; 0 for an empty set."""
        smaller = min(self.weight(one), self.weight(other))
        return self.weight(one & other) / smaller if smaller else 0.0

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted Jaccard likeness."""
        either = self.weight(one | other)
        return self.weight(one & other) / either if either else 0.0


def is_barred(one: Claim, other: Claim) -> bool:
    """Whether something said keeps the two apart whatever their words."""
    return (
        one.passage == other.passage
        or one.polarity != other.polarity
        or (one.scope or "") != (other.scope or "")
        or (one.basis or "") != (other.basis or "")
        or (one.place is not None and other.place is not None and one.place != other.place)
        or _is_apart(one.time, other.time)
        or _events(one) != _events(other)
        or (one.shape == "rate") != (other.shape == "rate")
    )


def _events(claim: Claim) -> str | None:
    return claim.measure if " and " in (claim.measure or "") else None


def _is_apart(one: Period | None, other: Period | None) -> bool:
    """Two said periods that do not overlap."""
    if one is None or other is None:
        return False
    if one.start is not None and other.start is not None:
        return (one.end is not None and one.end <= other.start) or (other.end is not None and other.end <= one.start)
    if one.offset is not None and other.offset is not None:
        (low, high), (other_low, other_high) = one.offset, other.offset
        return (high is not None and other_low is not None and high <= other_low) or (
            other_high is not None and low is not None and other_high <= low
        )
    return False


def features(one: Claim, other: Claim, a: Words, b: Words, rarity: Rarity) -> dict[str, float]:
    """What speaks for and against one meaning, each from 0 to 1."""
    both_nouns = a.noun is not None and b.noun is not None
    return {
        "same_noun": float(both_nouns and a.noun == b.noun),
        "other_noun": float(both_nouns and a.noun != b.noun),
        "noun_near": float((a.noun in b.strong) or (b.noun in a.strong)) if both_nouns and a.noun != b.noun else 0.0,
        "same_mods": rarity.alike(a.mods, b.mods) if a.mods and b.mods else 0.0,
        "other_mods": float(bool(a.mods and b.mods and not a.mods & b.mods)),
        "same_measure": float(one.measure is not None and one.measure == other.measure),
        "same_verb": float(a.verb is not None and a.verb == b.verb),
        "strong": rarity.alike(a.strong, b.strong),
        "strong_in": rarity.overlap(a.strong, b.strong),
        "in_sentence": max(rarity.overlap(a.strong, b.sentence), rarity.overlap(b.strong, a.sentence)),
        "clause": rarity.alike(a.clause, b.clause),
        "sentence": rarity.alike(a.sentence, b.sentence),
        "headline": float(one.block in HEADLINES or other.block in HEADLINES),
        "other_modality": float(one.modality != other.modality),
        "other_speaker": float(bool(one.speaker and other.speaker and one.speaker != other.speaker)),
        "same_time": float(one.time is not None and other.time is not None and one.time.start == other.time.start),
        "one_time": float((one.time is None) != (other.time is None)),
    }
