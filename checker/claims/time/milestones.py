"""Milestones: years counted to the article's day from a beginning or a disaster that another sentence dates.

In:  the scenes of a dated article.
Out: `duration` claims with the flag "counted", as in years_since.py, "apart" where the year stands in another sentence:
     "marks its 40th anniversary … opened the doors in September 1974" (in 2016)  →  stated 40, implied [41, 43]
     "12 years ago, when the river burst its banks … The 2009 flood" (in 2019)   →  stated [11, 13], implied [9, 10]
     "Thirty years on from the blast of 1996, nobody has been charged" (in 2016) →  stated [27, 33], implied [19, 20]

Only where the article dates one beginning.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.actors import Actors
from checker.claims.time.acts import Act, acts_of, words
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of, duration_claim
from checker.claims.time.years_since import around
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_BEGINNINGS = frozenset(["opened", "founded", "married", "appointed"])
_MARKS = re.compile(r"\b(?:mark|celebrat|commemorat|toast|reach|turn)\w*\b", re.I)
_FETE = re.compile(r"^ (?:anniversary|birthday|year)\b")
_OLD = re.compile(r"^ (?:old|young)\b[^.;]{0,20}(?:this year|this month|this week|today|now)?")
_AT_WORK = re.compile(
    r"^ (?:at the helm|in charge|at the top|in the (?:job|post|role|chair|dugout)"
    r"|with the (?:company|firm|club|bank|school|band))\b"
)
_ON = re.compile(r"^ (?:on from|after|since) ")
_CENTURY_AFTER = re.compile(r"^(?:An? )?(quarter of a century|half a century|century|decade) (?:on from|after|since) ", re.I)
_AGO = re.compile(r"\b(?:years?|decades?) ago$", re.I)
_THE = re.compile(r"\b[Tt]he $")
_MARKER = re.compile(r"\b(?:had|would|was to|next year|last year|upcoming|if)\b", re.I)


@functools.cache
def _table() -> tuple[dict[str, int], dict[str, re.Pattern[str]]]:
    rows = load_table("checker.claims.tables", "durations.yaml")
    return {row["words"]: row["years"] for row in rows["milestones"]}, {
        noun: any_of(told) for noun, told in rows["disasters"].items()
    }


def find_milestones(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if scene.anchor is not None and len(scene.text) <= LONGEST_SENTENCE]
    if article.source.published is None or not scenes:
        return
    for scene in scenes:
        yield from _in_sentence(scene)
        yield from _agos(scene, scenes)
    begun = [act for act in acts_of(scenes) if act.kind.name in _BEGINNINGS and not words().again.search(act.scene.text)]
    actors = Actors(article)
    for scene in scenes:
        for told, number, kinds in _kept(scene):
            fitting = [act for act in begun if act.kind.name in kinds]
            one_day = len({(act.first, act.last) for act in fitting}) == 1
            # Those are find_jubilees' own.
            near = "anniversary" in scene.text and any(_is_beside(act, scene) for act in fitting)
            if one_day and not near and _is_of(scene, told, fitting[0], actors):
                yield _counted(scene, told, fitting[0].scene, fitting[0].time, Interval.exactly(number), 1)


def _is_beside(act: Act, scene: Scene) -> bool:
    here = act.scene.passage
    return here.block is scene.passage.block and abs(here.index - scene.passage.index) <= 1


def _kept(scene: Scene) -> Iterator[tuple[Mention, Decimal, frozenset[str]]]:
    """(what tells the years, the years, the beginnings it may count from)."""
    text = scene.text
    if _MARKER.search(text):
        return
    things = frozenset(["opened", "founded"])
    for mention in scene.quantities:
        value, behind = mention.quantity.value, text[mention.end : mention.end + 40]
        if value is None or not 5 <= value <= 500:
            continue
        if mention.kind == "ordinal" and _FETE.match(behind) and "year" not in behind[:6] and _MARKS.search(text):
            yield mention, value, things
        elif mention.kind in ("duration", "age") and re.search(r"years?(?: old)?$", mention.quote):
            lead = text[: mention.start]
            if re.search(r"\b(?:celebrat|mark)\w+ $", lead):
                yield mention, value, things
            elif re.search(r"\bAfter $", lead) and _AT_WORK.match(behind) or _AT_WORK.match(behind) and " has " in lead:
                yield mention, value, frozenset(["appointed"])


def _is_of(scene: Scene, told: Mention, act: Act, actors: Actors) -> bool:
    """Whether the one that keeps the day may be the one that began."""
    tree = scene.tree
    if tree is None:
        return False
    if act.kind.name == "appointed":
        person = actors.person(act)
        return person is not None and re.search(rf"\b{re.escape(person)}\b", scene.text, re.I) is not None
    keeper = _keeper(scene, told)
    if keeper is None:
        return False
    named = scene.text[: told.start].count(keeper.title()) > 0
    made = act.scene.tree.child(act.at, "dobj")
    doors = made is not None and act.scene.tree.lowers[made] in ("door", "doors", "gates")
    if doors or act.subject is None or act.scene.tree.lowers[act.subject] in ("it", "she", "he", "they", "we", "doors"):
        return keeper not in ("he", "she", "they", "we") or act.scene is scene
    head = act.scene.tree.lowers[act.subject]
    name = act.scene.tree.tags[act.subject].startswith("NNP")
    return keeper == head or keeper in ("it", "we") or (name and keeper in words().bodies) or (named and head in words().bodies)


def _keeper(scene: Scene, told: Mention) -> str | None:
    """The word for what is so many years old: the subject of "marks", in lower case."""
    tree = scene.tree
    whose = re.match(r" (?:anniversary|birthday) of the (?:[A-Z]\w* )*(\w+)\b", scene.text[told.end :])
    if whose is not None:
        return whose.group(1).lower()
    at = tree.token_at(told.start)
    for _ in range(6):
        if at is None:
            return None
        if tree.tags[at].startswith("VB"):
            subject = tree.child(at, "nsubj", "nsubjpass")
            if subject is not None:
                return tree.lowers[tree.heads[at]] if tree.tags[subject] in ("WDT", "WP") else tree.lowers[subject]
        if tree.heads[at] == at:
            return None
        at = tree.heads[at]
    return None


def _in_sentence(scene: Scene) -> Iterator[Claim]:
    """The year and the count in one sentence of the present tense."""
    years = [time for time in scene.times if YEAR.search(time.quote) and time.period.start is not None]
    if len(years) != 1 or _MARKER.search(scene.text):
        return
    (year,) = years
    text, passed_present = scene.text, _is_present(scene)
    for words_told, number in _table()[0].items():
        found = re.search(rf"\b{re.escape(words_told)}\b", text)
        if found and _MARKS.search(text) and re.search(r"\b(?:opened|founded|married|wed|formed|began|set up)\b", text):
            yield _counted(scene, year, scene, year, Interval.exactly(Decimal(number)), 1)
    century = _CENTURY_AFTER.match(text)
    if century is not None and passed_present and century.end() <= year.start and len(text[century.end() : year.start]) < 60:
        number = {"quarter of a century": 25, "half a century": 50, "century": 100, "decade": 10}[century.group(1).lower()]
        if not re.search(r"[.;]", text[century.end() : year.start]):
            yield _counted(scene, year, scene, year, around(Decimal(number)), 0)
    for mention in scene.quantities:
        value, quote = mention.quantity.value, mention.quote
        if value is None or value < 5 or not re.search(r"(?:years?|decades?)(?: old)?$", quote):
            continue
        number = value * (10 if quote.endswith(("decade", "decades")) else 1)
        behind, lead = text[mention.end : year.start], text[: mention.start]
        if year.start > mention.end and len(behind) < 60:
            since = re.search(r"\b[Ii]t(?: is|['’]s)(?: now)? (?:almost |nearly )?$", lead) and behind.startswith(" since ")
            on = not lead.strip() and _ON.match(behind) and passed_present
            if (since or on) and not re.search(r"[.;]", behind):
                yield _counted(scene, mention, scene, year, around(number), 0)
        elif year.end < mention.start and (mention.kind == "age" or _OLD.match(text[mention.end :])):
            founded = re.search(r"\b(?:founded|established|opened|built|set up|formed) in $", text[: year.start])
            if founded and re.search(r", (?:which )?(?:is|turns) (?:now )?$", text[year.end : mention.start]):
                yield _counted(scene, mention, scene, year, around(number), 1)


def _is_present(scene: Scene) -> bool:
    tree = scene.tree
    if tree is None:
        return False
    for at in range(len(tree)):
        if tree.deps[at] == "ROOT":
            helpers = {tree.lowers[child] for child in tree.children[at] if tree.deps[child] in ("aux", "auxpass")}
            return tree.tags[at] in ("VBZ", "VBP") or bool(helpers & {"has", "have", "is", "are"})
    return False


def _agos(scene: Scene, scenes: Sequence[Scene]) -> Iterator[Claim]:
    """ "12 years ago, when the river burst its banks" and, near it, "The 2009 flood"."""
    agos = [time for time in scene.times if _AGO.search(time.quote) and time.period.start is not None]
    if len(agos) != 1 or any(YEAR.search(time.quote) for time in scene.times):
        return
    (ago,) = agos
    for other in scenes:
        if not 0 < abs(other.passage.index - scene.passage.index) <= 3 or other.tree is None:
            continue
        for year in other.times:
            named = _named(other, year)
            if named is not None and named.search(scene.text):
                number = Decimal(scene.anchor.year - ago.period.start.year)
                yield _counted(scene, ago, other, year, around(number), 0)


def _named(scene: Scene, year: Mention) -> re.Pattern[str] | None:
    """What "the 2009 flood" is a year of: a pattern of its other words."""
    if not YEAR.fullmatch(year.quote) or not _THE.search(scene.text[: year.start]):
        return None
    found = re.match(r"(?: [a-z]+){1,3}\b", scene.text[year.end : year.end + 40])
    if found is None:
        return None
    for word in (found.group(0).strip().split())[:3]:
        if word in _table()[1]:
            return _table()[1][word]
    return None


def _counted(scene: Scene, told: Mention, where: Scene, year: Mention, stated: Interval, slack: int) -> Claim:
    passed = Decimal(scene.anchor.year - year.period.start.year)
    implied = Interval.between(max(Decimal(0), passed - 1), passed + slack)
    part = where.mention_part("year", year)
    return duration_claim(scene, told, "counted", stated, implied, "year", (part,), marked=str(scene.anchor.year))
