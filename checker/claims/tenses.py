"""Tenses: a date that the verb puts on the wrong side of the article's own day.

In:  a scene of a dated article.
Out: `happening` claims with flag "to_come" (future tense) or "gone" (past tense): ``stated`` the days of the date,
     ``implied`` the days before or behind the article (day numbers of the calendar).
     "The return leg will be played on 21 March" (written on 3 April)  →  to_come, stated before implied
     `date` words beside a date: "yesterday, 3 May" (written on 6 May)  →  flag "relative"

A date without a year is the one nearest to the article, so only those of the last weeks speak.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.durations import LONGEST_SENTENCE, any_of, day_told
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

# A day's grace: time zones, and articles dated the day after.
_GRACE = 2
_WEEKS = 60
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
_IN = re.compile(r"\b(?:on|in)(?: (?:\w+day,?|early|late))? ?$", re.I)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_BESIDE = frozenset(["", "and", "that is"])


@functools.cache
def _unless() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = load_table("checker.claims.tables", "tenses.yaml")
    return any_of(rows["unless_to_come"]), any_of(rows["unless_gone"])


def find_tenses(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    # An anchor read from a date in the text may be any date of a story; only one the source gives is the article's own.
    if article.source.published is None:
        return
    later: set[int] = set()
    gone: list[Claim] = []
    for scene in scenes:
        if scene.anchor is None or scene.tree is None or len(scene.text) > LONGEST_SENTENCE:
            continue
        for time in scene.times:
            told = _days(time)
            if told is None:
                continue
            if _YEAR.search(time.quote) and told[0].year > scene.anchor.year:
                later.add(told[0].year)
            if (scene.anchor - told[1]).days > _GRACE or (told[0] - scene.anchor).days > _GRACE:
                found = list(_against_verb(scene, time, *told))
                gone += [claim for claim in found if "gone" in claim.flags]
                yield from (claim for claim in found if "gone" not in claim.flags)
        yield from _relative(scene)
    # Several later years: the article was written on after the day it carries.
    if len(later) <= 1:
        yield from gone


def _days(time: Mention) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date told in figures; None for weekdays, seasons and stretches."""
    period = time.period
    if period.start is None or period.end is None or period.granularity not in ("day", "month", "year"):
        return None
    if not any(letter.isdigit() for letter in time.quote) or "/" in (period.timex or "") or (period.timex or "").startswith("P"):
        return None
    return period.start.date(), (period.end - dt.timedelta(days=1)).date()


def _against_verb(scene: Scene, time: Mention, start: dt.date, end: dt.date) -> Iterator[Claim]:
    tree, anchor = scene.tree, scene.anchor
    if not _IN.search(scene.text[: time.start]) and not re.match(r"(?:on|in) ", time.quote, re.I):
        return
    at = tree.token_at(time.start)
    verb = None if at is None else _verb_above(tree, at)
    if verb is None or any(low <= time.start < high for low, high in scene.quotes):
        return
    written = _YEAR.search(time.quote) is not None
    to_come, gone = _unless()
    future = _is_future(tree, verb)
    if not written and future and _WEEKS < (start - anchor).days:
        # "will be on March 21", read in April, is taken for next year's; a year earlier it has just gone by.
        start, end = (day - dt.timedelta(days=365) for day in (start, end))
    # "will omit the dividend in 1986" may speak of a year's accounts.
    if end < anchor and future and time.period.granularity != "year" and not to_come.search(scene.text):
        if written or (anchor - end).days <= _WEEKS:
            yield _claim(scene, time, verb, "to_come", (start, end), Interval(Bound(Decimal(anchor.toordinal())), None))
    elif start > anchor and written and _is_past(tree, verb) and not gone.search(scene.text):
        yield _claim(scene, time, verb, "gone", (start, end), Interval(None, Bound(Decimal(anchor.toordinal()))))


def _verb_above(tree: Tree, at: int) -> int | None:
    """The verb a date hangs on, through its preposition only: a date inside a noun's phrase dates the noun."""
    for _ in range(5):
        at = tree.heads[at]
        if tree.tags[at].startswith("VB"):
            return at
        if not tree.tags[at].startswith(("IN", "CD", "NNP")):
            return None
    return None


def _is_future(tree: Tree, verb: int) -> bool:
    return any(
        tree.deps[at] in ("aux", "auxpass") and tree.lowers[at] in ("will", "wo", "'ll", "shall") for at in tree.children[verb]
    )


def _is_past(tree: Tree, verb: int) -> bool:
    """ "opened", "was opened": neither perfect ("has been") nor with a modal."""
    helpers = [tree.lowers[at] for at in tree.children[verb] if tree.deps[at] in ("aux", "auxpass")]
    if tree.tags[verb] == "VBD":
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


def _relative(scene: Scene) -> Iterator[Claim]:
    """ "yesterday, 3 May": both told, one day."""
    for first, second in zip(scene.times, scene.times[1:], strict=False):
        glue = scene.between(first, second).strip(" ,(").lower()
        for word, date in ((first, second), (second, first)):
            shift = _RELATIVE.get(word.quote.lower())
            timex = date.period.timex or ""
            day = day_told(timex) if date.period.granularity == "day" else None
            if shift is None or day is None or glue not in _BESIDE or not re.search(r"\d", date.quote) or len(timex) != 10:
                continue
            meant = scene.anchor + dt.timedelta(days=shift)
            yield scene.claim(
                date,
                "happening",
                parts=(scene.mention_part("word", word),),
                stated=Interval.exactly(Decimal(day[0].toordinal())),
                # A newspaper is dated the day after it was written.
                implied=Interval.between(Decimal(meant.toordinal() - 1), Decimal(meant.toordinal() + 1)),
                words=(("published", f"{scene.anchor.day} {scene.anchor:%B %Y}"),),
                flags=frozenset(["relative"]),
            )
