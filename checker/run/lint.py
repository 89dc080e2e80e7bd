"""A whole run: paths in, one report out, in the order of the paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.model.finding import Remark, Report
from checker.run.check import check_file
from checker.run.outcome import Outcome
from checker.run.plan import Plan, load_rules, open_checker


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a run brought home, before anything is left out of the report."""

    outcomes: tuple[Outcome, ...]
    skipped: tuple[Remark, ...] = ()


def find_files(paths: Iterable[str], plan: Plan) -> tuple[list[str], list[Remark]]:
    """The files to check in a stable order, and what was passed over. "-" stays "-"."""
    from checker import sources

    files, skipped = [], []
    for path in paths:
        if path == "-":
            files.append(path)
            continue
        for found in sources.walk([path], any_extension=plan.as_format is not None):
            if isinstance(found, Remark):
                skipped.append(found)
            else:
                files.append(str(found))
    return list(dict.fromkeys(files)), skipped


def run(files: Iterable[str], plan: Plan, rules=None) -> Iterator[Outcome]:
    checker = open_checker(plan, rules if rules is not None else load_rules(plan))
    for path in files:
        yield from check_file(checker, plan, path)


def report_of(outcomes: Iterable[Outcome], skipped: Iterable[Remark] = ()) -> Report:
    """All outcomes as one report."""
    outcomes = tuple(outcomes)
    return Report(
        engine=next((outcome.engine for outcome in outcomes if outcome.engine), ""),
        documents=sum(1 for outcome in outcomes if not outcome.errors or outcome.words),
        words=sum(outcome.words for outcome in outcomes),
        claims=sum(outcome.claims for outcome in outcomes),
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        errors=tuple(remark for outcome in outcomes for remark in outcome.errors),
        notes=tuple(remark for outcome in outcomes for remark in outcome.notes),
        skipped=(*skipped, *(remark for outcome in outcomes for remark in outcome.skipped)),
    )
