"""Random rules and random articles, from small worlds in which much meets.

Figures are small whole numbers and halves, so that sums of floats are exact and every engine must agree to the last match.
"""

from __future__ import annotations

import itertools
from random import Random

from by_hand import claim, days, interval, offset, rule_text, rules_of

from checker.engine.evaluate import test_of
from checker.engine.judge import RuleSet
from checker.model.claim import Claim
from checker.model.finding import Tension

TEXTS = ("measure", "place", "speaker", "unit", "words.w")
NUMBERS = ("value", "allows.low", "allows.high", "part.low", "time.start", "time.length", "position")
INTERVALS = ("allows", "part", "stated", "implied")
WORDS = (None, "", "x", "y", "Zoë", 'quo"te', "back\\slash", "new\nline", "true", "1.0", "🙂")


def random_claim(random: Random, number: int) -> Claim:
    def some_interval():
        low, high = sorted(random.choice(range(-4, 9)) / 2 for _ in range(2))
        ends = (None if random.random() < 0.15 else low, None if random.random() < 0.15 else high)
        includes = (random.random() < 0.7, random.random() < 0.7) if low != high else (True, True)
        return None if random.random() < 0.2 else interval(*ends, includes=includes)

    def some_period():
        first, second = sorted(random.sample(range(1, 28), 2))
        kind = random.random()
        if kind < 0.3:
            return None
        if kind < 0.5:
            return offset(random.choice((None, -first)), random.choice((None, 0)))
        return days(
            None if kind < 0.55 else f"2024-01-{first:02}",
            None if kind > 0.9 else f"2024-01-{second:02}T{random.choice((0, 12)):02}",
        )

    word = random.choice(WORDS)
    return claim(
        number,
        at=random.randrange(40),
        value=random.choice((None, random.randrange(-3, 7), random.randrange(9) / 2)),
        unit=random.choice((None, "metre", "foot")),
        shape=random.choice(("level", "level", "change", "share")),
        key=random.choice((None, "k", "k", "other")),
        measure=random.choice(WORDS),
        place=random.choice(WORDS[:5]),
        speaker=random.choice(WORDS[:4]),
        words=(("w", word),) if word is not None else (),
        flags=frozenset(random.sample(("f", "g"), random.randrange(3))),
        allows=some_interval(),
        part=some_interval(),
        stated=some_interval(),
        implied=some_interval(),
        time=some_period(),
        direct=random.random() < 0.5,
        links=tuple(f"c{other}" for other in range(12) if random.random() < 0.5),
    )


def random_rule(random: Random) -> str:
    aliases = ["a", "b", "c"][: random.choice((1, 2, 2, 2, 3))]
    lines = ["when:"]
    for at, alias in enumerate(aliases):
        conditions = (
            [f"same: {{{random.choice(aliases[:at])}: {random.choice(('key', 'key', 'unit', '[key, direct]'))}}}"] if at else []
        )
        for _ in range(random.randrange(3)):
            conditions.append(_own_condition(random))
        if at and random.random() < 0.4:
            kind, field = random.choice(
                [
                    ("overlaps", "time"),
                    ("inside", "time"),
                    ("before", "time"),
                    ("after", "time"),
                    ("overlaps", "allows"),
                    ("inside", "part"),
                    ("differs", "place"),
                    ("compatible", "speaker"),
                    ("compatible", "[place, value]"),
                ]
            )
            conditions.append(f"{kind}: {{{random.choice(aliases[:at])}: {field}}}")
        lines.append(f"  {alias}: {{{', '.join(dict((one.split(':')[0], one) for one in conditions).values())}}}")
    where = [_where(random, aliases) for _ in range(random.randrange(3))]
    if where:
        lines.append("where:")
        lines += [f"  - {one}" for one in where]
    return "\n".join(lines) + "\n"


def _own_condition(random: Random) -> str:
    return random.choice(
        [
            "shape: level",
            "shape: [level, share]",
            "measure: {not: x}",
            "value: {'>=': 1, '<': 4}",
            "has: f",
            "lacks: [g]",
            "known: [time]",
            "unknown: speaker",
            "direct: true",
            "value: [1, 2.5]",
            "place: [x, y]",
            "part.low: {'>': 0}",
        ]
    )


def _where(random: Random, aliases: list[str]) -> str:
    def one() -> str:
        alias, other = random.choice(aliases), random.choice(aliases)
        kind = random.randrange(7)
        if kind == 0:
            relation = random.choice(("disjoint", "overlaps", "inside"))
            return f"{alias}.{random.choice(INTERVALS)} {relation} {other}.{random.choice(INTERVALS)}"
        if kind == 1:
            return f"{alias}.time {random.choice(('overlaps', 'inside', 'before', 'after', 'disjoint'))} {other}.time"
        if kind == 2:
            return f"{alias}.{random.choice(TEXTS)} {random.choice(('==', '!='))} {other}.{random.choice(TEXTS)}"
        if kind == 3 and alias != other:
            return f"{alias} linked {other}"
        if kind == 4:
            return f"{alias}.value {random.choice(('not in', 'in'))} [0, 1, 2.5]"
        op = random.choice(("<", "<=", ">", ">=", "==", "!="))
        return f"{_sum(random, aliases)} {op} {_sum(random, aliases)}"

    return one() if random.random() < 0.8 else f"{one()} or {one()}"


def _sum(random: Random, aliases: list[str]) -> str:
    def field() -> str:
        return f"{random.choice(aliases)}.{random.choice(NUMBERS)}"

    kind = random.randrange(6)
    alias = random.choice(aliases)
    if kind < 3:
        return field()
    if kind == 3:
        return f"{field()} {random.choice('+-')} {field()}"
    if kind == 4:
        return f"{random.choice(('2', '0.5', '-1'))} * {field()}"
    return random.choice([f"{alias}.value / {alias}.part.low", f"{field()} * {field()}", f"({field()} + 1) - {field()}"])


def random_rules(random: Random, count: int) -> RuleSet:
    """*count* rules that load; what the language refuses (a product that cannot be split) is drawn again."""
    from checker.engine.load import load_text

    bodies: list[str] = []
    while len(bodies) < count:
        body = random_rule(random)
        if not load_text(rule_text(body), "pack/r.yaml").faults:
            bodies.append(body)
    return rules_of(*bodies)


def by_brute_force(claims: list[Claim], rules: RuleSet) -> set[Tension]:
    """Every combination of different claims for which all conditions hold, each evaluated on Decimals."""
    found = set()
    places = {one.id: one.span.start for one in claims}
    for rule in rules:
        tests = [test_of(condition) for condition in (*rule.conditions, *rule.where)]
        for chosen in itertools.permutations(claims, len(rule.aliases)):
            binding = dict(zip(rule.aliases, chosen, strict=True))
            if not all(places[binding[one].id] < places[binding[two].id] for one, two in rule.ordered):
                continue
            if all(test(binding) for test in tests):
                found.add(Tension(rule.name, tuple((alias, binding[alias].id) for alias in rule.aliases)))
    return found
