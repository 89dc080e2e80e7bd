"""Figures: a numeral with what it measures, before ranges and hedges are put together.

In:  a text and one of its numerals.
Out: a `Figure`: its kind, unit or currency, and the place of all its words.
     "$1.2 billion" is money, "12 per cent" a percentage, "5 km" a measure, "12" a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model.quantity import Unresolved
from checker.quantities.money import Coin, find_coin_after, find_coin_before
from checker.quantities.numerals import Numeral
from checker.quantities.rates import find_rate
from checker.quantities.sterling import MONEY_WORDS, is_sterling
from checker.quantities.units import find_unit, rate_unit

# A glued "m" is a scale before the name of a currency ("40m kroner"), not a metre; "100m won" may be a race.
_SCALE_LETTER = re.compile(
    r"[mbk](?= ?[A-Z€$£])|m(?= (?:euros?|dollars?|pounds?|yen|yuan|rupees|kron(?:er|or|a|e)|kronur|crowns|pesos|francs|dinars"
    r"|rand|lira|zlot(?:y|ys|ies)|forints?|roubles|rubles|shekels|riy?als|baht|ringgit|naira|shillings|dirhams)\b)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit at ``[start, end)``; ``core`` is the bare number.

    ``low``/``high``: magnitudes with scale; equal unless the words give two. ``bare``/``scale``/``place``: as in
    `Numeral`. ``is_decimal``: digits after the point were written. ``is_range``: two ends were written.
    """

    kind: str
    start: int
    end: int
    core: tuple[int, int]
    low: Decimal
    high: Decimal
    bare: Decimal
    scale: Decimal
    place: int | None
    is_decimal: bool = False
    is_range: bool = False
    is_plain: bool = False
    is_word: bool = False
    is_fraction: bool = False
    unit: str | None = None
    dimension: str | None = None
    currency: str | Unresolved | None = None
    minor_of: str | None = None
    per: str | None = None
    name: str | None = None
    fault: str | None = None
    expected: str | None = None
    place_low: int | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing but the number was written."""
        return self.kind == "number" and self.unit is None


_PERCENT = re.compile(
    r"[ \u00a0\u202f-]{0,2}(?:(?P<points>(?:percentage|percent|per cent|pct|%)[- ]points?|pp\b|ppts?\b|pct\.? pts?\b|% pts?\b)"
    r"|%|％|percents?\b|per[ -]?cents?\b|pct\b(?:\.(?= [a-z0-9]))?|pc\b(?! gam)|percentage(?! of points)\b(?=[.,;]|$))",
    re.IGNORECASE,
)
_MILLION_M = re.compile(r"[mM](?![a-zA-Z0-9²³])")
_SCALE_AFTER = re.compile(
    r"[ \u00a0]?(million|billion|trillion|mln|bln|bn|mn|tn|trn|m|b|t|k|crore|lakh|thousand)(?![a-zA-Z])", re.IGNORECASE
)
_SCALES = {
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "mln": 6,
    "bln": 9,
    "bn": 9,
    "mn": 6,
    "tn": 12,
    "trn": 12,
    "m": 6,
    "b": 9,
    "t": 12,
    "k": 3,
    "crore": 7,
    "lakh": 5,
    "thousand": 3,
}
_PEOPLE_AFTER = re.compile(r"(?:-[a-z]+)?[ \u00a0](?:[a-z-]+ ){0,2}?(?:people|men|women|children|[a-z]{3,}[^s\W]s)\b")
_MILLION_BEFORE = re.compile(
    r"[0-9]m (?!metres|high|long|wide|deep|tall)[a-z]{4,}s (?:[a-z]+ ){0,4}$"
)  # "fell 1m barrels to 294.3m"
_METRE_AFTER = re.compile(
    r"[ -](?:tall|wide|long|high|deep|away|race|freestyle|sprint|hurdles?|butterfly|breaststroke|backstroke|relay|final"
    r"|above|below|"
    r"from|champion|gold|silver|bronze|title|record|steeplechase|swells|waves|heats?|runners?|walls?|seas?|x|by|events?|metres)\b"
)
_ONE = Decimal(1)


def read_figure(text: str, numeral: Numeral, floor: int = 0) -> Figure:
    """*numeral* with the currency, percent sign or unit around it, not reaching back before *floor*; else a bare number."""
    start, end = numeral.start, numeral.end
    value, sign_start = _signed(text, numeral)
    figure = Figure(
        "number",
        sign_start,
        end,
        (numeral.start, numeral.core_end),
        value,
        numeral.high or value,
        numeral.bare if value >= 0 else -abs(numeral.bare),
        numeral.scale,
        numeral.place,
        is_decimal=_is_decimal(text, numeral),
        is_range=numeral.high is not None,
        is_plain=numeral.is_plain,
        is_word=numeral.is_word,
        is_fraction=numeral.is_fraction,
        fault=numeral.fault,
        expected=numeral.expected,
    )
    before = find_coin_before(text, start)
    if (
        before is not None
        and before[1] >= floor
        and not (text[before[1] - 1 : before[1]] == " " and before[1] > 1 and _owned(text, before[1], end))
    ):
        return _read_money(text, figure, before[0], before[1], end)
    if before is None and start > 1 and text[start - 1] in "-−" and text[start - 2] in "$£€":
        signed = find_coin_before(text, start - 1)
        if signed is not None and signed[1] >= floor:
            negative = _with(figure, low=-abs(figure.low), high=-abs(figure.high), bare=-abs(figure.bare))
            return _read_money(text, negative, signed[0], signed[1], end)
    if figure.is_range and text.startswith(" of ", end):
        counted = _read_vague_amount(text, figure, end + 3)
        if counted is not None:
            return counted
    percent = _PERCENT.match(text, end)
    if percent is not None:
        kind = "percentage_point" if percent["points"] else "percent"
        return _with(
            figure, kind=kind, end=percent.end(), unit="percentage point" if percent["points"] else "percent", dimension="share"
        )
    money = _read_money_after(text, figure, end)
    if money is not None:
        return money
    if _MILLION_M.match(text, end) and (numeral.is_plain or figure.is_decimal) and not numeral.is_word:
        scaled = _million_people(text, figure, end)
        if scaled is not None:
            return _read_unit(text, scaled, scaled.end)
    return _read_unit(text, figure, end)


def _read_vague_amount(text: str, figure: Figure, end: int) -> Figure | None:
    """ "millions of pounds", "thousands of miles"; None where something is only counted."""
    coin = find_coin_after(text, end)
    if coin is not None and (not coin[0].is_mass_too or figure.low >= 10**6 or is_sterling(text, figure.scale, end, coin[1])):
        return _money(text, figure, coin[0], figure.start, coin[1])
    unit = find_unit(text, end)
    if unit is None or unit[0].is_rate_only or unit[0].is_careful:
        return None
    return _with(figure, kind="measure", end=unit[1], unit=unit[0].name, dimension=unit[0].dimension)


def _owned(text: str, sign: int, end: int) -> bool:
    """Whether the currency mark at *sign* belongs to the number before it: "10 $ 30 $", "10 rmb 20 usd"."""
    return text[sign - 2].isdigit() and find_coin_after(text, end) is not None and "dollar" not in text[end : end + 8]


def _with(figure: Figure, **changes: object) -> Figure:
    values = {name: getattr(figure, name) for name in Figure.__slots__}
    values.update(changes)
    return Figure(**values)


def _is_decimal(text: str, numeral: Numeral) -> bool:
    return (
        not numeral.is_word
        and numeral.place is not None
        and numeral.bare != numeral.bare.to_integral_value()
        or (not numeral.is_word and "." in text[numeral.start : numeral.core_end])
    )


def _signed(text: str, numeral: Numeral) -> tuple[Decimal, int]:
    """The value with a minus or plus sign before it, and where the sign stands."""
    start = numeral.start
    if numeral.is_word or start == 0:
        return numeral.value, start
    if text[:start].strip() in ("-", "−") and numeral.end == len(text.rstrip()):
        return -numeral.value, 0
    at = start - 1
    if (
        text[at] == " "
        and at
        and text[at - 1] in "-−"
        and (at == 1 or text[at - 2] == " " and not text[at - 3 : at - 2].isdigit())
    ):
        at -= 1  # "- 20 degrees"
        return (
            (-numeral.value, at)
            if text[at - 2 : at - 1].isalpha() and text[start - 2] in "-−" and at > 2
            else (numeral.value, start)
        )
    if (
        text[at] in "-−"
        and (at == 0 or text[at - 1] in ' \u00a0\n("“[<>=:')
        and not text[max(0, at - 2) : max(0, at - 1)].isdigit()
    ):
        return -numeral.value, at
    if text[at] == "+" and (at == 0 or text[at - 1] in " \u00a0\n("):
        return numeral.value, at
    return numeral.value, start


def _scaled(figure: Figure, factor: Decimal, end: int) -> Figure:
    place = None if figure.place is None else figure.place + len(str(int(factor))) - 1
    return _with(
        figure,
        low=figure.low * factor,
        high=figure.high * factor,
        scale=figure.scale * factor,
        place=place,
        end=end,
        is_plain=False,
    )


def _read_money(text: str, figure: Figure, coin: Coin, start: int, end: int) -> Figure:
    """Money whose currency stands before it, with a glued scale ("£5m", "$5 bn") and what it is paid per."""
    if coin.scale != 1:
        figure = _scaled(figure, coin.scale, end)
    elif figure.scale == 1:
        scale = _SCALE_AFTER.match(text, end)
        if scale is not None and not (scale[1].lower() in ("m", "b", "t", "k") and scale[0][0] in " \u00a0" and scale[1] != "m"):
            figure = _scaled(figure, Decimal(10) ** _SCALES[scale[1].lower()], scale.end())
            end = scale.end()
    value = figure.low
    if start and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " (\u00a0") and value > 0:
        start -= 1
        figure = _with(figure, low=-figure.low, high=-figure.high, bare=-figure.bare)
    # "$10 dollars", "US$5 (Canadian)": the name repeated after the amount belongs to it.
    again = find_coin_after(text, end)
    if (
        again is not None
        and not re.match(r"[$£€¥]? ?[0-9]", text[again[1] - 1 : again[1] + 2])
        and again[0].scale == 1
        and not again[0].minor_of
        and again[0].unit != "cent"
    ):
        if again[0].currency == coin.currency or (
            isinstance(coin.currency, Unresolved)
            and isinstance(again[0].currency, str)
            and again[0].currency in coin.currency.candidates
        ):
            coin, end = again if isinstance(coin.currency, Unresolved) else (coin, again[1])
    return _money(text, figure, coin, min(start, figure.start), end)


def _money(text: str, figure: Figure, coin: Coin, start: int, end: int) -> Figure:
    per = find_rate(text, end)
    figure = _with(
        figure,
        kind="money",
        start=start,
        end=end,
        currency=coin.currency,
        unit=coin.unit,
        minor_of=coin.minor_of,
        dimension="money",
    )
    if per is not None and not per[0][0].isdigit():
        figure = _with(figure, per=per[0], end=per[1])
    return figure


def _read_money_after(text: str, figure: Figure, end: int) -> Figure | None:
    scaled = figure
    if figure.scale == 1 and not figure.is_word:
        match = _SCALE_LETTER.match(text, end)
        if match is not None and find_coin_after(text, end + 1) is not None:
            scaled = _scaled(figure, Decimal(10) ** _SCALES[match[0]], end + 1)
            end += 1
    found = find_coin_after(text, end)
    if found is None:
        return None
    coin, coin_end = found
    if coin.is_careful and abs(scaled.low) < 1000 and figure.scale == 1:
        return None
    if coin.is_mass_too and not is_sterling(text, scaled.scale, end, coin_end):
        return None
    if text[end : end + 1] in "\"'" or (
        coin_end < len(text) and text[coin_end : coin_end + 1].isdigit() and text[coin_end - 1] in "$£€"
    ):
        return None  # "10 $30": the sign belongs to what follows
    if text[coin_end : coin_end + 1].isdigit():
        return None  # "3 USD50 cards"
    if (
        isinstance(coin.currency, Unresolved)
        and text[coin_end - 1] in "$£¥"
        and re.match(r" ?[0-9.,]+ (?:dollars?|pounds?)", text[coin_end : coin_end + 24])
    ):
        return None
    if coin.scale != 1:
        scaled = _scaled(scaled, coin.scale, coin_end)
    elif scaled.scale == 1:
        match = re.match(r" (million|billion|trillion|crore|lakh)\b", text[coin_end : coin_end + 10])
        if match is not None:
            scaled = _scaled(scaled, Decimal(10) ** _SCALES[match[1]], coin_end + match.end())
            coin_end += match.end()
    return _money(text, scaled, coin, figure.start, coin_end)


def _million_people(text: str, figure: Figure, end: int) -> Figure | None:
    """ "1.5m viewers" counts millions; "the 100m hurdles", "1.8m tall" are metres."""
    if _METRE_AFTER.match(text, end + 1):
        return None
    if (
        text[end] == "M"
        or _PEOPLE_AFTER.match(text, end + 1)
        or figure.is_decimal
        and _MILLION_BEFORE.search(text, max(0, figure.start - 60), figure.start)
        or MONEY_WORDS.search(text)
        and figure.is_decimal
        and "metre" not in text
    ):
        return _scaled(figure, Decimal(10**6), end + 1)
    return None


_BARRELS = re.compile(r"[ \u00a0]?(?:bpd|b/d)\b")


def _read_unit(text: str, figure: Figure, end: int) -> Figure:
    barrels = _BARRELS.match(text, end)
    if barrels is not None:
        return _with(figure, kind="measure", end=barrels.end(), unit="barrel per day", dimension="volume per time")
    found = find_unit(text, end)
    # "a quarter of a mile", "half a cup"
    if found is None and figure.is_fraction:
        match = re.match(r" of an? (?=[a-z])| an? (?=[a-z])", text[end : end + 7])
        if match is not None:
            found = find_unit(text, end + match.end() - 1)
    if (
        found is None
        or found[0].is_rate_only
        or (found[0].is_careful and found[0].name in ("mole", "grain", "turn") and figure.is_word and not figure.is_fraction)
    ):
        rate = find_rate(text, end) if not found or not found[0].is_rate_only else None
        if rate is not None and rate[0][0].isdigit() and not figure.is_plain:
            return _with(figure, end=rate[1], unit=f"per {rate[0]}")
        return figure
    unit, end = found
    name, dimension = unit.name, unit.dimension
    rate = find_rate(text, end)
    if rate is not None and not rate[0][0].isdigit() and " per " not in name:
        per = rate_unit(rate[0])
        name, end = f"{name} per {rate[0]}", rate[1]
        dimension = f"{dimension} per {per.dimension}" if per else f"{dimension} per {rate[0]}"
        dimension = {"length per time": "speed", "length per volume": "fuel economy", "data per time": "data rate"}.get(
            dimension, dimension
        )
    kind = "measure"
    if name == "basis point":
        kind, dimension = "percentage_point", "share"
    return _with(figure, kind=kind, end=end, unit=name, dimension=dimension)
