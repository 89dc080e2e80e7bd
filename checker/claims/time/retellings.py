"""Retellings: an incident told with a verb, and named again with another date.

In:  the scenes of an article.
Out: `happening` claims with flag "retold": ``stated`` and ``implied`` are the two days told of one incident
     "ran aground on 12 February … on the night of the grounding of February 21"  →  stated 21, implied 12 February
     "The mill burned down in 1953 … Since the blaze of 1958"                     →  stated 1958, implied 1953

Only where the article tells of one incident of the kind: with two days in all, and no word for another one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.acts import Act, Kind, acting, dates_token, days_of
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of
from checker.claims.time.sequences import claim_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

_POINTING = frozenset(["the", "that", "this"])
_CLOSE_DAYS = 62
_CLOSE_YEARS = 366 * 12
_REACH = 25
_ANY = "any"


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/incidents.yaml."""

    another: re.Pattern[str]
    nouns: dict[str, str]
    verbs: dict[str, list[tuple[str, str]]]


@functools.cache
def _table() -> Words:
    nouns: dict[str, str] = {}
    verbs: dict[str, list[tuple[str, str]]] = {}
    table = load_table("checker.claims.tables", "incidents.yaml")
    nouns |= dict.fromkeys(table["any"], _ANY)
    for row in table["incidents"]:
        nouns |= {noun: row["incident"] for noun in row["nouns"] if noun not in nouns}
        for phrase in row["verbs"]:
            verb, _, behind = phrase.partition(" ")
            verbs.setdefault(verb, []).append((behind, row["incident"]))
    return Words(any_of(table["another"]), nouns, verbs)


def find_retellings(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    told: dict[str, list[Act]] = {}
    for scene in scenes:
        if scene.tree is not None and scene.times and len(scene.text) <= LONGEST_SENTENCE:
            for act in _incidents(scene):
                told.setdefault(act.kind.name, []).append(act)
    told_any = told.pop(_ANY, [])
    families = [name for name, acts in told.items() if not all(_is_noun(act) for act in acts)]
    if told_any and len(families) == 1:
        told[families[0]] = [*told[families[0]], *told_any]
    for acts in told.values():
        days = {(act.first, act.last) for act in acts}
        if len(days) != 2 or any(_table().another.search(act.scene.text) for act in acts):
            continue
        for index, one in enumerate(acts):
            for other in acts[index + 1 :]:
                if _is_retold(one, other):
                    yield claim_of(other, one, "retold", one.days)


def _is_retold(one: Act, other: Act) -> bool:
    """Whether the second names the incident that the first has told of, on another day."""
    if one.scene is other.scene or one.passage + _REACH < other.passage or not _is_noun(other):
        return False
    if _is_noun(one) and one.scene.passage.block is other.scene.passage.block:
        return False
    if not (one.last < other.first or other.last < one.first):
        return False
    if max(one.step, other.step) > 1:
        written = all(act.step > 1 or YEAR.search(act.time.quote) for act in (one, other))
        return written and abs(one.first - other.first) <= _CLOSE_YEARS
    return abs(one.first - other.first) <= _CLOSE_DAYS


def _is_noun(act: Act) -> bool:
    return act.scene.tree.tags[act.at].startswith("NN")


def _incidents(scene: Scene) -> Iterator[Act]:
    tree = scene.tree
    found = [(at, incident) for at in range(len(tree)) if (incident := _incident(tree, at)) is not None]
    dates = [(time, days) for time in scene.times if (days := days_of(time)) is not None] if found else []
    for at, incident in found:
        for time, (low, high) in dates:
            if dates_token(scene, at, time):
                days = Interval.between(Decimal(low), Decimal(high))
                subject = None if tree.tags[at].startswith("NN") else acting(tree, at)
                yield Act(scene, at, Kind(incident, "incident"), time, days, high - low + 1, subject)
                break


def _incident(tree: Tree, at: int) -> str | None:
    """The kind of incident that a verb in the past tense or a pointing noun tells."""
    if tree.tags[at] == "NN":
        incident = _table().nouns.get(tree.lowers[at])
        determiner = None if incident is None else tree.child(at, "det")
        return incident if determiner is not None and tree.lowers[determiner] in _POINTING else None
    if tree.tags[at] not in ("VBD", "VBN"):
        return None
    for behind, incident in _table().verbs.get(tree.lemmas[at], ()):
        helpers = {tree.lowers[child] for child in tree.children[at] if tree.deps[child] in ("aux", "neg")}
        if not helpers & {"would", "could", "might", "not", "n't", "may"} and (
            not behind or behind in tree.lowers[at + 1 : at + 3]
        ):
            return incident
    return None
