"""Conditions of a pattern: what stands behind a claim's name under ``when:``.

In:  {shape: level, value: {">=": 3}, same: {a: [key, unit]}, lacks: [converted]}
Out: OneOf(b.shape, level), Compare(">=", b.value, 3), Compare("==", b.key, a.key) …
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from checker.engine import schema
from checker.engine.language import Compare, Condition, Either, Has, Known, Number, OneOf, Ref, Refusal, Relate, aliases_in
from checker.engine.nodes import NodeReader, scalar_value
from checker.engine.parse_condition import ORDER, check_value, field_ref, near

# Conditions that name a field of an earlier claim: same: {a: [key, unit]}.
BETWEEN = {
    "same": "Both say it and say the same.",
    "differs": "Both say it and say different things.",
    "compatible": "The same, or at least one does not say.",
    "overlaps": "Their periods (or intervals) share something.",
    "inside": "This one's lies within the other's.",
    "before": "This one's period ends before the other's begins.",
    "after": "This one's period begins after the other's ends.",
}
ABOUT = {
    "has": "Flags the claim carries.",
    "lacks": "Flags the claim does not carry.",
    "known": "Fields the text must say.",
    "unknown": "Fields the text must not say.",
}


def of_pattern(reader: NodeReader, alias: str, node, earlier: tuple[str, ...]) -> list[Condition]:
    """The conditions on *alias*; faults go to *reader*."""
    found: list[Condition] = []
    for key, (key_node, value) in reader.mapping(node, f"'{alias}'").items():
        try:
            if key in BETWEEN:
                found += _between(reader, alias, key, value, earlier)
            elif key in ABOUT:
                found += _about(reader, alias, key, value)
            else:
                found += _on_field(reader, _known_field(alias, key), value)
        except Refusal as refusal:
            reader.refuse(key_node, refusal)
    return found


def _known_field(alias: str, key: str) -> Ref:
    if schema.type_of(key) is None and "." not in key:
        raise Refusal(f"unknown field '{key}'{near(key, [*schema.FIELDS, *BETWEEN, *ABOUT])}")
    return field_ref(alias, key)


def _on_field(reader: NodeReader, ref: Ref, node) -> list[Condition]:
    if ref.type in schema.ENDS:
        ends = " or ".join(f"{ref.path}.{end}" for end in list(schema.ENDS[ref.type])[:2])
        raise Refusal(f"'{ref.path}' is an interval; say {ends}, or compare it under 'where'")
    if node.id != "mapping":
        return [OneOf(ref, _values(reader, ref, node))]
    found: list[Condition] = []
    for sign, (key, value) in reader.mapping(node, f"'{ref.path}'").items():
        if sign == "not":
            found.append(OneOf(ref, _values(reader, ref, value), wanted=False))
        elif sign in ORDER and ref.type == "number":
            number = _number(reader, value)
            found += [] if number is None else [Compare(sign, ref, Number(number))]
        else:
            known = ["not", *ORDER] if ref.type == "number" else ["not"]
            reader.fault(key, f"'{sign}' is no test of a {ref.type}{near(sign, known)}; known: {', '.join(known)}")
    return found


def _values(reader: NodeReader, ref: Ref, node) -> tuple[object, ...]:
    found = []
    for item in reader.one_or_more(node):
        if item.id != "scalar":
            reader.fault(item, "a value is expected")
            continue
        # "NO" is Norway where a text is wanted, whatever YAML makes of it.
        value = item.value if ref.type in ("text", "id") else scalar_value(item)
        try:
            found.append(check_value(ref, value))
        except Refusal as refusal:
            reader.refuse(item, refusal)
    return tuple(found)


def _number(reader: NodeReader, node) -> Decimal | None:
    try:
        number = Decimal(node.value.replace("_", "")) if node.id == "scalar" else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        reader.fault(node, "a number is expected")
        return None
    return number


def _about(reader: NodeReader, alias: str, key: str, node) -> list[Condition]:
    names = [(item, reader.text(item, f"an entry of '{key}'")) for item in reader.one_or_more(node)]
    if key in ("has", "lacks"):
        return [Has(alias, name, key == "has") for _, name in names if name]
    found: list[Condition] = []
    for item, name in names:
        try:
            found += [Known(field_ref(alias, name), key == "known")] if name else []
        except Refusal as refusal:
            reader.refuse(item, refusal)
    return found


def _between(reader: NodeReader, alias: str, key: str, node, earlier: tuple[str, ...]) -> list[Condition]:
    found: list[Condition] = []
    for other, (other_node, fields) in reader.mapping(node, f"'{key}'").items():
        if other not in earlier:
            hint = near(other, earlier) or (f"; earlier are {', '.join(earlier)}" if earlier else "; this is the first claim")
            reader.fault(other_node, f"'{other}' is no earlier claim{hint}")
            continue
        for item in reader.one_or_more(fields):
            path = reader.text(item, "a field")
            try:
                found += [_pair(key, field_ref(alias, path), field_ref(other, path))] if path else []
            except Refusal as refusal:
                reader.refuse(item, refusal)
    return found


def _pair(key: str, here: Ref, there: Ref) -> Condition:
    if key in ("same", "differs", "compatible"):
        if here.type in schema.ENDS:
            raise Refusal(f"'{here.path}' is an interval; {key} needs a text, a number or a flag")
        equal = Compare("!=" if key == "differs" else "==", here, there)
        return Either((equal, Known(here, False), Known(there, False))) if key == "compatible" else equal
    wanted = ("period", "interval") if key in ("overlaps", "inside") else ("period",)
    if here.type not in wanted:
        raise Refusal(f"'{key}' needs a {' or an '.join(wanted)}; '{here.path}' is a {here.type}")
    return Relate(key, here, there)


def joins_key(condition: Condition, alias: str, earlier: tuple[str, ...]) -> bool:
    """Whether *condition* is an equality that ties *alias* to one of *earlier*, so that pairs are found by looking up."""
    if not isinstance(condition, Compare) or condition.op != "==":
        return False
    if not (isinstance(condition.left, Ref) and isinstance(condition.right, Ref)):
        return False
    aliases = aliases_in(condition)
    return alias in aliases and bool(aliases & set(earlier))
