"""Durations: "two years", "17-day", "two hours and 15 minutes", "5 to 10 minutes", "several weeks".

In:  tokens of a passage.
Out: tokens {"DUR": Duration}; later, with their hedges, `Reading`s of kind duration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checker.model.quantity import Bound, Interval, Quantity
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.lexer import Token
from checker.quantities.times.lexicon import Lexicon
from checker.quantities.times.points import Reading

Roles = dict[str, Any]
HALF = Decimal("0.5")
# Seconds in a unit where one is a fixed number of another, to add the parts of "two hours and 15 minutes".
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
RATE_ARTICLES = frozenset(["a", "an"])
LEADS = frozenset(
    (
        "for in within after over than about around nearly almost half every once last least just only under exactly "
        "another roughly as next takes take took lasting lasted lasts last first per-capita quite barely spent spend "
        "wait waited "
    ).split()
)
TAILS = frozenset("ago later earlier before after long away hence".split())


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``low`` to ``high`` of ``unit``. ``parts``: as written, for the TIMEX value. ``modifier``: its hedge.

    ``working``: only working days count. ``vague``: no number was said ("several weeks").
    ``bare``: the number is only an article ("a week").
    """

    low: Decimal
    high: Decimal
    unit: str
    parts: tuple[tuple[Decimal | None, str], ...]
    core: tuple[int, int]
    vague: bool = False
    bare: bool = False
    hyphenated: bool = False
    modifier: str = "exact"
    working: bool = False

    @property
    def whole(self) -> int | None:
        """The number of units, where it is one whole number."""
        return int(self.low) if self.low == self.high and self.low == int(self.low) and not self.vague else None


def register_durations(grammar: Grammar) -> None:
    for reader in (
        read_counted,
        read_range,
        read_single,
        read_half,
        read_and_half,
        read_vague,
        read_bare_plural,
        read_decades,
    ):
        grammar.reader(reader)


def read_counted(found: Found) -> Roles | None:
    return _counted(found)


def read_range(found: Found) -> Roles | None:
    low, high = Decimal(found["n"]), Decimal(found["m"])
    if low >= high or "UNIT" not in found.token("u").roles or _is_age(found):
        return None
    return _made(found, low, high)


def read_single(found: Found) -> Roles | None:
    return _single(found)


def read_half(found: Found) -> Roles | None:
    words = [token.word for token in found.tokens[found.start : found.end]]
    value = Decimal("0.75") if "quarters" in words else Decimal("0.25") if words[0] == "quarter" else HALF
    if words[:1] == ["half"] and len(words) == 2 and found["u"] in ("year", "month", "week"):
        return None
    return None if _is_age(found) else _made(found, value, value)


def read_and_half(found: Found) -> Roles | None:
    if found["v"]:
        first = _made(found, Decimal(1), Decimal(1))["DUR"]
        second = replace(
            first,
            low=Decimal(found["n"]),
            high=Decimal(found["n"]),
            unit=found["v"],
            parts=((Decimal(found["n"]), found["v"]),),
        )
        both = added(first, second)
        return {"DUR": both} if both else None
    value = Decimal(found["n"] or 1) + (HALF if found["h"] == "half" else Decimal("0.25"))
    return _made(found, value, value)


def read_vague(found: Found) -> Roles | None:
    if not _is_plural(found.token("u").word) and found["v"] == "many":
        return None
    if found["v"] == "many":
        return _made(found, Decimal(4), Decimal(100), vague=True)
    low, high = found["v"]
    if low == 2 and found.tokens[found.start].word not in ("a", "couple"):
        return None
    if found.token("v").word == "some" and not _is_plural(found.token("u").word):
        return None
    return _made(found, Decimal(2), Decimal(2), about=True) if low == 2 else _made(found, Decimal(low), Decimal(high), vague=True)


def read_bare_plural(found: Found) -> Roles | None:
    token = found.token("u")
    if (
        not _is_plural(token.word)
        or token.word in ("seconds", "quarters", "nights", "days", "weekends")
        and found.tokens[found.start].word == "of"
    ):
        return None
    if found.tokens[found.start].word in ("of", "in", "over", "after") and token.word not in (
        "years",
        "months",
        "weeks",
        "decades",
        "centuries",
        "days",
        "hours",
        "minutes",
    ):
        return None
    if found.tokens[found.start].word in ("over", "of"):
        return None
    return _made(found, Decimal(2), Decimal(100), vague=True)


def read_decades(found: Found) -> Roles | None:
    follower = found.after()
    if (
        found.token("u").word not in ("decades", "centuries")
        or follower is None
        or follower.word not in ("of", "ago", "later", "earlier", "-", "before")
    ):
        return None
    return _made(found, Decimal(2), Decimal(100), vague=True)


def _is_plural(word: str) -> bool:
    return word.endswith("s")


def _is_age(found: Found) -> bool:
    """ "34-year-old", "two years old", "two years of age" say how old someone is; that is another kind of mention."""
    after, second = found.after(), found.after(2)
    if after is None:
        return False
    if after.word == "-" and second is not None and second.word in ("old", "olds"):
        return True
    return after.word in ("old", "olds") or (after.word == "of" and second is not None and second.word == "age")


def _made(found: Found, low: Decimal, high: Decimal, *, vague: bool = False, bare: bool = False, about: bool = False) -> Roles:
    unit = found["u"]
    number = found.token("n") or found.token("v") or found.token("u")
    hyphenated = any(token.word == "-" for token in found.tokens[found.start : found.end]) and found.token("m") is None
    parts = ((None if vague or low != high else low, unit),)
    modifier = "about" if about else "exact"
    return {"DUR": Duration(low, high, unit, parts, (number.start, number.end), vague, bare, hyphenated, modifier)}


def _counted(found: Found) -> Roles | None:
    value = Decimal(found["n"])
    token, unit = found.token("n"), found.token("u")
    if _is_age(found) or value > 1_000_000_000:
        return None
    before = found.before()
    if before is not None and before.text == "±":
        return None
    if "YEAR" in token.roles and found["u"] == "year" and before is not None and before.word == "the":
        return None
    hyphenated = unit.start > token.end and found.tokens[found.start + 1].word == "-"
    if not hyphenated and value > 1 and not _is_plural(unit.word) and len(unit.word) > 2 and "YEAR" in token.roles:
        return None
    if unit.word == "second" and not hyphenated and value != 1 and unit.start > token.end:
        return None
    if found["u"] == "weekend" and hyphenated:
        return None
    if value == 1 and token.word == "one" and unit.word in ("day", "night", "year", "minute", "second") and not hyphenated:
        return _single(found)
    made = _made(found, value, value)
    if any(x.word in ("business", "working") for x in found.tokens[found.start : found.end]):
        return {"DUR": replace(made["DUR"], working=True)}
    return made


def _single(found: Found) -> Roles | None:
    """ "a week", "one day": a length only where it cannot be "per week" or "some day"."""
    first, unit = found.tokens[found.start], found.token("u")
    before, after = found.before(), found.after()
    if _is_plural(unit.word) or _is_age(found) or found["u"] == "weekend":
        return None
    led = before is not None and before.word in LEADS
    followed = after is not None and (after.word in TAILS or (after.word == "from" and _is_day(found.after(2))))
    hyphenated = found.tokens[found.start + 1].word == "-"
    if first.word in ("whole", "entire") or first.word == "all":
        return _made(found, Decimal(1), Decimal(1)) if first.word != "all" or found["u"] != "second" else None
    if first.word in RATE_ARTICLES and not (led or followed):
        return None
    if first.word == "one" and unit.word in ("day", "night") and not (led or followed or hyphenated):
        return None
    if unit.word == "quarter" and not (after is not None and after.word in ("ago", "later", "earlier")):
        return None
    if (
        unit.word in ("second", "quarter", "minute", "night")
        and first.word != "one"
        and not followed
        and not (led and unit.word == "minute")
    ):
        return None
    return _made(found, Decimal(1), Decimal(1), bare=True)


def _is_day(token: Token | None) -> bool:
    return token is not None and (
        token.word == "now" or not token.roles.keys().isdisjoint(("WEEKDAY", "TODAY", "MONTH", "HOLIDAY"))
    )


def added(first: Duration, second: Duration) -> Duration | None:
    """ "two hours" and "15 minutes" as one length; None when the units do not go down or are not of one family."""
    if first.vague or second.vague or first.low != first.high or second.low != second.high:
        return None
    for table in (SECONDS, MONTHS):
        if first.unit in table and second.unit in table:
            ratio = Decimal(table[first.unit]) / Decimal(table[second.unit])
            if ratio <= 1:
                return None
            total = first.low * ratio + second.low
            return replace(first, low=total, high=total, unit=second.unit, parts=first.parts + second.parts)
    if first.unit in MONTHS and second.unit in SECONDS:
        return None
    return None


def timex_of(duration: Duration, lexicon: Lexicon) -> str | None:
    """The TIMEX3 value: "P2Y", "PT2H15M"; an unknown number is X."""
    days, clock = "", ""
    for number, unit in duration.parts:
        if unit in lexicon.multiples:
            unit, times = lexicon.multiples[unit]
            number = number and number * times
        letter = lexicon.timex[unit]
        text = "X" if number is None else f"{number.normalize():f}"
        if letter.startswith("T"):
            clock += text + letter[1:]
        else:
            days += text + letter
    if duration.low != duration.high and not duration.vague:
        number = f"{duration.low.normalize():f}/{duration.high.normalize():f}"
        days, clock = days.replace("X", number), clock.replace("X", number)
    return "P" + days + ("T" + clock if clock else "")


def read_duration(duration: Duration, lexicon: Lexicon) -> Reading:
    """A duration mention. Units that are multiples (fortnight, night) count in their own."""
    unit, low, high = duration.unit, duration.low, duration.high
    if unit in lexicon.multiples and unit != "night":
        unit, times = lexicon.multiples[unit]
        low, high = low * times, high * times
    elif unit == "night":
        unit = "day"
    written: tuple[Decimal | None, Decimal | None] = (low, high)
    modifier, includes = duration.modifier, (True, True)
    if duration.vague:
        written, allows, modifier = (low, None), Interval(Bound(low - 1), None if high >= 100 else Bound(high)), "about"
    elif low != high:
        allows, modifier = Interval.between(low, high), "range"
    else:
        written, allows, includes = _hedged(low, modifier)
    quantity = Quantity(written, allows, includes, modifier, unit, "time")
    return Reading("duration", None, quantity, duration.core)


def _hedged(value: Decimal, modifier: str) -> tuple[tuple[Decimal | None, Decimal | None], Interval, tuple[bool, bool]]:
    match modifier:
        case "about":
            slack = value / 20
            return (value, value), Interval.between(value - slack, value + slack), (True, True)
        case "at_least" | "more_than":
            is_in = modifier == "at_least"
            return (value, None), Interval(Bound(value, is_in), None), (is_in, True)
        case "at_most" | "less_than" | "up_to":
            is_in = modifier != "less_than"
            return (None, value), Interval(None, Bound(value, is_in)), (True, is_in)
        case _:
            return (value, value), Interval.exactly(value), (True, True)
