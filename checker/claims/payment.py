"""Payments: official amounts and the currency their payer has.

In:  a scene.
Out: `payment` claims: the amount, the ``payer`` (a state, or a body that speaks for one, in the same sentence), the
     payer's currency in the word ``payer_currency``, and flags: "foreign" where the amount's currency is not legal
     tender there, "converted" where a conversion stands beside it, "explained" where the sentence names a place
     whose currency it is, or a word that says so ("in pounds", "euro-denominated").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from checker.claims.circumstances import places_of
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.territories import territories

_OFFICIAL = frozenset(
    """president government administration congress senate parliament army military treasury minister ministry department
    agency officials official taxpayers taxpayer lawmakers senators chancellor premier budget navy""".split()
)
# Aid, debt and trade of any state may be told in these.
_WORLD_MONEY = frozenset(["USD", "XDR"])
_SPENDING = frozenset(
    """approve pay spend give pledge provide allocate award fund finance invest budget seek request grant lend purchase buy
    contract prize aid assistance package funding funds programme program loan subsidy budget spending deficit bailout
    stimulus bill scheme purchases securities""".split()
)
_EXPLAINED = re.compile(
    r"\b(?:denominated|equivalent|exchange rate|converted|sterling|eurobond|bond|currency|tourist|bank account)\b", re.I
)


def find_payments(scene: Scene, published: dt.date | None) -> Iterator[Claim]:
    money = [m for m in scene.quantities if m.kind == "money" and isinstance(m.quantity.currency, str) and m in scene.frames]
    if not money:
        return
    tree = scene.tree
    named = places_of(tree, range(len(tree)))
    payers = [place for place in named if _is_official(scene, place)]
    spending = any(lemma in _SPENDING for lemma in tree.lemmas)
    # Two states in one sentence leave open who pays.
    if not spending or len({code for code, *_ in payers}) != 1:
        return
    code, _role, first, past = payers[0]
    territory = territories()[code]
    for mention in money:
        currency = mention.quantity.currency
        flags = set()
        if not territory.pays_in(currency, published):
            flags.add("foreign")
        if currency in _WORLD_MONEY:
            flags.add("world_money")
        if _has_conversion(scene, mention):
            flags.add("converted")
        if _EXPLAINED.search(scene.text) or any(territories()[other].pays_in(currency, published) for other, *_ in named):
            flags.add("explained")
        words = (("payer", territory.names[0]), ("payer_currency", territory.currency(published) or ""))
        parts = (scene.tokens_part("payer", first, past),)
        yield scene.claim(mention, "payment", parts=parts, words=words, flags=frozenset(flags))


def _is_official(scene: Scene, place: tuple[str, str, int, int]) -> bool:
    _code, role, first, past = place
    tree = scene.tree
    if role == "speaks":
        return True
    following = tree.lowers[past : past + 2]
    if role in ("name", "demonym") and any(word in _OFFICIAL for word in following):
        return True
    return role == "name" and any(tree.lowers[at] in _OFFICIAL for at in tree.ancestors(first))


def _has_conversion(scene: Scene, mention: Mention) -> bool:
    for other in scene.quantities:
        if other is mention or other.kind != "money" or other.quantity.currency == mention.quantity.currency:
            continue
        low, high = (mention, other) if mention.start < other.start else (other, mention)
        glue = scene.between(low, high).strip()
        if len(glue) < 30 and glue[:1] in ("(", "[", ";", ",", "/", "o"):
            return True
    return False
