"""Reading the tables that hold knowledge: YAML rows that a non-programmer can correct."""

from __future__ import annotations

from importlib import resources
from typing import Any


def load_table(package: str, name: str) -> Any:
    """The parsed YAML of the file *name* beside *package*. Tables are part of the program: a fault in one is ours."""
    import yaml

    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
