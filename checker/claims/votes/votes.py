"""Votes, records and half-time scores: results whose figures must add up among themselves.

In:  the scenes of an article.
Out: `score` claims by flag.
     "margin"    "a 52-46 vote, a majority of eight"              →  stated 8, implied 6
     "turnout"   "60 voted yes and 50 no in the 100-seat house"   →  stated 110, implied [0, 100]
     "record"    "won three, drawn two, lost one of seven"        →  stated 7, implied 6
     "halftime"  "won 3-1 after trailing 4-0 at half-time"        →  words interim and final
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_NUMBERS = frozenset(["number", "count"])
# "312 votes to 306", "60 votes in favour and 50 against"
_AGAINST = re.compile(
    r"^(?: \w+)?(?: votes?)?(?: to| against"
    r"|,? (?:(?:voted|votes) )?(?:for|in favou?r|yes|aye|guilty)(?: of \w+(?: \w+){0,3})?,?(?: and| to| with)?) $",
    re.I,
)
_BEFORE_BARE = re.compile(
    r"\b(?:by|vot\w+|:|,|division|ballot"
    r"|(?:cleared|passed|through) the (?:\w+ )?(?:senate|house|commons|lords|council|chamber|assembly|committee))[ :,]*$",
    re.I,
)
_HAS_VOTE = re.compile(r"\b(?:cleared|vot|ballot|majorit|margin|passed|approved|rejected|carried|defeated|backed|survived)", re.I)
_SPORT = re.compile(r"\b(?:goal|point|try|tries|set|sets|game|match|half-time|inning)s?\b", re.I)
_MARGIN_BEFORE = re.compile(r"\b(?:majority|margin|lead) of (?:just |only |exactly )?(?:a )?$", re.I)
_MARGIN_AFTER = re.compile(r"^[ -](?:votes?|seats?)?[ -]?(?:majority|margin|lead)\b", re.I)
_BY_VOTES = re.compile(r"\bby (?:just |only |exactly )?$", re.I)
_VOTES = re.compile(r"^(?:$|[,.;: ])")
_CHAMBER = re.compile(r"^[- ](?:seat|member|strong|person)s?\b|^ (?:members|lawmakers|senators|councillors|deputies|MPs|seats)\b")
_GAMES = re.compile(r"^ (?:games?|matches|match|fixtures|starts|bouts|fights|tests|races)\b|^(?:$|[.,;])", re.I)
_OUTCOME = re.compile(r"\b(won|winning|drawn|drew|drawing|tied|lost|losing|wins?|losses|loss|draws?|defeats?|victories)\b", re.I)
_OF_GAMES = re.compile(
    r"\b(?:of|in|from|out of|played|plays) (?:their|its|his|her|the|all)?(?: first| last| opening| past)? ?$", re.I
)
_SINGLE = re.compile(r"\b(won|winning|drawn|drew|drawing|tied|lost|losing) (?:just |only )?(one)\b", re.I)
_HALFTIME = re.compile(r"\b(?:half[- ]time|the interval|the break|halfway)\b", re.I)
_AT_HALFTIME = re.compile(r"^(?: up| down| ahead)?(?: at|,? by)? (?:half[- ]time|the interval|the break|halfway)\b", re.I)
_SAME_MATCH = re.compile(r"^(?:It|They|The (?:score|sides?|teams?|visitors|hosts|home|match|game)|At|By|With|Half)\b")
_HALFTIME_SCORE = re.compile(r"\bhalf[- ]time(?: score| lead)?(?: of| was)? \(?$", re.I)


@functools.cache
def _thresholds() -> re.Pattern[str]:
    words = load_table("checker.claims.tables", "votes.yaml")["threshold"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)


def is_threshold(text: str) -> bool:
    """Whether the words speak of a majority that is asked for or held."""
    return _thresholds().search(text) is not None


@dataclass(frozen=True, slots=True)
class Division:
    """A vote: how many for and against, and where the two stand."""

    scene: Scene
    head: Mention
    first: Decimal
    second: Decimal
    start: int
    end: int


def find_votes(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    for scene in scenes:
        if len(scene.quantities) < 2:
            continue
        divisions = list(divisions_of(scene))
        if len(divisions) == 1:
            yield from _margins(scene, divisions[0])
            yield from _turnouts(scene, divisions[0])
        yield from _records(scene)
        yield from _halftimes(scene, scene)
    yield from _margins_behind(scenes)
    for before, scene in zip(scenes, scenes[1:], strict=False):
        if before.passage.block is scene.passage.block and scene.passage.index == before.passage.index + 1:
            yield from _halftimes(scene, before)
            yield from _halftimes(before, scene)


def _value(mention: Mention) -> Decimal | None:
    quantity = mention.quantity
    return quantity.value if mention.kind in _NUMBERS and quantity.modifier == "exact" else None


def divisions_of(scene: Scene) -> Iterator[Division]:
    text = scene.text
    if not _HAS_VOTE.search(text):
        return
    used: set[Mention] = set()
    for mention in scene.quantities:
        low, high = mention.quantity.written
        if mention.kind == "score" and low is not None and high is not None and not _SPORT.search(text):
            yield Division(scene, mention, low, high, mention.start, mention.end)
    for one, other in zip(scene.quantities, scene.quantities[1:], strict=False):
        first, second = _value(one), _value(other)
        if first is None or second is None or one in used or not _AGAINST.match(scene.between(one, other)):
            continue
        bare = scene.between(one, other).strip() == "to"
        if bare and not _BEFORE_BARE.search(text[: one.start].rstrip() + " "):
            continue
        used.update((one, other))
        yield Division(scene, one, first, second, one.start, other.end)


def _margins(scene: Scene, division: Division) -> Iterator[Claim]:
    for mention in scene.quantities:
        told = _value(mention)
        if told is None or division.start <= mention.start < division.end or not _is_margin(scene, mention):
            continue
        yield _margin(scene, mention, told, division)


def _margin(scene: Scene, mention: Mention, told: Decimal, division: Division) -> Claim:
    apart = abs(division.first - division.second)
    return scene.claim(
        mention,
        "score",
        parts=(division.scene.part("vote", division.start, division.end),),
        stated=Interval.exactly(told),
        implied=Interval.exactly(apart),
        words=(("apart", str(apart)),),
        flags=frozenset(["margin"]),
    )


def _is_margin(scene: Scene, mention: Mention) -> bool:
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    if _thresholds().search(lead[-40:]) or _thresholds().search(behind[:40]):
        return False
    if _MARGIN_BEFORE.search(lead) or _MARGIN_AFTER.match(behind):
        return True
    by_votes = behind.startswith((" votes", " vote")) and not behind.startswith((" votes to", " votes against"))
    return bool(_BY_VOTES.search(lead)) and by_votes


def _margins_behind(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """A majority told in the sentence behind the vote: "MPs voted 312 to 306. The majority of 16 …"."""
    for before, scene in zip(scenes, scenes[1:], strict=False):
        if before.passage.block is not scene.passage.block or scene.passage.index != before.passage.index + 1:
            continue
        if "majority of " not in scene.text and "margin of " not in scene.text or any(True for _ in divisions_of(scene)):
            continue
        divisions = list(divisions_of(before))
        if len(divisions) == 1:
            for mention in scene.quantities:
                told = _value(mention)
                if told is not None and _is_margin(scene, mention):
                    yield _margin(scene, mention, told, divisions[0])


def _turnouts(scene: Scene, division: Division) -> Iterator[Claim]:
    """More votes than the chamber has members."""
    for mention in scene.quantities:
        members = _value(mention)
        if members is None or division.start <= mention.start < division.end:
            continue
        if _CHAMBER.match(scene.text[mention.end :]) and not re.search(r"[\d,] $", scene.text[: mention.start]):
            sum_ = division.first + division.second
            yield scene.claim(
                division.head,
                "score",
                parts=(scene.part("vote", division.start, division.end), scene.mention_part("members", mention)),
                stated=Interval.exactly(sum_),
                implied=Interval.between(Decimal(0), members),
                words=(("sum", str(sum_)),),
                flags=frozenset(["turnout"]),
            )


def _records(scene: Scene) -> Iterator[Claim]:
    """ "have won three, drawn two and lost one of their seven matches"."""
    text = scene.text
    outcomes = _OUTCOME.findall(text)
    if len(outcomes) < 2:
        return
    for whole in scene.quantities:
        games = _value(whole)
        if games is None or not _OF_GAMES.search(text[: whole.start]) or not _GAMES.match(text[whole.end :]):
            continue
        found = dict(_results(scene, whole))
        if not {"w", "l"} <= found.keys():
            continue
        sum_ = sum((value for value, _ in found.values()), Decimal(0))
        places = sorted(place for _, place in found.values())
        yield scene.claim(
            whole,
            "score",
            parts=tuple(scene.part(f"part{number}", *place) for number, place in enumerate(places, 1)),
            stated=Interval.exactly(games),
            # Without the draws told, the results may come to fewer.
            implied=Interval.exactly(sum_) if len(found) == 3 else Interval(Interval.exactly(sum_).low, None),
            words=(("sum", str(sum_)),),
            flags=frozenset(["record"]),
        )


def _results(scene: Scene, whole: Mention) -> Iterator[tuple[str, tuple[Decimal, tuple[int, int]]]]:
    """(w, d or l, (how many, where)); "lost one" tells one though "one" is no figure elsewhere."""
    for single in _SINGLE.finditer(scene.text):
        yield _outcome(single.group(1)), (Decimal(1), single.span(2))
    for mention in scene.quantities:
        value = _value(mention)
        if value is None or mention is whole:
            continue
        verb = re.search(
            r"\b(won|winning|drawn|drew|drawing|tied|lost|losing) (?:just |only )?$", scene.text[: mention.start], re.I
        )
        noun = re.match(r"^ (wins?|victories|draws?|losses|loss|defeats?)\b", scene.text[mention.end :], re.I)
        word = (verb or noun) and (verb or noun).group(1).lower()
        if word:
            yield _outcome(word), (value, (mention.start, mention.end))


def _outcome(word: str) -> str:
    return "w" if word[0] in "wv" else "l" if word[:2] in ("lo", "de") else "d"


def _halftimes(scene: Scene, other: Scene) -> Iterator[Claim]:
    """A half-time score in *scene* that the one final score, in it or in *other*, cannot have grown from."""
    if not _HALFTIME.search(scene.text) or (other is not scene and _HALFTIME.search(other.text)):
        return
    scores, rest = _scores(scene), _scores(other)
    if (len(scores), len(rest)) != ((2, 2) if other is scene else (1, 1)):
        return
    if other is not scene and not _SAME_MATCH.match(scene.text):
        return
    # "1-7 to 0-8": goals and points of the two sides at one time.
    if other is scene and re.fullmatch(r",? (?:to|against|-|–) ", scene.between(*scores)):
        return
    for interim, final in (scores, scores[::-1]) if other is scene else ((scores[0], rest[0]),):
        if not _is_interim(scene, interim):
            continue
        mid, end = sorted(interim.quantity.written), sorted(final.quantity.written)
        yield scene.claim(
            interim,
            "score",
            parts=(scene.mention_part("final", final),),
            stated=Interval.exactly(max(Decimal(0), mid[0] - end[0], mid[1] - end[1])),
            implied=Interval.exactly(Decimal(0)),
            flags=frozenset(["halftime"]),
        )
        return


def _scores(scene: Scene) -> list[Mention]:
    return [mention for mention in scene.quantities if mention.kind == "score" and None not in mention.quantity.written]


def _is_interim(scene: Scene, score: Mention) -> bool:
    behind, lead = scene.text[score.end : score.end + 24], scene.text[max(0, score.start - 24) : score.start]
    return bool(_AT_HALFTIME.match(behind) or _HALFTIME_SCORE.search(lead))
