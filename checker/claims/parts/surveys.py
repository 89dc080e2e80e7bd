"""Surveys: shares of one whole that cannot overlap, and what remains of it.

In:  a scene.
Out: `survey` claims: ``implied`` is the sum of the shares as written, ``stated`` a whole, 100; the word ``sum`` writes it out.
     "47% said yes, 38% said no and 19% were undecided"   →  implied 104, flag "exclusive"
     "60% goes on rent and the remaining 50% on food"     →  implied 110, flag "remaining": no more, no less
     "Reds 45%, Blues 38% and Greens 23% of the vote"     →  implied 106, flag "listed"

Which answers exclude each other stands in tables/answers.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_REMAINING = re.compile(r"\b(?:the (?:remaining|other|rest,?)|a further and last)\s*(?:about |some )?$", re.I)
_REST = re.compile(r"\bthe remaining\b|\bthe other\b|\bthe rest\b", re.I)
_POLL = re.compile(r"\b(?:poll|survey|respondent|asked|question|answer|opinion|voters?)", re.I)
_VOTE = re.compile(r"\b(?:of the (?:popular )?votes?|vote share|of votes|share of the vote)\b", re.I)
# Shares of other groups or times stand beside each other without being one whole.
_OTHER_WHOLE = re.compile(
    r"\bof (?:those|them|these|whom|which|men|women)\b|\bcompared\b|\bfrom\b"
    r"|(?<!make )(?<!made )(?<!makes )\bup\b|\bdown\b|\bagainst \d"
    r"|\byears? (?:ago|earlier)\b"
    r"|\bper ?cent(?:age)? points?\b|\bthan\b|\bamong\b|\brespectively\b|\bwhile in\b|\balso\b|\bversus\b|\bvs\b",
    re.I,
)
_OF_ANOTHER = re.compile(r"\b(?:of (?:those|them|these|whom|which)|compared|from|up|down|than)\b", re.I)
_CHANGE = re.compile(
    r"\b(?:rise|rose|risen|rising|fall|fell|fallen|gr[eo]w|increas|decreas|drop|declin|gain|jump|higher|lower|discount)", re.I
)
_ABOUT = re.compile(r"\b(?:with|about|to)\s+(?:the\s+|its\s+|their\s+)?(\w+)")
_NAME = r"(?:and|with|to|for|on|of|the|at|by|won|got|took|had|popular|votes?|[A-Z][\w'’-]*)\b"
_NAMES = re.compile(rf"(?:[\s(),;]|{_NAME}){{1,40}}")
_FEWEST_LISTED = 3


def find_surveys(scene: Scene) -> Iterator[Claim]:
    percents = [m for m in scene.quantities if m.kind == "percent" and m.quantity.value is not None]
    if len(percents) < 2 or any(m.quantity.value > 100 or m.quantity.value < 0 for m in percents):
        return
    if (found := _remainder(scene, percents)) is not None:
        yield _claim(scene, found, "remaining")
        return
    if _OTHER_WHOLE.search(scene.text, _list_start(scene, percents)):
        return
    if _is_exclusive(scene, percents):
        yield _claim(scene, percents, "exclusive")
    elif len(percents) >= _FEWEST_LISTED and _VOTE.search(scene.text) and _is_list(scene, percents):
        yield _claim(scene, percents, "listed")


def _remainder(scene: Scene, percents: Sequence[Mention]) -> Sequence[Mention] | None:
    """The shares that "the remaining 20%" completes to a whole; None where the sentence has none or is not one list."""
    last = percents[-1]
    if not _REST.search(scene.text) or not _REMAINING.search(scene.before(last)):
        return None
    if any(m.start < percents[-1].start and m not in percents and m.start > percents[0].end for m in scene.quantities):
        return None
    if any(_REST.search(scene.between(*pair)) for pair in zip(percents[:-1], percents[1:-1], strict=False)):
        return None
    if _CHANGE.search(scene.text) or ";" in scene.text[percents[0].end : last.start]:
        return None
    return None if _OF_ANOTHER.search(scene.text[percents[0].end : last.start]) else percents


def _list_start(scene: Scene, percents: Sequence[Mention]) -> int:
    """Where "The answers came from 2,114 readers: better 52%, worse 24%" begins to list."""
    return scene.text.rfind(":", 0, percents[0].start) + 1


def _is_list(scene: Scene, percents: Sequence[Mention]) -> bool:
    """ "45%, Blues 38%" and "45% to the Reds, with 38% for": nothing but names of those who share it between."""
    glues = [scene.between(*pair) for pair in zip(percents, percents[1:], strict=False)]
    return all(_NAMES.fullmatch(glue) for glue in glues)


@functools.cache
def _sides() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """For each row what its context must be ("poll", "whole" or nothing), and a pattern for each side."""
    rows = load_table("checker.claims.tables", "answers.yaml")
    return tuple((row.get("needs", ""), tuple(_pattern(side) for side in row["answers"])) for row in rows)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{forms})(?!\w)", re.I)


def _is_exclusive(scene: Scene, percents: Sequence[Mention]) -> bool:
    """Whether every share has an answer of its own and the answers exclude each other."""
    starts = [m.start for m in percents]
    behind = [scene.text[m.end : end] for m, end in zip(percents, [*starts[1:], len(scene.text)], strict=True)]
    ends = [_list_start(scene, percents), *(m.end for m in percents[:-1])]
    ahead = [scene.text[end:start] for end, start in zip(ends, starts, strict=True)]
    is_poll = bool(_POLL.search(scene.text))
    # "90% of males … 80% of females" are shares of two wholes.
    is_one_whole = sum(bool(re.match(r"\s*of\b", segment)) for segment in behind) < 2
    for needs, sides in _sides():
        if needs == "poll" and not is_poll or needs == "whole" and not is_one_whole:
            continue
        for segments in (behind, ahead):
            answers = [[at for at, side in enumerate(sides) if side.search(segment)] for segment in segments]
            # "not in favour", "disagreed" hold another side's word; a segment that names two sides settles nothing.
            if all(len(found) == 1 for found in answers) and len({found[0] for found in answers}) == len(answers):
                # "satisfied with the buses … dissatisfied with the trains": two questions.
                if len({thing for segment in segments for thing in _ABOUT.findall(segment.lower())}) > 1:
                    return False
                return not any(re.search(r"\b(?:not|never|n['’]t)\b", segment) and "know" not in segment for segment in segments)
    return False


def _claim(scene: Scene, percents: Sequence[Mention], flag: str) -> Claim:
    allowed = arithmetic.total([Interval.exactly(m.quantity.value) for m in percents])
    last = percents[-1]
    return scene.claim(
        last,
        "survey",
        parts=(scene.mention_part("first", percents[0]), scene.part("shares", percents[0].start, last.end)),
        stated=Interval.exactly(Decimal(100)),
        implied=allowed,
        words=(("sum", " + ".join(m.quote for m in percents)),),
        flags=frozenset([flag]),
    )
