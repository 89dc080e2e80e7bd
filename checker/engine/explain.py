"""Findings: tensions told to a reader, with the quoted places that prove them.

In:  tensions, the claims they speak of, the rules, the source.
Out: `Finding` values in the order of the text. Two tensions of one rule about the same places are one finding.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.engine import schema
from checker.engine.evaluate import value_of
from checker.engine.judge import RuleSet
from checker.engine.language import Rule, Slot, Template
from checker.engine.wording import UNSAID, allowed_in_words, in_words
from checker.model.claim import Claim
from checker.model.finding import LEVELS, Evidence, Finding, Tension
from checker.model.span import Span
from checker.model.text import Source

_LINE_END = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"\w+")
# Where the words around a figure stop belonging to it: a sentence's end, a blank line, a line that begins something new
# (a list item, a heading, a row, a key). Other line ends are wrapped prose.
_BREAK = re.compile(
    r"[.!?][\"'”’)\]*_]{0,4}(?=\s|$)|(?:\r\n|\n|\r)(?=[ \t]*(?:[\r\n]|$|[-+*#>|<=~`]|\d{1,9}[.)]|[\w-]{1,40}:(?=\s)))"
)
NEARBY = 4
NEARBY_CHARACTERS = 80


class Lines:
    """Where the lines of a text begin; \\n, \\r\\n and \\r end one."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of *offset*, both from 1, in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def to_findings(
    tensions: Iterable[Tension], claims: Iterable[Claim], rules: RuleSet | Iterable[Rule], source: Source
) -> list[Finding]:
    """The findings of *tensions*, sorted by place.

    A tension whose ``let:`` values cannot be computed (a zero divisor, a figure that is not said), or whose
    primary evidence the claims do not hold, is none.
    """
    by_id = {claim.id: claim for claim in claims}
    by_name = rules.by_name if isinstance(rules, RuleSet) else {rule.name: rule for rule in rules}
    lines = Lines(source.text)
    found: dict[tuple, Finding] = {}
    for tension in tensions:
        binding = {alias: by_id[id_] for alias, id_ in tension.claims}
        finding = _finding(by_name[tension.rule], binding, lines, source)
        if finding is not None:
            found.setdefault((finding.rule, frozenset(piece.span for piece in finding.evidence)), finding)
    ordered = sorted(found.values(), key=lambda finding: (finding.evidence[0].span, finding.rule, _spans(finding)))
    return _numbered(ordered)


def _spans(finding: Finding) -> list[Span]:
    return [piece.span for piece in finding.evidence]


def _finding(rule: Rule, binding: Mapping[str, Claim], lines: Lines, source: Source) -> Finding | None:
    values = _lets(rule, binding)
    evidence = _evidence(rule, binding, lines, source)
    if values is None or not evidence:
        return None
    level, speakers = shown_level(rule, binding), differing_speakers(rule, binding)
    message = _filled(rule.message, binding, values, lines)
    if speakers:
        message = f"{message} (different speakers: {' and '.join(speakers)})"
    return Finding(
        rule=rule.name,
        level=level,
        path=source.path,
        message=message,
        why=rule.why,
        evidence=evidence,
        working=_filled(rule.working, binding, values, lines),
        fingerprint=_fingerprint(rule.name, evidence, source.text),
    )


def told_working(rule: Rule, binding: Mapping[str, Claim], lines: Lines) -> str | None:
    """The rule's ``working`` for these claims; None when one of its values cannot be computed."""
    values = _lets(rule, binding)
    return None if values is None else _filled(rule.working, binding, values, lines)


def _lets(rule: Rule, binding: Mapping[str, Claim]) -> dict[str, object] | None:
    known: dict[str, object] = dict(binding)
    for name, expression in rule.lets:
        known[name] = value_of(expression, exact=True)(known)
        if known[name] is None:
            return None
    return {name: known[name] for name, _ in rule.lets}


def _evidence(rule: Rule, binding: Mapping[str, Claim], lines: Lines, source: Source) -> tuple[Evidence, ...]:
    """The pieces in the rule's order; empty when the primary one is not there."""
    found = []
    for at, (role, (alias, part_role)) in enumerate(rule.evidence):
        part = binding[alias].part_named(part_role)
        if part is not None:
            line, column = lines.place(part.span.start)
            end_line, end_column = lines.place(part.span.end)
            found.append(Evidence(source.path, part.span, line, column, end_line, end_column, part.quote, role))
        elif at == 0:
            return ()
    return tuple(found)


def differing_speakers(rule: Rule, binding: Mapping[str, Claim]) -> list[str]:
    """The named speakers, where the rule minds that they differ and they do; else none."""
    # A speaker without a name of its own ("officials", "the report") keeps its small letter and sets nothing apart.
    named = (claim.speaker for claim in binding.values() if claim.speaker and claim.speaker[:1].isupper())
    speakers = list(dict.fromkeys(named))
    return speakers if rule.sources != "any" and len(speakers) > 1 else []


def shown_level(rule: Rule, binding: Mapping[str, Claim]) -> str:
    """The rule's level, one lower where named speakers differ."""
    lower = 1 if differing_speakers(rule, binding) else 0
    return LEVELS[max(0, LEVELS.index(rule.level) - lower)]


def _filled(template: Template, binding: Mapping[str, Claim], values: Mapping[str, object], lines: Lines) -> str:
    told = (piece if isinstance(piece, str) else _told(piece, binding, values, lines) for piece in template.pieces)
    return "".join(told).strip()


def _told(slot: Slot, binding: Mapping[str, Claim], values: Mapping[str, object], lines: Lines) -> str:
    value = values[slot.path] if not slot.source else _field(slot.path, binding[slot.source], lines)
    if slot.path == "allows" and value is not None:
        return allowed_in_words(binding[slot.source])
    if value is None:
        return UNSAID if slot.otherwise is None else slot.otherwise
    return in_words(value, slot.format)


def _field(path: str, claim: Claim, lines: Lines) -> object:
    head, _, tail = path.partition(".")
    if path == "quote":
        return claim.quote
    if path == "line":
        return lines.place(claim.span.start)[0]
    if head == "parts":
        part = claim.part_named(tail)
        return None if part is None else part.quote
    return schema.reader(path, exact=True)(claim)


def _fingerprint(rule: str, evidence: Sequence[Evidence], text: str) -> str:
    """Made of the rule, the quotes and the words around them in their sentence: it survives edits elsewhere."""
    pieces = [rule]
    for piece in sorted(evidence, key=lambda piece: (piece.span, piece.role)):
        before = _BREAK.split(text[max(0, piece.span.start - NEARBY_CHARACTERS) : piece.span.start])[-1]
        after = _BREAK.split(text[piece.span.end : piece.span.end + NEARBY_CHARACTERS], maxsplit=1)[0]
        before, after = _WORD.findall(before)[-NEARBY:], _WORD.findall(after)[:NEARBY]
        pieces.append(" ".join([*before, "|", *piece.quote.split(), "|", *after]).casefold())
    return _digest("\n".join(pieces))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _numbered(findings: list[Finding]) -> list[Finding]:
    """Equal fingerprints told apart by their order in the text."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        count = seen[finding.fingerprint]
        found.append(finding if count == 1 else replace(finding, fingerprint=_digest(f"{finding.fingerprint} {count}")))
    return found
