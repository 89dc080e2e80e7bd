"""Dimensions: a figure in a unit that cannot measure what it is said of.

In:  a scene.
Out: `dimension` claims; the word ``fault`` says what is wrong, ``thing`` what is measured.
     "generates 50 MW a year"          →  fault "power per time": power is a rate already
     "an area of 50 km"                →  fault "length", thing "area"
     "12% per 100,000 people"          →  fault "percent per number"
     "20C, twice as hot as 10C"        →  fault "ratio of degrees"
     The flags "power", "unit", "per_number" and "degrees" say the same for rules.

Which thing has which dimension stands in tables/dimensions.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.tables import load_table

_POWER_RATE = re.compile(r"^(?:kilo|mega|giga|tera)?watt per (?:hour|day|week|month|year)$")
_MADE = re.compile(
    r"\b(?:stor(?:e|es|ed|ing)\b|produc|generat|us(?:e|es|ed|ing)\b|consum|output|demand|need|suppl|deliver"
    r"|sav(?:e|es|ed|ing)\b|draw)",
    re.I,
)
_RAMP = re.compile(r"\b(?:ramp|add|instal|build|built|new capacity|expan|commission|grow)", re.I)
_PER_NUMBER = re.compile(r"^\s+(?:per|for every|in every)\s+(?:1,000|10,000|100,000|million|1 million|one million)\b", re.I)
_HOTTER = re.compile(r"\b(?:twice|double|half|\w+ times)\s+(?:as\s+)?(?:hot|hotter|warm|warmer|cold|colder)\b", re.I)
# "can store 10 megawatts of energy": power is no amount of energy. "20 megawatts of wind energy" is a habit of speech.
_STORED = re.compile(
    r"\b(?:stor(?:e|es|ed|ing)|hold(?:s|ing)?|held|contain(?:s|ed)?|sav(?:e|es|ed))\s+(?:up to |about |some )?$",
    re.I,
)
_POWER = re.compile(r"^(?:kilo|mega|giga|tera)?watt$")
_OF_ENERGY = re.compile(r"^\s+of (?:energy|electrical energy)\b", re.I)
# "an area of 50 miles around the plant" is the area within them.
_NO_AREA = re.compile(
    r"^\s*(?:wide|long|across|around|round|by\b|x\b|×|square|sq|from|radius|in radius|in diameter|diameter|deep|high|of"
    r"|north|south|east|west|along|between|away|inland|off|[²2])",
    re.I,
)


@functools.cache
def _things() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    rows = load_table("checker.claims.tables", "dimensions.yaml")
    wrong = {word: frozenset(row["never"]) for row in rows for word in row["things"]}
    words = "|".join(sorted(wrong, key=len, reverse=True))
    is_ = "(?:of|is|was|are|were|measuring|spanning|reaching|reached)"
    about = "(?:up to|about|around|some|nearly|over|more than)"
    return re.compile(rf"\b({words})s?\s+{is_}\s+{about}?\s*$", re.I), wrong


def find_dimensions(scene: Scene) -> Iterator[Claim]:
    measures = [m for m in scene.quantities if m.kind == "measure"]
    for mention in scene.quantities:
        if mention.kind == "percent" and _PER_NUMBER.match(scene.text[mention.end : mention.end + 30]):
            yield _claim(scene, mention, "percent per number", "rate", "per_number")
    for mention in measures:
        unit = mention.quantity.unit or ""
        if _POWER_RATE.match(unit) and _MADE.search(scene.text) and not _RAMP.search(scene.text):
            yield _claim(scene, mention, "power per time", "energy", "power")
        elif _POWER.match(unit) and _OF_ENERGY.match(scene.text[mention.end :]) and _STORED.search(scene.before(mention)):
            yield _claim(scene, mention, "power", "energy", "unit")
        elif (thing := _thing(scene, mention)) is not None:
            yield _claim(scene, mention, mention.quantity.dimension, thing, "unit")
    degrees = [m for m in measures if m.quantity.unit in ("degree celsius", "degree fahrenheit")]
    if len(degrees) >= 2 and _HOTTER.search(scene.text):
        yield _claim(scene, degrees[0], "ratio of degrees", "temperature", "degrees")


def _thing(scene: Scene, mention: Mention) -> str | None:
    pattern, wrong = _things()
    found = pattern.search(scene.text[max(0, mention.core[0] - 50) : mention.core[0]])
    if found is None or mention.quantity.dimension not in wrong[found[1].lower()]:
        return None
    if mention.quantity.dimension == "length" and _NO_AREA.match(scene.text[mention.end : mention.end + 20]):
        return None
    return found[1].lower()


def _claim(scene: Scene, mention: Mention, fault: str, thing: str, flag: str) -> Claim:
    return scene.claim(mention, "dimension", words=(("fault", fault), ("thing", thing)), flags=frozenset([flag]))
