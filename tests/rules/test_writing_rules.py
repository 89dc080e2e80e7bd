"""The rule that docs/writing-rules.md makes does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

from checker.engine import check_examples
from checker.engine.judge import RuleSet
from checker.engine.load import load_text

PAGE = Path(__file__).resolve().parents[2] / "docs" / "writing-rules.md"


def test_the_rule_of_the_page_loads_and_its_examples_hold():
    from checker.run.examples import lint_text

    (text,) = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S) if "rule:" in block]
    loaded = load_text(text, "my-rules/answers-over-hundred.yaml")
    assert not loaded.faults
    assert not check_examples(RuleSet((loaded.rule,)), lint_text(), coverage=True)


def test_the_commands_of_the_page_exist():
    from checker.cli import COMMANDS

    commands = re.findall(r"^\$ checker (\w+)", PAGE.read_text(encoding="utf-8"), re.M)
    assert commands and set(commands) <= set(COMMANDS)
