"""Digit groups: figures that are written as no figure is, by the style of the article they stand in.

In:  an article.
Out: `malformed` claims with the word ``fault``, for what no single figure could tell: whether a comma may be a decimal one,
     and whether lakhs may be meant, only the whole article says.
     "58,00 tonnes" beside "9.2 tonnes"   →  groups of three digits expected
     "£1.2.5m"                            →  two decimal points
     "12,34,567 people" in Kent           →  groups of three digits expected
     "1,2,3", "3.2.1", "12,50 euros"      →  nothing: a list, a section, a decimal comma

A figure whose fault `quantities` has found already is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim

_COIN = r"(?:(?:US|A|C|NZ|HK)?[$£€¥₤]|\bRs\.? ?)"
_FREE = r"(?<![\w.,:/+#@&=\-–])"
_UNIT = (
    r"(?:\s?(?:km|kg|ha|mph|kph|kW|MW|GW|MWh|kWh|GWh|ml|cm|mm|ft|sq|bn|mn|m|k)\b(?![²³/])"
    r"|\s(?:million|billion|trillion|thousand|percent|per cent|degrees)\b|\s?%)"
)
_NOUN = (
    r"\s(?:(?:new|more|young|extra|local|other|small|cubic|square|metric|such|different|registered|active|seasonal) )?"
    r"(?:(?!(?:was|is|has|does|times|minutes|pages|verses|rooms|lines|grams|this|plus|minus|versus|across|euros?|francs)\b)"
    r"[a-z]{2,20}s|people|men|women|children|staff|feet|cattle|sheep|hectares?|head)\b"
)
# What comes in whole numbers only.
_WHOLE = (
    "(?:people|inhabitants|residents|employees|workers|jobs|homes|houses|households|students|pupils|visitors|voters|votes|members"
    "|soldiers|troops|patients|customers|passengers|copies|tickets|fans|spectators|refugees|subscribers|users|cars|vehicles|books"
    "|men|women|migrants|prisoners|teachers|nurses|doctors|farmers|dwellings|cases|deaths|seats|applications|signatures)"
)
_GROUPS = re.compile(rf"{_FREE}(?P<coin>{_COIN})?(?P<figure>[0-9]{{1,6}}(?:,[0-9]{{1,6}}){{1,4}})(?!\w|,,|[,.:/–-][0-9])")
_BEHIND = re.compile(rf"(?:{_UNIT}|{_NOUN})", re.I)
_POINTS = re.compile(
    rf"{_FREE}(?:{_COIN}[0-9]{{1,6}}\.[0-9]{{1,4}}\.[0-9]{{1,4}}(?![\w.]*[0-9])(?:m|bn|k)?"
    rf"|[0-9]{{1,4}}\.[0-9]{{1,4}}\.[0-9]{{1,4}}(?=\s?%|\s(?:million|billion|percent|per cent|tonnes|kilomet|miles|degrees)))"
)
_THOUSANDS_BY_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])")
_DOUBLED = re.compile(
    rf"{_FREE}(?:{_COIN}[0-9]{{1,4}}(?:,,|\.\.|,\.|\.,)[0-9]{{1,6}}|[0-9]{{1,3}}(?:,,)[0-9]{{3}}(?={_UNIT}|{_NOUN})"
    rf"|[0-9]{{1,3}}\.\.[0-9]{{1,3}}(?=\s(?:million|billion|percent|per cent)|%))"
)
_MIXED = re.compile(
    rf"{_FREE}{_COIN}?(?:[0-9]{{1,3}}\.[0-9]{{3}}(?:,[0-9]{{3}}){{2,3}}"
    rf"|{_COIN}[0-9]{{1,3}}\.[0-9]{{1,2}},[0-9]{{3}}"
    rf"|{_COIN}[0-9]{{1,3}},[0-9]{{1,2}}\.[0-9]{{1,2}}|[0-9]{{1,3}},[0-9]{{1,2}}\.[0-9]{{1,2}}(?={_UNIT}))(?![\d,])"
)
_TWO_COINS = re.compile(r"(?<![\w$£€])(?:££|€€|¥¥|[£€]\$|\$[£€]|£€|€£)\s?[0-9][0-9.,]{0,12}")
_TWO_DOLLARS = re.compile(r"(?<![\w$])\$\$[0-9][0-9,.]{0,12}(?![\w$])")
_COIN_AND_PERCENT = re.compile(r"(?<![\w$£€])[£€][0-9]{1,4}(?:\.[0-9]{1,2})?\s?%")
_TWO_SCALES = re.compile(r"\b[0-9]{1,4}(?:\.[0-9]{1,2})?\s?(?:m|bn|mn)\s(?:million|billion)\b")
_LETTERS_O = re.compile(rf"{_FREE}{_COIN}?[0-9]{{1,3}}(?:,[0-9O]{{3}}){{1,2}}(?!\w)")
_POINT_FOR_COMMA = re.compile(
    rf"{_FREE}(?P<figure>[1-9][0-9]{{0,2}}\.[0-9]{{3}})(?=\s(?:(?!million|billion|thousand"
    rf"|trillion|mln)[a-z]{{3,12}} )?{_WHOLE}\b)"
)

# What every fault has: figures about a separator, or signs and scale words about a figure.
_MAY_BE_ODD = re.compile(r"[0-9][,.][0-9,.O]|[$£€¥]\s?[$£€¥]|[$£€¥][0-9.,]+\s?%|[0-9]\s?(?:m|bn|mn)\s[mb]illion")
_ENGLISH = re.compile(r"(?<![\d.,])[0-9]{1,3},[0-9]{3}(?![\d,])|(?<![\w.,])[£$€]?[0-9]{1,3}\.[0-9]{1,2}(?![\d.])")
_THOUSANDS = re.compile(r"(?<![\d.,])[0-9]{1,3}(?:,[0-9]{3})+(?![\d,])")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])[0-9]{1,3},[0-9]{1,2}(?![\d,])|(?<![\d.,])[0-9]{1,3}(?:\.[0-9]{3})+(?![\d.])")
_LAKHS = re.compile(r"(?<![\d.,])[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![\d,])")
_SOUTH_ASIA = re.compile(
    r"\b(?:India|Pakistan|Bangladesh|Nepal|Sri Lanka|Bhutan|Delhi|Mumbai|Bombay|Calcutta|Kolkata|Madras|Chennai|Hindu|Rs|rupees?"
    r"|lakhs?|crores?|INR|taka|Dhaka|Karachi|Lahore|Bengal|Punjab|Kerala|Tamil|Gujarat|Maharashtra|Zilla)|₹",
    re.I,
)
_AVERAGED = re.compile(r"\b(?:average|averaged|mean|per|each|a (?:head|woman|year)|ratio|times)\b", re.I)
_NUMBERED = re.compile(
    r"\b(?:rooms?|pages?|verses?|lines?|nos?\.?|numbers?|chapters?|psalms?|questions?|aged?|ages|sections?|routes?|in|since|of"
    r"|figures?|tables?|steps?|days?|lots?|grades?|levels?)\s$",
    re.I,
)
_CROWD = re.compile(
    r"\b(?:crowds?|audiences?|populations?|totals?|turnouts?|attendances?|workforces?|memberships?|circulations?|gates?) of "
    r"(?:about |around |some |nearly |almost |over |more than |at least )?$",
    re.I,
)
_THREE = "groups of three digits expected"


def find_malformed(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    style = _Style(article)
    for passage, mentions in zip(article.passages, article.mentions, strict=True):
        if not _MAY_BE_ODD.search(passage.text):
            continue
        taken = [(m.start, m.end) for m in mentions if m.fault is not None]
        told: list[tuple[int, int]] = []
        for start, end, fault in _faults(passage.text, style):
            if any(start < past and first < end for first, past in [*taken, *told]):
                continue
            told.append((start, end))
            scene = Scene(passage, mentions, None, article.source.text, article.setting.anchor)
            yield scene.claim(number_at(scene, start, end, Decimal(0)), "malformed", words=(("fault", fault),))


class _Style:
    """How an article writes its figures; read only where a figure looks odd."""

    def __init__(self, article: Article) -> None:
        self._article = article

    @cached_property
    def _text(self) -> str:
        return "\n".join(passage.text for passage in self._article.passages)

    @cached_property
    def is_english(self) -> bool:
        return bool(_ENGLISH.search(self._text))

    @cached_property
    def has_thousands(self) -> bool:
        return bool(_THOUSANDS.search(self._text))

    @cached_property
    def has_decimal_commas(self) -> bool:
        """One odd figure may be the slip itself; two are a habit."""
        return len(_DECIMAL_COMMA.findall(self._text)) > 1

    @cached_property
    def has_lakhs(self) -> bool:
        return bool(_SOUTH_ASIA.search(self._text)) or len(_LAKHS.findall(self._text)) > 1


def _faults(text: str, style: _Style) -> Iterator[tuple[int, int, str]]:
    for pattern, fault in (
        (_TWO_COINS, "two currency signs"),
        (_COIN_AND_PERCENT, "a currency sign and a percent sign"),
        (_TWO_SCALES, "two scale words"),
        (_DOUBLED, "two separators in a row"),
        (_MIXED, "points and commas mixed"),
    ):
        yield from ((found.start(), found.end(), fault) for found in pattern.finditer(text))
    if text.count("$$") == 1 and (found := _TWO_DOLLARS.search(text)):
        yield found.start(), found.end(), "two currency signs"
    for found in _POINTS.finditer(text):
        if not _THOUSANDS_BY_POINTS.search(found[0]):
            yield found.start(), found.end(), "two decimal points"
    for found in _LETTERS_O.finditer(text):
        if "O" in found[0]:
            yield found.start(), found.end(), "the letter O for a nought"
    yield from _bad_groups(text, style)
    points = [found.span("figure") for found in _POINT_FOR_COMMA.finditer(text)]
    if points and style.has_thousands and not style.has_decimal_commas and not _AVERAGED.search(text):
        yield from ((*span, "a point between thousands") for span in points)


def _bad_groups(text: str, style: _Style) -> Iterator[tuple[int, int, str]]:
    for found in _GROUPS.finditer(text):
        groups = found["figure"].split(",")
        behind = _BEHIND.match(text, found.end())
        is_counted = behind or _CROWD.search(text[max(0, found.start() - 40) : found.start()])
        if (
            not (found["coin"] or is_counted)
            or not found["coin"]
            and behind
            and _NUMBERED.search(text[max(0, found.start() - 12) : found.start()])
        ):
            continue
        if _is_wrong(groups, style, is_money=bool(found["coin"])):
            yield found.start(), found.end(), _THREE


def _is_wrong(groups: list[str], style: _Style, *, is_money: bool) -> bool:
    first, *rest = groups
    wrong = [group for group in rest if len(group) != 3]
    if not wrong:
        # "In 2015,300 people": the space after the year is missing.
        return len(first) > 3 and not 1500 <= int(first) <= 2100 and first[0] != "0"
    if first[0] == "0" or len(first) > 3:
        return False
    if len(groups) > 2:
        if len(rest[-1]) == 3 and all(len(group) == 2 for group in rest[:-1]) and len(first) < 3:
            return not style.has_lakhs
        return len(wrong) == 1
    tail = wrong[0]
    # "2,5 tonnes" is a decimal comma; so may be "12,50" where nothing else in the article shows its style.
    if len(tail) == 2:
        return (style.is_english or tail == "00" and not is_money) and not style.has_decimal_commas
    return len(tail) in (4, 5) and not style.has_decimal_commas
