"""Cells meant: a figure in prose held against the one cell of a table that its sentence means.

In:  the scenes of an article.
Out: `range` claims with the flag "cell": ``stated`` is the sentence's figure, ``implied`` what the cell was rounded from.
     columns "2018", "2019", a row "Bicycles"; "the number of bicycles, which reached 1,642 this year"
     a column "Operating profit (£m)", a row "Bakery"; "Bakery was held back … the division made an operating profit of £4.7m"

The row is named in the sentence (in the plural, or by one word of its own), or in the one before where this one points
back; the column by its year, its words, the unit, or as the only one of that kind. What is a difference, a sum or a change
of cells is left alone. Years that stand as rows are read as columns.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.agreement.counted import is_person
from checker.claims.figures import COUNTS, figures_of
from checker.claims.scene import Scene
from checker.claims.tabulated.cells_of import parts_told
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.text import Passage

_NUMBER = re.compile(
    r"^\W{0,2}([£$€]?)\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(%| per ?cent|m|bn|k)?(?: [a-z]{1,8})?\W{0,2}$"
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d{4}")
_FILLERS = frozenset(
    "the of in and per for total number numbers share rate all to by on at with from cent percent count figure million thousand"
    " year years no main type name item category value amount".split()
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:[/–-]\d\d)?\b")
_SCALE = (
    (re.compile(r"(?:[£$€]|\b)(?:bn|billion)\b", re.I), 9),
    (re.compile(r"(?:[£$€(]|\b)(?:m|mn|million)\b", re.I), 6),
    (re.compile(r"\bthousands?\b|\b000s?\b|[£$€]k\b|['’]000"), 3),
)
_UNIT = re.compile(r"\([^)]{1,24}\)")
_BACK = re.compile(r"\b(?:the|this|that|these|those|it|its|they|them|their|there|he|she|here)\b", re.I)
_TOTAL = re.compile(r"\b(?:total|in all|altogether|overall|combined)\b", re.I)
_OTHER = re.compile(
    r"\b(?:average|each|per(?! ?cent)|combined|between them|together|target|forecast|expect\w*|would|could"
    r"|if|national\w*|elsewhere|compared"
    r"|difference|gap|more than twice|half of|(?:in|on) (?:my|our) (?:\w+ )?\w+|tests?|tested)\b",
    re.I,
)
_NOT_HERE = re.compile(
    r"^[- ]?(?:(?:percentage )?points?|more|less|fewer|higher|lower|better|worse|up|down|of (?:them|these|those|which)|times)\b",
    re.I,
)
CHANGED = re.compile(
    r"(?:\b(?:(?<!made )(?<!make )(?<!makes )up|down|rose|risen|fell|fallen|rise|fall|grew|grow|increas\w*|decreas\w*"
    r"|average|target"
    r"|expect\w*|forecast|will|would|should)\b(?: [\w'’-]+){0,2}|\b(?:from|by|than|over|under|nearly|almost|about"
    r"|around)(?: \w+)?) $",
    re.I,
)
HELD = re.compile(r"^ ?(?:points?|more|less|fewer|higher|lower|better|worse|up|down|above|below)\b", re.I)
# "Chosen by 14%" is no change.
_BY_WHOM = re.compile(
    r"\b(?:chosen|used|preferred|held|owned|named|backed|supported|cited|picked|taken|visited|read|attended|done|favou?red)"
    r" by (?:just |only |some )?$"
)
# "Fell to 340" tells where it stands now.
_REACHED = re.compile(
    r"\b(?:fell|fallen|rose|risen|grew|grown|down|up|dropped|climbed|increased|decreased)(?: back| again)? to (?:just |only )?$"
)
_YEAR_BEHIND = re.compile(r"^[^.;,()\d]{0,45}?\b(?:in|for|during|of|by) ((?:19|20)\d\d)\b")
# "From 31% of commuters in 2022": the year says whose it is.
_YEAR_RIGHT_BEHIND = re.compile(r"^(?: of [\w'’-]+(?: [\w'’-]+)?)? in (?:19|20)\d\d\b")
_FROM = re.compile(r"\b[Ff]rom(?: just| only| some)? $")
_YEAR_BEFORE = re.compile(r"\b[Ii]n ((?:19|20)\d\d),?[^.;\d]{0,60}$")
_THIS, _LAST = (
    re.compile(r"\bthis (?:year|season|summer|spring|winter|autumn)\b", re.I),
    re.compile(r"\blast (?:year|season)\b", re.I),
)
_SHARES = frozenset(["share", "percentage", "proportion", "pct", "rate"])
_FARTHEST = 300
_LONGEST_CELL = 24
_APART = (Decimal("0.4"), Decimal("2.5"))
_MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table: ``value`` with the scale of its header; ``step`` is half its last digit."""

    passage: Passage
    row: str
    column: str
    value: Decimal
    step: Decimal
    kind: str
    place: tuple[int, int]


def find_cells_meant(scenes: Sequence[Scene], article: Article, taken: frozenset[int] = frozenset()) -> Iterator[Claim]:
    """Claims of the sentences whose passages are not in *taken*."""
    tables = list(_tables(article))
    if not tables:
        return
    prose = {
        s.passage.index: s for s in scenes if s.passage.block.cell is None and s.passage.block.kind not in ("heading", "title")
    }
    for cells in tables:
        for index, scene in prose.items():
            if index in taken or len(scene.text) > _FARTHEST or abs(cells[0].passage.index - index) > _FARTHEST:
                continue
            before = article.passages[index - 1] if index else None
            near = before is not None and before.block.cell is None and before.block.index == scene.passage.block.index
            text = before.text if near else ""
            rows = list(dict.fromkeys(cell.row for cell in cells))
            parts = list(parts_told(scene, functools.partial(_row_meant, scene, text, rows=rows), cells))
            yield from (_claim(scene, mention, cell, article) for mention, cell, _ in parts)
            for mention in figures_of(scene) if not parts else ():
                cell, sure = _cell_meant(scene, text, mention, cells)
                if cell is not None and not _is_derived(mention, cell, cells, sure=sure):
                    yield _claim(scene, mention, cell, article)


def _tables(article: Article) -> Iterator[list[Cell]]:
    tables: dict[int, list[Cell]] = {}
    for passage in article.passages:
        place = passage.block.cell
        if place is None or place.is_header or not place.stub or place.column == 0 or len(passage.text) > _LONGEST_CELL:
            continue
        cell = _read(passage)
        if cell is not None:
            tables.setdefault(place.table, []).append(cell)
    for cells in tables.values():
        rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
        if len(cells) > _MOST_CELLS or len(rows) < 2:
            continue
        turned = all(_YEAR.fullmatch(row.strip()) for row in rows) and not any(_YEAR.search(column) for column in columns)
        yield [Cell(c.passage, c.column, c.row, c.value, c.step, c.kind, c.place) for c in cells] if turned else cells


def _read(passage: Passage) -> Cell | None:
    found, header, stub = _NUMBER.match(passage.text), passage.block.cell.header, passage.block.cell.stub
    if found is None:
        return None
    value = Decimal(found[2].replace(",", ""))
    told = {"m": 6, "bn": 9, "k": 3}.get(found[3] or "")
    scale = told or next((power for pattern, power in _SCALE if pattern.search(header)), 0)
    percent = (found[3] or "").strip() in ("%", "percent", "per cent") or "%" in header or "percent" in header.lower()
    money = bool(found[1]) or bool(re.search(r"[£$€]", header))
    step = Decimal(1).scaleb(min(0, value.as_tuple().exponent) + scale) / 2
    kind = "percent" if percent else "money" if money else "count"
    return Cell(passage, stub, header, value.scaleb(scale), step, kind, found.span(2))


def _stem(word: str) -> str:
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text)) - _FILLERS


def _rows_named(text: str, rows: Sequence[str]) -> set[str]:
    """The rows whose words are in *text*, all of them or one that only this row has."""
    spoken = _stems(text)
    full = {row for row in rows if _stems(row) and _stems(row) <= spoken}
    # "Gas" is not meant where "Gas boiler" is named too.
    full = {row for row in full if not any(_stems(row) < _stems(other) for other in full)}
    if full:
        return full
    if _TOTAL.search(text) and (totals := {row for row in rows if row.strip().lower() in ("total", "all", "overall")}):
        return totals
    every = [_stems(row) for row in rows]
    return {
        row for row in rows if any(len(word) > 3 and sum(word in other for other in every) == 1 for word in _stems(row) & spoken)
    }


def _row_meant(scene: Scene, before: str, mention: Mention, rows: Sequence[str]) -> str | None:
    named = _rows_named(scene.text, rows)
    if len(named) == 1:
        return next(iter(named))
    if not named:
        named = _rows_named(before, rows)
        return next(iter(named)) if len(named) == 1 and _BACK.search(scene.text) else None
    # "Buses carried 310 and bicycles 1,642": the row right before the figure, or right behind it.
    behind = _rows_named(" ".join(re.findall(r"[\w'’-]+", scene.text[mention.end : mention.end + 50])[:3]), rows)
    if len(behind) == 1 and not re.match(r"^\s*(?:,|and\b|;)", scene.text[mention.end :]):
        return next(iter(behind))
    lead = re.split(r"[,;\d]", scene.text[: mention.start].rstrip(" £$€"))[-1]
    near = _rows_named(lead, rows)
    return next(iter(near)) if len(near) == 1 else None


def _cell_meant(scene: Scene, before: str, mention: Mention, cells: Sequence[Cell]) -> tuple[Cell | None, bool]:
    """(the cell, whether the words name its column); (None, False) where the words leave it open."""
    kind = "count" if mention.kind in (*COUNTS, "measure") else mention.kind
    if kind not in ("count", "percent", "money") or mention.quantity.value is None:
        return None, False
    behind = scene.text[mention.end : mention.end + 24]
    dated = _YEAR_RIGHT_BEHIND.match(scene.text[mention.end :]) is not None
    lead = _REACHED.sub("", _BY_WHOM.sub("", scene.before(mention)))
    if (
        CHANGED.search(_FROM.sub("", lead) if dated else lead)
        or HELD.match(behind)
        or _NOT_HERE.match(behind)
        or _OTHER.search(scene.text)
    ):
        return None, False
    rows = list(dict.fromkeys(cell.row for cell in cells))
    row = rows[0] if len(rows) == 1 and _is_series(scene, mention, cells) else _row_meant(scene, before, mention, rows)
    held = [cell for cell in cells if cell.row == row and (cell.kind == kind or kind == "money" == cell.kind)]
    if row is None or not held or len({cell.column for cell in held}) < len(held):
        return None, False
    years = {year for cell in cells for year in _YEAR.findall(cell.column)}
    # One year in the only header dates the table, not a column.
    if len(years) == 1 and len({cell.column for cell in cells}) == 1 and set(_YEAR.findall(scene.text)) <= years:
        return _by_words(scene, mention, row, held)
    if years:
        told = _year_told(scene, mention, years)
        held = [cell for cell in held if told in _YEAR.findall(cell.column)]
        return (held[0], True) if len(held) == 1 and told else (None, False)
    if _YEAR.search(scene.text):
        return None, False
    return _by_words(scene, mention, row, held)


def _year_told(scene: Scene, mention: Mention, years: set[str]) -> str | None:
    """The year the figure is of; None where the sentence tells none, several, or one that no column has."""
    text, latest = scene.text, max(years)
    near = _YEAR_BEHIND.match(text[mention.end :]) or _YEAR_BEFORE.search(text[: mention.start])
    if near is not None:
        return near[1]
    told = set(_YEAR.findall(text))
    if told:
        return told.pop() if len(told) == 1 else None
    this = scene.anchor.year if scene.anchor is not None else int(latest)
    if _THIS.search(text) and not _LAST.search(text):
        return latest if int(latest) == this else None
    if _LAST.search(text):
        return str(this - 1) if str(this - 1) in years else None
    return None


def _by_words(scene: Scene, mention: Mention, row: str, held: Sequence[Cell]) -> tuple[Cell | None, bool]:
    spoken = _stems(scene.text) - _stems(row)
    named = [cell for cell in held if (words := _stems(_UNIT.sub("", cell.column))) and words <= spoken]
    if len(named) == 1:
        return named[0], True
    unit = _stems(mention.quantity.unit or "")
    told = mention.quote + scene.text[mention.end : mention.end + 16]
    counted = [cell for cell in held if unit & _stems(cell.column) or any(f" {u}" in told for u in _units(cell.column))]
    if len(counted) == 1 and mention.kind in ("count", "measure"):
        return counted[0], True
    people = is_person((mention.quantity.unit or "").split(" per ")[0].rpartition(" ")[2])
    alike = unit & _stems(row) or mention.kind == "number" or people and _counts_people(held[0] if held else None)
    if len(held) != 1 or mention.kind in COUNTS and not alike:
        return None, False
    # "20% of the homes" is not the share of a column "Jobless"; "growth of 19%" is of "Growth in sales".
    if mention.kind == "percent" and _stems(_UNIT.sub("", held[0].column)) - _SHARES:
        return (held[0], True) if _heads(held[0].column, scene, mention) else (None, False)
    return held[0], False


def _heads(column: str, scene: Scene, mention: Mention) -> bool:
    """Whether the figure is called what the column is, in its first word: "growth of 19%", "a 19% growth"."""
    head = re.match(r"[^\W\d_]{3,}(?= (?:in|of|on|for) )", column)
    if head is None:
        return False
    lead, behind = scene.before(mention, 30), scene.text[mention.end : mention.end + 20]
    return bool(re.search(rf"\b{head[0]} (?:of|was|is|at) $", lead, re.I) or re.match(rf" {head[0]}\b", behind, re.I))


def _counts_people(cell: Cell | None) -> bool:
    """A column "Visitors 2022", "Passengers" counts people, whatever a sentence calls them."""
    return cell is not None and any(is_person(word) or word.endswith(("or", "er")) for word in _stems(cell.column))


def _is_series(scene: Scene, mention: Mention, cells: Sequence[Cell]) -> bool:
    """Whether a table of one figure a year is meant: the unit or a word of its header is in the sentence."""
    header = _stems(cells[0].row)
    return bool(header & _stems(scene.text) or header & _stems(mention.quantity.unit or ""))


def _units(header: str) -> list[str]:
    return [found[1:-1] for found in _UNIT.findall(header)]


def _is_derived(mention: Mention, cell: Cell, cells: Sequence[Cell], *, sure: bool) -> bool:
    """Whether the figure stands elsewhere in the table, or follows from its cells."""
    value = mention.quantity.value
    alike = [c for c in cells if c.kind == cell.kind]
    row, column = ([c.value for c in alike if getattr(c, name) == getattr(cell, name)] for name in ("row", "column"))
    if not sure and any(abs(c.value - value) <= c.step for c in alike):
        return True
    # Rates of change do not add up.
    if sure and cell.kind == "percent" and re.match(r"(?:growth|change|rise|increase)\b", cell.column, re.I):
        return not _is_near(value, cell.value)
    pairs = [*itertools.combinations(row[:12], 2), *itertools.combinations(column[:12], 2)]
    slack = cell.step * 2
    if any(abs(abs(one - other) - value) <= slack or abs(one + other - value) <= slack for one, other in pairs):
        return True
    if sum(column) - value in (0, cell.value) or sum(row) == value:
        return True
    if cell.kind == "percent":
        own = [c.value for c in cells if c.row == cell.row and c.kind != "percent"]
        return any(b and abs(abs(a - b) / b * 100 - value) < 1 for a, b in itertools.permutations(own[:8], 2))
    return not _is_near(value, cell.value)


def _is_near(value: Decimal, cell: Decimal) -> bool:
    """Far figures are of another thing, but for a digit too many or too few."""
    if not cell or not value:
        return False
    ratio = value / cell
    return _APART[0] < ratio < _APART[1] or ratio in (Decimal(10), Decimal("0.1"))


def _claim(scene: Scene, mention: Mention, cell: Cell, article: Article) -> Claim:
    low, high = arithmetic.ends(arithmetic.rounded(mention.quantity))
    span = cell.passage.span(*cell.place)
    return scene.claim(
        mention,
        "range",
        parts=(Part("cell", span, article.source.text[span.start : span.end]),),
        stated=Interval(None if low is None else Bound(low), None if high is None else Bound(high, False)),
        implied=Interval.between(cell.value - cell.step, cell.value + cell.step, includes=(True, False)),
        words=(("row", cell.row), ("column", cell.column)),
        flags=frozenset(["cell"]),
    )
