"""Which two figures a change speaks of, where it stands apart from them: by the words, never by the figures.

In:  a change told on its own and a pair of figures of the same article.
Out: whether the words tie them.
     "… 7,560, where in 2001 there were 8,400." and "A drop of 12 per cent"      →  tied: the drop points back
     "… 7,560, where in 2001 there were 8,400." and "up 40% since 1980"          →  not tied: from another time
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.claims.agreement.topics import masked, names, overlap, topic
from checker.claims.change.pairs import Pair, figures
from checker.claims.change.told_changes import ToldChange
from checker.claims.figures import COUNTS
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.mention import Mention

# How many sentences may lie between a change and its figures where words point back, and where the topic ties them.
_BACK, _FAR = 6, 12
# … and between two percentages and their difference, which is a coincidence seldom.
_NEXT, _POINTS = 2, 5
_OTHER_BASE = re.compile(
    r"\b(?:since|over the (?:past|last)|in the (?:past|last|previous)|during the previous|during the (?:past"
    r"|last)|on average|a year on average|annually|each year|per year)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"^\s*(?:it|they|there|the (?:figure|total|number|rate|average|level|count|price|median)|numbers|figures)\b", re.I
)
_TO_LEVEL = re.compile(
    r"^[^.;:()\d]{0,40}?[,]?\s(?:to|at|from|on|than|against|with|reaching|totalling|or)\s[^.;:()\d]{0,30}$", re.I
)
_LEVEL_BEFORE = re.compile(r"^[^.;:\d]{0,45}[,(–—]?\s*(?:or\s+|an?\s+|which is\s+|was\s+|were\s+)?$", re.I)
_BASE_TOLD = re.compile(
    r"^\s+(?:from|on|over|above|below|than|against|compared (?:with|to)|versus)\s+(?:the\s+|its\s+"
    r"|a\s+)?(?!(?:a |the |its |same |last |previous |corresponding )*(?:year|month|week|season|time|quarter"
    r"|decade|last|then|now|when|before|20|19))([^.,;:\d]{3,40})",
    re.I,
)
# Sums of money have no count of things for their figures.
_MONEY_MOVED = re.compile(
    r"\b(?:revenues?|turnover|profits?|earnings|incomes?|prices?|costs?|wages?|spending|takings"
    r"|store sales)\b[^.;:]{0,30}$|\bsales\s+$",
    re.I,
)
_NEW_SUBJECT = re.compile(
    r"[;:]|\b(?:and|while|but|whereas|with|as|though|although)\s+(?!(?:so|thus|then|has|have|had|is|was|were|that|this|it|they)\b)"
    r"(?:[\w'’-]+\s+){0,4}?[\w'’-]+(?:,|\s+$|\s+(?:which|that|has|have|had|is|are|was|were)\b)",
    re.I,
)
_MOVER = re.compile(
    r"\b(?:the|its|their|that|this)\s+(?:[\w-]+\s+)?(rate|share|price|index|level|turnout|yield|deficit|surplus|inflation)\s+"
    r"(?:[a-z]+\s+)?[a-z]+(?:ed|ing|ose|ell|ew|es|s|ank|unk|own)\s+from\s+$",
    re.I,
)
_SUBJECT = re.compile(r"^(?:[A-Z]{3,}[\w ,]*\s(?:--|—|–)\s)?(?:The|Its|Their|Our)\s[^.,;:]{3,60}$")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_SHARES = re.compile(r"\b(?:proportion|share|percentage|rate)\b", re.I)
_PRICES = re.compile(r"\b(?:prices?|costs?|values?|wages?|pay|salar(?:y|ies))\b", re.I)
# What a bare count of people is called.
_HEADS = re.compile(
    r"\b(?:the|its|our|their)\s+(?:population|membership|number|total|headcount|roll|figure)\s+(?:has|had|have|is|was)?\s*$", re.I
)
_MONTH_BEHIND = 15
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a change is told. ``is_only``: the article has one pair, ``is_only_share`` one of percentages.

    ``is_crowded``: it tells of many changes.
    """

    article: Article
    scene: Scene | None
    is_only: bool
    is_only_share: bool
    is_crowded: bool


def is_of_kind(change: ToldChange, pair: Pair) -> bool:
    """Whether what moved, by name, may have such figures: a share has percentages, a price has money."""
    kind = pair.before.mention.kind
    if _MONTH.fullmatch(change.named):
        return pair.passages[0] == pair.passages[1] and change.named in _months_after(pair)
    if _SHARES.search(change.named):
        return kind == "percent"
    return kind == "money" if _PRICES.search(change.named) else True


def sentences_apart(index: int, pair: Pair) -> int:
    first, last = pair.passages
    return 0 if first <= index <= last else min(abs(index - first), abs(index - last))


def is_meant(index: int, change: ToldChange, scope: Scope, pair: Pair) -> bool:
    """Whether the words tie the change to this pair; the figures are not asked."""
    text = scope.article.passages[index].text
    distance = sentences_apart(index, pair)
    if _has_other_base(text, change, pair):
        return False
    is_later = index > pair.passages[1]
    if change.is_verb:
        return _goes_on(text, index, change, scope.article, pair)
    if pair.before.mention.kind in COUNTS and _MONEY_MOVED.search(text[max(0, change.start - 60) : change.start]):
        return False
    rest = text.replace(change.named, "") if distance == 0 and change.named else ""
    if change.named and _MONTH.fullmatch(change.named):
        return is_later
    if topic(change.named) and not topic(change.named) & (topic(rest) if rest else pair.topic):
        return False
    if distance == 0:
        return _is_same_clause(text, change, pair)
    near = _POINTS if scope.is_only_share else _NEXT
    if is_later and distance <= near and change.mention is not None and pair.before.mention.kind == "percent":
        return True
    if scope.is_only and pair.is_bare and change.mention is None and change.factor is None and not change.points_back:
        return pair.before.mention.kind != "percent"
    if is_later and distance <= _POINTS and _is_only_count(scope, pair, text[max(0, change.start - 60) : change.start], change):
        return True
    shared = overlap(topic(text), pair.topic)
    told, known = names(text), names(pair.before.scene.text) | names(pair.after.scene.text)
    if told and known and not told & known and not (change.points_back and is_later):
        return False
    if change.points_back and is_later:
        return distance <= _BACK
    if scope.is_crowded:
        return False
    if not is_later and distance == 1 and _PRONOUN.match(scope.article.passages[pair.passages[0]].text):
        # "The herd has tripled. There were 120 animals in 2010; …"
        return True
    if distance <= 2 and pair.is_bare and not known and not is_later:
        return True
    return bool(shared) and distance <= (_FAR if scope.is_only else _BACK)


def _is_only_count(scope: Scope, pair: Pair, lead: str, change: ToldChange) -> bool:
    """ "There were 2,480 in 2016 and there are 3,100 now. … the population has increased by 20 per cent"."""
    told = change.by_verb and change.mention is not None and scope.is_only and not scope.is_crowded
    return told and pair.is_bare and pair.before.mention.kind in COUNTS and _HEADS.search(lead) is not None


def _months_after(pair: Pair) -> list[str]:
    """The month that the later figure is told of: "rose to 6.2% in May"."""
    place = pair.after
    return _MONTH.findall(place.scene.text[place.mention.end : place.mention.end + _MONTH_BEHIND])


def _is_same_clause(text: str, change: ToldChange, pair: Pair) -> bool:
    """ "went from 40 to 50 tonnes, and exports, which grew 12%": what grew is told anew between the figures and the change."""
    places = [place.mention.end for place in (pair.before, pair.after) if place.scene.text == text]
    end = max((at for at in places if at <= change.start), default=None)
    if end is None or not change.by_verb:
        return True
    return _NEW_SUBJECT.search(text[end : change.start]) is None


def has_own_level(change: ToldChange, scene: Scene | None, pair: Pair) -> bool:
    """ "rose 4.5% to $193bn": the change is told of that figure, which is not the pair's."""
    if scene is None:
        return False
    text = masked(scene)
    for mention in figures(scene):
        behind, before = text[change.end : mention.start], text[mention.end : change.start]
        is_own = (
            mention.start >= change.end and _TO_LEVEL.match(behind) or mention.end <= change.start and _LEVEL_BEFORE.match(before)
        )
        # "from 8% to 11%, an increase of 3%, says the chamber, which sent 12 people round": people are no level of a share.
        if is_own and mention is not change.mention and _may_be_level(mention, pair):
            if all(mention.quantity.value != place.mention.quantity.value for place in (pair.before, pair.after)):
                return True
    return False


def _may_be_level(mention: Mention, pair: Pair) -> bool:
    return mention.kind not in ("count", "duration") or pair.after.mention.kind != "percent"


def _goes_on(text: str, index: int, change: ToldChange, article: Article, pair: Pair) -> bool:
    """ "Exports increased: they came to …"; "Class size declined. It now stands at …"."""
    if pair.passages == (index, index):
        place = pair.before.mention.start
        return (
            bool(re.match(r"[^:;—–]*[:;—–]", text[change.end :]))
            and _PRONOUN.search(re.split(r"[:;—–]", text)[1]) is not None
            and place > change.end
        )
    if pair.passages[0] > index and _is_same_mover(text, index, change, pair):
        return True
    if pair.passages != (index + 1, index + 1):
        return False
    return (
        overlap(topic(text), topic(article.passages[index + 1].text))
        or _PRONOUN.match(article.passages[index + 1].text) is not None
    )


def _is_same_mover(text: str, index: int, change: ToldChange, pair: Pair) -> bool:
    """ "The jobless rate fell in October. … with the rate rising from 5.1 to 5.4 per cent": one thing moves both ways."""
    place = pair.before if pair.before.mention.start < pair.after.mention.start else pair.after
    if pair.passages[0] != pair.passages[1] or pair.passages[0] - index > _BACK or pair.after.mention.kind in COUNTS:
        return False
    mover = _MOVER.search(place.scene.text[max(0, place.mention.start - 60) : place.mention.start])
    said = _SUBJECT.search(text[: change.start])
    if mover is None or said is None or mover[1].lower() not in said[0].lower().split():
        return False
    months = set(_MONTH.findall(text))
    return not months or bool(months & set(_MONTH.findall(place.scene.text)))


def _has_other_base(text: str, change: ToldChange, pair: Pair) -> bool:
    """ "up 40% since 2001": from another time than the pair's."""
    if change.mention is None:
        return False
    told = _BASE_TOLD.match(text[change.end : change.end + 60])
    if told is not None and topic(told[1]) and not topic(told[1]) & pair.topic - topic(text):
        near = pair.before.mention.start - change.end if pair.before.mention.passage == pair.passages[1] else None
        if near is None or not 0 <= near < 40 or pair.before.scene.text != text:
            return True
    around = text[max(0, change.start - 50) : change.end + 40]
    years = set(_YEAR.findall(around))
    known = set(_YEAR.findall(pair.before.scene.text)) | set(_YEAR.findall(pair.after.scene.text))
    return bool(_OTHER_BASE.search(around)) and not years & known and not change.points_back
