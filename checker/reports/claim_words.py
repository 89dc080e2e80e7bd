"""What a claim says, in a few words for people: in the ledger, on the HTML page and in an editor.

In:  a percentage that linking compares as a share of one, a period counted from the article's day
Out: "51.5% – 52.5%",                                       "day -7 to +0 from the article's"
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from checker.model.claim import Claim
from checker.model.period import Period
from checker.model.quantity import Interval

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_COUNTED = ("count", "number", "ordinal")


def allowed(claim: Claim) -> str:
    """What the claim's words allow, in the unit said."""
    said = claim.quantity
    if said is None:
        return _between(claim.allows)
    if claim.kind == "percent":
        return _between(said.allows, "%")
    if isinstance(said.currency, str):
        return f"{said.currency} {_between(claim.allows or said.allows)}"
    if said.unit and claim.kind not in _COUNTED:
        return f"{_between(said.allows)} {said.unit}"
    return _between(claim.allows or said.allows)


def _between(values: Interval | None, sign: str = "") -> str:
    if values is None:
        return ""
    ends = [bound.value for bound in (values.low, values.high) if bound is not None]
    scale, word = _scale_of(ends)
    low, high = (None if bound is None else f"{_plain(bound.value / scale)}{sign}" for bound in (values.low, values.high))
    told = low if low == high and low is not None else f"{low or '…'} – {high or '…'}"
    return f"{told} {word}".rstrip()


def _scale_of(ends: list[Decimal]) -> tuple[Decimal, str]:
    """The largest scale word in which the ends need three decimals at most; none beyond thousands of trillions."""
    if any(end.adjusted() > 16 for end in ends):
        return Decimal(1), ""
    for scale, word in _SCALES:
        if any(abs(end) >= scale for end in ends) and all(end == round(end / scale, 3) * scale for end in ends):
            return scale, word
    return Decimal(1), ""


def _plain(number: Decimal) -> str:
    if number and number.adjusted() > 30:
        return f"{number:.4g}"
    told = f"{round(number, 6):,f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def when(claim: Claim) -> str:
    """The time of the claim."""
    time = claim.time
    if time is None:
        return ""
    if time.start is None and time.end is None:
        return _from_the_day(time)
    return f"{instant(time.start) or '…'} – {instant(time.end) or '…'}"


def _from_the_day(time: Period) -> str:
    start, end = time.offset or (None, None)
    if start is None and end is None:
        return ""
    if start is None:
        return "up to the article's day" if end in (0, 1) else f"up to day {end:+} from the article's"
    if end is None:
        return f"since day {start:+} from the article's"
    return f"day {start:+} to {end:+} from the article's"


def instant(moment: dt.datetime | None) -> str | None:
    """A day at midnight as a date, any other moment as a date-time, in ISO 8601."""
    if moment is None:
        return None
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()


def named(claim: Claim) -> str:
    """The measure and whose it is."""
    return " of ".join(told for told in (claim.measure, claim.subject) if told)
