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
from typing import Any

from checker.quantities.times.lexer import Token

PLAIN = " "
FIRST_LETTER = 0x80
Reader = Callable[["Found"], "dict[str, Any] | None"]


class Found:
    """One match of a pattern: captured roles by name, and the tokens around it."""

    __slots__ = ("context", "end", "pattern", "start", "tokens", "_match")

    def __init__(self, pattern: Pattern, match: re.Match[str], tokens: list[Token], context: Any) -> None:
        self.pattern, self._match, self.tokens, self.context = pattern, match, tokens, context
        self.start, self.end = match.span()

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
        return None if at < 0 else self.tokens[at]

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


@dataclass(slots=True)
class Grammar:
    """Patterns of one pass. Letters are given to sets of roles as they are first seen."""

    patterns: list[Pattern] = field(default_factory=list)
    literals: set[str] = field(default_factory=set)
    letters: dict[tuple[frozenset[str], str], str] = field(default_factory=dict)
    by_letter: dict[str, list[tuple[int, Pattern]]] = field(default_factory=dict)

    def reads(self, *lines: str) -> Callable[[Reader], Reader]:
        """Registers the decorated reader for these patterns."""

        def register(reader: Reader) -> Reader:
            for line in lines:
                self._add(line, reader)
            return reader

        return register

    def _add(self, line: str, reader: Reader) -> None:
        elements, captures = [], {}
        for piece in line.split():
            optional = piece.endswith("?") and piece != "?"
            name, _, body = piece.removesuffix("?").rpartition(":") if optional else piece.rpartition(":")
            alternatives = tuple(body.split("|"))
            elements.append((name, alternatives, optional))
            if name:
                captures[name] = alternatives
            self.literals.update(word for word in alternatives if not word.isupper())
        self.patterns.append(Pattern(tuple(elements), reader, captures))

    def spell(self, tokens: list[Token]) -> str:
        """The tokens as letters; a token with no role and no word of this grammar is PLAIN."""
        out = []
        letters, literals = self.letters, self.literals
        for token in tokens:
            word = token.word if token.word in literals else ""
            if not token.roles and not word:
                out.append(PLAIN)
                continue
            key = (frozenset(token.roles), word)
            letter = letters.get(key)
            out.append(letter if letter is not None else self._new_letter(key))
        return "".join(out)

    def _new_letter(self, key: tuple[frozenset[str], str]) -> str:
        letter = self.letters[key] = chr(FIRST_LETTER + len(self.letters))
        self.by_letter.clear()
        for pattern in self.patterns:
            pattern.compiled = None
        return letter

    def seed(self, keys: list[tuple[frozenset[str], str]]) -> None:
        """Gives letters beforehand, so that patterns are compiled once."""
        for roles, word in keys:
            key = (roles, word if word in self.literals else "")
            if (key[0] or key[1]) and key not in self.letters:
                self._new_letter(key)

    def rewrite(self, tokens: list[Token], context: Any) -> list[Token]:
        """The tokens, with every matched run replaced by one token of the reader's roles."""
        line = self.spell(tokens)
        if not line.strip():
            return tokens
        out, at, length = [], 0, len(line)
        while at < length:
            letter = line[at]
            if letter != PLAIN:
                patterns = self.by_letter.get(letter)
                if patterns is None:
                    patterns = self._starting_with(letter)
                if patterns and (made := self._best(patterns, line, at, tokens, context)):
                    end, roles = made
                    first, last = tokens[at], tokens[end - 1]
                    out.append(Token(first.start, last.end, "", roles))
                    at = end
                    continue
            out.append(tokens[at])
            at += 1
        return out

    def _best(
        self, patterns: list[tuple[int, Pattern]], line: str, at: int, tokens: list[Token], context: Any
    ) -> tuple[int, dict[str, Any]] | None:
        matches = []
        for order, pattern in patterns:
            compiled = pattern.compiled or self._compile(pattern)
            if match := compiled.match(line, at):
                matches.append((-match.end(), order, pattern, match))
        if len(matches) > 1:
            matches.sort(key=_rank)
        for _, _, pattern, match in matches:
            roles = pattern.reader(Found(pattern, match, tokens, context))
            if roles is not None:
                return match.end(), roles
        return None

    def _starting_with(self, letter: str) -> list[tuple[int, Pattern]]:
        found = []
        for order, pattern in enumerate(self.patterns):
            for _, alternatives, optional in pattern.elements:
                if letter in self._letters_of(alternatives):
                    found.append((order, pattern))
                    break
                if not optional:
                    break
        self.by_letter[letter] = found
        return found

    def _letters_of(self, alternatives: tuple[str, ...]) -> str:
        return "".join(
            letter for (roles, word), letter in self.letters.items() if word in alternatives or not roles.isdisjoint(alternatives)
        )

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
