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
from dataclasses import dataclass

from checker.claims.scene import Scene
from checker.claims.time.actors import Actors
from checker.claims.time.acts import Act, acts_of, days_of, words
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, Stretch, any_of, duration_claim, lasted, length_of, stretch_at
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
_YEARS = re.compile(r"(?:years?|-year)$")
_BROKEN = re.compile(r"\b(?:breaks?|gap|interruption|interrupted|except|apart from|minus|sabbatical|interval)\b", re.I)
_WHOSE = re.compile(
    r"\b([Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:long |full |entire |whole )?$"
    r"|\b(?:[Dd]uring|[Ii]n|[Aa]fter|[Oo]ver|[Tt]hroughout) $"
)
_WHO = re.compile(r"\b(?:an?|the) (?:(?:wo)?man|head|leader|teacher|boss|chief) (?:who|whom|whose|that)\b")
_REACH = 25
_OF_NOUN = re.compile(r"^ of (?:the|its|their|this|that) ([a-z]{4,})\b")
_ANOTHER = re.compile(
    r"\b(?:son|daughter|successor|predecessor|brother|sister|wife|husband|father|mother|deputy|nephew|heir|widow)\b", re.I
)
_LEAVES = re.compile(
    r"\b(?:leaves|steps down|stands down|retires|bows out|departs|(?:is|will be) (?:leaving|stepping down|standing down|retiring)"
    r"|(?:will|to|is to) (?:leave|step down|stand down|retire|bow out|hand over)|last day|farewell|stepping down|outgoing)\b",
    re.I,
)
_CLOSES = re.compile(
    r"\b(?:last (?:show|gig|concert|issue|edition|service|train|orders|performance|pint|day)"
    r"|final (?:show|gig|concert|issue|edition)"
    r"|(?:is|are|will be) (?:closing|shutting|winding up|splitting|disbanding)|(?:closes|shuts|splits?|bows? out|disband"
    r"|folds|wound up|call it a day|calls it a day)|(?:to|will) (?:close|shut|fold|split|disband|wind up))\b",
    re.I,
)
_AFTER = re.compile(r"\b[Aa]fter $")
_NO_MORE = re.compile(r"^(?:[.,;]|$| (?:of|in|with|on|as|together|at|and)\b)")
# "The end of its 50 years is blamed on", "In its 50 years it has": all the time a thing has had.
_WHOLE_LIFE = re.compile(r"\b(?:the end of|an end to|in|over|during|throughout|in all|for all|after) (?:all )?its $", re.I)
_ALL_OF_IT = re.compile(r"^(?:[.,;]|$| (?:is|are|was|were|has|have|it|the \w+|of (?:life|trading|business|existence|history))\b)")
_YET = re.compile(r"\b(?:at the same|as a|in the same|under)\b")
_FORMER = re.compile(r"\b(?:before that|previous|former|at another|elsewhere)\b", re.I)
# "After an eleven-week siege" points back as well.
_DEFINITE = re.compile(r"\b(?:the|his|her|its|their|this|that|(?:[Aa]fter|[Dd]uring) an?) $", re.I)
_BEGAN = re.compile(
    r"\b(?:began|begun|started|opened|commenced|broke out|set in|entered into|closed|shut|suspended)"
    r" (?:[\w'’-]+ ){0,4}(?:on|in) $"
)
_ENDED = re.compile(
    r"^(?: (?!to\b)[\w'’-]+){0,6}?,?(?: (?:and|but|before))? (?:it |they |was |were |had |only |finally )*"
    r"(?:ended|finished|closed|lifted|raised|settled|concluded|stopped|over|reopened|re-opened|resumed|dissolved)"
    r"(?: [\w'’-]+){0,4}? (?:on|in) $"
)
_NOUN = re.compile(r"^ ([a-z]+)\b")


@functools.cache
def _table() -> tuple[list[tuple[frozenset[str], re.Pattern[str]]], re.Pattern[str]]:
    rows = load_table("checker.claims.tables", "durations.yaml")
    stretches = [(frozenset(row["nouns"]), any_of(row["words"])) for row in rows["stretches"]]
    office = "|".join(rows["in_office"])
    return stretches, re.compile(rf"^ (?:in|at|on|with|as|of) (?:the |a |its |their )?(?:[\w-]+ ){{0,2}}(?:{office})\b")


@dataclass(frozen=True, slots=True)
class Service:
    """A row of "services": the words of the sentence with the span, and those right behind the length."""

    thing: bool
    did: re.Pattern[str]
    of: re.Pattern[str]


@functools.cache
def _services() -> tuple[Service, ...]:
    rows = load_table("checker.claims.tables", "durations.yaml")["services"]
    found = []
    for row in rows:
        leads, roles = "|".join(row["of"]), "|".join(row["roles"])
        behind = rf"^ (?:{leads}) (?:an? |the |its |their |his |her )?(?:[\w’'-]+ ){{0,2}}?(?:{roles})\b|^ (?:behind|at) the \w+"
        found.append(Service(row["whose"] == "thing", any_of(row["did"]), re.compile(behind, re.I)))
    return tuple(found)


def find_tenures(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    lengths = [(scene, mention) for scene in scenes for mention in scene.quantities if length_of(mention) is not None]
    if not lengths:
        return
    spans = [(scene, found) for scene in scenes for index in range(len(scene.times)) if (found := stretch_at(scene, index))]
    spans += [(scene, found) for scene in scenes if (found := _begun_and_ended(scene)) is not None]
    times = list(_times_of(scenes, article))
    cast = Actors(article)
    leaving = _leaving(scenes, article)
    for scene, mention in lengths:
        if any(YEAR.search(time.quote) for time in scene.times):
            yield from _in_sentence(scene, mention)
            continue
        yield from _of_span(scene, mention, spans)
        yield from _of_service(scene, mention, spans, cast)
        yield from _of_office(scene, mention, times)
        if leaving is not None:
            yield from _to_today(scene, mention, leaving, article, cast)


def _of_span(scene: Scene, mention: Mention, spans: Sequence[tuple[Scene, tuple]]) -> Iterator[Claim]:
    """ "the five-week shutdown" of what "will be out of service from June 4 through June 22"."""
    of = _OF_NOUN.match(scene.text[mention.end :])
    noun = of or _NOUN.match(scene.text[mention.end :])
    definite = _DEFINITE.search(scene.text[: mention.start])
    if noun is None or definite is None or not (of or _HYPHENED.search(mention.quote)):
        return
    word = noun.group(1)
    rows = [words for nouns, words in _table()[0] if word in nouns] or [any_of([word])]
    near = [(where, found) for where, found in spans if any(words.search(where.text) for words in rows)]
    if len(near) != 1 or near[0][0] is scene or abs(near[0][0].passage.index - scene.passage.index) > 12:
        return
    where, (stretch, start, end, _told) = near[0]
    yield from _claim(scene, mention, stretch, where.part("span", start, end))


def _begun_and_ended(scene: Scene) -> tuple[Stretch, int, int, None] | None:
    """ "The siege began on 3 April 1644 and was lifted on 1 May 1644"."""
    dates = [time for time in scene.times if (days_of(time)) is not None]
    if len(dates) != 2 or not _BEGAN.search(scene.text[: dates[0].start]) or not _ENDED.match(scene.between(*dates)):
        return None
    days = [days_of(time) for time in dates]
    if days[0][1] >= days[1][0]:
        return None
    steps = [last - first + 1 for first, last in days]
    first, second = (dt.date.fromordinal(day[0]) for day in days)
    return Stretch(first, second, *steps), dates[0].start, dates[1].end, None


def _of_service(scene: Scene, mention: Mention, spans: Sequence[tuple[Scene, tuple]], actors: Actors) -> Iterator[Claim]:
    """ "her 12 years as head" of the one who "led Ravenscourt from 2003 to 2011"."""
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    whose = _WHOSE.search(lead)
    if whose is None or not _YEARS.search(mention.quote):
        return
    years = [(where, found) for where, found in spans if found[3] is None and found[0].step > 31 and found[0].end_step > 31]
    if len({(found[0].start, found[0].end) for _where, found in years}) != 1:
        return
    where, (stretch, start, end, _told) = years[0]
    if abs(where.passage.index - scene.passage.index) > _REACH or where is scene or _BROKEN.search(where.text + scene.text):
        return
    thing = (whose.group(1) or "").lower() == "its"
    if _ANOTHER.search(lead):
        return
    for row in _services():
        if row.thing == thing and row.of.match(behind) and row.did.search(where.text):
            # "his successor spent 13 years in charge": somebody else's.
            if thing or actors.names_nobody_but(lead, where) or _WHO.search(lead):
                yield from _claim(scene, mention, stretch, where.part("span", start, end))
            return


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


def _leaving(scenes: Sequence[Scene], article: Article) -> Act | None:
    """The one appointment told of somebody who leaves these days: nothing else dates the end."""
    if article.source.published is None:
        return None
    for names, ending in ((("appointed", "departed"), _LEAVES), (("founded", "opened", "closed"), _CLOSES)):
        if not any(ending.search(block.text) for block in article.blocks):
            continue
        told = [act for act in acts_of(scenes) if act.kind.name in names]
        if len(told) == 1 and told[0].kind.name != names[-1] and told[0].step >= 28 and not words().again.search(told[0].clause):
            return told[0]
    return None


def _to_today(scene: Scene, mention: Mention, start: Act, article: Article, actors: Actors) -> Iterator[Claim]:
    """ "became chief executive in 2009. She leaves next month … nine years at the helm"."""
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    if not _YEARS.search(mention.quote) or scene is start.scene:
        return
    today = article.source.published
    if start.kind.of == "thing":
        near = abs(scene.passage.index - start.passage) <= _REACH
        closing = _AFTER.search(lead) and _NO_MORE.match(behind) and (_CLOSES.search(lead) or _CLOSES.search(behind))
        if near and not _YET.search(behind) and (closing or _WHOLE_LIFE.search(lead) and _ALL_OF_IT.match(behind)):
            stretch = Stretch(dt.date.fromordinal(start.first), today, start.step, 366)
            yield from _claim(scene, mention, stretch, start.scene.mention_part("start", start.time))
        return
    if _services()[0].of.match(behind) is None or not _WHOSE.search(lead):
        return
    if actors.person(start) is None or not actors.names_nobody_but(lead, start.scene) or _FORMER.search(behind):
        return
    stretch = Stretch(dt.date.fromordinal(start.first), today, start.step, 366)
    yield from _claim(scene, mention, stretch, start.scene.mention_part("start", start.time))


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
