"""Small plots: for each measure told more than once, its values with their intervals, over time where that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from checker.model.claim import Claim
from checker.reports.claim_words import named
from checker.reports.page_words import words

_WIDTH, _HEIGHT, _LEFT, _BELOW, _ABOVE = 420, 120, 84, 22, 10
MOST_PLOTS = 24


def plots(claims: Sequence[Claim]) -> str:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.key and claim.allows and (claim.allows.low or claim.allows.high):
            groups.setdefault(claim.key, []).append(claim)
    drawn = [_figure(group) for group in groups.values() if len(group) > 1]
    return f'<div class="plots">{"".join(drawn[:MOST_PLOTS])}</div>' if drawn else ""


def _figure(claims: list[Claim]) -> str:
    title = named(claims[0]) or claims[0].key
    return f"<figure><figcaption>{words(title)}</figcaption>{_svg(claims, title)}</figure>"


def _ends(claim: Claim) -> tuple[float, float]:
    low = claim.allows.low or claim.allows.high
    high = claim.allows.high or claim.allows.low
    return float(low.value), float(high.value)


def _day(claim: Claim) -> float | None:
    if claim.time is None:
        return None
    moment = claim.time.end or claim.time.start
    if moment is not None:
        return (moment.replace(tzinfo=None) - dt.datetime(1970, 1, 1)).total_seconds() / 86400
    return None


def _svg(claims: list[Claim], title: str) -> str:
    days = [_day(claim) for claim in claims]
    by_time = all(day is not None for day in days) and len(set(days)) > 1
    xs = days if by_time else list(range(len(claims)))
    values = [end for claim in claims for end in _ends(claim)]
    low, high = min(values), max(values)
    room = (high - low) or abs(high) or 1.0
    low, high = low - room * 0.1, high + room * 0.1

    def x(value: float) -> float:
        span = (max(xs) - min(xs)) or 1
        return round(_LEFT + 14 + (value - min(xs)) / span * (_WIDTH - _LEFT - 28), 1)

    def y(value: float) -> float:
        return round(_ABOVE + (high - value) / (high - low) * (_HEIGHT - _ABOVE - _BELOW), 1)

    marks = []
    for claim, at in zip(claims, xs, strict=True):
        bottom, top = _ends(claim)
        marks.append(
            f'<g><title>{words(claim.quote)}</title><line x1="{x(at)}" x2="{x(at)}" y1="{y(bottom)}" y2="{y(top)}" class="span"/>'
            f'<circle cx="{x(at)}" cy="{y((bottom + top) / 2)}" r="3.5"/></g>'
        )
    base = _HEIGHT - _BELOW
    axis = f'<path class="axis" d="M{_LEFT} {_ABOVE}V{base}H{_WIDTH}"/>'
    labels = []
    for value in sorted({min(values), max(values)}):
        labels.append(f'<text x="{_LEFT - 6}" y="{y(value) + 4}" text-anchor="end">{_short(value)}</text>')
    first, last = ("first told", "last told") if not by_time else (_date(min(days)), _date(max(days)))
    labels.append(f'<text x="{_LEFT + 4}" y="{_HEIGHT - 6}">{first}</text>')
    labels.append(f'<text x="{_WIDTH - 4}" y="{_HEIGHT - 6}" text-anchor="end">{last}</text>')
    inside = axis + "".join(marks) + "".join(labels)
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{words(title)}">{inside}</svg>'


def _date(day: float) -> str:
    try:
        return (dt.date(1970, 1, 1) + dt.timedelta(days=day)).isoformat()
    except OverflowError:
        return ""


def _short(value: float) -> str:
    for size, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{name}"
    return f"{value:,.6g}"
