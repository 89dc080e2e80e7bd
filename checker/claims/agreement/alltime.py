"""All-time records: the highest or lowest ever, of a place or in so many years, and figures that go beyond it.

In:  the scenes of an article.
Out: `ranking` claims with the flag "outdone": ``stated`` the other figure, ``implied`` what the record leaves room for;
     ``direction`` of the record; the part "record" is its figure.
     "A record crowd of 4,812 … the spring of 1987, when 5,020 turned up at Garth Park"      →  stated 5,020, implied (…, 4,812]
     "filled up for $1.85 a gallon, the lowest price … in 10 years … as low as $1.72 in February 2016"  →  implied [1.85, …)
     "beat the previous record of 5,020"                                                       →  stated 5,020

Unlike records.py this reads dated figures too: what was more in 1987 breaks a record all the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.agreement.counted import places_in
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_YEAR = re.compile(r"\b((?:1[89]|20)\d\d)\b")
_KINDS = frozenset(["money", "measure", "percent", "count", "number", "duration"])
_REACH, _FARTHEST = 110, 14
_FACTOR = Decimal("1.6")
_ONE_OF = re.compile(r"\b(?:one|some|among|part) of (?:the|its|his|her)\b|\bsecond|\bthird|\bnot\b|n[’']t\b")
_ASIDE = re.compile(r"\b(?:by|than|another|extra|further|within|every|from|plus) $|\b(?:up|down) $")
_WORD = re.compile(r"[a-z]{4,}")
# A record that is still to be broken: "the record attendance of 8,412, which has stood since 1987".
_STANDING = re.compile(
    r"[^.;]{0,60}, (?:which|that) (?:has stood|still stands|stands|dates from|goes back|was set)\b|[^.;]{0,60}, (?:set|standing) "
)
_GIVEN_TO = re.compile(r"^ to (?:the |a |an )?(?!be\b)[A-Za-z]")
_EMPTY = frozenset(
    "that this with from were have been which when than then metres miles feet inches kilometres tonnes tons about".split()
)
_SPOKEN = dict(
    zip(
        "two three four five six seven eight nine ten fifteen twenty thirty forty fifty sixty eighty".split(),
        (*range(2, 11), 15, 20, 30, 40, 50, 60, 80),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page."""

    best: Mapping[str, re.Pattern[str]]
    of_time: re.Pattern[str]
    scope: re.Pattern[str]
    period: re.Pattern[str]
    of_period: frozenset[str]
    other_period: re.Pattern[str]
    years: re.Pattern[str]
    topics: Mapping[str, tuple[re.Pattern[str], frozenset[str]]]
    unless: re.Pattern[str]
    previous: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "alltime.yaml")
    best = {name: re.compile(rf"\b(?:{'|'.join(rows[name])})\b(?!-)", re.I) for name in ("down", "up")}
    return Words(
        best,
        any_of(rows["of_time"]),
        re.compile("|".join(rows["scope"]), re.I),
        re.compile("|".join(rows["period"]), re.I),
        frozenset(rows["of_period"]),
        any_of(rows["other_period"]),
        re.compile("|".join(rows["years"]), re.I),
        {row["topic"]: (any_of(row["words"]), frozenset(row["units"])) for row in rows["topics"]},
        any_of(rows["unless"]),
        re.compile(rf"\b(?:{'|'.join(rows['previous'])}) $", re.I),
    )


@dataclass(frozen=True, slots=True)
class Record:
    scene: Scene
    mention: Mention
    direction: str
    topics: frozenset[str]
    since: int | None
    of_period: bool


def find_alltime(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [s for s in scenes if s.passage.block.cell is None and len(s.text) <= LONGEST_SENTENCE]
    opening = " ".join(b.text for b in article.blocks[:4] if b.kind in ("title", "standfirst"))
    records = [r for s in prose if s.passage.block.kind != "title" if (r := _record(s)) is not None]
    for record in records:
        for scene in prose:
            for mention in scene.quantities:
                if mention is not record.mention and _outdoes(record, scene, mention, opening):
                    yield _claim(record, scene, mention)


def _record(scene: Scene) -> Record | None:
    text = scene.text
    for direction, pattern in words().best.items():
        found = next((hit for hit in pattern.finditer(text) if not _is_narrow(text, hit)), None)
        # A cheap test first: what is the best of nothing told is no record.
        scope = found and words().scope.search(text)
        period = None if scope or not found else words().period.search(text, found.end())
        if not found or not (scope or period):
            continue
        mention = _figure(scene, found)
        if mention is None or words().previous.search(text[max(0, mention.start - 80) : mention.start]):
            continue
        clause = _clause(scene, mention, found.span())
        if words().unless.search(clause) or _ONE_OF.search(clause):
            continue
        if direction == "down" and mention.kind != "duration" and words().of_time.fullmatch(found[0]):
            direction = "up"
        topics = _topics(scene, mention)
        if period:
            topics &= words().of_period
        if topics:
            return Record(scene, mention, direction, topics, _since(scene, text), period is not None)
    return None


def _clause(scene: Scene, mention: Mention, best: tuple[int, int]) -> str:
    """The words around the figure and its superlative, up to the next clause."""
    start, end = min(mention.start, best[0]), max(mention.end, best[1])
    behind = re.split(r"[;:]|, (?:and|but|so|while|when|which|who|as)\b", scene.text[end : end + _REACH])[0]
    lead = re.split(r"[;:]|, (?:and|but|so|while|when|which|who|as)\b", scene.text[max(0, start - _REACH) : start])[-1]
    return lead + scene.text[start:end] + behind


def _is_narrow(text: str, found: re.Match[str]) -> bool:
    """ "The highest for a Tuesday": a record of its own kind; "track record" and "the record books" are none."""
    behind, lead = text[found.end() : found.end() + 40], text[: found.start()]
    if _STANDING.search(text, found.end()):
        return False
    if re.search(
        (
            r"\b(?:broke|break|breaking|beat|beating|track|world|off the|on|set the|for the|near|close to"
            r"|below|short of|from an?) (?:the |a |its )?$"
        ),
        lead[-16:],
        re.I,
    ):
        return True
    return bool(re.match(r"^ (?:for an?|by an?|of (?:his|her|my|its) career)\b", behind))


def _figure(scene: Scene, found: re.Match[str]) -> Mention | None:
    """The figure the superlative is of: the only one of its kind near it, or the one tied to it."""
    near = [
        m
        for m in scene.quantities
        if m.kind in _KINDS
        and m.quantity.value
        and m.quantity.modifier in ("exact", "about", "more_than", "at_least", "less_than")
        and -_REACH < m.start - found.end() < _REACH
        and not _is_aside(scene, m)
    ]
    if len(near) > 1 and sum(m.kind in ("money", "measure", "percent") for m in near) == 1:
        near = [m for m in near if m.kind in ("money", "measure", "percent")]
    if len(near) == 1:
        return near[0]
    behind = [
        m
        for m in near
        if m.start > found.end()
        and re.fullmatch(r"(?: [\w'’-]+){0,4}(?: of|,| at|:| was| is) (?:just |only )?", scene.text[found.end() : m.start])
    ]
    before = [
        m
        for m in near
        if m.end < found.start()
        and re.fullmatch(r"(?: [\w'’-]+){0,4},? (?:is |was |its |the |a |an )+", scene.text[m.end : found.start()])
    ]
    chosen = behind[:1] or before[-1:]
    return chosen[0] if chosen else None


def _is_aside(scene: Scene, mention: Mention) -> bool:
    """Years of scope, storeys, scores and the like beside the figure."""
    behind = scene.text[mention.end : mention.end + 14]
    if mention.kind == "duration":
        return bool(re.search(r"\b(?:year|month|week|day|decade|centur)", mention.quote))
    return (
        mention.kind == "count"
        and bool(re.match(r"[- ](?:storey|story|year|bedroom|day|match|game|floor|seat)", behind))
        or mention.quote.endswith("storey")
    )


def _topics(scene: Scene, mention: Mention) -> frozenset[str]:
    near = scene.text[max(0, mention.start - _REACH) : mention.end + 60]
    unit = {"money": "money", "percent": "percent"}.get(mention.kind) or (
        "count" if mention.kind in ("count", "number") else mention.quantity.unit or ""
    )
    return frozenset(topic for topic, (pattern, units) in words().topics.items() if unit in units and pattern.search(near))


def _since(scene: Scene, text: str) -> int | None:
    """The year the record goes back to; None for ever."""
    found, anchor = words().years.search(text), scene.anchor
    if found is not None:
        number = int(found[1]) if found[1].isdigit() else _SPOKEN[found[1].lower()]
        return (anchor.year if anchor is not None else 9999) - number
    since = re.search(r"\bsince ((?:19|20)\d\d)\b", text)
    if since:
        return int(since[1]) + 1
    decade = re.search(r"\bin (?:a|the) (decade|century|generation)\b", text)
    return (
        None
        if decade is None
        else (anchor.year if anchor is not None else 9999) - {"decade": 10, "century": 100, "generation": 25}[decade[1]]
    )


def _outdoes(record: Record, scene: Scene, mention: Mention, opening: str) -> bool:
    mine, theirs = record.mention, mention
    if theirs.kind not in _KINDS or not theirs.quantity.value or not _alike(mine, theirs):
        return False
    lead = scene.text[: theirs.start]
    if words().previous.search(lead[-80:]):
        return True
    if scene is record.scene or abs(scene.passage.index - record.scene.passage.index) > _FARTHEST:
        return False
    if theirs.quantity.modifier not in ("exact", "more_than", "about") or _ASIDE.search(lead[-10:]):
        return False
    if record.direction == "up" and re.search(r"\b(?:only|just) $", lead[-6:]):
        return False
    if (
        not (record.topics & _topics(scene, theirs) or _is_one_matter(record, scene, theirs))
        or not 1 / _FACTOR <= theirs.quantity.value / mine.quantity.value <= _FACTOR
    ):
        return False
    clause = _clause(scene, theirs, (theirs.start, theirs.end))
    # Of gifts only one that goes to somebody is held against the largest: sums and prices stand beside.
    gift = record.topics == {"grant"}
    if gift and not _GIVEN_TO.match(scene.text[theirs.end :]) or words().unless.search(clause):
        return False
    if not gift and any(place not in record.scene.text + opening for place in places_in(clause)):
        return False
    near = _YEAR.search(scene.text, theirs.end) or _YEAR.search(scene.text)
    if record.of_period:
        this = scene.anchor.year if scene.anchor is not None else None
        return not words().other_period.search(clause) and (near is None or int(near[1]) == this)
    return record.since is None or near is not None and int(near[1]) >= record.since


def _is_one_matter(record: Record, scene: Scene, theirs: Mention) -> bool:
    """Measures in one unit with a word in common near them: "the wettest April … April 1998 brought 117mm"."""
    if theirs.kind != "measure":
        return False
    one, other = (
        frozenset(_WORD.findall(s.text[max(0, m.start - 50) : m.end + 30].lower()))
        for s, m in ((record.scene, record.mention), (scene, theirs))
    )
    return bool((one & other) - _EMPTY)


def _alike(one: Mention, other: Mention) -> bool:
    if {one.kind, other.kind} <= {"count", "number"}:
        first, second = one.quantity.unit, other.quantity.unit
        return first is None or second is None or first.split(" ")[-1] == second.split(" ")[-1] or "person" in (first, second)
    first, second = one.quantity, other.quantity
    return (
        one.kind == other.kind
        and first.unit == second.unit
        and first.currency == second.currency
        and first.minor_of == second.minor_of
    )


def _claim(record: Record, scene: Scene, mention: Mention) -> Claim:
    allows = record.mention.quantity.allows
    room = Interval(None, allows.high) if record.direction == "up" else Interval(allows.low, None)
    return scene.claim(
        mention,
        "ranking",
        parts=(record.scene.mention_part("record", record.mention),),
        stated=mention.quantity.allows,
        implied=room,
        words=(("topic", min(record.topics)), ("best", "highest" if record.direction == "up" else "lowest")),
        direction=record.direction,
        flags=frozenset(["outdone"]),
    )
