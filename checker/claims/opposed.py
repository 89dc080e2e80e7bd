"""Opposed words: one figure that is called one thing and then its opposite.

In:  the scenes of an article.
Out: `opposed` claims at the later place: the words ``first`` and ``second`` are what the figure is called there and here.
     "a surplus of $43.4bn … the $43.4bn deficit"                        →  surplus, deficit; flag "same_figure"
     "put China's trade surplus at a six-year high … the deficit rose to" →  flag "same_measure": the figure stands at one only

Pairs stand in tables/opposites.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

_NEAR = 40
_SOON = 25
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Two sides of one account, or two times, may carry the same figure.
_TURNED = re.compile(
    r"\b(?:from|into|swung|swing|turned|against|compared|versus|offset|instead|rather|not|neither|nor|after|year earlier)\b", re.I
)
_BEHIND = re.compile(r"\s+(?:\w+\s+){0,2}")
_AHEAD = re.compile(
    r"\s+(?:of|was|is|to|at|reached|hit|rose to|fell to|grew to|widened to|narrowed to|totalled|came to)\s+(?:about\s+)?"
)
_THE_BARE = re.compile(
    r"\bthe (surplus|deficit) (?:rose|fell|grew|widened|narrowed|reached|was|is|stood|hit|came|increased|shrank|climbed|jumped) "
)


@functools.cache
def _opposites() -> dict[str, str]:
    pairs = [row["pair"] for row in load_table("checker.claims.tables", "opposites.yaml")]
    return {one: other for first, second in pairs for one, other in ((first, second), (second, first))}


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(_opposites())) + r")(?:s|es)?\b", re.I)


def find_opposed(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    yield from _bare(scenes, article)
    told: dict[tuple, tuple[Scene, Mention, str, tuple[int, int]]] = {}
    for scene in scenes:
        if not _word().search(scene.text):
            continue
        for mention in scene.quantities:
            found = _called(scene, mention)
            if found is None:
                continue
            word, at = found
            key = (mention.quantity.written, mention.quantity.currency)
            before = told.get((*key, _opposites()[word]))
            if before is not None and not _are_other_years(before[0], scene):
                yield _claim(scene, mention, word, at, before)
            told.setdefault((*key, word), (scene, mention, word, at))


def _bare(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "the deficit rose to" in an article that has spoken of a surplus only: "the" points back to it."""
    for scene in scenes:
        for found in _THE_BARE.finditer(scene.text):
            mention = next((m for m in scene.quantities if m.kind == "money" and 0 <= m.start - found.end() < _NEAR), None)
            word = found[1].lower()
            earlier = [p for p in article.passages if p.index < scene.passage.index]
            if mention is None or any(re.search(rf"\b{word}", p.text, re.I) for p in earlier):
                continue
            told = next((p for p in reversed(earlier) if re.search(rf"\b{_opposites()[word]}\b", p.text)), None)
            if told is None or re.search(rf"\b{_opposites()[word]}\b", scene.text):
                continue
            at = told.text.index(_opposites()[word])
            span = told.span(at, at + len(_opposites()[word]))
            yield scene.claim(
                mention,
                "opposed",
                parts=(
                    Part("first_word", span, scene.source_text[span.start : span.end]),
                    scene.part("second_word", found.start(1), found.end(1)),
                ),
                words=(("first", _opposites()[word]), ("second", word)),
                flags=frozenset(["same_measure"]),
            )


def _are_other_years(first: Scene, second: Scene) -> bool:
    years = [set(_YEAR.findall(scene.text)) for scene in (first, second)]
    return all(years) and not years[0] & years[1]


def _called(scene: Scene, mention: Mention) -> tuple[str, tuple[int, int]] | None:
    """The one word of the table that names the figure; None where there is none or more than one."""
    quantity = mention.quantity
    # Round or small figures turn up by chance.
    if mention.kind != "money" or quantity.value is None or len(quantity.value.normalize().as_tuple().digits) < 2:
        return None
    frame = scene.frames.get(mention)
    words = list(_word().finditer(scene.text))
    if frame is None:
        return None
    # The opposite in one sentence with the word: two accounts, or two times.
    every = {found[1].lower() for found in words}
    words = [found for found in words if _opposites()[found[1].lower()] not in every]
    noun = frame.noun.token if frame.noun is not None else None
    for found in words:
        if _TURNED.search(scene.text[max(0, min(found.start(), mention.start) - _NEAR) : max(found.end(), mention.end) + _SOON]):
            continue
        named = noun is not None and scene.tree.starts[noun] == found.start()
        is_behind = found.start() >= mention.end
        gap = scene.text[mention.end : found.start()] if is_behind else scene.text[found.end() : mention.start]
        beside = (_BEHIND if is_behind else _AHEAD).fullmatch(gap)
        if (named or beside) and len(gap) < _NEAR:
            return found[1].lower(), found.span()
    return None


def _claim(scene: Scene, mention: Mention, word: str, at: tuple[int, int], before) -> Claim:
    other_scene, other, other_word, other_at = before
    earlier = other_scene.part("first_word", *other_at)
    return scene.claim(
        mention,
        "opposed",
        parts=(
            Part("first", other.span, other.quote),
            earlier,
            scene.part("second_word", *at),
        ),
        words=(("first", other_word), ("second", word)),
        flags=frozenset(["same_figure"]),
    )
