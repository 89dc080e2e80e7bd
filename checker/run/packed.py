"""Outcomes as JSON text and back, for the cache.

JSON and not pickle: whatever has written to a cache file can at worst show wrong findings, never run code.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from checker.model.finding import Evidence, Finding, Remark
from checker.model.span import Span
from checker.run.outcome import Outcome
from checker.run.silence import Silence


def pack(outcomes: Sequence[Outcome]) -> str:
    # Escaped to ASCII: names of files can hold what no UTF-8 can.
    return json.dumps([dataclasses.asdict(outcome) for outcome in outcomes], separators=(",", ":"))


def unpack(text: str) -> list[Outcome]:
    """Outcomes as they were packed.

    Raises:
        ValueError, KeyError, TypeError: for text that no `pack` has written.
    """
    return [_outcome(row) for row in json.loads(text)]


def _outcome(row: dict) -> Outcome:
    return Outcome(
        path=row["path"],
        words=row["words"],
        claims=row["claims"],
        findings=tuple(_finding(one) for one in row["findings"]),
        lines=tuple((number, line) for number, line in row["lines"]),
        hashes=tuple((number, told) for number, told in row["hashes"]),
        silences=tuple(_silence(one) for one in row["silences"]),
        notes=tuple(Remark(**one) for one in row["notes"]),
        errors=tuple(Remark(**one) for one in row["errors"]),
        engine=row["engine"],
    )


def _finding(row: dict) -> Finding:
    return Finding(**row | {"evidence": tuple(_evidence(one) for one in row["evidence"])})


def _evidence(row: dict) -> Evidence:
    return Evidence(**row | {"span": Span(**row["span"])})


def _silence(row: dict) -> Silence:
    return Silence(**row | {"place": _evidence(row["place"]), "rules": tuple(row["rules"])})
