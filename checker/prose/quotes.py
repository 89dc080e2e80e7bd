"""Quotes: direct speech in a block.

In:  the text of a block. Out: half-open offsets of what stands in quotation marks, marks included.

A quotation left open runs to the end of its block, as when a speech goes on over paragraphs. Single marks count
only when they open behind white space and close before it, so that "the 1990s' end" opens nothing.
"""

from __future__ import annotations

import re

_CURLY = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*»|„[^„“”]*[“”]")
_STRAIGHT = re.compile(r'"[^"]*(?:"|$)')
_SINGLE = re.compile(r"(?<!\S)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\S)'(?=\w)(?:[^']|(?<=\w)'(?=\w))*'(?!\w)")
# An inch or second mark: '5' 11"', '27" screen'.
_INCH = re.compile(r"(?<=\d)\"")


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Spans of direct speech, outermost first, in text order and without overlap."""
    spans: list[tuple[int, int]] = []
    if "“" in text or "«" in text or "„" in text:
        spans.extend(found.span() for found in _CURLY.finditer(text))
    if '"' in text:
        plain = text if text.count('"') % 2 == 0 else _INCH.sub(" ", text)
        spans.extend(found.span() for found in _STRAIGHT.finditer(plain))
    if "‘" in text or "'" in text:
        spans.extend(found.span() for found in _SINGLE.finditer(text))
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
