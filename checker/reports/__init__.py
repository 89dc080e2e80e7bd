"""Reports: an edition to text in one format. Nothing here prints, and nothing here decides what is reported.

In:  an `Edition` and the name of a format.
Out: the whole report as one string.

To add a format: one module with ``render(edition) -> str``, and its line in FORMATS.
"""

from __future__ import annotations

import importlib

from checker.reports.edition import Edition

FORMATS = {
    "text": "text",
    "json": "json_report",
    "jsonl": "jsonl",
    "markdown": "markdown",
    "html": "html",
    "sarif": "sarif",
    "github": "github",
    "summary": "summary",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "rdjsonl": "rdjsonl",
    "junit": "junit",
    "checkstyle": "checkstyle",
}


def render(edition: Edition, format: str, **style) -> str:
    """The edition in *format*, one of FORMATS. Only "text" has a style: ``color`` and ``width``."""
    return importlib.import_module(f"checker.reports.{FORMATS[format]}").render(edition, **style)
