"""Quoted text: strings of JSON, TOML and YAML unescaped, each character with its place.

In:  the stretch between the quotes. Out: the text, and runs (at, length, source, source_length) that map it back.
"""

from __future__ import annotations

import re

from checker.sources.offsets import ProseWriter

_ESCAPE = re.compile(
    r"\\(?:u([0-9A-Fa-f]{4})(?:\\u([dD][c-fC-F][0-9A-Fa-f]{2}))?|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(\r\n|[\s\S]))"
)
_FOLD = re.compile(r"[ \t]*(?:\r\n|\n|\r)\s*")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "N": "\x85", "_": "\xa0", "L": "\n", "P": "\n"}
_NAMED |= dict.fromkeys("0aev", " ")


def write_escaped(writer: ProseWriter, text: str, start: int, end: int, *, folds: bool = False) -> None:
    """A string with backslash escapes; with *folds* its line ends are spaces, as in YAML."""
    at = start
    for found in _ESCAPE.finditer(text, start, end):
        _write(writer, text, at, found.start(), folds)
        writer.swap(_meaning(found), found.start(), found.end() - found.start())
        at = found.end()
    _write(writer, text, at, end, folds)


def write_single_quoted(writer: ProseWriter, text: str, start: int, end: int) -> None:
    """A YAML string in single quotes: two of them are one."""
    at = start
    while (found := text.find("''", at, end)) >= 0:
        _write(writer, text, at, found, True)
        writer.swap("'", found, 2)
        at = found + 2
    _write(writer, text, at, end, True)


def write_folded(writer: ProseWriter, text: str, start: int, end: int) -> None:
    """Text whose line ends, with the indentation behind them, are spaces."""
    _write(writer, text, start, end, True)


def _write(writer: ProseWriter, text: str, start: int, end: int, folds: bool) -> None:
    if folds:
        for found in _FOLD.finditer(text, start, end):
            writer.copy(text[start : found.start()], start)
            writer.swap(" ", found.start(), found.end() - found.start())
            start = found.end()
    writer.copy(text[start:end], start)


def _meaning(found: re.Match[str]) -> str:
    short, low, long, byte, single = found.groups()
    if short:
        code = int(short, 16)
        if low and 0xD800 <= code < 0xDC00:
            return chr(0x10000 + ((code - 0xD800) << 10) + int(low, 16) - 0xDC00)
        return (_char(code) + _char(int(low, 16))) if low else _char(code)
    if long or byte:
        return _char(int(long or byte, 16))
    if single in _NAMED:
        return _NAMED[single]
    return " " if single in ("\n", "\r\n", "\r") else single


def _char(code: int) -> str:
    """The character, or the replacement character for a lone surrogate and what lies beyond Unicode."""
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
