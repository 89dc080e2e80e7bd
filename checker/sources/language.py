"""Language: is a text English? A cheap guess from its smallest words.

In:  a source text, markup and all.
Out: "en", None when there are too few words to say, else the language it looks like, "another language" when
     no list knows it.

Edited English has one of the words below in every three or four; lists of names and tables have few of any
language, so their absence alone convicts only texts whose words are mostly lower case.
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"(?<![\w./@#\\-])[^\W\d_]+(?![\w/@\\-])")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|\{[{%][^{}]{0,500}[}%]\}|`[^`\n]{1,200}`|https?://\S+|^(?:```|~~~)[^\n]*\n(?:(?!```|~~~)[^\n]*\n)*", re.M)
_FEWEST_WORDS = 40
_SAMPLE = 20_000

_ENGLISH = frozenset(
    "the of and to in that is for it on was with as are be by this have not but at from or an they which you were their has been "
    "will would there more when who if had his her she he its than them we can all so what about into up out one said".split()
)
_OTHERS = {
    "German": "der die und das ist nicht den von mit ein eine zu auf sich dem des für als auch wird sind oder bei nach",
    "French": "le la les des est et dans que une du pour qui pas sur au avec sont ce plus par aux ont été cette ou",
    "Spanish": "el la los las que en una por con para es del se no como más su al lo pero sus este ha son todo",
    "Italian": "il di che la per una non del sono con della gli dei le nel alla anche più ha è delle da",
    "Portuguese": "o que os da do não uma para com em dos por mais as se como foi ao das tem é à ou seu",
    "Dutch": "de het een van en niet dat op te zijn met voor aan er ook als bij naar wordt door heeft",
    "Swedish": "och att det som en på är av för med den till inte om ett har de från kan var",
    "Danish or Norwegian": "og at det som en på er af av for med den til ikke om et har de fra kan var",
    "Polish": "i w nie na się z jest że do to jak ale po przez od dla które oraz są",
    "Turkish": "ve bir bu için ile olarak da de olan çok daha gibi en kadar her",
    "Indonesian or Malay": "yang dan di dengan untuk dari ini pada adalah tidak dalam itu oleh ke hak setiap orang",
}
_LISTS = {name: frozenset(words.split()) for name, words in _OTHERS.items()}


def guess_language(text: str) -> str | None:
    """The language of *text*, see the head of this file."""
    if len(text) < 150:
        return None
    words = _WORD.findall(_MARKUP.sub(" ", _sample(text)))
    if len(words) < _FEWEST_WORDS:
        return _by_script(text)
    lower = [word for word in words if word.islower() or not word.isascii()]
    if len(lower) < _FEWEST_WORDS:
        return "en" if _share(words, _ENGLISH) > 0.02 else _by_script(text)
    counts = Counter(lower)
    english = sum(counts[word] for word in _ENGLISH) / len(lower)
    if english >= 0.2:
        return "en"
    name, best = max(((name, sum(counts[word] for word in some) / len(lower)) for name, some in _LISTS.items()), key=lambda x: x[1])
    if best > 0.12 and best > english * 1.5:
        return name
    if english < 0.06 and len(lower) * 2 > len(words):
        return _by_script(text) or "another language"
    return "en"


def _sample(text: str) -> str:
    """The beginning and two stretches from inside: enough of a long text."""
    if len(text) <= 3 * _SAMPLE:
        return text
    third = len(text) // 3
    return "\n".join((text[:_SAMPLE], text[third : third + _SAMPLE], text[2 * third : 2 * third + _SAMPLE]))


def _share(words: list[str], some: frozenset[str]) -> float:
    return sum(word.lower() in some for word in words) / len(words)


def _by_script(text: str) -> str | None:
    """Texts mostly written in other letters than Latin ones are not English, however short their words."""
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    foreign = sum(char > "\u024f" for char in letters)
    if len(letters) >= 60 and foreign * 2 > len(letters):
        return "a text in another script"
    return None
