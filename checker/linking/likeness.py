"""Likeness: what speaks for two claims stating one measure of one subject, from their words alone.

In:  the claims of a document that are compared with each other.
Out: for a pair, features from 0 to 1 (`score` weighs them); and whether something said bars the pair outright.

The figures are never looked at: in edited text two that mean the same are nearly always equal, so a linker that peeks
would find no conflict.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.model.claim import Claim
from checker.model.period import Period

HEADLINES = frozenset(["title", "standfirst"])
# Words that two counts may share without speaking of one group.
GENERIC = frozenset(["person", "people", "number", "total", "age", "year"])
APART = frozenset(["another", "other", "others", "further", "additional", "extra", "remaining", "rest", "each", "every", "half"])
# A word of a very short article is as rare as one of an article of this many sentences.
_FEW = 20
# The weight of some four words that stand in one sentence of thirty.
_PLENTY = 11.0
_ENDINGS = tuple("ement ment ation ition tion sion ing er or ance ence al ive ly ity ism ist".split())
_COUNTS = frozenset(["count", "number"])
_BESIDE = frozenset(["noun", "mod", "of", "above", "verb", "subject", "window"])
# A lead tells again what the headline says; further down other figures take over.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A claim's terms, prepared once. ``near``: the noun and what hangs on it; ``strong``: near, the verb and its
    subject; ``window``: the words just beside the figure."""

    noun: str | None
    mods: frozenset[str]
    verb: str | None
    subject: frozenset[str]
    names: frozenset[str]
    near: frozenset[str]
    strong: frozenset[str]
    window: frozenset[str]
    clause: frozenset[str]
    sentence: frozenset[str]


@functools.lru_cache(maxsize=50_000)
def root_of(lemma: str) -> str:
    """What a word shares with its family: "investment" and "invest", "killing" and "kill"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)].removesuffix("e")
    return lemma.removesuffix("e") if len(lemma) > 4 else lemma


def words_of(claim: Claim) -> Words:
    by_role: dict[str, set[str]] = {}
    for role, lemma in claim.terms:
        by_role.setdefault(role, set()).add(root_of(lemma))

    def of(*roles: str) -> frozenset[str]:
        return frozenset().union(*(by_role.get(role, ()) for role in roles))

    strong = of("noun", "mod", "of", "above", "verb", "subject")
    return Words(
        noun=next(iter(by_role.get("noun", ())), None),
        mods=of("mod"),
        verb=next(iter(by_role.get("verb", ())), None),
        subject=of("subject"),
        names=of("name"),
        near=of("noun", "mod", "of", "above"),
        strong=strong,
        window=of("window"),
        clause=strong | of("clause"),
        sentence=strong | of("clause", "sentence", "name"),
    )


class Likeness:
    """Features of pairs among *claims*; a word's weight is how rare it is among their sentences."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.words = {claim.id: words_of(claim) for claim in claims}
        sentences = set(self.words[claim.id].sentence for claim in claims)
        self._count = max(_FEW, len(sentences))
        self._seen = Counter(word for sentence in sentences for word in sentence)
        self._kinds = Counter(_rough_class(claim) for claim in claims)
        self._nouns = Counter((claim.kind, self.words[claim.id].noun) for claim in claims)

    def weight(self, words: Iterable[str]) -> float:
        return sum(math.log(1 + self._count / (1 + self._seen[word])) for word in words)

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted share of the smaller set that the other has too; 0 for an empty set."""
        both = one & other
        if not both:
            return 0.0
        return self.weight(both) / min(self.weight(one), self.weight(other))

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted Jaccard likeness."""
        both = one & other
        return self.weight(both) / self.weight(one | other) if both else 0.0

    def mass(self, words: frozenset[str]) -> float:
        """How much *words* tell together, 1 for about four rare ones: one shared noun may be chance, four are not."""
        return min(1.0, self.weight(words) / _PLENTY) if words else 0.0

    def features(self, one: Claim, other: Claim) -> dict[str, float]:
        """What speaks for and against one meaning; *one* stands before *other*."""
        a, b = self.words[one.id], self.words[other.id]
        both_nouns = a.noun is not None and b.noun is not None
        same_noun = float(both_nouns and a.noun == b.noun)
        near = self.shared(a.near, b.near)
        headline = float(one.block in HEADLINES or other.block in HEADLINES)
        definite = float("definite" in other.flags)
        rare_noun = same_noun * (1.0 if self._nouns[one.kind, a.noun] == 2 else 0.0)
        return {
            "other_noun": float(both_nouns and a.noun != b.noun),
            "noun_near": float(both_nouns and a.noun != b.noun and (a.noun in b.strong or b.noun in a.strong)),
            "rare_noun": rare_noun,
            "few": 1.0 / max(1, self._kinds[_rough_class(one)] - 1),
            "few_near": near / max(1, self._kinds[_rough_class(one)] - 1),
            "mods": self.shared(a.mods, b.mods),
            "mods_clash": float(bool(a.mods and b.mods and not a.mods & b.mods)),
            "near": near,
            "near_mass": self.mass(a.near & b.near),
            "window_mass": self.mass((a.strong | a.window) & (b.strong | b.window)),
            "headline_mass": headline * self.mass(a.strong & b.strong),
            "subject": self.shared(a.subject, b.subject),
            "subject_clash": float(bool(a.subject and b.subject and not a.subject & b.subject)),
            "names_clash": float(bool(a.names and b.names and not a.names & b.names)),
            "new_subject": float("new_subject" in other.flags and "event" in other.flags),
            "names": self.alike(a.names, b.names),
            "in_sentence": max(self.shared(a.strong, b.sentence), self.shared(b.strong, a.sentence)),
            "window": self.alike(a.window, b.window),
            "window_shared": self.shared(a.window, b.window),
            "headline_window": headline * self.shared(a.window, b.window),
            "definite_window": definite * self.shared(a.window, b.window),
            "event_subject": float(_same_event(one, other)),
            "named": self.alike(a.names, b.names) * max(near, self.shared(a.window, b.window)),
            "restated": definite * near,
            "headline": headline,
            "lead": headline * float(other.passage <= _LEAD),
            "definite": definite,
            "definite_noun": definite * same_noun,
            "one_time": float((one.time is None) != (other.time is None)),
            "scope_clash": float((one.scope or "") != (other.scope or "")),
            "basis_clash": float((one.basis or "") != (other.basis or "")),
        }


def _rough_class(claim: Claim) -> tuple:
    """What figures crowd together: money of one currency, measures of one dimension, counts."""
    quantity = claim.quantity
    if quantity is None:
        return (claim.kind,)
    if claim.kind in _COUNTS:
        return ("count",)
    return (claim.kind, quantity.dimension, quantity.currency if isinstance(quantity.currency, str) else None)


def _same_event(one: Claim, other: Claim) -> bool:
    """Both count the same ones of whom the same is said: "dead and injured troops", "soldiers killed or wounded"."""
    return "event" in one.flags & other.flags and (one.measure, one.subject) == (other.measure, other.subject)


def is_barred(one: Claim, other: Claim, *, may_rename: bool = False) -> bool:
    """Whether something said keeps the two apart whatever their words; *may_rename*: "seedlings" may be "young trees" later."""
    return (
        one.passage == other.passage
        or _sets_apart(one) != _sets_apart(other)
        or _is_apart(one.time, other.time)
        or "base" in one.flags | other.flags
        or {one.shape, other.shape} == {"rate", "level"} and "cumulative" in (one.aggregation, other.aggregation)
        or not may_rename and _are_other_things(one, other)
        or _are_contrasted(one, other, beside_only=may_rename)
        or "event" in one.flags & other.flags and one.measure != other.measure
        or one.kind == "age" and not (_beside(one) & _beside(other)) - GENERIC
    )


def _are_contrasted(one: Claim, other: Claim, *, beside_only: bool = False) -> bool:
    """ "the first stage" and "the second", "in Leeds" and "in York", "Brazil won" and "Chile won"."""
    a, b = _marks(one), _marks(other)
    if beside_only:
        # Far off in a long sentence "final" and "first" speak of other things.
        a, b = _beside_marks(one, a), _beside_marks(other, b)
    shared = a.keys() & b.keys()
    if one.block in HEADLINES or other.block in HEADLINES:
        # A headline calls the doer by another name: the storm is the gales of the body.
        shared = {role for role in shared if not role.startswith("doer ")}
    return any(not a[role] & b[role] for role in shared)


def _beside_marks(claim: Claim, marks: dict[str, set[str]]) -> dict[str, set[str]]:
    beside = _beside(claim)
    return {role: words for role, words in marks.items() if role == "where" or words & beside}


def _marks(claim: Claim) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role, word in claim.terms:
        if role == "where" or role.startswith(("mark ", "doer ")):
            found.setdefault(role, set()).add(word)
    return found


def _are_other_things(one: Claim, other: Claim) -> bool:
    """Counts that share neither an event nor any word beside the figure; or whose nouns are strangers to each other."""
    if not {one.kind, other.kind} <= _COUNTS or _same_event(one, other):
        return False
    a, b = _beside(one), _beside(other)
    if not (a & b) - GENERIC:
        return True
    nouns = [{lemma for role, lemma in claim.terms if role == "noun"} for claim in (one, other)]
    return bool(nouns[0] and nouns[1] and one.measure != other.measure and not (nouns[0] & b or nouns[1] & a))


def _beside(claim: Claim) -> set[str]:
    return {lemma for role, lemma in claim.terms if role in _BESIDE}


def _sets_apart(claim: Claim) -> frozenset[str]:
    return frozenset((claim.scope or "").split()) & APART


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
