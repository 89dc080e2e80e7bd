"""Changes told on their own: by how much, how many times or which way something moved, without its two figures.

In:  a passage and its scene.
Out: `ToldChange`s.
     "The decline of 18 percent was …"  →  down, by 18 percent, pointing back
     "such a tenfold gain"              →  up, times ten, pointing back
     "This fall in the list"            →  down, pointing back
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.claims.agreement.topics import alternatives
from checker.claims.scene import Scene
from checker.model.mention import Mention

_HEDGE = (
    r"(?:(?:about|around|some|roughly|nearly|almost|just|only|over|more than|exactly|precisely|fully|a full|a mere|a|an)\s+){0,2}"
)
_POINTING = r"(?:the|this|that|such an?|an?|its|their|our|his|her)"
_ADJECTIVE = r"(?:(?!(?:of|in|by|an?|the|but|and|this|that)\b)[\w-]+\s+){0,2}"
_UP = alternatives("up_nouns")
_DOWN = alternatives("down_nouns")
_NOUN_OF = re.compile(
    rf"(?:\b(?P<det>{_POINTING})\s+)?{_ADJECTIVE}?\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+"
    rf"(?:of|was|is|comes to|came to|works out at|amounts? to|equals)\s+{_HEDGE}$",
    re.I,
)
_NOUN_BEHIND = re.compile(rf"^(?:-|\s+)(?:[\w-]+\s+)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.I)
_DET_BEFORE = re.compile(rf"\b(?P<det>{_POINTING}|that'?s|it'?s|is|was|of)\s+(?:[\w-]+\s+)?{_HEDGE}$", re.I)
_VERB = re.compile(
    rf"\b(?:(?P<up>{alternatives('up_verbs')})|(?P<down>{alternatives('down_verbs')}))"
    rf"(?:(?:\s+(?!from\b|to\b|of\b|and\b|but\b)[\w'’-]+){{0,5}}?\s+by|(?<=ing)(?:\s+(?!from\b|to\b|of\b|and\b"
    rf"|but\b)[a-z]+){1, 4}|\s+\w+ly|\s+up|\s+back)?\s+{_HEDGE}$",
    re.I,
)
_ADVERB = re.compile(rf"\b(?:(?P<up>up)|(?P<down>down))(?:\s+by)?\s+{_HEDGE}$", re.I)
_COMPARED = re.compile(
    rf"^\s+(?:(?P<up>{alternatives('up_words')})|(?P<down>{alternatives('down_words')}))\b(?!\s+(?:from|to)\s+\S*\d)", re.I
)
_START = re.compile(r"(?:^|[“\"‘'(:—–]\s*|[.!?]\s+)(?:Being|Being up|That's|It's|Overall|So)?\s*$")
# "a fall of 12% in profits": what moved is named.
_NAMED = re.compile(r"^\s*(?:[\w-]+\s+)?(?:in|for|of|at)\s+(?:the|its|their|his|her|our|all)?\s*((?:[\w'’-]+\s?){1,4})", re.I)
_OPENING = re.compile(r"(?:^|[“\"‘(—–]\s*)$")
_UNNAMED = re.compile(
    r"^(?:\s+(?:is|was|means|meant|would|will|may|might|can|could|does|did|has|had|leaves|makes|made|seems|sounds|looks|came|comes"
    r"|overnight|like this|like that)\b|\s*[.?!,;”\"])",
    re.I,
)
_NUMBERS = dict(zip("two three four five six seven eight nine ten twenty fifty".split(), (*range(2, 11), 20, 50), strict=True))
_N = r"(?P<n>\d{1,2}(?:\.\d)?|" + "|".join(_NUMBERS) + ")"
_HEDGED = (
    r"(?:\b(?P<hedge>more than|over|well over|nearly|almost|about|around|roughly|close to|just over|just under"
    r"|at least|not quite)\s+)?"
)
_FACTORS = re.compile(
    rf"{_HEDGED}(?:\b(?P<verb>doubled|doubling|trebled|trebling|tripled|tripling|quadrupled|quadrupling|halved"
    rf"|halving|quintupled)\b"
    rf"|\b(?P<inf>double|treble|triple|quadruple|halve)(?=\s+(?:the|what|its|their|our|my|his|her|that|those|in (?:size|number)))"
    rf"|\b(?P<twice>twice)\s+(?:as\s+(?:many|much|high|large|big|long|busy|heavy)|the)\b"
    rf"|\b{_N}[\s-](?:times\s+(?:as\s+(?:many|much|high|large|big|long|heavy)|the|more|higher|larger|bigger|what)|fold)\b"
    rf"|\b(?P<fold>" + "|".join(_NUMBERS) + r")fold\b)",
    re.I,
)
_AS_MANY = re.compile(
    r"^\s+(?:(?:its|their|his|her|our|my|the)\s+)?((?!as\b|than\b|on\b|for\b|under\b|at\b|with\b|but\b|so\b"
    r"|while\b|in\b|the\b|it\b|what\b|since\b|after\b|to\b"
    r"|from\b|over\b|by\b|and\b|when\b|this\b|during\b|within\b|again\b|every\b|between\b|last\b|its\b"
    r"|their\b)[a-z][\w'’-]+)(?=\s|[.,;])"
)
_VERBS = {"doubl": 2, "trebl": 3, "tripl": 3, "quadrupl": 4, "halv": Decimal("0.5"), "quintupl": 5}
_FALL_IN = (
    r"(?:(?P<up>rise|increase|growth|jump|surge|climb|upturn|gain)|(?P<down>drop|decline|decrease|reduction"
    r"|slump|dip|downturn|fall))"
)
_THIS = re.compile(
    r"(?:\b(?:this|such an?)|(?:^|[.“\"]\s*)that)\s+(?:(?!the\b|an?\b|its\b|their\b|in\b"
    rf"|of\b)\w+\s+)?{_FALL_IN}\s+(?:in\b|of\b|(?=[a-z]))",
    re.I,
)
# "The fall in May": takes up what was told of the month.
_IN_MONTH = re.compile(
    rf"(?:^|[.“\"]\s*)(?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?:(?!\bin\b)[a-z-]+\s+)?{_FALL_IN}\s+in\s+(?P<month>January|February|March|April|May|June"
    r"|July|August|September|October|November|December)(?=\s+(?:was|is|came|had|has|did|follow|surpris|mark|end|put|took|left)|[.,])"
)
_MOVED = re.compile(
    r"\b(?:(?P<up>rose|risen|(?:is|are) (?:rising|growing|climbing|increasing)|increased|grew|grown|climbed"
    r"|jumped|soared|surged|went up|gone up|improved)"
    r"|(?P<down>fell|fallen|(?:is|are) (?:falling|declining|shrinking|dwindling|decreasing)|declined|decreased"
    r"|dropped|slipped|slumped|plunged|tumbled|shrank|shrunk|dipped"
    r"|went down|gone down))\b",
    re.I,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2} (?=[A-Z])|(?<=[a-z] )\d{1,2}\b(?=,|\.)")
_ON_LAST = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:(?:well|slightly|sharply|again|also|a little|a touch"
    r"|comfortably)\s+)?(?:(?P<up>up|higher|ahead|better)|(?P<down>down|lower))"
    r"\s+(?:on|from|than|compared with|against|in)\s+(?:the\s+|in\s+)?(?:(?:last|previous)\s+(?:year|season"
    r"|month|week|quarter|summer|winter|time)"
    r"|year before|(?:19|20)\d\d|a year (?:ago|before|earlier))",
    re.I,
)
# "Demand has doubled", "numbers are up 5%": what is told before by another name.
_STAND_IN = re.compile(
    r"(?:^|[.“\"—–]\s*|\bsaid (?:that )?)(?:the |its |their |our |that |this )?(?:demand|numbers?|totals?|figures?|take-up"
    r"|uptake|usage|use|interest|business|trade"
    r"|output|attendances?|audiences?|it|this|that|they|traffic)\s+(?:has|had|have|had|was|were|is|are)?\s*(?:\w+\s+){0,2}$",
    re.I,
)
# "Had I written "up 5%", that would have been wrong."
_UNREAL = re.compile(
    r"\b(?:had (?:I|we|he|she|it|they|the \w+)\b[^.]{0,60}\bwould have|would have been wrong"
    r"|if (?:I|we|you|they) (?:had|were)\b"
    r"|(?:is|was|are|were) (?:wrong|mistaken|incorrect|not the same)|(?:wrongly|incorrectly|mistakenly)\b"
    r"|should have (?:said|read|been)\b)",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|could|should|may|might|aims?|plans?|hopes?|wants?|target|forecasts?|expect\w*"
    r"|pledge[sd]?|promise[sd]?|by 20\d\d|not|never|if|unless)\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """``start``/``end``: its words in the passage. ``mention``: the percentage; ``factor`` what it multiplies by; both None
    where only the way is told, with ``is_verb`` by a verb. ``points_back``: the words take up a change just told. ``named``: what
    moved, as said. ``by_verb``: a verb with its own subject tells it ("exports grew 12%").
    """

    start: int
    end: int
    direction: str
    mention: Mention | None = None
    factor: Decimal | None = None
    hedge: str = ""
    points_back: bool = False
    named: str = ""
    is_verb: bool = False
    by_verb: bool = False


def find_told(text: str, scene: Scene | None) -> Iterator[ToldChange]:
    """The changes that a passage of *text* tells; *scene* is None where it holds no mention."""
    if scene is not None:
        for mention in scene.quantities:
            if mention.kind == "percent" and mention.quantity.value is not None and (told := _percent(text, mention)) is not None:
                if not _UNREAL.search(text):
                    yield told
    yield from _factors(text)
    yield from _ways(text)


def _percent(text: str, mention: Mention) -> ToldChange | None:
    # A hedge may belong to the mention; the words before it are looked at without.
    lead, tail = text[max(0, mention.start - 70) : mention.start], text[mention.end : mention.end + 60]
    found = _NOUN_OF.search(lead)
    if found is not None:
        det = (found["det"] or "").lower()
        back = det in ("the", "this", "that", "such a", "such an") or bool(_START.search(lead[: found.start()]))
        # "but a rise of 28 per cent is splendid": of nothing by name, so of what was told.
        back = back or _NAMED.match(tail) is None and det in ("a", "an") and found["det"] is not None
        return _told(mention, found, back, tail, start=max(0, mention.start - 70) + found.start())
    found = _NOUN_BEHIND.match(tail)
    if found is not None:
        det = _DET_BEFORE.search(lead)
        word = (det["det"] if det else "").lower()
        back = word in ("the", "this", "that", "such a", "such an", "that's", "thats", "it's", "is", "was")
        # "a 12 percent jump means no flight home": of nothing by name, so of what was told.
        back = back or word in ("a", "an") and _UNNAMED.match(tail[found.end() :]) is not None
        return _told(
            mention,
            found,
            back or bool(_START.search(lead[: det.start()] if det else lead)),
            tail[found.end() :],
            end=mention.end + found.end(),
        )
    found = _ADVERB.search(lead)
    if found is not None:
        return _told(
            mention, found, bool(_START.search(lead[: found.start()])), "", start=max(0, mention.start - 70) + found.start()
        )
    found = _VERB.search(lead)
    if found is not None:
        # "Growing by 30 per cent in a year is hard": it has no subject but what was told.
        gerund = found[0].split()[0].lower().endswith("ing") and _OPENING.search(lead[: found.start()])
        back = bool(gerund or _STAND_IN.search(lead[: found.start()]))
        told = _told(mention, found, back, "", start=max(0, mention.start - 70) + found.start())
        return replace(told, by_verb=not gerund)
    found = _COMPARED.match(tail)
    return None if found is None else _told(mention, found, bool(_START.search(lead)), "", end=mention.end + found.end())


def _told(
    mention: Mention, found: re.Match[str], back: bool, rest: str, *, start: int | None = None, end: int | None = None
) -> ToldChange:
    named = _NAMED.match(rest)
    return ToldChange(
        mention.start if start is None else start,
        mention.end if end is None else end,
        "up" if found["up"] else "down",
        mention=mention,
        points_back=back,
        named=named[1] if named is not None else "",
    )


def _factors(text: str) -> Iterator[ToldChange]:
    for found in _FACTORS.finditer(text):
        if (found["verb"] or found["inf"]) and _FUTURE.search(text[max(0, found.start() - 40) : found.start()]):
            continue
        factor = _factor(found)
        if factor is None or factor == 1:
            continue
        yield ToldChange(
            found.start(),
            found.end(),
            "down" if factor < 1 else "up",
            factor=factor,
            hedge=(found["hedge"] or "").lower(),
            points_back=_points_back(text[: found.start()]) or bool(re.match(r"\s+(?:it|them|that|this)\b", text[found.end() :])),
            named=_thing(text[found.end() : found.end() + 60], is_verb=found["verb"] is not None),
        )


def _points_back(lead: str) -> bool:
    return bool(re.search(r"\b(?:such an?|that|this|the)\s+(?:\w+\s+)?$", lead, re.I) or _STAND_IN.search(lead))


def _thing(rest: str, *, is_verb: bool) -> str:
    """What there is so many times as much of: "twice as many seahorses"; "" where the words do not say."""
    found = _AS_MANY.match(rest) or (None if is_verb else _NAMED.match(rest))
    return found[1] if found is not None else ""


def _factor(found: re.Match[str]) -> Decimal | None:
    if found["twice"]:
        return Decimal(2)
    verb = (found["verb"] or found["inf"] or "").lower()
    if verb:
        return next((Decimal(value) for stem, value in _VERBS.items() if verb.startswith(stem)), None)
    word = (found["n"] or found["fold"]).lower()
    return Decimal(_NUMBERS[word]) if word in _NUMBERS else Decimal(word)


def _ways(text: str) -> Iterator[ToldChange]:
    clause = re.split(r"[:;—–]", text)[0]
    moved = list(_MOVED.finditer(clause))
    if len(moved) == 1 and not re.search(r"\d", _YEARS.sub("", clause)) and not _FUTURE.search(clause):
        yield ToldChange(moved[0].start(), moved[0].end(), "up" if moved[0]["up"] else "down", is_verb=True)
    for found in _IN_MONTH.finditer(text):
        yield ToldChange(found.start(), found.end(), "up" if found["up"] else "down", points_back=True, named=found["month"])
    for found in (*_THIS.finditer(text), *_ON_LAST.finditer(text)):
        if found["down"] == "fall" and not re.search(r"\bin$", found[0]):
            continue
        yield ToldChange(found.start(), found.end(), "up" if found["up"] else "down", points_back=found.re is _THIS)
