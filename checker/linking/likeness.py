"""Likeness: what speaks for two claims stating one measure of one subject, from their words.

In:  the claims of a document that are compared with each other.
Out: for a pair, features (`score` weighs them).

What the figures say is never looked at: in edited text two that mean the same are nearly always equal, so a linker that peeks
would find no conflict. How they are written is: £1.3bn and £1.8bn look more like one sum than £1.3bn and £40.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from checker.linking.bars import HEADLINES, are_contrasted, are_of_other_times, are_other_events, sets_apart
from checker.linking.units import comparison_class
from checker.linking.words import Words, are_kindred, kin_of, rareness, root_of, words_of
from checker.model.claim import Claim
from checker.model.factor import UnitFactor

# A word of a very short article is as rare as one of an article of this many sentences with figures.
_FEW = 12
_KINDRED = 0.7
_LONELY = 3
# Nouns that two figures may share without speaking of one thing.
GENERIC = frozenset(map(root_of, "person people number total tally figure amount sum count age year % pct percent".split()))
_COUNTS = frozenset(["count", "number"])
# A lead tells again what the headline says; further down other figures take over.
_LEAD = 4
# A class with more claims than this is only compared where a telling word is shared.
CROWD = 40
_SCALE_WORD = re.compile(r"(?:bn|billion|mln|million|m|trillion|thousand|k)\b", re.IGNORECASE)
_DECIMALS = re.compile(r"\d\.(\d+)")
# Beyond twelve times the other, two figures are not of one thing; beyond three times they hardly are.
_FAR, _FARISH = math.log10(12), math.log10(3)
_DAYS_FAR, _DAYS_FARISH = 3660, 1100

Pair = tuple[str, str]


class Likeness:
    """Features of pairs among *claims*; a word's weight is how rare it is, in the article and in the language."""

    def __init__(self, claims: Sequence[Claim], unit_factor: UnitFactor, persons: Mapping[str, str]) -> None:
        """*persons* by claim id: whose age it is, where that is known."""
        self.words = {claim.id: words_of(claim) for claim in claims}
        self._persons = persons
        sentences = {claim.passage: self.words[claim.id].sentence for claim in claims}
        self._seen = Counter(word for sentence in sentences.values() for word in sentence)
        self._count = max(_FEW, len(sentences))
        self._weights: dict[str, float] = {}
        self._kinds = Counter(_rough_class(claim) for claim in claims)
        self._nouns = Counter((claim.kind, self.words[claim.id].noun) for claim in claims)
        self.pairs = _comparable(claims, self.words, unit_factor)
        self._alike: dict[Pair, float] = {(a.id, b.id): self._similarity(a, b) for a, b in self.pairs}
        self._best = self._two_best()

    def _weight(self, word: str) -> float:
        found = self._weights.get(word)
        if found is None:
            rare_here = math.log(1 + self._count / (0.5 + self._seen[word])) / math.log(1 + self._count / 1.5)
            found = self._weights[word] = rareness(word) * rare_here
        return found

    def mass(self, one: frozenset[str], other: frozenset[str], other_kin: frozenset[int]) -> float:
        """The weight of the words of *one* that *other* has too; kindred words count a little less."""
        total = sum(map(self._weight, one & other))
        for word in one - other:
            kin = kin_of(word)
            if kin and not kin.isdisjoint(other_kin):
                total += _KINDRED * self._weight(word)
        return total

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted share of the smaller set that the other has too; 0 for an empty set."""
        both = one & other
        if not both:
            return 0.0
        return sum(map(self._weight, both)) / min(sum(map(self._weight, one)), sum(map(self._weight, other)))

    def _similarity(self, one: Claim, other: Claim) -> float:
        a, b = self.words[one.id], self.words[other.id]
        return (
            self.mass(a.core, b.core, b.core_kin)
            + (self.mass(a.core, b.sentence, b.sentence_kin) + self.mass(b.core, a.sentence, a.sentence_kin)) / 2
            + self.mass(a.sentence, b.sentence, b.sentence_kin) / 5
        )

    def alike(self, one: Claim, other: Claim) -> float:
        """How many telling words the two of ``pairs`` share, weighed; 8 is a lot."""
        return self._alike[one.id, other.id]

    def _two_best(self) -> dict[str, list[tuple[float, str]]]:
        """Per claim its two most similar partners, the best first."""
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for (one, other), value in self._alike.items():
            for here, there in ((one, other), (other, one)):
                best = found[here]
                best.append((value, there))
                best.sort(reverse=True)
                del best[2:]
        return found

    def _margin(self, one: Claim, other: Claim) -> float:
        """How much more alike the two are than either is to any third; from -3 to 3."""
        rivals = [value for here, there in ((one, other), (other, one)) for value, id_ in self._best[here.id] if id_ != there.id]
        return max(-3.0, min(3.0, self.alike(one, other) - max(rivals, default=0.0)))

    def features(self, one: Claim, other: Claim) -> dict[str, float]:
        """What speaks for and against one meaning; *one* stands before *other*, and the two are in ``pairs``."""
        a, b = self.words[one.id], self.words[other.id]
        alike = self.alike(one, other)
        in_headline = one.block in HEADLINES or other.block in HEADLINES
        definite = float("definite" in other.flags)
        lead = float(in_headline and other.passage <= _LEAD)
        telling = a.noun not in GENERIC and b.noun not in GENERIC
        same_noun = telling and a.noun is not None and a.noun == b.noun
        kin_noun = telling and not same_noun and are_kindred(a.noun, b.noun)
        return {
            "margin": self._margin(one, other),
            # In an article of three sentences two sums stand alone by chance.
            "few": 1.0 / max(_LONELY, self._kinds[_rough_class(one)] - 1),
            "same_event": float(_is_same_event(one, other)),
            "kin_noun": float(kin_noun),
            "rare_noun": float(same_noun and self._nouns[one.kind, a.noun] == 2),
            "subject": self.shared(a.subject, b.subject),
            "names": self.shared(a.names, b.names),
            "window": min(2.0, self.mass(a.window, b.window, b.core_kin)),
            "definite": definite,
            "definite_noun": definite * float(same_noun or kin_noun),
            "definite_alike": definite * min(3.0, alike),
            "moment_alike": float(one.shape == "moment") * min(6.0, alike),
            "headline": float(in_headline),
            "lead": lead,
            "lead_alike": lead * min(4.0, alike),
            **self._person(one, other),
            **_clashes(one, other, a, b),
            **_forms(one, other),
            **_kinds(one),
        }

    def are_strangers(self, one: Claim, other: Claim) -> bool:
        """Counts of things that have nothing to do with each other: no word beside the figures in common, or two nouns that
        are strangers and do not turn up beside the other figure either. A headline may leave its noun out."""
        if not {one.kind, other.kind} <= _COUNTS:
            return False
        a, b = self.words[one.id], self.words[other.id]
        in_headline = bool(HEADLINES & {one.block, other.block})
        if not in_headline and not (a.core & b.core) - GENERIC and a.core_kin.isdisjoint(b.core_kin):
            return True
        if in_headline and (a.noun is None or b.noun is None):
            return False
        if a.noun is None or b.noun is None:
            return not _is_same_event(one, other) and "definite" not in one.flags | other.flags
        near = (a.sentence, b.sentence) if in_headline else (a.core, b.core)
        beside = a.noun in near[1] or b.noun in near[0]
        return not (are_kindred(a.noun, b.noun) or beside or _is_same_event(one, other))

    def _person(self, one: Claim, other: Claim) -> dict[str, float]:
        a, b = self._persons.get(one.id), self._persons.get(other.id)
        return {"person": float(a is not None and a == b), "person_clash": float(None not in (a, b) and a != b)}


def _comparable(claims: Sequence[Claim], words: Mapping[str, Words], unit_factor: UnitFactor) -> list[tuple[Claim, Claim]]:
    """Pairs in text order from two sentences whose figures can be compared; of a crowd only those that share a telling word."""
    by_class: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        kind = comparison_class(claim, unit_factor)
        if kind is not None:
            by_class[kind].append(claim)
    found: list[tuple[Claim, Claim]] = []
    for members in by_class.values():
        pairs = combinations(members, 2) if len(members) <= CROWD else _sharing(members, words)
        found += [(one, other) for one, other in pairs if one.passage != other.passage]
    return found


def _sharing(members: Sequence[Claim], words: Mapping[str, Words]) -> Iterable[tuple[Claim, Claim]]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, claim in enumerate(members):
        for word in words[claim.id].strong:
            by_word[word].append(index)
    pairs = {pair for found in by_word.values() if len(found) <= CROWD for pair in combinations(found, 2)}
    return ((members[one], members[other]) for one, other in sorted(pairs))


def _rough_class(claim: Claim) -> tuple:
    """What figures crowd together: money of one currency, measures of one dimension, counts."""
    quantity = claim.quantity
    if quantity is None:
        return (claim.kind,)
    if claim.kind in _COUNTS:
        return ("count",)
    return (claim.kind, quantity.dimension, quantity.currency if isinstance(quantity.currency, str) else None)


def _is_same_event(one: Claim, other: Claim) -> bool:
    """Both count the same ones of whom the same is said: "dead and injured troops", "soldiers killed or wounded"."""
    return "event" in one.flags & other.flags and (one.measure, one.subject) == (other.measure, other.subject)


def _clashes(one: Claim, other: Claim, a: Words, b: Words) -> dict[str, float]:
    told = (one.quantity.unit if one.quantity else None, other.quantity.unit if other.quantity else None)
    return {
        "names_clash": float(bool(a.names and b.names and not a.names & b.names)),
        "mods_clash": float(bool(a.mods and b.mods and not any(are_kindred(x, y) for x in a.mods for y in b.mods))),
        "new_subject": float("new_subject" in other.flags and "event" in other.flags),
        "time_clash": float(are_of_other_times(one.time, other.time)),
        "event_clash": float(are_other_events(one, other)),
        "aggregation_clash": float(None not in (one.aggregation, other.aggregation) and one.aggregation != other.aggregation),
        "base_clash": float("base" in one.flags | other.flags),
        "contrast_clash": float(are_contrasted(one, other)),
        "scope_clash": float(sets_apart(one) != sets_apart(other)),
        "direction_clash": float(one.direction != other.direction),
        "modality_clash": float(one.modality != other.modality),
        "basis_clash": float((one.basis or "") != (other.basis or "")),
        "unit_clash": float(one.kind != "count" and None not in told and told[0] != told[1]),
    }


def _forms(one: Claim, other: Claim) -> dict[str, float]:
    """How the two figures are written, and their rough size."""
    a, b = _form(one.quote), _form(other.quote)
    far, farish = _distance(one, other)
    modifiers = [claim.quantity.modifier if claim.quantity else "exact" for claim in (one, other)]
    return {
        "form": float(a == b and a[0] > 0),
        "decimals_clash": float(a[1] != b[1]),
        "far_clash": float(far),
        "farish_clash": float(farish),
        "one_two_clash": float(one.kind in _COUNTS and min(_size(one) or 9, _size(other) or 9) <= 2),
        "modifier": float(modifiers[0] == modifiers[1] != "exact"),
    }


def _form(quote: str) -> tuple[int, int, str]:
    """Digits, decimals and scale word: "£1.3bn" → (2, 1, "bn")."""
    decimals, scale = _DECIMALS.search(quote), _SCALE_WORD.search(quote)
    return sum(map(str.isdigit, quote)), len(decimals[1]) if decimals else 0, scale[0].lower() if scale else ""


def _distance(one: Claim, other: Claim) -> tuple[bool, bool]:
    """Whether the figures are far from each other; whether they are rather far."""
    if one.shape == "moment":
        days = abs(one.stated.low.value - other.stated.low.value)
        return days > _DAYS_FAR, days > _DAYS_FARISH
    a, b = _size(one), _size(other)
    apart = abs(math.log10(a) - math.log10(b)) if a and b else 0.0
    return apart > _FAR, _FARISH < apart <= _FAR


def _size(claim: Claim) -> float | None:
    written = next((end for end in claim.quantity.written if end is not None), None) if claim.quantity else None
    return None if not written else abs(float(written))


def _kinds(one: Claim) -> dict[str, float]:
    is_day = one.shape == "moment" and one.stated.high.value == one.stated.low.value
    kind = "day" if is_day else "month" if one.shape == "moment" else "count" if one.kind in _COUNTS else one.kind
    return {f"is_{name}": float(kind == name) for name in ("money", "percent", "count", "age", "duration", "day", "month")}
