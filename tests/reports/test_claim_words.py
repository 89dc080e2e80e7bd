"""Claims in a few words for people."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from checker.model.claim import Claim
from checker.model.period import Period
from checker.model.quantity import Interval, Quantity
from checker.model.span import Span
from checker.reports.claim_words import allowed, when


def claim(kind: str, low: str, high: str, compared: tuple[str, str] | None = None, time=None, **about) -> Claim:
    ends = [Decimal(low), Decimal(high)]
    said = Quantity(tuple(ends), Interval.between(*ends), **about)
    shared = Interval.between(*map(Decimal, compared)) if compared else said.allows
    return Claim("c0", "level", kind, Span(0, 1), "x", 0, "paragraph", (), quantity=said, allows=shared, time=time)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (claim("percent", "51.5", "52.5", ("0.515", "0.525"), unit="percent"), "51.5% – 52.5%"),
        (claim("percent", "12", "12", ("0.12", "0.12"), unit="percent"), "12%"),
        (claim("money", "243500000", "244500000", currency="EUR"), "EUR 243.5 – 244.5 million"),
        (claim("money", "50", "50", ("0.5", "0.5"), unit="penny", currency="GBP", minor_of="GBP"), "GBP 0.5"),
        (claim("money", "50", "50", unit="penny", minor_of="GBP"), "50 penny"),
        (claim("measure", "4.95", "5.05", ("4950", "5050"), unit="kilometre"), "4.95 – 5.05 kilometre"),
        (claim("count", "975", "1025", unit="soldier"), "975 – 1,025"),
        (claim("count", "1234567", "1234567", unit="soldier"), "1,234,567"),
        (claim("number", "1e400", "1e400"), "1e+400"),
    ],
)
def test_what_a_claim_allows_is_told_in_the_unit_said(made: Claim, words: str) -> None:
    assert allowed(made) == words


def test_times_without_a_date_are_counted_from_the_articles_day() -> None:
    def told(*offset) -> str:
        return when(claim("count", "1", "1", time=Period(None, None, "day", offset=offset)))

    assert told(-7, 0) == "day -7 to +0 from the article's"
    assert told(None, 0) == "up to the article's day" and told(-3, None) == "since day -3 from the article's"
    assert told(None, None) == ""
    year = Period(dt.datetime(2024, 1, 1), dt.datetime(2025, 1, 1), "year")
    assert when(claim("count", "1", "1", time=year)) == "2024-01-01 – 2025-01-01"
