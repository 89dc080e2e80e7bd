"""Opposed words: one figure that is called one thing and then its opposite.

In:  the scenes of an article.
Out: `opposed` claims at the later place: the words ``first`` and ``second`` are what the figure is called there and here.
     "a surplus of $43.4bn … the $43.4bn deficit"                        →  surplus, deficit; flag "same_figure"
     "shares rose 3.4% … the 3.4% fall"                                  →  too, where the later one points back
     "put China's trade surplus at a six-year high … the deficit rose to" →  flag "same_measure": the figure stands at one only

Pairs stand in tables/opposites.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

_WORD = re.compile(r"[a-z]+")
_NEAR = 40
_SOON = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Two sides of one account, or two times, may carry the same figure.
_TURNED = re.compile(
    r"\b(?:from|into|swung|swing|turned|against|compared|versus|offset|instead|rather|not|neither|nor|after|year earlier"
    r"|year before"
    r"|reversal|respectively|both|if)\b",
    re.I,
)
_GLUE = (
    r"(?:(?:of|was|is|were|are|to|at|by|came|rose|fell|reached|hit|totall?ing|totall?ed|worth|about|around|some|only|just"
    r"|nearly|almost|an?"
    r"|the|over|more|than|up|net|will|would|bring|raise|in|stood|amounting|record|total|grew|widened|narrowed|last|year"
    r"|this)\s+){0,4}"
)
_STRETCH = (
    r"(?:\s+[^.;,:\d]{1,45})?\s+(?:of|by|worth|totall?ing|reached|at|hit|was|were|is)\s+(?:about |around |some |nearly "
    r"|almost )?"
)
_SIGN = r"[$£€¥]?"
_STOP = r"(?!(?:and|but|or|to|in|on|of|for|from|with|by|was|is|were|are|that|which|who|as|after|than|into|against|at|up|down)\b)"
_BETWEEN = rf"(?:(?:in|of)\s+)?(?:{_STOP}[a-z][a-z’'-]*\s+){{0,3}}?"
_POINTS_BACK = re.compile(
    r"\b(?:the|that|this|those|these|its|his|her|their|our|\w+[’']s)\s+(?:[a-z-]+\s){0,2}(?:of\s)?[$£€¥]?$",
    re.I,
)
_DAYS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October"
    r"|November|December|yesterday|last (?:year|month|week|quarter)|(?:first|second|third|fourth) quarter)\b"
)
_HALVES = re.compile(r"\b(?:first|second|third|fourth|previous|next|last|final) (?:half|quarter|six months|year)\b")
_OTHER_TIME = re.compile(
    r"\b(?:(?:last|the previous|the following|next|the same) (?:year|month|quarter|season|week)"
    r"|(?:a|the) (?:year|month|quarter) (?:earlier|before|ago|later|after))\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:forecasts?|expects?|expected|budgeted|projected|predicts?|predicted|planned|aims?|next"
    r" year)\b",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:others?|rivals?|another|elsewhere|while|whereas|by contrast|in contrast|meanwhile|neighbou?r\w*"
    r"|competitors?)\b",
    re.I,
)
# "in those five years": the time of the figure that is pointed back to.
_THAT_TIME = re.compile(
    r"\b(?:th(?:at|ose|ese)|the same) (?:[a-z]+ )?(?:years?|months?|weeks?|quarter|period|decade|time|season)\b", re.I
)
_KINDS = frozenset(["money", "percent", "percentage_point", "measure", "count", "number", "duration"])
_THE_BARE = re.compile(
    r"\bthe (surplus|deficit) (?:rose|fell|grew|widened|narrowed|reached|was|is|stood|hit|came|increased|shrank|climbed|jumped) "
)


_OPPOSITE = {"surplus": "deficit", "deficit": "surplus"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the table. Patterns by side: the words alone, before a figure, behind one."""

    names: tuple[str, str]
    is_loose: bool
    words: tuple[re.Pattern[str], re.Pattern[str]]
    ahead: tuple[re.Pattern[str], re.Pattern[str]]
    behind: tuple[re.Pattern[str], re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Called:
    """A figure and the word that names it, by its place in the passage."""

    scene: Scene
    mention: Mention
    side: int
    at: tuple[int, int]


@functools.cache
def _rows() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The first words of each side of each pair: a cheap look whether an article may tell of both."""
    table = load_table("checker.claims.tables", "opposites.yaml")
    return tuple(tuple(frozenset(_WORD.search(name)[0] for name in row[side]) for side in ("one", "other")) for row in table)


@functools.cache
def _pair(number: int) -> Pair:
    row = load_table("checker.claims.tables", "opposites.yaml")[number]
    is_loose = row.get("loose", False)
    sides = ["|".join(sorted(map(re.escape, row[side]), key=len, reverse=True)) for side in ("one", "other")]
    stretch = rf"(?:{_STRETCH}|\s+{_GLUE})" if not is_loose else rf"\s+{_GLUE}"
    # "net buyers of its shares to the tune of"
    tune = r"(?:[^.;:\d]{0,50}\bto the tune of\s+)?"
    return Pair(
        tuple(row["pair"]),
        is_loose,
        tuple(re.compile(rf"\b(?:{side})\b", re.I) for side in sides),
        tuple(re.compile(rf"\b({side})(?:{tune}{stretch}|\s+{tune}){_SIGN}$", re.I) for side in sides),
        tuple(re.compile(rf"[\s-]+{_BETWEEN}({side})\b", re.I) for side in sides),
    )


def find_opposed(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    yield from _bare(scenes, article)
    repeated = _repeated(scenes)
    if not repeated:
        return
    words = {scene.passage.index: frozenset(_WORD.findall(scene.text.lower())) for scene, _ in repeated}
    told = frozenset().union(*words.values())
    seen: set[tuple] = set()
    for number, (one, other) in enumerate(_rows()):
        if one.isdisjoint(told) or other.isdisjoint(told):
            continue
        either = one | other
        near = [hit for hit in repeated if not either.isdisjoint(words[hit[0].passage.index])]
        if len({scene.passage.index for scene, _ in near}) > 1:
            yield from _opposed(near, _pair(number), seen)


def _repeated(scenes: Sequence[Scene]) -> list[tuple[Scene, Mention]]:
    """The figures that stand in two sentences or more, in text order."""
    found = [(scene, mention) for scene in scenes for mention in scene.quantities if _is_telling(mention)]
    places: dict[tuple, set[int]] = {}
    for scene, mention in found:
        places.setdefault(_figure(mention), set()).add(scene.passage.index)
    return [(scene, mention) for scene, mention in found if len(places[_figure(mention)]) > 1]


def _is_telling(mention: Mention) -> bool:
    """Round or small figures turn up by chance."""
    value = mention.quantity.value
    return mention.kind in _KINDS and value is not None and len(value.normalize().as_tuple().digits) > 1


def _opposed(figures: Sequence[tuple[Scene, Mention]], pair: Pair, seen: set[tuple]) -> Iterator[Claim]:
    told: dict[tuple, Called] = {}
    for scene, mention in figures:
        # The opposite in one sentence with the word: two accounts, or two times.
        if sum(bool(words.search(scene.text)) for words in pair.words) != 1:
            continue
        called = _called(scene, mention, pair)
        if called is None:
            continue
        key = _figure(mention)
        before = told.get((*key, 1 - called.side))
        if before is not None and mention.span not in seen and _may_be_one(before, called, pair):
            seen.add(mention.span)
            yield _claim(called, before)
        told.setdefault((*key, called.side), called)


def _figure(mention: Mention) -> tuple:
    quantity = mention.quantity
    is_count = mention.kind in ("count", "number")
    return ("count" if is_count else mention.kind, quantity.written, quantity.currency, None if is_count else quantity.unit)


def _called(scene: Scene, mention: Mention, pair: Pair) -> Called | None:
    start = mention.core[0]
    lead, tail = scene.text[max(0, start - 110) : start], scene.text[mention.end : mention.end + 60]
    for side in (0, 1):
        ahead, behind = pair.ahead[side].search(lead), pair.behind[side].match(tail)
        if behind is not None:
            at = (mention.end + behind.start(1), mention.end + behind.end(1))
        elif ahead is not None:
            offset = start - len(lead)
            at = (offset + ahead.start(1), offset + ahead.end(1))
        else:
            continue
        around = scene.text[max(0, min(at[0], mention.start) - _NEAR) : max(at[1], mention.end) + _SOON]
        return None if _TURNED.search(around) else Called(scene, mention, side, at)
    return None


def _may_be_one(before: Called, called: Called, pair: Pair) -> bool:
    """Whether nothing tells the two apart; for a loose pair the later figure has to point back, and to nobody else."""
    first, second = before.scene, called.scene
    if first is second or _are_apart(first, second, _YEAR):
        return False
    points_back = _POINTS_BACK.search(second.text[max(0, called.mention.core[0] - 40) : called.mention.core[0]]) is not None
    is_to_come = bool(_TO_COME.search(first.text)) != bool(_TO_COME.search(second.text))
    if _are_apart(first, second, _HALVES) or is_to_come and not points_back:
        return False
    # "Last year it overspent by £1.2m": a time of its own, and nothing that points back.
    if not points_back and (pair.is_loose or _OTHER_TIME.search(second.text) and not _OTHER_TIME.search(first.text)):
        return False
    if not pair.is_loose:
        return True
    if points_back and _THAT_TIME.search(second.text):
        return not _are_apart(first, second, _DAYS)
    if _are_apart(first, second, _DAYS) or _OTHERS.search(second.text):
        return False
    names = [_names(called_one) for called_one in (before, called)]
    return not (names[0] and names[1]) or bool(names[0] & names[1])


def _are_apart(first: Scene, second: Scene, pattern: re.Pattern[str]) -> bool:
    told = [set(pattern.findall(scene.text)) for scene in (first, second)]
    return all(told) and not told[0] & told[1]


def _names(called: Called) -> set[str]:
    claim = called.scene.bases.get(called.mention)
    return set() if claim is None else {word for role, word in claim.terms if role in ("name", "where")}


def _bare(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "the deficit rose to" in an article that has spoken of a surplus only: "the" points back to it."""
    for scene in scenes:
        if "the surplus " not in scene.text and "the deficit " not in scene.text:
            continue
        for found in _THE_BARE.finditer(scene.text):
            mention = next((m for m in scene.quantities if m.kind == "money" and 0 <= m.start - found.end() < _NEAR), None)
            word = found[1].lower()
            earlier = [p for p in article.passages if p.index < scene.passage.index]
            if mention is None or any(re.search(rf"\b{word}", p.text, re.I) for p in earlier):
                continue
            told = next((p for p in reversed(earlier) if re.search(rf"\b{_OPPOSITE[word]}\b", p.text)), None)
            if told is None or re.search(rf"\b{_OPPOSITE[word]}\b", scene.text):
                continue
            at = told.text.index(_OPPOSITE[word])
            span = told.span(at, at + len(_OPPOSITE[word]))
            yield scene.claim(
                mention,
                "opposed",
                parts=(
                    Part("first_word", span, scene.source_text[span.start : span.end]),
                    scene.part("second_word", found.start(1), found.end(1)),
                ),
                words=(("first", _OPPOSITE[word]), ("second", word)),
                flags=frozenset(["same_measure"]),
            )


def _claim(called: Called, before: Called) -> Claim:
    word = called.scene.text[slice(*called.at)].lower()
    other_word = before.scene.text[slice(*before.at)].lower()
    return called.scene.claim(
        called.mention,
        "opposed",
        parts=(
            Part("first", before.mention.span, before.mention.quote),
            before.scene.part("first_word", *before.at),
            called.scene.part("second_word", *called.at),
        ),
        words=(("first", other_word), ("second", word)),
        flags=frozenset(["same_figure"]),
    )
