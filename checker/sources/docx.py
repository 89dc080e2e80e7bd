"""Word documents (.docx): the paragraphs of the zip's XML.

In:  the bytes of a file.
Out: a source whose text is one paragraph a line, so that places read as paragraph and character; its blocks.

Tracked deletions, field codes and hidden fall-backs are left out; tracked insertions are read. Nothing is built
as a tree: the parser's events make the blocks, so that nesting costs nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.model.errors import Fault, UnreadableSource
from checker.model.text import Block, Source
from checker.sources.cells import TableNumbering
from checker.sources.decode import MAX_BYTES
from checker.sources.offsets import ProseWriter
from checker.sources.options import ReadOptions

_PARTS = (("word/document.xml", "paragraph"), ("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "footnote"))
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_UNREAD = frozenset(["del", "moveFrom", "instrText", "delText", "Fallback", "pict", "object"])
_STYLES = (
    (re.compile(r"title$", re.I), "title"),
    (re.compile(r"subtitle|standfirst|abstract|lead", re.I), "standfirst"),
    (re.compile(r"caption", re.I), "caption"),
    (re.compile(r"quot", re.I), "quote"),
    (re.compile(r"^list", re.I), "list_item"),
    (re.compile(r"footnote|endnote", re.I), "footnote"),
)
_HEADING = re.compile(r"(?:heading|berschrift|titre)\s*(\d)", re.I)
_CODE = re.compile(r"code|source|preformatted|verbatim", re.I)


def open_bytes(data: bytes, path: str, options: ReadOptions) -> Iterator[Source]:
    """The document.

    Raises:
        UnreadableSource: when the bytes are no Word file, or their XML is broken or hostile.
    """
    collected = _Collector()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                message = "not a Word file (no word/document.xml); pass --as text to read it as plain text"
                raise UnreadableSource([Fault(path, message)])
            for name, kind in _PARTS:
                if name in names:
                    _parse(_read_part(archive, name, path), name, kind, collected, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise UnreadableSource([Fault(path, f"not a Word file (a zip is expected): {error}")]) from error
    yield Source(path=path, text="".join(collected.text), format="docx", prepared=tuple(collected.blocks))


def _read_part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    """The XML of one part; what unpacks to more than a text may hold is refused, whatever the zip promises."""
    with archive.open(name) as file:
        xml = file.read(MAX_BYTES + 1)
    if len(xml) > MAX_BYTES:
        raise UnreadableSource([Fault(path, f"{name} unpacks to more than {MAX_BYTES / 1e6:,.0f} MB")])
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise UnreadableSource([Fault(path, f"{name} declares entities, which no Word file does")])
    return xml


def _parse(xml: bytes, name: str, kind: str, collected: _Collector, path: str) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    collected.default = kind
    parser.StartElementHandler = collected.start
    parser.EndElementHandler = collected.end
    parser.CharacterDataHandler = collected.characters
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise UnreadableSource([Fault(path, f"{name} is broken: {error}")]) from error


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read; text boxes put paragraphs inside paragraphs."""

    parts: list[str] = field(default_factory=list)
    style: str = ""
    in_list: bool = False
    depth: int = 0


class _Collector:
    """Takes the parser's events; ``text`` and ``blocks`` grow together."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.default = "paragraph"
        self.open: list[_Paragraph] = []
        self.unread = 0
        self.in_text = False
        self.tables: list[TableNumbering] = []
        self.row_span = 1
        self.groups = 0
        self.in_list = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in _UNREAD:
            self.unread += 1
        elif tag == "p" and name.startswith((_WORD, _STRICT)):
            self.open.append(_Paragraph())
        elif tag == "t":
            self.in_text = True
        elif tag == "tbl":
            self.groups += 1
            self.tables.append(TableNumbering(self.groups))
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag == "tc":
            self.row_span = 1
        elif self.open:
            self._start_inside(tag, attributes)

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        value = next((text for name, text in attributes.items() if name.endswith("val")), "")
        paragraph = self.open[-1]
        if tag == "pStyle":
            paragraph.style = value
        elif tag == "numPr":
            paragraph.in_list = True
        elif tag == "ilvl" and value.isdigit():
            paragraph.depth = min(int(value), 9)
        elif tag in ("tab", "br", "cr") and not self.unread:
            paragraph.parts.append(" ")
        elif tag == "noBreakHyphen" and not self.unread:
            paragraph.parts.append("\u2011")

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in _UNREAD:
            self.unread -= 1
        elif tag == "t":
            self.in_text = False
        elif tag == "p" and self.open and name.startswith((_WORD, _STRICT)):
            self._finish(self.open.pop())
        elif tag == "tbl" and self.tables:
            self.tables.pop()

    def characters(self, text: str) -> None:
        if self.in_text and not self.unread and self.open:
            self.open[-1].parts.append(text.replace("\n", " ").replace("\r", " "))

    def _finish(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.parts)
        start = self.length
        self.text.append(text + "\n")
        self.length += len(text) + 1
        if _CODE.search(paragraph.style):
            return
        writer = ProseWriter()
        writer.copy(text, start)
        kind, level = self._kind(paragraph)
        if self.tables:
            table = self.tables[-1]
            cell = table.place(text.strip(), is_header=table.row == 0)
            block = writer.finish(len(self.blocks), "table_cell", group=table.group, cell=cell)
        else:
            if kind == "list_item" and not self.in_list:
                self.groups += 1
            self.in_list = kind == "list_item"
            block = writer.finish(len(self.blocks), kind, level=level, group=self.groups if kind == "list_item" else None)
        if block:
            self.blocks.append(block)

    def _kind(self, paragraph: _Paragraph) -> tuple[str, int]:
        heading = _HEADING.search(paragraph.style)
        if heading:
            return "heading", int(heading[1])
        for pattern, kind in _STYLES:
            if pattern.search(paragraph.style) and not (kind == "title" and "sub" in paragraph.style.lower()):
                return kind, paragraph.depth + 1 if kind == "list_item" else 0
        if paragraph.in_list:
            return "list_item", paragraph.depth + 1
        return self.default, 0


def to_blocks(source: Source) -> list[Block]:
    """Blocks are made while reading; a source without them has none."""
    return list(source.prepared or ())
