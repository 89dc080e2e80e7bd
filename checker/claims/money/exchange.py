"""Exchanges: one amount told in two currencies, and what rate that makes.

In:  a scene; afterwards all claims of the article and the years it speaks of.
Out: `exchange` claims: ``rate`` is how much of the second currency of the pair one unit of the first buys; the
     pair is in alphabetical order and stands in the word ``pair``.
     "$42bn (£21.5bn)"  →  pair GBP/USD, rate [1.93, 1.98]
     ``implied`` is the rate of the article's other conversions of the pair, where it has some. Flags: "implausible" where
     the rate never was so since 1971, "off_year" where it was not so in the years that the text settles on (word ``years``):
     those told beside the amounts, or just before as the article's last, and that of its date.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.claims.units.conversion import ASIDE, BRACKET, CLOSES, OR
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.text import Passage

# A yearly band is as wide as the days of a year; this much more allows for the year's neighbours and for odd rounding.
_SLACK = Decimal("0.04")
_LONGEST_SPAN = 40
# Before it money was bound to gold or to the dollar; the tables have no rates of that time.
_FIRST_YEAR = 1971
_EVER = 3
_OPEN = re.compile(r"\b(?:since|after|from|before|until|by)\s*(?:\w+\s)?$|(?:since|after|from)\b", re.I)
_ONCE = re.compile(r"\b(?:at the time|at that time|back then|once|originally|decades?|century|long ago|in those days)\b", re.I)
_IS_NOW = re.compile(r"\b(?:now|today|currently|nowadays|this (?:year|week|month)|has|have|will)\b", re.I)


def find_exchanges(scene: Scene) -> Iterator[Claim]:
    for first, second in zip(scene.quantities, scene.quantities[1:], strict=False):
        if first.kind == second.kind == "money" and _is_conversion(scene, first, second):
            yield from _exchange(scene, first, second)


def _is_conversion(scene: Scene, first: Mention, second: Mention) -> bool:
    """ "$60,000 (£30,000)", "£500, or about $900", "£20m, equivalent to $41m"."""
    glue = scene.between(first, second)
    if BRACKET.match(glue) or OR.match(glue):
        return True
    aside = ASIDE.match(scene.text[first.end : second.core[0]].rstrip("$£€¥"))
    dashes = scene.text[second.end : second.end + 2] in (" -", " –", " —") and glue in (" - ", " – ", " — ")
    return dashes or aside is not None and bool(CLOSES.match(scene.text[second.end :]))


def _exchange(scene: Scene, first: Mention, second: Mention) -> Iterator[Claim]:
    one, other = first.quantity, second.quantity
    if not isinstance(one.currency or one.minor_of, str) or not isinstance(other.currency or other.minor_of, str):
        return
    if one.minor_of or other.minor_of or one.currency == other.currency:
        return
    base, quote = sorted((first, second), key=lambda mention: mention.quantity.currency)
    amounts = arithmetic.written(quote.quantity), arithmetic.written(base.quantity)
    rate = None if None in amounts else arithmetic.ratio(*amounts)
    if rate is None:
        return
    pair = f"{base.quantity.currency}/{quote.quantity.currency}"
    words, flags = [("pair", pair)], []
    band = _bands().get(pair)
    if band is not None:
        words.append(("band", f"{band[0]} to {band[1]}"))
        if rate.is_disjoint(Interval.between(*band)):
            flags.append("implausible")
    told = scene.bases.get(first) or scene.bases.get(second)
    yield scene.claim(
        second,
        "exchange",
        time=None if told is None or told.time is None or told.time.granularity != "year" else told.time,
        parts=(scene.mention_part("first", first), scene.mention_part("second", second)),
        rate=rate,
        words=tuple(words),
        flags=frozenset(flags),
    )


@functools.cache
def _bands() -> dict[str, tuple[Decimal, Decimal]]:
    """Between what a pair's rate has ever been: see tables/rates.yaml."""
    rows = load_table("checker.claims.tables", "rates.yaml")
    return {row["pair"]: (Decimal(str(row["low"])), Decimal(str(row["high"]))) for row in rows}


def with_typical_rates(claims: Sequence[Claim]) -> list[Claim]:
    """Exchange claims told what the article's other conversions of their pair imply: the middle one of those as ``implied``."""
    by_pair: dict[tuple, list[Claim]] = {}
    for claim in claims:
        if claim.shape == "exchange":
            # Amounts of different years were each converted at the rate of their time.
            year = None if claim.time is None else (claim.time.start, claim.time.offset, claim.time.timex)
            by_pair.setdefault((dict(claim.words)["pair"], year), []).append(claim)
    typical = {}
    for members in by_pair.values():
        members.sort(key=lambda claim: _middle(claim.rate))
        # Of two that differ neither is typical; the later one in the text is held against the earlier.
        if len(members) == 2:
            first, second = sorted(members, key=lambda claim: claim.span)
            typical[id(second)] = first
        elif len(members) > 2:
            middle = members[len(members) // 2]
            typical.update({id(claim): middle for claim in members if claim is not middle})
    return [_against(claim, typical[id(claim)]) if id(claim) in typical else claim for claim in claims]


def _against(claim: Claim, other: Claim) -> Claim:
    parts = [Part(f"typical_{part.role}", part.span, part.quote) for part in other.parts if part.role in ("first", "second")]
    return replace(claim, implied=other.rate, parts=(*claim.parts, *parts))


def _middle(interval: Interval) -> Decimal:
    return sum((end for end in arithmetic.ends(interval) if end is not None), Decimal(0)) / 2


def with_years(claims: Iterable[Claim], article: Article) -> list[Claim]:
    """Exchange claims flagged "off_year" where their pair was at no such rate in any year the text settles on, and rid of
    "implausible" where the text tells of the time before the table begins."""
    return [_dated(claim, article) if claim.shape == "exchange" else claim for claim in claims]


def _dated(claim: Claim, article: Article) -> Claim:
    if _tells_of_old_times(claim, article):
        return replace(claim, flags=claim.flags - {"implausible"}) if _may_be_old(claim) else claim
    return _off_year(claim, _years(claim, article))


def _may_be_old(claim: Claim) -> bool:
    """A pound bought five dollars once; a slip of scale goes beyond what any time knew."""
    band = _bands().get(dict(claim.words)["pair"])
    return band is not None and not claim.rate.is_disjoint(Interval.between(band[0] / _EVER, band[1] * _EVER))


def _tells_of_old_times(claim: Claim, article: Article) -> bool:
    """ "In 1948 it billed £1,000 ($4,030)": a year before the table's first one is told in the paragraph or just before."""
    block = article.passages[claim.passage].block
    for passage, mentions in zip(article.passages[: claim.passage + 1], article.mentions, strict=False):
        if passage.block == block or passage.index >= claim.passage - 1:
            if any(m.period and m.period.start and m.period.start.year < _FIRST_YEAR for m in mentions):
                return True
    return bool(_ONCE.search(article.passages[claim.passage].text))


def _years(claim: Claim, article: Article) -> list[int]:
    """The years in which the rate may have been: those told beside the amounts, and that of the anchor date; a year's
    amounts may be converted in the next. Without either the time is open."""
    anchor = article.setting.anchor
    if any(_ONCE.search(passage.text) for passage in article.passages[max(0, claim.passage - 1) : claim.passage + 1]):
        return []
    here = set(_said(article.passages[claim.passage].text, article.mentions[claim.passage]))
    if anchor is not None:
        before = _said_before(claim, article)
        near = here | before
        return sorted({anchor.year - 1, anchor.year} | near | {year + 1 for year in near})
    if not here and not _IS_NOW.search(article.passages[claim.passage].text):
        told = {year for passage, mentions in _told(article) for year in _said(passage.text, mentions)}
        before = _said_before(claim, article)
        # The last year that the article tells, if it stands just before, is the time of its own news.
        here = {year for year in told if year >= min(before)} if before and max(told) in before else set()
    return sorted(here | {year + 1 for year in here})


def _told(article: Article) -> Iterator[tuple[Passage, Sequence[Mention]]]:
    return zip(article.passages, article.mentions, strict=True)


def _said_before(claim: Claim, article: Article) -> set[int]:
    at = claim.passage - 1
    return set(_said(article.passages[at].text, article.mentions[at])) if at >= 0 else set()


def _said(text: str, mentions: Iterable[Mention]) -> Iterator[int]:
    """The years told, all of "2001-2004"; "since 2001" and "before 2001" leave the year open."""
    for mention in mentions:
        period = mention.period
        # "Ten years ago" is a year too, where the anchor date makes it one.
        if period is None or period.start is None or period.granularity == "day" and str(period.start.year) not in mention.quote:
            continue
        first = period.start.year
        last = first if period.end is None else (period.end - dt.timedelta(seconds=1)).year
        if _OPEN.search(text[max(0, mention.start - 12) : mention.start]) or _OPEN.match(mention.quote):
            first, last = first - _LONGEST_SPAN, first + _LONGEST_SPAN
        yield from range(first, max(last, first) + 1)


def _off_year(claim: Claim, years: Sequence[int]) -> Claim:
    by_year = _by_year().get(dict(claim.words)["pair"], {})
    bands = [by_year[year] for year in years if year in by_year]
    # A year without a row leaves open what the rate was.
    if not bands or len(bands) < len([year for year in years if year <= max(by_year)]):
        return claim
    low, high = min(band[0] for band in bands), max(band[1] for band in bands)
    if not claim.rate.is_disjoint(Interval.between(low * (1 - _SLACK), high * (1 + _SLACK))):
        return claim
    told = str(years[0]) if len(years) == 1 else f"{years[0]} to {min(years[-1], max(by_year))}"
    words = (*claim.words, ("years", told), ("year_band", f"{low} to {high}"))
    return replace(claim, flags=claim.flags | {"off_year"}, words=words)


@functools.cache
def _by_year() -> dict[str, dict[int, tuple[Decimal, Decimal]]]:
    def band(ends: Sequence[float]) -> tuple[Decimal, Decimal]:
        return Decimal(str(ends[0])), Decimal(str(ends[1]))

    table = load_table("checker.claims.tables", "rates_by_year.yaml")
    return {pair: {year: band(ends) for year, ends in rows.items()} for pair, rows in table.items()}
