"""Decoding: bytes to text, once, with a note when an assumption was needed.

In:  the bytes of a file.
Out: its text without a byte order mark, and notes for the reader.

Text is UTF-8, or UTF-16 when it says so by its mark; what is neither is read as cp1252, which is what
Western word processors wrote, and a note says so. NUL and other control bytes are never text.
"""

from __future__ import annotations

import codecs
import os
import re

from checker.model.errors import Fault, UnreadableSource

# A text of this size is no article. Places and prose take up to 20 times a file's size in memory, so reading on
# would need several GB; collections of any size can be cut into files.
MAX_BYTES = 200_000_000
# Line-oriented readers and reports show whole lines; a line longer than this is data or minified code.
MAX_LINE = 5_000_000
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "a database"),
)


def read_bytes(path: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of *path*.

    Raises:
        UnreadableSource: when it is missing, not a regular file, not allowed, or larger than *limit*.
    """
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise UnreadableSource([Fault(path, "is not a regular file")])
        size = os.path.getsize(path)
        if size > limit:
            message = f"holds {size / 1e6:,.0f} MB; files up to {limit / 1e6:,.0f} MB are read"
            raise UnreadableSource([Fault(path, message)])
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise UnreadableSource([Fault(path, f"cannot be read: {error.strerror or error}")]) from error
    except ValueError as error:
        raise UnreadableSource([Fault(path, f"is no usable file name: {error}")]) from error


def decode(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """The text of *data* and notes on what was assumed.

    Raises:
        UnreadableSource: when the bytes are no text.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, path), ()
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableSource([Fault(path, f"is {what}, not text")])
    zero = data.find(b"\0")
    if zero >= 0:
        line = data.count(b"\n", 0, zero) + 1
        message = "holds a NUL byte, so it is binary or UTF-16 without a mark; UTF-8 is expected"
        raise UnreadableSource([Fault(path, message, line)])
    shift = data.find(b"\x1b$")
    if shift >= 0:
        line = data.count(b"\n", 0, shift) + 1
        raise UnreadableSource([Fault(path, "shifts character sets as ISO-2022 does; UTF-8 is expected", line)])
    try:
        return _without_surprises(data.decode("utf-8"), path), ()
    except UnicodeDecodeError as error:
        return _decode_western(data, path, error)


def _decode_marked(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"starts with a mark of {encoding.upper()[:6].rstrip('-')} but is not valid at byte {error.start}"
        raise UnreadableSource([Fault(path, message)]) from error
    zero = text.find("\0")
    if zero >= 0:
        raise UnreadableSource([Fault(path, "holds a NUL character; text is expected", text.count("\n", 0, zero) + 1)])
    return _without_surprises(text, path)


def _decode_western(data: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    line = data.count(b"\n", 0, error.start) + 1
    seen = f"byte 0x{data[error.start]:02x} in line {line} is not UTF-8"
    sample = data[:65536]
    if len(_CONTROL.findall(sample)) * 100 > len(sample):
        raise UnreadableSource([Fault(path, f"looks binary: {seen} and control bytes abound", line)]) from error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        message = f"{seen}, and the file is not cp1252 either; UTF-8 is expected"
        raise UnreadableSource([Fault(path, message, line)]) from error
    if not _reads_as_western(text):
        message = f"{seen}, and read as cp1252 it is no Western text; UTF-8 is expected"
        raise UnreadableSource([Fault(path, message, line)]) from error
    return _without_surprises(text, path), (f"read as cp1252: {seen}",)


def _reads_as_western(text: str) -> bool:
    """Whether letters outside ASCII are the exception, as in English read with the right table."""
    letters = [char for char in text[:200_000] if char.isalpha()]
    foreign = sum(char > "\x7f" for char in letters)
    return not letters or foreign * 4 < len(letters)


def _without_surprises(text: str, path: str) -> str:
    longest = longest_line(text)
    if longest > MAX_LINE:
        raise UnreadableSource([Fault(path, f"has a line of {longest:,} characters; lines up to {MAX_LINE:,} are read")])
    return text


def longest_line(text: str) -> int:
    """Length of the longest line, without keeping the lines of short texts apart."""
    if len(text) <= MAX_LINE:
        return 0
    longest, start = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        longest = max(longest, end - start)
        start = end + 1
    return longest

