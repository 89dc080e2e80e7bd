"""Frames: a mention and the words that its sentence hangs on it.

In:  a mention, the tree of its passage, the other mentions there.
Out: the noun it counts, the verb that governs it, that verb's subject, the events it takes part in,
     and the content words around it by role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from checker.claims.nouns import MEASURES, Noun, find_noun, mention_tokens, noun_words, root_token, subject_of
from checker.claims.vocabulary import vocabulary
from checker.model.mention import Mention
from checker.model.tree import Tree

_CONTENT = ("NN", "JJ", "VB")
_EMPTY = frozenset(
    """be have do say tell make take get go come give more most other such same new last first next very also just only not
    mr mrs ms dr year month week day time people person thing way lot one percent % pct per cent $ mln bn dlr about total
    number there here now then still already however even well may might could would should will can must""".split()
)
_ARGUMENTS = frozenset("dobj attr prep agent dative oprd npadvmod advcl xcomp".split())
_NEVER_PEOPLE = frozenset(["measure", "duration", "money"])
_PLACING = frozenset(["in", "at", "near", "across", "from"])
# Verbs whose subject undergoes what happens.
_UNDERGONE_BY_SUBJECT = frozenset("die perish drown disappear vanish flee attend suffer".split())


@dataclass(frozen=True)
class Frame:
    """See the module's page. Token fields are indexes into ``tree``; None when the sentence has no such word."""

    mention: Mention
    tree: Tree
    root: int
    noun: Noun | None

    @cached_property
    def inside(self) -> frozenset[int]:
        return frozenset(mention_tokens(self.mention, self.tree))

    @property
    def anchor(self) -> int:
        """The token that stands for the figure in its clause: its noun where it counts one, else itself."""
        if self.noun is not None and self.noun.relation in ("counted", "value"):
            return self.noun.token
        return self.root

    @cached_property
    def verb(self) -> int | None:
        """The nearest verb above; a participle behind the noun ("soldiers killed in") is not above."""
        tree = self.tree
        for at in tree.ancestors(self.anchor):
            if tree.tags[at].startswith("VB"):
                return at
        return None

    @cached_property
    def subject(self) -> int | None:
        return None if self.verb is None else subject_of(self.tree, self.verb)

    @cached_property
    def events(self) -> frozenset[str]:
        """The events that the ones counted underwent; metres and minutes are never killed or hurt."""
        found = frozenset(_events(self))
        return found - vocabulary().people if self.mention.kind in _NEVER_PEOPLE else found

    @cached_property
    def determiner(self) -> str | None:
        """The article or pronoun before the figure or its noun ("the", "its", "these", "a"); None without one."""
        tree, start = self.tree, min(self.inside, default=self.root)
        heads = {self.root, self.anchor}
        found = [at for head in heads for at in tree.children[head] if tree.deps[at] in ("det", "poss", "predet") and at <= start]
        return tree.lowers[found[0]] if found else None

    @cached_property
    def terms(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(_terms(self)))


def frame_of(mention: Mention, tree: Tree | None) -> Frame | None:
    """The frame of a mention; None where the passage was not parsed."""
    if tree is None:
        return None
    root = root_token(mention, tree)
    if root is None:
        return None
    return Frame(mention, tree, root, find_noun(mention, tree))


def _events(frame: Frame) -> Iterable[str]:
    tree, words = frame.tree, vocabulary()
    noun = frame.noun.token if frame.noun is not None else None
    heads = [frame.root] if noun is None else [noun, frame.root]
    if noun is not None:
        yield from _noun_events(tree, noun)
        heads.extend(_measures_above(tree, noun))
    for head in heads:
        for at in tree.children[head]:
            if tree.deps[at] in ("acl", "amod", "relcl", "acomp", "oprd"):
                yield from _events_of_words(tree, at)
        governor, dep = tree.heads[head], tree.deps[head]
        if dep in ("nsubj", "nsubjpass", "dobj", "attr") and tree.tags[governor].startswith(("VB", "JJ")):
            undergone = dep in ("nsubjpass", "dobj") or tree.lemmas[governor] in _UNDERGONE_BY_SUBJECT
            # A bare "40 injured" is parsed as subject and verb; a participle's subject underwent it.
            undergone = undergone or (dep == "nsubj" and tree.tags[governor] == "VBN" and not _has_object(tree, governor))
            if undergone:
                yield from _events_of_words(tree, governor)
                yield from _shared_object(tree, governor)
            if tree.lemmas[governor] in ("be", "leave", "remain", "find", "feel", "get"):
                for at in tree.children[governor]:
                    if tree.deps[at] in ("acomp", "oprd", "attr", "xcomp", "ccomp") and at not in heads:
                        yield from (e for e in (words.event("adj", tree.lowers[at]),) if e)
        # "left 12 dead": the figure hangs on the adjective itself.
        is_object = tree.deps[governor] in ("ccomp", "dobj", "oprd")
        if dep in ("nsubj", "nummod") and is_object and tree.tags[governor].startswith("JJ"):
            yield from (e for e in (words.event("adj", tree.lowers[governor]),) if e)


def _measures_above(tree: Tree, noun: int) -> list[int]:
    """The "number" of "the number of soldiers killed": what was done may hang on it."""
    if tree.deps[noun] != "pobj" or tree.lowers[tree.heads[noun]] != "of":
        return []
    above = tree.heads[tree.heads[noun]]
    return [above] if tree.lemmas[above] in MEASURES else []


def _has_object(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "dobj") is not None


def _noun_events(tree: Tree, noun: int) -> Iterable[str]:
    words = vocabulary()
    if (event := words.event("noun", tree.lemmas[noun])) is not None:
        yield event
    for at in noun_words(tree, noun):
        if at != noun and (event := words.event("adj", tree.lowers[at])) is not None:
            yield event
    if tree.lemmas[noun] == "toll" and "death" in tree.lowers:
        yield "killed"
    if tree.lemmas[noun] == "casualty":
        yield from ("killed", "wounded")


def _events_of_words(tree: Tree, at: int) -> Iterable[str]:
    """The events of a verb or adjective and of those joined to it by and/or without an object of their own."""
    words = vocabulary()
    for token in [at, *_joined(tree, at)]:
        event = words.event("verb", tree.lemmas[token]) if tree.tags[token].startswith("VB") else None
        event = event or words.event("adj", tree.lowers[token])
        if event is not None:
            yield event


def _shared_object(tree: Tree, verb: int) -> Iterable[str]:
    """ "killed or wounded 40": the first verb of a pair borrows the object of the second."""
    while tree.deps[verb] == "conj" and tree.tags[tree.heads[verb]].startswith("VB") and not _has_object(tree, tree.heads[verb]):
        verb = tree.heads[verb]
        event = vocabulary().event("verb", tree.lemmas[verb])
        if event is not None and tree.tags[verb] != "VBN":
            yield event


def _joined(tree: Tree, at: int) -> list[int]:
    found, todo = [], [at]
    while todo:
        for child in tree.children[todo.pop()]:
            # "One killed, four hurt": the number before the second word is its own.
            is_apart = _has_own_arguments(tree, child) or child > 0 and tree.tags[child - 1] == "CD"
            if tree.deps[child] == "conj" and not is_apart:
                found.append(child)
                todo.append(child)
    return found


def _has_own_arguments(tree: Tree, verb: int) -> bool:
    return any(tree.deps[at] in ("dobj", "nsubj", "nsubjpass") for at in tree.children[verb])


def _terms(frame: Frame) -> Iterable[tuple[str, str]]:
    tree, words = frame.tree, vocabulary()
    if frame.noun is not None:
        noun = frame.noun.token
        if tree.tags[noun].startswith("NN") and len(tree.words[noun]) > 1:
            yield ("noun", words.noun(tree.lemmas[noun]))
        around = noun_words(tree, noun, frame.inside)
        yield from (("mod", tree.lemmas[at]) for at in around if at != noun and _is_content(tree, at))
        yield from _complements(frame, noun)
    if frame.noun is None or frame.noun.token != frame.root:
        for at in tree.children[frame.root]:
            if tree.deps[at] in ("prep", "acl", "relcl", "amod", "appos") and at not in frame.inside and at > frame.root:
                yield from (("of", lemma) for lemma in _phrase(tree, at, frame.inside))
    yield from (("window", lemma) for lemma in _window(frame))
    yield from _marks(frame)
    if frame.verb is not None:
        verb = frame.verb
        if tree.lemmas[verb] not in _EMPTY:
            yield ("verb", tree.lemmas[verb])
        if frame.subject is not None and frame.subject not in frame.inside:
            yield from (("subject", lemma) for lemma in _phrase(tree, frame.subject, frame.inside))
        for at in tree.children[verb]:
            if tree.deps[at] in _ARGUMENTS and at not in frame.inside:
                yield from (("clause", lemma) for lemma in _phrase(tree, at, frame.inside))
    for at in range(len(tree)):
        if at not in frame.inside and _is_content(tree, at):
            yield ("name" if tree.tags[at].startswith("NNP") else "sentence", tree.lemmas[at])


def _marks(frame: Frame) -> Iterable[tuple[str, str]]:
    """Words of the clause that set this figure's thing against others like it, and the places it is told of."""
    tree, contrasts = frame.tree, vocabulary().contrasts
    clause = tree.subtree(frame.verb) if frame.verb is not None else range(len(tree))
    placed = (frame.verb, frame.anchor, frame.root, frame.noun.token if frame.noun is not None else None)
    for at in clause:
        pair = f"{tree.lowers[at - 1]} {tree.lowers[at]}" if at else ""
        if at in frame.inside:
            continue
        for word in {tree.lemmas[at], tree.lowers[at], pair} & contrasts.keys():
            yield from ((f"mark {row}", word) for row in contrasts[word])
        # The tagger takes many a town for a common noun; its capital tells.
        if tree.deps[at] == "pobj" and tree.words[at][:1].isupper() and tree.lowers[tree.heads[at]] in _PLACING:
            if tree.heads[tree.heads[at]] in placed:
                yield ("where", tree.lowers[at])
    subject, verb = frame.subject, frame.verb
    if subject is not None and subject != frame.anchor and tree.tags[subject].startswith("NN"):
        # One verb of two subjects tells of two things: "the museum has 40 rooms", "the hotel has 65 rooms".
        yield (f"doer {tree.lemmas[verb]}", vocabulary().noun(tree.lemmas[subject]))


def _window(frame: Frame) -> Iterable[str]:
    """The content words just before and behind the figure, whatever the parse makes of them."""
    tree = frame.tree
    first, last = min(frame.inside, default=frame.root), max(frame.inside, default=frame.root)
    before = [at for at in range(max(0, first - 8), first) if _is_content(tree, at)][-3:]
    after = [at for at in range(last + 1, min(len(tree), last + 9)) if _is_content(tree, at)][:3]
    return [vocabulary().noun(tree.lemmas[at]) for at in (*before, *after)]


def _complements(frame: Frame, noun: int) -> Iterable[tuple[str, str]]:
    tree = frame.tree
    for at in tree.children[noun]:
        if at in frame.inside:
            continue
        if tree.deps[at] in ("prep", "poss", "acl", "appos", "relcl"):
            yield from (("of", lemma) for lemma in _phrase(tree, at, frame.inside))
    if tree.deps[noun] == "pobj":
        above = tree.heads[tree.heads[noun]]
        if tree.tags[above].startswith("NN") and above not in frame.inside:
            yield ("above", vocabulary().noun(tree.lemmas[above]))
    if tree.deps[noun] == "conj" and tree.tags[tree.heads[noun]].startswith("NN"):
        yield ("above", vocabulary().noun(tree.lemmas[tree.heads[noun]]))


def _phrase(tree: Tree, head: int, outside: frozenset[int], limit: int = 16) -> Iterable[str]:
    for at in tree.subtree(head)[:limit]:
        if at not in outside and _is_content(tree, at):
            yield vocabulary().noun(tree.lemmas[at])


def _is_content(tree: Tree, at: int) -> bool:
    return (
        tree.tags[at].startswith(_CONTENT)
        and len(tree.words[at]) > 1
        and tree.lemmas[at] not in _EMPTY
        and not any(letter.isdigit() for letter in tree.words[at])
    )
