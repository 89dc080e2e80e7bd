"""The seeds: whole articles, each with the findings an editor would want beside it.

In:  seeds/NAME.md or NAME.txt and seeds/NAME.expected.yaml, a list of {rule, level, quotes}.
     A finding meets an expectation when rule and level are equal and each of the quotes lies within a
     quote of its evidence. Every finding must meet one expectation of its own, and the other way round.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ARTICLES = sorted(
    path for path in SEEDS.iterdir() if path.suffix in {".md", ".txt"} and path.name != "README.md"
)


@dataclass(frozen=True, slots=True)
class Expected:
    rule: str
    level: str
    quotes: tuple[str, ...]

    def is_met_by(self, finding) -> bool:
        return (
            finding.rule == self.rule
            and finding.level == self.level
            and all(any(quote in piece.quote for piece in finding.evidence) for quote in self.quotes)
        )

    def __str__(self) -> str:
        return f"{self.level} {self.rule} on {' / '.join(self.quotes)}"


@functools.cache
def checker():
    from checker.engine import built_in_rules
    from checker.pipeline import Checker

    return Checker(built_in_rules())


@functools.cache
def checked(article: Path):
    """(source, findings) of an article, which is one document."""
    from checker.sources import read

    (source,) = read(str(article))
    return source, checker().check(source).findings


def expectations(article: Path) -> list[Expected]:
    rows = yaml.safe_load(article.with_name(article.stem + ".expected.yaml").read_text(encoding="utf-8"))
    return [Expected(row["rule"], row["level"], tuple(row["quotes"])) for row in rows]


def difference(expected: list[Expected], findings) -> list[str]:
    """Lines in words: "-" for what was not found, "+" for what should not have been."""
    left = list(findings)
    lines = []
    for wanted in expected:
        met = next((finding for finding in left if wanted.is_met_by(finding)), None)
        if met is None:
            lines.append(f"- not found:     {wanted}")
        else:
            left.remove(met)
    for finding in left:
        quotes = " / ".join(f"{piece.quote} (line {piece.line})" for piece in finding.evidence)
        lines.append(f"+ not expected:  {finding.level} {finding.rule} on {quotes}\n                 {finding.message}")
    return lines


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_a_seed_gives_exactly_what_an_editor_wants(article):
    _, findings = checked(article)
    lines = difference(expectations(article), findings)
    assert not lines, f"\n{article.name}:\n" + "\n".join(lines)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_every_piece_of_evidence_quotes_the_source(article):
    source, findings = checked(article)
    pieces = [piece for finding in findings for piece in finding.evidence]
    assert [source.text[piece.span.start : piece.span.end] for piece in pieces] == [piece.quote for piece in pieces]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_expected_quotes_stand_in_their_article(article):
    text = article.read_text(encoding="utf-8")
    missing = [quote for wanted in expectations(article) for quote in wanted.quotes if quote not in text]
    assert not missing


def test_seeds_are_complete_and_some_are_quiet():
    answered = {path.name.removesuffix(".expected.yaml") for path in SEEDS.glob("*.expected.yaml")}
    assert answered == {article.stem for article in ARTICLES}
    assert sum(not expectations(article) for article in ARTICLES) >= 2
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [article.name for article in ARTICLES if article.name not in readme] == []


def test_a_folder_of_seeds_is_quiet_about_its_readme():
    assert checked(SEEDS / "README.md")[1] == ()
