"""The times corpora: a meaning, and the many ways to say it. The anchor is 2026-03-31 unless a row names another."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from checker.model.text import Block, Passage, Run, Setting
from checker.quantities.times import find_times

CORPORA = Path(__file__).parents[1] / "corpora" / "times"
ANCHOR = dt.date(2026, 3, 31)


def passage_of(text):
    block = Block(0, "paragraph", text, (Run(0, len(text), 0, len(text)),))
    return Passage(0, block, 0, len(text), text)


def times_in(text, anchor=ANCHOR, day_first=None):
    return find_times(text, passage_of(text), Setting(anchor, None, day_first), text)


def rows():
    for path in sorted(CORPORA.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            means = row["means"]
            meanings = [] if means == "nothing" else means if isinstance(means, list) else [means]
            for says in row["says"]:
                yield pytest.param(meanings, says, row.get("anchor", ANCHOR), row.get("day_first"), id=f"{path.stem}: {says}")


def told(mention, name):
    period, quantity = mention.period, mention.quantity
    if name in ("kind", "fault"):
        return getattr(mention, name)
    if name in ("written", "unit", "modifier"):
        value = getattr(quantity, name)
        return list(value) if name == "written" else value
    if name in ("from", "to"):
        side = period.start if name == "from" else period.end
        return side and side.date()
    value = getattr(period, name, None)
    return list(value) if name == "offset" and value else value


@pytest.mark.parametrize(("meanings", "says", "anchor", "day_first"), list(rows()))
def test_every_way_to_say_it_is_read(meanings, says, anchor, day_first):
    mentions = times_in(says, anchor, day_first)
    assert len(mentions) == len(meanings), [(x.kind, x.quote) for x in mentions]
    for mention, means in zip(mentions, meanings, strict=True):
        for name, value in means.items():
            if name == "written":
                value = [None if x is None else Decimal(str(x)) for x in value]
            assert told(mention, name) == value, (mention.quote, name)
