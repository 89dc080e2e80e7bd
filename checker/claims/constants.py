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
from checker.claims.durations import LONGEST_SENTENCE
from checker.claims.scene import Scene
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
    named: re.Pattern[str]
    behind: re.Pattern[str]
    full: bool
    values: dict[str, tuple[Decimal, Decimal]]
    unless: re.Pattern[str] | None
    how: frozenset[str]
    near_only: bool


@functools.cache
def rows() -> tuple[tuple[Row, ...], re.Pattern[str], frozenset[str]]:
    found, every, first = [], [], set()
    for row in load_table("checker.claims.tables", "constants.yaml"):
        names = "|".join(re.escape(name) for name in sorted(row["named"], key=len, reverse=True))
        every.append(names)
        first |= {_TOKEN.search(name)[0] for name in row["named"]}
        unless = row.get("unless")
        found.append(
            Row(
                row["what"],
                re.compile(rf"\b(?:{names})\b"),
                re.compile(_BEHIND.format(names)),
                row.get("full", False),
                {unit: tuple(Decimal(str(end)) for end in ends) for unit, ends in row["values"].items()},
                re.compile(rf"\b(?:{'|'.join(map(re.escape, unless))})\b", re.I) if unless else None,
                frozenset(row.get("how", ())),
                row.get("near_only", False),
            )
        )
    return tuple(found), re.compile(rf"\b(?:{'|'.join(every)})\b"), frozenset(first)


def find_constants(scene: Scene) -> Iterator[Claim]:
    text = scene.text
    if not scene.quantities or len(text) > LONGEST_SENTENCE:
        return
    known, hint, first_words = rows()
    spoken = frozenset(_TOKEN.findall(text))
    if not first_words.isdisjoint(spoken) and hint.search(text):
        for row in known:
            if row.named.search(text) and not (row.unless and row.unless.search(text)):
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
    named = list(row.named.finditer(lead))
    if named and not _SHARE_OF.search(lead[: named[-1].start()]) and _GLUE.match(lead[named[-1].end() :]):
        return True
    found = row.behind.match(behind)
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
def _places() -> tuple[dict[str, tuple[Decimal, str]], tuple[re.Pattern[str], ...], frozenset[str]]:
    table = load_table("checker.claims.tables", "populations.yaml")
    held = {
        name: (Decimal(str(n)) * 1000000, kind)
        for kind in ("countries", "fast", "states", "cities")
        for name, n in table[kind].items()
    }
    names = "|".join(re.escape(name) for name in sorted(held, key=len, reverse=True))
    name, hedge = rf"(?:the )?(?P<name>{names})", r"(?:about |around |some |just |over |more than |nearly |almost |roughly )*"
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
    return held, tuple(re.compile(p) for p in patterns), frozenset(_TOKEN.search(name)[0] for name in held)


def _populations(scene: Scene, spoken: frozenset[str]) -> Iterator[Claim]:
    text = scene.text
    if not any(word in text for word in _OF_PEOPLE) or not re.search(r"\d", text):
        return
    held, patterns, first_words = _places()
    if first_words.isdisjoint(spoken):
        return
    for number, pattern in enumerate(patterns):
        found = pattern.search(text)
        if found is None:
            continue
        mention = next(
            (m for m in scene.quantities if m.start <= found.start("n") < m.end and m.quantity.value is not None), None
        )
        if _SHARE_OF.search(text[: found.start()]) and number > 1:
            continue
        if mention is None or mention.kind not in ("count", "number") or _OTHER_TIME.search(_clause(text, found)):
            continue
        known, kind = held[found["name"]]
        low, high = _band(scene, known, kind)
        # Some of those who live there may be meant; more than live there cannot.
        if number == 1 and mention.quantity.value < high:
            continue
        yield _claim(scene, mention, f"the population of {found['name']} (about {_spoken(known)})", low, high)
        return


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
