"""Which lines have changed, as git tells it.

From where the branch left *ref* (the three-dot diff) to the files as they are now, so that work not yet
committed counts. Files that git does not know yet are changed as a whole.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.errors import ConfigFault, Fault
from checker.model.finding import Evidence

# A repository can bring settings along that run programs; none of them is wanted for a diff.
_GIT = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"]
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_WHOLE = ((1, 10**9),)


@dataclass(frozen=True, slots=True)
class Changes:
    """First and last changed lines by real path. A file that is not in it has not changed."""

    lines: Mapping[str, tuple[tuple[int, int], ...]]

    def has_file(self, path: str) -> bool:
        return os.path.realpath(path.partition("#")[0] if not os.path.exists(path) else path) in self.lines

    def touches(self, place: Evidence) -> bool:
        """Whether the place is on a changed line. Lines inside a container say nothing about its file: all count."""
        if os.path.exists(place.path):
            ranges = self.lines.get(os.path.realpath(place.path), ())
        else:
            ranges = _WHOLE if self.has_file(place.path) else ()
        return any(place.line <= last and place.end_line >= first for first, last in ranges)


def default_ref() -> str:
    """What a pull request is compared with: as the CI service says, else the remote's main branch, else the last commit."""
    if os.environ.get("GITHUB_BASE_REF"):
        return f"origin/{os.environ['GITHUB_BASE_REF']}"
    if os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        return os.environ["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
    return "origin/HEAD" if is_ref("origin/HEAD") else "HEAD"


def is_ref(name: str) -> bool:
    if name.startswith("-"):
        return False
    return _run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}").returncode == 0


def find_changes(ref: str) -> Changes:
    """The lines changed since *ref*.

    Raises:
        ConfigFault: outside of a repository, without git, or for a name that is no commit.
    """
    top = _told("rev-parse", "--show-toplevel").strip("\n")
    if not is_ref(ref):
        told = f"{ref!r} is no commit here; in CI fetch it first (actions/checkout: fetch-depth: 0)"
        raise ConfigFault([Fault("--changed", told)])
    base = _run("merge-base", "--end-of-options", ref, "HEAD")
    start = base.stdout.strip() or ref
    plainly = ("-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/")
    diff = _told("diff", *plainly, start, "--")
    lines = _read_diff(diff, top)
    for name in _told("ls-files", "--others", "--exclude-standard", "-z", "--full-name", top).split("\0"):
        if name:
            lines[os.path.realpath(os.path.join(top, name))] = _WHOLE
    return Changes(lines)


def _read_diff(diff: str, top: str) -> dict[str, tuple[tuple[int, int], ...]]:
    lines: dict[str, tuple[tuple[int, int], ...]] = {}
    for part in re.split(r"^diff --git ", diff, flags=re.MULTILINE)[1:]:
        head, _, _ = part.partition("\n@@ ")
        name = next((line[4:].rstrip("\t") for line in head.split("\n") if line.startswith("+++ ")), "/dev/null")
        if name == "/dev/null":
            continue
        path = os.path.realpath(os.path.join(top, _unquoted(name).removeprefix("b/")))
        hunks = [(int(match[1]), int(match[2] or 1)) for match in _HUNK.finditer(part)]
        # A hunk that only deletes touches the line before and the one after the gap: a tension may have opened there.
        lines[path] = tuple((first, first + count - 1) if count else (first, first + 1) for first, count in hunks)
    return lines


def _unquoted(name: str) -> str:
    """git puts names with quotes, backslashes or control characters into C quotes."""
    if not (name.startswith('"') and name.endswith('"')):
        return name
    escapes = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
    return re.sub(
        r"\\([0-7]{3}|.)",
        lambda match: chr(int(match[1], 8)) if match[1].isdigit() else escapes.get(match[1], match[1]),
        name[1:-1],
    )


def _told(*arguments: str) -> str:
    done = _run(*arguments)
    if done.returncode != 0:
        raise ConfigFault([Fault("--changed", done.stderr.strip().removeprefix("fatal: ") or "git failed")])
    return done.stdout


def _run(*arguments: str) -> subprocess.CompletedProcess:
    try:
        return subprocess.run([*_GIT, *arguments], capture_output=True, text=True, errors="surrogateescape", check=False)
    except FileNotFoundError:
        raise ConfigFault([Fault("--changed", "git is not installed")]) from None
