"""Held against: whether the words set two figures of a measure beside each other.

In:  a bare figure, the figures of its sentence.
Out: whether one of them is its partner in a comparison, its whole, or what it tells again of another time.
     "$19.6 million, against $15 in 2018"                 →  compared
     "of the $95 million pledged, just $40 has arrived"   →  a part of a whole
     "In 2012 the total had been 2.8 tonnes"              →  told again
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.model.mention import Mention
from checker.model.tables import load_table

_COMPARED = re.compile(
    r"^[^.;:()]{0,60}?\b(?:compared (?:with|to)|against|versus|vs\.?|up from|down from|rather than|instead of|than|from|to"
    r"|after|as opposed to|or"
    r"|(?:increase|rise|fall|decrease|drop|decline|growth|up|down|improvement|gain|advance)\b[^.;:()]{0,30}? on"
    r"|above|below|exceed\w*|beat(?:ing)?|short of|follow(?:ing|s))"
    r"\s+(?:the |a |an |about |just |only |some |nearly |around |almost |over ){0,2}[$£€¥]?$",
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
    r"|deficit|surplus|revenue|profit|turnover|valuation|round)\b|\bit (?:was|had been|had [a-z]+(?:en|ed) to|stood|came"
    r"|carried|sold|shipped"
    r"|produced|made|earned|took"
    r"|raised|exported|imported|put|had)\b|\bput it at\b|\bthat (?:was|is|had been|compares|compared)\b",
    re.I,
)
_TIMED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:ago|earlier|previous|last|before|same|next|by then|now)\b", re.I)
_PART_OF = re.compile(r"\b[Oo]f (?:the|its|that|this|their) (?:[a-z]+ )?$")
_STILL_LEFT = re.compile(
    r"\b(?:leaving|which leaves|that leaves|has|with|another|a further|the other|the"
    r" remaining)\s+(?:about |some )?[$£€¥]?$",
    re.I,
)
# "$870 million, tea $310 million and flowers $540"
_NEXT_ON_LIST = re.compile(r"^(?:,| and|, and)\s+(?:[a-z-]+\s){1,3}[$£€¥]?$")
_PARALLEL = re.compile(
    r"^\s+(?:will |would |is |was |are |were |has |had |to )?(?:[a-z]+ )?(on|for|to|in|from)"
    r" [^.;:()]{2,40}\band (?:about |some |another )?[$£€¥]?$"
)
FRACTION = re.compile(r"^\d{1,3}\.\d$")


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


def clause_of(figure: Figure) -> str:
    """The words around a figure up to the next comma or stop."""
    text, mention = figure.scene.text, figure.mention
    start = max(text.rfind(mark, 0, mention.start) for mark in (", ", "; ", ". ", ": ", "(", " – ", " — ")) + 1
    ends = [at for mark in (", ", "; ", ". ", ")", " – ", " — ") if (at := text.find(mark, mention.end)) >= 0]
    return text[start : mention.start] + " " + text[mention.end : min(ends, default=len(text))]


def is_compared(bare: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
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
        return bool(FRACTION.match(str(bare.digits)) and _OF_ANOTHER_TIME.match(bare.scene.text[bare.mention.end :]))
    return bool(_OF_ANOTHER_TIME.match(bare.scene.text[bare.mention.end :])) or "." in str(bare.digits)


def is_part(bare: Figure, other: Figure) -> bool:
    if bare.mention.kind != "money":
        return False
    text = bare.scene.text
    if other.mention.end <= bare.mention.start:
        return bool(_PART_OF.search(text[: other.mention.core[0]].rstrip("$£€¥"))) and bare.digits < other.digits
    return bool(_STILL_LEFT.search(text[bare.mention.end : other.mention.core[0]])) and bool(
        re.search(r"\bleav(?:es|ing)\b|\bso far\b|\bbeen\b|\b(?:an)?other\b", text)
    )


@functools.cache
def _sums() -> re.Pattern[str]:
    """ "the provision stood at": a sum with its verb."""
    words = load_table("checker.claims.tables", "large_sums.yaml")["sums"]
    verbs = "(?:was|were|had been|stood|came|reached|totalled|amounted)"
    return re.compile(r"\b(?:the|its|their) (?:[a-z]+ )?(?:" + "|".join(words) + rf") {verbs}\b")


def is_told_again(bare: Figure) -> bool:
    """ "In 2012 the total had been 2.8 tonnes": the figure of the sentence before, of another time."""
    text = bare.scene.text
    lead = text[max(0, bare.mention.start - 90) : bare.mention.start]
    is_same = _ANAPHOR.search(lead) or bare.mention.kind == "money" and _sums().search(lead)
    return bool(is_same) and bool(_TIMED.search(clause_of(bare)) or _TIMED.search(lead))
