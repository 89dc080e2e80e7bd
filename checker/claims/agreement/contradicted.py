"""Counts contradicted: a vague word, a bound or a "none" against an exact count of the same thing elsewhere.

In:  the scenes of an article.
Out: `range` claims, ``stated`` the exact count, ``implied`` what the other words allow; the part "range" are those words.
     "Dozens of tenants turned out … just 11 tenants attended"        →  flag "afar", stated 11, implied [20, 250]
     "At least 45 people were treated … it had treated 38 people"     →  flag "bound", stated 38, implied [45, …)
     "no complaints had been received … the 11 complaints made"       →  flag "none", stated 11, implied 0

What vague words allow stands in tables/vague.yaml, what stands for none in tables/none.yaml. A thing with several exact
counts is left alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims.agreement.counted import (
    Counted,
    counted_of,
    crowds_of,
    is_one_matter,
    is_one_noun,
    is_same_thing,
    may_share_place,
    words,
)
from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_BOUNDS = frozenset(["at_least", "more_than", "at_most", "less_than"])
_LEAST = 2
_FACTOR = Decimal("1.9")
_MOST_COUNTS = 2
# "about fifteen twenty paintings"
_AFTER_NUMBER = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty))[, ]+(?:or )?$")
_NONE_OF = re.compile(r"\b(?:not a single|not one|without (?:a single|a|any)|no|zero|never had a|never had any|nil) $", re.I)


def find_contradicted(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    counted = list(counted_of(scenes))
    if not counted and not any(True for _ in crowds_of(scenes)):
        return
    prose = list(_prose(scenes, article))
    opening = " ".join(block.text for block in article.blocks[:4] if block.kind in ("title", "standfirst"))
    exact = [c for c in counted if c.mention.quantity.modifier == "exact" and (c.mention.quantity.value or 0) >= _LEAST]
    exact = [c for c in exact if not _AFTER_NUMBER.search(c.scene.before(c.mention, 12))]
    exact = [c for c in exact if not re.search(r"\b(?:couple|dozen|hundreds?|thousands?|handful|few)\b", c.mention.quote)]
    # "A magnitude 5.2 earthquake" counts none.
    about = [
        c
        for c in counted
        if c.mention.quantity.modifier == "about" and c.mention.quantity.value and re.search(r"\d", c.mention.quote)
    ]
    gathered = [c for c in (*exact, *about, *crowds_of(prose)) if c.mention.quantity.value % 1 == 0]
    for vague, allowed in _vague(prose):
        yield from _against(vague, gathered, allowed, "afar", opening)
    for bound in counted:
        if (turned := _denied(bound)) is not None:
            yield from _against(turned[0], exact, turned[1], "bound", opening)
        elif bound.mention.quantity.modifier in _BOUNDS and bound.mention.quantity.value is not None:
            yield from _against(bound, exact, _closed(bound.mention.quantity.allows), "bound", opening)
    for none in _nones(prose, counted):
        yield from _against(none, exact, Interval.exactly(Decimal(0)), "none", opening)


_NEVER = re.compile(r"\b(?:never|not|n[’']t|nor|seldom|rarely)\b[^.;,]{0,24}$")


def _denied(bound: Counted) -> tuple[Counted, Interval] | None:
    """ "He never keeps more than 40 ewes": at most 40."""
    quantity, value = bound.mention.quantity, bound.mention.quantity.value
    if quantity.modifier not in ("more_than", "less_than") or value is None:
        return None
    if not _NEVER.search(bound.scene.before(bound.mention, 40)):
        return None
    told = number_at(bound.scene, bound.mention.start, bound.mention.end, value)
    turned = Interval(None, Bound(value)) if quantity.modifier == "more_than" else Interval(Bound(value), None)
    return replace(bound, mention=replace(told, kind="count")), turned


def _closed(allows: Interval) -> Interval:
    """ "Over 237" and 237 are no quarrel."""
    return Interval(allows.low and Bound(allows.low.value), allows.high and Bound(allows.high.value))


def _against(one: Counted, exact: Sequence[Counted], allowed: Interval, flag: str, opening: str) -> Iterator[Claim]:
    same = [c for c in exact if c.scene is not one.scene and is_one_noun(one, c)]
    if not same or len({c.mention.quantity.value for c in same}) > _MOST_COUNTS:
        return
    if any(not allowed.is_disjoint(c.mention.quantity.allows) for c in same):
        return
    for other in same:
        tied = _is_tied(one, other) or flag == "afar" and is_one_matter(one, other)
        undone = flag == "none" and _is_undone(one, other) and may_share_place(one, other, opening)
        if not undone and not (tied and is_same_thing(one, other, opening)):
            continue
        if flag == "none" and (other.years - one.years or _are_of_two_days(one, other)):
            continue
        if flag == "bound" and not _is_close(one.mention, other.mention):
            continue
        yield other.scene.claim(
            other.mention,
            "range",
            parts=(Part("range", one.mention.span, one.mention.quote),),
            stated=other.mention.quantity.allows,
            implied=allowed,
            words=(("noun", one.noun),),
            flags=frozenset([flag]),
        )
        return


def _is_tied(one: Counted, other: Counted) -> bool:
    """Whether verbs or words of the whole tie the two: same nouns alone are counted for many reasons."""
    if other.clause_families:
        return bool(other.clause_families & one.families)
    if one.verb is not None and one.verb == other.verb and one.verb not in ("be", "have", "say"):
        return True
    if one.verb in words().capacity and one.mention.quantity.modifier in _BOUNDS and words().inside.search(other.scene.text):
        return True
    # People are counted for many reasons: only what they did ties them.
    return bool(one.families & other.families) or other.is_told_whole and "person" not in (one.thing, other.thing)


_DONE = re.compile(
    r"^[^.;,]{0,40}? (?:was|were|has been|have been|had been|is|are|got|being) (?:\w+ly )?(\w+(?:ed|en|wn|st|lt|nt))\b"
)


def _is_undone(none: Counted, other: Counted) -> bool:
    """ "Not a single service was cancelled", "the 11 cancelled services"."""
    done = _DONE.match(none.scene.text[none.mention.end :])
    if done is None:
        return False
    noun = other.mention.quote + other.scene.text[other.mention.end : other.mention.end + 45]
    return other.is_told_whole and re.match(rf"[^.;,]*?\b{done[1]}\b", noun) is not None


_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def _are_of_two_days(one: Counted, other: Counted) -> bool:
    mine, theirs = (frozenset(_DAY.findall(counted.scene.text)) for counted in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _is_close(bound: Mention, other: Mention) -> bool:
    ratio = other.quantity.value / bound.quantity.value if bound.quantity.value else Decimal(0)
    return 1 / _FACTOR < ratio < _FACTOR


@functools.cache
def _vague_words() -> tuple[re.Pattern[str], dict[str, Interval]]:
    rows = load_table("checker.claims.tables", "vague.yaml")
    allowed = {word: Interval.between(*(Decimal(str(end)) for end in row["allows"])) for row in rows for word in row["written"]}
    every = "|".join(re.escape(word) for word in sorted(allowed, key=len, reverse=True))
    return re.compile(rf"\b({every})\b(?: of)?(?: the| his| her| their| its)? (?=[a-z])", re.I), allowed


# "At least a dozen": 18 is one of them.
_BOUNDED = re.compile(r"\b(?:at least|more than|over|up to|less than|fewer than|under) $", re.I)


@functools.cache
def _vague_hints() -> tuple[str, ...]:
    """For each way to say it one word that it cannot do without."""
    return tuple({max(written.split(), key=len) for written in _vague_words()[1]})


def _vague(scenes: Sequence[Scene]) -> Iterator[tuple[Counted, Interval]]:
    pattern, allowed = _vague_words()
    hints = _vague_hints()
    for scene in scenes:
        lowered = scene.text.lower()
        for found in pattern.finditer(scene.text) if any(hint in lowered for hint in hints) else ():
            if _BOUNDED.search(scene.text[: found.start()][-16:]):
                continue
            told = _noun_behind(scene, found.end())
            if told is not None and told[0] not in words().general:
                mention = _mention_at(scene, found.start(1), found.end(1))
                yield Counted(scene, mention, told[0], frozenset(), told[1]), allowed[found[1].lower()]


_PLURAL = re.compile(r"(?:[a-z'’-]+ ){0,2}?([a-z]{2,}[^s\W]s|people|men|women|children)\b")


def _noun_behind(scene: Scene, start: int) -> tuple[str, str | None] | None:
    """(lemma of the plural noun behind, lemma of the verb over it); None without a noun. Unparsed text tells no verb."""
    tree = scene.tree
    if tree is None:
        found = _PLURAL.match(scene.text, start)
        if found is None:
            return None
        irregular = {"people": "people", "men": "man", "women": "woman", "children": "child"}
        return irregular.get(found[1]) or re.sub(r"ie$", "y", found[1].removesuffix("s")), None
    first = tree.token_at(start)
    if first is None:
        return None
    noun = next((at for at in range(first, min(len(tree), first + 4)) if tree.tags[at].startswith("NN")), None)
    while noun is not None and noun + 1 < len(tree) and tree.tags[noun + 1].startswith("NN"):
        noun += 1
    if noun is None or tree.tags[noun] not in ("NNS", "NNPS"):
        return None
    if any(tree.tags[at] in ("IN", "VBD", "VBZ", "CD", ",") for at in range(first, noun)):
        return None
    return tree.lemmas[noun], next((tree.lemmas[at] for at in tree.ancestors(noun) if tree.tags[at].startswith("VB")), None)


def _mention_at(scene: Scene, start: int, end: int) -> Mention:
    for mention in scene.quantities:
        if mention.start < end and start < mention.end:
            return mention
    return number_at(scene, start, end, Decimal(0))


_NO_NOUN = re.compile(rf"{_NONE_OF.pattern.removesuffix(' $')} (?=[a-z])", re.I)
_SINGULAR = re.compile(r"([a-z]{3,}[^s\W])\b")


def _nones(scenes: Sequence[Scene], counted: Sequence[Counted]) -> Iterator[Counted]:
    yield from (c for c in counted if c.mention.quantity.value == 0)
    known = {(c.scene.passage.index, c.mention.start) for c in counted}
    for scene in scenes:
        for found in _NO_NOUN.finditer(scene.text):
            told = _SINGULAR.match(scene.text, found.end()) if found[0].split()[0].lower() in ("not", "without") else None
            noun = told[1] if told is not None else (_noun_behind(scene, found.end()) or (None,))[0]
            if noun is None or noun in words().general or (scene.passage.index, found.start()) in known:
                continue
            mention = number_at(scene, found.start(), found.end() - 1, Decimal(0))
            yield Counted(scene, replace(mention, kind="count"), noun, frozenset(), None)


def _prose(scenes: Sequence[Scene], article: Article) -> Iterator[Scene]:
    """The sentences, those without a figure too."""
    known = {scene.passage.index: scene for scene in scenes}
    for passage in article.passages:
        if passage.block.cell is None and len(passage.text) <= LONGEST_SENTENCE:
            yield known.get(passage.index) or Scene(passage, (), None, article.source.text, article.setting.anchor)
