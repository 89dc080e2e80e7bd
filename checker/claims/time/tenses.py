"""Tenses: a date that the verb puts on the wrong side of the article's own day.

In:  a scene of a dated article.
Out: `happening` claims with flag "to_come" (future tense) or "gone" (past tense): ``stated`` the days of the date,
     ``implied`` the days before or behind the article (day numbers of the calendar).
     "The return leg will be played on 21 March" (written on 3 April)  →  to_come, stated before implied
     "The show opens on 21 March", "is due to open", "Join us on", "have until": to_come as well (outlook.py)

A date without a year is the one nearest to the article, so only those of the last and the next weeks speak.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.claims.time.outlook import looks_ahead
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

# A day's grace: time zones, and articles dated the day after.
_GRACE = 2
_WEEKS = 60
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
_IN = re.compile(r"\b(?:on|in)(?: (?:\w+day,?|early|late))? ?$", re.I)
_PERFECT = re.compile(r"\b(?:has|have|['’]ve) (?:now |just |also |already |been )?[a-z]+ed\b")
_FROM_A_TIME = re.compile(
    r"\bfrom (?:the (?:start|beginning|end) |early |mid-|late )?(?:\d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midday|midnight|now|then"
    r"|next|last|this|jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec|spring|summer|autumn|winter)",
    re.I,
)
# "for the first time since its sails were taken down": how long it has been, whenever it is told.
_FIRST_SINCE = re.compile(r"\b(?:first|last|biggest|largest)\b(?: (?!since\b)[\w'’-]+){0,6} since\b[^.;]*")
_FULL = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$")


@dataclass(frozen=True, slots=True)
class Wording:
    """The table of this page: see tables/tenses.yaml."""

    unless_to_come: re.Pattern[str]
    unless_gone: re.Pattern[str]
    fixing: frozenset[str]
    incidents: frozenset[str]


@functools.cache
def wording() -> Wording:
    rows = load_table("checker.claims.tables", "tenses.yaml")
    return Wording(
        any_of(rows["unless_to_come"]),
        any_of(rows["unless_gone"]),
        frozenset(rows["fixing"]),
        frozenset(rows["incidents"]),
    )


def find_tenses(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    # An anchor read from a date in the text may be any date of a story; only one the source gives is the article's own.
    if article.source.published is None:
        return
    later: set[int] = set()
    past_told = False
    gone: list[Claim] = []
    for scene in scenes:
        if scene.anchor is None or scene.tree is None or len(scene.text) > LONGEST_SENTENCE:
            continue
        # A story of another year tells its days without naming the year again.
        years = {int(year) for year in _YEAR.findall(scene.text)}
        past_told = past_told or any(year < scene.anchor.year for year in years)
        for time in scene.times:
            told = _days(time)
            if told is None:
                continue
            if _YEAR.search(time.quote) and told[0].year > scene.anchor.year:
                later.add(told[0].year)
            if (scene.anchor - told[1]).days > _GRACE or (told[0] - scene.anchor).days > _GRACE:
                found = list(_against_verb(scene, time, *told, past_told))
                gone += [claim for claim in found if "gone" in claim.flags]
                yield from (claim for claim in found if "gone" not in claim.flags)
    # Several later years: the article was written on after the day it carries.
    if len(later) <= 1:
        yield from gone


def _days(time: Mention) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date told in figures; None for weekdays, seasons and stretches of years."""
    period, timex = time.period, time.period.timex or ""
    if period.end is None or period.granularity not in ("day", "month", "year"):
        return None
    if not any(letter.isdigit() for letter in time.quote) or timex.startswith("P") or ("/" in timex and not _FULL.match(timex)):
        return None
    last = (period.end - dt.timedelta(days=1)).date()
    if period.start is None:
        # "until 4 May"
        return (last, last) if period.granularity == "day" else None
    return period.start.date(), last


def _against_verb(scene: Scene, time: Mention, start: dt.date, end: dt.date, past_told: bool) -> Iterator[Claim]:
    tree, anchor = scene.tree, scene.anchor
    if any(low <= time.start < high for low, high in scene.quotes):
        return
    written = _YEAR.search(time.quote) is not None
    day = Interval.exactly(Decimal(anchor.toordinal()))
    ahead = looks_ahead(scene, time)
    if ahead is not None and not written and (start - anchor).days > _WEEKS:
        # "will be on March 21", read in April, is taken for next year's; a year earlier it has just gone by.
        start, end = (_year_before(day) for day in (start, end))
    if end < anchor:
        within = None if written and ahead and not ahead.near else _WEEKS * (1 + written)
        if ahead is None or (within is not None and (anchor - end).days > within):
            return
        # "will omit the dividend in 1986" may speak of a year's accounts.
        if time.period.granularity == "year" and end.year > anchor.year - 2:
            return
        if not _tells_of_the_past(_without(scene.text, time)):
            yield _claim(scene, time, ahead.verb, "to_come", (start, end), Interval(day.low, None))
        return
    verb = _past_verb(scene, time) or _incident(scene, time)
    if verb is None or start <= anchor or wording().unless_gone.search(scene.text):
        return
    near = not past_told and time.period.granularity == "day" and (start - anchor).days <= _WEEKS
    # "bought bills for resale on 2 April": the day of what it is for.
    aimed = " for " in scene.text[tree.ends[verb] : time.start]
    if written or (near and not aimed and tree.lemmas[verb] not in wording().fixing):
        yield _claim(scene, time, verb, "gone", (start, end), Interval(None, day.high))


def _tells_of_the_past(text: str) -> bool:
    """Whether words but those of the perfect ("has agreed") and of places ("from Malmö") tell of another day."""
    text = _FIRST_SINCE.sub("", text)
    return _FROM_A_TIME.search(text) is not None or wording().unless_to_come.search(_PERFECT.sub("", text)) is not None


def _without(text: str, time: Mention) -> str:
    """The sentence without the date, whose own "from" tells nothing."""
    return text[: time.start] + text[time.end :]


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _past_verb(scene: Scene, time: Mention) -> int | None:
    """The verb in the past tense that the date hangs on, through its preposition only: "opened on 4 May"."""
    tree = scene.tree
    if not _IN.search(scene.text[: time.start]) and not re.match(r"(?:on|in) ", time.quote, re.I):
        return None
    at = tree.token_at(time.start)
    for _ in range(5):
        if at is None:
            return None
        at = tree.heads[at]
        if tree.tags[at].startswith("VB"):
            return at if _is_past(tree, at) else None
        if not tree.tags[at].startswith(("IN", "CD", "NNP")):
            return None
    return None


def _incident(scene: Scene, time: Mention) -> int | None:
    """ "after a robbery on Sunday, July 23": what nobody tells of beforehand. Also the verb of "since 4 May"."""
    tree = scene.tree
    at = tree.token_at(time.start)
    since = time.quote.lower().startswith("since ")
    for _ in range(4):
        if at is None:
            return None
        at = tree.heads[at]
        if tree.lowers[at] in wording().incidents or (since and tree.tags[at].startswith("VB")):
            return at
        if not tree.tags[at].startswith(("IN", "CD", "NNP")):
            return None
    return None


def _is_past(tree: Tree, verb: int) -> bool:
    """ "opened", "was opened": neither perfect ("has been") nor with a modal."""
    helpers = [tree.lowers[at] for at in tree.children[verb] if tree.deps[at] in ("aux", "auxpass")]
    if tree.tags[verb] == "VBD" or (tree.tags[verb] == "VBN" and tree.deps[verb] == "ROOT" and not helpers):
        return not helpers
    return tree.tags[verb] == "VBN" and bool(helpers) and all(word in ("was", "were") for word in helpers)


def _claim(scene: Scene, time: Mention, verb: int, flag: str, days: tuple[dt.date, dt.date], implied: Interval) -> Claim:
    start, end = days
    return scene.claim(
        time,
        "happening",
        parts=(scene.tokens_part("verb", verb, verb + 1),),
        stated=Interval.between(Decimal(start.toordinal()), Decimal(end.toordinal())),
        implied=implied,
        words=(("published", f"{scene.anchor.day} {scene.anchor:%B %Y}"),),
        flags=frozenset([flag]),
    )
