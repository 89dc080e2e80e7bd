"""The patterns of `.gitignore` files, as git reads them, matched without regular expressions.

In:  the lines of a file, and a path below its folder.
Out: whether the last pattern that holds for the path, or for a folder above it, leaves it out.

A hostile repository may hold any pattern: time grows with pattern × path and no faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STAR, _ANY = object(), object()
# A pattern longer than any path of an operating system matches nothing.
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class CharacterClass:
    """``[a-z]``, or ``[!a-z]`` when *negated*."""

    ranges: tuple[tuple[str, str], ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """``steps``: one a folder; None is ``**``, a plain name a text, anything else its tokens."""

    steps: tuple[str | tuple | None, ...]
    negated: bool = False
    only_folders: bool = False

    def holds_for(self, path: list[str], is_folder: bool) -> bool:
        """Whether it names the path or a folder above it. ``reached[j]``: the steps so far match the first j of *path*."""
        reached = [True] + [False] * len(path)
        for at, step in enumerate(self.steps):
            if step is None:
                # At the end ** stands for something inside, elsewhere also for nothing.
                first = next((j for j, hit in enumerate(reached) if hit), len(reached)) + (at == len(self.steps) - 1)
                reached = [j >= first for j in range(len(reached))]
            else:
                reached = [False, *(hit and _is_name(step, name) for hit, name in zip(reached, path, strict=False))]
            if True not in reached:
                return False
        return True in reached[1:-1] or (reached[-1] and (is_folder or not self.only_folders))


class IgnoreRules:
    """The patterns of one file in their order."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.patterns = [pattern for pattern in map(_read, lines) if pattern is not None]

    def verdict(self, path: str) -> bool | None:
        """True: left out, False: taken back in, None: not named. A folder's path ends in a slash."""
        steps = path.strip("/").split("/")
        for pattern in reversed(self.patterns):
            if pattern.holds_for(steps, path.endswith("/")):
                return not pattern.negated
        return None


def _read(line: str) -> Pattern | None:
    line = line.rstrip("\r\n")
    bare = line.rstrip(" ")
    # A blank behind a backslash belongs to the name.
    line = bare + " " if bare.endswith("\\") and bare != line else bare
    negated = line.startswith("!")
    if not line or line.startswith("#") or len(line) > _LONGEST:
        return None
    line = line.removeprefix("!")
    only_folders = line.endswith("/")
    parts = [part for part in line.strip("/").split("/") if part]
    if not parts:
        return None
    steps = [None if part == "**" else _tokens(part) for part in parts]
    if "/" not in line.rstrip("/"):
        steps.insert(0, None)
    return Pattern(tuple(steps), negated, only_folders)


def _tokens(part: str) -> str | tuple:
    found: list = []
    at = 0
    while at < len(part):
        char = part[at]
        at += 1
        if char == "*":
            if not found or found[-1] is not _STAR:
                found.append(_STAR)
        elif char == "?":
            found.append(_ANY)
        elif char == "[":
            token, at = _character_class(part, at)
            found.append(token)
        elif char == "\\" and at < len(part):
            found.append(part[at])
            at += 1
        else:
            found.append(char)
    return "".join(found) if all(isinstance(token, str) for token in found) else tuple(found)


def _character_class(part: str, at: int) -> tuple[CharacterClass, int]:
    """The class that begins behind the bracket, and where it ends; one that never closes matches nothing."""
    negated = part[at : at + 1] in ("!", "^")
    at += negated
    close = part.find("]", at + 1)
    if close < 0:
        return CharacterClass((), False), len(part)
    inside, ranges, spot = part[at:close], [], 0
    while spot < len(inside):
        if inside[spot] == "\\" and spot + 1 < len(inside):
            spot += 1
        if inside[spot + 1 : spot + 2] == "-" and spot + 2 < len(inside):
            ranges.append((inside[spot], inside[spot + 2]))
            spot += 3
        else:
            ranges.append((inside[spot], inside[spot]))
            spot += 1
    return CharacterClass(tuple(ranges), negated), close + 1


def _is_name(step: str | tuple, name: str) -> bool:
    """The last star tried takes one more character each time the rest fails."""
    if isinstance(step, str):
        return step == name
    at = spot = mark = 0
    star = -1
    while at < len(name):
        if spot < len(step) and step[spot] is _STAR:
            star, mark = spot, at
            spot += 1
        elif spot < len(step) and _is_character(step[spot], name[at]):
            spot += 1
            at += 1
        elif star >= 0:
            mark += 1
            at, spot = mark, star + 1
        else:
            return False
    return all(token is _STAR for token in step[spot:])


def _is_character(token: object, char: str) -> bool:
    if isinstance(token, CharacterClass):
        return bool(token.ranges) and any(low <= char <= high for low, high in token.ranges) != token.negated
    return token is _ANY or token == char
