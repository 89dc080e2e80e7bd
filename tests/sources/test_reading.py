"""Reading files: encodings, faults that are told, collections, and what forces a format."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from checker.model.errors import UnreadableSource
from checker.sources import ReadOptions, comment_spans, read, read_text, to_prose

ENGLISH = "The number of people who were killed in the attack has not been confirmed by the police for a week. " * 5


def fault_of(path: Path, options: ReadOptions | None = None) -> str:
    with pytest.raises(UnreadableSource) as told:
        list(read(str(path), options))
    (fault,) = told.value.faults
    assert fault.path == str(path)
    return fault.message


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        "café 12".encode(),
        b"\xef\xbb\xbf" + "café 12".encode(),
        b"\xff\xfe" + "café 12".encode("utf-16-le"),
        b"\xfe\xff" + "café 12".encode("utf-16-be"),
    ],
)
def test_marks_of_an_encoding_are_no_text(tmp_path: Path, data: bytes) -> None:
    (source,) = read(str(write(tmp_path, "a.txt", data)))
    assert source.text == "café 12" and source.notes == ()


def test_cp1252_is_read_with_a_note(tmp_path: Path) -> None:
    (source,) = read(str(write(tmp_path, "a.txt", "It cost £12 – “cheap”".encode("cp1252"))))
    assert source.text == "It cost £12 – “cheap”"
    assert source.notes == ("read as cp1252: byte 0xa3 in line 1 is not UTF-8",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb\0c", "holds a NUL byte, so it is binary or UTF-16 without a mark; UTF-8 is expected"),
        (b"%PDF-1.7 abc", "is a PDF, not text"),
        (b"\xff\xfea\0\0\xd8", "starts with a mark of UTF-16 but is not valid at byte 2"),
        (b"\x81\x8d abc", "byte 0x81 in line 1 is not UTF-8, and the file is not cp1252 either; UTF-8 is expected"),
        (
            "Привет мир".encode("cp1251"),
            "byte 0xcf in line 1 is not UTF-8, and read as cp1252 it is no Western text; UTF-8 is expected",
        ),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    assert fault_of(write(tmp_path, "a.txt", data)) == message


def test_a_missing_file_a_folder_and_an_unknown_format_are_told(tmp_path: Path) -> None:
    assert "No such file" in fault_of(tmp_path / "none.md")
    (tmp_path / "b.md").mkdir()
    assert fault_of(tmp_path / "b.md") == "is not a regular file"
    assert "unknown extension; --as FORMAT" in fault_of(write(tmp_path, "a.xyz", b"x"))
    assert "did you mean 'markdown'" in fault_of(write(tmp_path, "a.txt", b"x"), ReadOptions(format="markdwon"))


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    assert fault_of(path) == "holds 500 MB; files up to 200 MB are read"


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    assert "has a line of 6,000,000 characters" in fault_of(write(tmp_path, "a.txt", b"x" * 6_000_000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert fault_of(tmp_path / "a.md") == "is not a regular file"


def test_an_empty_file_has_no_blocks(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.rst", "a.adoc", "a.tex"):
        (source,) = read(str(write(tmp_path, name, b"")))
        assert to_prose(source) == ()
    assert list(read(str(write(tmp_path, "a.jsonl", b"")))) == []


@pytest.mark.parametrize(
    ("head", "line", "message"),
    [
        ("---\ntitle: ok\nbad: [1, 2\n---\n", 5, "is no YAML"),
        ("---\na: 'x\nb: 2\n---\n", 4, "is no YAML"),
        ("+++\ntitle = \"ok\"\nbad = = 2\n+++\n", 3, "is no TOML"),
    ],
)
def test_a_fault_in_front_matter_is_told_and_the_body_is_read(head: str, line: int, message: str) -> None:
    source = read_text(head + "Body of 12.\n", "a.md")
    (fault,) = source.faults
    assert fault.path == "a.md" and message in fault.message and abs((fault.line or 0) - line) <= 1
    assert [block.text for block in to_prose(source)] == ["Body of 12."]


def test_hostile_front_matter_costs_nothing() -> None:
    aliases = "".join(f"a{n}: &a{n} [" + f"*a{n - 1}," * 9 + "]\n" for n in range(1, 30))
    source = read_text(f"---\ntitle: Fine 5\na0: &a0 x\n{aliases}---\nBody 12.\n", "a.md")
    assert [block.text for block in to_prose(source)] == ["Fine 5", "Body 12."]
    source = read_text("---\na: " + "[" * 50_000 + "\n---\nBody 12.\n", "a.md")
    assert len(source.faults) == 1 and [block.text for block in to_prose(source)] == ["Body 12."]
    source = read_text("---\na: !!python/object/apply:os.getcwd []\ntitle: T 5\n---\nBody 12.\n", "a.md")
    assert [block.text for block in to_prose(source)] == ["T 5", "Body 12."]


def test_a_rule_and_a_heading_are_no_front_matter() -> None:
    source = read_text("---\nSome 12 words\n---\n\nBody.\n", "a.md")
    assert [block.text for block in to_prose(source)] == ["Some 12 words", "Body."]


def test_rows_of_a_collection_are_documents(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "x", "text": "It cost £12.\n\nMore.", "date": "2024-03-05", "title": "Head 3"}),
        "{broken",
        "",
        json.dumps({"id": 7, "no": "text"}),
        json.dumps({"text": "Two"}),
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(rows).encode())
    first, broken, textless, last = read(str(path))
    assert first.path == f"{path}#x" and first.published == dt.date(2024, 3, 5)
    blocks = to_prose(first)
    assert [block.kind for block in blocks] == ["title", "paragraph", "paragraph"]
    assert [block.text for block in blocks] == ["Head 3", "It cost £12.", "More."]
    assert first.text.startswith("It cost £12.\n\nMore.")
    assert blocks[1].span(8, 11).start == 8
    assert first.text[blocks[0].span(5, 6).start] == "3"
    assert broken.faults[0].line == 2 and textless.faults[0].line == 4
    assert to_prose(broken) == () and last.path == f"{path}#5"


def test_fields_of_a_collection_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b'Key,Body,Head\n1,"One, 12\nand 13",H\n2,Two\n')
    options = ReadOptions(id_field="key", text_field="body", title_field="head")
    first, second = read(str(path), options)
    assert (first.path, first.text) == (f"{path}#1", "One, 12\nand 13\n\nH")
    assert second.text == "Two"
    assert "its columns: Key, Body, Head" in fault_of(path)


def document(body: str, prefix: str = "") -> bytes:
    file = io.BytesIO()
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(file, "w") as archive:
        xml = f'{prefix}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


def test_a_word_file_gives_its_paragraphs(tmp_path: Path) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Head 11</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>It cost </w:t></w:r><w:r><w:t xml:space="preserve">£12</w:t></w:r>'
        "<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r><w:t> or 13</w:t></w:r></w:ins></w:p>"
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>item 14</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>15</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    (source,) = read(str(write(tmp_path, "a.docx", document(body))))
    blocks = to_prose(source)
    assert [(block.kind, block.text) for block in blocks] == [
        ("title", "Head 11"),
        ("paragraph", "It cost £12 or 13"),
        ("list_item", "item 14"),
        ("table_cell", "Year"),
        ("table_cell", "15"),
    ]
    span = blocks[1].span(8, 11)
    assert source.text[span.start : span.end] == "£12" and source.text.count("\n", 0, span.start) == 1
    assert blocks[4].cell is not None and blocks[4].cell.header == "Year"


def test_broken_and_hostile_word_files_are_told(tmp_path: Path) -> None:
    assert "not a Word file" in fault_of(write(tmp_path, "a.docx", b"PK nothing"))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "no word/document.xml" in fault_of(write(tmp_path, "b.docx", empty.getvalue()))
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert "declares entities" in fault_of(write(tmp_path, "c.docx", document("<w:p/>", entities)))
    assert "is broken" in fault_of(write(tmp_path, "d.docx", document("<w:p>")))


def test_a_notebook_that_is_none_is_told(tmp_path: Path) -> None:
    assert "is no notebook" in fault_of(write(tmp_path, "a.ipynb", b"{"))
    assert "cells" in fault_of(write(tmp_path, "b.ipynb", b"[]"))
    assert "nested too deeply" in fault_of(write(tmp_path, "c.ipynb", b"[" * 100_000))


def test_a_format_can_be_forced(tmp_path: Path) -> None:
    (source,) = read(str(write(tmp_path, "a.xyz", b"# Head 5\n\nText *6*\n")), ReadOptions(format="markdown"))
    assert [(block.kind, block.text) for block in to_prose(source)] == [("title", "Head 5"), ("paragraph", "Text 6")]


def test_standard_input_goes_by_its_name() -> None:
    assert to_prose(read_text("a *5*", "x.md"))[0].text == "a 5"
    assert to_prose(read_text("a *5*", "<stdin>"))[0].text == "a *5*"
    assert to_prose(read_text("<p>a 5", "<stdin>", "html"))[0].text == "a 5"


FRENCH = "Le nombre des personnes qui ont été tuées dans la ville est plus élevé que dans les années passées, dit la police. " * 8


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_another_language_is_noted_and_not_checked(name: str) -> None:
    source = read_text(FRENCH, name)
    assert source.language == "French" and to_prose(source) == ()
    assert source.notes == ("is not English (looks like French), so it is not checked",)
    assert read_text(ENGLISH, name).language == "en"
    assert to_prose(read_text("Le prix: 5", name)) != ()


def test_a_page_may_say_its_language() -> None:
    assert to_prose(read_text('<html lang="de"><p>5 Tage</p></html>', "a.html")) == ()
    assert read_text("---\nlocale: en_AU\n---\nx", "a.md").territory == "AU"


@pytest.mark.parametrize(
    ("name", "text", "comments"),
    [
        ("a.md", "a <!-- b --> c\n\n`<!-- code -->`\n\n[//]: # (d)\n", ["<!-- b -->", "[//]: # (d)"]),
        ("a.html", "<p>a<!-- b --></p>", ["<!-- b -->"]),
        ("a.tex", "a % b\n\\% c\n", ["% b"]),
        ("a.rst", "a\n\n.. b c\n\n.. note:: d\n", [".. b c"]),
        ("a.adoc", "a\n// b\n", ["// b"]),
    ],
)
def test_comments_are_found(name: str, text: str, comments: list[str]) -> None:
    source = read_text(text, name)
    assert [text[span.start : span.end] for span in comment_spans(source)] == comments


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Head 5\n\nIt cost 6.", ["title", "paragraph"]),
        ("Did it cost 5?\n\nIt cost 6.", ["title", "paragraph"]),
        ("It cost 5.\n\nIt cost 6.", ["paragraph", "paragraph"]),
        ("Head 5\nIt cost 6.", ["paragraph"]),
        ("Only line", ["paragraph"]),
    ],
)
def test_a_headline_is_a_short_first_line_set_apart(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in to_prose(read_text(text, "a.txt"))] == kinds


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:10:00+02:00", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("Tue, 5 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("3/5/2024", "None"),
        ("2024-13-05", "None"),
        ("soon", "None"),
    ],
)
def test_days_that_read_one_way_count(written: str, day: str) -> None:
    assert str(read_text(f"---\ndate: {written}\n---\nx", "a.md").published) == day


def test_the_name_of_a_post_may_give_its_day() -> None:
    assert read_text("x", "posts/2024-03-05-launch.md").published == dt.date(2024, 3, 5)
    assert read_text("---\ndate: 2020-01-02\n---\nx", "2024-03-05-launch.md").published == dt.date(2020, 1, 2)
    assert read_text("x", "12-2024-03-05.md").published is None


def test_a_table_tells_each_cell_its_heads() -> None:
    blocks = to_prose(read_text("| Year | Cost ($m) |\n|---|---|\n| 2020 | 5 |\n| Total | 7 |\n", "a.md"))
    found = [(block.text, block.cell) for block in blocks if block.cell]
    cells = [(text, cell.row, cell.column, cell.header, cell.stub) for text, cell in found]
    assert cells == [
        ("Year", 0, 0, "", ""),
        ("Cost ($m)", 0, 1, "", ""),
        ("2020", 1, 0, "Year", ""),
        ("5", 1, 1, "Cost ($m)", "2020"),
        ("Total", 2, 0, "Year", ""),
        ("7", 2, 1, "Cost ($m)", "Total"),
    ]
    assert len({block.group for block in blocks}) == 1


def test_a_long_text_is_read_in_parts_with_the_same_places() -> None:
    paragraph = ENGLISH * 20 + "\n\n- item **{n}** é\n\n```\ncode 9999\n\nx\n```\n\n"
    text = "".join(paragraph.format(n=number) for number in range(1000, 1500))
    source = read_text(text, "a.md")
    items = [block for block in to_prose(source) if block.kind == "list_item"]
    assert len(text) > 4_000_000 and [block.text for block in items] == [f"item {number} é" for number in range(1000, 1500)]
    for block in (items[0], items[250], items[-1]):
        span = block.span(5, 9)
        assert source.text[span.start : span.end] == block.text[5:9]


@pytest.mark.parametrize("name", ["a.ipynb", "a.md"])
def test_a_number_longer_than_python_reads_is_a_fault_of_the_file(tmp_path: Path, name: str) -> None:
    long = "1" * 6000
    file = tmp_path / name
    file.write_text('{"cells": [], "n": ' + long + "}" if name == "a.ipynb" else f"+++\nn = {long}\n+++\nThe body stays.\n")
    if name == "a.ipynb":
        with pytest.raises(UnreadableSource, match="too long"):
            list(read(str(file)))
    else:
        (source,) = read(str(file))
        assert "too long" in source.faults[0].message and to_prose(source)[0].text == "The body stays."


def test_front_matter_says_nothing_about_the_language_of_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    spanish = "el la de que los las por con una para " * 20
    file.write_text(f"---\nx: {spanish}\n---\n\nOf the 30 people who came, 40 were hurt.\n")
    (source,) = read(str(file))
    assert source.language is None and to_prose(source)


def test_a_file_that_is_not_there_is_told_as_such_whatever_its_extension(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "gone.xyz").startswith("cannot be read")


def test_rows_between_bars_are_a_table_in_plain_text_too() -> None:
    source = read_text("Counts.\n\n| Bird | 2018 |\n|---|---|\n| Puffin | 905 |\n| Skua | 31 |\n\nThe end.\n", "a.txt")
    cells = [block for block in to_prose(source) if block.kind == "table_cell"]
    told = [(cell.text, cell.cell.header, cell.cell.stub) for cell in cells[3::2]]
    assert told == [("905", "2018", "Puffin"), ("31", "2018", "Skua")]
