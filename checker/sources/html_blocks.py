"""HTML to blocks: the elements that make blocks, those that are no prose, and tables and lists with their numbers."""

from __future__ import annotations

import html as entities
import re
from collections import Counter

from checker.model.text import Block, Cell
from checker.sources.cells import TableNumbering
from checker.sources.html_tokens import attributes_of, find_close, tokens
from checker.sources.offsets import PLACEHOLDER, ProseWriter

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_MUTED = frozenset(
    "script style head noscript template svg math iframe object video audio canvas map pre select textarea button form nav aside "
    "footer menu dialog".split()
)
_CODE = frozenset("code kbd samp tt var".split())
_STRUCK = frozenset("del s strike".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"li": "list_item", "dd": "list_item", "blockquote": "quote", "figcaption": "caption", "caption": "caption"}
# Elements whose end tag may be left out, by the element that ends them.
_ENDS = {
    "li": frozenset(["li", "p"]),
    "dt": frozenset(["dt", "dd", "p"]),
    "dd": frozenset(["dt", "dd", "p"]),
    "td": frozenset(["td", "th", "p"]),
    "th": frozenset(["td", "th", "p"]),
    "tr": frozenset(["td", "th", "tr", "p"]),
    "tbody": frozenset(["td", "th", "tr", "thead", "tbody", "p"]),
}
_ASIDE = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|cookies?|related|newsletter|advert|ads?|promo|pagination"
    r"|skip-link|screen-reader|sr-only|visually-hidden|comments|footer|toc)(?![a-z])",
    re.I,
)
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_SPACE = " \t\r\n\f"
# A cell with so many words and a stop holds a paragraph: a page laid out by tables.
_CELL_WORDS = 40


class BlockCollector:
    """Walks the tokens of one stretch of HTML. ``group``: the number of the last list or table before it."""

    def __init__(self, text: str, group: int = 0) -> None:
        self.text = text
        self.groups = group
        self.blocks: list[Block] = []
        self.stack: list[str] = []
        self.open = Counter[str]()
        self.muted_at = 0
        self.writer = ProseWriter()
        # Lists and tables that are open: [number, next item's number or None], and numberings with their cell.
        self.lists: list[list[int | None]] = []
        self.tables: list[TableNumbering] = []
        self.cell: tuple[bool, int, int] | None = None
        self.placed: Cell | None = None
        self.item_number: int | None = None
        self.linked = 0

    def collect(self, start: int, end: int) -> list[Block]:
        for token in tokens(self.text, start, end):
            kind = token.lastgroup
            if kind == "text":
                if not self.muted_at:
                    self._write(token[0], token.start())
            elif kind == "attributes":
                close, tag, attributes = token.group("close", "tag", "attributes")
                if close:
                    self._close(tag.lower(), token.start())
                else:
                    self._open(tag.lower(), attributes, *token.span())
            elif kind in ("entity", "character") and not self.muted_at:
                self._write_entity(token[0], token.start())
        self._flush()
        return self.blocks

    # Text

    def _write(self, text: str, at: int) -> None:
        writer = self.writer
        if "\n" not in text and "  " not in text and "\t" not in text and "\r" not in text and "\f" not in text:
            if text[0] == " " and self._ends_in_space():
                text, at = text[1:], at + 1
            writer.copy(text, at)
            return
        done = 0
        for found in _SPACES.finditer(text):
            self._copy(text[done : found.start()], at + done)
            if not self._ends_in_space():
                size = found.end() - found.start()
                if size == 1:
                    writer.copy(" ", at + found.start())
                else:
                    writer.swap(" ", at + found.start(), size)
            done = found.end()
        self._copy(text[done:], at + done)

    def _copy(self, text: str, at: int) -> None:
        if text[:1] == " " and self._ends_in_space():
            text, at = text[1:], at + 1
        self.writer.copy(text, at)

    def _ends_in_space(self) -> bool:
        parts = self.writer.parts
        return not parts or parts[-1][-1] == " "

    def _write_entity(self, written: str, at: int) -> None:
        meant = entities.unescape(written)
        if meant == written or not meant:
            self.writer.copy(written, at)
        else:
            self.writer.swap(meant.replace("\n", " "), at, len(written))

    # Blocks

    def _flush(self) -> None:
        """The block collected so far, by the elements that are open."""
        writer, self.writer = self.writer, ProseWriter()
        linked, self.linked = self.linked, 0
        if not writer.parts:
            return
        if self.cell is not None:
            self._flush_cell(writer)
            return
        kind, level = self._kind()
        in_list = kind == "list_item" and bool(self.lists)
        number = self.item_number if in_list else None
        if in_list:
            level = len(self.lists)
        group = self.lists[-1][0] if in_list else None
        block = writer.finish(len(self.blocks), kind, level=level, group=group, number=number)
        if block is None or (in_list and linked >= len(block.text)):
            # An item that is all link belongs to a menu.
            return
        self.item_number = None
        self.blocks.append(block)

    def _kind(self) -> tuple[str, int]:
        for tag in reversed(self.stack[-40:]):
            if tag in _HEADINGS:
                return "heading", _HEADINGS[tag]
            if tag in _KINDS:
                return _KINDS[tag], 0
        return "paragraph", 0

    def _flush_cell(self, writer: ProseWriter) -> None:
        assert self.cell is not None
        text = "".join(writer.parts).strip()
        if len(text) > 5 * _CELL_WORDS and len(text.split()) >= _CELL_WORDS and "." in text:
            block = writer.finish(len(self.blocks), "paragraph")
        else:
            if self.placed is None:
                is_header, columns, rows = self.cell
                self.placed = self.tables[-1].place(text, is_header=is_header, columns=columns, rows=rows)
            block = writer.finish(len(self.blocks), "table_cell", group=self.tables[-1].group, cell=self.placed)
        if block:
            self.blocks.append(block)

    # Tags

    def _open(self, tag: str, written: str, start: int, end: int) -> None:
        if tag in _VOID:
            if tag == "br" and not self.muted_at:
                if not self._ends_in_space():
                    self.writer.swap(" ", start, end - start)
            elif tag == "hr":
                self._flush()
            return
        is_block = tag in _BLOCKS
        if is_block:
            self._flush()
            ended = _ENDS.get(tag)
            while ended and self.stack and self.stack[-1] in ended:
                self._pop()
            if tag == "p" and self.stack and self.stack[-1] == "p":
                self._pop()
        if written.endswith("/") and not is_block:
            return
        self.stack.append(tag)
        self.open[tag] += 1
        if self.muted_at:
            return
        if tag in _MUTED or (is_block and written and self._is_aside(tag, written)):
            self.muted_at = len(self.stack)
        elif tag in _CODE or tag in _STRUCK:
            self.muted_at = len(self.stack)
            if tag in _CODE:
                self.writer.insert(PLACEHOLDER, start)
        elif tag == "sup":
            self._open_superscript(start, end)
        elif tag == "q":
            self.writer.insert("“", end)
        elif tag == "a":
            self.linked -= self.writer.length
        elif is_block:
            self._open_numbered(tag, written)

    def _is_aside(self, tag: str, written: str) -> bool:
        if tag in ("html", "body", "main", "article", "td", "table", "tr") or "=" not in written:
            return "hidden" in written.split()
        attributes = attributes_of(written)
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if attributes.get("role") in ("navigation", "search", "menu"):
            return True
        named = " ".join((attributes.get("class", ""), attributes.get("id", "")))
        return bool(named.strip()) and tag not in _HEADINGS and tag != "p" and bool(_ASIDE.search(named))

    def _open_superscript(self, start: int, end: int) -> None:
        """10<sup>6</sup> is a power, 1<sup>st</sup> a word, a number behind a word the mark of a note."""
        close = find_close(self.text, "sup", end, min(len(self.text), end + 300))
        inside = self.text[end:close] if close >= 0 else ""
        before = self.writer.parts[-1][-1:] if self.writer.parts else ""
        if "<a" in inside or (inside.strip("[] ").isdigit() and not before.isdigit()):
            self.muted_at = len(self.stack)
        elif inside.lstrip("-+−").isdigit():
            self.writer.insert("^", end)

    def _open_numbered(self, tag: str, written: str) -> None:
        if tag in ("ul", "ol"):
            self.groups += 1
            start = attributes_of(written).get("start", "1") if tag == "ol" else ""
            self.lists.append([self.groups, _small_number(start) if tag == "ol" else None])
        elif tag == "li" and self.lists:
            value = attributes_of(written).get("value", "") if written else ""
            current = self.lists[-1]
            if value and current[1] is not None:
                current[1] = _small_number(value)
            self.item_number = current[1]
            if current[1] is not None:
                current[1] += 1
        elif tag == "table":
            self.groups += 1
            self.tables.append(TableNumbering(self.groups))
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag in ("td", "th") and self.tables:
            self._open_cell(tag, written)

    def _open_cell(self, tag: str, written: str) -> None:
        attributes = attributes_of(written) if written else {}
        table = self.tables[-1]
        heads = tag == "th" and attributes.get("scope") not in ("row", "rowgroup")
        heads = heads and (self.open["thead"] > 0 or table.row <= 0 or attributes.get("scope") == "col")
        self.cell = (heads, _small_number(attributes.get("colspan", "")), _small_number(attributes.get("rowspan", "")))
        self.placed = None

    def _close(self, tag: str, start: int) -> None:
        if tag in _BLOCKS:
            self._flush()
        if not self.open[tag]:
            return
        if tag == "q" and not self.muted_at:
            self.writer.insert("”", start)
        elif tag == "a" and not self.muted_at:
            self.linked += self.writer.length
        while self.stack:
            if self._pop() == tag:
                return

    def _pop(self) -> str:
        tag = self.stack.pop()
        self.open[tag] -= 1
        if self.muted_at > len(self.stack):
            self.muted_at = 0
        elif not self.muted_at:
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            elif tag == "table" and self.tables:
                self.tables.pop()
                self.cell = None
            elif tag in ("td", "th") and self.tables:
                if self.cell is not None and self.placed is None:
                    is_header, columns, rows = self.cell
                    self.tables[-1].place("", is_header=is_header, columns=columns, rows=rows)
                self.cell = None
        return tag


def _small_number(written: str) -> int:
    """What "colspan" says; 1 for anything odd."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
