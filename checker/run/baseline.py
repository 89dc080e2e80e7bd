"""The baseline: findings a team knows about and lives with, kept in one file beside the texts.

Findings are known again by path and fingerprint, so edits elsewhere in a file do not bring them back.
The file is JSON, sorted, one finding a line: made to be read in a diff.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.model.errors import ConfigFault, Fault
from checker.model.finding import Finding

FILE_NAME = ".checker-baseline.json"


def read_baseline(file: Path) -> Counter[tuple[str, str]]:
    """How often each (path, fingerprint) is known.

    Raises:
        ConfigFault: when the file cannot be read as a baseline.
    """
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return Counter((str(entry["path"]), str(entry["fingerprint"])) for entry in table["findings"])
    except OSError as trouble:
        raise ConfigFault([Fault(str(file), trouble.strerror or str(trouble))]) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ConfigFault([Fault(str(file), "is no baseline; checker baseline write makes one")]) from None


def write_baseline(file: Path, findings: Iterable[Finding], folder: Path) -> int:
    """Writes the baseline as a whole or not at all; how many findings it holds.

    Raises:
        ConfigFault: when it cannot be written there.
    """
    rows = sorted((_relative(finding.path, folder), finding.rule, finding.fingerprint, finding.message) for finding in findings)
    keys = ("path", "rule", "fingerprint", "message")
    lines = ",\n".join("  " + json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in rows)
    text = '{"version": 1, "findings": [\n' + lines + ("\n" if rows else "") + "]}\n"
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, file)
    except OSError as trouble:
        raise ConfigFault([Fault(str(file), f"cannot be written: {trouble.strerror}")]) from None
    return len(rows)


def hold_back(findings: Sequence[Finding], known: Counter, folder: Path) -> tuple[list[Finding], list[Finding]]:
    """New findings and known ones. A finding known once holds back one, not all of its like."""
    left = Counter(known)
    new, held = [], []
    for finding in findings:
        key = (_relative(finding.path, folder), finding.fingerprint)
        if left[key] > 0:
            left[key] -= 1
            held.append(finding)
        else:
            new.append(finding)
    return new, held


def _relative(path: str, folder: Path) -> str:
    """*path* from the baseline's folder, so that it means the same from wherever the program runs."""
    name, mark, inside = path.partition("#")
    relative = os.path.relpath(os.path.abspath(name), os.path.abspath(folder)).replace(os.sep, "/")
    return relative + mark + inside
