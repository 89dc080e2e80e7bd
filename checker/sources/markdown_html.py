"""comrak's rendering read back: blocks and spans with places, text aligned with the source.

comrak gives the place of every block and of most spans (columns in bytes), none for bare text; and a span's
place is wrong now and then in wrapped list lines. So places are hints, each verified by the characters that must
stand there; the text itself decides. Text that cannot be found where it should be is dropped: no finding is better
than one at a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.model.text import Block
from checker.sources.alignment import Aligner
from checker.sources.cells import TableNumbering
from checker.sources.columns import Columns
from checker.sources.offsets import ProseWriter, split_block
from checker.sources.rendering import render_parts, unescape

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_PLACE = re.compile(r'data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_HREF = re.compile(r'href="([^"]*)"')
_ALT = re.compile(r'alt="([^"]*)"')
_START = re.compile(r'start="(\d+)"')
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX\x0e]\][ \t]+)?", re.M)
_DETAILS_MARKER = re.compile(r"[ \t]*[:~][ \t]+")
_LINK_TAIL = re.compile(r"\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\]\n]*\])?")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)", re.I)
_DELIMITERS = {"em": 1, "strong": 2, "del": 2}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FEWEST_CAPTION_WORDS = 4


class _Frame:
    """An open block: its tag and where the text behind its last child goes on."""

    __slots__ = ("tag", "cursor", "limit", "number")

    def __init__(self, tag: str, cursor: int, limit: int, number: int | None = None) -> None:
        self.tag = tag
        self.cursor = cursor
        self.limit = limit
        self.number = number


class MarkdownReader:
    """Walks the tags of one rendering. ``text`` is the source, ``masked`` what was parsed: equal in length and lines."""

    def __init__(self, text: str, masked: str, fences: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.fences = fences
        self.lines_before = 0
        self.masked = masked
        self.columns = Columns(masked)
        self.aligner = Aligner(text, masked)
        self.blocks: list[Block] = []
        self.frames: list[_Frame] = [_Frame("document", 0, len(text))]
        self.writer: ProseWriter | None = None
        self.kind, self.level = "paragraph", 0
        self.closing: list[int] = []
        self.muted = 0
        self.groups = 0
        self.lists: list[int] = []
        self.table = TableNumbering()
        self.is_header = False
        self.captions: list[ProseWriter] = []

    def read(self) -> list[Block]:
        for rendered, lines_before in render_parts(self.text, self.masked, self.fences):
            self.lines_before = lines_before
            for found in _TOKEN.finditer(rendered):
                close, tag, attributes, text = found.groups()
                if text is not None:
                    if not self.muted:
                        self._read_text(text)
                elif close:
                    self._close(tag)
                else:
                    self._open(tag, attributes)
            self._finish()
        return self.blocks

    # Places

    def _place(self, attributes: str) -> tuple[int, int] | None:
        found = _PLACE.search(attributes)
        if found is None:
            return None
        line, column, last, end = map(int, found.groups())
        before = self.lines_before
        return self.columns.offset(before + line, column), self.columns.offset(before + last, end + 1)

    # Text

    def _read_text(self, text: str) -> None:
        if self.writer is None:
            if text.isspace():
                return
            frame = self.frames[-1]
            if frame.tag not in ("li", "dd", "dt"):
                # Between blocks stands only what comrak adds itself, or HTML that the mask left.
                return
            self._begin(frame.cursor, frame.limit, *self._kind_inside())
            text = text.lstrip()
        self.aligner.write(self.writer, unescape(text))

    def _begin(self, cursor: int, limit: int, kind: str, level: int = 0) -> None:
        self._finish()
        self.writer = ProseWriter()
        self.kind, self.level = kind, level
        self.aligner.begin(cursor, limit)

    def _kind_inside(self) -> tuple[str, int]:
        """The kind of a paragraph by the blocks around it, the innermost that gives one; lists with their depth."""
        if len(self.frames) > 1 and self.frames[1].tag == "section":
            return "footnote", 0
        for frame in reversed(self.frames):
            kind = _KIND_OF.get(frame.tag)
            if kind:
                return kind, len(self.lists) if kind == "list_item" else 0
        return "paragraph", 0

    def _finish(self) -> None:
        writer, self.writer = self.writer, None
        self.muted = 0
        self.closing.clear()
        if writer is None:
            return
        self.frames[-1].cursor = max(self.frames[-1].cursor, self.aligner.cursor)
        in_list = self.kind == "list_item" and bool(self.lists)
        group, number = (self.lists[-1], self._take_number()) if in_list else (None, None)
        block = writer.finish(len(self.blocks), self.kind, level=self.level, group=group, number=number)
        if block:
            self.blocks += split_block(block)
        for caption in self.captions:
            found = caption.finish(len(self.blocks), "caption")
            if found and len(found.text.split()) >= _FEWEST_CAPTION_WORDS:
                self.blocks.append(found)
        self.captions.clear()

    def _take_number(self) -> int | None:
        """The number of the item, for its first block only."""
        for frame in reversed(self.frames):
            if frame.tag == "li":
                number, frame.number = frame.number, None
                return number
        return None

    # Tags

    def _open(self, tag: str, attributes: str) -> None:
        handler = _OPEN.get(tag)
        if handler is not None:
            handler(self, tag, attributes)

    def _close(self, tag: str) -> None:
        if tag in _SPANS:
            if tag in _DELIMITERS:
                self._close_delimited(tag)
            elif tag != "code" or self.writer is not None:
                self._close_span()
            return
        if tag in _LEAVES:
            if tag in ("td", "th"):
                self._close_cell()
            self._finish()
            return
        if self.frames[-1].tag == tag and len(self.frames) > 1:
            self._finish()
            frame = self.frames.pop()
            self.frames[-1].cursor = max(self.frames[-1].cursor, frame.limit)
            if tag in ("ul", "ol"):
                self.lists.pop()

    def _open_leaf(self, tag: str, attributes: str) -> None:
        place = self._place(attributes)
        self._finish()
        if place is None:
            # The title that comrak writes over a call-out.
            return
        if tag in _HEADINGS:
            self._begin(*place, "heading", _HEADINGS[tag])
            self.aligner.skip(" \t#")
        elif tag == "p":
            self._begin(*place, *self._kind_inside())
        self.frames[-1].cursor = max(self.frames[-1].cursor, place[1])

    def _open_container(self, tag: str, attributes: str) -> None:
        self._finish()
        place = self._place(attributes) or (self.frames[-1].cursor, self.frames[-1].limit)
        if tag in ("ul", "ol"):
            self.groups += 1
            self.lists.append(self.groups)
            start = _START.search(attributes)
            number = (int(start[1]) if start else 1) if tag == "ol" else None
            self.frames.append(_Frame(tag, *place, number))
            return
        if tag == "li":
            self._open_item(place)
            return
        marker = _DETAILS_MARKER.match(self.masked, place[0]) if tag == "dd" else None
        limit = place[1] if tag != "dt" else self._line_end(place[0])
        self.frames.append(_Frame(tag, marker.end() if marker else place[0], limit))

    def _open_item(self, place: tuple[int, int]) -> None:
        lists = self.frames[-1]
        number = lists.number
        if number is not None:
            lists.number = number + 1
        marker = _MARKER.match(self.masked, place[0])
        self.frames.append(_Frame("li", marker.end() if marker else place[0], place[1], number))

    def _line_end(self, at: int) -> int:
        end = self.masked.find("\n", at)
        return end if end >= 0 else len(self.masked)

    def _open_code_block(self, tag: str, attributes: str) -> None:
        self._finish()
        place = self._place(attributes)
        if place:
            self.frames[-1].cursor = max(self.frames[-1].cursor, place[1])
        self.muted = 1
        self.frames.append(_Frame("pre", *(place or (self.frames[-1].cursor, self.frames[-1].limit))))

    # Spans

    def _open_delimited(self, tag: str, attributes: str) -> None:
        if self.writer is None:
            self._read_text_start()
        aligner = self.aligner
        if tag == "del" or aligner.masked[aligner.cursor : aligner.cursor + 1] not in ("*", "_"):
            place = self._place(attributes)
            aligner.move_to(place[0] if place else -1, "*_~")
            if tag == "del":
                self.muted += 1
                self.closing.append(place[1] if place else -1)
        aligner.skip_delimiters(_DELIMITERS[tag])

    def _close_delimited(self, tag: str) -> None:
        if tag == "del":
            self._close_span()
        else:
            self.aligner.skip_delimiters(_DELIMITERS[tag])

    def _read_text_start(self) -> None:
        """A span opens the text of a tight list item."""
        frame = self.frames[-1]
        if frame.tag in ("li", "dd", "dt"):
            self._begin(frame.cursor, frame.limit, *self._kind_inside())

    def _open_link(self, tag: str, attributes: str) -> None:
        if self.writer is None:
            self._read_text_start()
        place = self._place(attributes)
        if place is None:
            # The mark of a footnote, or the way back from one.
            self.muted += 1
            self.closing.append(-1)
            return
        self.aligner.move_to(place[0], "[<")
        if self.aligner.at("["):
            self.aligner.cursor += 1
            self.closing.append(place[1] if self.masked[place[1] - 1 : place[1]] in (")", "]") else -2)
            return
        self._hide_span(place)
        self.muted += 1
        self.closing.append(-1)

    def _hide_span(self, place: tuple[int, int]) -> None:
        """An address or code in a sentence: its place is kept, its characters are not."""
        if self.writer is not None:
            self.aligner.stand_in(self.writer, place)

    def _close_span(self) -> None:
        if not self.closing:
            return
        end = self.closing.pop()
        if self.muted:
            self.muted -= 1
            if end > self.aligner.cursor:
                self.aligner.cursor = end
            return
        if end > self.aligner.cursor:
            self.aligner.cursor = end
            return
        tail = _LINK_TAIL.match(self.masked, self.aligner.cursor, self.aligner.limit)
        if tail:
            self.aligner.cursor = tail.end()

    def _open_code(self, tag: str, attributes: str) -> None:
        if self.frames[-1].tag == "pre":
            return
        if self.writer is None:
            self._read_text_start()
        place = self._place(attributes)
        self.muted += 1
        self.closing.append(-1)
        if place:
            self.aligner.move_to(place[0], "`")
            self._hide_span(place)

    def _open_note_mark(self, tag: str, attributes: str) -> None:
        place = self._place(attributes)
        self.muted += 1
        self.closing.append(place[1] if place else -1)

    def _open_image(self, tag: str, attributes: str) -> None:
        if self.writer is None:
            self._read_text_start()
        place = self._place(attributes)
        if place is None or self.muted:
            return
        self.aligner.move_to(place[0], "!")
        alt = _ALT.search(attributes)
        if alt and alt[1] and self.masked.startswith(unescape(alt[1]), place[0] + 2):
            caption = ProseWriter()
            caption.copy(unescape(alt[1]), place[0] + 2)
            if "\x0e" not in alt[1] and "\n" not in alt[1]:
                self.captions.append(caption)
        if place[1] > self.aligner.cursor:
            self.aligner.cursor = place[1]

    # Tables

    def _open_table(self, tag: str, attributes: str) -> None:
        self._finish()
        place = self._place(attributes)
        if tag == "table":
            self.groups += 1
            self.table = TableNumbering(self.groups)
            if place:
                self.frames[-1].cursor = max(self.frames[-1].cursor, place[1])
        elif tag == "tr":
            self.table.begin_row()
        else:
            # A row shorter than its head is filled up with cells that stand nowhere.
            self.is_header = tag == "th"
            if place:
                self._begin(*place, "table_cell")
            else:
                self.table.place("", is_header=self.is_header)

    def _close_cell(self) -> None:
        writer, self.writer = self.writer, None
        self.muted = 0
        self.closing.clear()
        if writer is not None:
            block = writer.finish(len(self.blocks), "table_cell", group=self.table.group)
            cell = self.table.place(block.text if block else "", is_header=self.is_header)
            if block:
                self.blocks.append(replace(block, cell=cell))
        self.captions.clear()


_KIND_OF = {"li": "list_item", "dd": "list_item", "blockquote": "quote", "div": "callout"}
_LEAVES = frozenset(["p", "td", "th", *_HEADINGS])
_SPANS = frozenset(["a", "code", "sup", *_DELIMITERS])
_OPEN = {
    **dict.fromkeys(["p", *_HEADINGS], MarkdownReader._open_leaf),
    **dict.fromkeys(["ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "section"], MarkdownReader._open_container),
    **dict.fromkeys(_DELIMITERS, MarkdownReader._open_delimited),
    **dict.fromkeys(["table", "tr", "th", "td"], MarkdownReader._open_table),
    "a": MarkdownReader._open_link,
    "code": MarkdownReader._open_code,
    "sup": MarkdownReader._open_note_mark,
    "img": MarkdownReader._open_image,
    "pre": MarkdownReader._open_code_block,
}
