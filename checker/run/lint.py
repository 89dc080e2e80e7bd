"""A whole run: files in, outcomes out in their order, from the cache where nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from checker.config import SettingsFinder
from checker.model.finding import Remark
from checker.run.cache import Cache, Keys
from checker.run.outcome import Outcome
from checker.run.plan import Plan
from checker.run.workers import check_files

STDIN = "-"
_WORTH_A_WORKER = 100_000
# Larger files are not remembered: to know one again would mean to hold it in memory.
_MOST_BYTES = 100_000_000


def find_files(
    paths: Iterable[str], plan: Plan, finder: SettingsFinder | None = None, force_exclude: bool = False
) -> tuple[list[str], list[Remark]]:
    """The files to check in a stable order, and what was passed over. "-" stays "-".

    Excludes hold for what is found in folders; with ``force_exclude`` for files named by hand, too.
    """
    from checker import sources

    files, skipped = [], []
    for path in paths:
        if path == STDIN:
            files.append(path)
            continue
        for found in sources.walk([path], any_extension=plan.as_format is not None):
            if isinstance(found, Remark):
                skipped.append(found)
            elif finder is None or (found == path and not force_exclude) or not finder.for_file(found).is_excluded(found):
                files.append(found)
    return list(dict.fromkeys(files)), skipped


def lint(
    files: Sequence[tuple[str, Plan]],
    rules,
    jobs: int,
    cache: Cache | None = None,
    told: Callable[[int], None] = lambda done: None,
    seconds: dict[str, float] | None = None,
    patience: float = 300.0,
) -> Iterator[list[Outcome]]:
    """The outcomes of each file, in the order of *files*. ``told``: called as files are done, with how many."""
    known: dict[int, list[Outcome]] = {}
    keys: dict[int, bytes] = {}
    if cache is not None and cache.connection is not None:
        known, keys = _remembered(files, cache)
    work = [at for at in range(len(files)) if at not in known]
    done = len(known)

    def count(_order: int) -> None:
        nonlocal done
        done += 1
        told(done)

    told(done)
    fresh = check_files([files[at] for at in work], rules, jobs, patience=patience, told=count, seconds=seconds)
    for at in range(len(files)):
        if at in known:
            yield known[at]
            continue
        _, outcomes = next(fresh)
        # What failed is tried again next time: the reason may have been the machine's, not the file's.
        if at in keys and not any(outcome.errors for outcome in outcomes):
            cache.put(keys[at], outcomes)
        yield outcomes
    fresh.close()


def _remembered(files: Sequence[tuple[str, Plan]], cache: Cache) -> tuple[dict[int, list[Outcome]], dict[int, bytes]]:
    makers: dict[tuple[str, ...], Keys] = {}
    known, keys = {}, {}
    for at, (path, plan) in enumerate(files):
        if plan.full or path == STDIN:
            continue
        try:
            if not os.path.isfile(path) or os.path.getsize(path) > _MOST_BYTES:
                continue
            with open(path, "rb") as opened:
                data = opened.read()
        except (OSError, ValueError):
            continue
        if plan.rules not in makers:
            makers[plan.rules] = Keys(plan.rules)
        keys[at] = makers[plan.rules].key(path, data, plan)
        found = cache.get(keys[at])
        if found is not None:
            known[at] = found
    return known, keys


def default_jobs(files: Sequence[str]) -> int:
    """As many workers as this process may use cores; one for what one does sooner than a second can load its model."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = 0
    for path in files:
        size += os.path.getsize(path) if os.path.isfile(path) else 0
        if size > _WORTH_A_WORKER * cores:
            return cores
    return max(1, min(cores, size // _WORTH_A_WORKER))


