"""What a loaded rule is: patterns, conditions, sums, templates, examples.

Values only. Conditions and sums are small trees over fields of claims; `load` makes them, `evaluate` computes
them exactly for given claims, `compile` turns them into what the engines join on.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.model.errors import Fault


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A field of the claim that an alias stands for. ``type`` as in `schema`."""

    alias: str
    path: str
    type: str


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval or period where "no bound" lies beyond every number. Only the compiler makes these."""

    alias: str
    path: str


@dataclass(frozen=True, slots=True)
class Let:
    """The value of an earlier ``let:`` line."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """``left op right`` with op one of + - * /."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of FUNCTIONS in `evaluate`; only in ``let:``."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Number | Text | Ref | End | Let | Sum | Call


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right``, op one of < <= > >= == !=. False when a side is missing."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Relate:
    """``left op right`` between intervals or periods (disjoint, overlaps, inside, before, after) or claims (linked).

    For linked both refs have the path "id".
    """

    op: str
    left: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether the field is one of ``values`` (texts, numbers or flags); with ``wanted`` False, known and none of them."""

    ref: Ref
    values: tuple[object, ...]
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the text says this at all; with ``wanted`` False, whether it does not. A sum without value is not said."""

    ref: Expression
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Has:
    """Whether the claim carries a flag; with ``wanted`` False, whether it does not."""

    alias: str
    flag: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions."""

    conditions: tuple[Condition, ...]


Condition = Compare | Relate | OneOf | Known | Has | Either


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in a template: a value, how to write it, and what to say when it is missing."""

    source: str
    path: str
    format: str | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    pieces: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text that must (``expects`` "tension") or must not ("quiet") give a finding. ``evidence``: quotes it must cover."""

    expects: str
    text: str
    line: int
    column: int
    date: str | None = None
    title: str | None = None
    format: str | None = None
    evidence: tuple[str, ...] = ()
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file. ``conditions`` belong to ``when``, ``where`` to ``where``; all must hold.

    ``evidence`` pairs a role with (alias, part role). ``sources``: "same" lowers the level by one where named
    speakers differ, "any" does not. ``ordered``: pairs (earlier, later) of aliases that are alike, told apart by place.
    """

    name: str
    summary: str
    why: str
    level: str
    pack: str
    path: str
    aliases: tuple[str, ...]
    conditions: tuple[Condition, ...]
    where: tuple[Condition, ...]
    lets: tuple[tuple[str, Expression], ...]
    message: Template
    working: Template
    evidence: tuple[tuple[str, tuple[str, str]], ...]
    ordered: tuple[tuple[str, str], ...] = ()
    sources: str = "same"
    noise: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Refusal(Exception):
    """A piece of a rule cannot be read. ``offset`` counts characters from the piece's start."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def aliases_in(node: object) -> set[str]:
    """The aliases an expression or condition speaks of."""
    found: set[str] = set()
    todo = [node]
    while todo:
        at = todo.pop()
        if isinstance(at, Ref | End | Has):
            found.add(at.alias)
        todo.extend(children(at))
    return found


def refs_in(node: object) -> list[Ref]:
    """Every field reference below *node*, from left to right."""
    found, todo = [], [node]
    while todo:
        at = todo.pop()
        if isinstance(at, Ref):
            found.append(at)
        todo.extend(reversed(children(at)))
    return found


def children(node: object) -> tuple[object, ...]:
    if isinstance(node, Sum | Compare | Relate):
        return (node.left, node.right)
    if isinstance(node, OneOf | Known):
        return (node.ref,)
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Either):
        return node.conditions
    return ()


def renamed(node, names: dict[str, str]):
    """*node* with other aliases. Expressions are shallow (the parser bounds their depth), so recursion is safe."""
    if isinstance(node, Ref):
        return Ref(names.get(node.alias, node.alias), node.path, node.type)
    if isinstance(node, End):
        return End(names.get(node.alias, node.alias), node.path)
    if isinstance(node, Has):
        return Has(names.get(node.alias, node.alias), node.flag, node.wanted)
    if isinstance(node, Sum | Compare | Relate):
        return type(node)(node.op, renamed(node.left, names), renamed(node.right, names))
    if isinstance(node, OneOf):
        return OneOf(renamed(node.ref, names), node.values, node.wanted)
    if isinstance(node, Known):
        return Known(renamed(node.ref, names), node.wanted)
    if isinstance(node, Call):
        return Call(node.name, tuple(renamed(argument, names) for argument in node.arguments))
    if isinstance(node, Either):
        return Either(tuple(renamed(condition, names) for condition in node.conditions))
    return node


def in_words(node) -> str:
    """A condition or expression as its author could have written it; equal text means equal meaning."""
    match node:
        case Number(value):
            return format(value.normalize(), "f")
        case Text(value):
            return repr(value)
        case Ref(alias, path):
            return f"{alias}.{path}" if path else alias
        case End(alias, path):
            return f"{alias}.{path} (or no bound)"
        case Let(name):
            return name
        case Sum(op, left, right):
            return f"({in_words(left)} {op} {in_words(right)})"
        case Call(name, arguments):
            return f"{name}({', '.join(map(in_words, arguments))})"
        case Compare(op, left, right):
            return f"{in_words(left)} {op} {in_words(right)}"
        case Relate("linked", left, right):
            return f"{left.alias} linked {right.alias}"
        case Relate(op, left, right):
            return f"{in_words(left)} {op} {in_words(right)}"
        case OneOf(ref, values, wanted):
            named = ", ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
            verb = ("is" if wanted else "is not") if len(values) == 1 else ("is one of" if wanted else "is none of")
            return f"{in_words(ref)} {verb} {named}"
        case Known(ref, wanted):
            return f"{'known' if wanted else 'unknown'} {in_words(ref)}"
        case Has(alias, flag, wanted):
            return f"{alias} {'has' if wanted else 'lacks'} {flag}"
        case Either(conditions):
            return " or ".join(map(in_words, conditions))
    raise TypeError(f"{type(node).__name__} is no part of a rule")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading one rule file gave: a rule, or the faults that kept it from being one."""

    rule: Rule | None
    faults: tuple[Fault, ...] = ()
