"""Collections in CSV and TSV: one document a row, its fields named in the first row.

In:  a file with a column "text" (the names are options).
Out: a source a row, at "file.csv#id"; offsets count in the row's text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from checker.model.errors import Fault, UnreadableSource
from checker.model.text import Block, Source
from checker.sources import plain
from checker.sources.jsonl import broken_row, row_source
from checker.sources.options import ReadOptions

# The module's own limit of 128 KB is less than a long article.
_LONGEST_FIELD = 50_000_000


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    """One source a row.

    Raises:
        UnreadableSource: when no column holds text.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    first = text[:10_000].split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count) if any(mark in first for mark in "\t;,") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise UnreadableSource([Fault(path, f"is no CSV: {error}", 1)]) from error
    known = {name.lower(): at for at, name in reversed(list(enumerate(names)))}
    if options.text_field.lower() not in known:
        seen = ", ".join(names[:20]) or "none"
        message = f'has no column "{options.text_field}" (its columns: {seen}); a data table is not checked as a collection'
        raise UnreadableSource([Fault(path, message, 1)])
    wanted = {
        field: known[field.lower()]
        for field in (options.id_field, options.text_field, options.title_field, options.date_field, "territory", "country")
        if field.lower() in known
    }
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield broken_row(path, rows.line_num, f"is no CSV row: {error}")
            return
        if row is None:
            return
        fields: dict[str, object] = {field: row[at] for field, at in wanted.items() if at < len(row)}
        if options.text_field in fields:
            yield row_source(fields, path, number, "csv", options)
        elif any(row):
            yield broken_row(path, rows.line_num, f"has {len(row)} fields of {len(names)}, so no text")


def to_blocks(source: Source) -> list[Block]:
    """Rows bring their blocks; a text forced into this format is one plain row."""
    return plain.to_blocks(source)
