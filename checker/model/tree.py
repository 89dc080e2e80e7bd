"""Dependency trees, free of the parser that made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """The parse of one passage. Token i is ``words[i]`` at passage offsets ``[starts[i], ends[i])``.

    ``tags`` are Penn Treebank tags, ``deps`` ClearNLP labels, ``heads[i]`` the index of i's head (a root is
    its own head); ``children[i]`` lists i's dependents in text order.
    """

    words: tuple[str, ...]
    lowers: tuple[str, ...]
    lemmas: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.words)

    def token_at(self, offset: int) -> int | None:
        """The token that covers passage *offset*, or the next one after it; None past the end."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.ends) else None

    def subtree(self, token: int) -> list[int]:
        """*token* and everything below it, in text order."""
        found, todo = [], [token]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above *token*, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def child(self, token: int, *deps: str) -> int | None:
        """The first dependent of *token* with one of *deps*."""
        for at in self.children[token]:
            if self.deps[at] in deps:
                return at
        return None
