"""Language: is a text English? A cheap guess from its smallest words (tables/languages.yaml).

In:  a source text, markup and all.
Out: "en", None when there are too few words to say, else the language it looks like, or "another language".

Only words in lower case are counted, so that names and tables, which have no language, convict nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_WORD = re.compile(r"(?<![\w./@#\\-])[^\W\d_]+(?![\w/@\\-])")
_MARKUP = re.compile(
    r"<[^<>]{0,2000}>|\{[{%][^{}]{0,500}[}%]\}|`[^`\n]{1,200}`|https?://\S+|^(?:```|~~~)[^\n]*\n(?:(?!```|~~~)[^\n]*\n)*", re.M
)
# What a file says about itself is keys and names, whatever the language of its text.
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?s:.{0,200000}?)\n\1[ \t]*(?=[\r\n]|\Z)")
_FEWEST_WORDS = 60
_SAMPLE = 20_000
# English texts hold at least 5% of their words, wire telegrams included; texts in 140 other languages at most 2.5%.
_ENGLISH_SHARE = 0.035
_OTHER_SHARE = 0.12


def guess_language(text: str) -> str | None:
    """The language of *text*, see the head of this file."""
    head = _FRONT_MATTER.match(text)
    text = text[head.end() :] if head else text
    if len(text) < 150:
        return None
    words = _WORD.findall(_MARKUP.sub(" ", _sample(text)))
    lower = [word for word in words if word.islower() or not word.isascii()]
    if len(lower) < _FEWEST_WORDS:
        return _by_script(text)
    counts = Counter(lower)
    english, *others = ((name, sum(counts[word] for word in known) / len(lower)) for name, known in _lists())
    name, best = max(others, key=lambda other: other[1])
    if best > _OTHER_SHARE and best > english[1] * 2:
        return name
    if english[1] < _ENGLISH_SHARE:
        return _by_script(text) or "another language"
    return "en"


@cache
def _lists() -> tuple[tuple[str, frozenset[str]], ...]:
    """Names and words of the languages, English first."""
    from checker.model.tables import load_table

    rows = load_table("checker.sources", "tables/languages.yaml")
    return tuple((row["language"], frozenset(row["words"].split())) for row in rows)


def _sample(text: str) -> str:
    """The beginning and two stretches from inside: enough of a long text."""
    if len(text) <= 3 * _SAMPLE:
        return text
    third = len(text) // 3
    return "\n".join((text[:_SAMPLE], text[third : third + _SAMPLE], text[2 * third : 2 * third + _SAMPLE]))


def _by_script(text: str) -> str | None:
    """Texts mostly in other letters than Latin ones are not English, whatever they count as words."""
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    foreign = sum(char > "\u024f" for char in letters)
    if len(letters) >= 60 and foreign * 2 > len(letters):
        return "a text in another script"
    return None
