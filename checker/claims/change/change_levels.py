"""Levels of a change: which figures may be held against each other, and the one told before the movement.

In:  mentions of a scene.
Out: whether two are of one kind and unit; the level that stands before its change.
     "Turnout was 47%, down 6% on the 53% of 2014"  →  47%
"""

from __future__ import annotations

import re

from checker.claims.scene import Scene
from checker.model.mention import Mention

AMOUNTS = frozenset(["number", "count", "money", "measure", "percent", "duration", "age"])
PERCENTS = frozenset(["percent", "percentage_point"])
_APPOSED = re.compile(r"^(?:\s+[\w'’-]+){0,3}\s*[,(–—]\s*$")


def comparable(one: Mention, other: Mention) -> bool:
    first, second = one.quantity, other.quantity
    if one.kind == other.kind == "money":
        return first.currency == second.currency and first.minor_of == second.minor_of and first.per == second.per
    if one.kind in PERCENTS or other.kind in PERCENTS:
        return one.kind == other.kind
    bare = {"number", "count"}
    if one.kind in bare and other.kind in bare:
        return True
    return one.kind == other.kind and first.unit == second.unit


# A range or an aim is no level that something moved to: "within its 3 to 5% target, rising 4.6% compared with 7%".
_AIMED_AT = re.compile(r"\b(?:target|range|goal|forecast|limit|band|ceiling|aim)\b", re.I)


def level_told(scene: Scene, at: int, before: Mention) -> Mention | None:
    """ "Turnout was 47%, down 6% on the 53% of 2014": the level stands before the movement."""
    told = [m for m in scene.quantities if m.end <= at and m.kind in AMOUNTS]
    if not told or not comparable(told[-1], before):
        return None
    glue = scene.text[told[-1].end : at]
    return told[-1] if _APPOSED.match(glue) and not _AIMED_AT.search(glue) else None
