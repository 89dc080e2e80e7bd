"""How much of published test cases is read, and how fast text is.

    python benchmarks/extraction.py [FILE.jsonl ...] [--speed FOLDER]

Files hold one case a line, in one of two shapes:
    {"text", "quantities": [{"low", "high" or "value", "unit"}]}          → F1 of values, and texts with exactly those values
    {"suite", "input", "expected": [{"start", "end", "resolution": {"value"}}]}  → cases with every value met where it stands
Speed: `find_mentions` alone, and all that `checker mentions` does, in KB of text a second on one core.
"""

from __future__ import annotations

import argparse
import collections
import json
import time
from pathlib import Path

from checker.model.mention import QUANTITY_KINDS, Mention
from checker.model.text import Source
from checker.pipeline import Checker
from checker.prose.sentences import split_passages
from checker.quantities import find_mentions, find_setting
from checker.sources import read, to_prose

ASIDE = frozenset(["score", "ordinal"])
TOLERANCE = 1e-5


def is_close(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other)) + 1e-9


def written(mention: Mention) -> tuple[float, float]:
    """Both ends; an open end is the other one."""
    low, high = (None if end is None else float(end) for end in mention.quantity.written)
    low, high = (high if low is None else low), (low if high is None else high)
    return min(low, high), max(low, high)


def wanted(quantity: dict) -> tuple[float, float]:
    low, high = quantity.get("low"), quantity.get("high")
    if low is None and high is None:
        low = high = quantity["value"]
    low, high = (high if low is None else low), (low if high is None else high)
    return min(low, high), max(low, high)


def quantities_of(checker: Checker, text: str) -> list[Mention]:
    found = checker.mentions(Source(path="case.txt", text=text, format="text"))
    return [mention for mention in found if mention.kind in QUANTITY_KINDS - ASIDE and mention.quantity is not None]


def score_values(checker: Checker, rows: list[dict]) -> str:
    """Matches of values, each used once."""
    met = gold = read_as = exact = 0
    for row in rows:
        want = [wanted(quantity) for quantity in row["quantities"]]
        left = [written(mention) for mention in quantities_of(checker, row["text"])]
        gold, read_as, hits = gold + len(want), read_as + len(left), 0
        for low, high in want:
            hit = next((one for one in left if is_close(one[0], low) and is_close(one[1], high)), None)
            if hit is not None:
                left.remove(hit)
                hits += 1
        met += hits
        exact += hits == len(want) and not left
    score = 2 * met / (gold + read_as) if gold + read_as else 1.0
    return f"value F1 {100 * score:.1f}, exactly right {exact} of {len(rows)} texts"


def score_cases(checker: Checker, rows: list[dict]) -> str:
    passed, total = collections.Counter(), collections.Counter()
    for row in rows:
        values = [(case, as_number(case["resolution"].get("value"))) for case in row["expected"] if case.get("resolution")]
        if any(value is None for _, value in values) or len(values) != len(row["expected"]):
            continue
        found = quantities_of(checker, row["input"])
        total[row["suite"]] += 1
        passed[row["suite"]] += all(any(is_met(case, value, mention) for mention in found) for case, value in values)
    return "\n".join(f"  {suite}: {passed[suite]} of {total[suite]}" for suite in sorted(total))


def as_number(value: object) -> float | None:
    try:
        return float(str(value).rstrip("%"))
    except ValueError:
        return None


def is_met(case: dict, value: float, mention: Mention) -> bool:
    start, end = case.get("start"), case.get("end")
    if start is not None and not (mention.span.start < end and start < mention.span.end):
        return False
    return any(is_close(value, one) for one in written(mention))


def measure_speed(checker: Checker, folder: Path) -> str:
    sources = [source for path in sorted(folder.rglob("*")) if path.is_file() for source in read(str(path))]
    size = sum(len(source.text) for source in sources) / 1000
    passages = [(split_passages(to_prose(source)), source) for source in sources]
    settled = [(found, find_setting(source, found), source.text) for found, source in passages]
    checker.mentions(sources[0])  # loads the model
    seconds = []
    for work in (
        lambda: [find_mentions(passage, setting, text) for found, setting, text in settled for passage in found],
        lambda: [checker.mentions(source) for source in sources],
    ):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return f"find_mentions {size / seconds[0]:.0f} KB/s, with the parse {size / seconds[1]:.0f} KB/s, {size:.0f} KB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--speed", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    checker = Checker(rules=())  # reading needs no rule
    for path in options.files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        cases = [row for row in rows if "suite" in row and "input" in row]
        values = [row for row in rows if "quantities" in row]
        if cases:
            print(f"{path.name}:\n{score_cases(checker, cases)}")
        if values:
            print(f"{path.name}: {score_values(checker, values)}")
    if options.speed is not None:
        print(measure_speed(checker, options.speed))


if __name__ == "__main__":
    main()
