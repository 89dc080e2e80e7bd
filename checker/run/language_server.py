"""The language server: findings as diagnostics, claims on hover, suppressions and mendings as code actions.

A document is checked a moment after the last keystroke, in one thread of its own, on the ``joins`` engine
(which lives in Python and cannot take the editor's server down with it).
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from checker.config import SettingsFinder
from checker.model.claim import Claim
from checker.model.errors import CheckerError
from checker.model.finding import Finding
from checker.run.gather import Wishes, gather
from checker.run.outcome import Outcome
from checker.run.plan import Plan, cards_of, load_rules, open_checker
from checker.run.positions import Positions
from checker.run.silencing import silencing_edit

QUIET_SECONDS = 0.3
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as it was last checked."""

    version: int | None
    positions: Positions
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]


class ArticleServer(LanguageServer):
    """``seen`` holds the last check of each open document by its URI."""

    def __init__(self, version: str) -> None:
        super().__init__("checker", version)
        self.seen: dict[str, Seen] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.worker = ThreadPoolExecutor(max_workers=1)
        self.finder = SettingsFinder()
        self.checkers: dict[tuple[str, ...], tuple[object, tuple]] = {}

    def check_soon(self, uri: str, after: float = QUIET_SECONDS) -> None:
        if uri in self.waiting:
            self.waiting.pop(uri).cancel()
        loop = asyncio.get_running_loop()
        self.waiting[uri] = loop.call_later(after, lambda: loop.create_task(self.check_now(uri)))

    async def check_now(self, uri: str) -> None:
        self.waiting.pop(uri, None)
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        loop = asyncio.get_running_loop()
        try:
            outcome, findings = await loop.run_in_executor(self.worker, self._checked, _path(uri), text)
        except CheckerError as trouble:
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, str(trouble)))
            return
        for remark in outcome.errors:
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, f"{remark.path}: {remark.message}"))
        encoding = self.workspace.position_encoding or "utf-16"
        encoding = encoding.value if isinstance(encoding, types.PositionEncodingKind) else str(encoding)
        claims = outcome.article.claims if outcome.article else ()
        seen = Seen(version, Positions(text, encoding), findings, claims)
        self.seen[uri] = seen
        diagnostics = [_diagnostic(uri, finding, seen.positions) for finding in findings]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _checked(self, path: str, text: str) -> tuple[Outcome, tuple[Finding, ...]]:
        from checker.run.check import check_source, unreadable
        from checker.sources import ReadOptions, read_text

        settings = self.finder.for_file(path)
        rules = tuple(settings.inside(folder) for folder in settings.value("rules"))
        if rules not in self.checkers:
            plan = Plan(rules=rules, engine="joins")
            loaded = load_rules(plan)
            self.checkers[rules] = (open_checker(plan, loaded), cards_of(loaded))
        checker, cards = self.checkers[rules]
        options = ReadOptions(territory=settings.for_path(path).territory)
        if settings.value("date-field"):
            options = replace(options, date_field=settings.value("date-field"))
        try:
            outcome = check_source(checker, read_text(text, path, None, options), full=True)
        except CheckerError as trouble:
            return unreadable(path, trouble), ()
        edition = gather([[outcome]], cards, (), Wishes(level=settings.value("level"), settings_of=self.finder.for_file))
        return outcome, edition.report.findings


def _path(uri: str) -> str:
    parts = urlsplit(uri)
    return unquote(parts.path) if parts.scheme == "file" else uri


def _range(positions: Positions, start: int, end: int) -> types.Range:
    return types.Range(types.Position(*positions.position(start)), types.Position(*positions.position(end)))


def _diagnostic(uri: str, finding: Finding, positions: Positions) -> types.Diagnostic:
    first, *others = finding.evidence
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri, _range(positions, place.span.start, place.span.end)), f"{place.role}: {place.quote}"
        )
        for place in others
        if place.path == finding.path
    ]
    return types.Diagnostic(
        range=_range(positions, first.span.start, first.span.end),
        message=finding.message + (f"\n{finding.working}" if finding.working else ""),
        severity=_SEVERITIES[finding.level],
        code=finding.rule,
        source="checker",
        related_information=related,
        data={"fingerprint": finding.fingerprint},
    )


def make_server(version: str) -> ArticleServer:
    """A server ready to be started over standard input and output."""
    server = ArticleServer(version)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(server: ArticleServer, params: types.DidOpenTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(server: ArticleServer, params: types.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(server: ArticleServer, params: types.DidSaveTextDocumentParams) -> None:
        # Saving is when a changed configuration is looked at again.
        server.finder = SettingsFinder()
        server.check_soon(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(server: ArticleServer, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.seen.pop(uri, None)
        if uri in server.waiting:
            server.waiting.pop(uri).cancel()
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(server: ArticleServer, params: types.HoverParams) -> types.Hover | None:
        seen = server.seen.get(params.text_document.uri)
        return _hover(seen, params.position) if seen else None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    async def acted(server: ArticleServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        seen = server.seen.get(uri)
        return _actions(uri, seen, params.context.diagnostics) if seen else []

    return server


def _hover(seen: Seen, position: types.Position) -> types.Hover | None:
    from checker.reports.claim_words import allowed, named, when
    from checker.reports.markdown import escape

    offset = seen.positions.offset(position.line, position.character)
    claim = next((claim for claim in seen.claims if claim.span.start <= offset < claim.span.end), None)
    if claim is None:
        return None
    rows = {"allows": allowed(claim), "when": when(claim), "says": claim.speaker, "links on": claim.key}
    told = [f"**{escape(claim.quote)}** {escape(claim.shape)}: {escape(named(claim))}"]
    told += [f"- {name}: {escape(value)}" for name, value in rows.items() if value]
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n".join(told))
    return types.Hover(content, _range(seen.positions, claim.span.start, claim.span.end))


def _actions(uri: str, seen: Seen, diagnostics) -> list[types.CodeAction]:
    actions = []
    by_fingerprint = {finding.fingerprint: finding for finding in seen.findings}
    for diagnostic in diagnostics:
        finding = by_fingerprint.get((diagnostic.data or {}).get("fingerprint")) if isinstance(diagnostic.data, dict) else None
        if finding is None:
            continue
        first = finding.evidence[0]
        if finding.replacement is not None:
            title = f"Replace with {finding.replacement}" if finding.replacement else "Take it out"
            edit = types.TextEdit(diagnostic.range, finding.replacement)
            actions.append(_action(uri, title, edit, diagnostic, is_preferred=True))
        at, words = silencing_edit(_path(uri), seen.positions.text, first.span.start, finding.rule)
        edit = types.TextEdit(_range(seen.positions, at, at), words)
        actions.append(_action(uri, f"Silence {finding.rule} here", edit, diagnostic))
    return actions


def _action(uri: str, title: str, edit: types.TextEdit, diagnostic, is_preferred: bool = False) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
        is_preferred=is_preferred or None,
    )
