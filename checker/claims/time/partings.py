"""Partings: somebody who is at a post or a club after leaving it, or leaves it before joining.

In:  the scenes of an article.
Out: `happening` claims with flag "order": ``stated`` the days of the later act, ``implied`` those the parting leaves
     "left Turku in 2015 … captained Turku until 2018"       →  stated 2018, implied up to the end of 2015
     "resigned in 1158 … was in office until 1168"           →  stated 1168, implied up to the end of 1158
     "joined the quartet in 1974 … left the quartet in 1971" →  stated 1974, implied up to the end of 1971

Only where the article tells of one parting of one person, and of no return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.actors import Actors
from checker.claims.time.acts import Act, acting, acts_of, days_of, words
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.claims.time.sequences import claim_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tree import Tree

_UNTIL = re.compile(r"\b(?:until|till|up to|through|to)(?: (?:early|late|mid))? ?$", re.I)
_RETURNS = re.compile(
    r"\b(?:return(?:s|ed|ing)?|again|rejoin\w*|came back|back (?:to|in|at)|re-?appointed|re-?elected"
    r"|second (?:spell|stint|term|time)"
    r"|two spells|comeback|reinstated|recalled|loan)\b",
    re.I,
)
_IN_OFFICE = re.compile(r"\bin (?:office|charge|post|the (?:post|job|role|chair|dugout|seat))\b")
_CABINET = frozenset(["cabinet", "government", "ministry", "portfolio"])
_NOT_OF_WORK = re.compile(r"\b(?:home|country|school|university|hospital|house|wife|husband|prison|army|england|town)\b", re.I)


def find_partings(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    if not any(time.period.granularity in ("day", "month", "year") for scene in scenes for time in scene.times):
        return
    parted = [act for act in acts_of(scenes) if act.kind.name == "departed" and act.scene.tree.tags[act.at].startswith("VB")]
    if len(parted) != 1 or any(_RETURNS.search(block.text) for block in article.blocks):
        return
    (left,) = parted
    actors = Actors(article)
    person = actors.person(left)
    if person is None or words().again.search(left.clause):
        return
    post = _post(left.scene.tree, left.at)
    if post is not None and _NOT_OF_WORK.fullmatch(post):
        return
    for scene in scenes:
        if scene is left.scene or scene.tree is None or len(scene.text) > LONGEST_SENTENCE:
            continue
        for act in (*_joined(scene, post), *_stayed(scene, post, left)):
            if act.first > left.last and actors.person(act) == person:
                yield claim_of(act, left, "order", Interval(None, Bound(Decimal(left.last))))


def _post(tree: Tree, verb: int) -> str | None:
    """What is left: "left Turku", "resigned from the board"; in lower case."""
    made = tree.child(verb, "dobj")
    if made is None:
        source = next((at for at in tree.children[verb] if tree.lowers[at] in ("from", "as") and at > verb), None)
        made = None if source is None else tree.child(source, "pobj")
    return None if made is None or not tree.tags[made].startswith("NN") else tree.lowers[made]


def _joined(scene: Scene, post: str | None) -> Iterator[Act]:
    """ "joined the quartet in 1974": the one left."""
    for act in acts_of([scene]) if post is not None and post in scene.text.lower() else ():
        if act.kind.name == "appointed" and _post(scene.tree, act.at) == post and scene.tree.lemmas[act.at] in ("join", "sign"):
            yield act


def _stayed(scene: Scene, post: str | None, left: Act) -> Iterator[Act]:
    """ "captained Turku until 2018", "was in office until 1168"."""
    if not _names(scene.tree, post) and not _IN_OFFICE.search(scene.text):
        return
    tree = scene.tree
    for time in scene.times:
        days = _last_days(scene, time)
        if days is None:
            continue
        verbs = [at for at in range(len(tree)) if tree.tags[at] in ("VBD", "VBN") and tree.ends[at] <= time.start]
        if verbs and acting(tree, verbs[-1]) is not None:
            at = verbs[-1]
            interval = Interval.between(*map(Decimal, days))
            yield replace(left, scene=scene, at=at, time=time, days=interval, step=1, subject=acting(tree, at))


def _names(tree: Tree, post: str | None) -> bool:
    """Whether a sentence names the post: "the Rovers juniors" are not Rovers, and a portfolio is held in the Cabinet."""
    posts = _CABINET if post in _CABINET else {post}
    return any(
        tree.lowers[at] in posts and not (tree.deps[at] == "compound" and tree.tags[tree.heads[at]] in ("NN", "NNS"))
        for at in range(len(tree))
    )


def _last_days(scene: Scene, time: Mention) -> tuple[int, int] | None:
    """The days of the end told by "until 2018"."""
    period = time.period
    if re.match(r"(?:until|till) ", time.quote, re.I):
        if period.end is None or period.granularity not in ("day", "month", "year") or not re.search(r"\d", time.quote):
            return None
        last = period.end.toordinal() - 1
        return last - {"day": 0, "month": 27, "year": 364}[period.granularity], last
    return days_of(time) if _UNTIL.search(scene.text[: time.start]) else None
