"""Listed totals: parts and their total in different sentences or list items.

In:  the scenes of an article.
Out: `total` claims as in `totals`.
     "The $1.2m goes to:" with items of $700,000 and $400,000       →  flag "itemised"
     items "Rent: $500", "Food: $300", "Total: $900"                →  flag "itemised"
     "There were 60 passengers. Of these 40 were women and 24 men"  →  flag "within"
     "12 men and five women were on board. In all, 18 people …"     →  flag "apposed"
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from checker.claims import arithmetic
from checker.claims.figures import COUNTS, carried, figures_of, is_alike, is_group, may_hold, noun_of, runs, terms
from checker.claims.parts.totals import ALL_KINDS, LIST, MORE_PARTS, NAMED_LIST, are_apart
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.span import Span

_TOTAL_ITEM = re.compile(r"^\W*(?:grand\s+|overall\s+)?(?:total|sum|altogether|in all|in total)\b", re.I)
_SPLIT = re.compile(
    r"\b(?:follow|split|spent|spend|divid|broken|breakdown|made up|consist|compris|goes to|went to|going to|shared|allocat"
    r"|distribut|cover|includ|namely|these|by)",
    re.I,
)
_OF_THESE = re.compile(
    r"^(?:of|among|out of) (?:these|those|them|whom|this|that|it|the total|the sum|the (?:money|cash|fund|grant))\b",
    re.I,
)
_IN_ALL = re.compile(
    r"^(?:in all|in total|altogether|all told|all in all|together\b(?:,| (?:they|these|the)\b)"
    r"|(?:that|this|it|which) (?:makes|made|is|was|gives|gave|comes to|came to|adds up to|added up to) (?=.{0,60}"
    r"\b(?:in all|in total|altogether|all told|a total of|together)\b)"
    r"|(?:the|their|its) (?:grand )?total (?:is|was|comes to|came to|stands at))\b",
    re.I,
)
_RAISED = re.compile(
    r"\b(?:in all|in total|altogether|all told|a total of|total(?:l?ed|l?ing)?|raised|budget|collected|worth|received"
    r"|takings)\b", re.I
)
_CAME_FROM = re.compile(
    r"\b(?:c[ao]me(?:s)?(?: in)? from|w[eo]nt (?:to|on)|goes (?:to|on)|brought in|brings in|contribut\w+|gave|raised"
    r"|was spent|were spent"
    r"|is spent|made|takes?|took|gets?|got|receives?|received)\b",
    re.I,
)
# Other times, other places: not parts of the whole just told.
_OTHER = re.compile(
    r"\b(?:last|previous|earlier|ago|since|compared|from \d|year|month|week|19\d\d|20\d\d|per|each|every|average)\b", re.I
)
# Between two parts of one sum of money: their names may stand before or behind.
PHRASES = re.compile(r"[^.;:()\d]{0,60}(?:,|;|\band\b)[^.;:()\d]{0,60}$")
_ADDED = frozenset(["number", "count", "money", "measure", "percent", "duration"])
_FEWEST = 2


def find_listed_totals(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    yield from _items(scenes, article)
    for before, after in itertools.pairwise(scenes):
        if before.passage.block.index == after.passage.block.index and after.passage.index == before.passage.index + 1:
            if _OF_THESE.match(after.text):
                yield from _of_these(before, after)
            elif _IN_ALL.match(after.text):
                yield from _in_all(before, after)
            else:
                yield from _shared_out(before, after)
                yield from _money_from(before, after)


def _items(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """Totals of bulleted and numbered lists."""
    by_block: dict[int, list[Scene]] = {}
    for scene in scenes:
        by_block.setdefault(scene.passage.block.index, []).append(scene)
    listed = [block for block in article.blocks if block.kind == "list_item" and block.group is not None]
    for _, members in itertools.groupby(listed, key=lambda block: (block.group, block.level)):
        blocks = list(members)
        if len(blocks) < _FEWEST or any(block.index not in by_block for block in blocks):
            continue
        items = [by_block[block.index] for block in blocks]
        if len(items) > _FEWEST and _TOTAL_ITEM.match(blocks[-1].text):
            yield from _over_items(items[-1], items[:-1], is_said=True)
            continue
        lead = by_block.get(blocks[0].index - 1)
        if lead and lead[-1].passage.block.kind == "paragraph" and lead[-1].text.rstrip().endswith(":"):
            yield from _over_items(lead[-1:], items, is_said=False)


def _over_items(totals: Sequence[Scene], items: Sequence[Sequence[Scene]], *, is_said: bool) -> Iterator[Claim]:
    scene = totals[-1]
    candidates = [m for m in figures_of(scene) if m.kind in _ADDED]
    if len(candidates) != 1 or not is_said and not _SPLIT.search(scene.text):
        return
    total, parts = candidates[0], []
    for item in items:
        found = [(place, m) for place in item for m in figures_of(place) if is_alike(m, total)]
        if len(found) != 1:
            return
        parts.extend(found)
    if not is_said and total.kind in COUNTS:
        whole = noun_of(scene, total)
        if not all(may_hold(whole, noun_of(place, m)) for place, m in parts):
            return
    yield from _claim(scene, total, parts, "itemised")


def _of_these(before: Scene, after: Scene) -> Iterator[Claim]:
    figures = carried(after, [m for m in figures_of(after) if m.kind in _ADDED])
    totals = [m for m in figures_of(before) if m.kind in _ADDED]
    if figures and figures[0].kind == "money":
        totals = [m for m in totals if m.kind == "money"]
    if len(totals) == 1:
        for first, past in runs(after, figures, LIST):
            if first == 0 and past == len(figures) and is_alike(totals[0], figures[0]) and are_apart(after.text, figures):
                yield from _claim(before, totals[0], [(after, m) for m in figures], "within")


def _shared_out(before: Scene, after: Scene) -> Iterator[Claim]:
    """ "The council has 40 seats. The Reds hold 18, the Blues 14 and the Greens 11."; boys and girls are all pupils."""
    totals = [m for m in figures_of(before) if m.kind == "count"]
    figures = [m for m in figures_of(after, behind_names=True) if m.kind in _ADDED]
    if len(totals) != 1 or len(figures) < _FEWEST or MORE_PARTS.search(after.text[figures[-1].end :]):
        return
    everything = (0, len(figures))
    if everything not in (next(runs(after, figures, LIST), None), next(runs(after, figures, NAMED_LIST), None)):
        return
    if not is_alike(totals[0], figures[0]):
        return
    whole, nouns = noun_of(before, totals[0]), [noun_of(after, m) for m in figures]
    parts = [(after, m) for m in figures]
    if frozenset(nouns) in ALL_KINDS and len(nouns) == _FEWEST and is_group(whole, nouns):
        yield from _claim(before, totals[0], parts, "apposed")
    elif len(figures) > _FEWEST and whole is not None and not _OTHER.search(after.text):
        if not all(noun in (None, whole) for noun in nouns):
            return
        yield from _claim(before, totals[0], parts, "within")


def _money_from(before: Scene, after: Scene) -> Iterator[Claim]:
    """ "The appeal raised £18,400. Raffles brought in £9,100, donations £6,300 and the dance £4,000." """
    totals = [m for m in figures_of(before) if m.kind == "money"]
    figures = carried(after, [m for m in figures_of(after) if m.kind in _ADDED])
    if len(totals) != 1 or len(figures) <= _FEWEST or not _RAISED.search(before.text) or not _CAME_FROM.search(after.text):
        return
    if any(m.kind != "money" for m in figures) or _OTHER.search(after.text) or MORE_PARTS.search(after.text[figures[-1].end :]):
        return
    if next(runs(after, figures, PHRASES), None) == (0, len(figures)) and is_alike(totals[0], figures[0]):
        largest = max(m.quantity.value or 0 for m in figures)
        if largest < (totals[0].quantity.value or 0) < 2 * largest + sum(m.quantity.value or 0 for m in figures):
            yield from _claim(before, totals[0], [(after, m) for m in figures], "within")


def _in_all(before: Scene, after: Scene) -> Iterator[Claim]:
    totals = [m for m in figures_of(after) if m.kind in _ADDED]
    figures = [m for m in figures_of(before) if m.kind in _ADDED]
    if not totals or totals[0].kind not in ("count", "money") or totals[0].kind == "money" and len(totals) > 1:
        return
    for first, past in runs(before, figures, PHRASES if totals[0].kind == "money" else LIST):
        if first != 0 or past != len(figures) or not is_alike(totals[0], figures[0]):
            continue
        nouns = [noun_of(before, m) for m in figures]
        if _OTHER.search(after.text[: totals[0].start]):
            continue
        if totals[0].kind == "money" or is_group(noun_of(after, totals[0]), nouns):
            yield from _claim(after, totals[0], [(before, m) for m in figures], "apposed")


def _claim(scene: Scene, total: Mention, parts: Sequence[tuple[Scene, Mention]], flag: str) -> Iterator[Claim]:
    mentions = [mention for _, mention in parts]
    implied, stated = arithmetic.total(terms(mentions)), terms([total])[0]
    if implied is None or not total.quantity.value or any(m.quantity.value is None for m in mentions):
        return
    if not total.quantity.value / 2 < sum(m.quantity.value for m in mentions) < total.quantity.value * 2:
        return
    span = Span(mentions[0].span.start, mentions[-1].span.end)
    yield scene.claim(
        total,
        "total",
        parts=(
            Part("parts", span, scene.source_text[span.start : span.end]),
            Part("first", mentions[0].span, mentions[0].quote),
            Part("last", mentions[-1].span, mentions[-1].quote),
        ),
        stated=stated,
        implied=implied,
        words=(("sum", " + ".join(m.quote for m in mentions)),),
        flags=frozenset([flag]),
    )
