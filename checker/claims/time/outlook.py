"""Outlooks: words that tell of a date as still to come.

In:  a scene and a date in it.
Out: the word that looks ahead, None where the words do not.
     "will open on 4 May", "is due to open on 4 May", "plans to open on 4 May"        →  the verb
     "opens on 4 May", "the deadline is 4 May", "have until 4 May", "Join us on 4 May" →  the verb, near
     "the upcoming vote on 4 May"                                                      →  the adjective, near

"near": in these words people speak of days around the article's own only.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from checker.claims.scene import Scene
from checker.claims.time.durations import any_of
from checker.model.mention import Mention
from checker.model.tables import load_table
from checker.model.tree import Tree

_FUTURE = frozenset(["will", "wo", "'ll", "’ll", "shall"])
_PRESENT_BE = frozenset(["is", "are", "'s", "’s", "'re", "’re", "am"])
_PREPOSITION = re.compile(r"\b(on|in|by|before|until|till|for|from|at noon on)(?: (?:\w+day,?|early|late|the))?$", re.I)
_TIMES_OF_DAY = re.compile(r"\b(?:noon|midnight|midday|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)?) on$", re.I)
_PLACING = frozenset(["before", "at", "in", "to", "against"])
_LASTING = frozenset(["be", "run", "continue", "remain", "stay", "last", "keep", "go", "have"])
_UP_TO = re.compile(r"^[^.;]{0,60}?(?: (?:to|until|till|through)|[-–—]) ?(?:\w+day,? )?(?:the )?(?:\d|[A-Z])")
_SCHEDULED = frozenset(["schedule", "set", "plan", "slate", "due", "expect", "earmark", "pencil"])


@dataclass(frozen=True, slots=True)
class Ahead:
    verb: int
    near: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The table of this page: see tables/tenses.yaml."""

    timetabled: frozenset[str]
    occasions: frozenset[str]
    intended: frozenset[str]
    recurring: re.Pattern[str]


@functools.cache
def wording() -> Wording:
    rows = load_table("checker.claims.tables", "tenses.yaml")
    return Wording(*(frozenset(rows[name]) for name in ("timetabled", "occasions", "intended")), any_of(rows["recurring"]))


def looks_ahead(scene: Scene, time: Mention) -> Ahead | None:
    tree = scene.tree
    lead = scene.text[: time.start].rstrip()
    first = time.quote.split(" ")[0].lower()
    told = first if first in ("on", "in", "by", "until", "till", "from", "before") else ""
    found = _PREPOSITION.search(lead)
    preposition = told or (found.group(1).lower() if found else "")
    if _TIMES_OF_DAY.search(lead):
        preposition = "by"
    if "/" in (time.period.timex or ""):
        preposition = "on"
    at = tree.token_at(time.start)
    if at is None:
        return None
    return _from_noun(tree, at, preposition) or _from_verb(scene, time, at, preposition)


def _from_verb(scene: Scene, time: Mention, at: int, preposition: str) -> Ahead | None:
    tree = scene.tree
    chain = _chain(tree, at)
    if not chain:
        return None
    verb = chain[-1]
    if not tree.tags[verb].startswith(("VB", "JJ")):
        return None
    direct = not any(tree.tags[step] in ("NN", "NNS") for step in chain)
    direct = direct or _is_placed(tree, chain)
    if direct and preposition in ("on", "in", "by", "until", "till", "for") and (ahead := _promised(tree, verb)) is not None:
        return ahead
    if direct and preposition == "from" and _begins(scene, time, verb) and (ahead := _promised(tree, verb)) is not None:
        return Ahead(ahead.verb, True)
    if preposition in ("on", "by", "for", "in") and tree.lemmas[verb] in _SCHEDULED and _is_present(tree, verb):
        return Ahead(verb, False)
    if time.period.granularity != "day" or not direct or wording().recurring.search(scene.text):
        return None
    if _is_asked(scene, verb, preposition) or _is_timetabled(scene, verb, preposition):
        return Ahead(verb, True)
    return None


def _chain(tree: Tree, at: int) -> list[int]:
    """From a date up to its verb or adjective, past prepositions and one bare noun; the verb stands last."""
    steps: list[int] = []
    for _ in range(7):
        above = tree.heads[at]
        if above == at:
            break
        at = above
        steps.append(at)
        if tree.tags[at].startswith("VB") or tree.lowers[at] in ("due", "set"):
            return steps
        if not tree.tags[at].startswith(("IN", "CD", "NNP", "NN", "RP")) or sum(tree.tags[s] in ("NN", "NNS") for s in steps) > 1:
            return []
    return []


def _is_placed(tree: Tree, chain: list[int]) -> bool:
    """ "appear before magistrates on 4 May": the day is the verb's, though the parser hangs it on the place."""
    return len(chain) >= 3 and tree.tags[chain[-3]] in ("NN", "NNS") and tree.lowers[chain[-2]] in _PLACING


def _begins(scene: Scene, time: Mention, verb: int) -> bool:
    """ "will strike from 4 March": not "will run from 4 March to 9 May", which may be under way."""
    lasts = scene.tree.lemmas[verb] in _LASTING or _UP_TO.match(scene.text[time.end :])
    return not lasts and time.period.granularity == "day" and time.period.start is not None


def _helpers(tree: Tree, verb: int) -> list[str]:
    return [tree.lowers[at] for at in tree.children[verb] if tree.deps[at] in ("aux", "auxpass")]


def _promised(tree: Tree, verb: int) -> Ahead | None:
    """ "will open", "will open and close", "is due to open", "plans to open", "is to open"."""
    helpers = _helpers(tree, verb)
    if any(word in _FUTURE for word in helpers):
        return None if "have" in helpers else Ahead(verb, False)
    if tree.deps[verb] == "conj" and not helpers and tree.tags[verb] == "VB":
        return _promised(tree, tree.heads[verb])
    if "to" not in helpers or "have" in helpers or tree.deps[verb] not in ("xcomp", "ccomp", "advcl", "acl"):
        return None
    above = tree.heads[verb]
    # The lemma of "are" may be "are".
    if (tree.lemmas[above] in wording().intended or tree.lowers[above] in _PRESENT_BE) and _is_present(tree, above):
        return Ahead(verb, False)
    return None


def _is_present(tree: Tree, at: int) -> bool:
    """ "is due", "is scheduled", "are set", "plans": no past, no perfect, no relative clause's own tense."""
    if tree.tags[at] in ("VBZ", "VBP"):
        return tree.lemmas[at] != "be" or tree.child(at, "acomp") is None
    if tree.tags[at] in ("VBN", "VBG"):
        helpers = _helpers(tree, at)
        return bool(helpers) and all(word in _PRESENT_BE for word in helpers)
    head = tree.heads[at]
    return tree.tags[at] == "JJ" and tree.lowers[head] in _PRESENT_BE and tree.tags[head] in ("VBZ", "VBP")


def _is_asked(scene: Scene, verb: int, preposition: str) -> bool:
    """ "must be received by", "have until … to", and the imperative "Join us on"."""
    tree = scene.tree
    helpers = _helpers(tree, verb)
    if any(word in ("must", "should", "can") for word in helpers):
        return "have" not in helpers and "be" != tree.lemmas[verb] and preposition in ("by", "before", "until", "till")
    if tree.lemmas[verb] == "have" and tree.tags[verb] in ("VBP", "VBZ") and not helpers:
        return preposition in ("until", "till") and tree.child(verb, "xcomp", "dobj", "acl", "advcl") is not None
    return tree.tags[verb] == "VB" and verb == 0 and tree.deps[verb] == "ROOT" and preposition in ("on", "by", "before", "until")


def _is_timetabled(scene: Scene, verb: int, preposition: str) -> bool:
    """ "opens on 4 May", "the deadline is 4 May"."""
    tree = scene.tree
    if tree.tags[verb] not in ("VBZ", "VBP") or _helpers(tree, verb) or preposition not in ("on", "until", "till", ""):
        return False
    subject = tree.child(verb, "nsubj")
    if tree.lemmas[verb] == "be":
        return subject is not None and tree.lowers[subject] in wording().occasions and tree.child(verb, "acomp", "neg") is None
    return tree.lemmas[verb] in wording().timetabled and subject is not None and tree.lowers[subject] not in ("i", "you", "we")


def _from_noun(tree: Tree, at: int, preposition: str) -> Ahead | None:
    """ "the upcoming vote on 4 May"."""
    if preposition not in ("on", "in"):
        return None
    for _ in range(4):
        at = tree.heads[at]
        if tree.tags[at] in ("NN", "NNS"):
            ahead = [child for child in tree.children[at] if tree.lowers[child] in ("upcoming", "forthcoming")]
            return Ahead(ahead[0], True) if ahead else None
        if tree.tags[at].startswith("VB"):
            return None
    return None
