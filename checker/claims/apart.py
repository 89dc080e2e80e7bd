"""Changes apart from their figures: what is told in one sentence, held against what another's figures give.

In:  the scenes of an article.
Out: `change` and `multiple` claims with the flag "apart", as in `change` and `multiples`.
     "… 7,560, where in 2001 there were 8,400. … A drop of 12 per cent"  →  stated [11.5, 12.5], implied [9.4, 10.6]
     "… 140 in 2019. The latest count is 350. … has doubled"              →  stated [1.7, 2.3], implied 2.5
     "grew to 5,230 from 4,870. … This fall"                              →  direction down, implied_direction up

A change that any pair of the article gives is right, whatever else stands near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.change import find_changes
from checker.claims.figures import COUNTS, in_sum, is_alike
from checker.claims.multiples import find_multiples
from checker.claims.pairs import Pair, Place, figures, find_pairs
from checker.claims.scene import Scene
from checker.claims.told_changes import ToldChange, find_told
from checker.claims.topics import masked, names, overlap, topic
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.quantity import Interval

# How many sentences may lie between a change and its figures where words point back, and where the topic ties them.
_BACK, _FAR = 6, 12
_CROSSED = 3
# With more changes or pairs than this, words alone no longer tell which belong together.
_CHANGES, _PAIRS = 3, 4
# A slip is of about the size of what is right; another size tells of another thing.
_SIZES = (Decimal("0.35"), Decimal(3))
_FACTOR_SIZES = (Decimal("0.4"), Decimal("2.6"))
_BLOCKS = frozenset(["paragraph", "list_item", "quote"])
_LOOSE = Decimal("0.15")
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
_SHARES = re.compile(r"\b(?:proportion|share|percentage|rate)\b", re.I)
_PRICES = re.compile(r"\b(?:prices?|costs?|values?|wages?|pay|salar(?:y|ies))\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find_changes_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    told = list(_all_told(scenes, article))
    if not told:
        return
    amounts = {change.mention for _, change in told if change.mention is not None}
    pairs = list(find_pairs(scenes, amounts))
    others = [Place(scene, m) for scene in scenes for m in figures(scene) if m not in amounts]
    if not pairs:
        return
    by_passage = {scene.passage.index: scene for scene in scenes}
    for index, change in told:
        scene = by_passage.get(index)
        if scene is not None and _is_told_beside(scene, change):
            continue
        pair = _pair_for(index, change, article, scene, pairs, told)
        crossed = _crossed(index, pair, others) if pair is not None and change.mention is not None else ()
        if pair is not None and not any(_fits(change, other) for other in crossed):
            yield from _claim(article, index, change, pair)


def _crossed(index: int, pair: Pair, others: Sequence[Place]) -> Iterator[Pair]:
    """Either figure of *pair* with another such figure near the change: the change may be between those."""
    for other in others:
        if not abs(other.scene.passage.index - index) <= _CROSSED:
            continue
        for one in (pair.before, pair.after):
            if other.mention not in (pair.before.mention, pair.after.mention) and is_alike(one.mention, other.mention):
                yield Pair(one, other, frozenset())
                yield Pair(other, one, frozenset())


def _all_told(scenes: Sequence[Scene], article: Article) -> Iterator[tuple[int, ToldChange]]:
    by_passage = {scene.passage.index: scene for scene in scenes}
    for passage in article.passages:
        if passage.block.kind in _BLOCKS:
            for change in find_told(passage.text, by_passage.get(passage.index)):
                yield passage.index, change


def _is_told_beside(scene: Scene, change: ToldChange) -> bool:
    """Whether the sentence itself gives the figures of this change; its own recogniser weighs it."""
    place = scene.passage.span(change.start, change.end)
    for claim in (*find_changes(scene), *find_multiples(scene)):
        if claim.shape == "change" and change.factor is not None or claim.shape == "multiple" and change.factor is None:
            continue
        said = claim.part_named("change") or claim.part_named("verb")
        if claim.stated is not None and said is not None and said.span.start <= place.end and place.start <= said.span.end:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a change is told. ``is_only``: the article has one pair; ``is_crowded``: it tells of many changes."""

    article: Article
    scene: Scene | None
    is_only: bool
    is_crowded: bool


def _pair_for(
    index: int,
    change: ToldChange,
    article: Article,
    scene: Scene | None,
    pairs: Sequence[Pair],
    told: Sequence[tuple[int, ToldChange]],
) -> Pair | None:
    """The pair whose figures the change speaks of; None where none, or more than one, may be meant."""
    alike = [pair for pair in pairs if pair.direction is not None and _is_of_kind(change, pair)]
    if any(_fits(change, pair) for pair in alike):
        return None
    if change.mention is None and change.factor is None:
        alike = alike if all(pair.direction != change.direction for pair in pairs) else []
    else:
        alike = [pair for pair in alike if pair.direction == change.direction and _is_near(change, pair)]
    if not change.points_back:
        # A pair that another change of the article follows from has its change.
        alike = [pair for pair in alike if not any(_fits(other, pair) for _, other in told if other is not change)]
    percents = sum(other.mention is not None for _, other in told)
    scope = _Scope(article, scene, len(pairs) == 1, percents > _CHANGES or len(pairs) > _PAIRS)
    meant = [pair for pair in alike if not _has_own_level(change, scene, pair) and _is_meant(index, change, scope, pair)]
    if len(meant) > 1:
        nearest = min(_distance(index, pair) for pair in meant)
        meant = [pair for pair in meant if _distance(index, pair) == nearest]
    return meant[0] if len(meant) == 1 else None


def _is_of_kind(change: ToldChange, pair: Pair) -> bool:
    """Whether what moved, by name, may have such figures: a share has percentages, a price has money."""
    kind = pair.before.mention.kind
    if _SHARES.search(change.named):
        return kind == "percent"
    return kind == "money" if _PRICES.search(change.named) else True


def _distance(index: int, pair: Pair) -> int:
    first, last = pair.passages
    return 0 if first <= index <= last else min(abs(index - first), abs(index - last))


def _is_meant(index: int, change: ToldChange, scope: _Scope, pair: Pair) -> bool:
    """Whether the words tie the change to this pair; the figures are not asked."""
    text = scope.article.passages[index].text
    distance = _distance(index, pair)
    if _has_other_base(text, change, pair):
        return False
    is_later = index > pair.passages[1]
    if change.is_verb:
        return _goes_on(text, index, change, scope.article, pair)
    if pair.before.mention.kind in COUNTS and _MONEY_MOVED.search(text[max(0, change.start - 60) : change.start]):
        return False
    rest = text.replace(change.named, "") if distance == 0 and change.named else ""
    if topic(change.named) and not topic(change.named) & (topic(rest) if rest else pair.topic):
        return False
    if distance == 0 or is_later and distance <= 2 and change.mention is not None and pair.before.mention.kind == "percent":
        return True
    if scope.is_only and pair.is_bare and change.mention is None and change.factor is None and not change.points_back:
        return pair.before.mention.kind != "percent"
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


def _has_own_level(change: ToldChange, scene: Scene | None, pair: Pair) -> bool:
    """ "rose 4.5% to $193bn": the change is told of that figure, which is not the pair's."""
    if scene is None:
        return False
    text = masked(scene)
    for mention in figures(scene):
        behind, before = text[change.end : mention.start], text[mention.end : change.start]
        is_own = (
            mention.start >= change.end and _TO_LEVEL.match(behind) or mention.end <= change.start and _LEVEL_BEFORE.match(before)
        )
        if is_own and mention is not change.mention:
            if all(mention.quantity.value != place.mention.quantity.value for place in (pair.before, pair.after)):
                return True
    return False


def _goes_on(text: str, index: int, change: ToldChange, article: Article, pair: Pair) -> bool:
    """ "Exports increased: they came to …"; "Class size declined. It now stands at …"."""
    if pair.passages == (index, index):
        place = pair.before.mention.start
        return (
            bool(re.match(r"[^:;—–]*[:;—–]", text[change.end :]))
            and _PRONOUN.search(re.split(r"[:;—–]", text)[1]) is not None
            and place > change.end
        )
    if pair.passages != (index + 1, index + 1):
        return False
    return (
        overlap(topic(text), topic(article.passages[index + 1].text))
        or _PRONOUN.match(article.passages[index + 1].text) is not None
    )


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


def _both(pair: Pair) -> tuple[Interval, Interval]:
    return in_sum(pair.before.mention), in_sum(pair.after.mention)


def _stated(change: ToldChange) -> Interval | None:
    if change.mention is not None:
        return arithmetic.magnitude(arithmetic.rounded(change.mention.quantity))
    if change.factor is None:
        return None
    room = change.factor * _LOOSE
    if change.hedge in ("more than", "over", "at least", "well over", "just over"):
        return Interval.between(change.factor * Decimal("0.97"), change.factor * Decimal("1.5"))
    return Interval.between(change.factor - room, change.factor + room)


def _implied(change: ToldChange, pair: Pair) -> Interval | None:
    before, after = _both(pair)
    if change.factor is not None:
        return arithmetic.ratio(after, before)
    relative = arithmetic.percent_change(before, after)
    return None if relative is None else arithmetic.magnitude(relative)


def _points(pair: Pair) -> Interval | None:
    """The difference of two percentages in points; None for other figures."""
    if pair.before.mention.kind != "percent":
        return None
    gap = arithmetic.difference(pair.after.mention.quantity.allows, pair.before.mention.quantity.allows)
    return None if gap is None else arithmetic.magnitude(gap)


def _fits(change: ToldChange, pair: Pair) -> bool:
    if change.mention is None and change.factor is None:
        return False
    stated, implied = _stated(change), _implied(change, pair)
    if stated is None or implied is None:
        return True
    return pair.direction == change.direction and not stated.is_disjoint(implied)


def _is_near(change: ToldChange, pair: Pair) -> bool:
    before, after = pair.before.mention.quantity.value, pair.after.mention.quantity.value
    if change.factor is not None:
        return _FACTOR_SIZES[0] < (after / before) / change.factor < _FACTOR_SIZES[1]
    if change.mention is None:
        return True
    if pair.before.mention.kind == "percent":
        return abs(after - before) == change.mention.quantity.value
    moved = abs(after - before) / before * 100
    return _SIZES[0] < change.mention.quantity.value / moved < _SIZES[1]


def _claim(article: Article, index: int, change: ToldChange, pair: Pair) -> Iterator[Claim]:
    stated, implied = _stated(change), _implied(change, pair)
    span = article.passages[index].span(change.start, change.end)
    said = Part("change", span, article.source.text[span.start : span.end])
    before, after = pair.before, pair.after
    flags = {"apart"}
    if change.mention is not None:
        flags.add("points_as_percent" if before.mention.kind == "percent" else "has_change")
    yield after.scene.claim(
        after.mention,
        "multiple" if change.factor is not None else "change",
        parts=(
            before.scene.mention_part("before", before.mention),
            after.scene.mention_part("after", after.mention),
            said,
            Part("verb", span, said.quote),
        ),
        before=before.mention.quantity.allows,
        after=after.mention.quantity.allows,
        stated=stated,
        implied=implied,
        direction=change.direction,
        words=(
            ("verb", said.quote),
            ("implied_direction", pair.direction or ""),
            ("sign", "%" if change.mention is not None else ""),
        ),
        flags=frozenset(flags),
    )
