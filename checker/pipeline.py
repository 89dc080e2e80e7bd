"""The whole walk on one page: a source goes in, its findings come out.

source → prose → passages → mentions → trees → claims → links → facts → tensions → findings
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from checker.claims import extract_claims, name_counts, wants_noun
from checker.engine import RuleSet, done_sums, to_findings, weigh
from checker.linking import find_timelines, link_claims, reasons_apart, unstated_sums
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.finding import Finding, Remark
from checker.model.ledger import Ledger
from checker.model.mention import Mention
from checker.model.text import Source
from checker.prose.sentences import split_passages
from checker.quantities import find_mentions, find_setting, settle, unit_factor
from checker.sources import to_prose
from checker.syntax import parse


@dataclass(frozen=True, slots=True)
class Checked:
    """What one source gave. ``words`` counts those of its prose."""

    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    words: int
    notes: tuple[Remark, ...] = ()
    errors: tuple[Remark, ...] = ()


@dataclass
class Checker:
    """Checks one source after another with one set of rules. ``seconds`` adds up CPU time per room."""

    rules: RuleSet
    engine: str = "auto"
    seconds: dict[str, float] = field(default_factory=dict)

    def check(self, source: Source) -> Checked:
        """The findings of *source*. An engine at its limits is an error of the source; the other findings stay."""
        article = self._read(source)
        claims = self._claims(article)
        errors: list[Remark] = [Remark(source.path, fault.message, fault.line) for fault in source.faults]
        with self._timed("engine"):
            verdict = weigh(claims, self.rules, engine=self.engine)
            errors.extend(Remark(source.path, fault.message) for fault in verdict.faults)
            findings = to_findings(verdict.tensions, claims, self.rules, source)
        words = sum(block.text.count(" ") + 1 for block in article.blocks)
        notes = tuple(Remark(source.path, note) for note in source.notes)
        return Checked(tuple(findings), claims, words, notes, tuple(errors))

    def mentions(self, source: Source) -> list[Mention]:
        """Every quantity, time and label of *source* in text order, counts with their noun."""
        return [mention for found in self._read(source, wants_tree=wants_noun).mentions for mention in found]

    def claims(self, source: Source) -> tuple[Claim, ...]:
        """Every claim of *source* in text order, linked."""
        return self._claims(self._read(source))

    def why_apart(self, claims: Sequence[Claim]) -> Callable[[Claim, Claim], str]:
        """Tells of two of *claims*, as `claims` gave them, why they are not linked; empty for two that are."""
        return reasons_apart(claims, unit_factor)

    def ledger(self, source: Source) -> Ledger:
        """The claims of *source*, the values each measure takes, and the sums: those that rules did and those left unsaid."""
        claims = self.claims(source)
        timelines = find_timelines(claims, unit_factor)
        return Ledger(claims, timelines, (*done_sums(claims, self.rules, source), *unstated_sums(claims, timelines)))

    def _read(self, source: Source, wants_tree: Callable[[Sequence[Mention]], bool] = bool) -> Article:
        with self._timed("sources"):
            blocks = to_prose(source)
        with self._timed("prose"):
            passages = split_passages(blocks)
        with self._timed("quantities"):
            setting = find_setting(source, passages)
            found = settle([find_mentions(passage, setting, source.text) for passage in passages], passages, setting)
        with self._timed("syntax"):
            trees = parse(passage for passage, mentions in zip(passages, found, strict=True) if wants_tree(mentions))
        with self._timed("claims"):
            named = tuple(name_counts(mentions, trees.get(index)) for index, mentions in enumerate(found))
        return Article(source, setting, blocks, passages, named, trees)

    def _claims(self, article: Article) -> tuple[Claim, ...]:
        with self._timed("claims"):
            claims = extract_claims(article, unit_factor)
        with self._timed("linking"):
            return link_claims(claims, unit_factor)

    @contextmanager
    def _timed(self, room: str) -> Iterator[None]:
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[room] = self.seconds.get(room, 0.0) + time.process_time() - start
