"""Quotes: direct speech in a block.

In:  the text of a block. Out: half-open offsets of what stands in quotation marks, marks included.

A quotation left open runs to the end of its block, as when a speech goes on over paragraphs. Single marks count
only when they open behind white space and close before it, so that "the 1990s' end" opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CURLY = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*»|„[^„“”]*[“”]")
_SINGLE = re.compile(r"(?<!\S)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\S)'(?=\w)(?:[^']|(?<=\w)'(?=\w))*'(?!\w)")


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Spans of direct speech, outermost first, in text order and without overlap."""
    spans: list[tuple[int, int]] = []
    if "“" in text or "«" in text or "„" in text:
        spans.extend(found.span() for found in _CURLY.finditer(text))
    if '"' in text:
        spans.extend(_straight(text))
    if "‘" in text or "'" in text:
        spans.extend(found.span() for found in _SINGLE.finditer(text))
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Between straight marks. One behind a digit opens nothing: it is an inch or a second ('a 27" screen')."""
    start, at = -1, text.find('"')
    while at >= 0:
        if start >= 0:
            yield start, at + 1
            start = -1
        elif not (at and text[at - 1].isdigit()):
            start = at
        at = text.find('"', at + 1)
    if start >= 0:
        yield start, len(text)
