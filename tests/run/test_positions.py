"""Positions as editors count them, and where a suppression goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.finding import Evidence, Finding
from checker.model.span import Span
from checker.model.text import Source
from checker.run.check import _comments
from checker.run.positions import Positions
from checker.run.silence import find_silences
from checker.run.silencing import silencing_edit

TEXTS = st.text(st.sampled_from(list("ab 🚀é𝟜\n\r\u2028")), max_size=40)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.data())
def test_an_offset_goes_there_and_back(text: str, encoding: str, data) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    line, column = positions.position(offset)
    inside_of_a_line_end = text[offset - 1 : offset + 1] == "\r\n" if offset else False
    back = positions.offset(line, column)
    assert back == (offset - 1 if inside_of_a_line_end else offset)
    assert positions.offset(10**6, 0) == len(text)


def test_columns_in_utf16_units() -> None:
    assert Positions("a\n🚀b").position(3) == (1, 2)


@pytest.mark.parametrize(
    ("path", "format", "text"),
    [
        ("a.md", "markdown", "One.\n\nTwo HERE.\n"),
        ("a.md", "markdown", "- One.\n  - Two HERE.\n"),
        ("a.md", "markdown", "---\ntitle: HERE\n---\n\nOne.\n"),
        ("a.md", "markdown", "| a | b |\n|---|---|\n| 1 | HERE |\n"),
        ("a.mdx", "markdown", "One.\n\nTwo HERE.\n"),
        ("a.html", "html", "<p>One.</p>\n<p>HERE</p>\n"),
        ("a.rst", "rst", "One.\n\nTwo HERE.\n"),
        ("a.adoc", "asciidoc", "One.\n\nTwo HERE.\n"),
        ("a.tex", "latex", "One.\n\nTwo HERE.\n"),
        ("a.txt", "text", "One.\n\nTwo HERE.\n"),
        ("a.md", "markdown", "One.\r\n\r\nTwo HERE.\r\n"),
    ],
)
def test_a_suppression_is_written_where_it_holds(path: str, format: str, text: str) -> None:
    at, words = silencing_edit(path, text, text.index("HERE"), "a-rule")
    after = text[:at] + words + text[at:]
    start = after.index("HERE")
    line = after.count("\n", 0, start) + 1
    place = Evidence(path, Span(start, start + 4), line, 1, line, 5, "HERE", "")
    finding = Finding("a-rule", "error", path, "", "", (place,), "", "")
    source = Source(path, after, format)
    (silence,) = find_silences(source, _comments(source))
    assert silence.covers(finding) and silence.wrong is None
