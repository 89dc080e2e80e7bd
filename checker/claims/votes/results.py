"""Results told apart: a vote or a match in one sentence, its margin in another.

In:  the scenes of an article.
Out: `score` claims with the flag "apart": ``stated`` is what is told, ``implied`` what the result gives; the part "other"
     is the result, ``words.comes`` what it comes to.
     "polled 4,812 votes to the 4,377 of Tranter … Her majority of 535"   →  stated 535, implied 435
     "won 28-21 … the six-point win"                                      →  stated 6, implied 7

The words stand in tables/results.yaml. An article with several results is left alone unless margin and result are neighbours.
Scores at the interval and seasons are in standings.py.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.claims.votes.votes import divisions_of, is_threshold
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_COUNTS = frozenset(["number", "count"])
FARTHEST = 14
_LEAST_POLLED = 60


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/results.yaml."""

    polled: re.Pattern[str]
    against: re.Pattern[str]
    runner_up: re.Pattern[str]
    not_second: re.Pattern[str]
    margin_before: re.Pattern[str]
    margin_after: re.Pattern[str]
    votes_after: re.Pattern[str]
    other_time: re.Pattern[str]
    holding: re.Pattern[str]
    points_after: re.Pattern[str]
    by_points: re.Pattern[str]
    not_final: re.Pattern[str]
    extreme: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "results.yaml")
    told = {name: "|".join(rows[name]) for name in rows}
    hedge = r"(?:just |only |exactly |a mere |some |no fewer than |a |an )*"
    return Words(
        re.compile(rf"\b(?:{told['polled']})\b", re.I),
        re.compile(rf"^(?: votes?)?(?: cast)?(?: for \w+)?,? (?:{told['against']})\b[^.;:\d]{{0,70}}$", re.I),
        re.compile(rf"\b(?:{told['runner_up']})\b", re.I),
        re.compile(rf"\b(?:{told['not_second']})\b", re.I),
        re.compile(rf"\b(?:{told['margin']})(?: (?:\w+ )?(?:of|was|is|at|to|stood at|stands at|came to)|:|,)? {hedge}$", re.I),
        re.compile(rf"^[ -](?:votes?[ -])?(?:\w+ )?(?:{told['margin']})\b", re.I),
        re.compile(rf"^ (?:more )?votes? (?:{told['ahead']})\b|^-votes? (?:win|victory|triumph|squeaker|defeat|loss)\b", re.I),
        re.compile(rf"\b(?:{told['other_time']})\b", re.I),
        re.compile(rf"\b(?:{told['holding']})\b", re.I),
        re.compile(rf"^[- ](?:{told['points']})s?[- ](?:{told['won']})\b", re.I),
        re.compile(
            (
                rf"\b(?:won|win|wins|lost|lose|loses|beat|beaten|defeated|victory|victors?|winners?|downed)\b[^.;]{{0,40}}"
                rf" by {hedge}$"
            ),
            re.I,
        ),
        re.compile(rf"\b(?:{told['not_final']})\b", re.I),
        re.compile(rf"\b(?:{told['extreme']})\b[^.;]{{0,40}}\bsince(?: \w+)? \d{{4}}", re.I),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """Two figures set against each other, the winner's first where the words tell, and where they stand."""

    scene: Scene
    first: Decimal
    second: Decimal
    place: Part
    start: int
    end: int
    polled: bool

    @property
    def at(self) -> int:
        return self.scene.passage.index


def find_results(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [s for s in scenes if len(s.text) <= LONGEST_SENTENCE and s.passage.block.cell is None]
    votes = list(_leading(list(_votes(scenes))))
    yield from _vote_margins(scenes, votes)
    yield from _score_margins(scenes)


def count_of(mention: Mention) -> Decimal | None:
    quantity = mention.quantity
    return quantity.value if mention.kind in _COUNTS and quantity.modifier == "exact" else None


def result_claim(scene: Scene, mention: Mention, told: Decimal, comes: Decimal, other: Part, kind: str) -> Claim:
    return scene.claim(
        mention,
        "score",
        parts=(other,),
        stated=Interval.exactly(told),
        implied=Interval.exactly(comes),
        words=(("comes", f"{comes:,}"), ("result", kind)),
        flags=frozenset(["apart"]),
    )


def _votes(scenes: Sequence[Scene]) -> Iterator[Result]:
    for at, scene in enumerate(scenes):
        found = list(_polls(scene))
        if not found:
            for division in divisions_of(scene):
                place = scene.part("other", division.start, division.end)
                found.append(Result(scene, division.first, division.second, place, division.start, division.end, False))
        if not found and at + 1 < len(scenes) and scenes[at + 1].passage.index == scene.passage.index + 1:
            found = list(_polls_across(scene, scenes[at + 1]))
        yield from found


def _leading(votes: Sequence[Result]) -> Iterator[Result]:
    """Without the also-rans: "18,402 votes to 16,911 … the Greens got 2,204 and a lobster 318"."""
    polled = [vote for vote in votes if vote.polled]
    yield from (vote for vote in votes if not (vote.polled and any(vote.first < other.second for other in polled)))


def _polls(scene: Scene) -> Iterator[Result]:
    """ "polled 4,812 votes to the 4,377 of Labour's Dan Tranter"."""
    if not words().polled.search(scene.text) and " votes" not in scene.text:
        return
    figures = [m for m in scene.quantities if count_of(m) is not None and count_of(m) >= _LEAST_POLLED]
    for one, other in zip(figures, figures[1:], strict=False):
        glue = scene.between(one, other)
        behind = scene.text[other.end : other.end + 40]
        if "vote" not in glue and "vote" not in behind[:8] and not words().polled.search(scene.text[: one.start]):
            continue
        if words().against.match(glue) and not words().not_second.search(glue + behind) and count_of(one) > count_of(other):
            yield Result(
                scene, count_of(one), count_of(other), scene.part("other", one.start, other.end), one.start, other.end, True
            )
            return


def _polls_across(scene: Scene, after: Scene) -> Iterator[Result]:
    """ "She took 4,812 votes. Her nearest rival, Dan Tranter, had 4,377."."""
    ours = [m for m in scene.quantities if count_of(m) is not None and scene.text[m.end :].startswith(" votes")]
    theirs = [m for m in after.quantities if count_of(m) is not None and count_of(m) >= _LEAST_POLLED]
    if len(ours) != 1 or len(theirs) != 1 or not words().runner_up.search(after.text) or words().not_second.search(after.text):
        return
    first, second = count_of(ours[0]), count_of(theirs[0])
    if first / 3 < second < first:
        yield Result(after, first, second, Part("other", theirs[0].span, theirs[0].quote), 0, len(after.text), True)


def _vote_margins(scenes: Sequence[Scene], votes: Sequence[Result]) -> Iterator[Claim]:
    pairs = {(result.first, result.second) for result in votes}
    for scene in scenes if votes else ():
        near = [r for r in votes if _is_near(scene, r, alone=len(pairs) == 1)]
        if len({(r.first, r.second) for r in near}) != 1 or is_of_other_time(scene.text):
            continue
        result = near[0]
        for mention in scene.quantities:
            told = count_of(mention)
            inside = result.scene is scene and result.start <= mention.start < result.end
            if told is None or inside or not _is_margin(scene, mention, result):
                continue
            if not (result.scene is scene and not result.polled) and not _has_own_pair(scene, told):
                yield result_claim(scene, mention, told, abs(result.first - result.second), result.place, "margin")


def _is_near(scene: Scene, result: Result, *, alone: bool) -> bool:
    """Of several results a margin follows its own."""
    behind = scene.passage.index - result.at
    return abs(behind) <= FARTHEST if alone else 0 <= behind <= 1


def _has_own_pair(scene: Scene, told: Decimal) -> bool:
    """ "231 to 190, a margin of 41": the margin of a pair beside it."""
    pairs = re.findall(r"\b(\d[\d,]*)(?: votes?)?(?: to | against |[-–])(\d[\d,]*)", scene.text)
    return any(abs(Decimal(one.replace(",", "")) - Decimal(other.replace(",", ""))) == told for one, other in pairs)


def is_of_other_time(text: str) -> bool:
    """ "The smallest since 1987" still speaks of this time."""
    return words().other_time.search(words().extreme.sub("", text)) is not None


def _is_margin(scene: Scene, mention: Mention, result: Result) -> bool:
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    if is_threshold(lead[-40:]) or is_threshold(behind[:40]) or re.match(r"^ ?(?:%|per ?cent|points?\b)", behind):
        return False
    if words().votes_after.match(behind):
        return True
    by = re.search(r"\bby (?:just |only |exactly |a mere )?$", lead)
    if by and re.match(r"^ votes?\b(?! to\b| against\b)", behind):
        return True
    if by and result.polled and re.search(r"\b(?:won|win|lost|beat|beaten|victory|victor|home|ahead|defeated)\b", lead):
        return bool(re.match(r"^(?:[.,;]|$)", behind))
    if words().margin_before.search(lead[-60:]) or words().margin_after.match(behind):
        return not words().holding.search(scene.text) or result.polled
    return False


def scores_of(scene: Scene) -> list[Mention]:
    return [m for m in scene.quantities if m.kind == "score" and None not in m.quantity.written]


def _score_margins(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """ "won 28-21 … the six-point win": one score in the sentence or in the one before."""
    for at, scene in enumerate(scenes):
        if words().not_final.search(scene.text):
            continue
        before = scenes[at - 1] if at and scenes[at - 1].passage.index == scene.passage.index - 1 else None
        source = scene if scores_of(scene) else before
        scores = scores_of(source) if source is not None else []
        if len(scores) != 1 or words().not_final.search(source.text) or "vote" in source.text:
            continue
        low, high = scores[0].quantity.written
        for mention in scene.quantities:
            told, lead, behind = mention.quantity.value, scene.text[: mention.start], scene.text[mention.end :]
            if mention.kind == "score" or told is None or mention.quantity.modifier != "exact":
                continue
            points = (
                words().points_after.match(behind)
                or re.search(r"-(?:point|goal|run|shot)$", mention.quote)
                and re.match(r"^ (?:win|victory|defeat|loss|triumph|margin)\b", behind)
            )
            by = words().by_points.search(lead[-70:]) and re.match(r"^ (?:points?|goals?|runs?|shots?)\b", behind)
            if points and (source is scene or re.search(r"\b(?:the|that|this|a|an) $", lead, re.I)) or by and source is scene:
                yield result_claim(scene, mention, told, abs(high - low), source.mention_part("other", scores[0]), "score")
