"""Circumstances: who says a figure, as what, for when, and whether it runs on.

In:  a frame, the time mentions and the quoted stretches of its passage.
Out: speaker and directness, modality and polarity, the period and the aggregation, scope, basis, place.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.claims.frame import Frame
from checker.claims.nouns import root_token, subject_of
from checker.claims.vocabulary import vocabulary
from checker.model.mention import Mention
from checker.model.period import Period
from checker.model.tables import load_table
from checker.model.territories import territory_named
from checker.model.tree import Tree

# How many steps in the tree a time may stand from the figure it dates.
_FARTHEST_TIME = 4
# Words before a figure that point back to something known.
POINTING = frozenset("the this these those that its his her their our both all".split())
_LOOSE = frozenset(["parataxis", "ccomp", "advcl"])


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/circumstances.yaml."""

    scope: frozenset[str]
    basis: dict[str, str]
    cumulative: tuple[str, ...]


@functools.cache
def _words() -> Words:
    rows = load_table("checker.claims.tables", "circumstances.yaml")
    basis = {word: name for name, words in rows["basis"].items() for word in words}
    return Words(frozenset(rows["scope"]), basis, tuple(rows["cumulative_phrases"]))


def speaker_of(frame: Frame) -> str | None:
    """Who says the figure: a proper name as written, else the noun in lower case ("police"); None for the narrator."""
    tree, say = frame.tree, vocabulary().verbs["say"]
    at = frame.root
    for head in tree.ancestors(frame.root):
        said = tree.deps[at] in ("ccomp", "parataxis") or tree.deps[head] in ("parataxis", "advcl")
        if said and tree.tags[head].startswith("VB") and tree.lemmas[head] in say:
            speaker = subject_of(tree, head)
            if speaker is not None and speaker not in frame.inside:
                return _name(tree, speaker)
        at = head
    for at in range(len(tree) - 2):
        if tree.lowers[at] == "according" and tree.lowers[at + 1] == "to":
            speaker = tree.child(at + 1, "pobj")
            return None if speaker is None else _name(tree, speaker)
    return _parenthetic(tree, frame, say)


def _parenthetic(tree: Tree, frame: Frame, say: frozenset[str]) -> str | None:
    """ "…, the police said": the verb of saying hangs below the statement."""
    for head in [frame.root, *tree.ancestors(frame.root)]:
        for at in tree.children[head]:
            if tree.deps[at] in _LOOSE and tree.lemmas[at] in say and tree.tags[at] in ("VBD", "VBZ", "VBP"):
                speaker = tree.child(at, "nsubj")
                if speaker is not None and frame.root not in tree.subtree(at):
                    return _name(tree, speaker)
    return None


def _name(tree: Tree, token: int) -> str:
    """A speaker's last name, or the noun with its compounds."""
    if tree.tags[token] in ("PRP", "WP", "WDT", "DT", "EX"):
        return ""
    if tree.tags[token].startswith("NNP"):
        return tree.words[token]
    near = [at for at in tree.subtree(token) if token - 3 <= at <= token]
    words = [at for at in near if at == token or tree.deps[at] in ("compound", "nmod")]
    return " ".join(tree.lowers[at] for at in words)


def modality_of(frame: Frame) -> tuple[str, bool]:
    """(modality, polarity): stated, forecast, target or denied; False for what is said not to be so."""
    tree, verbs = frame.tree, vocabulary().verbs
    polarity, modality = True, "stated"
    if frame.determiner in POINTING:
        # "The 380-metre bridge will open": the bridge is as long as that already.
        return modality, polarity
    for step, head in enumerate([frame.anchor, *tree.ancestors(frame.anchor)]):
        if step > 6:
            break
        if not tree.tags[head].startswith(("VB", "JJ")):
            continue
        for at in tree.children[head]:
            if tree.deps[at] == "neg" and step <= 3:
                polarity = False
            if tree.deps[at] == "aux" and tree.tags[at] == "MD" and tree.lowers[at] not in ("can", "must"):
                modality = "forecast"
        lemma = tree.lemmas[head]
        if lemma in verbs["deny"]:
            modality = "denied"
        elif lemma in verbs["target"] and modality == "stated":
            modality = "target"
        elif lemma in verbs["forecast"] and modality == "stated":
            modality = "forecast"
    return modality, polarity


def time_of(frame: Frame, times: Sequence[Mention]) -> Mention | None:
    """The time that dates the figure: the nearest in the tree, within reach; None when there is none."""
    best, nearest = None, _FARTHEST_TIME + 1
    for time in times:
        root = root_token(time, frame.tree)
        if root is None or (time.start < frame.mention.end and frame.mention.start < time.end):
            continue
        steps = _distance(frame.tree, frame.anchor, root)
        if steps < nearest:
            best, nearest = time, steps
    return best


def _distance(tree: Tree, one: int, other: int) -> int:
    above = {at: steps for steps, at in enumerate([one, *tree.ancestors(one)])}
    for steps, at in enumerate([other, *tree.ancestors(other)]):
        if at in above:
            return steps + above[at]
    return 99


def aggregation_of(frame: Frame, period: Period | None, text: str) -> str | None:
    """stock, flow or cumulative; None when the words do not tell."""
    tree, verbs = frame.tree, vocabulary().verbs
    lower = text.lower()
    if any(phrase in lower for phrase in _words().cumulative):
        return "cumulative"
    verb, noun = frame.verb, frame.noun
    if verb is not None and tree.lemmas[verb] in verbs["cumulative"] and noun is not None and noun.relation == "subject":
        return "cumulative"
    if noun is not None and tree.lemmas[noun.token] in ("toll", "total"):
        return "cumulative"
    if verb is not None and tree.lemmas[verb] in ("bring", "take", "push") and tree.lowers[tree.heads[frame.root]] == "to":
        return "cumulative"
    if period is not None and period.start is not None and period.end is None:
        return "cumulative"
    if period is not None and period.granularity not in ("day", "hour", "minute", "second") or _is_stretch(period):
        return "flow"
    if verb is not None and tree.lemmas[verb] in ("be", "have", "own", "hold", "employ", "stand", "remain", "contain"):
        return "stock"
    return None


def _is_stretch(period: Period | None) -> bool:
    if period is None or period.offset is None:
        return False
    low, high = period.offset
    return low is not None and high is not None and high - low > 1


def scope_of(frame: Frame) -> str | None:
    """Words that set the group apart ("another five"), joined by a space; None for a plain figure."""
    tree, scope = frame.tree, _words().scope
    around = set(frame.inside)
    for at in {frame.root, frame.anchor}:
        around.update(tree.children[at])
        if tree.deps[at] == "pobj":
            around.add(tree.heads[at])
    found = [tree.lowers[at] for at in sorted(around) if tree.lowers[at] in scope and not _is_hedge(tree, at)]
    if frame.noun is not None and frame.noun.partitive:
        found.append("of")
    return " ".join(dict.fromkeys(found)) or None


def _is_hedge(tree: Tree, at: int) -> bool:
    """The "more" of "more than 40" sets no group apart."""
    return tree.lowers[at] == "more" and "than" in tree.lowers[at + 1 : at + 2]


def basis_of(frame: Frame) -> str | None:
    """The conventions named beside the figure's noun ("net", "provisional"), sorted; None when there are none."""
    tree, table = frame.tree, _words().basis
    around = set(tree.children[frame.anchor])
    if frame.verb is not None:
        around.update(at for at in tree.children[frame.verb] if tree.tags[at].startswith("RB"))
    if frame.noun is not None:
        around.update(tree.children[frame.noun.token])
    found = {table[tree.lowers[at]] for at in around if tree.lowers[at] in table and at not in frame.inside}
    return " ".join(sorted(found)) or None


def places_of(tree: Tree, tokens: Iterable[int]) -> list[tuple[str, str, int, int]]:
    """Territories named among *tokens*: (code, role, first token, past the last)."""
    found, seen = [], set()
    for at in tokens:
        if at in seen or not tree.words[at][:1].isupper():
            continue
        for length in (4, 3, 2, 1):
            if at + length > len(tree):
                continue
            words = " ".join(tree.words[at : at + length])
            named = territory_named(words)
            if named is not None:
                found.append((*named, at, at + length))
                seen.update(range(at, at + length))
                break
    return found


def is_quoted(frame: Frame, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether the figure stands inside one of the quoted stretches of its passage."""
    return any(start <= frame.mention.start and frame.mention.end <= end for start, end in quotes)


