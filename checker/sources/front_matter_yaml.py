"""Front matter in YAML: the nodes of PyYAML's safe composer tell where each scalar stands.

Nothing is constructed, so aliases are never expanded, and no tag does anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.sources.front_matter import FrontMatter, Scalar, is_prose_key
from checker.sources.offsets import ProseWriter
from checker.sources.quoted import write_escaped, write_folded, write_single_quoted

if TYPE_CHECKING:
    from yaml import ScalarNode

# The composer nests as deep as its text; articles need a handful of brackets.
_MOST_BRACKETS = 2_000
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_BLOCK_HEAD = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r)?")
_LINE = re.compile(r"[ \t]*([^\r\n]*)(\r\n|\n|\r|\Z)")


def read(text: str, end: int) -> FrontMatter:
    """The front matter in ``text[:end]``, marks included."""
    import yaml

    first = re.match(r"---[ \t]*(?:\r\n|\n|\r)", text)
    start = first.end() if first else 3
    close = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    if max(text.count(mark, start, close) for mark in "[{") > _MOST_BRACKETS:
        return FrontMatter(end, faults=((1, f"holds more than {_MOST_BRACKETS:,} lists or mappings"),))
    try:
        node = yaml.compose(text[start:close], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return FrontMatter(end, faults=(((mark.line if mark else 0) + 2, f"is no YAML: {error.problem or error}"),))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, start + error.position) + 1
        return FrontMatter(end, faults=((line, f"is no YAML: {error.reason}"),))
    except (yaml.YAMLError, RecursionError) as error:
        return FrontMatter(end, faults=((1, f"is no YAML: {type(error).__name__}"),))
    if not isinstance(node, yaml.MappingNode):
        # "---", a line, "---": a rule and a heading, not a file that speaks about itself.
        return FrontMatter(end if node is None else 0)
    scalars: list[tuple[str, Scalar]] = []
    values: list[tuple[str, object]] = []
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            name = key.value.strip().lower()
            values.append((name, value.value))
            if is_prose_key(name) and not (value.style is None and value.value in _NULLS):
                scalars.append((name, _scalar(text, start, value)))
    return FrontMatter(end, tuple(scalars), tuple(values))


def _scalar(text: str, start: int, node: ScalarNode) -> Scalar:
    low, high, style = start + node.start_mark.index, start + node.end_mark.index, node.style

    def write(writer: ProseWriter) -> None:
        if style == '"':
            write_escaped(writer, text, low + 1, high - 1, folds=True)
        elif style == "'":
            write_single_quoted(writer, text, low + 1, high - 1)
        elif style in ("|", ">"):
            _write_block(writer, text, low, high)
        else:
            write_folded(writer, text, low, high)

    return write


def _write_block(writer: ProseWriter, text: str, low: int, high: int) -> None:
    """A scalar under "|" or ">": every line without its indentation, line ends as spaces."""
    head = _BLOCK_HEAD.match(text, low, high)
    at = head.end() if head else low
    while at < high:
        line = _LINE.match(text, at, high)
        if line is None or line.end() == at:
            break
        writer.copy(line[1], line.start(1))
        if line[2]:
            writer.line_break(line.start(2), len(line[2]))
        at = line.end()
