"""Workers that die, hang and fail; the order of what they bring home."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from checker.model.errors import ConfigFault, Fault
from checker.run import workers
from checker.run.plan import Plan


class Checked:
    findings, claims, notes, errors = (), (), (), ()

    def __init__(self, words: int) -> None:
        self.words = words


class Checker:
    """Does what a text tells it to."""

    def __init__(self, engine: str) -> None:
        self.engine, self.seconds = engine, {}

    def check(self, source) -> Checked:
        if "die always" in source.text or ("die on durable" in source.text and self.engine == "durable"):
            os.kill(os.getpid(), signal.SIGKILL)
        if "hang" in source.text:
            time.sleep(60)
        if "fault" in source.text:
            raise KeyError("our own")
        time.sleep(0.02 if "slow" in source.text else 0)
        return Checked(len(source.text))


@pytest.fixture
def check(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(workers, "open_checker", lambda plan, rules: Checker(plan.engine))

    def run(texts: list[str], jobs: int = 2, patience: float = 30, ending: str = "txt"):
        files = []
        for number, text in enumerate(texts):
            file = tmp_path / f"{number}.{ending}"
            file.write_text(text)
            files.append((str(file), Plan(engine="durable")))
        return [outcomes for _, outcomes in workers.check_files(files, (), jobs, patience)]

    return run


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_the_order_is_that_of_the_files(check, jobs: int) -> None:
    found = check(["slow and first", *("x" * number for number in range(1, 20))], jobs)
    assert [outcomes[0].words for outcomes in found] == [14, *range(1, 20)]


def test_a_crash_of_one_engine_is_mended_by_the_other(check) -> None:
    found = check(["fine", "die on durable", "fine"])
    assert [outcomes[0].engine for outcomes in found] == ["durable", "joins", "durable"]
    assert not any(outcomes[0].errors for outcomes in found)


def test_a_file_that_kills_twice_is_named_and_the_rest_is_checked(check) -> None:
    found = check(["fine", "die always", "fine", "die always", "fine"])
    assert ["SIGKILL" in outcomes[0].errors[0].message if outcomes[0].errors else None for outcomes in found] == [
        None,
        True,
        None,
        True,
        None,
    ]


def test_a_hanging_file_is_given_up(check) -> None:
    found = check(["fine", "hang", "fine"], patience=1)
    assert "took longer than 1 s" in found[1][0].errors[0].message and found[2][0].words == 4


def test_a_fault_of_our_own_costs_one_document(check) -> None:
    found = check(["fine", "fault", "fine"])
    assert "KeyError" in found[1][0].errors[0].message and found[2][0].words == 4


def test_a_crash_inside_a_collection_costs_one_row(check) -> None:
    texts = ["die always" if number == 3 else "fine" for number in range(6)]
    rows = "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    (outcomes,) = check([rows], ending="jsonl")
    assert [outcome.words for outcome in outcomes] == [4, 4, 4, 0, 4, 4]
    assert outcomes[3].errors


def test_rules_that_do_not_work_end_the_run(check, monkeypatch) -> None:
    def fail(plan, rules):
        raise ConfigFault([Fault("--engine", "cannot be had")])

    monkeypatch.setattr(workers, "open_checker", fail)
    with pytest.raises(ConfigFault, match="cannot be had"):
        check(["fine", "fine"])


def test_workers_go_when_the_run_is_killed(check, tmp_path: Path) -> None:
    import multiprocessing

    def run() -> None:
        check(["slow " + str(number) for number in range(2000)])

    parent = multiprocessing.get_context("fork").Process(target=run)
    parent.start()
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    if not children.exists():
        parent.kill()
        pytest.skip("the system does not tell a process's children")
    until = time.monotonic() + 10
    while len(pids := children.read_text().split()) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    parent.kill()
    parent.join()
    while (left := [pid for pid in pids if is_running(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert pids and not left


def is_running(pid: str) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
