"""Jupyter notebooks: their Markdown cells as one text.

In:  the JSON of a notebook. Out: blocks whose places are those inside the JSON strings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from checker.model.errors import Fault, UnreadableSource
from checker.model.text import Block, Source
from checker.sources import markdown
from checker.sources.front_matter import FrontMatter
from checker.sources.json_text import walk_strings
from checker.sources.offsets import Places, ProseWriter
from checker.sources.options import ReadOptions
from checker.sources.quoted import write_escaped


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    """The notebook.

    Raises:
        UnreadableSource: when the text is no notebook.
    """
    try:
        known = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSource([Fault(path, f"is no notebook: {error.msg}", error.lineno, error.colno)]) from error
    except ValueError as error:
        raise UnreadableSource([Fault(path, "is no notebook: it holds a number that is too long")]) from error
    except RecursionError as error:
        raise UnreadableSource([Fault(path, "is no notebook: nested too deeply")]) from error
    if not isinstance(known, dict) or not isinstance(known.get("cells"), list):
        raise UnreadableSource([Fault(path, 'is no notebook of version 4: it has no list "cells"')])
    yield Source(path=path, text=text, format="notebook", prepared=tuple(_blocks(text, known["cells"])))


def _blocks(text: str, cells: list[object]) -> list[Block]:
    prose = {at for at, cell in enumerate(cells) if isinstance(cell, dict) and cell.get("cell_type") == "markdown"}
    writer = ProseWriter()
    last = -1
    for path, start, end in walk_strings(text, 0, len(text)):
        if len(path) >= 3 and path[0] == "cells" and path[1] in prose and path[2] == "source":
            if last >= 0 and path[1] != last:
                writer.insert("\n\n", start)
            last = path[1] if isinstance(path[1], int) else last
            write_escaped(writer, text, start, end)
    inner = "".join(writer.parts)
    places = Places(writer.runs)
    blocks = [places.relocate(block) for block in markdown.blocks_of(inner, FrontMatter())]
    for at, block in enumerate(blocks[:3]):
        if block.kind == "heading" and block.level == 1:
            blocks[at] = replace(block, kind="title")
            break
    return blocks


def to_blocks(source: Source) -> list[Block]:
    """Only for a source whose blocks got lost on the way: they are read again."""
    return _blocks(source.text, json.loads(source.text)["cells"])
