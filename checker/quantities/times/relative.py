"""Words that count from the anchor: "yesterday", "last week", "on Friday", "this March", "year to date".

In:  tokens of a passage and the anchor.
Out: tokens {"POINT": Point or Reading}.  "last year", anchor 2026-03-31 → 2025; without an anchor, no days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from checker.quantities.times import calendar
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.points import (
    FUTURE,
    ONE_DAY,
    PAST,
    Context,
    Point,
    Reading,
    choose,
    part_of,
    reading_of,
    settle,
    unresolved,
)

Roles = dict[str, Any]
ORDINAL_UNITS = frozenset(["day", "week", "month"])


def at_point(reading: Reading) -> Roles:
    return {"POINT": reading}


def from_anchor(context: Context, low: int | None, high: int | None, granularity: str, timex: str | None = None) -> Reading:
    """Days *low* to *high* of the anchor; the offset is known even when the anchor is not."""
    anchor = context.anchor
    start = end = None
    if anchor is not None:
        try:
            start = None if low is None else anchor + dt.timedelta(low)
            end = None if high is None else anchor + dt.timedelta(high)
        except OverflowError:
            return unresolved(granularity, timex)
        if timex is None and granularity == "day" and start is not None:
            timex = start.isoformat()
    return reading_of(calendar.Stretch(start, end, granularity, timex), offset=(low, high))


def step(context: Context, unit: str, steps: int, part: str | None = None) -> Reading:
    """The calendar step of this *unit*, *steps* from the anchor's."""
    granularity = "day" if unit == "weekend" else unit
    if context.anchor is None:
        if unit == "day":
            return from_anchor(context, steps, steps + 1, "day")
        reading = unresolved(granularity, None)
        return reading if granularity != "day" else Reading("period", reading.period)
    stretch = calendar.step_of(unit, context.anchor, steps)
    if stretch is None:
        return unresolved(granularity, None)
    return replace(reading_of(part_of(stretch, part)), part=part)


def register_relative(grammar: Grammar) -> None:
    _register_days(grammar)
    _register_steps(grammar)
    _register_stretches(grammar)


def _register_days(grammar: Grammar) -> None:
    for reader in (
        read_today,
        read_day_beside,
        read_last_night,
        read_day_part,
        read_loosely_now,
        read_loosely_past,
        read_loosely_ahead,
        read_now,
        read_weekend,
        read_working_week,
        read_holiday_weekend,
        read_holiday,
    ):
        grammar.reader(reader)


def read_today(found: Found) -> Roles:
    low, high = found["d"]
    return at_point(from_anchor(found.context, low, high, "day"))


def read_day_beside(found: Found) -> Roles:
    low, high = found["d"]
    sign = -1 if found["a"] == "before" else 1
    return at_point(from_anchor(found.context, low + sign, high + sign, "day"))


def read_last_night(found: Found) -> Roles | None:
    reading = from_anchor(found.context, -1, 0 if found.tokens[found.start].word != "overnight" else 1, "day")
    if found.tokens[found.start].word == "overnight":
        return at_point(Reading("period", reading.period))
    period = reading.period
    timex = f"{period.timex}TNI" if period.timex else None
    return at_point(Reading("period", type(period)(period.start, period.end, "day", period.offset, timex)))


def read_day_part(found: Found) -> Roles:
    if found["w"] is not None:
        return {"POINT": Point(weekday=found["w"])}
    reading = from_anchor(found.context, 0, 1, "day")
    period = reading.period
    timex = f"{period.timex}T{found['p']}" if period.timex else None
    return at_point(Reading("date", type(period)(period.start, period.end, "day", period.offset, timex)))


def read_now(found: Found) -> Roles | None:
    reading = from_anchor(found.context, 0, 1, "day")
    if found.end - found.start == 2 and (after := found.after()) is not None and after.word in ("from", "back"):
        return None
    if found.end - found.start == 1:
        return {"NOW": reading}
    before = found.before()
    if before is not None and before.word == "up":
        return None  # "not up to date"
    period = from_anchor(found.context, None, 0, "day", "PRESENT_REF").period
    return {"NOW": reading, "DONE": Reading("period", period)}


LEADS_TO_NOW = frozenset("until till to from between and by for - since than".split())


def read_loosely_now(found: Found) -> Roles | None:
    """ "Currently", and "now" unless a span wants it: the day of the anchor, told as no date."""
    after = found.after()
    if found.tokens[found.end - 1].word == "now" and after is not None and after.word in ("from", "back", "that", "-"):
        return None
    before = found.before()
    if found.end - found.start == 1 and found.tokens[found.start].word == "now":
        if before is not None and before.word in (
            "until",
            "till",
            "to",
            "from",
            "between",
            "and",
            "by",
            "for",
            "-",
            "since",
            "than",
        ):
            return None
    today = from_anchor(found.context, 0, 1, "day", "PRESENT_REF")
    return {"DONE": Reading("period", today.period)}


def read_loosely_past(found: Found) -> Roles | None:
    unit = found.token("u")
    if unit is not None and not unit.word.endswith("s"):
        return None
    return {"DONE": Reading("period", unresolved("day", "PAST_REF").period)}


def read_loosely_ahead(found: Found) -> Roles | None:
    unit = found.token("u")
    if unit is not None and (not unit.word.endswith("s") or found.before() is not None and "NUM" in found.before().roles):
        return None
    return {"DONE": Reading("period", unresolved("day", "FUTURE_REF").period)}


def read_weekend(found: Found) -> Roles | None:
    context, after = found.context, found.after()
    if context.anchor is None:
        return at_point(Reading("period", unresolved("day", None).period))
    if after is not None and after.word == "of":
        return None
    weeks = [calendar.step_of("weekend", context.anchor, steps) for steps in (-1, 0, 1)]
    best = choose([x for x in weeks if x], context.anchor, context.tense(found.tokens[found.start].start) or FUTURE)
    return at_point(reading_of(best)) if best else None


def read_working_week(found: Found) -> Roles | None:
    if found.context.anchor is None:
        return at_point(unresolved("week", None))
    whole = calendar.step_of("week", found.context.anchor, found["s"])
    return at_point(reading_of(calendar.Stretch(whole.start, whole.start + dt.timedelta(5), "day", whole.timex)))


def read_holiday_weekend(found: Found) -> Roles | None:
    reading = settle(Point(year=found["y"], holiday=found["h"]), found.context, found.tokens[found.start].start)
    if reading.period.start is None:
        return at_point(Reading("period", reading.period))
    date = reading.period.start.date()
    if date.weekday() in (1, 2):
        return None
    sunday = date + dt.timedelta(6 - date.weekday()) if date.weekday() else date - ONE_DAY
    start, end = min(date, sunday - ONE_DAY), max(date, sunday) + ONE_DAY
    return at_point(Reading("period", reading_of(calendar.Stretch(start, end, "day")).period))


def read_holiday(found: Found) -> Roles | None:
    year, steps, anchor = found["y"], found["s"], found.context.anchor
    if steps is not None and "HOLIDAY" in found.tokens[found.start].roles:
        year = anchor.year + steps if anchor else None
    side = PAST if steps is not None and steps < 0 else FUTURE if steps is not None and steps > 0 else 0
    return {"POINT": Point(year=year, holiday=found["h"], side=side)}


def _register_steps(grammar: Grammar) -> None:
    for reader in (
        read_step,
        read_end_of_step,
        read_month_step,
        read_season_step,
        read_day_step,
        read_quarter_step,
        read_fiscal_step,
    ):
        grammar.reader(reader)


def read_step(found: Found) -> Roles | None:
    unit, steps = found["u"], found["s"]
    steps = steps if steps is not None else -1 if found.tokens[found.start].word == "past" else 0
    if unit in ("hour", "minute", "second", "night", "fortnight"):
        return None
    if found["l"]:
        return at_point(_side_of(found.context, unit, steps, found["l"]))
    words = [token.word for token in found.tokens[found.start : found.end]]
    if unit == "day" and ("last" in words or "current" in words or "coming" in words):
        return None
    if found.token("u").word.endswith("s") and unit != "s":
        return None
    before = found.before()
    if words[0] == "last" and before is not None and before.word == "the":
        before = found.before(2)
    elif words[:2] != ["the", "last"]:
        before = None
    if before is not None and before.word in ("in", "over", "within", "during"):
        return None  # a stretch that ends with the anchor, not the calendar's last
    if words[0] == "the" and words[1] in ("previous", "following") and unit in ("year", "quarter", "month", "week", "day"):
        return {"EARLIER": (unit, steps, words[1])}
    if ("last" in words or "next" in words) and (after := found.after()) is not None and after.word == "of":
        return None
    return at_point(step(found.context, unit, steps, found["p"]))


def read_end_of_step(found: Found) -> Roles | None:
    unit = found["u"] or ("month" if found.tokens[found.start].word == "eom" else "year")
    words = [token.word for token in found.tokens[found.start : found.end]]
    if len(words) < 3 and "-" not in words and words[0] in ("late", "early", "mid", "start", "middle", "beginning"):
        return None
    part = found["p"] or "END"
    return at_point(step(found.context, unit, 0, part))


def read_month_step(found: Found) -> Roles | None:
    if found.token("m").word in ("may", "march") and "WEAKMONTH" in found.token("m").roles:
        return None  # "this may need" is no month
    month, steps, context = found["m"], found["s"], found.context
    if context.anchor is None:
        return at_point(unresolved("month", f"XXXX-{month:02d}"))
    anchor = context.anchor
    if found.tokens[found.end - 1].word == "year":
        return {"POINT": Point(year=anchor.year + steps, month=month)}
    if steps == 0:
        return {"POINT": Point(year=anchor.year, month=month)}
    months = [calendar.month(anchor.year + more, month) for more in (-1, 0, 1)]
    if steps < 0:
        return at_point(reading_of([x for x in months if x.end <= anchor][-1]))
    return at_point(reading_of([x for x in months if x.start > anchor][0]))


def read_season_step(found: Found) -> Roles | None:
    context, steps = found.context, found["s"]
    if steps is None or context.anchor is None:
        return {"POINT": Point(season=found["e"])} if steps is not None else None
    side = PAST if steps < 0 else FUTURE if steps > 0 else 0
    year = context.anchor.year if steps == 0 else None
    return {"POINT": Point(season=found["e"], side=side, year=year)}


def read_day_step(found: Found) -> Roles | None:
    if "STEP" in found.tokens[found.start].roles:
        side = PAST if found["s"] < 0 else FUTURE if found["s"] > 0 else 0
        return {"POINT": Point(month=found["m"], day=found["d"], side=side)}
    year = found.context.anchor.year + found["s"] if found.context.anchor else None
    return {"POINT": Point(year=year, month=found["m"], day=found["d"])}


def read_quarter_step(found: Found) -> Roles | None:
    number = found["o"] or found["q"] or 4
    field = "half" if found["h"] else "quarter"
    if number > (2 if found["h"] else 4):
        return None
    year = None
    if found["s"] is not None and found.context.anchor is not None:
        year = found.context.anchor.year + found["s"]
    return {"POINT": Point(year=year, **{field: number})}


def read_fiscal_step(found: Found) -> Roles:
    return {"POINT": Point(defined=False)}


def _side_of(context: Context, unit: str, steps: int, side: str) -> Reading:
    """ "earlier this month" ends with the anchor; "later this year" begins with it."""
    whole = step(context, unit, steps)
    period, anchor = whole.period, context.anchor
    if anchor is None or period.start is None:
        return Reading("period", period)
    here = dt.datetime(anchor.year, anchor.month, anchor.day)
    if steps != 0:
        middle = period.start + (period.end - period.start) / 2
        here = dt.datetime(middle.year, middle.month, middle.day)
    start, end = (period.start, max(here, period.start)) if side == "earlier" else (here, period.end)
    if start == end:
        start, end = period.start, period.end
    return Reading("period", type(period)(start, end, "day", None, period.timex))


def _register_stretches(grammar: Grammar) -> None:
    for reader in (
        read_to_date,
        read_week_after_next,
        read_earlier_step,
    ):
        grammar.reader(reader)


def read_to_date(found: Found) -> Roles | None:
    context, unit = found.context, found["u"] or "year"
    if unit not in ("year", "month", "week", "quarter", "decade", "century"):
        return None
    whole = step(context, unit, 0)
    if context.anchor is None:
        return {"DONE": Reading("period", type(whole.period)(None, None, unit, (None, 0), None))}
    stretch = calendar.containing(unit, context.anchor)
    end = max(context.anchor, stretch.start + ONE_DAY)
    return {"DONE": Reading("period", reading_of(calendar.Stretch(stretch.start, end, "day", stretch.timex)).period)}


def read_week_after_next(found: Found) -> Roles:
    return at_point(step(found.context, "week", 2))


def read_earlier_step(found: Found) -> Roles | None:
    words = [token.word for token in found.tokens[found.start : found.end]]
    if "same" in words and not ("ago" in words or "earlier" in words or "before" in words or isinstance(found["s"], int)):
        return None
    follower = found.after()
    if words[-1] == "before" and (words[0] != "the" or follower is not None and follower.text[:1].isalnum() and "the" in words):
        return None
    if words[0] == "year" and words[-1] == "before":
        return None
    return {
        "EARLIER": (
            found["u"] if found["u"] and "same" not in words else "year",
            1 if words[-1] == "later" else -1,
            words[-1],
        )
    }
