"""One file to outcomes: read it, check each document it holds, and turn trouble into remarks."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from checker.model.errors import CheckerError, UnreadableSource
from checker.model.finding import Remark
from checker.model.span import Span
from checker.model.text import Source
from checker.run.outcome import Outcome, outcome_of
from checker.run.plan import Plan, read_sources
from checker.run.silence import find_silences


def check_file(checker, plan: Plan, path: str, skip: int = 0, stride: tuple[int, int] = (0, 1)) -> Iterator[tuple[int, Outcome]]:
    """An outcome for each document of the file, with the document's number in it.

    ``skip``: documents before this one are done already. ``stride`` (k, n): only documents k, k+n, k+2n …; so
    several workers share one large collection. A file that cannot be read gives one outcome with an error.
    """
    try:
        for number, source in enumerate(read_sources(path, plan)):
            if number >= skip and number % stride[1] == stride[0]:
                yield number, check_source(checker, source, plan.full)
    except UnreadableSource as trouble:
        if stride[0] == 0:
            yield 0, unreadable(path, trouble)
    except OSError as trouble:
        if stride[0] == 0:
            yield 0, failed(path, trouble.strerror or str(trouble))


def check_source(checker, source: Source, full: bool = False) -> Outcome:
    """The outcome of one document. A fault of our own costs this document only, and says where to look."""
    try:
        checked = checker.check(source)
        return outcome_of(source, checked, find_silences(source, _comments(source)), checker.engine, full)
    except CheckerError as trouble:
        return unreadable(source.path, trouble)
    except Exception as trouble:
        last = traceback.extract_tb(trouble.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
        return failed(source.path, f"checker itself failed: {type(trouble).__name__}: {trouble} ({where}); please report it")


def unreadable(path: str, trouble: CheckerError) -> Outcome:
    return Outcome(path, errors=tuple(Remark(fault.path or path, fault.message, fault.line) for fault in trouble.faults))


def failed(path: str, message: str) -> Outcome:
    return Outcome(path, errors=(Remark(path, message),))


def _comments(source: Source) -> Iterator[Span]:
    from checker.sources import comment_spans

    if source.format != "text" or source.prepared is not None:
        yield from comment_spans(source)
        return
    # Plain text has no comments of its own; a line that holds nothing but an HTML comment is meant as one.
    start = source.text.find("<!--")
    while start >= 0:
        end = source.text.find("-->", start)
        if end < 0:
            return
        yield Span(start, end + 3)
        start = source.text.find("<!--", end)
