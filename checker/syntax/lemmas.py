"""Lemmas by the language model's own rules and exceptions, looked up one word form at a time.

The model's lemmatizer pipe costs three times the parse because it works token by token; the same tables
behind a cache cost next to nothing.
"""

from __future__ import annotations

from pathlib import Path

PARTS = {"NN": "noun", "VB": "verb", "JJ": "adj"}
# Tags of words that are not inflected.
BASE_FORMS = frozenset(["NN", "NNP", "VB", "VBP", "JJ"])
# A tagger calls many participles adjectives; these pairs must meet all the same.
ALWAYS = {"people": "person", "'s": "be", "'re": "be", "'ve": "have", "n't": "not", "wounded": "wound", "injured": "injure"}
ALWAYS |= {word: word for word in ("species", "series", "headquarters", "barracks", "premises")}


class Lemmas:
    """Word forms to lemmas, after the tables in the model's folder."""

    def __init__(self, folder: Path) -> None:
        from spacy.lookups import Lookups

        tables = Lookups().from_disk(folder / "lemmatizer" / "lookups")
        self._rules, self._exceptions, self._index = (tables.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
        # The tables hold lists; a look-up in one would cost more than the rest of the room.
        self._index = {part: frozenset(self._index.get(part, ())) for part in PARTS.values()}
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, lower: str, tag: str) -> str:
        """The base form of a lower-case word with this Penn tag; the word itself where no rule fits."""
        key = (lower, tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = ALWAYS.get(lower) or self._look_up(lower, tag)
        return found

    def _look_up(self, word: str, tag: str) -> str:
        part = PARTS.get(tag[:2])
        if part is None or tag in BASE_FORMS:
            return word
        listed = self._exceptions.get(part, {}).get(word)
        if listed:
            return listed[0]
        index = self._index.get(part, {})
        guess = None
        for ending, replacement in self._rules.get(part, ()):
            if word.endswith(ending):
                form = word[: len(word) - len(ending)] + replacement
                if form in index:
                    return form
                guess = guess or form
        return guess if guess and part == "noun" else word
