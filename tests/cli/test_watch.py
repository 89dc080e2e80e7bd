from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path


def test_a_saved_file_is_checked_again(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Sales rose 20% to €120 million from €100 million.\n")
    command = [sys.executable, "-u", "-m", "checker", "watch", ".", "--interval", "0.1"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    stop = threading.Timer(60, process.kill)
    stop.start()
    told: list[str] = []
    try:
        for line in process.stdout:
            told.append(line)
            if line.startswith("checked at") and sum(one.startswith("checked at") for one in told) == 1:
                assert any("Nothing found" in one for one in told)
                file.write_text("Sales rose 50% to €120 million from €100 million, it says here.\n")
            elif line.startswith("checked at"):
                break
    finally:
        stop.cancel()
        process.kill()
        process.wait()
    assert any("change-mismatch" in one for one in told)
