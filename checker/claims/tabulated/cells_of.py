"""Parts of a cell: "three of its 40 plants" held against a row that has 40 planted and 33 alive.

In:  the scenes of an article and the cells of one table.
Out: (mention, the cell it tells, what it may be) where the row is named, the whole stands in it, and the part is neither its
     other cell nor what that leaves.
     a row "Marvel" with Planted 40, Alive 33; "Marvel lost just three of its 40 plants"   →  three, 33, {33, 7}

The verb must speak of the other column: by a word of its header, or as a loss or what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.figures import COUNTS, figures_of
from checker.claims.scene import Scene
from checker.model.mention import Mention

_OF = re.compile(r"^(?: [a-z]+)? (?:out )?of (?:its|the|their|his|her|our|my|all|those|these)(?: \w+)? $")
_OF_BARE = re.compile(r"^ (?:out )?of $")
_LOST = re.compile(
    r"\b(?:lost|losing|lose|fail\w*|died|dead|surviv\w*|missed|reject\w*|unsold|sold|absent|dropped out|withdrew|perished"
    r"|left|pulled through|came up|made it|alive|remain\w*|finished|completed|succeeded|won)\b"
)


def parts_told(scene: Scene, row_of, cells: Sequence) -> Iterator[tuple[Mention, object, tuple[Decimal, Decimal]]]:
    """*row_of* tells which row a mention is of."""
    figures = [m for m in figures_of(scene) if m.kind in COUNTS and m.quantity.value is not None]
    for part, whole in zip(figures, figures[1:], strict=False):
        glue = scene.between(part, whole)
        if not (_OF.match(glue) or _OF_BARE.match(glue)) or part.quantity.modifier != "exact":
            continue
        row = row_of(part)
        held = [cell for cell in cells if cell.row == row and cell.kind == "count"]
        wholes = [cell for cell in held if cell.value == whole.quantity.value]
        others = [cell for cell in held if cell.value != whole.quantity.value]
        if len(wholes) != 1 or len(others) != 1 or others[0].value > wholes[0].value:
            continue
        behind = scene.text[max(0, part.start - 40) : whole.end + 50].lower()
        column = others[0].column.lower()
        if column in behind or _LOST.search(behind):
            cell = others[0]
            comes = (cell.value, wholes[0].value - cell.value)
            if part.quantity.value not in comes:
                yield part, cell, comes
