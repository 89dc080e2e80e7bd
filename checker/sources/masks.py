"""Masks: what Markdown files hold beside Markdown, overwritten without changing any offset.

In:  the text of a Markdown file, line ends LF, front matter blank.
Out: a text of the same length and lines for the parser; the places of comments and HTML tables.

Shortcodes, Liquid, JSX, HTML tags, math, directives and wiki links are overwritten by stand-ins, which the parser
takes for letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.sources.stand_ins import BREAK, NOT_BREAK, NOTHING, OBJECT, POWER, SPACE

# Plain prose is passed over from one of these to the next.
_SIGN = re.compile(r"[`~<{!\[%=$\\:]")
_OPENS = re.compile(
    r"(?P<fence>`{3,}|~{3,})|(?P<code>`+)"
    r"|(?P<comment><!--)|(?P<cdata><[!?][A-Za-z\[])|(?P<tag></?[A-Za-z][\w.:-]*)|(?P<fragment></?>)"
    r"|(?P<shortcode>\{\{[<%])|(?P<output>\{\{)|(?P<liquid>\{%)|(?P<jsx>\{/\*)|(?P<attributes>\{[#.:][^{}\n]{0,200}\})"
    r"|(?P<role>\{[a-z][\w:+-]{0,40}\}(?=`))|(?P<brace>\{)"
    r"|(?P<embed>!\[\[)|(?P<wiki>\[\[)|(?P<footnote>\[\^[^\]\s]{1,100}\](?!:))|(?P<remark>%%)"
    r"|(?P<mark>==(?:(?<!===)(?=[^\s=])|(?<=[^\s=]==)(?!=)))"
    r"|(?P<math>\$\$)|(?P<dollar>\$(?=[^\s$\d]))|(?P<tex>\\\\[(\[])|(?P<escape>\\.)"
    r"|(?P<emoji>:(?:[a-z][a-z0-9_+-]{1,40}|100|1234|\+1|-1):(?!\w))"
)
_ATTRIBUTES = re.compile(
    r"(?=[\s/>])"
    r"""(?:[^<>"'{}]|"[^"]{0,1000}"|'[^']{0,1000}'|\{[^{}]{0,1000}\}){0,300}>"""
)
_LISTY = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*\Z")
_BREAKING = frozenset(
    "br p div li ul ol dl dt dd tr td th thead tbody section article header footer aside main nav figure figcaption details "
    "summary blockquote hr h1 h2 h3 h4 h5 h6 center form fieldset option button label input".split()
)
_DROPPED = frozenset("script style pre svg iframe textarea noscript template math object video audio canvas".split())
_VERBATIM = frozenset("code kbd samp var tt".split())
_STRUCK = frozenset("del s strike".split())
_DROPPED_SHORTCODES = frozenset(
    "highlight code mermaid katex math chart latex raw css style script comment capture javascript schema plantuml".split()
)
_PROSE_DIRECTIVES = frozenset(
    "note warning tip important caution danger hint attention error seealso admonition epigraph pull-quote highlights topic "
    "sidebar margin dropdown card aside".split()
)
_DIRECTIVE = re.compile(r"[ \t]*\{([\w-]+)\}[ \t]*")
_NAME = re.compile(r"[\s/-]*([\w.-]+)")
# How far a closing mark is looked for, so that many unclosed ones cost no more than their number.
_NEAR = 2_000
_FAR = 20_000

# Braces open deeper than this are no expression.
_DEEPEST = 30
_BRACES = re.compile(r"[{}]")

_DEEP_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]*){30,}", re.M)
_COLONS = re.compile(r"^[ \t]*:{3,}[^\n]*$", re.M)
_ADMONITION = re.compile(r"^[ \t]{0,8}(?:!!!|\?\?\?\+?|===\+?)[ ][^\n]*\n((?:(?:[ ]{4}|\t)[^\n]*\n|[ \t]*\n)*)", re.M)
_MDX_MODULE = re.compile(r"^(?:import|export)[ {*][^\n]*(?:\n(?![ \t]*\n)[^\n]*)*", re.M)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[^\n]*$", re.M)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_INDENT = re.compile(r"^[ \t]+(?=\S)", re.M)


@dataclass(slots=True)
class Masked:
    """The masked text; ``tables``, ``comments`` and ``fences`` (fenced code) as half-open offsets in it."""

    text: str
    tables: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    fences: list[tuple[int, int]] = field(default_factory=list)


def mask(text: str, *, is_mdx: bool = False) -> Masked:
    """See the head of this file."""
    return _Mask(_mask_lines(text, is_mdx), is_mdx).run()


def _mask_lines(text: str, is_mdx: bool) -> str:
    """Masks whole lines. Inside code these cost nothing: code is no prose."""
    if ">>>>" in text or "> > > >" in text:
        # The parser takes quadratic time for quotes nested thousands deep.
        text = _DEEP_QUOTE.sub(lambda found: "> " + NOTHING * (len(found[0]) - 2), text)
    if ":::" in text:
        text = _COLONS.sub(_blank, text)
    if "*[" in text:
        text = _ABBREVIATION.sub(_blank, text)
    if is_mdx:
        text = _MDX_MODULE.sub(_blank, text)
    if "!!! " in text or "???" in text or "\n===" in text:
        text = _ADMONITION.sub(_unfold_admonition, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return NOT_BREAK.sub(" ", found[0])


def _unfold_admonition(found: re.Match[str]) -> str:
    """The head line blank, the indentation of the body no longer that of code."""
    head = found[0][: found.start(1) - found.start()]
    return NOT_BREAK.sub(" ", head) + _unindent(found[1])


def _unindent(text: str) -> str:
    return _INDENT.sub(lambda found: NOTHING * len(found[0]), text)


class _Mask:
    """One pass over a text; ``pieces`` grows to the masked text up to ``done``."""

    def __init__(self, text: str, is_mdx: bool) -> None:
        self.text = text
        self.is_mdx = is_mdx
        self.pieces: list[str] = []
        self.done = 0
        self.found = Masked("")
        self.footnotes: set[str] = set()
        self.directives: list[str] = []
        self.markup: list[tuple[int, int]] = []
        # Closing marks known to be absent from an offset on, so that they are not looked for again.
        self.absent: dict[str, int] = {}

    def run(self) -> Masked:
        at, text = 0, self.text
        while sign := _SIGN.search(text, at):
            at = sign.start()
            opening = _OPENS.match(text, at)
            at = max(getattr(self, f"_{opening.lastgroup}")(opening), at + 1) if opening else at + 1
        self.pieces.append(text[self.done :])
        self.found.text = self._unindented("".join(self.pieces))
        return self.found

    def _unindented(self, masked: str) -> str:
        """Lines of HTML blocks without the indentation that would make them code."""
        if not self.markup:
            return masked
        pieces, done = [], 0
        for start, end in self.markup:
            if start >= done:
                pieces += (masked[done:start], _unindent(masked[start:end]))
                done = end
        return "".join(pieces) + masked[done:]

    def _hide(self, start: int, end: int, stand_in: str = NOTHING) -> int:
        """Overwrite ``[start, end)``; a stretch that fills its lines becomes blank lines."""
        if start < self.done:
            return end
        self.pieces.append(self.text[self.done : start])
        stretch = self.text[start:end]
        if self._fills_lines(start, end):
            self.pieces.append(NOT_BREAK.sub(" ", stretch))
        else:
            hidden = NOT_BREAK.sub(NOTHING, stretch)
            self.pieces.append(stand_in + hidden[1:])
        self.done = end
        return end

    def _fills_lines(self, start: int, end: int) -> bool:
        text = self.text
        before = start - 1
        while before >= 0 and text[before] in " \t":
            before -= 1
        if before >= 0 and text[before] != "\n":
            # "</div></div>": what stands before may be blank by now.
            if before + 1 != self.done or not self.pieces[-2:] or self.pieces[-2].strip(" \t"):
                return False
        behind = end
        while behind < len(text) and text[behind] in " \t":
            behind += 1
        return behind >= len(text) or text[behind] == "\n"

    def _behind(self, closing: str, start: int, reach: int) -> int:
        """The offset behind the next *closing*; -1 when there is none within *reach*."""
        if self.absent.get(closing, start + 1) <= start:
            return -1
        at = self.text.find(closing, start, start + reach)
        if at < 0 and start + reach >= len(self.text):
            self.absent[closing] = start
        return at + len(closing) if at >= 0 else -1

    # One method per group of _OPENS; each returns where the search goes on.

    def _escape(self, opening: re.Match[str]) -> int:
        return opening.end()

    _cdata = _escape

    def _fence(self, opening: re.Match[str]) -> int:
        text, mark = self.text, opening[0]
        start = text.rfind("\n", 0, opening.start()) + 1
        line_end = text.find("\n", opening.end())
        line_end = len(text) if line_end < 0 else line_end
        listy = opening.start() - start <= 200 and _LISTY.match(text[start : opening.start()])
        if not listy or mark[0] in text[opening.end() : line_end]:
            return self._code(opening) if mark[0] == "`" else opening.end()
        if self.directives and mark.startswith(self.directives[-1]) and not text[opening.end() : line_end].strip():
            self.directives.pop()
            return self._hide(opening.start(), line_end)
        directive = _DIRECTIVE.match(text, opening.end(), line_end)
        if directive and directive[1] in _PROSE_DIRECTIVES:
            self.directives.append(mark)
            return self._hide(opening.start(), directive.end())
        end = self._behind_fence(mark, line_end)
        self.found.fences.append((opening.start(), end))
        return end

    def _behind_fence(self, mark: str, at: int) -> int:
        """Behind the line that closes a fence: it holds nothing else and is at least as long; else the text's end."""
        text = self.text
        while (found := self._behind(mark, at, len(text))) >= 0:
            low, high = text.rfind("\n", 0, found) + 1, text.find("\n", found)
            high = len(text) if high < 0 else high
            if not text[low:high].strip(" \t>" + mark[0]):
                return high
            at = high
        return len(text)

    def _code(self, opening: re.Match[str]) -> int:
        """Behind a code span; behind the backticks alone when they open none within their paragraph."""
        text, size = self.text, len(opening[0])
        limit = min(len(text), opening.end() + _FAR)
        blank = _BLANK_LINE.search(text, opening.end(), limit)
        limit = blank.start() if blank else limit
        at = opening.end()
        while (at := text.find(opening[0], at, limit)) >= 0:
            end = at
            while end < limit and text[end] == "`":
                end += 1
            if end - at == size:
                return end
            at = end
        return opening.end()

    def _comment(self, opening: re.Match[str]) -> int:
        end = self._behind("-->", opening.start() + 2, len(self.text))
        if end < 0:
            return opening.end()
        self.found.comments.append((opening.start(), end))
        return self._hide(opening.start(), end)

    def _fragment(self, opening: re.Match[str]) -> int:
        return self._hide(*opening.span())

    def _tag(self, opening: re.Match[str]) -> int:
        text, start = self.text, opening.start()
        name = opening[0].strip("</").lower()
        rest = None if text.startswith("//", opening.end()) else _ATTRIBUTES.match(text, opening.end())
        if rest is None:
            return opening.end()
        end = rest.end()
        closes = opening[0][1] == "/"
        empty = text[end - 2] == "/"
        if not closes and not empty and (name in _DROPPED or name in _VERBATIM or name in _STRUCK or name == "table"):
            close = self._behind(f"</{opening[0][1:]}", end, len(text) if name not in _VERBATIM else _NEAR)
            close = text.find(">", close) + 1 if close > 0 else 0
            if close:
                if name == "table":
                    self.found.tables.append((start, close))
                return self._hide(start, close, OBJECT if name in _VERBATIM else NOTHING)
        if name == "sup" and not closes:
            return self._superscript(start, end)
        if name in _BREAKING and self._opens_line(start):
            blank = _BLANK_LINE.search(text, end)
            line = text.find("\n", end) + 1 or len(text)
            self.markup.append((line, max(line, blank.start() if blank else len(text))))
        return self._hide(start, end, SPACE if name == "br" else BREAK if name in _BREAKING else NOTHING)

    def _opens_line(self, start: int) -> bool:
        if self.markup and start < self.markup[-1][1]:
            return False
        line = self.text.rfind("\n", max(0, start - 4), start) + 1
        return (line > 0 or start < 4) and not self.text[line:start].strip(" ")

    def _superscript(self, start: int, end: int) -> int:
        """10<sup>6</sup> is a power; 1<sup>st</sup> a word; a number behind a word is a note's mark."""
        text = self.text
        close = text.find("</sup>", end, end + 300)
        inside = text[end:close] if close >= 0 else ""
        if inside.lstrip("-+−").isdigit():
            if start and text[start - 1].isdigit():
                return self._hide(start, end, POWER)
            return self._hide(start, close + 6)
        if "<a" in inside or "href" in inside:
            return self._hide(start, close + 6)
        return self._hide(start, end)

    def _shortcode(self, opening: re.Match[str]) -> int:
        end = self._behind(">}}" if opening[0][2] == "<" else "%}}", opening.end(), _NEAR)
        if end < 0:
            return opening.end()
        named = _NAME.match(self.text, opening.end(), end)
        if named and named[1] in _DROPPED_SHORTCODES and self.text[end - 4] != "/" and "/" not in named[0]:
            end = self._through_end(rf"\{{\{{[<%]-?\s*/\s*{re.escape(named[1])}\b[^}}]*\}}\}}", end)
        return self._hide(opening.start(), end)

    def _through_end(self, closing: str, start: int) -> int:
        """Behind the closing tag of a block; *start* when it has none."""
        if self.absent.get(closing, start + 1) <= start:
            return start
        close = re.compile(closing).search(self.text, start)
        if close is None:
            self.absent[closing] = start
            return start
        return close.end()

    def _liquid(self, opening: re.Match[str]) -> int:
        end = self._behind("%}", opening.end(), _NEAR)
        if end < 0:
            return opening.end()
        named = _NAME.match(self.text, opening.end(), end)
        if named and named[1] in _DROPPED_SHORTCODES and named[1] != "raw":
            end = self._through_end(rf"\{{%-?\s*end{re.escape(named[1])}\b[^%]*%\}}", end)
        return self._hide(opening.start(), end)

    def _output(self, opening: re.Match[str]) -> int:
        end = self._behind("}}", opening.end(), 500)
        return self._hide(opening.start(), end, OBJECT) if end > 0 else opening.end()

    def _jsx(self, opening: re.Match[str]) -> int:
        end = self._behind("*/}", opening.end(), _FAR)
        if end < 0:
            return opening.end()
        self.found.comments.append((opening.start(), end))
        return self._hide(opening.start(), end)

    def _attributes(self, opening: re.Match[str]) -> int:
        return self._hide(*opening.span())

    _role = _emoji = _mark = _attributes

    def _brace(self, opening: re.Match[str]) -> int:
        """An expression of MDX; elsewhere a brace is a brace."""
        if not self.is_mdx:
            return opening.end()
        depth, end = 0, opening.start() + _NEAR
        for brace in _BRACES.finditer(self.text, opening.start(), end):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return self._hide(opening.start(), brace.end(), OBJECT)
        # What did not close within reach does not from inside either: pass over all that opened.
        return min(end, len(self.text)) if depth > _DEEPEST else opening.end()

    def _embed(self, opening: re.Match[str]) -> int:
        end = self._behind("]]", opening.end(), 300)
        return self._hide(opening.start(), end) if end > 0 else opening.end()

    def _wiki(self, opening: re.Match[str]) -> int:
        end = self._behind("]]", opening.end(), 300)
        inside = self.text[opening.end() : end - 2] if end > 0 else "\n"
        if "\n" in inside or "[" in inside:
            return opening.end()
        if self.text.startswith("(", end):
            # "[[12]](address)" is a reference mark.
            close = self._behind(")", end, _NEAR)
            return self._hide(opening.start(), close) if inside.isdigit() and close > 0 else opening.start() + 1
        self._hide(opening.start(), opening.end() + inside.rfind("|") + 1)
        return self._hide(end - 2, end)

    def _footnote(self, opening: re.Match[str]) -> int:
        """Only the first mark of a note stays, and its text is read once: the parser repeats itself for each."""
        label = opening[0].casefold()
        if label in self.footnotes:
            return self._hide(*opening.span())
        self.footnotes.add(label)
        return opening.end()

    def _remark(self, opening: re.Match[str]) -> int:
        """A comment of Obsidian."""
        start = opening.start()
        end = self._behind("%%", opening.end(), _FAR)
        if end < 0 or (start and self.text[start - 1].isalnum()):
            return opening.end()
        self.found.comments.append((start, end))
        return self._hide(start, end)

    def _math(self, opening: re.Match[str]) -> int:
        end = self._behind("$$", opening.end(), _NEAR)
        inside = self.text[opening.end() : end - 2]
        # "$$$" is the price class of a restaurant, and "$$ … $$" over paragraphs no formula.
        if end < 0 or not inside.strip("$") or _BLANK_LINE.search(inside) or inside[0] == "$":
            return opening.end() + (self.text[opening.end() : opening.end() + 1] == "$")
        return self._hide(opening.start(), end, OBJECT)

    def _dollar(self, opening: re.Match[str]) -> int:
        """$x_1$ is a formula; "US$ and C$" is money."""
        close = self.text.find("$", opening.end(), opening.end() + 200)
        inside = self.text[opening.end() : close] if close >= 0 else ""
        if not inside or "\n" in inside or inside[-1].isspace() or not any(char in inside for char in "\\^_={"):
            return opening.end()
        return self._hide(opening.start(), close + 1, OBJECT)

    def _tex(self, opening: re.Match[str]) -> int:
        end = self._behind("\\\\)" if opening[0][-1] == "(" else "\\\\]", opening.end(), _NEAR)
        return self._hide(opening.start(), end, OBJECT) if end > 0 else opening.end()
