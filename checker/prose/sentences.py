"""Sentences: blocks cut into the passages that mentions are read from.

In:  blocks of prose.
Out: passages; those of a block follow one another without overlap, and only white space lies between them.
     A table cell, a headline and a caption without a stop are one passage each.

A full stop ends a sentence unless what stands before it is an abbreviation or an initial, or what follows
goes on in lower case. When in doubt the sentence goes on: a cut inside "U.S. troops" costs a reading, a
missing cut hardly ever does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from checker.model.text import Block, Passage

# A stop with its closing quotes and brackets, then white space; the word before it is looked at backwards.
_STOP = re.compile(r"(?:[.!?…]+)[\"'”’»)\]]*(?=\s|\ufffc?$)|[。！？]|[.!?][”\"](?=[A-Z“])")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘'—–/]*$")
_NEXT = re.compile(r"\s*([\"'“‘«(\[—–-]*)(\S?)(\S*)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of tables/sentences.yaml."""

    before_names: frozenset[str]
    anywhere: frozenset[str]
    whole_words: frozenset[str]
    months: frozenset[str]
    openers: frozenset[str]


@cache
def _words() -> _Words:
    from checker.model.tables import load_table

    table = load_table("checker.prose", "tables/sentences.yaml")
    return _Words(**{name: frozenset(row["words"].split()) for name, row in table.items()})


def split_passages(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """All passages of *blocks* in order, with their index."""
    passages: list[Passage] = []
    for block in blocks:
        for start, end in _spans(block):
            passages.append(Passage(len(passages), block, start, end, block.text[start:end]))
    return tuple(passages)


def _spans(block: Block) -> Iterator[tuple[int, int]]:
    text = block.text
    if block.kind == "table_cell":
        yield 0, len(text)
        return
    start = 0
    for end in _ends(text):
        low = _skip_space(text, start)
        if low < end:
            yield low, end
        start = end
    low, high = _skip_space(text, start), len(text.rstrip())
    if low < high:
        yield low, high


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str) -> Iterator[int]:
    """Offsets behind the last character of each sentence but the last."""
    begin = 0
    for found in _STOP.finditer(text):
        end = found.end()
        if end >= len(text):
            return
        if _cuts(text, begin, found.start(), end):
            yield end
            begin = end


def _cuts(text: str, begin: int, stop: int, end: int) -> bool:
    following = _NEXT.match(text, end, end + 40)
    opening, first, rest = following.groups() if following else ("", "", "")
    if not first:
        return bool(opening)
    mark = text[stop]
    if mark in "!?。！？":
        # A quoted question goes on with its speaker: '"How many?" he asked.'
        return not first.islower()
    if first.islower():
        return False
    if text[stop : stop + 2] in ("..", "…"):
        return first.isupper()
    return _stop_cuts(text, begin, stop, end, opening, first, rest)


def _stop_cuts(text: str, begin: int, stop: int, end: int, opening: str, first: str, rest: str) -> bool:
    """Whether a full stop ends the sentence; *first* and *rest* are the next word, *opening* the quotes before it."""
    before = _WORD_BEFORE.search(text, max(begin, stop - 30), stop)
    word = before[0] if before else ""
    if end > stop + 1 or not word or before is None:
        return True
    known, lower = _words(), word.lower()
    opens = bool(opening) or (first + rest).strip(".,;:!?\"'”’)(").lower() in known.openers
    if lower in known.before_names:
        # "No. 5" is a number; "He said no. Then …" is not.
        return word.islower() and lower in ("no", "v", "c", "p", "art", "ex", "sec", "al") and not first.isdigit() and opens
    if lower in known.months and first.isdigit():
        return False
    if lower in known.anywhere and not (word.islower() and lower in known.whole_words):
        return opens
    if len(word) == 1 and word.isalpha():
        # An initial: "George W. Bush"; but "vitamin C. The" and "Part I. It".
        return not word.isupper() or (begin < before.start() and opens)
    if _INITIALS.fullmatch(word):
        return opens
    # "1. First item": the number of a list, not a sentence.
    return not (word.isdigit() and before.start() <= begin + 1 and len(word) < 3)
