"""The walk over one passage: tokens, number words, points and durations, parts, spans, mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from checker.model.mention import Mention
from checker.model.period import Period
from checker.model.text import Passage, Setting
from checker.quantities.times import calendar
from checker.quantities.times.clocks import register_clocks
from checker.quantities.times.dates import register_dates
from checker.quantities.times.durations import read_duration, register_durations
from checker.quantities.times.grammar import Grammar
from checker.quantities.times.holidays import holiday_heads, holiday_pattern, load_holidays
from checker.quantities.times.lexer import Token, lex
from checker.quantities.times.lexicon import Lexicon, load_lexicon
from checker.quantities.times.lists import with_listed_days
from checker.quantities.times.numbers import register_numbers
from checker.quantities.times.parts import days_of, moved, register_parts, register_sums
from checker.quantities.times.points import EITHER, FUTURE, NEAREST, PAST, Context, Point, Reading, reading_of, settle, unresolved
from checker.quantities.times.relative import register_relative, step
from checker.quantities.times.spans import register_comparisons, register_day_spans, register_spans
from checker.quantities.times.stretches import register_stretches
from checker.quantities.times.weekdays import register_weekdays

WORD = re.compile(r"[^\W\d_]+|\d")
DIGITS = frozenset("0123456789")
COMMON_WORDS = frozenset(["may day"])
CLOCK_WORDS = frozenset(
    "noon midnight midday overnight now eoy fiscal date easter christmas thanksgiving halloween juneteenth memorial labor anzac "
    "boxing bastille valentine armistice columbus mlk patrick currently presently nowadays present moment recently recent future "
    "coming daily weekly monthly quarterly yearly annual annually nightly hourly".split()
)
# One of every shape of number, so that each has its letter before the first text comes.
SAMPLE = (
    "1986/87 7 24 31 45 0 99 100 1,000 2.30 3.5 2014 1500 9:30 2014-09-24 24/9/2014 9/24 "
    "2012-13 2012-2015 2003-2001 2012-11 1990s '97 Q3 H1 FY24 9th 33rd 9am 07am 12am 45am 9:30am ½"
)
MADE = (
    "WEAKMONTH",
    "WEAKSEASON",
    "WEAKWEEKDAY",
    "POINT",
    "DONE",
    "DUR",
    "CLOCKTIME",
    "EARLIER",
    "SHIFT",
    "NOW",
    "HOLIDAY",
    "BACKWARDS",
    "NAMED",
    "MONTHDAY",
)


@cache
def grammars() -> tuple[Grammar, ...]:
    """The passes in order: number words, points and durations, sums, parts, spans."""
    numbers, points, sums, parts, spans = Grammar(), Grammar(), Grammar(), Grammar(), Grammar()
    register_numbers(numbers)
    register_day_spans(points)
    register_comparisons(points)
    register_dates(points)
    register_relative(points)
    register_weekdays(points)
    register_durations(points)
    register_clocks(points)
    register_sums(sums)
    register_parts(parts)
    register_stretches(parts)
    register_spans(spans)
    lexicon = load_lexicon()
    keys = [frozenset(roles) | {word} for word, roles in lexicon.words.items()]
    keys += [frozenset(token.roles) for token in lex(SAMPLE, lexicon)] + [frozenset([role]) for role in MADE]
    for grammar in (numbers, points, sums, parts, spans):
        # Letters given beforehand: patterns are compiled once, when they are first tried.
        for names in (*keys, *(frozenset([word]) for word in sorted(grammar.names) if not word.isupper())):
            grammar.letter_of(names)
    return numbers, points, sums, parts, spans


def find_times(
    text: str, passage: Passage, setting: Setting, source_text: str, numerals: Iterable[Any] | None = None
) -> list[Mention]:
    """The dates, periods, durations, sets and clock times of a passage.

    Args:
        text: the passage's text.
        numerals: what the numerals room has read in *text*, if it has.

    Returns:
        Mentions in text order; no two overlap.
    """
    lexicon = load_lexicon()
    if not may_hold_time(text):
        return []
    raw = with_listed_days(with_holidays(lex(text, lexicon), text))
    # Near the calendar's edges "last century" has no date; nobody publishes there.
    anchor = setting.anchor if setting.anchor and 1000 <= setting.anchor.year <= 9000 else None
    context = Context(anchor, setting.day_first, lexicon, _Tense(raw, lexicon))
    tokens = raw
    for grammar in grammars():
        tokens = grammar.rewrite(tokens, context)
    found, previous = [], None
    for at, token in enumerate(tokens):
        if not token.roles:
            continue
        made = _reading(tokens, at, context, previous)
        if made is None:
            continue
        reading, start, end = made
        if reading.period is not None and reading.kind in ("date", "period") and reading.period.start and not reading.fault:
            previous = reading
        found.append(_mention(_with_part(reading, text[start:end]), start, end, passage, source_text))
    return found


_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI", "overnight": "TNI"}
_DAY = 10  # characters of "2024-06-14"


def _with_part(reading: Reading, words: str) -> Reading:
    """The part of the day in the value of "Friday night": 2024-06-14TNI."""
    part = _PARTS.get(re.split(r"[\s’']", words)[-1].lower())
    period = reading.period
    if part is None or period is None or period.timex is None or len(period.timex) != _DAY:
        return reading
    return replace(reading, period=replace(period, timex=period.timex + part))


def with_holidays(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with every named day as one."""
    if holiday_heads().isdisjoint([token.word for token in tokens]):
        return tokens
    names = [found for found in holiday_pattern().finditer(text) if found[0][0].isupper() or found[0] not in COMMON_WORDS]
    if not names:
        return tokens
    out, at = [], 0
    for found in names:
        while at < len(tokens) and tokens[at].start < found.start():
            out.append(tokens[at])
            at += 1
        out.append(
            Token(found.start(), found.end(), "", {"HOLIDAY": load_holidays()[found[0].lower().replace("’", "'")]}, found[0])
        )
        while at < len(tokens) and tokens[at].start < found.end():
            at += 1
    return out + tokens[at:]


# Counting words alone tell no time, and every passage has a "one".
_COUNTING = frozenset("one two three four five six seven eight nine ten".split())


@cache
def _telling_words() -> frozenset[str]:
    return (frozenset(load_lexicon().words) | CLOCK_WORDS | DIGITS) - _COUNTING


def may_hold_time(text: str) -> bool:
    """A quick no for most passages without any calendar word or digit."""
    telling = _telling_words()
    return any(word in telling or word.lower() in telling for word in set(WORD.findall(text)))


class _Tense:
    """Which side of the anchor the sentence speaks of at an offset: by the nearest clue before it, else after it."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens, self._lexicon = tokens, lexicon
        self._clues: list[tuple[int, int]] | None = None
        self._starts: list[int] = []

    def __call__(self, at: int) -> int:
        if self._clues is None:
            self._starts = [token.start for token in self._tokens]
            self._clues = self._find_clues()
        here = bisect_right(self._starts, at) - 1
        if any(self._tokens[x].word in ENDS for x in (here, here - 1) if x >= 0):
            return EITHER
        index = bisect_right(self._clues, (at, FUTURE + 1))
        if index:
            return self._clues[index - 1][1]
        return self._clues[0][1] if self._clues else EITHER

    def _find_clues(self) -> list[tuple[int, int]]:
        clues, future_at = [], -9
        for at, token in enumerate(self._tokens):
            side = self._side(token.word)
            if token.word == "next" and at and self._tokens[at - 1].word == "the":
                continue  # "until noon the next day": from there
            if side == FUTURE:
                future_at = at
            # "will have", "is expected to have been": the past word serves the future one.
            if side and not (side == PAST and at - future_at <= 2):
                clues.append((token.start, side))
        return clues

    def _side(self, word: str) -> int:
        if word in self._lexicon.future:
            return FUTURE
        if word in self._lexicon.past or (word.endswith("ed") and len(word) > 4):
            return PAST
        return EITHER


HEDGE_LENGTH = 3
# Before or at these the sentence looks to an end, whatever its tense: "was extended until May 1".
ENDS = frozenset(["until", "till", "by", "through", "to"])


def _reading(tokens: list[Token], at: int, context: Context, previous: Reading | None) -> tuple[Reading, int, int] | None:
    """What the token says as a mention, with its place; None for a token that is only a part of one."""
    token = tokens[at]
    roles = token.roles
    if "POINT" in roles:
        value = roles["POINT"]
        if isinstance(value, Point):
            value, context = _beside(value, previous, context)
            value = settle(value, context, token.start)
        return value, token.start, token.end
    if "DUR" in roles:
        duration, start = roles["DUR"], token.start
        for size in range(HEDGE_LENGTH, 0, -1):
            if at >= size:
                words = " ".join(x.word for x in tokens[at - size : at])
                if words in context.lexicon.hedges:
                    duration = replace(duration, modifier=context.lexicon.hedges[words])
                    start = tokens[at - size].start
                    break
        return read_duration(duration, context.lexicon), start, token.end
    if "EARLIER" in roles or "SHIFT" in roles:
        return _shifted(roles, context, previous), token.start, token.end
    if "CLOCKTIME" in roles:
        return roles["CLOCKTIME"], token.start, token.end
    if "OPEN" in roles:
        return unresolved("day", f"{roles['OPEN'][2]:04d}-XX-XX"), token.start, token.end
    if "DONE" in roles:
        return roles["DONE"], token.start, token.end
    return None


def _beside(point: Point, previous: Reading | None, context: Context) -> tuple[Point, Context]:
    """A day without its year, after a day of another year: "from Dec. 31, 2003 … on Jan. 5" counts from that one."""
    if previous is None or previous.kind != "date" or point.year is not None or not (point.month and point.day):
        return point, context
    told = previous.period.start.date()
    if context.anchor is not None and abs((context.anchor - told).days) < 366:
        return point, context
    return replace(point, side=NEAREST), replace(context, anchor=told)


def _shifted(roles: dict[str, Any], context: Context, previous: Reading | None) -> Reading:
    """ "a year earlier", "three weeks later": from the period the passage has just named, else from the anchor."""
    if "EARLIER" in roles:
        unit, sign, word = roles["EARLIER"]
        days = days_of(previous) if previous and word != "ago" else None
        if days and unit == "year":
            return _moved_reading(previous, unit, sign)
        if word in ("later", "before", "earlier", "previous", "following") and days:
            return _moved_reading(previous, unit, sign)
        if sign > 0 and (word != "following" or unit == "day"):
            return Reading("period", Period(None, None, unit if unit != "weekend" else "day"))
        return step(context, unit, sign)
    duration, sign = roles["SHIFT"]
    days = days_of(previous) if previous else None
    unit = duration.unit if duration.unit in calendar.UNIT_MONTHS or duration.unit in ("day", "week") else "day"
    date = moved(days[0], duration, sign) if days else None
    if date is None or not 1 <= date.year < calendar.LAST_YEAR:
        return Reading("period", Period(None, None, unit))
    return reading_of(calendar.containing("day" if previous.kind == "date" else unit, date))


def _moved_reading(previous: Reading, unit: str, sign: int) -> Reading:
    """The same stretch of the calendar, one unit away."""
    start, end = days_of(previous)
    try:
        low, high = calendar.move(start, unit, sign), calendar.move(end, unit, sign)
    except (OverflowError, ValueError):
        return Reading("period", Period(None, None, unit))
    grain = previous.period.granularity
    if grain in ("day", "week", "month", "quarter", "half", "year") and calendar.containing(grain, start).end == end:
        return reading_of(calendar.containing(grain, low))
    return Reading("period", reading_of(calendar.Stretch(low, high, grain)).period)


def _mention(reading: Reading, start: int, end: int, passage: Passage, source_text: str) -> Mention:
    span = passage.span(start, end)
    return Mention(
        kind=reading.kind,
        passage=passage.index,
        start=start,
        end=end,
        span=span,
        quote=source_text[span.start : span.end],
        core=reading.core or (start, end),
        quantity=reading.quantity,
        period=reading.period,
        fault=reading.fault,
    )


def year_is_written(mention: Mention) -> bool:
    """Whether a date says its year itself, rather than leaving it to the anchor."""
    return re.search(r"\d{4}|\d[/.]\d\d?[/.]\d\d$|['’]\d\d", mention.quote) is not None
