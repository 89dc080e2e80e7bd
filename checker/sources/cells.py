"""Tables: cells numbered as they come, each with the texts of its column's and its row's head."""

from __future__ import annotations

from checker.model.text import Cell

# What a page may claim a cell covers; more is a slip or an attack.
_WIDEST = 1000


class TableNumbering:
    """Hands out the `Cell`s of one table, row by row. Header rows above one another add up ("Revenue 2024")."""

    def __init__(self, group: int = 0) -> None:
        self.group = group
        self.row = -1
        self.column = 0
        self.headers: dict[int, str] = {}
        self.stub = ""
        self.covered: dict[int, int] = {}

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0
        self.stub = ""

    def place(self, text: str, *, is_header: bool, columns: int = 1, rows: int = 1) -> Cell:
        """The next cell of the row. ``is_header``: it names its column; ``columns``, ``rows``: how many it covers."""
        while self.covered.get(self.column, -1) > self.row:
            self.column += 1
        column = self.column
        self.column += max(1, min(columns, _WIDEST))
        if rows > 1:
            for covered in range(column, self.column):
                self.covered[covered] = self.row + min(rows, 65_534)
        if is_header:
            for covered in range(column, self.column):
                above = self.headers.get(covered, "") if self.row else ""
                self.headers[covered] = f"{above} {text}".strip() if above != text else text
            return Cell(self.group, self.row, column, is_header=True)
        if column == 0:
            self.stub = text
        return Cell(self.group, self.row, column, self.headers.get(column, ""), self.stub if column else "")
