"""Editions for tests: by hand, and by chance with text from all planes of Unicode."""

from __future__ import annotations

from hypothesis import strategies as st

from checker.model.finding import LEVELS, Evidence, Finding, Remark, Report
from checker.model.span import Span
from checker.model.text import Source
from checker.reports.edition import Card, Edition, Silenced
from checker.run.outcome import outcome_of

CARDS = (
    Card("change-mismatch", "error", "The change is not what the figures give.", "One of them is wrong.", "change"),
    Card("currency-country", "warning", "A state pays in foreign money.", "", "money"),
)


class Checked:
    def __init__(self, findings) -> None:
        self.findings, self.claims, self.words, self.notes, self.errors = tuple(findings), (), 1, (), ()


def evidence(path: str, text: str, start: int, end: int, role: str = "amount") -> Evidence:
    def place(offset: int) -> tuple[int, int]:
        begin = text.rfind("\n", 0, offset) + 1
        return text.count("\n", 0, offset) + 1, offset - begin + 1

    (line, column), (end_line, end_column) = place(start), place(end)
    return Evidence(path, Span(start, end), line, column, end_line, end_column, text[start:end], role)


def edition_of(documents: dict[str, tuple[str, list[Finding]]], silenced=(), errors=(), **more) -> Edition:
    outcomes = [outcome_of(Source(path, text, "text"), Checked(findings)) for path, (text, findings) in documents.items()]
    return Edition(
        report=Report(
            engine="joins",
            documents=len(outcomes),
            words=len(outcomes),
            findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
            errors=tuple(errors),
        ),
        lines={(outcome.path, number): line for outcome in outcomes for number, line in outcome.lines},
        hashes={(outcome.path, number): told for outcome in outcomes for number, told in outcome.hashes},
        cards=CARDS,
        silenced=tuple(silenced),
        version="1.2.3",
        exit_code=1,
        **more,
    )


def by_hand() -> Edition:
    """Two findings, one of them with text that means something in every format, a silenced one and an unreadable file."""
    text = (
        "# 🚀 Sales\n\nSales 🚀 rose 50% to €120 million\n"
        "from €100 million. <b>|x|</b> ::error:: ]]> `a` [b](c) @all 100% \x1b[31m\n"
    )
    at = text.index
    first = Finding(
        rule="change-mismatch",
        level="error",
        path="news/a, b:c.md",
        message='"50%" does not follow from "€100 million": 100% wrong,\nreally [x](y) <b>&',
        why="One of them is wrong.",
        evidence=(
            evidence("news/a, b:c.md", text, at("50%"), at("50%") + 3, "change"),
            evidence("news/a, b:c.md", text, at("€100"), at("€100") + 12, "before"),
        ),
        working="from 100 to 120 is 20%; stated 50%",
        fingerprint="00ff",
        replacement="20%",
    )
    second = Finding(
        rule="currency-country",
        level="warning",
        path="news/a, b:c.md",
        message="Told over two lines.",
        why="",
        evidence=(evidence("news/a, b:c.md", text, at("€120"), at("from") + 4, "amount"),),
        working="",
        fingerprint="11ee",
    )
    errors = (Remark("b.bin", "holds a NUL byte; <text> & \x00 is expected", 3),)
    return edition_of({"news/a, b:c.md": (text, [first, second])}, [Silenced(second, "agreed with the desk")], errors)


@st.composite
def editions(draw) -> Edition:
    """Random findings over random text, lines ended by line feeds."""
    words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
    alphabet = st.one_of(words, st.sampled_from(["🚀", "\n", "é", "40%", " ", "<", "]]>", "𝟜"]))
    text = "".join(draw(st.lists(alphabet, min_size=2, max_size=20))) + "x"
    path = draw(st.sampled_from(["a.md", "b/c d.md", "rows.jsonl#7", "ü%.txt"]))
    findings = []
    for number in range(draw(st.integers(1, 4))):
        spans = []
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, len(text) - 1))
            spans.append((start, draw(st.integers(start + 1, len(text)))))
        findings.append(
            Finding(
                rule=draw(st.sampled_from([card.name for card in CARDS])),
                level=draw(st.sampled_from(LEVELS)),
                path=path,
                message=draw(st.text(max_size=30)),
                why="",
                evidence=tuple(evidence(path, text, start, end) for start, end in spans),
                working="",
                fingerprint=f"{number:04x}",
            )
        )
    return edition_of({path: (text, findings)})
