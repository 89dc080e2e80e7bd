"""What an article says, in words that are safe on a page."""

from __future__ import annotations

from html import escape

from checker.reports.display import is_unsafe


def words(text: str) -> str:
    """Text of an article or a rule for the page: escaped, and nothing in it that turns the reading direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape("".join("\ufffd" if c not in "\t\n" and is_unsafe(c) else c for c in lines))
