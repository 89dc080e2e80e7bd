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

from checker.model.text import Block, Passage

# A stop with its closing quotes and brackets, then white space; the word before it is looked at backwards.
_STOP = re.compile(r"(?:[.!?…]+)[\"'”’»)\]]*(?=\s|\ufffc?$)|[。！？]|[.!?][”\"](?=[A-Z“])")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘'—–/]*$")
_NEXT = re.compile(r"\s*([\"'“‘«(\[—–-]*)(\S?)(\S*)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")

# Followed by a name or a number, never by a new sentence.
_TITLES = frozenset(
    "mr mrs ms mx dr prof rev hon gen col lt sgt capt cmdr adm maj pvt cpl gov sen rep pres supt fr sr br st ste mt ft messrs mmes "
    "no nos nr vol pp p para fig figs eq eqs sec secs art arts ch chap ex op cf vs v viz approx ca c est ed eds trans "
    "e.g i.e eg ie al".split()
)
# May end a sentence: only a capitalised word that often opens one cuts after them.
_MAYBE = frozenset(
    "u.s u.k u.n e.u u.s.a u.a.e d.c b.c a.d l.a n.y a.m p.m am pm inc ltd co corp bros plc llc jr sr esq ph.d m.d b.a m.a etc dept univ assn "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ave blvd rd ln hwy sq bldg est min max avg tel ext bn mn m k lb lbs oz in ft yd mi hr hrs sec secs yr yrs km cm mm kg "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo "
    "ont que".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_OPENERS = frozenset(
    "the a an in on at it he she they we i you this that these those but and or so for from with as by of to if when while after before "
    "since although though however meanwhile its his her their our my your there here what who why how where which no not one two some "
    "many most all both each more less according officials analysts shares sales profits revenue police last next about over under "
    "nearly almost more than another other once then now still yet also only even just because during until despite among between".split()
)


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
    closed = end > stop + 1
    before = _WORD_BEFORE.search(text, max(begin, stop - 30), stop)
    word = before[0] if before else ""
    lower = word.lower()
    if closed:
        return True
    if not word:
        return True
    next_word = (first + rest).strip(".,;:!?\"'”’)(").lower()
    if lower in _TITLES:
        # "No. 5" is a number; "He said no. Then …" is not.
        return lower in ("no", "v", "c", "p", "art", "ex", "sec") and not first.isdigit() and word.islower() and next_word in _OPENERS
    if lower in _MONTHS and first.isdigit():
        return False
    if lower in _MAYBE and not (lower in ("in", "m", "k", "am", "mi", "co", "sun", "min", "max") and word.islower() and first.isupper()):
        return bool(opening) or next_word in _OPENERS or (first == "$" and lower in ("a.m", "p.m"))
    if len(word) == 1 and word.isalpha():
        # An initial: "George W. Bush"; but "vitamin C. The" and "Part I. It".
        return not word.isupper() or (begin < before.start() and next_word in _OPENERS)
    if _INITIALS.fullmatch(word):
        return bool(opening) or next_word in _OPENERS
    if word.isdigit() and before.start() <= begin + 1 and len(word) < 3:
        # "1. First item": the number of a list, not a sentence.
        return False
    return True
