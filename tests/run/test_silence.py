"""Suppressions: which lines they cover, in each format, and when they are stale."""

from __future__ import annotations

import pytest

from checker.model.finding import Evidence, Finding
from checker.model.span import Span
from checker.model.text import Source
from checker.run.check import _comments
from checker.run.silence import find_silences, sift, stale_finding


def silences(text: str, format: str = "markdown"):
    source = Source("a", text, format)
    return find_silences(source, _comments(source))


def finding(line: int, rule: str = "change-mismatch", other: int | None = None) -> Finding:
    places = [Evidence("a", Span(0, 1), at, 1, at, 2, "x", "r") for at in (line, other) if at]
    return Finding(rule, "error", "a", "m", "w", tuple(places), "", f"{rule}{line}")


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("<!-- checker-disable-next-line -->\nA\nB\n", {2}),
        ("<!-- checker-disable-next-line -->\n\nA\nB\n", {3}),
        ("A\nB <!-- checker-disable-line change-mismatch -->\nC\n", {2}),
        ("A\n\n<!-- checker-disable change-* -- as agreed -->\nB\n\n<!-- checker-enable change-* -->\nC\n", {3, 4, 5, 6}),
        ("A\n\n<!-- checker-disable -->\nB\nC\n", {3, 4, 5, 6}),
        ("A\nB\n<!-- checker-disable-file -->\n", {1, 2, 3, 4}),
        ("```\n<!-- checker-disable-file -->\n```\nA\n", set()),
        ("A\n<!-- checker-disable-line other-rule -->\n", set()),
        ("<!-- checker-disable-nxt-line -->\nA\n", set()),
    ],
)
def test_lines_covered_in_markdown(text: str, covered: set[int]) -> None:
    found = silences(text)
    lines = range(1, text.count("\n") + 2)
    assert {line for line in lines if any(silence.covers(finding(line)) for silence in found)} == covered


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("html", "<p>a</p>\n<!-- checker-disable-next-line change-mismatch -- why -->\n<p>b</p>\n"),
        ("rst", "a\n\n.. checker-disable-next-line change-mismatch -- why\n\nb\n"),
        ("asciidoc", "a\n\n// checker-disable-next-line change-mismatch -- why\nb\n"),
        ("latex", "a\n\n% checker-disable-next-line change-mismatch -- why\nb\n"),
        ("text", "a\n\n<!-- checker-disable-next-line change-mismatch -- why -->\nb\n"),
        ("markdown", "a\n\n<!-- checker-disable-next-line change-mismatch -- why -->\nb\n"),
    ],
)
def test_every_format_has_its_comments(format: str, text: str) -> None:
    (silence,) = silences(text, format)
    assert silence.rules == ("change-mismatch",) and silence.reason == "why"
    assert "b" in text.splitlines()[silence.first - 1]


def test_a_tension_is_silenced_at_any_of_its_places_and_the_reason_is_kept() -> None:
    found = silences("A\n<!-- checker-disable-next-line a, change-* -- agreed -- twice -->\nB\n")
    stay, silenced, stale = sift([finding(1, other=3), finding(1)], found)
    assert [one.fingerprint for one in stay] == ["change-mismatch1"]
    assert [reason for _, reason in silenced] == ["agreed -- twice"] and stale == []


def test_a_stale_comment_is_told_with_its_place_and_can_be_taken_out() -> None:
    found = silences("🚀 A <!-- checker-disable-line -->\n")
    _, _, stale = sift([], found)
    told = stale_finding(stale[0])
    assert told.level == "warning" and told.replacement == ""
    assert (told.evidence[0].column, told.evidence[0].quote) == (5, "<!-- checker-disable-line -->")
    assert "is not understood" in stale_finding(silences("<!-- checker-disable-lines -->")[0]).message
