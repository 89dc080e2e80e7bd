"""Every phrase of tests/corpora/claims means what stands above it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from checker.engine import built_in_rules
from checker.model.claim import Claim
from checker.model.quantity import Interval
from checker.model.text import Source
from checker.pipeline import Checker

CORPUS = Path(__file__).parents[1] / "corpora" / "claims"
ANCHOR = dt.date(2026, 3, 31)


def rows():
    for path in sorted(CORPUS.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            for phrase in row["says"]:
                yield pytest.param(row, phrase, id=f"{path.stem}: {phrase[:60]}")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


def told(claim: Claim, name: str):
    """The value of a field as a corpus row writes it: an interval as its two ends."""
    if name.startswith("words."):
        return dict(claim.words).get(name.removeprefix("words."))
    if name == "parts":
        return {part.role: part.quote for part in claim.parts}
    if name in ("currency", "unit", "per"):
        return getattr(claim.quantity, name, None)
    if name == "has":
        return claim.flags
    value = getattr(claim, name)
    if isinstance(value, Interval):
        return [None if end is None else float(round(end.value, 2)) for end in (value.low, value.high)]
    return float(value) if isinstance(value, Decimal) else value


def holds(claim: Claim, wanted: dict) -> bool:
    for name, value in wanted.items():
        seen = told(claim, name)
        if name == "parts":
            if any(seen.get(role) != quote for role, quote in value.items()):
                return False
        elif name == "has":
            if not set(value) <= seen:
                return False
        elif seen != value:
            return False
    return True


@pytest.mark.parametrize(("row", "phrase"), list(rows()))
def test_a_phrase_means_what_its_row_says(row, phrase, checker):
    claims = checker.claims(Source(path="phrase.txt", text=phrase, format="text", published=ANCHOR))
    unwanted = row.get("not")
    if unwanted is not None:
        assert not any(holds(claim, unwanted) for claim in claims), row.get("because")
    if "means" in row:
        names = list(row["means"])
        seen = [{name: told(claim, name) for name in names} for claim in claims]
        assert any(holds(claim, row["means"]) for claim in claims), f"wanted {row['means']}\nseen {seen}"
    for claim in claims:
        assert claim.quote == phrase[claim.span.start : claim.span.end]
        for part in claim.parts:
            assert part.quote == phrase[part.span.start : part.span.end]
