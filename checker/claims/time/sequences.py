"""Sequences: two acts of one article told in an order that cannot be, or one act told with two days.

In:  the scenes of an article.
Out: `happening` claims with flag "order": ``stated`` the days of the later act, ``implied`` those the other leaves it
     "opened in May 2017 … broke ground in September 2017"   →  stated May 2017, implied from 1 September 2017
     "died in 1907 … moved to Newlyn in 1912"                →  stated 1912, implied up to the end of 1907
     and with flag "retold": ``stated`` and ``implied`` are the two days of one act
     "was founded in 1868 by Josiah Roe … since Josiah opened the brewery in 1886"

Only where the article tells each act of one thing, with one day (two for "retold"): what is told oftener is several things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.actors import Actors
from checker.claims.time.acts import Act, acting, acts_of, dates_token, days_of, words
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.quantity import Bound, Interval

# (what comes first, what comes after): of one thing.
_ORDERS = (
    ("broke ground", "opened"),
    ("broke ground", "completed"),
    ("opened", "closed"),
    ("founded", "closed"),
    ("happened", "charged"),
    ("married", "divorced"),
    ("admitted", "discharged"),
    ("submitted", "decided"),
    ("laid down", "launched"),
    ("trial", "verdict"),
    ("tendered", "awarded"),
    ("enrolled", "graduated"),
)
# These are told without their thing: "Contractors broke ground", "The jury returned its verdict".
_UNNAMED = frozenset(["broke ground", "submitted", "laid down", "trial", "tendered"])
# One kind of act, or two that tell of one start.
_RETOLD = (
    *((name,) for name in ("opened", "founded", "married", "died", "elected", "closed", "completed", "signed", "merged")),
    *((name,) for name in ("sank", "published", "happened", "built", "unveiled")),
    ("founded", "opened"),
)
_CLOSE = 60
# Sentences farther apart than these may well speak of two things.
_APART = 25
# What closes for a time opens again.
_FOR_A_TIME = re.compile(
    r"\b(?:repairs|refurbish\w+|renovat\w+|temporar\w+|for the (?:winter|war|season)|pandemic|lockdown|flood\w*)\b"
)


def find_sequences(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    acts = [act for act in acts_of(scenes) if act.kind.of in ("person", "incident") or not words().again.search(act.clause)]
    actors = Actors(article)
    for first, second in _ORDERS:
        yield from _reversed(_told_once(acts, first), _told_once(acts, second), actors)
    yield from _outlived(scenes, acts, actors)
    yield from _outlasted(scenes, acts, actors)
    yield from _retold(acts, actors)


def _told_once(acts: Sequence[Act], name: str) -> list[Act]:
    """The acts of this name where all of them share a day; else none."""
    found = [act for act in acts if act.kind.name == name]
    meet = all(one.first <= other.last and other.first <= one.last for one in found for other in found)
    return found if meet else []


def _reversed(firsts: list[Act], seconds: list[Act], actors: Actors) -> Iterator[Claim]:
    if not firsts or not seconds:
        return
    cause, effect = firsts[0], seconds[0]
    if effect.last >= cause.first or cause.scene is effect.scene and not _is_told_on(cause, effect):
        return
    if cause.kind.of == "incident":
        near = cause.step == effect.step == 1 and cause.first - effect.last <= _CLOSE
        linked = near and not words().again.search(cause.scene.text) and actors.share_incident(cause, effect)
    elif effect.kind.name == "closed" and _FOR_A_TIME.search(effect.scene.text + cause.scene.text):
        linked = False
    elif cause.kind.name == "tendered":
        linked = abs(cause.passage - effect.passage) <= 8 and actors.meet_in_objects(cause, effect)
    elif cause.kind.name in _UNNAMED:
        linked = abs(cause.passage - effect.passage) <= 8 and actors.may_be_one(cause, effect)
    elif cause.kind.of == "pair":
        linked = actors.is_one_couple(cause, effect)
    elif cause.kind.of == "person":
        linked = actors.are_one_person_told(cause, effect)
    else:
        linked = actors.are_one(cause, effect)
    if linked:
        yield claim_of(effect, cause, "order", Interval(Bound(Decimal(cause.first)), None))


def _is_told_on(cause: Act, effect: Act) -> bool:
    """ "Work began in March and was completed in January": one sentence that tells both of one subject."""
    tree = effect.scene.tree
    own = tree.child(effect.at, "nsubj", "nsubjpass")
    told_on = tree.deps[effect.at] == "conj" and tree.heads[effect.at] == cause.at and cause.at < effect.at
    return told_on and (own is None or tree.lowers[own] == "it")


def _outlived(scenes: Sequence[Scene], acts: Sequence[Act], actors: Actors) -> Iterator[Claim]:
    """What somebody does after the death, or before the birth."""
    for name in ("died", "buried", "born"):
        told = [act for act in _told_once(acts, name) if actors.person(act) is not None]
        if len({actors.person(act) for act in told}) != 1:
            continue
        end, person = told[0], actors.person(told[0])
        for scene in scenes:
            if scene.tree is None or words().after_death.search(scene.text):
                continue
            for at, doer in _lived(scene):
                for time in scene.times:
                    days = days_of(time)
                    if days is None or time.period.granularity == "day" and end.step > 40 or not dates_token(scene, at, time):
                        continue
                    wrong = days[0] > end.last if name != "born" else days[1] < end.first
                    act = Act(scene, at, end.kind, time, Interval.between(*map(Decimal, days)), 1, doer)
                    if wrong and scene is not end.scene and actors.person(act) == person:
                        bound = Bound(Decimal(end.last if name != "born" else end.first))
                        yield claim_of(act, end, "order", Interval(None, bound) if name != "born" else Interval(bound, None))


def _outlasted(scenes: Sequence[Scene], acts: Sequence[Act], actors: Actors) -> Iterator[Claim]:
    """What a building or a ship does after it was pulled down."""
    told = _told_once(acts, "demolished")
    if len(told) != 1 or told[0].subject is None or words().again.search(told[0].scene.text):
        return
    (end,) = told
    tree = end.scene.tree
    name = tree.words[end.subject]
    is_name = tree.tags[end.subject].startswith("NNP")
    for scene in scenes:
        if scene is end.scene or scene.tree is None or words().in_ruins.search(scene.text) or len(scene.text) > LONGEST_SENTENCE:
            continue
        near = abs(scene.passage.index - end.passage) <= 4
        for at, subject in _in_use(scene):
            word = scene.tree.words[subject]
            stands_for = word.lower() == "it" or word.lower() == "she" and is_name
            if word != name and not (near and stands_for and actors.hero is None):
                continue
            for time in scene.times:
                days = days_of(time)
                if days is not None and days[0] > end.last and dates_token(scene, at, time):
                    act = Act(scene, at, end.kind, time, Interval.between(*map(Decimal, days)), 1, subject)
                    yield claim_of(act, end, "order", Interval(None, Bound(Decimal(end.last))))


def _in_use(scene: Scene) -> Iterator[tuple[int, int]]:
    """The verbs in the past tense that only what stands does, and what does it: "a fire broke out in the school" too."""
    tree = scene.tree
    for at in range(len(tree)):
        if tree.tags[at] != "VBD":
            continue
        subject = acting(tree, at)
        if tree.lemmas[at] in words().in_use and subject is not None:
            yield at, subject
        if tree.lemmas[at] == "break" and "out" in tree.lowers[at + 1 : at + 2]:
            inside = [tree.child(child, "pobj") for child in tree.children[at] if tree.lowers[child] in ("in", "at")]
            for noun in (noun for noun in inside if noun is not None):
                yield at, noun
                yield from ((at, part) for part in tree.children[noun] if tree.deps[part] == "compound")


def _lived(scene: Scene) -> Iterator[tuple[int, int | None]]:
    """The verbs in the active past tense that only the living do, and who does it: "Her last canvas was finished" too."""
    tree = scene.tree
    for at in range(len(tree)):
        if tree.tags[at] != "VBD" and not (tree.tags[at] == "VBN" and tree.deps[at] == "ROOT"):
            continue
        helpers = any(tree.deps[child] in ("aux", "auxpass", "neg") for child in tree.children[at])
        if tree.lemmas[at] in words().lived and not helpers:
            yield at, acting(tree, at)
    yield from _own_works(scene)


def _own_works(scene: Scene) -> Iterator[tuple[int, int]]:
    """What somebody's own hand makes: the verb of its making and the "her" of "Her last canvas"."""
    tree = scene.tree
    for at in range(len(tree)):
        made = tree.child(at, "nsubjpass") if tree.lemmas[at] in words().makings else None
        owner = None if made is None or tree.lowers[made] not in words().by_hand else tree.child(made, "poss")
        kept = [tree.lowers[child] for child in tree.children[at]]
        if owner is not None and "was" in kept and "by" not in kept and "agent" not in [tree.deps[c] for c in tree.children[at]]:
            yield at, owner


def _retold(acts: Sequence[Act], actors: Actors) -> Iterator[Claim]:
    """One act told with two days of the article's one thing."""
    for names in _RETOLD:
        found = [act for act in acts if act.kind.name in names]
        for index, one in enumerate(found):
            for other in found[index + 1 :]:
                apart = one.last < other.first or other.last < one.first
                if not apart or one.scene is other.scene or abs(one.passage - other.passage) > _APART:
                    continue
                mixed = one.kind.name != other.kind.name
                days = {(act.first, act.last) for act in found}
                if len(names) > 1 and not mixed or len(days) > 2:
                    continue
                if actors.tell_one_act(one, other, mixed):
                    yield claim_of(other, one, "retold", one.days)


def claim_of(act: Act, other: Act, flag: str, implied: Interval) -> Claim:
    def told(one: Act) -> str:
        start, end = one.scene.tree.starts[one.at], one.scene.tree.ends[one.at]
        low, high = min(start, one.time.start), max(end, one.time.end)
        return " ".join(one.scene.text[low:high].split())

    parts = (other.scene.mention_part("other", other.time),)
    return act.scene.claim(
        act.time,
        "happening",
        parts=parts,
        stated=act.days,
        implied=implied,
        words=(("act", told(act)), ("other", told(other))),
        flags=frozenset([flag]),
    )
