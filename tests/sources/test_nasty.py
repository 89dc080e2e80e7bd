"""A nasty document per format: every number of four digits is found where it stands, or not at all.

The first digit of a number says what it is: 1 paragraph, 2 title, standfirst or heading, 3 list item, 4 table cell,
5 quote, 6 caption, 7 footnote, 8 call-out; 9 is no prose (code, addresses, keys, comments) and in no block.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.sources import ReadOptions, read, read_text, to_prose

FILES = sorted(Path(__file__).parent.joinpath("nasty").iterdir())
KINDS = {
    "1": {"paragraph"},
    "2": {"title", "standfirst", "heading"},
    "3": {"list_item"},
    "4": {"table_cell"},
    "5": {"quote"},
    "6": {"caption"},
    "7": {"footnote"},
    "8": {"callout"},
}
NUMBER = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def without_day(text: str) -> list[re.Match[str]]:
    """The numbers of a file but for the year of its dates."""
    return [found for found in NUMBER.finditer(text) if not found[0].startswith("202")]


def test_every_number_is_found_at_its_place_with_its_kind(path: Path) -> None:
    (source,) = read(str(path))
    seen: dict[str, list[str]] = {}
    for block in to_prose(source):
        for found in without_day(block.text):
            span = block.span(*found.span())
            quoted = source.text[span.start : span.end]
            assert quoted == found[0] or "\\" in quoted or "&" in quoted, (found[0], quoted)
            seen.setdefault(found[0], []).append(block.kind)
    expected = {found[0] for found in without_day(source.text) if found[0][0] != "9"}
    # Written right behind an escape, where the source shows no number of four digits.
    escaped = {".ipynb": {"1004"}, ".md": {"2002"}}.get(path.suffix, set())
    assert set(seen) - escaped == expected - escaped
    assert [number for number, kinds in seen.items() if len(kinds) != 1] == []
    assert {number: kinds[0] for number, kinds in seen.items() if kinds[0] not in KINDS[number[0]]} == {}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_give_the_same_blocks(path: Path, end: str) -> None:
    if path.suffix == ".ipynb":
        pytest.skip("line ends of a notebook's text are escapes")
    text = path.read_text(encoding="utf-8")
    plain, other = (read_text(written, str(path)) for written in (text, text.replace("\n", end)))
    assert [(block.kind, block.text, block.cell) for block in to_prose(plain)] == [
        (block.kind, block.text, block.cell) for block in to_prose(other)
    ]
    for block in to_prose(other):
        for found in NUMBER.finditer(block.text):
            span = block.span(*found.span())
            quoted = other.text[span.start : span.end]
            assert quoted == found[0] or "\\" in quoted


def test_the_day_is_read(path: Path) -> None:
    (source,) = read(str(path))
    if "2024" in source.text:
        assert str(source.published) == "2024-03-05"


def test_the_users_day_wins(path: Path) -> None:
    import datetime as dt

    (source,) = read(str(path), ReadOptions(published=dt.date(2020, 1, 1)))
    assert source.published == dt.date(2020, 1, 1)


def test_runs_cover_the_prose_and_equal_the_source(path: Path) -> None:
    (source,) = read(str(path))
    for block in to_prose(source):
        at = 0
        for run in block.runs:
            assert run.at == at and run.length > 0
            at += run.length
            assert 0 <= run.source <= run.source + run.source_length <= len(source.text)
            if run.length == run.source_length:
                written = source.text[run.source : run.source + run.length]
                shown = block.text[run.at : run.at + run.length]
                assert all(a == b or (a == " " and b in "\r\n\t\f") for a, b in zip(shown, written, strict=True))
        assert at == len(block.text)
