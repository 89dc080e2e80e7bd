"""Rendering: the one door to comrak.

In:  a masked Markdown text. Out: HTML whose blocks and spans carry their places in lines and bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# A part of a text that is parsed piecemeal, in code points.
_PART = 2_000_000
_MARGIN = re.compile(r"\n[ \t]*\n(?=[A-Za-z#])")
_CRLF = re.compile("\r\n")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def render(text: str) -> str:
    """comrak's HTML of *text*, raw HTML escaped."""
    import comrak

    extensions = comrak.ExtensionOptions()
    for name in ("strikethrough", "table", "tasklist", "footnotes", "autolink", "description_lists", "alerts"):
        setattr(extensions, name, True)
    rendering = comrak.RenderOptions()
    rendering.sourcepos = True
    rendering.escape = True
    return comrak.render_markdown(text, extensions, None, rendering)


def unescape(text: str) -> str:
    """comrak escapes these four and nothing else."""
    if "&" in text:
        for written, meant in _ENTITIES:
            text = text.replace(written, meant)
    return text


def render_parts(text: str, masked: str, fences: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """The HTML of *masked*, which overlies *text*, part by part, each with the number of lines before it.

    A long text is parsed in parts, since the parser takes 25 times a text's size in memory. A part ends at a
    paragraph or heading at the margin, outside of the fenced code at *fences*: these close whatever is open. Links
    whose address is defined in another part stay unread as such, and notes are lost; their text is no reason to hold
    a whole book in memory.
    """
    start = lines = 0
    for end in _ends_of_parts(masked, fences):
        yield render(_with_line_ends(text, masked, start, end)), lines
        lines += masked.count("\n", start, end)
        start = end


def _ends_of_parts(masked: str, fences: Sequence[tuple[int, int]]) -> Iterator[int]:
    at, fence = _PART, 0
    while at < len(masked) and (found := _MARGIN.search(masked, at)):
        at = found.end()
        while fence < len(fences) and fences[fence][1] <= at:
            fence += 1
        if fence < len(fences) and fences[fence][0] < at:
            at = fences[fence][1]
            continue
        yield at
        at += _PART
    yield len(masked)


def _with_line_ends(text: str, masked: str, start: int, end: int) -> str:
    """The masked text with its CRLFs again: a blank line that holds a space ends a footnote, says comrak."""
    if "\r\n" not in text:
        return masked[start:end]
    pieces = []
    for found in _CRLF.finditer(text, start, end):
        pieces += (masked[start : found.start()], "\r\n")
        start = found.end()
    return "".join(pieces) + masked[start:end]
