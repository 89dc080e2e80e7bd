"""Shares: so many of so many, a part that is included, a percentage beside its counts.

In:  a scene.
Out: `share` claims with ``part`` and ``total``; where a percentage or a fraction of the same pair is
     stated, ``stated`` is that and ``implied`` what the counts give, both in percent.
     "3 of the 8 seats"         →  part 3, total 8
     "3 of 8, or 60%"           →  stated 60, implied 37.5
     "one in five, or 25%"      →  shape "fraction", stated 25, implied 20
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import may_hold, noun_of
from checker.claims.parts.portions import rounded_percent
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tree import Tree

_OF = re.compile(
    r"^\s*(?:(?!consist|compris|compos|made\b|up\b|instead\b|because\b|ahead\b|short\b|speak|spoke|tell|told|heard?|die|dying"
    r"|accus|convict|suspect|guilty|worth|full\b|place\b|lieu\b"
    r"|and\b|or\b|but\b|with\b|against\b|from\b|to\b|than\b|for\b|on\b|versus\b"
    r"|each\b|every\b|either\b|neither\b|north\b|south\b|east\b|west\b|think|thought|tired)\w+\s+){0,2}?(?:out )?of\s+"
    r"(?:(?:the|its|his|her|their|our|a|all|these|those|total|of|[\w-]+(?:'s|’s|s'|s’))\s+){0,4}$"
)
_INCLUDING = re.compile(r"^[^.;:()]{0,60}?[,(]\s*(?:including|among them|of whom|of which)\s+(?:at least\s+|the\s+)?$", re.I)
_RESTATED = re.compile(
    r"^(?:\s+[\w'’-]+){0,3}\s*(?:\(|[,–-]\s*(?:or|that is|i\.e\.|equal to|equivalent to)\b|\bor\b|\b(?:equal|equivalent) to\b)"
    r"\s*(?:about|around|some|roughly|nearly|just)?\s*$",
    re.I,
)
_PLUS = Decimal("1.5")
_COUNTS = frozenset(["number", "count"])
_PARTS = _COUNTS | {"money"}


def find_shares(scene: Scene) -> Iterator[Claim]:
    quantities = scene.quantities
    for first, second in zip(quantities, quantities[1:], strict=False):
        glue = scene.between(first, second)
        if first.kind in _PARTS and second.kind == first.kind or {first.kind, second.kind} <= _COUNTS:
            if (
                _OF.match(glue)
                and not _is_described(scene, first, second)
                and (first.kind != "money" or _same_things(second, first))
            ):
                yield _share(scene, first, second, _percent_beside(scene, second))
            elif _INCLUDING.match(glue) and _same_things(first, second):
                yield _share(scene, second, first, None)
    yield from _fractions(scene)
    yield from _over_hundred(scene)


_NOUN_OF = re.compile(r"^\s*\w+(?:\s+\w+)?\s+of\s+$")


def _is_described(scene: Scene, part: Mention, whole: Mention) -> bool:
    """ "42 teams of six", "60 players of the two clubs": what each is like, or where they belong, and no whole of them."""
    glue = scene.between(part, whole)
    if _NOUN_OF.match(glue) and not glue.rstrip().endswith("out of"):
        return True
    own, other = noun_of(scene, part), noun_of(scene, whole)
    return glue.split()[0] not in ("of", "out") and None not in (own, other) and own != other and not may_hold(other, own)


def _same_things(whole: Mention, part: Mention) -> bool:
    """ "12 people, including 3 children" counts one kind of thing; "12 awards, including 3m dollars" does not."""
    if part.kind != whole.kind and not {part.kind, whole.kind} <= _COUNTS:
        return False
    if part.kind == "money":
        return part.quantity.currency == whole.quantity.currency and part.quantity.per == whole.quantity.per
    return True


def _share(scene: Scene, part: Mention, whole: Mention, percent: Mention | None) -> Claim:
    implied = arithmetic.ratio(part.quantity.allows, whole.quantity.allows)
    parts = [scene.mention_part("part", part), scene.mention_part("whole", whole)]
    if percent is not None:
        parts.append(scene.mention_part("percent", percent))
    return scene.claim(
        part,
        "share",
        parts=tuple(parts),
        part=_at_most_said(part),
        total=_roughly_closed(whole),
        stated=None if percent is None else rounded_percent(percent),
        implied=None if implied is None else implied.times(arithmetic.HUNDRED),
        whole=whole.quantity.unit,
    )


def _at_most_said(mention: Mention) -> Interval:
    """For a range its far end: "between 10 and 104 of the 80" breaks at 104."""
    low, high = mention.quantity.written
    if low is not None and high is not None and low != high:
        return Interval.exactly(high)
    return mention.quantity.allows


def _roughly_closed(mention: Mention) -> Interval:
    """ "70,000-plus" has no upper end, but nobody says it of twice as many."""
    allows, (low, _high) = mention.quantity.allows, mention.quantity.written
    if allows.high is None and low is not None and low > 0:
        return Interval(allows.low, Bound(low * _PLUS))
    return allows


def _percent_beside(scene: Scene, whole: Mention) -> Mention | None:
    """ "3 of the 8 seats, or 37.5%": the percentage that restates the share just told."""
    for mention in scene.quantities:
        if mention.kind == "percent" and mention.start >= whole.end and _RESTATED.match(scene.between(whole, mention)):
            return mention
    return None


def _fractions(scene: Scene) -> Iterator[Claim]:
    quantities = scene.quantities
    for first, second in zip(quantities, quantities[1:], strict=False):
        if {first.kind, second.kind} != {"ratio", "percent"} or not _RESTATED.match(scene.between(first, second)):
            continue
        share, percent = (first, second) if first.kind == "ratio" else (second, first)
        yield scene.claim(
            share,
            "fraction",
            parts=(scene.mention_part("fraction", share), scene.mention_part("percent", percent)),
            stated=rounded_percent(percent),
            implied=_spoken(share),
        )


def _spoken(share: Mention) -> Interval:
    """A fraction in words allows what people round to it: two points either side."""
    percent = arithmetic.ends(share.quantity.allows.times(arithmetic.HUNDRED))
    low, high = percent
    return Interval.between((low if low is not None else Decimal(0)) - 2, (high if high is not None else arithmetic.HUNDRED) + 2)


_OF_PEOPLE = re.compile(r"^\s*of\b(?!\s+(?:its|their|his|the)\s+(?:previous|target|original|19|20|value|estimate))", re.I)
_NOT_A_SHARE = re.compile(
    r"\b(?:rise|rose|increase|increased|grow|grew|up|jump|jumped|gain|gained|surge|soar|more|higher|return|growth"
    r"|inflation|profit|margin)\b",
    re.I,
)


_GROUPS = frozenset("vote population electorate turnout workforce staff public audience person total".split())
_NO_GROUPS = frozenset(
    """sale turnover income gdp product output level capacity target price sales
    earnings revenue quota asset deposit reserves liability""".split()
)


def _is_group(tree: Tree, noun: int) -> bool:
    """Whether the whole is a set of things, of which there cannot be more than all."""
    if tree.lemmas[noun] in _NO_GROUPS:
        return False
    if tree.tags[noun] in ("NNS", "NNPS") or tree.lemmas[noun] in _GROUPS:
        return True
    return any(tree.lowers[at] in ("total", "all") for at in tree.children[noun])


def _over_hundred(scene: Scene) -> Iterator[Claim]:
    """Percentages of a whole ("172% of respondents"): part-of, so that 100 is the most there can be."""
    for mention in scene.quantities:
        if mention.kind != "percent":
            continue
        if _TURNOUT.search(scene.before(mention, 60)):
            flags = frozenset(["percent_of", "of_group"])
            yield scene.claim(mention, "share", whole="the electorate", stated=_at_most_said(mention), flags=flags)
            continue
        if not _OF_PEOPLE.match(scene.text[mention.end : mention.end + 50]) or _NOT_A_SHARE.search(scene.before(mention, 30)):
            continue
        whole, is_group = _whole(scene, mention)
        flags = ["percent_of", "of_group"] if is_group else ["percent_of"]
        yield scene.claim(mention, "share", whole=whole, stated=_at_most_said(mention), flags=frozenset(flags))


_TURNOUT = re.compile(r"\bturnout\b[^.;,\d]{0,40}?\b(?:was|is|reached|hit|of|at|to|topped|exceeded)\s*$", re.I)
_PRONOUNS = re.compile(r"^\s*of\s+(?:those|them|us|all)\b", re.I)


def _whole(scene: Scene, mention: Mention) -> tuple[str | None, bool]:
    """What the percentage is of, and whether that is a set with an end."""
    if _PRONOUNS.match(scene.text[mention.end : mention.end + 20]):
        return None, True
    frame = scene.frames.get(mention)
    if frame is None or frame.noun is None or frame.noun.relation != "of":
        return None, False
    return frame.tree.lemmas[frame.noun.token], _is_group(frame.tree, frame.noun.token)
