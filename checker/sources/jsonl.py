"""Collections in JSON lines: one document a row.

In:  rows {"id", "text", "date", "title"} (the names are options).
Out: a source a row, at "file.jsonl#id"; offsets count in the row's text.

A title stands behind the text, after a blank line, so that the offsets of the text stay those of the field;
its block comes first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from checker.model.errors import Fault
from checker.model.text import Block, Source
from checker.sources import plain
from checker.sources.dates import read_day
from checker.sources.offsets import LINE_END, ProseWriter
from checker.sources.options import ReadOptions

LINE_BREAKS = re.compile(r"[\r\n]")


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    """One source a row; a row that cannot be read is a fault of an otherwise empty source."""
    at, line = 0, 0
    while at < len(text):
        close = LINE_END.search(text, at)
        high, after = (close.start(), close.end()) if close else (len(text), len(text))
        line += 1
        row = text[at:high]
        at = after
        if not row.strip():
            continue
        try:
            fields = json.loads(row)
        except (ValueError, RecursionError) as error:
            yield broken_row(path, line, f"is no JSON row: {error}")
            continue
        if not isinstance(fields, dict) or not isinstance(fields.get(options.text_field), str):
            message = f'has no text in the field "{options.text_field}"; a row is {{"id", "text", "date", "title"}}'
            yield broken_row(path, line, message)
            continue
        yield row_source(fields, path, line, "jsonl", options)


def row_source(fields: dict[str, object], path: str, line: int, name: str, options: ReadOptions) -> Source:
    """The source of one row of a collection."""
    key = fields.get(options.id_field)
    body = str(fields[options.text_field])
    title = fields.get(options.title_field)
    text, prepared = join_title(body, title if isinstance(title, str) else "")
    territory = fields.get("territory") or fields.get("country")
    return Source(
        path=f"{path}#{line if key is None or key == '' else key}",
        text=text,
        format=name,
        published=read_day(fields.get(options.date_field)),
        territory=territory if isinstance(territory, str) and len(territory) == 2 else None,
        prepared=prepared,
    )


def join_title(body: str, title: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a row with its title behind it, and its blocks with the title in front."""
    blocks = plain.blocks_of(body, 0, len(body), with_title=not title.strip())
    if not title.strip():
        return body, tuple(blocks)
    writer = ProseWriter()
    writer.copy(LINE_BREAKS.sub(" ", title), len(body) + 2)
    head = writer.finish(0, "title")
    if head is None:
        return body, tuple(blocks)
    return body + "\n\n" + title, (head, *(replace(block, index=block.index + 1) for block in blocks))


def broken_row(path: str, line: int, message: str) -> Source:
    return Source(f"{path}#{line}", "", "jsonl", faults=(Fault(path, message, line),), prepared=())


def to_blocks(source: Source) -> list[Block]:
    """Rows read from a file bring their blocks; a text forced into this format is one plain row."""
    return plain.to_blocks(source)

