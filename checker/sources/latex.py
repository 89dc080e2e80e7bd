r"""LaTeX: the prose of papers and reports.

In:  a file, with or without its preamble. Out: blocks; math, comments, labels, references and code left out.

No macro is expanded: an unknown command disappears and its arguments stay, which is right for most that authors
define (\emph, \name, \highlight).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.span import Span
from checker.model.text import Block, Source
from checker.sources.dates import read_day
from checker.sources.latex_blocks import LatexReader
from checker.sources.lines import hidden
from checker.sources.options import ReadOptions
from checker.sources.stand_ins import CLOSING, DASH, NOTHING, OBJECT, OPENING, SPACE, with_plain_line_ends

_SKIPPED = (
    "verbatim lstlisting minted Verbatim alltt equation align gather multline math displaymath eqnarray tikzpicture pgfpicture "
    "comment thebibliography filecontents algorithm algorithmic flalign alignat array"
).split()
_ENVIRONMENT = re.compile(rf"\\begin\{{({'|'.join(_SKIPPED)})(\*?)\}}")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)(%[^\n]*)")
_HIDDEN_COMMANDS = (
    "label ref eqref pageref cref Cref autoref cite citep citet citeauthor citeyear parencite textcite autocite nocite url "
    "href includegraphics input include bibliography bibliographystyle usepackage documentclass newcommand renewcommand "
    "providecommand setlength setcounter addtolength vspace hspace index lstinline verb mintinline ce pagestyle thispagestyle "
    "definecolor color textcolor hypersetup graphicspath geometry fontsize addbibresource foreignlanguage selectlanguage si unit "
    "gls acrshort pgfplotsset newenvironment DeclareMathOperator begin end"
).split()
_INLINE = re.compile(
    r"(?P<display>\$\$[^$]{0,5000}\$\$|\\\[(?:[^\\]|\\(?![\[\]])){0,5000}\\\])"
    r"|(?P<math>(?<!\\)\$(?:[^$\\\n]|\\.|\n(?!\n)){1,1000}\$|\\\((?:[^\\]|\\(?![()])){0,1000}\\\))"
    r"|(?P<verb>\\(?:verb|lstinline)\*?([^\w\s{*])[^\n]{0,300}?\4)"
    r"|(?P<special>\\[%&$#_{}])"
    r"|(?P<thin>\\[,;:! ]|\\(?:quad|qquad|thinspace|enspace|hfill|newline|linebreak)\b[ ]?|~)"
    r"|(?P<line>\\\\\*?(?:\[[^\]\n]{0,30}\])?)"
    r"|(?P<named>\\(?:textbackslash|textdollar|pounds|euro|texteuro|textsterling|ldots|dots|textendash|textemdash|percent)\b(?:\{\})?)"
    r"|(?P<command>\\[A-Za-z@]+\*?)|(?P<accent>\\[^A-Za-z\s])"
    r"|(?P<dash>-{2,3})|(?P<opening>``)|(?P<closing>'')|(?P<brace>[{}])"
)
# Digits with their separators, a sign, a percent: a number that was put in math for its looks.
_PLAIN_MATH = re.compile(r"[\d.,+\-\s]|\\%|\\,|\{,\}")

_GROUP_MARK = re.compile(r"\\[\s\S]|[\[\]{}]")
# Groups nested deeper than this are no prose.
_DEEPEST = 30


def open_text(text: str, path: str, options: ReadOptions) -> Iterator[Source]:
    found = re.search(r"\\date\{([^{}]{4,60})\}", text[:20_000])
    yield Source(path=path, text=text, format="latex", published=read_day(found[1]) if found else None)


def to_blocks(source: Source) -> list[Block]:
    plain = with_plain_line_ends(source.text)
    bare = hide_comments(plain)
    return LatexReader(source.text, bare, mask(bare)).read()


def comment_spans(text: str) -> Iterator[Span]:
    for found in _COMMENT.finditer(with_plain_line_ends(text)):
        yield Span(*found.span(2))


def hide_comments(text: str) -> str:
    """Comments and environments without prose overwritten; a line that was all comment is no blank line."""

    pieces, done = [], 0
    text = _COMMENT.sub(lambda found: found[1] + hidden(found[2]), text)
    while opening := _ENVIRONMENT.search(text, done):
        closing = f"\\end{{{opening[1]}{opening[2]}}}"
        end = text.find(closing, opening.end())
        if end < 0:
            pieces.append(text[done : opening.end()])
            done = opening.end()
            continue
        end += len(closing)
        pieces.append(text[done : opening.start()])
        pieces.append(hidden(text[opening.start() : end], OBJECT))
        done = end
    return "".join(pieces) + text[done:]


def mask(text: str) -> str:
    """Inline markup overwritten; what it shows stays."""
    pieces: list[str] = []
    at = 0
    while found := _INLINE.search(text, at):
        pieces.append(text[at : found.start()])
        end, covered = _cover(text, found)
        pieces.append(covered)
        at = end
    return "".join(pieces) + text[at:]


def _cover(text: str, found: re.Match[str]) -> tuple[int, str]:
    """Where the search goes on, and what stands instead of the text up to there."""
    kind, written, end = found.lastgroup, found[0], found.end()
    if kind == "math" and not _PLAIN_MATH.sub("", written.strip("$")):
        inner = written[1:-1].replace("\\%", NOTHING + "%").replace("\\,", SPACE + NOTHING)
        inner = inner.replace("{,}", NOTHING + "," + NOTHING)
        return end, NOTHING + inner + NOTHING
    if kind in ("display", "math", "verb", "named"):
        return end, hidden(written, OBJECT)
    if kind == "special":
        return end, NOTHING + written[1]
    if kind in ("thin", "line"):
        return end, hidden(written, SPACE)
    if kind in ("dash", "opening", "closing"):
        return end, hidden(written, {"dash": DASH, "opening": OPENING, "closing": CLOSING}[kind])
    if kind == "command":
        return _cover_command(text, found)
    return end, hidden(written)


def _cover_command(text: str, found: re.Match[str]) -> tuple[int, str]:
    name, end = found[0].strip("\\*"), found.end()
    if name not in _HIDDEN_COMMANDS:
        end = _behind_options(text, end)
        return end, hidden(text[found.start() : end])
    stop = end
    while stop < len(text) and text[stop] in "[{":
        close = behind_group(text, stop)
        if close < 0:
            break
        stop = close
    if name in ("href", "textcolor", "foreignlanguage") and stop > end:
        # The last argument is what the reader sees.
        first = behind_group(text, _behind_options(text, end))
        stop = first if first > 0 else stop
        return stop, hidden(text[found.start() : stop])
    shows = name.startswith(("ref", "cite", "url", "cref", "Cref", "autoref", "eqref", "text", "paren"))
    return stop, hidden(text[found.start() : stop], OBJECT if shows else NOTHING)


def _behind_options(text: str, at: int) -> int:
    if text.startswith("[", at):
        close = behind_group(text, at)
        return close if close > 0 else at
    return at


def behind_group(text: str, at: int, reach: int = 5000) -> int:
    """Offset behind the group that opens at *at* with "{" or "["; -1 when it does not close within *reach*."""
    opening = text[at : at + 1]
    closing = {"{": "}", "[": "]"}.get(opening)
    if closing is None:
        return -1
    depth = 0
    for found in _GROUP_MARK.finditer(text, at, at + reach):
        if found[0] == opening:
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif found[0] == closing:
            depth -= 1
            if depth == 0:
                return found.end()
    return -1
