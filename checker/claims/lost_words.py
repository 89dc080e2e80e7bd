"""Lost words: a figure that has lost its "million" beside a figure of the same measure that kept it.

In:  the scenes of an article.
Out: `scale` claims at the bare figure; the word ``noun`` says what is measured, ``implied`` is the figure held against it.
     "came to $19.6 million, against $15 in 2018"                       →  compared in one sentence
     "put up €7.2 billion. So far €5.4 has come back, which leaves €1.8 billion"  →  the digits are the sum of two others
     "of the $95 million pledged, just $40 has arrived"                 →  part of a told whole
     "shipped 3.1 million tonnes. In 2012 the total had been 2.8 tonnes"  →  the same figure of another time
     "carried 1.2 passengers"                                           →  nothing has a fraction of that

Both must be of one currency or unit, and the digits alike: prices beside turnovers are told apart by the words around them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.tables import load_table

SCALED = re.compile(r"\d\s?(?:k|m|mn|mln|bn|b|tn)\b|hundred|thousand|million|billion|trillion|crore|lakh|dozen", re.I)
_KINDS = frozenset(["money", "measure", "count", "number"])
_SMALL = re.compile(
    r"\b(?:per|each|every|apiece|an (?:hour|ounce)|a (?:share|head|barrel|tonne|ton|ounce|unit|week|month|day|year|piece"
    r"|ticket|litre"
    r"|gallon|pound|kilo|night|time|person|visit|mile|bottle|pint|game|seat|copy|plate|bushel|kilogram|square)|prices?"
    r"|priced|fees?|fares?"
    r"|tickets?|wages?|weekly|hourly|monthly|daily|cents?|pence|stamps?|coins?|notes?|tokens?|fine[ds]?|shr|shrs"
    r"|shares?|eps"
    r"|dividends?|div|average|averages|averaged|mean|median|apart|only \w+ of|single|bonus|rent|rents|salary|pay|stock"
    r"|closed|trading"
    r"|trade at|target|premium|subscription|deposit|voucher|gift|donation|costs? (?:only|just)|worth of|spread)\b|/",
    re.I,
)
_COMPARED = re.compile(
    r"^[^.;:()]{0,60}?\b(?:compared (?:with|to)|against|versus|vs\.?|up from|down from|rather than|instead of|than|from|to"
    r"|after|as opposed"
    r" to|or)\s+(?:the |a |an |about |just |only |some |nearly |around |almost |over ){0,2}[$£€¥]?$",
    re.I,
)
_AND = re.compile(
    r"^[^.;:()]{0,60}?,?\s(?:and|but|while|with)\s+(?:[a-z]+\s){0,3}?(?:only |just |about |some |nearly"
    r" )?[$£€¥]?$",
    re.I,
)
_OF_ANOTHER_TIME = re.compile(
    r"^\s*,?\s*(?:respectively\b"
    r"|the (?:year|month|quarter|season|week) (?:before|earlier|after)|a (?:year|month|decade) (?:ago|earlier"
    r"|before|later)"
    r"|in (?:the )?(?:same|previous|first|second|third|fourth|last|19\d\d|20\d\d)\b|last (?:year|month|quarter|season)|the"
    r" previous|this year"
    r"|next year|two years|three years|in (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December))",
    re.I,
)
_ANAPHOR = re.compile(
    r"\b(?:the|that|this|its) (?:[a-z]+ )?(?:total|figure|number|sum|amount|volume|tally|output|population|harvest|haul"
    r"|catch|bill|debt"
    r"|deficit|surplus|revenue|profit|turnover|valuation|round)\b|\bit (?:was|had been|stood|came|carried|sold|shipped"
    r"|produced|made|earned|took"
    r"|raised|exported|imported|put|had)\b|\bput it at\b|\bthat (?:was|is|had been|compares|compared)\b",
    re.I,
)
_TIMED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:ago|earlier|previous|last|before|same|next|by then|now)\b", re.I)
_PART_OF = re.compile(r"\b[Oo]f (?:the|its|that|this|their) (?:[a-z]+ )?$")
_OF_WHICH = re.compile(r"\b[Oo]f (?:that|which|this|it|these),? (?:only |just |some |about |around )?[$£€¥]?$")
# What makes a small amount even of a sum that adds up.
_RATE = re.compile(
    r"\b(?:per|each|every|apiece|a (?:share|head|barrel|tonne|ton|ounce|unit|piece|ticket)|shares?|cents?"
    r"|pence)\b|/",
    re.I,
)
_LEFT = re.compile(
    r"^[^.;:()]{0,60}?\b(?:leaving|leaves|left|remaining|remains|more|another|a further|still|to (?:go|come"
    r"|find))\b",
    re.I,
)
_STILL_LEFT = re.compile(
    r"\b(?:leaving|which leaves|that leaves|has|with|another|a further|the other|the"
    r" remaining)\s+(?:about |some )?[$£€¥]?$",
    re.I,
)
_GOES_ON = re.compile(r"\s*(?:to|-|–|—|and|or|,)\s*(?:about |some )?[$£€¥]?\d")
# "$870 million, tea $310 million and flowers $540"
_NEXT_ON_LIST = re.compile(r"^(?:,| and|, and)\s+(?:[a-z-]+\s){1,3}[$£€¥]?$")
_PARALLEL = re.compile(
    r"^\s+(?:will |would |is |was |are |were |has |had |to )?(?:[a-z]+ )?(on|for|to|in|from)"
    r" [^.;:()]{2,40}\band (?:about |some |another )?[$£€¥]?$"
)
_FRACTION = re.compile(r"^\d{1,3}\.\d$")
_WHOLE = frozenset(
    """people person passengers passenger inhabitants inhabitant residents resident visitors visitor jobs job
    employees employee workers worker users user customers customer subscribers subscriber viewers viewer voters voter
    students student pupils pupil tourists tourist refugees refugee patients patient houses house homes home cars car
    vehicles vehicle copies copy books book soldiers soldier members member trees tree animals animal birds bird cows
    cow sheep pigs pig chickens chicken households household tickets ticket""".split()
)
_PAID = re.compile(r"\b(?:costs?|pays?|paid|charges?|charged|buys?|bought|sells?|sold)\b", re.I)
_LARGEST = Decimal(10_000)
_ALIKE = Decimal(25)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention, the number as its digits say, and whether a scale word stands behind it."""

    scene: Scene
    mention: Mention
    digits: Decimal
    is_scaled: bool

    @property
    def measure(self) -> tuple:
        quantity = self.mention.quantity
        currency = quantity.currency if isinstance(quantity.currency, str) else quantity.unit
        if self.mention.kind == "money":
            return ("money", currency, quantity.minor_of, quantity.per)
        return ("of", quantity.unit)


def find_lost_words(scenes: Sequence[Scene]) -> Iterator[Claim]:
    previous: list[Figure] = []
    for scene in scenes:
        figures = list(_figures(scene))
        for at, figure in enumerate(figures):
            if figure.is_scaled or not _may_have_lost(figure):
                continue
            found = _partner(figures, at, previous)
            if found is not None:
                noun = "money" if figure.mention.kind == "money" else figure.mention.quantity.unit or "these"
                yield scene.claim(
                    figure.mention,
                    "scale",
                    stated=figure.mention.quantity.allows,
                    implied=found.mention.quantity.allows,
                    words=(("noun", noun),),
                )
        previous = figures if figures else previous


def _figures(scene: Scene) -> Iterator[Figure]:
    for mention in scene.quantities:
        if mention.kind not in _KINDS or mention.quantity.value is None:
            continue
        core = scene.text[mention.core[0] : mention.core[1]].replace(",", "")
        try:
            digits = Decimal(core)
        except InvalidOperation:
            continue
        yield Figure(scene, mention, digits, bool(SCALED.search(mention.quote)))


def _clause(figure: Figure) -> str:
    """The words around a figure up to the next comma or stop."""
    text, mention = figure.scene.text, figure.mention
    start = max(text.rfind(mark, 0, mention.start) for mark in (", ", "; ", ". ", ": ", "(", " – ", " — ")) + 1
    ends = [at for mark in (", ", "; ", ". ", ")", " – ", " — ") if (at := text.find(mark, mention.end)) >= 0]
    return text[start : mention.start] + " " + text[mention.end : min(ends, default=len(text))]


def _may_have_lost(figure: Figure) -> bool:
    mention, text = figure.mention, figure.scene.text
    behind = text[mention.end : mention.end + 16]
    if (
        not 0 < figure.digits < _LARGEST
        or mention.quantity.value != figure.digits
        or mention.quantity.per
        or mention.quantity.minor_of
    ):
        return False
    # "76.9 million dollars or 3.26 dollars": the other is of each share.
    if re.search(r"\bor $", text[max(0, mention.start - 3) : mention.start]):
        return False
    # "$6 to 7 million": the scale of the second figure is that of the first.
    if mention.quantity.modifier in ("up_to", "less_than", "range") or _GOES_ON.match(behind) or behind[:1] in tuple("-–%/"):
        return False
    return not _RATE.search(_without_times(_clause(figure)))


def _without_times(clause: str) -> str:
    return re.sub(r"\b(?:a|per) (?:year|month|week|day|decade) (?:ago|earlier|before|later)\b|\ba year$", "", clause)


def _partner(figures: Sequence[Figure], at: int, previous: Sequence[Figure]) -> Figure | None:
    """The scaled figure that shows that the bare one lost its word; None where nothing does."""
    bare = figures[at]
    alike = [one for one in figures if _is_alike(bare, one)]
    before = [one for one in previous if _is_alike(bare, one)]
    if not alike and not before:
        return None
    if (found := _summed(bare, [*before, *alike])) is not None:
        return found
    if _SMALL.search(_without_times(_clause(bare))):
        return None
    for one in alike:
        if _is_compared(bare, one, figures) or _is_part(bare, one):
            return one
    if bare.mention.kind in ("money", "measure") and _OF_WHICH.search(bare.scene.text[: bare.mention.core[0]]):
        return (alike or before)[-1]
    if bare.mention.kind == "money" and (_large_thing().match(bare.scene.text[bare.mention.end :]) or alike and _is_great(bare)):
        return (alike or before)[0]
    if (
        _FRACTION.match(str(bare.digits))
        and not _PAID.search(_clause(bare))
        and (bare.mention.kind == "money" or _is_whole(bare))
    ):
        return (alike or before)[0]
    return before[-1] if before and not alike and _is_told_again(bare) else None


@functools.cache
def _large_thing() -> re.Pattern[str]:
    words = load_table("checker.claims.tables", "large_sums.yaml")["things"]
    return re.compile(r"^\s+(?:[a-z-]+ )?(?:" + "|".join(words) + r")\b", re.I)


@functools.cache
def _great() -> re.Pattern[str]:
    words = load_table("checker.claims.tables", "large_sums.yaml")["verbs"]
    return re.compile(
        r"\b(?:" + "|".join(words) + r")\s+(?:only |just |about |some |almost |nearly |another |a further"
        r" )?[$£€¥]?$"
    )


def _is_great(bare: Figure) -> bool:
    return bool(_great().search(bare.scene.text[: bare.mention.core[0]]))


def _is_alike(bare: Figure, other: Figure) -> bool:
    if _decimals(bare) > max(1, _decimals(other)):
        return False
    return (
        other.is_scaled and (other.measure == bare.measure or _leaves_noun_out(bare, other)) and other.digits > 0
        and 1 / _ALIKE <= bare.digits / other.digits <= _ALIKE
        and other.mention.quantity.value > bare.mention.quantity.value * 500
    )  # fmt: skip


def _leaves_noun_out(bare: Figure, other: Figure) -> bool:
    """ "4.1 million records, up from 3.2"."""
    return bare.mention.kind == "number" and other.mention.kind in ("number", "count")


def _decimals(figure: Figure) -> int:
    return max(0, -figure.digits.as_tuple().exponent)


def _is_compared(bare: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    text = bare.scene.text
    first, second = sorted((bare, other), key=lambda one: one.mention.start)
    between = [
        one for one in figures if first.mention.end <= one.mention.start < second.mention.start and one.measure == bare.measure
    ]
    glue = text[first.mention.end : second.mention.core[0]]
    if between or re.search(r"\bper\b|\beach\b|\bbrought\b", glue):
        return False
    if _COMPARED.match(glue):
        return bare.mention.kind not in ("count", "number") or _is_noun_alone(bare)
    if bare.mention.kind == "number":
        return False
    if first is other and _NEXT_ON_LIST.match(glue) and sum(one.is_scaled and one.measure == bare.measure for one in figures) > 1:
        return True
    if first is other and _AND.match(glue) and _OF_ANOTHER_TIME.match(text[bare.mention.end :]):
        return True
    parallel = _PARALLEL.match(glue) if first is bare else None
    return parallel is not None and bool(re.match(rf"\s+{parallel[1]}\b", text[other.mention.end :]))


def _is_noun_alone(bare: Figure) -> bool:
    """ "against 1.9 tonnes in 2014", not "from 12 people to 3 million people": a count may well have grown so."""
    if bare.mention.kind == "number":
        return bool(_FRACTION.match(str(bare.digits)) and _OF_ANOTHER_TIME.match(bare.scene.text[bare.mention.end :]))
    return bool(_OF_ANOTHER_TIME.match(bare.scene.text[bare.mention.end :])) or "." in str(bare.digits)


def _is_part(bare: Figure, other: Figure) -> bool:
    if bare.mention.kind != "money":
        return False
    text = bare.scene.text
    if other.mention.end <= bare.mention.start:
        return bool(_PART_OF.search(text[: other.mention.core[0]].rstrip("$£€¥"))) and bare.digits < other.digits
    return bool(_STILL_LEFT.search(text[bare.mention.end : other.mention.core[0]])) and bool(
        re.search(r"\bleav(?:es|ing)\b|\bso far\b|\bbeen\b|\b(?:an)?other\b", text)
    )


def _summed(bare: Figure, others: Sequence[Figure]) -> Figure | None:
    """One of two scaled figures whose digits make the bare one's, as sum or difference."""
    if len(str(bare.digits.normalize()).replace(".", "").strip("0")) < 2 and bare.digits < 100:
        return None
    for one, other in combinations(others, 2):
        factors = {figure.mention.quantity.value / figure.digits for figure in (one, other)}
        sums = (one.digits + other.digits, abs(one.digits - other.digits))
        if len(factors) == 1 and bare.digits in sums and one.digits != other.digits:
            return one
    return None


def _is_whole(bare: Figure) -> bool:
    unit = (bare.mention.quantity.unit or "").rsplit(" ", 1)[-1].lower()
    return bare.mention.kind == "count" and unit in _WHOLE and not re.search(r"\bhousehold|\bratio|\btimes\b", bare.scene.text)


def _is_told_again(bare: Figure) -> bool:
    """ "In 2012 the total had been 2.8 tonnes": the figure of the sentence before, of another time."""
    text = bare.scene.text
    lead = text[max(0, bare.mention.start - 90) : bare.mention.start]
    return bool(_ANAPHOR.search(lead)) and bool(_TIMED.search(_clause(bare)) or _TIMED.search(lead))
