"""Scores at the interval: what a side had by then it cannot have lost by the end.

In:  the scenes of an article.
Out: a `score` claim with the flag "apart": ``stated`` is how many points were lost again, ``implied`` 0; the part "other"
     is the final score, ``words.result`` is "interval".
     "led Penarvon 20-10 at half-time … Final score: Penarvon 27, Blackthorn 18"  →  stated 2, implied 0

The words stand in tables/results.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims.durations import LONGEST_SENTENCE
from checker.claims.results import FARTHEST, is_of_other_time, result_claim, scores_of
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.tables import load_table

_SCORE = r"(\d{1,3})\s?[-–]\s?(\d{1,3})"
_SIDES = re.compile(r"\b\d{1,2}-\d{1,2} (?:to|against) \d{1,2}-\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of this page: see tables/results.yaml."""

    interval: re.Pattern[str]
    leads: str
    trails: str
    beats: str
    ended: re.Pattern[str]
    losing: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "results.yaml")
    told = {name: "|".join(rows[name]) for name in rows}
    return Words(
        re.compile(rf"\b(?:{told['interval']})\b", re.I),
        told["leads"],
        told["trails"],
        told["beats"],
        re.compile(rf"\b(?:{told['ended']})\b", re.I),
        re.compile(rf"^(?:But |Yet |Still,? )?(?:they|it|the hosts|the home side) [^.;\d]{{0,30}}\b(?:{told['losing']})\b", re.I),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A score with the name of the side that has more, and of the other side; None where the words do not tell."""

    scene: Scene
    place: Part
    high: Decimal
    low: Decimal
    ahead: str | None
    behind: str | None


_NAME = r"((?:[A-Z][\w'’&.-]+)(?: [A-Z][\w'’&.-]+){0,2})"


@functools.cache
def _standings() -> tuple[tuple[re.Pattern[str], str], ...]:
    between = r"(?:(?! \d)[^.;:\d]){0,60}?"
    lead, trail, beat = words().leads, words().trails, words().beats
    return (
        (re.compile(rf"{_NAME} (\d{{1,3}}),? {_NAME} (\d{{1,3}})(?![\d-])"), "pair"),
        (re.compile(rf"{_NAME} (\d{{1,3}}) ?[-–] ?(\d{{1,3}}) {_NAME}"), "dash"),
        (re.compile(rf"{_NAME} (?:{beat}) (?:the )?{_NAME}{between} (?:by )?{_SCORE}"), "beat"),
        (re.compile(rf"\b(?:[Ll]eading|[Aa]head|[Uu]p){between} {_SCORE}[^.;\d]{{0,40}}?, (?:the )?{_NAME}"), "ahead"),
        (re.compile(rf"\b(?:[Tt]railing|[Bb]ehind|[Dd]own){between} {_SCORE}[^.;\d]{{0,40}}?, (?:the )?{_NAME}"), "down"),
        (re.compile(rf"{_NAME}(?: \w+)? (?:{lead})(?: (?:the )?{_NAME})?{between} {_SCORE}"), "lead"),
        (re.compile(rf"{_NAME}(?: \w+)? (?:{trail})(?: (?:to )?(?:the )?{_NAME})?{between} {_SCORE}"), "trail"),
    )


def _plain(name: str | None) -> str | None:
    """The name as it is told elsewhere: without what a sentence puts before it."""
    return None if name is None else re.sub(r"^(?:The|It|Final|Finished) ", "", name)


def _standing(scene: Scene) -> Standing | None:
    for pattern, order in _standings():
        found = pattern.search(scene.text)
        if found is None:
            continue
        groups = found.groups()
        if order in ("pair", "dash"):
            one, other = (groups[0], groups[2]) if order == "pair" else (groups[0], groups[3])
            first, second = (groups[1], groups[3]) if order == "pair" else (groups[1], groups[2])
            first, second, span = Decimal(first), Decimal(second), (found.start(), found.end())
            if second > first:
                one, other = other, one
        elif order in ("ahead", "down"):
            one, other = (groups[2], None) if order == "ahead" else (None, groups[2])
            first, second, span = Decimal(groups[0]), Decimal(groups[1]), (found.start(1), found.end(2))
        else:
            one, other, first, second = groups[0], groups[1], Decimal(groups[2]), Decimal(groups[3])
            span = (found.start(3), found.end(4))
            if order == "trail":
                one, other = other, one
        return Standing(scene, scene.part("other", *span), max(first, second), min(first, second), _plain(one), _plain(other))
    scores = scores_of(scene)
    if len(scores) != 1:
        return None
    low, high = sorted(scores[0].quantity.written)
    return Standing(scene, scene.mention_part("other", scores[0]), high, low, None, None)


def find_standings(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """The score at the interval and at the end, told in two sentences."""
    scenes = [s for s in scenes if len(s.text) <= LONGEST_SENTENCE and s.passage.block.cell is None]
    # Goals and points: each side has a pair of its own.
    if any(_SIDES.search(s.text) for s in scenes):
        return
    halves = [s for s in scenes if words().interval.search(s.text) and len(scores_of(s)) == 1]
    if len(halves) != 1:
        return
    interim = _standing(halves[0])
    if interim is None:
        return
    for scene in scenes:
        if scene is halves[0] or abs(scene.passage.index - halves[0].passage.index) > FARTHEST:
            continue
        final = _standing(scene)
        if final is not None and final.ahead is None and words().losing.match(scene.text):
            final = replace(final, behind=interim.ahead)
        if final is None or is_of_other_time(scene.text) or not _is_end(scene, interim, final):
            continue
        lost = max(Decimal(0), interim.high - final.high, interim.low - final.low)
        if interim.ahead is not None and interim.ahead in (final.behind, final.ahead):
            mine, theirs = (final.high, final.low) if interim.ahead == final.ahead else (final.low, final.high)
            lost = max(lost, interim.high - mine, interim.low - theirs)
        head = scores_of(halves[0])[0]
        yield result_claim(halves[0], head, lost, Decimal(0), final.place, "interval")
        return


def _is_end(scene: Scene, interim: Standing, final: Standing) -> bool:
    names = {interim.ahead, interim.behind} - {None}
    shared = names & {final.ahead, final.behind}
    return bool(words().ended.search(scene.text)) and (not names or bool(shared) or final.ahead is None) or len(shared) == 2
