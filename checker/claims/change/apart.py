"""Changes apart from their figures: what is told in one sentence, held against what another's figures give.

In:  the scenes of an article.
Out: `change` and `multiple` claims with the flag "apart", as in `change` and `multiples`.
     "… 7,560, where in 2001 there were 8,400. … A drop of 12 per cent"  →  stated [11.5, 12.5], implied [9.4, 10.6]
     "… 140 in 2019. The latest count is 350. … has doubled"              →  stated [1.7, 2.3], implied 2.5
     "grew to 5,230 from 4,870. … This fall"                              →  direction down, implied_direction up

A change that any pair of the article gives is right, whatever else stands near it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.change.change import find_changes
from checker.claims.change.multiples import find_multiples
from checker.claims.change.pairs import Pair, Place, figures, find_pairs
from checker.claims.change.tied_changes import Scope, has_own_level, is_meant, is_of_kind, sentences_apart
from checker.claims.change.told_changes import ToldChange, find_told
from checker.claims.figures import in_sum, is_alike
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.quantity import Interval

_CROSSED = 3
# With more changes or pairs than this, words alone no longer tell which belong together.
_CHANGES, _PAIRS = 3, 4
# A slip is of about the size of what is right; another size tells of another thing.
_SIZES = (Decimal("0.35"), Decimal(3))
_FACTOR_SIZES = (Decimal("0.4"), Decimal("2.6"))
_BLOCKS = frozenset(["paragraph", "list_item", "quote"])
_LOOSE = Decimal("0.15")


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


def _pair_for(
    index: int,
    change: ToldChange,
    article: Article,
    scene: Scene | None,
    pairs: Sequence[Pair],
    told: Sequence[tuple[int, ToldChange]],
) -> Pair | None:
    """The pair whose figures the change speaks of; None where none, or more than one, may be meant."""
    alike = [pair for pair in pairs if pair.direction is not None and is_of_kind(change, pair)]
    if any(_fits(change, pair) for pair in alike):
        return None
    if change.mention is None and change.factor is None:
        rivals = alike if change.named else pairs
        alike = alike if all(pair.direction != change.direction for pair in rivals) else []
    else:
        alike = [pair for pair in alike if pair.direction == change.direction and _is_near(change, pair)]
    if not change.points_back:
        # A pair that another change of the article follows from has its change.
        alike = [pair for pair in alike if not any(_fits(other, pair) for _, other in told if other is not change)]
    percents = sum(other.mention is not None for _, other in told)
    shares = sum(pair.before.mention.kind == "percent" for pair in pairs)
    scope = Scope(article, scene, len(pairs) == 1, shares == 1, percents > _CHANGES or len(pairs) > _PAIRS)
    meant = [pair for pair in alike if not has_own_level(change, scene, pair) and is_meant(index, change, scope, pair)]
    if len(meant) > 1:
        nearest = min(sentences_apart(index, pair) for pair in meant)
        meant = [pair for pair in meant if sentences_apart(index, pair) == nearest]
    return meant[0] if len(meant) == 1 else None


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
