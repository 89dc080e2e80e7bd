"""Answers of one question: shares listed over a sentence or two, of which each person gives one only.

In:  the scenes of an article.
Out: `survey` claims as in `surveys`, with the flag "single".
     "Asked to tick a single box, 44% were in favour, 31% were against and 14% had no opinion"  →  implied 89
     "the single best lunch … Rinn took 33% of your votes, the van 29%, the bar 21% and scones 25%" →  implied 108

What says so: words for one answer only ("tick one box", "the one way", "could give one answer"), or an answer that is left for
the rest ("undecided", "no opinion") beside two or more others. Words for several answers, or for rounding, keep it quiet.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.span import Span
from checker.model.tables import load_table

# Between two shares of one list: the answer's words, before or behind.
_GLUE = re.compile(r"^\)?[^.:()\d%]{0,110}?(?:[,;–—]|\band\b|\bwhile\b|\bwith\b|\bbut\b|\bto\b)[^.:()\d%]{0,80}$", re.I)
_BRACKETS = re.compile(r"^\)?[^.;:()\d%]{0,60}\($")
_OTHER = re.compile(
    r"\b(?:of (?:those|them|these|whom|men|women)|compared|up from|down from|from \d|against \d|than"
    r"|years? (?:ago|earlier)|among|respectively"
    r"|points?|rise|rose|fell|increase[ds]?|in (?:19|20)\d\d|last year|also|turnout|margin)\b",
    re.I,
)
_SPELLED = {"three": "3", "four": "4", "five": "5", "six": "6"}
_OPTIONS = re.compile(
    rf"\b({'|'.join(_SPELLED)}|[3-6])\s+(?:(?:possible|different|given|set)\s+)?(?:options?|buttons?|choices?|answers?|boxes"
    r"|alternatives|possibilities|candidates|contenders|replies)\b",
    re.I,
)
_UNTOLD = re.compile(r"^[^.\d]{0,60}?\b(?:others?|the rest|remainder|remaining|various|smaller)\b[^.\d]*\.", re.I)
_FEWEST, _FEWEST_LEFT = 3, 2
_LOW, _HIGH = Decimal(98), Decimal(102)
_SENSIBLE = (Decimal(75), Decimal(135))
_LEAD = 4


def find_answers_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for at, scene in enumerate(scenes):
        if scene.passage.block.kind not in ("paragraph", "quote", "list_item"):
            continue
        for shares in _lists(scene):
            yield from _weigh(scenes, at, shares, article)


def _lists(scene: Scene) -> Iterator[Sequence[Mention]]:
    percents = [m for m in scene.quantities if m.kind == "percent"]
    run: list[Mention] = []
    for mention in percents:
        is_plain = mention.quantity.value is not None and 0 < mention.quantity.value < 100
        if run and is_plain and _joined(scene, run[-1], mention):
            run.append(mention)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = [mention] if is_plain else []
    if len(run) >= _FEWEST:
        yield run


def _joined(scene: Scene, one: Mention, other: Mention) -> bool:
    glue = scene.between(one, other)
    return bool(_GLUE.match(glue) or _BRACKETS.match(glue))


def _weigh(scenes: Sequence[Scene], at: int, shares: Sequence[Mention], article: Article) -> Iterator[Claim]:
    scene = scenes[at]
    listing = scene.text[max(0, shares[0].start - 10) : shares[-1].end + 50]
    if _OTHER.search(scene.text[shares[0].end : shares[-1].start]) or not _is_one_whole(scene, shares):
        return
    index = scene.passage.index
    around = " ".join(passage.text for passage in article.passages[max(0, index - _LEAD) : index + 3])
    if _words("several").search(around):
        return
    more = _following(scenes, at)
    total = sum((m.quantity.value for m in shares), Decimal(0))
    is_left = bool(_words("left").search(listing))
    is_single = bool(_words("single").search(around))
    if not (is_left or is_single) or _LOW <= total <= _HIGH or not _SENSIBLE[0] <= total <= _SENSIBLE[1]:
        return
    if any(_LOW <= total + extra <= _HIGH for extra in more):
        return
    # Too little may be an answer that goes untold, unless the words leave no room for one.
    is_closed = is_single and _is_closed(around, shares)
    if total < _LOW and not (is_closed or is_left and (is_single or _is_opposed(listing))):
        return
    # "others made up the remainder": an answer whose share goes untold.
    if total < _LOW and _UNTOLD.match(scene.text[shares[-1].end :]):
        return
    yield _claim(scene, shares)


def _is_closed(around: str, shares: Sequence[Mention]) -> bool:
    """Whether as many answers are told as there were: "there were three buttons", "no other game was named"."""
    if _words("closed").search(around):
        return True
    found = _OPTIONS.search(around)
    return found is not None and _SPELLED.get(found[1].lower(), found[1]) == str(len(shares))


def _following(scenes: Sequence[Scene], at: int) -> list[Decimal]:
    """The shares told in the sentence before and behind, which may complete the list."""
    near = [
        s for s in scenes[max(0, at - 1) : at + 2] if s is not scenes[at] and abs(s.passage.index - scenes[at].passage.index) == 1
    ]
    return [m.quantity.value for s in near for m in s.quantities if m.kind == "percent" and m.quantity.value is not None]


def _is_one_whole(scene: Scene, shares: Sequence[Mention]) -> bool:
    """ "90% of males … 80% of females" are shares of two wholes."""
    behind = [scene.text[m.end : m.end + 30] for m in shares]
    return (
        sum(bool(re.match(r"\s*of\b(?!\s+(?:the\s+)?(?:votes?|your|respondents|those|people|voters))", text)) for text in behind)
        < _FEWEST_LEFT
    )


def _is_opposed(text: str) -> bool:
    return bool(_words("yes").search(text) and _words("no").search(text))


@functools.cache
def _words(name: str) -> re.Pattern[str]:
    table = load_table("checker.claims.tables", "single_answers.yaml")
    forms = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in table[name])
    return re.compile(rf"\b(?:{forms})(?!\w)", re.I)


def _claim(scene: Scene, shares: Sequence[Mention]) -> Claim:
    span = Span(shares[0].span.start, shares[-1].span.end)
    return scene.claim(
        shares[-1],
        "survey",
        parts=(scene.mention_part("first", shares[0]), Part("shares", span, scene.source_text[span.start : span.end])),
        stated=Interval.exactly(Decimal(100)),
        implied=arithmetic.total([Interval.exactly(m.quantity.value) for m in shares]),
        words=(("sum", " + ".join(m.quote for m in shares)),),
        flags=frozenset(["single"]),
    )
