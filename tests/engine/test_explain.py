"""Findings: messages, levels, places, fingerprints."""

from __future__ import annotations

from decimal import Decimal

import pytest
from by_hand import claim, days, interval, offset, rules_of

from checker.engine.explain import Lines, to_findings
from checker.engine.judge import weigh
from checker.engine.wording import in_words
from checker.model.claim import Part
from checker.model.span import Span
from checker.model.text import Source

PAIR = (
    "when:\n  a: {shape: level}\n  b: {shape: level, same: {a: key}}\n"
    "evidence: {second: b.quantity, first: a.quantity, verb: b.verb}\n"
)


def findings_of(body: str, claims, text: str = "." * 400):
    rules = rules_of(body)
    return to_findings(weigh(claims, rules).tensions, claims, rules, Source("a.md", text, "text"))


def told(message: str, *claims, let: str = "") -> str:
    (finding,) = findings_of(PAIR + f"{let}message: '{message}'\n", claims)
    return finding.message


def test_messages_are_filled_with_words_of_the_claims():
    speaks = Part("verb", Span(11, 14), "fell")
    claims = [
        claim(0, value=1000, speaker="Ann"),
        claim(1, value=11000, measure="killed", more_parts=(speaks,), allows=interval(10500, None)),
    ]
    assert told("{b.quote} {{{b.measure}}} {a.measure|deaths}", *claims) == "11000 {killed} deaths"
    assert told("{b.parts.verb} {a.parts.verb|rose} {b.allows} line {b.line}", *claims) == "fell rose at least 10,500 line 1"
    assert told("{share:percent} of {b.value}", *claims, let="let: {share: a.value / b.value}\n") == "9.1% of 11,000"
    assert told("{n:times}, {m}", *claims, let="let:\n  n: b.value / a.value\n  m: round(n * 3 + abs(-1), 1)\n") == "11 times, 34"
    assert told("{a.place} {a.speaker}", *claims) == "not said Ann"


def test_a_sum_without_value_is_no_finding():
    for body in ("let: {x: 1 / a.value}\n", "let: {x: a.part.low + 1}\n", "let: {x: 'round(a.value, 1 / b.value * 99)'}\n"):
        assert findings_of(PAIR + body, [claim(0, value=0), claim(1, value=1)]) == []


def test_differing_named_speakers_lower_the_level_and_are_named():
    claims = [claim(0, value=1, speaker="Ann"), claim(1, value=2, speaker="Bob")]
    (finding,) = findings_of(PAIR, claims)
    assert (finding.level, finding.message) == ("warning", "m (different speakers: Ann and Bob)")
    (finding,) = findings_of(PAIR + "sources: any\n", claims)
    assert (finding.level, finding.message) == ("error", "m")
    (finding,) = findings_of(PAIR, [claims[0], claim(1, value=2)])
    assert finding.level == "error"
    (finding,) = findings_of(PAIR + "level: note\n", claims)
    assert finding.level == "note"


def test_evidence_that_a_claim_does_not_hold_is_left_out_but_the_primary_place_must_be_there():
    claims = [claim(0, value=1), claim(1, value=2)]
    (finding,) = findings_of(PAIR, claims)
    assert [(piece.role, piece.quote) for piece in finding.evidence] == [("second", "2"), ("first", "1")]
    assert findings_of(PAIR.replace("second: b.quantity", "verb: b.verb").replace(", verb: b.verb}", "}"), claims) == []


def test_tensions_of_one_rule_about_the_same_places_are_one_finding():
    claims = [claim(0, value=1), claim(1, value=1, at=0), claim(2, value=2)]
    assert len(findings_of(PAIR + "where: [b.value > a.value]\n", claims)) == 1


def test_findings_are_sorted_by_place():
    claims = [claim(number, value=number) for number in (3, 1, 2, 0)]
    starts = [finding.evidence[0].span.start for finding in findings_of(PAIR, claims)]
    assert starts == sorted(starts) and len(starts) == 6


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end):
    lines = Lines(f"ab{end}{end}cd")
    assert [lines.place(0), lines.place(1), lines.place(2 + 2 * len(end)), lines.place(3 + 2 * len(end))] == [
        (1, 1),
        (1, 2),
        (3, 1),
        (3, 2),
    ]


def test_columns_count_code_points():
    (finding,) = findings_of("when: {a: {shape: level}}\n", [claim(0, value=5, at=4)], "🙂\n🙂 5 x")
    piece = finding.evidence[0]
    assert (piece.line, piece.column, piece.end_line, piece.end_column) == (2, 3, 2, 4)


def test_a_fingerprint_survives_edits_elsewhere_but_tells_equal_findings_apart():
    body = "when: {a: {shape: level}}\n"
    text = "So it is: the fire killed 14 people in the old town.\n"
    at = text.index("14")

    def prints(before: str, copies: int = 1):
        places = [len(before) + at + copy * len(text) for copy in range(copies)]
        claims = [claim(number, value=14, at=place) for number, place in enumerate(places)]
        return [finding.fingerprint for finding in findings_of(body, claims, before + text * copies)]

    assert prints("") == prints("A new first paragraph.\n\n" * 3)
    twice = prints("", 2)
    assert twice[0] == prints("")[0] and twice[0] != twice[1]
    assert len(set(prints("", 3))) == 3


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (Decimal("1234567.8"), None, "1,234,568"),
        (Decimal("1200000000"), None, "1.2 billion"),
        (Decimal("3000"), None, "3,000"),
        (Decimal("0.333333"), None, "0.3333"),
        (Decimal("12.50"), None, "12.5"),
        (Decimal("-0.5"), None, "-0.5"),
        (Decimal("0.2727"), "percent", "27%"),
        (Decimal("0.0421"), "percent", "4.2%"),
        (Decimal("0.00123"), "percent", "0.12%"),
        (Decimal("3.1666"), "times", "3.2 times"),
        (Decimal("1.125"), "plain", "1.125"),
        (interval(40, None), None, "at least 40"),
        (interval(40, None, includes=(False, True)), None, "more than 40"),
        (interval(None, 5, includes=(True, False)), None, "less than 5"),
        (interval(975, 1025), None, "975 to 1,025"),
        (interval(3, 3), None, "3"),
        (interval(None, None), None, "any number"),
        (days("2024-05-01", "2024-06-01"), None, "May 2024"),
        (days("2024-01-01", "2025-01-01"), None, "2024"),
        (days("2022-01-01", "2025-01-01"), None, "2022 to 2024"),
        (days("2024-05-03", "2024-05-04"), None, "3 May 2024"),
        (days("2024-05-03", "2024-05-10"), None, "3 May 2024 to 9 May 2024"),
        (days("2022-02-24", None), None, "since 24 February 2022"),
        (days(None, "2022-02-24"), None, "until 23 February 2022"),
        (offset(-7, 0), None, "the 7 days up to publication"),
        (offset(-1, 0), None, "the day before publication"),
        (offset(None, 0), None, "the time up to publication"),
        (offset(-14, -7), None, "the 7 days from 14 days before publication"),
        (True, None, "yes"),
        ("x", None, "x"),
    ],
)
def test_values_in_words(value, form, words):
    assert in_words(value, form) == words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was dark.\n\n", "\n\nThe mayor wept."),
        ("- an item\n- ", "\n- an item"),
        ("He said so. ", " Nobody knew."),
        ("day: 2026-03-01\ntitle: ", "\nauthor: A. Writer"),
    ],
)
def test_a_fingerprint_is_made_of_its_own_sentence(before: str, after: str) -> None:
    def prints(before: str, after: str) -> str:
        text = f"{before}the fire killed 14 people in the\nold town.{after}"
        (finding,) = findings_of("when: {a: {shape: level}}\n", [claim(0, value=14, at=text.index("14 people"))], text)
        return finding.fingerprint

    edits = str.maketrans({"a": "e", "o": "u", "1": "2"})
    assert prints(before, after) == prints(before.translate(edits), after.translate(edits))
    assert prints("Not that ", "") != prints("", "")


@pytest.mark.parametrize(
    ("kind", "unit", "currency", "value", "words"),
    [
        ("percent", "percent", None, "52", "52%"),
        ("percentage_point", "percentage point", None, "3", "3 percentage point"),
        ("money", None, "EUR", "4200000", "EUR 4.2 million"),
        ("money", "penny", None, "50", "50 penny"),
        ("measure", "kilometre", None, "5", "5 kilometre"),
        ("count", "soldier", None, "3000", "3,000"),
    ],
)
def test_what_words_allow_is_told_in_the_unit_said(kind, unit, currency, value, words) -> None:
    # Linking compares percentages as shares of one and lengths in metres; nobody reads them so.
    compared = interval(Decimal(value) / 100, Decimal(value) / 100) if kind == "percent" else interval(value, value)
    made = claim(0, value=Decimal(value), kind=kind, unit=unit, currency=currency, allows=compared)
    (finding,) = findings_of("when: {a: {shape: level}}\nmessage: '{a.allows}'\n", [made])
    assert finding.message == words
