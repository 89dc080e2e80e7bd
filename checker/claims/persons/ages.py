"""Ages: how old a person is said to be.

In:  the scenes of an article.
Out: `age` claims: ``words.person`` is who, ``stated`` the age told. "Ann Roe, 18," → person roe, stated 18
     Where the words give the year of birth beside it, ``implied`` is what the calendar gives:
     "born in 1950, died in 2005 aged 70"  →  stated 70, implied [54, 55]

Flags: "death" for the age somebody died at, "dated" where the sentence tells of another time than the article's own,
"unnamed" where only a pronoun or "the 18-year-old" stands for the person, "known" where the full name is in the article.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.claims.persons.age_words import tellings_of
from checker.claims.persons.births import Birth, age_at, ages_in_years, births_of, date_of_age
from checker.claims.persons.people import Cast
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of, day_told
from checker.claims.time.telling import Telling
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.text import HEADLINE_KINDS

# "Ann Roe, 44, has run the shop since 2001": the age is today's all the same.
_NOW_BEHIND = re.compile(r"^[,)] ?(?:from [A-Z]\w+, )?(?:who )?(?:has|is|says|lives|runs|works) ")
_WHO_CLAUSE = re.compile(r"^, who [^,;]{3,120},")
# The words that point back to the one person of known age reach as many sentences.
_FAR = 14
_NEAR_BIRTH = 6
_DIED_LATELY = 60
_HAS_DIED = re.compile(r"\b(?:died|has died|passed away)\b")


@functools.cache
def _dated() -> re.Pattern[str]:
    return any_of(load_table("checker.claims.tables", "ages.yaml")["other_time"])


def find_ages(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    scenes = [scene for scene in scenes if len(scene.text) <= LONGEST_SENTENCE]
    tellings = [telling for scene in scenes for telling in tellings_of(scene)]
    # "John Peake, 71, and his son John Peake, 44": one sentence with a name twice speaks of two persons of that name.
    told = Counter((telling.scene.passage.index, telling.name) for telling in tellings if telling.name)
    shared = {name for (_passage, name), times in told.items() if times > 1}
    tellings = [telling for telling in tellings if telling.name not in shared]
    if not tellings and not any(re.search(r"\b[Bb]orn\b", scene.text) for scene in scenes):
        return
    cast = Cast("\n".join(block.text for block in article.blocks))
    by_person, by_passage = births_of(scenes, cast, _only_person(tellings, cast))
    yield from ages_in_years(scenes, by_person)
    pointing = _pointing(tellings, scenes, cast, by_person)
    last: tuple[Telling, str] | None = None
    for telling in tellings:
        person = cast.person(telling.name) if telling.name else None
        flags = ["known"] if telling.name and cast.is_known(telling.name) else []
        if telling in pointing and last is not None and _refers_to(telling, last[0]):
            person, flags = last[1], ["unnamed"]
        elif telling in pointing and last is None and (born := _only_born(telling, by_person, scenes)) is not None:
            person, flags = born, ["unnamed"]
        if telling.name and person is not None:
            last = (telling, person)
        if person is not None:
            yield _claim(telling, person, flags)
        if telling.today is not None:
            yield from _birthday_against_birth(telling, by_person.get(person))
            continue
        here = by_passage.get(telling.scene.passage.index)
        if person is not None and person in by_person:
            yield from _against_birth(telling, by_person[person])
        elif here is not None and (not telling.name or not here.name):
            yield from _against_birth(telling, here)


def _only_person(tellings: Sequence[Telling], cast: Cast) -> str | None:
    """The one person of whom an age is told by name; None where there are several."""
    people = {cast.person(telling.name) for telling in tellings if telling.name}
    return people.pop() if len(people) == 1 else None


def _only_born(telling: Telling, by_person: dict[str, Birth], scenes: Sequence[Scene]) -> str | None:
    """The one person born, where "the 16-year-old" stands soon behind the birth, or "She was 81." right behind the death."""
    if len(by_person) != 1 or telling.death:
        return None
    ((person, birth),) = by_person.items()
    apart = telling.scene.passage.index - birth.passage
    if -_FAR <= apart < 0 and _follows_death(telling, person, scenes):
        return person
    return person if 0 < apart <= _NEAR_BIRTH else None


def _follows_death(telling: Telling, person: str, scenes: Sequence[Scene]) -> bool:
    """Whether the sentence before tells that the person has died these days."""
    before = next((scene for scene in scenes if scene.passage.index == telling.scene.passage.index - 1), None)
    if before is None or not _HAS_DIED.search(before.text) or person.split(" ")[0] not in before.text.lower():
        return False
    days = [day for time in before.times if (day := day_told(time.period.timex or "")) is not None]
    anchor = before.anchor
    return anchor is not None and all(step == 1 and 0 <= (anchor - day).days <= _DIED_LATELY for day, step in days)


def _pointing(tellings: Sequence[Telling], scenes: Sequence[Scene], cast: Cast, by_person: dict[str, Birth]) -> list[Telling]:
    """The tellings without a name that point at the one person of known age: whose figure is told of nobody else."""
    named = any(telling.name for telling in tellings)
    if _only_person(tellings, cast) is None and (named or len(by_person) != 1):
        return []
    kinds = ("age", "number")
    # A headline tells the age of the text once more.
    prose = [scene for scene in scenes if scene.passage.block.kind not in HEADLINE_KINDS]
    ages = Counter(m.quantity.value for scene in prose for m in scene.quantities if m.kind in kinds)
    return [telling for telling in tellings if not telling.name and ages[telling.mention.quantity.value] <= 1]


def _refers_to(telling: Telling, named: Telling) -> bool:
    """Whether a pronoun or "the 18-year-old" can only mean the one last named with an age."""
    apart = telling.scene.passage.index - named.scene.passage.index
    if named.death and named.scene.passage.block.kind in HEADLINE_KINDS:
        return 0 < apart <= 6
    if telling.noun and not re.search(rf"\b{telling.noun}\b", named.scene.text, re.I):
        return False
    far = _FAR if telling.mention.quote.lower().endswith("old") or telling.today is not None else 3
    if telling.mention.start == 0 or telling.scene.text[: telling.mention.start].lower() == "at ":
        far = _FAR
    return 0 < apart <= far and not telling.death and not named.death


def _claim(telling: Telling, person: str, flags: list[str]) -> Claim:
    scene, mention = telling.scene, telling.mention
    parts = (scene.part("person", telling.start, telling.end),) if telling.name else ()
    flags = [*flags, *(["death"] if telling.death else []), *(["dated"] if telling.today is None and _is_dated(telling) else [])]
    return scene.claim(
        mention,
        "age",
        parts=parts,
        stated=telling.today or mention.quantity.allows,
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
    flags = ["born"] if event is not None or birth.died == until else ["born", "to_article"]
    yield _born_claim(telling, birth, mention.quantity.allows, until, parts, flags)


def _born_claim(
    telling: Telling, birth: Birth, stated: Interval, until: tuple[dt.date, int], parts: list[Part], flags: list[str]
) -> Claim:
    implied = age_at(birth, until)
    ends = dict.fromkeys(str(side.value) for side in (implied.low, implied.high))
    return telling.scene.claim(
        telling.mention,
        "age",
        parts=tuple(parts),
        stated=stated,
        implied=implied,
        words=(("name", birth.name or telling.name), ("told", " or ".join(ends)), ("until", str(until[0].year))),
        flags=frozenset(flags),
    )


def _birthday_against_birth(telling: Telling, birth: Birth | None) -> Iterator[Claim]:
    """ "celebrated her 100th birthday" of somebody born in 1928, on the article's own day."""
    scene = telling.scene
    if birth is None or scene.anchor is None or birth.died is not None or scene.anchor <= birth.day:
        return
    if (birth.step, birth.day.month, birth.day.day) == (1, 2, 29):
        return  # They count every fourth.
    yield _born_claim(telling, birth, telling.today, (scene.anchor, 1), [birth.part], ["born", "to_article"])


def _without_who(telling: Telling) -> str:
    """The sentence without what a clause tells of somebody's past: "The 25-year-old, who was at work when it fell, has"."""
    text, end = telling.scene.text, telling.mention.end
    clause = _WHO_CLAUSE.match(text[end:]) if telling.scene.text[: telling.mention.start] == "The " else None
    return text if clause is None else text[:end] + text[end + clause.end() :]


def _is_dated(telling: Telling) -> bool:
    """Whether the sentence may tell of another time than now."""
    scene = telling.scene
    if _NOW_BEHIND.match(scene.text[telling.mention.end :]):
        return False
    if _dated().search(_without_who(telling)):
        return True
    for time in scene.times:
        start = time.period.start
        if start is None or time.period.granularity not in ("day", "month", "year", "season", "decade"):
            continue
        if any(letter.isdigit() for letter in time.quote) and (scene.anchor is None or abs(scene.anchor.year - start.year) > 0):
            return True
    return False
