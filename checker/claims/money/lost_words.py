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
from decimal import Decimal, InvalidOperation
from itertools import combinations

from checker.claims.money.held_against import FRACTION, Figure, clause_of, is_compared, is_part, is_told_again
from checker.claims.scene import Scene
from checker.model.claim import Claim
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
# What makes a small amount even of a sum that adds up.
_RATE = re.compile(
    r"\b(?:per|each|every|apiece|a (?:share|head|barrel|tonne|ton|ounce|unit|piece|ticket)|shares?|cents?"
    r"|pence)\b|/",
    re.I,
)
_EACH = re.compile(
    r"\b(?:per|each|every|apiece|an? (?:share|head|barrel|tonne|ton|ounce|unit|piece|ticket)|cents?|pence)\b|/",
    re.I,
)
_THE_REST = re.compile(r"\b(?:the|a|its|their) (?:other|remaining|further|outstanding|final|last|balance of) [$£€¥]?$", re.I)
# "expects to earn about 3,900 yen on sales of 66 billion yen"
_EARNS = re.compile(
    r"\b(?:earn(?:s|ed|ing)?|profits?|income|loss(?:es)?|los(?:e|es|ing)|lost|surplus|deficit|ma(?:ke|kes|de|king))\s+"
    r"(?:a (?:net |pre-tax |operating )?(?:profit|loss) )?(?:of |was |were |came to |to be )?"
    r"(?:about |around |some |just |only |nearly |almost |roughly )?[$£€¥]?$",
    re.I,
)
_ON_SALES = re.compile(
    r"^,?\s(?:on|from|against|out of)\s(?:[a-z]+\s){0,2}(?:sales|revenues?|turnover|income|takings|assets|receipts)"
    r"\s(?:of|that (?:rose|fell|grew) to|totalling)\s(?:about |around |some |nearly |almost |over )?[$£€¥]?$",
    re.I,
)
_FEW_SENTENCES = 3
OF_WHICH = re.compile(r"\b[Oo]f (?:that|which|this|it|these),? (?:only |just |some |about |around )?[$£€¥]?$")
_GOES_ON = re.compile(r"\s*(?:to|-|–|—|and|or|,)\s*(?:about |some )?[$£€¥]?\d")
_WHOLE = frozenset(
    """people person passengers passenger inhabitants inhabitant residents resident visitors visitor jobs job
    employees employee workers worker users user customers customer subscribers subscriber viewers viewer voters voter
    students student pupils pupil tourists tourist refugees refugee patients patient houses house homes home cars car
    riders rider guests guest readers reader listeners listener fans spectators supporters followers shoppers travellers
    commuters migrants vehicles vehicle copies copy books book soldiers soldier members member trees tree animals animal
    birds bird cows cow sheep pigs pig chickens chicken households household tickets ticket""".split()
)
_PAID = re.compile(r"\b(?:costs?|pays?|paid|charges?|charged|buys?|bought|sells?|sold)\b", re.I)
_LARGEST = Decimal(10_000)
_ALIKE = Decimal(25)


def find_lost_words(scenes: Sequence[Scene]) -> Iterator[Claim]:
    previous: list[Figure] = []
    recent: list[list[Figure]] = []
    for scene in scenes:
        figures = list(_figures(scene))
        for at, figure in enumerate(figures):
            if figure.is_scaled or not _may_have_lost(figure):
                continue
            found = _partner(figures, at, previous) or _partner_of_great(figures, at, recent)
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
        recent = [*recent[1 - _FEW_SENTENCES :], figures]


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
    # "gives shares for the other £15": what is left of a sum is no price, whatever it is paid in.
    rate = _EACH if _is_rest(figure) else _RATE
    return not rate.search(_without_times(clause_of(figure)))


def _is_rest(figure: Figure) -> bool:
    return figure.mention.kind == "money" and bool(_THE_REST.search(figure.scene.text[: figure.mention.core[0]]))


def _without_times(clause: str) -> str:
    return re.sub(r"\b(?:a|per) (?:year|month|week|day|decade) (?:ago|earlier|before|later)\b|\ba year$", "", clause, flags=re.I)


def _partner(figures: Sequence[Figure], at: int, previous: Sequence[Figure]) -> Figure | None:
    """The scaled figure that shows that the bare one lost its word; None where nothing does."""
    bare = figures[at]
    alike = [one for one in figures if _is_alike(bare, one)]
    before = [one for one in previous if _is_alike(bare, one)]
    if not alike and not before:
        return None
    if (found := _summed(bare, [*before, *alike])) is not None:
        return found
    if _SMALL.search(_without_times(clause_of(bare))):
        return None
    for one in alike:
        if is_compared(bare, one, figures) or is_part(bare, one):
            return one
    if bare.mention.kind in ("money", "measure") and OF_WHICH.search(bare.scene.text[: bare.mention.core[0]]):
        return (alike or before)[-1]
    if bare.mention.kind == "money" and (_large_thing().match(bare.scene.text[bare.mention.end :]) or alike and _is_great(bare)):
        return (alike or before)[0]
    if (
        FRACTION.match(str(bare.digits))
        and not _PAID.search(clause_of(bare))
        and (bare.mention.kind == "money" or _is_whole(bare))
    ):
        return (alike or before)[0]
    return before[-1] if before and not alike and is_told_again(bare) else None


def _partner_of_great(figures: Sequence[Figure], at: int, recent: Sequence[Sequence[Figure]]) -> Figure | None:
    """ "earn 3,900 yen on sales of 66 billion"; "for £41m. … pays £26m in cash and shares for the other £15"."""
    bare, text = figures[at], figures[at].scene.text
    if bare.mention.kind != "money":
        return None
    if _EARNS.search(text[: bare.mention.core[0]]) and _decimals(bare) <= 1:
        for one in figures[at + 1 : at + 2]:
            if one.is_scaled and one.measure == bare.measure and _ON_SALES.match(text[bare.mention.end : one.mention.core[0]]):
                return one
    if not _is_rest(bare):
        return None
    here = [one for one in figures if _is_alike(bare, one)]
    return _summed(bare, [*here, *(one for place in recent for one in place if _is_alike(bare, one))]) if here else None


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
    """ "4.1 million records, up from 3.2"; "reached 14.2 million … fell to 6.1 riders"."""
    if bare.mention.kind == "count":
        return other.mention.kind == "number" and bool(FRACTION.match(str(bare.digits))) and _is_whole(bare)
    return bare.mention.kind == "number" and other.mention.kind in ("number", "count")


def _decimals(figure: Figure) -> int:
    return max(0, -figure.digits.as_tuple().exponent)


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
