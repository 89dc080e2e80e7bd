"""GitHub's line hash, by which code scanning knows a result again after lines have moved.

The hash of a line covers the 100 UTF-16 units from its start, blanks and tabs left out, and ends in the
number of lines so far with the same hash. Algorithm: github/codeql-action, src/fingerprints.ts (MIT).
"""

from __future__ import annotations

import re

_UNITS = 100
_FACTOR = 37
_MASK = (1 << 64) - 1
_END_OF_FILE = 65535
_BLANKS = re.compile("[ \t]+")


def line_hash(text: str, start: int) -> str:
    """The hash of the line of *text* that begins at offset *start*."""
    before = _without_blanks(text[:start])
    from_here = _without_blanks(text[start:])
    key = from_here[:_UNITS]
    earlier = 0
    whole = before + from_here
    at = 0
    while at < len(before):
        if whole.startswith(key, at) and (len(key) == _UNITS or len(whole) - at == len(key)):
            earlier += 1
        at = before.find("\n", at) + 1
        if at == 0:
            break
    return f"{_rolled(key):x}:{earlier + 1}"


def _without_blanks(text: str) -> str:
    # Line ends first: "\r \n" is two of them.
    return _BLANKS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _rolled(key: str) -> int:
    raw = key.encode("utf-16-le", "surrogatepass")
    units = [raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2)][:_UNITS]
    if len(units) < _UNITS:
        units.append(_END_OF_FILE)
    units += [0] * (_UNITS - len(units))
    total = 0
    for unit in units:
        total = (total * _FACTOR + unit) & _MASK
    return total
