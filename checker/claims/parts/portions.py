"""Portions: a percentage or a word for a share, beside the part and the whole that it is the share of.

In:  a scene.
Out: `fraction` claims with the flag "worded" (a fraction or majority in words) or "counted" (a percentage):
     ``part``, ``total``; ``stated`` is the share as told and ``implied`` what part and whole give, both in percent.
     "less than half of the $1.3m, $667,000, was spent"  →  stated [0, 50), implied [49.4, 53.4]
     "of the 1,200 staff, 300 (35%) left"                →  stated [34.4, 36], implied [23.8, 26.3]

What words like *most* allow stands in tables/portions.yaml.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import figures_of, in_sum, is_alike, noun_of, number_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

# A sentence with more figures than this is a list, not a share with its whole.
_MOST = 60
_ADDABLE = frozenset(["number", "count", "money", "measure"])
_OPEN = (
    r"\s*(?:,|\(|–|—|\s-\s)\s*"
    r"(?:(?:or|that is|i\.e\.|about|around|some|roughly|just|only|a total of|at|namely|which is|amounting to|equal to)\s*){0,3}"
)
_SAME = r"of (?:them|those|these|all|the total|the whole|it|that)\b"
# "45 in all": all there are, of that or another kind.
_CLOSE = re.compile(rf"^(?!\s+(?:in all|in total|altogether))\s*(?:{_SAME}\s*)?(?:[\w'’-]+\s*){{0,2}}(?:[,.;:)–—]|\s-\s|$)", re.I)
_THE = r"(?:(?:the|its|his|her|their|our|these|those|a|an|all|total|of|some|about|more than|over|nearly)\s+){0,3}"
_OF = re.compile(rf"^(?:\s+[\w'’-]+){{0,3}}?\s+(?:out\s+)?of\s+{_THE}$", re.I)
_PORTION_OF = re.compile(rf"^\s*(?:out\s+)?of\s+{_THE}$", re.I)
_ASIDE = re.compile(rf"^(?:\s+[\w'’-]+){{0,6}}?{_OPEN}$", re.I)
_BEHIND = re.compile(
    rf"^(?:\s+[\w'’$£€-]+){{0,8}}?{_OPEN}(?:an?\s+|the\s+)?(?:(?:turnout|share|rate|proportion|\w+ rate|majority)\s+of\s+)?$",
    re.I,
)
_WHICH_IS = re.compile(
    r"^(?:\s+[\w'’-]+){0,8}?\s*(?:,|\(|;|–|—)\s*(?:which|that|this|it)?\s*(?:is|was|were|are|makes|equals|represents|representing"
    r"|amounts to|means)\s+(?:about|around|some|roughly|only|just)?\s*$",
    re.I,
)
_LEADING_OF = re.compile(rf"(?:^|[.;,]\s+)(?:out\s+)?of\s+{_THE}$", re.I)
_CLAUSE = re.compile(r"^[^.;:()\d]{0,60}?,[^.;:(\d]{0,30}$")
_WORDED = re.compile(
    r"^(?:\s+of\s*|(?:\s+of)?(?:\s+(?!or\b)[\w'’-]+){0,8}?\s*(?:\(|–|—|\s-|,\s*(?:or|that is|at))\s*)"
    r"(?:about|around|some|roughly|nearly|just|only|or)?\s*$",
    re.I,
)
_FIRST_BEHIND = re.compile(r"^\s*(?:,|\(|–|—)\s*(?:or|that is|i\.e\.|about|around|roughly|just|only)*\s*(?:a|the)?\s*$", re.I)
# "of last year's", "of its target": the share is of something else than the whole just told.
_OF_OTHER = re.compile(r"^\s*(?:of|in|from|as|more|less|fewer|higher|lower|up|down|below|above)\b", re.I)
_OF_SAME = re.compile(rf"^\s*{_SAME}", re.I)
# "two-thirds of the 90 stalls, 45 of them, sold food": nothing more is said of the 45.
_OF_SAME_ONLY = re.compile(r"^\s*of (?:them|those|these)\s*[,)–—]", re.I)
_THAT_IS = re.compile(
    r"^(?:That|This|It|Which|They) (?:is|was|were|are|makes|made|means|represents|represented|amounts to|comes to|equals)\s+"
    r"(?:only |just |about |around |roughly |some )?(?=\S)"
)
_OF_THEM = re.compile(r"\bof (?:them|these|those)\b", re.I)
_THEM_BEHIND = re.compile(r"^\s+of (?:them|these|those)\s*(?:,\s*(?:or|that is|about)|\(|–|—)\s*(?:or\s+|about\s+)?$", re.I)
_SPOKEN = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_NUMBER = r"(" + "|".join(_SPOKEN) + r"|10)"
_ONE_IN = re.compile(rf"\b{_NUMBER} (?:in|out of)(?: every)? {_NUMBER}\b(?! (?:months|years|days|weeks|games|matches))", re.I)
_MAKES_UP = re.compile(
    r"^(?:\s+(?!and\b|of\b)[\w'’-]+){0,4}?\s+(?:ma(?:kes?|de) up|account(?:s|ed)? for|represent(?:s|ed)?|are|were"
    r"|(?:is|are|was|were) home to|holds?|held|houses?|compris(?:es?|ed)|constitut(?:es?|ed)|amount(?:s|ed)? to)\s+"
    r"(?:only |just |about |some |around )?$",
    re.I,
)
# "Two thirds of the patients, 41 of 90": the figures of the share just told.
_FIGURES_BEHIND = re.compile(
    r"^(?:\s+of)?(?:\s+(?!and\b|or\b|but\b|than\b)[\w'’-]+){0,8}?\s*(?:,|\(|:|–|—|\s-\s)\s*"
    r"(?:(?:or|that is|i\.e\.|namely|some|only|just|in all|at)\s+){0,2}$",
    re.I,
)
_OUT_OF = re.compile(rf"^(?:\s+[\w'’-]+){{0,2}}?\s+(?:out\s+)?of\s+{_THE}$", re.I)
_RATIO = re.compile(r"\d+ (?:in|of|out of)(?: every| the)? \d+")
_HALF_TIME = re.compile(r"\b(?:first|second|other|last|opening|final) $", re.I)
_MOST_THINGS = re.compile(r"^ (?:[a-z]+s|people|men|women|children)\s*[,(–—]")
# "$667,000 of the $1.3m it needs, less than half of the target".
_NEEDED = re.compile(r"\b(?:need|target|goal|aim|want|ask|requir|sought|seek|hope|cost)\w*", re.I)
_OF_NEEDED = re.compile(r"^\s*of (?:the|its|their|his|her|that|this) (?:target|goal|sum|amount|money|total|cost|bill)\b", re.I)
_ARTICLED = frozenset(["third", "quarter", "fifth", "tenth"])
# Small parts of a whole read as names: "the first quarter, 12 of 30".
_UNFIGURED = frozenset(["quarter", "third", "half", "the half", "the third", "the quarter"])
_RESTATED = re.compile(r"\bor\b|\(", re.I)


@dataclass(frozen=True, slots=True)
class Portion:
    """A share as told, at passage offsets; ``allows`` in percent."""

    start: int
    end: int
    allows: Interval
    is_word: bool


def find_portions(scene: Scene) -> Iterator[Claim]:
    if len(scene.mentions) > _MOST:
        return
    figures, portions = None, list(portions_of(scene))
    yield from _worded_percents(scene, portions)
    yield from _worded_ratios(scene, portions)
    for portion in portions:
        if figures is None:
            figures = [m for m in figures_of(scene) if m.kind in _ADDABLE and m.quantity.value is not None]
        pair = _pair(scene, portion, [m for m in figures if m.end <= portion.start or m.start >= portion.end])
        if pair is not None:
            yield from _claim(scene, portion, *pair)


def portions_of(scene: Scene) -> Iterator[Portion]:
    """The shares that a sentence tells, in percent or in words."""
    for mention in scene.quantities:
        if mention.kind == "percent" and mention.quantity.value is not None and re.search(r"%|per|pct", mention.quote):
            yield Portion(mention.start, mention.end, rounded_percent(mention), False)
    for found in _ONE_IN.finditer(scene.text):
        part, whole = (_SPOKEN.get(text.lower()) or int(text) for text in found.groups())
        if 0 < part < whole:
            # "one in three" is said from "two in seven" to "two in five".
            low, high = (Decimal(100 * part) / (whole + Decimal(change)) for change in ("0.5", "-0.5"))
            yield Portion(found.start(), found.end(), Interval.between(low - 1, high + 1), True)
    words, hedges = _words()
    for found in words.finditer(scene.text):
        hedge = hedges.get(" ".join((found["hedge"] or "").lower().split()), "")
        allows = _allowed(found["word"].lower(), hedge)
        # "the fourth quarter", "the third", "the second most": a share has its article or its hedge, "most" its "of".
        word = found["word"].lower()
        bare = found["article"] is None and not hedge and word in _ARTICLED or word == "most" and not _is_most(scene, found)
        bare = bare or word == "half" and _HALF_TIME.search(scene.text, 0, found.start()) is not None
        if allows is not None and not bare:
            yield Portion(found.start(), found.end(), allows, True)


def _is_most(scene: Scene, found: re.Match[str]) -> bool:
    """ "Most of the schools" and "most schools, 12 of 30,": not "the most popular"."""
    behind = scene.text[found.end() : found.end() + 30]
    return behind.startswith(" of") or found[0].lower() == "most" and bool(_MOST_THINGS.match(behind))


def rounded_percent(mention: Mention) -> Interval:
    """What the digits were rounded or cut from."""
    quantity = mention.quantity
    value = quantity.value
    low, high = arithmetic.ends(quantity.allows)
    step = Decimal(1).scaleb(min(value.as_tuple().exponent, 0))
    if quantity.modifier == "about":
        step = Decimal(4) if value % 5 == 0 else Decimal(2)
    if low is not None:
        below = step if quantity.modifier == "about" else step * Decimal("0.6")
        low = min(low, value - below) if quantity.modifier in ("exact", "about") else low
    if high is not None:
        high = max(high, value + step) if quantity.modifier in ("exact", "about") else high
    return Interval(None if low is None else Bound(low), None if high is None else Bound(high, quantity.modifier != "less_than"))


@functools.cache
def _table() -> dict:
    return load_table("checker.claims.tables", "portions.yaml")


@functools.cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    table = _table()
    hedges = {word: name for name, words in table["hedges"].items() for word in words}
    every = [word for row in table["words"] for word in row["written"]]
    word = "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))
    hedge = "|".join(re.escape(word) for word in sorted(hedges, key=len, reverse=True))
    return re.compile(rf"\b(?:(?P<hedge>{hedge})\s+)?(?:(?P<article>an?|one)[ -]|the )?(?P<word>{word})\b(?![-’'])", re.I), hedges


@functools.cache
def _allowed(word: str, hedge: str) -> Interval | None:
    for row in _table()["words"]:
        if word in row["written"]:
            low, high = (Decimal(str(end)) for end in row["allows"])
            if "is" not in row:
                ends = (row.get("above", True), row.get("below", True))
                return Interval.between(low, high, includes=ends) if not hedge else None
            share = Decimal(str(row["is"]))
            ends = {
                "": (low, high, True, True),
                "about": (low - 3, high + 3, True, True),
                "nearly": (low - 3, share, True, True),
                "just over": (share, high + 3, True, True),
                "more than": (share, Decimal(100), False, True),
                "less than": (Decimal(0), share, True, False),
                "exactly": (share - Decimal("0.5"), share + Decimal("0.5"), True, True),
            }[hedge]
            return Interval.between(ends[0], ends[1], includes=ends[2:])
    return None


def _worded_percents(scene: Scene, portions: Sequence[Portion]) -> Iterator[Claim]:
    """ "more than a third of all women – 35.6% –": the word and the percentage for one share."""
    for word in portions:
        percent = min((p for p in portions if not p.is_word and p.start >= word.end), key=lambda p: p.start, default=None)
        if not word.is_word or percent is None or not _CLOSE.match(scene.text[percent.end : percent.end + 60]):
            continue
        glue = scene.text[word.end : percent.start]
        # A ratio beside a percentage is read where shares are.
        told = any(m.kind == "ratio" and m.start < word.end and word.start < m.end for m in scene.mentions)
        if told or not _WORDED.match(glue):
            continue
        mention = number_at(scene, word.start, word.end, Decimal(0))
        yield scene.claim(
            replace(mention, quantity=None),
            "fraction",
            parts=(scene.part("fraction", word.start, word.end), scene.part("percent", percent.start, percent.end)),
            stated=percent.allows,
            implied=word.allows,
        )


def _worded_ratios(scene: Scene, portions: Sequence[Portion]) -> Iterator[Claim]:
    """ "About half of the bridges, 70 out of 200,": both are shares in words, the second with its figures."""
    ratios = [m for m in scene.quantities if m.kind == "ratio" and _RATIO.fullmatch(m.quote)]
    for word in portions:
        ratio = next((m for m in ratios if m.start >= word.end), None)
        if scene.text[word.start : word.end].lower() in _UNFIGURED:
            continue
        if ratio is None or not word.is_word or not _FIGURES_BEHIND.match(scene.text[word.end : ratio.start]):
            continue
        share = ratio.quantity.allows.times(arithmetic.HUNDRED)
        yield scene.claim(
            replace(number_at(scene, word.start, word.end, Decimal(0)), quantity=None),
            "fraction",
            parts=(scene.part("fraction", word.start, word.end), scene.mention_part("percent", ratio)),
            stated=share,
            implied=word.allows,
        )


def _pair(scene: Scene, portion: Portion, figures: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """(part, whole) where the words tie the portion to both; None where they do not, or not surely."""
    text = scene.text
    before = [m for m in figures if m.end <= portion.start][-2:]
    after = [m for m in figures if m.start >= portion.end][:2]
    if len(after) == 2 and _PORTION_OF.match(text[portion.end : after[0].start]):
        # "less than half of the $1.3m raised, $667,000,"
        behind = text[after[1].end : after[1].end + 60]
        is_same = _OF_SAME.match(behind) and not _OF_SAME_ONLY.match(behind)
        if _ASIDE.match(scene.between(*after)) and _CLOSE.match(behind) and not is_same:
            return after[1], after[0]
    if len(after) == 2 and portion.is_word and _FIGURES_BEHIND.match(text[portion.end : after[0].start]):
        if _OUT_OF.match(scene.between(*after)) and text[portion.start : portion.end].lower() not in _UNFIGURED:
            return after[0], after[1]
    if len(after) == 2 and re.fullmatch(r"\s*[(,]\s*(?:or\s+)?", text[portion.end : after[0].start]):
        # "35% (300) of the 1,200 staff"
        if re.match(rf"^\s*[),]?(?:\s+[\w'’-]+){{0,2}}?\s*[),]?\s*of\s+{_THE}$", scene.between(*after), re.I):
            return after[0], after[1]
    verb = before and after and _MAKES_UP.match(text[before[-1].end : portion.start])
    if verb or before and after and _FIRST_BEHIND.match(_tail(text, before[-1], portion)):
        # "300 (35%) of the 1,200 staff"; "300 jobs, 35% of its workforce of 1,200"
        if re.match(rf"^\s*\)?,?\s*of\s+{_THE}(?:[\w'’-]+\s+){{0,2}}(?:of\s+)?$", text[portion.end : after[0].start], re.I):
            return before[-1], after[0]
    if len(before) < 2:
        return None
    first, second = before
    glue, lead = scene.between(first, second), text[second.end : portion.start]
    behind = text[portion.end : portion.end + 60]
    if not _of_whole(scene, second, behind, lead) and (
        not _CLOSE.match(behind) or _OF_OTHER.match(behind) and not _OF_SAME.match(behind)
    ):
        return None
    if _OF.match(glue) and (_BEHIND.match(lead) or _WHICH_IS.match(lead)):
        # "12 of the 40 members, nearly half,"; told in brackets or with "or" it is the share's own page that reads it.
        return None if not portion.is_word and _restates(lead) else (first, second)
    if _LEADING_OF.search(text[: first.start]) and _CLAUSE.match(glue) and (_BEHIND.match(lead) or _WHICH_IS.match(lead)):
        return second, first
    return None


def _of_whole(scene: Scene, whole: Mention, behind: str, lead: str) -> bool:
    """Whether the share is said to be of the whole just told: "of the target", "of the councillors"."""
    if _OF_NEEDED.match(behind):
        return bool(_NEEDED.search(lead) or _NEEDED.search(scene.before(whole, 30)))
    noun = noun_of(scene, whole)
    return noun is not None and bool(re.match(rf"\s*of\s+{_THE}{re.escape(noun)}(?:s|es)?\b", behind, re.I))


def find_portions_across(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "The union asked 200 members. Some 90 of them (60%) agreed." and "… 90 of the 200 agreed. That is 60%." """
    for before, after in itertools.pairwise(scenes):
        if before.passage.block.index != after.passage.block.index or after.passage.index != before.passage.index + 1:
            continue
        if (found := _THAT_IS.match(after.text)) is not None:
            yield from _that_is(before, after, found.end())
        elif _OF_THEM.search(after.text):
            yield from _of_them(before, after)


def _that_is(before: Scene, after: Scene, start: int) -> Iterator[Claim]:
    portion = next((p for p in portions_of(after) if p.start == start), None)
    figures = [m for m in figures_of(before) if m.kind in _ADDABLE and m.quantity.value is not None]
    if portion is None or len(figures) != 2 or not _CLOSE.match(after.text[portion.end : portion.end + 60]):
        return
    first, second = figures
    if _OF.match(before.between(first, second)):
        yield from _claim(after, portion, first, second)
    elif _LEADING_OF.search(before.text[: first.start]) and _CLAUSE.match(before.between(first, second)):
        yield from _claim(after, portion, second, first)


def _of_them(before: Scene, after: Scene) -> Iterator[Claim]:
    wholes = [m for m in figures_of(before) if m.kind == "count" and m.quantity.value is not None]
    parts = [m for m in figures_of(after) if m.kind in ("number", "count") and m.quantity.value is not None]
    if len(wholes) != 1 or noun_of(before, wholes[0]) is None:
        return
    # "Of the 52 towers, 27 were home to bats. In nine of them": of the 27.
    if any(m.start > wholes[0].end and m.kind in ("number", "age") for m in figures_of(before)):
        return
    for portion in portions_of(after):
        near = [m for m in parts if m.end <= portion.start]
        # "Some 780 voted; 585 of them, or 75%": of the 780.
        if any(m.quantity.value > near[-1].quantity.value for m in near[:-1]):
            continue
        if near and _THEM_BEHIND.match(after.text[near[-1].end : portion.start]) and _CLOSE.match(after.text[portion.end :][:60]):
            yield from _claim(after, portion, near[-1], wholes[0])


def _restates(lead: str) -> bool:
    return bool(_RESTATED.search(lead)) and len(lead.split()) <= 4


def _tail(text: str, figure: Mention, portion: Portion) -> str:
    """What stands between a figure, with the noun it counts, and the portion."""
    return re.sub(r"^(?:\s+[\w'’-]+){0,7}?(?=\s*[,(–—])", "", text[figure.end : portion.start])


def _claim(scene: Scene, portion: Portion, part: Mention, whole: Mention) -> Iterator[Claim]:
    if not is_alike(part, whole) or not whole.quantity.value or part.quantity.value > whole.quantity.value:
        return
    implied = arithmetic.ratio(in_sum(part), in_sum(whole))
    if implied is None:
        return
    yield scene.claim(
        part,
        "fraction",
        parts=(
            scene.mention_part("part", part),
            Part("whole", whole.span, whole.quote),
            scene.part("share", portion.start, portion.end),
        ),
        part=part.quantity.allows,
        total=whole.quantity.allows,
        stated=portion.allows,
        implied=implied.times(arithmetic.HUNDRED),
        flags=frozenset(["worded" if portion.is_word else "counted"]),
    )
