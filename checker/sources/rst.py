"""reStructuredText: documentation, enhancement proposals, books.

In:  a file. Out: blocks; literal blocks, comments, directives that hold no prose, targets and fields left out.

Structure is indentation: one pass over the lines with a stack of what is open, no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.dates import read_day
from checker.sources.lines import BlockWriter, Line, hidden, hide_matches, lines_of
from checker.sources.options import ReadOptions
from checker.sources.rst_tables import read_table
from checker.sources.stand_ins import OBJECT, with_plain_line_ends

# Nothing inline goes on over a blank line.
_IN = r"(?:[^`\n]|\n(?![ \t]*\n))"
_LITERAL = re.compile(rf"``{_IN}{{1,500}}?``(?!`)")
_LINK = re.compile(
    rf"(?::[\w:+.-]{{1,40}}:)?`(?P<keep>{_IN}{{1,300}}?)(?:\s<[^<>`]{{1,500}}>)?`(?::[\w:+.-]{{1,40}}:|__?)?(?![\w`])"
)
_ROLE = re.compile(rf":[\w:+.-]{{1,40}}:`{_IN}{{1,300}}?`|\|[^|\s](?:[^|\n]{{0,60}}[^|\s])?\|_{{0,2}}")
_FOOTNOTE_MARK = re.compile(r"[ ]?\[(?:\d{1,4}|#[\w-]*|\*|[A-Za-z][\w.-]{0,40})\]_(?!\w)")
_STRONG = re.compile(r"(?<![\w*\\])(?:\*\*(?=\S)|\*(?=[^\s*]))|(?<=[^\s\\])\*{1,2}(?![\w*])")
_URL = re.compile(r"<?\b(?:https?|ftp)://[^\s<>`]*[^\s<>`.,;:!?)\]'\"]>?")
_ESCAPE = re.compile(r"\\(?P<keep>[^\w\s])|\\\s")
_REFERENCE = re.compile(r"(?<=\w)__?(?![\w_])")
# Roles that show what stands in them; the others show a name or code, unless they are given a text to show.
_SHOWN_ROLES = frozenset("term sub abbr emphasis strong title title-reference guilabel menuselection".split())

_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\Z")
_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:+.-]+?)::(?:[ \t]+|\Z)")
_NOTE = re.compile(r"\.\.[ \t]+\[([^\]]{1,60})\][ \t]*")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|\(?(?:(\d{1,4})|#|[A-Za-z]|[ivxlcdmIVXLCDM]{1,6})[.)])(?:[ \t]+|\Z)")
_FIELD = re.compile(r":([\w][\w .-]{0,60}):(?:[ \t]+|\Z)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{0,30}):(?:[ \t]+|\Z)")
_PROSE = frozenset(
    "note warning tip important caution danger hint attention error seealso admonition epigraph pull-quote highlights "
    "topic sidebar container compound class versionadded versionchanged versionremoved deprecated deprecated-removed rubric only "
    "figure table list-table centered".split()
)
# Their argument is a version, a file or a class.
_UNREAD_ARGUMENT = frozenset(
    "versionadded versionchanged versionremoved deprecated deprecated-removed figure container class only".split()
)
_CALLOUTS = frozenset("note warning tip important caution danger hint attention error seealso admonition topic sidebar".split())
_QUOTES = frozenset(["epigraph", "pull-quote", "highlights"])


@dataclass(slots=True)
class _Open:
    """A construct whose content is indented by at least ``indent``; ``kind`` of its paragraphs, "" for none."""

    indent: int
    kind: str
    group: int | None = None
    number: int | None = None


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    """The day from header lines: "Created: 05-Jul-2001", ":Date: 2024-03-05"."""
    found = re.search(r"^:?(?:Created|Date|Published)[ \t]*:[ \t]*(\S[^\n]*)", text[:4000], re.M)
    yield Source(path=path, text=text, format="rst", published=read_day(found[1]) if found else None)


def to_blocks(source: Source) -> list[Block]:
    plain = with_plain_line_ends(source.text)
    return _RstReader(source.text, plain).read()


def comment_spans(text: str) -> Iterator[Span]:
    """One-line comments: two dots, a space, and no directive, target or note."""
    for found in re.finditer(r"^[ \t]*\.\.[ \t]+(?![_\[|])(?![\w:+.-]+?::)[^\n]*", with_plain_line_ends(text), re.M):
        yield Span(*found.span())


def _mask(text: str) -> str:
    text = hide_matches(_LITERAL, text, OBJECT)
    text = _ROLE.sub(_mask_role, text)
    text = hide_matches(_LINK, text)
    text = hide_matches(_FOOTNOTE_MARK, text)
    text = hide_matches(_URL, text, OBJECT)
    text = hide_matches(_STRONG, text)
    text = hide_matches(_REFERENCE, text)
    return hide_matches(_ESCAPE, text)


def _mask_role(found: re.Match[str]) -> str:
    role = found[0].split("`")[0].strip(":").rsplit(":", 1)[-1]
    if role in _SHOWN_ROLES or (" <" in found[0] and found[0][0] == ":"):
        return found[0]
    return hidden(found[0], OBJECT)


class _RstReader:
    """Reads the lines one by one; ``at`` is the next."""

    def __init__(self, text: str, plain: str) -> None:
        self.plain = plain
        self.lines = lines_of(plain)
        self.out = BlockWriter(text, _mask(plain))
        self.at = 0
        self.open: list[_Open] = [_Open(0, "paragraph")]
        self.styles: list[str] = []
        # Lists that may go on, by indentation and mark, with their number.
        self.lists: dict[tuple[int, str], int] = {}

    def read(self) -> list[Block]:
        self._read_header()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.start == line.end:
                self.at += 1
                continue
            while len(self.open) > 1 and line.indent < self.open[-1].indent:
                self.open.pop()
            if not self.open[-1].kind:
                self.at += 1
            else:
                self._read_block(line)
        blocks = self.out.blocks
        for at, block in enumerate(blocks):
            if block.kind == "heading" and at < 3 and not any(other.kind == "title" for other in blocks):
                blocks[at] = replace(block, kind="title")
                break
        return blocks

    def _text(self, line: Line) -> str:
        return self.plain[line.start : line.end]

    def _line(self, at: int) -> Line | None:
        return self.lines[at] if at < len(self.lines) else None

    def _read_header(self) -> None:
        """The head of an enhancement proposal: fields down to the first blank line, the title among them."""
        found: list[Line] = []
        for line in self.lines:
            if line.start == line.end:
                break
            if not (_HEADER.match(self._text(line)) or (found and line.indent)):
                return
            found.append(line)
        if len(found) < 3:
            return
        for line in found:
            name = _HEADER.match(self._text(line))
            if name and name[1].lower() == "title":
                self.out.add([(line.start + name.end(), line.end)], "title")
        self.at = len(found)

    def _read_block(self, line: Line) -> None:
        text = self._text(line)
        below = self._line(self.at + 1)
        under = self._text(below) if below else ""
        if text.startswith("..") and (len(text) == 2 or text[2] in " \t"):
            self._read_explicit(line, text)
        elif _UNDERLINE.match(text) and self._read_overlined(line, text):
            return
        elif text.startswith("+-") or (set(text) <= {"=", " "} and " " in text):
            self._read_table(line)
        elif _UNDERLINE.match(text):
            self.at += 1
        elif under and below and below.indent == line.indent == 0 and _UNDERLINE.match(under) and len(under) >= len(text) - 2:
            self._add_heading(line, under[0])
            self.at += 2
        elif text.startswith(">>>") or text == "::":
            self._skip_literal(line, text)
        elif _FIELD.match(text):
            self.at += 1
            self.open.append(_Open(line.indent + 1, ""))
        else:
            item = _ITEM.match(text)
            if item and self._is_item(line, item):
                self._open_item(line, item)
            else:
                self._read_paragraph(line, line.start)

    # Headings

    def _read_overlined(self, line: Line, text: str) -> bool:
        title, under = self._line(self.at + 1), self._line(self.at + 2)
        if not (title and under and title.start < title.end and self._text(under) == text):
            return False
        self._add_heading(title, text[0] * 2)
        self.at += 3
        return True

    def _add_heading(self, line: Line, style: str) -> None:
        self.lists.clear()
        if style not in self.styles:
            self.styles.append(style)
        del self.open[1:]
        self.out.add([(line.start, line.end)], "heading", level=self.styles.index(style) + 1)

    # Explicit markup

    def _read_explicit(self, line: Line, text: str) -> None:
        self.at += 1
        note = _NOTE.match(text)
        if note:
            self.open.append(_Open(line.indent + 1, "footnote"))
            self._read_rest(line, line.start + note.end())
            return
        found = _DIRECTIVE.match(text)
        name = found[1].rsplit(":", 1)[-1] if found else ""
        if found is None or name not in _PROSE or "|" in found[0]:
            self.open.append(_Open(line.indent + 1, ""))
            return
        kind = "callout" if name in _CALLOUTS else "quote" if name in _QUOTES else self.open[-1].kind
        self.open.append(_Open(line.indent + 1, "caption" if name == "figure" else kind))
        if name in _UNREAD_ARGUMENT:
            return
        start = line.start + found.end()
        if name in ("table", "list-table"):
            self.out.add([(start, line.end)], "caption")
        elif start < line.end:
            self._read_rest(line, start)

    def _read_rest(self, line: Line, start: int) -> None:
        """A paragraph that begins on the line of its mark."""
        self.at -= 1
        self._read_paragraph(line, start, deeper=True)

    # Lists

    def _is_item(self, line: Line, item: re.Match[str]) -> bool:
        """A line that goes on at the item's indentation, is indented, blank or the next item; "I. am" is none."""
        below = self._line(self.at + 1)
        if below is None or below.start == below.end or item[0].strip() in ("-", "*", "+", "•", "‣", "⁃"):
            return True
        return below.indent > line.indent or _ITEM.match(self._text(below)) is not None

    def _open_item(self, line: Line, item: re.Match[str]) -> None:
        group = self.lists.get((line.indent, item[0].strip()[-1])) or self.out.next_group()
        self.lists = {key: number for key, number in self.lists.items() if key[0] < line.indent}
        self.lists[(line.indent, item[0].strip()[-1])] = group
        self.open.append(_Open(line.indent + max(1, item.end()), "list_item", group, int(item[1]) if item[1] else None))
        if item.end() < line.end - line.start:
            self._read_paragraph(line, line.start + item.end(), deeper=True)
        else:
            self.at += 1

    # Paragraphs

    def _read_paragraph(self, line: Line, start: int, *, deeper: bool = False) -> None:
        stretches = [(start, line.end)]
        self.at += 1
        indent = line.indent
        first = True
        while (following := self._line(self.at)) and following.start < following.end:
            if first and deeper:
                # The text of an item or note goes on under its text, not under its mark.
                if following.indent <= line.indent:
                    break
                indent = following.indent
            elif following.indent != indent:
                break
            text = self._text(following)
            if first is False and _UNDERLINE.match(text) and len(text) > 3:
                break
            if text.startswith(".. ") or (_ITEM.match(text) and not deeper and text[0] in "-*+•"):
                break
            stretches.append((following.start, following.end))
            self.at += 1
            first = False
        self._add_paragraph(line, stretches)

    def _add_paragraph(self, line: Line, stretches: list[tuple[int, int]]) -> None:
        context = self.open[-1]
        kind = context.kind
        if kind != "list_item":
            self.lists = {key: number for key, number in self.lists.items() if key[0] < line.indent}
        if kind == "paragraph" and line.indent > context.indent and not self._hangs(self.at - len(stretches)):
            kind = "quote"
        low, high = stretches[-1]
        ends_in_literal = self.plain.endswith("::", low, high)
        if ends_in_literal:
            stretches[-1] = (low, high - 1 if high - low > 2 else low)
        if self.plain.startswith("| ", stretches[0][0]):
            stretches = [(low + 2 if self.plain.startswith("| ", low) else low, high) for low, high in stretches]
        level = sum(1 for one in self.open if one.kind == "list_item") if kind == "list_item" else 0
        self.out.add(stretches, kind, level=level, group=context.group, number=context.number)
        context.number = None
        if ends_in_literal:
            self.open.append(_Open(line.indent + 1, ""))

    def _hangs(self, first: int) -> bool:
        """Whether the paragraph from line *first* stands right under a term that it defines."""
        return first > 0 and self.lines[first - 1].start < self.lines[first - 1].end

    def _skip_literal(self, line: Line, text: str) -> None:
        self.at += 1
        if text == "::":
            self.open.append(_Open(line.indent + 1, ""))
            return
        while (following := self._line(self.at)) and following.start < following.end:
            self.at += 1

    def _read_table(self, line: Line) -> None:
        end = read_table(self.out, self.plain, self.lines, self.at)
        if end == self.at:
            self._read_paragraph(line, line.start)
        self.at = max(self.at, end)
