from __future__ import annotations

from pathlib import Path

import pytest

from checker.model.errors import ConfigFault
from checker.model.finding import Finding
from checker.run.baseline import hold_back, read_baseline, write_baseline


def finding(fingerprint: str, path: str = "a.md") -> Finding:
    return Finding("r", "error", path, "m", "", (), "", fingerprint)


def test_known_findings_are_held_back_as_often_as_they_are_known(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "known.json"
    assert write_baseline(file, [finding("1"), finding("1"), finding("2")], tmp_path) == 3
    known = read_baseline(file)
    new, held = hold_back([finding("1"), finding("1"), finding("1"), finding("3"), finding("2", "b.md")], known, tmp_path)
    assert [(one.fingerprint, one.path) for one in new] == [("1", "a.md"), ("3", "a.md"), ("2", "b.md")]
    assert len(held) == 2


def test_it_means_the_same_from_another_folder(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    write_baseline(tmp_path / "known.json", [finding("1", "sub/a.md")], tmp_path)
    monkeypatch.chdir(tmp_path / "sub")
    new, held = hold_back([finding("1", "a.md")], read_baseline(tmp_path / "known.json"), tmp_path)
    assert not new and held


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [1]}', "[" * 100_000])
def test_a_file_that_is_no_baseline_is_a_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "known.json").write_text(text)
    with pytest.raises(ConfigFault):
        read_baseline(tmp_path / "known.json")
