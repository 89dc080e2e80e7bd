"""Generated pages are fresh; `python docs/generate.py` writes them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "generate.py"


def test_generated_pages_are_fresh():
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    stale = generate.stale_pages()
    assert not stale, f"stale: {', '.join(sorted(stale))}; run python docs/generate.py"
