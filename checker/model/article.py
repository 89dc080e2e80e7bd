"""An article on its way through the house: what the claims room gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.mention import Mention
from checker.model.text import Block, Passage, Setting, Source
from checker.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Article:
    """A source with its blocks, passages, mentions and trees.

    ``mentions[i]`` are those of ``passages[i]`` in text order; ``trees`` holds passage indexes that were
    parsed (only passages with a mention are).
    """

    source: Source
    setting: Setting
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    trees: Mapping[int, Tree]
