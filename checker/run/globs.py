"""Globs over paths and rule names, matched in time that grows with pattern × text and no faster.

``*`` and ``?`` stay inside one folder, ``**`` crosses folders, a pattern without a slash holds at any depth,
and one that ends in a slash holds for everything below. No regular expressions: a pattern out of a hostile
configuration must not be able to stop a run.
"""

from __future__ import annotations

from collections.abc import Iterable


def matches(pattern: str, path: str) -> bool:
    """Whether the glob holds for *path*, both with forward slashes and relative to the same folder."""
    anchored = "/" in pattern.rstrip("/")
    wanted = pattern.strip("/").split("/")
    if pattern.endswith("/"):
        wanted.append("**")
    if not anchored:
        wanted.insert(0, "**")
    steps = path.split("/")
    # A folder's name stands for all that is in it, as in .gitignore.
    return _steps_match(wanted, steps) or (wanted[-1] != "**" and _steps_match([*wanted, "**"], steps))


def any_matches(patterns: Iterable[str], path: str) -> bool:
    return any(matches(pattern, path) for pattern in patterns)


def _steps_match(wanted: list[str], steps: list[str]) -> bool:
    """``reached[j]``: the pattern so far matches the first j steps."""
    reached = [True] + [False] * len(steps)
    for want in wanted:
        if want == "**":
            first = next((at for at, hit in enumerate(reached) if hit), None)
            reached = [first is not None and at >= first for at in range(len(reached))]
        else:
            reached = [False] + [hit and matches_name(want, step) for hit, step in zip(reached, steps, strict=False)]
    return reached[-1]


def matches_name(pattern: str, name: str) -> bool:
    """``*`` and ``?`` over one name: the last star tried takes one more character each time the rest fails."""
    at = star = mark = 0
    has_star = False
    spot = 0
    while at < len(name):
        if spot < len(pattern) and pattern[spot] == "*":
            has_star, star, mark = True, spot, at
            spot += 1
        elif spot < len(pattern) and pattern[spot] in ("?", name[at]):
            spot += 1
            at += 1
        elif has_star:
            mark += 1
            at, spot = mark, star + 1
        else:
            return False
    return all(c == "*" for c in pattern[spot:])
