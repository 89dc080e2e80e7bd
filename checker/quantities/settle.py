"""Settling: what one sentence cannot decide, from the whole article.

In:  the mentions of all passages.
Out: the same, with "$", "pounds", "francs", "cents" given their currency where the article tells.

An editor reads a bare "$" as United States dollars, unless the article is at home elsewhere: another dollar country
is in sight and the United States are not (then it stays open between the two), or the publisher's territory has a
dollar of its own. An article that writes "US$" beside a bare "$" has set its own dollar apart. "Pounds" are sterling
unless a country with another pound is in sight and Britain is not.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from checker.model.mention import Mention
from checker.model.quantity import Quantity, Unresolved
from checker.model.territories import territories, territory_named
from checker.model.text import Passage, Setting, Source
from checker.quantities.money import currencies

_CAPITALISED = re.compile(r"(?:U\.S\.(?:A\.)?|U\.K\.|[A-Z][\w'-]*[^\W\d_](?: (?:and |of |the )?[A-Z][\w'-]*[^\W\d_])*)")
_MARKED = re.compile(r"\bU\.?S\.? ?\$|\bUSD\b|\b(?:US|U\.S\.|American) dollars?\b|(?<![\w.])US\$")


def find_setting(source: Source, passages: Sequence[Passage]) -> Setting:
    """What relative words are read against: the day the source gives, else the dateline's; the publisher's territory."""
    from checker.quantities.times import find_dateline

    anchor = source.published or find_dateline(passages)
    territory = source.territory
    day_first = None if territory is None else territory not in ("US", "PH", "FM", "MH", "PW")
    return Setting(anchor=anchor, territory=territory, day_first=day_first)


def settle(
    mentions: Sequence[Sequence[Mention]], passages: Sequence[Passage], setting: Setting
) -> tuple[tuple[Mention, ...], ...]:
    """*mentions* (one row a passage) with every currency decided that the article decides."""
    if not any(_is_open(mention) for row in mentions for mention in row):
        return tuple(tuple(row) for row in mentions)
    places = _places(passages)
    explicit = {
        mention.quantity.currency for row in mentions for mention in row
        if mention.quantity is not None and isinstance(mention.quantity.currency, str)
    }  # fmt: skip
    is_marked = any("USD" == code for code in explicit) and any(_MARKED.search(passage.text) for passage in passages)
    decided: dict[tuple[str, ...], str | None] = {}
    settled = []
    for row in mentions:
        out = []
        for mention in row:
            if not _is_open(mention):
                out.append(mention)
                continue
            word, candidates = _open_word(mention.quantity)
            key = (word, *candidates)
            if key not in decided:
                decided[key] = _decide(word, candidates, places, explicit, setting, is_marked)
            out.append(_with_currency(mention, word, decided[key], candidates, places, setting))
        settled.append(tuple(out))
    return tuple(settled)


def _is_open(mention: Mention) -> bool:
    quantity = mention.quantity
    if mention.kind != "money" or quantity is None:
        return False
    return isinstance(quantity.currency, Unresolved) or (quantity.unit == "cent" and quantity.minor_of is None)


def _open_word(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    if isinstance(quantity.currency, Unresolved):
        return quantity.unit or "", quantity.currency.candidates
    return "cent", currencies().shared["cent"][0]


def _places(passages: Sequence[Passage]) -> frozenset[str]:
    """ISO 3166 codes of the territories that the article names, by name, demonym, capital or government."""
    found: set[str] = set()
    for passage in passages:
        for match in _CAPITALISED.finditer(passage.text):
            found.update(_territories_in(match[0]))
    return frozenset(found)


@functools.lru_cache(maxsize=8192)
def _territories_in(words: str) -> tuple[str, ...]:
    found = []
    parts = words.removesuffix("'s").split()
    i = 0
    while i < len(parts):
        for length in (4, 3, 2, 1):
            phrase = " ".join(parts[i : i + length]).removesuffix("'s")
            hit = territory_named(phrase) if length <= len(parts) - i else None
            if hit is not None:
                found.append(hit[0])
                i += length - 1
                break
        i += 1
    return tuple(found)


def _pays(place: str, candidates: tuple[str, ...], day: dt.date | None) -> str | None:
    territory = territories().get(place)
    if territory is None:
        return None
    for currency in candidates:
        # Without a day only money still in use counts: an undated article that names Ireland does not speak of punts.
        if day is None and not any(code == currency and end is None for code, _, end in territory.currencies):
            continue
        if territory.pays_in(currency, day):
            return currency
    return None


_HOMES = {"USD": "US", "GBP": "GB"}


def _decide(
    word: str, candidates: tuple[str, ...], places: frozenset[str], explicit: set[str], setting: Setting, is_marked: bool
) -> str | None:
    """The one currency of *candidates* that the article speaks for, None when it stays open."""
    day = setting.anchor
    sighted = {currency for place in places if (currency := _pays(place, candidates, day))}
    home = _pays(setting.territory, candidates, day) if setting.territory else None
    default = currencies().shared.get(word, ((), False))[1]
    first = candidates[0]
    if home is not None:
        return home
    if word in ("dollar", "cent") and is_marked:
        others = sighted - {"USD"}
        return next(iter(others)) if len(others) == 1 else (None if others else "USD")
    if word == "cent" and "USD" not in sighted and "EUR" in explicit | sighted and not sighted - {"EUR"}:
        return "EUR"
    named = explicit & set(candidates)
    if default:
        if first in sighted or not sighted:
            return first
        if len(named) == 1 and word not in ("dollar", "cent"):
            return next(iter(named))
        if word in ("dollar", "cent"):
            return first if sighted & named else None  # "C$" is written where Canada is meant, so the bare sign is not Canada's
        return next(iter(sighted)) if len(sighted) == 1 else None
    if len(named) == 1 and (not sighted or sighted == named):
        return next(iter(named))
    return next(iter(sighted)) if len(sighted) == 1 else None


def _with_currency(
    mention: Mention, word: str, code: str | None, candidates: tuple[str, ...], places: frozenset[str], setting: Setting
) -> Mention:
    quantity = mention.quantity
    if word == "cent":
        if code is None:
            return mention
        return replace(mention, quantity=replace(quantity, minor_of=code))
    if code is not None:
        return replace(mention, quantity=replace(quantity, currency=code, unit=None))
    sighted = tuple(c for c in candidates if any(_pays(place, (c,), setting.anchor) for place in places))
    default = currencies().shared.get(word, ((), False))[1]
    left = tuple(dict.fromkeys(((candidates[0],) if default else ()) + sighted)) or candidates
    return replace(mention, quantity=replace(quantity, currency=Unresolved(f"several currencies are written {word!r}", left)))
