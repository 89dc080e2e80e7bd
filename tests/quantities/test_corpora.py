"""The corpora of quantities: what is meant, and the many ways to say it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from checker.model.mention import Mention
from checker.model.quantity import Unresolved
from checker.model.text import Block, Passage, Run, Setting
from checker.quantities import find_mentions, settle

FOLDER = Path(__file__).parent.parent / "corpora" / "quantities"
ASIDE = frozenset(["label", "ordinal", "date", "period", "time", "set", "duration"])


def read_text(text: str) -> list[Mention]:
    block = Block(0, "paragraph", text, (Run(0, len(text), 0, len(text)),))
    passage = Passage(0, block, 0, len(text), text)
    setting = Setting()
    return list(settle([find_mentions(passage, setting, text)], [passage], setting)[0])


def load(name: str) -> list[tuple[object, str]]:
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [(row["means"], says) for row in rows for says in row["says"] if says not in row.get("except", ())]


MEANINGS = [
    case for name in ("numbers", "bounds", "ranges", "money", "measures", "people", "labels") for case in load(f"{name}.yaml")
]


@pytest.mark.parametrize(("means", "says"), MEANINGS, ids=[says for _, says in MEANINGS])
def test_a_phrase_means_what_its_row_says(means: object, says: str) -> None:
    found = [mention for mention in read_text(says) if mention.kind not in ASIDE]
    wanted = [] if means == "nothing" else means if isinstance(means, list) else [means]
    assert len(found) == len(wanted), [(mention.kind, mention.quote) for mention in found]
    for mention, want in zip(found, wanted, strict=True):
        check(mention, want)


def check(mention: Mention, want: dict) -> None:
    quantity = mention.quantity
    assert quantity is not None
    ends = (want["value"], want["value"]) if "value" in want else (want["low"], want["high"])
    assert tuple(None if end is None else float(end) for end in quantity.written) == tuple(
        None if end is None else pytest.approx(end) for end in ends
    )
    for name in ("unit", "dimension", "currency", "per", "minor_of", "modifier"):
        if name in want:
            assert getattr(quantity, name) == want[name]
    if "kind" in want:
        assert mention.kind == want["kind"]
    if "includes" in want:
        assert list(quantity.includes) == want["includes"]
    if "allows" in want:
        low, high = quantity.allows.low, quantity.allows.high
        assert [float(low.value), float(high.value)] == [pytest.approx(end) for end in want["allows"]]


FAULTS = load("faults.yaml")


@pytest.mark.parametrize(("means", "says"), FAULTS, ids=[says for _, says in FAULTS])
def test_only_broken_digit_groups_are_faults(means: dict, says: str) -> None:
    assert any(mention.fault for mention in read_text(says)) == means["fault"]


PLACES = load("places.yaml")


@pytest.mark.parametrize(("means", "says"), PLACES, ids=[says for _, says in PLACES])
def test_the_article_decides_the_currency(means: str, says: str) -> None:
    money = next(mention for mention in read_text(says) if mention.kind == "money")
    currency = money.quantity.currency
    assert ("?" if isinstance(currency, Unresolved) else currency) == means


def test_a_core_is_the_bare_number() -> None:
    (mention,) = read_text("It lost about 1,000 cows.")
    assert "It lost about 1,000 cows."[slice(*mention.core)] == "1,000"
    assert mention.quote == "about 1,000"
    assert mention.quantity.value == Decimal(1000)


COUNTS = load("counts.yaml")


@pytest.mark.parametrize(("means", "says"), COUNTS, ids=[says for _, says in COUNTS])
def test_a_count_has_its_noun(means: object, says: str) -> None:
    from checker.claims import name_counts, wants_noun
    from checker.syntax import parse

    block = Block(0, "paragraph", says, (Run(0, len(says), 0, len(says)),))
    passage = Passage(0, block, 0, len(says), says)
    mentions = find_mentions(passage, Setting(), says)
    assert wants_noun(mentions)
    found = [mention for mention in name_counts(mentions, parse([passage])[0]) if mention.kind not in ASIDE]
    wanted = means if isinstance(means, list) else [means]
    assert len(found) == len(wanted), [(mention.kind, mention.quote) for mention in found]
    for mention, want in zip(found, wanted, strict=True):
        check(mention, want)
