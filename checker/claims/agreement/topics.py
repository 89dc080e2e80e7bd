"""Topics: what sentences that stand apart have in common.

In:  a scene or a text.
Out: the text with its times blanked, so that digits left are figures; the content words of a text, in a form that
     compares ("sales" and "turnover" are one); its names.
     "fell to 40 in 2018 from 52"  →  "fell to 40 in TTTT from 52"
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from checker.claims.scene import Scene
from checker.claims.vocabulary import vocabulary
from checker.model.mention import TIME_KINDS, Mention
from checker.model.tables import load_table

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SHORTEST, _ROOT = 4, 6
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w'’-]{2,}")
# Words that open with a capital and are no names.
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mr|Mrs|Dr|The|But|And|He|She|It|We|They|In|On|At|By)$"
)


def masked(scene: Scene, amounts: Collection[Mention] = ()) -> str:
    """The passage's text, each time in it turned into as many T, and each of *amounts* into P: "in TTTT"."""
    text = scene.text
    for mention in amounts:
        if mention.passage == scene.passage.index:
            text = text[: mention.start] + "P" * (mention.end - mention.start) + text[mention.end :]
    for mention in scene.mentions:
        if mention.kind in TIME_KINDS:
            text = text[: mention.start] + "T" * (mention.end - mention.start) + text[mention.end :]
    return text


@functools.cache
def movements() -> dict[str, tuple[str, ...]]:
    """The table of words of change: see tables/movements.yaml."""
    return {name: tuple(words) for name, words in load_table("checker.claims.tables", "movements.yaml").items()}


@functools.cache
def alternatives(*names: str) -> str:
    """The words of these rows as one alternation, longest first."""
    every = sorted({word for name in names for word in movements()[name]}, key=len, reverse=True)
    return "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in every)


@functools.lru_cache(maxsize=4096)
def topic(text: str) -> frozenset[str]:
    """The content words of *text*, in the singular and by the noun that stands for them."""
    found = set()
    for word in _WORD.findall(text):
        lower = re.sub(r"['’]s?$", "", word.lower())
        if len(lower) >= _SHORTEST and lower not in _empty():
            found.add(stem(lower))
    return frozenset(found - _empty())


@functools.cache
def _empty() -> frozenset[str]:
    return frozenset(movements()["empty"])


def stem(word: str) -> str:
    """A plural's singular, roughly, and the noun that stands for it: "stores" is "shop"."""
    nouns = vocabulary()
    if nouns.noun(word) != word:
        return nouns.noun(word)
    singular = (
        re.sub(r"ies$", "y", word)
        if word.endswith("ies")
        else re.sub(r"(?<=[sxz])es$|(?<=ch)es$|(?<=sh)es$|(?<![su])s$", "", word)
    )
    return nouns.noun(singular)


def overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the two share a word, or words of one root: "subscription" and "subscriber"."""
    return bool(one & other) or any(a[:_ROOT] == b[:_ROOT] for a in one for b in other if min(len(a), len(b)) >= _ROOT)


def names(text: str) -> frozenset[str]:
    """Words with a capital inside a sentence: who or where it speaks of."""
    return frozenset(word for word in _NAME.findall(text) if not _CALENDAR.match(word))
