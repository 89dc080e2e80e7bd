"""Per head, apart: so much for each one, where the sum or the number shared by stands in a sentence before.

In:  the scenes of an article.
Out: `total` claims with the flag "each_apart": ``stated`` is the amount for one as told, ``implied`` what the sum divided gives.
     "will spend £18.4m. … With 92,000 people …, spending comes to £230 a head"          →  stated 230, implied 200
     "splitting a $3.6 million pool among its 450 employees. … a check for $6,000"        →  stated 6,000, implied 8,000
     "for 16 miles … Construction ran to $48 million, which is $4 million for every mile" →  stated 4m, implied 3m

Any sum and number near that give the amount keep it quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.agreement.topics import stem
from checker.claims.figures import COUNTS, figures_of, in_sum, is_group, noun_of
from checker.claims.parts.per_head import find_per_head
from checker.claims.parts.quotients import Told, claim_each, is_of_size, quotient
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention

_EVERYONE = re.compile(
    r"^\s+(?:(?:in \w+|on average)\s+)?(?:a head|per head|per person|per capita|each|apiece"
    r"|for each (?:of (?:them|us)|person)|for every (?:one|man, woman and child|person)|to each|a person"
    r"|a piece|from (?:every|each)(?: one)?)\b",
    re.I,
)
_FOR_ONE = re.compile(
    r"^\s+(?:per|a|an|for each(?: of (?:the|its|their|our)(?: [\w-]+['’]s)?)?|for every|each|to each|to every"
    r"|every)\s+(?:[\d,]+\s+)?((?:[a-z][\w-]*\s+){0,2}[a-z][\w-]*)",
    re.I,
)
_WORKED = re.compile(
    r"\b(?:or|that is|that's|which is|is to say|comes? to|came to|works? out|worked out|working out|amount\w*"
    r"|equals?|equivalent|equal to"
    r"|means?|meaning|makes?|making|gives?|giving|so|call it|averag\w*|on average|translates?|put(?:s|ting)?"
    r"|boils? down|just|only|about|cost(?:s|ing)?)\b",
    re.I,
)
_SHARED = re.compile(
    r"\b(?:split\w*|shar(?:e|ed|es|ing)|divid\w+|distribut\w+|spread"
    r"|(?:hand(?:s|ed|ing)?|pa(?:y|ys|id|ying)|giv(?:e|es|ing|en)|gave|dol(?:e|es|ed|ing)) (?:out|back|away))\b(?:[^.;]"
    r"|\.\d){0,60}?\b(?:among|amongst|between|across|by|with|equally|evenly|to (?:all|its|the|their|every))\b",
    re.I,
)
_BY = re.compile(
    r"\b(?:among|amongst|between|across|by|with|to)\s+(?:all\s+)?(?:of\s+)?(?:(?:the|its|their|some|about)\s+)?$",
    re.I,
)
_GOT = re.compile(
    r"\b(?:each|every(?:one|body)?|apiece|(?:check|cheque|bonus|payment|share|envelope|windfall|slice"
    r"|gift)s?\s+(?:for|of|worth)|gets?|got|receiv\w+|same sum)\b",
    re.I,
)
_GETS = re.compile(r"\b(?:gets?|got|receive[sd]?|goes to|went to|(?:was|were|is|are) given|takes)\b", re.I)
_PER = re.compile(r"^\s+(?:[a-z]+\s+)?(?:per|for (?:each|every))\s", re.I)
_PAID = re.compile(
    r"\b(?:each|every(?:one|body| one)?)(?:\s+of (?:them|us|its \w+|the \w+))?(?:\s+[a-z]+)?\s+(?:paid|pays?"
    r"|gets?|got|receive[sd]?|owes?|owed|takes?|took|contributed|gave"
    r"|(?:will|would|could|can|should|must) (?:get|pay|receive|take|have))\s+(?:about |just |only |some |out )?$",
    re.I,
)
# A part of a sum told before.
_OF_WHICH = re.compile(r"\b(?:of which|of that sum|including)\b", re.I)
_POWER = re.compile(r"^(?:square|cubic)\b", re.I)
_TIME = re.compile(
    r"^(?:hour|day|week|month|year|night|minute|second|season|term|session|time|quarter|litre|liter|pound|kilo"
    r"|piece|pop|bid|go|bit|lot|few|deal|ride|ticket|pint|cup|glass|bottle|bowl|plate|copy|visit|game|match|lesson|class)s?$",
    re.I,
)
_BESIDES = re.compile(
    r"\b(?:also|extra|further|additional|plus|up to|at least|minimum|maximum|between|ranging|ranges?|from|if|unless)\b", re.I
)
_REACH = 2
_SIZES = (Decimal("0.34"), Decimal(3))
_SLACK = Decimal("0.015")
_MOST = 14


def find_per_head_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for at, scene in enumerate(scenes):
        if scene.passage.block.kind not in ("paragraph", "quote", "list_item") or len(scene.mentions) > _MOST:
            continue
        for one in figures_of(scene):
            if one.kind in ("money", "count", "number") and one.quantity.value and one.quantity.modifier in ("exact", "about"):
                yield from _divided(scenes, at, one)


def _divided(scenes: Sequence[Scene], at: int, one: Mention) -> Iterator[Claim]:
    scene = scenes[at]
    thing = _thing(scene, one)
    if one.kind != "money" and (not thing or not _PER.match(scene.text[one.core[1] : one.core[1] + 40])):
        return
    shared = not thing and one.kind == "money" and _GOT.search(scene.text) is not None
    if shared and len({m.quantity.value for m in scene.quantities if m.kind == "money"}) > 1:
        # "A gets £45,500, B £38,000": each has another.
        shared = any(m.kind == "money" and m is not one and _SHARED.search(scene.text) for m in scene.quantities)
    if shared and _is_unequal(scenes, at, one):
        shared = False
    if thing is None and not shared or _BESIDES.search(scene.text[max(0, one.start - 40) : one.start]):
        return
    paid = _PAID.search(scene.text[: one.core[0]].rstrip("£$€ ") + " ") is not None
    if thing is None and paid and not any(_SHARED.search(s.text) for s in scenes[max(0, at - _REACH) : at]):
        thing, shared = "", False
    near = _near(scenes, at, _REACH + 2 if shared else _REACH)
    if shared and thing is not None and not any(_SHARED.search(place.text) for place in near):
        shared = False
    if thing is not None and not paid and not shared and not _WORKED.search(scene.text[max(0, one.start - 90) : one.core[0]]):
        return
    sums = [Told(s, m) for s in near for m in figures_of(s) if _is_sum(s, m, one)]
    numbers = [Told(s, m) for s in near for m in figures_of(s) if m is not one and _is_number(s, m, thing)]
    sums = [told for told in sums if told.mention not in [other.mention for other in numbers]]
    if shared:
        sums = [told for told in sums if _is_shared(told.scene, one if told.scene is scene else None)]
        numbers = [told for told in numbers if any(told.scene is other.scene for other in sums)]
        numbers = numbers or [
            told for place in {told.scene.passage.index: told.scene for told in sums}.values() for told in _sharers(place)
        ]
    if not sums or not numbers or any(_fits(total, many, one) for total in sums for many in numbers):
        return
    if len(_distinct(numbers)) != 1 or any(claim.part_named("each") is not None for claim in find_per_head(scene)):
        return
    near_sums = [told for told in sums if is_of_size(told, numbers[0], one, _SIZES)]
    if len(_distinct(near_sums)) == 1:
        yield claim_each(scene, one, in_sum(one), near_sums[0], numbers[0], _SLACK)


def _is_unequal(scenes: Sequence[Scene], at: int, one: Mention) -> bool:
    """ "The hospice gets £62,000. The food bank receives £45,500, …": each another sum."""
    near = [
        s
        for s in scenes[max(0, at - 1) : at + 2]
        if s is not scenes[at] and s.passage.block.index == scenes[at].passage.block.index
    ]
    return any(
        _GETS.search(s.text) and m.kind == "money" and m.quantity.value != one.quantity.value and not _SHARED.search(s.text)
        for s in near
        for m in s.quantities
    )


def _near(scenes: Sequence[Scene], at: int, reach: int) -> list[Scene]:
    return [s for s in scenes[max(0, at - reach) : at + 1] if 0 <= scenes[at].passage.index - s.passage.index <= reach]


def _is_shared(scene: Scene, one: Mention | None) -> bool:
    """Whether the sentence shares out a sum; where it tells the amount too, before that."""
    found = _SHARED.search(scene.text if one is None else scene.text[: one.start])
    return found is not None


def _sharers(scene: Scene) -> Iterator[Told]:
    """Whoever a sum is shared by, of any kind: "shared equally by the 4,200 households"."""
    found = _SHARED.search(scene.text)
    for mention in figures_of(scene):
        if (
            mention.kind in COUNTS
            and _BY.search(scene.text[found.start() : mention.start])
            and (mention.quantity.value or 0) >= 2
        ):
            if mention.quantity.modifier in ("exact", "about"):
                yield Told(scene, mention)


def _distinct(told: Sequence[Told]) -> set[Decimal]:
    return {place.mention.quantity.value for place in told}


def _thing(scene: Scene, one: Mention) -> str | None:
    """What the amount is for one of; "" for a head or "each", None where it is for nothing told, or for a time or ware."""
    behind = scene.text[one.core[1] : one.core[1] + 60]
    if one.kind != "money":
        behind = re.sub(r"^\s+(?!for\b|per\b)[a-z]+", "", behind)
    # The scale word may stand between the number and "a head".
    behind = re.sub(r"^\s*(?:million|billion|thousand|m|bn|k|p|dollars|pounds|euros|percent)\b", "", behind)
    if _EVERYONE.match(behind):
        return ""
    found = _FOR_ONE.match(behind)
    words = found[1].lower().split() if found is not None else []
    thing = one.quantity.per or (words[0] if words else None)
    if thing is None or _TIME.match(thing):
        return None
    return (
        "" if thing in ("head", "capita", "person", "people", "resident", "inhabitant", "citizen") else " ".join(words) or thing
    )


def _is_sum(scene: Scene, mention: Mention, one: Mention) -> bool:
    if one.kind in COUNTS:
        return mention.kind in COUNTS and mention is not one and (mention.quantity.value or 0) > one.quantity.value * 2
    # "£2.4 million a year from 16,000 homes. That is £240 per home."
    if _OF_WHICH.search(scene.text[: mention.start]):
        return False
    if mention.kind != "money" or not mention.quantity.value or mention.quantity.per not in (None, "year"):
        return False
    same = mention.quantity.currency == one.quantity.currency or not isinstance(one.quantity.currency, str)
    return same and mention.quantity.minor_of == one.quantity.minor_of and mention.quantity.value > one.quantity.value * 2


def _is_number(scene: Scene, mention: Mention, thing: str | None) -> bool:
    value = mention.quantity.value
    if value is None or value < 2 or mention.quantity.modifier not in ("exact", "about"):
        return False
    if mention.kind == "measure":
        unit = mention.quantity.unit or ""
        # Toads per square kilometre are not shared out over a length.
        if _POWER.search(thing or "") is not None and not _POWER.match(unit):
            return False
        return bool(thing) and any(stem(word) in (unit, stem(unit)) for word in thing.split())
    if mention.kind not in COUNTS:
        return False
    noun = noun_of(scene, mention)
    if noun is None:
        return thing == "" and bool(re.match(r"\s+(?:of us|in (?:the|all))\b", scene.text[mention.end :]))
    if thing in ("", None):
        return noun in ("person", "people", "resident", "inhabitant") or is_group("person", [noun]) or is_group(noun, ["man"])
    return any(stem(word) == stem(noun) for word in thing.split())



def _fits(total: Told, many: Told, one: Mention) -> bool:
    found = quotient(total, many, _SLACK)
    return found is None or not found.is_disjoint(in_sum(one))
