"""HTML: one self-contained file that needs no network, for one article or many.

An index with counts; for each article with findings its text with claims and places marked, the findings in
the margin, a plot for each measure told more than once, and the ledger. Whatever comes out of an article or a
rule is escaped, and the page's policy (CSP) lets nothing run or load but its own style and script, named by
their hashes. Without the script everything is there; it sorts the index, moves findings beside their places
and draws the lines between them.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape
from importlib.resources import files

from checker.model.finding import Finding
from checker.reports.claim_words import allowed, when
from checker.reports.display import count
from checker.reports.edition import Edition, level_order
from checker.reports.marked_text import marked_text
from checker.reports.page_words import words
from checker.reports.plot import plots

LEVELS = ("error", "warning", "note")


def render(edition: Edition) -> str:
    style = _part("report.css")
    script = _part("report.js")
    allowed_parts = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed_parts}; base-uri 'none'; form-action 'none'"
    by_path: dict[str, list[Finding]] = {}
    for finding in edition.report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    articles = {article.path: article for article in edition.articles}
    # Findings of a text that is not at hand are still told, without it.
    paths = list(dict.fromkeys([*(path for path, _ in edition.documents), *articles, *by_path]))
    numbers = {path: number for number, path in enumerate(paths)}
    body = [_head(edition), _index(paths, numbers, by_path, edition)]
    for path in paths:
        if path in by_path or len(paths) == 1:
            body.append(_article(numbers[path], path, articles.get(path), by_path.get(path, []), edition))
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
            f"<title>Numbers to check: {words(_title(paths))}</title>",
            f"<style>{style}</style></head><body>",
            *body,
            f"<script>{script}</script></body></html>",
        ]
    ) + "\n"


def _part(name: str) -> str:
    return files("checker.reports").joinpath("page", name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _title(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{len(paths):,} documents"


def _counts(findings: list[Finding]) -> Counter[str]:
    return Counter(finding.level for finding in findings)


def _head(edition: Edition) -> str:
    report = edition.report
    counts = _counts(list(report.findings))
    told = ", ".join(f'<b class="{level}">{count(counts[level], level)}</b>' for level in LEVELS)
    looked = f"{count(report.documents, 'document')}, {count(report.words, 'word')} and {count(report.claims, 'claim')} checked"
    left = [f"{len(edition.silenced):,} silenced by comments"] * bool(edition.silenced)
    left += [f"{edition.known:,} known to the baseline"] * bool(edition.known)
    errors = "".join(f"<li>{words(remark.path)}: {words(remark.message)}</li>" for remark in report.errors)
    errors = f"<h2>Could not be checked</h2><ul>{errors}</ul>" if errors else ""
    return f"<header><h1>Numbers to check</h1><p>{told}</p><p>{'; '.join([looked, *left])}.</p>{errors}</header>"


def _index(paths, numbers, by_path, edition: Edition) -> str:
    if len(paths) < 2:
        return ""
    claims_of = dict(edition.documents)
    rows = []
    ordered = sorted(paths, key=lambda path: (tuple(-_counts(by_path.get(path, []))[level] for level in LEVELS), path))
    for path in ordered:
        counts = _counts(by_path.get(path, []))
        name = words(edition.relative(path))
        link = f'<a href="#d{numbers[path]}">{name}</a>' if path in by_path else name
        cells = "".join(f'<td class="{level if counts[level] else "none"}">{counts[level]}</td>' for level in LEVELS)
        rows.append(f"<tr><th scope=row>{link}</th>{cells}<td>{claims_of.get(path, 0)}</td></tr>")
    names = enumerate(("document", "errors", "warnings", "notes", "claims"))
    heads = "".join(f'<th scope=col><button type=button data-sort="{at}">{name}</button></th>' for at, name in names)
    table = f'<table class="index"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<nav aria-label="Documents">{table}</nav>'


def _article(number: int, path: str, article, findings: list[Finding], edition: Edition) -> str:
    findings = sorted(findings, key=lambda finding: (finding.evidence[0].span.start, level_order(finding.level)))
    cards = "".join(_card(f"d{number}", at, finding, edition) for at, finding in enumerate(findings))
    text = marked_text(f"d{number}", article, findings) if article else ""
    below = plots(article.claims) + _ledger(f"d{number}", article.claims) if article else ""
    return (
        f'<article id="d{number}"><h2>{words(edition.relative(path))}</h2>'
        f'<div class="spread"><svg class="lines" aria-hidden="true"></svg><div class="text">{text}</div>'
        f'<aside aria-label="Findings">{cards}</aside></div>{below}</article>'
    )


def _card(prefix: str, at: int, finding: Finding, edition: Edition) -> str:
    places = []
    for place in finding.evidence:
        name = f"{prefix}s{place.span.start}"
        where = f"line {place.line}, column {place.column}"
        link = f'<a href="#{name}">{where}</a>' if place.path == finding.path else f"{words(place.path)}, {where}"
        places.append(f'<li data-place="{name}"><q>{words(place.quote)}</q> {words(place.role)}, {link}</li>')
    working = f'<p class="working">{words(finding.working)}</p>' if finding.working else ""
    why = f"<details><summary>Why</summary><p>{words(finding.why)}</p></details>" if finding.why else ""
    anchor = f"{prefix}s{finding.evidence[0].span.start}"
    return (
        f'<section class="card {finding.level}" id="{prefix}f{at}" tabindex="0" data-anchor="{anchor}">'
        f"<h3>{finding.level} <code>{words(finding.rule)}</code></h3><p>{words(finding.message)}</p>"
        f"<ol>{''.join(places)}</ol>{working}{why}</section>"
    )


def _ledger(prefix: str, claims) -> str:
    if not claims:
        return ""
    rows = "".join(_ledger_row(prefix, claim) for claim in claims)
    names = ("quote", "shape", "measure", "subject", "allows", "time", "who", "links on")
    heads = "".join(f"<th scope=col>{name}</th>" for name in names)
    return (
        f"<details class=ledger><summary>Ledger: {count(len(claims), 'claim')}</summary>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _ledger_row(prefix: str, claim) -> str:
    said = (claim.measure or "", claim.subject or "")
    cells = (claim.shape, *said, allowed(claim), when(claim), claim.speaker or "", claim.key or "")
    told = "".join(f"<td>{words(cell)}</td>" for cell in cells)
    return f'<tr><th scope=row><a href="#{prefix}s{claim.span.start}">{words(claim.quote)}</a></th>{told}</tr>'
