"""HTML tokens: tags, comments, entities and text of a page with their places.

In:  a stretch of a page. Out: `re.Match`es in order, from one pattern, without a gap.

As the HTML standard has it, a tag or comment that never closes takes the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Possessive repeats: an attempt that fails is not tried in other ways.
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[A-Za-z][^\s/>]*+)(?P<attributes>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>=]|=)*+)>"
    r"|(?P<text>[^<&]++)"
    r"|(?P<comment><!--(?:-?>|(?s:.*?)(?:--!?>|\Z)))"
    r"|(?P<declaration><(?:[!?]|/(?![A-Za-z]))[^>]*+(?:>|\Z))"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});?)"
    r"|(?P<unclosed><(?=/?[A-Za-z]))"
    r"|(?P<character>[<&])"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")
RAW_TEXT = frozenset(["script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"])


def tokens(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Every token; what stands inside an element of RAW_TEXT is passed over, its end tag is not."""
    at = start
    while at < end:
        scanner = _TOKEN.scanner(text, at, end)
        at = end
        while found := scanner.match():
            if found.lastgroup == "unclosed":
                return
            yield found
            if found.lastgroup != "attributes":
                continue
            tag = found["tag"]
            if tag.lower() in RAW_TEXT and not found["close"]:
                close = find_close(text, tag, found.end(), end)
                if close < 0:
                    return
                at = close
                break


def find_close(text: str, tag: str, start: int, end: int) -> int:
    """Offset of the next ``</tag``, in any case; -1 when there is none."""
    found = re.compile(rf"</{re.escape(tag)}(?=[\s/>])", re.I).search(text, start, end)
    return found.start() if found else -1


def attributes_of(written: str) -> dict[str, str]:
    """Attributes by lower-case name, entities unread; the first of a name counts."""
    known: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(written):
        known.setdefault(found[1].lower(), found[2] or found[3] or found[4] or "")
    return known
