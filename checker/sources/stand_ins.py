"""Stand-ins: control characters that overwrite markup in a text without changing any offset.

The first character of an overwritten stretch says what stands in the prose instead: nothing, a space, an object,
the sign of a power, the end of a block, a dash, a quotation mark; the others are NOTHING.
"""

from __future__ import annotations

import re

from checker.sources.offsets import BLOCK_BREAK, PLACEHOLDER

NOTHING, SPACE, OBJECT, POWER, BREAK, DASH, OPENING, CLOSING = (chr(code) for code in range(0x0E, 0x16))
MASKED = re.compile(r"[\x0e-\x15]+")
STAND_INS = {
    NOTHING: "",
    SPACE: " ",
    OBJECT: PLACEHOLDER,
    POWER: "^",
    BREAK: BLOCK_BREAK,
    DASH: "–",
    OPENING: "“",
    CLOSING: "”",
}
NOT_BREAK = re.compile(r"[^\n]")


def with_plain_line_ends(text: str) -> str:
    """*text* with LF for every line end and its length kept: a CRLF becomes space and LF."""
    if "\r" not in text:
        return text
    # A backslash before the line end asks for a hard break; so do two spaces.
    return text.replace("\\\r\n", "  \n").replace("\r\n", " \n").replace("\r", "\n")
