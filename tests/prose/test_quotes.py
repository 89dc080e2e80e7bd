"""Quotes: what is direct speech, and what only looks like its marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.prose.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said: "We lost 12." Nobody spoke.', ['"We lost 12."']),
        ("She called it “a loss of 12” and ‘a shame’.", ["“a loss of 12”", "‘a shame’"]),
        ("“It’s the 1990s’ end,” he said.", ["“It’s the 1990s’ end,”"]),
        ("“We lost 12 and went on", ["“We lost 12 and went on"]),
        ("The dogs' 5 owners' houses", []),
        ("It's 'about 12' he's told", ["'about 12'"]),
        ('A 27" screen and a 5\' 11" man, "he" said', ['"he"']),
        ("“He said ‘12’ twice,” she told us", ["“He said ‘12’ twice,”"]),
        ("No quotes", []),
    ],
)
def test_quotes_are_found(text: str, quotes: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotes(text)] == quotes


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab 1'\"“”‘’«».", max_size=80))
def test_quotes_are_in_order_and_apart(text: str) -> None:
    at = 0
    for start, end in find_quotes(text):
        assert at <= start < end <= len(text)
        at = end
