"""Tokens: the text of a passage as a line of words and numbers, each with the roles it can play.

In:  "on March 3, 2024"
Out: four tokens; "March" {"MONTH": 3}, "3" {"NUM": 3, "DAY": 3}, ",", "2024" {"NUM": 2024, "YEAR": 2024}

A number that is glued to letters, a currency sign or a percent sign is no part of a date and has no role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.quantities.times.lexicon import Lexicon

TOKEN = re.compile(
    r"[apAP]\.\s?[mM]\b\.?"
    r"|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)?"
    r"|['’][sS]\b"
    r"|['’]?\d+(?:[.,:/\-–]\d+)*"
    r"|[½¼¾⅓⅔⅛]"
    r"|[^\w\s]"
)
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": None, "⅔": None, "⅛": Decimal("0.125")}
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)")
YEARS = re.compile(r"(\d{4})([-–/])(\d{4}|\d\d|\d)")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
PAIR = re.compile(r"(\d{1,2})/(\d{1,2})")
SPLIT = re.compile(r"[\d/:.]+[-–][\d/:.]+")
LABEL_YEAR = re.compile(r"([1-4])[-–](\d{4})")
JOINED = re.compile(r"\d+(?:[-–]\d+)+")
CURRENCY = frozenset("$£€¥₹₽₩₪₺฿")
ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
DECADE_ENDS = frozenset(["s", "'s", "’s"])
CLOCK_ENDS = frozenset(["am", "pm"])
# Letters that make a number a quarter, a half or a year when written right before it ("Q3", "FY2024").
LABELS = {"q": "QTR", "h": "HALF", "fy": "FISCAL", "cy": "CALENDAR", "sy": "FISCAL"}
JOINING = frozenset(["mid", "early", "late", "pre", "post", "fiscal", "from", "since", "until", "to", "in", "of"])


@dataclass(slots=True)
class Token:
    """A stretch ``[start, end)`` of the passage and what it can be. ``word`` is lower case, "" after reading."""

    start: int
    end: int
    word: str
    roles: dict[str, Any]
    text: str = ""


NOTHING: dict[str, Any] = {}


def lex(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of *text* in order."""
    tokens: list[Token] = []
    words = lexicon.words
    for found in TOKEN.finditer(text):
        piece = found[0]
        first = piece[0]
        start, end = found.span()
        if first.isalpha() and "." not in piece:
            if tokens and tokens[-1].end == start and tokens[-1].roles and _finish_number(tokens, piece, end, lexicon):
                continue
            word = piece.lower().replace("’", "'")
            roles = words.get(word, NOTHING)
            if "WEAK" in roles and piece[0].islower():
                roles = {**{k: v for k, v in roles.items() if k not in ("MONTH", "WEEKDAY", "SEASON")}, **_weak(roles)}
            tokens.append(Token(start, end, word, roles, piece))
        elif first.isdecimal() or (first in "'’" and len(piece) > 1 and piece[1].isdecimal()):
            _add_number(tokens, piece, start, text, lexicon)
        elif first in FRACTIONS:
            _add_fraction(tokens, first, start, end)
        elif first.isalpha():
            tokens.append(Token(start, end, "am" if first in "aA" else "pm", NOTHING, piece))
        elif first in "'’" and len(piece) == 2:
            if not (tokens and tokens[-1].end == start and _finish_number(tokens, piece, end, lexicon)):
                tokens.append(Token(start, end, "'s", NOTHING, piece))
        else:
            tokens.append(Token(start, end, "-" if first in "–−" else first, NOTHING, piece))
    return tokens


def _weak(roles: dict[str, Any]) -> dict[str, Any]:
    """A month or weekday that is also a common word, in lower case: it counts only inside a fuller date."""
    return {f"WEAK{role}": roles[role] for role in ("MONTH", "WEEKDAY", "SEASON") if role in roles}


def _finish_number(tokens: list[Token], letters: str, end: int, lexicon: Lexicon) -> bool:
    """Letters glued to the number before them: an ordinal, a decade, a clock time, a unit, or no time at all."""
    token = tokens[-1]
    roles, low = token.roles, letters.lower().replace("’", "'")
    if "NUM" not in roles and "CLOCK" not in roles and "YY" not in roles:
        return False
    if not token.text[-1].isdecimal():
        return False
    value = roles.get("NUM")
    if low in ORDINAL_ENDS:
        token.roles = {"ORD": value} if isinstance(value, int) else NOTHING
    elif low in DECADE_ENDS:
        if low == "'s" and "YEAR" in roles and value % 10:
            return False
        token.roles = _decade_roles(roles)
    elif low in CLOCK_ENDS:
        token.roles = {**roles, "AMPM": low} if "CLOCK" in roles or "HOUR" in roles or "DOTTED" in roles else NOTHING
    elif low in lexicon.unit_letters or "UNIT" in lexicon.words.get(low, NOTHING):
        unit = lexicon.unit_letters.get(low) or lexicon.words[low]["UNIT"]
        tokens.append(Token(token.end, end, low, {"UNIT": unit}, letters))
        return True
    elif "DAY" in roles and "MONTH" in lexicon.words.get(low, NOTHING):
        tokens.append(Token(token.end, end, low, {"MONTH": lexicon.words[low]["MONTH"]}, letters))
        return True
    else:
        token.roles = NOTHING
    token.end, token.word, token.text = end, "", token.text + letters
    return True


def _decade_roles(roles: dict[str, Any]) -> dict[str, Any]:
    if "YEAR" in roles and roles["YEAR"] % 10 == 0:
        return {"DECADE": roles["YEAR"]}
    short = roles.get("YY", roles.get("SHORT"))
    if short is not None and short % 10 == 0:
        return {"DECADE": 1900 + short if short >= 20 else 2000 + short}
    return NOTHING


def _add_fraction(tokens: list[Token], sign: str, start: int, end: int) -> None:
    value = FRACTIONS[sign]
    if value is None:
        tokens.append(Token(start, end, "", NOTHING, sign))
    elif tokens and tokens[-1].end == start and isinstance(tokens[-1].roles.get("NUM"), int):
        token = tokens[-1]
        token.end, token.roles, token.text = end, {"NUM": token.roles["NUM"] + value}, token.text + sign
    else:
        tokens.append(Token(start, end, "", {"NUM": value, "FRACTION": value}, sign))


def _add_number(tokens: list[Token], piece: str, start: int, text: str, lexicon: Lexicon) -> None:
    end = start + len(piece)
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before == " " and start > 1 and text[start - 2] in CURRENCY:
        before = "$"
    if before in CURRENCY or after == "%" or before == "_" or (before == "." and start > 1 and text[start - 2].isalnum()):
        tokens.append(Token(start, end, "", NOTHING, piece))
        return
    if before.isalpha() and tokens and tokens[-1].end == start:
        _add_glued(tokens, piece, start, end, lexicon)
        return
    if before in "-–" and len(tokens) > 1 and tokens[-2].end == start - 1 and not _may_join(tokens[-2]):
        tokens.append(Token(start, end, "", NOTHING, piece))
        return
    if piece[0] in "'’":
        roles = {"YY": int(piece[1:])} if len(piece) == 3 else NOTHING
        tokens.append(Token(start, end, "", roles, piece))
        return
    roles = read_number(piece)
    if roles is NOTHING and (JOINED.fullmatch(piece) or SPLIT.fullmatch(piece)):
        _add_joined(tokens, piece, start)
        return
    tokens.append(Token(start, end, "", roles, piece))


def _may_join(token: Token) -> bool:
    return token.word in JOINING or bool(
        token.roles.keys() & {"MONTH", "WEAKMONTH", "WEEKDAY", "YEAR", "QTR", "DECADE", "UNIT", "DATE", "NUM"}
    )


def _add_glued(tokens: list[Token], piece: str, start: int, end: int, lexicon: Lexicon) -> None:
    """A number right after letters: "Q3", "FY2024", "Dec31"; anything else is a name."""
    token = tokens[-1]
    label = LABELS.get(token.word)
    if label and (found := LABEL_YEAR.fullmatch(piece)):
        tokens[-1:] = [Token(token.start, start + 1, "", {label: int(found[1])}, token.text + found[1])]
        tokens.append(Token(start + 1, start + 2, "-", NOTHING, "-"))
        tokens.append(Token(start + 2, end, "", read_number(found[2]), found[2]))
    elif label and piece.isdecimal() and (token.text.isupper() or label in ("QTR", "CALENDAR", "FISCAL")):
        value = int(piece)
        limit = {"QTR": 4, "HALF": 2}.get(label)
        if limit is None and len(piece) in (2, 4):
            value = value if len(piece) == 4 else 2000 + value
            token.roles = {label: value}
        elif limit is not None and 1 <= value <= limit:
            token.roles = {label: value}
        token.end, token.text, token.word = end, token.text + piece, ""
    elif "MONTH" in token.roles and piece.isdecimal() and 1 <= int(piece) <= 31 and len(piece) < 3:
        tokens.append(Token(start, end, "", {"DAY": int(piece)}, piece))
    else:
        token.roles, token.word, token.end = NOTHING, "", end


def _add_joined(tokens: list[Token], piece: str, start: int) -> None:
    """ "19-20" as two numbers with a hyphen between them."""
    parts = re.split(r"([-–])", piece)
    if len(parts) > 3 and not all(part == "" or part in "-–" or len(part) <= 4 for part in parts):
        tokens.append(Token(start, start + len(piece), "", NOTHING, piece))
        return
    if len(parts) > 3:
        tokens.append(Token(start, start + len(piece), "", NOTHING, piece))
        return
    for part in parts:
        roles = read_number(part) if part[:1].isdecimal() else NOTHING
        tokens.append(Token(start, start + len(part), "" if part[:1].isdecimal() else "-", roles, part))
        start += len(part)


def read_number(piece: str) -> dict[str, Any]:
    """What a bare numeral can be; nothing for a shape that is neither a number nor a date."""
    if piece.isdecimal():
        return _read_digits(piece)
    if found := GROUPED.fullmatch(piece):
        roles: dict[str, Any] = {"NUM": Decimal(piece.replace(",", ""))}
        left, _, right = piece.partition(".")
        if len(left) <= 2 and len(right) == 2 and "," not in piece and int(left) < 26:
            roles["DOTTED"] = (int(left), int(right))
        return roles
    if found := CLOCK.fullmatch(piece):
        return {"CLOCK": (int(found[1]), int(found[2]), int(found[3]) if found[3] else None)}
    if found := YEAR_FIRST.fullmatch(piece):
        return {"DATE": (int(found[1]), int(found[3]), int(found[4]))}
    if found := YEAR_LAST.fullmatch(piece):
        if len(found[4]) == 2 and found[2] != "/":
            return NOTHING
        return {"NUMDATE": (int(found[1]), int(found[3]), full_year(int(found[4])) if len(found[4]) == 2 else int(found[4]))}
    if found := YEARS.fullmatch(piece):
        return _read_years(int(found[1]), found[2], found[3])
    if found := MONTH_YEAR.fullmatch(piece):
        if 1 <= int(found[1]) <= 12 and 1900 <= int(found[2]) < 2100:
            return {"MONTHYEAR": (int(found[2]), int(found[1]))}
        return NOTHING
    if found := PAIR.fullmatch(piece):
        return {"PAIR": (int(found[1]), int(found[2]))}
    return NOTHING


def _read_digits(piece: str) -> dict[str, Any]:
    value = int(piece) if len(piece) < 16 else 0
    if len(piece) > 2:
        if len(piece) == 4 and 1000 <= value < 2200:
            return {"NUM": value, "YEAR": value}
        if len(piece) == 8 and 1900 <= value // 10000 < 2100 and 1 <= value // 100 % 100 <= 12 and 1 <= value % 100 <= 31:
            return {"NUM": value, "DATE": (value // 10000, value // 100 % 100, value % 100)}
        return {"NUM": value} if len(piece) < 16 else NOTHING
    roles: dict[str, Any] = {"NUM": value}
    if 1 <= value <= 31:
        roles["DAY"] = value
    if value <= 24:
        roles["HOUR"] = value
    if len(piece) == 2:
        roles["SHORT"] = value
    return roles


def _read_years(first: int, sign: str, second: str) -> dict[str, Any]:
    """ "2012-13" is a span of years, "2015-03" a month, "2003-2001" a span written backwards."""
    if not 1000 <= first < 2200:
        return NOTHING
    value = int(second)
    if len(second) == 4:
        return {"YEARS": (first, value)} if 1000 <= value < 2200 else NOTHING
    if len(second) == 2 and value == (first + 1) % 100:
        return {"CROPYEAR" if sign == "/" else "SEASONYEAR": (first, first + 1)}
    if sign != "–" and 1 <= value <= 12 and 1900 <= first < 2100:
        return {"MONTHYEAR": (first, value)}
    if len(second) == 2 and value > first % 100:
        return {"YEARS": (first, first // 100 * 100 + value)}
    return NOTHING


def full_year(short: int) -> int:
    """ "74" as 1974, "24" as 2024; the window ends at 2039."""
    return 2000 + short if short < 40 else 1900 + short
