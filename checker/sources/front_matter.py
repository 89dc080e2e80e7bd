"""Front matter: what a Markdown file says about itself before its text, in YAML, TOML or JSON.

In:  the text of a file.
Out: title and standfirst as blocks with exact places, the day and the territory it gives, and its faults.

A file whose front matter does not parse is still read; the fault is told with its line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from checker.model.errors import Fault
from checker.model.text import Block, Source
from checker.sources.dates import read_day
from checker.sources.offsets import ProseWriter
from checker.sources.stand_ins import with_plain_line_ends

# What is longer is data, not words about an article; the YAML reader needs seconds for a megabyte.
_LONGEST = 200_000
_YAML = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?:(?s:.*?)(?:\r\n|\n|\r))??(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)")
_TOML = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n|\r)(?:(?s:.*?)(?:\r\n|\n|\r))??\+\+\+[ \t]*(?=\r|\n|\Z)")
_JSON = re.compile(r"\{\s*(?:\"|\})")

_TITLE_KEYS = ("title", "headline")
_STANDFIRST_KEYS = ("subtitle", "description", "summary", "standfirst", "deck", "dek", "excerpt", "lead", "lede", "abstract")
_DATE_KEYS = ("date", "published", "publishdate", "publish_date", "published_at", "pubdate", "date_published", "datepublished",
              "created", "lastmod", "updated", "modified", "last_modified")  # fmt: skip
_COUNTRY_KEYS = ("territory", "country", "region")
_LOCALE_KEYS = ("locale", "lang", "language")
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?:\.[\w-]+)?$")

# Writes the scalar of a key into a block's prose.
Scalar = Callable[[ProseWriter], None]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``end``: offset where the body begins. ``scalars``: what the keys of prose hold; ``values``: all plain values."""

    end: int = 0
    scalars: tuple[tuple[str, Scalar], ...] = ()
    values: tuple[tuple[str, object], ...] = ()
    faults: tuple[tuple[int, str], ...] = ()

    def value(self, keys: tuple[str, ...], reads: Callable[[object], object | None]) -> object | None:
        """The first of *keys* whose value *reads* as something."""
        known = dict(reversed(self.values))
        for key in keys:
            found = reads(known[key]) if key in known else None
            if found is not None:
                return found
        return None


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of *text*; one that ends at 0 when there is none."""
    from checker.sources import front_matter_toml, front_matter_yaml, json_text

    head = with_plain_line_ends(text[: _LONGEST + 10])
    if head.startswith("---"):
        found = _YAML.match(head)
        return front_matter_yaml.read(head, found.end()) if found else FrontMatter()
    if head.startswith("+++"):
        found = _TOML.match(head)
        return front_matter_toml.read(head, found.end()) if found else FrontMatter()
    if _JSON.match(head):
        return json_text.read_front_matter(head)
    return FrontMatter()


def describe(source: Source, matter: FrontMatter) -> Source:
    """*source* with the day, territory, language and faults of its front matter."""
    published = matter.value(_DATE_KEYS, read_day)
    country = matter.value(_COUNTRY_KEYS, _country)
    locale = matter.value(_LOCALE_KEYS, _locale)
    language, region = locale if isinstance(locale, tuple) else (None, None)
    faults = tuple(Fault(source.path, f"front matter: {message}", line) for line, message in matter.faults)
    return replace(
        source,
        published=published if isinstance(published, dt.date) else source.published,
        territory=country if isinstance(country, str) else region or source.territory,
        language=language if language and language != "en" else source.language,
        faults=source.faults + faults,
    )


def head_blocks(matter: FrontMatter) -> Iterator[Block]:
    """Title, then standfirst blocks; a standfirst that repeats an earlier one is left out."""
    seen: set[str] = set()
    for kind, keys in (("title", _TITLE_KEYS), ("standfirst", _STANDFIRST_KEYS)):
        for key, scalar in matter.scalars:
            if key in keys:
                writer = ProseWriter()
                scalar(writer)
                block = writer.finish(len(seen), kind)
                if block and block.text not in seen:
                    seen.add(block.text)
                    yield block


def is_prose_key(key: str) -> bool:
    return key in _TITLE_KEYS or key in _STANDFIRST_KEYS


def _country(value: object) -> str | None:
    return value.upper() if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2}", value) else None


def _locale(value: object) -> tuple[str, str | None] | None:
    found = _LOCALE.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    return found[1].lower(), found[3].upper() if found[3] else None
