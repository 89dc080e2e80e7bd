"""Group sizes: at most so many to a class, a tour or a boat, and elsewhere one that is larger.

In:  the scenes of an article.
Out: `range` claims with the flag "bound": ``stated`` the size, ``implied`` what the limit allows; the part "range" is the limit.
     "no more than 15 children in a class … in a class of 22"              →  stated 22, implied (…, 15]
     "Tours are limited to a maximum of 12 people … We were a party of 19" →  stated 19

The words for groups and those that tell of an exception are in tables/group_sizes.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_MOST, _LEAST = frozenset(["at_most", "less_than", "up_to"]), frozenset(["at_least"])
_NEAR, _TIMES = 60, 4
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Words:
    """``alike``: the names that one group may go by."""

    alike: dict[str, frozenset[str]]
    size: re.Pattern[str]
    unless: re.Pattern[str]
    not_so: re.Pattern[str]


@functools.cache
def words() -> Words:
    table = load_table("checker.claims.tables", "group_sizes.yaml")
    alike: dict[str, frozenset[str]] = {}
    for row in table["groups"]:
        for name in row["named"]:
            alike[name] = alike.get(name, frozenset()) | {row["group"]}
    names = "|".join(sorted(alike, key=len, reverse=True))
    size = re.compile(rf"\b({names}) (?:of|numbering|totalling) (?:just |about |some )?$", re.I)
    return Words(alike, size, any_of(table["unless"]), any_of(table["not_so"]))


def find_group_sizes(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    prose = [s for s in scenes if s.passage.block.cell is None and len(s.text) <= LONGEST_SENTENCE]
    limits = [limit for scene in prose for limit in _limits(scene)]
    if not limits:
        return
    for scene in prose:
        for mention, groups in _sizes(scene):
            told = [limit for limit in limits if limit[0] is not scene and limit[2] & groups]
            if len({limit[1].quantity.value for limit in told}) == 1:
                yield from _against(told[0][1], scene, mention)


def _limits(scene: Scene) -> Iterator[tuple[Scene, Mention, frozenset[str]]]:
    for mention in scene.quantities:
        if mention.kind not in ("count", "number") or mention.quantity.modifier not in _MOST | _LEAST:
            continue
        near = scene.text[max(0, mention.start - _NEAR) : mention.end + _NEAR].lower()
        groups = _groups(near)
        if groups and mention.quantity.value and not words().unless.search(near) and not _YEAR.search(near):
            yield scene, mention, groups


def _groups(text: str) -> frozenset[str]:
    singular = (re.sub(r"(?<=ss)es$|(?<=[^s])s$", "", re.sub(r"ies$", "y", word)) for word in _WORD.findall(text))
    return frozenset(group for word in singular for group in words().alike.get(word, ()))


def _sizes(scene: Scene) -> Iterator[tuple[Mention, frozenset[str]]]:
    for mention in scene.quantities:
        found = words().size.search(scene.text[max(0, mention.start - 40) : mention.start])
        ours = re.match(r"^ of us\b", scene.text[mention.end :])
        if (
            (found or ours)
            and mention.quantity.modifier == "exact"
            and mention.kind in ("count", "number")
            and mention.quantity.value
        ):
            if not words().unless.search(scene.text) and not words().not_so.search(scene.text) and not _YEAR.search(scene.text):
                yield mention, words().alike[found[1].lower()] if found else _groups(scene.text.lower())


def _against(limit: Mention, scene: Scene, mention: Mention) -> Iterator[Claim]:
    most = limit.quantity.modifier in _MOST
    end, value = limit.quantity.value, mention.quantity.value
    if not end / _TIMES < value < end * _TIMES:
        return
    yield scene.claim(
        mention,
        "range",
        parts=(Part("range", limit.span, limit.quote),),
        stated=Interval.exactly(Decimal(value)),
        implied=Interval(None, Bound(end)) if most else Interval(Bound(end), None),
        words=(("noun", "a group"),),
        flags=frozenset(["bound"]),
    )
