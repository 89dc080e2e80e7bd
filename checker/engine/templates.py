"""Messages: text with holes for words and numbers of claims.

In:  '"{a.quote}" is {share:percent} of {b.measure|it}'
Out: Template pieces; `checker.engine.wording` fills them.

    {a.FIELD}          any field of docs/facts.md; an interval or period is told in words
    {a.quote} {a.line} the claim's head as quoted, and the number of its line
    {a.parts.ROLE}     another quoted part
    {NAME}             a value of ``let:``
    {…:FORMAT}         number, percent (0.25 is 25%), plain or times ("3.2 times")
    {…|WORDS}          what to say where the text does not say it
"""

from __future__ import annotations

import re

from checker.engine import schema
from checker.engine.language import Refusal, Slot, Template
from checker.engine.parse_condition import near

FORMATS = {
    "number": "thousands apart, four digits that count",
    "percent": "0.25 is 25%",
    "plain": "as it is",
    "times": "3.2 times",
}
EXTRAS = ("quote", "line")
LONGEST = 2000
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def parse_template(text: str, aliases: tuple[str, ...], lets: list[str]) -> Template:
    """The template that *text* writes.

    Raises:
        Refusal: with the offset of the hole that is wrong.
    """
    if len(text) > LONGEST:
        raise Refusal(f"longer than {LONGEST} characters")
    pieces: list[str | Slot] = []
    at = 0
    for match in _HOLE.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        if match.group() in ("{{", "}}"):
            pieces.append(match.group()[0])
        elif match.group(1) is None:
            raise Refusal(f"a lone '{match.group()}'; write it twice to show it", match.start())
        else:
            pieces.append(_slot(match.group(1), match.start() + 1, aliases, lets))
    pieces.append(text[at:])
    return Template(tuple(_folded(pieces)))


def _folded(pieces: list[str | Slot]) -> list[str | Slot]:
    told = [re.sub(r"\s+", " ", piece) if isinstance(piece, str) else piece for piece in pieces]
    if told and isinstance(told[-1], str):
        told[-1] = told[-1].rstrip()
    return [piece for piece in told if piece != ""]


def _slot(text: str, offset: int, aliases: tuple[str, ...], lets: list[str]) -> Slot:
    inner, bar, otherwise = text.partition("|")
    name, colon, form = inner.strip().partition(":")
    if colon and form not in FORMATS:
        hint = near(form, list(FORMATS)) or f"; known: {', '.join(FORMATS)}"
        raise Refusal(f"unknown format '{form}'{hint}", offset + len(name) + 1)
    alias, dot, path = name.partition(".")
    if not dot:
        if name not in lets:
            raise Refusal(f"unknown value '{name}'{near(name, [*lets, *aliases])}", offset)
    elif alias not in aliases:
        raise Refusal(f"no claim is called '{alias}'{near(alias, aliases)}", offset)
    elif not _is_tellable(path):
        raise Refusal(f"unknown field '{path}'{near(path, [*EXTRAS, *schema.all_paths()])}", offset + len(alias) + 1)
    return Slot(alias if dot else "", path if dot else name, form if colon else None, otherwise.strip() if bar else None)


def _is_tellable(path: str) -> bool:
    head, _, tail = path.partition(".")
    return path in EXTRAS or (head == "parts" and bool(tail)) or schema.type_of(path) is not None
