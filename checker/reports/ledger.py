"""Mentions and claims as JSON objects, and claims as a table for people.

Decimals become ints where they are whole, else floats; an unresolved currency is null with its candidates
beside it; a bound in time is a date at midnight and a date-time otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from checker.model.claim import Claim
from checker.model.ledger import Ledger
from checker.model.mention import QUANTITY_KINDS, TIME_KINDS, Mention
from checker.model.period import Period
from checker.model.quantity import Interval, Quantity, Unresolved
from checker.reports.claim_words import allowed, instant, named, when
from checker.reports.display import plain, width

_FIGURES = ("stated", "implied", "before", "after", "part", "total", "rate")


def number(value: Decimal | None) -> int | float | None:
    """The JSON number; None for an open end. Beyond what a float holds exactly, whole numbers stay ints."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def interval(values: Interval | None) -> list | None:
    if values is None:
        return None
    return [number(values.low and values.low.value), number(values.high and values.high.value)]


def mention_object(mention: Mention) -> dict:
    told = {"span": [mention.span.start, mention.span.end], "quote": mention.quote, "kind": mention.kind}
    if mention.kind in QUANTITY_KINDS or mention.quantity is not None:
        told |= _quantity_object(mention.quantity)
    elif mention.kind not in TIME_KINDS:
        told["written"] = None
    if mention.period is not None:
        told |= _period_object(mention.period)
    if mention.name:
        told["name"] = mention.name
    if mention.fault:
        told |= {"fault": mention.fault, "expected": mention.expected}
    return told


def _quantity_object(quantity: Quantity | None) -> dict:
    if quantity is None:
        return {"written": None, "allows": None}
    told = {
        "written": [number(end) for end in quantity.written],
        "allows": interval(quantity.allows),
        "includes": list(quantity.includes),
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "dimension": quantity.dimension,
        "currency": quantity.currency if isinstance(quantity.currency, str) else None,
        "per": quantity.per,
    }
    if isinstance(quantity.currency, Unresolved):
        told["candidates"] = list(quantity.currency.candidates)
    if quantity.minor_of:
        told["minor_of"] = quantity.minor_of
    return told


def _period_object(period: Period) -> dict:
    told = {
        "from": instant(period.start),
        "to": instant(period.end),
        "granularity": period.granularity,
        "timex": period.timex,
    }
    if period.offset is not None:
        told["offset"] = list(period.offset)
    return told


def claim_object(claim: Claim) -> dict:
    """A claim: the fields of the mention at its head, and what is said of it."""
    told = {
        "id": claim.id,
        "span": [claim.span.start, claim.span.end],
        "quote": claim.quote,
        "kind": claim.kind,
        **_quantity_object(claim.quantity),
        "shape": claim.shape,
        "measure": claim.measure,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "aggregation": claim.aggregation,
        "basis": claim.basis,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "attribution": {"speaker": claim.speaker, "direct": claim.direct} if claim.speaker or claim.direct else None,
        "place": claim.place,
        "time": None if claim.time is None else _time_object(claim.time),
        "whole": claim.whole,
        "scope": claim.scope,
        "direction": claim.direction,
        "compares": interval(claim.allows),
        "key": claim.key,
        "block": claim.block,
        "passage": claim.passage,
        "links": list(claim.links),
        "parts": [{"role": part.role, "span": [part.span.start, part.span.end], "quote": part.quote} for part in claim.parts],
    }
    figures = {name: interval(getattr(claim, name)) for name in _FIGURES if getattr(claim, name) is not None}
    return told | figures


def _time_object(period: Period) -> dict:
    return {"offset": None} | {name: value for name, value in _period_object(period).items() if name != "timex"}


def claims_table(claims: tuple[Claim, ...], text: str, color_width: int = 110) -> list[str]:
    """The ledger of one document: line, quote, what it is of, when, and how it links."""
    rows = [("line", "quote", "shape", "measure of subject", "allows", "time", "who", "links")]
    starts = _line_starts(text)
    for claim in claims:
        rows.append(
            (
                str(_line_at(starts, claim.span.start)),
                _short(claim.quote, 28),
                claim.shape,
                _short(named(claim), 36),
                _short(allowed(claim), 28),
                _short(when(claim), 26),
                _short(claim.speaker or "", 18),
                ", ".join(claim.links),
            )
        )
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("─" * w for w in widths), *lines[1:]]


def ledger_object(ledger: Ledger) -> dict:
    """The ledger as JSON: ``claims``, ``timelines`` (each a measure and the ids of its claims) and ``sums``."""
    return {
        "claims": [claim_object(claim) for claim in ledger.claims],
        "timelines": [{"measure": line.name, "claims": [claim.id for claim in line.claims]} for line in ledger.timelines],
        "sums": [
            {"verdict": one.verdict, "working": one.working, "span": [one.span.start, one.span.end], "rule": one.rule}
            for one in ledger.sums
        ],
    }


def timelines_told(ledger: Ledger, text: str) -> list[str]:
    """Per measure its values, one a line; nothing where no measure is told twice."""
    starts, lines = _line_starts(text), []
    for timeline in ledger.timelines:
        lines.append(f"  {_short(timeline.name, 60)}")
        for claim in timeline.claims:
            time = when(claim) or "no time said"
            line = _line_at(starts, claim.span.start)
            lines.append(f"    {_padded(_short(claim.quote, 28), 28)}  {_padded(time, 28)}  line {line}")
    return ["values over time", *lines] if lines else []


def sums_told(ledger: Ledger, text: str) -> list[str]:
    """The sums, one a line with its verdict and the rule that did it."""
    starts, lines = _line_starts(text), []
    for one in ledger.sums:
        rule = f"  ({one.rule})" if one.rule else ""
        lines.append(f"  {_padded(one.verdict, 10)}  line {_line_at(starts, one.span.start)}: {plain(one.working)}{rule}")
    return ["sums", *lines] if lines else []


def _padded(text: str, room: int) -> str:
    return text + " " * (room - width(text))


def _short(text: str, room: int) -> str:
    text = plain(text)
    return text if len(text) <= room else text[: room - 1] + "…"


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _line_at(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset)
