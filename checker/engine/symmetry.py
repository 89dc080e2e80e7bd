"""Claims of a rule that are alike: told apart by their place, so that one pair is found once.

Two aliases are alike when every condition stays true with their names exchanged. The later alias then also
stands later in the text.
"""

from __future__ import annotations

from checker.engine.language import Compare, Condition, Either, Expression, Relate, Sum, in_words, renamed

MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "before": "after", "after": "before"}
EITHER_WAY = ("==", "!=", "disjoint", "overlaps", "linked")


def alike_pairs(aliases: tuple[str, ...], *groups: tuple[Condition, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs (earlier, later) of aliases that can be exchanged without changing what the conditions say."""
    everything = [condition for group in groups for condition in group]
    said = {_standard(condition) for condition in everything}
    found = []
    for at, later in enumerate(aliases):
        for earlier in aliases[:at]:
            exchanged = {earlier: later, later: earlier}
            if {_standard(renamed(condition, exchanged)) for condition in everything} == said:
                found.append((earlier, later))
    return tuple(found)


def _standard(condition: Condition) -> str:
    """The condition in words, written one way where two ways mean the same."""
    if isinstance(condition, Either):
        return " or ".join(sorted(_standard(part) for part in condition.conditions))
    if isinstance(condition, Compare | Relate):
        left, right = _sum(condition.left), _sum(condition.right)
        if condition.op in EITHER_WAY:
            left, right = sorted((left, right))
            return f"{left} {condition.op} {right}"
        if condition.op in MIRRORED and left > right:
            return f"{right} {MIRRORED[condition.op]} {left}"
        return f"{left} {condition.op} {right}"
    return in_words(condition)


def _sum(node: Expression) -> str:
    """An expression in words; what is added or multiplied in any order reads the same."""
    if isinstance(node, Sum) and node.op in "+*":
        return f"({f' {node.op} '.join(sorted(_parts(node, node.op)))})"
    if isinstance(node, Sum):
        return f"({_sum(node.left)} {node.op} {_sum(node.right)})"
    return in_words(node)


def _parts(node: Expression, op: str) -> list[str]:
    found, todo = [], [node]
    while todo:
        at = todo.pop()
        if isinstance(at, Sum) and at.op == op:
            todo += [at.left, at.right]
        else:
            found.append(_sum(at))
    return found
