"""Writes the generated pages: docs/facts.md, docs/rules/ and rules/rule.schema.json.

    python docs/generate.py            writes them
    python docs/generate.py --check    only says which are stale (exit code 1)
"""

from __future__ import annotations

import sys
from pathlib import Path

from checker.engine import built_in_rules
from checker.engine.pages import RULES, all_pages
from checker.run.examples import lint_text

ROOT = Path(__file__).resolve().parent.parent


def stale_pages() -> dict[str, str | None]:
    """Path → the text it should have, for every page that has another; None for a page of no rule."""
    pages: dict[str, str | None] = dict(all_pages(built_in_rules(), lint_text()))
    for path in (ROOT / RULES).glob("*.md"):
        pages.setdefault(path.relative_to(ROOT).as_posix(), None)
    return {name: text for name, text in pages.items() if _current(ROOT / name) != text}


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(arguments: list[str]) -> int:
    stale = stale_pages()
    for name, text in stale.items():
        print(f"{'stale' if '--check' in arguments else 'written' if text is not None else 'removed'}: {name}")
        if "--check" in arguments:
            continue
        path = ROOT / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
