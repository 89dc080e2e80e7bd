"""Payments: official amounts and the currency their payer has.

In:  a scene, its article.
Out: `payment` claims: the amount, the ``payer`` (a state, or a body that speaks for one), the payer's currency in the word
     ``payer_currency``, and flags: "foreign" where the amount's currency is not legal tender there, "converted" where a
     conversion stands beside it, "explained" where the sentence names a place whose currency it is, or a word that says so
     ("in pounds", "euro-denominated"), "doubtful" where the payer is told by the article only ("the ministry"), or where the
     amount is in dollars, as many a foreign sum is, though the article has sums in the payer's own money.
     "The Texas legislature has approved a €1.4bn fund"  →  payer US, flag "foreign"

Regions, towns, bodies and the words of spending stand in tables/payers.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.claims.circumstances import places_of
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.tables import load_table
from checker.model.territories import territories
from checker.model.tree import Tree

# Aid, debt and trade of any state may be told in these.
_WORLD_MONEY = frozenset(["USD", "XDR"])
_LONGEST_NAME = 5
# Words between a land's name and its body: "Canada's federal government", "the Danish finance ministry".
_BETWEEN = ("NN", "JJ", "POS", "VBG")
_FAR = 5
_COUNCIL = re.compile(
    r"\b[A-Z][a-z]+ (?:(?:City|County|Borough|District|Town|Parish|Community) )?"
    r"([Cc]ouncil(?:lors|ors)?|County commissioners|[Ss]chool [Bb]oard)\b(?! (?:of|on|for) )"
)
_OF_LOANS = frozenset("bond bonds debt".split())
# "from a firm in Inverness": a seller may ask for the money of its own land.
_ABROAD = re.compile(
    r"\b(?:from|with|to) (?:an?|the|two|its) (?:[\w-]+ ){0,3}?"
    r"(?:firm|company|maker|manufacturer|supplier|dealer|builder|shipyard|yard|group|start-up|factory|business|consultancy|seller"
    r"|laborator(?:y|ies)|contractor|collector|auction house|workshop|breeder)s? (?:in|from|of|near|outside|based in) [A-Z]"
)
_BY_HAND = frozenset("spend pay give buy invest donate lend award cost raise borrow".split())
_STANDS_FOR = frozenset(
    """it they which that who we he she plan bill package budget scheme fund programme program money project deal proposal law
    measure measures grant vote motion party leaders body trust service""".split()
)
_BARE = re.compile(
    r"^(?:[^,]{0,60}, )?(?:the|its) (government|ministry|parliament|council|treasury|cabinet|state|department|legislature"
    r"|assembly"
    r"|ministers|lawmakers|county|city council)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Payer:
    """A state that pays, told at tokens ``[first, past)``; ``is_local``: its region or town does, whose sums few convert."""

    code: str
    first: int
    past: int
    is_local: bool = False


@functools.cache
def _table() -> dict:
    return load_table("checker.claims.tables", "payers.yaml")


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    """(code, role) by name: role is region, city or body."""
    rows = _table()
    found: dict[str, tuple[str, str]] = {}
    for role, key in (("city", "cities"), ("region", "regions"), ("body", "bodies")):
        found.update({name: (code, role) for code, names in rows[key].items() for name in names})
    return found


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_table()[key])


@functools.cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _words("elsewhere")), key=len, reverse=True)) + r")(?!\w)", re.I)


def find_payments(scene: Scene, article: Article) -> Iterator[Claim]:
    money = [m for m in scene.quantities if m.kind == "money" and isinstance(m.quantity.currency, str) and m in scene.frames]
    # Two states in one sentence leave open who pays.
    if not money or not any(lemma in _words("spending") for lemma in scene.tree.lemmas):
        return
    named = _places(scene.tree)
    payers = _payers(scene.tree, named)
    if len({payer.code for payer in payers}) == 1:
        for mention in money:
            yield _payment(scene, article, mention, payers[0], named)
    elif not payers and not named and (payer := _told_before(scene, article) or _by_money(scene, article)) is not None:
        for mention in money:
            if _tells_own(article, payer.code):
                yield _payment(scene, article, mention, payer, named, is_told=True)


def _payment(scene: Scene, article: Article, mention: Mention, payer: Payer, named: list, *, is_told: bool = False) -> Claim:
    published = article.setting.anchor
    territory = territories()[payer.code]
    currency = mention.quantity.currency
    flags = set()
    if not territory.pays_in(currency, published):
        flags.add("foreign")
    if currency in _WORLD_MONEY:
        flags.add("world_money")
    if is_told or currency in _WORLD_MONEY and "foreign" in flags and (payer.is_local or _tells_own(article, payer.code)):
        flags.add("doubtful")
    if _has_conversion(scene, mention):
        flags.add("converted")
    if (
        _may_be_foreign(scene, mention)
        or _is_anothers(scene, mention, payer)
        or any(territories()[code].pays_in(currency, published) for code, *_ in named)
    ):
        flags.add("explained")
    words = (("payer", territory.names[0]), ("payer_currency", territory.currency(published) or ""))
    parts = (scene.tokens_part("payer", payer.first, payer.past),)
    return scene.claim(mention, "payment", parts=parts, words=words, flags=frozenset(flags))


def _may_be_foreign(scene: Scene, mention: Mention) -> bool:
    """A word by which the sum may be foreign money; "debt" and "bonds" of another sum say nothing of this one."""
    if _ABROAD.search(scene.text):
        return True
    others = [m for m in scene.quantities if m.kind == "money" and m is not mention]
    past = min((m.start for m in others if m.start > mention.end), default=len(scene.text))
    from_ = max((m.end for m in others if m.end < mention.start), default=0)
    return any(found[0].lower() not in _OF_LOANS or from_ <= found.start() < past for found in _elsewhere().finditer(scene.text))


def _places(tree: Tree) -> list[tuple[str, str, int, int]]:
    """Lands, regions, towns and bodies named: (code, role, first token, past the last); longer names first."""
    found, taken = [], set()
    for at in range(len(tree)):
        if at in taken or not tree.words[at][:1].isupper():
            continue
        for length in range(min(_LONGEST_NAME, len(tree) - at), 0, -1):
            hit = _names().get(" ".join(tree.words[at : at + length]))
            if hit is not None:
                found.append((*hit, at, at + length))
                taken.update(range(at, at + length))
                break
    lands = [place for place in places_of(tree, range(len(tree))) if place[2] not in taken]
    return sorted(found + lands, key=lambda place: place[2])


def _payers(tree: Tree, named: list[tuple[str, str, int, int]]) -> list[Payer]:
    official = [place for place in named if _is_official(tree, *place[1:])]
    return [Payer(code, first, past, role in ("region", "city")) for code, role, first, past in official]


def _is_official(tree: Tree, role: str, first: int, past: int) -> bool:
    # "in Paris" is a place, "Paris" may be a government.
    if role == "speaks":
        is_place = first and tree.lowers[first - 1] in ("in", "at", "near", "from", "to", "outside")
        # "sought from Congress" is a body that pays; "from Canberra" may be a place.
        is_town = tree.words[first] in _capitals() or tree.lowers[first - 1] != "from"
        return not is_place or not is_town or _is_seat(tree, first)
    if role == "body":
        return True
    if role == "capital" and _is_seat(tree, first):
        return True
    wanted = _words("city" if role in ("city", "capital") else "official")
    for at in range(past, min(past + _FAR, len(tree))):
        if tree.lowers[at] in wanted and not _is_house(tree, at):
            return not _is_paid(tree, at)
        if not tree.tags[at].startswith(_BETWEEN):
            break
    return role in ("name", "region") and any(
        tree.lowers[at] in wanted and not _is_house(tree, at) for at in tree.ancestors(first)
    )


def _is_house(tree: Tree, at: int) -> bool:
    """ "a Georgian dolls' house": a building, no chamber."""
    return tree.words[at] in ("house", "court", "bank", "state")


@functools.cache
def _capitals() -> frozenset[str]:
    capitals = [row.capital for row in territories().values() if row.capital]
    return frozenset(name for row in territories().values() for name in row.speaks if name in capitals)


def _is_seat(tree: Tree, first: int) -> bool:
    """ "the Ministry of Transport in Warsaw"."""
    lead = tree.lowers[max(0, first - _FAR - 1) : first]
    return (
        bool(lead)
        and lead[-1] == "in"
        and any(word in ("ministry", "government", "parliament", "department", "council") for word in lead)
    )


def _is_paid(tree: Tree, at: int) -> bool:
    """ "will pay the Czech government €64 million": who is given money."""
    head = tree.heads[at]
    if tree.deps[at] in ("dobj", "dative") and tree.lemmas[head] in (
        "pay",
        "give",
        "owe",
        "lend",
        "sell",
        "offer",
        "hand",
        "cost",
        "grant",
    ):
        return True
    return tree.deps[at] == "pobj" and tree.lowers[head] in ("to", "from")


def _is_anothers(scene: Scene, mention: Mention, payer: Payer) -> bool:
    """ "Iceland's government said tourists spent £12m": the verb beside the sum has a subject that is no state's."""
    frame, tree = scene.frames[mention], scene.tree
    if frame.verb is None or frame.subject is None or tree.lemmas[frame.verb] not in _BY_HAND:
        return False
    subject = frame.subject
    # "less than £2bn has been spent": the sum itself.
    if mention.start <= tree.starts[subject] < mention.end:
        return False
    lower = tree.lowers[subject]
    is_own = payer.first <= subject < payer.past or lower in _words("official") or lower in _words("city") or lower in _STANDS_FOR
    return not is_own and not tree.words[subject][:1].isupper()


def _told_before(scene: Scene, article: Article) -> Payer | None:
    """ "The ministry will spend": whose, if the article names one land only, and names it as one that pays."""
    bare = _BARE.match(scene.text)
    if bare is None:
        return None
    codes: set[str] = set()
    for passage in article.passages[: scene.passage.index]:
        tree = article.trees.get(passage.index)
        if tree is not None:
            codes.update(code for code, *_ in _places(tree))
    at = next((i for i, start in enumerate(scene.tree.starts) if start >= bare.start(1)), None)
    return Payer(codes.pop(), at, at + 1) if len(codes) == 1 and at is not None else None


def _by_money(scene: Scene, article: Article) -> Payer | None:
    """ "Swansea council", in an article that names no land, pays as its other sums do, if pounds or dollars."""
    council = _COUNCIL.search(scene.text)
    here = {m.quantity.currency for m in scene.quantities if m.kind == "money"}
    if council is None or len(here) != 1:
        return None
    others = {
        mention.quantity.currency
        for index, mentions in enumerate(article.mentions)
        for mention in mentions
        if index != scene.passage.index
        and mention.kind == "money"
        and mention.quantity is not None
        and not mention.quantity.minor_of
    }
    code = (
        {"GBP": "GB", "USD": "US"}.get(next(iter(others))) if len(others) == 1 and isinstance(next(iter(others)), str) else None
    )
    at = next((i for i, start in enumerate(scene.tree.starts) if start >= council.start(1)), None)
    return Payer(code, at, at + 1) if code is not None and at is not None else None


def _tells_own(article: Article, code: str) -> bool:
    """Whether the article tells an amount in the money of that land."""
    own = territories()[code].currency(article.setting.anchor)
    return any(
        mention.kind == "money" and mention.quantity is not None and own in (mention.quantity.currency, mention.quantity.minor_of)
        for mentions in article.mentions
        for mention in mentions
    )


def _has_conversion(scene: Scene, mention: Mention) -> bool:
    for other in scene.quantities:
        if other is mention or other.kind != "money" or other.quantity.currency == mention.quantity.currency:
            continue
        low, high = (mention, other) if mention.start < other.start else (other, mention)
        glue = scene.between(low, high).strip()
        if len(glue) < 30 and glue[:1] in ("(", "[", ";", ",", "/", "o"):
            return True
    return False
