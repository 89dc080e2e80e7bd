"""Tellings: an age and who it is told of."""

from __future__ import annotations

from dataclasses import dataclass

from checker.claims.scene import Scene
from checker.model.mention import Mention
from checker.model.quantity import Interval


@dataclass(frozen=True, slots=True)
class Telling:
    """``name`` as written with its place, "" for a pronoun or "the 18-year-old".

    ``noun``: what else "the 18-year-old student" is called; ``today``: the age on the article's own day, where the
    words tell a birthday instead ("turned 71 in January").
    """

    scene: Scene
    mention: Mention
    name: str
    start: int
    end: int
    death: bool
    noun: str = ""
    today: Interval | None = None
