"""Markdown: CommonMark and GFM as content repositories write them.

In:  a Markdown file with or without front matter.
Out: blocks free of markup.

comrak parses a masked text of the same length (see masks.py) and renders it with the places of its blocks and
spans; `markdown_html` reads those and aligns every stretch of text with the source, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.front_matter import FrontMatter, describe, head_blocks, read_front_matter
from checker.sources.masks import mask
from checker.sources.options import ReadOptions
from checker.sources.stand_ins import NOT_BREAK, with_plain_line_ends

_MDX = (".mdx",)
_HIDDEN_DEFINITION = re.compile(r"^[ ]{0,3}\[(?://|comment|#)\]:[^\n]*", re.M)


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    yield describe(Source(path=path, text=text, format="markdown"), read_front_matter(text))


def to_blocks(source: Source) -> list[Block]:
    matter = read_front_matter(source.text)
    head = list(head_blocks(matter))
    body = blocks_of(source.text, matter, is_mdx=source.path.lower().endswith(_MDX))
    if any(block.kind == "title" for block in head):
        return head + body
    for at, block in enumerate(body):
        # A first-level heading at the top is the title when the front matter gives none.
        if block.kind == "heading" and block.level == 1 and at < 3:
            return [*head, *body[:at], replace(block, kind="title"), *body[at + 1 :]]
    return head + body


def blocks_of(text: str, matter: FrontMatter, *, is_mdx: bool = False) -> list[Block]:
    """The blocks of a Markdown text behind its front matter."""
    from checker.sources.markdown_html import MarkdownReader

    plain = with_plain_line_ends(text)
    masked = mask(NOT_BREAK.sub(" ", plain[: matter.end]) + plain[matter.end :], is_mdx=is_mdx)
    blocks = MarkdownReader(text, masked.text, masked.fences).read()
    if masked.tables:
        blocks = _with_html_tables(text, masked.tables, blocks)
    return blocks


def _with_html_tables(text: str, tables: list[tuple[int, int]], blocks: list[Block]) -> list[Block]:
    from checker.sources import html

    last = max((block.group for block in blocks if block.group is not None), default=0)
    for start, end in tables:
        found = html.blocks_of(text, start, end, group=last + 1)
        last = max((block.group for block in found if block.group is not None), default=last)
        blocks += found
    return sorted(blocks, key=lambda block: block.runs[0].source)


def comment_spans(text: str) -> Iterator[Span]:
    """HTML, JSX and Obsidian comments, and link definitions that hide a remark (``[//]: # (…)``)."""
    plain = with_plain_line_ends(text)
    spans = [Span(start, end) for start, end in mask(plain).comments]
    if "]:" in text:
        spans += [Span(*found.span()) for found in _HIDDEN_DEFINITION.finditer(plain)]
    yield from sorted(spans)
