"""Statistics: a test's p value against the one its figure and degrees of freedom give.

In:  a scene with a test told as "t(28) = 2.20, p = .06".
Out: `statistic` claims: ``stated`` is the p value told, ``implied`` the two-sided one recomputed from what the test's figure
     was rounded from; flag "one_sided" where half of it would fit, "decision" where the two fall on different sides of .05.

Needs scipy (the optional extra "stats"); without it no claim is made.
Source: the recomputation follows statcheck (Nuijten et al. 2016, doi:10.3758/s13428-015-0664-2).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from checker.claims.figures import number_at
from checker.claims.scene import Scene
from checker.model.claim import Claim
from checker.model.quantity import Bound, Interval

_FIGURE = r"(?P<figure>-?−?\d{0,6}\.?\d{1,6})"
_TEST = re.compile(
    r"(?<![A-Za-z])(?P<test>t|F|r|z|Z|χ2|χ²|X2|X²|chi2|chi-squared?)\s*"
    r"(?:\(\s*(?P<df1>\d{1,6}(?:\.\d{1,4})?)(?:\s*,\s*(?:[Nn]\s*=\s*(?P<n>\d{1,7})|(?P<df2>\d{1,6}(?:\.\d{1,4})?)))?\s*\))?"
    rf"\s*=\s*{_FIGURE}\s*[,;]\s*(?P<p>p\s*(?P<sign>[=<>])\s*(?P<value>0?\.\d{{1,6}}))",
)
_ADJUSTED = re.compile(
    r"\b(?:bonferroni|holm|adjusted|corrected|greenhouse|huynh|fdr|one-tailed|one-sided|one tailed|directional)\b", re.I
)
_TWO_SIDED = frozenset("trzZ")
_ALPHA = Decimal("0.05")


def find_statistics(scene: Scene) -> Iterator[Claim]:
    if "p" not in scene.text or "=" not in scene.text or _ADJUSTED.search(scene.text):
        return
    for found in _TEST.finditer(scene.text):
        implied = _implied(found)
        stated = _stated(found["sign"], found["value"])
        if implied is None or stated is None:
            continue
        flags = set()
        if found["test"] in _TWO_SIDED and stated.is_disjoint(implied) and not stated.is_disjoint(implied.times(Decimal("0.5"))):
            flags.add("one_sided")
        if (stated.high.value <= _ALPHA) != (implied.high.value <= _ALPHA):
            flags.add("decision")
        mention = number_at(scene, found.start("p"), found.end("p"), Decimal(found["value"]))
        yield scene.claim(
            mention,
            "statistic",
            parts=(scene.part("test", found.start(), found.end("figure")),),
            stated=stated,
            implied=implied,
            words=(("test", found["test"]),),
            flags=frozenset(["p_value", *flags]),
        )


def _stated(sign: str, text: str) -> Interval | None:
    value = Decimal(text)
    if value > 1:
        return None
    if sign == "<":
        return Interval.between(Decimal(0), value, includes=(True, False))
    if sign == ">":
        return Interval.between(value, Decimal(1), includes=(False, True))
    half = Decimal(1).scaleb(value.as_tuple().exponent) / 2
    return Interval.between(max(Decimal(0), value - half), value + half)


def _implied(found: re.Match[str]) -> Interval | None:
    tail = _tail(found["test"], found["df1"], found["df2"])
    if tail is None:
        return None
    figure = Decimal(found["figure"].replace("−", "-"))
    half = Decimal(1).scaleb(min(0, figure.as_tuple().exponent)) / 2
    near, far = max(Decimal(0), abs(figure) - half), abs(figure) + half
    high, low = tail(float(near)), tail(float(far))
    if math.isnan(high) or math.isnan(low):
        return None
    return Interval(Bound(Decimal(repr(low))), Bound(Decimal(repr(high))))


@functools.cache
def _special():
    """scipy.special, or None where scipy is not installed: this check is an optional extra."""
    try:
        from scipy import special
    except ImportError:
        return None
    return special


def _tail(test: str, df1: str | None, df2: str | None) -> Callable[[float], float] | None:
    """From a test's figure to its p value, two-sided where the test has two sides; None where it cannot be told."""
    special = _special()
    if special is None:
        return None
    first, second = float(df1 or 0), float(df2 or 0)
    if test in ("z", "Z"):
        return None if df1 else lambda z: float(2 * special.ndtr(-z))
    if first <= 0:
        return None
    if test == "t" and df2 is None:
        return lambda t: float(2 * special.stdtr(first, -t))
    if test == "F" and second > 0:
        return lambda f: float(special.fdtrc(first, second, f))
    if test == "r" and df2 is None:
        return lambda r: float(2 * special.stdtr(first, -r * math.sqrt(first / (1 - r * r)))) if r < 1 else 0.0
    if test not in ("t", "F", "r") and df2 is None:
        return lambda x: float(special.chdtrc(first, x))
    return None
