"""None in other words: "unbeaten", "debt-free", "nobody was hurt", and a figure that counts some of it elsewhere.

In:  the scenes of an article.
Out: `range` claims with the flag "none": ``stated`` the figure, ``implied`` 0; the part "range" are the words for none.
     "did so without losing a match … The two defeats they suffered"            →  stated 2
     "had no borrowings … the bank loan, of which £14m was outstanding"         →  stated 14m

The words stand in tables/none.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.agreement.counted import Counted, may_share_place
from checker.claims.figures import noun_of, number_at
from checker.claims.scene import ANOTHER, Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_REACH = 60
_HEDGED = any_of(
    (
        "if would could might until unless hope hopes hoped hoping want wants aim aims almost nearly"
        " not before except but for when other others last claimed expected"
    ).split()
)
_TOO_FAR = 16
# Words of the patterns, of which any match holds one; a letter that may be missing ends a word.
_HINT = re.compile(r"[a-z]{3,}(?![?*])")
_COMMON = frozenset("was were has had have been the are any not one for his her its which that with from and got".split())
_HOME, _AWAY = re.compile(r"\bat home\b|\bhome (?:game|match|ground)", re.I), re.compile(r"\baway\b", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    thing: str
    none: re.Pattern[str]
    nouns: frozenset[str]
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    kinds: frozenset[str]
    both: bool
    hints: tuple[str, ...]


@functools.cache
def rows() -> tuple[Row, ...]:
    found = []
    for row in load_table("checker.claims.tables", "none.yaml"):
        before, behind = ("|".join(row[name]) for name in ("before", "behind"))
        found.append(
            Row(
                row["thing"],
                re.compile(rf"\b(?:{'|'.join(row['none'])})\b", re.I),
                frozenset(row["nouns"]),
                re.compile(rf"(?:{before}) $") if before else None,
                re.compile(rf"^(?:{behind})") if behind else None,
                frozenset(row["kinds"]),
                row.get("both", False),
                tuple(dict.fromkeys(word for word in _HINT.findall(" ".join(row["none"])) if word not in _COMMON)),
            )
        )
    return tuple(found)


def find_nones(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    opening = " ".join(block.text for block in article.blocks[:4] if block.kind in ("title", "standfirst"))
    prose = [s for s in scenes if s.passage.block.cell is None and len(s.text) <= LONGEST_SENTENCE]
    passages = [p for p in article.passages if p.block.cell is None and len(p.text) <= LONGEST_SENTENCE]
    lowered = [(p, p.text.lower()) for p in passages]
    whole = "\n".join(text for _, text in lowered)
    for row in rows():
        hints = [hint for hint in row.hints if hint in whole]
        near = [p for p, text in lowered if any(hint in text for hint in hints)] if hints else []
        nones = [(p, found) for p in near if (found := row.none.search(p.text)) and not _is_hedged(p.text, found)]
        if not nones:
            continue
        passage, found = nones[0]
        scene = next((s for s in scenes if s.passage.index == passage.index), None) or Scene(
            passage, (), None, article.source.text, article.setting.anchor
        )
        none = Counted(scene, number_at(scene, found.start(), found.end(), Decimal(0)), row.thing, frozenset(), None)
        for other in prose:
            if other.passage.index != passage.index and abs(other.passage.index - passage.index) <= _TOO_FAR:
                yield from _some(row, none, other, opening)


def _is_hedged(text: str, found: re.Match[str]) -> bool:
    return _HEDGED.search(text[max(0, found.start() - 24) : found.start()]) is not None


def _some(row: Row, none: Counted, scene: Scene, opening: str) -> Iterator[Claim]:
    for mention in scene.quantities:
        value = mention.quantity.value
        if mention.kind not in row.kinds or value is None or value <= 0 or not _counts(row, scene, mention):
            continue
        some = Counted(scene, mention, row.thing, frozenset(), None)
        # "Unbeaten at home", and beaten away.
        if (
            _HOME.search(none.scene.text)
            and _AWAY.search(scene.text)
            or _AWAY.search(none.scene.text)
            and _HOME.search(scene.text)
        ):
            continue
        if ANOTHER.search(scene.text) and not ANOTHER.search(none.scene.text):
            continue
        if not _is_plain(some, row) or some.years - none.years or not may_share_place(none, some, opening):
            continue
        yield scene.claim(
            mention,
            "range",
            parts=(Part("range", none.mention.span, none.mention.quote),),
            stated=mention.quantity.allows,
            implied=Interval.exactly(Decimal(0)),
            words=(("noun", row.thing),),
            flags=frozenset(["none"]),
        )
        return


def _is_plain(some: Counted, row: Row) -> bool:
    """As elsewhere; but some of those of whom none was hurt are some: "three of those on board"."""
    return some.is_plain or row.thing in ("injury", "survivor", "death") and some.is_part


def _counts(row: Row, scene: Scene, mention: Mention) -> bool:
    if noun_of(scene, mention) in row.nouns:
        return True
    lead, behind = scene.text[max(0, mention.start - _REACH) : mention.start], scene.text[mention.end : mention.end + _REACH]
    if row.both:
        return bool(row.before.search(lead) and row.behind.match(behind))
    return bool(row.before and row.before.search(lead) or row.behind and row.behind.match(behind))
