"""Ages: numbers whose meaning is told by the words and commas they stand between.

In:  a text and its numerals.
Out: `Figure`s of kind age, by the index of their numeral.
     "Barkers, 57," → 57 years of age; "in her 50s" → 50 to 59
"""

from __future__ import annotations

import re
from decimal import Decimal

from checker.quantities.figures import Figure
from checker.quantities.numerals import Numeral

_OLD_AFTER = re.compile(
    r"[ \u00a0-]?-?(?P<unit>year|month|week|day|hour)s?[ \u00a0-]old(?:s|er)?\b|[ \u00a0](?P<unit2>year|month|week"
    r"|day)s?[ \u00a0]of[ \u00a0]age\b"
    r"|[ \u00a0]?(?P<yo>yo|y\.o\.|y/o|yrs? old)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?: (?P<unit>year|month|week|day)s)?-? (?:to|and|or) (?=[\w-]+[ -](?:year|month|week|day)s?[ -](?:old|of age)\b)"
    r"|-(?=[\w]+[ -](?:year|month)s?[ -](?:old|of age)\b)"
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)(?: (?:of|between|from|just|only|about|around|over|under|at least))? $|\b(?:at|by|to|reach(?:es"
    r"|ed)?) the (?:ripe old |tender |young |early )?age of (?:just |only |about |around )?$"
    r"|\b(?:die[sd]?|died suddenly|dead|killed|retire[sd]?|married|orphaned|widowed) (?:at|aged) $|\bage of $|\bages of $",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:turn(?:s|ed|ing)?) $", re.IGNORECASE)
_TWENTIES = re.compile(
    r"\bin (?:their|his|her|your|my|our) (?P<part>early |mid[- ]|late "
    r"|mid to late )?(?P<n>[2-9]0)(?:'|’)?s\b|"
    r"\bin (?:their|his|her|your|my|our) (?P<part2>early |mid[- ]|late |mid to late )?(?P<word>twenties"
    r"|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_NAME_BEFORE = re.compile(
    r"(?:[A-Z][\w'’.-]*[^\W\d_]|\b(?:I{1,3}|Jr\.?|Sr\.?|[a-z]{0,12}(?:er|or|ist|man|woman|boy|girl|wife|husband|son"
    r"|daughter|mother|father|brother|sister|widow|friend|princ(?:e|ess)"
    r"|actress|star|captain|coach|student|nurse|chef|model|graduate|suspect|victim|champion|pilot|chairman|chief|king|queen)))"
    r"(?:, |,|[ \u00a0]\(|, (?:now|then|just) )$"
)
_NAME_AFTER = re.compile(r",|\)|[.](?:\s|$)|$|;| (?:of|from|who|was|were|is|has|had|said) |, (?:of|from|who)\b")
_NAME_LOOK = 34
_CHAIN = re.compile(r"(?:,? (?:and|or|to) |, |-|–)$")
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def _age(start: int, end: int, core: tuple[int, int], low: Decimal, unit: str, high: Decimal | None = None) -> Figure:
    return Figure(
        "age",
        start,
        end,
        core,
        low,
        high if high is not None else low,
        low,
        Decimal(1),
        0,
        is_range=high is not None,
        unit=f"{unit} of age",
        dimension="age",
    )


_MAY_TELL_AGE = re.compile(
    r"\b(?:ages?|aged|olds?|older|turn\w*|(?:die[sd]?|dead|killed|retire[sd]?|married) at|yo|y/o|y\.o)\b", re.IGNORECASE
)


def find_ages(text: str, numerals: list[Numeral]) -> dict[int, Figure]:
    """Ages by the index of their numeral."""
    found: dict[int, Figure] = {}
    is_told = _MAY_TELL_AGE.search(text) is not None
    for i, numeral in enumerate(numerals):
        if not is_told and (
            numeral.is_word or text[numeral.start - 2 : numeral.start] != ", " and text[numeral.start - 1 : numeral.start] != "("
        ):
            continue
        if numeral.is_ordinal or numeral.scale != 1 or numeral.prefix or numeral.high is not None:
            continue
        after = _OLD_AFTER.match(text, numeral.end)
        if after is not None:
            unit = (after["unit"] or after["unit2"] or "year").lower()
            found[i] = _age(numeral.start, after.end(), (numeral.start, numeral.end), numeral.value, unit)
            continue
        if not (0 < numeral.value < 125) or numeral.suffix:
            continue
        hanging = _HANGING.match(text, numeral.end)
        if hanging is not None:
            follows = re.match(r"\W+(?:\w+\W+){1,3}?months?[ -]old", text[numeral.end : numeral.end + 40])
            unit = hanging["unit"] or ("month" if follows else "year")
            end = hanging.end("unit") + 1 if hanging["unit"] else numeral.end
            found[i] = _age(numeral.start, end, (numeral.start, numeral.end), numeral.value, unit)
            continue
        if _is_age_before(text, numeral) or (i - 1 in found and _continues(text, numerals[i - 1], numeral, found[i - 1])):
            found[i] = _age(numeral.start, numeral.end, (numeral.start, numeral.end), numeral.value, "year")
    return found


def _is_age_before(text: str, numeral: Numeral) -> bool:
    start, end = numeral.start, numeral.end
    if _AGE_BEFORE.search(text, max(0, start - 48), start):
        return not re.match(
            r"[ -]?(?:%|per|million|months?|weeks?|days?|times|pm|am|a\.m|p\.m)|[:.]\d|-\d+\s*[.,]?\d*%", text[end : end + 10]
        )
    if _TURNED.search(text, max(0, start - 12), start):
        return numeral.is_plain and bool(re.match(r"[.,;)]|$| (?:in|on|this|last|next|and|years)\b", text[end : end + 8]))
    if numeral.is_word or not numeral.is_plain or numeral.end - numeral.start > 3 or not _NAME_AFTER.match(text, end):
        return False
    before = _NAME_BEFORE.search(text, max(0, start - _NAME_LOOK), start)
    if before is None:
        return False
    if text[start - 1] == "(":  # "Smith (57)" is an age in news, a minute in a match report
        return text[end : end + 1] == ")" and 15 <= numeral.value <= 110
    return (
        text[end : end + 1] == ","
        or text[start - 2 : start] == ", "
        and text[end : end + 1] in " .;"
        and _has_name(text, before, start)
    )


def _has_name(text: str, before: re.Match[str], start: int) -> bool:
    """Whether "John Smith, 57." ends in a name of two capitalised words; "on Friday, 12." does not."""
    return bool(
        re.search(r"[A-Z][\w'’-]+ (?:[A-Z][\w'’.-]+ )*[A-Z][\w'’.-]+, $", text[max(0, start - 50) : start])
    ) and not re.search(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December|day), $", text[:start]
    )


def _continues(text: str, last: Numeral, numeral: Numeral, figure: Figure) -> bool:
    """ "aged 12 and 13": the second number of a list whose first is an age with nothing after it."""
    between = text[last.end : numeral.start]
    return (
        figure.end == last.end
        and numeral.is_plain
        and figure.unit == "year of age"
        and bool(_CHAIN.fullmatch(between))
        and (between != ", " or not re.match(r"[ ]?[a-z]", text[numeral.end : numeral.end + 2]))
        and bool(re.search(r"\bage[ds]?\b", text[max(0, last.start - 24) : last.start]))
    )


def find_life_decades(text: str) -> list[Figure]:
    """ "in her 50s" as ages 50 to 59."""
    found = []
    for match in _TWENTIES.finditer(text):
        n = int(match["n"] or DECADES[match["word"].lower()])
        part = (match["part"] or match["part2"] or "").strip(" -").lower()
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "mid to late": (4, 9)}.get(part, (0, 9))
        group = "n" if match["n"] else "word"
        start = match.start() + 3
        found.append(_age(start, match.end(), match.span(group), Decimal(n + low), "year", Decimal(n + high)))
    return found
