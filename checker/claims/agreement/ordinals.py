"""Ordinals: one thing counted as the third here and as the fourth there, or as the third after three others.

In:  the scenes of an article.
Out: `ranking` claims with the flag "nth": ``stated`` is the number of the one, ``implied`` that of the other; part "other".
     "her third victory in the Millford Marathon … her fourth Millford title"   →  stated 4, implied 3
     "the first woman to lead it … the second woman to hold the post"           →  stated 2, implied 1
     "its 25th festival … we'd be putting on our 26th this summer"              →  stated 26, implied 25
     "the fifth school to close … Counting Gorsefield, four schools"            →  stated 4, implied 5
     "her third title … two earlier titles"                                     →  stated 3, implied 3

Nouns that stand for one another and the words that take a sentence away are in tables/ordinals.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.text import Passage

_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINAL = rf"(?:(\d{{1,3}})(?:st|nd|rd|th)|({'|'.join(_ONES[1:])}))"
_CARDINAL = rf"(\d{{1,3}}|{'|'.join(_CARDINALS[1:])}|once|twice)"
_HINT = re.compile(rf"\d(?:st|nd|rd|th)\b|\b(?:{'|'.join(_ONES[1:])})\b", re.I)
# "Won the Lahti marathon for the third time"
_WON_AGAIN = re.compile(
    rf"\b(?:won|wins|winning|lifted|claimed) [^.;,\d]{{3,50}}? for (?:the|a) {_ORDINAL} time\b(?! in\b| since\b)", re.I
)
# A few predecessors may be the last ones; many are all there were.
_PREDECESSORS = re.compile(r"\b(?:his|her|the|all) (\d{1,3}|five|six|seven|eight|nine|ten|eleven|twelve) predecessors\b", re.I)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_CALLED = re.compile(r"\b([A-Z][\w'’-]+)(?:,| (?:is|was|became|becomes|will be|had been|has become|as)) (?:only |just )?the $")
_CAPITAL = re.compile(r"\b[A-Z][a-z’'-]{3,}\b")
_WEEKDAYS = frozenset(
    (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June"
        " July August September October November December This That There When With After But"
    ).split()
)
_NEXT_CLAUSE = re.compile(
    r"[;,] (?:and|but|so|while) (?:the|it|he|she|they|we|[A-Z]|(?:coach|captain|manager|owner) [A-Z])|; "
    r"|, (?:he|she|it|they|we) (?:is |are )?now "
)
# The fifth woman may well be the tenth holder: from here on "woman" is as good as "person".
_PLAIN_NUMBER = 10
_FARTHEST_APART = 3
_NEAR = 48
_NARRATED = frozenset(
    ("storm child patent visit attempt fire album film book marriage season branch recall strike term ascent fatality").split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page."""

    groups: dict[str, str]
    counted: re.Pattern[str]
    bare: re.Pattern[str]
    to_do: re.Pattern[str]
    unless: re.Pattern[str]
    prior: re.Pattern[str]
    times: re.Pattern[str]
    inclusive: re.Pattern[str]
    behind_noun: re.Pattern[str]
    holders: frozenset[str]
    holding: frozenset[str]
    run_before: re.Pattern[str]
    run_behind: re.Pattern[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "ordinals.yaml")
    groups = {noun: row["group"] for row in rows["groups"] for noun in row["nouns"]}
    nouns = "|".join(re.escape(noun) for noun in sorted(groups, key=len, reverse=True))
    return Words(
        groups,
        re.compile(
            rf"\b{_ORDINAL} ((?:annual |career |straight )?(?:(?!to |of |in |for |and |time )[\w'’-]+ ){{0,2}}?)"
            rf"({nouns})\b(?![-’'])",
            re.I,
        ),
        re.compile(rf"\b(?:our|his|her|its|their|my) {_ORDINAL}(?= (?:this|on|in|with|of the|at|last)\b|[,.;”\"])", re.I),
        re.compile(
            rf"\b[Tt]he {_ORDINAL} ((?:[a-z-]+ ){{0,2}}?)([a-z]+) (?:ever )?(?:to (?!be\b|come\b)([a-z]+)|in (?:the"
            rf"|its) (?:post|job|role|office|chair))\b"
        ),
        any_of(rows["unless"]),
        re.compile(rf"\b{_CARDINAL} (?:{'|'.join(rows['prior'])}) (?:\w+ )?({nouns})s?\b", re.I),
        re.compile(
            (
                rf"\b(?:won|taken|claimed|lifted|landed|run|held|staged) (?:it|the \w+(?: \w+)?|that \w+|there"
                rf"|here)? ?{_CARDINAL}(?: times)? (?:{'|'.join(rows['prior_times'])})\b"
            ),
            re.I,
        ),
        re.compile(rf"\b(?:{'|'.join(rows['inclusive'])})\b", re.I),
        re.compile(rf"\b({nouns}),? the {_ORDINAL}(?= (?:in|of|since|so far|this|to hold|from)\b)", re.I),
        frozenset(rows["holders"]),
        frozenset(rows["holding"]),
        re.compile(rf"\b(?:{'|'.join(rows['run_before'])})\b ?", re.I),
        re.compile(rf"^ (?:{'|'.join(rows['run_behind'])})\b", re.I),
    )


@dataclass(frozen=True, slots=True)
class Nth:
    """An ordinal with what it counts: ``group`` "" for a noun left out."""

    passage: Passage
    number: int
    group: str
    spoken: str
    start: int
    end: int
    doing: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


def find_ordinals(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    passages = [
        p
        for p in article.passages
        if p.block.cell is None and p.block.kind not in ("title", "heading") and len(p.text) <= LONGEST_SENTENCE
    ]
    found = [nth for passage in passages for nth in _ordinals(passage)]
    if not found:
        return
    known = {scene.passage.index: scene for scene in scenes}

    def scene_of(passage: Passage) -> Scene:
        return known.get(passage.index) or Scene(passage, (), None, article.source.text, article.setting.anchor)

    yield from _twice(found, scene_of)
    for passage in passages:
        yield from _counts(passage, found, scene_of)


def _ordinals(passage: Passage) -> Iterator[Nth]:
    table, text = words(), passage.text
    if not _HINT.search(text):
        return
    seen = []
    for found in table.counted.finditer(text):
        seen.append(found.start())
        group = table.groups[found[4].lower() if found[4].lower() in table.groups else found[4]]
        spoken = found[3].strip().lower()
        if table.run_before.search(spoken) or table.run_behind.match(text[found.end() :]):
            group, spoken = f"{group} in a row", table.run_before.sub("", spoken).strip()
        elif group in _NARRATED and re.search(r"\b(?:an?|another) $", text[: found.start()], re.I):
            continue
        yield Nth(passage, _number(found), group, spoken, found.start(), found.end())
    for found in table.behind_noun.finditer(text):
        start = found.start(2) if found[2] else found.start(3)
        seen.append(start)
        number = int(found[2]) if found[2] else _ONES.index(found[3].lower())
        yield Nth(passage, number, table.groups[found[1].lower()], "", start, found.end(), found[1].lower() in _offices())
    for found in _WON_AGAIN.finditer(text):
        seen.append(found.start(1) if found[1] else found.start(2))
        yield Nth(passage, _number(found), "win", "", seen[-1], found.end())
    for found in table.to_do.finditer(text):
        start = found.start() + 4
        by_sex = found[4] in ("woman", "man") and _number(found) >= _PLAIN_NUMBER
        if (found[4] in table.holders or by_sex) and found[5] in table.holding:
            seen.append(start)
            yield Nth(passage, _number(found), "office", found[3].strip(), start, found.end(4), True)
        elif start not in seen and found[4] not in ("time", "one", "thing", "place", "person", "step", "day"):
            yield Nth(passage, _number(found), f"{found[4]} to", found[3].strip(), start, found.end(4), True)
    if text[:1] and not seen:
        for found in table.bare.finditer(text):
            start = found.start() + found[0].index(" ") + 1
            run = table.run_behind.match(text[found.end() :])
            named = [table.groups[noun] for noun in re.findall(r"[a-z]+", text[:start].lower()) if noun in table.groups]
            group = f"{named[-1]} in a row" if run and named else ""
            yield Nth(passage, _number(found), group, "", start, found.end())


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset(noun for noun, group in words().groups.items() if group == "office")


def _number(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else _ONES.index(found[2].lower())


def _twice(found: Sequence[Nth], scene_of) -> Iterator[Claim]:
    groups: dict[str, list[Nth]] = {}
    for nth in found:
        if not _is_apart(nth):
            groups.setdefault(nth.group, []).append(nth)
    bare = groups.pop("", [])
    for group, told in groups.items():
        if (
            len({n.group for n in found if n.group}) == 1
            and len(bare) == 1
            and group in ("festival", "conference", "tournament", "anniversary", "album", "win", "book", "film")
        ):
            told = [*told, *bare]
        every = {n.number for n in found if n.group in (group, "")} if bare else {n.number for n in found if n.group == group}
        if len({n.number for n in told}) != 2 or len(every) != 2:
            continue
        first = told[0]
        other = next(n for n in told if n.number != first.number)
        if first.passage is not other.passage and _is_one(first, other):
            yield _claim(scene_of(other.passage), other, other.number, first, first.number)


def _is_apart(nth: Nth) -> bool:
    """Whether the sentence speaks of several, or of another time."""
    lead, behind = nth.text[max(0, nth.start - _NEAR) : nth.start], nth.text[nth.end : nth.end + _NEAR]
    # "As the 53rd person to wear the chain, she had been told …": the deed ends at the comma.
    behind = behind.split(",")[0] if nth.doing else _NEXT_CLAUSE.split(behind)[0]
    near = _NEXT_CLAUSE.split(lead)[-1] + nth.text[nth.start : nth.end] + behind
    return (
        words().unless.search(near) is not None
        or _YEAR.search(near) is not None
        and not re.search(r"\bsince\b|\bcharter\b", near)
    )


def _is_one(one: Nth, other: Nth) -> bool:
    if abs(one.number - other.number) > _FARTHEST_APART:
        return False
    # The film before this one is told of behind it; the one to come is not called the fourth yet.
    if one.group in _NARRATED and other.number < one.number:
        return False
    if one.spoken and other.spoken and one.spoken != other.spoken:
        return False
    if one.group == "office":
        # Two presidents are told of one by one; who is one person's number says so only where the words hold no other name.
        return (
            (one.doing or other.doing)
            and one.spoken == other.spoken
            and _capitals(other) <= frozenset(_CAPITAL.findall(one.text))
        )
    if one.doing or other.doing:
        named = _CALLED.search(other.text[: other.start])
        return one.spoken == other.spoken and (named is None or named[1] in one.text)
    if one.group.endswith(" in a row"):
        apart = _capitals(one) and _capitals(other) and not _capitals(one) & _capitals(other)
        same = one.text[one.end - 4 : one.end].lower() == other.text[other.end - 4 : other.end].lower()
        same = same or any(re.search(r"\d|th$|[a-z]{2}nd$|rd$|st$", n.text[n.end - 4 : n.end]) for n in (one, other))
        if one.spoken and other.spoken:
            return not apart and one.spoken == other.spoken
        return not apart and same
    if one.group in ("win", "final", "defeat", "appearance", "season"):
        shared = _capitals(one) & _capitals(other)
        same = one.text[one.end - 4 : one.end].lower() == other.text[other.end - 4 : other.end].lower()
        alone = not one.spoken and not other.spoken and not _capitals(one) ^ _capitals(other)
        return bool(shared) or same and alone
    if other.group == "" or one.group == "":
        return True
    return not one.spoken and not other.spoken or one.spoken == other.spoken or not (one.spoken and other.spoken)


def _capitals(nth: Nth) -> frozenset[str]:
    lead, behind = nth.text[max(0, nth.start - 28) : nth.start], nth.text[nth.end : nth.end + 45]
    near = _NEXT_CLAUSE.split(lead)[-1] + nth.text[nth.start : nth.end] + _NEXT_CLAUSE.split(behind)[0]
    return frozenset(re.sub(r"['’]s?$", "", word) for word in _CAPITAL.findall(near)) - _WEEKDAYS


def _counts(passage: Passage, found: Sequence[Nth], scene_of) -> Iterator[Claim]:
    """Counts that must be one less than an ordinal, or the same."""
    text, table = passage.text, words()
    told = [(hit, table.groups.get(hit[2].lower())) for hit in table.prior.finditer(text)]
    told += [(hit, "win") for hit in table.times.finditer(text)]
    told += [(hit, "office") for hit in _PREDECESSORS.finditer(text)]
    for hit, group in told:
        same = [n for n in found if n.group == group and not _YEAR.search(n.text[max(0, n.start - _NEAR) : n.end + _NEAR])]
        if group is None or len({n.number for n in same}) != 1 or same[0].passage is passage and same[0].start > hit.start():
            continue
        count = _cardinal(hit[1])
        mention = (hit.start(1), hit.end())
        yield _count_claim(scene_of(passage), mention, count + 1, same[0])
    if not table.inclusive.search(text):
        return
    for nth in {n.group: n for n in reversed(found)}.values():
        same = {n.number for n in found if n.group == nth.group}
        if len(same) != 1 or nth.passage is passage or not nth.group or _YEAR.search(text):
            continue
        nouns = (
            [nth.group.removesuffix(" to")] if nth.doing else [noun for noun, group in table.groups.items() if group == nth.group]
        )
        plural = "|".join(re.escape(re.sub(r"y$", "ie", noun)) for noun in nouns)
        for hit in re.finditer(rf"\b{_CARDINAL} (?:[\w-]+ )?(?:{plural})e?s\b", text, re.I):
            if abs(_cardinal(hit[1]) - nth.number) <= 3:
                yield _count_claim(scene_of(passage), (hit.start(1), hit.end()), _cardinal(hit[1]), nth)


def _cardinal(word: str) -> int:
    word = word.lower()
    return {"once": 1, "twice": 2}.get(word) or (int(word) if word.isdigit() else _CARDINALS.index(word))


def _count_claim(scene: Scene, place: tuple[int, int], number: int, nth: Nth) -> Claim:
    head = number_at(scene, place[0], place[1], Decimal(number))
    return _made(scene, head, number, scene.part("rank", *place), nth)


def _claim(scene: Scene, told: Nth, number: int, nth: Nth, _: int) -> Claim:
    head = number_at(scene, told.start, told.end, Decimal(number))
    return _made(scene, head, number, scene.part("rank", told.start, told.end), nth)


def _made(scene: Scene, head, number: int, rank, nth: Nth) -> Claim:
    other = Scene(nth.passage, (), None, scene.source_text).part("other", nth.start, nth.end)
    return scene.claim(
        head,
        "ranking",
        parts=(rank, other),
        stated=Interval.exactly(Decimal(number)),
        implied=Interval.exactly(Decimal(nth.number)),
        words=(("noun", nth.group.removesuffix(" to")),),
        flags=frozenset(["nth"]),
    )
