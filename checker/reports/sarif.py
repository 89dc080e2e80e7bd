"""SARIF 2.1.0, as GitHub code scanning wants it (https://docs.github.com/en/code-security, "SARIF support").

GitHub shows ``locations[0]``, and ``relatedLocations`` only where the message links to them, as ``[40](1)``;
so every further place is linked from the message, at its quote or behind the message.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from checker.model.finding import Evidence, Finding
from checker.reports.edition import Card, Edition, Silenced

# GitHub shows 5,000 results of a run and turns down files with more than 25,000.
MOST_RESULTS = 25_000
_PRECISION = {"error": "high", "warning": "medium", "note": "low"}


def render(edition: Edition) -> str:
    findings = sorted(edition.report.findings, key=lambda finding: ("error", "warning", "note").index(finding.level))
    silenced = edition.silenced
    used = {finding.rule for finding in findings} | {one.finding.rule for one in silenced}
    cards = [card for card in edition.cards if card.name in used]
    cards += [Card(rule, "warning", rule, "") for rule in sorted(used - {card.name for card in cards})]
    index = {card.name: at for at, card in enumerate(cards)}
    results = [_result(finding, edition, index) for finding in findings]
    results += [_result(one.finding, edition, index) | {"suppressions": [_suppression(one)]} for one in silenced]
    run = {
        "tool": {
            "driver": {
                "name": "checker",
                "semanticVersion": _semantic(edition.version),
                "rules": [_rule(card) for card in cards],
            }
        },
        "automationDetails": {"id": "checker/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository"}}},
        "invocations": [_invocation(edition)],
        "results": results[:MOST_RESULTS],
    }
    table = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _semantic(version: str) -> str:
    return version if re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version) else "0.0.0"


def _rule(card: Card) -> dict:
    help_text = card.why or card.summary
    return {
        "id": card.name,
        "name": "".join(word.capitalize() for word in card.name.split("-")),
        "shortDescription": {"text": card.summary[:1024]},
        "fullDescription": {"text": (card.why or card.summary)[:1024]},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": card.level},
        "properties": {
            "tags": ["prose", "numbers", *([card.pack] if card.pack else [])],
            "precision": _PRECISION[card.level],
            "problem.severity": "recommendation" if card.level == "note" else card.level,
        },
    }


def _invocation(edition: Edition) -> dict:
    told = []
    for remark in edition.report.errors:
        place = {"physicalLocation": _artifact(remark.path, edition)}
        told.append({"level": "error", "message": {"text": remark.message}, "locations": [place]})
    return {
        "executionSuccessful": not edition.report.errors,
        "exitCode": edition.exit_code,
        **({"toolExecutionNotifications": told} if told else {}),
    }


def _result(finding: Finding, edition: Edition, index: dict[str, int]) -> dict:
    first, *others = finding.evidence
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level,
        "kind": "fail",
        "message": {"text": linked_message(finding)},
        "locations": [_location(first, edition)],
        "partialFingerprints": {"tension/v1": finding.fingerprint},
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": place.role}, **_location(place, edition)} for number, place in enumerate(others, 1)
        ]
    line_hash = edition.hashes.get((first.path, first.line))
    if line_hash:
        result["partialFingerprints"]["primaryLocationLineHash"] = line_hash
    if finding.replacement is not None:
        result["fixes"] = [_fix(finding, first, edition)]
    return result


def linked_message(finding: Finding) -> str:
    """The message with each further place linked at its quote; places it does not quote are named behind it."""
    message, behind = finding.message, []
    links: list[tuple[int, int, int]] = []
    for number, place in enumerate(finding.evidence[1:], 1):
        at = message.find(f'"{place.quote}"')
        start, end = at + 1, at + 1 + len(place.quote)
        if at < 0 or any(start < taken_end and taken_start < end for taken_start, taken_end, _ in links):
            behind.append(f"[{_escaped(_one_line(place.quote))}]({number})")
        else:
            links.append((start, end, number))
    out, done = [], 0
    for start, end, number in sorted(links):
        out += [_escaped(message[done:start]), f"[{_escaped(message[start:end])}]({number})"]
        done = end
    out.append(_escaped(message[done:]))
    return "".join(out) + (f" See {', '.join(behind)}." if behind else "")


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "here"


def _location(place: Evidence, edition: Edition) -> dict:
    region = _region(place) | {"snippet": {"text": place.quote}}
    return {"physicalLocation": {**_artifact(place.path, edition), "region": region}}


def _region(place: Evidence) -> dict:
    return {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}


def _artifact(path: str, edition: Edition) -> dict:
    name = edition.relative(path)
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "replace")
    uri = quote(raw, safe="/-._~!$&'()*+,;=@")
    if name.startswith("/"):
        return {"artifactLocation": {"uri": "file://" + uri}}
    return {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}


def _fix(finding: Finding, first: Evidence, edition: Edition) -> dict:
    text = f"Replace with {finding.replacement}" if finding.replacement else "Take it out"
    replacement = {"deletedRegion": _region(first), "insertedContent": {"text": finding.replacement}}
    change = {**_artifact(first.path, edition), "replacements": [replacement]}
    return {"description": {"text": text}, "artifactChanges": [change]}


def _suppression(one: Silenced) -> dict:
    return {"kind": "inSource"} | ({"justification": one.reason} if one.reason else {})
