"""Acts: what people and things do once, each with the day that is told for it.

In:  the scenes of an article.
Out: acts. "Contractors broke ground in September 2017" → broke ground, September 2017, of "Contractors"
     "the period since it came into use on 4 March"     → opened, 4 March, of "it"
     "the wedding in 1959", "the 2009 flood"            → married, 1959; happened, 2009

tables/acts.yaml holds the acts; sequences.py and tenures.py hold them against each other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.nouns import subject_of
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of, day_told
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.tree import Tree

_TO_DATE = re.compile(
    r"^(?: (?!and\b|but\b|when\b|after\b|before\b|until\b|since\b|while\b|who\b|which\b|that\b|from\b|by\b)[\w'’-]+){0,6}"
    r",? (?:in|on|back in|in early|in late|in mid)(?: the \w+ of)? $"
)
# "of 1957", "in 1957", "on 4 March" right behind a noun.
_BEHIND_NOUN = re.compile(r"^(?: (?:at|on|of|in) (?:the |a )?[\w'’ ]{2,25}?)?,? (?:of|in|on|back in) $")
# "in 1921, when the hall was built"
_WHEN = re.compile(r"^,? when (?:[\w'’-]+ ){1,6}$")
_BOUNDED = re.compile(r"(?:until|till|before|after|by|from) ", re.I)
_DATES_FROM = re.compile(r"^ (?:back )?(?:from|to) $")
_AWAY = re.compile(r"\b(?:before|after|until|till|by|from|than|about|around|circa|c\.)(?: (?:early|late|mid))?[ -]?$", re.I)
# "would open", "when it is completed": not yet, or not.
_NOT_YET = frozenset(["would", "not", "n't", "might", "may", "could", "to", "will", "is", "are", "be"])
# "opened its doors", "broke ground", "returned its verdict": what is opened, broken and returned is no thing told of.
_NO_THINGS = frozenset(["door", "doors", "gates", "use", "service", "ground", "verdict", "work", "construction", "sod"])


@dataclass(frozen=True, slots=True)
class Kind:
    """``of``: what does it (see the table)."""

    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/acts.yaml."""

    verbs: dict[str, list[tuple[tuple[str, ...], Kind]]]
    nouns: dict[str, Kind]
    begun: dict[tuple[str, str], Kind]
    firsts: dict[str, Kind]
    passive: frozenset[str]
    lived: frozenset[str]
    makings: frozenset[str]
    by_hand: frozenset[str]
    in_use: frozenset[str]
    in_ruins: re.Pattern[str]
    after_death: re.Pattern[str]
    again: re.Pattern[str]
    bodies: frozenset[str]
    places: frozenset[str]
    general: frozenset[str]
    no_people: frozenset[str]
    works: frozenset[str]


@functools.cache
def words() -> Words:
    table = load_table("checker.claims.tables", "acts.yaml")
    verbs: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    nouns: dict[str, Kind] = {}
    begun: dict[tuple[str, str], Kind] = {}
    firsts: dict[str, Kind] = {}
    passive: set[str] = set()
    for row in table["acts"]:
        kind = Kind(row["act"], row["of"])
        nouns |= {noun: kind for noun in row["nouns"]}
        begun |= {(verb, noun): kind for noun in row.get("subjects", ()) for verb in row.get("starts", ())}
        firsts |= {verb: kind for verb in row.get("firsts", ())}
        passive |= set(row.get("passive", ()))
        for phrase in (*row["verbs"], *row.get("passive", ())):
            first, *behind = phrase.split(" ")
            verbs.setdefault(first, []).append((tuple(behind), kind))
    for rows in verbs.values():
        rows.sort(key=lambda row: -len(row[0]))
    sets = [frozenset(table[name]) for name in ("bodies", "places", "general", "no_people", "works")]
    lives = [frozenset(table[name]) for name in ("lived", "makings", "by_hand")]
    standing = frozenset(table["in_use"]), any_of(table["in_ruins"])
    after_death, again = any_of(table["after_death"]), any_of(table["again"])
    return Words(verbs, nouns, begun, firsts, frozenset(passive), *lives, *standing, after_death, again, *sets)


@dataclass(frozen=True, slots=True)
class Act:
    """``at`` is the token that tells it; ``subject`` the token of who or what it is of, None where none is told.

    ``days``: day numbers of the calendar; ``step``: how many days the words cover.
    """

    scene: Scene
    at: int
    kind: Kind
    time: Mention
    days: Interval
    step: int
    subject: int | None

    @property
    def passage(self) -> int:
        return self.scene.passage.index

    @property
    def clause(self) -> str:
        """The words around the act, what it is of and its date."""
        tree, text = self.scene.tree, self.scene.text
        start = tree.starts[self.at if self.subject is None else min(self.at, self.subject)]
        end = tree.ends[self.at if self.subject is None else max(self.at, self.subject)]
        return text[max(0, min(start, self.time.start) - 40) : max(end, self.time.end) + 30]

    @property
    def first(self) -> int:
        return int(self.days.low.value)

    @property
    def last(self) -> int:
        return int(self.days.high.value)


def acts_of(scenes: Sequence[Scene]) -> list[Act]:
    """The dated acts of an article in text order. A scene in quotation marks speaks of its own time, and counts as well."""
    return [act for scene in scenes if scene.tree is not None and len(scene.text) <= LONGEST_SENTENCE for act in _acts(scene)]


def _acts(scene: Scene) -> Iterator[Act]:
    tree = scene.tree
    dates = [(time, days) for time in scene.times if (days := days_of(time)) is not None]
    if not dates:
        return
    for at in range(len(tree)):
        kind = _kind(tree, at)
        if kind is None:
            continue
        for time, (low, high) in dates:
            if dates_token(scene, at, time):
                days = Interval.between(Decimal(low), Decimal(high))
                yield Act(scene, at, kind, time, days, high - low + 1, _subject(tree, at, kind))
                break


def days_of(time: Mention) -> tuple[int, int] | None:
    """First and last day number of a date told in figures; None for spans, seasons and loose words."""
    timex = time.period.timex or ""
    told = day_told(timex)
    if told is None or "/" in timex or not re.search(r"\d", time.quote + timex[:0]) and time.period.granularity != "month":
        return None
    if _BOUNDED.match(time.quote) or time.period.granularity not in ("day", "month", "season", "year"):
        return None
    start, step = told
    end = time.period.end
    last = end.toordinal() - 1 if end is not None else (start.toordinal() + step - 1)
    return start.toordinal(), max(last, start.toordinal())


def dates_token(scene: Scene, at: int, time: Mention) -> bool:
    """Whether *time* is when the word at *at* happened."""
    tree, text = scene.tree, scene.text
    if tree.lemmas[at] == "date":
        return time.start >= tree.ends[at] and _DATES_FROM.match(text[tree.ends[at] : time.start]) is not None
    if _AWAY.search(text[: time.start]):
        return False
    if time.start >= tree.ends[at]:
        glue = text[tree.ends[at] : time.start]
        if tree.tags[at].startswith("NN"):
            return _BEHIND_NOUN.match(glue) is not None
        if _TO_DATE.match(glue):
            return True
    elif tree.tags[at].startswith("NN"):
        return time.period.granularity == "year" and text[time.end : tree.starts[at]] == " "
    elif _WHEN.match(text[time.end : tree.starts[at]]):
        return True
    return _hangs_on(tree, tree.token_at(time.start), at)


def _hangs_on(tree: Tree, token: int | None, verb: int) -> bool:
    for _ in range(5):
        if token is None:
            return False
        token = tree.heads[token]
        if token == verb:
            return True
        if not tree.tags[token].startswith(("IN", "CD", "NNP")):
            return False
    return False


def _kind(tree: Tree, at: int) -> Kind | None:
    tag = tree.tags[at]
    if at and tree.words[at - 1] == "-":
        return None  # "re-formed"
    if tag.startswith("VB"):
        return _kind_of_verb(tree, at)
    if tag in ("NN", "NNS"):
        return words().nouns.get(tree.lowers[at])
    return None


def _kind_of_verb(tree: Tree, at: int) -> Kind | None:
    helpers = [tree.lowers[child] for child in tree.children[at] if tree.deps[child] in ("aux", "auxpass", "neg")]
    if tree.tags[at] == "VBP" or any(word in _NOT_YET for word in helpers):
        return None
    if tree.tags[at] == "VBZ" and tree.lemmas[at] != "date":
        return None
    lemma = tree.lemmas[at]
    begun = subject_of(tree, at)
    if begun is not None and (lemma, tree.lowers[begun]) in words().begun:
        return words().begun[lemma, tree.lowers[begun]]
    if lemma in words().firsts and any(tree.lowers[child] == "first" for child in tree.children[at]):
        return words().firsts[lemma]
    is_passive = tree.child(at, "nsubjpass", "auxpass") is not None
    for behind, kind in words().verbs.get(lemma, ()):
        if not is_passive and " ".join((lemma, *behind)) in words().passive:
            continue
        if not behind:
            if lemma in ("begin", "start") and tree.child(at, "dobj", "xcomp", "ccomp", "prt") is not None:
                continue
            return kind
        follow = tree.lowers[at + 1 : at + 2 + len(behind)]
        if all(word in follow for word in behind):
            return kind
    return None


def _subject(tree: Tree, at: int, kind: Kind) -> int | None:
    if tree.tags[at].startswith("NN"):
        owner = tree.child(at, "poss")
        of = next((child for child in tree.children[at] if tree.lowers[child] == "of"), None)
        return owner if owner is not None else None if of is None else tree.child(of, "pobj")
    made = tree.child(at, "dobj") if tree.lemmas[at] not in words().firsts or tree.lemmas[at] == "open" else None
    if kind.of == "thing" and made is not None and tree.lowers[made] not in _NO_THINGS:
        return made
    return acting(tree, at)


def acting(tree: Tree, at: int) -> int | None:
    """Who does what the verb at *at* tells."""
    subject = subject_of(tree, at)
    if subject is None and tree.tags[at] == "VBG" and tree.deps[at] == "pcomp":
        subject = subject_of(tree, tree.heads[tree.heads[at]])  # "Since opening in 1996, it"
    # "The novelist Ann Roe died": the name behind the noun is who it is.
    while subject is not None and subject + 1 < at and tree.tags[subject] in ("NN", "NNP") and tree.tags[subject + 1] == "NNP":
        subject += 1
    return subject
