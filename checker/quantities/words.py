"""Number words: "three and a half million", "twenty-six", "a couple of hundred", "tens of thousands".

In:  the atoms of a text (number words and figures with their places) and an index among them.
Out: a `Reading` of the atoms that make one number from there, or None.

"And" joins only after hundred or a scale word, so that "one and one" are two numbers. A scale word alone is
no number ("thousand-year-old" is, but says nothing exact).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

ONES = {word: n for n, word in enumerate("zero one two three four five six seven eight nine".split())} | {
    "nought": 0,
    "naught": 0,
}
TEENS = {
    word: n
    for n, word in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10)
}
TENS = {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)} | {
    "fourty": 40
}
SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "mln": 10**6, "mn": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "tln": 10**12, "trn": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "crore": 10**7, "crores": 10**7,
    "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
DOZENS = {"dozen": 12, "dozens": 12, "doz": 12, "dozs": 12, "dzs": 12}
PARTS = {
    "half": 2, "halves": 2, "quarter": 4, "quarters": 4, "thirds": 3, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7,
    "eighths": 8, "ninths": 9, "tenths": 10, "twelfths": 12, "sixteenths": 16, "twentieths": 20, "hundredths": 100,
    "thousandths": 1000, "millionths": 10**6, "billionths": 10**9, "trillionths": 10**12, "firsts": 1,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
VAGUE = {
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
# Words that stand inside or before a number without being one.
JOINTS = {"and": "&", "a": "a", "an": "a", "of": "o", "point": ".", "minus": "-", "negative": "-", "couple": "c", "few": "v",
          "several": "v", "tens": "t", "many": "v"}  # fmt: skip

KINDS: dict[str, tuple[str, Decimal]] = {}
for _kind, _words in (
    ("1", ONES),
    ("T", TEENS),
    ("Y", TENS),
    ("H", {"hundred": 100}),
    ("S", SCALES),
    ("X", DOZENS),
    ("F", PARTS),
    ("O", ORDINALS),
):
    KINDS.update({_word: (_kind, Decimal(_value)) for _word, _value in _words.items()})
KINDS.update({word: ("P", Decimal(value)) for word, value in VAGUE.items() if word not in SCALES and word not in DOZENS})
KINDS.update({word: (kind, Decimal(0)) for word, kind in JOINTS.items()})


class Atom(NamedTuple):
    """A number word or a number in figures. ``kind``: D figures, 1 T Y H S X words, F O parts, P vague, else JOINTS."""

    kind: str
    start: int
    end: int
    value: Decimal
    place: int | None
    text: str
    gap: str  # what stands before it, back to the atom before: " ", "-", "" … or "x" when something else does


class Reading(NamedTuple):
    """Atoms ``[first, last)`` as one number: ``bare`` times ``scale``, up to ``high`` for a vague count."""

    last: int
    bare: Decimal
    place: int | None
    scale: Decimal = Decimal(1)
    core: int = 0  # how many of the atoms are the number before its scale word
    high: Decimal | None = None
    is_fraction: bool = False
    is_ordinal: bool = False
    is_couple: bool = False


def _kind(atoms: list[Atom], i: int) -> str:
    """The kind of atom *i* when it follows its neighbour closely; "" past the end or over a gap."""
    return atoms[i].kind if i < len(atoms) and atoms[i].gap in _CLOSE else ""


_CLOSE = frozenset([" ", "-", "‑", "  ", "   ", " - ", "\u00a0", "\n", "\r\n", "- ", " -"])


def read_number(atoms: list[Atom], i: int) -> Reading | None:
    """The longest number that begins with atom *i*, or None."""
    kind = atoms[i].kind
    if kind in ("1", "T", "D"):  # most numbers stand alone
        follow = _kind(atoms, i + 1)
        if (
            not follow
            or follow == "&"
            and _kind(atoms, i + 2) != "F"
            and _kind(atoms, i + 3) not in ("F", "O")
            and _kind(atoms, i + 4) != "F"
        ):
            atom = atoms[i]
            return Reading(i + 1, atom.value, atom.place if kind == "D" else _word_place(int(atom.value)), core=1)
    if kind == "-":
        inner = read_number(atoms, i + 1) if _kind(atoms, i + 1) in tuple("D1TY") else None
        if inner is None or inner.high is not None:
            return None
        return Reading(inner.last, -inner.bare, inner.place, inner.scale, inner.core + 1, None, inner.is_fraction)
    if kind in "cvtPXS" or (kind == "a" and _kind(atoms, i + 1) in ("c", "v")):
        vague = _read_vague(atoms, i)
        if vague is not None or kind != "X" or atoms[i].text == "dozens":
            return vague
    if kind == "a":
        return _read_article(atoms, i)
    if kind == "F":
        return _read_part(atoms, i, i, Decimal(1))
    if kind == "O":
        value = atoms[i].value
        return Reading(i + 1, value, 0, core=1, is_ordinal=True)
    if kind == "D":
        return _finish(atoms, i, i + 1, atoms[i].value, atoms[i].place)
    if kind in "1TYHX":
        return _read_cardinal(atoms, i)
    return None


def _read_vague(atoms: list[Atom], i: int) -> Reading | None:
    """ "dozens", "tens of thousands", "a few hundred", "a couple of hundred"; ten times the word is the far end."""
    at = i + (atoms[i].kind == "a")
    kind, text = atoms[at].kind, atoms[at].text
    if kind == "c":
        after = at + 1 + (_kind(atoms, at + 1) == "o")
        if _kind(atoms, after) in ("H", "S", "X"):
            scale = atoms[after].value
            last = after + 1
            if _kind(atoms, last) == "S" and atoms[last].value > scale:
                scale, last = scale * atoms[last].value, last + 1
            return Reading(last, Decimal(2), 0, scale, after - i, is_couple=True)
        if after == at + 2 and at > i:
            return Reading(after, Decimal(2), 0, core=after - i, is_couple=True)
        return None
    if kind == "v":
        if _kind(atoms, at + 1) not in ("H", "S", "X") or text == "many":
            return None
        value = atoms[at + 1].value
        last = at + 2
        if _kind(atoms, last) == "S" and atoms[last].value > value:
            value, last = value * atoms[last].value, last + 1
        return Reading(last, value * 2, None, core=last - i, high=value * 10 - 1 if value >= 100 else value * 5)
    low = {"tens": 10, "dozens": 12, "scores": 20}.get(text) or (atoms[at].value if text in VAGUE or text == "hundreds" else 0)
    if not low or text == "scores" and _kind(atoms, at + 1) != "o":
        return None
    low, last = Decimal(low), at + 1
    if _kind(atoms, last) == "o" and last + 1 < len(atoms) and atoms[last + 1].text in VAGUE and _kind(atoms, last + 1):
        low, last = low * atoms[last + 1].value, last + 2
    elif text == "tens":
        return None
    return Reading(last, low, None, core=last - i, high=low * 10 if low != 12 else Decimal(100))


def _read_article(atoms: list[Atom], i: int) -> Reading | None:
    kind = _kind(atoms, i + 1)
    if kind in ("H", "S", "X") and atoms[i + 1].text[-1] != "s":
        return _read_cardinal(atoms, i + 1, start=i)
    if kind == "F" and atoms[i + 1].text in ("half", "quarter"):
        return _read_part(atoms, i, i + 1, Decimal(1))
    if kind == "O" and atoms[i + 1].value > 2:  # "a third"; whether a part or a rank is told by what follows
        return _read_part(atoms, i, i + 1, Decimal(1))
    if kind in ("1", "T", "Y", "D") and i + 2 < len(atoms) and atoms[i + 1].text == "one" and _kind(atoms, i + 2) == "O":
        return None
    return None


def _read_part(atoms: list[Atom], first: int, at: int, top: Decimal) -> Reading | None:
    """A part word with its numerator: "two-thirds", "a quarter of a million", "half a dozen"."""
    value, last = top / atoms[at].value, at + 1
    after = last + (_kind(atoms, last) == "o")
    after += _kind(atoms, after) == "a"
    if _kind(atoms, after) in ("S", "X") and atoms[after].text[-1] != "s":
        return Reading(after + 1, value, _part_place(atoms[at].value), atoms[after].value, last - first, is_fraction=True)
    return Reading(last, value, None, core=last - first, is_fraction=True)


def _part_place(bottom: Decimal) -> int | None:
    return {2: -1, 4: -2, 8: -3}.get(int(bottom))


def _read_cardinal(atoms: list[Atom], i: int, start: int | None = None) -> Reading | None:
    first = i if start is None else start
    total, current, at, ceiling, last_kind = 0, 0, i, 10**18, ""
    core_value, core_last = None, 0
    if atoms[i].kind in "HSX":
        current = 1
    while at < len(atoms):
        kind = atoms[at].kind if at == i else _kind(atoms, at)
        value = int(atoms[at].value) if kind in tuple("1TYHSX") else 0
        if kind == "&":
            if last_kind not in ("H", "S") or _kind(atoms, at + 1) not in ("1", "T", "Y") or _is_part_ahead(atoms, at + 1):
                break
            at += 1
            last_kind = "&"
            continue
        if kind == "1" and last_kind in ("", "Y", "H", "S", "&") and not (last_kind == "Y" and value == 0):
            current += value
        elif kind in ("T", "Y") and last_kind in ("", "H", "S", "&"):
            current += value
        elif kind == "H" and current % 100 == current and current and last_kind != "H":
            current *= 100
        elif kind == "X" and current > 100 and current % 100:
            current += current % 100 * (value - 1)  # "three hundred and two dozens"
        elif kind in ("S", "X") and value < ceiling and current:
            if core_value is None and total == 0:
                core_value, core_last = current, at - first
            total, current, ceiling = total + current * value, 0, value
        elif kind == "S" and last_kind == "S" and not current and total < 10**9 and value >= 10**6:
            total, ceiling = total * value, 1000
            core_value = None
        else:
            break
        last_kind = kind
        at += 1
    if last_kind == "&":
        at -= 1
    if at == i:
        return None
    value = Decimal(total + current)
    # One scale word closing a plain cardinal is kept apart, so that "two to three million" can share it.
    if core_value and current == 0 and total == core_value * ceiling and last_kind in ("S", "X") and core_last > 0:
        return _finish_scaled(atoms, first, at, Decimal(core_value), Decimal(ceiling), core_last)
    return _finish(atoms, first, at, value, _word_place(total + current))


def _word_place(value: int) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0")) if value else 0


def _is_part_ahead(atoms: list[Atom], at: int) -> bool:
    if atoms[at].kind == "Y" and _kind(atoms, at + 1) == "1" and _kind(atoms, at + 2) == "F":
        return atoms[at + 2].value >= 100  # "two hundred and fifty-four hundredths"
    return (
        _kind(atoms, at + 1) == "F"
        and atoms[at].kind != "Y"
        or (_kind(atoms, at + 1) == "O" and atoms[at].text == "one" and atoms[at + 1].value > 2)
    )


def _finish_scaled(atoms: list[Atom], first: int, at: int, bare: Decimal, scale: Decimal, core: int) -> Reading:
    """A number whose scale word is read, with a half or a part after it: "one million and a half"."""
    part, last = _part_after(atoms, at)
    if _kind(atoms, at) == "F" and atoms[at].value >= 1000:
        return Reading(at + 1, bare * scale / atoms[at].value, None, core=at + 1 - first, is_fraction=True)
    if part is not None and _kind(atoms, last) == "S" and atoms[last].value < scale:
        return Reading(last + 1, bare * scale + part * atoms[last].value, None, core=last + 1 - first)
    if part is not None:
        return Reading(last, bare + part, None, scale, core)
    return Reading(at, bare, _word_place(int(bare)), scale, core)


def _part_after(atoms: list[Atom], at: int) -> tuple[Decimal | None, int]:
    """What "and a half", "and three fifths" at *at* adds, and the atom after it; (None, at) without one."""
    if _kind(atoms, at) != "&":
        return None, at
    kind = _kind(atoms, at + 1)
    if kind == "a" and (_kind(atoms, at + 2) == "F" or _kind(atoms, at + 2) == "O" and atoms[at + 2].value > 2):
        return 1 / atoms[at + 2].value, at + 3
    if kind == "F" and atoms[at + 1].text == "half":
        return Decimal("0.5"), at + 2
    if kind in ("1", "T", "Y") and _kind(atoms, at + 2) == "F":
        return atoms[at + 1].value / atoms[at + 2].value, at + 3
    if kind == "Y" and _kind(atoms, at + 2) == "1" and _kind(atoms, at + 3) == "F":
        return (atoms[at + 1].value + atoms[at + 2].value) / atoms[at + 3].value, at + 4
    if kind in ("1",) and _kind(atoms, at + 2) == "O" and atoms[at + 1].text == "one" and atoms[at + 2].value > 2:
        return 1 / atoms[at + 2].value, at + 3
    return None, at


def _finish(atoms: list[Atom], first: int, at: int, value: Decimal, place: int | None) -> Reading:
    """What may close a number: decimals in words, parts, a scale word."""
    is_fraction = False
    if _kind(atoms, at) == "." and _kind(atoms, at + 1) in ("1", "T", "Y") and atoms[at - 1].kind != "D":
        digits, at = _read_decimals(atoms, at + 1)
        value, place = Decimal(f"{value}.{digits}"), -len(digits)
    elif (bottom := _split_part(atoms, first, at, value)) is not None:
        top, below, last = bottom
        return Reading(last, top / below, None, core=last - first, is_fraction=True)
    elif _kind(atoms, at) == "F" and value > 0 and atoms[at].text not in ("half", "quarter"):
        reading = _read_part(atoms, first, at, value)
        if reading is not None:
            return reading
    elif _kind(atoms, at) == "F" and value == 1:
        return _read_part(atoms, first, at, value) or Reading(at, value, place, core=at - first)
    elif _kind(atoms, at) == "O" and atoms[at - 1].kind != "D":
        ordinal = _read_ordinal_end(atoms, first, at, value)
        if ordinal is not None:
            return ordinal
    part, last = _part_after(atoms, at)
    if part is not None:
        value, at, place = value + part, last, {2: -1, 4: -2}.get(int(1 / part) if part else 0)
    core = at - first
    scale = Decimal(1)
    is_digits = atoms[at - 1].kind == "D"
    chain = _read_chain(atoms, first, at) if is_digits and at == first + 1 and part is None else None
    if chain is not None:
        return chain
    for _ in range(2):
        kind = _kind(atoms, at)
        if kind == "H" and is_digits and scale == 1 or kind in ("S", "X") and (scale == 1 or atoms[at].value >= 10**6):
            scale, at = scale * atoms[at].value, at + 1
        else:
            break
    if scale != 1 and part is None:
        part, last = _part_after(atoms, at)
        if part is not None:
            value, at, place = value + part, last, None
    return Reading(at, value, place, scale, core, is_fraction=is_fraction)


def _read_chain(atoms: list[Atom], first: int, at: int) -> Reading | None:
    """ "4 thousand 3 hundred and 21": figures with falling scale words, None for one scale word alone."""
    total, ceiling, i, last = Decimal(0), Decimal(10**18), first, 0
    while i + 1 < len(atoms) and atoms[i].kind == "D" and (i == first or _kind(atoms, i)) and _kind(atoms, i + 1) in ("H", "S"):
        if atoms[i + 1].value >= ceiling or (last and atoms[i].value * atoms[i + 1].value >= ceiling):
            break
        ceiling = atoms[i + 1].value
        total, i, last = total + atoms[i].value * ceiling, i + 2, last + 1
    rest = i + 1
    if ceiling == 100 and _kind(atoms, i) == "&" and _kind(atoms, rest) in ("1", "T", "Y", "D"):
        value, end = atoms[rest].value, rest + 1
        if atoms[rest].kind == "Y" and _kind(atoms, end) == "1":
            value, end = value + atoms[end].value, end + 1
        if 0 < value < 100 and _kind(atoms, end) not in ("F", "O", "S", "H"):
            return Reading(end, total + value, 0, core=end - first)
    if last < 2:
        return None
    return Reading(i, total, _word_place(int(total)) if total == int(total) else None, core=i - first)


def _split_part(atoms: list[Atom], first: int, at: int, value: Decimal) -> tuple[Decimal, Decimal, int] | None:
    """Top, bottom and the atom after "three twenty-fifths", "one hundred thirty-fifths"; None without such a bottom."""
    if atoms[at - 1].kind == "D":
        return None
    if (
        value == 1 and _kind(atoms, at) == "1" and atoms[at].value == 1 and _kind(atoms, at + 1) == "H"
    ):  # "one one hundred and fifth"
        end = at + 2 + (_kind(atoms, at + 2) == "&")
        return (value, 100 + atoms[end].value, end + 1) if _kind(atoms, end) == "O" and atoms[end].value < 100 else None
    end = at + 1 if _kind(atoms, at) == "Y" else at
    kind = _kind(atoms, end)
    if kind not in ("F", "O") or atoms[end].value > 9 or atoms[end].text in ("half", "quarter", "quarters", "halves"):
        return None
    if kind == "O" and (value != 1 or end == at):
        return None
    if end > at:
        return value, atoms[at].value + atoms[end].value, end + 1
    tens = atoms[at - 1]
    if tens.kind == "Y" and at - 2 >= first and atoms[at - 2].kind in ("H", "S"):
        return value - tens.value, tens.value + atoms[end].value, end + 1
    return None


def _read_decimals(atoms: list[Atom], at: int) -> tuple[str, int]:
    digits = ""
    while _kind(atoms, at) in ("1", "T", "Y") and len(digits) < 12:
        value = int(atoms[at].value)
        if atoms[at].kind == "Y" and _kind(atoms, at + 1) == "1":
            value, at = value + int(atoms[at + 1].value), at + 1
        digits, at = digits + str(value), at + 1
    return digits, at


def _read_ordinal_end(atoms: list[Atom], first: int, at: int, value: Decimal) -> Reading | None:
    """ "twenty-first" is a rank; "one third", "one twenty-fifth" a part; else None."""
    if value == 1 and atoms[at - 1].text in ("one", "a") and atoms[at].value > 2:
        return _read_part(atoms, first, at, value)
    if atoms[at - 1].kind in "YHS" and (atoms[at].value < 10 or atoms[at - 1].kind != "Y"):
        return Reading(at + 1, value + atoms[at].value, 0, core=at + 1 - first, is_ordinal=True)
    return None
