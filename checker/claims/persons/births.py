"""Births: when the people of an article were born, and how old that makes them.

In:  the scenes of an article and its cast.
Out: for each person named beside a year of birth, when that was.
     "Ann Roe (born 4 May 1950)"  →  roe, 4 May 1950
     "Tom Poe (1930–2005)"        →  poe, 1930, died 2005
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.persons.people import Cast, name_after, name_before
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, YEAR, day_told
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval

# "born", "was born in Leeds on"
_BORN = re.compile(r"\b[Bb]orn(?: (?:in|at|near|into) [^,.;()\d]{2,40})?(?:,)?(?: on| in)? $")
_BEFORE_BORN = re.compile(r"(?:, \d{1,3},| \(\d{1,3}\))?(?: was| is|, who was|,| \()(?: \w+)? ?$")
_PRONOUN = re.compile(r"\b(?:he|she) was $", re.I)
# "Percy Wood's grandson Leo, 22, is a joiner. He was born": which of the two?
_ANOTHERS_KIN = re.compile(
    r"(?:['’]s|\b[Hh]is|\b[Hh]er) (?:\w+ )?(?:grand|great-grand|step)?(?:sons?|daughters?|brother|sister|wife|husband|widow"
    r"|father|mother|nephew|niece|uncle|aunt|partner|child|children)\b"
)
_FULL_NAME = re.compile(r"(?<![\w'’-])[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,2}")
# "Mr Roe, 61, was born in 1974 and joined the bank in 1999": the age is today's.
_AGED_BORN = re.compile(r"^\)?,? (?:who )?was born\b")
_DESCRIBED = re.compile(r"^, (?:the|an?|one|son|daughter)\b[^.;:\d,]{3,70}, (?:the )?(?=[^\W\d_a-z])")
_BEHIND = re.compile(r"^(?:,| years old)?(?: when (?:he|she) \w+(?: \w+){0,2})? (?:in|on) $")


@dataclass(frozen=True, slots=True)
class Birth:
    """``day`` is the first day the words allow, ``step`` how many; ``died`` likewise. ``name`` is "" for a pronoun."""

    name: str
    passage: int
    day: dt.date
    step: int
    part: Part
    died: tuple[dt.date, int] | None = None


def births_of(scenes: Sequence[Scene], cast: Cast, only: str | None) -> tuple[dict[str, Birth], dict[int, Birth]]:
    """Births by person and by passage; those told twice in different ways are left out of the first.

    *only*: the one person of whom ages are told, whom "He was born" means as long as nobody else is born.
    """
    by_person: dict[str, Birth] = {}
    by_passage: dict[int, Birth] = {}
    clashing: set[str] = set()
    for index, scene in enumerate(scenes):
        for birth in _births(scene):
            by_passage[birth.passage] = birth
            before = scenes[max(0, index - 2) : index]
            if birth.name:
                person = cast.person(birth.name)
            else:
                person = None if any(_ANOTHERS_KIN.search(s.text) for s in before) else only or _one_before(before, cast)
            if person is None:
                continue
            known = by_person.setdefault(person, birth)
            if known.day.year != birth.day.year:
                clashing.add(person)
    return {person: birth for person, birth in by_person.items() if person not in clashing}, by_passage


def _one_before(scenes: Sequence[Scene], cast: Cast) -> str | None:
    """The one person whom the sentences before "He was born" name in full."""
    names = [name for scene in scenes for found in _FULL_NAME.finditer(scene.text) if (name := name_after(found.group(), 0))]
    people = {cast.person(name) for name, _start in names if " " in name}
    return people.pop() if len(people) == 1 else None


def _births(scene: Scene) -> Iterator[Birth]:
    text = scene.text
    for time in scene.times:
        if not YEAR.search(time.quote):
            continue
        timex = time.period.timex or ""
        born = _BORN.search(text, 0, time.start) if "born" in text[: time.start].lower() else None
        if born is not None and (day := day_told(timex)) is not None:
            name = _named(text, born.start(), time.end)
            name = _behind_apposition(text, born.start(), time.end) if name is None else name
            if name is not None:
                yield Birth(name, scene.passage.index, *day, scene.mention_part("birth", time))
        elif "/" in timex and text[: time.start].endswith(" (") and text[time.end : time.end + 1] == ")":
            ends = [day_told(part) for part in timex.split("/")]
            named = name_before(text, time.start - 2)
            if None not in ends and named is not None and 15 <= (ends[1][0] - ends[0][0]).days / 365 <= 112:
                yield Birth(named[0], scene.passage.index, *ends[0], scene.mention_part("birth", time), ends[1])


def _named(text: str, born: int, end: int) -> str | None:
    """Who was born: the name before "was born", behind "Born in 1950,", or "" for a pronoun."""
    if not text[:born].strip():
        found = re.match(r"[^,.;]{0,30}, (?:the )?(?:[a-z][\w'’-]* ){0,4}", text[end : end + 80])
        if re.match(r"[^.;\d]{0,80}, (?:he|she)\b", text[end : end + 90]):
            return ""
        named = name_after(text, end + found.end()) if found else None
        return None if named is None else named[0]
    if _PRONOUN.search(text, 0, born):
        return ""
    lead = _BEFORE_BORN.search(text, max(0, born - 20), born)
    named = name_before(text, lead.start()) if lead is not None else None
    return None if named is None else named[0]


def _behind_apposition(text: str, born: int, end: int) -> str | None:
    """ "Born in Hull on 3 June 1922, the third of seven children, Roe went to sea": the name behind the description."""
    found = None if text[:born].strip() else _DESCRIBED.match(text[end : end + 120])
    named = None if found is None else name_after(text, end + found.end())
    if named is None:
        return None
    behind = text[named[1] + len(named[0]) :]
    return named[0] if re.match(r" (?!and\b|or\b)[a-z]+", behind) else None


def age_at(birth: Birth, until: tuple[dt.date, int]) -> Interval:
    """How old somebody is on a day known as finely as the words tell."""
    youngest = _full_years(_last_day(birth.day, birth.step), until[0])
    oldest = _full_years(birth.day, _last_day(*until))
    return Interval.between(Decimal(max(0, youngest)), Decimal(max(0, oldest)))


def _last_day(day: dt.date, step: int) -> dt.date:
    """The last day that "1950" or "May 1950" covers."""
    if step == 1:
        return day
    if step > 31:
        return day.replace(month=12, day=31)
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _full_years(start: dt.date, end: dt.date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def date_of_age(scene: Scene, age: Mention, birth: Birth, death: bool, today: dt.date | None, dated: bool):
    """((day, step), its mention or None) when somebody was of that age; None when the words do not tell.

    For a death the sentence's one other date, else the end of the years of life; otherwise the date right behind the age
    ("70 in 2005"), or where nothing points elsewhere the day of the article.
    """
    others = [time for time in scene.times if YEAR.search(time.quote) and not time.span.overlaps(birth.part.span)]
    days = [day_told(time.period.timex or "") for time in others]
    if others and not death and today is not None and _AGED_BORN.match(scene.text[age.end :]):
        return (today, 1), None
    if len(others) == 1 and days[0] is not None:
        behind = _BEHIND.match(scene.text[age.end : others[0].start])
        return (days[0], others[0]) if death or behind else None
    if others:
        return None
    if death and birth.died is not None:
        return birth.died, None
    if today is None:
        return None
    if death:
        return _day_of_death(scene, today)
    return None if dated else ((today, 1), None)


def _day_of_death(scene: Scene, today: dt.date) -> tuple[tuple[dt.date, int], Mention | None]:
    """ "died on May 28", else the article's own day."""
    for time in scene.times:
        day = day_told(time.period.timex or "")
        if day is not None and day[1] == 1 and 0 <= (today - day[0]).days < 60:
            return day, time
    return (today, 1), None


_AGED = r"(?:,? (?:when (?:(?:s?he|[A-Z][\w'’-]+) was )?(?:just |only |still )?)?(?:at )?(?:(?:just |only )?aged |the age of )?)"
_IN_FRONT = re.compile(rf"^{_AGED}$")
_OF_KIN = re.compile(r"\b(?:father|mother|brother|sister|wife|husband|son|daughter|uncle|aunt|parents|died|death|killed)\b", re.I)


def ages_in_years(scenes: Sequence[Scene], by_person: dict[str, Birth]) -> Iterator[Claim]:
    """ "In 1980, aged 38," and "joined in 1968 aged 21" of the article's one person of known birth."""
    if len(by_person) != 1:
        return
    ((person, birth),) = by_person.items()
    kin = any(scene.passage.index == birth.passage and _ANOTHERS_KIN.search(scene.text) for scene in scenes)
    pronouns = "" if kin else "[Ss]?[Hh]e|"
    for scene in scenes:
        named = re.search(rf"\b(?:{pronouns}{re.escape(person.split(' ')[0])})\b", scene.text, re.I)
        if named is None or _OF_KIN.search(scene.text) or len(scene.text) > LONGEST_SENTENCE:
            continue
        years = [time for time in scene.times if YEAR.search(time.quote) and not time.span.overlaps(birth.part.span)]
        ages = [m for m in scene.quantities if m.kind in ("age", "number") and m.quantity.value is not None]
        for time in years:
            for age in ages:
                if _is_age_of(scene.text, time, age) and (day := day_told(time.period.timex or "")) is not None:
                    yield from _told_in_year(scene, age, birth, day, time)


def _is_age_of(text: str, time: Mention, age: Mention) -> bool:
    if re.match(r"(?:since|from|until|by|before|after) ", time.quote, re.I):
        return False
    if age.end <= time.start:
        told = age.kind == "age" or re.search(
            r"\b(?:aged|at (?:the age of )?(?:just |only )?)$", text[: age.start].rstrip() + " "
        )
        return bool(told) and re.match(r"^,? (?:back )?in (?:\w+ )?$", text[age.end : time.start]) is not None
    glue, behind = text[time.end : age.start], text[age.end : age.end + 2]
    told = re.search(r"aged|age of|when|at", glue) or age.kind == "age"
    return bool(told) and len(glue) < 40 and _IN_FRONT.match(glue) is not None and behind[:1] in (",", ".", "", " ", ";", ")")


def _told_in_year(scene: Scene, age: Mention, birth: Birth, day: tuple[dt.date, int], time: Mention) -> Iterator[Claim]:
    implied = age_at(birth, day)
    if day[0] <= birth.day or implied.high.value > 110:
        return
    ends = dict.fromkeys(str(side.value) for side in (implied.low, implied.high))
    yield scene.claim(
        age,
        "age",
        parts=(birth.part, scene.mention_part("event", time)),
        stated=age.quantity.allows,
        implied=implied,
        words=(("name", birth.name), ("told", " or ".join(ends)), ("until", str(day[0].year))),
        flags=frozenset(["born"]),
    )
