"""Writing: claims about how a figure or a date is written, where the writing itself cannot be right.

In:  a scene.
Out: `date` claims where a weekday stands beside a date: ``stated`` is the weekday named, ``implied`` the one the
     calendar gives (1 Monday … 7 Sunday), their names in words.
     `range` and `span` claims with ``before`` and ``after``: the ends in the order of writing.
     `malformed` claims where a mention carries a fault; the word ``fault`` says which, ``expected`` what would be right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

# A date that is moved may well move back: "brought forward from May 2029 to December 2021".
_MOVED = re.compile(r"\b(?:mov|brought|push|put|extend|postpon|delay|chang|shift|cut|reduc|revis|advanc)\w*(?: \w+){0,3} $", re.I)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def find_writing(scene: Scene) -> Iterator[Claim]:
    for mention in scene.mentions:
        if mention.fault == "reversed":
            yield from _span(scene, mention)
        elif mention.fault is not None:
            yield _malformed(scene, mention)
        elif mention.period is not None and mention.period.weekday is not None:
            yield from _weekday(scene, mention)
        elif mention.quantity is not None and mention.quantity.modifier == "range":
            yield from _range(scene, mention)


def _malformed(scene: Scene, mention: Mention) -> Claim:
    words = [("fault", mention.fault)]
    if mention.expected:
        words.append(("expected", mention.expected))
    return scene.claim(mention, "malformed", words=tuple(words))


def _weekday(scene: Scene, mention: Mention) -> Iterator[Claim]:
    """Only a date that names its day of the month can disagree with a weekday."""
    period = mention.period
    if period.start is None or period.granularity != "day" or not any(letter.isdigit() for letter in mention.quote):
        return
    day: dt.datetime = period.start
    assumed = period.timex is not None and period.timex.startswith("XXXX")
    yield scene.claim(
        mention,
        "date",
        stated=Interval.exactly(Decimal(period.weekday + 1)),
        implied=Interval.exactly(Decimal(day.weekday() + 1)),
        words=(
            ("weekday", WEEKDAYS[period.weekday]),
            ("calendar", WEEKDAYS[day.weekday()]),
            ("day", f"{day.day} {day:%B %Y}"),
        ),
        flags=frozenset(["year_assumed"] if assumed else ["year_written"]),
    )


def _span(scene: Scene, mention: Mention) -> Iterator[Claim]:
    period = mention.period
    if period is None or period.start is None or period.end is None or _MOVED.search(scene.before(mention)):
        return
    yield scene.claim(
        mention,
        "span",
        before=Interval.exactly(Decimal(period.start.toordinal())),
        after=Interval.exactly(Decimal(period.end.toordinal())),
    )


def _range(scene: Scene, mention: Mention) -> Iterator[Claim]:
    low, high = mention.quantity.written
    if low is None or high is None:
        return
    yield scene.claim(mention, "range", before=Interval.exactly(low), after=Interval.exactly(high))
