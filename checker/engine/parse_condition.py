"""Conditions and sums: from the text in a rule file to trees of `language`.

In:  "a.value >= 0.25 * b.value"
Out: Compare(">=", Ref(a, value), Sum("*", Number(0.25), Ref(b, value)))

    condition  = simple {"or" simple}
    simple     = ("known" | "unknown") field | alias ("has" | "lacks") word | alias "linked" alias
               | sum ("<" | "<=" | ">" | ">=" | "==" | "!=") sum
               | field ("disjoint" | "overlaps" | "inside" | "before" | "after") field
               | field ["not"] "in" "[" value {"," value} "]"
    sum        = product {("+" | "-") product}
    product    = atom {("*" | "/") atom}
    atom       = number | 'text' | alias.field | name | name "(" sum {"," sum} ")" | "-" atom | "(" sum ")"

Raises `Refusal` with the offset of what it could not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from checker.engine import schema
from checker.engine.language import (
    Call,
    Compare,
    Condition,
    Either,
    Expression,
    Has,
    Known,
    Let,
    Number,
    OneOf,
    Ref,
    Refusal,
    Relate,
    Sum,
    Text,
)

LONGEST = 500
DEEPEST = 20
ORDER = ("<", "<=", ">", ">=", "==", "!=")
RELATIONS = ("disjoint", "overlaps", "inside", "before", "after")
WORDS = (*RELATIONS, "linked", "has", "lacks", "in", "not", "known", "unknown", "or")
FUNCTIONS = {"min": (1, 8), "max": (1, 8), "abs": (1, 1), "round": (1, 2), "floor": (1, 1), "ceil": (1, 1)}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d_]*(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")|(?P<sign><=|>=|==|!=|[<>+\-*/(),\[\]]))"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    offset: int


def near(word: str, known: Sequence[str]) -> str:
    """``(did you mean …?)`` with a blank before it, or nothing."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{found[0]}'?)" if found else ""


def parse_condition(text: str, aliases: Sequence[str]) -> Condition:
    """The condition that *text* says about claims called *aliases*."""
    parser = _Parser(text, aliases, None)
    condition = parser.condition()
    parser.end()
    return condition


def parse_sum(text: str, aliases: Sequence[str], lets: Sequence[str]) -> Expression:
    """The sum that a ``let:`` line says; earlier lines are *lets*."""
    parser = _Parser(text, aliases, lets)
    expression = parser.number_sum()
    parser.end()
    return expression


def field_ref(alias: str, path: str, offset: int = 0) -> Ref:
    """A reference to a field that exists.

    Raises:
        Refusal: with a near name when it does not.
    """
    kind = schema.type_of(path)
    if kind is None:
        head, dot, tail = path.partition(".")
        if dot and head in schema.FIELDS:
            offers = list(schema.ENDS.get(schema.FIELDS[head].type, ()))
            hint = near(tail, offers) or (f"; it offers {', '.join(offers)}" if offers else "; it has no parts")
            raise Refusal(f"'{head}' has no '{tail}'{hint}", offset)
        if head == "words":
            raise Refusal("'words' needs one name behind the dot, as in words.payer", offset)
        raise Refusal(f"unknown field '{path}'{near(path, schema.all_paths())}", offset)
    return Ref(alias, path, kind)


class _Parser:
    """Reads left to right, one token ahead. ``lets`` is None where conditions are read: no functions, no let names."""

    def __init__(self, text: str, aliases: Sequence[str], lets: Sequence[str] | None) -> None:
        if len(text) > LONGEST:
            raise Refusal(f"longer than {LONGEST} characters")
        self.aliases = aliases
        self.lets = lets
        self.depth = 0
        self.at = 0
        self.tokens = _tokens(text)

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> Token | None:
        token = self.token
        if token.kind in ("sign", "name") and token.text in texts:
            self.at += 1
            return token
        return None

    def need(self, text: str) -> None:
        if self.take(text) is None:
            raise Refusal(f"'{text}' expected, {self.seen()}", self.token.offset)

    def seen(self) -> str:
        return f"not '{self.token.text}'" if self.token.text else "but it ends here"

    def end(self) -> None:
        if self.token.kind != "end":
            hint = near(self.token.text, WORDS) if self.token.kind == "name" else ""
            raise Refusal(f"unexpected '{self.token.text}'{hint}", self.token.offset)

    def condition(self) -> Condition:
        found = [self.simple()]
        while self.take("or"):
            found.append(self.simple())
        return found[0] if len(found) == 1 else Either(tuple(found))

    def simple(self) -> Condition:
        known = self.take("known", "unknown")
        if known:
            return Known(self.field(), known.text == "known")
        if self.token.kind == "name" and self.token.text in self.aliases:
            return self.about_claim()
        start = self.token.offset
        left = self.sum()
        token = self.take(*ORDER, *RELATIONS, "in", "not")
        if token is None:
            hint = near(self.token.text, [*RELATIONS, "in"]) if self.token.kind == "name" else ""
            raise Refusal(f"a comparison is expected, {self.seen()}{hint}", self.token.offset)
        if token.text in ORDER:
            right = self.sum()
            return _compare(token, left, right)
        if not isinstance(left, Ref):
            raise Refusal(f"'{token.text}' needs a field on its left", start)
        if token.text in RELATIONS:
            return _relate(token, left, self.field())
        if token.text == "not":
            self.need("in")
        return OneOf(left, self.values(left), token.text == "in")

    def about_claim(self) -> Condition:
        alias = self.token.text
        self.at += 1
        verb = self.take("has", "lacks", "linked")
        if verb is None:
            raise Refusal(f"'has', 'lacks' or 'linked' expected behind '{alias}', {self.seen()}", self.token.offset)
        word = self.token
        if word.kind != "name":
            raise Refusal(f"a name is expected behind '{verb.text}', {self.seen()}", word.offset)
        self.at += 1
        if verb.text != "linked":
            return Has(alias, word.text, verb.text == "has")
        if word.text not in self.aliases or word.text == alias:
            raise Refusal(f"'linked' needs another claim{near(word.text, self.aliases)}", word.offset)
        return Relate("linked", Ref(alias, "id", "id"), Ref(word.text, "id", "id"))

    def values(self, ref: Ref) -> tuple[object, ...]:
        self.need("[")
        found = []
        while True:
            token = self.token
            if token.kind not in ("number", "name", "text"):
                raise Refusal(f"a value is expected, {self.seen()}", token.offset)
            self.at += 1
            found.append(check_value(ref, _literal(token), token.offset))
            if not self.take(","):
                break
        self.need("]")
        return tuple(found)

    def field(self) -> Ref:
        token = self.token
        found = self.atom()
        if not isinstance(found, Ref):
            raise Refusal(f"a field such as {self.aliases[0]}.allows is expected", token.offset)
        return found

    def number_sum(self) -> Expression:
        start = self.token.offset
        found = self.sum()
        if kind_of(found) != "number":
            raise Refusal(f"a number is expected, {in_kind(found)}", start)
        return found

    def sum(self) -> Expression:
        return self.chain(self.product, "+", "-")

    def product(self) -> Expression:
        return self.chain(self.atom, "*", "/")

    def chain(self, part, *signs: str) -> Expression:
        start = self.token.offset
        left = part()
        while token := self.take(*signs):
            after = self.token.offset
            right = part()
            for side, offset in ((left, start), (right, after)):
                if kind_of(side) != "number":
                    raise Refusal(f"'{token.text}' needs numbers, {in_kind(side)}", offset)
            left = Sum(token.text, left, right)
        return left

    def atom(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.at += 1
            return Number(Decimal(token.text.replace("_", "")))
        if token.kind == "text":
            self.at += 1
            return Text(token.text[1:-1])
        if token.kind == "name":
            self.at += 1
            return self.named(token)
        if not self.take("(", "-"):
            raise Refusal(f"a field or a number is expected, {self.seen()}", token.offset)
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refusal(f"more than {DEEPEST} brackets deep", token.offset)
        if token.text == "-":
            found = Sum("-", Number(Decimal(0)), self.atom())
        else:
            found = self.sum()
            self.need(")")
        self.depth -= 1
        return found

    def named(self, token: Token) -> Expression:
        head, dot, path = token.text.partition(".")
        if dot:
            if head not in self.aliases:
                raise Refusal(f"no claim is called '{head}'{near(head, self.aliases)}", token.offset)
            return field_ref(head, path, token.offset)
        if self.lets is not None and self.token.text == "(":
            return self.call(token)
        if self.lets is not None and head in self.lets:
            return Let(head)
        known = [*self.aliases, *(self.lets or ()), *(FUNCTIONS if self.lets is not None else ())]
        hint = near(head, known) or (f"; a field is written {self.aliases[0]}.{head}" if schema.type_of(head) else "")
        raise Refusal(f"unknown name '{head}'{hint}", token.offset)

    def call(self, token: Token) -> Expression:
        if token.text not in FUNCTIONS:
            raise Refusal(f"unknown function '{token.text}'{near(token.text, list(FUNCTIONS))}", token.offset)
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refusal(f"more than {DEEPEST} brackets deep", token.offset)
        self.need("(")
        arguments = [self.number_sum()]
        while self.take(","):
            arguments.append(self.number_sum())
        self.need(")")
        self.depth -= 1
        low, high = FUNCTIONS[token.text]
        if not low <= len(arguments) <= high:
            wanted = str(low) if low == high else f"{low} to {high}"
            raise Refusal(f"{token.text}() takes {wanted} values, not {len(arguments)}", token.offset)
        return Call(token.text, tuple(arguments))


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None:
            start = at + len(stripped[at:]) - len(stripped[at:].lstrip())
            hint = " (write '==')" if stripped[start] == "=" else ""
            raise Refusal(f"unexpected '{stripped[start]}'{hint}", start)
        found.append(Token(match.lastgroup or "", match.group(match.lastgroup or 0), match.start(match.lastgroup or 0)))
        at = match.end()
    return [*found, Token("end", "", len(stripped))]


def _literal(token: Token) -> object:
    if token.kind == "number":
        return Decimal(token.text.replace("_", ""))
    if token.kind == "text":
        return token.text[1:-1]
    return {"true": True, "false": False}.get(token.text, token.text)


def kind_of(expression: Expression) -> str:
    """number, text, flag, interval or period; an id is a text."""
    if isinstance(expression, Text):
        return "text"
    if isinstance(expression, Ref):
        return "text" if expression.type == "id" else expression.type
    return "number"


def in_kind(expression: Expression) -> str:
    kind = kind_of(expression)
    if isinstance(expression, Ref) and kind in schema.ENDS:
        return f"'{expression.path}' is an {kind}; say {' or '.join(f'.{end}' for end in list(schema.ENDS[kind])[:2])}".replace(
            "an period", "a period"
        )
    return f"not a {kind}"


def _compare(token: Token, left: Expression, right: Expression) -> Compare:
    kinds = (kind_of(left), kind_of(right))
    for side in (left, right):
        if kind_of(side) in schema.ENDS:
            raise Refusal(f"'{token.text}' cannot compare these, {in_kind(side)}", token.offset)
    if kinds[0] != kinds[1]:
        raise Refusal(f"'{token.text}' compares a {kinds[0]} with a {kinds[1]}", token.offset)
    if kinds[0] != "number" and token.text not in ("==", "!="):
        raise Refusal(f"'{token.text}' needs numbers; a {kinds[0]} can be == or !=", token.offset)
    for ref, other in ((left, right), (right, left)):
        if isinstance(ref, Ref) and isinstance(other, Text):
            check_value(ref, other.value, token.offset)
    return Compare(token.text, left, right)


def _relate(token: Token, left: Ref, right: Ref) -> Condition:
    if token.text == "disjoint" and left.type == right.type == "period":
        return Either((Relate("before", left, right), Relate("after", left, right)))
    wanted = ("period",) if token.text in ("before", "after") else ("interval", "period")
    if left.type not in wanted or right.type != left.type:
        raise Refusal(f"'{token.text}' needs two {' or two '.join(f'{kind}s' for kind in wanted)}", token.offset)
    return Relate(token.text, left, right)


def check_value(ref: Ref, value: object, offset: int = 0) -> object:
    """*value* as the field can have it, numbers as Decimal.

    Raises:
        Refusal: when it is of another type or none of the field's values.
    """
    if ref.type == "number" and not isinstance(value, bool) and isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    wanted = {"text": str, "id": str, "flag": bool}.get(ref.type)
    if wanted is None or not isinstance(value, wanted):
        raise Refusal(f"'{ref.path}' is a {ref.type}; {value!r} is not", offset)
    field = schema.FIELDS.get(ref.path)
    if field is not None and field.choices and value not in field.choices:
        hint = near(str(value), sorted(field.choices)) or f"; it is one of {', '.join(sorted(field.choices))}"
        raise Refusal(f"'{ref.path}' cannot be '{value}'{hint}", offset)
    return value
