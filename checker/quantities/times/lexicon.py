"""The calendar words of the tables, each with the roles it can play in a pattern.

In:  tables/words.yaml.
Out: `Lexicon.words`: lower-case word → {role: value}; "second" → {"UNIT": "second", "ORD": 2}.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)

Roles = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words``: what each word can be. ``timex``: the TIMEX3 letter of a unit ("M", minutes "TM").

    ``hedges``: modifier of a run of words before a duration. ``before_count``/``after_count``: words that
    make a four-digit number a count. ``future``/``past``: tense clues.
    """

    words: dict[str, Roles]
    timex: dict[str, str]
    multiples: dict[str, tuple[str, int]]
    unit_letters: dict[str, str]
    hedges: dict[str, str]
    no_year_after: frozenset[str]
    no_year_before: frozenset[str]
    no_weekday_after: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]


def load_table(name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (Path(__file__).parent / "tables" / name).open(encoding="utf-8") as lines:
        return yaml.load(lines, Loader=loader)


@cache
def load_lexicon() -> Lexicon:
    """The words of the table, with the small numbers and ordinals."""
    table = load_table("words.yaml")
    words: dict[str, Roles] = {}
    _add_numbers(words)
    for role, rows in (
        *(("MONTH", table["months"]), ("WEEKDAY", table["weekdays"]), ("UNIT", table["units"]), ("SEASON", table["seasons"])),
        *(("TODAY", table["days"]), ("DAYPART", table["day_parts"]), ("STEP", table["steps"]), ("AHEAD", table["stretches"])),
        *(("PART", table["parts"]), ("VAGUE", table["vague"]), ("DECADE", table["decades"])),
    ):
        for row in rows:
            for written in row["written"]:
                words.setdefault(written, {})[role] = tuple(row["name"]) if isinstance(row["name"], list) else row["name"]
            for weak in row.get("weak", ()):
                words[weak]["WEAK"] = True
    for row in table["weekdays"]:
        words[f"{row['written'][0]}s"] = {"WEEKDAYS": row["name"]}
    units = table["units"]
    return Lexicon(
        words=words,
        timex={row["name"]: row["timex"] for row in units},
        multiples={row["name"]: (row["of"], row.get("times", 1)) for row in units if "of" in row},
        unit_letters=table["unit_letters"],
        hedges={words: row["name"] for row in table["hedges"] for words in row["written"]},
        no_year_after=frozenset(str(x) for x in table["not_a_year"]["after"]),
        no_year_before=frozenset(table["not_a_year"]["before"]),
        no_weekday_after=frozenset(table["not_a_weekday"]),
        future=frozenset(table["tense"]["future"]),
        past=frozenset(table["tense"]["past"]),
    )


def _add_numbers(words: dict[str, Roles]) -> None:
    for value, word in enumerate(ONES.split()):
        words[word] = {"NUM": value, "WORDNUM": value}
    for value, word in enumerate(TENS.split(), 2):
        words[word] = {"NUM": value * 10, "WORDNUM": value * 10, "TENS": value * 10}
    for value, word in enumerate(ORDINALS.split(), 1):
        words[word] = {"ORD": value}
    words["thirtieth"] = {"ORD": 30}
    words["hundred"] = {"HUNDRED": 100}
    words["thousand"] = {"THOUSAND": 1000}
