"""Patterns over tokens: a line of roles and words, read left to right, each pattern linear.

    "w:WEEKDAY? ,? m:MONTH d:DAY|ORD ,? y:YEAR"

Upper case names a role, anything else is the word itself; ``?`` makes one token optional, ``|`` lists
alternatives, ``name:`` captures. A token's set of roles becomes one letter, so that a pattern is a regular
expression over letters without repetition. The longest pattern whose reader accepts wins; ties go to the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from checker.quantities.times.lexer import Token
from checker.quantities.times.lexicon import load_table

PLAIN = " "
FIRST_LETTER = 0x80
REMEMBERED = 20_000
Reader = Callable[["Found"], "dict[str, Any] | None"]


@cache
def load_patterns() -> dict[str, str]:
    return load_table("patterns.yaml")


class Found:
    """One match of a pattern: captured roles by name, and the tokens around it."""

    __slots__ = ("context", "end", "pattern", "start", "tokens", "_match")

    def __init__(self, pattern: Pattern, match: re.Match[str], at: int, tokens: list[Token], context: Any) -> None:
        self.pattern, self._match, self.tokens, self.context = pattern, match, tokens, context
        self.start, self.end = at, at + match.end()

    def __getitem__(self, name: str) -> Any:
        """The value of the captured role, or the word itself; None when the capture did not take part."""
        token = self.token(name)
        if token is None:
            return None
        for role in self.pattern.captures[name]:
            if role in token.roles:
                return token.roles[role]
        return token.word

    def token(self, name: str) -> Token | None:
        if name not in self.pattern.captures:
            return None
        at = self._match.start(name)
        return None if at < 0 else self.tokens[self.start + at]

    def before(self, steps: int = 1) -> Token | None:
        """The token *steps* before the match."""
        at = self.start - steps
        return self.tokens[at] if at >= 0 else None

    def after(self, steps: int = 1) -> Token | None:
        at = self.end + steps - 1
        return self.tokens[at] if at < len(self.tokens) else None


@dataclass(slots=True)
class Pattern:
    """One line of a grammar. ``elements``: (capture or "", alternatives, optional)."""

    elements: tuple[tuple[str, tuple[str, ...], bool], ...]
    reader: Reader
    captures: dict[str, tuple[str, ...]]
    compiled: re.Pattern[str] | None = None
    # Every role and word this pattern names: asked for each new letter, so worked out once.
    asked: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.asked = frozenset(name for _, alternatives, _ in self.elements for name in alternatives)


Candidate = tuple[Pattern, "re.Match[str]"]


@dataclass(slots=True)
class Grammar:
    """Patterns of one pass. A letter stands for a set of roles and a word that this grammar tells apart.

    ``spelled`` maps a token's roles (in their order) and word to its letter; ``matches`` remembers what was
    found for a run of letters, since the same few runs make up most texts.
    """

    patterns: list[Pattern] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    letters: dict[frozenset[str], str] = field(default_factory=dict)
    spelled: dict[tuple[tuple[str, ...], str], str] = field(default_factory=dict)
    by_letter: dict[str, list[tuple[int, Pattern]]] = field(default_factory=dict)
    matches: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    longest: int = 1

    def reads(self, *lines: str) -> Callable[[Reader], Reader]:
        """Registers the decorated reader for these patterns."""

        def register(reader: Reader) -> Reader:
            for line in lines:
                self._add(line, reader)
            return reader

        return register

    def reader(self, function: Reader) -> Reader:
        """Registers *function* for the patterns that the table lists under its name."""
        return self.reads(*load_patterns()[function.__name__].splitlines())(function)

    def _add(self, line: str, reader: Reader) -> None:
        elements, captures = [], {}
        for piece in line.split():
            optional = piece.endswith("?")
            name, _, body = piece.removesuffix("?").rpartition(":")
            alternatives = tuple(body.split("|"))
            elements.append((name, alternatives, optional))
            if name:
                captures[name] = alternatives
            self.names.update(alternatives)
        self.longest = max(self.longest, len(elements))
        self.patterns.append(Pattern(tuple(elements), reader, captures))

    def spell(self, tokens: list[Token]) -> str:
        """The tokens as letters; a token that no pattern asks for is PLAIN."""
        spelled, names, out = self.spelled, self.names, []
        for token in tokens:
            word = token.word if token.word in names else ""
            if not token.roles and not word:
                out.append(PLAIN)
                continue
            key = (tuple(token.roles), word)
            letter = spelled.get(key)
            if letter is None:
                letter = spelled[key] = self.letter_of(frozenset(key[0]) | {word})
            out.append(letter)
        return "".join(out)

    def letter_of(self, names: frozenset[str]) -> str:
        """The letter for these roles and words. A new one makes the patterns that ask for it compile anew."""
        known = names & self.names
        if not known:
            return PLAIN
        letter = self.letters.get(known)
        if letter is None:
            letter = self.letters[known] = chr(FIRST_LETTER + len(self.letters))
            self.by_letter.clear()
            self.matches.clear()
            for pattern in self.patterns:
                if not pattern.asked.isdisjoint(known):
                    pattern.compiled = None
        return letter

    def rewrite(self, tokens: list[Token], context: Any) -> list[Token]:
        """The tokens, with every matched run replaced by one token of the reader's roles."""
        line = self.spell(tokens)
        if not line.strip(PLAIN):
            return tokens
        out, at, length = [], 0, len(line)
        while at < length:
            if line[at] != PLAIN:
                stop = line.find(PLAIN, at, at + self.longest)
                run = line[at : stop if stop >= 0 else at + self.longest]
                candidates = self.matches.get(run)
                if candidates is None:
                    candidates = self._match(run)
                made = None
                for pattern, match in candidates:
                    made = pattern.reader(Found(pattern, match, at, tokens, context))
                    if made is not None:
                        end = at + match.end()
                        out.append(Token(tokens[at].start, tokens[end - 1].end, "", made))
                        at = end
                        break
                if made is not None:
                    continue
            out.append(tokens[at])
            at += 1
        return out

    def _match(self, run: str) -> tuple[Candidate, ...]:
        """The patterns that match at the start of *run*, the longest first."""
        patterns = self.by_letter.get(run[0])
        if patterns is None:
            patterns = self._starting_with(run[0])
        found = []
        for order, pattern in patterns:
            compiled = pattern.compiled or self._compile(pattern)
            if match := compiled.match(run):
                found.append((-match.end(), order, pattern, match))
        found.sort(key=_rank)
        if len(self.matches) > REMEMBERED:
            self.matches.clear()
        candidates = self.matches[run] = tuple((pattern, match) for _, _, pattern, match in found)
        return candidates

    def _starting_with(self, letter: str) -> list[tuple[int, Pattern]]:
        found, names = [], next(names for names, spelling in self.letters.items() if spelling == letter)
        for order, pattern in enumerate(self.patterns):
            for _, alternatives, optional in pattern.elements:
                if not names.isdisjoint(alternatives):
                    found.append((order, pattern))
                    break
                if not optional:
                    break
        self.by_letter[letter] = found
        return found

    def _letters_of(self, alternatives: tuple[str, ...]) -> str:
        return "".join(letter for names, letter in self.letters.items() if not names.isdisjoint(alternatives))

    def _compile(self, pattern: Pattern) -> re.Pattern[str]:
        pieces = []
        for name, alternatives, optional in pattern.elements:
            letters = self._letters_of(alternatives)
            body = f"[{letters}]" if letters else r"(?!)"
            group = f"(?P<{name}>{body})" if name else f"(?:{body})"
            pieces.append(group + ("?" if optional else ""))
        pattern.compiled = re.compile("".join(pieces))
        return pattern.compiled


def _rank(match: tuple[int, int, Pattern, Any]) -> tuple[int, int]:
    return match[0], match[1]
