"""Every report format: valid against its schema, the same places as every other, and safe with any text."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from editions import by_hand, edition_of, editions, evidence
from hypothesis import HealthCheck, given, settings
from lxml import etree

from checker.model.finding import Finding
from checker.reports import FORMATS, render

SCHEMAS = Path(__file__).parent / "schemas"
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def schema(name: str) -> jsonschema.protocols.Validator:
    table = json.loads((SCHEMAS / name).read_text())
    return jsonschema.validators.validator_for(table)(table)


SARIF, RDJSON, RDJSONL = schema("sarif-oasis.json"), schema("rdf-DiagnosticResult.json"), schema("rdf-Diagnostic.json")
JUNIT = [etree.XMLSchema(etree.parse(SCHEMAS / name)) for name in ("junit-10.xsd", "JUnit-ant.xsd")]


def places_of(finding) -> list[tuple[int, int, int, int]]:
    return [(place.line, place.column, place.end_line, place.end_column) for place in finding.evidence]


@QUICK
@given(editions())
def test_machine_formats_are_valid_and_tell_the_same_places(edition) -> None:
    found = edition.report.findings
    told = [places_of(finding) for finding in found]

    table = json.loads(render(edition, "json"))
    assert [[(e["line"], e["column"], e["end_line"], e["end_column"]) for e in f["evidence"]] for f in table["findings"]] == told
    assert [json.loads(line) for line in render(edition, "jsonl").splitlines()] == table["findings"]

    sarif = json.loads(render(edition, "sarif"))
    SARIF.validate(sarif)
    assert sorted(sarif_places(result) for result in sarif["runs"][0]["results"]) == sorted(told)

    rdjson = json.loads(render(edition, "rdjson"))
    RDJSON.validate(rdjson)
    assert [rdjson_places(row, finding, edition) for row, finding in zip(rdjson["diagnostics"], found, strict=True)] == told
    for line in render(edition, "rdjsonl").splitlines():
        RDJSONL.validate(json.loads(line))

    rows = json.loads(render(edition, "gitlab"))
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    where = [[row["location"], *row.get("other_locations", [])] for row in rows]
    assert [[gitlab_place(place) for place in places] for places in where] == told

    junit = etree.fromstring(render(edition, "junit").encode())
    for valid in JUNIT:
        valid.assertValid(junit)
    assert len(junit.findall(".//failure")) == len(found)
    checkstyle = etree.fromstring(render(edition, "checkstyle").encode())
    assert [(int(e.get("line")), int(e.get("column"))) for e in checkstyle.iter("error")] == [places[0][:2] for places in told]


def sarif_places(result: dict) -> list[tuple[int, int, int, int]]:
    bare = re.sub(r"\\.", "", result["message"]["text"])
    links = [int(number) for number in re.findall(r"\]\((\d+)\)", bare)]
    related = result.get("relatedLocations", [])
    # GitHub shows only those places that the message links to.
    assert sorted(links) == [place["id"] for place in related]
    regions = [place["physicalLocation"]["region"] for place in [*result["locations"], *related]]
    assert all(region["snippet"]["text"] for region in regions)
    return [(r["startLine"], r["startColumn"], r["endLine"], r["endColumn"]) for r in regions]


def rdjson_places(row: dict, finding, edition) -> list[tuple[int, int, int, int]]:
    """The places, counted back from UTF-8 bytes to code points."""
    where = [row["location"], *(one["location"] for one in row.get("related_locations", []))]
    out = []
    for location, place in zip(where, finding.evidence, strict=True):
        start, end = location["range"]["start"], location["range"]["end"]
        first, last = edition.lines[place.path, place.line].encode(), edition.lines[place.path, place.end_line].encode()
        columns = [len(first[: start["column"] - 1].decode()) + 1, len(last[: end["column"] - 1].decode()) + 1]
        out.append((start["line"], columns[0], end["line"], columns[1]))
    return out


def gitlab_place(place: dict) -> tuple[int, int, int, int]:
    begin, end = place["positions"]["begin"], place["positions"]["end"]
    assert place["lines"] == {"begin": begin["line"], "end": end["line"]}
    return (begin["line"], begin["column"], end["line"], end["column"])


@QUICK
@given(editions())
def test_formats_for_people_name_every_place_and_let_no_control_character_through(edition) -> None:
    text = render(edition, "text", color=False, width=80)
    for finding in edition.report.findings:
        for place in finding.evidence:
            assert f":{place.line}:{place.column}  " in text
    for format in ("text", "markdown", "summary", "html"):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(edition, format)), format
    for line in render(edition, "github").splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_without_findings_is_valid_too(format) -> None:
    text = render(edition_of({}), format)
    if format == "sarif":
        SARIF.validate(json.loads(text))
    if format == "junit":
        for valid in JUNIT:
            valid.assertValid(etree.fromstring(text.encode()))


@pytest.mark.parametrize("format", FORMATS)
def test_snapshot(format) -> None:
    """The edition by hand in every format, as it was last read by a person; UPDATE_SNAPSHOTS=1 writes it anew."""
    file = Path(__file__).parent / "snapshots" / f"by-hand.{format}.txt"
    text = render(by_hand(), format)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert file.read_bytes().decode() == text


def test_sarif_is_as_github_wants_it() -> None:
    (run,) = json.loads(render(by_hand(), "sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"]
    first, *_, silenced = run["results"]
    assert set(first["partialFingerprints"]) == {"primaryLocationLineHash", "tension/v1"}
    assert len(first["locations"]) == 1
    assert unquote(first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "news/a, b:c.md"
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "20%"
    assert silenced["suppressions"] == [{"kind": "inSource", "justification": "agreed with the desk"}]


def test_github_commands_escape_what_would_end_them() -> None:
    first = render(by_hand(), "github").splitlines()[0]
    properties, _, message = first.removeprefix("::error ").partition("::")
    assert "file=news/a%2C b%3Ac.md" in properties
    assert "\n" not in message and "100%25 wrong" in message


def test_html_holds_nothing_of_the_text_as_markup_and_loads_nothing() -> None:
    page = render(by_hand(), "html")
    assert "<b>|x|" not in page and "<b>&" not in page
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"""(src|href)=["']?(?!#)[^"'>]""", page.partition("<body>")[2].partition("<script>")[0])
    assert " style=" not in page and " onclick" not in page


def test_markdown_of_a_ticket_cannot_be_formatted_by_the_text() -> None:
    from checker.reports.markdown import escape

    assert escape("@all #12 [a](http://b) <img> `c` **d** www.e.org") == (
        "\\@all \\#12 \\[a\\](http\\://b) &lt;img&gt; \\`c\\` \\*\\*d\\*\\* www\\.e.org"
    )
    assert escape("1. a") == "1\\. a" and escape("- a") == "\\- a" and escape("same-measure 3.5%") == "same-measure 3.5%"


def test_places_on_one_line_share_a_quotation_in_markdown() -> None:
    text = "Sales rose 50% to €120 million from €100 million.\nThat was 20%.\n"
    places = [(text.index(words), len(words)) for words in ("50%", "€100 million", "€120 million", "20%.")]
    spots = tuple(evidence("a.md", text, start, start + length, f"r{start}") for start, length in places)
    finding = Finding("r", "error", "a.md", "m", "", spots, "", "00")
    told = render(edition_of({"a.md": (text, [finding])}), "markdown")
    assert "- [ ] line 1, columns 12 (r11), 37 (r36), 19 (r18): " in told
    assert "“Sales rose **50%** to **€120 million** from **€100 million**.”" in told
    assert "- [ ] line 2, column 10 (r59): “That was **20%.**”" in told
