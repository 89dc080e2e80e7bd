#!/usr/bin/env python3
"""What CI runs: the README's own set-up commands in a fresh copy, then the linter and the import contracts.

A clean run is the promise that the README works. The commands are read from the README, not repeated here:
every line of its first ``sh`` block under "Set up".
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = 2


def main() -> int:
    commands = readme_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    if len(commands) != COMMANDS:
        print(f"README.md: {COMMANDS} set-up commands are expected under 'Set up', {len(commands)} found")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        copy_checkout(Path(folder))
        steps = [
            commands[0],
            # Each command must work by itself on a fresh machine.
            "rm -rf .venv",
            commands[1],
            ".venv/bin/ruff check .",
            ".venv/bin/lint-imports",
        ]
        for step in steps:
            if not run(step, Path(folder)):
                return 1
    return 0


def readme_commands(text: str) -> list[str]:
    match = re.search(r"^## Set up\n.*?^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for line in match[1].splitlines() if line.strip()] if match else []


def copy_checkout(folder: Path) -> None:
    """What git knows or would add, as it is now: nothing left over from earlier builds comes along."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def run(step: str, folder: Path) -> bool:
    print(f"$ {step}", flush=True)
    begun = time.monotonic()
    done = subprocess.run(["sh", "-c", step], cwd=folder, check=False)
    print(f"  exit code {done.returncode} after {time.monotonic() - begun:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
