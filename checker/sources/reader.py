"""Reading: a path or a text to sources, a source to its prose."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Iterator
from dataclasses import replace

from checker.model.errors import Fault, UnreadableSource
from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.dates import day_of_name
from checker.sources.decode import MAX_BYTES, decode, longest_line, read_bytes
from checker.sources.formats import format_names, format_of, module_of
from checker.sources.language import guess_language
from checker.sources.options import ReadOptions


def read(path: str, options: ReadOptions | None = None) -> Iterator[Source]:
    """The documents in the file *path*: one, or one a row for a collection.

    Raises:
        UnreadableSource: when the file is no text of its format. It is raised on the first step, never later.
    """
    options = options or ReadOptions()
    name = _choose_format(path, options)
    module = module_of(name)
    data = read_bytes(path)
    if hasattr(module, "open_bytes"):
        yield from _settle(module.open_bytes(data, path, options), options, ())
        return
    text, notes = decode(data, path)
    del data
    yield from _settle(_open(module, name, text, path, options), options, notes)


def read_text(text: str, path: str, format: str | None = None, options: ReadOptions | None = None) -> Source:
    """One document from a text at hand (standard input), as *format* or what *path*'s extension says; else plain text.

    Raises:
        UnreadableSource: for text too large to read, or a format that is no text.
    """
    options = options or ReadOptions()
    name = format or options.format or format_of(path) or "text"
    if name not in format_names():
        raise UnreadableSource([Fault(path, _unknown(name))])
    if len(text) > MAX_BYTES or longest_line(text) > MAX_BYTES // 40:
        raise UnreadableSource([Fault(path, f"is too large: texts up to {MAX_BYTES / 1e6:,.0f} MB are read")])
    if "\0" in text:
        raise UnreadableSource([Fault(path, "holds a NUL character; text is expected", text.count("\n", 0, text.find("\0")) + 1)])
    module = module_of(name)
    if hasattr(module, "open_bytes"):
        raise UnreadableSource([Fault(path, f"the format {name} is read from a file, not from text")])
    text = text.removeprefix("\ufeff")
    if name in ("jsonl", "csv"):
        name, module = "text", module_of("text")
    return next(iter(_settle(_open(module, name, text, path, options), options, ())))


def to_prose(source: Source) -> tuple[Block, ...]:
    """The blocks of *source*, in reading order with title and standfirst first; none when it is not English."""
    if source.language not in (None, "en"):
        return ()
    if source.prepared is not None:
        return source.prepared
    blocks = module_of(source.format).to_blocks(source)
    return tuple(block if block.index == at else replace(block, index=at) for at, block in enumerate(blocks))


def comment_spans(source: Source) -> Iterator[Span]:
    """Where comments of the source's format stand, mark included; nothing for formats without comments."""
    if source.prepared is not None or source.format not in format_names():
        return
    module = module_of(source.format)
    if hasattr(module, "comment_spans"):
        yield from module.comment_spans(source.text)


def _choose_format(path: str, options: ReadOptions) -> str:
    name = options.format or format_of(path)
    if name is None:
        if not os.path.exists(path):
            raise UnreadableSource([Fault(path, f"cannot be read: {os.strerror(errno.ENOENT)}")])
        message = f"unknown extension; --as FORMAT reads it as one of {', '.join(format_names())}"
        raise UnreadableSource([Fault(path, message)])
    if name not in format_names():
        raise UnreadableSource([Fault(path, _unknown(name))])
    return name


def _unknown(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, format_names(), 1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return f"unknown format {name!r}{hint}; known are {', '.join(format_names())}"


def _open(module: object, name: str, text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    if hasattr(module, "open_text"):
        return module.open_text(text, path, options)
    return iter([Source(path=path, text=text, format=name)])


def _day_of_file(source: Source) -> dt.date | None:
    """The day in a file's name; a collection's name dates the collection, not its rows."""
    return None if source.format in ("jsonl", "csv") else day_of_name(source.path)


def _settle(sources: Iterator[Source], options: ReadOptions, notes: tuple[str, ...]) -> Iterator[Source]:
    """Options of the user over what the file says, and the language."""
    for source in sources:
        language, told = source.language, notes + source.notes
        if language is None:
            language = guess_language(source.text)
            if language not in (None, "en"):
                told += (f"is not English (looks like {language}), so it is not checked",)
        elif language != "en":
            told += (f"says its language is {language!r}, so it is not checked",)
        yield replace(
            source,
            published=options.published or source.published or _day_of_file(source),
            territory=source.territory or options.territory,
            language=language,
            notes=told,
        )
