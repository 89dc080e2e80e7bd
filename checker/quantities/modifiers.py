"""Modifiers: the words around a number that move its bounds.

In:  a text and the place of a figure.
Out: a `Modifier` and where its words begin or end.

The rows are tables/modifiers.yaml.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Modifier:
    """``means``: one of the model's modifiers; ``side``/``reach`` as in the table."""

    means: str
    side: str | None = None
    reach: Decimal | None = None


@functools.cache
def _tables() -> tuple[dict[str, Modifier], dict[str, Modifier]]:
    before: dict[str, Modifier] = {}
    after: dict[str, Modifier] = {}
    for row in load_table("checker.quantities.tables", "modifiers.yaml"):
        reach = row.get("reach")
        modifier = Modifier(row["means"], row.get("side"), None if reach is None else Decimal(str(reach)))
        for words in row.get("before", ()):
            before[words] = modifier
        for words in row.get("after", ()):
            after[words] = modifier
    return before, after


_SIGNS = re.compile(r"(?:> ?=|< ?=|=>|=<|[<>≤≥~≈⩾⩽≧≦＞＜=]|&[lg]t;)[ \u00a0]{0,2}$")
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z.'’]{1,14}[ \u00a0]+){1,7}$")
_WORDS_AFTER = re.compile(r"(?:[ \u00a0-][A-Za-z.]{1,10}){1,4}")
# "went up to €4.2" tells where it went, and no bound.
_MOVED = re.compile(r"\b(?:go|goes|went|gone|edged|crept|moved|inched|ticked) (?:back )?$", re.IGNORECASE)
_AS_MUCH = re.compile(r"\b(?:as|so) (?:much|many|high|little|few) as $", re.IGNORECASE)


def find_before(text: str, start: int) -> tuple[Modifier, int] | None:
    """The modifier that ends just before *start* and where it begins; the longest wording wins."""
    before = _tables()[0]
    if start == 0 or text[start - 1] not in " \u00a0\n~≈<>≤≥=;⩾⩽≧≦＞＜.":
        return None
    match = _WORDS_BEFORE.search(text, max(0, start - 60), start)
    if match is not None:
        at = match.start()
        while at < start:
            phrase = " ".join(text[at:start].lower().split())
            modifier = before.get(phrase)
            if modifier is not None and not (phrase == "up to" and _MOVED.search(text, max(0, at - 12), at)):
                return modifier, at
            at = _next_word(text, at, start)
    signs = _SIGNS.search(text, max(0, start - 5), start)
    if signs is not None:
        modifier = before.get(signs[0].strip())
        if modifier is not None and text[signs.start() - 1 : signs.start()] not in ("<", "="):
            return modifier, signs.start()
    return None


def _next_word(text: str, at: int, end: int) -> int:
    while at < end and text[at] not in " \u00a0":
        at += 1
    while at < end and text[at] in " \u00a0":
        at += 1
    return at


def find_after(text: str, end: int) -> tuple[Modifier, int] | None:
    """The modifier that begins just after *end* and where it ends."""
    after = _tables()[1]
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum():
        return after["+"], end + 1
    match = _WORDS_AFTER.match(text, end)
    if match is None:
        return None
    stop = match.end()
    while stop > end:
        raw = text[end:stop]
        phrase = raw[1:].lower() if raw[0] != "-" else raw.lower()
        modifier = after.get(phrase) or after.get(phrase.removeprefix("-")) or after.get(phrase.rstrip("."))
        if (
            modifier is not None
            and not _goes_on(text, stop, phrase)
            and not (raw == " plus" and text[stop : stop + 1] == " " and not _ends_phrase(text, stop))
        ):
            return modifier, stop - phrase.endswith(".")
        stop = max(raw.rfind(" "), raw.rfind("\u00a0"), raw.rfind("-")) + end
        if stop <= end:
            break
    return None


def _goes_on(text: str, at: int, phrase: str) -> bool:
    """Whether the words at *at* hedge the next number instead: "more than 40 and less | than 10"."""
    if phrase.endswith("than"):
        return not re.match(r"[.,;:!?)]|$", text[at : at + 1])
    return (
        text.startswith((" than", " or equal"), at)
        or phrase.startswith(("and ", "or "))
        and phrase != "or so"
        and bool(re.match(r" [0-9$£€]", text[at : at + 2]))
    )


def _ends_phrase(text: str, at: int) -> bool:
    """Whether "40 plus" is followed by what it counts, not by another number to add."""
    return re.match(r" (?!a\b|an\b|the\b|[0-9$£€])[a-z]", text[at : at + 6]) is not None
