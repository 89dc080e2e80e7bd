"""Records: the figure that nothing of its kind goes beyond, and figures that do.

In:  the scenes of an article.
Out: `ranking` claims. Flag "record" for the highest or lowest told, with ``direction`` "up" or "down"; flag "contender"
     for other figures of the same kind in the article. ``words.topic`` is what both are of, ``stated`` the figure.
     "a record £1m for a painting … this lot sold for £1.2m"  →  record of price 1m, contender of price 1.2m
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.tables import load_table

_KINDS = frozenset(["money", "measure", "percent", "count", "number", "duration"])
_REACH = 60


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/records.yaml."""

    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    hint: re.Pattern[str]
    topics: Mapping[str, re.Pattern[str]]
    unless: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "records.yaml")
    high, low = ("|".join(map(re.escape, rows[name])) for name in ("highest", "lowest"))
    before = (
        r"\b(?:{})\b(?: (?!but\b|and\b|since\b|than\b)[\w'’-]+){{0,8}}?,?"
        r"(?: of| at| is| was| stands at| is still|:)?(?: just| about)? $"
    )
    after = r"^,?(?: [\w'’-]+){{0,4}}?,? (?:is |was |– |the |a |an )+(?:{})\b"
    return Words(
        {"up": re.compile(before.format(high), re.I), "down": re.compile(before.format(low), re.I)},
        {"up": re.compile(after.format(high), re.I), "down": re.compile(after.format(low), re.I)},
        any_of([*rows["highest"], *rows["lowest"]]),
        {row["topic"]: any_of(row["words"]) for row in rows["topics"]},
        any_of(rows["unless"]),
    )


def find_records(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    records: list[tuple[Scene, Mention, str, str]] = []
    for scene in scenes:
        if words().hint.search(scene.text) and not words().unless.search(scene.text):
            records += list(_records(scene))
    for scene, mention, topic, direction in records:
        yield _claim(scene, mention, topic, "record", direction)
    told = {(topic, *_kind(mention)) for _, mention, topic, _ in records}
    known = {mention for _, mention, _, _ in records}
    for scene in scenes if records else ():
        for mention in scene.quantities:
            if mention.kind not in _KINDS or mention in known or mention.quantity.value is None:
                continue
            topic = _topic(scene, mention)
            if topic is not None and (topic, *_kind(mention)) in told and not words().unless.search(scene.text):
                yield _claim(scene, mention, topic, "contender", None)


def _kind(mention: Mention) -> tuple[str, object, object]:
    """What two figures must share: kind, unit and currency."""
    quantity = mention.quantity
    kind = "number" if mention.kind == "count" else mention.kind
    return kind, None if kind == "number" else quantity.unit, quantity.currency if isinstance(quantity.currency, str) else None


def _records(scene: Scene) -> Iterator[tuple[Scene, Mention, str, str]]:
    for mention in scene.quantities:
        if mention.kind not in _KINDS or mention.quantity.value is None:
            continue
        lead, behind = scene.text[: mention.start][-_REACH - 20 :], scene.text[mention.end : mention.end + _REACH]
        for direction in ("up", "down"):
            if words().before[direction].search(lead) or words().after[direction].match(behind):
                topic = _topic(scene, mention)
                if topic is not None and not any(YEAR.search(time.quote) for time in scene.times):
                    yield scene, mention, topic, direction
                break


def _topic(scene: Scene, mention: Mention) -> str | None:
    """What the figure is of, by the words around it; None when they name no topic or two."""
    near = (
        scene.text[max(0, mention.start - _REACH) : mention.start] + " | " + scene.text[mention.end : mention.end + _REACH // 2]
    )
    found = {topic for topic, pattern in words().topics.items() if pattern.search(near)}
    return found.pop() if len(found) == 1 else None


def _claim(scene: Scene, mention: Mention, topic: str, flag: str, direction: str | None) -> Claim:
    dated = any(YEAR.search(time.quote) for time in scene.times)
    return scene.claim(
        mention,
        "ranking",
        stated=mention.quantity.allows,
        words=(("topic", topic), ("kind", "|".join(str(part) for part in _kind(mention)))),
        direction=direction,
        flags=frozenset([flag, *(["dated"] if dated else [])]),
    )
