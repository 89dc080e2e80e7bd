"""Walking folders: what is read, what is left, what is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.model.finding import Remark
from checker.sources import walk


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.md", "a b.txt", "new\nline.md", "data.bin", "sub/c.html", "sub/draft.md", "sub/keep.md", "build/x.md", ".hidden/y.md",
        "node_modules/z.md", "sub/deep/e.md", "UPPER.MD",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def found(tree: Path, excludes: tuple[str, ...] = ()) -> list[str]:
    return [os.path.relpath(path, tree) for path in walk([str(tree)], excludes) if isinstance(path, str)]


def test_a_folder_gives_known_extensions_in_order(tree: Path) -> None:
    above = ["UPPER.MD", "a b.txt", "b.md", "new\nline.md", "build/x.md"]
    assert found(tree) == [*above, "sub/c.html", "sub/draft.md", "sub/keep.md", "sub/deep/e.md"]


def test_gitignore_files_are_respected_also_nested_and_above(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("build/\n*.html\n/b.md\n")
    (tree / "sub/.gitignore").write_text("*.md\n!keep.md\n")
    assert found(tree) == ["UPPER.MD", "a b.txt", "new\nline.md", "sub/keep.md"]
    assert [os.path.basename(path) for path in walk([str(tree / "sub")]) if isinstance(path, str)] == ["keep.md"]


def test_own_excludes(tree: Path) -> None:
    assert found(tree, ("sub/", "*.txt")) == ["UPPER.MD", "b.md", "new\nline.md", "build/x.md"]


def test_a_named_file_of_an_unknown_extension_is_told(tree: Path) -> None:
    (remark,) = walk([str(tree / "data.bin")])
    assert isinstance(remark, Remark) and "unknown extension '.bin'" in remark.message
    assert list(walk([str(tree / "data.bin")], any_extension=True)) == [str(tree / "data.bin")]


def test_a_vanished_file_goes_on_to_be_told(tree: Path) -> None:
    assert list(walk([str(tree / "gone.md")])) == [str(tree / "gone.md")]


def test_a_file_is_given_once(tree: Path) -> None:
    assert len(list(walk([str(tree / "b.md"), str(tree / "b.md"), str(tree)]))) == len(found(tree))


def test_symbolic_links_that_go_round_end(tree: Path) -> None:
    before = len(found(tree))
    (tree / "sub/loop").symlink_to(tree, target_is_directory=True)
    (tree / "dangling.md").symlink_to(tree / "nothing.md")
    (tree / "alias.md").symlink_to(tree / "b.md")
    assert len(found(tree)) == before
