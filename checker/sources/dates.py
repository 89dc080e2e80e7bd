"""Days as files write them: front matter, a collection's date field, ``<time datetime>``.

Only writings that can be read one way count: ISO dates first, then a month by its name. "03/04/2024" stays unread.
"""

from __future__ import annotations

import datetime as dt
import os
import re

_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])|\s*(\d{4})(\d\d)(\d\d)(?!\d)|\s*(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_NAMED = re.compile(r"(\d{4})-(\d\d)-(\d\d)[-_.]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")


def read_day(value: object) -> dt.date | None:
    """The day *value* names (a text, a date, a date-time); None when it names none for certain."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    text = value[:80]
    found = _ISO.match(text)
    if found:
        year, month, day = (part for part in found.groups() if part is not None)
        return _day(year, int(month), day)
    found = _DAY_FIRST.search(text)
    if found:
        return _day(found[3], _month(found[2]), found[1])
    found = _MONTH_FIRST.search(text)
    if found:
        return _day(found[3], _month(found[1]), found[2])
    return None


def day_of_name(path: str) -> dt.date | None:
    """The day that blogs put before the names of their posts: "posts/2015-09-14-launch.md"."""
    found = _NAMED.match(os.path.basename(path))
    return _day(found[1], int(found[2]), found[3]) if found else None


def _month(name: str) -> int | None:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else None


def _day(year: str, month: int | None, day: str) -> dt.date | None:
    if month is None:
        return None
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None
