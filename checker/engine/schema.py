"""The vocabulary of rules: what a rule may ask about a claim.

In:  a `Claim`.
Out: for each name in FIELDS a value, None where the text does not say.
     "allows" → Interval(975, 1025);  "allows.low" → Decimal("975")

One row of FIELDS is one field; docs/facts.md and the JSON Schema of rule files are made from it.
An interval offers ``.low`` and ``.high``, a period ``.start``, ``.end``, ``.length`` and ``.scale``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal

from checker.model.claim import AGGREGATIONS, MODALITIES, SHAPES, Claim
from checker.model.finding import LEVELS
from checker.model.mention import KINDS
from checker.model.period import GRANULARITIES, Period
from checker.model.quantity import MODIFIERS, Bound, Interval
from checker.model.text import BLOCK_KINDS, HEADLINE_KINDS

# Conditions compare numbers at 14 significant digits, so that noise in the 28th digit of a unit conversion never decides.
DIGITS = Context(prec=14)
# Larger magnitudes than this are no figures of an article; the engine must also have room for "no bound" beyond them.
LARGEST_POWER = 39
ZERO = Decimal(0)
DAY = Decimal(86400)
EPOCH = dt.datetime(1970, 1, 1)

# What each type of field offers behind a dot, and of which type that is.
ENDS = {
    "interval": {"low": "number", "high": "number"},
    "period": {"start": "number", "end": "number", "length": "number", "scale": "text"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """A name rules may use. ``type``: text, number, flag, interval, period or id. ``choices``: all values it can have."""

    name: str
    type: str
    doc: str
    read: Callable[[Claim], object]
    choices: frozenset[str] = frozenset()


def _of_quantity(name: str) -> Callable[[Claim], object]:
    return lambda claim: getattr(claim.quantity, name) if claim.quantity is not None else None


def _of_claim(name: str) -> Callable[[Claim], object]:
    return lambda claim: getattr(claim, name)


def _currency(claim: Claim) -> str | None:
    # An Unresolved currency is no currency: the text does not settle it.
    found = claim.quantity.currency if claim.quantity is not None else None
    return found if isinstance(found, str) else None


def _written(claim: Claim) -> Interval | None:
    if claim.quantity is None:
        return None
    ends = zip(claim.quantity.written, claim.quantity.includes, strict=True)
    low, high = (None if value is None else Bound(value, included) for value, included in ends)
    return Interval(low, high)


def _time(claim: Claim) -> Period | None:
    time = claim.time
    if time is None or (time.start is None and time.end is None and time.offset in (None, (None, None))):
        return None
    return time


def _row(name: str, type_: str, doc: str, read=None, choices=frozenset()) -> Field:
    return Field(name, type_, doc, read or _of_claim(name), frozenset(choices))


FIELDS: dict[str, Field] = {
    field.name: field
    for field in [
        _row("id", "id", "The claim's own name in the document: c0, c1 …"),
        _row("key", "id", "Equal for claims about one measure of one subject (linking decides); missing when unsure."),
        _row("firm", "id", "Equal where the words leave little doubt that one measure of one subject is meant; rarer than key."),
        _row("twin", "id", "Equal for claims written with the same digits that may well be one figure."),
        _row("swapped", "id", "Equal for claims that may well be one figure with two neighbouring digits swapped."),
        _row("slip", "id", "Equal for two claims of the same digits that may be one figure, in another currency or scale."),
        _row("shape", "text", "What the phrase says about its quantity.", choices=SHAPES),
        _row("kind", "text", "The kind of the mention at its head.", choices=KINDS),
        _row("block", "text", "Where it stands: the kind of its block.", choices=BLOCK_KINDS),
        _row("in_headline", "flag", "Whether it stands in the title or the standfirst.", lambda c: c.block in HEADLINE_KINDS),
        _row("passage", "number", "The number of its sentence, counted from 0."),
        _row("position", "number", "Its place in the text; a larger one comes later.", lambda c: Decimal(c.span.start)),
        _row("measure", "text", "Canonical name of what is measured: killed, revenue."),
        _row("subject", "text", "Whose it is."),
        _row("predicate", "text", "The verb's lemma."),
        _row("place", "text", "Where it happened."),
        _row("aggregation", "text", "At an instant, over a period, or since a start.", choices=AGGREGATIONS),
        _row("basis", "text", "The convention: gross, net, adjusted, revised …"),
        _row("polarity", "flag", "False where the sentence denies it."),
        _row("modality", "text", "As what it is said.", choices=MODALITIES),
        _row("speaker", "text", "Who says so; missing where the article itself does."),
        _row("direct", "flag", "Whether it stands in a direct quotation."),
        _row("scope", "text", "A word that sets a group apart: another, including, of them."),
        _row("whole", "text", "What a share is a share of."),
        _row("direction", "text", "Where the verb says it went.", choices=["up", "down"]),
        _row("unit", "text", "Singular long name of the unit said: kilometre, percent, soldier.", _of_quantity("unit")),
        _row("dimension", "text", "What the unit measures: length, money, count.", _of_quantity("dimension")),
        _row("currency", "text", "ISO 4217 code; missing where a bare sign is not settled.", _currency),
        _row("per", "text", "For money: what it is paid per.", _of_quantity("per")),
        _row("modifier", "text", "How a word moves its bounds.", _of_quantity("modifier"), MODIFIERS),
        _row("value", "number", "The one magnitude written, in the unit said; missing for a range.", _of_quantity("value")),
        _row("written", "interval", "The magnitudes written, in the unit said; an open end is missing.", _written),
        _row("allows", "interval", "What the words allow, with rounding and hedges, in the unit claims of a dimension share."),
        _row("stated", "interval", "A compound claim: the figure it states."),
        _row("implied", "interval", "A compound claim: what follows from its other figures, in the unit of stated."),
        _row("before", "interval", "A change: the figure it starts from."),
        _row("after", "interval", "A change: the figure it arrives at."),
        _row("part", "interval", "A share or total: the part."),
        _row("total", "interval", "A share or total: the whole amount."),
        _row("rate", "interval", "A rate or exchange: units of one per unit of the other."),
        _row("time", "period", "When it holds, in days; from the anchor date where only the distance to it is known.", _time),
        _row(
            "granularity",
            "text",
            "The finest calendar step its time fixes.",
            lambda c: c.time.granularity if c.time is not None else None,
            GRANULARITIES,
        ),
    ]
}
LEVEL_NAMES = LEVELS


def type_of(path: str) -> str | None:
    """The type of a field path ("allows", "allows.low", "words.payer"); None for an unknown one."""
    head, dot, tail = path.partition(".")
    if head == "words":
        return "text" if tail and "." not in tail else None
    field = FIELDS.get(head)
    if field is None:
        return None
    return ENDS.get(field.type, {}).get(tail) if dot else field.type


def all_paths() -> list[str]:
    """Every field path a rule may write, for near names."""
    return [*FIELDS, *(f"{f.name}.{end}" for f in FIELDS.values() for end in ENDS.get(f.type, ()))]


def reader(path: str, *, exact: bool = False) -> Callable[[Claim], object]:
    """A function from a claim to the value at *path*; None is "not said".

    With *exact* a number is as written (for sums and messages). Without, it is settled, and a bound that does not
    itself belong lies a hair inside, so that ``<`` between ends says what holds for all values between.
    """
    head, _, tail = path.partition(".")
    if head == "words":
        return lambda claim: dict(claim.words).get(tail)
    read, kind = FIELDS[head].read, FIELDS[head].type
    if kind == "interval" and tail:
        side = _exact_end if exact else _end
        return lambda claim: side(read(claim), tail)
    if kind == "period" and tail:
        return lambda claim: _days(read(claim), tail)
    if kind == "number":
        return lambda claim: _number(read(claim), exact)
    return read


def _number(value: object, exact: bool) -> Decimal | None:
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else Decimal(value)
    return _usable(number) if exact else settled(number)


def _usable(value: Decimal) -> Decimal | None:
    return value if value.is_finite() and value.adjusted() < LARGEST_POWER else None


def _exact_end(interval: Interval | None, side: str) -> Decimal | None:
    bound = None if interval is None else getattr(interval, side)
    return None if bound is None else _usable(bound.value)


def _end(interval: Interval | None, side: str) -> Decimal | None:
    bound = None if interval is None else getattr(interval, side)
    if bound is None:
        return None
    value = settled(bound.value)
    if bound.included or value is None:
        return value
    # 1e-15 of the value is less than the 14 digits that tell two values apart, and more than a float's last bit.
    hair = abs(value) * Decimal("1e-15") or Decimal("1e-15")
    return value + hair if side == "low" else value - hair


def settled(value: Decimal | None) -> Decimal | None:
    """*value* as conditions compare it: 14 significant digits; None when it is no usable number."""
    if value is None or not value.is_finite():
        return None
    if not value:
        return ZERO
    size = value.adjusted()
    if size >= LARGEST_POWER:
        return None
    return DIGITS.plus(value) if size > -30 else ZERO


def _days(period: Period | None, tail: str) -> Decimal | str | None:
    if period is None:
        return None
    on_calendar = period.start is not None or period.end is not None
    if tail == "scale":
        return "calendar" if on_calendar else "anchor"
    if on_calendar:
        start, end = _day(period.start), _day(period.end)
    else:
        start, end = (None if day is None else Decimal(day) for day in period.offset or (None, None))
    if tail == "length":
        return None if start is None or end is None else end - start
    return start if tail == "start" else end


def _day(moment: dt.datetime | None) -> Decimal | None:
    if moment is None:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    gone = moment - EPOCH
    return gone.days + Decimal(gone.seconds) / DAY
