"""Per head: so much each, so many of them, and what it comes to; a rate over a time, likewise.

In:  a scene.
Out: `total` claims with the flag "each": ``stated`` is the sum told, ``implied`` what each times how many gives.
     "20 schools will get £25,000 each, a total of £600,000"           →  stated 600,000, implied 500,000
     "£600,000 shared among 20 schools, or £25,000 each"               →  the same
     "£2m a year for five years, £12m in all"                          →  stated 12m, implied 10m; flag "rate"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import COUNTS, figures_of, in_sum, is_alike, noun_of, number_at
from checker.claims.parts.totals import WITH_MORE
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval

_EACH = re.compile(
    r"^(?:\s+(?!and\b|or\b)[\w'’-]+)?\s+(?:each|apiece|a head|per head|per person|a piece)\b(?!\s+(?:of|other|time))", re.I
)
_SHARED = re.compile(
    r"\b(?:shared|split|divided|distributed|spread)(?:\s+(?:equally|evenly|out|up))?\s+(?:among|amongst|between|across|over|by)"
    r"\s+(?:the\s+|its\s+|their\s+|some\s+)?$",
    re.I,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:a total of|totall?ing|for a total of|in all|making|costing|at a (?:total )?cost of|total cost (?:of|is|was))\s*$", re.I
)
_TOTAL_BEHIND = re.compile(r"^(?:\s+[\w'’-]+){0,2}?,?\s+(?:in all|in total|altogether|all told|overall)\b", re.I)
_RATE = re.compile(
    r"^(?:\s+(?!and\b)[\w'’-]+){0,2}?\s+(?:a|an|per|each|every)\s+(hour|day|week|month|year)\b"
    r"|^(?:\s+[\w'’-]+)?\s+(annually|daily|weekly|monthly)\b",
    re.I,
)
_RATE_BEFORE = re.compile(
    r"\b(daily|weekly|monthly|annual|yearly)\s+(?:average|rate|payments?|fee|rent|toll)(?:\s+\w+)?\s+(?:of|is|was)\s*$", re.I
)
_OVER = re.compile(r"\b(?:for|over|during|in|across|throughout)\s+(?:the\s+)?(?:next\s+|past\s+|last\s+|first\s+)?$", re.I)
_TIMES = frozenset("hour day week month year night minute second season term session".split())
_STEPS = {"annually": "year", "yearly": "year", "annual": "year", "daily": "day", "weekly": "week", "monthly": "month"}
# How often the shorter time is in the longer: from working days and weeks to all of them.
_AGAIN = {("week", "day"): (5, 7), ("month", "week"): (4, 5), ("month", "day"): (20, 31), ("year", "month"): (11, 12)}
_AGAIN |= {("year", "week"): (44, 53), ("year", "day"): (220, 366)}
_AGAIN_GLUE = re.compile(r"[^.;:\d]{0,30}?(?:,|\(|–|—)?\s*(?:or|that is|which is|i\.e\.)\s+(?:about |some |around )?", re.I)
_IN_STEPS = {("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24}
# What is paid besides is not in the sum; a new clause may have a sum of its own.
_BESIDES = re.compile(r"\b(?:also|another|extra|further|additional|plus)\b", re.I)
_NEW_CLAUSE = re.compile(r"\b(?:and|but|while|bringing|taking)\b", re.I)
_EACH_OF = re.compile(r"\beach of (?:the|its|their|his|her|our|these|those)\s+$", re.I)
_HINT = re.compile(
    r"\b(?:each|apiece|a head|per|a (?:day|week|month|year)|daily|weekly|monthly|annual\w*|every|or|that is|average)\b",
    re.I,
)
# "which works out at £750 per household": what follows is worked out from the figures before.
_WORKS_OUT = re.compile(
    r"(?:[,;(–—]|\s-)\s*(?:or|that is|that'?s|that is to say|i\.e\.|meaning|giving|making|averaging|(?:which|that|this"
    r"|it)\s+(?:is|was|makes|means|gives"
    r"|equals)|equal to|equivalent to|(?:(?:which|that|this|it)\s+)?(?:works?|worked|working) out (?:at|to|as)"
    r"|(?:(?:which|that|this|it)\s+)?(?:com(?:es?|ing)|came|amount(?:s|ed|ing)?) to)"
    r"\s+(?:(?:about|around|some|roughly|just|only|over|under|nearly|an average of|on average)\s+){0,2}$"
    r"|(?:[,;(–—]|\s-)\s*(?:an average of|averaging|on average)\s+$",
    re.I,
)
# "£200 for a group of ten, or £25 each if bought alone": another offer.
_OFFER = re.compile(
    r"\b(?:if|when|unless|alone|separately|individually|singly|door|in advance|on the day|discount|full price|members"
    r"|tickets? (?:cost|are))\b",
    re.I,
)
_PER_ONE = re.compile(r"^,?\s+(?:per|a|an|for each|for every|each|to each|to every|every)\s+([\w-]+)", re.I)
# With more figures than this a sentence is a list, where nobody could say which belong together.
_FIGURES, _MOST = 2, 30


def find_per_head(scene: Scene) -> Iterator[Claim]:
    if not _FIGURES <= len(scene.mentions) <= _MOST or not _HINT.search(scene.text):
        return
    figures = [m for m in figures_of(scene) if m.quantity.value is not None]
    for one in figures:
        others = [m for m in figures if m is not one]
        if (found := _worked_out(scene, one, others)) is not None:
            yield _claim(scene, found[0], one, found[1], found[1].quantity.value, frozenset(["each"]))
        elif _EACH.match(scene.text[one.end : one.end + 50]) or _each_of(scene, one, others):
            yield from _each(scene, one, others)
        elif (step := _step(scene, one)) is not None:
            yield from _rates(scene, one, step, others)


def _worked_out(scene: Scene, one: Mention, others: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """(total, many) of "2.5 million meals at a cost of €10 million, or €2.50 a meal"; the sentence has no other such figure."""
    lead = scene.text[max(0, one.core[0] - 70) : one.core[0]].rstrip("£$€¥ ")
    if one.kind != "money" or not _WORKS_OUT.search(lead + " ") or _BESIDES.search(scene.text) or _OFFER.search(scene.text):
        return None
    before = [m for m in others if m.end <= one.start]
    totals = [m for m in before if m.kind == "money" and _is_same_kind(m, one) and m.quantity.per is None]
    counts = [m for m in before if m.kind in COUNTS and (m.quantity.value or 0) > 1]
    thing = _thing_of(scene, one)
    if thing is None:
        return None
    if thing:
        counts = [m for m in counts if noun_of(scene, m) in _singulars(thing)]
    if len(totals) != 1 or len(counts) != 1 or totals[0].quantity.value <= one.quantity.value:
        return None
    return totals[0], counts[0]


def _thing_of(scene: Scene, one: Mention) -> str | None:
    """What the amount is for one of: "" where only "each" or "a head" says so, None where it is for nothing told."""
    behind = scene.text[one.core[1] : one.core[1] + 50]
    if _EACH.match(behind):
        return ""
    found = _PER_ONE.match(behind)
    thing = one.quantity.per or (found[1].lower() if found is not None else None)
    return None if thing in _TIMES else thing


def _singulars(word: str) -> frozenset[str]:
    return frozenset([word, "person" if word in ("head", "people", "capita") else word])


def _each_of(scene: Scene, one: Mention, others: Sequence[Mention]) -> bool:
    """ "Each of the 25 players got $2,000"."""
    return any(
        m.end <= one.start
        and _EACH_OF.search(scene.text[: m.start])
        and re.fullmatch(r"(?:\s+(?!and\b)[\w'’-]+){1,6}\s+(?:about )?", scene.between(m, one))
        for m in others
        if m.kind in COUNTS
    )


def _each(scene: Scene, one: Mention, others: Sequence[Mention]) -> Iterator[Claim]:
    if _BESIDES.search(scene.text):
        return
    counts = [m for m in others if m.kind in COUNTS]
    if one.kind == "money":
        totals = [m for m in others if m.kind == "money" and is_alike(m, one) and _is_total(scene, m, counts)]
    else:
        totals = [m for m in counts if _is_total(scene, m, counts)]
        counts = [m for m in counts if m not in totals]
    totals = [m for m in totals if m.start < one.end or not _NEW_CLAUSE.search(scene.between(one, m))]
    if len(totals) == len(counts) == 1 and counts[0].quantity.value > 1:
        yield _claim(scene, totals[0], one, counts[0], counts[0].quantity.value, frozenset(["each"]))


def _is_total(scene: Scene, mention: Mention, counts: Sequence[Mention]) -> bool:
    if WITH_MORE.search(scene.text[mention.end : mention.end + 40]):
        return False
    # The words may belong to the mention ("a total of £600,000"), the currency's sign does.
    if _TOTAL_BEFORE.search(scene.text[max(0, mention.core[0] - 40) : mention.core[0]].rstrip("£$€¥ ")):
        return True
    if _TOTAL_BEHIND.match(scene.text[mention.end : mention.end + 50]):
        return True
    return any(m.start > mention.end and _SHARED.search(scene.text[mention.end : m.start]) for m in counts)


def _step(scene: Scene, one: Mention) -> str | None:
    """The stretch of time that a rate is for; None for what is no rate."""
    behind = _RATE.match(scene.text[one.end : one.end + 50])
    before = _RATE_BEFORE.search(scene.text[max(0, one.start - 40) : one.start])
    found = behind and (behind[1] or behind[2]) or before and before[1]
    if not found:
        return one.quantity.per if one.kind == "money" and one.quantity.per in ("day", "week", "month", "year") else None
    return _STEPS.get(found.lower(), found.lower())


def _rates(scene: Scene, one: Mention, step: str, others: Sequence[Mention]) -> Iterator[Claim]:
    """A rate over a time and its total; a rate told again for a longer time ("200 a day, or 2,000 a week")."""
    for other in others:
        longer = _step(scene, other)
        many = _AGAIN.get((longer, step))
        if many is not None and other.start > one.end and _is_same_kind(other, one):
            glue = scene.between(one, other)
            # "£4.99 a month or £50 a year" are two offers.
            if _AGAIN_GLUE.fullmatch(glue) and (one.kind != "money" or " is " in glue):
                yield _claim(scene, other, one, other, Decimal(many[1]), frozenset(["each", "rate"]), least=Decimal(many[0]))
    totals = [m for m in others if _is_same_kind(m, one) and _is_total(scene, m, ())]
    totals = [m for m in totals if m.start < one.end or not _NEW_CLAUSE.search(scene.between(one, m))]
    times = [m for m in others if m.kind == "duration" and _OVER.search(scene.text[max(0, m.core[0] - 30) : m.core[0]])]
    if len(totals) != 1 or len(times) != 1:
        return
    unit, length = times[0].quantity.unit, times[0].quantity.value
    many = Decimal(1) if unit == step else _IN_STEPS.get((unit, step))
    if many is not None and length is not None and length > 0:
        yield _claim(scene, totals[0], one, times[0], length * many, frozenset(["each", "rate"]))


def _is_same_kind(total: Mention, one: Mention) -> bool:
    if one.kind == total.kind == "money":
        return one.quantity.currency == total.quantity.currency and one.quantity.minor_of == total.quantity.minor_of
    return is_alike(total, one)


def _claim(
    scene: Scene,
    total: Mention,
    one: Mention,
    many: Mention,
    times: Decimal,
    flags: frozenset[str],
    least: Decimal | None = None,
) -> Claim:
    # A share told as "each" is rounded to what reads well.
    each = arithmetic.widened(in_sum(one), Decimal("0.01"))
    # The length stands for itself: "over 30 days" is thirty of them.
    number = Interval.exactly(times) if many.kind == "duration" else in_sum(many)
    if least is not None:
        number = Interval.between(least, times)
    low, high = arithmetic.ends(each)
    few, lots = arithmetic.ends(number)
    implied = None
    if None not in (low, high, few, lots):
        implied = Interval.between(low * few, high * lots)
    return scene.claim(
        number_at(scene, total.start, total.end, total.quantity.value) if total.kind in COUNTS else total,
        "total",
        parts=(scene.mention_part("each", one), scene.mention_part("many", many)),
        stated=in_sum(total),
        implied=implied,
        words=(("sum", f"{one.quote} × {times}"),),
        flags=flags,
    )
