"""Portions apart: a percentage or a word for a share, told in another sentence than its part and whole.

In:  the scenes of an article.
Out: `fraction` claims as in `portions`, with the flag "apart".
     "57 of the 190 buildings had asbestos. That works out at 38 per cent"     →  stated [37.4, 39], implied 30
     "18 of the 24 councillors raised their hands. … 80 per cent of a council"  →  stated [79.4, 81], implied 75

A share that any part and whole of the article give is right, and so is what remains of a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.topics import topic
from checker.claims.figures import COUNTS, figures_of, in_sum, is_alike, noun_of, number_at
from checker.claims.parts import share_ties
from checker.claims.parts.portions import Portion, portions_of
from checker.claims.scene import Scene, every_scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval

_THE = r"(?:(?:[\w-]+['’]s|the|its|his|her|their|our|these|those|a|an|all|total|some|about|more|than|over|nearly|every)\s+){0,3}"
# "£1.1m out of a budget of £2.6m"
_SUM_OF = r"(?:(?:a|the|its|their|our)\s+(?:[\w-]+\s+){1,2}of\s+)?"
_OF = re.compile(rf"^(?:\s+[\w'’-]+){{0,3}}?\s+(?:out\s+)?of\s+{_SUM_OF}{_THE}$", re.I)
_LEADING_OF = re.compile(rf"(?:^|[.;,:—–]\s*|\b[Tt]hat )(?:out\s+of|of|from|among)\s+{_THE}$", re.I)
_CLAUSE = re.compile(r"^[^.;:()\d]{0,90}?[,:—–][^.;:(\d]{0,50}$")
_OF_WHOM = re.compile(
    r"^[^.;:()\d]{0,70}?[,(–—-]\s*(?:of (?:whom|which|these|those|them)|with)\s*(?:just |only |some |a total of )?$", re.I
)
_PART_OF_THEM = re.compile(r"^\s+of (?:them|those|these|that|it)\b", re.I)
# "330 people were asked and 99 said", "surveyed 330 households and found 99"
_ASKED = r"(?:asked|surveyed|polled|questioned|interviewed|tested|checked|inspected|examined|sampled|canvassed|screened)"
_WERE_ASKED = re.compile(
    rf"^(?:\s+[\w'’-]+){{1,4}}?\s+(?:were|was|had been)\s+{_ASKED}\b[^.;:()\d]{{0,60}}?"
    r"(?:,|\band)\s+(?:of whom |just |only |some )?$",
    re.I,
)
_ASKING = re.compile(rf"\b{_ASKED}\s+(?:about |some |all |the )?$", re.I)
_AND_FOUND = re.compile(
    r"^(?:\s+[\w'’-]+){1,10}?(?:,|\s+and)\s+(?:of whom |(?:has |have )?found (?:that )?)(?:just |only |some )?$", re.I
)
_OF_THESE = re.compile(r"\b(?:of|among) (?:these|those|them|that|the total|the lot|the whole)\b", re.I)
# A share right behind its part, "44 dropped out, or 22%", or before it, "more than half of them, 190,".
_PART_BEFORE = re.compile(
    r"^[^.;:\d]{0,40}?(?:,|\(|–|—)\s*(?:(?:or|that is|which is|about|around|some|nearly|just|only)\s+){0,2}$", re.I
)
_PART_BEHIND = re.compile(
    r"^\s+of (?:them|these|those|the (?:total|whole)|(?:the|its) [a-z]+)\s*(?:,|\(|–|—)\s*(?:or\s+|some\s+|that is\s+)?$", re.I
)
_RECORD = re.compile(
    r"^[\s-]+(?:[a-z]+[\s-]+)?(?:record|rate|success|response|turnout|strike rate|return|share|average|ratio)\b", re.I
)
_ARTICLE = re.compile(r"\b(?:an?|the|that|this|his|her|its|their)\s+$", re.I)
_RATIO = re.compile(r"(\d[\d,]*|[a-z-]+) (?:in|of|out of)(?: every| the| a)? (\d[\d,]*|[a-z-]+)", re.I)
# The sentence takes up a share just told: "That works out at", "A success rate of", "a proportion of".
_POINTING = re.compile(
    r"(?:^|[.“\"]\s*|[,;–—]\s*)(?:(?:that|this|which|it|in other words|so|meaning|or)\W+(?:\w+\W+){0,3}?)?"
    r"(?:(?:works?|worked) out (?:at|to|as)|(?:comes?|came|amount(?:s|ed)?|adds up|added up) to|is|was|'s|’s"
    r"|equals|means|makes|made|represents|gives|is equal to)"
    r"\s+(?:only |just |about |around |roughly |some |nearly |an? |the |exactly |precisely |almost ){0,3}$"
    r"|\b(?:that|it|this|which)['’]s\s+(?:only |just |about |around |roughly |some |nearly ){0,2}$"
    r"|\b(?:in other words|to put it another way|put differently|meaning that|meaning),?\s+(?:only |just "
    r"|about |around |roughly |some |nearly ){0,2}$"
    r"|\b(?:rate|proportion|share|percentage|figure|level|return|hit rate|yield|score|turnout)\s+(?:of|was|is"
    r"|at)\s+(?:only |just |about |around |roughly |some |nearly ){0,2}$",
    re.I,
)
_STARTS_POINTING = re.compile(r"^\W*(?:that|this|which|it|an?|the|such an?|at|with|in other words|to put|put)\b", re.I)
_OF_THEM = re.compile(
    r"^\s*of (?:them|those|these|the (?:total|whole|lot|sample)|that (?:number|total|group)|everyone|all)\b", re.I
)
_OTHER = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:last year|year ago|years ago|previous|nationally|elsewhere|average|compared"
    r"|up from|down from|rise|rose|fell|increase)\b|\bby (?:a |an |about |some |around )?\W*$",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:(?<!\btake )(?<!\btakes )(?<!\btook )up"
    r"|down|by|rose|fell|grew|increase[ds]?|rise|cut|more|less|fewer|higher|lower|at least|target"
    r"|need(?:s|ed)?|require[ds]?|discount|interest|inflation)\b",
    re.I,
)
# "A success rate of 70%" has no other subject than what was told.
_RATE = re.compile(
    r"^\W*(?:[A-Z][a-z]+(?:ity|ance|ence|age|out|ship|acy|ness)\s+of"
    r"|(?:a|an|that|this|such a)\s+(?:[\w-]+\s+){0,2}?(?:rate|proportion|ratio|share|record|average|yield)\s+(?:of|is|was))"
    r"\s+(?:only |just |about |nearly )?",
    re.I,
)
# "At 38%, the figure is the town's highest."
_AT = re.compile(r"^\W*at\s+(?:only |just |about |nearly )?$", re.I)
_THE_FIGURE = re.compile(r"^,\s*(?:the|that|this)\s+(?:figure|rate|share|proportion|level|percentage)\b", re.I)
_OWN_PART = re.compile(r"^\s+of(?:\s+[\w'’-]+){1,4}?\s*[,(–—]\s*(?:or |some |about |just |only )?$", re.I)
_OWN_WHOLE = re.compile(rf"^\s*(?:,|\()?\s*(?:or\s+)?(?:of\s+)?{_THE}$", re.I)
_NEAR, _FAR, _RATED, _SHOWN = 2, 8, 4, 5
_SIZES = (Decimal("0.4"), Decimal("2.5"))
_MOST = 25
# How far a part may stand before and behind "of these".
_ASIDE, _BESIDE = 40, 90


@dataclass(frozen=True, slots=True)
class Counted:
    """A part and its whole as a sentence tells them."""

    scene: Scene
    part: Mention
    whole: Mention
    whole_scene: Scene | None = None

    @property
    def share(self) -> Interval | None:
        found = arithmetic.ratio(in_sum(self.part), in_sum(self.whole))
        return None if found is None else found.times(arithmetic.HUNDRED)


def find_portions_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    counted = [found for scene in scenes for found in _counted(scene)]
    counted += list(_counted_over(scenes))
    if not counted or len(counted) > _MOST:
        return
    for scene in every_scene(scenes, article):
        if scene.passage.block.kind not in ("paragraph", "quote", "list_item") or len(scene.mentions) > _MOST:
            continue
        for portion in portions_of(scene):
            # "Two-thirds of everything we spend" is no share of people.
            of_money = share_ties.is_of_sums(scene.text[portion.end : portion.end + 80])
            if any(_fits(portion, found) for found in counted if not of_money or found.whole.kind == "money"):
                continue
            meant = [found for found in counted if _is_near(portion, found) and _is_meant(scene, portion, found, scenes)]
            near = sorted(meant, key=lambda found: abs(found.scene.passage.index - scene.passage.index))
            if near and (len(near) == 1 or _distance(scene, near[0]) < _distance(scene, near[1])):
                yield _claim(scene, portion, near[0])


def _distance(scene: Scene, found: Counted) -> int:
    return abs(found.scene.passage.index - scene.passage.index)


def _counted(scene: Scene) -> Iterator[Counted]:
    figures = [m for m in figures_of(scene) if m.quantity.value is not None and m.kind in (*COUNTS, "money", "measure", "ratio")]
    for mention in figures:
        found = _RATIO.fullmatch(mention.quote) if mention.kind == "ratio" else None
        if found is not None and all(text.replace(",", "").isdigit() for text in found.groups()):
            low, high = (Decimal(text.replace(",", "")) for text in found.groups())
            at = mention.start
            if 0 < low < high and high > 10:
                yield Counted(
                    scene,
                    number_at(scene, at + found.start(1), at + found.end(1), low),
                    number_at(scene, at + found.start(2), at + found.end(2), high),
                )
    for first, second in zip(figures, figures[1:], strict=False):
        glue = scene.between(first, second)
        if "ratio" in (first.kind, second.kind) or not is_alike(first, second):
            continue
        if first.quantity.value < second.quantity.value and _OF.match(glue):
            yield Counted(scene, first, second)
        elif first.quantity.value > second.quantity.value > 0:
            led = _LEADING_OF.search(scene.text[: first.start]) and _CLAUSE.match(glue) or _OF_WHOM.match(glue)
            led = led or _WERE_ASKED.match(glue) or _ASKING.search(scene.before(first, 30)) and _AND_FOUND.match(glue)
            if led or _PART_OF_THEM.match(scene.text[second.end :]):
                yield Counted(scene, second, first)


def _counted_over(scenes: Sequence[Scene]) -> Iterator[Counted]:
    """ "There were 190 buildings. Of these, 57 had asbestos." """
    for before, after in zip(scenes, scenes[1:], strict=False):
        if after.passage.index != before.passage.index + 1:
            continue
        wholes = [m for m in figures_of(before) if m.kind in ("count", "money") and m.quantity.value is not None]
        parts = [m for m in figures_of(after) if m.kind in (*COUNTS, "money") and m.quantity.value is not None]
        these = _OF_THESE.search(after.text)
        if these is None or parts and not -_ASIDE < parts[0].start - these.start() < _BESIDE:
            continue
        if (
            len(wholes) == 1
            and parts
            and is_alike(wholes[0], parts[0])
            and 0 < parts[0].quantity.value < wholes[0].quantity.value
            and not _has_part_told(before, wholes[0], parts[0])
        ):
            yield Counted(after, parts[0], wholes[0], before)


def _has_part_told(scene: Scene, whole: Mention, part: Mention) -> bool:
    """ "Of the 52 towers, 27 were home to bats. In a third of those, nine …": those are the 27."""
    return any(
        m is not whole and m.start > whole.start and m.quantity.value is not None and m.quantity.value > part.quantity.value
        for m in figures_of(scene)
        if m.kind in (*COUNTS, "age") and noun_of(scene, m) in (None, noun_of(scene, whole))
    )


def _fits(portion: Portion, found: Counted) -> bool:
    share = found.share
    if share is None:
        return True
    low, high = arithmetic.ends(share)
    rest = None if None in (low, high) else Interval.between(arithmetic.HUNDRED - high, arithmetic.HUNDRED - low)
    # A majority's rest is a minority: a word is of the part told, a percentage may be of what remains.
    return (
        not share.is_disjoint(portion.allows) or not portion.is_word and rest is not None and not rest.is_disjoint(portion.allows)
    )


def _is_near(portion: Portion, found: Counted) -> bool:
    if found.share is None:
        return False
    low, high = arithmetic.ends(portion.allows)
    share = found.part.quantity.value / found.whole.quantity.value * 100
    return _SIZES[0] * (low or 0) < share < _SIZES[1] * (high if high is not None else 100)


def _is_meant(scene: Scene, portion: Portion, found: Counted, scenes: Sequence[Scene]) -> bool:
    """Whether the words tie the share to the part and whole."""
    distance = scene.passage.index - found.scene.passage.index
    text = scene.text
    lead, tail = text[: portion.start], text[portion.end : portion.end + 80]
    if distance == 0 and found.whole_scene is not None:
        at, end = found.part.start, found.part.end
        if end <= portion.start:
            return bool(_PART_BEFORE.match(text[end : portion.start])) and not re.match(
                r"\s*of (?!them|these|those|the total|the whole|all)", tail
            )
        return bool(_PART_BEHIND.match(text[portion.end : at]))
    if distance == 0 and found.part.end < portion.start and found.whole.end < portion.start:
        glue = text[max(found.part.end, found.whole.end) : portion.start]
        if re.search(r"[;:–—]", glue) and not re.search(r"\d", glue) and not _MOVED.search(lead[-40:]):
            return _is_of_whole(scene, portion, tail, found)
    place = found.whole_scene or found.scene
    if distance and portion.is_word and share_ties.retells_whole(scene, portion.start, portion.end, place, found.whole):
        # "more than half of it on consultants": of a sum that has one part told only, or of things that do the same.
        is_alone = len(_told_of(scenes, found)) == 1
        if found.whole.kind == "money" or not is_alone:
            return is_alone
        return _is_of_whole(scene, portion, share_ties.unnumbered(tail), found)
    if distance == 0 or _MOVED.search(lead[-40:]) or _MOVED.match(tail.strip()) or _has_own_figures(scene, portion, tail):
        return False
    back = 0 < distance <= _NEAR and not _counts_between(scenes, found.scene.passage.index, scene.passage.index)
    if back and _OF_THEM.match(tail) and distance == 1:
        # "2,100 people were on site, a quarter of them young": of those that the sentence itself counts.
        return found.whole.kind in (*COUNTS, "money") and not any(
            m.kind in COUNTS and m.end <= portion.start for m in scene.quantities
        )
    if back and _POINTING.search(lead) and _STARTS_POINTING.match(lead) and not _OTHER.search(lead):
        group = share_ties.OF_GROUP.match(tail) if tail.lstrip().startswith("of ") else None
        return group is None or bool(topic(group[1]) & topic(found.scene.text)) or _OF_THEM.match(tail) is not None
    if 0 < distance <= _SHOWN and portion.is_word and share_ties.is_shown(lead, tail):
        return True
    if back and distance == 1 and _AT.search(lead) and _THE_FIGURE.match(tail):
        return True
    if back and _RECORD.match(tail) and _ARTICLE.search(lead) and not _OTHER.search(text):
        return True
    if 0 < distance <= _RATED and _RATE.match(text) and _RATE.match(text).end() == portion.start:
        return True
    if abs(distance) > _FAR or _OTHER.search(text[max(0, portion.start - 30) : portion.end + 60]):
        return False
    return _is_of_whole(scene, portion, tail, found)


def _told_of(scenes: Sequence[Scene], found: Counted) -> set[Decimal]:
    """The parts that the article tells of this whole."""
    every = (other for scene in scenes for other in _counted(scene))
    return {c.part.quantity.value for c in every if c.whole.quantity.value == found.whole.quantity.value}


def _counts_between(scenes: Sequence[Scene], first: int, last: int) -> bool:
    """Whether a sentence between the two counts something of its own."""
    between = [scene for scene in scenes if first < scene.passage.index < last]
    return any(m.kind in (*COUNTS, "money", "ratio") for scene in between for m in scene.quantities)


def _has_own_figures(scene: Scene, portion: Portion, tail: str) -> bool:
    """ "half of the 40 members", "a third of those, nine in all": the share has its whole or its part with it."""
    behind = [m for m in scene.quantities if m.start >= portion.end and m.kind != "ordinal"]
    if not behind:
        return False
    glue = scene.text[portion.end : behind[0].start]
    return bool(_OWN_PART.match(glue) or _OWN_WHOLE.match(glue))


def _is_of_whole(scene: Scene, portion: Portion, tail: str, found: Counted) -> bool:
    """ "80 per cent of a council": of the group that was counted, and of the same stand where a stand is told."""
    place = found.whole_scene or found.scene
    if share_ties.is_of_whole(scene, portion.start, portion.end, found.scene, found.part, found.whole, place):
        return True
    if found.whole.kind == "money" or not share_ties.is_of_stand(scene, portion.start, portion.end, found.scene, found.part):
        return False
    return portion.is_word or share_ties.is_named(tail, noun_of(place, found.whole))


def _claim(scene: Scene, portion: Portion, found: Counted) -> Claim:
    return found.scene.claim(
        found.part,
        "fraction",
        parts=(
            found.scene.mention_part("part", found.part),
            Part("whole", found.whole.span, found.whole.quote),
            scene.part("share", portion.start, portion.end),
        ),
        part=found.part.quantity.allows,
        total=found.whole.quantity.allows,
        stated=portion.allows,
        implied=found.share,
        flags=frozenset(["apart"]),
    )
