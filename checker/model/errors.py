"""Trouble with a user's input. Never raised for what a text says: that is a finding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (``file:line:column`` as far as known), what was seen, what was expected."""

    path: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(x) for x in (self.path, self.line, self.column) if x is not None)
        return f"{place}: {self.message}"


class CheckerError(Exception):
    """A user's input is wrong. ``faults`` holds everything found, not just the first."""

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableSource(CheckerError):
    """A file cannot be read as what it claims to be. The run goes on with the others."""


class RuleFault(CheckerError):
    """Rule files or tables do not load."""


class ConfigFault(CheckerError):
    """A configuration file or an option is wrong."""


class EngineFault(CheckerError):
    """The rule engine refused facts or ran into its limits. The run goes on with the other findings."""
