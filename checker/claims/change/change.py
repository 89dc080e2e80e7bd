"""Changes: a figure that moves by, from and to, and multiples of it.

In:  a scene.
Out: a `change` claim with ``before``, ``after``, the ``stated`` change and the ``implied`` one.
     "rose 12% to 244.4 from 218.1"  →  stated [11.5, 12.5), implied [11.6, 12.5] percent
     a `multiple` claim where the words multiply: "doubled to 399,000 from 201,000".

Stated and implied changes are magnitudes; which way they go is in ``direction`` (as the verb says) and in
the word ``implied_direction`` (as the figures say).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.change.change_levels import AMOUNTS, PERCENTS, comparable, level_told
from checker.claims.scene import Scene
from checker.claims.vocabulary import vocabulary
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval, Quantity

# How far behind its verb a figure may stand, in characters, and how many words may come between two figures.
_REACH = 130
_GAP = 70
_BEFORE = re.compile(
    r"\b(?:from|against|compared (?:with|to)|versus|vs\.?|up on|down on)\s*(?:the |a |an |its |their )?(?:\w+ )?$", re.I
)
# "down 6% on the 53% who voted in 2014"
_ON = re.compile(r"^\s+(?:on|than)\s+(?:the|its|their|a)?\s*(?:previous|record)?\s*$", re.I)
_AFTER = re.compile(
    r"\b(?:to|at|reaching|totalling|hitting)\s*"
    r"(?:to |an? |the |some |stand at |around |just |only |stg )?(?:estimated |record )?$",
    re.I,
)
_BY = re.compile(r"\bby\s*(?:as much as |some |around |only |just |a |an )?$", re.I)
_BARE = re.compile(
    r"^[\s,(]*(?:significantly|sharply|slightly|by|of|of about|of some|a|an|further|another|steeply|only|just|some|nearly)?"
    r"[\s,(]*$",
    re.I,
)
_ADVERBS = {"up": "up", "down": "down", "higher": "up", "lower": "down"}
_STOP = re.compile(r"[;:]|\b(?:while|whereas|but|after|bringing|giving|leaving|taking|making|putting)\b", re.I)
# "fell by 38 to 801, against 1,248 a year ago": the fall is not from there.
_HELD_AGAINST = re.compile(r"\b(?:against|compared (?:with|to)|versus|vs\.?)\W*(?:\w+\W+){0,2}$", re.I)
_ROUNDED_FROM = Decimal(1000)
_HUNDREDTH = Decimal("0.01")
_CHANGES = PERCENTS | {"money", "count", "number"}
# What may stand between two figures and the word that sums them up: "…, an", "… last year, or".
_AFTERTHOUGHT = re.compile(r"^[^.;:]{0,40}?[,(–-]\s*(?:or |and )?(?:(?:an?|the|this)\s+)?(?:\w+\s+)?$|^\s*(?:or|and)?\s*$", re.I)
# "doubled" is said of anything near twice; "more than" and "nearly" cut the interval at the factor itself.
_LOOSE = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class Move:
    """The figures of one movement, by role; None where the text does not give one."""

    change: Mention | None = None
    before: Mention | None = None
    after: Mention | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A movement whose verb stood at [start, end) and that the next words may complete."""

    start: int
    end: int
    direction: str
    move: Move


def find_changes(scene: Scene) -> Iterator[Claim]:
    if scene.tree is None:
        return
    words, last = _direction_words(scene), None
    for index, (at, end, direction, factor) in enumerate(words):
        limit = words[index + 1][0] if index + 1 < len(words) else len(scene.text)
        floor = words[index - 1][1] if index else 0
        move = _move(scene, at, end, min(limit, end + _REACH), floor)
        if last is not None and _is_afterthought(scene, at, move, last.move):
            move = replace(last.move, change=move.change)
        elif last is not None and _is_second_half(scene, at, move, last.move):
            # "dropped to 31 weeks, up from 26": two verbs for one movement; the first one is the sentence's.
            move = replace(last.move, before=move.before)
            at, end, direction = last.start, last.end, last.direction
        last = Told(at, end, direction, move) if move.change is None and move.after is not None else None
        if factor is not None:
            yield from _multiples(scene, at, end, factor, move)
        else:
            yield from _changes(scene, at, end, direction, move)


def _is_afterthought(scene: Scene, at: int, move: Move, last: Move) -> bool:
    """ "rose from 40 to 50, up 25%": the change comes behind the figures."""
    if move.change is None or move.before is not None or move.after is not None or last.before is None:
        return False
    behind = max(last.before.end, last.after.end)
    return behind <= at and _AFTERTHOUGHT.match(scene.text[behind:at]) is not None


def _is_second_half(scene: Scene, at: int, move: Move, last: Move) -> bool:
    if move.before is None or move.after is not None or move.change is not None or last.before is not None:
        return False
    return last.after.end <= at and scene.text[last.after.end : at].strip(" ,(") == ""


def _direction_words(scene: Scene) -> list[tuple[int, int, str, Decimal | None]]:
    """Words of movement in text order: (start, end, direction, factor)."""
    tree, words, found = scene.tree, vocabulary(), []
    for at in range(len(tree)):
        lemma, tag = tree.lemmas[at], tree.tags[at]
        factor = words.factors.get(lemma) if tag.startswith(("VB", "JJ", "NN")) else None
        direction = None
        if factor is not None:
            direction = "down" if factor < 1 else "up"
        elif tree.lowers[at] in _ADVERBS and tag in ("RB", "RP", "IN", "RBR", "JJR", "JJ"):
            direction = _ADVERBS[tree.lowers[at]]
        elif tag.startswith("VB"):
            direction = words.direction(lemma) if lemma in words.verbs["up"] | words.verbs["down"] else None
        elif tag in ("NN", "NNS"):
            direction = words.direction(lemma) if lemma in words.verbs["up_nouns"] | words.verbs["down_nouns"] else None
        if direction is not None:
            start, end = tree.starts[at], tree.ends[at]
            particle = tree.lowers[at] in _ADVERBS
            if particle and found and scene.text[found[-1][1] : start].strip() == "" and factor is None:
                # "moved up", "edged down": one movement, whose particle settles nothing new.
                found[-1] = (found[-1][0], end, found[-1][2], found[-1][3])
                continue
            found.append((start, end, direction, None if factor is None else Decimal(str(factor))))
    return found


def _move(scene: Scene, at: int, end: int, limit: int, floor: int) -> Move:
    change = before = after = None
    last = end
    for mention in scene.quantities:
        if mention.kind not in AMOUNTS and mention.kind != "percentage_point":
            continue
        if mention.start < at:
            # "a 12% rise to 244 from 218"
            glue = scene.text[mention.end : at]
            if mention.start >= floor and mention.kind in _CHANGES and glue.strip() in ("", "-"):
                change = mention
            continue
        if mention.start > limit or mention.start - last > _GAP or _STOP.search(scene.text, last, mention.start):
            break
        lead = scene.text[last : mention.start]
        if before is None and (_BEFORE.search(lead) or change is not None and change.kind == "percent" and _ON.match(lead)):
            if change is not None and change.kind != "percent" and _HELD_AGAINST.search(lead):
                break
            before = mention
        elif after is None and _AFTER.search(lead):
            after = mention
        elif change is None and before is None and after is None and (_BY.search(lead) or _BARE.match(lead)):
            change = mention
        else:
            if before is not None and after is not None:
                break
            continue
        last = mention.end
    if after is None and None not in (change, before):
        after = level_told(scene, at, before)
    return Move(change, before, after)


def _scaled(before: Mention, after: Mention) -> tuple[Interval, Interval] | None:
    """Both figures in one unit; None where one lacks what the other has ("from 1.9 to 2.1 million")."""
    one, other = before.quantity, after.quantity
    kinds = {before.kind, after.kind}
    # "to 244.4m dollars from 218.1m": the unit is said once.
    said_once = kinds & {"number", "count"} and kinds & {"money", "measure", "percent"} and _same_size(one, other)
    return (_counted(before), _counted(after)) if comparable(before, after) or said_once else None


def _counted(mention: Mention) -> Interval:
    """What the figure allows; a plain count below a thousand is told to the last one where a movement starts or ends."""
    quantity = mention.quantity
    plain = mention.kind in ("number", "count") and quantity.modifier == "exact" and quantity.value is not None
    return Interval.exactly(quantity.value) if plain and quantity.value < _ROUNDED_FROM else quantity.allows


def _same_size(one: Quantity, other: Quantity) -> bool:
    if one.value is None or other.value is None or not one.value or not other.value:
        return False
    return Decimal("0.05") < abs(one.value / other.value) < Decimal(20)


def _changes(scene: Scene, at: int, end: int, direction: str, move: Move) -> Iterator[Claim]:
    if move.before is None or move.after is None:
        return
    pair = _scaled(move.before, move.after)
    if pair is None:
        return
    before, after = pair
    head = move.change or move.after
    parts = [scene.mention_part("before", move.before), scene.mention_part("after", move.after), scene.part("verb", at, end)]
    stated = implied = points = None
    flags = set()
    if move.change is not None:
        parts.append(scene.mention_part("change", move.change))
        percents = "percent" in (move.before.kind, move.after.kind)
        stated = arithmetic.magnitude(arithmetic.rounded(move.change.quantity))
        gap = arithmetic.difference(after, before)
        points = None if gap is None else arithmetic.magnitude(gap)
        if move.change.kind == "percentage_point":
            in_points = _HUNDREDTH if move.change.quantity.unit == "basis point" else 1
            stated = None if stated is None else stated.times(in_points)
            implied = points if percents else None
        elif move.change.kind != "percent" and not percents:
            implied = points if _is_same_thing(move.change, move.after) else None
        elif move.change.kind == "percent":
            relative = arithmetic.percent_change(before, after)
            implied = None if relative is None else arithmetic.magnitude(relative)
            if percents and stated is not None and points is not None:
                flags.add("of_percent")
                if implied is not None and stated.is_disjoint(implied) and not stated.is_disjoint(points):
                    flags.add("points_as_percent")
    flags.update({"has_change"} if move.change is not None else ())
    yield scene.claim(
        head,
        "change",
        parts=tuple(parts),
        before=before,
        after=after,
        stated=stated,
        implied=implied,
        direction=direction,
        words=(
            ("verb", scene.text[at:end]),
            ("implied_direction", _implied_direction(before, after) or ""),
            ("sign", "%" if move.change is not None and move.change.kind == "percent" else ""),
        ),
        flags=frozenset(flags),
    )


def _is_same_thing(change: Mention, after: Mention) -> bool:
    """ "rose by 10 to 50": a bare change, or one in the unit of the figures."""
    return comparable(change, after) and change.quantity.unit in (None, after.quantity.unit)


def _implied_direction(before: Interval, after: Interval) -> str | None:
    if not before.is_disjoint(after):
        return None
    low, _ = arithmetic.ends(after)
    _, high = arithmetic.ends(before)
    return "up" if low is not None and high is not None and low >= high else "down"


def _multiples(scene: Scene, at: int, end: int, factor: Decimal, move: Move) -> Iterator[Claim]:
    if move.before is None or move.after is None:
        return
    pair = _scaled(move.before, move.after)
    implied = None if pair is None else arithmetic.ratio(pair[1], pair[0])
    if implied is None:
        return
    yield scene.claim(
        move.after,
        "multiple",
        parts=(
            scene.mention_part("before", move.before),
            scene.mention_part("after", move.after),
            scene.part("verb", at, end),
        ),
        before=pair[0],
        after=pair[1],
        stated=_stated_factor(scene.text[max(0, at - 20) : at].lower(), factor),
        implied=implied,
        direction="down" if factor < 1 else "up",
        words=(("verb", scene.text[at:end]), ("implied_direction", _implied_direction(*pair) or "")),
    )


def _stated_factor(lead: str, factor: Decimal) -> Interval:
    loose = factor * _LOOSE
    if re.search(r"\b(?:more than|over|at least)\s*$", lead):
        far = factor * Decimal("1.5")
        return Interval.between(factor * Decimal("0.97"), far) if factor > 1 else Interval.between(Decimal(0), factor)
    if re.search(r"\b(?:nearly|almost|close to)\s*$", lead):
        return Interval.between(factor - loose, factor + loose / 5)
    return Interval.between(factor - loose, factor + loose)
