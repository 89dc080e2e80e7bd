"""AsciiDoc: books and documentation.

In:  a file. Out: blocks; listings, literal blocks, comments, attribute lines and macros without prose left out.

One pass over the lines with a stack of open delimiters, no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.cells import TableNumbering
from checker.sources.dates import read_day
from checker.sources.lines import BlockWriter, Line, hidden, hide_matches, lines_of
from checker.sources.options import ReadOptions
from checker.sources.stand_ins import NOTHING, OBJECT, with_plain_line_ends

_CODE = re.compile(
    r"`\+[^`\n]{1,300}\+`|(?<![\w`])`[^`\n]{1,300}`(?![\w`])|(?<![\w+])\+{1,3}(?=\S)[^+\n]{1,300}\+{1,3}(?![\w+])|``[^`\n]{1,300}``"
)
_MACRO = re.compile(
    r"(?:\b(?:link|xref|mailto):[^\s\[\]]{0,500}|<?\bhttps?://[^\s\[\]<>]{0,500})\[(?P<keep>[^\[\]\n^]{0,300})[^\]\n]{0,100}\]"
    r"|<<[^,<>\n]{1,200}(?:,[ ]?(?P<named>[^<>\n]{1,200}))?>>"
    r"|\b(?:footnote|footnoteref|image|kbd|btn|menu|pass|stem|latexmath|asciimath|indexterm|indexterm2|anchor|icon):{1,2}[^\s\[\]]{0,200}"
    r"\[[^\]\n]{0,1000}\]"
    r"|<?\bhttps?://[^\s\[\]<>]{0,500}[^\s\[\]<>.,;:)]>?|\(\(\([^()\n]{1,200}\)\)\)|\[\[[\w:.-]{1,100}(?:,[^\]\n]{1,100})?\]\]|\{[\w-]{1,50}\}"
)
_MARKS = re.compile(
    r"(?<![\w*])\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}(?![\w*])|(?<!\w)_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w)|\(\(|\)\)"
    r"|[~#](?=\S)"
)
# "10^6^" keeps its first sign, "1^st^" none; a number behind a word is the mark of a note.
_RAISED = re.compile(r"(?<=\d\^)(?P<power>-?\d{1,4})\^|(?<=[^\W\d])\^\[?\d{1,4}\]?\^|\^(?=[A-Za-z]{1,5}\^)|(?<=[A-Za-z])\^(?!\w)")

_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--|`{3,})\Z")
_TABLE = re.compile(r"[|!]={3,}\Z")
_SKIPPED = frozenset("-.+/`")
_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:\s|\Z)")
_BLOCK_ATTRIBUTES = re.compile(r"\[[^\]]*\]\Z|\[\[[^\]]*\]\]\Z")
_BLOCK_MACRO = re.compile(r"(?:image|include|video|audio|toc|ifdef|ifndef|ifeval|endif|tag|end|unset)::[^\s\[]*\[")
_ITEM = re.compile(r"(?:(\*{1,6}|-|\.{1,6})|(\d{1,4})\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>)[ \t]+(?=\S)")
_TERM = re.compile(r"(?=\S)[^\n]{1,200}?(?::{2,4}|;;)(?:[ \t]+|\Z)")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_CELL = re.compile(r"(?:(\d+)(?:\.\d+)?\+|\.(\d+)\+)?[<^>.]{0,4}[a-z]?\|")
_ENDS_PARAGRAPH = (_DELIMITER, _TABLE, _BLOCK_ATTRIBUTES, _BLOCK_MACRO)
_CALLOUT_STYLES = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "sidebar", "example")


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    """The day of ":revdate:" or ":date:", or of the revision line below the title."""
    found = re.search(r"^:(?:revdate|date|docdate):[ \t]*(\S[^\n]*)|^v?\d[\w.]*,[ ]*(\d{4}-\d\d-\d\d)", text[:3000], re.M)
    yield Source(path=path, text=text, format="asciidoc", published=read_day(found[1] or found[2]) if found else None)


def to_blocks(source: Source) -> list[Block]:
    return _AsciiDocReader(source.text, with_plain_line_ends(source.text)).read()


def comment_spans(text: str) -> Iterator[Span]:
    for found in re.finditer(r"^//(?!/)[^\n]*", with_plain_line_ends(text), re.M):
        yield Span(*found.span())


def _mask(text: str) -> str:
    text = hide_matches(_CODE, text, OBJECT)
    text = _MACRO.sub(_mask_macro, text)
    text = _RAISED.sub(lambda found: (found["power"] + NOTHING) if found["power"] else hidden(found[0]), text)
    return hide_matches(_MARKS, text)


def _mask_macro(found: re.Match[str]) -> str:
    """What a macro shows stays: the text of a link or reference."""
    written, base = found[0], found.start()
    for name in ("keep", "named"):
        if found[name] and found[name].strip():
            low, high = found.start(name) - base, found.end(name) - base
            return hidden(written[:low]) + written[low:high] + hidden(written[high:])
    silent = written.startswith(("footnote", "indexterm", "((", "[[", "anchor", "image", "icon"))
    return hidden(written) if silent else hidden(written, OBJECT)


class _AsciiDocReader:
    """Reads the lines one by one; ``at`` is the next."""

    def __init__(self, text: str, plain: str) -> None:
        self.plain = plain
        self.lines = lines_of(plain)
        self.out = BlockWriter(text, _mask(plain))
        self.at = 0
        # Open delimiters with the kind of the paragraphs between them.
        self.open: list[tuple[str, str]] = []
        self.style = ""
        self.list: tuple[int, int] | None = None

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.start == line.end:
                self.at += 1
                continue
            text = self.plain[line.start : line.end]
            if not self._read_frame(line, text):
                self._read_prose(line, text)
        blocks = self.out.blocks
        if blocks and blocks[0].kind == "heading" and blocks[0].level <= 2:
            blocks[0] = replace(blocks[0], kind="title")
        return blocks

    def _kind(self) -> str:
        return self.open[-1][1] if self.open else "paragraph"

    # Delimiters, attributes, macros

    def _read_frame(self, line: Line, text: str) -> bool:
        """Whether the line was frame around prose, and is read."""
        if _DELIMITER.match(text) and not line.indent:
            self._read_delimiter(text)
        elif _TABLE.match(text):
            self._read_table()
        elif text.startswith("//") or text in ("'''", "<<<", "+") or _BLOCK_MACRO.match(text) or _ATTRIBUTE.match(text):
            self.at += 1
        elif _BLOCK_ATTRIBUTES.match(text) and not line.indent:
            self.style = text.strip("[]").split(",")[0].split("%")[0].split("#")[0].split(".")[0].strip()
            self.at += 1
            if "source" in text.split(",")[0] or self.style in ("listing", "literal", "stem", "latexmath", "asciimath"):
                self._skip_styled()
            return True
        elif line.indent and self.list is None and (self.at == 0 or self._is_blank(self.at - 1)):
            self._skip_paragraph()
        else:
            return False
        self.style = ""
        return True

    def _is_blank(self, at: int) -> bool:
        return self.lines[at].start == self.lines[at].end

    def _read_delimiter(self, text: str) -> None:
        if self.open and self.open[-1][0] == text:
            self.open.pop()
            self.at += 1
            return
        if text[0] in _SKIPPED and text != "--":
            close = self.at + 1
            while close < len(self.lines) and self.plain[self.lines[close].start : self.lines[close].end] != text:
                close += 1
            self.at = close + 1
            return
        kind = "quote" if text[0] == "_" or self.style in ("quote", "verse") else "paragraph"
        if text[0] == "*" or self.style in _CALLOUT_STYLES:
            kind = "callout"
        self.open.append((text, kind))
        self.at += 1

    def _skip_styled(self) -> None:
        """The paragraph below a style line of code; a delimited block is skipped by its delimiter."""
        following = self.lines[self.at] if self.at < len(self.lines) else None
        if following and not _DELIMITER.match(self.plain[following.start : following.end]):
            if not self.plain.startswith(".", following.start):
                self._skip_paragraph()

    def _skip_paragraph(self) -> None:
        while self.at < len(self.lines) and not self._is_blank(self.at):
            self.at += 1

    # Prose

    def _read_prose(self, line: Line, text: str) -> None:
        heading = _HEADING.match(text)
        item = _ITEM.match(text)
        if heading and not line.indent:
            self.list = None
            self.out.add([(line.start + heading.end(), line.end)], "heading", level=len(heading[1]))
            self.at += 1
            if len(heading[1]) == 1 and len(self.out.blocks) == 1:
                self._skip_author_lines()
        elif text[0] == "." and len(text) > 1 and text[1] not in ". \t" and not line.indent:
            self.out.add([(line.start + 1, line.end)], "caption")
            self.at += 1
            return
        elif item:
            self._read_item(line, item)
        elif (term := _TERM.match(text)) and "::" in text:
            self._read_term(line, term)
        else:
            admonition = _ADMONITION.match(text)
            kind = "quote" if self.style in ("quote", "verse") else self._kind()
            kind = "callout" if admonition or self.style in _CALLOUT_STYLES else kind
            if self.at == 0 or self._is_blank(self.at - 1):
                self.list = None
            self._read_paragraph(line.start + (admonition.end() if admonition else 0), kind)
        self.style = ""

    def _skip_author_lines(self) -> None:
        while self.at < len(self.lines) and not self._is_blank(self.at):
            self.at += 1

    def _read_item(self, line: Line, item: re.Match[str]) -> None:
        if self.list is None:
            self.list = (self.out.next_group(), 0)
        group, _ = self.list
        level = len(item[1]) if item[1] else 1
        number = int(item[2]) if item[2] else None
        self._read_paragraph(line.start + item.end(), "list_item", level=level, group=group, number=number)
        self.list = (group, 1)

    def _read_term(self, line: Line, term: re.Match[str]) -> None:
        end = line.start + len(term[0].rstrip().rstrip(":;"))
        self.out.add([(line.start, end)], "paragraph")
        if self.list is None:
            self.list = (self.out.next_group(), 0)
        if line.start + term.end() < line.end:
            self._read_paragraph(line.start + term.end(), "list_item", level=1, group=self.list[0])
        else:
            self.at += 1

    def _read_paragraph(
        self, start: int, kind: str, *, level: int = 0, group: int | None = None, number: int | None = None
    ) -> None:
        stretches = [(start, self.lines[self.at].end)]
        self.at += 1
        while self.at < len(self.lines) and not self._is_blank(self.at):
            line = self.lines[self.at]
            text = self.plain[line.start : line.end]
            if text == "+" or any(pattern.match(text) for pattern in _ENDS_PARAGRAPH):
                break
            if group is not None and (_ITEM.match(text) or (_TERM.match(text) and "::" in text)):
                break
            if not text.startswith("//"):
                stretches.append((line.start, line.end))
            self.at += 1
        low, high = stretches[-1]
        if self.plain.endswith(" +", low, high):
            stretches[-1] = (low, high - 2)
        self.out.add(stretches, kind, level=level, group=group, number=number)

    # Tables

    def _read_table(self) -> None:
        mark = self.plain[self.lines[self.at].start : self.lines[self.at].end]
        options = self._table_options()
        first = self.at + 1
        end = first
        while end < len(self.lines) and self.plain[self.lines[end].start : self.lines[end].end] != mark:
            end += 1
        self.at = end + 1
        cells: list[tuple[list[tuple[int, int]], int, int]] = []
        for row in range(first, min(end, len(self.lines))):
            self._cut_cells(self.lines[row], row, cells)
        if not cells:
            return
        opening = [row for _, _, row in cells]
        width = self._width(options, opening)
        blank_below = opening.count(opening[0]) == width and self._is_blank(min(opening[0] + 1, len(self.lines) - 1))
        header = "%header" in options or "header" in options or blank_below
        table = TableNumbering(self.out.next_group())
        taken = 0
        for stretches, columns, _ in cells:
            if taken % width == 0:
                table.begin_row()
            taken += columns
            shown = " ".join(self.out.masked[low:high] for low, high in stretches).strip()
            cell = table.place(shown, is_header=header and table.row == 0, columns=columns)
            self.out.add(stretches, "table_cell", group=table.group, cell=cell)

    def _table_options(self) -> str:
        above = self.lines[self.at - 1] if self.at else None
        text = self.plain[above.start : above.end] if above else ""
        return text if text.startswith("[") else ""

    def _width(self, options: str, opening: list[int]) -> int:
        """Columns by "cols", else by the cells of the first line."""
        found = re.search(r"cols=\"?([^\"\]]+)", options)
        if found:
            repeated = re.match(r"(\d+)\*", found[1])
            if repeated:
                return max(1, min(int(repeated[1]), 1000))
            return max(1, len(found[1].split(",")) if '"' in options else 1)
        return max(1, opening.count(opening[0]))

    def _cut_cells(self, line: Line, row: int, cells: list[tuple[list[tuple[int, int]], int, int]]) -> None:
        """Cells as (stretches, columns covered, line); text before the first bar goes on with the cell above."""
        found = _CELL.finditer(self.plain, line.start, line.end)
        marks = [one for one in found if one.start() == line.start or self.plain[one.start() - 1] in " \t" or len(one[0]) == 1]
        before = marks[0].start() if marks else line.end
        if cells and before > line.start:
            cells[-1][0].append((line.start, before))
        for number, mark in enumerate(marks):
            end = marks[number + 1].start() if number + 1 < len(marks) else line.end
            cells.append(([(mark.end(), end)], int(mark[1] or 1) if len(mark[1] or "") < 4 else 1, row))
