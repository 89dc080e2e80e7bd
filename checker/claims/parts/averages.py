"""Averages: means and percentages that no whole number of things can give.

In:  a scene.
Out: `statistic` claims: ``stated`` is what the average was rounded from, ``implied`` the nearest value that a whole total gives;
     the word ``nearest`` names the neighbours.
     "67.4% of the 150 people"             →  stated [67.35, 67.45], implied 67.33 (101 of 150), flag "percent"
     "a mean score of 5.19 (n = 28)"       →  stated [5.185, 5.195], implied 5.179 (145 / 28), flag "mean"

Source: the test of granularity, Brown and Heathers 2017 (GRIM), doi:10.1177/1948550616673876.
What is counted in whole numbers stands in tables/whole_numbers.yaml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from checker.claims.figures import COUNTS, figures_of, is_group, noun_of, number_at
from checker.claims.scene import Scene
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table

_OF = re.compile(r"^\s*(?:,\s*)?of\s+(?:(?:the|its|his|her|their|our|these|those|all)\s+){0,2}$", re.I)
_OF_BEFORE = re.compile(r"(?:^|[,;]\s*)(?:of|among)\s+(?:(?:the|its|his|her|their|our|these|those|all)\s+){0,2}$", re.I)
_TO_SHARE = re.compile(r"^(?:\s+[\w'’-]+){1,9}?,(?:\s+[\w'’-]+){0,6},?\s+(?:only |just |some )?$|^(?:\s+[\w'’-]+){1,5}?,\s*$")
_NOT_YET = re.compile(
    r"\b(?:must|should|shall|could"
    r"|would(?! (?:like|prefer|rather|choose|vote|support|back|welcome"
    r"|be (?:happy|willing|glad|prepared)|recommend|pay|keep|favou?r|accept))"
    r"|will|may|might|target|quota|goal|at least|up to|least|expect|require)\w*\b",
    re.I,
)
_MEAN = re.compile(r"\b(?:mean|average|averaged|averaging)\b", re.I)
_MEAN_OF = re.compile(
    r"\b(?:mean|average|averaged|averaging)\b[^.;:\d]{0,50}?"
    r"(?:\b(?:for|of|among|across|over) (?:(?:all|the|these|those|our|its) ){0,2}\d{1,3}\b[^.;:\d]{0,40}?)?"
    r"(\d{1,3}\.\d{2,3})(?!\d|\s?%|\s?per ?cent)",
    re.I,
)
# Another group's mean, a longer series', or one of halves.
_SET_APART = re.compile(
    r"\b(?:national|league|county|state|career|season|previous|last year|nationally|all-time|half points?"
    r"|weighted|compared|against)\b",
    re.I,
)
_IN_ALL = re.compile(
    r"^\s+(?:[\w'’-]+\s+)?(?:in all|in total|altogether|all told|between (?:us|them))\b|^\s+(?:other|more|of (?:them|the))\b",
    re.I,
)
_SAMPLED = re.compile(r"\b(?:the|these|those|of|all|in)\s+$", re.I)
_GROUP_OF = re.compile(r"\b(?:class|group|panel|sample|team|squad|table|jury|litter|choir) of\s+$", re.I)
_ALL = re.compile(r"\b(?:(?:class|group|panel|sample|team|squad|table|jury|litter|choir) of|all(?: of)?(?: the)?)\s+$", re.I)
_BACK, _FAR = 2, 6
# "With 0.1 per cent it climbed to 3.46".
_MOVED_TO = re.compile(
    r"\b(?:it|this|that|the (?:score|figure|mark|rating|result))\s+(?:\w+\s+)?(?:rose|climbed|fell|dropped|went|slipped|jumped"
    r"|came|improved"
    r"|grew|sank|was)\s+(?:up |down )?(?:to\s+)?(?:just |only |about )?(\d{1,3}\.\d{2,3})(?!\d|\s?%|\s?per ?cent)",
    re.I,
)
_WHOLE_NUMBERS = re.compile(r"\bwhole[ -](?:numbers?|marks?|points?|scores?|stars?)\b", re.I)
_IN_FRACTIONS = re.compile(r"\b(?:half|quarter)[ -](?:points?|marks?|stars?)|\b(?:halves|decimals?|fractions|tenths of)\b", re.I)
_M = re.compile(r"(?<![\w.])M\s*=\s*(\d{1,4}\.\d{1,4})\b")
_N = re.compile(r"(?<![\w.])[nN]\s*=\s*(\d{1,5})\b(?!\.)")
_ITEMS = re.compile(r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)[- ]items?\b", re.I)
_SPELLED = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))


def find_averages(scene: Scene) -> Iterator[Claim]:
    if "." not in scene.text and "%" not in scene.text and "per" not in scene.text:
        return
    yield from _percents(scene)
    if _MEAN.search(scene.text):
        yield from _means(scene)
    yield from _reported(scene)


def nearest(average: Decimal, count: int, scale: int = 1) -> tuple[Decimal, Decimal]:
    """The values that whole totals give next below and above *average*; *scale* 100 for percentages."""
    total = (average * count / scale).to_integral_value(ROUND_FLOOR)
    return total * scale / Decimal(count), (total + 1) * scale / Decimal(count)


def is_possible(average: Decimal, count: int, scale: int = 1) -> bool:
    """Whether some whole total over *count* rounds to *average* as written, half up or half down."""
    half = Decimal(1).scaleb(average.as_tuple().exponent) / 2
    return any(abs(value - average) <= half for value in nearest(average, count, scale))


def find_averages_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "The nine children each drew their siblings. They found a mean of 2.48 siblings per child." """
    for at, scene in enumerate(scenes):
        found = _mean_told(scenes, at)
        if found is None or any(claim for claim in _means(scene)) or _SET_APART.search(scene.text):
            continue
        means = [
            m for m in scene.quantities if m.start <= found.start(1) < m.end and m.kind in (*COUNTS, "age", "duration", "ratio")
        ]
        near = _before(scenes, at)
        if (
            any(_IN_FRACTIONS.search(place.text) for place in near)
            or len(means) != 1
            or means[0].quantity.modifier != "exact"
            or not _counts_wholes(near)
        ):
            continue
        value = _as_written(means[0])
        groups = {_whole(m): m for place in near for m in place.quantities if m is not means[0] and _is_sample(place, m)}
        finest = Decimal(1).scaleb(-value.as_tuple().exponent)
        if value.as_tuple().exponent >= -1 or not groups or any(count >= finest or is_possible(value, count) for count in groups):
            continue
        count, whole = list(groups.items())[-1]
        if _averaged(means[0]) != noun_of(scene, whole):
            yield _claim(scene, means[0], value, whole, count, "mean", 1)


def _mean_told(scenes: Sequence[Scene], at: int) -> re.Match[str] | None:
    """The mean that the sentence tells; also of "With salt it climbed to 3.46" behind "The mean was 2.24"."""
    scene = scenes[at]
    if _MEAN.search(scene.text):
        return _MEAN_OF.search(scene.text)
    before = scenes[at - 1] if at else None
    is_next = before is not None and before.passage.index + 1 == scene.passage.index
    return _MOVED_TO.search(scene.text) if is_next and "." in scene.text and _MEAN_OF.search(before.text) else None


def _before(scenes: Sequence[Scene], at: int) -> list[Scene]:
    """The sentences that may tell over how many the mean is: from further off where they say that whole numbers were given."""
    index = scenes[at].passage.index
    far = [s for s in scenes[max(0, at - _FAR) : at + 1] if index - s.passage.index <= _FAR]
    told = next((s for s in far if _WHOLE_NUMBERS.search(s.text)), None)
    return [s for s in far if index - s.passage.index <= _BACK or s is told]


def _averaged(mean: Mention) -> str:
    """What there is so much of on average: "sibling" of "2.48 siblings per child"."""
    return (mean.quantity.unit or "").partition(" per ")[0].rpartition(" ")[2]


def _is_in_all(scene: Scene, mention: Mention) -> bool:
    """ "66 in all", "43 other teams": the sum of what is averaged, or others."""
    return bool(_IN_ALL.match(scene.text[mention.end : mention.end + 40]))


def _is_sample(scene: Scene, mention: Mention) -> bool:
    """Whether a mean may be over these: two or more, by a noun, that stand for themselves."""
    if _whole(mention) is not None and (_GROUP_OF if mention.kind == "count" else _ALL).search(scene.before(mention, 20)):
        return True
    if mention.kind != "count" or _whole(mention) is None or noun_of(scene, mention) is None or _is_in_all(scene, mention):
        return False
    return noun_of(scene, mention) not in _wholes() or _SAMPLED.search(scene.before(mention, 30)) is not None


def _counts_wholes(scenes: Sequence[Scene]) -> bool:
    text = " ".join(scene.text for scene in scenes).lower()
    return bool(set(re.findall(r"[a-z]+", text)) & _wholes()) or _WHOLE_NUMBERS.search(text) is not None


def _percents(scene: Scene) -> Iterator[Claim]:
    figures = figures_of(scene)
    for first, second in zip(figures, figures[1:], strict=False):
        glue = scene.between(first, second)
        if first.kind == "percent" and second.kind in COUNTS and _OF.match(glue):
            percent, whole = first, second
        elif second.kind == "percent" and first.kind in COUNTS and _TO_SHARE.match(glue):
            if not _OF_BEFORE.search(scene.text[: first.start]):
                continue
            percent, whole = second, first
        else:
            continue
        count, value, noun = _whole(whole), percent.quantity.value, noun_of(scene, whole)
        if count is None or noun is None or value is None or not 0 < value < 100 or percent.quantity.modifier != "exact":
            continue
        if _NOT_YET.search(scene.text) or value == value.to_integral_value() and not _is_people(noun):
            continue
        yield _shown(_claim(scene, percent, value, whole, count, "percent", 100), " would " in scene.text[percent.end :])


def _whole(mention: Mention) -> int | None:
    """A count told exactly, small enough to matter; None else."""
    value = mention.quantity.value
    if value is None or mention.quantity.modifier != "exact" or value != value.to_integral_value() or not 2 <= value < 1000:
        return None
    return int(value)


def _is_people(noun: str | None) -> bool:
    return noun is not None and (noun in ("person", "people") or is_group("person", [noun]) or is_group(noun, ["man"]))


@functools.cache
def _wholes() -> frozenset[str]:
    return frozenset(load_table("checker.claims.tables", "whole_numbers.yaml")["measures"])


def _means(scene: Scene) -> Iterator[Claim]:
    """ "The mean score of the 28 pupils was 5.19"; "averaged 2.35 goals in 15 games"."""
    figures = [m for m in scene.quantities if m.kind in (*COUNTS, "age", "duration")]
    decimals = [m for m in figures if m.quantity.value is not None and m.quantity.value.as_tuple().exponent < 0]
    wholes = [m for m in figures if m.kind == "count" and _whole(m) is not None and not _is_in_all(scene, m)]
    # "The 20 children … the 20 children": one group told twice.
    wholes = list({(m.quantity.value, m.quantity.unit): m for m in wholes}.values())
    if len(decimals) != 1 or len(wholes) != 1 or decimals[0].quantity.modifier != "exact":
        return
    mean, whole = decimals[0], wholes[0]
    if _averaged(mean) == noun_of(scene, whole):
        return
    value = mean.quantity.value
    if value.scaleb(-value.as_tuple().exponent).is_zero() or _whole(whole) >= Decimal(1).scaleb(-value.as_tuple().exponent):
        return
    words = set(re.findall(r"[a-z]+", scene.text.lower()))
    if not words & _wholes() or re.match(r"\s?(?:%|per ?cent|pct)", scene.text[mean.end : mean.end + 6]):
        return
    yield _claim(scene, mean, _as_written(mean), whole, _whole(whole) * _items(scene), "mean", 1)


def _as_written(mention: Mention) -> Decimal:
    """With the zeros written at its end, which count as digits here."""
    found = re.search(r"\d+\.\d+", mention.quote)
    return Decimal(found[0]) if found else mention.quantity.value


def _reported(scene: Scene) -> Iterator[Claim]:
    """ "M = 5.19, SD = 1.2, n = 28"."""
    means, counts = list(_M.finditer(scene.text)), list(_N.finditer(scene.text))
    if len(means) != 1 or len(counts) != 1:
        return
    value, count = Decimal(means[0][1]), int(counts[0][1]) * _items(scene)
    if not 2 <= count < Decimal(1).scaleb(-value.as_tuple().exponent):
        return
    mean = number_at(scene, means[0].start(1), means[0].end(1), value)
    whole = number_at(scene, counts[0].start(1), counts[0].end(1), Decimal(counts[0][1]))
    yield _claim(scene, mean, value, whole, count, "mean", 1)


def _items(scene: Scene) -> int:
    found = _ITEMS.search(scene.text)
    return 1 if found is None else int(_SPELLED.get(found[1].lower(), found[1]))


def _shown(claim: Claim, is_said: bool) -> Claim:
    """ "63.1% of the 40 members would like": that many said so."""
    return replace(claim, modality="stated") if is_said and claim.modality == "forecast" else claim


def _claim(scene: Scene, mention: Mention, value: Decimal, whole: Mention, count: int, flag: str, scale: int) -> Claim:
    half = Decimal(1).scaleb(min(0, value.as_tuple().exponent)) / 2
    below, above = nearest(value, count, scale)
    # Figures are often cut instead of rounded: a percentage may lie a whole last digit above what is written.
    high = value + (2 * half if scale == 100 else half)
    closest = above if above < high and value - below > half or above - value < value - below else below
    low_total, high_total = (int(round(end * count / scale)) for end in (below, above))
    return scene.claim(
        mention,
        "statistic",
        parts=(scene.mention_part("whole", whole),),
        stated=Interval.between(value - half, high, includes=(True, scale == 1)),
        implied=Interval.exactly(closest),
        words=(("nearest", f"{low_total} of {count} or {high_total} of {count}"),),
        flags=frozenset([flag]),
    )
