r"""LaTeX to blocks: sections, paragraphs, items, captions, notes, tables, cut out of a text whose markup is masked.

``bare`` still shows the commands, ``masked`` no longer; both have the length of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.model.text import Block
from checker.sources.cells import TableNumbering
from checker.sources.lines import BlockWriter

_PART = re.compile(
    r"\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph|title|caption|footnote|footnotetext|thanks|author"
    r"|institute|affil)"
    r"\*?(?:\[[^\]\n]{0,300}\])?(?=\{)|\\(?P<edge>begin|end)\{(?P<environment>[A-Za-z*]{1,40})\}"
    r"|\\(?P<item>item)\b(?:\[[^\]\n]{0,300}\])?|(?P<blank>\n[ \t]*(?:\n[ \t]*)+)|\\(?P<rule>maketitle|par)\b"
)
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_LISTS = frozenset(["itemize", "enumerate", "description", "compactitem", "compactenum"])
_TABLES = frozenset(["tabular", "tabularx", "longtable", "tabulary"])
_KINDS = {"quote": "quote", "quotation": "quote", "displayquote": "quote", "abstract": "standfirst"}
# How many environments outwards the kind of a paragraph is looked for.
_NEAR = 20
_CELL_END = re.compile(r"(?<!\\)&|\\\\")


class LatexReader:
    """Cuts ``masked`` at what ``bare`` shows."""

    def __init__(self, text: str, bare: str, masked: str) -> None:
        self.bare = bare
        self.out = BlockWriter(text, masked)
        self.done = 0
        self.environments: list[str] = []
        self.lists: list[list[int]] = []
        self.number: int | None = None
        # Stretches inside the running paragraph that are blocks of their own: notes.
        self.holes: list[tuple[int, int]] = []
        self.notes: list[tuple[int, int]] = []

    def read(self) -> list[Block]:
        begin = self.bare.find("\\begin{document}")
        self._read_title(begin)
        start = begin + len("\\begin{document}") if begin >= 0 else 0
        end = self.bare.find("\\end{document}", start)
        end = end if end >= 0 else len(self.bare)
        self.done = start
        at = start
        while found := _PART.search(self.bare, at, end):
            at = self._read_part(found)
        self._flush(end)
        return self.out.blocks

    def _read_title(self, begin: int) -> None:
        """The title of the preamble; one in the document comes with the other parts."""
        from checker.sources.latex import behind_group

        found = re.search(r"\\title(?:\[[^\]\n]{0,300}\])?(?=\{)", self.bare[: max(begin, 0)])
        close = behind_group(self.bare, found.end()) if found else -1
        if found and close > 0:
            self.out.add([(found.end() + 1, close - 1)], "title")

    def _read_part(self, found: re.Match[str]) -> int:
        from checker.sources.latex import behind_group

        end = found.end()
        if found["section"]:
            close = behind_group(self.bare, end)
            if close < 0:
                return end
            name = found["section"]
            if name in ("footnote", "footnotetext", "thanks"):
                self._add_note(found.start(), end, close)
                return close
            self._flush(found.start())
            if name in _LEVELS:
                self.out.add([(end + 1, close - 1)], "heading", level=_LEVELS[name])
            elif name in ("title", "caption"):
                self.out.add([(end + 1, close - 1)], name)
            self.done = close
            return close
        if found["item"]:
            self._flush(found.start())
            self._open_item()
            self.done = end
        elif found["edge"]:
            return self._read_edge(found)
        elif found["blank"] or found["rule"] in ("maketitle", "par"):
            self._flush(found.start())
            self.done = end
        return end

    def _add_note(self, start: int, end: int, close: int) -> None:
        self.holes.append((start, close))
        self.notes.append((end + 1, close - 1))

    def _open_item(self) -> None:
        if self.lists:
            self.lists[-1][1] += 1
            numbered = self.environments[-1:] and "enum" in self.environments[-1]
            self.number = self.lists[-1][1] if numbered else None

    def _read_edge(self, found: re.Match[str]) -> int:
        name, end = found["environment"].rstrip("*"), found.end()
        self._flush(found.start())
        self.done = end
        if found["edge"] == "begin":
            self.environments.append(name)
            if name in _LISTS:
                self.lists.append([self.out.next_group(), 0])
            elif name in _TABLES:
                return self._read_table(name, end)
            else:
                # Options of a float or theorem.
                option = re.compile(r"(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]{0,60}\})?").match(self.bare, end)
                if option and name in ("figure", "table", "wraptable", "wrapfigure", "minipage", "multicols", "adjustbox"):
                    self.done = option.end()
        elif name in self.environments:
            while self.environments and self.environments[-1] != name:
                self.environments.pop()
            self.environments.pop()
            if name in _LISTS and self.lists:
                self.lists.pop()
        return self.done

    def _flush(self, end: int) -> None:
        """The paragraph from ``done`` to *end*, without its notes; then the notes."""
        stretches: list[tuple[int, int]] = []
        start = self.done
        for low, high in [*self.holes, (end, end)]:
            stretches += self._lines(start, low)
            start = high
        notes = self.notes
        self.holes, self.notes = [], []
        kind = next((_KINDS[name] for name in reversed(self.environments[-_NEAR:]) if name in _KINDS), "paragraph")
        if self.lists:
            self.out.add(stretches, "list_item", level=len(self.lists), group=self.lists[-1][0], number=self.number)
            self.number = None
        else:
            self.out.add(stretches, kind)
        for low, high in notes:
            self.out.add(self._lines(low, high), "footnote")
        self.done = end

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretch line by line, without indentation."""
        found: list[tuple[int, int]] = []
        while start < end:
            close = self.bare.find("\n", start, end)
            close = end if close < 0 else close
            low, high = start, close
            while low < high and self.bare[low] in " \t" and found:
                low += 1
            while high > low and self.bare[high - 1] in " \t":
                high -= 1
            if low < high:
                found.append((low, high))
            start = close + 1
        return found

    def _read_table(self, name: str, start: int) -> int:
        from checker.sources.latex import behind_group

        for _ in range(2 if name in ("tabularx", "tabulary") else 1):
            if self.bare.startswith("[", start):
                start = max(start, behind_group(self.bare, start))
            start = max(start, behind_group(self.bare, start))
        end = self.bare.find(f"\\end{{{name}", start)
        end = end if end >= 0 else len(self.bare)
        table = TableNumbering(self.out.next_group())
        rules = [found.start() for found in re.finditer(r"\\(?:hline|midrule|endhead)\b", self.bare[start:end])]
        table.begin_row()
        for found in _CELL_END.finditer(self.bare, start, end):
            self._add_cell(table, start, found.start(), bisect_left(rules, found.start()) > 0)
            if found[0] != "&":
                table.begin_row()
            start = found.end()
        if self.out.masked[start:end].strip(" \n\t\x0e"):
            self._add_cell(table, start, end, True)
        self.done = end
        return end

    def _add_cell(self, table: TableNumbering, start: int, end: int, below_rule: bool) -> None:
        covered = re.match(r"[\s\x0e]*\\multicolumn\{(\d{1,3})\}\{[^{}]*\}", self.bare[start:end])
        low = start + covered.end() if covered else start
        shown = self.out.masked[low:end].strip(" \n\t\x0e")
        cell = table.place(shown, is_header=table.row == 0, columns=int(covered[1]) if covered else 1)
        self.out.add(self._lines(low, end), "table_cell", group=table.group, cell=cell)
