"""Totals: figures listed beside what they are said to come to.

In:  a scene.
Out: `total` claims: ``stated`` is the total told, ``implied`` the sum of the parts, each as far as its digits allow;
     the word ``sum`` writes the sum out.
     "4,963 men: 2,210 in mining, 1,946 in transport and 913 in offices"  →  stated 4963, implied 5069
     "12 men and 5 women, 18 in all"                                      →  stated 18, implied 17

Flags: "summed" where the words say that the parts are all there is ("in all", "made up of"), "apposed" where only the
punctuation does, "within" where more parts may go untold ("of whom").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import carried, figures_of, is_alike, is_group, may_hold, noun_of, runs, terms
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention

_WORDS = r"(?:\s+(?!and\b|or\b|plus\b)[\w'’-]+){0,6}"
# Between two parts: "in mining, ", " men and ", "; "; or over brackets: "Men (12) and women (5)".
LIST = re.compile(
    rf"^(?:{_WORDS}\s*(?:,|;|,?\s+and|,?\s+plus|\s*\+)|\)\s*(?:,|;|,?\s*and|,?\s*plus)(?:\s+[\w'’-]+){{1,4}}\s*\(?)"
    r"(?:\s*and)?(?:\s+(?:another|a further|further|the other|the remaining|only|just))?\s*$",
    re.I,
)
# The names stand first: "Reds 18, the Blues 14 and Greens: 11".
NAMED_LIST = re.compile(r"^(?:\s+seats|\s+votes|\s+members)?\s*(?:,|;|,?\s+and)\s+(?:and\s+)?(?:[\w'’-]+:?\s+){1,4}$")
_NAMED_COLON = re.compile(r"^[^.;:()\d]{0,60}?:\s*(?:[\w'’-]+:?\s+){1,4}$")
_TOTAL_AFTER = re.compile(
    r"(?:^\s*=|[,;–—(-]\s*(?:or|for|making|giving|that is|that makes|which makes|which gives|i\.e\.)?\s*(?:a|the)\s+"
    r"(?:grand\s+|combined\s+|overall\s+)?(?:total|sum)\s+of|\bfor a (?:combined |grand )?total of"
    r"|(?:\b|,\s*)(?:adding up to|add(?:s|ed)? up to|sum(?:s|med|ming)? (?:up )?to|totall?ing|totalled|totaled|a total of)"
    r"|[,;–—]\s*(?:which|that)\s+(?:comes|came|amounts|amounted) to|[,;–—]\s*(?:or\s+)?together)\s*$",
    re.I,
)
# The same words tell a running total: read only where nothing else in the sentence speaks of one.
_BROUGHT_TO = re.compile(
    r"[,;–—]?\s*(?:which\s+)?(?:bring|tak)(?:s|es|ing)\s+(?:the|its|their)\s+(?:total|whole|sum|bill|cost|lot)\s+to\s*$", re.I
)
_GROWS = re.compile(
    r"\b(?:another|more|further|extra|additional|new|newly|added|since|so far|to date|now|today|latest|previous|earlier"
    r"|already|year"
    r"|month|week|overnight|died|deaths?|cases)\b",
    re.I,
)
_IN_ALL_BEFORE = re.compile(
    r"[,;–—(-]\s*(?:or|making|making it|that is|that makes|which (?:makes|gives|is)|so|giving|for|i\.e\.)?\s*$",
    re.I,
)
_IN_ALL = re.compile(r"^(?:\s+[\w'’-]+){0,2}?,?\s+(?:in all|in total|altogether|all told|all together|combined|in sum)\b", re.I)
_COLON = re.compile(r"^[^.;:()\d]{0,60}?(?::|—|–|\s-\s|\()\s*(?:just\s+|only\s+)?$")
_COMMA = re.compile(r"^\s+[\w'’ -]{2,40},\s*(?:namely\s+)?$")
_MADE_UP = re.compile(
    r"^[^.;:()\d]{0,60}?\b(?:ma(?:de|king) up of|consist(?:s|ed|ing)? of|compris(?:es|ed|ing)(?: of)?|composed of|namely"
    r"|(?:is|was|are|were|be|been|,) (?:split|divided|shared|broken down) (?:up )?(?:into|between|among|amongst|as))\s*$",
    re.I,
)
_WITHIN = re.compile(r"^[^.;:()\d]{0,60}?[,(–—-]\s*(?:of (?:whom|which|these|those|them)|including|among them)\s*$", re.I)
# "and a child", "and others": a part without a figure.
MORE_PARTS = re.compile(
    r"(?:,|\band\b|\bplus\b|\bwith\b)\s*(?:an?|another|some|several|many|few|others?|more|the|his|her|their|its|two|three)\b"
    r"|\bamong (?:others|them)\b|\betc\b|\bfor example\b",
    re.I,
)
# "40 in all with the songs": more than the list is in the sum.
WITH_MORE = re.compile(r"\b(?:with|including|counting|plus|incl)\b", re.I)
# Two kinds that are all there are of a group.
ALL_KINDS = frozenset(frozenset(pair) for pair in (("man", "woman"), ("boy", "girl"), ("male", "female"), ("adult", "child")))
_HAS = re.compile(r"^(?:\s+(?!than\b)[\w'’-]+){0,3}?\s+(?:has|have|had|with|are|were)\s+$", re.I)
_APART = re.compile(
    r"\b(?:women\b.*\bmen|men\b.*\bwomen|boys\b.*\bgirls|girls\b.*\bboys|adults\b.*\bchildren|children\b.*\badults"
    r"|females?\b.*\bmales?"
    r"|males?\b.*\bfemales?|against\b|opposed\b|abstain|undecided|the (?:remaining|rest|other)\b|died\b|survived\b|unhurt|empty)",
    re.I | re.S,
)
_OF_START = re.compile(r"(?:^|[.;,]\s+)(?:of|among)\s+(?:the|its|their|all|his|her|our|these|those)?\s*(?:total\s+)?$", re.I)
_TO_PARTS = re.compile(r"^(?:\s+[\w'’-]+){1,5}?,\s*$")
_POLL_START = re.compile(r"\b(?:survey|poll|sample|panel|study) of\s+(?:about |some |around )?$", re.I)
_FOUND = re.compile(r"^(?:\s+[\w'’-]+){1,4}?\s+(?:found|showed|had|has|put)\s+$", re.I)
_NOTHING_LEFT = re.compile(r"\b(?:the remaining|the rest|the other|abstain|undecided|spoil|did not vote|no opinion)", re.I)
_ENDS = re.compile(r"^[^.;:()\d]{0,60}?(?:[.;)—–]|$)")
# A running total or another day's: not the sum of what stands before it.
_RUNNING = re.compile(r"\b(?:bring|rais|tak|lift|push|so far|to date|since|previous|earlier|year|month|week)", re.I)
_TO_NUMBER = re.compile(
    r"^(?:\s+[\w'’-]+){0,6}?\s+(?:at|in|on|to|across|over|among|between|from|for|into)\s+(?:(?:its|the|their)\s+)?$",
    re.I,
)
_FEWEST = 2
# Things named otherwise than their whole ("seabirds: gannets, puffins") are its parts only if they nearly come to it.
_NEARER = (Decimal("0.8"), Decimal("1.25"))
_NEAR = (Decimal("0.5"), Decimal(2))


def find_totals(scene: Scene) -> Iterator[Claim]:
    if len(scene.mentions) <= _FEWEST:
        return
    figures = carried(scene, figures_of(scene))
    for first, past in runs(scene, figures, LIST):
        after = _total_after(scene, figures, first, past)
        before = None if after is not None else _total_before(scene, figures, first, past)
        if after is not None:
            flag = "apposed" if _BROUGHT_TO.search(_lead(scene, figures[after - 1], figures[after])) else "summed"
            yield from _claim(scene, figures[after], figures[first:after], flag)
        elif before is not None:
            total, flag, parts = before
            yield from _claim(scene, total, parts, flag)
    if ":" in scene.text:
        yield from _named(scene, figures_of(scene, behind_names=True))


def _named(scene: Scene, figures: Sequence[Mention]) -> Iterator[Claim]:
    """ "40 seats: Reds 18, Blues 14 and Greens 11"."""
    for first, past in runs(scene, figures, NAMED_LIST):
        total, parts = figures[first - 1], figures[first:past]
        if first and is_alike(total, parts[0]) and _NAMED_COLON.match(scene.between(total, parts[0])):
            if _is_closed(scene, parts) and not _goes_on(scene, figures, past) and _is_near(total, parts):
                yield from _claim(scene, total, parts, "summed" if _are_kinds(scene, total, parts) else "apposed")


def _total_after(scene: Scene, figures: Sequence[Mention], first: int, past: int) -> int | None:
    """Where the figure told as the sum stands: behind the run or, where a comma took it in, at its end."""
    for at in (past, past - 1):
        if first + 1 < at < len(figures) and _is_total(scene, figures[at - 1], figures[at]):
            return at
    return None


def _lead(scene: Scene, last: Mention, total: Mention) -> str:
    return scene.text[last.end : total.core[0]].rstrip("£$€¥ ")


def _is_total(scene: Scene, last: Mention, total: Mention) -> bool:
    lead = _lead(scene, last, total)
    if not is_alike(last, total) or WITH_MORE.search(scene.text[total.end : total.end + 40]):
        return False
    if MORE_PARTS.search(scene.text[last.end : total.start]):
        return False
    if len(lead) > 80 or "." in lead:
        return False
    if _BROUGHT_TO.search(lead):
        return not _GROWS.search(scene.text)
    if _RUNNING.search(lead):
        return False
    if _TOTAL_AFTER.search(lead):
        return True
    return bool(_IN_ALL_BEFORE.search(lead) and _IN_ALL.match(scene.text[total.end : total.end + 60]))


def _total_before(scene: Scene, figures: Sequence[Mention], first: int, past: int):
    """(total, flag, parts) where the figure before the run, or the run's first, is its whole; else None."""
    if first > 0:
        parts = figures[first:past]
        at = first - 2 if _counts_parts(scene, figures, first, past) else first - 1
        total = figures[at]
        lead = scene.between(total, parts[0])
        if _may_sum_to(total, parts) and not _goes_on(scene, figures, past):
            flag = _flag(scene, lead, total, parts)
            if flag is not None:
                return total, flag, parts
    # "18 people, 12 men and five women": the comma made the whole look like a part.
    total, parts = figures[first], figures[first + 1 : past]
    if len(parts) >= _FEWEST and not _goes_on(scene, figures, past) and _led_by_of(scene, total, scene.between(total, parts[0])):
        flag = _flag(scene, scene.between(total, parts[0]), total, parts)
        return None if flag is None else (total, flag, parts)
    if len(parts) >= _FEWEST and _COMMA.match(scene.between(total, parts[0])) and _is_closed(scene, parts):
        nouns = [noun_of(scene, part) for part in parts]
        if total.kind == "count" and not _goes_on(scene, figures, past) and is_group(noun_of(scene, total), nouns):
            if re.search(r"\band\b", scene.between(parts[-2], parts[-1])):
                return total, "apposed", parts
    return None


def _counts_parts(scene: Scene, figures: Sequence[Mention], first: int, past: int) -> bool:
    """ "2,080 people at three sites: 1,120 in one, 540 in another …": the nearest figure says how many parts follow."""
    if first < 2:
        return False
    number, total = figures[first - 1], figures[first - 2]
    if number.kind != "count" or number.quantity.value != past - first or not is_alike(total, figures[first]):
        return False
    return bool(_TO_NUMBER.match(scene.between(total, number)))


def _goes_on(scene: Scene, figures: Sequence[Mention], past: int) -> bool:
    """Whether more parts may follow that the run does not hold."""
    last = figures[past - 1]
    if MORE_PARTS.search(scene.text[last.end : last.end + 60]):
        return True
    return past < len(figures) and is_alike(last, figures[past]) and figures[past].start - last.end < 80


def _flag(scene: Scene, lead: str, total: Mention, parts: Sequence[Mention]) -> str | None:
    if _led_by_of(scene, total, lead) and _are_kinds(scene, total, parts) and _are_apart(scene, parts):
        return "summed" if _NOTHING_LEFT.search(scene.text[parts[-2].end :]) else "within"
    if _HAS.match(lead) and frozenset(noun_of(scene, part) for part in parts) in ALL_KINDS and len(parts) == _FEWEST:
        return "apposed" if noun_of(scene, total) is None or _are_kinds(scene, total, parts) else None
    if _MADE_UP.match(lead):
        if _are_kinds(scene, total, parts):
            return "summed"
        return "apposed" if _is_near(total, parts) else None
    if _WITHIN.match(lead):
        later = _RUNNING.search(scene.text[parts[-1].end : parts[-1].end + 40])
        return "within" if not later and _are_kinds(scene, total, parts) and _are_apart(scene, parts) else None
    if _COLON.match(lead) and _is_closed(scene, parts) and _may_be_all(total, parts):
        if _are_kinds(scene, total, parts):
            return "summed" if _is_near(total, parts) else None
        named = [noun_of(scene, part) for part in parts]
        people = len(parts) > _FEWEST and len({*named, None}) > len(parts) and is_group(noun_of(scene, total), ["man"])
        if total.kind == "money" or people:
            return "apposed" if _is_near(total, parts) else None
        return "apposed" if len(parts) > _FEWEST and _are_things(scene, total, parts) else None
    return None


def _are_things(scene: Scene, total: Mention, parts: Sequence[Mention]) -> bool:
    """ "1,250 seabirds: 640 gannets, 410 puffins and 150 razorbills": other things by name, each its own."""
    names = [noun_of(scene, part) for part in parts]
    whole = noun_of(scene, total)
    if None in (whole, *names) or len({whole, *names}) <= len(parts) or any(part.quantity.value < _FEWEST for part in parts):
        return False
    return _is_near(total, parts, _NEARER)


def _are_apart(scene: Scene, parts: Sequence[Mention]) -> bool:
    """Whether nothing can be in two of the parts: money always, people where the words exclude each other."""
    return are_apart(scene.text[parts[0].start :], parts)


def are_apart(text: str, parts: Sequence[Mention]) -> bool:
    return parts[0].kind not in ("count", "number") or bool(_APART.search(text))


def _led_by_of(scene: Scene, total: Mention, lead: str) -> bool:
    """ "Of the 240 delegates, 131 …"; "a poll of 500 readers found 260 …": the figures behind are parts of the first."""
    start = scene.text[: total.start]
    if _OF_START.search(start) and _TO_PARTS.match(lead):
        return True
    return bool(_POLL_START.search(start) and _FOUND.match(lead))


def _are_kinds(scene: Scene, total: Mention, parts: Sequence[Mention]) -> bool:
    if total.kind not in ("count", "number"):
        return True
    whole = noun_of(scene, total)
    return all(may_hold(whole, noun_of(scene, part)) for part in parts)


def _is_closed(scene: Scene, parts: Sequence[Mention]) -> bool:
    """Whether the list runs to its clause's end and its last item is joined."""
    joined = scene.between(parts[-2], parts[-1])
    return bool(re.search(r"\band\b|\bplus\b|\+|;|,", joined)) and bool(_ENDS.match(scene.text[parts[-1].end :]))


def _may_sum_to(total: Mention, parts: Sequence[Mention]) -> bool:
    """The unit may be told with the total only: "3.2 million tonnes: 1.4 million in the north"."""
    if total.kind in ("money", "measure") and all(part.kind == "number" for part in parts):
        return _is_near(total, parts)
    return is_alike(total, parts[0])


def _may_be_all(total: Mention, parts: Sequence[Mention]) -> bool:
    """Two parts behind a colon that come to less may be the largest two."""
    values = [part.quantity.value for part in parts]
    return len(parts) > _FEWEST or None in (*values, total.quantity.value) or sum(values) >= total.quantity.value


def _is_near(total: Mention, parts: Sequence[Mention], within: tuple[Decimal, Decimal] = _NEAR) -> bool:
    """Whether the sum is about as large as the total: a slip of the pen, not another kind of figure."""
    values = [part.quantity.value for part in (total, *parts)]
    if None in values or not values[0]:
        return False
    return within[0] < sum(values[1:]) / values[0] < within[1]


def _claim(scene: Scene, total: Mention, parts: Sequence[Mention], flag: str) -> Iterator[Claim]:
    sums = [(start, arithmetic.total(terms(parts[start:]))) for start in range(len(parts) - 1)]
    stated = terms([total])[0]
    if any(implied is not None and not implied.is_disjoint(stated) for _, implied in sums[1:]):
        # Only the last figures of the list belong to the total.
        return
    implied = sums[0][1]
    if implied is None:
        return
    yield scene.claim(
        total,
        "total",
        parts=(scene.part("parts", parts[0].start, parts[-1].end),),
        stated=stated,
        implied=implied,
        words=(("sum", " + ".join(part.quote for part in parts)),),
        flags=frozenset([flag]),
    )
