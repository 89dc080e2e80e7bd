"""One file to outcomes: read it, check each document it holds, and turn trouble into remarks."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.errors import CheckerError, UnreadableSource
from checker.model.finding import Remark
from checker.run.outcome import Outcome, outcome_of
from checker.run.plan import Plan, read_sources


def check_file(checker, plan: Plan, path: str) -> Iterator[Outcome]:
    """An outcome for each document of the file. A file that cannot be read gives one with an error."""
    try:
        for source in read_sources(path, plan):
            yield check_source(checker, source)
    except UnreadableSource as trouble:
        yield unreadable(path, trouble)
    except OSError as trouble:
        yield Outcome(path, errors=(Remark(path, trouble.strerror or str(trouble)),))


def check_source(checker, source) -> Outcome:
    return outcome_of(source, checker.check(source), getattr(checker, "engine", ""))


def unreadable(path: str, trouble: CheckerError) -> Outcome:
    return Outcome(path, errors=tuple(Remark(fault.path or path, fault.message, fault.line) for fault in trouble.faults))
