"""Scenes: one passage with its tree, mentions and frames, as the recognisers of this room see it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.claims import circumstances as around
from checker.claims.frame import Frame, frame_of
from checker.claims.vocabulary import vocabulary
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import QUANTITY_KINDS, TIME_KINDS, Mention
from checker.model.period import Period
from checker.model.text import Passage
from checker.model.tree import Tree

_QUOTE = re.compile(r"[“\"][^”\"]{2,600}[”\"]")


# "Recently", "annual", "now": words of time that date no figure, and would hide the date that does.
_LOOSE = re.compile(r"(?:\w+ly|annual|(?:.*\b)?(?:now|present|moment|recent|recently|future|coming)\b.*)$", re.IGNORECASE)


def _is_loose(mention: Mention) -> bool:
    timex = mention.period.timex or ""
    return (mention.kind == "set" or timex.endswith("_REF")) and _LOOSE.match(mention.quote) is not None


@dataclass(frozen=True)
class Scene:
    """``mentions`` in text order; ``source_text`` is the whole source, to quote from."""

    passage: Passage
    mentions: tuple[Mention, ...]
    tree: Tree | None
    source_text: str
    anchor: dt.date | None = None

    @cached_property
    def quantities(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if m.kind in QUANTITY_KINDS and m.quantity is not None and m.fault is None)

    @cached_property
    def times(self) -> tuple[Mention, ...]:
        found = (m for m in self.mentions if m.kind in TIME_KINDS and m.period is not None and m.fault is None)
        return tuple(m for m in found if not _is_loose(m))

    @cached_property
    def frames(self) -> Mapping[Mention, Frame]:
        found = ((m, frame_of(m, self.tree)) for m in self.quantities)
        return {mention: frame for mention, frame in found if frame is not None}

    @cached_property
    def quotes(self) -> Sequence[tuple[int, int]]:
        return [found.span() for found in _QUOTE.finditer(self.passage.text)]

    @property
    def text(self) -> str:
        return self.passage.text

    def between(self, first: Mention, second: Mention) -> str:
        """The passage's words between two mentions."""
        return self.text[first.end : second.start]

    def before(self, mention: Mention, length: int = 40) -> str:
        """Up to *length* characters of the passage before the mention."""
        return self.text[max(0, mention.start - length) : mention.start]

    def part(self, role: str, start: int, end: int) -> Part:
        """A piece of evidence from passage offsets."""
        span = self.passage.span(start, end)
        return Part(role, span, self.source_text[span.start : span.end])

    def mention_part(self, role: str, mention: Mention) -> Part:
        return Part(role, mention.span, mention.quote)

    def tokens_part(self, role: str, first: int, past: int) -> Part:
        return self.part(role, self.tree.starts[first], self.tree.ends[past - 1])

    def claim(self, mention: Mention, shape: str, **fields) -> Claim:
        """A claim at *mention* with all circumstances read; *fields* override. Parts given come after "quantity"."""
        parts = (self.mention_part("quantity", mention), *fields.pop("parts", ()))
        base = self.bases.get(mention)
        if base is None:
            base = _bare(self, mention)
        fields["flags"] = base.flags | fields.get("flags", frozenset())
        return replace(base, shape=shape, parts=parts, **fields)

    def dated_claim(self, time: Mention, shape: str, **fields) -> Claim:
        """As `claim`, at the mention of a time; the time itself dates nothing but its own sentence."""
        frame = frame_of(time, self.tree)
        base = _bare(self, time) if frame is None else _base(self, time, frame)
        return replace(base, shape=shape, parts=(self.mention_part("quantity", time),), time=None, **fields)

    @cached_property
    def bases(self) -> Mapping[Mention, Claim]:
        return {mention: _base(self, mention, frame) for mention, frame in self.frames.items()}


def scenes_of(article: Article) -> Iterator[Scene]:
    """A scene for each passage that holds a mention."""
    for passage, mentions in zip(article.passages, article.mentions, strict=True):
        if mentions:
            yield Scene(passage, mentions, article.trees.get(passage.index), article.source.text, article.setting.anchor)


def every_scene(scenes: Sequence[Scene], article: Article) -> Iterator[Scene]:
    """*scenes* and, for the passages without a mention, scenes that hold their words only."""
    told = {scene.passage.index: scene for scene in scenes}
    for passage in article.passages:
        yield told.get(passage.index) or Scene(passage, (), None, article.source.text, article.setting.anchor)


def _bare(scene: Scene, mention: Mention) -> Claim:
    return Claim(
        id="",
        shape="level",
        kind=mention.kind,
        span=mention.span,
        quote=mention.quote,
        passage=scene.passage.index,
        block=scene.passage.block.kind,
        parts=(),
        quantity=mention.quantity,
        time=mention.period,
    )


def _base(scene: Scene, mention: Mention, frame: Frame) -> Claim:
    tree = frame.tree
    time = None if frame.determiner in around.POINTING else around.time_of(frame, scene.times)
    period = time.period if time is not None else None
    aggregation = around.aggregation_of(frame, period, scene.text)
    if aggregation == "cumulative" and (period is None or _is_closed(period)):
        # "Since it was set up in 2010 … in all": the time told is where the total starts, not where it ends.
        period = _until_now(scene.anchor)
    modality, polarity = around.modality_of(frame)
    measure, subject = _measure(frame), _subject(frame)
    places = around.places_of(tree, range(len(tree)))
    return replace(
        _bare(scene, mention),
        measure=measure,
        subject=subject,
        predicate=tree.lemmas[frame.verb] if frame.verb is not None else None,
        place=places[0][0] if len({code for code, *_ in places}) == 1 else None,
        time=period,
        aggregation=aggregation,
        basis=around.basis_of(frame),
        polarity=polarity,
        modality=modality,
        speaker=around.speaker_of(frame) or None,
        direct=around.is_quoted(frame, scene.quotes),
        scope=around.scope_of(frame),
        direction=vocabulary().direction(tree.lemmas[frame.verb]) if frame.verb is not None else None,
        flags=frozenset([*_reference(frame), *_standing(scene, mention), *_happening(frame, scene)]),
        terms=frame.terms,
    )


_INDEFINITE = frozenset("a an some another".split())
_ADDING = frozenset(["also", "additionally", "separately", "meanwhile"])


def _reference(frame: Frame) -> Iterator[str]:
    """Whether the words point back to something known, or bring in something new; "new_subject": "a fire in Malmo killed 17";
    "added": "it also spends 40"."""
    if frame.determiner in around.POINTING:
        yield "definite"
    elif frame.determiner in _INDEFINITE:
        yield "indefinite"
    subject, tree = frame.subject, frame.tree
    if subject is not None and subject != frame.anchor and any(tree.lowers[at] in _INDEFINITE for at in tree.children[subject]):
        yield "new_subject"
    if frame.verb is not None and any(tree.lowers[at] in _ADDING for at in tree.children[frame.verb]):
        yield "added"


# "In a crash on the M4", "A blaze at the mill in 1987": another happening than the one told of before.
ANOTHER = re.compile(
    r"\b(?:(?:in|over|after|at|during|by) (?:an?|another)|^an?|^another) (?:[\w-]+ ){0,2}?"
    r"(?:crash|fire|blaze|accident|collision|explosion|flood"
    r"|storm|attack|raid|shooting|quake|earthquake|break-in|burglary|robbery|riot|protest|incident|derailment|match|avalanche)\b",
    re.I,
)


def _happening(frame: Frame, scene: Scene) -> Iterator[str]:
    if frame.events:
        yield "event"
        if ANOTHER.search(scene.text):
            yield "another_event"
    elif frame.mention.quote.lower() == "one":
        # "One pumpkin soup" names a thing rather than counts it; "one killed" counts.
        yield "alone"


_BASE = re.compile(
    r"\b(?:the(?: \w+)? record \w+ of"
    r"|from|against|compared (?:with|to)|versus|vs\.?|previous(?:ly)?|former(?:ly)?|earlier|original(?:ly)?"
    r"|instead of|rather than|up on|down on)"
    r"(?: (?:the|a|an|its|their|record of|total of|\w+ of))? $",
    re.I,
)


_OF_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|our|that|this|\w+['’]s)\s+(?:[\w-]+\s){1,3}of\s$", re.I)


def _standing(scene: Scene, mention: Mention) -> Iterator[str]:
    """ "base" for the figure that another is held against ("from 95", "compared with £80m", "the previous record of 70"),
    "bracketed" for one right behind an opening bracket."""
    if _BASE.search(scene.before(mention)):
        yield "base"
    if scene.before(mention, 1) == "(":
        yield "bracketed"
    if _OF_DEFINITE.search(scene.before(mention)):
        yield "of_definite"


def _is_closed(period: Period) -> bool:
    ends = (period.start, period.end) if period.start is not None or period.end is not None else period.offset or (None, None)
    return None not in ends or ends == (None, None)


def _until_now(anchor: dt.date | None) -> Period:
    """A running total without an end runs to the anchor date, also where that is unknown."""
    end = None if anchor is None else dt.datetime.combine(anchor, dt.time())
    return Period(None, end, "day", offset=(None, 0))


def _measure(frame: Frame) -> str | None:
    if frame.events:
        return " and ".join(sorted(frame.events))
    words = vocabulary()
    if frame.noun is not None:
        return words.noun(frame.tree.lemmas[frame.noun.token])
    if frame.verb is not None and frame.tree.lemmas[frame.verb] != "be":
        return frame.tree.lemmas[frame.verb]
    return None


def _subject(frame: Frame) -> str | None:
    """For events the ones counted; for amounts whose they are."""
    words, roles = vocabulary(), dict.fromkeys(("mod", "of", "subject"), ())
    for role, lemma in frame.terms:
        if role in roles:
            roles[role] = (*roles[role], lemma)
    if frame.events:
        noun = words.noun(frame.tree.lemmas[frame.noun.token]) if frame.noun is not None else "person"
        adjectives = [lemma for lemma in roles["mod"] if not any(words.event(part, lemma) for part in ("adj", "verb", "noun"))]
        if words.event("noun", noun) is not None or noun in ("toll", "victim", "casualty"):
            noun = "person"
        return " ".join([*adjectives, noun])
    own = words.noun(frame.tree.lemmas[frame.noun.token]) if frame.noun is not None else None
    chosen = roles["of"] or roles["mod"] or tuple(lemma for lemma in roles["subject"] if lemma != own)
    return " ".join(chosen[:4]) or None
