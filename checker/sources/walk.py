"""Walking: paths as a user gives them to the files that are read.

In:  files and folders, and patterns to leave out.
Out: paths in sorted order, and a `Remark` for a named file that no format claims.

In a folder, files of unknown extensions, hidden folders and what `.gitignore` files name are left without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from checker.model.finding import Remark
from checker.sources.formats import format_of
from checker.sources.ignored import IgnoreRules

# Folders of tools: what they hold is not written by the user's people.
_LEFT = frozenset(["node_modules", "__pycache__", "venv", "site-packages"])


def walk(paths: Iterable[str], excludes: Sequence[str] = (), *, any_extension: bool = False) -> Iterator[str | Remark]:
    """Every file to read, each once, and remarks on named files that are skipped.

    ``any_extension`` lets named files of any extension through (``--as``); folders still give known ones.
    """
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            yield from _walk_folder(path, excludes, seen)
        elif any_extension or format_of(path) is not None or not os.path.exists(path):
            # A vanished file goes on to `read`, which says so.
            real = os.path.realpath(path) if "\0" not in path else path
            if real not in seen:
                seen.add(real)
                yield path
        else:
            extension = os.path.splitext(path)[1]
            seen_as = f"unknown extension {extension!r}" if extension else "has no extension"
            yield Remark(path, f"{seen_as}; --as FORMAT reads it")


def _walk_folder(top: str, excludes: Sequence[str], seen: set[str]) -> Iterator[str]:
    own = _spec(excludes)
    rules = _outer_rules(top)
    folders: set[tuple[int, int]] = set()
    todo: list[tuple[str, list[tuple[str, IgnoreRules]]]] = [(top, rules)]
    while todo:
        folder, rules = todo.pop()
        try:
            status = os.stat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            # It vanished or may not be read: a folder is no document, its files are simply not there.
            continue
        if (status.st_dev, status.st_ino) in folders:
            continue
        folders.add((status.st_dev, status.st_ino))
        rules = _with_ignore_file(folder, rules)
        below: list[str] = []
        for entry in entries:
            relative = os.path.relpath(entry.path, top).replace(os.sep, "/")
            is_folder = entry.is_dir()
            if _is_ignored(entry.path, is_folder, rules) or (own and own.verdict(relative + "/" * is_folder)):
                continue
            if is_folder:
                if not entry.name.startswith(".") and entry.name not in _LEFT:
                    below.append(entry.path)
            elif format_of(entry.name) is not None and not entry.name.startswith(".") and entry.is_file():
                real = os.path.realpath(entry.path)
                if real not in seen:
                    seen.add(real)
                    yield entry.path
        todo.extend((path, rules) for path in reversed(below))


def _spec(patterns: Sequence[str]) -> IgnoreRules | None:
    return IgnoreRules(patterns) if patterns else None


def _with_ignore_file(folder: str, rules: list[tuple[str, IgnoreRules]]) -> list[tuple[str, IgnoreRules]]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            spec = _spec(file.read(1_000_000).splitlines())
    except OSError:
        return rules
    return [*rules, (folder, spec)] if spec else rules


def _outer_rules(top: str) -> list[tuple[str, IgnoreRules]]:
    """The `.gitignore` files above *top*, up to the root of its repository."""
    above: list[str] = []
    folder = os.path.abspath(top)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return []
        folder = parent
        above.append(folder)
    rules: list[tuple[str, IgnoreRules]] = []
    for folder in reversed(above):
        rules = _with_ignore_file(folder, rules)
    return rules


def _is_ignored(path: str, is_folder: bool, rules: list[tuple[str, IgnoreRules]]) -> bool:
    """What git would say: the last pattern that matches decides, inner files over outer ones."""
    for folder, spec in reversed(rules):
        relative = os.path.relpath(os.path.abspath(path), os.path.abspath(folder)).replace(os.sep, "/")
        verdict = spec.verdict(relative + "/" * is_folder)
        if verdict is not None:
            return verdict
    return False
