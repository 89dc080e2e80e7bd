"""Outcomes to one report: levels as configured, silenced and known findings left out, the rest in reading order.

Everything here is cheap and happens after the cache, so that a changed configuration needs no new check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.config import Settings
from checker.model.finding import Finding, Remark, Report
from checker.reports.edition import Card, Edition, Silenced, level_order
from checker.run.baseline import hold_back
from checker.run.changes import Changes
from checker.run.outcome import Outcome, reading_order
from checker.run.silence import STALE, Silence, sift, stale_finding


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader wants to see. ``settings_of``: the settings for a path. ``baseline`` counts known findings."""

    level: str = "note"
    with_silences: bool = True
    changes: Changes | None = None
    baseline: Counter = field(default_factory=Counter)
    baseline_folder: Path = field(default_factory=Path)
    settings_of: Callable[[str], Settings] = lambda path: Settings()
    engine: str = ""


def gather(files: Iterable[Sequence[Outcome]], cards: Sequence[Card], skipped: Sequence[Remark], wishes: Wishes) -> Edition:
    """The edition of a run; ``version`` and ``exit_code`` are the caller's to fill."""
    by_name = {card.name: card for card in cards}
    found: list[Finding] = []
    silenced: list[Silenced] = []
    outcomes: list[Outcome] = []
    for documents in files:
        for outcome in documents:
            stay, quiet = _weighed(outcome, by_name, wishes)
            found += stay
            silenced += quiet
            outcomes.append(outcome)
    if wishes.changes is not None:
        found = [finding for finding in found if any(wishes.changes.touches(place) for place in finding.evidence)]
    found, held = hold_back(found, wishes.baseline, wishes.baseline_folder) if wishes.baseline else (found, [])
    kept = tuple(finding for finding in found if level_order(finding.level) <= level_order(wishes.level))
    return Edition(
        report=_report(outcomes, kept, skipped, wishes.engine),
        lines={(outcome.path, number): line for outcome in outcomes for number, line in outcome.lines},
        hashes={(outcome.path, number): told for outcome in outcomes for number, told in outcome.hashes},
        cards=(*cards, STALE_CARD),
        silenced=tuple(silenced),
        known=len(held),
        articles=tuple(outcome.article for outcome in outcomes if outcome.article is not None),
        documents=tuple((outcome.path, outcome.claims) for outcome in outcomes if outcome.engine),
    )


STALE_CARD = Card(
    name=STALE,
    level="warning",
    summary="A comment silences nothing.",
    why="A comment that silences nothing hides the next slip in its place.",
    pack="checker",
)


def _weighed(outcome: Outcome, cards: Mapping[str, Card], wishes: Wishes) -> tuple[list[Finding], list[Silenced]]:
    """The findings of one document at their configured levels, and those its comments silence."""
    if not outcome.findings and not outcome.silences:
        return [], []
    settings = wishes.settings_of(outcome.path)
    own = settings.for_path(outcome.path.partition("#")[0])
    leveled = []
    for finding in outcome.findings:
        card = cards.get(finding.rule)
        # A finding may already stand lower than its rule (named speakers differ); configuration speaks of the rule.
        level = own.level_of(finding.rule, card.pack if card else "", finding.level)
        if level != "off":
            leveled.append(finding if level == finding.level else replace(finding, level=level))
    if not wishes.with_silences:
        return leveled, []
    stay, quiet, stale = sift(leveled, outcome.silences)
    stale_level = own.level_of(STALE, "checker", "warning")
    if stale_level != "off":
        off = {name for name, card in cards.items() if own.level_of(name, card.pack, card.level) == "off"}
        stay += [replace(stale_finding(one), level=stale_level) for one in stale if not _is_about(one, off, cards)]
    return sorted(stay, key=reading_order), [Silenced(finding, reason) for finding, reason in quiet]


def _is_about(silence: Silence, off: set[str], cards: Mapping[str, Card]) -> bool:
    """Whether the comment speaks of rules that are off here: then it is asleep, not stale."""
    from checker.run.globs import matches_name

    named = [name for name in cards if any(matches_name(rule, name) for rule in silence.rules)]
    return bool(named) and all(name in off for name in named)


def _report(outcomes: Sequence[Outcome], findings: tuple[Finding, ...], skipped: Sequence[Remark], engine: str) -> Report:
    return Report(
        engine=engine,
        documents=sum(1 for outcome in outcomes if outcome.engine),
        words=sum(outcome.words for outcome in outcomes),
        claims=sum(outcome.claims for outcome in outcomes),
        findings=findings,
        errors=tuple(remark for outcome in outcomes for remark in outcome.errors),
        notes=tuple(remark for outcome in outcomes for remark in outcome.notes),
        skipped=tuple(skipped),
    )


def exit_code(report: Report, fail_on: str) -> int:
    """0 nothing at or above *fail_on*, 1 something, 2 when a file could not be checked."""
    if report.errors:
        return 2
    if fail_on == "never":
        return 0
    return int(any(level_order(finding.level) <= level_order(fail_on) for finding in report.findings))
