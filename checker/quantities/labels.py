"""Labels: numbers that are names. Models, sections, channels, versions, phone numbers, index names, list numbers.

In:  a text and one of its numerals.
Out: what the number names ("model", "section"), or None when it is a quantity.

The words are tables/labels.yaml. Where only the shape speaks (letters glued to figures, a capitalised word right
before a bare number and no counted noun after it) the number is a label too: a missed quantity costs less.
"""

from __future__ import annotations

import functools
import re

from checker.model.tables import load_table
from checker.quantities.money import currencies, find_coin_before
from checker.quantities.numerals import Numeral
from checker.quantities.units import find_unit

# Stretches that hold digits but no quantity; a number inside is skipped, phones and versions become labels.
MASKED = re.compile(
    r"(?P<url>(?:https?|ftp)://[^\s<>\"]+|www\.[^\s<>\"]+|\b[\w-]{1,60}\.(?:com|org|net|co\.uk|gov|edu|html?|pdf|php|jpe?g"
    r"|png|zip|csv|xlsx?|docx?|mp[34])\b(?:/\S*)?)"
    r"|(?P<mail>\b[\w.+-]{1,64}@[\w-]{1,64}\.\w+)"
    r"|(?P<phone>(?<![\w$£€.,])(?:\+[0-9]{1,3}[ -]?)?(?:\([0-9]{2,5}\)[ -]?)[0-9]{3,4}[ -]?[0-9]{3,5}(?!\w)"
    r"|(?<![\w$£€.,])\+[0-9]{1,3}(?:[ -][0-9]{2,5}){2,5}(?:/[0-9]+)?(?!\w)"
    r"|(?<![\w$£€.,/-])(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}(?![\w-])|(?<![\w$£€.,/-])[0-9]{3}-(?![0-9]00)[0-9]{4}(?![\w%-]"
    r"| ?(?:people"
    r"|to\b|per))|(?<![\w$£€.,/-])0[0-9]{2,4} [0-9]{3,4} [0-9]{3,4}(?!\w)"
    r"|(?<![\w$£€.,/-])0800 [0-9]{2,3} [0-9]{2,4}(?: [0-9]{2,4})?(?!\w))"
    r"|(?P<isbn>\bISBN(?:-1[03])?:? [0-9Xx-]{10,17}|(?<![\w-])[0-9]{3}-[0-9]{1,5}-[0-9]{1,7}-[0-9]{1,7}-[0-9X](?!\w))"
    r"|(?P<version>(?<![\w$£€,.])v?[0-9]{1,6}(?:\.[0-9]{1,6}){2,5}(?![\w,]))"
    r"|(?P<citation>\[[0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,8}\])"
    r"|(?P<code>(?<!\w)(?=[0-9a-f]*[a-f][0-9a-f]*[0-9])(?=[0-9a-f]*[0-9][0-9a-f]*[a-f])[0-9a-f]{12,64}(?!\w)"
    r"|\b0x[0-9A-Fa-f]+\b|\b[0-9]{4}-[0-9]{4}-[0-9]{4}(?:-[0-9]{4})?\b|&#x?[0-9a-fA-F]+;)"
    r"|(?P<event>(?<![\w/])(?:9/11|7/7|24/7|11/9)(?![\w/]))"
    r"|(?P<law>\b[0-9]{1,2} U\.?S\.? ?(?:C\.?|Code)(?=[ ,;§]))"
    r"|(?P<quote>(?<![\w.,/])[0-9]{1,4}\.[0-9]{2,4}/[0-9]{2,4}(?![\w/.]))"
    r"|(?P<season>(?<![\w/.,$£€-])[5-9][0-9]/[5-9][0-9](?![\w/%]))"
)


def find_masks(text: str) -> list[tuple[int, int, str | None]]:
    """Stretches that hold no quantity, with the name of the label they are (None for addresses on the web)."""
    return [
        (match.start(), match.end(), None if match.lastgroup in ("url", "mail") else match.lastgroup)
        for match in MASKED.finditer(text)
        if match.lastgroup != "season" or int(match[0][3:]) == int(match[0][:2]) + 1
    ]


@functools.cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Label words in lower case, label words that must be capitalised, names as written."""
    words: dict[str, str] = {}
    capitals: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in load_table("checker.quantities.tables", "labels.yaml"):
        for word in row.get("words", ()):
            into = capitals if row.get("capital") else words
            into[word.lower()] = row["name"]
            if word[-1].isalpha():
                into[word.lower() + "s"] = row["name"]
        for name in row.get("names", ()):
            names[name] = row["name"]
    return words, capitals, names


_BEFORE = re.compile(r"((?:[^\s()\[\]\"“”,;:]{1,16}[ \u00a0-])?(?:[^\s()\[\]\"“”,;:]{1,20}))[ \u00a0-]$")
_NOUN_AFTER = re.compile(r"[ \u00a0](?:[a-z][a-z'-]*[a-z]\b)")
_NOT_NOUN = frozenset(
    "is was are were has had have will would can could may might to from in on for with and after at by of as or but when "
    "where which who that than "
    "into onto over under between during until since before because if while via per then so also came went took won lost "
    "beat said says made "
    "crashed flew landed took features comes goes runs ran sold released launched plane aircraft jet jets planes airliner "
    "helicopter engine rocket car series".split()
)
_LIST_NUMBER = re.compile(r"\s*[(\[]?$")


def label_of(text: str, numeral: Numeral, *, is_title: bool = False) -> str | None:
    """What *numeral* names, or None. ``is_title``: a headline, where capitals tell nothing."""
    start, end = numeral.start, numeral.end
    if numeral.prefix and numeral.prefix not in currencies().codes and not numeral.prefix.endswith(("kr", "Rs", "Rp")):
        return "code"
    if numeral.prefix == "R" and find_coin_before(text, start) is None:
        return "code"
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "_" or after == "_" or (before == "#" and numeral.is_plain) or before in "@\\":
        return "code" if before or after == "_" else None
    if before and before in ")]" or before == "−" and text[start - 2 : start - 1].isalpha():
        return "code"  # formulas and powers of units: Ca(ClO4)2, km s−1
    if before == "(" and after == ")" and numeral.is_plain and end - start < 4:
        return "reference"
    if before in "-/.’'" and before and numeral.is_plain and text[start - 2 : start - 1].isalpha():
        glued = _glued_word(text, start - 1)
        if text[start - 2 - len(glued) : start - 1 - len(glued)].isdigit():
            return None  # "3km-5km"
        if before == "/" and find_unit(text, end) is not None and _MEASURED.search(text, max(0, start - 24), start):
            return None  # "26 miles/52 km"
        if glued and (glued[0].isupper() or glued.lower() not in _OPEN_PREFIXES):
            return "model" if before == "-" else "code"
    if before == "-" and numeral.is_plain and _CODE_BEFORE.search(text, max(0, start - 12), start):
        return "code"
    if (
        numeral.is_plain
        and len(numeral.suffix) == 1
        and (_is_letter_code(text, numeral) or _FIGURE.search(text, max(0, start - 9), start))
    ):
        return "code"
    if numeral.suffix.startswith("er") and numeral.is_plain:
        return "name"  # the 49ers
    if numeral.suffix and numeral.suffix.isalpha() and text[end + len(numeral.suffix) : end + len(numeral.suffix) + 1].isdigit():
        return "code" if len(numeral.suffix) > 2 or numeral.suffix not in ("m", "km", "cm", "ft", "mi") else None
    if numeral.is_plain and len(text[start:end]) > 1 and text[start] == "0":
        return "code"
    if (
        numeral.is_plain
        and start <= 2
        and _LIST_NUMBER.match(text[:start])
        and re.match(r"[.)](?: +[A-Z\"“]|$)", text[end : end + 3])
    ):
        return "list"
    if numeral.high is not None or numeral.is_fraction or find_coin_before(text, start) is not None:
        return None
    return _label_of_round(text, numeral) or _label_before(text, numeral, is_title)


_MODEL_AFTER = re.compile(r"[ -][Ss]eries\b(?! of)| (?:MAX|Max|Dreamliner|Jumbo|[Jj]umbo jet)\b")
_STEP_BEFORE = re.compile(
    r"(?<![\w-])(?:(?P<other>[A-Za-z]{1,12}) )?"
    r"(?:day|week|stage|round|phase|part|chapter|lap|set|game|step|level|year|episode|act) $"
)
_NO_STEP = frozenset("each every per that this same a an next the last one first".split())
_STEP_AFTER = re.compile(r"[.,:;)]|$| of (?:the|an?|his|her|its|their)\b")
_LAST_BEFORE = re.compile(r"\b(?:the|their|its|his|her) last $")
_LAST_AFTER = re.compile(r"[.,;:)]|$| (?:at|in|on|with|against|after|by|for|when|and|where|of the)\b")
_ROUNDS = frozenset([4, 8, 16, 32, 64])


def _label_of_round(text: str, numeral: Numeral) -> str | None:
    """Names that no table holds: the 400 series, day five, the last eight of a cup."""
    start, end = numeral.start, numeral.end
    if numeral.is_plain and numeral.value >= 100 and _MODEL_AFTER.match(text, end):
        return "model"
    if numeral.value in _ROUNDS and _LAST_BEFORE.search(text, max(0, start - 12), start) and _LAST_AFTER.match(text, end):
        return "rank"
    if numeral.is_word and numeral.scale == 1 and _STEP_AFTER.match(text, end):
        step = _STEP_BEFORE.search(text, max(0, start - 24), start)
        if step is not None and (step["other"] or "").lower() not in _NO_STEP:
            return "number"
    return None


_MEASURED = re.compile(r"[0-9](?:[ -][a-z]{2,10}){1,2}/$")
_FIGURE = re.compile(r"\b(?:[Ff]igs?\.|[Ff]igures?|[Tt]ables?) $")
_CODE_BEFORE = re.compile(r"[A-Za-z][0-9]{1,6}-$")
_OPEN_PREFIXES = frozenset("sub over under mid pre post plus minus ex a an to from between by of about than around".split())


def _is_letter_code(text: str, numeral: Numeral) -> bool:
    """ "form 13F", "flat 11a": one letter that is neither a unit nor a scale here."""
    letter = numeral.suffix
    if not (letter.isalpha() and letter.isascii()) or letter in "mkgltpshcKMBG" or text[numeral.end + 1 : numeral.end + 2] == "/":
        return False
    return find_coin_before(text, numeral.start) is None and find_unit(text, numeral.end) is None


def _glued_word(text: str, end: int) -> str:
    at = end
    while at > 0 and end - at < 16 and text[at - 1].isalpha():
        at -= 1
    return text[at:end]


_VERSION = re.compile(r"[1-9]\.0")


def _label_before(text: str, numeral: Numeral, is_title: bool) -> str | None:
    start = numeral.start
    match = _BEFORE.search(text, max(0, start - 38), start)
    if match is None:
        return None
    words, capitals, names = _tables()
    whole = match[1]
    last = re.split(r"[ \u00a0-]", whole)[-1]
    is_lettered = text[numeral.end - 1] in "bB" and text[start : numeral.end - 1].isdigit()
    is_small = is_lettered or numeral.scale == 1 and (numeral.is_plain or numeral.is_word) or "." in text[start : numeral.end]
    for written in (whole, last):
        lower = written.lower()
        name = names.get(written) or words.get(lower) or (capitals.get(lower) if written[:1].isupper() and not is_title else None)
        if name is None and numeral.is_plain and not is_title and lower in capitals and lower[-1] != "s" and not numeral.suffix:
            name = (
                None if _followed_by_noun(text, numeral.end) or text[numeral.end : numeral.end + 1] in "%-–" else capitals[lower]
            )
        if name is not None and is_small and not _counts_something(text, numeral, written, name, start == len(whole) + 1):
            return name
    if numeral.is_word and not is_title and _is_capital_name(text, start, numeral.end):
        return "name"
    if last.isupper() and len(last) > 1 and last.isalpha() and _VERSION.fullmatch(text, start, numeral.end):
        return "version" if text[numeral.end : numeral.end + 1] in ("", ".", ",", ")") and numeral.scale == 1 else None
    if is_title or not numeral.is_plain or numeral.suffix or not last[:1].isupper() or not last.isalpha():
        return None
    if (
        match.start(1) + len(whole) - len(last) == 0
        or len(numeral_text := text[start : numeral.end]) > 4
        or last.isupper()
        and len(last) == 1
    ):
        return (
            "name"
            if last.isupper()
            and len(last) > 1
            and not _followed_by_noun(text, numeral.end)
            and len(text[start : numeral.end]) <= 4
            else None
        )
    del numeral_text
    if _followed_by_noun(text, numeral.end) or text[numeral.end : numeral.end + 1] in "%°-–":
        return None
    return "name"


def _is_capital_name(text: str, start: int, end: int) -> bool:
    """ "the Six Nations", "Radio Five": a number word with a capital inside a sentence."""
    return (
        text[start].isupper()
        and text[start - 2 : start - 1] not in ("", ".", ":", "?", "!", "-", "–", "—", "…", "|", "•")
        and text[start - 1] == " "
        and (text[start - 2].isalnum() or text[start - 2] == ",")
        and bool(
            re.search(r"[A-Z][a-z]+ $", text[max(0, start - 14) : start])
            or re.match(r"[ -][A-Z]|[.,]? (?:in|is|was|on|and|of|has)\b|[’'.,]|$", text[end : end + 6])
        )
    )


def _followed_by_noun(text: str, end: int) -> bool:
    match = _NOUN_AFTER.match(text, end)
    return match is not None and match[0].strip() not in _NOT_NOUN


def _counts_something(text: str, numeral: Numeral, written: str, name: str, opens: bool) -> bool:
    """Whether a count follows after all: "Channel 4 viewers" is a label, "in Category 40 people" is not."""
    if name in ("rank", "category") and written.lower() in ("top", "rank", "ranks", "ranked", "magnitude", "bottom", "lot"):
        return text[numeral.end : numeral.end + 1] in ("%",) or bool(
            re.match(r" (?:per cent|percent|pct|billion|million|of the)", text[numeral.end : numeral.end + 10])
        )
    if numeral.is_word and not written[:1].isupper() and name != "number":
        return True
    return text[numeral.end : numeral.end + 1] == "%"
