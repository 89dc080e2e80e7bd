"""How sources are read: what a user may say about files beyond their names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``format`` reads every file as this one (``--as``); None goes by the extension.

    ``published`` is the day of ``--date`` and wins over the day a file gives. ``territory`` holds where a file
    names none. ``stdin_name`` is the path that findings in standard input show and the format is taken from.
    ``text_field``, ``title_field``, ``date_field``, ``id_field`` name the fields of a collection's rows.
    """

    format: str | None = None
    published: dt.date | None = None
    territory: str | None = None
    stdin_name: str | None = None
    id_field: str = "id"
    text_field: str = "text"
    title_field: str = "title"
    date_field: str = "date"
