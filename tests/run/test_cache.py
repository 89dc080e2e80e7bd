from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from checker.model.finding import Remark
from checker.run import cache as cache_module
from checker.run.cache import Cache, Keys
from checker.run.outcome import Outcome, outcome_of
from checker.run.packed import pack, unpack
from checker.run.plan import Plan


@pytest.fixture
def outcome() -> Outcome:
    from checker.model.finding import Evidence, Finding
    from checker.model.span import Span
    from checker.model.text import Source
    from checker.run.check import _comments
    from checker.run.silence import find_silences

    source = Source("ü.md", "🚀 40% <!-- checker-disable-line a, b* -- why -->\n", "markdown")
    place = Evidence("ü.md", Span(2, 5), 1, 3, 1, 6, "40%", "share")

    class Checked:
        findings = (Finding("r", "error", "ü.md", "m", "w", (place,), "40", "ff", "41%"),)
        claims, words, notes, errors = (), 2, (Remark("ü.md", "read as cp1252"),), ()

    return outcome_of(source, Checked, find_silences(source, _comments(source)), "joins")


def test_an_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    assert outcome.silences and outcome.lines and outcome.hashes
    assert unpack(pack([outcome])) == [outcome]


def test_what_is_put_is_there_for_the_next_run(tmp_path: Path, outcome: Outcome) -> None:
    cache = Cache(tmp_path)
    cache.put(b"k", [outcome])
    cache.close()
    again = Cache(tmp_path)
    assert again.get(b"k") == [outcome] and again.get(b"other") is None


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_broken_cache_is_made_anew(tmp_path: Path, outcome: Outcome, damage: bytes) -> None:
    (tmp_path / "outcomes.sqlite").write_bytes(damage)
    cache = Cache(tmp_path)
    assert cache.get(b"k") is None
    cache.put(b"k", [outcome])
    cache.close()
    assert Cache(tmp_path).get(b"k") == [outcome]


def test_a_row_of_someone_else_is_no_outcome(tmp_path: Path) -> None:
    Cache(tmp_path).close()
    with sqlite3.connect(tmp_path / "outcomes.sqlite") as connection:
        connection.execute("insert into outcomes values (?, ?, ?)", (b"k", '[{"path": 1}]', 0))
    connection.close()
    assert Cache(tmp_path).get(b"k") is None


def test_without_a_place_to_write_nothing_is_remembered_and_nothing_fails(tmp_path: Path, outcome: Outcome) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file")
    cache.put(b"k", [outcome])
    assert cache.get(b"k") is None
    cache.close()


def _fill(folder: Path, first: int) -> None:
    cache = Cache(folder)
    for number in range(first, first + 300):
        cache.put(number.to_bytes(4, "big"), [Outcome(f"{number}.md", engine="joins")])
    cache.close()


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_fill, args=(tmp_path, first)) for first in (0, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    cache = Cache(tmp_path)
    assert all(cache.get(number.to_bytes(4, "big")) == [Outcome(f"{number}.md", engine="joins")] for number in range(500))


def test_it_does_not_grow_without_bound(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_BYTES", 200_000)
    for first in range(0, 3000, 300):
        _fill(tmp_path, first)
    assert (tmp_path / "outcomes.sqlite").stat().st_size < 400_000


def test_a_key_follows_bytes_path_plan_and_rules(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("rule: a")
    keys, plan = Keys([str(tmp_path)]), Plan()
    key = keys.key("a.md", b"x", plan)
    assert key == Keys([str(tmp_path)]).key("a.md", b"x", plan)
    others = [keys.key("b.md", b"x", plan), keys.key("a.md", b"y", plan), keys.key("a.md", b"x", replace(plan, territory="US"))]
    (tmp_path / "r.yaml").write_text("rule: b")
    others.append(Keys([str(tmp_path)]).key("a.md", b"x", plan))
    assert len({key, *others}) == 5
