"""Table and text: a sentence that tells one cell of a table otherwise than the table does.

In:  the scenes of an article.
Out: `range` claims with the flag "cell": ``stated`` is the sentence's figure, ``implied`` what the cell was rounded from.
     a row "Lund", a column "Unemployment" with 19% beside "Unemployment in Lund is 20%"

Strict: the sentence must name the row and the column in all their words, and no other row or column, and hold one figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims import arithmetic
from checker.claims.figures import COUNTS, figures_of
from checker.claims.scene import Scene
from checker.claims.tabulated.cells import CHANGED, HELD, find_cells_meant
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Bound, Interval
from checker.model.text import Passage

_NUMBER = re.compile(r"^\W{0,3}(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(%?)\W{0,2}$")
_WORD = re.compile(r"[^\W\d_]{2,}|\d{4}")
_EMPTY = frozenset("the of in and per for total number share rate all to by on at with from".split())
_COMPARED = re.compile(
    r"\b(?:up|down|rose|fell|rise|fall|grew|increas\w*|decreas\w*|compared|than|from|by|between|average|target|expected"
    r"|forecast|will)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Rows that a sentence names without meaning them: "more than any other country".
_NO_ROWS = frozenset(["other", "others", "total", "all", "rest", "average"])
_FARTHEST = 400
_APART = (Decimal("0.4"), Decimal("2.5"))


def find_cells_told(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    tables: dict[int, list[Passage]] = {}
    for passage in article.passages:
        cell = passage.block.cell
        if cell is not None and not cell.is_header and cell.header and cell.stub and cell.column > 0 and len(passage.text) < 24:
            tables.setdefault(cell.table, []).append(passage)
    if not tables:
        return
    known: list[Claim] = []
    prose = [scene for scene in scenes if scene.passage.block.cell is None and scene.passage.block.kind != "heading"]
    for cells in tables.values():
        stubs = {_words(p.block.cell.stub): p.block.cell.stub for p in cells}
        headers = {_words(p.block.cell.header): p.block.cell.header for p in cells}
        places = {(_words(p.block.cell.stub), _words(p.block.cell.header)): p for p in cells}
        for scene in prose:
            found = list(_told(scene, stubs, headers, places, article))
            known += found or _told_loosely(scene, list(places.values()), article)
    yield from known
    yield from find_cells_meant(prose, article, frozenset(claim.passage for claim in known))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _EMPTY


def _told(scene: Scene, stubs, headers, places, article: Article) -> Iterator[Claim]:
    figures = [m for m in figures_of(scene) if m.kind in (*COUNTS, "percent", "money") and m.quantity.value is not None]
    if len(figures) != 1 or _COMPARED.search(scene.text) or len(scene.text) > 300:
        return
    spoken = _words(scene.text)
    rows = [words for words in stubs if words and words <= spoken]
    columns = [words for words in headers if words and words <= spoken]
    if len(rows) != 1 or len(columns) != 1:
        return
    passage = places.get((rows[0], columns[0]))
    found = None if passage is None or abs(passage.index - scene.passage.index) > _FARTHEST else _NUMBER.match(passage.text)
    if found is not None:
        yield from _claim(scene, figures[0], passage, found, article)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _words(text))


def _told_loosely(scene: Scene, cells: Sequence[Passage], article: Article) -> Iterator[Claim]:
    """ "The barley yield came to 6.1 tonnes per hectare" beside the column "Yield (tonnes per hectare)".

    The row and every word of the header but its unit are in the sentence, which has one such figure and tells no other year.
    """
    spoken, years = _stems(scene.text), set(_YEAR.findall(scene.text))
    if len(scene.text) > 300:
        return
    for mention in scene.quantities:
        if mention.kind not in ("percent", "measure") or mention.quantity.value is None:
            continue
        if CHANGED.search(scene.before(mention)) or HELD.match(scene.text[mention.end : mention.end + 12]):
            continue
        if sum(m.kind == mention.kind for m in scene.quantities) > 1:
            continue
        unit = _stems(mention.quantity.unit or "")
        cells = [p for p in cells if p.block.cell.stub.strip().lower() not in _NO_ROWS]
        rows = {p.block.cell.stub for p in cells if _stems(p.block.cell.stub) and _stems(p.block.cell.stub) <= spoken}
        fit = [p for p in cells if p.block.cell.stub in rows and _fits(p, unit, spoken, years, mention.kind)]
        found = _NUMBER.match(fit[0].text.removesuffix(" percent")) if len(rows) == len(fit) == 1 else None
        if found is not None and abs(fit[0].index - scene.passage.index) <= _FARTHEST:
            yield from _claim(scene, mention, fit[0], found, article)


def _fits(passage: Passage, unit: frozenset[str], spoken: frozenset[str], years: set[str], kind: str) -> bool:
    header = passage.block.cell.header
    named = _stems(header) - unit
    if kind == "measure" and not unit <= _stems(header):
        return False
    return bool(named) and named <= spoken and years <= set(_YEAR.findall(header))


def _claim(scene: Scene, mention: Mention, passage: Passage, found: re.Match[str], article: Article) -> Iterator[Claim]:
    value = Decimal(found[1].replace(",", ""))
    is_percent = bool(found[2]) or "%" in passage.block.cell.header or passage.text.endswith(" percent")
    if (mention.kind == "percent") != is_percent:
        return
    step = Decimal(1).scaleb(min(0, value.as_tuple().exponent)) / 2
    told = arithmetic.rounded(mention.quantity)
    low, high = arithmetic.ends(told)
    # Where the two are far apart the cell is in another unit, or the sentence speaks of another thing.
    if not value or not _APART[0] < mention.quantity.value / value < _APART[1]:
        return
    span = passage.span(found.start(1), found.end(1))
    yield scene.claim(
        mention,
        "range",
        parts=(Part("cell", span, article.source.text[span.start : span.end]),),
        stated=Interval(None if low is None else Bound(low), None if high is None else Bound(high, False)),
        # What lies halfway is rounded up: 20% and 19% share nothing.
        implied=Interval.between(value - step, value + step, includes=(True, False)),
        words=(("row", passage.block.cell.stub), ("column", passage.block.cell.header)),
        flags=frozenset(["cell"]),
    )
