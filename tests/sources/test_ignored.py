"""Ignore patterns: what git says, for patterns of every kind, and in bounded time."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.sources.ignored import IgnoreRules

PATTERNS = """
*.md|build/|/top.md|docs/*.md|docs/**|**/drafts|a/**/b.md|!keep.md|#x|\\#x.md|\\!y.md|[a-c].md|[!a-c].md|x?y.md|*.m[d-z]|
a\\ |trail.md  |**/*.txt|/docs/|sub/|a*b*c.md|[.md|**|/**|docs/**/deep/**|*
""".replace("\n", "").split("|")
PATHS = """a.md b.md d.md top.md docs/top.md docs/a.md docs/deep/a.md docs/x/deep/y/b.md build/a.md x/build/a.md drafts/a.md
x/drafts/keep.md a/b.md a/x/b.md a/x/y/b.md keep.md #x.md !y.md xzy.md xy.md n.txt x/n.txt trail.md aXbXc.md
sub/sub/z.md""".split()


@pytest.mark.skipif(not shutil.which("git"), reason="git decides what is right")
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_means_what_git_says(tmp_path: Path, pattern: str) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(pattern + "\n")
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    command = ["git", "check-ignore", "-z", "--stdin"]
    asked = subprocess.run(command, cwd=tmp_path, input="\0".join(PATHS).encode(), capture_output=True, check=False)
    rules = IgnoreRules([pattern])
    assert {path for path in PATHS if rules.verdict(path)} == set(filter(None, asked.stdout.decode().split("\0")))


def test_the_last_pattern_that_holds_decides() -> None:
    rules = IgnoreRules(["*.md", "!keep.md"])
    assert rules.verdict("a.md") is True and rules.verdict("keep.md") is False and rules.verdict("a.txt") is None


def test_hostile_patterns_end_soon() -> None:
    begun = time.process_time()
    for pattern in ("*a" * 200 + "b", "**/" * 500 + "x", "[" * 2000, "?" * 1000 + "*" * 1000, "*[a-z]" * 300 + "0"):
        assert not IgnoreRules([pattern]).verdict("/".join(["a" * 250] * 16))
    assert time.process_time() - begun < 2


@settings(max_examples=60, deadline=None)
@given(st.text("ab*?[]!-\\/# ", max_size=12), st.text("ab/]-", min_size=1, max_size=12))
def test_no_pattern_fails(pattern: str, path: str) -> None:
    assert IgnoreRules([pattern]).verdict(path) in (True, False, None)
