"""YAML with places: a rule file as nodes, every fault with its line and column.

In:  the text of a file.
Out: nodes of PyYAML's composer (nothing is constructed, no tag is obeyed), read through a `NodeReader`.

A file may be at most LARGEST bytes, nest at most DEEPEST levels, and refer to nothing by alias: what a
reader sees is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.engine.language import Refusal
from checker.engine.parse_condition import near
from checker.model.errors import Fault

LARGEST = 256 * 1024
DEEPEST = 40
TAG = "tag:yaml.org,2002:"


class NodeReader:
    """Reads nodes of one file and gathers what is wrong with them in ``faults``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []

    def compose(self, text: str):
        """The root node; None (and a fault) when this is no usable YAML document."""
        import yaml

        if len(text) > LARGEST:
            self.faults.append(Fault(self.path, f"larger than {LARGEST // 1024} KB"))
            return None
        try:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            if _may_be_deep(text) and _is_deep(yaml.parse(text, Loader=loader)):
                self.faults.append(Fault(self.path, f"nested more than {DEEPEST} levels deep"))
                return None
            root = yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as trouble:
            # The scanner looks ahead and has a limit of its own, which it may reach before the first event.
            if "nesting depth" in (trouble.problem or ""):
                self.faults.append(Fault(self.path, f"nested more than {DEEPEST} levels deep"))
                return None
            mark = trouble.problem_mark or trouble.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (None, None)
            self.faults.append(Fault(self.path, f"not YAML: {trouble.problem or trouble.context}", *place))
            return None
        except (yaml.YAMLError, UnicodeEncodeError, RecursionError) as trouble:
            self.faults.append(Fault(self.path, f"not YAML: {str(trouble).splitlines()[0]}"))
            return None
        if root is None:
            self.faults.append(Fault(self.path, "the file is empty"))
            return None
        return root if self._is_plain(root) else None

    def _is_plain(self, root) -> bool:
        seen, todo = set(), [(root, 1)]
        while todo:
            node, depth = todo.pop()
            if id(node) in seen:
                self.fault(node, "YAML aliases (*name) are not used in rules; write it out")
                return False
            if depth > DEEPEST:
                self.fault(node, f"nested more than {DEEPEST} levels deep")
                return False
            seen.add(id(node))
            for child in node.value if node.id != "scalar" else ():
                todo.extend((part, depth + 1) for part in (child if isinstance(child, tuple) else (child,)))
        return True

    def fault(self, node, message: str, offset: int = 0) -> None:
        """Notes a fault at *node*; *offset* characters into it where it is a scalar on one line."""
        mark, column = node.start_mark, node.start_mark.column + 1
        if node.id == "scalar" and node.start_mark.line == node.end_mark.line:
            column += offset + (1 if node.style in ("'", '"') else 0)
        self.faults.append(Fault(self.path, message, mark.line + 1, column))

    def refuse(self, node, refusal: Refusal) -> None:
        self.fault(node, refusal.message, refusal.offset)

    def mapping(self, node, what: str, known: Iterable[str] | None = None) -> dict[str, tuple]:
        """Key → (key node, value node). Wrong, unknown and doubled keys are faults and left out."""
        if node.id != "mapping":
            self.fault(node, f"{what} must be a mapping (key: value)")
            return {}
        known = None if known is None else list(known)
        found: dict[str, tuple] = {}
        for key, value in node.value:
            if key.id != "scalar":
                self.fault(key, "a key must be a word")
            elif known is not None and key.value not in known:
                self.fault(key, f"unknown key '{key.value}'{near(key.value, known)}")
            elif key.value in found:
                self.fault(key, f"'{key.value}' is said twice")
            else:
                found[key.value] = (key, value)
        return found

    def items(self, node, what: str) -> Iterator:
        """The nodes of a list."""
        if node.id != "sequence":
            self.fault(node, f"{what} must be a list")
            return iter(())
        return iter(node.value)

    def one_or_more(self, node) -> list:
        """The nodes of a list, or the one scalar as a list of one."""
        return list(node.value) if node.id == "sequence" else [node]

    def text(self, node, what: str) -> str | None:
        """A scalar's words as written, blanks folded; None and a fault for anything else or nothing."""
        if node.id != "scalar":
            self.fault(node, f"{what} must be text")
            return None
        words = " ".join(node.value.split())
        if not words:
            self.fault(node, f"{what} is empty")
            return None
        return words

    def word(self, node, what: str, known: Iterable[str]) -> str | None:
        """A scalar that must be one of *known*."""
        known = list(known)
        found = self.text(node, what)
        if found is not None and found not in known:
            self.fault(node, f"{what} cannot be '{found}'{near(found, known) or '; it is one of ' + ', '.join(known)}")
            return None
        return found


def _may_be_deep(text: str) -> bool:
    """Whether *text* could nest so deep that the C composer, which recurses, overruns its stack.

    A level takes a bracket, or a column of a line (two levels share one where a list stands flush in a mapping).
    """
    return text.count("[") + text.count("{") + 2 * max(map(len, text.splitlines()), default=0) > 4000


def _is_deep(events) -> bool:
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name in ("SequenceStartEvent", "MappingStartEvent")
        depth -= name in ("SequenceEndEvent", "MappingEndEvent")
        if depth > DEEPEST:
            return True
    return False


def scalar_value(node) -> object:
    """A scalar as text, number (float or int) or flag, by YAML's own reading of it."""
    if node.tag == TAG + "bool":
        return node.value.lower() in ("true", "yes", "on")
    if node.tag in (TAG + "int", TAG + "float"):
        try:
            return float(node.value.replace("_", "")) if node.tag == TAG + "float" else int(node.value.replace("_", ""))
        except ValueError:
            return node.value
    return node.value
