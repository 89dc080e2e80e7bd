"""What an article and its claims say, in words that are safe on a page."""

from __future__ import annotations

from html import escape

from checker.model.claim import Claim
from checker.reports.display import is_unsafe
from checker.reports.ledger import instant, interval


def words(text: str) -> str:
    """Text of an article or a rule for the page: escaped, and nothing in it that turns the reading direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape("".join("\ufffd" if c not in "\t\n" and is_unsafe(c) else c for c in lines))


def allowed(claim: Claim) -> str:
    """The interval of a claim in words, with its unit."""
    values = claim.allows or (claim.quantity.allows if claim.quantity else None)
    if values is None:
        return ""
    low, high = interval(values)
    unit = claim.quantity.currency or claim.quantity.unit if claim.quantity else None
    unit = f" {unit}" if isinstance(unit, str) else ""
    if low == high and low is not None:
        return f"{low:,}{unit}"
    return f"{'no least' if low is None else f'{low:,}'} to {'no most' if high is None else f'{high:,}'}{unit}"


def when(claim: Claim) -> str:
    time = claim.time
    if time is None:
        return ""
    if time.start is None and time.end is None:
        return f"{time.offset[0]} to {time.offset[1]} days from the article's day" if time.offset else ""
    return f"{instant(time.start) or '…'} to {instant(time.end) or '…'}"


def named(claim: Claim) -> str:
    """The measure and whose it is."""
    return " of ".join(told for told in (claim.measure, claim.subject) if told)
