"""Parts apart: a list of figures and the total of another sentence, or of the same one further off.

In:  the scenes of an article.
Out: `total` claims as in `totals`, with the flag "distant".
     "The appeal brought in £18,400. … Gifts came to £7,250, a walk raised £5,150 and concerts the remaining £4,900"
     →  stated 18,400, implied 17,300

The list must be all there is: its words say so ("the remaining", "there are no others"), or it is of three or more parts that
nearly come to the total. A total that the parts do come to, anywhere near, is the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.topics import masked, topic
from checker.claims.figures import COUNTS, carried, figures_of, is_alike, may_hold, noun_of, terms
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.span import Span

_KINDS = (*COUNTS, "money", "measure", "percent_share")
# What may stand between two parts: their names, before or behind, and the list's punctuation.
_LISTED = re.compile(
    r"^(?:[^.:()\d]|\([^()]{0,30}\)){0,90}(?:[,;–—]|\band\b|\bplus\b|\bwhile\b|\bwith\b)(?:[^.:()\d]|\([^()]{0,30}\)){0,60}$",
    re.I,
)
# Where a list ends and its reason begins.
_REASON = re.compile(r"\b(?:because|owing|due|thanks|since|after|although|though|despite)\b", re.I)
_REST = re.compile(
    r"\b(?:(?:the|all|its|their) (?:[a-z]+ )?(?:remaining|rest|balance|others?|last|final|remainder)\b|everything else|all else|"
    r"supplied the|made up the|account(?:s"
    r"|ed|ing) for the|a further|the other)",
    re.I,
)
_CLOSED = re.compile(
    r"\b(?:no (?:other|one else|others|further)|nothing else|between them|in full|split|divided|broken down"
    r"|breaks? down|breakdown|made up of"
    r"|consist\w*|compris\w*|composed|by (?:region|age|category|type|sector|party|county|country|division"
    r"|segment|department|source|activity)"
    r"|of (?:these|those|them|the total|this|that)|where did it|come from|came from|went on|goes on|spent on"
    r"|(?<![a-z] )by [a-z]+(?=,)|goes to|went to|as follows|namely|apiece)\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:including|among (?:them|others)|mainly|mostly|chiefly|largest|biggest|top|most of|some of"
    r"|for example|such as|others?\b(?! \d)|several"
    r"|each|every|per|average|compared|from [\d£$€n]\S*|(?:up|down) n\S*|against|up from|down from|than"
    r"|(?:last|previous|this|next|a) (?:year|month|week|day|season)|earlier|ago|previous|followed by|ahead of|rose|fell|since)\b",
    re.I,
)
_OTHER_TOTAL = re.compile(
    r"\b(?:last year|a year ago|previous|target|goal|limit|capacity|up to|record|aims?|hopes?|needs?|expects?"
    r"|plans? to|plans? for|planned)\b",
    re.I,
)
_NO_NOUN = re.compile(r"^\s+(?:the|an?|its|their|his|her|chose|went|took|[a-z]+ed|by|in|on|under|over|aged|not)\b", re.I)
# "3,910 tonnes of Bramley, 2,785 of Grenadier"
_OF_SORT = re.compile(r"^\s+of\s+(?!(?:the|them|these|those|which|whom|its|their)\b)")
_GROUP_OF = re.compile(
    r"\b(?:squad|team|group|panel|class|cast|crew|party|jury|cabinet|board|committee|choir|staff)\s+of\s+$", re.I
)
_GIVEN = re.compile(
    r"\b(?:gave|gives|give|spent|spends|raised|shared|budget|total\w*|in all|altogether|received|brought in"
    r"|collected|cost|paid out"
    r"|handed out|allocated)\b",
    re.I,
)
_REACH = 3
_NEAR_SUM = (Decimal("0.9"), Decimal("1.12"))
_WITH_REST = (Decimal("0.6"), Decimal("1.5"))
_FEWEST, _MOST, _SMALL, _PLACES = 3, 14, 10, 30


def find_parts_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for at, scene in enumerate(scenes):
        if scene.passage.block.kind not in ("paragraph", "list_item", "quote") or len(scene.mentions) > _MOST:
            continue
        for parts in _lists(scene):
            yield from _weigh(scenes, at, parts)
            if at and len(parts) >= _FEWEST:
                yield from _carried_on(scenes, at, parts)


def _carried_on(scenes: Sequence[Scene], at: int, parts: Sequence[Mention]) -> Iterator[Claim]:
    """ "… £186,000 among five bodies. A gets £62,000. B receives £45,500, C £38,000 and D £40,000": as many as told."""
    scene, first = scenes[at], scenes[at - 1]
    if first.passage.index + 1 != scene.passage.index or first.passage.block.index != scene.passage.block.index:
        return
    opening = [m for m in _figures(first) if is_alike(m, parts[0])]
    if len(opening) != 1 or _MORE.search(masked(scene)[max(0, parts[0].start - 40) : parts[-1].end]):
        return
    every, places = [opening[0], *parts], scenes[max(0, at - _REACH) : at - 1]
    told = [m for s in places for m in s.quantities if m.kind == "count" and m.quantity.value == len(every)]
    totals = [(s, m) for s in places for m in _figures(s) if is_alike(m, parts[0]) and m.quantity.value > parts[0].quantity.value]
    implied = arithmetic.total(terms(every))
    if not told or len(totals) != 1 or implied is None or totals[0][1].quantity.modifier != "exact":
        return
    added = sum(m.quantity.value for m in every)
    if _NEAR_SUM[0] < added / totals[0][1].quantity.value < _NEAR_SUM[1] and implied.is_disjoint(terms([totals[0][1]])[0]):
        yield _claim(*totals[0], scene, every, implied)


def _lists(scene: Scene) -> Iterator[Sequence[Mention]]:
    """Runs of three or more alike figures of one sentence; of two where the second is said to be the rest."""
    figures = [m for m in _figures(scene) if m.quantity.modifier in ("exact", "about")]
    text, taken = masked(scene), set()
    for first in figures:
        run = [first] if first not in taken else []
        for other in figures[figures.index(first) + 1 :] if run else ():
            if is_alike(first, other):
                glue = _without(text[run[-1].end : other.start], scene, run[-1].end, other.start, first)
                if _REASON.search(glue) or not _LISTED.match(glue):
                    break
                run.append(other)
        taken.update(run)
        if len(run) >= _FEWEST or len(run) == _FEWEST - 1 and _REST.search(scene.text[run[-2].end : run[-1].start]):
            yield run
            if len(run) > _FEWEST and run[0].quantity.value > max(m.quantity.value for m in run[1:]):
                yield run[1:]


def _without(glue: str, scene: Scene, start: int, end: int, kind: Mention) -> str:
    """*glue* with figures of other kinds blanked: they are told about a part."""
    for mention in scene.quantities:
        if start <= mention.start and mention.end <= end and not is_alike(mention, kind):
            glue = glue[: mention.start - start] + "n" * (mention.end - mention.start) + glue[mention.end - start :]
    return glue


def _figures(scene: Scene) -> list[Mention]:
    found: list[Mention] = []
    for mention in carried(scene, figures_of(scene, behind_names=True)):
        if mention.kind not in _KINDS or mention.quantity.value is None or mention.quantity.value <= 0:
            continue
        before = found[-1] if found else None
        is_bare = mention.kind == "number" and _noun(scene, mention) is None
        is_bare = is_bare or mention.kind == "count" and _OF_SORT.match(scene.text[mention.end :]) is not None
        if is_bare and before is not None and before.kind == "measure":
            # "88 miles, the second 71": the unit is told once.
            own = replace(before.quantity, written=mention.quantity.written, allows=mention.quantity.allows)
            mention = replace(mention, kind="measure", quantity=own)
        found.append(mention)
    return found


def _noun(scene: Scene, mention: Mention) -> str | None:
    """As `noun_of`; None also where what follows names the part, not what is counted ("305 the warehouse")."""
    return None if _NO_NOUN.match(scene.text[mention.end :]) else noun_of(scene, mention)


def _weigh(scenes: Sequence[Scene], at: int, parts: Sequence[Mention]) -> Iterator[Claim]:
    scene = scenes[at]
    between = scene.text[parts[0].start : parts[-1].start]
    behind = scene.text[parts[-1].end : parts[-1].end + 60]
    lead = max(0, parts[0].start - 40)
    listing = _without(masked(scene)[lead : parts[-1].end], scene, lead, parts[-1].end, parts[0])
    if _MORE.search(listing) or re.match(r"^[^.;]{0,40}\b(?:others|more|among|for example)\b", behind):
        return
    implied = arithmetic.total(terms(parts))
    totals = list(_totals(scenes, at, parts))
    is_rest = bool(_REST.search(between))
    if is_rest and any(_opens(place, scene) for place, _ in totals):
        # What the next paragraph tells is another sum.
        totals = [(place, total) for place, total in totals if not _is_new_paragraph(scene, place)]
    if implied is None or not totals or any(not implied.is_disjoint(terms([total])[0]) for _, total in totals):
        return
    around = (
        scene.text
        + " "
        + " ".join(s.text for s in scenes[max(0, at - 1) : at + 2] if s.passage.block.index == scene.passage.block.index)
    )
    is_closed = is_rest or bool(_CLOSED.search(around))
    room = _WITH_REST if is_rest else _NEAR_SUM
    added = sum(m.quantity.value for m in parts)
    near = [(place, total) for place, total in totals if room[0] < added / total.quantity.value < room[1]]
    near = [(place, total) for place, total in near if _may_hold(place, total, scene, parts, is_rest, is_closed)]
    if len(near) == 1 and (is_closed or len(parts) >= _FEWEST and _is_tied(near[0][0], scene, parts)):
        if len(parts) >= _FEWEST or is_rest:
            yield _claim(near[0][0], near[0][1], scene, parts, implied)


def _opens(place: Scene, scene: Scene) -> bool:
    """Whether *place* tells of a sum given or got, right before the list and in its paragraph."""
    return (
        place.passage.index + 1 == scene.passage.index
        and place.passage.block.index == scene.passage.block.index
        and _GIVEN.search(place.text) is not None
    )


def _is_new_paragraph(scene: Scene, place: Scene) -> bool:
    return place.passage.block.index > scene.passage.block.index


def _totals(scenes: Sequence[Scene], at: int, parts: Sequence[Mention]) -> Iterator[tuple[Scene, Mention]]:
    """Figures that may be the whole: alike, larger than each part, in this sentence or the few before and the one behind."""
    scene = scenes[at]
    largest = max(m.quantity.value for m in parts)
    smallest = 0 if parts[0].kind not in COUNTS else _SMALL
    for place in scenes[max(0, at - _REACH) : at + 2]:
        if not -_REACH <= place.passage.index - scene.passage.index <= 1:
            continue
        for total in _figures(place):
            inside = place is scene and parts[0].start <= total.start <= parts[-1].start
            if not inside and is_alike(total, parts[0]) and total.quantity.value > largest and total.quantity.value >= smallest:
                yield place, total


def _may_hold(place: Scene, total: Mention, scene: Scene, parts: Sequence[Mention], is_rest: bool, is_closed: bool) -> bool:
    if _OTHER_TOTAL.search(place.text[max(0, total.start - 30) : total.end + 30]) or total.quantity.modifier not in (
        "exact",
        "about",
    ):
        return False
    if not is_rest and _tells_of_more(place, total, scene, parts):
        return False
    if total.kind not in COUNTS:
        return True
    whole = noun_of(place, total)
    nouns = [_noun(scene, part) for part in parts]
    if whole is None and _GROUP_OF.search(place.text[max(0, total.start - 20) : total.start]):
        whole = "person"
    if whole is None:
        return False
    named = {noun for noun in nouns if noun is not None}
    return (
        all(may_hold(whole, noun) for noun in nouns)
        or (len(parts) > _FEWEST or is_closed)
        and whole not in named
        and len(named) >= len(parts) // 2
    )


def _tells_of_more(place: Scene, total: Mention, scene: Scene, parts: Sequence[Mention]) -> bool:
    """ "2,080 people at 14 sites: 1,120 in Burley, …": more places than are listed."""
    for told in (place, scene) if place is not scene else (place,):
        for mention in told.quantities:
            inside = told is scene and parts[0].start <= mention.start <= parts[-1].end
            if mention is total or inside or noun_of(told, mention) is None or told is place and mention.start < total.start:
                continue
            if mention.quantity.value is not None and len(parts) < mention.quantity.value <= _PLACES:
                if told is not scene or mention.end <= parts[0].start:
                    return True
    return False


def _is_tied(place: Scene, scene: Scene, parts: Sequence[Mention]) -> bool:
    """Whether the two sentences share a content word, are one, or list as many as leave little to chance."""
    is_next = place.passage.index + 1 == scene.passage.index and _GIVEN.search(place.text) is not None
    return (
        place is scene
        or parts[0].kind == "money"
        and is_next
        or len(parts) > _FEWEST
        or bool(topic(place.text) & topic(scene.text))
    )


def _claim(place: Scene, total: Mention, scene: Scene, parts: Sequence[Mention], implied) -> Claim:
    span = Span(parts[0].span.start, parts[-1].span.end)
    return place.claim(
        total,
        "total",
        parts=(
            Part("parts", span, scene.source_text[span.start : span.end]),
            Part("first", parts[0].span, parts[0].quote),
            Part("last", parts[-1].span, parts[-1].quote),
        ),
        stated=terms([total])[0],
        implied=implied,
        words=(("sum", " + ".join(m.quote for m in parts)),),
        flags=frozenset(["distant"]),
    )
