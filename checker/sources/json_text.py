"""JSON with places: where the strings of a JSON text stand.

The standard library reads and judges the text; this walk over its tokens adds the places, without recursion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from checker.sources.front_matter import FrontMatter, Scalar, is_prose_key
from checker.sources.offsets import ProseWriter
from checker.sources.quoted import write_escaped

_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*+)"|(?P<open>[{\[])|(?P<close>[}\]])|(?P<comma>,)|(?P<colon>:)|[^\s"{}\[\],:]+')


def walk_strings(text: str, start: int, end: int) -> Iterator[tuple[tuple[str | int, ...], int, int]]:
    """Every string value with its path of keys and indexes, and its place between the quotes."""
    path: list[str | int] = []
    key: str | None = None
    for token in _TOKEN.finditer(text, start, end):
        name = token.lastgroup
        if name == "open":
            path.append(0 if token[0] == "[" else "")
            key = None
        elif name == "close":
            if path:
                path.pop()
        elif name == "comma":
            key = None
            if path and isinstance(path[-1], int):
                path[-1] += 1
        elif name == "colon":
            if path and key is not None:
                path[-1] = key
        elif name == "string":
            inside = token.span("string")
            if path and isinstance(path[-1], str) and key is None and _is_key(text, token.end(), end):
                key = plain_string(text, *inside)
            else:
                yield tuple(path), *inside


def _is_key(text: str, at: int, end: int) -> bool:
    while at < end and text[at] in " \t\r\n":
        at += 1
    return at < end and text[at] == ":"


def plain_string(text: str, start: int, end: int) -> str:
    writer = ProseWriter()
    write_escaped(writer, text, start, end)
    return "".join(writer.parts)


def read_front_matter(text: str) -> FrontMatter:
    """An object at the very top of a file, with text behind it."""
    try:
        known, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        # A text may begin with a brace; without its end there is no telling where the body starts.
        return FrontMatter()
    rest = text[end : end + 200].lstrip(" \t")
    if not isinstance(known, dict) or not (rest.startswith("\n") or not rest):
        return FrontMatter()
    scalars: list[tuple[str, Scalar]] = []
    for path, low, high in walk_strings(text, 0, end):
        if len(path) == 1 and isinstance(path[0], str) and is_prose_key(path[0].lower()):
            scalars.append((path[0].lower(), _scalar(text, low, high)))
    values = tuple((str(key).lower(), value) for key, value in known.items() if not isinstance(value, dict | list))
    return FrontMatter(end, tuple(scalars), values)


def _scalar(text: str, low: int, high: int) -> Scalar:
    def write(writer: ProseWriter) -> None:
        write_escaped(writer, text, low, high, folds=True)

    return write
