"""Ranks: the place of something in a row, and records.

In:  the scenes of an article.
Out: `ranking` claims.
     "place"   "Leeds, the third-largest city in England"  →  stated 3, words rank "largest", noun "city", subject "leeds"
     "edition" "the 12th annual book fair"                 →  stated 12, words noun "annual book fair"
     "count"   "won her sixth title", "Roe's fifth title"  →  stated 6, words noun "title"
     "record"  "a record $1m", "the highest price, $1m"    →  the figure nothing of its kind goes beyond; direction up or down
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.claims.nouns import root_token, subject_of
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

_SUPERLATIVE = re.compile(r"^[- ]((?:most|least)[- ]\w+|\w+est)\b", re.I)
_NOT_SUPERLATIVE = frozenset("west east forest guest interest test best-known request harvest protest contest quest".split())


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/ranks.yaml."""

    editions: frozenset[str]
    counted: frozenset[str]
    unless: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "ranks.yaml")
    return Words(frozenset(rows["editions"]), frozenset(rows["counted"]), any_of(rows["unless"]))


def find_ranks(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for scene in scenes:
        if scene.tree is None or len(scene.text) > LONGEST_SENTENCE:
            continue
        for mention in scene.quantities:
            if mention.kind == "ordinal" and mention.quantity.value is not None:
                yield from _rank(scene, mention)


def _rank(scene: Scene, mention: Mention) -> Iterator[Claim]:
    tree = scene.tree
    token = root_token(mention, tree)
    noun = None if token is None else _noun_of(tree, token)
    if noun is None or words().unless.search(scene.text):
        return
    superlative = _SUPERLATIVE.match(scene.text[mention.end :])
    first = tree.token_at(mention.end)
    between = [tree.lowers[at] for at in range(first, noun) if tree.tags[at] not in ("HYPH", ",")]
    if superlative and superlative.group(1).lower() not in _NOT_SUPERLATIVE:
        subject = _subject(tree, noun)
        if subject is not None:
            rank = superlative.group(1).lower().replace("-", " ")
            rest = [word for word in between if word not in rank.split()]
            yield _claim(scene, mention, "place", noun, " ".join([*rest, tree.lemmas[noun]]), rank=rank, subject=subject)
        return
    dated = any(YEAR.search(time.quote) for time in scene.times)
    spoken = " ".join([*between, tree.lemmas[noun]])
    if dated:
        return
    if between[:1] == ["annual"] or tree.lemmas[noun] in words().editions:
        # Of what is annual only the next word: parsers disagree on where "annual book fair said" ends.
        key = " ".join(spoken.split()[:2]) if between[:1] == ["annual"] else spoken + _of(tree, noun)
        yield _claim(scene, mention, "edition", noun, key)
    elif tree.lemmas[noun] in words().counted and not any(tree.deps[at] == "relcl" for at in tree.children[noun]):
        yield _claim(scene, mention, "count", noun, spoken + _of(tree, noun))


def _noun_of(tree: Tree, token: int) -> int | None:
    """The noun an ordinal stands before, over adjectives and compounds."""
    for at in range(token + 1, min(len(tree), token + 6)):
        tag = tree.tags[at]
        if tag.startswith("NN") and not (tree.deps[at] in ("compound", "nmod") and at < tree.heads[at] <= at + 2):
            return at
        if not tag.startswith(("NN", "JJ", "HYPH", "RBS", "VBN", "CD", "POS")):
            return None
    return None


def _of(tree: Tree, noun: int) -> str:
    """ " of festival" for "the 12th edition of the festival"."""
    of = next((at for at in tree.children[noun] if tree.lowers[at] == "of"), None)
    owned = None if of is None else tree.child(of, "pobj")
    return "" if owned is None else f" of {tree.lowers[owned]}"


def _subject(tree: Tree, noun: int) -> str | None:
    """The name of what holds the place: "Leeds is the …", "Leeds, the …,", "the …, Leeds,"."""
    told = None
    above = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.lowers[above] == "as" and tree.tags[tree.heads[above]].startswith("VB"):
        told = subject_of(tree, tree.heads[above])
    elif tree.deps[noun] == "attr":
        told = subject_of(tree, tree.heads[noun])
    elif tree.deps[noun] == "appos":
        told = tree.heads[noun]
    else:
        told = tree.child(noun, "appos")
    if told is None or not tree.tags[told].startswith("NN") or not tree.words[told][:1].isupper():
        return None
    return tree.lowers[told]


def _claim(scene: Scene, mention: Mention, flag: str, noun: int, spoken: str, **told: str) -> Claim:
    end = scene.tree.ends[noun]
    return scene.claim(
        mention,
        "ranking",
        parts=(scene.part("rank", mention.start, end),),
        stated=Interval.exactly(mention.quantity.value),
        words=(("noun", spoken), *told.items()),
        flags=frozenset([flag]),
    )
