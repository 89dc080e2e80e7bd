"""How long judging takes: python benchmarks/engine.py

60 rules over 50 claims (an article) and over 1,000, on each engine, after warming up. CPU milliseconds, best of the rounds.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from checker.engine.durable import why_missing
from checker.engine.facts import to_facts
from checker.engine.judge import RuleSet, weigh
from checker.engine.load import load_text
from checker.model.claim import Claim, Part
from checker.model.period import Period
from checker.model.quantity import Bound, Interval, Quantity
from checker.model.span import Span

# What rules look like here: half inside a phrase, half between places.
BODIES = [
    "when: {{a: {{shape: {shape}, has: f{n}}}}}\nwhere: [a.stated disjoint a.implied]\n",
    "when: {{a: {{shape: {shape}, lacks: f{n}}}}}\nwhere: [a.part.low > a.total.high]\n",
    "when:\n  a: {{shape: level, kind: count}}\n  b: {{shape: level, value: {{'>': {n}}}, same: {{a: [key, measure]}}}}\n"
    "where: [a.allows disjoint b.allows]\n",
    "when:\n  a: {{shape: rate, aggregation: flow}}\n  b: {{shape: level, same: {{a: key}}, overlaps: {{a: time}}}}\n"
    "where: [a.value >= 0.{n} * b.value]\n",
]
HEAD = "rule: r{n}\nsummary: s\nwhy: w\nlevel: error\nevidence: {{first: a.quantity}}\nmessage: m\nworking: w\n"
SHAPES = ("level", "level", "level", "rate", "change", "share", "conversion", "range")


def rules(count: int) -> RuleSet:
    found = []
    for n in range(count):
        text = (HEAD + BODIES[n % len(BODIES)]).format(n=n + 10, shape=SHAPES[3 + n % 5])
        loaded = load_text(text, f"pack/r{n + 10}.yaml")
        assert loaded.rule, loaded.faults
        found.append(loaded.rule)
    return RuleSet(tuple(found))


def claims(count: int) -> list[Claim]:
    random = Random(1)
    return [_claim(random, number, count) for number in range(count)]


def _claim(random: Random, number: int, count: int) -> Claim:
    def interval() -> Interval:
        low = Decimal(random.randrange(1000))
        return Interval(Bound(low), Bound(low * 2, False))

    value = Decimal(random.randrange(1, 1000))
    span = Span(number * 20, number * 20 + 3)
    start = datetime(2024, 1, 1) + timedelta(days=random.randrange(300))
    return Claim(
        id=f"c{number}",
        shape=random.choice(SHAPES),
        kind=random.choice(("count", "money", "percent")),
        span=span,
        quote="123",
        passage=number // 2,
        block="paragraph",
        parts=(Part("quantity", span, "123"),),
        quantity=Quantity((value, value), interval(), unit="person"),
        measure=random.choice(("killed", "revenue", "jobs")),
        aggregation=random.choice(("stock", "flow", "cumulative")),
        time=Period(start, start + timedelta(days=30), "day"),
        stated=interval(),
        implied=interval(),
        part=interval(),
        total=interval(),
        allows=interval(),
        key=f"key {random.randrange(max(1, count // 3))}",
    )


def best(rounds: int, run) -> float:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def main() -> None:
    start = time.process_time()
    set_ = rules(60)
    loaded = time.process_time()
    columns = set_.program.columns
    compiled = time.process_time()
    print(f"60 rules: load {(loaded - start) * 1000:.0f} ms, compile {(compiled - loaded) * 1000:.0f} ms, {len(columns)} columns")
    for count in (50, 1000):
        articles = claims(count)
        print(f"{count} claims: facts {best(5, lambda these=articles: to_facts(these, columns)):.1f} ms")
        for engine in ("joins", *(["durable"] if why_missing() is None else [])):
            tensions = len(weigh(articles, set_, engine).tensions)
            took = best(5, lambda these=articles, engine=engine: weigh(these, set_, engine))
            print(f"{count} claims: {engine} {took:.1f} ms with facts, {tensions} tensions")


if __name__ == "__main__":
    main()
