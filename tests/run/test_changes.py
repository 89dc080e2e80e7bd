from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from checker.model.errors import ConfigFault
from checker.model.finding import Evidence
from checker.model.span import Span
from checker.run.changes import find_changes


def git(folder: Path, *arguments: str) -> None:
    about = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, env=os.environ | about)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch) -> Path:
    git(tmp_path, "init", "-b", "main")
    (tmp_path / "a b.md").write_text("1\n2\n3\n4\n5\n")
    (tmp_path / "ü.md").write_text("1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    git(tmp_path, "checkout", "-b", "branch")
    (tmp_path / "a b.md").write_text("1\n2\nthree\n4\n5\n")
    git(tmp_path, "commit", "-am", "second")
    git(tmp_path, "checkout", "main")
    (tmp_path / "ü.md").write_text("one\n")
    git(tmp_path, "commit", "-am", "elsewhere")
    git(tmp_path, "checkout", "branch")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def at(path: str, line: int) -> Evidence:
    return Evidence(path, Span(0, 1), line, 1, line, 2, "x", "r")


def test_lines_changed_on_the_branch_count_and_those_of_main_do_not(repository: Path) -> None:
    changes = find_changes("main")
    assert changes.touches(at("a b.md", 3)) and not changes.touches(at("a b.md", 4))
    assert not changes.has_file("ü.md")


def test_work_not_committed_and_new_files_count(repository: Path) -> None:
    (repository / "new.md").write_text("1\n")
    (repository / "ü.md").write_text("uno\n")
    changes = find_changes("main")
    assert changes.touches(at("new.md", 1)) and changes.touches(at("ü.md", 1))
    assert changes.touches(at(str(repository / "new.md"), 1)) and not changes.touches(at("old.md", 1))


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "-"])
def test_a_name_that_is_no_commit_is_a_fault(repository: Path, ref: str) -> None:
    with pytest.raises(ConfigFault):
        find_changes(ref)
    assert not (repository / "x").exists()


def test_outside_of_a_repository_is_a_fault(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ConfigFault):
        find_changes("HEAD")
