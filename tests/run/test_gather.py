"""What a report leaves out, and at which level it tells the rest."""

from __future__ import annotations

from pathlib import Path

from checker.config import Override, Settings
from checker.model.finding import Evidence, Finding, Remark
from checker.model.span import Span
from checker.model.text import Source
from checker.reports.edition import Card
from checker.run.changes import Changes
from checker.run.check import _comments
from checker.run.gather import Wishes, exit_code, gather
from checker.run.outcome import Outcome
from checker.run.silence import find_silences

CARDS = (Card("a-rule", "error", "s", "w", "one"), Card("b-rule", "warning", "s", "w", "two"))


def finding(rule: str = "a-rule", level: str = "error", lines: tuple[int, ...] = (1, 9), path: str = "a.md") -> Finding:
    places = tuple(Evidence(path, Span(line, line + 1), line, 1, line, 2, "x", "r") for line in lines)
    return Finding(rule, level, path, "m", "w", places, "", f"{rule}{lines}")


def told(outcome: Outcome, **wishes) -> list[tuple[str, str]]:
    return [(one.rule, one.level) for one in gather([[outcome]], CARDS, (), Wishes(**wishes)).report.findings]


def settings(**values) -> dict:
    return {"settings_of": lambda path: Settings(values, folder=Path.cwd())}


def test_a_tension_is_told_when_any_of_its_places_has_changed(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("")
    changes = Changes({str(tmp_path.resolve() / "a.md"): ((9, 9),)})
    assert told(Outcome("a.md", findings=(finding(),)), changes=changes) == [("a-rule", "error")]
    assert told(Outcome("a.md", findings=(finding(lines=(1, 8)),)), changes=changes) == []


def test_levels_are_those_of_the_configuration() -> None:
    outcome = Outcome("a.md", findings=(finding(), finding("b-rule", "warning")))
    assert told(outcome, **settings(levels={"a-rule": "note"})) == [("a-rule", "note"), ("b-rule", "warning")]
    assert told(outcome, **settings(packs={"two": False})) == [("a-rule", "error")]
    assert told(outcome, level="error") == [("a-rule", "error")]
    over = Settings({}, (Override(("a.md",), {"levels": {"*": "off"}}),), folder=Path.cwd())
    assert told(outcome, settings_of=lambda path: over) == []


def test_a_comment_about_a_rule_that_is_off_is_asleep_not_stale() -> None:
    source = Source("a.md", "<!-- checker-disable-file b-rule -->\n", "markdown")
    outcome = Outcome("a.md", silences=find_silences(source, _comments(source)))
    assert told(outcome) == [("stale-suppression", "warning")]
    assert told(outcome, **settings(packs={"two": False})) == []
    assert told(outcome, **settings(levels={"stale-suppression": "off"})) == []


def test_exit_codes() -> None:
    def code(outcome: Outcome, fail_on: str) -> int:
        return exit_code(gather([[outcome]], CARDS, (), Wishes()).report, fail_on)

    warning = Outcome("a.md", findings=(finding("b-rule", "warning"),))
    assert [code(warning, level) for level in ("error", "warning", "note", "never")] == [0, 1, 1, 0]
    assert code(Outcome("a.md", errors=(Remark("a.md", "gone"),)), "never") == 2
