"""Weekdays and days of a month without their month: "on Friday", "next Tuesday", "Monday of last week", "the 18th".

In:  tokens of a passage and the anchor.
Out: tokens {"POINT": Point or Reading}.  "last Friday", anchor 2026-03-31 (a Tuesday) → 2026-03-27
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from checker.quantities.times import calendar
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.points import FUTURE, Point, reading_of, unresolved
from checker.quantities.times.relative import at_point

Roles = dict[str, Any]


def register_weekdays(grammar: Grammar) -> None:
    """Adds weekdays and bare days to *grammar*."""
    for reader in (
        read_weekday,
        read_day_of_month,
        read_weekday_step,
    ):
        grammar.reader(reader)


def read_weekday(found: Found) -> Roles | None:
    token, before, after = found.token("w"), found.before(), found.after()
    if before is not None and ("ORD" in before.roles or before.word in ("last", "final")) and after is not None:
        if after.word in ("of", "in"):
            return None
    if "WEAK" in token.roles and not (
        before is not None and before.word in ("on", "until", "by", "since", "last", "next", "this", "(", "from", "or", ",")
    ):
        if found["d"] is None and token.word in ("sat", "sun", "mon", "fri", "wed"):
            return None
    if found.end - found.start == 2 and found.tokens[found.end - 1].word == "." and len(token.word) > 5:
        return None
    if found["d"] is not None and "DAY" in found.token("d").roles and after is not None:
        if after.text[:1].isalnum() or after.text in ("-", "–", "/", ":", "%", "$", "£"):
            return None
    if (
        after is not None
        and after.text in ("Times", "Night", "Mass", "Review", "Herald", "Telegraph", "Mirror", "Post", "Mail", "Express")
        and token.word == "sunday"
    ):
        return None
    if before is not None and before.word in found.context.lexicon.no_weekday_after and before.text[:1].isupper():
        return None
    return {"POINT": Point(weekday=found["w"], day=found["d"])}


def read_day_of_month(found: Found) -> Roles | None:
    words = [token.word for token in found.tokens[found.start : found.end]]
    token = found.token("d")
    if not 1 <= found["d"] <= 31:
        return None
    if "month" in words:
        steps = found["s"] if isinstance(found["s"], int) else 0
        if found.context.anchor is None:
            return at_point(unresolved("day", None))
        first = calendar.step_of("month", found.context.anchor, steps).start
        return {"POINT": Point(year=first.year, month=first.month, day=found["d"])}
    after = found.after()
    if not token.text[:1].isdecimal() or (after is not None and after.text[:1].isalnum() and not _may_follow_day(after.word)):
        return None
    before = found.before()
    if words[0] != "on" and (
        before is None
        or before.word not in ("until", "by", "since", "from", "before", "after", "between", "of", "to", "around", "up")
    ):
        return None if found.tokens[found.start].word == "the" and words[0] != "on" else None
    return {"POINT": Point(day=found["d"])}


def read_weekday_step(found: Found) -> Roles | None:
    return _weekday_step(found)


def _may_follow_day(word: str) -> bool:
    return word in (
        "and",
        "to",
        "through",
        "until",
        "at",
        "in",
        "for",
        "but",
        "with",
        "he",
        "she",
        "it",
        "they",
        "we",
        "when",
        "that",
        "this",
        "or",
        "after",
        "before",
    )


def _weekday_step(found: Found) -> Roles | None:
    context, weekday, steps = found.context, found["w"], found["s"]
    words = [token.word for token in found.tokens[found.start : found.end]]
    timex = f"XXXX-WXX-{weekday + 1}"
    after = found.after()
    if words[0] == "current" or (words[-2:-1] == ["last"] and after is not None and after.word in ("of", "in")):
        return None
    if context.anchor is None:
        return at_point(unresolved("day", timex, weekday=weekday))
    anchor = context.anchor
    if words[-1] == "week" and steps is None:
        return {"POINT": Point(weekday=weekday, side=FUTURE)}
    if "week" in words:
        start = calendar.step_of("week", anchor, steps).start
        return at_point(reading_of(calendar.day(start + dt.timedelta(weekday)), weekday=weekday))
    back = (anchor.weekday() - weekday) % 7 or 7
    if found["p"] or (steps is not None and steps < 0):
        # Nobody calls yesterday "last Wednesday": that is the one before.
        back += 7 if not found["p"] and back == 1 and "last" in words else 0
        if "previous" in words:
            back = (calendar.week(anchor).start - dt.timedelta(7 - weekday) - anchor).days * -1
        return at_point(reading_of(calendar.day(anchor - dt.timedelta(back)), weekday=weekday))
    if steps > 0:
        # "next Friday", said on a Thursday, is not tomorrow but the one of next week.
        ahead = (weekday - anchor.weekday()) % 7 or 7
        if "next" in words or "following" in words or words[0] == "coming":
            ahead = (calendar.week(anchor).start + dt.timedelta(7 + weekday) - anchor).days
        return at_point(reading_of(calendar.day(anchor + dt.timedelta(ahead)), weekday=weekday))
    start = calendar.week(anchor).start
    return at_point(reading_of(calendar.day(start + dt.timedelta(weekday)), weekday=weekday))
