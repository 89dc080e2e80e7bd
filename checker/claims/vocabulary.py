"""The tables of this room, read once: events, nouns used for one another, verbs by what they do."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``events`` maps (part, lemma) to an event, part being "verb", "noun" or "adj"; ``people`` are the events whose
    bare number counts people; ``nouns`` maps a noun to the one that stands for it; ``verbs`` are sets of lemmas by
    what they do ("up", "reach", "say" …); ``factors`` maps a verb to what it multiplies by; ``contrasts`` maps a word to
    the rows of words set against each other that it stands in.
    """

    events: dict[tuple[str, str], str]
    people: frozenset[str]
    nouns: dict[str, str]
    verbs: dict[str, frozenset[str]]
    factors: dict[str, float]
    contrasts: dict[str, tuple[int, ...]]

    def noun(self, lemma: str) -> str:
        """The noun that stands for *lemma* in keys; itself when no row names it."""
        return self.nouns.get(lemma, lemma)

    def event(self, part: str, lemma: str) -> str | None:
        return self.events.get((part, lemma))

    def direction(self, lemma: str) -> str | None:
        """ "up" or "down" for a verb or noun of change, else None."""
        if lemma in self.verbs["up"] or lemma in self.verbs["up_nouns"]:
            return "up"
        if lemma in self.verbs["down"] or lemma in self.verbs["down_nouns"]:
            return "down"
        return None


@functools.cache
def vocabulary() -> Vocabulary:
    events: dict[tuple[str, str], str] = {}
    people = set()
    for row in load_table("checker.claims.tables", "events.yaml"):
        for part, words in (("verb", row["verbs"]), ("noun", row["nouns"]), ("adj", row["adjectives"])):
            events.update({(part, word): row["event"] for word in words})
        if row.get("people"):
            people.add(row["event"])
    nouns = {word: row["noun"] for row in load_table("checker.claims.tables", "nouns.yaml") for word in row["words"]}
    verbs = load_table("checker.claims.tables", "verbs.yaml")
    factors = verbs.pop("factors")
    contrasts: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(load_table("checker.claims.tables", "contrasts.yaml")):
        for word in row:
            contrasts[word] = (*contrasts.get(word, ()), number)
    sets = {name: frozenset(words) for name, words in verbs.items()}
    return Vocabulary(events, frozenset(people), nouns, sets, factors, contrasts)
