"""The dateline: the day an article gives itself, at its top."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from checker.model.text import Passage, Setting
from checker.quantities.times.find import find_times

# "LONDON, March 2 -", "NEW YORK (Reuters) - ", "WASHINGTON, Feb. 27, 2013 —"
PLACE_LINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][\w. ]{1,24})??[,(] ?(?P<date>[^—–\n]{3,40}?)\)? ?(?:\([A-Za-z]{2,20}\) ?)?"
    r"[-—–]{1,2}(?:\s|$)"
)
ALONE = re.compile(r"(?:(?:published|posted|updated|last updated|date)(?: on)?:? )?(?P<date>[\w.,:/ -]{6,40})$", re.IGNORECASE)
TOP = 6


def find_dateline(passages: Iterable[Passage]) -> dt.date | None:
    """The day in the dateline or alone on a line at the top; None when there is none, or it lacks its year."""
    for count, passage in enumerate(passages):
        if count >= TOP:
            return None
        text = passage.text.strip()
        shape = PLACE_LINE.match(text) if len(text) < 2000 else PLACE_LINE.match(text[:120])
        if shape is None and len(text) < 60:
            shape = ALONE.match(text)
        if shape is not None and (day := _only_day(shape["date"], passage)):
            return day
    return None


def _only_day(text: str, passage: Passage) -> dt.date | None:
    """The date that is all of *text*, weekday allowed; None when anything else stands there."""
    if not re.search(r"\b(?:1[89]|20)\d\d\b", text):
        return None
    mentions = [x for x in find_times(text, _alone(text, passage), Setting(), text) if x.kind != "time"]
    if len(mentions) != 1 or mentions[0].kind != "date" or mentions[0].period.start is None:
        return None
    rest = text[: mentions[0].start] + text[mentions[0].end :]
    if re.search(r"[^\W\d_]{4}", rest):
        return None
    return mentions[0].period.start.date()


def _alone(text: str, passage: Passage) -> Passage:
    from checker.model.text import Block, Run

    block = Block(passage.block.index, passage.block.kind, text, (Run(0, len(text), 0, len(text)),))
    return Passage(passage.index, block, 0, len(text), text)
