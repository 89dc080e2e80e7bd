"""Packs: folders of rule files.

In:  paths of rule files and folders.
Out: a `RuleSet`, or `RuleFault` with every fault of every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.engine.judge import RuleSet
from checker.engine.language import Rule
from checker.engine.load import load_file
from checker.model.errors import Fault, RuleFault

ENDINGS = (".yaml", ".yml")


def load_rules(paths: Iterable[str | Path]) -> RuleSet:
    """The rules of *paths*: files, or folders read with their subfolders. Two rules never share a name.

    Raises:
        RuleFault: with all faults of all files.
    """
    return _rule_set([Path(path) for path in paths])


def built_in_rules() -> RuleSet:
    """The rules that come with checker."""
    return _rule_set([built_in_folder()])


def all_rules(paths: Sequence[str | Path] = ()) -> RuleSet:
    """The built-in rules, and those of *paths* behind them."""
    return _rule_set([built_in_folder(), *map(Path, paths)])


def built_in_folder() -> Path:
    """checker/rules in an installed wheel, ../rules in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def rule_files(paths: Sequence[Path]) -> tuple[list[Path], list[Fault]]:
    """Every rule file under *paths*, each once, in the order of their names."""
    found: dict[Path, None] = {}
    faults: list[Fault] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix in ENDINGS and file.is_file())
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            faults.append(Fault(path.as_posix(), "no such file or folder"))
    return list(found), faults


def _rule_set(paths: list[Path]) -> RuleSet:
    files, faults = rule_files(paths)
    rules: dict[str, Rule] = {}
    for file in files:
        loaded = load_file(file)
        faults += loaded.faults
        rule = loaded.rule
        if rule is None:
            continue
        if rule.name in rules:
            faults.append(Fault(rule.path, f"rule '{rule.name}' is already defined in {rules[rule.name].path}"))
            continue
        rules[rule.name] = rule
    if faults:
        raise RuleFault(faults)
    return RuleSet(tuple(rules.values()))
