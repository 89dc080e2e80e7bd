"""Multiples: so many times another figure, with both figures in the sentence.

In:  a scene.
Out: `multiple` claims: ``stated`` is what the words multiply by, ``implied`` the quotient of the two figures.
     "900 cases, three times the 200 of 2019"               →  stated [2.55, 3.45], implied [4.3, 4.8]
     "three times as many cases, 900 against 200"           →  the same
     "rose fivefold from 20 to 50"; "a fivefold rise, from 20 to 50"

Verbs that multiply (doubled, tripled) are read with the other changes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import in_sum, is_alike, noun_of, number_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

_NUMBERS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True)) | {"a hundred": 100}
_N = r"(\d{1,3}(?:\.\d)?|" + "|".join(_NUMBERS) + ")"
_FACTOR = re.compile(
    rf"\b(?P<hedge>more than|over|nearly|almost|about|around|some|roughly|just over|just under|at least)?\s*"
    rf"(?:(?P<twice>twice|double)|{_N}[\s-]times|{_N}[\s-]?fold)\b(?P<more>\s+(?:more|higher|larger|bigger|greater|longer))?",
    re.I,
)
# "A, three times the B" and "A is three times as many as the B".
_THE = re.compile(
    r"^\s*(?:(?:as\s+(?:many|much|high|large|big|long|great)(?:\s+[\w'’-]+){0,2}\s+as|than|of)\s+)?"
    r"(?:the|its|their|his|her|a|an)?\s*(?:[\w'’-]+\s+){0,2}(?:of\s+|[\w'’-]+,\s+at\s+)?$",
    re.I,
)
_AHEAD = re.compile(r"^[^.;:()\d]{0,70}?(?:,|–|—|\bis|\bwas|\bwere|\bare|\(|\bor)\s*$", re.I)
# "three times as many cases, 900 against 200".
_PAIR = re.compile(r"^[^.;:\d]{0,60}?[,(:–—]\s*(?:with\s+|at\s+)?$", re.I)
_AGAINST = re.compile(
    r"^(?:\s+(?!to\b|and\b)[\w'’-]+){0,4}?,?\s+(?:against|compared (?:with|to)|versus|vs\.?|as against)\s+(?:just |only |the )?$",
    re.I,
)
_FROM = re.compile(r"^[^.;:\d]{0,50}?\bfrom\s+(?:just |only |about |some )?$", re.I)
_TO = re.compile(r"^(?:\s+[\w'’-]+){0,4}?\s+to\s+(?:about |some |more than )?$", re.I)
# "fivefold, from 12 to 36 tonnes": both ends in one figure.
_SPAN_LEAD = re.compile(r"^[^.;:\d]{0,50}?[, ]\s*$")
_ENDS = re.compile(r"^from\s+[$£€]?([\d,.]+\d|\d)\s+to\s+[$£€]?([\d,.]+\d|\d)", re.I)
_AS_MANY = re.compile(r"^\s*as many ([\w-]+) as ([\w-]+)", re.I)
_KINDS = frozenset(["number", "count", "money", "measure", "percent"])
_MOST = 60
_ROOM = Decimal("0.15")


def find_multiples(scene: Scene) -> Iterator[Claim]:
    if not 0 < len(scene.mentions) <= _MOST:
        return
    for found in _FACTOR.finditer(scene.text):
        factor = _factor(found)
        figures = [m for m in scene.quantities if m.kind in _KINDS and (m.quantity.value is None or m.quantity.value > 0)]
        figures = [m for m in figures if m.end <= found.start() or m.start >= found.end()]
        pair = None if factor is None else _pair(scene, found, figures)
        if pair is not None and is_alike(*pair) and None not in (pair[0].quantity.value, pair[1].quantity.value):
            yield from _claim(scene, found, factor, *pair)


_APPOSED = re.compile(r"^(?:\s+[\w'’-]+){0,5}?\s*[,–—(]\s*(?:an?|some|about|roughly|almost|nearly)?\s*$", re.I)
_THEN = re.compile(
    r"^(?:\s+[\w'’-]+){0,7}?,?\s+(?:and|to|but|then)\s+(?:then\s+|now\s+|by \w+\s+|in \w+\s+)?(?:had\s+|drew\s+|was\s+)?$", re.I
)
_RISE = re.compile(r"^\s*(?:increase|rise|jump|growth|surge|leap)\b(?! (?:from|on|over|in)\b)", re.I)
_GROWTH = re.compile(r"^\s*(?:increase|rise|jump|growth|surge|leap)\b(?! (?:from|on|over)\b)", re.I)


def find_multiples_across(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "In 2001 there were 300 rabbits. Now there are 1,200, a sixfold increase." """
    for before, after in itertools.pairwise(scenes):
        adjacent = before.passage.block.index == after.passage.block.index and after.passage.index == before.passage.index + 1
        for found in _FACTOR.finditer(after.text) if adjacent and "fold" in after.text else ():
            factor = _factor(found)
            figures = [m for m in after.quantities if m.kind in _KINDS and m.end <= found.start()]
            if factor is None or len(figures) != 1 or not _GROWTH.match(after.text[found.end() :]):
                continue
            grown = figures[0]
            bases = [m for m in before.quantities if m.kind in _KINDS and is_alike(m, grown)]
            if len(bases) != 1 or None in (bases[0].quantity.value, grown.quantity.value) or bases[0].quantity.value <= 0:
                continue
            nouns = {noun_of(before, bases[0]), noun_of(after, grown)} - {None}
            if len(nouns) <= 1 and _APPOSED.match(after.text[grown.end : found.start()]):
                yield from _claim(after, found, factor, grown, bases[0])


def _factor(found: re.Match[str]) -> Decimal | None:
    if found["twice"]:
        return Decimal(2)
    text = (found[3] or found[4] or "").lower()
    return Decimal(_NUMBERS[text]) if text in _NUMBERS else Decimal(text) if text else None


def _pair(scene: Scene, found: re.Match[str], figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """(larger as told, smaller as told); None where the words do not tie the factor to two figures."""
    before = [m for m in figures if m.end <= found.start()]
    after = [m for m in figures if m.start >= found.end()]
    if len(after) >= 2:
        lead, glue = scene.text[found.end() : after[0].start], scene.between(after[0], after[1])
        if _PAIR.match(lead) and _AGAINST.match(glue):
            return after[0], after[1]
        if _FROM.match(lead) and _TO.match(glue):
            return after[1], after[0]
    if len(after) == 1 and after[0].quantity.modifier == "range" and _SPAN_LEAD.match(scene.text[found.end() : after[0].start]):
        ends = _ENDS.match(after[0].quote)
        if ends is not None and None not in after[0].quantity.written:
            low, high = after[0].quantity.written
            at = after[0].start
            return (
                number_at(scene, at + ends.start(2), at + ends.end(2), high),
                number_at(scene, at + ends.start(1), at + ends.end(1), low),
            )
    if len(before) >= 2 and (named := _AS_MANY.match(scene.text[found.end() :])) is not None:
        # "600 sheep and 200 goats, four times as many sheep as goats"
        first, second = (next((m for m in before[-2:] if _is_of(scene, m, word)), None) for word in named.groups())
        if first is not None and second is not None and first is not second:
            return first, second
    if len(before) >= 2 and _RISE.match(scene.text[found.end() :]) and _APPOSED.match(scene.text[before[-1].end : found.start()]):
        # "3,000 in 2001 and 9,000 in 2019, a fivefold increase"
        if _THEN.match(scene.between(before[-2], before[-1])) and (before[-2].quantity.value or 0) < (
            before[-1].quantity.value or 0
        ):
            return before[-1], before[-2]
    if before and after and _AHEAD.match(scene.text[before[-1].end : found.start()]):
        if _THE.match(scene.text[found.end() : after[0].start]):
            return before[-1], after[0]
    return None


def _is_of(scene: Scene, mention: Mention, word: str) -> bool:
    return bool(re.match(rf"\s+(?:\w+\s+)?{re.escape(word)}\b", scene.text[mention.end :], re.I))


def _claim(scene: Scene, found: re.Match[str], factor: Decimal, after: Mention, before: Mention) -> Iterator[Claim]:
    implied = arithmetic.ratio(in_sum(after), in_sum(before))
    if implied is None:
        return
    yield scene.claim(
        after,
        "multiple",
        parts=(
            scene.mention_part("before", before),
            scene.mention_part("after", after),
            scene.part("verb", found.end() - len(found[0].lstrip()), found.end()),
        ),
        before=before.quantity.allows,
        after=after.quantity.allows,
        stated=_allowed(factor, (found["hedge"] or "").lower(), bool(found["more"])),
        implied=implied,
        direction="up",
        words=(("verb", found[0].strip()), ("implied_direction", "")),
    )


def _allowed(factor: Decimal, hedge: str, more: bool) -> Interval:
    """Three times more may mean three or four times as many."""
    room = factor * _ROOM
    if hedge in ("more than", "over", "just over", "at least"):
        return Interval.between(factor * Decimal("0.97"), factor * Decimal("1.5") + (1 if more else 0))
    if hedge in ("nearly", "almost", "just under"):
        return Interval.between(factor - room, factor + room / 5 + (1 if more else 0))
    return Interval.between(factor - room, factor + room + (1 if more else 0))
