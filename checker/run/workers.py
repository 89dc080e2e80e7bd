"""Worker processes: files go out, outcomes come back in the order of the files.

Each worker builds its own checker (one language model each) at its first file. A worker that dies, killed
or crashed in C code, costs the document it had in hand: that is tried once more in a new worker on the
``joins`` engine, and named under ``errors`` if it fails again. A worker that says nothing for too long is
treated the same.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait

from checker.model.errors import CheckerError, ConfigFault
from checker.run.check import check_file, failed
from checker.run.outcome import Outcome
from checker.run.plan import Plan, open_checker

# A worker whose memory has grown by this much since its first file makes room for a new one.
MOST_GROWTH_KB = 150_000
_COLLECTION_BYTES = 300_000


@dataclass(frozen=True, slots=True)
class Task:
    """One file for one worker. ``order``: its place in the report. See `check_file` for skip and stride."""

    order: int
    path: str
    plan: Plan
    stride: tuple[int, int] = (0, 1)
    skip: int = 0
    is_retry: bool = False


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    task: Task | None = None
    heard: float = field(default_factory=time.monotonic)
    is_leaving: bool = False


def check_files(
    files: Iterable[tuple[str, Plan]],
    rules,
    jobs: int,
    patience: float = 300.0,
    told: Callable[[int], None] = lambda order: None,
    seconds: dict[str, float] | None = None,
) -> Iterator[tuple[int, list[Outcome]]]:
    """The number of each file and its outcomes, in the order of *files*.

    ``jobs`` 0 works in this process. ``patience``: seconds without a word after which a worker is given up.
    ``told`` is called when a file is done. ``seconds`` gathers CPU time per room.
    """
    if jobs == 0:
        yield from _check_here(files, rules, told, seconds)
        return
    tasks = [task for order, (path, plan) in enumerate(files) for task in _tasks_of(order, path, plan, jobs)]
    crew = _Crew(rules, min(jobs, len(tasks)), patience, seconds)
    yield from crew.work(tasks, told)


def _check_here(files, rules, told, seconds) -> Iterator[tuple[int, list[Outcome]]]:
    checkers: dict[str, object] = {}
    for order, (path, plan) in enumerate(files):
        checker = checkers.setdefault(plan.engine, None) or open_checker(plan, rules)
        checkers[plan.engine] = checker
        checker.seconds.clear()
        outcomes = [outcome for _, outcome in check_file(checker, plan, path)]
        _add(seconds, checker.seconds)
        told(order)
        yield order, outcomes


def _tasks_of(order: int, path: str, plan: Plan, jobs: int) -> list[Task]:
    """A large collection is shared out by rows."""
    parts = 1
    if jobs > 1 and path.lower().endswith((".jsonl", ".ndjson")):
        try:
            parts = jobs * 2 if os.path.getsize(path) > _COLLECTION_BYTES else 1
        except OSError:
            parts = 1
    return [Task(order, path, plan, (part, parts)) for part in range(parts)]


class _Crew:
    """The workers of one run."""

    def __init__(self, rules, size: int, patience: float, seconds: dict[str, float] | None) -> None:
        # Fork shares what is loaded already; where it is not to be had, a worker loads its own rules.
        methods = multiprocessing.get_all_start_methods()
        self.context = multiprocessing.get_context("fork" if "fork" in methods and os.name == "posix" else "spawn")
        self.rules = rules if self.context.get_start_method() == "fork" else None
        self.patience = patience
        self.seconds = seconds
        self.workers: list[_Worker] = []
        for _ in range(size):
            self.workers.append(self._hire())

    def _hire(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        # A fork inherits our ends of all pipes. While any copy is open, no worker would notice that we are gone.
        inherited = [ours, *(worker.pipe for worker in self.workers)] if self.context.get_start_method() == "fork" else []
        process = self.context.Process(target=_labour, args=(theirs, self.rules, inherited), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def work(self, tasks: list[Task], told: Callable[[int], None]) -> Iterator[tuple[int, list[Outcome]]]:
        todo = deque(tasks)
        open_parts: dict[int, int] = {}
        for task in tasks:
            open_parts[task.order] = open_parts.get(task.order, 0) + 1
        found: dict[int, dict[int, Outcome]] = {order: {} for order in open_parts}
        order = 0
        try:
            while order < len(open_parts):
                while order < len(open_parts) and open_parts[order] == 0:
                    documents = found.pop(order)
                    yield order, [documents[number] for number in sorted(documents)]
                    order += 1
                if order == len(open_parts):
                    break
                self._hand_out(todo)
                for worker in self._heard_of():
                    closed = self._hear(worker, found, todo)
                    if closed is not None:
                        open_parts[closed] -= 1
                        if open_parts[closed] == 0:
                            told(closed)
        finally:
            self._dismiss()

    def _hand_out(self, todo: deque[Task]) -> None:
        for at, worker in enumerate(self.workers):
            if worker.task is None and todo:
                if worker.is_leaving or not worker.process.is_alive():
                    self._part_with(worker)
                    worker = self.workers[at] = self._hire()
                worker.task = todo.popleft()
                worker.heard = time.monotonic()
                try:
                    worker.pipe.send(worker.task)
                except (BrokenPipeError, ConnectionError):
                    # It died between two tasks; `_hear` meets the closed pipe and gives the task back.
                    continue

    def _heard_of(self) -> list[_Worker]:
        """Workers with something to say, and those silent for too long, after they were stopped."""
        busy = {worker.pipe: worker for worker in self.workers if worker.task is not None}
        ready = wait(list(busy), timeout=1.0)
        for worker in busy.values():
            if worker.pipe not in ready and time.monotonic() - worker.heard > self.patience:
                worker.process.kill()
        return [busy[pipe] for pipe in ready]

    def _hear(self, worker: _Worker, found: dict[int, dict[int, Outcome]], todo: deque[Task]) -> int | None:
        """Takes one message; the order of the file when its task is done."""
        task = worker.task
        try:
            said = worker.pipe.recv()
        except (EOFError, ConnectionError, OSError):
            return self._bury(worker, found, todo)
        worker.heard = time.monotonic()
        if said[0] == "outcome":
            found[task.order][said[1]] = said[2]
            return None
        if said[0] == "trouble":
            raise ConfigFault(said[1]) if said[1] else RuntimeError(f"a worker failed:\n{said[2]}")
        _add(self.seconds, said[1])
        worker.is_leaving = said[2]
        worker.task = None
        return task.order

    def _bury(self, worker: _Worker, found: dict[int, dict[int, Outcome]], todo: deque[Task]) -> int | None:
        """A worker died: its document is tried once more elsewhere, then given up; the rest of its file goes on."""
        task, worker.task = worker.task, None
        silent = time.monotonic() - worker.heard > self.patience
        self._part_with(worker)
        done = [number for number in found[task.order] if number % task.stride[1] == task.stride[0]]
        at = max(done) + task.stride[1] if done else task.stride[0]
        if not task.is_retry:
            todo.appendleft(replace(task, skip=at, is_retry=True, plan=replace(task.plan, engine="joins")))
            return None
        why = f"took longer than {self.patience:.0f} s" if silent else _last_words(worker.process.exitcode)
        name = task.path if task.stride[1] == 1 and at == 0 else f"{task.path} (document {at + 1})"
        found[task.order][at] = failed(name, f"its checking {why}, twice; it is left out")
        if at == 0 and task.stride[1] == 1 and not _is_collection(task.path):
            return task.order
        todo.appendleft(replace(task, skip=at + task.stride[1], is_retry=False))
        return None

    def _part_with(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join(timeout=5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def _dismiss(self) -> None:
        for worker in self.workers:
            if worker.task is not None:
                worker.process.kill()
            self._part_with(worker)


def _is_collection(path: str) -> bool:
    return path.lower().endswith((".jsonl", ".ndjson", ".csv"))


def _last_words(code: int | None) -> str:
    if code is not None and code < 0:
        import signal

        return f"was stopped by {signal.Signals(-code).name}"
    return f"ended its process with code {code}"


def _add(total: dict[str, float] | None, part: dict[str, float]) -> None:
    for room, seconds in part.items():
        if total is not None:
            total[room] = total.get(room, 0.0) + seconds


def _labour(pipe: Connection, rules, inherited: list[Connection]) -> None:
    """The life of a worker: one task after the other until the pipe closes."""
    import signal

    for other in inherited:
        other.close()

    # Ctrl-C belongs to the parent, which closes the pipes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    checkers: dict[str, object] = {}
    first_memory = None
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            checker = checkers.get(task.plan.engine) or checkers.setdefault(task.plan.engine, open_checker(task.plan, rules))
            checker.seconds.clear()
            for number, outcome in check_file(checker, task.plan, task.path, task.skip, task.stride):
                pipe.send(("outcome", number, outcome))
        except BrokenPipeError:
            return
        except CheckerError as trouble:
            # Rules or options that do not work would not work for any file: the run ends and says so.
            pipe.send(("trouble", trouble.faults, ""))
            return
        except Exception:
            pipe.send(("trouble", (), traceback.format_exc()))
            return
        memory = _memory_kb()
        first_memory = first_memory or memory
        pipe.send(("done", dict(checker.seconds), memory - first_memory > MOST_GROWTH_KB))


def _memory_kb() -> int:
    """The most memory this process has held, as far as the system tells."""
    try:
        import resource
        import sys
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak
