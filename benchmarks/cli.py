"""What the command line costs: start-up, one article, a folder cold and warm.

    python benchmarks/cli.py [FOLDER] [--copies N]

Prints CPU seconds (all processes), wall seconds and the largest memory of a process. FOLDER (seeds/ unless told) is
copied N times with a line added to each file, so that nothing but the first run is in the cache.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", default=str(ROOT / "seeds"))
    parser.add_argument("--copies", type=int, default=4)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        texts = Path(work) / "texts"
        number, size = copy(Path(told.folder), texts, told.copies)
        os.environ["CHECKER_CACHE_DIR"] = str(Path(work) / "cache")
        one = next(path for path in sorted(texts.rglob("*")) if path.is_file())
        measure("checker --help", "--help")
        measure("one article", "lint", str(one), "--no-cache", "--quiet", "--fail-on", "never")
        fresh = ("lint", str(texts), "--no-cache", "--quiet", "--jobs")
        first, second = (measure(f"{number} files, workers: {jobs}", *fresh, jobs) for jobs in ("1", "2"))
        print(f"    {size / 1024:.0f} KB: {size / 1024 / first:.0f} KB/s with one, {first / second:.2f} times as fast with two")
        measure("filling the cache", "lint", str(texts), "--quiet")
        measure("nothing changed", "lint", str(texts), "--quiet")


def copy(folder: Path, to: Path, copies: int) -> tuple[int, int]:
    number = size = 0
    for at in range(copies):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".md", ".txt"):
                text = file.read_text(encoding="utf-8", errors="replace") + f"\n\nCopy {at}.\n"
                target = to / str(at) / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                number, size = number + 1, size + len(text.encode())
    return number, size


def measure(name: str, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "checker", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    took = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:<28} {cpu:6.2f} s CPU  {took:6.2f} s  {after.ru_maxrss / 1024:5.0f} MB")
    return took


if __name__ == "__main__":
    main()
