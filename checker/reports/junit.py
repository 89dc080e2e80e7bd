"""JUnit XML: a suite a document, a failed case a finding. A bare ``testsuites`` root suits both Jenkins and Ant."""

from __future__ import annotations

from itertools import groupby

from checker.model.finding import Finding, Remark
from checker.reports.edition import Edition
from checker.reports.xml_text import attribute, content


def render(edition: Edition) -> str:
    suites: list[list[str]] = []
    for path, findings in groupby(edition.report.findings, key=lambda finding: finding.path):
        cases = [_failure(finding, edition) for finding in findings]
        suites.append(_suite(edition.relative(path), cases, len(suites), edition, failures=len(cases)))
    for remark in edition.report.errors:
        suites.append(_suite(edition.relative(remark.path), [_error(remark, edition)], len(suites), edition, errors=1))
    if not suites:
        # Services take a report without any case for a broken one.
        cases = [f'    <testcase name={attribute(f"{edition.report.documents} documents")} classname="checker" time="0"/>']
        suites.append(_suite("checker", cases, 0, edition))
    body = [line for suite in suites for line in suite]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *body, "</testsuites>"]) + "\n"


def _suite(name: str, cases: list[str], number: int, edition: Edition, failures: int = 0, errors: int = 0) -> list[str]:
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" time="0"'
    about = f'timestamp="{edition.started}" hostname="localhost" id="{number}" package="checker"'
    return [
        f"  <testsuite name={attribute(name)} {counts} {about}>",
        "    <properties/>",
        *cases,
        "    <system-out/>",
        "    <system-err/>",
        "  </testsuite>",
    ]


def _failure(finding: Finding, edition: Edition) -> str:
    first = finding.evidence[0]
    places = [
        f"{edition.relative(place.path)}:{place.line}:{place.column}: {place.role}: {place.quote}" for place in finding.evidence
    ]
    text = "\n".join([finding.message, *places, *([finding.working] if finding.working else [])])
    name, class_name = f"{finding.rule} {first.line}:{first.column}", edition.relative(finding.path)
    return (
        f'    <testcase name={attribute(name)} classname={attribute(class_name)} time="0">'
        f"<failure message={attribute(finding.message)} type={attribute(finding.level)}>{content(text)}</failure></testcase>"
    )


def _error(remark: Remark, edition: Edition) -> str:
    path = attribute(edition.relative(remark.path))
    return (
        f'    <testcase name="read" classname={path} time="0">'
        f'<error message={attribute(remark.message)} type="unreadable">{content(remark.message)}</error></testcase>'
    )
