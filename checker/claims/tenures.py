"""Tenures: a length of time in one sentence, and the dates it runs between in another.

In:  the scenes of an article.
Out: `duration` claims with flag "told_apart": ``stated`` the length, ``implied`` what the dates give.
     "Appointed in March 2011, he left in March 2017 … in his eight years in the dugout"  →  stated [7.5, 9), implied [5.9, 6.1]
     "out of service from June 4 through June 22 … the five-week shutdown"                 →  stated [4.5, 6), implied [2.4, 2.7]

Only where the article tells one stretch that the words may mean.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence

from checker.claims.actors import Actors
from checker.claims.acts import Act, acts_of
from checker.claims.durations import LONGEST_SENTENCE, YEAR, Stretch, any_of, duration_claim, lasted, length_of, stretch_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

# (what begins a time, what ends it): of one person or thing.
_TIMES = (("appointed", "departed"), ("opened", "closed"), ("founded", "closed"), ("appointed", "died"))
_POSSESSIVE = re.compile(r"\b(his|her|their|its) $", re.I)
_HYPHENED = re.compile(r"-(?:day|week|month|year)$")
_OVER = re.compile(
    r"^,? (?:which )?(?:lasted|lasting|after(?: serving| spending)?|having lasted|a (?:run|spell|reign|career) of) $"
)
_NOUN = re.compile(r"^ ([a-z]+)\b")


@functools.cache
def _table() -> tuple[list[tuple[frozenset[str], re.Pattern[str]]], re.Pattern[str]]:
    rows = load_table("checker.claims.tables", "durations.yaml")
    stretches = [(frozenset(row["nouns"]), any_of(row["words"])) for row in rows["stretches"]]
    office = "|".join(rows["in_office"])
    return stretches, re.compile(rf"^ (?:in|at|on|with|as|of) (?:the |a |its |their )?(?:[\w-]+ ){{0,2}}(?:{office})\b")


def find_tenures(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    lengths = [(scene, mention) for scene in scenes for mention in scene.quantities if length_of(mention) is not None]
    if not lengths:
        return
    spans = [(scene, found) for scene in scenes for index in range(len(scene.times)) if (found := stretch_at(scene, index))]
    times = list(_times_of(scenes, article))
    for scene, mention in lengths:
        if any(YEAR.search(time.quote) for time in scene.times):
            yield from _in_sentence(scene, mention)
            continue
        yield from _of_span(scene, mention, spans)
        yield from _of_office(scene, mention, times)


def _of_span(scene: Scene, mention: Mention, spans: Sequence[tuple[Scene, tuple]]) -> Iterator[Claim]:
    """ "the five-week shutdown" of what "will be out of service from June 4 through June 22"."""
    noun = _NOUN.match(scene.text[mention.end :])
    definite = re.search(r"\b(?:the|his|her|its|their|this|that) $", scene.text[: mention.start], re.I)
    if noun is None or definite is None or not _HYPHENED.search(mention.quote):
        return
    word = noun.group(1)
    rows = [words for nouns, words in _table()[0] if word in nouns] or [any_of([word])]
    near = [(where, found) for where, found in spans if any(words.search(where.text) for words in rows)]
    if len(near) != 1 or near[0][0] is scene or abs(near[0][0].passage.index - scene.passage.index) > 12:
        return
    where, (stretch, start, end, _told) = near[0]
    yield from _claim(scene, mention, stretch, where.part("span", start, end))


def _times_of(scenes: Sequence[Scene], article: Article) -> Iterator[tuple[Act, Act]]:
    """The beginnings and ends that the article tells once each, of one person or thing."""
    acts = acts_of(scenes)
    actors = Actors(article)
    for begin, finish in _TIMES:
        starts = [act for act in acts if act.kind.name == begin]
        ends = [act for act in acts if act.kind.name == finish]
        if len(starts) != 1 or len(ends) != 1 or starts[0].last >= ends[0].first:
            continue
        start, end = starts[0], ends[0]
        if start.scene is end.scene or actors.are_one(start, end) or actors.is_one_person(start, end):
            yield start, end


def _of_office(scene: Scene, mention: Mention, times: Sequence[tuple[Act, Act]]) -> Iterator[Claim]:
    """ "his eight years in the dugout" between the one appointment and the one departure told."""
    possessive = _POSSESSIVE.search(scene.text[: mention.start])
    if possessive is None or not re.search(r"years?$", mention.quote):
        return
    thing = possessive.group(1).lower() == "its"
    behind = scene.text[mention.end :]
    fits = re.match(r"^ of (?:life|trading|existence|work)\b", behind) if thing else _table()[1].match(behind)
    chosen = [pair for pair in times if (pair[0].kind.of == "thing") == thing]
    if not fits or len(chosen) != 1:
        return
    start, end = chosen[0]
    stretch = Stretch(dt.date.fromordinal(start.first), dt.date.fromordinal(end.first), start.step, end.step)
    parts = (start.scene.mention_part("start", start.time), end.scene.mention_part("end", end.time))
    yield from _claim(scene, mention, stretch, *parts)


def _in_sentence(scene: Scene, mention: Mention) -> Iterator[Claim]:
    """ "began in 1980 and ended in 1988, lasted 12 years", "jailed in 1990 and freed in 1998 after 12 years"."""
    years = [time for time in scene.times if YEAR.search(time.quote) and "/" not in (time.period.timex or "")]
    if len(years) != 2 or mention.start < years[1].end or not _OVER.match(scene.text[years[1].end : mention.start]):
        return
    starts = [time.period.start for time in years]
    glue = scene.between(*years)
    if None in starts or starts[0] >= starts[1] or not re.search(r"\band\b", glue) or len(glue) > 60:
        return
    steps = [{"day": 1, "month": 31}.get(time.period.granularity, 366) for time in years]
    stretch = Stretch(starts[0].date(), starts[1].date(), *steps)
    yield from _claim(scene, mention, stretch, *(scene.mention_part(*pair) for pair in zip(("start", "end"), years, strict=True)))


def _claim(scene: Scene, mention: Mention, stretch: Stretch, *parts: Part) -> Iterator[Claim]:
    stated, unit = length_of(mention)
    dates = " to ".join(part.quote for part in parts)
    yield duration_claim(scene, mention, "told_apart", stated, lasted(stretch, unit), unit, parts, dates=dates)
