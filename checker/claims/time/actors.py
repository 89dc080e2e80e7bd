"""Actors: whether two acts of an article are of one person or one thing.

In:  an article, and acts of it.
Out: the person an act is of, by surname; whether two acts are of one thing.

A pronoun stands for the one the article is about, where nobody else is named near it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from checker.claims.persons.people import Cast
from checker.claims.persons.people import words as name_words
from checker.claims.scene import Scene
from checker.claims.time.acts import Act, words
from checker.model.article import Article
from checker.model.tree import Tree

_SURNAME = re.compile(r"[^\W\d_a-z][\w'’-]{2,}")
_PERSONAL = frozenset(["he", "she", "his", "her", "him"])
_THINGS = frozenset(["it", "its"])
_DESCRIBING = frozenset(
    ["air", "open", "indoor", "outdoor", "little", "tiny", "big", "famous", "popular", "historic", "red", "white", "brick"]
)
_SECOND_MARRIAGE = re.compile(
    r"\b(?:(?:first|second|third|former) (?:wife|husband|marriage|wedding)|ex-\w+|remarried|married again|step(?:son|daughter))\b"
)
_OF_KIN = re.compile(r"\b(?:daughter|son|sister|brother|parents|friend|cousin|granddaughter|grandson)s?\b", re.I)
_HUMANS = re.compile(r"\b(?:he|she|his|her|him|born|died)\b", re.I)


class Actors:
    def __init__(self, article: Article) -> None:
        self._article = article
        self._cast = Cast("\n".join(block.text for block in article.blocks))

    @cached_property
    def _surnames(self) -> Counter[str]:
        """How often each surname of somebody named in full stands in the article."""
        no_people = words().no_people | name_words().no_names
        known = {name for name in self._cast.firsts if len(name) > 2 and not {name.lower(), name.lower()[:-1]} & no_people}
        # "Scottish" is no surname where it is always followed by "Academy".
        known = {name for name in known if re.search(rf"\b{re.escape(name)}(?:['’]s)?(?! ?[A-Z])\b", self._cast.text)}
        return Counter(word for word in _SURNAME.findall(self._cast.text.replace("'s", "").replace("’s", "")) if word in known)

    @cached_property
    def hero(self) -> str | None:
        """The one the article is about; None where several are named as often."""
        ranked = self._surnames.most_common(2)
        if not ranked or len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]:
            return None
        return ranked[0][0].lower() if ranked[0][1] >= 2 or len(ranked) == 1 else None

    def is_one_person(self, one: Act, other: Act) -> bool:
        person = self.person(one)
        return person is not None and person == self.person(other)

    def are_one_person_told(self, one: Act, other: Act) -> bool:
        """One person by name, or "the patient" and "she" where the article names nobody."""
        persons = self.person(one), self.person(other)
        if persons != (None, None) or self._surnames or None in (one.subject, other.subject):
            return None not in persons and persons[0] == persons[1]
        heads = {_head(one), _head(other)}
        common = heads - _PERSONAL
        return (
            len(common) <= 1
            and abs(one.passage - other.passage) <= 6
            and all(_head(act) in _PERSONAL or _is_definite(act) for act in (one, other))
        )

    def person(self, act: Act) -> str | None:
        tree, at = act.scene.tree, act.subject
        if at is None:
            return None
        if tree.lowers[at] in _PERSONAL:
            return self.hero if self._nobody_else_near(act) else None
        if tree.tags[at].startswith("NNP") and tree.words[at] in self._surnames:
            return self._cast.person(_full_name(tree, at))
        return None

    def _nobody_else_near(self, act: Act) -> bool:
        """Whether the sentence and the one before it in its paragraph name no other person."""
        passages = self._article.passages
        here = passages[act.passage]
        before = passages[act.passage - 1] if act.passage else None
        near = here.text[: act.scene.tree.starts[act.subject]]
        if before is not None and before.block is here.block:
            near = before.text + " " + near
        others = {word for word in _SURNAME.findall(near.replace("'s", "").replace("’s", "")) if word in self._surnames}
        return all(word.lower() == self.hero for word in others)

    def names_nobody_but(self, text: str, where: Scene) -> bool:
        """Whether *text* names nobody, or only somebody that the passage *where* names or has for its hero."""
        others = {word for word in _SURNAME.findall(text.replace("'s", "").replace("’s", "")) if word in self._surnames}
        return all(word in where.text or word.lower() == self.hero for word in others)

    def may_be_one(self, one: Act, other: Act) -> bool:
        """Whether nothing told keeps the works and the thing built apart: the works need not be named."""
        head, second = _head(one), _head(other)
        on = _object_of(one)
        if on is not None:
            return second is not None and (on == second or on in words().general or self._is_in_name(on, other))
        if head is None or head in words().general or second is None or second in words().general:
            return True
        return head == second or self._are_named_alike(one, other)

    def meet_in_objects(self, one: Act, other: Act) -> bool:
        """ "The contract for the bypass" and "Tenders for the bypass": nothing keeps them apart."""
        objects = _object_of(one), _object_of(other)
        return None in objects or objects[0] == objects[1]

    def _is_in_name(self, noun: str, act: Act) -> bool:
        return _is_name(act) and noun in _full_name(act.scene.tree, act.subject).lower().split()

    def are_one(self, one: Act, other: Act) -> bool:
        """Whether two acts are told of one thing."""
        head, second = _head(one), _head(other)
        if head is None or second is None:
            return False
        if head in _THINGS or second in _THINGS:
            pronoun, named = (one, other) if head in _THINGS else (other, one)
            return _head(named) not in _THINGS and self._stands_near(pronoun, _head(named))
        if head == second and not _is_name(one) and not _is_name(other):
            return (
                _is_definite(one)
                and _is_definite(other)
                and _alike(_set_apart(one), _set_apart(other))
                and self._is_only_one(head)
            )
        return self._are_named_alike(one, other)

    def _stands_near(self, pronoun: Act, head: str) -> bool:
        """Whether the thing is named in the pronoun's sentence before it, or in the sentence before."""
        passages = self._article.passages
        here = passages[pronoun.passage]
        near = here.text[: pronoun.scene.tree.starts[pronoun.subject]]
        if pronoun.passage:
            near = passages[pronoun.passage - 1].text + " " + near
        return re.search(rf"\b{re.escape(head)}\b", near, re.I) is not None

    def _are_named_alike(self, one: Act, other: Act) -> bool:
        """ "Penrhos Bakery" and "the bakery", "Leeds Rovers" and "Rovers", "Tolland & Sons" and "the company"."""
        names = [_full_name(act.scene.tree, act.subject) if _is_name(act) else "" for act in (one, other)]
        if all(names):
            return bool(set(names[0].split()) & set(names[1].split()) - {"The", "of", "and"}) and (
                names[0].split()[-1] == names[1].split()[-1] or len(set(names[0].split()) & set(names[1].split())) > 1
            )
        if any(names):
            name = (names[0] or names[1]).lower()
            pointing = other if names[0] else one
            definite = _is_definite(pointing) and abs(one.passage - other.passage) <= 10
            return definite and _head(pointing) in name.split() and self._is_only_one(_head(pointing))
        return False

    def _is_only_one(self, noun: str) -> bool:
        """Whether the article calls one thing alone by a name that ends in this noun: one "Party", one "Bakery"."""
        names = re.findall(rf"\b[^\W\d_a-z][\w'’-]* {re.escape(noun.title())}\b", self._cast.text)
        return len({name for name in names if not name.startswith(("The ", "This ", "Its "))}) <= 1

    def share_incident(self, cause: Act, effect: Act) -> bool:
        """Whether the article tells of one crime: somebody is charged after it, and the two stand near each other."""
        return abs(cause.passage - effect.passage) <= 4

    def tell_one_act(self, one: Act, other: Act, mixed: bool) -> bool:
        kind = one.kind.name
        if kind == "happened":
            return _incident(one) == _incident(other) and _incident(one) is not None
        if kind == "elected":
            person = self.person(one)
            return person is not None and person == self.person(other)
        if kind == "married":
            return self._is_one_wedding(one, other)
        if kind in ("died", "appointed"):
            person = self.person(one)
            return kind == "died" and person is not None and person == self.person(other)
        if mixed:
            return self._is_one_start(one, other)
        if kind in ("merged", "closed", "unveiled", "sank") and abs(one.passage - other.passage) <= 6:
            # "since the merger in 2003": the one that is told of elsewhere.
            bare = [act for act in (one, other) if act.subject is None and _is_pointing(act)]
            if len(bare) == 1:
                return True
        if kind in ("opened", "completed", "signed") and self._is_named_bare(one, other):
            return True
        return self.are_one(one, other) or self._is_of_body(one, other) or self._is_named_within(one, other)

    def _is_named_bare(self, one: Act, other: Act) -> bool:
        """ "the hall had opened on 14 March … in time for the opening on 17 March": days so close are of one opening."""
        bare = [act for act in (one, other) if act.subject is None and _is_pointing(act)]
        days = one.step == other.step == 1 and abs(one.first - other.first) <= 62
        if len(bare) != 1 or not days or abs(one.passage - other.passage) > 6:
            return False
        return _is_definite(one if bare[0] is other else other)

    def _is_one_start(self, one: Act, other: Act) -> bool:
        """ "was founded in 1868 by Josiah Roe" and "Josiah opened the brewery in 1886": one founder, one place."""
        heads = {_head(one), _head(other)}
        if not any(head in words().places for head in heads):
            return False
        if len(heads) == 1:
            return (
                not _is_name(one)
                and not _is_name(other)
                and _is_definite(one)
                and _is_definite(other)
                and _set_apart(one) == _set_apart(other) == set()
            )
        shared = set(_SURNAME.findall(one.scene.text)) & set(_SURNAME.findall(other.scene.text)) & self._first_names
        return bool(shared) and all(head in words().places or head in words().bodies for head in heads if head)

    @cached_property
    def _first_names(self) -> set[str]:
        names = {first for groups in self._cast.firsts.values() for firsts in groups for first in firsts}
        return {name.title() for name in names} | set(self._surnames)

    def _is_named_within(self, one: Act, other: Act) -> bool:
        """ "the neon of the Corrigan, which opened in 1927" and "When the Corrigan first let in the public"."""
        for named, loose in ((one, other), (other, one)):
            if _is_name(named) and self._is_only_body(named):
                name = _full_name(named.scene.tree, named.subject)
                lead = loose.scene.text[: loose.scene.tree.starts[loose.at]]
                if re.search(rf"\b{re.escape(name)}, (?:which|that) (?:\w+ )?$", lead):
                    return True
        return False

    def _is_of_body(self, one: Act, other: Act) -> bool:
        """ "Tolland & Sons was founded" and "the company was set up": the one body that is named in the article's acts."""
        for named, common in ((one, other), (other, one)):
            if _is_name(named) and _head(common) in words().bodies and _is_definite(common):
                return abs(named.passage - common.passage) <= 12 and self._is_only_body(named)
        return False

    def _is_only_body(self, named: Act) -> bool:
        """Whether the name stands in the article's first paragraphs, as that of what it is about."""
        name = _full_name(named.scene.tree, named.subject).split()[0]
        opening = " ".join(block.text for block in self._article.blocks[:3])
        return re.search(rf"\b{re.escape(name)}\b", opening) is not None

    def is_one_couple(self, one: Act, other: Act) -> bool:
        """Whether a marriage and a divorce are of one couple: nothing tells of a second marriage."""
        return _SECOND_MARRIAGE.search(self._cast.text) is None and _OF_KIN.search(one.scene.text + other.scene.text) is None

    def _is_one_wedding(self, one: Act, other: Act) -> bool:
        """One couple: nobody else's wedding is told, and the article is about one person's life or one pair."""
        text = self._cast.text
        several = _SECOND_MARRIAGE.search(text) or "divorce" in text
        spouses = {name for act in (one, other) if (name := _spouse(act)) is not None}
        several = several or len(spouses) > 1
        theirs = all(not _OF_KIN.search(act.scene.text[: act.scene.tree.starts[act.at]][-40:]) for act in (one, other))
        return not several and theirs and _HUMANS.search(text) is not None


def _head(act: Act) -> str | None:
    return None if act.subject is None else act.scene.tree.lowers[act.subject]


def _spouse(act: Act) -> str | None:
    """The first name behind "married"."""
    found = re.match(r" ([^\W\d_a-z][\w'’-]+)", act.scene.text[act.scene.tree.ends[act.at] :])
    return None if found is None else found.group(1)


def _is_name(act: Act) -> bool:
    return act.subject is not None and act.scene.tree.tags[act.subject].startswith("NNP")


def _is_definite(act: Act) -> bool:
    tree, at = act.scene.tree, act.subject
    if at is None:
        return False
    if tree.tags[at].startswith("NNP"):
        return True
    determiner = tree.child(at, "det", "poss")
    return determiner is not None and tree.lowers[determiner] in ("the", "this", "that", "its", "their", "our")


def _is_pointing(act: Act) -> bool:
    determiner = act.scene.tree.child(act.at, "det")
    return determiner is not None and act.scene.tree.lowers[determiner] == "the"


def _full_name(tree: Tree, at: int) -> str:
    first = at
    while first > 0 and tree.tags[first - 1] in ("NNP", "NNPS"):
        first -= 1
    return " ".join(tree.words[first : at + 1])


def _set_apart(act: Act) -> set[str]:
    """The words that tell one thing of a kind from others: "the film festival", "the school in Hull"."""
    tree, found = act.scene.tree, set()
    for at in tree.children[act.subject]:
        if tree.deps[at] in ("amod", "compound", "nummod") and not tree.tags[at].startswith("NNP"):
            found.add(tree.lowers[at])
        if tree.deps[at] == "prep" and at > act.subject and tree.lowers[at] in ("of", "in", "at", "on", "for"):
            found.update(tree.lowers[child] for child in tree.children[at])
    return found


def _alike(one: set[str], other: set[str]) -> bool:
    """The same words, but for those that describe: "the open-air pool" and "the pool"."""
    return one - _DESCRIBING == other - _DESCRIBING


def _object_of(act: Act) -> str | None:
    """The "road" of "Work on the ring road began"."""
    tree = act.scene.tree
    if act.subject is None:
        return None
    preposition = next(
        (at for at in tree.children[act.subject] if tree.lowers[at] in ("on", "of", "for") and at > act.subject), None
    )
    found = None if preposition is None else tree.child(preposition, "pobj")
    return None if found is None else tree.lowers[found]


def _incident(act: Act) -> str | None:
    """The fire of "the fire on 4 March" and "the fire broke out on 14 March"; None for one of several ("a fire")."""
    tree = act.scene.tree
    at = act.at if tree.tags[act.at].startswith("NN") else act.subject
    if at is None or act.step > 31 or tree.tags[at] != "NN":
        return None
    determiner = tree.child(at, "det")
    return tree.lowers[at] if determiner is not None and tree.lowers[determiner] in ("the", "that", "this") else None
