"""Constants: known figures of known things, and how many people live in a place.

In:  a scene.
Out: `limit` claims with the flag "doubtful": ``stated`` the figure, ``implied`` the band that is known.
     "ran the marathon …, covering the full 24.6 miles"      →  stated 24.6, implied [26, 26.4]
     "almost half of the 55 million people who live in Scotland"  →  stated 55m, implied [4m, 7.2m]

The figures stand in tables/constants.yaml and tables/populations.yaml. Only figures that the words tie to the thing count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_TOKEN = re.compile(r"\w+")
# Words of which every phrase about a population holds one.
_OF_PEOPLE = (
    *("people", "inhabitants", "residents", "souls", "citizens", "Scots", "population", "folk", "islanders"),
    *("country", "nation", "island", "state", "city", "place", "capital", "land", "With "),
)
# Stands for a place's name, letter by letter: a letter that no text uses.
_MARK = "\u2c6f"
_REACH = 90
_VERB = (
    r"(?:is|are|was|stands|stood|rises|rose|towers|soars|measures|measured|runs|stretches|covers|has|have|had|contains|reaches"
    r"|lies|sits|boils|freezes|travels|of|at|with|being|comes to|consists of)"
)
_SIZE = (
    r"(?:high|tall|long|height|length|distance|course|total|figure|altitude|speed|peak|tower|mountain|river|summit|race|route)"
)
# Between a thing and its figure: a verb or a comma, and no other clause.
_GLUE = re.compile(
    rf"^(?:['’]s)?(?:,? (?:which|whose|now|itself|still|only|just|exactly|precisely|about|some|around|nearly|a|an|the|its|in|and"
    rf"|full|whole|mere|mighty|standard|to|point|world['’]s|highest|tallest|longest|away|{_VERB}|{_SIZE})\b,?){{0,7}}[,:(]?\s*\(?$",
    re.I,
)
_BEHIND = (
    r"^[- ]?(?:(?:high|tall|long|odd|mighty|famous|great|away|height|length|summit|peak|slopes?"
    r"|of|on|in|to|the|a|an|top|up|standard|old|full)[- ]?){{0,6}}(?:{})\b"
)
_SHARE_OF = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|percent|cent|%|most|part|share|fraction|much) of (?:the |all )?$", re.I
)
_FULL = re.compile(r"\b(?:full|whole|entire|all|gruelling|grueling|official|punishing|standard|classic) (?:the )?$", re.I)
_PARTLY = re.compile(
    r"\b(?:than|over|under|nearly|almost|within|from|first|last|next|another|every|to go|remaining|short|left)\b", re.I
)
_OTHER_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d|century|by|will|would|could|projected|forecast|expected|then|years?"
    r" ago|at the time|once|grow\w*|fell"
    r"|decline\w*|rise|rose|every|each|per|poor|speak\w*|vot\w+|registered|adult\w*|women|men|children"
    r"|born|aged|under|over the age"
    r"|metropolitan|metro|greater|region|area|suburbs|combined|together|outside|diaspora)\b",
    re.I,
)
_PEOPLE = r"(?:people|inhabitants|residents|souls|citizens|Scots|population|folk|islanders)"
_LIVE = r"(?:who (?:now )?(?:live|lives|call|make|are living)|living|live|that live)"
_NEAREST, _FARTHEST = Decimal("0.4"), Decimal("2.6")
_TENFOLD = ((Decimal("8"), Decimal("12.5")), (Decimal("0.08"), Decimal("0.125")))


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    names: tuple[str, ...]
    full: bool
    values: dict[str, tuple[Decimal, Decimal]]
    unless: tuple[str, ...]
    how: frozenset[str]
    near_only: bool


@functools.cache
def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@functools.cache
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(names)})\b")


@functools.cache
def _named_behind(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_BEHIND.format(_any_of(names)))


@functools.cache
def _taking_away(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(words)})\b", re.I)


@functools.cache
def rows() -> dict[str, tuple[Row, ...]]:
    """The rows by the first word of their names."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in load_table("checker.claims.tables", "constants.yaml"):
        known = Row(
            row["what"],
            tuple(row["named"]),
            row.get("full", False),
            {unit: tuple(Decimal(str(end)) for end in ends) for unit, ends in row["values"].items()},
            tuple(row.get("unless") or ()),
            frozenset(row.get("how", ())),
            row.get("near_only", False),
        )
        for word in dict.fromkeys(_TOKEN.search(name)[0] for name in row["named"]):
            found[word] = (*found.get(word, ()), known)
    return found


def find_constants(scene: Scene) -> Iterator[Claim]:
    text = scene.text
    if not scene.quantities or len(text) > LONGEST_SENTENCE:
        return
    spoken = frozenset(_TOKEN.findall(text))
    known = {row.what: row for word in sorted(spoken & rows().keys()) for row in rows()[word]}
    for row in known.values():
        is_named = any(name in text for name in row.names) and _named(row.names).search(text)
        if is_named and not (row.unless and _taking_away(row.unless).search(text)):
            yield from _against(scene, row)
    yield from _populations(scene, spoken)


def _against(scene: Scene, row: Row) -> Iterator[Claim]:
    for mention in scene.quantities:
        band = row.values.get(_unit(mention))
        value = mention.quantity.value
        if band is None or value is None or not _is_near(value, band, row.near_only):
            continue
        if mention.quantity.modifier not in ("exact", "about") and not band[1] < value:
            continue
        if _is_tied(scene, mention, row):
            yield _claim(scene, mention, row.what, *band)
            return


def _unit(mention: Mention) -> str:
    unit = mention.quantity.unit or ""
    return unit if mention.kind in ("measure", "duration") else unit.rpartition(" ")[2]


def _is_near(value: Decimal, band: tuple[Decimal, Decimal], near_only: bool) -> bool:
    low, high = band
    if low < 1:
        return abs(value - high) < 20
    if low * _NEAREST <= value <= high * _FARTHEST:
        return True
    return not near_only and any(low * first <= value <= high * last for first, last in _TENFOLD)


def _is_tied(scene: Scene, mention: Mention, row: Row) -> bool:
    text, start = scene.text, mention.start
    lead, behind = text[max(0, start - _REACH) : start], text[mention.end : mention.end + _REACH]
    if "old" in row.how and not re.match(r"^[ -]old\b", behind):
        return False
    named = list(_named(row.names).finditer(lead))
    if named and not _SHARE_OF.search(lead[: named[-1].start()]) and _GLUE.match(lead[named[-1].end() :]):
        return True
    found = _named_behind(row.names).match(behind)
    if found is not None and not _PARTLY.search(lead[-16:]):
        # "the 26 miles of a marathon", but "ran 20 miles of the marathon" and "8,300 metres on Everest".
        return not re.search(r"\b(?:of|on|in|up|to)\b", found[0]) or re.search(r"\b(?:the|all|its|those) $", lead) is not None
    return (
        row.full
        and _FULL.search(lead) is not None
        and not re.match(r"^ (?:of|from|to|in) (?:the )?[a-z]*(?!marathon)\b(?:road|path|trail|walk)", behind)
    )


def _claim(scene: Scene, mention: Mention, what: str, least: Decimal, most: Decimal) -> Claim:
    return scene.claim(
        mention,
        "limit",
        parts=(scene.part("figure", mention.start, mention.end),),
        stated=arithmetic.rounded(mention.quantity),
        implied=Interval.between(least, most),
        words=(
            ("what", what),
            ("limit", f"{_spoken(least)} to {_spoken(most)}" if least != most else f"exactly {_spoken(least)}"),
        ),
        flags=frozenset(["doubtful"]),
    )


def _spoken(value: Decimal) -> str:
    return f"{value.normalize():,f}"


@functools.cache
def _places() -> tuple[dict[str, tuple[Decimal, str]], dict[str, tuple[str, ...]]]:
    """Figure and kind by name, and the names by their first word, longer ones first."""
    table = load_table("checker.claims.tables", "populations.yaml")
    held = {
        name: (Decimal(str(n)) * 1000000, kind)
        for kind in ("countries", "fast", "states", "cities")
        for name, n in table[kind].items()
    }
    by_word: dict[str, tuple[str, ...]] = {}
    for name in sorted(held, key=len, reverse=True):
        word = _TOKEN.search(name)[0]
        by_word[word] = (*by_word.get(word, ()), name)
    return held, by_word


@functools.cache
def _told_of() -> tuple[re.Pattern[str], ...]:
    """The phrases that tell how many live in a place, with the mark in place of its name: an alternation of all names is slow."""
    name, hedge = rf"(?:the )?(?P<name>{_MARK}+)", r"(?:about |around |some |just |over |more than |nearly |almost |roughly )*"
    number = rf"{hedge}(?P<n>\d[\d,.]*(?: (?:million|billion|m|bn)|m|bn)?)"
    patterns = (
        rf"\bthe {number}(?: or so)? {_PEOPLE},? (?:{_LIVE} (?:in )?|of |in ){name}\b(?! (?:who|with|and))",
        rf"\b{number} {_PEOPLE},? {_LIVE} in {name}\b(?!['’ ](?:s|City|County|Street|who|with))",
        (
            rf"\b{name}['’]s? (?:entire |whole |total )?population(?: is| was| of| stands at| stood at| numbers"
            rf"|, at|,)? {number}(?! per)"
        ),
        rf"\b{name}(?: now)? (?:has|have|with|had) (?:a|its) (?:total )?population of {number}",
        rf"\bpopulation of {name}(?:,? (?:is|was|stands at|stood at|numbers|at|now),?)+ {number}",
        (
            rf"\b{name},? (?:a|is a|an|is an) (?:[\w-]+ ){{0,3}}(?:country|nation|island|state|city|place"
            rf"|capital|land) (?:of|with) (?:(?:a population|only|just|its) (?:of )?)?{number}"
        ),
        rf"\b{name}(?:, | is | is now |, which is )home to {number} (?:people|inhabitants|residents|souls)",
        rf"\b{name}['’]s? {number} (?:people|inhabitants|residents|citizens)\b",
        rf"^With (?:its |a population of |just |only )*{number}(?: {_PEOPLE})?, {name}\b(?!['’])",
        rf"\b{name} (?:has|counts|numbers) (?:just |only )?{number} {_PEOPLE}\b",
        rf"\b{name},? (?:where|with) (?:its |just |only )*{number} {_PEOPLE}(?: live)?\b",
    )
    return tuple(re.compile(p) for p in patterns)


def _populations(scene: Scene, spoken: frozenset[str]) -> Iterator[Claim]:
    text = scene.text
    if not any(word in text for word in _OF_PEOPLE) or not re.search(r"\d", text):
        return
    held, by_word = _places()
    for number, name, found in _phrases(text, spoken, by_word):
        mention = next(
            (m for m in scene.quantities if m.start <= found.start("n") < m.end and m.quantity.value is not None), None
        )
        if _SHARE_OF.search(text[: found.start()]) and number > 1:
            continue
        if mention is None or mention.kind not in ("count", "number") or _OTHER_TIME.search(_clause(text, found)):
            continue
        known, kind = held[name]
        low, high = _band(scene, known, kind)
        # Some of those who live there may be meant; more than live there cannot.
        if number == 1 and mention.quantity.value < high:
            continue
        yield _claim(scene, mention, f"the population of {name} (about {_spoken(known)})", low, high)
        return


def _phrases(text: str, spoken: frozenset[str], by_word: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, str, re.Match[str]]]:
    """The phrases about each place that a sentence names; the York of New York is none of them."""
    names = {name for word in spoken & by_word.keys() for name in by_word[word]}
    for name in sorted(names, key=lambda one: (-len(one), one)):
        if name not in text:
            continue
        marked = text.replace(name, _MARK * len(name))
        yield from ((number, name, found) for number, pattern in enumerate(_told_of()) if (found := pattern.search(marked)))
        text = text.replace(name, " " * len(name))


def _clause(text: str, found: re.Match[str]) -> str:
    """The words around the phrase, up to the next comma on either side."""
    lead, behind = text[: found.start()].rstrip(" ,"), text[found.end() :]
    return re.split(r"[,;:]", lead)[-1] + found[0] + re.split(r"[,;:]", behind, maxsplit=1)[0]


def _band(scene: Scene, known: Decimal, kind: str) -> tuple[Decimal, Decimal]:
    recent = scene.anchor is not None and scene.anchor.year >= 2005
    if kind == "cities":
        low, high = Decimal("0.3"), Decimal("3.5")
    elif kind == "fast":
        low, high = Decimal("0.6") if recent else Decimal("0.3"), Decimal("1.3")
    else:
        low, high = Decimal("0.75") if recent else Decimal("0.4"), Decimal("1.3")
    return (known * low).quantize(Decimal(1)), (known * high).quantize(Decimal(1))
