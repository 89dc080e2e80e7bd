"""Happenings: when something was founded, opened, born, closed …

In:  the scenes of an article.
Out: `happening` claims: ``words.event`` and ``words.subject`` say what happened to whom, ``stated`` the days it may have
     been (day numbers of the calendar).
     "The club was founded in May 1941"  →  event founded, subject "the club", stated May 1941
     "since its start in 1942"           →  event founded, subject of the one thing founded before, flag "unnamed"

Flags: "beginning" or "end" as the event is, "named" where the subject is a name, "unnamed" for its and it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.nouns import subject_of
from checker.claims.persons.people import Cast
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, any_of, day_told
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

# From the event to its date: "was founded by two brothers in", "opened on".
_TO_DATE = re.compile(
    r"^(?: (?!and\b|but\b|when\b|after\b|before\b|until\b|since\b)[\w'’-]+){0,6} (?:in|on|back in|in early|in late|in mid) $"
)
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/happenings.yaml."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    flags: dict[str, str]
    alone: frozenset[str]
    unless: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "happenings.yaml")
    events = rows["events"]
    return Words(
        {verb: row["event"] for row in events for verb in row["verbs"]},
        {noun: row["event"] for row in events for noun in row["nouns"]},
        {row["event"]: row["flag"] for row in events},
        frozenset(rows["alone"]),
        any_of(rows["unless"]),
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """``subject`` is "" for a pronoun; ``place`` are the passage offsets of the words that name it."""

    scene: Scene
    time: Mention
    event: str
    subject: str
    place: tuple[int, int]
    named: bool

    @property
    def name(self) -> str:
        return self.scene.text[slice(*self.place)]


def find_happenings(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    found = [happening for scene in scenes if len(scene.text) <= LONGEST_SENTENCE for happening in _happenings(scene)]
    if len(found) < 2:
        return
    found = [happening for happening in found if not _follows_an_end(happening, found)]
    cast = Cast("\n".join(block.text for block in article.blocks))
    for index, happening in enumerate(found):
        if happening.subject:
            subject = cast.person(happening.name) if happening.event in ("born", "died") else happening.subject
            if subject is not None:
                yield _claim(happening, subject, "named" if happening.named else "common")
            continue
        family = words().flags[happening.event]
        subjects = [h for h in found[:index] if h.subject and h.event == happening.event] or [
            h for h in found[:index] if h.subject and words().flags[h.event] != family
        ]
        near = happening.scene.passage.index - subjects[-1].scene.passage.index if subjects else 99
        if near <= _NEAR and len({h.subject for h in subjects}) == 1:
            yield _claim(happening, subjects[-1].subject, "unnamed")


def _follows_an_end(happening: Happening, found: Sequence[Happening]) -> bool:
    """ "closed in 1944 after a bomb and opened in 1951": one sentence that tells it in this order means a new beginning."""
    if words().flags[happening.event] != "beginning":
        return False
    ends = [other for other in found if other.scene is happening.scene and words().flags[other.event] == "end"]
    return any(other.subject == happening.subject and other.time.start < happening.time.start for other in ends)


def _claim(happening: Happening, subject: str, flag: str) -> Claim:
    scene, time = happening.scene, happening.time
    day, _ = day_told(time.period.timex)
    last = time.period.end
    end = last.toordinal() - 1 if last is not None else day.toordinal()
    return scene.claim(
        time,
        "happening",
        parts=(scene.part("subject", *happening.place),),
        stated=Interval.between(Decimal(day.toordinal()), Decimal(max(end, day.toordinal()))),
        words=(("event", happening.event), ("subject", subject)),
        flags=frozenset([flag, words().flags[happening.event]]),
    )


def _happenings(scene: Scene) -> Iterator[Happening]:
    tree = scene.tree
    if tree is None or not scene.times:
        return
    dates = [time for time in scene.times if YEAR.search(time.quote) and day_told(time.period.timex or "") is not None]
    if not dates or words().unless.search(scene.text):
        return
    for at in range(len(tree)):
        event = _event(tree, at)
        if event is None:
            continue
        behind = [time for time in dates if time.start >= tree.ends[at]]
        if not behind or not _TO_DATE.match(scene.text[tree.ends[at] : behind[0].start]):
            continue
        subject = _subject_of_noun(tree, at) if tree.tags[at].startswith("NN") else _subject_of_verb(tree, at)
        if subject is None:
            continue
        told = _told(tree, subject)
        if told is not None:
            yield Happening(scene, behind[0], event, *told)


def _event(tree: Tree, at: int) -> str | None:
    if at and tree.words[at - 1] == "-":
        return None  # "re-formed"
    if tree.tags[at].startswith("VB") and tree.tags[at] not in ("VBZ", "VBP"):
        if any(tree.deps[child] == "neg" or tree.tags[child] in ("MD", "TO") for child in tree.children[at]):
            return None
        if tree.lemmas[at] in words().alone and tree.child(at, "dobj", "xcomp", "ccomp", "prt") is not None:
            return None
        return words().verbs.get(tree.lemmas[at])
    if tree.tags[at] == "NN":
        return words().nouns.get(tree.lowers[at])
    return None


def _subject_of_verb(tree: Tree, verb: int) -> int | None:
    """What was founded: the object of the founder's verb, else its subject ("Founded in 1941, the club …" too)."""
    made = tree.child(verb, "dobj")
    # "opened its doors"
    if made is not None and tree.lemmas[made] not in ("door", "gate"):
        return made
    subject = subject_of(tree, verb)
    if subject is None and tree.tags[verb] == "VBG" and tree.deps[verb] == "pcomp":
        above = tree.heads[tree.heads[verb]]
        subject = subject_of(tree, above)
    return subject


def _subject_of_noun(tree: Tree, noun: int) -> int | None:
    """Whose founding: "its start", "the club's founding", "the founding of the club"."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    of = next((at for at in tree.children[noun] if tree.lowers[at] == "of"), None)
    return None if of is None else tree.child(of, "pobj")


# "He" and "she" are left alone: a life told has several of them.
_PRONOUNS = frozenset(["it", "its"])


def _told(tree: Tree, subject: int) -> tuple[str, tuple[int, int], bool] | None:
    """(subject's key, its place, whether it is a name); None for what is not one known thing ("a shop", "they")."""
    place = (tree.starts[subject], tree.ends[subject])
    if tree.lowers[subject] in _PRONOUNS:
        return "", place, False
    if tree.tags[subject] in ("NNP", "NNPS"):
        first = subject
        while first > 0 and tree.tags[first - 1] in ("NNP", "NNPS") and tree.heads[first - 1] in range(first - 1, subject + 1):
            first -= 1
        name = " ".join(tree.lowers[first : subject + 1])
        return name, (tree.starts[first], tree.ends[subject]), True
    determiner = tree.child(subject, "det")
    if tree.tags[subject] == "NN" and determiner is not None and tree.lowers[determiner] in ("the", "this"):
        inner = [
            at for at in tree.children[subject] if tree.deps[at] in ("amod", "compound", "prep", "relcl", "nummod", "acl", "poss")
        ]
        spoken = [tree.lowers[at] for at in inner if tree.deps[at] in ("amod", "compound")]
        if any(tree.deps[at] == "prep" for at in inner):
            return None
        return " ".join(["the", *spoken, tree.lowers[subject]]), (tree.starts[determiner], tree.ends[subject]), False
    return None
