"""HTML: pages and fragments.

In:  a page. Out: the blocks of its main article; menus, forms, scripts, styles and comments left out.

The day comes from what the page says of itself: its meta elements, JSON-LD, ``<time datetime>``.
"""

from __future__ import annotations

import datetime as dt
import html as entities
import re
from collections.abc import Iterator
from dataclasses import replace

from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.dates import read_day
from checker.sources.html_blocks import BlockCollector
from checker.sources.html_tokens import attributes_of
from checker.sources.options import ReadOptions

_ROOT = re.compile(
    r"<(main|article)(?=[\s/>])[^>]*>|<(div|section)(?=\s)[^>]*?(?:role=[\"']?main\b|itemprop=[\"']?articleBody\b)[^>]*>", re.I
)
_HEADLINE = re.compile(r"<h1(?=[\s>])", re.I)
_TITLE = re.compile(r"<title(?=[\s>])[^>]*>([^<]*)</title", re.I)
_META = re.compile(r"<meta\s([^>]*)>", re.I)
_TIME = re.compile(r"<time\s([^>]*)>", re.I)
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_LANGUAGE = re.compile(r"<html\s([^>]*)>", re.I)
_COMMENT = re.compile(r"<!--(?s:.*?)-->")
_META_DATES = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "parsely-pub-date", "sailthru.date", "og:published_time",
)  # fmt: skip
# What a page says of itself stands at its top.
_HEAD = 200_000


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    language, territory = _language(text[:_HEAD])
    foreign = None if language == "en" else language
    yield Source(path=path, text=text, format="html", published=_published(text), language=foreign, territory=territory)


def to_blocks(source: Source) -> list[Block]:
    text = source.text
    start, end = _main_part(text)
    found = blocks_of(text, start, end)
    head: list[Block] = []
    if not any(block.kind == "heading" and block.level == 1 for block in found):
        head = _outer_title(text, start)
    else:
        first = next(at for at, block in enumerate(found) if block.kind == "heading" and block.level == 1)
        found[first] = replace(found[first], kind="title")
        # A title below the date and the author's name still comes first.
        found.insert(0, found.pop(first))
    return head + found


def blocks_of(text: str, start: int, end: int, *, group: int = 0) -> list[Block]:
    """The blocks of a stretch of HTML; lists and tables are numbered from *group*."""
    return BlockCollector(text, group).collect(start, end)


def comment_spans(text: str) -> Iterator[Span]:
    for found in _COMMENT.finditer(text):
        yield Span(*found.span())


def _main_part(text: str) -> tuple[int, int]:
    """Where the article stands: in ``<main>``, in the longest ``<article>``, or everywhere."""
    whole = (0, len(text))
    roots = [(found, (found[1] or found[2]).lower()) for found in _ROOT.finditer(text)]
    for wanted in ("main", "div", "article"):
        openings = [(found, tag) for found, tag in roots if tag == wanted or (wanted == "div" and tag == "section")]
        spans = [_element(text, found, tag) for found, tag in openings[:50]]
        if spans:
            longest = max(spans, key=lambda span: span[1] - span[0])
            several = wanted == "article" and sum(span[1] - span[0] > (longest[1] - longest[0]) / 2 for span in spans) > 1
            if wanted == "main" and longest[1] - longest[0] < 200 and len(text) > 5000:
                continue
            # A page of many articles is read whole.
            return whole if several else longest
    return whole


def _element(text: str, opening: re.Match[str], tag: str) -> tuple[int, int]:
    """From behind the opening tag to its closing tag, inner elements of the same name passed."""
    depth = 1
    for found in re.compile(rf"<(/?){tag}(?=[\s/>])", re.I).finditer(text, opening.end()):
        depth += -1 if found[1] else 1
        if depth == 0:
            return opening.end(), found.start()
    return opening.end(), len(text)


def _outer_title(text: str, start: int) -> list[Block]:
    """The last headline before the article, or the page's title."""
    headlines = [found.start() for found in _HEADLINE.finditer(text, 0, start)]
    if headlines:
        close = text.lower().find("</h1", headlines[-1])
        found = blocks_of(text, headlines[-1], close if close >= 0 else start)
        return [replace(block, kind="title") for block in found[:1]]
    title = _TITLE.search(text, 0, _HEAD)
    if title:
        return [replace(block, kind="title") for block in blocks_of(text, *title.span(1))[:1]]
    return []


def _published(text: str) -> dt.date | None:
    known: dict[str, str] = {}
    for found in _META.finditer(text, 0, _HEAD):
        attributes = attributes_of(found[1])
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        known.setdefault(name.lower(), entities.unescape(attributes.get("content", "")))
    written = [known.get(name) for name in _META_DATES[:2]]
    script = _PUBLISHED.search(text)
    written += [script[1] if script else None, *(known.get(name) for name in _META_DATES[2:])]
    moment = _TIME.search(text)
    if moment:
        written.append(attributes_of(moment[1]).get("datetime"))
    return next((day for day in map(read_day, written) if day), None)


def _language(head: str) -> tuple[str | None, str | None]:
    found = _LANGUAGE.search(head)
    written = attributes_of(found[1]).get("lang", "") if found else ""
    parts = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?$", written)
    if parts is None:
        return None, None
    return parts[1].lower(), parts[2].upper() if parts[2] else None
