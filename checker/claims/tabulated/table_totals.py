"""Table totals: a row or column named total beside the cells it adds up.

In:  the table cells of an article.
Out: `total` claims with the flag "table": ``stated`` is the total's cell, ``implied`` the sum of its cells.

A total may be of all rows, of the rows since the last total, or of the subtotals; one that fits any of these holds. Averages,
rates and tables with parts of parts are left alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.quantity import Interval
from checker.model.text import Passage

_TOTAL = re.compile(r"^\W*(?:grand\s+|sub-?\s?|overall\s+)?(?:total|sum)s?\b(?!\s+(?:per|average|rate))|^\W*all\W*$", re.I)
_NO_SUM = re.compile(
    r"%|\baverage|\bavg|\bmean\b|\bmedian|\brate|\bper\b|\bprice|\bindex|\brank|\bshare|\bscore|\bratio|\bage\b|\byear\b|\bdate\b"
    r"|\bchange|\bgrowth|\bmax|\bmin\b|\bid\b|\bno\.|\bcumulative|\brunning|\bpercent|\bunique|\bdistinct|\bbest\b|\bunit",
    re.I,
)
_PARTS_OF_PARTS = re.compile(r"^\W*(?:of which|including|incl\.|thereof|o/w|less\b|minus\b|net\b)", re.I)
_CELL = re.compile(
    r"^\W{0,4}?(?P<sign>[-−–(]?)(?P<money>[$£€¥]?)\s?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\)?\s?(?P<unit>[a-z%]{0,8})\W{0,3}$",
    re.I,
)
_EMPTY = re.compile(r"^\W*(?:n/?a|nil|none)?\W*$", re.I)
_ROUNDED = re.compile(r"million|billion|thousand|'000|’000|\bbn\b|\bmn?\b|[$£€]\s?m\b|%|\(\s?m\s?\)|000s", re.I)
_FEWEST = 2
# A table with more total rows than this is no sum with its parts.
_MOST_TOTALS = 20
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell's number: ``unit`` is what stands around the digits, ``exponent`` the place of the last one."""

    passage: Passage
    value: Decimal
    unit: str
    exponent: int
    start: int
    end: int


def find_table_totals(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    tables: dict[int, dict[tuple[int, int], Passage]] = {}
    for passage in article.passages:
        cell = passage.block.cell
        if cell is not None and passage.start == 0:
            tables.setdefault(cell.table, {})[cell.row, cell.column] = passage
    for grid in tables.values():
        if any(_PARTS_OF_PARTS.match(p.text) for (_, column), p in grid.items() if column == 0):
            continue
        if not any(_TOTAL.match(p.text) for (row, column), p in grid.items() if column == 0 or p.block.cell.is_header):
            continue
        is_rounded = any(_ROUNDED.search(p.text) for p in grid.values())
        yield from _rows(grid, article, is_rounded)
        yield from _columns(grid, article, is_rounded)


def _rows(grid: Mapping[tuple[int, int], Passage], article: Article, is_rounded: bool) -> Iterator[Claim]:
    """Total rows: each column is added downwards."""
    rows = sorted({row for row, _ in grid if not _is_head(grid, row)})
    totals = [row for row in rows if (row, 0) in grid and _TOTAL.match(grid[row, 0].text)]
    if len(totals) > _MOST_TOTALS:
        return
    for column in sorted({column for _, column in grid if column > 0}):
        head = next((p.block.cell.header for (_, at), p in grid.items() if at == column and p.block.cell.header), "")
        if _NO_SUM.search(head):
            continue
        for total in totals:
            plain = [row for row in rows if row not in totals]
            above = [row for row in plain if row < total]
            since = [row for row in above if row > max((t for t in totals if t < total), default=-1)]
            groups = [above, since, [t for t in totals if t < total]]
            if not above:
                groups = [[row for row in plain if row > total]]
            cells = [[(row, column) for row in group] for group in groups]
            yield from _checked(grid, (total, column), cells, article, is_rounded)


def _columns(grid: Mapping[tuple[int, int], Passage], article: Article, is_rounded: bool) -> Iterator[Claim]:
    """A total column at the end: each row is added across."""
    last = max(column for _, column in grid)
    heads = {column: p.block.cell.header for (_, column), p in grid.items() if p.block.cell.header}
    if last < _FEWEST + 1 or not _TOTAL.match(heads.get(last, "")) or any(_NO_SUM.search(head) for head in heads.values()):
        return
    for row in sorted({row for row, _ in grid if not _is_head(grid, row)}):
        yield from _checked(grid, (row, last), [[(row, column) for column in range(1, last)]], article, is_rounded)


def _is_head(grid: Mapping[tuple[int, int], Passage], row: int) -> bool:
    return any(p.block.cell.is_header and at == row and column > 0 for (at, column), p in grid.items())


def _checked(grid, place: tuple[int, int], groups, article: Article, is_rounded: bool) -> Iterator[Claim]:
    total = _figure(grid.get(place))
    if total is None or total.value <= 0:
        return
    first = None
    for cells in groups:
        figures = _figures(grid, cells)
        if figures is None or len(figures) < _FEWEST or any(f.unit != total.unit or f.value < 0 for f in figures):
            continue
        implied = arithmetic.total([_allowed(f, figures, is_rounded) for f in figures])
        stated = _allowed(total, figures, is_rounded)
        if not stated.is_disjoint(implied):
            return
        first = first or (figures, stated, implied)
    if first is None:
        return
    figures, stated, implied = first
    added = sum(f.value for f in figures)
    # Less than its largest cell, or far from the sum: an average, a rate or a table of another build.
    if total.value < max(f.value for f in figures) or not total.value * 2 / 3 < added < total.value * 3 / 2:
        return
    yield _claim(total, figures, stated, implied, article)


def _figures(grid, cells: Sequence[tuple[int, int]]) -> list[_Figure] | None:
    """The numbers in *cells*, empty ones left out; None where one holds something else."""
    found = []
    for place in cells:
        passage = grid.get(place)
        figure = _figure(passage)
        if figure is not None:
            found.append(figure)
        elif passage is not None and not _EMPTY.match(passage.text):
            return None
    return found


def _figure(passage: Passage | None) -> _Figure | None:
    found = None if passage is None or len(passage.text) > 40 else _CELL.match(passage.text.strip())
    if found is None or found["sign"]:
        return None
    at = passage.text.index(found["digits"])
    value = Decimal(found["digits"].replace(",", ""))
    unit = found["money"] + found["unit"].lower()
    return _Figure(passage, value, unit, value.as_tuple().exponent, at, at + len(found["digits"]))


def _allowed(figure: _Figure, figures: Sequence[_Figure], is_rounded: bool) -> Interval:
    """What a cell was rounded from, as far as its column shows that it was."""
    places = [min(f.exponent, f.value.normalize().as_tuple().exponent if f.value else 0) for f in figures]
    place = min(places)
    if place == 0 and not is_rounded:
        return Interval.exactly(figure.value)
    half = Decimal(1).scaleb(min(place, figure.exponent) if place < 0 else place) * _HALF
    return Interval.between(figure.value - half, figure.value + half)


def _claim(total: _Figure, figures: Sequence[_Figure], stated: Interval, implied: Interval, article: Article) -> Claim:
    scene = _scene(total.passage, article)
    first, last = (_scene(figure.passage, article).part(role, figure.start, figure.end) for role, figure in _ends(figures))
    return scene.claim(
        number_at(scene, total.start, total.end, total.value),
        "total",
        parts=(first, last, Part("parts", first.span, first.quote)),
        stated=stated,
        implied=implied,
        words=(
            ("sum", " + ".join(str(figure.value) for figure in itertools.islice(figures, 12))),
            ("header", total.passage.block.cell.header or "the column"),
        ),
        flags=frozenset(["table"]),
    )


def _ends(figures: Sequence[_Figure]) -> tuple[tuple[str, _Figure], tuple[str, _Figure]]:
    return ("first", figures[0]), ("last", figures[-1])


def _scene(passage: Passage, article: Article) -> Scene:
    return Scene(passage, (), None, article.source.text, article.setting.anchor)
