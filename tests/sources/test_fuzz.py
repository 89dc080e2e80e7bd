"""Any text in any format: no exception, and every prose character maps to its place."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.text import Block, Source
from checker.prose.sentences import split_passages
from checker.sources import comment_spans, read_text, to_prose

NASTY = [path for path in sorted(Path(__file__).parent.joinpath("nasty").iterdir()) if path.suffix != ".ipynb"]
NAMES = ["a.md", "a.mdx", "a.html", "a.rst", "a.adoc", "a.tex", "a.txt"]
PIECES = st.sampled_from(
    (
        "# |## |* |- |1. |> |    |\t|\n|\n\n|\r\n|\r|`|``|```\n|~~~\n|**|*|_|~~|[|](u)|][r]|[r]: x\n|![|<b>|</b>|<p>|<div>|</div>"
        "|<!--|-->|<td>|<td rowspan=3>|<tr>|<table>|</table>|<ul><li>|</ul>|<script>|</script>|<a href='5'>|&amp;|&#49;|&nbsp;|\\"
        "|\\*|\\%|\\\\|{{< a >}}|{{ b }}|{% c %}|{%|{|}|$|$$|[^1]|[^1]: |:::|---\n|+++\n|===\n|::|.. note:: |.. a|[NOTE]"
        "|----\n|\\section{|\\begin{itemize}\\item |\\end{itemize}|\\footnote{|%|word |5 |1,000 |é|\U0001f600"
        "|\u2028|\ufeff|\x0e|\x12|=|\"|'|: |:ref:`|`_|__|<<|>>|[[|]]|==|%%|!!! a\n|title: |\n---\n|---\ntitle: 'a''5'\n---\n"
    ).split("|")
    + ["| a | 5 |\n", "|---|---|\n", "|===\n", "|"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


def check(source: Source, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        at = 0
        for run in block.runs:
            assert run.at == at and run.length > 0
            at += run.length
            assert 0 <= run.source <= run.source + run.source_length <= len(source.text)
            if run.length == run.source_length:
                written = source.text[run.source : run.source + run.length]
                shown = block.text[run.at : run.at + run.length]
                assert all(a == b or (a == " " and b in "\r\n\t\f") for a, b in zip(shown, written, strict=True))
        assert at == len(block.text) and block.text.strip() == block.text != ""
    for passage in split_passages(blocks):
        assert passage.text
    for span in comment_spans(source):
        assert 0 <= span.start < span.end <= len(source.text)


@settings(max_examples=250, deadline=None)
@given(TEXTS, st.sampled_from(NAMES))
def test_every_character_maps_to_its_place(text: str, name: str) -> None:
    text = text.replace("\0", "")
    source = read_text(text, name)
    check(source, to_prose(source))


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.name)
def test_mutated_documents_map_too(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chance = random.Random(path.name)
    for _ in range(60):
        letters = list(text)
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(letters))
            match chance.randrange(4):
                case 0:
                    letters[at] = ""
                case 1:
                    letters[at] += chance.choice("`*_[](){}<>|\n\r&\\$%'\"#:=~!-.é😀")
                case 2:
                    other = chance.randrange(len(letters))
                    letters[at], letters[other] = letters[other], letters[at]
                case 3:
                    letters[at : at + chance.randint(1, 40)] = []
                    letters.append("x")
        mutated = "".join(letters)
        source = read_text(mutated, path.name)
        check(source, to_prose(source))


BOMBS = (
    "> |* |- |1. |[|![|*|_|**a|`|<|<a |<a b=\"|<!--|<div>|{{|{%|$|[[|&|\\|{|<ul><li>|\\footnote{|\\begin{itemize}\\item "
    "|[^a]|`a` |* a\n  "
).split("|")
ENGLISH = "The number of people who have died in the city was not known to the police for a long time. " * 12


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("unit", [*BOMBS, ">", "|"])
def test_deep_nesting_and_open_ends_cost_no_more_than_their_length(name: str, unit: str) -> None:
    """50 KB each; in quadratic time these would take minutes, and recursion would raise."""
    source = read_text(ENGLISH + "\n\n" + unit * (50_000 // len(unit)), name)
    assert to_prose(replace(source, language="en"))
