"""Dimensions: a figure in a unit that cannot measure what it is said of.

In:  a scene.
Out: `dimension` claims; the word ``fault`` says what is wrong, ``thing`` what is measured.
     "generates 50 MW a year"          →  fault "power per time": power is a rate already
     "an area of 50 km"                →  fault "length", thing "area"
     "12% per 100,000 people"          →  fault "percent per number"
     "20C, twice as hot as the 10C of May"  →  fault "ratio of degrees"; flag "ratio_of_two" where both are told
     "burned 300 km of forest"         →  fault "length", thing "area"
     "winds of up to 150 kilometres"   →  fault "length", thing "speed"
     "holds 600 square metres of water"  →  fault "area", thing "volume"
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
_PER_NUMBER = re.compile(
    r"^\s+(?:per|for every|for each|in every)\s+(?:1,000|10,000|100,000|100\b(?! ?(?:g|ml|km|kg))"
    r"|thousand|million|1 million|one million)\b",
    re.I,
)
_HOTTER = re.compile(r"\b(?:twice|double|half|\w+ times)\s+(?:as\s+)?(?:hot|hotter|warm|warmer|cold|colder)\b", re.I)
# "twice as hot as last week's 15C"
_AS_HOT_AS = re.compile(r"\s+(?:as|than)\s[^.;,:()]{0,40}$")
# "can store 10 megawatts of energy": power is no amount of energy. "20 megawatts of wind energy" is a habit of speech.
_STORED = re.compile(
    r"\b(?:stor(?:e|es|ed|ing)|hold(?:s|ing)?|held|contain(?:s|ed)?|sav(?:e|es|ed))\s+(?:up to |about |some )?$",
    re.I,
)
_POWER = re.compile(r"^(?:kilo|mega|giga|tera)?watt$")
# Of what is stored, electricity is an amount.
_OF_STORE = re.compile(r"^\s+of (?:electricity|power|charge|(?:[a-z]+ ){0,2}(?:electricity|energy))\b", re.I)
_STORES = re.compile(r"\bstor(?:e|es|ed|ing)\s+(?:up to |about |some |around |as much as |more than |nearly |over )?$", re.I)
_OF_ENERGY = re.compile(r"^\s+of (?:energy|electrical energy)\b", re.I)
# "an area of 50 miles around the plant" is the area within them.
_NO_AREA = re.compile(
    r"^\s*(?:wide|long|across|around|round|by\b|x\b|×|square|sq|from|radius|in radius|in diameter|diameter|deep|high|of"
    r"|north|south|east|west|along|between|away|inland|off|[²2])",
    re.I,
)


_A_YEAR = re.compile(
    r"^(?:\s+of (?:electricity|power|energy))?(?:\s+(?:a|per|each|every|in a|over a|last|that)\s+(?:year|month|week|day)"
    r"|\s+annually|\s+yearly)\b",
    re.I,
)
_GENERATED = re.compile(
    r"\b(?:generat\w*|produc(?:e|es|ed|ing)|consum(?:e|es|ed|ing)|us(?:e|es|ed|ing)|deliver(?:s|ed|ing)?|suppl(?:y|ies|ied|ying)"
    r"|sav(?:e|es|ed|ing))\s+(?:up to |about |around |some |over |nearly |more than |an average of |an extra |almost |only "
    r"|just )?$",
    re.I,
)
_WINDS = re.compile(
    r"\b(?:(?:winds?|gusts?)(?: [a-z]+ing)?(?: of| at| up| reaching| hitting| blew at)|gusting(?: at| to)?|(?:driving"
    r"|travelling|traveling"
    r"|going|speeding|racing|moving|blowing|doing|clocked|cruising|cruises|hurtling|hurtled|sped) at)\s+(?:up )?(?:to"
    r" )?(?:speeds of )?"
    r"(?:more than |about |around |over |nearly |some |almost )?$",
    re.I,
)
_PER_TIME = re.compile(
    r"^\s*(?:/|-?\s?(?:per|an|a|each|in an?|every)\s+(?:hour|second|minute|day)|p\.?h|h\b|away|from|off"
    r"|north|south|east|west|up|inland)",
    re.I,
)
_HELD = re.compile(
    r"\b(?:hold(?:s|ing)?|held|contain(?:s|ed|ing)?|stor(?:e|es|ed|ing)|pump(?:s|ed|ing)?|capacity of|capacity for"
    r"|releas(?:e|es|ed|ing)"
    r"|pour(?:ed|ing)?|deliver(?:s|ed|ing)?|discharg(?:e|es|ed)|us(?:e|es|ed|ing)|leak(?:ed|ing)?|spill(?:ed|ing)?"
    r"|drain(?:ed|ing)?)\s+(?:up to |about |around "
    r"|some |over |nearly |more than |almost |at least )?$",
    re.I,
)
_LIQUID = re.compile(
    r"^\s+of (?:(?:fresh|drinking|sea|waste|crude|raw|rain|treated|clean) ?)?(?:water|oil|gas|petrol"
    r"|diesel|fuel|milk|wine|beer|sewage|seawater|rainwater|wastewater)\b",
    re.I,
)
_WEIGHS = re.compile(
    r"\b(?:weigh(?:s|ed|ing)?)\s+(?:up to |about |around |some |over |nearly |more than |almost |at least "
    r"|only |just )?$",
    re.I,
)
_EXTENT = re.compile(r"^\s+(?:tall|high|wide|long|deep|thick)\b", re.I)
_IN_AREA = re.compile(r"^\s+in area\b", re.I)
_COVERS = (
    r"(?:covers?|covered|covering|spans?|occup(?:ies|y|ied)|extends? over|spread over|spreads over|takes up|sprawls"
    r" over|has burned|has burnt)"
)
_STORAGE = re.compile(r"\bbatter|\bstorage|\bstor(?:e|es|ed)\b|\bpumped", re.I)
_TIMES = re.compile(
    r"\b(?:(?:twice|double|half|three times|four times|five times|\d+ times|\w+ times|a third"
    r"|two-thirds)\s+(?:as\s+)?(?:hot|warm|cold|mild|cool)(?:er)?"
    r"|\d{1,3}(?:\.\d)?\s?(?:%|per ?cent)\s+(?:hotter|warmer|colder|cooler))\s+(?:as|than)\s+(?:(?:the|a|an|its|usual"
    r"|normal|with|in|on|[a-z]+'s)\s+){0,4}?"
    r"(?:average |usual |normal |mean |typical |seasonal )?(?:of )?$",
    re.I,
)
_DEGREES = frozenset(["degree celsius", "degree fahrenheit", "degree"])
_WORD = r"(?:[a-z-]+\s){0,2}?"


@functools.cache
def _table() -> dict:
    return load_table("checker.claims.tables", "dimensions.yaml")


@functools.cache
def _things() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    wrong = {word: frozenset(row["never"]) for row in _table()["things"] for word in row["things"]}
    words = "|".join(sorted(wrong, key=len, reverse=True))
    is_ = "(?:of|is|was|are|were|measuring|spanning|reaching|reached)"
    about = "(?:up to|about|around|some|nearly|over|more than|just|only|at least)"
    return re.compile(rf"\b({words})s?\s+{is_}\s+{about}?\s*$", re.I), wrong


def _any_of(key: str) -> str:
    return "(?:" + "|".join(sorted(_table()[key], key=len, reverse=True)) + ")"


@functools.cache
def _burnt() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A verb of areas before or behind the figure; land of which there are so many; a land that covers so much."""
    nouns, lines = _any_of("area_nouns"), _any_of("lines")
    return (
        re.compile(rf"\b{_any_of('area_verbs')}\b", re.I),
        re.compile(rf"^\s+of\s+{_WORD}{nouns}\b(?![-\s]{lines}\b)", re.I),
        re.compile(
            rf"\b{_any_of('lands')}(?:, which|,| that| which)?(?: now| today| alone| already| currently| still)?\s+"
            rf"{_COVERS}\s+(?:about |around |some |over"
            rf" |nearly |more than |almost |up to )?$",
            re.I,
        ),
    )


def find_dimensions(scene: Scene) -> Iterator[Claim]:
    measures = [m for m in scene.quantities if m.kind == "measure"]
    for mention in scene.quantities:
        if mention.kind == "percent" and _PER_NUMBER.match(scene.text[mention.end : mention.end + 30]):
            yield _claim(scene, mention, "percent per number", "rate", "per_number")
    for mention in measures:
        if _is_power_over_time(scene, mention):
            yield _claim(scene, mention, "power per time", "energy", "power")
        elif (thing := _thing(scene, mention) or _thing_by_verb(scene, mention)) is not None:
            yield _claim(scene, mention, mention.quantity.dimension, thing, "unit")
    yield from _ratios(scene)


def _is_power_over_time(scene: Scene, mention: Mention) -> bool:
    unit = mention.quantity.unit or ""
    if _RAMP.search(scene.text):
        return False
    if _POWER_RATE.match(unit):
        return bool(_MADE.search(scene.text))
    lead = scene.text[max(0, mention.core[0] - 60) : mention.core[0]]
    return bool(_POWER.match(unit) and _GENERATED.search(lead) and _A_YEAR.match(scene.text[mention.end :]))


def _thing(scene: Scene, mention: Mention) -> str | None:
    pattern, wrong = _things()
    found = pattern.search(scene.text[max(0, mention.core[0] - 50) : mention.core[0]])
    dimension, behind = mention.quantity.dimension, scene.text[mention.end : mention.end + 30]
    if found is None or dimension not in wrong[found[1].lower()]:
        return None
    if dimension == "length" and (_NO_AREA.match(behind) or _PER_TIME.match(behind)):
        return None
    if dimension == "energy" and _STORAGE.search(scene.text):
        return None
    return found[1].lower()


def _thing_by_verb(scene: Scene, mention: Mention) -> str | None:
    """What a verb or the words behind say is measured, where the figure's dimension is another."""
    dimension, unit = mention.quantity.dimension, mention.quantity.unit or ""
    lead = scene.text[max(0, mention.core[0] - 60) : mention.core[0]]
    behind = scene.text[mention.end :]
    if _POWER.match(unit) and _OF_ENERGY.match(behind) and _STORED.search(scene.before(mention)):
        return "energy"
    if _POWER.match(unit) and _OF_STORE.match(behind) and _STORES.search(lead):
        return "energy"
    if dimension == "length" and _is_told_as_area(scene, mention, lead, behind):
        return "area"
    if unit in ("kilometre", "mile") and _WINDS.search(lead) and not _PER_TIME.match(behind):
        return "speed"
    if dimension == "area" and _LIQUID.match(behind) and _HELD.search(lead):
        return "volume"
    if dimension in ("length", "area", "volume", "speed", "power") and _WEIGHS.search(lead):
        return "weight"
    if dimension in ("mass", "area", "speed", "energy", "power") and _EXTENT.match(behind):
        return "length"
    return None


def _is_told_as_area(scene: Scene, mention: Mention, lead: str, behind: str) -> bool:
    if _IN_AREA.match(behind):
        return True
    verb, land, covers = _burnt()
    if covers.search(lead) and (land.match(behind) or not _NO_AREA.match(behind)):
        return True
    if not land.match(behind):
        return False
    near = scene.text[max(0, mention.start - 40) : mention.start] + " " + behind[:70]
    return bool(verb.search(near))


def _ratios(scene: Scene) -> Iterator[Claim]:
    degrees = [m for m in scene.quantities if m.kind == "measure" and m.quantity.unit in _DEGREES]
    if not degrees:
        return
    held = [m for m in degrees if _TIMES.search(scene.text[max(0, m.core[0] - 90) : m.core[0]])]
    hotter = _HOTTER.search(scene.text)
    if not held and hotter:
        held = [m for m in degrees if _AS_HOT_AS.match(scene.text[hotter.end() : m.core[0]])] if len(degrees) > 1 else []
    if held:
        yield _claim(scene, held[0], "ratio of degrees", "temperature", "degrees", "ratio_of_two")
    elif len(degrees) >= 2 and hotter:
        yield _claim(scene, degrees[0], "ratio of degrees", "temperature", "degrees")


def _claim(scene: Scene, mention: Mention, fault: str, thing: str, *flags: str) -> Claim:
    return scene.claim(mention, "dimension", words=(("fault", fault), ("thing", thing)), flags=frozenset(flags))
