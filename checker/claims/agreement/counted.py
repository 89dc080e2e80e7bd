"""Counted things: the counts of an article with what they count, and whether two of them may be one thing.

In:  the scenes of an article.
Out: a `Counted` for each count whose noun is known; `is_same_thing` compares two of them by their words alone.
     "Dozens of tenants turned out", "just 11 tenants attended"   →  both of "tenant", verbs of one family
     "11 tenants in Hull", "another 11 tenants"                   →  of another group than "dozens of tenants"

The families of verbs and the words that set groups and times apart stand in tables/counted.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.claims.circumstances import POINTING
from checker.claims.figures import figures_of
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.claims.vocabulary import vocabulary
from checker.model.mention import Mention
from checker.model.tables import load_table

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Oo]utside) (?:the )?(?!January|February|March|April|May"
    r"|June|July|August|September|October"
    r"|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    # Where the hurt are treated is not where they were hurt.
    r"|(?:[A-Z][\w'’-]+ ){1,4}(?:Hospital|Infirmary|Clinic|Medical))([A-Z][\w'’-]+)"
)
_WORD = re.compile(r"[a-z'’-]{4,}")
_NEAR = 40
_CLAUSE = 45
_NEXT_CLAUSE = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page."""

    families: dict[str, frozenset[str]]
    general: frozenset[str]
    apart_before: re.Pattern[str]
    apart_behind: re.Pattern[str]
    other_time: re.Pattern[str]
    whole: re.Pattern[str]
    crowds: tuple[str, ...]
    tallying: frozenset[str]
    bodies: frozenset[str]
    alone: frozenset[str]
    capacity: frozenset[str]
    inside: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "counted.yaml")
    families: dict[str, frozenset[str]] = {}
    for row in rows["families"]:
        for verb in row["verbs"]:
            families[verb] = families.get(verb, frozenset()) | {row["family"]}
    return Words(
        families,
        frozenset(rows["general"]),
        re.compile(rf"\b(?:{'|'.join(rows['apart_before'])})(?: \w+)? $", re.I),
        re.compile(rf"^ (?:[\w'’-]+ ){{0,2}}(?:{'|'.join(rows['apart_behind'])})\b", re.I),
        any_of(rows["other_time"]),
        any_of(rows["whole"]),
        tuple(rows["crowds"]),
        frozenset(rows["tallying"]),
        frozenset(rows["bodies"]),
        frozenset(rows["alone"]),
        frozenset(rows["capacity"]),
        any_of(rows["inside"]),
    )


@dataclass(frozen=True)
class Counted:
    """A count of ``noun`` (lemma); ``spoken`` are the words before the noun in its unit."""

    scene: Scene
    mention: Mention
    noun: str
    spoken: frozenset[str]
    verb: str | None

    @property
    def at(self) -> int:
        return self.scene.passage.index

    @property
    def thing(self) -> str:
        return vocabulary().noun(self.noun)

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of its verb; a verb without one is its own."""
        return words().families.get(self.verb or "", frozenset([self.verb] if self.verb else []))

    @cached_property
    def clause_families(self) -> frozenset[str]:
        """The families of the verb of a clause that tells which are meant: "the 260 runners who finished"."""
        frame = self.scene.frames.get(self.mention)
        at = None if frame is None or frame.noun is None else self.scene.tree.child(frame.noun.token, "relcl")
        if at is None:
            return frozenset()
        lemma = self.scene.tree.lemmas[at]
        return words().families.get(lemma, frozenset([lemma]))

    @cached_property
    def is_plain(self) -> bool:
        """Whether no word sets the figure apart from all there are: "another 11", "11 of them", "11 last year"."""
        text, base = self.scene.text, self.scene.bases.get(self.mention)
        # What no mention stands for has no circumstances of its own ("a handful", "without a defeat").
        if base is not None and (
            base.modality not in ("stated", "forecast") or base.scope not in (None, "several") or "base" in base.flags
        ):
            return False
        behind = _NEXT_CLAUSE.split(text[self.mention.end : self.mention.end + _CLAUSE])[0]
        near = text[max(0, self.mention.start - _CLAUSE) : self.mention.end] + behind
        lead = text[: self.mention.start][-_NEAR:]
        if lead.endswith(", and ") and self._opens_clause:
            lead = lead.removesuffix("and ")
        apart = self.mention.kind != "money" and words().apart_before.search(lead)
        if apart or words().other_time.search(near):
            return False
        rest = text[self.mention.end : self.mention.end + 60]
        return words().apart_behind.match(rest) is None or _CAME.match(rest) is not None

    @property
    def _opens_clause(self) -> bool:
        """ "…, and hundreds of people gathered": a clause of its own, no second figure."""
        tree = self.scene.tree
        first = None if tree is None else tree.token_at(self.mention.start)
        return first is not None and any(tree.deps[at].startswith("nsubj") for at in range(first, min(len(tree), first + 4)))

    @cached_property
    def is_part(self) -> bool:
        """Whether all that sets the figure apart is the whole it is of: "three of those on board"."""
        behind = re.match(r"^ of (?:the|those|these|her|his|its|their) ", self.scene.text[self.mention.end :])
        near = self.scene.text[max(0, self.mention.start - _CLAUSE) : self.mention.end + _CLAUSE]
        return behind is not None and not words().other_time.search(near)

    @cached_property
    def around(self) -> frozenset[str]:
        """Lemmas of the nouns, names and adjectives in the sentence, but for the general ones."""
        tree = self.scene.tree
        if tree is None:
            told = (word.removesuffix("s") for word in _WORD.findall(self.scene.text.lower()))
            return frozenset(told) - words().general - words().bodies
        told = (tree.lemmas[at] for at in range(len(tree)) if tree.tags[at][:2] in ("NN", "JJ") and len(tree.words[at]) > 3)
        return frozenset(told) - words().general - words().bodies

    @cached_property
    def is_told_whole(self) -> bool:
        """Whether the words say that these are all: "just 11", "the 11 complaints", "in all", "lists"."""
        frame = self.scene.frames.get(self.mention)
        owned = self.scene.text[: self.mention.start].endswith(("'s ", "’s "))
        pointed = frame is not None and frame.determiner in POINTING
        return owned or pointed or bool(words().whole.search(self.scene.text))

    @cached_property
    def years(self) -> frozenset[str]:
        return frozenset(_YEAR.findall(self.scene.text))

    @cached_property
    def places(self) -> frozenset[str]:
        return places_in(self.scene.text)


def places_in(text: str) -> frozenset[str]:
    """The names behind "in", "at", "near" …, calendar words left out."""
    return frozenset(_PLACE.findall(text))


def counted_of(scenes: Sequence[Scene]) -> Iterator[Counted]:
    """The counts of prose whose noun is told, rates left out."""
    for scene in scenes:
        if scene.tree is None or scene.passage.block.cell is not None or len(scene.text) > LONGEST_SENTENCE:
            continue
        for mention in figures_of(scene):
            frame = scene.frames.get(mention)
            if mention.kind != "count" or frame is None or frame.noun is None or " per " in (mention.quantity.unit or ""):
                continue
            after = frame.noun.token + 1
            # "20 control families": the parser stops at the first noun.
            if (
                after < len(scene.tree)
                and scene.tree.tags[after].startswith("NN")
                and scene.tree.starts[after] == scene.tree.ends[after - 1] + 1
            ):
                continue
            *spoken, noun = (mention.quantity.unit or "").split(" ")
            if noun and "-" not in noun and noun not in words().general:
                verb = None if frame.verb is None else scene.tree.lemmas[frame.verb]
                behind = scene.text[mention.end : mention.end + 60].lower()
                yield Counted(scene, mention, noun, frozenset(word for word in spoken if word in behind), verb)


_CROWD = re.compile(
    r"\b(?:(crowds?|audience|congregation|gathering|attendance|turnout)|(flock|herd|swarm|shoal|colony))"
    r" (?:of|at|as|was|were|numbered|is) (?:just |only |about |around |some )?$"
)


# "The 64 who came" are all who did.
_CAME = re.compile(
    r"^ (?:people )?who (?:had )?(?:came|come|attended|turned (?:up|out)|gathered|showed up|made it|took part|stood|braved)\b"
)


def crowds_of(scenes: Sequence[Scene]) -> Iterator[Counted]:
    """Counts of those who came, or of a flock, with no noun behind: "put the crowd at 350", "a flock of 50,000"."""
    for scene in scenes:
        named = any(word in scene.text for word in words().crowds)
        if scene.passage.block.cell is not None or not named and "who" not in scene.text:
            continue
        for mention in scene.quantities:
            found = _CROWD.search(scene.text[max(0, mention.start - 40) : mention.start])
            came = _CAME.match(scene.text[mention.end :]) and re.search(
                r"\b(?:the|all)(?: the| some)? $", scene.before(mention, 9), re.I
            )
            if mention.kind in ("count", "number") and mention.quantity.value and (found or came):
                flock = found and not found[1]
                yield Counted(scene, mention, "flock" if flock else "person", frozenset(), "gather" if flock else "attend")


def is_one_noun(one: Counted, other: Counted) -> bool:
    """The same noun, or people by another word who came to the same thing."""
    if one.thing == other.thing:
        return True
    if other.noun == "flock":
        return not is_person(one.noun) and "come" in one.families
    if not (_who_come(one.noun) and _who_come(other.noun)) or "come" not in one.families:
        return False
    # "Police counted six protesters in all": the count of those who came.
    told = other.verb in words().tallying and other.is_told_whole
    return told or "come" in other.families and "person" in (one.thing, other.thing)


def is_one_matter(one: Counted, other: Counted) -> bool:
    """Whether what stands around the two shares a word beside their noun, and both are things, not people."""
    if is_person(one.noun) or other.clause_families or other.noun == "flock":
        return other.noun == "flock" or other.verb in words().tallying
    return one.noun in words().alone or bool((one.around & other.around) - {one.noun, other.noun})


def _who_come(noun: str) -> bool:
    """People, also by what they do: "mourners", "cyclists"; to be asked only of those who come somewhere."""
    return is_person(noun) or noun.endswith(("er", "or", "ist", "goer", "ian"))


@functools.cache
def _people() -> frozenset[str]:
    rows = load_table("checker.claims.tables", "groups.yaml")
    row = next(row for row in rows if "person" in row["groups"])
    return frozenset([*row["groups"], *row["parts"]])


def is_person(noun: str) -> bool:
    """Whether the noun names people of some kind."""
    return noun in _people() or vocabulary().noun(noun) in _people()


def recent_years(scene: Scene) -> frozenset[str]:
    """The year an undated sentence may speak of."""
    return frozenset() if scene.anchor is None else frozenset([str(scene.anchor.year), str(scene.anchor.year - 1)])


def is_same_thing(one: Counted, other: Counted, opening: str = "") -> bool:
    """Whether the words let both count one thing; *opening* are words that hold for the whole article (its headline)."""
    if not is_one_noun(one, other) or not one.is_plain or not other.is_plain:
        return False
    if other.years - one.years - recent_years(one.scene):
        return False
    if not may_share_place(one, other, opening):
        return False
    known = one.scene.text + " " + opening
    told = known.lower()
    return all(word in told or word in words().general for word in other.spoken) and (
        not one.spoken
        or bool(one.spoken & other.spoken)
        or not other.spoken
        or all(w in other.scene.text.lower() for w in one.spoken)
    )


def may_share_place(one: Counted, other: Counted, opening: str = "") -> bool:
    """Whether no place told of the one alone keeps it apart; a place told at the start may hold for all."""
    if other.places - one.places and any(place not in one.scene.text + " " + opening for place in other.places):
        return False
    return one.at <= 2 or all(place in other.scene.text + " " + opening for place in one.places) or not other.places - one.places
