"""Scale: an amount that has lost its "million" in an article that counts in millions.

In:  the scenes of an article.
Out: `scale` claims: ``stated`` is the amount as written, ``implied`` the span of the article's other amounts of that currency;
     the word ``noun`` says what is measured.
     "bill supply was about 1,300 yen" beside "800 billion yen", "450 billion yen"

Which things are never so small stands in tables/large_sums.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.money.lost_words import SCALED, find_lost_words
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_SMALL = re.compile(
    r"\b(?:per|each|apiece|an (?:hour|ounce)"
    r"|a (?:share|head|barrel|tonne|ton|ounce|unit|week|month|day|year|piece|ticket|litre|gallon|pound|kilo)"
    r"|price[ds]?|fees?|fares?|tickets?|wages?|bills?|weekly|hourly|monthly|cents?|pence|stamp|coin|note|token"
    r"|fine[ds]?|annually|shr|shrs|shares?|eps|dividends?|div)\b",
    re.I,
)
_LINK = re.compile(
    r"^\s*(?:(?:of|was|were|is|at|to|stood|stands|reached|totall?ed|came|worth|rose|fell|grew|hit|made|just|only|some|a"
    r"|around|about"
    r"|over|nearly|more|than|vs)\s+){0,4}[$£€¥]?\s*$",
    re.I,
)
_GOES_ON = re.compile(r"\s*(?:to|-|–|and|or)\s*[$£€]?\d")
_LARGEST_SMALL = Decimal(10_000)
_TIMES = 1000
_FEWEST = 2


@functools.cache
def _large() -> re.Pattern[str]:
    words = load_table("checker.claims.tables", "large_sums.yaml")["sums"]
    return re.compile(r"\b(" + "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) + r")\b", re.I)


def find_lost_scales(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    by_currency: dict[str, list[tuple[Scene, Mention]]] = {}
    for scene in scenes:
        for mention in scene.quantities:
            currency = mention.quantity.currency
            if mention.kind == "money" and isinstance(currency, str) and mention.quantity.value is not None:
                by_currency.setdefault(currency, []).append((scene, mention))
    beside = list(find_lost_words(scenes))
    yield from beside
    told = {claim.span for claim in beside}
    for amounts in by_currency.values():
        scaled = [m.quantity.value for _, m in amounts if SCALED.search(m.quote)]
        if len(scaled) < _FEWEST:
            continue
        for scene, mention in amounts:
            found = _thing(scene, mention, min(scaled))
            if found is not None and mention.span not in told:
                yield scene.claim(
                    mention,
                    "scale",
                    stated=mention.quantity.allows,
                    implied=Interval.between(min(scaled), max(scaled)),
                    words=(("noun", found),),
                )


def _thing(scene: Scene, mention: Mention, smallest: Decimal) -> str | None:
    """What the amount measures, where that is never so small; None for all else."""
    value = mention.quantity.value
    if not 0 < value < _LARGEST_SMALL or value * _TIMES > smallest or mention.quantity.per or SCALED.search(mention.quote):
        return None
    # "$6 to 7 million": the scale of the second figure is that of the first.
    if _SMALL.search(scene.text.replace("bill supply", "")) or _GOES_ON.match(scene.text[mention.end : mention.end + 12]):
        return None
    lead = scene.text[max(0, mention.core[0] - 45) : mention.core[0]]
    last = max(_large().finditer(lead), key=lambda found: found.end(), default=None)
    if last is None or not _LINK.match(lead[last.end() :]) or mention.quantity.modifier in ("up_to", "less_than", "at_most"):
        return None
    return last[1].lower()
