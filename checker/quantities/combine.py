"""Combining figures: ranges, lists that share a unit, compounds, plus-or-minus.

In:  the figures of a text in order.
Out: the same with those that belong together made one, and the unit given to those that share their neighbour's.
     "2.4-2.6 million men" → one range; "5 and 6 kg" → two masses; "5ft 10in" → one length; "5 ± 0.2" → one range

"From A to B" after a verb of change is a change: two figures, not a range.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from checker.model.quantity import Unresolved
from checker.quantities.figures import Figure
from checker.quantities.money import minor_factor
from checker.quantities.units import unit_factor

_RANGE = re.compile(
    r"(?P<dash> ?[-–—~‑−] ?)|(?P<to>-? to (?:about |around |roughly |nearly |as (?:much|many|high) as |up to |almost "
    r"|perhaps |even )?| through | till )"
)
_AND = re.compile(r" (?:and|to) (?:about |around )?")
_PREFIX = re.compile(
    r"\b(?P<word>between|from|anywhere (?:between|from)|somewhere between)(?: about| around| roughly| as (?:little|few) as"
    r"| an estimated)? $",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:ro[s]e|ris(?:e|es|en|ing)|f[ae]ll(?:s|en|ing)?|increas\w*|decreas\w*|cut(?:s|ting)?|rais\w*|up|down|grew"
    r"|grow(?:s|n|ing|th)?|climb\w*|drop\w*|went|go(?:es|ne|ing)|"
    r"slip\w*|jump\w*|declin\w*|reduc\w*|improv\w*|mov(?:e|ed|es|ing)|expand\w*|doubl\w*|tripl\w*|halv\w*|soar\w*|plung\w*"
    r"|edg\w*|chang\w*|surg\w*|swell\w*|swollen|"
    r"shr[aiu]nk\w*|slid\w*|narrow\w*|widen\w*|revis\w*|lower\w*|higher|dip\w*|tumbl\w*|plummet\w*|trim\w*|hik\w*"
    r"|advanc\w*|gain\w*|lift\w*|boost\w*|sank|sink\w*|shift\w*|"
    r"upgrad\w*|downgrad\w*|extend\w*|quadrupl\w*|swing|swung|accelerat\w*|slow\w*|eas(?:e|ed|es|ing)|recover\w*"
    r"|rebound\w*|rocket\w*|spik\w*|creep\w*|crept|inch\w*|"
    r"convert\w*|switch\w*|adjust\w*|leap\w*|leapt|slash\w*|progress\w*|bring\w*|brought|tak(?:e|es|en|ing)|took|put"
    r"|scal\w*|redu\w*|came|com(?:e|es|ing))\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"-?,? (?:and|or) |-?, ")
_COMPOUND = re.compile(r"|[ \u00a0]|[ \u00a0]?(?:and|,) ?|, ")
_UNITS_DOWN = {
    ("foot", "inch"),
    ("pound", "ounce"),
    ("stone", "pound"),
    ("metre", "centimetre"),
    ("mile", "yard"),
    ("yard", "foot"),
    ("kilometre", "metre"),
    ("gallon", "pint"),
    ("kilogram", "gram"),
    ("yard", "inch"),
}


def combine(text: str, figures: list[Figure]) -> list[Figure]:
    """*figures* with compounds, ranges and plus-or-minus made one, and shared units given."""
    figures = _join(text, figures, _compound)
    figures = _join(text, figures, _plus_minus)
    figures = _join(text, figures, _range)
    return _share_in_lists(text, figures)


def _join(text: str, figures: list[Figure], join) -> list[Figure]:
    if len(figures) < 2:
        return figures
    found = [figures[0]]
    for figure in figures[1:]:
        last = found[-1]
        joined = join(text, last, figure) if figure.start - last.end <= 24 else None
        if joined is None:
            found.append(figure)
        else:
            found[-1] = joined
    return found


def _compound(text: str, a: Figure, b: Figure) -> Figure | None:
    if (
        a.is_range
        or b.is_range
        or a.low < 0
        or a.low != a.low.to_integral_value()
        or not _COMPOUND.fullmatch(text[a.end : b.start])
    ):
        return None
    if a.kind == b.kind == "measure" and (a.unit, b.unit) in _UNITS_DOWN:
        high, low = unit_factor(a.unit), unit_factor(b.unit)
        if b.low * low.factor >= high.factor:
            return None
        value = a.low + b.low * low.factor / high.factor
        return replace(a, end=b.end, core=(a.core[0], b.core[1]), low=value, high=value, bare=value, place=-1, is_decimal=False)
    if a.kind == "money" and a.scale == 1 and a.unit not in ("cent", "penny") and not a.is_decimal and a.per is None:
        return _with_cents(text, a, b)
    return None


def _with_cents(text: str, a: Figure, b: Figure) -> Figure | None:
    """ "3 dollars 50 cents", "15 dollars 50", "£3 50p"; None where the second number is another amount."""
    is_minor = b.kind == "money" and b.unit in ("cent", "penny") and b.low < 100
    is_rest = (
        b.is_bare
        and b.low == b.low.to_integral_value()
        and 0 < b.low < 100
        and _closes(text, a, b)
        and (text[b.end : b.end + 1] in ("", ".", ";", "!", "?") or text.startswith(" more", b.end))
    )
    if not (is_minor or is_rest):
        return None
    code = a.currency if isinstance(a.currency, str) else None
    value = a.low + b.low * (minor_factor(code) if code else Decimal("0.01"))
    return replace(
        a, end=b.end, core=(a.core[0], b.core[1]), low=value, high=value, bare=value, place=-2, is_decimal=True, per=b.per
    )


def _closes(text: str, a: Figure, b: Figure) -> bool:
    """Whether *b* can be the cents of *a*: "15 dollars 50", "15 dollars and 50", "$100 and fifty"."""
    between = text[a.end : b.start]
    if a.end > a.core[1] and text[a.end - 1].isalpha():
        return between == " " or between == " and " and b.low >= 10
    return between == " and " and b.is_word and b.low >= 20 and a.end == a.core[1]


def _plus_minus(text: str, a: Figure, b: Figure) -> Figure | None:
    if text[a.end : b.start].strip() not in ("±", "+/-", "+/−", "plus or minus") or a.is_range or b.is_range:
        return None
    if a.scale == 1 and b.scale != 1:
        a = replace(a, low=a.low * b.scale, high=a.high * b.scale, scale=b.scale)
    a, b = _share(a, b)
    if a is None or b is None:
        return None
    width = abs(b.low)
    return replace(
        b,
        start=a.start,
        core=(a.core[0], b.core[1]),
        low=a.low - width,
        high=a.low + width,
        bare=a.bare,
        is_range=True,
        place=0,
        is_decimal=False,
        place_low=0,
    )


def _range(text: str, a: Figure, b: Figure) -> Figure | None:
    """A range of two figures joined by a dash, "to", or "between … and …"; None where they are two."""
    between = text[a.end : b.start]
    if (
        a.is_range
        or b.is_range
        or a.fault
        or b.fault
        or a.kind in ("ordinal", "ratio", "score")
        or b.kind in ("ordinal", "ratio", "score")
    ):
        return None
    prefix = _PREFIX.search(text, max(0, a.start - 40), a.start)
    word = prefix["word"].lower() if prefix else ""
    match = _RANGE.fullmatch(between)
    is_between = "between" in word and bool(_AND.fullmatch(between))
    if not is_between and (match is None or _is_change(text, prefix, word, match)):
        return None
    if text[b.end : b.end + 1] in tuple("-–") and text[b.end + 1 : b.end + 2].isdigit():
        return None
    first, second = _share(a, b)
    if first is None or second is None or first.kind == "age" and second.kind != "age":
        return None
    if first.low >= second.low and not is_between or not word and match["to"] and _is_by_to(text, a, b):
        return None
    if match is not None and a.is_word and b.is_word and between == "-":
        return None  # "one-two", "three-nought-four"
    if match is not None and match["dash"] and a.is_plain and b.is_plain and not is_between and not _is_dash_range(text, a, b):
        return None
    start = prefix.start() if prefix is not None else first.start
    return replace(
        second,
        start=start,
        core=(first.core[0], second.core[1]),
        low=first.low,
        high=second.low,
        is_range=True,
        place_low=first.place,
        is_fraction=first.is_fraction or second.is_fraction,
        is_plain=False,
    )


def _is_change(text: str, prefix: re.Match[str] | None, word: str, match: re.Match[str]) -> bool:
    """Whether "from A to B" here tells a change: a verb of change stands before it in the clause."""
    if "from" not in word or match["dash"]:
        return False
    clause = re.split(r"[.;:!?]\s|, (?:but|and|while) ", text[max(0, prefix.start() - 90) : prefix.start()])[-1]
    return bool(_CHANGE.search(clause)) or bool(_CHANGE.match(text, match.end()))


_BY = re.compile(r"\bby (?:about |around |some |nearly |more than |just |another |a further )?$", re.IGNORECASE)


def _is_by_to(text: str, a: Figure, b: Figure) -> bool:
    """Whether "fell $2.86 to $41.32" tells by how much and to what, not a range."""
    before = text[max(0, a.start - 30) : a.start]
    if _BY.search(before):
        return not a.is_bare or b.low > a.low * 3
    verb = re.search(r"(\w+)(?: (?:about|around|some|nearly|just|another|only|as much as|a further|more than|over))? $", before)
    if (
        verb is None
        or not _CHANGE.fullmatch(verb[1])
        or a.end == a.core[1]
        and a.start == a.core[0]
        and not (b.end == b.core[1] and b.low > a.low * 3)
    ):
        return False
    return True


def _is_dash_range(text: str, a: Figure, b: Figure) -> bool:
    """Two plain numbers and a dash: not years, not phone numbers, not more of a chain."""
    if text[a.start - 1 : a.start] in tuple("-–/") and a.start:
        return False
    if a.low >= 1000 and b.low < 10000 and a.low >= 1800 and b.low <= 2100:
        return False
    return True


def _share(a: Figure, b: Figure) -> tuple[Figure, Figure] | tuple[None, None]:
    """Both figures in one unit and scale where the words let one borrow the other's; (None, None) where they do not fit."""
    if a.is_bare and not b.is_bare and b.kind != "age":
        a = replace(a, kind=b.kind, unit=b.unit, dimension=b.dimension, currency=b.currency, minor_of=b.minor_of, per=b.per)
    elif b.is_bare and a.kind == "money" and a.end == a.core[1] or b.is_bare and a.kind == "age":
        b = replace(b, kind=a.kind, unit=a.unit, dimension=a.dimension, currency=a.currency, minor_of=a.minor_of, per=a.per)
    if a.kind == "percent" and b.kind == "percentage_point":
        a = replace(a, kind=b.kind, unit=b.unit)
    if a.kind != b.kind or not _is_same_unit(a, b):
        return None, None
    if a.kind == "money" and isinstance(a.currency, str) and isinstance(b.currency, Unresolved):
        b = replace(b, currency=a.currency, unit=a.unit if a.minor_of else None)
    if a.scale == 1 and b.scale != 1 and abs(a.bare) <= abs(b.bare) and abs(a.bare) < 1000:
        a = replace(
            a,
            low=a.low * b.scale,
            high=a.high * b.scale,
            scale=b.scale,
            place=None if a.place is None else a.place + len(str(int(b.scale))) - 1,
        )
    if a.per is None and b.per is not None:
        a = replace(a, per=b.per)
    return a, b


def _is_same_unit(a: Figure, b: Figure) -> bool:
    if a.kind == "money":
        if isinstance(a.currency, str) and isinstance(b.currency, str):
            return a.currency == b.currency
        if a.unit in ("cent", "penny") or b.unit in ("cent", "penny"):
            return a.unit == b.unit
        options = a.currency.candidates if isinstance(a.currency, Unresolved) else (a.currency,)
        others = b.currency.candidates if isinstance(b.currency, Unresolved) else (b.currency,)
        return bool(set(options) & set(others))
    return a.unit == b.unit


def _share_in_lists(text: str, figures: list[Figure]) -> list[Figure]:
    """ "5 and 6 kg", "12, 14 and 20 per cent": earlier bare numbers take the unit that closes the list."""
    found = list(figures)
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i], found[i + 1]
        if (
            a.is_bare
            and b.kind == "money"
            and text[a.end : b.start] == " or "
            and b.end > b.core[1]
            and a.bare < b.bare
            and not a.is_range
        ):
            found[i] = _share(a, b)[0] or a  # "14 or 15 billion marks"
            continue
        if not a.is_bare or a.is_range or b.kind not in ("measure", "percent", "percentage_point") or a.is_word and a.low == 1:
            continue
        between = text[a.end : b.start]
        if not _LIST.fullmatch(between) or between == ", " and (i + 2 >= len(found) or found[i + 2].unit != b.unit):
            continue
        if a.is_plain and 1800 <= a.low <= 2100 or a.scale != 1 and b.scale == 1:
            continue
        found[i] = replace(a, kind=b.kind, unit=b.unit, dimension=b.dimension)
    return found
