"""The program on durable_rules: the only file that imports it.

In:  a program and facts.
Out: `Matches`, the same as `joins` gives.

The C module is called directly: the Python host starts timer threads, swallows exceptions and drops matches
after ten seconds. It crashes or lies outside a small subset, so this file keeps inside it: one flat $and per
pattern that ends with a comparison that is always true, explicit ids, equal fields in all facts, finite floats
with a dot, a sentinel fact first and last that proves the whole batch was read.
"""

from __future__ import annotations

import json
import math
import threading
from collections import Counter
from collections.abc import Sequence

from checker.engine.program import MOST_MATCHES, Arithmetic, Branch, Fact, Join, Matches, Of, Program, columns_of
from checker.model.errors import EngineFault, Fault

NAME = "durable"
MOST_PATTERNS = 60  # over 64 pending conditions on one fact is the C code's error 303
MOST_FIELDS = 200  # it has room for fewer than 250
BATCH = 1000  # matches handed out at once; the C code keeps this in an unsigned short
MOST_DRAINED = 50_000
END_FACT = '{"id":"%s","kind":"end","one":1.0}'
END_RULE = "zz_end"
OPS = {"neq": "$neq", "lt": "$lt", "lte": "$lte", "gt": "$gt", "gte": "$gte"}
MATH = {"add": "$add", "sub": "$sub", "mul": "$mul"}

# Threads that share an engine crash the process.
_turn = threading.Lock()
_kept: list[tuple[Program, _Engine]] = []
_made = 0


class TooManyMatches(Exception):
    """More matches than this file drains; the caller judges with `joins`, which counts per rule."""


def why_missing() -> str | None:
    """None where durable_rules can be used, else the reason in words."""
    try:
        import durable_rules_engine  # noqa: F401
    except ModuleNotFoundError:
        return "durable_rules is not installed"
    except (ImportError, SystemError, OSError) as trouble:
        return f"durable_rules cannot be loaded: {trouble}"
    return None


def run(program: Program, facts: Sequence[Fact]) -> Matches:
    """All matches, sorted.

    Raises:
        EngineFault: when the engine refuses facts or rules.
        TooManyMatches: when they exceed every use.
    """
    with _turn:
        return _engine_for(program).run(facts)


def forget() -> None:
    """Gives back the memory of the engine that was kept for the next article."""
    with _turn:
        while _kept:
            _kept.pop()[1].close()


def _engine_for(program: Program) -> _Engine:
    """The kept engine if it is for *program*, else a new one in its place: one engine per process."""
    if _kept and _kept[0][0] is program:
        return _kept[0][1]
    while _kept:
        _kept.pop()[1].close()
    engine = _Engine(program)
    _kept.append((program, engine))
    return engine


class _Engine:
    """Rulesets of a program in the C code, in chunks small enough for it."""

    def __init__(self, program: Program) -> None:
        import durable_rules_engine

        self.c = durable_rules_engine
        self.program = program
        self.chunks: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
        for part in _parts(program):
            self._build(part)

    def _build(self, part: list[int]) -> None:
        global _made
        branches = [(index, self.program.branches[index]) for index in part]
        rules = [f'"r{index}":{{"all":{_encode(_patterns(branch))},"cap":{BATCH}}}' for index, branch in branches]
        text = "{" + ",".join([*rules, f'"{END_RULE}":{{"all":[{{"m":{{"kind":"end"}}}}],"cap":9}}']) + "}"
        _made += 1
        handle = self._called(self.c.create_ruleset, f"checker{_made}", text)
        flags = tuple(dict.fromkeys(pattern.flag for _, branch in branches for pattern in branch.patterns))
        fields = sorted({name for _, branch in branches for name in _fields(branch)})
        self.chunks.append((handle, flags, ("id", "kind", "one", *fields)))
        # delete_state crashes where no action has run yet.
        _, offset = self._called(self.c.assert_facts, handle, "[" + END_FACT % "e0" + "]")
        self._drained(handle, offset)
        self.c.delete_state(handle, "0")

    def run(self, facts: Sequence[Fact]) -> Matches:
        if len({fact["id"] for fact in facts}) != len(facts):
            raise _fault("two facts share an id")
        hits = [hit for chunk in self.chunks for hit in self._run_chunk(*chunk, facts)]
        often = {index for index, count in Counter(index for index, _ in hits).items() if count > MOST_MATCHES}
        return Matches(tuple(sorted(hit for hit in hits if hit[0] not in often)), frozenset(often))

    def _run_chunk(self, handle: int, flags: tuple[str, ...], fields: tuple[str, ...], facts: Sequence[Fact]):
        # A fact without any of the chunk's flags fits no pattern here; leaving it out saves its parsing.
        fit = [fact for fact in facts if any(fact[flag] for flag in flags)]
        if not fit:
            return []
        batch = [END_FACT % "e0", *(_record(fact, fields) for fact in fit), END_FACT % "e1"]
        try:
            code, offset = self._called(self.c.assert_facts, handle, "[" + ",".join(batch) + "]")
            if code not in (0, 1):
                raise _fault(f"the engine refused the facts (code {code})")
            drained = self._drained(handle, offset)
        finally:
            self.c.delete_state(handle, "0")
        if sum(rule == END_RULE for rule, _ in drained) != 2:
            raise _fault("the engine read only a part of the facts")
        return [self._hit(rule, match) for rule, match in drained if rule != END_RULE]

    def _hit(self, rule: str, match: dict) -> tuple[int, tuple[str, ...]]:
        index = int(rule[1:])
        return index, tuple(match[pattern.alias]["id"] for pattern in self.program.branches[index].patterns)

    def _drained(self, handle: int, offset: int) -> list[tuple[str, dict]]:
        found: list[tuple[str, dict]] = []
        started = self._called(self.c.start_action_for_state, handle, offset)
        message = started[1] if started else None
        while message:
            ((rule, matches),) = json.loads(message).items()
            found += [(rule, match) for match in matches]
            if len(found) > MOST_DRAINED:
                raise TooManyMatches
            message = self._called(self.c.complete_and_start_action, handle, offset)
        return found

    def _called(self, function, *arguments):
        try:
            return function(*arguments)
        except self.c.error as trouble:
            raise _fault(str(trouble)) from trouble

    def close(self) -> None:
        for handle, _, _ in self.chunks:
            self.c.delete_ruleset(handle)
        self.chunks = []


def _fault(message: str) -> EngineFault:
    return EngineFault([Fault("durable_rules", message)])


def _parts(program: Program) -> list[list[int]]:
    """Branch indexes in chunks. Branches whose first patterns look at the same shapes stand together: fewer facts each."""
    columns = {column.name: column for column in program.columns}

    def shapes(index: int) -> tuple:
        found = [columns[pattern.flag].shapes for pattern in program.branches[index].patterns]
        return tuple(sorted(min((one for one in found if one), key=len, default=())))

    parts: list[list[int]] = []
    patterns, fields = 0, set()
    for index in sorted(range(len(program.branches)), key=lambda index: (shapes(index), index)):
        branch = program.branches[index]
        wider = fields | set(_fields(branch))
        if not parts or patterns + len(branch.patterns) > MOST_PATTERNS or len(wider) > MOST_FIELDS:
            parts.append([])
            patterns, wider = 0, set(_fields(branch))
        parts[-1].append(index)
        patterns += len(branch.patterns)
        fields = wider
    return parts


def _fields(branch: Branch) -> list[str]:
    found = [pattern.flag for pattern in branch.patterns]
    for pattern in branch.patterns:
        for join in pattern.joins:
            found += [join.column, *(column for _, column in columns_of(join.right))]
    return [name for name in found if name != "id"]


def _patterns(branch: Branch) -> list[dict]:
    found = []
    for at, pattern in enumerate(branch.patterns):
        conditions: list[dict] = [{"kind": "claim"}, {pattern.flag: True}]
        conditions += [_condition(join) for join in pattern.joins]
        if at:
            # The C code reads past its array when the last comparison with an earlier pattern is false; this one never is.
            conditions.append({"one": {branch.patterns[0].alias: "one"}})
        found.append({pattern.alias: {"$and": conditions}})
    return found


def _condition(join: Join) -> dict:
    right = _operand(join.right)
    return {join.column: right} if join.op == "eq" else {OPS[join.op]: {join.column: right}}


def _operand(right: Of | Arithmetic | float) -> object:
    if isinstance(right, Of):
        return {right.alias: right.column}
    if isinstance(right, Arithmetic):
        return {MATH[right.op]: {"$l": _operand(right.left), "$r": _operand(right.right)}}
    return right


def _record(fact: Fact, fields: Sequence[str]) -> str:
    """A fact with these fields only, as JSON."""
    return "{" + ",".join([f'"{name}":{_encode(fact[name])}' for name in fields]) + "}"


def _encode(value: object) -> str:
    """JSON that the C parser reads: no NaN, every number with a dot, no -0.0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _fault("a number that is not finite reached the engine")
        text = repr(value + 0.0)
        return text.replace("e", ".0e") if "e" in text and "." not in text else text
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ",".join([f"{_encode(key)}:{_encode(part)}" for key, part in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_encode, value)) + "]"
    raise TypeError(f"{type(value).__name__} cannot go into the engine")


