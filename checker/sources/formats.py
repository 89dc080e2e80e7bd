"""The formats that are read, one line each.

A format is a module of this room with

- ``to_blocks(source) -> list[Block]``, and as far as the format needs them
- ``open_text(text, path, options) -> Iterator[Source]``: what the text says about itself, or its rows;
- ``open_bytes(data, path, options) -> Iterator[Source]``: for files that are no text;
- ``comment_spans(text) -> Iterator[Span]``: comments, where the format has them.

Modules are imported when a file of their format is met.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType

_FORMATS = {
    "text": ("plain", (".txt", ".text")),
    "markdown": ("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".mdtext")),
    "html": ("html", (".html", ".htm", ".xhtml")),
    "rst": ("rst", (".rst", ".rest")),
    "asciidoc": ("asciidoc", (".adoc", ".asciidoc", ".asc")),
    "latex": ("latex", (".tex", ".latex", ".ltx")),
    "notebook": ("notebook", (".ipynb",)),
    "docx": ("docx", (".docx",)),
    "csv": ("csv_rows", (".csv", ".tsv")),
    "jsonl": ("jsonl", (".jsonl", ".ndjson")),
}
_BY_EXTENSION = {extension: name for name, (_, extensions) in _FORMATS.items() for extension in extensions}


def format_names() -> tuple[str, ...]:
    return tuple(_FORMATS)


def known_extensions() -> frozenset[str]:
    return frozenset(_BY_EXTENSION)


def format_of(path: str) -> str | None:
    """The format that *path*'s extension stands for; None when no format claims it."""
    return _BY_EXTENSION.get(os.path.splitext(path)[1].lower())


def module_of(name: str) -> ModuleType:
    """The reader of the format *name* (see `format_names`)."""
    return importlib.import_module(f"checker.sources.{_FORMATS[name][0]}")
