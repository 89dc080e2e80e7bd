"""Retold sums: an amount named once more by a stand-in ("the $3.4 million project"), in another scale or currency.

In:  the scenes of an article.
Out: `retold` claims at the later amount, the part ``first`` is the earlier one:
     "the A$3.4 billion tunnel … the $3.4 million project"      →  flag "scale"
     "a Rs 450 crore contract … the Rs 45 crore order"          →  flag "scale": ten times, where the nouns are of one kind
     "has won £650,000 … With $650,000 to spend"                →  flag "currency"

The later amount has to point back: "the" before it and a noun that stands for what was told, or "with … to spend". Nothing else
in the article may be told in its figure, and one amount only may have its digits. The nouns stand in tables/stand_ins.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.tables import load_table

_DOLLARS = frozenset("USD AUD CAD NZD HKD SGD TWD".split())
_THOUSANDS = frozenset([Decimal(1000), Decimal(1_000_000)])
_POINTS_BACK = re.compile(r"\b(?:the|this|that|its|their|his|her|our|my|new)\s+(?:[a-z]+ )?$", re.I)
_WITH = re.compile(r"\bwith (?:the |that |their |our |this |its )?$", re.I)
_TO_SPEND = re.compile(
    r"^\s+(?:to (?:spend|play with|work with|invest|draw on)|in hand|behind (?:us|them|it)|at (?:our|their|its) disposal)\b"
)
_BEHIND = re.compile(r"^[\s-]+((?:[a-z-]+ ){0,2}?)([a-z]+)\b")
# "the £25,000 prize for young engineers" says itself which prize it is.
_TOLD_ITSELF = re.compile(r"\s(?:for|of|from|with|between|beside|at|near|that|which|(?:to|in|on|by) (?!be\b))", re.I)
_ANOTHER = re.compile(r"\b(?:another|second|other|separate|different|previous|earlier|similar|further|rival|first)\b", re.I)
_SOON = 60


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount, its currency, its digits without zeros behind, and the noun behind it."""

    scene: Scene
    mention: Mention
    digits: tuple[int, ...]

    @property
    def value(self) -> Decimal:
        return self.mention.quantity.value

    @property
    def currency(self) -> str:
        return self.mention.quantity.currency

    @property
    def behind(self) -> str:
        return self.scene.text[self.mention.end : self.mention.end + _SOON]


@functools.cache
def _stand_ins() -> dict[str, str]:
    """The kind of each noun that stands for a thing told before."""
    kinds = load_table("checker.claims.tables", "stand_ins.yaml")
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns}


def find_retold_sums(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    sums = [one for scene in scenes if scene.passage.block.cell is None for one in _sums(scene)]
    by_digits: dict[tuple[int, ...], list[Sum]] = {}
    for one in sums:
        by_digits.setdefault(one.digits, []).append(one)
    for alike in by_digits.values():
        # A third amount of these digits makes chance, a conversion or a price list likelier than a slip.
        if len(alike) == 2 and alike[0].scene is not alike[1].scene:
            flag = _slip(*alike, sums)
            if flag is not None:
                yield _claim(*alike, flag)


def _sums(scene: Scene) -> Iterator[Sum]:
    for mention in scene.quantities:
        quantity = mention.quantity
        if mention.kind != "money" or not isinstance(quantity.currency, str) or quantity.per or quantity.minor_of:
            continue
        if quantity.value:
            yield Sum(scene, mention, quantity.value.normalize().as_tuple().digits)


def _slip(first: Sum, second: Sum, sums: Sequence[Sum]) -> str | None:
    if len(first.digits) < 2 or _ANOTHER.search(second.scene.before(second.mention)):
        return None
    kind = _kind_pointing_back(second)
    if kind is None or first.scene.text.rstrip().endswith("?"):
        return None
    is_one_money = first.currency == second.currency or {first.currency, second.currency} <= _DOLLARS
    ratio = max(first.value, second.value) / min(first.value, second.value)
    if is_one_money and ratio in _THOUSANDS and (kind != "gift" or _kind_of(first) == kind):
        return "scale"
    if is_one_money and ratio == 10 and kind != "purse" and _kind_of(first) == kind:
        return "scale"
    if not is_one_money and ratio == 1 and not any(_is_conversion(one, sums) for one in (first, second)):
        return "currency"
    return None


def _kind_pointing_back(one: Sum) -> str | None:
    lead = one.scene.text[: one.mention.start]
    if _WITH.search(lead) and _TO_SPEND.match(one.behind):
        return "purse"
    return _kind_of(one, is_bare=True) if _POINTS_BACK.search(lead) else None


def _kind_of(one: Sum, *, is_bare: bool = False) -> str | None:
    """The kind of the noun behind the amount; ``is_bare``: only where no words behind say which one it is."""
    found = _BEHIND.match(one.behind)
    while found is not None:
        kind = _stand_ins().get(found[2])
        if kind is not None and _TOLD_ITSELF.match(one.behind[found.end() :]) and is_bare:
            return None
        if kind is not None or len(found[1].split()) == 2:
            return kind
        found = re.compile(rf"^[\s-]+((?:[a-z-]+ ){{{len(found[1].split()) + 1}}})([a-z]+)\b").match(one.behind)
    return None


def _is_conversion(one: Sum, sums: Sequence[Sum]) -> bool:
    """An amount in another currency stands beside it."""
    return any(
        other.scene is one.scene
        and other.currency != one.currency
        and max(other.mention.start - one.mention.end, one.mention.start - other.mention.end) < 12
        for other in sums
    )


def _claim(first: Sum, second: Sum, flag: str) -> Claim:
    return second.scene.claim(
        second.mention,
        "retold",
        parts=(Part("first", first.mention.span, first.mention.quote),),
        words=(("first", first.mention.quote),),
        flags=frozenset([flag]),
    )
