"""Clock times and sets: "at 3 p.m.", "14:30 GMT", "noon"; "every Monday", "weekly", "on Fridays".

In:  tokens of a passage.
Out: tokens {"DONE": Reading} of kind time or set.  A clock no day has ("25:10", "13:40 pm") keeps a fault.
"""

from __future__ import annotations

from typing import Any

from checker.model.period import Period
from checker.quantities.times.grammar import Found, Grammar
from checker.quantities.times.points import Reading

Roles = dict[str, Any]
NO_SUCH_TIME = "no such time"
# "25:10" may be a slip for 23:10; "67:45" is minutes and seconds, or a ratio.
_LATEST_SLIP = 29
# Words of a race or a match, which tell minutes and seconds: "stopped the clock at 28:41".
_RACING = frozenset(
    "clock clocked timed time ran run race raced lap laps finished finish crossed halfway 10k 5k 5km 10km scored goal period"
    " half pace mile record seconds bond bonds traded trades ratio odds".split()
)


def _time(hour: int, minute: int, *, shown_minute: bool, fault: str | None = None) -> Roles:
    timex = None if fault else f"T{hour:02d}:{minute:02d}"
    return {"CLOCKTIME": Reading("time", Period(None, None, "minute" if shown_minute else "hour", None, timex), fault=fault)}


def register_clocks(grammar: Grammar) -> None:

    for reader in (
        read_clock,
        read_zoned,
        read_named_time,
        read_rhythm,
        read_set,
    ):
        grammar.reader(reader)


def read_clock(found: Found) -> Roles | None:
    return _clock(found)


def read_zoned(found: Found) -> Roles | None:
    """ "1700 GMT", "0120 UTC": four digits are a time of day where a zone in capitals follows."""
    token, zone = found.token("n"), found.tokens[found.end - 1]
    if len(token.text) != 4 or not token.text.isdecimal() or not zone.text.isupper():
        return None
    hour, minute = int(token.text[:2]), int(token.text[2:])
    return _time(hour, minute, shown_minute=True) if hour < 24 and minute < 60 else None


def read_named_time(found: Found) -> Roles | None:
    return _time(0 if found["t"] == "midnight" else 12, 0, shown_minute=True)


_RHYTHMS = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y",
    "nightly": "P1D", "hourly": "PT1H",
}  # fmt: skip


def read_rhythm(found: Found) -> Roles | None:
    """ "daily", "annual", "twice a week": how often; a name in capitals ("the Daily Mail") tells no time."""
    if found["r"] is not None:
        token = found.token("r")
        if not token.text.islower():
            return None
        return {"DONE": Reading("set", Period(None, None, "day", None, _RHYTHMS[token.word]))}
    letters = {"day": "P1D", "week": "P1W", "month": "P1M", "quarter": "P3M", "year": "P1Y", "hour": "PT1H", "decade": "P10Y"}
    timex = letters.get(found["u"])
    return {"DONE": Reading("set", Period(None, None, "day", None, timex))} if timex else None


def read_set(found: Found) -> Roles | None:
    before = found.before()
    if found.end - found.start == 1 and before is not None and "NUM" in before.roles:
        return None
    return {"DONE": Reading("set", Period(None, None, "day", None, _set_timex(found)))}


def _clock(found: Found) -> Roles | None:
    token = found.tokens[found.start]
    roles = token.roles
    half = found["h"] if isinstance(found["h"], str) and found["h"] else roles.get("AMPM")
    if "CLOCK" in roles:
        hour, minute, second = roles["CLOCK"]
        if not half and not _is_clock(found, hour, minute, second):
            return None
        if second is not None and second > 59:
            return None
    elif "DOTTED" in roles and half:
        hour, minute = roles["DOTTED"]
    elif half or found.tokens[found.end - 1].word == "o'clock":
        hour, minute = (
            next((x for x in (roles.get("HOUR"), roles.get("WORDNUM"), roles.get("NUM")) if isinstance(x, int)), None),
            0,
        )
        if hour is None or hour > 24:
            return None
    else:
        return None
    shown = "CLOCK" in roles or "DOTTED" in roles
    if minute > 59 or hour > 24 or (half and (hour > 12 and minute is not None)) or (hour == 24 and minute):
        return _time(0, 0, shown_minute=shown, fault=NO_SUCH_TIME)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return _time(hour, minute, shown_minute=shown)


def _is_clock(found: Found, hour: int, minute: int, second: int | None) -> bool:
    """ "3:2" is a score or a ratio, "14:30" a time; what no day has needs a word that asks for a time."""
    before = found.before()
    word = before.word if before is not None else ""
    if hour <= 24 and minute <= 59:
        return second is None or word in ("at", "by", "until", "from", "before", "after", "around")
    if hour > _LATEST_SLIP or any(token.word in _RACING for token in found.tokens[max(0, found.start - 12) : found.start]):
        return False
    after = found.after()
    return second is None and (
        word == "at" or (after is not None and after.word in ("gmt", "utc", "est", "edt", "cet", "bst", "local"))
    )


def _set_timex(found: Found) -> str | None:
    if isinstance(found["w"], int):
        return f"XXXX-WXX-{found['w'] + 1}"
    if isinstance(found["m"], int):
        return f"XXXX-{found['m']:02d}"
    unit = found["u"]
    if not isinstance(unit, str):
        return None
    letter = {
        "day": "P{}D",
        "week": "P{}W",
        "month": "P{}M",
        "quarter": "P{}Q",
        "year": "P{}Y",
        "hour": "PT{}H",
        "minute": "PT{}M",
    }.get(unit)
    count = found["o"] if isinstance(found["o"], int) else 1
    return letter.format(count) if letter else None
