"""Standings: the score at the interval, a lead in a table, the wins and losses of a season.

In:  the scenes of an article.
Out: `score` claims with the flag "apart": ``stated`` what is told, ``implied`` what the other figures give; the part "other"
     holds them. For an interval ``stated`` is how many points were lost again: a side keeps what it had by then.
     "led Penarvon 20-10 at half-time … Final score: Penarvon 27, Blackthorn 18"  →  stated 2, implied 0
     "Twenty games into the season … They are 12-7"                               →  stated 20, implied 19

The words stand in tables/results.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.claims.votes.results import FARTHEST, count_of, is_of_other_time, result_claim, scores_of
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

_SCORE = r"(\d{1,3})\s?[-–]\s?(\d{1,3})"
_WIN_LOSS = re.compile(r"\b(\d{1,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?(?![-–\d%])")
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
    games_before: re.Pattern[str]
    games_after: re.Pattern[str]
    record_before: re.Pattern[str]
    record_after: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "results.yaml")
    told = {name: "|".join(rows[name]) for name in rows}
    hedge = r"(?:just |only |exactly |a mere |some |no fewer than |a |an )*"
    games = told["games"]
    return Words(
        re.compile(rf"\b(?:{told['interval']})\b", re.I),
        told["leads"],
        told["trails"],
        told["beats"],
        re.compile(rf"\b(?:{told['ended']})\b", re.I),
        re.compile(rf"^(?:But |Yet |Still,? )?(?:they|it|the hosts|the home side) [^.;\d]{{0,30}}\b(?:{told['losing']})\b", re.I),
        re.compile(rf"\b(?:{told['games_before']}) (?:\w+ )?{hedge}$", re.I),
        re.compile(rf"^ (?:[\w-]+ ){{0,2}}(?:{games})\b", re.I),
        re.compile(rf"(?:{told['record_before']})(?: at| a| an| now| to)? $", re.I),
        re.compile(rf"^(?:[,.;]|$| (?:{told['record_after']})\b)", re.I),
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
    scenes = [s for s in scenes if len(s.text) <= LONGEST_SENTENCE and s.passage.block.cell is None]
    yield from _intervals(scenes)
    yield from _league_leads(scenes)
    yield from _seasons(scenes)


def _intervals(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """The score at the interval and at the end, told in two sentences."""
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


_LEAGUE = re.compile(
    r"\b(\d{1,3}) points[^.;\d]{0,40}?,? (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: points)?"
    r" (?:ahead|clear|in front|above|more than|better than)(?: of)?\b[^.;\d]{0,60}? (?:on|with|have|had|at) (\d{1,3})\b"
)
_SPOKEN = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True))


def _league_leads(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """ "78 points, seven ahead of runners-up Corby on 71"."""
    for scene in scenes:
        for found in _LEAGUE.finditer(scene.text):
            first, second = Decimal(found[1]), Decimal(found[3])
            told = Decimal(_SPOKEN.get(found[2]) or found[2])
            head = number_at(scene, found.start(2), found.end(2), told)
            yield result_claim(scene, head, told, abs(first - second), scene.part("other", found.start(1), found.end(3)), "score")


def _seasons(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """ "Twenty games into the season … They are 12-7": games told near a record of wins and losses."""
    for at, scene in enumerate(scenes):
        games = [m for m in scene.quantities if count_of(m) is not None and _is_games(scene, m)]
        if len(games) != 1:
            continue
        near = [other for other in scenes[max(0, at - 3) : at + 4] if abs(other.passage.index - scene.passage.index) <= 3]
        records = [(other, found) for other in near for found in _records(other)]
        if len(records) != 1:
            continue
        other, found = records[0]
        comes = sum((Decimal(group) for group in found.groups() if group), Decimal(0))
        told = count_of(games[0])
        # A record of one competition beside the games of another differs by more.
        if comes and abs(comes - told) <= max(3, told / 4):
            yield result_claim(scene, games[0], told, comes, other.part("other", *found.span()), "record")


def _is_games(scene: Scene, mention: Mention) -> bool:
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    if re.match(
        r"^ (?:[\w-]+ ){0,2}?(?:games?|matches|contests|starts|fights|bouts|rounds)(?: in\b| into\b| old\b| played\b| gone\b)",
        behind,
        re.I,
    ):
        return True
    return bool(words().games_before.search(lead[-40:]) and words().games_after.match(behind))


def _records(scene: Scene) -> Iterator[re.Match[str]]:
    for found in _WIN_LOSS.finditer(scene.text):
        lead, behind = scene.text[: found.start()], scene.text[found.end() :]
        if words().record_before.search(lead[-24:]) and words().record_after.match(behind):
            yield found
