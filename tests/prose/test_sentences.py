"""Sentences: cut where they end, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.tables import load_table
from checker.model.text import Block, Cell, Run
from checker.prose.sentences import split_passages

TEXTS = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))


def block_of(text: str, kind: str = "paragraph", cell: Cell | None = None) -> Block:
    return Block(0, kind, text, (Run(0, len(text), 0, len(text)),), cell=cell)


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    sentences = marked.split(" ¶ ")
    assert [passage.text for passage in split_passages([block_of(" ".join(sentences))])] == sentences


def test_a_table_cell_is_one_passage() -> None:
    cell = block_of("Rose 3%. Fell 4%.", "table_cell", Cell(1, 1, 1))
    assert [passage.text for passage in split_passages([cell])] == ["Rose 3%. Fell 4%."]


def test_passages_are_numbered_over_blocks() -> None:
    passages = split_passages([block_of("One. Two."), block_of("Three")])
    assert [(passage.index, passage.text) for passage in passages] == [(0, "One."), (1, "Two."), (2, "Three")]


def test_a_passage_knows_its_place() -> None:
    first, second = split_passages([block_of("It was 12. It is 13.")])
    assert second.span(6, 8) == type(second.span(6, 8))(17, 19)
    assert first.span(7, 9).start == 7


PIECES = st.sampled_from(
    ["U.S.", "Mr.", "No.", "5", "3.5", "a.m.", ". ", "! ", "? ", "… ", " ", "\u00a0", '"', "”", "“", "(", ")", "The", "x", "J."]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_no_character_is_lost_and_none_is_read_twice(text: str) -> None:
    if not text.strip():
        return
    passages = split_passages([block_of(text)])
    at = 0
    for passage in passages:
        assert text[at : passage.start].strip() == ""
        assert passage.start < passage.end and passage.text == text[passage.start : passage.end]
        at = passage.end
    assert text[at:].strip() == ""


def test_every_list_of_the_table_has_examples() -> None:
    for name, row in load_table("checker.prose", "tables/sentences.yaml").items():
        assert row["words"].split() and row["examples"], name
