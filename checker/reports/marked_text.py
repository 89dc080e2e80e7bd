"""An article's text as HTML with its claims underlined and the places of findings marked.

Claims and places may nest and overlap, HTML elements may not: the text is cut at every border, and each
piece says what covers it.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.claim import Claim
from checker.model.finding import Finding
from checker.reports.claim_words import allowed, named, when
from checker.reports.edition import level_order
from checker.reports.page_words import words


def marked_text(prefix: str, article, findings: Sequence[Finding]) -> str:
    """HTML for the text. Places get ids ``{prefix}s{start}``, so that findings can point at them."""
    claims = sorted(article.claims, key=lambda claim: (claim.span.start, -claim.span.end))
    evidence = [(place, at, finding) for at, finding in enumerate(findings) for place in finding.evidence]
    places = [(place.span, at, finding) for place, at, finding in evidence if place.path == article.path]
    borders = {0, len(article.text)}
    for span in [*(claim.span for claim in claims), *(span for span, _, _ in places)]:
        borders |= {span.start, span.end}
    cuts = sorted(border for border in borders if 0 <= border <= len(article.text))
    starts = {claim.span.start for claim in claims} | {span.start for span, _, _ in places}
    out = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        inside = words(article.text[start:end])
        own = [claim for claim in claims if claim.span.start <= start and end <= claim.span.end]
        here = [(at, finding) for span, at, finding in places if span.start <= start and end <= span.end]
        name = f' id="{prefix}s{start}"' if start in starts else ""
        tip = _tip(own[0]) if own and own[0].span.start == start else ""
        link = f"#{prefix}f{here[0][0]}" if here else ""
        out.append(_piece(inside + tip, name, own, [finding for _, finding in here], link, bool(tip)))
    return "".join(out)


def _piece(inside: str, name: str, claims: Sequence[Claim], findings: Sequence[Finding], link: str, has_tip: bool) -> str:
    if not claims and not findings:
        return inside
    classes = [f"k-{claims[0].kind.replace('_', '-')}", "claim"] if claims else []
    if findings:
        worst = min((finding.level for finding in findings), key=level_order)
        classes += ["place", worst]
        inside = f'<a href="{link}">{inside}</a>'
    focus = ' tabindex="0"' if has_tip and not findings else ""
    return f'<span{name} class="{" ".join(classes)}"{focus}>{inside}</span>'


def _tip(claim: Claim) -> str:
    """What a claim was read as, shown while it is pointed at or focused."""
    rows = {
        claim.shape: named(claim),
        "allows": allowed(claim),
        "when": when(claim),
        "says": claim.speaker or "",
        "links on": claim.key or "",
    }
    shown = [(name, value) for name, value in rows.items() if value or name == claim.shape]
    told = "".join(f"<span><b>{words(name)}</b> {words(value)}</span>" for name, value in shown)
    return f'<span class="tip" role="tooltip">{told}</span>'
