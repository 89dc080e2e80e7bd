"""Sanity: figures beyond what there can be.

In:  a scene.
Out: `limit` claims where a row of tables/sanity.yaml speaks of the figure: ``stated`` the figure, ``implied`` what is
     possible, ``words.what`` and ``words.limit`` for the message. Flags: "impossible" or "doubtful", as the row says.
     "30 hours a day"  →  stated 30, implied [0, 24]
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.persons.people import name_before
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.tables import load_table

_REACH = 48
_AT_THE_END = frozenset(["up_to", "at_least", "more_than", "at_most"])
_NOT_OLDER = 199


@dataclass(frozen=True, slots=True)
class Row:
    """A limit and the words it holds for; a pattern that is None holds anywhere."""

    what: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    least: Decimal | None
    most: Decimal | None
    flag: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by the last word of the unit they speak of; those under "" by the words before the figure alone."""

    rows: Mapping[str, tuple[Row, ...]]
    hint: re.Pattern[str]
    counted: frozenset[str]
    change: re.Pattern[str]
    oldest: Decimal
    people: re.Pattern[str]


def _phrases(row: dict, key: str, pattern: str) -> re.Pattern[str] | None:
    if key not in row:
        return None
    # "*" stands for one word.
    words = "|".join(re.escape(phrase).replace(r"\*", r"[\w'’]+") for phrase in row[key])
    return re.compile(pattern.format(words), re.I)


@functools.cache
def table() -> Table:
    rows = load_table("checker.claims.tables", "sanity.yaml")
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows["limits"]:
        low, high = row.get("least"), row.get("most")
        if "exactly" in row:
            low = high = row["exactly"]
        made = Row(
            row["what"],
            _phrases(row, "before", r"\b(?:{})(?: of| by| has| is)? $"),
            _phrases(row, "after", r"^[- ](?:{})\b"),
            _phrases(row, "anywhere", r"\b(?:{})\b"),
            _phrases(row, "unless", r"\b(?:{})\b"),
            None if low is None else Decimal(str(low)),
            None if high is None else Decimal(str(high)),
            row["flag"],
        )
        for unit in row.get("units", [""]):
            found[unit].append(made)
    hints = [phrase for row in rows["limits"] if "units" not in row for phrase in row["before"]]
    ages = rows["ages"]
    return Table(
        {unit: tuple(members) for unit, members in found.items()},
        re.compile(rf"\b(?:{'|'.join(map(re.escape, hints))})\b", re.I),
        frozenset(rows["counted"]["nouns"]),
        re.compile(rf"\b(?:{'|'.join(map(re.escape, rows['counted']['unless']))})\b", re.I),
        Decimal(ages["most"]),
        re.compile(rf"^ (?:\w+ )?(?:{'|'.join(ages['people'])})\b", re.I),
    )


def find_limits(scene: Scene) -> Iterator[Claim]:
    if not scene.quantities or len(scene.text) > LONGEST_SENTENCE:
        return
    rows = table()
    hinted = rows.hint.search(scene.text) is not None
    for mention in scene.quantities:
        value = mention.quantity.value
        if value is None:
            continue
        if value < 0 and mention.kind in ("count", "number"):
            yield from _negative(scene, mention, value)
        if mention.kind in ("age", "number", "count") and value > rows.oldest:
            yield from _old(scene, mention, value)
        if mention.kind == "ordinal" and value > rows.oldest:
            yield from _birthday(scene, mention, value)
        unit = (mention.quantity.unit or "").rpartition(" ")[2]
        for row in rows.rows.get(unit, ()) if unit else ():
            yield from _against(scene, mention, row)
        if hinted:
            for row in rows.rows.get("", ()):
                yield from _against(scene, mention, row)


def _against(scene: Scene, mention: Mention, row: Row) -> Iterator[Claim]:
    lead = scene.text[max(0, mention.start - _REACH) : mention.start]
    behind = scene.text[mention.end : mention.end + _REACH]
    if row.before is not None and not row.before.search(lead):
        return
    found = row.after.match(behind) if row.after is not None else None
    if row.after is not None and found is None:
        return
    if row.anywhere is not None and not row.anywhere.search(scene.text):
        return
    if row.unless is not None and row.unless.search(scene.text):
        return
    end = mention.end + (found.end() if found is not None else 0)
    yield _claim(scene, mention, row.what, row.least, row.most, row.flag, end)


def _claim(
    scene: Scene, mention: Mention, what: str, least: Decimal | None, most: Decimal | None, flag: str, end: int | None = None
) -> Claim:
    limit = f"exactly {most}" if least == most else f"at most {most}" if most is not None else f"at least {least}"
    return scene.claim(
        mention,
        "limit",
        parts=(scene.part("figure", mention.start, end or mention.end),),
        # "Up to 30 hours a day" tells of a day with 30 hours.
        stated=Interval.exactly(mention.quantity.value) if mention.quantity.modifier in _AT_THE_END else mention.quantity.allows,
        implied=Interval(None if least is None else Bound(least), None if most is None else Bound(most)),
        words=(("what", what), ("limit", limit)),
        flags=frozenset([flag]),
    )


def _negative(scene: Scene, mention: Mention, value: Decimal) -> Iterator[Claim]:
    """ "minus five visitors": people and things are not counted below zero, unless it is a change."""
    noun = (mention.quantity.unit or "").rpartition(" ")[2]
    behind = re.match(r"^ (\w+?)s?\b", scene.text[mention.end :])
    noun = noun or (behind.group(1) if behind is not None else "")
    if noun in table().counted and not table().change.search(scene.text):
        yield _claim(scene, mention, f"{noun} counted", Decimal(0), None, "doubtful")


# "who turned 148 in April", "has just reached 131"; not "its 148th year".
_REACHED = re.compile(
    r"(?:\b(?:he|she|who|I)|[A-Z][\w'’-]+),?(?: has| had| just| recently| only| finally| is| will be){0,3}"
    r" (?:turned|turns|turning|reached the age of|lived to(?: be| the age of)?|celebrated turning) $"
)
_IS_AGE = re.compile(r"^(?:$|[.,;]| (?:in|on|last|this|next|and|but|yesterday|today|years? (?:old|young|of age))\b)")
_BIRTHDAY = re.compile(r"^ birthday\b")
_OWN = re.compile(r"\b(?:his|her|my|[A-Z][\w-]+['’]s) $")
_LATE = re.compile(r"\b(?:would|late|born|anniversary|mark\w*|died|google|legend|composer|founder|company|club|city)\b", re.I)


# "died peacefully at Loutraki on Friday, aged", but not a firm, a tree or a club.
_DIED = re.compile(r"\b(?:died|dies|passed away|dead)\b[^.;]{0,80}?(?:,| at the age of| at| aged?)?(?: aged?)?(?: of)? $", re.I)
_AGED = re.compile(
    r"\b(?:died|dead|dies|passed away|man|woman|boy|girl|he|she)\b,?"
    r"(?:[^.;\d]{0,80}(?:,| at)|(?: \w+){0,3}),? ?(?:aged|at the age of|the age of) $"
)
# "At 164 years of age, she is …": who it is comes behind the comma; a ship is a she too.
_SHE_BEHIND = re.compile(
    r"^(?: years? (?:old|of age))?, (?:(?:he|she) (?!was built)|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.? [A-Z]"
    r"|(?:his|her) (?:great-)*(?:grand)?(?:mother|father|son|daughter)\b)"
)
_AT = re.compile(r"(?:\b[Aa]t(?: the (?:\w+ )?age of)?|^Aged|^[Nn]ow) $")
_VESSEL = re.compile(
    r"\b(?:ships?|vessel|boat|steamer|schooner|yacht|lifeboat|ferry|locomotive|engine|tortoise|whale|shark|parrot|clam"
    r"|sail\w*|launched|afloat|tree|oak)\b"
)
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Tt]he|[Aa]) (?:[\w-]+ ){0,2}"
    r"(?:great-)*(?:grand)?(?:mother|father|aunt|uncle|son|daughter|brother"
    r"|sister|wife|husband|widow|widower|neighbour|neighbor|pensioner|farmer|teacher|nun|monk|priest|postman|fisherman),"
    r" (?:now|who is|who was|who is now|aged|still) $"
)
_BODY = re.compile(
    r"\b(?:whisky|whiskey|wine|cheese|bottle|house|firm|company|club|tree|oak|tortoise|shark|whale|paper|newspaper|brand|theatre|hotel"
    r"|pub|shop|school|bank|parrot|clam|sturgeon|Sons|Ltd|Brothers|legend|Bible|tale|myth)\b"
)


def _birthday(scene: Scene, mention: Mention, value: Decimal) -> Iterator[Claim]:
    """ "her 148th birthday", of someone who is alive."""
    lead, behind = scene.text[: mention.start], scene.text[mention.end :]
    if value < _NOT_OLDER and _BIRTHDAY.match(behind) and _OWN.search(lead) and not _LATE.search(scene.text):
        yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")


def _old(scene: Scene, mention: Mention, value: Decimal) -> Iterator[Claim]:
    """Nobody is known to have lived longer than the table says; trees and bottles do."""
    text = scene.text
    lead, behind = text[: mention.start], text[mention.end :]
    if mention.kind == "age":
        person = table().people.match(behind) or re.search(r"\b(?:he|she|who)\b[^.;]{0,30}$", lead, re.I)
        comma = re.search(r",(?: aged)? $", lead)
        named = comma and name_before(text, comma.start())
        if person or named or _is_behind(text, lead, behind) or _DIED.search(lead) and not _BODY.search(lead):
            yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")
    elif value < _NOT_OLDER and lead.endswith(", ") and re.match(r"^, (?:has|was|is|who|still|said|from|of)\b", behind):
        named = name_before(text, mention.start - 2)
        if named is not None and " " in named[0]:
            yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")
    elif _REACHED.search(lead) and _IS_AGE.match(behind):
        yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")
    elif value < _NOT_OLDER and _KIN.search(lead) and re.match(r"^(?:[,.;]| and\b)", behind):
        yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")
    elif _AGED.search(lead) and not _BODY.search(lead) or value < _NOT_OLDER and _is_behind(text, lead, behind):
        yield _claim(scene, mention, "the age of a person", None, table().oldest, "impossible")


def _is_behind(text: str, lead: str, behind: str) -> bool:
    return bool(_AT.search(lead) and _SHE_BEHIND.match(behind) and not _VESSEL.search(text))
