"""Rule files: from YAML to `Rule` values, or to all their faults at once.

In:  the text of rules/money/currency-country.yaml
Out: Rule(name="currency-country", pack="money", …), or faults such as
     rules/money/currency-country.yaml:14:5: unknown field 'perod' (did you mean 'per'?)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path, PurePath

from checker.engine import conditions, templates
from checker.engine.compile import check_condition, check_size
from checker.engine.language import Example, Loaded, Refusal, Rule, Template
from checker.engine.nodes import LARGEST, NodeReader
from checker.engine.parse_condition import FUNCTIONS, WORDS, parse_condition, parse_sum
from checker.engine.symmetry import alike_pairs
from checker.model.errors import Fault
from checker.model.finding import LEVELS

# Every key of a rule file, with what it holds; docs and the JSON Schema are made from this table.
KEYS = {
    "rule": "Its name: the bad thing, in lower case with hyphens. The file is called the same.",
    "summary": "What it finds, in one sentence.",
    "why": "Why a reader should care.",
    "level": "error (an editor would stop the page), warning (would ask the writer) or note (worth a look).",
    "tags": "Words to group rules by.",
    "sources": "any: differing named speakers do not matter. same (default): they lower the level by one.",
    "when": "One to three claims, each with a short name and conditions on its fields.",
    "where": "Conditions between the claims, all of which must hold.",
    "let": "Values for the messages, computed after a match.",
    "evidence": "Which parts of which claims are shown, each with its role; the first is the primary place.",
    "message": "What the writer is told.",
    "working": "The arithmetic, in plain words and numbers.",
    "noise": "Known false alarms, left as they are.",
    "examples": "Texts that must (tension) and must not (quiet) give a finding.",
}
NEEDED = ("rule", "summary", "why", "level", "when", "evidence", "message", "working")
EXAMPLE_KEYS = ("tension", "quiet", "date", "title", "format", "evidence", "because")
SOURCES = ("same", "any")
MOST_CLAIMS = 3
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ALIAS = re.compile(r"[a-z][a-z0-9_]*")
_ROLE = re.compile(r"[a-z][a-z0-9_-]*")


def load_file(path: Path) -> Loaded:
    """The rule in one file, or its faults."""
    shown = path.as_posix()
    try:
        if path.stat().st_size > LARGEST:
            return Loaded(None, (Fault(shown, f"larger than {LARGEST // 1024} KB"),))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        return Loaded(None, (Fault(shown, f"cannot be read: {trouble.strerror}"),))
    except UnicodeDecodeError as trouble:
        return Loaded(None, (Fault(shown, f"not UTF-8 at byte {trouble.start}"),))
    return load_text(text, shown)


def load_text(text: str, path: str) -> Loaded:
    """The rule in *text*, which stands (or could stand) at *path*; its folder names the pack."""
    reader = NodeReader(path)
    root = reader.compose(text)
    if root is None:
        return Loaded(None, tuple(reader.faults))
    rule = _RuleReader(reader).rule(root)
    faults = sorted(reader.faults, key=lambda fault: (fault.line or 0, fault.column or 0))
    return Loaded(None if faults else rule, tuple(faults))


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _RuleReader:
    """Reads the keys of one rule. What cannot be read becomes a fault and a harmless stand-in, so that reading goes on."""

    def __init__(self, reader: NodeReader) -> None:
        self.reader = reader
        self.entries: dict[str, tuple] = {}

    def rule(self, root) -> Rule | None:
        self.entries = self.reader.mapping(root, "a rule", KEYS)
        missing = [key for key in NEEDED if key not in self.entries]
        if root.id == "mapping" and missing:
            self.reader.fault(root, f"missing: {', '.join(missing)}")
        aliases, found = self.when()
        where = self.where(aliases)
        lets = self.lets(aliases)
        if len(aliases) > 1:
            self.check_joined(aliases, found)
            try:
                check_size((*found, *where))
            except Refusal as refusal:
                self.reader.fault(self.entries["when"][0], refusal.message)
        texts = {key: self.template(key, aliases, [name for name, _ in lets]) for key in ("message", "working")}
        path = PurePath(self.reader.path)
        return Rule(
            name=self.name(path),
            summary=self.text("summary"),
            why=self.text("why"),
            level=self.word("level", LEVELS, "warning"),
            pack=path.parent.name,
            path=self.reader.path,
            aliases=aliases,
            conditions=found,
            where=where,
            lets=lets,
            message=texts["message"],
            working=texts["working"],
            evidence=self.evidence(aliases),
            ordered=alike_pairs(aliases, found, where),
            sources=self.word("sources", SOURCES, "same"),
            noise=self.texts("noise"),
            tags=self.texts("tags"),
            examples=self.examples(),
        )

    def node(self, key: str):
        return self.entries[key][1] if key in self.entries else None

    def text(self, key: str) -> str:
        node = self.node(key)
        return "" if node is None else self.reader.text(node, f"'{key}'") or ""

    def word(self, key: str, known, otherwise: str) -> str:
        node = self.node(key)
        return otherwise if node is None else self.reader.word(node, f"'{key}'", known) or otherwise

    def texts(self, key: str) -> tuple[str, ...]:
        node = self.node(key)
        if node is None:
            return ()
        found = [self.reader.text(item, f"an entry of '{key}'") for item in self.reader.one_or_more(node)]
        return tuple(text for text in found if text)

    def name(self, path: PurePath) -> str:
        name = self.text("rule")
        if name and not _NAME.fullmatch(name):
            self.reader.fault(self.node("rule"), f"'{name}': a rule's name is lower-case words joined by hyphens")
        elif name and path.stem != name:
            self.reader.fault(self.node("rule"), f"the rule is called '{name}' but its file '{path.name}'")
        return name

    def when(self) -> tuple[tuple[str, ...], tuple]:
        node = self.node("when")
        if node is None:
            return (), ()
        entries = self.reader.mapping(node, "'when'")
        aliases: list[str] = []
        found: list = []
        for alias, (key, value) in entries.items():
            if not _ALIAS.fullmatch(alias) or alias in WORDS or alias in FUNCTIONS:
                self.reader.fault(key, f"'{alias}' cannot name a claim; use a short word such as a or total")
                continue
            found += conditions.of_pattern(self.reader, alias, value, tuple(aliases))
            aliases.append(alias)
        if node.id == "mapping" and not entries:
            self.reader.fault(node, "'when' needs at least one claim")
        if len(aliases) > MOST_CLAIMS:
            self.reader.fault(node, f"'when' may have {MOST_CLAIMS} claims at most")
        return tuple(aliases), tuple(found)

    def check_joined(self, aliases: tuple[str, ...], found: tuple) -> None:
        for at, alias in enumerate(aliases[1:], 1):
            if not any(conditions.joins_key(condition, alias, aliases[:at]) for condition in found):
                key = self.reader.mapping(self.node("when"), "'when'")[alias][0]
                self.reader.fault(key, f"'{alias}' needs 'same:' with an earlier claim, such as same: {{{aliases[0]}: key}}")

    def where(self, aliases: tuple[str, ...]) -> tuple:
        node = self.node("where")
        if node is None or not aliases:
            return ()

        def parse(text: str):
            condition = parse_condition(text, aliases)
            check_condition(condition, aliases)
            return condition

        return tuple(self.parsed(self.reader.one_or_more(node), parse, "a condition"))

    def parsed(self, nodes: list, parse: Callable, what: str) -> list:
        found = []
        for node in nodes:
            if node.id != "scalar":
                self.reader.fault(node, f"{what} must be text; put it in quotes")
                continue
            try:
                found.append(parse(node.value))
            except Refusal as refusal:
                self.reader.refuse(node, refusal)
        return found

    def lets(self, aliases: tuple[str, ...]) -> tuple:
        node = self.node("let")
        if node is None or not aliases:
            return ()
        found: list = []
        for name, (key, value) in self.reader.mapping(node, "'let'").items():
            if not _ALIAS.fullmatch(name) or name in aliases or name in WORDS or name in FUNCTIONS:
                self.reader.fault(key, f"'{name}' cannot name a value here")
                continue
            known = [earlier for earlier, _ in found]
            parsed = self.parsed([value], lambda text, known=known: parse_sum(text, aliases, known), "a sum")
            found += [(name, expression) for expression in parsed]
        return tuple(found)

    def template(self, key: str, aliases: tuple[str, ...], lets: list[str]) -> Template:
        node = self.node(key)
        if node is None or self.reader.text(node, f"'{key}'") is None:
            return Template(())
        try:
            return templates.parse_template(node.value, aliases, lets)
        except Refusal as refusal:
            self.reader.refuse(node, refusal)
            return Template(())

    def evidence(self, aliases: tuple[str, ...]) -> tuple:
        node = self.node("evidence")
        if node is None or not aliases:
            return ()
        found = []
        for role, (key, value) in self.reader.mapping(node, "'evidence'").items():
            text = self.reader.text(value, f"'{role}'") or ""
            alias, dot, part = text.partition(".")
            part = part.removeprefix("parts.")  # as in messages: a.parts.before is a.before
            if not _ROLE.fullmatch(role):
                self.reader.fault(key, f"'{role}' cannot name a role; use lower-case letters")
            elif not dot or alias not in aliases or not _ROLE.fullmatch(part):
                self.reader.fault(value, f"'{text}' is no part of a claim; write it as {aliases[0]}.quantity")
            else:
                found.append((role, (alias, part)))
        if node.id == "mapping" and not node.value:
            self.reader.fault(node, "'evidence' needs at least one place")
        return tuple(found)

    def examples(self) -> tuple[Example, ...]:
        node = self.node("examples")
        if node is None:
            return ()
        found = [self.example(item) for item in self.reader.items(node, "'examples'")]
        return tuple(example for example in found if example is not None)

    def example(self, node) -> Example | None:
        entries = self.reader.mapping(node, "an example", EXAMPLE_KEYS)
        given = [key for key in ("tension", "quiet") if key in entries]
        if len(given) != 1:
            self.reader.fault(node, "an example has either 'tension' or 'quiet'")
            return None
        values = {key: self.reader.text(entries[key][1], f"'{key}'") for key in entries if key != "evidence" and key not in given}
        if values.get("date") and not _is_day(values["date"]):
            self.reader.fault(entries["date"][1], f"'{values['date']}' is not a day; write it as 2026-03-31")
        quotes = self.reader.one_or_more(entries["evidence"][1]) if "evidence" in entries else []
        text = entries[given[0]][1]
        if text.id != "scalar" or not text.value.strip():
            self.reader.fault(text, f"'{given[0]}' must be text")
            return None
        return Example(
            expects=given[0],
            text=text.value,
            line=node.start_mark.line + 1,
            column=node.start_mark.column + 1,
            evidence=tuple(quote.value for quote in quotes if quote.id == "scalar"),
            **values,
        )
