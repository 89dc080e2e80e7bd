"""Values in words, as messages tell them.

In:  Decimal("1234567.8"), Interval(40, None), Period(2024-05-01, 2024-06-01)
Out: "1,234,568"           "at least 40"       "May 2024"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

from checker.model.claim import Claim
from checker.model.period import Period
from checker.model.quantity import Interval

MONTHS = "January February March April May June July August September October November December".split()
SCALES = ((Decimal("1e12"), "trillion"), (Decimal("1e9"), "billion"), (Decimal("1e6"), "million"))
FOUR = Context(prec=4, rounding=ROUND_HALF_UP)
UNSAID = "not said"


def in_words(value: object, form: str | None = None) -> str:
    """*value* as a message tells it, in one of the formats of `templates`."""
    if isinstance(value, Decimal):
        return NUMBERS[form or "number"](value)
    if isinstance(value, Interval):
        return interval_in_words(value)
    if isinstance(value, Period):
        return period_in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def number_in_words(number: Decimal) -> str:
    """Thousands apart; millions and up with their word where four digits say it all; else four digits that count."""
    size = abs(number)
    for scale, word in SCALES:
        if size >= scale and FOUR.plus(number / scale) == number / scale:
            return f"{_plain(number / scale)} {word}"
    if number == number.to_integral_value():
        return f"{number.to_integral_value():,f}"
    if size >= 1000:
        return f"{number.quantize(Decimal(1), rounding=ROUND_HALF_UP):,f}"
    return _plain(FOUR.plus(number))


def percent_in_words(share: Decimal) -> str:
    """A share of one: 0.273 is "27%", 0.0421 "4.2%"."""
    number = share * 100
    step = Decimal(1) if abs(number) >= 10 else Decimal("0.1") if abs(number) >= 1 else Decimal("0.01")
    return f"{_plain(number.quantize(step, rounding=ROUND_HALF_UP)):s}%"


def times_in_words(number: Decimal) -> str:
    """ "3.2 times"."""
    step = Decimal(1) if abs(number) >= 100 else Decimal("0.1") if abs(number) >= 2 else Decimal("0.01")
    return f"{_plain(number.quantize(step, rounding=ROUND_HALF_UP))} times"


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


NUMBERS = {"number": number_in_words, "percent": percent_in_words, "times": times_in_words, "plain": _plain}


def interval_in_words(interval: Interval, told: Callable[[Decimal], str] = number_in_words) -> str:
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "any number"
    if high is None:
        return f"{'at least' if low.included else 'more than'} {told(low.value)}"
    if low is None:
        return f"{'at most' if high.included else 'less than'} {told(high.value)}"
    if low.value == high.value:
        return told(low.value)
    return f"{told(low.value)} to {told(high.value)}"


def allowed_in_words(claim: Claim) -> str:
    """What a claim's words allow, in the unit said: "51.5% to 52.5%", "EUR 4.15 million", "4.95 to 5.05 kilometre"."""
    said = claim.quantity
    if said is None or said.unit is None and not isinstance(said.currency, str):
        return interval_in_words(claim.allows)
    match claim.kind:
        case "percent":
            return interval_in_words(said.allows, lambda number: f"{number_in_words(number)}%")
        case "money" if isinstance(said.currency, str):
            return interval_in_words(claim.allows, lambda number: f"{said.currency} {number_in_words(number)}")
        case "money" | "measure" | "percentage_point" | "duration" | "age":
            return f"{interval_in_words(said.allows)} {said.unit}"
    return interval_in_words(claim.allows)


def period_in_words(period: Period) -> str:
    if period.start is None and period.end is None:
        return _relative(period.offset)
    if period.start is None:
        return f"until {_last_day(period.end)}"
    if period.end is None:
        return f"since {_day(period.start)}"
    start, end = period.start, period.end
    if start.day == 1 and end.day == 1 and start.hour == end.hour == 0:
        months = (end.year - start.year) * 12 + end.month - start.month
        if months == 1:
            return f"{MONTHS[start.month - 1]} {start.year}"
        if months == 12 and start.month == 1:
            return str(start.year)
        if months > 0 and months % 12 == 0 and start.month == 1:
            return f"{start.year} to {end.year - 1}"
    first, last = _day(start), _last_day(end)
    return first if first == last else f"{first} to {last}"


def _day(moment: dt.datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _last_day(end: dt.datetime) -> str:
    return _day(end - dt.timedelta(microseconds=1)) if end > dt.datetime.min.replace(tzinfo=end.tzinfo) else _day(end)


def _relative(offset: tuple[int | None, int | None] | None) -> str:
    if offset is None or offset == (None, None):
        return "an unknown time"
    start, end = offset
    if start is None:
        return "the time up to publication" if end in (0, 1) else f"the time up to {_distance(end)}"
    if end is None:
        return f"the time since {_distance(start)}"
    if end in (0, 1) and start < 0:
        return "the day before publication" if (start, end) == (-1, 0) else f"the {end - start} days up to publication"
    if (start, end) == (0, 1):
        return "the day of publication"
    return f"the {end - start} days from {_distance(start)}" if end - start != 1 else f"the day {_distance(start)}"


def _distance(days: int) -> str:
    if days == 0:
        return "publication"
    return f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'before' if days < 0 else 'after'} publication"
