"""Paces: so many a week, for so long, against the total told elsewhere; and one period's count against the total to date.

In:  the scenes of an article.
Out: `total` claims with the flag "pace": ``stated`` the total told, ``implied`` what the pace leaves room for.
     "400 parcels a week, ever since … January" and "3,100 parcels in total since opening"   →  stated 3,100, implied [9,000, …)
     "1,200 loaves a day" and "60,000 loaves in those 12 months"                             →  implied [180,000, 900,000]
     "212 new cases … in the past week" and "190 cases since the start of the outbreak"      →  stated 190, implied [212, …)

Wide: a pace is told of working days or of good weeks. How long a total ran is told beside it ("in those 12 months") or
by the month that it or the pace runs from, up to the anchor date. The words stand in tables/paces.yaml.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.agreement.counted import is_person
from checker.claims.agreement.counted import words as counted_words
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.claims.vocabulary import vocabulary
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_DAYS = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "night": Decimal(1),
    "shift": Decimal(1),
    "week": Decimal(7),
    "fortnight": Decimal(14),
    "month": Decimal("30.44"),
    "quarter": Decimal("91.3"),
    "year": Decimal("365.25"),
    "weekend": Decimal(7),
    "season": Decimal("365.25"),
}
_RATE = re.compile(
    r"^(?: (?:[\w'’-]+ ){0,3}?[\w'’-]+)?,? (?:a|an|per|each|every|in a|in a typical|in an average)"
    r" (?:single |working |typical |average )?(hour|day|night|week|fortnight|month|quarter|year"
    r"|weekend|season)\b(?! (?:earlier|ago|before|later|older|on|after))"
)
_DAILY = re.compile(r"^(?: (?:[\w'’-]+ ){0,3}?[\w'’-]+)? (daily|weekly|monthly|yearly|annually)\b")
_EACH = re.compile(r"\b(?:[Ee]ach|[Ee]very) (hour|day|night|week|month|year)\b[^.;,\d]{0,24},? (?:some |about )?$")
_DAILIES = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_SINCE = re.compile(
    r"\b[Ss]ince (?:[\w'’ ]{0,40}? (?:in|on) )?(?:(?:early|late|mid-?|last|the end of|the start of"
    r"|the beginning of) )?(January|February|March|April|May|June|July|August|September|October"
    r"|November|December)?(?: of)?(?: ?\d{1,2}(?!\d)(?:st|nd|rd|th)?,?)? ?((?:19|20)\d\d)?"
)
_MONTHS = "January February March April May June July August September October November December".split()
_SINCE_WHEN = re.compile(r"\b[Ss]ince\b[^.;,]*")
_HANDED = re.compile(r"\b(?:hand|turn|sign|carr(?:y|i)|mak|mad|tak|took|pass|giv|gav)\w* $", re.I)
_UNSAID = ""
_ELIDED = re.compile(r"^ (?:since|so far|to date|in all|all told|altogether|in total)\b")
_LEAST_SHARE, _MOST_SHARE = Decimal("0.5"), Decimal("2.5")
_REACH = 90
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Words:
    period: re.Pattern[str]
    total: re.Pattern[str]
    length: re.Pattern[str]
    one_year: re.Pattern[str]
    unless: re.Pattern[str]
    alike: Mapping[str, str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "paces.yaml")
    made = {
        name: re.compile(rf"\b(?:{'|'.join(rows[name])})\b" if name != "length" else "|".join(rows[name]), re.I)
        for name in rows
        if name != "alike"
    }
    made["alike"] = {noun: row[0] for row in rows["alike"] for noun in row}
    return Words(**made)


@dataclass(frozen=True, slots=True)
class Pace:
    scene: Scene
    mention: Mention
    noun: str
    days: Decimal
    open: bool


@dataclass(frozen=True, slots=True)
class Total:
    scene: Scene
    mention: Mention
    noun: str
    days: Decimal | None


def find_paces(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [
        s for s in scenes if s.passage.block.cell is None and s.passage.block.kind != "title" and len(s.text) <= LONGEST_SENTENCE
    ]
    paces, flows, totals = [], [], []
    for scene in prose:
        for mention in scene.quantities:
            noun = _noun(scene, mention)
            if noun is None and mention.kind == "number" and _ELIDED.match(scene.text[mention.end :]):
                noun = _UNSAID
            if noun is None or not mention.quantity.value or mention.quantity.value < 0:
                continue
            pace = None if noun == _UNSAID else _pace(scene, mention, noun)
            if pace is not None:
                paces.append(pace)
            elif total := _total(scene, mention, noun):
                totals.append(total)
            elif noun != _UNSAID and (flow := _flow(scene, mention, noun)):
                flows.append(flow)
    if not totals:
        return
    for pace in paces:
        yield from _of_pace(pace, [t for t in totals if t.noun == pace.noun and t.scene is not pace.scene], paces, scenes)
    for flow in flows:
        own = [t for t in totals if t.noun == flow.noun and t.scene is not flow.scene]
        # "In March alone" calls for the whole, also where its noun is left out.
        unsaid = [t for t in totals if t.noun == _UNSAID and t.scene is not flow.scene]
        if not own and len(unsaid) == 1 and re.search(r"\balone\b", flow.scene.text[flow.mention.end :][:50]):
            own = unsaid
        yield from _of_flow(flow, own)


def _noun(scene: Scene, mention: Mention) -> str | None:
    quantity = mention.quantity
    if mention.kind == "money":
        return f"money {quantity.currency}" if quantity.minor_of is None else None
    if mention.kind == "measure":
        return f"measure {(quantity.unit or '').split(' per ')[0]}"
    if mention.kind != "count":
        return None
    unit = (quantity.unit or "").split(" per ")[0]
    noun = unit.rpartition(" ")[2]
    if noun in ("out", "off", "up", "in"):  # "call-outs"
        noun = "-".join(unit.split(" ")[-2:])
    if not noun or noun in counted_words().general:
        return None
    return words().alike.get(noun) or vocabulary().noun(noun)


def _near(scene: Scene, mention: Mention) -> str:
    return scene.text[max(0, mention.start - 45) : mention.end + 60]


def _pace(scene: Scene, mention: Mention, noun: str) -> Pace | None:
    per = mention.quantity.per or (mention.quantity.unit or "").rpartition(" per ")[2]
    behind = scene.text[mention.end : mention.end + _REACH]
    found = _RATE.match(behind)
    daily = None if found else _DAILY.match(behind) or _EACH.search(scene.text[: mention.start])
    unit = found[1] if found else _DAILIES.get(daily[1], daily[1]) if daily else per if per in _DAYS else None
    if unit is None or words().unless.search(_near(scene, mention)):
        return None
    return Pace(
        scene,
        mention,
        noun,
        _DAYS[unit],
        bool(re.search(r"\bsince\b|\bfor (?:the (?:past|last)|\d|[a-z]+ (?:years|months))", scene.text)),
    )


def _flow(scene: Scene, mention: Mention, noun: str) -> Pace | None:
    near = scene.text[max(0, mention.start - 60) : mention.end + 60]
    if (
        not words().period.search(near)
        or words().unless.search(_near(scene, mention))
        or mention.quantity.modifier not in ("exact", "about", "more_than", "at_least")
    ):
        return None
    base = scene.bases.get(mention)
    if base is None or base.modality != "stated" or "base" in base.flags or mention.kind != "count":
        return None
    return Pace(scene, mention, noun, Decimal(7), False)


def _total(scene: Scene, mention: Mention, noun: str) -> Total | None:
    near = scene.text[max(0, mention.start - _REACH) : mention.end + _REACH]
    if mention.quantity.modifier not in ("exact", "about", "more_than", "at_least", "less_than") or words().unless.search(
        _near(scene, mention)
    ):
        return None
    base = scene.bases.get(mention)
    if base is not None and (base.scope is not None or base.modality != "stated" or "base" in base.flags):
        return None
    days = _length(scene, mention)
    if days is None and not words().total.search(near):
        return None
    return Total(scene, mention, noun, days)


def _length(scene: Scene, mention: Mention) -> Decimal | None:
    """How many days a total ran, by words of its own sentence."""
    for other in scene.quantities:
        if other.kind == "duration" and other.quantity.value and words().length.search(scene.text[: other.start]):
            unit = (other.quantity.unit or "").rpartition(" ")[2]
            if unit in _DAYS and abs(other.start - mention.end) < _REACH:
                return _DAYS[unit] * other.quantity.value
    since = _since(scene)
    if since is not None:
        return since
    return _DAYS["year"] if words().one_year.search(scene.text) else None


def _since(scene: Scene) -> Decimal | None:
    """Days from a "since January" or "since 2019" to the anchor date."""
    found = _SINCE.search(scene.text)
    if found is None or scene.anchor is None or not (found[1] or found[2]):
        return None
    month = _MONTHS.index(found[1]) + 1 if found[1] else 7
    year = int(found[2]) if found[2] else scene.anchor.year
    if not found[2] and (month, 1) > (scene.anchor.month, scene.anchor.day):
        year -= 1
    days = (scene.anchor - dt.date(year, month, 1)).days
    return Decimal(days) if days > 20 else None


def _of_pace(pace: Pace, totals: Sequence[Total], paces: Sequence[Pace], scenes: Sequence[Scene]) -> Iterator[Claim]:
    # Two paces of one thing: the total is of neither for sure.
    if sum(p.noun == pace.noun for p in paces) != 1 or len({t.mention.quantity.value for t in totals}) != 1:
        return
    total = totals[0]
    if pace.noun.startswith(("money", "measure")) and not _one_verb(pace, total):
        return
    if is_person(pace.noun) and not _verbs(pace) & _verbs(total):
        return
    days = total.days
    if days is None:
        days = next((found for s in (pace.scene, total.scene) if (found := _since(s)) is not None), None)
    rate = pace.mention.quantity.value
    if days is None:
        # Without a length only this is sure: the total holds one period at least.
        if words().total.search(total.scene.text) and not words().one_year.search(total.scene.text):
            yield _claim(total, pace, Interval(Bound(rate * Decimal("0.95")), None), "1")
        return
    periods = days / pace.days
    # Two figures of a year each are no pace and total.
    if periods < _FEWEST:
        return
    room = Interval.between(rate * periods * _LEAST_SHARE, rate * periods * _MOST_SHARE)
    yield _claim(total, pace, room, f"{periods:.0f}")


def _one_verb(pace: Pace, total: Total) -> bool:
    one, other = (told.scene.frames.get(told.mention) for told in (pace, total))
    if one is None or other is None or one.verb is None or other.verb is None:
        return False
    lemma = pace.scene.tree.lemmas[one.verb]
    return lemma == total.scene.tree.lemmas[other.verb] and lemma not in ("be", "have", "say")


def _verbs(told: Pace | Total) -> frozenset[str]:
    """The families of its verb: people are counted for many reasons."""
    frame = told.scene.frames.get(told.mention)
    if frame is None or frame.verb is None:
        return frozenset()
    lemma = told.scene.tree.lemmas[frame.verb]
    return counted_words().families.get(lemma, frozenset([lemma]))


def _of_flow(flow: Pace, totals: Sequence[Total]) -> Iterator[Claim]:
    for total in totals:
        if words().total.search(total.scene.text) and not words().period.search(
            _SINCE_WHEN.sub("", _near(total.scene, total.mention))
        ):
            if len({t.mention.quantity.value for t in totals}) == 1:
                yield _claim(total, flow, Interval(flow.mention.quantity.allows.low, None), "1")
            return


def _told(total: Total) -> Interval:
    """What the total allows; "handed over 850" is no bound."""
    quantity = total.mention.quantity
    over = total.mention.quote.lower().startswith("over ") and _HANDED.search(total.scene.text[: total.mention.start])
    return Interval.exactly(quantity.written[0]) if over and quantity.written[0] is not None else quantity.allows


def _claim(total: Total, pace: Pace, room: Interval, periods: str) -> Claim:
    return total.scene.claim(
        total.mention,
        "total",
        parts=(Part("each", pace.mention.span, pace.mention.quote),),
        stated=_told(total),
        implied=room,
        words=(("periods", periods), ("noun", pace.noun)),
        flags=frozenset(["pace"]),
    )
