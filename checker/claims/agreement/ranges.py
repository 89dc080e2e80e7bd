"""Ranges: a value that must lie between two ends told beside it.

In:  the scenes of an article.
Out: `range` claims with the flag "member": ``stated`` is the value, ``implied`` the range; the word ``what`` names the value.
     "between 735 and 2,180 cars, with an average of 2,400"   →  stated [2350, 2450], implied [735, 2185]
     "from 735 to 2,180 cars. … as few as 500"                →  stated 500
     "a handful of states, 35 of them"                        →  flag "vague", implied [2, 12]

What vague words allow stands in tables/vague.yaml.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims.agreement.counted import places_in
from checker.claims.figures import COUNTS, figures_of, is_alike
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_VALUE = re.compile(
    r"\b(average|mean|median|typical|typically|averag(?:ed|es|ing)|as (?:few|low|little) as|as (?:many|high|much) as"
    r"|(?:oldest|youngest|highest|lowest|largest|smallest|cheapest|longest|shortest"
    r"|tallest)(?:\s+[\w'’-]+){0,2}\s+(?:is|was|at|aged|being))"
    r"(?:\s+(?:of|is|was|at|age|aged|price|score|being|value|number|weight|length|height|salary|wage|pay|income|speed|size"
    r"|temperature|rent|duration|depth|width|cost|attendance|rate|yield|figure|for|has|stands|stood|came|comes|to|about"
    r"|just|only|around)){0,5}\s*$",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:rose|rise|risen|fell|fall|grew|grow|increas|decreas|cut|raise|up from|down from|previous|last year|a year earlier"
    r"|forecast|target|if|unless|except|outlier|national|elsewhere|other|compared)\w*\b",
    re.I,
)
_EXACT = re.compile(r"\s*(?:[,).–—]|of them\s*[,).–—]|in all|$)")
_LEAST = 2


def find_members(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for scene in scenes:
        yield from _members(scene, scene)
        yield from _vague(scene)
        yield from _reversed(scene)
    for before, after in itertools.pairwise(scenes):
        near = before.passage.block.index == after.passage.block.index and after.passage.index == before.passage.index + 1
        if near and not _is_of_others(before, after):
            yield from _members(before, after)
    yield from _far_members(scenes)


_FAR = 5
_BARE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?) (?:average|mean|median)"
    r" (?:is|was|has been|stands at|stood at|comes to|came to)(?: just| about)? $"
)
_NEAR_MISS = Decimal("1.6")


def _far_members(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """ "Pay between €420 and €690 … In the old town the average is €735": a mean without a noun."""
    extents = [(s, m) for s in scenes for m in s.quantities if m.quantity.modifier == "range" and None not in m.quantity.written]
    for first, extent in extents:
        if sum(is_alike(m, extent) for _, m in extents) != 1 or extent.kind not in ("money", "measure"):
            continue
        for second in scenes:
            if not 1 < second.passage.index - first.passage.index <= _FAR or _is_of_others(first, second):
                continue
            low, high = extent.quantity.written
            means = [m for m in second.quantities if _BARE.search(second.text[: m.core[0]].rstrip("£$€ ") + " ")]
            if len(means) == 1 and low / _NEAR_MISS < (means[0].quantity.value or 0) < high * _NEAR_MISS:
                yield from (c for c in _members(first, second) if c.span == means[0].span)


def _is_of_others(before: Scene, after: Scene) -> bool:
    """ "Police officers earn a median of …": a bare plural as subject that the sentence before does not name."""
    tree = after.tree
    if tree is None or before.tree is None:
        return False
    if places_in(after.text) - places_in(before.text):
        return True
    subjects = [at for at in range(len(tree)) if tree.deps[at] == "nsubj" and tree.tags[at] in ("NNS", "NNPS")]
    return any(not tree.child(at, "det", "poss") and tree.lemmas[at] not in before.tree.lemmas for at in subjects[:1])


_LOOSE_VALUE = re.compile(
    r"\b(average|mean|median|typical)(?:\s+[\w'’-]+){0,2}\s+(?:costs?|is|was|earns?|makes?|pays|paid|sells|has|weighs"
    r"|lasts|takes|gets)\s*$",
    re.I,
)


def _members(first: Scene, second: Scene) -> Iterator[Claim]:
    """Values of *second* held against the one range of *first*."""
    ranges = [m for m in first.quantities if m.quantity.modifier == "range" and None not in m.quantity.written]
    if len(ranges) != 1 or ranges[0].quantity.value is not None or ranges[0].quantity.written[0] >= ranges[0].quantity.written[1]:
        return
    pattern = _LOOSE_VALUE if first is second and not any(map(_VALUE.search, _leads(second))) else _VALUE
    if not any(map(pattern.search, _leads(second))):
        return
    if _MOVED.search(first.text) or _MOVED.search(second.text):
        return
    # "Junior classes are larger, from 28 at the smallest to 34": another range of its own.
    if first is not second and _OWN_RANGE.search(second.text):
        return
    extent = ranges[0]
    for mention in second.quantities:
        if mention is extent or mention.quantity.value is None or not _may_lie_in(mention, extent):
            continue
        found = pattern.search(second.text[max(0, mention.core[0] - 60) : mention.core[0]].rstrip("£$€¥ "))
        if found is not None:
            yield second.claim(
                mention,
                "range",
                parts=(Part("range", extent.span, extent.quote),),
                stated=mention.quantity.allows,
                implied=extent.quantity.allows,
                words=(("what", found[1].lower()),),
                flags=frozenset(["member"]),
            )


_OWN_RANGE = re.compile(
    r"\b(?:from|between) [£$€]?\d|\b(?:are|is|were|was) (?:larger|smaller|higher|lower|bigger|older|younger|dearer|cheaper)\b",
    re.I,
)
_RANGES_FROM = re.compile(r"\brang(?:e|es|ed|ing) from $", re.I)


def _reversed(scene: Scene) -> Iterator[Claim]:
    """ "Salaries range from $62,000 to $54,000": two amounts, each with its sign."""
    for first, second in itertools.pairwise(scene.quantities):
        high, low = first.quantity.value, second.quantity.value
        if first.kind != "money" or second.kind != "money" or not is_alike(first, second) or None in (high, low):
            continue
        # Where the ends lie far apart the writer may well count down.
        if scene.between(first, second) != " to " or not _RANGES_FROM.search(scene.before(first)) or not low < high < 2 * low:
            continue
        both = scene.part("quantity", first.start, second.end)
        yield scene.claim(
            replace(first, end=second.end, span=both.span, quote=both.quote),
            "range",
            before=Interval.exactly(high),
            after=Interval.exactly(low),
        )


def _leads(scene: Scene) -> list[str]:
    return [scene.text[max(0, m.core[0] - 60) : m.core[0]].rstrip("£$€¥ ") for m in scene.quantities]


def _may_lie_in(mention: Mention, extent: Mention) -> bool:
    if not is_alike(mention, extent) and not (mention.kind in COUNTS and extent.kind in ("age", "duration", "measure")):
        return False
    if mention.kind == extent.kind == "count" and mention.quantity.unit != extent.quantity.unit:
        return False
    # Another size of figure altogether is not the value of this range.
    low, high = extent.quantity.written
    return low / 5 < mention.quantity.value < high * 5


@functools.cache
def _vague_words() -> tuple[re.Pattern[str], dict[str, tuple[Decimal, Decimal]]]:
    rows = load_table("checker.claims.tables", "vague.yaml")
    allowed = {word: tuple(Decimal(str(end)) for end in row["allows"]) for row in rows for word in row["written"]}
    words = "|".join(re.escape(word) for word in sorted(allowed, key=len, reverse=True))
    return re.compile(rf"\b({words})\s+(?:of\s+)?(?:the\s+)?(?:[\w'’-]+\s*){{1,4}}(?:,|\(|–|—|\s-)\s*$", re.I), allowed


def _vague(scene: Scene) -> Iterator[Claim]:
    """ "A handful of states, 35 of them": the exact figure behind the vague word."""
    if len(scene.mentions) < 1:
        return
    pattern, allowed = _vague_words()
    for mention in figures_of(scene):
        if mention.kind not in COUNTS or mention.quantity.value is None or mention.quantity.value < _LEAST:
            continue
        found = pattern.search(scene.text[max(0, mention.start - 60) : mention.start])
        if found is None or not _EXACT.match(scene.text[mention.end : mention.end + 20]):
            continue
        low, high = allowed[found[1].lower()]
        at = max(0, mention.start - 60) + found.start(1)
        yield scene.claim(
            mention,
            "range",
            parts=(scene.part("range", at, at + len(found[1])),),
            stated=mention.quantity.allows,
            implied=Interval.between(low, high),
            flags=frozenset(["vague"]),
        )
