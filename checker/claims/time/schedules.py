"""Schedules: works, shows and closures that end before they begin.

In:  the scenes of an article.
Out: `happening` claims with flag "order", as in sequences.py: ``stated`` the day of the end, ``implied`` from the beginning
     "Work begins on 14 October … the lane should be open again by 2 October"
     "The exhibition opens on 9 May … until it closes on 2 April"

Only where the article tells one beginning and one end by the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.acts import words
from checker.claims.time.durations import LONGEST_SENTENCE, day_told
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval

_ON = r"(?: (?!and\b|but\b|until\b|when\b|before\b|after\b)[\w'’-]+){0,4}?(?: (?:on|from))? $"
_BEGINS = re.compile(
    r"\b(begins?|starts?|(?<!be )opens?(?! again)|commences?|gets? under ?way"
    r"|(?:will|to) (?:begin|start|open|commence|get under ?way)"
    rf"|closes?|(?:will|to) (?:close|shut|be (?:shut|closed))|(?:is|are) (?:closed|shut)){_ON}",
    re.I,
)
_ENDS = re.compile(
    r"\b((?:be )?(?:open again|back in use|back to normal)|reopens?|re-opens?|(?:have )?finished|finish(?:es)?|be completed?"
    r"|ends?|complete|closes?|close|(?:be |all )?(?:over|done)|runs?|lasts?|wraps? up)"
    r"(?: (?!and\b|but\b|when\b|before\b|after\b)[\w'’-]+){0,3}?(?: (?:by|on|until|till))? $",
    re.I,
)
_CLOSING = re.compile(r"clos|shut", re.I)
_REOPENING = re.compile(r"open again|back|re-?open", re.I)
# Of the words that tell of more than one of a kind, these are said of works and what they close.
_AGAIN_OPEN = re.compile(r"\b(?:(?:open|reopen) again|expected|due|planned|scheduled|if)\b")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """A beginning or an end: the words that tell it, the last noun before them, and its day."""

    scene: Scene
    time: Mention
    day: int
    told: str
    subject: str


def find_schedules(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [s for s in scenes if len(s.text) <= LONGEST_SENTENCE and not words().again.search(_AGAIN_OPEN.sub("", s.text))]
    begins = [turn for scene in scenes for turn in _turns(scene, _BEGINS)]
    ends = [turn for scene in scenes for turn in _turns(scene, _ENDS) if not any(turn.time is other.time for other in begins)]
    ends += [turn for turn in begins if _CLOSING.match(turn.told)]
    for begin in begins:
        for end in ends:
            if end.time is begin.time or not 0 < _days_between(end, begin) < _LONGEST or not _are_one(begin, end):
                continue
            alike = {turn.day for turn in (*begins, *ends)}
            if len(alike) == 2:
                yield _claim(begin, end)


def _days_between(end: Turn, begin: Turn) -> int:
    """From the end to the beginning. Days without a year are those of one year."""
    apart = begin.day - end.day
    written = re.search(r"\d{4}", end.time.quote + begin.time.quote)
    return apart if written else (apart + 182) % 365 - 182


def _turns(scene: Scene, pattern: re.Pattern[str]) -> Iterator[Turn]:
    for time in scene.times:
        day = day_told(time.period.timex or "")
        prefix = re.match(r"(?:on|by|until|till|from) ", time.quote, re.I)
        if day is None or day[1] != 1 or not re.search(r"\d", time.quote):
            continue
        lead = scene.text[: time.start] + (prefix.group() if prefix else "")
        found = pattern.search(lead, max(0, len(lead) - 90))
        if found is not None:
            yield Turn(scene, time, day[0].toordinal(), found.group(1), _noun_before(scene, found.start()))


def _noun_before(scene: Scene, offset: int) -> str:
    """The subject of the verb at *offset*, in lower case; "" where there is none."""
    tree = scene.tree
    at = None if tree is None else tree.token_at(offset)
    for _ in range(5):
        if at is None:
            return ""
        subject = tree.child(at, "nsubj", "nsubjpass")
        if subject is not None:
            return tree.lowers[subject]
        if tree.heads[at] == at:
            return ""
        at = tree.heads[at]
    return ""


def _are_one(begin: Turn, end: Turn) -> bool:
    works = begin.subject in words().works
    closing = _CLOSING.search(begin.told) is not None
    if _REOPENING.search(end.told):
        return works or closing
    if closing:
        return False
    if end.subject == begin.subject and begin.subject not in ("", "it", "they", "we", "he", "she"):
        return True
    pronoun = end if end.subject in ("it", "they") else begin if begin.subject in ("it", "they") else None
    if pronoun is not None:
        other = begin if pronoun is end else end
        near = abs(begin.scene.passage.index - end.scene.passage.index) <= 1
        return near and other.subject not in ("", "it", "they", "we", "he", "she")
    return works and (end.subject in words().works or end.subject in words().general)


def _claim(begin: Turn, end: Turn) -> Claim:
    last = begin.day - _days_between(end, begin)
    return end.scene.claim(
        end.time,
        "happening",
        parts=(begin.scene.mention_part("other", begin.time),),
        stated=Interval.exactly(Decimal(last)),
        implied=Interval(Bound(Decimal(begin.day)), None),
        words=(("act", f"{end.told} {end.time.quote}"), ("other", f"{begin.told} {begin.time.quote}")),
        flags=frozenset(["order"]),
    )
