"""Territories: from a name, a demonym or a body that speaks for a state to its code and its currency."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from checker.model.tables import load_table


@dataclass(frozen=True, slots=True)
class Territory:
    """A row of tables/territories.yaml. ``code`` is ISO 3166 alpha-2."""

    code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    speaks: tuple[str, ...] = ()
    currencies: tuple[tuple[str, str | None, str | None], ...] = ()

    def pays_in(self, currency: str, day: dt.date | None) -> bool:
        """Whether *currency* was legal tender on *day*; at any time since 1970 when *day* is None."""
        return any(
            code == currency and (day is None or (start or "") <= day.isoformat() <= (end or "9999"))
            for code, start, end in self.currencies
        )

    def currency(self, day: dt.date | None) -> str | None:
        """The legal tender on *day* (today's when None); None when there is none or more than one."""
        held = [
            code
            for code, start, end in self.currencies
            if (end is None if day is None else (start or "") <= day.isoformat() <= (end or "9999"))
        ]
        return held[0] if len(held) == 1 else None


@functools.cache
def territories() -> dict[str, Territory]:
    """All territories by code."""
    rows = load_table("checker.model.tables", "territories.yaml")
    return {
        row["code"]: Territory(
            code=row["code"],
            names=tuple(row["names"]),
            demonyms=tuple(row.get("demonyms", ())),
            capital=row.get("capital", ""),
            speaks=tuple(row.get("speaks", ())),
            currencies=tuple(tuple(item) for item in row["currencies"]),
        )
        for row in rows
    }


@functools.cache
def _named() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for code, territory in territories().items():
        for role, words in (
            ("capital", (territory.capital,)),
            ("speaks", territory.speaks),
            ("demonym", territory.demonyms),
            ("name", territory.names),
        ):
            found.update({word: (code, role) for word in words if word})
    return found


def territory_named(words: str) -> tuple[str, str] | None:
    """(code, role) for a name as written, case kept; role is name, demonym, capital or speaks. None when unknown."""
    return _named().get(words)
