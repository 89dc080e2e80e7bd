"""Text inside XML: escaped, and without the characters that XML 1.0 has no way to write."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))


def attribute(text: str) -> str:
    """The value with its quotes."""
    return quoteattr(_UNWRITABLE.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
