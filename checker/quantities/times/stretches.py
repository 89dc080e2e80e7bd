"""Stretches and distances from the anchor: "over the past three weeks", "two years ago", "three weeks after Easter".

In:  tokens with {"DUR": …}.
Out: the same line, shorter.  "over the past week", anchor 2024-12-27 → [2024-12-20, 2024-12-27), offset (-7, 0)
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from checker.model.period import Period
from checker.quantities.times import calendar
from checker.quantities.times.durations import Duration, timex_of
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.parts import day_offset, days_of, moved, resolved
from checker.quantities.times.points import ONE_DAY, Context, Reading, reading_of
from checker.quantities.times.relative import at_point, from_anchor, step

Roles = dict[str, Any]
# Days; beyond this no text counts from its own day ("the past million years").
FARTHEST = 400_000
COUNTING = frozenset(["time", "times", "once", "twice", "record"])
# After these, "last" is a verb: "will last two hours".
CAN_LAST = frozenset(
    "will would to can could may might should must shall did does do not n't usually shouldn't wouldn't won't couldn't "
    "didn't typically often".split()
)
GRAIN = ("day", "week", "month", "quarter", "half", "season", "year", "decade", "century")


def register_stretches(grammar: Grammar) -> None:
    """Second pass: what a duration says from the anchor."""
    _register_past_stretches(grammar)
    _register_distances(grammar)


def _register_past_stretches(grammar: Grammar) -> None:
    for reader in (
        read_stretch,
        read_fortnight,
        read_past_unit,
    ):
        grammar.reader(reader)


def read_stretch(found: Found) -> Roles | None:
    return _stretch(found)


def read_fortnight(found: Found) -> Roles:
    ahead = found["s"] > 0
    start, end = (0, 14) if ahead else (-14, 0)
    return {"DONE": from_anchor(found.context, start, end, "week", "P2W")}


def read_past_unit(found: Found) -> Roles | None:
    return _past_unit(found)


def _past_unit(found: Found) -> Roles | None:
    """ "over the past week" ends with the anchor; so does "in the last week", but "in the last quarter" is the calendar's."""
    unit, context = found["u"], found.context
    words = [token.word for token in found.tokens[found.start : found.end]]
    following = found.after()
    if found["v"] is not None or (following is not None and following.word == "of"):
        return None
    if found["s"] == "latest" or unit in ("quarter", "weekend"):
        return at_point(step(context, unit, -1)) if found["s"] in (None, -1, "latest") else None
    if found["s"] is not None and found["s"] != -1:
        return None
    if "past" not in words and not (words[0] in ("in", "over", "within", "during") and "last" in words):
        return None
    if unit in ("hour", "minute", "second", "night", "fortnight") or found.token("u").word.endswith("s"):
        return None if unit != "fortnight" else {"DONE": from_anchor(context, -14, 0, "week", "P2W")}
    return {"DONE": _from_anchor_by(context, Duration(Decimal(1), Decimal(1), unit, ((Decimal(1), unit),), (0, 0)), -1)}


def _from_anchor_by(context: Context, duration: Duration, sign: int, *, with_anchor: bool = False) -> Reading:
    """The stretch of this length that ends (-1) or begins (1) at the anchor."""
    timex = timex_of(duration, context.lexicon)
    size = day_offset(duration)
    granularity = duration.unit if duration.unit in GRAIN else "hour" if duration.unit == "hour" else "day"
    if granularity in ("week", "weekend"):
        granularity = "day"
    if size is None or size > FARTHEST:
        if duration.unit == "hour" and duration.whole and duration.whole % 24 == 0:
            size = duration.whole // 24
        else:
            return Reading("period", Period(None, None, granularity, None, timex))
    if with_anchor and sign > 0:
        offset = (0, size)
    else:
        offset = (-size, 0) if sign < 0 else (1, size + 1)
    start = end = None
    if context.anchor is not None:
        first = context.anchor if sign < 0 or with_anchor else context.anchor + ONE_DAY
        other = moved(first, duration, sign) or first + dt.timedelta(sign * size)
        start, end = sorted((first, other))
    stretch = calendar.Stretch(start, end, granularity, timex)
    return Reading("period", reading_of(stretch, offset=offset).period)


def _stretch(found: Found) -> Roles | None:
    duration, sign = found["d"], found["s"]
    if duration is None:
        number = Decimal(found["n"])
        duration = Duration(number, number, found["u"], ((number, found["u"]),), (0, 0))
        if number == 1 or not found.token("u").word.endswith("s"):
            return None
    words = [token.word for token in found.tokens[found.start : found.end]]
    if sign is None:
        return None
    after = found.after()
    if after is not None and after.word == "of" and "last" in words:
        return None
    before = found.before()
    if words[0] == "last" and before is not None and before.word in CAN_LAST:
        return None
    if duration.hyphenated:
        return None
    if duration.unit in ("quarter", "decade", "century") and duration.whole and found.context.anchor is not None:
        near = step(found.context, duration.unit, -duration.whole if sign < 0 else 1)
        far = step(found.context, duration.unit, -1 if sign < 0 else duration.whole)
        if near.period.start and far.period.end and duration.unit == "quarter":
            return {
                "DONE": Reading(
                    "period",
                    Period(near.period.start, far.period.end, "quarter", None, timex_of(duration, found.context.lexicon)),
                )
            }
    if duration.working and duration.whole and duration.whole < 1000:
        return _working_days(found.context, duration, sign)
    if duration.vague:
        return {
            "DONE": Reading(
                "period",
                Period(
                    None,
                    None,
                    duration.unit if duration.unit in GRAIN else "day",
                    None,
                    timex_of(duration, found.context.lexicon),
                ),
            )
        }
    return {"DONE": _from_anchor_by(found.context, duration, sign, with_anchor=words[0] == "within")}


def _working_days(context: Context, duration: Duration, sign: int) -> Roles:
    """The stretch that holds so many days from Monday to Friday, the anchor's day left out."""
    anchor, timex = context.anchor, timex_of(duration, context.lexicon)
    if anchor is None:
        return {"DONE": Reading("period", Period(None, None, "day", None, timex))}
    date, left = anchor, duration.whole
    while left:
        date += dt.timedelta(sign)
        left -= date.weekday() < 5
    start, end = (anchor + ONE_DAY, date + ONE_DAY) if sign > 0 else (date, anchor)
    return {"DONE": Reading("period", reading_of(calendar.Stretch(start, end, "day", timex)).period)}


def _register_distances(grammar: Grammar) -> None:
    for reader in (
        read_distance,
        read_within,
        read_starting,
        read_farther,
        read_beside,
    ):
        grammar.reader(reader)


def read_distance(found: Found) -> Roles | None:
    duration = found["d"]
    words = [token.word for token in found.tokens[found.start : found.end]]
    if "ago" in words:
        return at_point(distance(found.context, duration, -1))
    if "earlier" in words or "later" in words:
        return {"SHIFT": (duration, -1 if "earlier" in words else 1)}
    if words[0] == "in" and not _looks_ahead(found, words):
        return None
    return at_point(distance(found.context, duration, 1))


def read_within(found: Found) -> Roles | None:
    """ "will end within 9 months" is a stretch ahead; "ended within 9 months" a length."""
    duration, anchor = found["d"], found.context.anchor
    if found.context.tense(found.tokens[found.start].start) <= 0 or anchor is None or duration.unit not in GRAIN:
        return None
    end = moved(anchor, duration, 1)
    if end is None:
        return None
    stretch = calendar.Stretch(anchor, end, duration.unit, timex_of(duration, found.context.lexicon))
    return {"DONE": Reading("period", reading_of(stretch, offset=(0, day_offset(duration))).period)}


def read_starting(found: Found) -> Roles | None:
    duration, days = found["d"], days_of(resolved(found["x"], found))
    end = moved(days[0], duration, 1) if days else None
    if end is None:
        return None
    stretch = calendar.Stretch(days[0], end, "day", timex_of(duration, found.context.lexicon))
    return {"DONE": Reading("period", reading_of(stretch).period)}


def read_farther(found: Found) -> Roles | None:
    days, sign = days_of(resolved(found["x"], found)), -1 if found["s"] == "before" else 1
    date = moved(days[0], found["d"], sign) if days and not found["d"].vague else None
    if date is None:
        return None
    low, high = (date, None) if sign > 0 else (None, date)
    if found["m"] == "less":
        low, high = (days[0], date) if sign > 0 else (date, days[0])
    return {"DONE": Reading("period", reading_of(calendar.Stretch(low, high, "day")).period)}


def read_beside(found: Found) -> Roles | None:
    duration = found["d"]
    if duration is None:
        duration = Duration(Decimal(1), Decimal(1), found["a"], ((Decimal(1), found["a"]),), (0, 0))
    reading = resolved(found["x"], found) if found["x"] is not None else None
    days = days_of(reading) if reading else None
    if duration.hyphenated or duration.vague or found["s"] == "since" and reading.kind != "date":
        return None
    if days is None or reading.kind != "date" or duration.unit not in ("day", "week", "month", "year", "fortnight"):
        return None
    date = moved(days[0], duration, -1 if found["s"] == "before" else 1)
    return at_point(reading_of(calendar.day(date))) if date else None


def _looks_ahead(found: Found, words: list[str]) -> bool:
    """ "in two weeks" is a date only when the sentence looks ahead: else it says how long it took."""
    if "time" in words or "another" in words:
        return True
    # "the third time in two years", "the worst in a decade": a length, not a date.
    for token in found.tokens[max(0, found.start - 4) : found.start]:
        if token.word in COUNTING or "ORD" in token.roles or (token.word.endswith("est") and len(token.word) > 4):
            return False
    tense = found.context.tense(found.tokens[found.start].start)
    return tense > 0 or (tense == 0 and found["d"].unit in GRAIN and not found["d"].vague)


def distance(context: Context, duration: Duration, sign: int) -> Reading:
    """ "three weeks ago": at the granularity of its unit; a day only when days are counted."""
    unit = "day" if duration.unit in ("night", "day") else "week" if duration.unit == "fortnight" else duration.unit
    if duration.vague or duration.whole is None or unit not in GRAIN:
        return Reading(
            "period", Period(None, None, unit if unit in GRAIN else "hour", None, "PAST_REF" if sign < 0 else "FUTURE_REF")
        )
    size = day_offset(duration)
    if unit == "day" and size is not None:
        return from_anchor(context, sign * size, sign * size + 1, "day")
    if context.anchor is None:
        return Reading("period", Period(None, None, unit, None, None))
    date = moved(context.anchor, duration, sign)
    if date is None or not 1 <= date.year < calendar.LAST_YEAR:
        return Reading("period", Period(None, None, unit, None, None))
    stretch = calendar.containing(unit, date)
    return Reading("period", reading_of(stretch).period)
