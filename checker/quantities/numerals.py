"""Numerals: every number in a text, in figures or in words, before anyone asks what it measures.

In:  a text.
Out: `Numeral`s in text order, never overlapping, each with its magnitude, scale word applied.
     "three and a half million" → 3500000; "1,2,3" → three numerals; "5-3/4" → 5.75; "dozens" → 12 to 100

Years, versions and house numbers are numerals too: the rooms that know dates and labels take theirs first.
"One" is always a numeral here, also where it is a pronoun.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from checker.quantities.digits import VULGAR, read_chunk, read_fraction
from checker.quantities.words import KINDS, Atom, Reading, read_number

# One search that tells whether a passage can hold a number at all; everything else is skipped unread.
_ANY_NUMBER = re.compile(
    r"[0-9½⅓⅔¼¾⅕-⅞]|\b(?:no|none|nought|naught|dozs?|dzs|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|fo|fou|fif|six|seven|eigh|nine)r?ty|hundreds?|thousands?|"
    r"(?:m|b|tr)illions?|dozens?|scores|lakhs?|crores?|half|halves|quarters?|thirds?|couple|first|second|fourth|fifth"
    r"|sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|doubled?|tripled?|percentage|tens)\b|(?:teen|tie|dred|llion)ths?\b",
    re.IGNORECASE,
)
_ATOM = re.compile(
    r"(?P<fraction>(?<![\w/.,])(?:(?P<whole>[0-9]{1,6})(?:[ \u00a0]{1,2}"
    r"|-(?=[0-9]+/)))?(?P<top>[0-9]{1,2})[/⁄](?P<bottom>[0-9]{1,3})(?![\w/]|[.,][0-9]))"
    r"|(?P<digits>[0-9]+(?:[.,'’][0-9]+)*(?:(?:[ \u00a0\u2009\u202f][0-9]{3}(?![0-9])){1,6}(?:[.,][0-9]+(?![0-9.,]))?)?"
    r"|(?<![\w.,])\.[0-9]+(?![\w]*\.[0-9]))(?P<vulgar>[½⅓⅔¼¾⅕-⅞])?"
    r"|(?P<alone>[½⅓⅔¼¾⅕-⅞])|(?P<word>[^\W\d_]+)"
)
_SUFFIX = re.compile(r"[^\W\d_]+|[%°]")
_ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
# Letters glued to figures that can only be a scale; a lone "m" may be a metre and is left to the money's room.
GLUED_SCALES = {
    "k": 10**3,
    "K": 10**3,
    "bn": 10**9,
    "Bn": 10**9,
    "BN": 10**9,
    "bln": 10**9,
    "mn": 10**6,
    "Mn": 10**6,
    "mln": 10**6,
    "M": 10**6,
    "MM": 10**6,
    "mm": 0,
    "tn": 10**12,
    "Tn": 10**12,
    "trn": 10**12,
    "B": 10**9,
    "b": 10**9,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "tln": 10**12,
    "mil": 10**6,
    "cr": 10**7,
}
_SPACED_SCALE = re.compile(r"[ \u00a0]{1,2}([kKM])(?=[.,;)]|$)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(
    r"(?: ?[x×*·] ?10(?:\^|\*\*)?(?P<ten>[-−]?[0-9]{1,2}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\^(?P<power>[-−]|\+"
    r"|--)?(?P<exponent>[0-9]{1,2})|[eE](?P<e>[-+]?[0-9]{1,2}))(?![\w.])"
)


class Numeral(NamedTuple):
    """One number at ``[start, end)`` of the text.

    ``value``: the magnitude, scale applied; for a vague count ("dozens") its low end, ``high`` the other.
    ``bare`` and ``scale``: the number as it stands before its scale word, and that word's factor (1 without);
    ``core_end``: where the bare number ends. ``place``: power of ten of the last digit that counts, scale applied;
    None where no digit tells ("a third", "dozens"). ``is_plain``: figures only, no separator or scale ("1998", "07").
    ``prefix``/``suffix``: letters glued to it ("USD" of USD34, "km" of 5km, "th" of 5th), % and °; "" when none.
    ``is_couple``: "a couple of". ``fault``: what is wrong with the digit groups; ``expected``: the likely writing.
    """

    start: int
    end: int
    value: Decimal
    place: int | None
    bare: Decimal
    scale: Decimal
    core_end: int
    high: Decimal | None = None
    is_word: bool = False
    is_plain: bool = False
    is_fraction: bool = False
    is_ordinal: bool = False
    is_couple: bool = False
    prefix: str = ""
    suffix: str = ""
    fault: str | None = None
    expected: str | None = None


def may_hold_number(text: str) -> bool:
    """Whether *text* is worth scanning: it holds a digit or a number word."""
    return _ANY_NUMBER.search(text) is not None


def scan_numerals(text: str) -> list[Numeral]:
    """All numbers of *text* in order. Signs and currency marks are left outside, except the words minus and negative."""
    if not may_hold_number(text):
        return []
    atoms, faults = _find_atoms(text)
    found: list[Numeral] = []
    i = 0
    while i < len(atoms):
        reading = read_number(atoms, i)
        if reading is None:
            i += 1
            continue
        found.append(_to_numeral(text, atoms, i, reading, faults))
        i = reading.last
    return _apply_powers(text, found)


def _find_atoms(text: str) -> tuple[list[Atom], dict[int, tuple[str, str | None]]]:
    atoms: list[Atom] = []
    faults: dict[int, tuple[str, str | None]] = {}
    at = 0
    search = _ATOM.search
    last_end = 0
    while (match := search(text, at)) is not None:
        at = match.end()
        word = match["word"]
        if word is not None:
            lower = word.lower()
            entry = KINDS.get(lower)
            if entry is not None and not (lower == "second" and text[match.end() : match.end() + 2] == "-h"):
                gap = text[last_end : match.start()] if atoms and match.start() - last_end <= 3 else "x"
                atoms.append(Atom(entry[0], match.start(), match.end(), entry[1], None, lower, gap))
                last_end = match.end()
            continue
        for start, end, value, place, is_plain, fault in _read_figures(text, match):
            gap = text[last_end:start] if atoms and start - last_end <= 3 else "x"
            atoms.append(Atom("D", start, end, value, place, "plain" if is_plain else "", gap))
            last_end = at = end
            if fault is not None:
                faults[start] = fault
        at = max(at, match.start() + 1)
    return atoms, faults


def _read_figures(text: str, match: re.Match[str]):
    """(start, end, value, place, is_plain, fault) of each number in a match of figures."""
    if match["fraction"] is not None:
        chunk = read_fraction(text, match)
        if chunk is not None:
            return [(chunk.start, chunk.end, chunk.value, chunk.place, False, None)]
        top = match.start("top")
        pieces = [(match.start("whole"), match.end("whole"))] if match["whole"] else []
        pieces += [(top, match.end("top")), (match.start("bottom"), match.end("bottom"))]
        return [(s, e, Decimal(text[s:e]), 0, True, None) for s, e in pieces]
    if match["alone"] is not None:
        top, bottom = VULGAR[match["alone"]]
        return [(match.start(), match.end(), Decimal(top) / bottom, None, False, None)]
    start, end = match.span("digits")
    spaced = _spaced_end(text, start, end)
    chunks = read_chunk(text, start, spaced)
    if match["vulgar"] and spaced == end and len(chunks) == 1:
        top, bottom = VULGAR[match["vulgar"]]
        return [(start, match.end(), chunks[0].value + Decimal(top) / bottom, {2: -1, 4: -2}.get(bottom, -1), False, None)]
    return [(c.start, c.end, c.value, c.place, c.is_plain, (c.fault, c.expected) if c.fault else None) for c in chunks]


def _spaced_end(text: str, start: int, end: int) -> int:
    """Where a number grouped by spaces or apostrophes ends; only the part before the first such mark when they do not group."""
    written = text[start:end]
    match = re.search(r"[ \u00a0\u2009\u202f'’]", written)
    if match is None:
        return end
    first, mark = match.start(), match[0]
    groups = re.split(r"[ \u00a0\u2009\u202f'’]", written.partition(".")[0])
    ok = (
        1 <= first <= 3
        and written[0] != "0"
        and groups[0].isdigit()
        and all(len(group) == 3 and group.isdigit() for group in groups[1:])
    )
    # "100 200 300" is a row of numbers; "12 345 678" and "300 000" are one.
    if (
        ok
        and mark == " "
        and first == 3
        and not any(group == "000" for group in groups[1:])
        and "." not in written
        and len(groups) > 1
    ):
        ok = False
    return end if ok else start + first


def _to_numeral(text: str, atoms: list[Atom], first: int, reading: Reading, faults: dict) -> Numeral:
    start, end = atoms[first].start, atoms[reading.last - 1].end
    core_end = atoms[first + reading.core - 1].end if reading.core else end
    bare, scale, place = reading.bare, reading.scale, reading.place
    is_digit = atoms[first].kind == "D"
    suffix = _SUFFIX.match(text, end) if is_digit or text[end : end + 1] == "%" else None
    suffix_text = suffix[0] if suffix and (atoms[reading.last - 1].kind == "D" or suffix[0] == "%") else ""
    is_ordinal = reading.is_ordinal
    if is_digit and reading.last == first + 1:
        is_stone = suffix_text == "st" and bare % 10 != 1  # "10st 7lb"
        if suffix_text.lower() in _ORDINAL_ENDS and not is_stone and reading.place is not None and reading.place >= 0:
            is_ordinal, end, suffix_text = True, end + 2, ""
        elif GLUED_SCALES.get(suffix_text) and not (suffix_text in ("b", "B") and bare >= 1000):
            scale, end = Decimal(GLUED_SCALES[suffix_text]), end + len(suffix_text)
            suffix_text = ""
        elif (spaced := _SPACED_SCALE.match(text, end)) is not None:
            scale, end = Decimal(GLUED_SCALES[spaced[1]]), spaced.end()
    prefix = ""
    if is_digit and start and text[start - 1].isalpha():
        at = start - 1
        while at > 0 and start - at < 12 and text[at - 1].isalpha():
            at -= 1
        prefix = text[at:start]
    if place is not None and scale != 1:
        place += len(str(int(scale))) - 1
    fault, expected = faults.get(start, (None, None))
    return Numeral(
        start,
        end,
        bare * scale,
        place,
        bare,
        scale,
        min(core_end, end),
        reading.high,
        is_word=not is_digit,
        is_plain=is_digit and reading.last == first + 1 and atoms[first].text == "plain" and scale == 1 and not is_ordinal,
        is_fraction=reading.is_fraction or (is_digit and place is None),
        is_ordinal=is_ordinal,
        is_couple=reading.is_couple,
        prefix=prefix,
        suffix=suffix_text,
        fault=fault,
        expected=expected,
    )


def _apply_powers(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """ "5×10^6", "1.1^23" and "5e6" as one numeral each."""
    found: list[Numeral] = []
    for numeral in numerals:
        if found and numeral.start < found[-1].end:
            continue
        match = _POWER.match(text, numeral.end) if not numeral.is_word and not numeral.is_ordinal and not numeral.prefix else None
        if match is None:
            found.append(numeral)
            continue
        if match["exponent"]:
            exponent = -int(match["exponent"]) if match["power"] in ("-", "−") else int(match["exponent"])
            if numeral.value == 0 or abs(numeral.value) > 10**6 or abs(exponent) > 40:
                found.append(numeral)
                continue
            value, place = numeral.value**exponent, None
        else:
            exponent = int((match["ten"] or match["e"]).translate(_SUPERSCRIPTS).replace("−", "-"))
            value, place = numeral.value.scaleb(exponent), None if numeral.place is None else numeral.place + exponent
        found.append(Numeral(numeral.start, match.end(), value, place, value, Decimal(1), match.end()))
    return found
