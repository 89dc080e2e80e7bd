"""Pairs: one measure's figure and what it was before, in a sentence or over two.

In:  the scenes of an article.
Out: `Pair`s, the earlier figure and the later one, with the words that they share with what is told of them elsewhere.
     "7,560, where in 2001 there were 8,400"                             →  8,400 before, 7,560 after
     "covered 300 hectares in 2004. By this summer it was 1,500 hectares" →  300 before, 1,500 after
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.topics import alternatives, masked, stem, topic
from checker.claims.figures import COUNTS, is_alike, noun_of
from checker.claims.scene import Scene
from checker.claims.vocabulary import vocabulary
from checker.model.mention import Mention

_KINDS = frozenset(["number", "count", "money", "percent", "measure", "duration"])
# A sentence with more figures than this is a list.
_MOST = 9
_WORDS = r"(?:[^.;:()\d]|\((?=[^()]{1,30}\))|(?<=[a-zT])\)){0,70}?"
_THE = (
    r"(?:(?:the|an?|its|their|just|only|some|about|around|nearly|roughly|figure|total|level|of|that|record"
    r"|high|low|peak|rate)\s+){0,4}"
)
# "4,310 last year from 3,975", "£2.6m, as against £1.2m", "96, whereas in 2015 there were 18".
_BACKWARDS = re.compile(
    rf"^{_WORDS}(?:\bfrom|\b(?:as )?against|\bcompared (?:with|to)|\bcompares (?:with|to)|\bversus|\bvs\.?"
    rf"|\b(?:up|down) (?:on|from)|PP? (?:more|fewer|less|higher|lower|larger|bigger|smaller) than"
    rf"|\b(?:where(?:as)?|while|when|but)\b{_WORDS}\b(?:was|were|had|stood at|had been|used to be|got|paid|cost"
    rf"|sold|numbered))\s+{_THE}$",
    re.I,
)
_TIMED = re.compile(r"\b(?:where(?:as)?|while|when|but)\b", re.I)
_FROM = re.compile(rf"\bfrom\s+{_THE}$", re.I)
_TO = re.compile(rf"^(?:[^.;:()\d]{{0,40}}?)\b(?:to|into)\s+{_THE}$", re.I)
# "40 in 2010 and 90 in 2019", "40 then, 90 now"
_AND = re.compile(r"^[^.:()\d]{3,90}$", re.I)
# "42 days (2019: 30 days)", "3,150 (2,500 a year ago)"
_BRACKET = re.compile(r"^[^.;:()\d]{0,30}\((?:[^()\d;]{0,30}[:,]?\s*)?$")
_FROM_TO = re.compile(r"^from\s+(\S[^()]*?)\s+to\s+(\S.*)$", re.I)
_NEAR, _BEHIND = 30, 45
_CLAUSE_END = re.compile(r"[,;.()–—]|\band\b|\bbut\b")
_PRESENT = re.compile(r"\b(?:stands?|is|are|has|costs?|sells?|pays?|numbers)\b", re.I)
_WAS = re.compile(r"\b(?:was|were|stood|had|paid|cost|sold)\b", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_REACH = 2
_LAST = 2
_CHANGED = re.compile(
    rf"\b(?:{alternatives('up_verbs', 'down_verbs')}|doubled|trebled|tripled|quadrupled|halved|went|go|going"
    rf"|goes|gone|moved?|moving|edged|inched|crept|ticked|drifted|eased|shifted|swung|changed|took|taking|taken|brought|up|down)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and the scene that tells it."""

    scene: Scene
    mention: Mention


@dataclass(frozen=True, slots=True)
class Pair:
    """What a measure was and what it is. ``is_bare``: neither figure names what it counts, so that the words around do."""

    before: Place
    after: Place
    topic: frozenset[str]
    is_bare: bool = False

    @property
    def passages(self) -> tuple[int, int]:
        found = sorted((self.before.scene.passage.index, self.after.scene.passage.index))
        return found[0], found[1]

    @property
    def direction(self) -> str | None:
        before, after = self.before.mention.quantity.value, self.after.mention.quantity.value
        return None if before == after else "up" if after > before else "down"


def find_pairs(scenes: Sequence[Scene], amounts: Collection[Mention] = ()) -> Iterator[Pair]:
    """In text order; each figure is in one pair only, in a pair of its own sentence first. *amounts* are no levels."""
    taken: set[Mention] = set(amounts)
    for scene in scenes:
        for before, after in _within(scene, amounts):
            if before not in taken and after not in taken:
                taken.update((before, after))
                yield _pair(Place(scene, before), Place(scene, after))
    for at, first in enumerate(scenes):
        for second in scenes[at + 1 : at + 1 + _REACH]:
            if second.passage.index - first.passage.index > _REACH:
                break
            for before, after in _over(first, second, amounts):
                if before.mention not in taken and after.mention not in taken:
                    taken.update((before.mention, after.mention))
                    yield _pair(before, after)


def _pair(before: Place, after: Place) -> Pair:
    places = (before, after)
    words = topic(before.scene.text) | topic(after.scene.text)
    is_bare = all(place.mention.kind not in COUNTS or noun_of(place.scene, place.mention) is None for place in places)
    return Pair(before, after, words, is_bare)


def figures(scene: Scene) -> list[Mention]:
    found = [m for m in scene.quantities if m.kind in _KINDS and m.quantity.value is not None and m.quantity.value > 0]
    return [m for m in found if not (m.kind == "number" and re.fullmatch(r"one|a|an", m.quote.strip(), re.I))]


def _within(scene: Scene, amounts: Collection[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """(before, after) of one sentence."""
    yield from _spans(scene)
    found = [m for m in figures(scene) if m not in amounts]
    if not 2 <= len(found) or len(found) > _MOST:
        return
    text = masked(scene, amounts)
    for first, second in zip(found, found[1:], strict=False):
        glue = text[first.end : second.start]
        if not is_one_measure(scene, first, scene, second):
            continue
        if _FROM.search(text[max(0, first.start - 40) : first.start]) and _TO.match(glue):
            if _CHANGED.search(text[: first.start]) or _CHANGED.search(text[first.end : second.end + _BEHIND]):
                yield first, second
        elif _BRACKET.match(glue) and _near_era(scene, second, text) not in (None, 1):
            yield second, first
        elif _BACKWARDS.match(glue) and (not _TIMED.search(glue) or _era(scene, second) is not None):
            yield second, first
        elif _AND.match(glue):
            order = _order(_near_era(scene, first, text), _near_era(scene, second, text))
            if order:
                yield (first, second) if order > 0 else (second, first)


def _spans(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    """ "would go from $1,450 to $1,740": both ends were read as one range."""
    for mention in scene.quantities:
        low, high = mention.quantity.written
        if mention.kind not in _KINDS or mention.quantity.modifier != "range" or None in (low, high) or min(low, high) <= 0:
            continue
        found = _FROM_TO.match(mention.quote)
        if found is None or not _CHANGED.search(scene.text[max(0, mention.start - 60) : mention.start]):
            continue
        yield (
            _end(scene, mention, found.start(1), found.end(1), (low, high)),
            _end(scene, mention, found.start(2), found.end(2), (high, low)),
        )


def _end(scene: Scene, mention: Mention, start: int, end: int, values: tuple[Decimal, Decimal]) -> Mention:
    """One end of a range as a figure of its own; the other one tells how it was rounded."""
    first, past = mention.start + start, mention.start + end
    span = scene.passage.span(first, past)
    quantity = replace(
        mention.quantity, written=(values[0], values[0]), allows=arithmetic.near(values[0], values[1:]), modifier="exact"
    )
    quote = scene.source_text[span.start : span.end]
    return replace(mention, start=first, end=past, span=span, quote=quote, core=(first, past), quantity=quantity)


def _over(first: Scene, second: Scene, amounts: Collection[Mention]) -> Iterator[tuple[Place, Place]]:
    """(before, after) of two sentences, each with one such figure."""
    here, there = ([m for m in figures(scene) if m not in amounts] for scene in (first, second))
    if len(here) > _MOST or len(there) > _MOST:
        return
    for one in here:
        if sum(is_alike(one, m) for m in here) != 1:
            continue
        others = [m for m in there if is_alike(one, m)]
        if len(others) != 1 or not is_one_measure(first, one, second, others[0]):
            continue
        order = _order(_era_over(first, one), _era_over(second, others[0]))
        if order:
            places = (Place(first, one), Place(second, others[0]))
            yield places if order > 0 else places[::-1]


def is_one_measure(first: Scene, one: Mention, second: Scene, other: Mention) -> bool:
    """Whether both may be figures of one thing by their units and nouns."""
    if (one.kind, other.kind) == ("number", "percent") and first is second:
        # "from 5.1 to 5.4 per cent"
        return bool(_TO.match(first.between(one, other))) and _FROM.search(first.before(one)) is not None
    if {one.kind, other.kind} in ({"money", "number"}, {"measure", "number"}):
        # "328.5 mln dlrs, up from 276.5 mln": the unit is told once.
        scales = [re.search(r"\b(?:thousand|million|billion|mln|bn|m)\b", m.quote) for m in (one, other)]
        return first is second and all(scales) and Decimal("0.2") < other.quantity.value / one.quantity.value < 5
    if not is_alike(one, other) or one.kind == "money" and one.quantity.per != other.quantity.per:
        return False
    if one.kind not in COUNTS or other.kind not in COUNTS:
        return True
    names = {stem(noun) for noun in (noun_of(first, one), noun_of(second, other)) if noun is not None}
    return len({vocabulary().noun(name) for name in names}) <= 1


# What tells when a figure held: -1 for the past, a year, +1 for now; 0 for a mere "was", which is past beside a "now".
def _era(scene: Scene, mention: Mention) -> int | None:
    """The time that the sentence gives the figure; None where it gives none."""
    years = [int(year) for m in scene.times for year in _YEAR.findall(m.quote)]
    if (said := _past().search(scene.text)) is not None:
        return _era_of(said)
    if _now().search(scene.text):
        return 1
    if years:
        return max(years) if len(years) == 1 else None
    if scene.times and _WAS.search(scene.text):
        return -1
    return 1 if _PRESENT.search(scene.text) and not scene.times else None


def _era_over(scene: Scene, mention: Mention) -> int | None:
    """As `_era`; "The tax was 12 per cent. It is now 15" tells the past by its verb alone."""
    era = _era(scene, mention)
    return 0 if era is None and not scene.times and _WAS.search(scene.text) else era


def _near_era(scene: Scene, mention: Mention, text: str) -> int | None:
    """As `_era`, by the words right behind the figure or, where those say nothing, by those before it in its clause.

    *text* is the scene's with times and amounts masked, so that the digits left are figures.
    """
    behind = re.split(r"\d", text[mention.end : mention.end + _NEAR])[0]
    end = _CLAUSE_END.search(behind)
    here = scene.text[mention.end : mention.end + (end.start() if end else len(behind))]
    before = re.split(r"\d|[;.()]|\band\b|\bbut\b", text[max(0, mention.start - 2 * _NEAR) : mention.start])[-1]
    for words, nearest in ((here, min), (scene.text[mention.start - len(before) : mention.start], max)):
        found = [(m.start(), int(m[0])) for m in _YEAR.finditer(words)]
        found += [(m.start(), _era_of(m)) for m in _past().finditer(words)] + [(m.start(), 1) for m in _now().finditer(words)]
        if found:
            return nearest(found)[1]
    return 0 if _WAS.search(words) else None


def _era_of(said: re.Match[str]) -> int:
    return _LAST if said[0].lower() == "last" else -1


def _past() -> re.Pattern[str]:
    return _pattern("past")


def _now() -> re.Pattern[str]:
    return _pattern("now")


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(name)})\b", re.I)


def _order(one: int | None, other: int | None) -> int:
    """1 where *one* is the earlier, -1 where the other is, 0 where the words do not say."""
    # "Last autumn" is past beside a "now", and later than a year told by its number.
    one, other = (
        era if era != _LAST else (3000 if against is not None and against > _LAST else -1)
        for era, against in ((one, other), (other, one))
    )
    if one == other or 0 in (one, other) and 1 not in (one, other) or None in (one, other) and (one or other) == 1:
        return 0
    first, second = (3000 if era in (None, 1) else era for era in (one, other))
    if first == second:
        return 0
    return 1 if first < second else -1
