"""One for every so many: a rate told in words, beside the number of things and the number they are for.

In:  the scenes of an article.
Out: `total` claims with the flag "each_apart": ``stated`` is how many there are to one as told,
     ``implied`` what the figures give.
     "84 surgeries for a population of 2.1 million … one for every 12,000 people"  →  stated 12,000, implied 25,000
     "210 pools … one pool for every 900 inhabitants" beside 370,000 people        →  stated 900, implied 1,762

Any two such numbers near that give the rate keep it quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.agreement.topics import stem
from checker.claims.figures import COUNTS, figures_of, is_group, noun_of
from checker.claims.parts.quotients import Told, claim_each, is_of_size, quotient
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention

_HINT = re.compile(r"\b(?:every|each|per)\b")
# "one for every", "a doctor to every", "one lifeguard per"
_ONE_FOR = re.compile(
    r"\b(?:(?:just |only |about |roughly )?one|an?)(?P<thing>(?:\s+(?!of\b|in\b|and\b)[\w'’-]+){0,3}?)\s+"
    r"(?:for|to|in|among|per)\s+(?:every|each)\s+(?:some |about |roughly )?$"
    r"|\b(?:just |only |about |roughly )?one"
    r"(?P<other>(?:\s+(?!of\b|in\b|and\b)[\w'’-]+){0,3}?)\s+per\s+(?:some |about |roughly )?$",
    re.I,
)
_POPULATION = re.compile(
    r"\b(?:population|populace|electorate|roll|membership|total) of\s+(?:just |only |about |some |around )?$", re.I
)
_HERE = re.compile(
    r"\b(?:national|nationally|elsewhere|average|recommended|guideline|target|should|ideal"
    r"|standard|last year|in (?:19|20)\d\d)\b",
    re.I,
)
_REACH, _LARGEST = 5, 3
_SIZES = (Decimal("0.3"), Decimal("3.4"))
_SLACK = Decimal("0.12")


def find_one_for_every(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for at, scene in enumerate(scenes):
        if not _HINT.search(scene.text) or scene.passage.block.kind not in ("paragraph", "quote", "list_item"):
            continue
        for many in figures_of(scene):
            if many.kind in COUNTS and many.quantity.value is not None and many.quantity.value > _LARGEST:
                found = _ONE_FOR.search(scene.text[: many.start])
                if found is not None and not _HERE.search(scene.text):
                    yield from _weigh(scenes, at, many, (found["thing"] or found["other"] or "").split(), found.start())


def _weigh(scenes: Sequence[Scene], at: int, many: Mention, thing: Sequence[str], start: int) -> Iterator[Claim]:
    scene = scenes[at]
    near = [s for s in scenes[max(0, at - _REACH) : at + 1] if scene.passage.index - s.passage.index <= _REACH]
    told = [Told(s, m) for s in near for m in figures_of(s) if m.kind in COUNTS and m.quantity.value is not None]
    told = [t for t in told if t.mention is not many and not (t.scene is scene and start <= t.mention.start < many.start)]
    noun = noun_of(scene, many)
    wholes = [t for t in told if t.mention.quantity.value > many.quantity.value and _is_whole(t, noun)]
    things = [t for t in told if t not in wholes and t.mention.quantity.value > 1 and _is_thing(t, thing)]
    pairs = [(w, t) for w in wholes for t in things if t.mention.quantity.value < w.mention.quantity.value]
    if not pairs or any(_fits(w, t, many) for w, t in pairs):
        return
    if not thing:
        # With no word for what there is one of, only a number told beside its whole is meant.
        pairs = [(w, t) for w, t in pairs if w.scene is t.scene]
    pairs = [(w, t) for w, t in pairs if abs(w.scene.passage.index - t.scene.passage.index) <= 1]
    pairs = [(w, t) for w, t in pairs if is_of_size(w, t, many, _SIZES)]
    if len({(w.mention.quantity.value, t.mention.quantity.value) for w, t in pairs}) == 1:
        yield claim_each(scene, many, many.quantity.allows, *pairs[0], _SLACK)


def _is_people(noun: str | None) -> bool:
    return noun in ("person", "people", "inhabitant", "resident", "citizen") or noun is not None and is_group("person", [noun])


def _is_whole(told: Told, noun: str | None) -> bool:
    """Whether this may be the number that things are shared out over."""
    if _POPULATION.search(told.scene.before(told.mention, 40)):
        return noun is None or _is_people(noun)
    own = noun_of(told.scene, told.mention)
    return own is not None and (noun is None or stem(own) == stem(noun) or _is_people(own) and _is_people(noun))


def _is_thing(told: Told, thing: Sequence[str]) -> bool:
    own = noun_of(told.scene, told.mention)
    if not thing:
        return own is not None and not _is_people(own)
    return own is not None and stem(own) == stem(thing[-1].lower())



def _fits(whole: Told, thing: Told, many: Mention) -> bool:
    found = quotient(whole, thing, _SLACK)
    return found is None or not found.is_disjoint(many.quantity.allows)
