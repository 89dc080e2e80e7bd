"""Claims: a subject's measure has this quantity at this time, says someone.

A compound claim (a change, a share, a conversion …) also carries the sum inside its phrase: what is
``stated`` and what is ``implied`` by the rest, as intervals. Rules compare them; claims know no rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.period import Period
from checker.model.quantity import Interval, Quantity
from checker.model.span import Span

SHAPES = frozenset(
    [
        *("level", "rate", "change", "share", "total", "conversion", "exchange", "ranking", "span", "range", "multiple"),
        *("date", "age", "fraction", "words", "list", "score", "survey", "statistic", "malformed", "label", "payment"),
        *("opposed", "scale", "dimension", "retold"),
        *("duration", "happening", "limit", "moment"),
    ]
)
AGGREGATIONS = frozenset(["stock", "flow", "cumulative"])
MODALITIES = frozenset(["stated", "forecast", "target", "denied"])


@dataclass(frozen=True, slots=True)
class Part:
    """A quoted piece of a claim and its role in it ("quantity", "before", "whole", "payer" …)."""

    role: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about a quantity. None everywhere means: the text does not say, or not clearly.

    ``id`` is unique in the document and counts in text order ("c0"). ``shape`` is one of SHAPES, ``kind``
    the kind of the mention at its head. ``span``/``quote``: the head quantity. ``parts`` holds every piece a
    rule may show; the role "quantity" is always among them. ``passage``: the sentence. ``block``: block kind.

    ``measure``: canonical name of what is measured ("killed", "revenue"); ``subject``: whose it is;
    ``predicate``: the verb's lemma; ``direction``: "up" or "down" as the verb says; ``scope``: a word that
    sets a group apart ("another", "including", "of them"); ``whole``: the canonical noun of what a share is
    of; ``speaker``: who says so, ``direct`` whether in quotes. ``words`` are texts for messages, by name.

    ``stated``, ``implied``, ``before``, ``after``, ``part``, ``total``, ``rate``: the figures of a compound
    claim, in one unit; ``implied`` is what follows from the others. ``terms`` are the content words around the
    figure as (role, lemma): what linking compares.

    Linking fills ``allows`` (the quantity in the unit all claims of its dimension share, money in the major
    unit), ``key`` (claims with equal keys speak of one measure of one subject), ``firm`` (equal where the words
    leave little doubt of that), ``twin`` (equal for claims written with the same digits that may well be one
    figure), ``slip`` (so too, more loosely, where they differ in currency or scale), ``swapped`` (equal for claims whose
    figures differ only by two neighbouring digits that changed places) and ``links`` (ids of the claims that must agree
    with this one: equal key and overlapping time).
    """

    id: str
    shape: str
    kind: str
    span: Span
    quote: str
    passage: int
    block: str
    parts: tuple[Part, ...]
    quantity: Quantity | None = None
    measure: str | None = None
    subject: str | None = None
    predicate: str | None = None
    place: str | None = None
    time: Period | None = None
    aggregation: str | None = None
    basis: str | None = None
    polarity: bool = True
    modality: str = "stated"
    speaker: str | None = None
    direct: bool = False
    scope: str | None = None
    whole: str | None = None
    direction: str | None = None
    stated: Interval | None = None
    implied: Interval | None = None
    before: Interval | None = None
    after: Interval | None = None
    part: Interval | None = None
    total: Interval | None = None
    rate: Interval | None = None
    words: tuple[tuple[str, str], ...] = ()
    flags: frozenset[str] = frozenset()
    terms: tuple[tuple[str, str], ...] = ()
    allows: Interval | None = None
    key: str | None = None
    firm: str | None = None
    twin: str | None = None
    swapped: str | None = None
    slip: str | None = None
    links: tuple[str, ...] = ()

    def part_named(self, role: str) -> Part | None:
        """The piece with this role; None when the claim has none."""
        for part in self.parts:
            if part.role == role:
                return part
        return None
