"""Where a comment that silences a rule goes, and how the format at hand writes comments."""

from __future__ import annotations

import os
import re

_MARKS = {
    ".mdx": ("{/* ", " */}"),
    **dict.fromkeys((".rst", ".rest"), (".. ", "")),
    **dict.fromkeys((".tex", ".latex", ".ltx"), ("% ", "")),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), ("// ", "")),
}
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*(\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def comment(path: str, words: str) -> str:
    before, after = _MARKS.get(os.path.splitext(path)[1].lower(), ("<!-- ", " -->"))
    return f"{before}{words}{after}"


def silencing_edit(path: str, text: str, offset: int, rule: str) -> tuple[int, str]:
    """Where to insert what, so that *rule* says nothing about the line of *offset*."""
    front = _FRONT_MATTER.match(text)
    if front and offset < front.end():
        return front.end(), comment(path, f"checker-disable-file {rule}") + "\n"
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = re.compile(r"[^\r\n]*").match(text, start)[0]
    if line.lstrip().startswith("|"):
        # A line of its own would end a table; behind its last cell a comment is no cell.
        return start + len(line.rstrip()), " " + comment(path, f"checker-disable-line {rule}")
    indent = line[: len(line) - len(line.lstrip())]
    return start, indent + comment(path, f"checker-disable-next-line {rule}") + "\n"
