"""What ties a share to a part and a whole of another sentence: the group that both are of, and what is said of it.

In:  the words around a share; the sentence that counts a part and a whole.
Out: whether both speak of one thing.
     "nearly all the homes have been snapped up", "sold 31 of the 58 houses"   →  tied: one group, one deed
     "a majority of the panel thinks …", "held by 11 of its 24 members"        →  tied: the panel is its members

The words that stand for one group, and the deeds, are in tables/collectives.yaml; stands in a vote in tables/stances.yaml.
"""

from __future__ import annotations

import functools
import re

from checker.claims.agreement.topics import movements, names, stem, topic
from checker.claims.figures import figures_of, is_alike, is_group, noun_of
from checker.claims.scene import Scene
from checker.model.mention import Mention
from checker.model.tables import load_table

_THE = r"(?:(?:the|its|his|her|their|our|these|those|a|an|all|total|some|about|more|than|over|nearly|every)\s+){0,3}"
OF_GROUP = re.compile(rf"^\s*(?:of\s+)?{_THE}((?:[\w'’-]+\s*){{1,4}})", re.I)
_DEFINITE = re.compile(r"^\s*(?:of\s+)?(?:all\s+)?(?:the|its|their|our|his|her|this|that)\s+([\w-]+)", re.I)
_SHOWS = re.compile(
    r"^\W*(?:it|that|this|which)\s+(?:only\s+)?(?:shows|showed|proves|proved|suggests|confirms)\s+(?:that\s+)?$", re.I
)
_ITS = re.compile(r"\s+(?:of )?(?:the|our|its|their)\b")
_MONEY = re.compile(r"\b(?:money|cash|sum|total|target|amount|cost|bill|funds?|funding)\b", re.I)
_SPENT = re.compile(
    r"^\s*of\s+(?:everything|all|what|whatever)\s+(?:that\s+)?(?:we|they|it|he|she|the [a-z]+)\s+"
    r"(?:spen[dt]s?|raised?|takes?|earn\w*|gets?"
    r"|receive\w*|has|have)\b",
    re.I,
)
_OWN = re.compile(r"(?:\b(?:its|their|his|her|our)|\bthe [a-z]+['’]s)\s+$", re.I)
_WORD = re.compile(r"[a-z][a-z'’-]{3,}", re.I)
_ENDING = re.compile(r"(?:['’]s|ings?|ers?|ed|es|ions?|ment|s|e|y)$")
_CLAUSE = re.compile(r"[.;:()–—]|\bwhile\b|\bbut\b")
# "A quarter of the fleet is over ten years old": something else is told of it.
_NEW_DEED = re.compile(
    rf"^\s*of\s+{_THE}[\w-]+(?:\s+(?!is\b|are\b|was\b|were\b)[\w-]+)?\s+(?:is|are|was|were)\s+(?:still\s+|now\s+)?"
    r"(?!in favou?r|for\b|against|behind|gone|lost)(?:over|under|more|less|older|younger|in|at|from|on|of|an?|the|[a-z]+)\b",
    re.I,
)
_OF_WHOLE = re.compile(r"^\s+of\s+(?:all\s+)?(?:(?:the|its|their|our|those|these)\s+)?(?:[\w'’-]+\s+)?$", re.I)
_OF_IT = re.compile(
    r"^\s+of (?:it|that|them|those|these|this"
    r"|the (?:money|sum|cash|grant|total|award|lot|amount|fund|funds|prize|loan)|that sum)\b",
    re.I,
)
_ROOT, _NEAR, _SPAN = 3, 2, 90


def is_of_whole(scene: Scene, start: int, end: int, place: Scene, part: Mention, whole: Mention, whole_place: Scene) -> bool:
    """Whether the share at [start, end) of *scene* is of the *whole* that *place* takes a *part* of."""
    tail = scene.text[end : end + _SPAN]
    distance = scene.passage.index - place.passage.index
    if whole.kind == "money":
        return _is_of_money(scene, start, tail, place, whole, distance)
    group = OF_GROUP.match(tail)
    words = topic(group[1]) if group is not None else frozenset()
    noun = noun_of(whole_place, whole)
    is_same = noun is not None and any(_akin(word, stem(noun)) for word in words)
    is_new = _NEW_DEED.match(tail) is not None
    if is_same and distance == 1 and not is_new:
        return True
    is_all = not is_same and _stands_for(tail, noun)
    if (
        is_all
        and not is_new
        and (abs(distance) == 1 and _OWN.search(whole_place.before(whole, 30)) or 0 < distance <= _NEAR and noun is None)
    ):
        return True
    if is_all and not is_new and 0 < distance <= _NEAR and _is_of_things(tail):
        return True
    if (is_same or is_all) and not _set_apart(scene, place):
        return _shares_deed(scene.text[max(0, start - 40) : start] + tail, place, part, noun)
    return False


def retells_whole(scene: Scene, start: int, end: int, place: Scene, whole: Mention) -> bool:
    """ "won £90,000 … and spent half of it", "a third of the 36 streams": the sentence tells the very whole as well."""
    same = [
        m
        for m in figures_of(scene)
        if m.quantity.value == whole.quantity.value
        and is_alike(m, whole)
        and (whole.kind == "money" or noun_of(scene, m) == noun_of(place, whole))
    ]
    if any(m.start >= end and _OF_WHOLE.match(scene.text[end : m.core[0]].rstrip("£$€¥")) for m in same):
        return True
    rivals = [m for m in scene.quantities if m.end <= start and is_alike(m, whole) and m not in same]
    return any(m.end <= start for m in same) and not rivals and bool(_OF_IT.match(scene.text[end:]))


def unnumbered(tail: str) -> str:
    """ "of the 36 streams" as "of the streams"."""
    return re.sub(r"^(\s+of\s+(?:(?:all|the|its|their|our|those|these)\s+){1,2})[\d,]+\s+", r"\1", tail)


def is_of_stand(scene: Scene, start: int, end: int, place: Scene, part: Mention) -> bool:
    """Whether both tell one stand in a vote: "backed", "in favour"."""
    here = stance(scene.text[max(0, start - 60) : end + 140])
    return here is not None and here == stance(place.text[part.start :])


def is_named(tail: str, noun: str | None) -> bool:
    """Whether the share is said to be of things of this *noun*."""
    group = OF_GROUP.match(tail)
    return noun is not None and group is not None and any(_akin(word, stem(noun)) for word in topic(group[1]))


def is_shown(lead: str, tail: str) -> bool:
    """ "It shows that nearly all of the lodges": of what was told before."""
    return bool(_SHOWS.match(lead) and _ITS.match(tail))


def is_of_sums(tail: str) -> bool:
    """Whether the share is said to be of a sum of money."""
    return _SPENT.match(tail) is not None


def _is_of_money(scene: Scene, start: int, tail: str, place: Scene, whole: Mention, distance: int) -> bool:
    rest = re.sub(rf"^\s*(?:of\s+)?{_THE}", "", tail, flags=re.I)
    if _MONEY.match(rest):
        return True
    group = OF_GROUP.match(tail)
    words = topic(group[1]) if group is not None and tail.lstrip().startswith("of ") else frozenset()
    named = topic(" ".join(place.text[whole.end : whole.end + 40].split()[:3]))
    if distance == 1 and words & named:
        return True
    if _SPENT.match(tail) or (rest.split() or [""])[0].strip(".,") in _table()["money"]:
        lead, told = scene.text[max(0, start - _SPAN) : start], place.text
        return bool(_roots(lead) & _roots(told)) and not _set_apart(scene, place)
    return False


def _set_apart(scene: Scene, place: Scene) -> bool:
    here, there = names(scene.text), names(place.text)
    return bool(here and there) and not here & there and not scene.quotes


def _stands_for(tail: str, noun: str | None) -> bool:
    """ "of the panel" beside members, "of the stock" beside bridges."""
    found = _DEFINITE.match(tail)
    if found is None:
        return False
    word = found[1].lower()
    people = noun is not None and (
        noun in ("person", "people", "member") or is_group("person", [noun]) or is_group(noun, ["man"])
    )
    return word in _table()["people"] and people or word in _table()["things"] and not people


def _is_of_things(tail: str) -> bool:
    found = _DEFINITE.match(tail)
    return found is not None and found[1].lower() in _table()["things"]


def _shares_deed(words: str, place: Scene, part: Mention, noun: str | None) -> bool:
    behind = _CLAUSE.split(place.text[part.end :])[0]
    told = place.text[max(0, part.start - 60) : part.start] + " " + behind
    said = _CLAUSE.split(words)[0] if len(_CLAUSE.split(words)[0]) > 40 else words
    if (_roots(said) & _roots(told)) - {_root(noun or "")}:
        return True
    return any(pattern.search(said) and pattern.search(told) for pattern in _deeds())


def _roots(text: str) -> set[str]:
    """The roots of the content words: "nursing" and "nurses" are one."""
    empty = movements()["empty"]
    return {_root(word.lower()) for word in _WORD.findall(text) if word.lower() not in empty}


def _root(word: str) -> str:
    short = _ENDING.sub("", word)
    return short if len(short) >= _ROOT else word


def _akin(word: str, noun: str) -> bool:
    """ "council" and "councillor", "member" and "membership"."""
    # "nurses" loses too much when it is made a singular.
    if word.rstrip("e") == noun.rstrip("e"):
        return True
    return min(len(word), len(noun)) >= 5 and (word.startswith(noun) or noun.startswith(word))


@functools.cache
def _table() -> dict:
    return load_table("checker.claims.tables", "collectives.yaml")


def _any_of(words: list[str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{forms})(?!\w)", re.I)


@functools.cache
def _deeds() -> tuple[re.Pattern[str], ...]:
    return tuple(_any_of(words) for words in _table()["deeds"].values())


@functools.cache
def _stances() -> dict[str, re.Pattern[str]]:
    return {name: _any_of(words) for name, words in load_table("checker.claims.tables", "stances.yaml").items()}


def stance(text: str) -> str | None:
    """The first stand told in *text*."""
    found = [(match.start(), name) for name, pattern in _stances().items() if (match := pattern.search(text)) is not None]
    return min(found)[1] if found else None
