"""Outliers: the median, the smallest or a member told far from the range or the two ends that it must lie between.

In:  the scenes of an article.
Out: `range` claims with the flag "member": ``stated`` the value, ``implied`` the range; ``what`` names the value.
     "flats going for between £640 and £910 a month … The median one-bed … £925"        →  stated 925, implied [640, 910]
     "Skull length ran from 11.2 cm to 14.8 cm … The smallest skull … 10.7 cm long"      →  stated 10.7
     "The youngest is 19 and the oldest 74 … Idris Bowen, 81, who has sung with them"    →  stated 81, implied [19, 74]

Range and value stand in two sentences and share a noun; neither sentence tells of a change, another time or others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.counted import places_in
from checker.claims.figures import COUNTS, is_alike
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval

_BEST = (
    r"smallest|largest|biggest|longest|shortest|youngest|oldest|eldest|cheapest|dearest|heaviest|lightest|tallest|lowest|highest"
    r"|most expensive|least expensive|narrowest|widest|fastest|slowest|priciest|deepest|shallowest"
    r"|thinnest|thickest|hottest|coldest"
)
_VALUE = re.compile(
    rf"(on average|average|mean|median|typical|averag(?:ed|es|ing)|{_BEST})\b"
    r"((?:[^.;:\d£$€]|\b(?:1[5-9]|20)\d\d\b){0,80}?)[£$€]?$",
    re.I,
)
_BEST_WORD = re.compile(rf"\b(?:on average|average|mean|median|typical|averag(?:ed|es|ing)|{_BEST})\b", re.I)
# A range of its own, or a sentence about another year.
_OWN = re.compile(r"\b(?:from|between) [£$€]?\d|^In (?:19|20)\d\d", re.I)
_AS_FEW = re.compile(r"\b(as (?:few|little|low|many|much|high|old|young) as)()[£$€]? ?[£$€]?$", re.I)
_MOVED = re.compile(
    r"\b(?:ros|rise|fall|fell|grew|grow|increas|decreas|cut|rais|previous|last year|a year (?:ago"
    r"|earlier)|forecast|target|if|unless"
    r"|except|outlier|national|elsewhere|others?|compar|usual|normal|used to|would|could|once|record|per cent|improv|drop|climb"
    r"|predict|expected|years ago|after removing|excluding|apart from|recommended|guideline|limit|allowed)\w*\b",
    re.I,
)
_ELDEST = re.compile(
    r"\b[Tt]he oldest (?:competitor|entrant|runner|walker|swimmer|rider|member|player|singer|dancer|finisher|contestant"
    r"|participant|climber|rower|cyclist)"
    r"(?: (?:this year|of all|of them|on the day))?,? (?:is |was |being |aged |at )+(?:just |only )?(\d{2})\b"
)
_TOOK_PART = re.compile(
    r"\b(?:finished|completed (?:it|the (?:race|course|walk|swim|ride))|crossed the line|took part|competed)\b"
)
_LOW = r"(?:youngest|smallest|shortest|lowest|lightest|cheapest|eldest)"
_HIGH = r"(?:oldest|eldest|largest|biggest|longest|tallest|highest|heaviest|dearest|most expensive)"
_ENDS = re.compile(
    rf"\b(?:the )?(?P<low>{_LOW})(?: [\w'’-]+){{0,3}}?,? (?:is |was |being |at |aged |costs? |weigh(?:s"
    rf"|ed)? |measur(?:es|ed) |only |just |of ){{0,3}}"
    rf"[£$€]?(?P<a>[\d.,]*\d)[^.;\d]{{0,30}}?(?:and|,|while|to|;) (?:the )?(?P<high>{_HIGH})(?: [\w'’-]+){{0,3}}?,? "
    rf"(?:is |was |being |at |aged |costs? |weigh(?:s|ed)? |measur(?:es|ed) |a |of |already ){{0,3}}[£$€]?(?P<b>[\d.,]*\d)",
    re.I,
)
_MEMBER = re.compile(
    r"\b(?:joined|members?|belongs|sings?|sung|sang|plays?|played|rowed|rows|swims?|walks?|dances?|runs?|performs?|been|trains?|rides?|competes?"
    r"|studies|enrolled) (?:[\w'’-]+ ){0,4}?(?:with|for|in|of|to|at) (?:them|us|it|the (?:choir"
    r"|club|group|team|band|crew|squad|class|society"
    r"|troupe|orchestra|chorus|side|company|cast|course|party|expedition|study|trial))\b"
    r"|\bjoined (?:them|us|the (?:choir|club|group|team|band|crew|squad|class|society|troupe|orchestra|chorus))\b",
    re.I,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_EMPTY = frozenset(
    (
        "the and for with from that this was were are has have had its his her their our said says"
        " them they she who which between anything over about more than now sets back before after"
        " each every year month week day most some only just"
    ).split()
)
_FARTHEST = 14
# "The average age of the audience", "in the county": of others.
_OTHERS = re.compile(
    r"\b(?:audience|town|village|city|county|country|population|readers|visitors|customers|subscribers|nation)\b", re.I
)
_ASIDE = re.compile(r",[^,]*,")
_MEANS = frozenset(["on average", "averaged", "averages", "averaging", "average", "mean", "median", "typical"])
_PRICED = frozenset(["cheapest", "dearest", "priciest", "most expensive", "least expensive"])
_PRICES = re.compile(r"\b(?:rents?|prices|tickets|fares|rooms|seats|fees|flats|plots)\b", re.I)
_MEASURING = frozenset(
    (
        "earn earns earned pay pays paid get gets got charge charges weigh weighed cost costs sell sold last lasted"
        " measure measured length height weight price range ran run"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Extent:
    """A range: its two ends, the mention like it, and its place; ``ages`` for the ages of the members of something."""

    scene: Scene
    like: Mention
    allows: Interval
    low: Decimal
    high: Decimal
    place: Part
    ages: bool = False


def find_outliers(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [
        s for s in scenes if s.passage.block.cell is None and s.passage.block.kind != "title" and len(s.text) <= LONGEST_SENTENCE
    ]
    extents = [extent for scene in prose for extent in _extents(scene)]
    for extent in extents:
        # A second range of the same kind of figure: which one the value belongs to is open.
        rivals = [
            e for e in extents if e is not extent and is_alike(e.like, extent.like) and _shared(e.scene.text, extent.scene.text)
        ]
        for scene in prose:
            apart = abs(scene.passage.index - extent.scene.passage.index)
            if (
                scene is extent.scene
                or apart > _FARTHEST
                or rivals
                and apart > 1
                or _MOVED.search(scene.text)
                or _OWN.search(scene.text)
            ):
                continue
            yield from _values(extent, scene)
            if extent.ages:
                yield from _members(extent, scene)


def _extents(scene: Scene) -> Iterator[Extent]:
    if not scene.quantities or _MOVED.search(scene.text):
        return
    for mention in scene.quantities:
        low, high = mention.quantity.written
        if (
            mention.quantity.modifier == "range"
            and None not in (low, high)
            and 0 <= low < high
            and re.search(r"\d.*\d", mention.quote)
        ):
            ages = mention.kind == "age" or bool(
                re.search(r"\b(?:aged?|ages?)\b[^.;\d]{0,20}$|^[^.;]{0,4}years of age", scene.before(mention, 30))
            )
            yield Extent(scene, mention, mention.quantity.allows, low, high, Part("range", mention.span, mention.quote), ages)
    ends = list(_ENDS.finditer(scene.text))
    if not ends:
        yield from _eldest(scene)
    for found in ends:
        one, other = (next((m for m in scene.quantities if m.start <= found.start(name) < m.end), None) for name in ("a", "b"))
        if one is None or other is None or one.quantity.value is None or other.quantity.value is None:
            continue
        if one.quantity.value < other.quantity.value and (
            is_alike(one, other) or {one.kind, other.kind} <= {"age", "number", "count"}
        ):
            ages = found["low"].lower() == "youngest"
            yield Extent(
                scene,
                one,
                Interval.between(one.quantity.value, other.quantity.value),
                one.quantity.value,
                other.quantity.value,
                scene.part("range", found.start(), found.end()),
                ages,
            )


def _eldest(scene: Scene) -> Iterator[Extent]:
    """ "The oldest competitor was 78": nobody who took part is older."""
    for found in _ELDEST.finditer(scene.text):
        one = next((m for m in scene.quantities if m.start <= found.start(1) < m.end), None)
        if one is not None and one.kind in ("age", "number", "count") and one.quantity.value is not None:
            high = one.quantity.value
            yield Extent(scene, one, Interval(None, Bound(high)), Decimal(3), high, scene.part("range", *found.span()), True)


def _values(extent: Extent, scene: Scene) -> Iterator[Claim]:
    for mention in scene.quantities:
        if mention.quantity.value is None or mention.quantity.modifier not in ("exact", "about") or not _may_lie(mention, extent):
            continue
        lead = scene.text[max(0, mention.core[0] - 90) : mention.core[0]]
        found = _last_value(lead) or _AS_FEW.search(lead)
        if found is None or re.search(r"\b(?:than|by|of (?:them|these)|within|and|to)\s*[£$€]?$", lead[-12:]):
            continue
        if _is_of_range(found, scene, mention, extent):
            yield _claim(extent, scene, mention, found[1].lower())
            return


def _last_value(lead: str) -> re.Match[str] | None:
    """The superlative nearest to the figure."""
    starts = [hit.start() for hit in _BEST_WORD.finditer(lead)]
    return _VALUE.match(lead, starts[-1]) if starts else None


def _is_of_range(found: re.Match[str], scene: Scene, mention: Mention, extent: Extent) -> bool:
    """Whether the value is of the things whose range is told: the superlative's own noun, or any noun of an average."""
    told = _ASIDE.sub(" ", found[2])
    if places_in(told) - places_in(extent.scene.text):
        return False
    if found[1].lower() in _MEANS:
        if extent.ages and re.match(r" ages?\b", found[2]):
            return not _OTHERS.search(scene.text) and not places_in(scene.text) - places_in(extent.scene.text)
        outside = places_in(scene.text) - places_in(extent.scene.text)
        near = f"{told} {scene.text[mention.end : mention.end + 25]}"
        # "The full-time staff, at a median of $44,500": who it is of stands before.
        lead = re.split(r"[;:]|, (?:and|but|while)\b", scene.text[: mention.start])[-1] if not _stems(told) else ""
        pointing = (
            not _stems(told)
            and re.search(r"\b(?:they|these|it)\b", told)
            and 0 < scene.passage.index - extent.scene.passage.index < 3
        )
        warmth = (extent.like.quantity.unit or "").startswith(
            "degree"
        ) and 0 < scene.passage.index - extent.scene.passage.index < 4
        return not outside and (
            bool(pointing) or warmth or _shared(near, extent.scene.text) or len(_stems(lead) & _stems(extent.scene.text)) > 0
        )
    near = 0 < scene.passage.index - extent.scene.passage.index < 3
    opens = scene.text.lower().startswith(f"the {found[1].lower()} ") and not re.search(r"\b(?:in|of)\b", told)
    if near and opens and found[1].lower() in _PRICED and extent.like.kind == "money" and _PRICES.search(extent.scene.text):
        return True
    if found[1].lower().startswith("as "):
        return _shared(scene.text[: mention.start], extent.scene.text)
    if not _stems(told) and re.search(r"\b[Tt]he $", scene.text[: mention.core[0]][: -len(found[0])]):
        # "The largest, at 12 tonnes, lies by the gate": of what was just told.
        return 0 < scene.passage.index - extent.scene.passage.index < 4
    return _shared(" ".join(told.split()[:3]), extent.scene.text)


def _members(extent: Extent, scene: Scene) -> Iterator[Claim]:
    """A named member of the group whose ages are told."""
    if not (_MEMBER.search(scene.text) or _TOOK_PART.search(scene.text)):
        return
    for mention in scene.quantities:
        value = mention.quantity.value
        named = re.search(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+, (?:aged )?$", scene.text[: mention.start])
        if mention.kind in ("age", "number") and value is not None and named and re.match(r"[,.]", scene.text[mention.end :]):
            yield _claim(extent, scene, mention, "member's")
            return


def _may_lie(mention: Mention, extent: Extent) -> bool:
    like = extent.like
    if mention.kind == "money" and like.kind == "money":
        if mention.quantity.currency != like.quantity.currency:
            return False
    elif extent.ages:
        if mention.kind not in ("age", "number"):
            return False
    elif not is_alike(mention, like) and not (mention.kind in COUNTS and like.kind in COUNTS):
        return False
    elif mention.kind == like.kind == "count" and mention.quantity.unit != like.quantity.unit:
        return False
    return extent.low / 3 < mention.quantity.value < extent.high * 3


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _EMPTY and word not in _MEASURING)


def _stem(word: str) -> str:
    for ending, single in (("ies", "y"), ("ves", "f"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + single
    return word


def _shared(one: str, other: str) -> bool:
    """Whether the two texts share a word, or the beginning of one ("one-bed", "one-bedroom flats")."""
    first, second = _stems(one), _stems(other)
    if first & second:
        return True
    return any(
        b.startswith(a) or a.startswith(b)
        for a in first
        for b in second
        if min(len(a), len(b)) >= 3 and a[:3] == b[:3] and abs(len(a) - len(b)) <= 5
    )


def _claim(extent: Extent, scene: Scene, mention: Mention, what: str) -> Claim:
    return scene.claim(
        mention,
        "range",
        parts=(extent.place,),
        stated=mention.quantity.allows if what in _MEANS else arithmetic.written(mention.quantity) or mention.quantity.allows,
        implied=extent.allows,
        words=(("what", what),),
        flags=frozenset(["member"]),
    )
