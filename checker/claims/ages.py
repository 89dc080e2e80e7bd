"""Ages: how old a person is said to be.

In:  the scenes of an article.
Out: `age` claims: ``words.person`` is who, ``stated`` the age told. "Ann Roe, 18," → person roe, stated 18
     Where the words give the year of birth beside it, ``implied`` is what the calendar gives:
     "born in 1950, died in 2005 aged 70"  →  stated 70, implied [54, 55]

Flags: "death" for the age somebody died at, "dated" where the sentence tells of another time than the article's own,
"unnamed" where only a pronoun or "the 18-year-old" stands for the person, "known" where the full name is in the article.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.claims.births import Birth, age_at, births_of, date_of_age
from checker.claims.durations import LONGEST_SENTENCE, any_of
from checker.claims.nouns import subject_of
from checker.claims.people import Cast, name_after, name_before
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.tables import load_table
from checker.model.text import HEADLINE_KINDS

_APPOSED = re.compile(r"(?:, | \()(?:(?:now |just |only )?aged? |now |just |who(?: i|’|')s (?:aged )?|who was (?:aged )?)?$")
_IS = re.compile(r" (?:is|was) (?:now |just |only )?(?:aged )?$")
_PRONOUN_IS = re.compile(r"^(?:He|She) (?:was|is) (?:aged )?$")
_ENDS = re.compile(r"^(?:[,.)]|$| and\b| when\b| years old\b| last\b)")
_OLD = re.compile(r"years?[ -]old$", re.I)
_THE_OLD = re.compile(r"\b(?:the|The) $")
# What may stand between "18-year-old" and the name: "student", "former pupil of".
_DESCRIPTION = re.compile(r"^ (?:[a-z][\w'’-]* ){0,4}?(?=[^\W\d_a-z])")
_AN_OLD = re.compile(r"^(.*?),? (?:is |was |who is )?an? $")
_DIED = re.compile(r"\b(?:died|dies|dead|passed away|death)\b[^.;]{0,60}$", re.I)
_HEADLINE_DEATH = re.compile(
    r",? (?:[a-z][^,]{2,40}, )?(?:dies|died|dead|has died|passes away)\b[^,.;]{0,40}?(?:,? aged?|,? at) $", re.I
)
_PLAUSIBLE = range(8, 111)


@functools.cache
def _dated() -> re.Pattern[str]:
    return any_of(load_table("checker.claims.tables", "ages.yaml")["other_time"])


@dataclass(frozen=True, slots=True)
class Telling:
    """An age and who it is told of: ``name`` as written with its place, "" for a pronoun or "the 18-year-old"."""

    scene: Scene
    mention: Mention
    name: str
    start: int
    end: int
    death: bool


def find_ages(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    tellings = [telling for scene in scenes for telling in _tellings(scene)]
    # "John Peake, 71, and his son John Peake, 44": one sentence with a name twice speaks of two persons of that name.
    told = Counter((telling.scene.passage.index, telling.name) for telling in tellings if telling.name)
    shared = {name for (_passage, name), times in told.items() if times > 1}
    tellings = [telling for telling in tellings if telling.name not in shared]
    if not tellings:
        return
    cast = Cast("\n".join(block.text for block in article.blocks))
    by_person, by_passage = births_of(scenes, cast)
    pointing = _pointing(tellings, scenes, cast)
    last: tuple[Telling, str] | None = None
    for telling in tellings:
        person = cast.person(telling.name) if telling.name else None
        flags = ["known"] if telling.name and cast.is_known(telling.name) else []
        if telling in pointing and last is not None and _refers_to(telling, last[0]):
            person, flags = last[1], ["unnamed"]
        if telling.name and person is not None:
            last = (telling, person)
        if person is not None:
            yield _claim(telling, person, flags)
        here = by_passage.get(telling.scene.passage.index)
        if person is not None and person in by_person:
            yield from _against_birth(telling, by_person[person])
        elif here is not None and (not telling.name or not here.name):
            yield from _against_birth(telling, here)


def _pointing(tellings: Sequence[Telling], scenes: Sequence[Scene], cast: Cast) -> list[Telling]:
    """The tellings without a name that point at the one person of known age: whose figure is told of nobody else."""
    if len({cast.person(telling.name) for telling in tellings if telling.name}) != 1:
        return []
    ages = Counter(m.quantity.value for scene in scenes for m in scene.quantities if m.kind == "age")
    return [telling for telling in tellings if not telling.name and ages[telling.mention.quantity.value] <= 1]


def _refers_to(telling: Telling, named: Telling) -> bool:
    """Whether a pronoun or "the 18-year-old" can only mean the one last named with an age."""
    apart = telling.scene.passage.index - named.scene.passage.index
    if named.death and named.scene.passage.block.kind in HEADLINE_KINDS:
        return 0 < apart <= 6
    return 0 < apart <= 3 and not telling.death and not named.death


def _claim(telling: Telling, person: str, flags: list[str]) -> Claim:
    scene, mention = telling.scene, telling.mention
    parts = (scene.part("person", telling.start, telling.end),) if telling.name else ()
    flags = [*flags, *(["death"] if telling.death else []), *(["dated"] if _is_dated(telling) else [])]
    return scene.claim(
        mention,
        "age",
        parts=parts,
        stated=mention.quantity.allows,
        words=(("person", person), ("name", telling.name or person.title())),
        flags=frozenset(flags),
    )


def _against_birth(telling: Telling, birth: Birth | None) -> Iterator[Claim]:
    """The age told against the years since the birth."""
    scene, mention = telling.scene, telling.mention
    found = birth and date_of_age(scene, mention, birth, telling.death, scene.anchor, bool(_dated().search(scene.text)))
    if not found or found[0][0] <= birth.day:
        return
    until, event = found
    parts = [birth.part, *([scene.mention_part("event", event)] if event is not None else [])]
    implied = age_at(birth, until)
    ends = dict.fromkeys(str(side.value) for side in (implied.low, implied.high))
    yield scene.claim(
        mention,
        "age",
        parts=tuple(parts),
        stated=mention.quantity.allows,
        implied=implied,
        words=(("name", birth.name or telling.name), ("told", " or ".join(ends)), ("until", str(until[0].year))),
        flags=frozenset(["born"] if event is not None or birth.died == until else ["born", "to_article"]),
    )


def _is_dated(telling: Telling) -> bool:
    """Whether the sentence may tell of another time than now."""
    scene = telling.scene
    if _dated().search(scene.text):
        return True
    for time in scene.times:
        start = time.period.start
        if start is None or time.period.granularity not in ("day", "month", "year", "season", "decade"):
            continue
        if any(letter.isdigit() for letter in time.quote) and (scene.anchor is None or abs(scene.anchor.year - start.year) > 0):
            return True
    return False


def _tellings(scene: Scene) -> Iterator[Telling]:
    for mention in scene.quantities:
        value = mention.quantity.value
        if value is None or mention.quantity.modifier != "exact" or value != int(value) or int(value) not in _PLAUSIBLE:
            continue
        if mention.kind == "age" and mention.quantity.unit == "year of age":
            found = _of_age(scene, mention) or _of_number(scene, mention)
        elif mention.kind in ("number", "count") and _ENDS.match(scene.text[mention.end :]):
            found = _of_number(scene, mention)
        else:
            continue
        if found is not None:
            yield found


def _of_number(scene: Scene, mention: Mention) -> Telling | None:
    """ "Ann Roe, who is 18," and "She was 81.": a bare number that is an age by its place."""
    lead = scene.text[: mention.start]
    if _PRONOUN_IS.match(lead) and len(scene.text) - mention.end <= 2:
        return Telling(scene, mention, "", 0, 0, death=False)
    if lead.endswith((" was ", " is ")) and re.match(r"^ when (?:he|she) died\b", scene.text[mention.end :]):
        return Telling(scene, mention, "", 0, 0, death=True)
    if lead.endswith(" at ") and _DIED.search(lead):
        return _of_death(scene, mention)
    if lead == "At " and (behind := re.match(r"^, (?=[^\W\d_a-z])", scene.text[mention.end :])):
        named = name_after(scene.text, mention.end + behind.end())
        if named is not None:
            return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
    who = re.search(r", who (?:is|was|(?:just |recently )?turned) $", lead)
    return None if who is None else _named(scene, mention, who.start())


def _of_age(scene: Scene, mention: Mention) -> Telling | None:
    text = scene.text
    lead = text[: mention.start]
    apposed = _APPOSED.search(lead) or _IS.search(lead)
    if apposed:
        found = _named(scene, mention, apposed.start())
        if found is not None:
            return found
    if _OLD.search(mention.quote):
        return _of_old(scene, mention)
    if scene.passage.block.kind in ("title", "heading") and (death := _HEADLINE_DEATH.search(lead)):
        return _named(scene, mention, death.start(), death=True)
    if _DIED.search(lead):
        return _of_death(scene, mention)
    return None


def _of_old(scene: Scene, mention: Mention) -> Telling | None:
    """ "the 18-year-old student Ann Roe", "Ann Roe, an 18-year-old student", "the 18-year-old"."""
    text, end = scene.text, mention.end
    described = _DESCRIPTION.match(text[end : end + 60])
    if described and _is_description(scene, end, end + described.end()):
        named = name_after(text, end + described.end())
        if named is not None:
            return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
        return None
    lead = text[: mention.start]
    behind = re.search(r",? (?:is |was |who is )?an? $", lead)
    if behind is not None:
        return _named(scene, mention, behind.start())
    if _THE_OLD.search(lead) and re.match(r"^ (?:was|is|has|had|said|told|died|from|who)\b", text[end:]):
        return Telling(scene, mention, "", 0, 0, death=False)
    return None


def _is_description(scene: Scene, start: int, end: int) -> bool:
    """Whether only nouns and adjectives stand between an age and the name behind it."""
    tree = scene.tree
    if tree is None:
        return not scene.text[start:end].strip()
    inside = [at for at in range(len(tree)) if start <= tree.starts[at] and tree.ends[at] <= end]
    return all(tree.tags[at].startswith(("NN", "JJ", "HYPH", "POS")) for at in inside)


def _named(scene: Scene, mention: Mention, end: int, death: bool = False) -> Telling | None:
    named = name_before(scene.text, end)
    if named is None:
        return None
    return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death)


def _of_death(scene: Scene, mention: Mention) -> Telling | None:
    """ "Ann Roe, who played the queen, has died aged 81": the one who is the verb's subject."""
    tree = scene.tree
    if tree is None:
        return None
    verbs = [at for at in range(len(tree)) if tree.lemmas[at] in ("die", "pass") and tree.ends[at] <= mention.start]
    subject = subject_of(tree, verbs[-1]) if verbs else None
    if subject is None:
        return None
    if tree.tags[subject].startswith("NNP"):
        return _named(scene, mention, tree.ends[subject], death=True)
    determiner = tree.child(subject, "det", "poss")
    if tree.lowers[subject] in ("he", "she") or (determiner is not None and tree.lowers[determiner] == "the"):
        return Telling(scene, mention, "", 0, 0, death=True)
    return None
