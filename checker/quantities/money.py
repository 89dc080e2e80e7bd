"""Money: the currency written before, after or glued to a number.

In:  a text and the place where a number begins or ends.
Out: a `Coin`: ISO 4217 code, or `Unresolved` with the candidates for "$", "pounds", "francs"; the minor unit of
     "50p" and "5 cents". `settle` decides the unresolved from the whole article.

The rows are tables/currencies.yaml.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model.quantity import Unresolved
from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Coin:
    """A currency as written. ``unit``: the minor unit's name, or the word shared by several currencies, else None.

    ``scale``: for "MUSD" a million, else 1. ``is_careful``: the word means other things too.
    """

    currency: str | Unresolved | None
    unit: str | None = None
    minor_of: str | None = None
    scale: Decimal = Decimal(1)
    is_careful: bool = False
    is_mass_too: bool = False


@dataclass(frozen=True, slots=True)
class Currencies:
    """The table, indexed by every writing."""

    signs: dict[str, Coin]
    codes: dict[str, Coin]
    names: dict[str, Coin]
    shared: dict[str, tuple[tuple[str, ...], bool]]
    minor_factors: dict[str, Decimal]


@functools.cache
def currencies() -> Currencies:
    """tables/currencies.yaml, read once."""
    table = load_table("checker.quantities.tables", "currencies.yaml")
    signs: dict[str, Coin] = {}
    codes: dict[str, Coin] = {}
    names: dict[str, Coin] = {}
    shared: dict[str, tuple[tuple[str, ...], bool]] = {}
    factors: dict[str, Decimal] = {}
    careful = frozenset(table["careful"])
    for row in table["shared"]:
        word, candidates = row["word"], tuple(row["candidates"])
        shared[word] = (candidates, row["default"])
        if row.get("minor"):
            coin = Coin(None, unit=word)
        elif len(candidates) == 1:
            coin = Coin(candidates[0])
        else:
            coin = Coin(Unresolved(f"several currencies are written {word!r}", candidates), unit=word)
        for sign in row["symbols"]:
            signs[sign] = coin
        for name in row["names"]:
            names[name] = Coin(coin.currency, coin.unit, is_careful=name in careful, is_mass_too=word == "pound")
    for row in table["currencies"]:
        code = row["code"]
        coin = Coin(code)
        codes[code] = coin
        codes["M" + code] = Coin(code, scale=Decimal(10**6))
        factors[code] = Decimal(row.get("minor_factor", "0.01"))
        for sign in row.get("symbols", ()):
            signs[sign] = coin
        for short in row.get("short", ()):
            codes[short] = coin
        for name in row["names"]:
            lower = name.lower()
            forms = [lower, lower + "s"]
            if lower.endswith(" dollar"):
                forms += [lower[:-6] + "dlr", lower[:-6] + "dlrs", lower[:-6] + "dollar"]
            for form in forms:
                names.setdefault(form, Coin(code, is_careful=lower in careful))
        minor = row.get("minor", ())
        for name in minor:
            for form in (name.lower(), name.lower() + "s"):
                names.setdefault(form, Coin(None, unit=_minor_name(minor), minor_of=code))
    return Currencies(signs, codes, names, shared, factors)


def _minor_name(minor: list[str]) -> str:
    return "cent" if minor[0].endswith("cent") else minor[0]


_SIGN_CHARS = frozenset("$₿£€¥₹₩₪₽₺₦₱₴₫฿₾₡₭₸₮₲₵₼֏₨元＄￡￥¢￠")
_LETTERS_BEFORE = re.compile(r"(?:\b(?:[A-Za-z]{1,4}|[Uu]\.[Ss]\.?) ?)$")
_DOLLAR_WORDS = {
    "us": "USD",
    "u.s.": "USD",
    "u.s": "USD",
    "hk": "HKD",
    "nz": "NZD",
    "au": "AUD",
    "aus": "AUD",
    "c": "CAD",
    "cdn": "CAD",
    "can": "CAD",
    "mex": "MXN",
    "sg": "SGD",
    "tt": "TTD",
    "nt": "TWD",
}
_CODE_BEFORE = re.compile(r"(?<![\w$£€])([A-Za-z]{2,4}\.?|R)[ \u00a0]?$")
# "R0" and "R2" are names; rand come in tens or with a scale.
_RAND_AFTER = re.compile(r"[0-9]*[1-9][0-9]*(?:[0-9]|[.,][0-9]| ?(?:k|m|bn|million|billion|trillion)\b)")
_NAME_BEFORE = re.compile(r"\b(dollars?|euros?|sterling|renminbi|rupees?|yuan|yen|pounds?) $", re.IGNORECASE)


_TAMIL = "ரூ"  # its second character is a vowel sign, no letter


def find_coin_before(text: str, at: int) -> tuple[Coin, int] | None:
    """The currency written just before *at* and where it begins; None without one."""
    end = at
    while end and text[end - 1] in " \u00a0" and at - end < 1:
        end -= 1
    last = text[end - 1 : end]
    table = currencies()
    if last in _SIGN_CHARS and last:
        for length in (5, 4, 3, 2):
            start = end - length
            if start >= 0 and not (start and text[start - 1].isalpha() and text[start].isalpha()):
                coin = table.signs.get(text[start:end])
                if coin is not None:
                    return coin, start
        if last == "$":
            letters = _LETTERS_BEFORE.search(text, max(0, end - 7), end - 1)
            if letters is not None:
                word = letters[0].strip()
                is_spaced = letters[0] != word
                code = _DOLLAR_WORDS.get(word.lower())
                if code is None and len(word) == 3 and word.upper() in table.codes:
                    code = word.upper()
                tokenised = end < at  # "us $ 150": text with every sign apart; "gave us $150" is not
                if code and (not is_spaced or word.isupper() or tokenised):
                    return Coin(code), letters.start()
        return table.signs[last], end - 1
    if last.isalpha() or last == ".":
        return _find_word_before(text, at, table)
    return (table.signs[_TAMIL], end - 2) if text.startswith(_TAMIL, end - 2) and end > 1 else None


def _find_word_before(text: str, at: int, table: Currencies) -> tuple[Coin, int] | None:
    match = _CODE_BEFORE.search(text, max(0, at - 7), at)
    if match is not None and (match.start() == 0 or text[match.start() - 1] not in "'’-"):
        word = match[1]
        coin = table.codes.get(word) or table.signs.get(word)
        if coin is None and word.lower() in (
            "usd",
            "eur",
            "gbp",
            "rmb",
            "nzd",
            "aud",
            "cad",
            "inr",
            "mxn",
            "jpy",
            "chf",
            "musd",
            "meur",
            "maud",
        ):
            coin = table.codes.get(word.upper())
        if coin is not None:
            is_glued = match[0] == word
            if word == "R" and not _RAND_AFTER.match(text, at):
                return None
            if word in ("R", "RM", "DM", "FF", "Fr", "kr", "Kr") and not is_glued and word in ("R", "FF", "Fr"):
                return None
            if (
                word
                in (
                    "ALL",
                    "TOP",
                    "GIP",
                    "MOP",
                    "PEN",
                    "BAM",
                    "LAK",
                    "CUP",
                    "ERN",
                    "SOS",
                    "XOF",
                    "MAD",
                    "ANG",
                    "TRY",
                    "STN",
                    "SIT",
                )
                and not is_glued
            ):
                return None
            return coin, match.start()
    match = _NAME_BEFORE.search(text, max(0, at - 10), at)
    if match is not None:
        word = match[1].lower()
        if word in ("dollar", "sterling", "renminbi") and re.match(
            r"[0-9.,]+ (?:[mbt]r?illion|[mb]n)\b|[0-9]+\.[0-9]", text[at : at + 24]
        ):
            coin = table.names.get(word)
            return (coin, match.start()) if coin else None
    return None


_AFTER = re.compile(
    r"(?:[ \u00a0]?-?[ ]?)(?P<sign>[^\w\s.,;:()\-–'\"%/°?!&+*=<>~\[\]{}|#@^`’“”…—±]{1}(?![0-9]))"
    r"|[ \u00a0]?-?[ \u00a0]?(?P<word>[^\W\d_]+\.?)"
)
_NEXT_WORD = re.compile(r"[ \u00a0-][^\W\d_]+\.?(?:[A-Za-z]\.)?")


# Codes that are written in small letters too.
_SMALL_CODES = frozenset("usd eur gbp rmb inr nzd aud cad musd meur mgbp jpy chf btc".split())
# Codes that are words or other short forms as well: only glued to their number are they money.
_OTHER_WORDS = frozenset("ALL TOP PEN MOP CUP TRY SOS MAD GIP SIT BAM ANG".split())
_SIGNS_BEHIND = frozenset(["Rs", "zł", "Kč", "kr", "元"])


def _coin_called(written: str, is_glued: bool) -> Coin | None:
    """The currency with this name, code or sign; *is_glued*: right behind the number."""
    table = currencies()
    coin = table.names.get(written.lower().replace("-", " "))
    if coin is not None or " " in written:
        return coin
    coin = table.codes.get(written) if len(written) > 2 or written in ("DM", "RM", "Rp") else None
    if coin is None and written.lower() in _SMALL_CODES:
        coin = table.codes.get(written.upper())
    if coin is None and written in _SIGNS_BEHIND:
        coin = table.signs.get(written)
    return coin if is_glued or written not in _OTHER_WORDS else None


def find_coin_after(text: str, at: int) -> tuple[Coin, int] | None:
    """The currency written just after *at* (where a number ends) and where it ends; None without one."""
    table = currencies()
    tamil = at + text.startswith(" ", at)
    if text.startswith(_TAMIL, tamil):
        return table.signs[_TAMIL], tamil + len(_TAMIL)
    match = _AFTER.match(text, at)
    if match is None:
        return None
    if match["sign"]:
        coin = table.signs.get(match["sign"])
        return (coin, match.end()) if coin else None
    start = match.start("word")
    word = match["word"]
    is_glued = start == at
    if word.rstrip(".") == "p":
        return (Coin(None, "penny", "GBP"), match.end() - word.endswith(".")) if is_glued else None
    if word.startswith("U.") and text.startswith("U.S. ", start):
        word = "U.S."
    ends = [start + len(word)]
    while len(ends) < 4:
        follow = _NEXT_WORD.match(text, ends[-1])
        if follow is None:
            break
        ends.append(follow.end())
    for end in reversed(ends):
        written = text[start:end]
        if written.endswith(".") and written != "U.S.":
            written, end = written[:-1], end - 1
        coin = _coin_called(written, is_glued)
        if coin is not None:
            if end < len(text) and text[end] in "₹":
                end += 1
            return coin, end
    return None


def minor_factor(code: str) -> Decimal:
    """How much of the major unit one minor unit of *code* is: 0.01 nearly everywhere."""
    return currencies().minor_factors.get(code, Decimal("0.01"))
