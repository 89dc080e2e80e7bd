"""Finding mentions: one passage to its quantities, times and labels.

In:  a passage, the setting, the source's text.
Out: `Mention`s in text order, never overlapping, each quoting the source.

Order decides: ages first ("a 34-year-old" is no duration), then times, then what is no quantity (labels, scores),
then money, percentages, units; the numbers that remain are bare, and get their noun from the parse later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from checker.model.mention import Mention
from checker.model.text import Passage, Setting
from checker.quantities.ages import find_ages, find_life_decades
from checker.quantities.build import Hedged, hedge, to_mention, zero
from checker.quantities.combine import combine
from checker.quantities.figures import Figure, read_figure
from checker.quantities.labels import find_masks, label_of
from checker.quantities.numerals import Numeral, scan_numerals
from checker.quantities.scores import find_scores
from checker.quantities.shares import find_ratios, to_share
from checker.quantities.times import find_times

_DIGIT = re.compile("[0-9]")
_ZERO = re.compile(
    r"\b(?P<nobody>[Nn](?:obody|o one|o-one))(?= (?:(?:else|was|were|is|has|had|been|got|seriously|badly|reported) ){0,3}"
    r"(?:killed|hurt|injured|wounded|harmed|died|arrested|charged|missing|rescued)\b)|"
    r"\b(?P<none>[Nn]one)(?= of (?:them\b|the "
    r"(?:[0-9]|two|three|four|five|six|seven|eight|nine|ten|"
    r"[a-z]+s\b)|(?:its|his|her|their|those) [a-z]+s\b))|\b(?P<no>[Nn]o)(?= (?:(?:reported|new|further|other"
    r"|civilian|confirmed|serious|known|immediate|major|more|military|human) )?"
    r"(?:deaths|fatalities|casualties|injuries|victims|survivors|arrests|wounded|prisoners|passengers|children|deaths?"
    r"|goals|points|votes|seats|cases|"
    r"infections|hostages|employees|jobs|job losses|homes|houses|soldiers|troops|civilians|aircraft|ships|medals|wins"
    r"|losses|shots|patients|students|accidents|incidents|complaints|crashes|collisions|fires|attacks|strikes|thefts|murders"
    r"|errors|faults|defects|delays|redundancies|layoffs|shareholders|members|visitors|staff)\b)"
)


def find_mentions(passage: Passage, setting: Setting, source_text: str) -> tuple[Mention, ...]:
    """All mentions of *passage*. A bare "$" and its like stay `Unresolved` until `settle`."""
    # Wrapped lines read as one: every pattern below knows spaces only.
    text = passage.text.replace("\n", " ").replace("\r", " ") if "\n" in passage.text else passage.text
    numerals = scan_numerals(text)
    ages = find_ages(text, numerals) if numerals else {}
    aged = [(figure.start, figure.end) for figure in ages.values()]
    if (numerals or "ties" in text) and " in " in text:
        decades = find_life_decades(text)
        aged += [(figure.start, figure.end) for figure in decades]
    else:
        decades = []
    taken = _Cover(aged)
    times = [
        mention
        for mention in find_times(passage.text, passage, setting, source_text, numerals)
        if not taken.meets(mention.start, mention.end)
        and not _is_part(text, mention, numerals)
        and not _is_part_of_figure(text, mention)
    ]
    if not numerals and not decades and " o" not in text and "no" not in text and "No" not in text:
        return tuple(times)
    busy = [(mention.start, mention.end) for mention in times]
    labels, figures = _read(passage, text, numerals, ages, decades, busy, source_text)
    hedged = hedge(text, [to_share(text, figure) for figure in _weed(text, combine(text, figures))])
    busy += [(mention.start, mention.end) for mention in labels]
    found = [to_mention(passage, source_text, one) for one in _clear(hedged, _Cover(busy))]
    return tuple(sorted([*times, *labels, *found], key=lambda mention: mention.start))


_OVER_TIME = re.compile(
    r"\b(?:for|in|over|last|past|next|consecutive|straight|first|previous|after|within|these|those|the|of|every|final) $", re.I
)


def _is_part(text: str, mention: Mention, numerals: list[Numeral]) -> bool:
    """Whether "three quarters" is a part of something here, not a stretch of nine months."""
    if mention.kind != "duration" or "quarter" not in text[mention.start : mention.end]:
        return False
    numeral = next((one for one in numerals if one.end > mention.start), None)
    if (
        numeral is None
        or not mention.end > numeral.start
        or numeral.end < mention.end
        or not (numeral.is_fraction or "and" in text[numeral.start : numeral.end])
    ):
        return False
    after = text[mention.end : mention.end + 4]
    return (
        after.startswith(" of ")
        or numeral.end > mention.end
        or (after[:1] in ("", ".", ",") and not _OVER_TIME.search(text, max(0, mention.start - 14), mention.start))
        or bool(_PART_BEFORE.search(text, max(0, mention.start - 16), mention.start))
        and (after[:1] != " " or after == " and")
    )


class _Cover:
    """Stretches of a text that are taken; asks in the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def meets(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` shares a character with a taken stretch."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.ends[at] > start


def _clear(hedged: list[Hedged], busy: _Cover) -> list[Hedged]:
    """*hedged* without overlap: modifiers give way to times, then to each other."""
    found: list[Hedged] = []
    floor = 0
    for one in hedged:
        figure = one.figure
        start = figure.start if one.merged is None and (one.start < floor or busy.meets(one.start, figure.start)) else one.start
        end = figure.end if busy.meets(figure.end, one.end) else one.end
        if start < floor or busy.meets(start, end):
            continue
        found.append(Hedged(figure, start, end, one.modifier, one.merged) if (start, end) != (one.start, one.end) else one)
        floor = end
    return found


def _read(
    passage: Passage,
    text: str,
    numerals: list[Numeral],
    ages: dict[int, Figure],
    decades: list[Figure],
    busy: list[tuple[int, int]],
    source_text: str,
) -> tuple[list[Mention], list[Figure]]:
    """Labels, and the figures of the numerals that neither time nor label takes."""
    is_title = passage.block.kind in ("title", "heading", "standfirst", "table_cell") and _is_title_case(text)
    labels: list[Mention] = []
    masks = find_masks(text) if numerals and _DIGIT.search(text) else []
    timed = _Cover(busy)
    for start, end, name in masks:
        if name is not None and not timed.meets(start, end):
            labels.append(_label(passage, source_text, start, end, name))
    closed = _Cover([*busy, *((start, end) for start, end, _ in masks), *((figure.start, figure.end) for figure in decades)])
    free = [i for i, numeral in enumerate(numerals) if i in ages or not closed.meets(numeral.start, numeral.end)]
    open_numerals = [numerals[i] for i in free]
    aged = {at: ages[i] for at, i in enumerate(free) if i in ages}
    scores = find_scores(text, open_numerals, set(aged), lambda numeral: label_of(text, numeral, is_title=is_title) is not None)
    used = set(aged) | set(scores) | {i + 1 for i in scores}
    ratios = find_ratios(text, open_numerals, used)
    used |= {i + 1 for i in ratios}
    figures: list[Figure] = list(decades)
    for i, numeral in enumerate(open_numerals):
        special = aged.get(i) or scores.get(i) or ratios.get(i)
        if special is not None:
            figures.append(special)
        elif i not in used and not _is_pronoun(text, numeral) and not (figures and numeral.start < figures[-1].end):
            label = None if numeral.fault else _label_in_row(text, labels, numeral) or label_of(text, numeral, is_title=is_title)
            if label is not None:
                labels.append(_label(passage, source_text, numeral.start, numeral.end, label))
                continue
            figure = (
                _ordinal(text, numeral) if numeral.is_ordinal else read_figure(text, numeral, figures[-1].end if figures else 0)
            )
            if figure is not None and (not figures or figure.start >= figures[-1].end):
                figures.append(figure)
    figures += [zero(*match.span(match.lastgroup)) for match in _ZERO.finditer(text)]
    return labels, sorted(figures, key=lambda figure: figure.start)


_HARMED_ONE = re.compile(
    r"\b(?:kill|injur|wound|arrest|hospitali[sz]|rescu|detain)[a-z]{0,4} (?:at least |only |just )?$", re.IGNORECASE
)
_PRONOUN_ONE = re.compile(r" (?:of|and|who|that|which|is|was|has|had|day|thing|way|by|for|from|with|as|than|when|where)\b")


def _is_pronoun(text: str, numeral: Numeral) -> bool:
    """The plainest cases of "one" as a pronoun, told before anything else is tried."""
    return (
        numeral.is_word
        and numeral.end - numeral.start == 3
        and numeral.value == 1
        and _PRONOUN_ONE.match(text, numeral.end) is not None
        and not _HARMED_ONE.search(text, max(0, numeral.start - 24), numeral.start)
    )


_PLURAL_ROW = re.compile(r"\b[A-Za-z]{1,12}s\.? [0-9]{1,4}(?:(?:, and |, | and )[0-9]{1,4}){0,6}(?:, and |, | and )$")
_ROW = re.compile(r", | and |, and | or | to |[-–/&]| & ")


_ROWS = frozenset(["figure", "section", "page"])
_FIGURE_BEFORE = re.compile(r"\b(?:[Ff]igs?\.|[Ff]igures?|[Tt]ables?|[Ss]chemes?|[Pp]anels?) $")


def _is_part_of_figure(text: str, mention: Mention) -> bool:
    """ "Fig. 6d" is no length of six days."""
    return mention.kind == "duration" and _FIGURE_BEFORE.search(text, max(0, mention.start - 9), mention.start) is not None


def _label_in_row(text: str, labels: list[Mention], numeral: Numeral) -> str | None:
    """ "pages 3-7", "Figs. 7 and 8": a plain number in a row with a label is one too."""
    if not labels or not numeral.is_plain or labels[-1].end >= numeral.start or numeral.start - labels[-1].end > 6:
        return None
    last, between = labels[-1], text[labels[-1].end : numeral.start]
    is_row = last.name in ("number", "category") and _PLURAL_ROW.search(text, max(0, numeral.start - 40), numeral.start)
    if not _ROW.fullmatch(between) or not is_row and last.name not in _ROWS and between not in ("-", "–", "/"):
        return None
    return None if numeral.suffix or text[numeral.end : numeral.end + 1] == "%" or last.name == "rank" else last.name


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]{4,}", text)]
    return not words or sum(word[0].isupper() for word in words) * 2 > len(words)


def _label(passage: Passage, source_text: str, start: int, end: int, name: str) -> Mention:
    span = passage.span(start, end)
    return Mention("label", passage.index, start, end, span, source_text[span.start : span.end], (start, end), name=name)


_RANKED = re.compile(r"[ \u00a0-][a-z]|[ \u00a0][A-Z]|[.,;)]|$")


def _ordinal(text: str, numeral: Numeral) -> Figure | None:
    """A rank; None for "first" and "second" as adverbs and for "second" of time."""
    if (
        numeral.is_word
        and numeral.value <= 2
        and not re.search(
            r"\b(?:the|a|his|her|its|their|our|my|'s|’s|this|that) $", text[max(0, numeral.start - 7) : numeral.start], re.I
        )
    ):
        return None
    if not _RANKED.match(text, numeral.end):
        return None
    return Figure(
        "ordinal",
        numeral.start,
        numeral.end,
        (numeral.start, numeral.end),
        numeral.value,
        numeral.value,
        numeral.value,
        Decimal(1),
        0,
    )


_ONE_BEFORE = re.compile(
    r"(?:\b(?:the|this|that|which|each|every|no|any|another|latest|big|good|new|old|right|wrong|only|first|next|last"
    r"|little|young|loved|such|some|what|"
    r"square|number|day|at|back to|formula|phase|if|than|as|like|good|better|best|worst|great|major|other|same|long|large"
    r"|small|past|a|an|its|his|her|their|my|our|your)|'s|’s)[ -]$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"(?:[ -](?:of|another|who|that|which|is|was|has|had|day|thing|way|hand|side|reason|point|night|by|to|in|on|at|and|or"
    r"|can|could|would|will|should|might|must|may|"
    r"for|from|with|as|than|more thing|where|when|time|morning|evening|such|example|without|until|moment|step|size|stop"
    r"|off|liners?|party|sided|man's|being|if|but|does|did|made|"
    r"gets?|becomes?|feels?|needs?|wants?|cannot|seems?|goes|said|says|called|also|just|only|even|not|after|before|about|over|under|aspect"
    r"|exception|word|sort|kind|if|better|now|yet|there|here|already|again|because|since)\b|[ ]?[—–]|['’.,;:?!)\"”-]|$)"
)
_HALF_AFTER = re.compile(
    r" (?:of\b|\([0-9]|the\b|an?\b|its\b|their\b|his\b|her\b|those\b|all\b|that\b|as\b|are\b|were\b|have\b|said\b|our\b|your\b"
    r"|my\b|or more\b)|[.,;]?$|[,;.] "
)
_PART_AFTER = re.compile(
    r" (?:of\b|\([0-9]|more\b|less\b|fewer\b|lower\b|higher\b|bigger\b|smaller\b|cheaper\b|down\b|up\b|said\b|were\b|are\b"
    r"|have\b)|[.,;]?$|[,;.] "
)
_PART_END = re.compile(r" (?:to|from|in|on|since|this|last|compared|over|during|and|or|as|when|than|between|year)\b")
_PART_BEFORE = re.compile(
    r"\b(?:by|to|than|nearly|almost|about|over|around|roughly|under|from|only|just|at least|exactly|approximately|up|down"
    r"|another|below|above|and|is) $",
    re.I,
)


_CLOCK = re.compile(r" ?(?:GMT|UTC|BST|EST|EDT|CET|CEST|PST|PDT|ET|PT|hrs|hours local|local time|AEDT|AEST|IST|MSK)\b")


def _weed(text: str, figures: list[Figure]) -> list[Figure]:
    """*figures* without the pronoun "one", years that no date took, and parts that are names ("first half")."""
    return [figure for figure in figures if not figure.is_bare or not _is_weed(text, figure)]


def _is_weed(text: str, figure: Figure) -> bool:
    start, end = figure.start, figure.end
    if figure.is_word and figure.low == 1 and not figure.is_range and end - start == 3:
        return not _HARMED_ONE.search(text, max(0, start - 24), start) and (
            bool(_ONE_AFTER.match(text, end))
            or bool(_ONE_BEFORE.search(text, max(0, start - 10), start))
            and not re.search(r"\b(?:at least|than|only|as many as) $", text[max(0, start - 14) : start])
        )
    if figure.is_fraction and figure.is_word and figure.scale == 1:
        word = text[start:end].lower()
        if word in ("quarter", "quarters", "thirds", "halves", "fifths", "fourths"):
            return not (word == "quarter" and text.startswith(" of ", end))
        if "half" in word and "and" not in word:
            if word == "half":
                return not (_HALF_AFTER.match(text, end) or _PART_BEFORE.search(text, max(0, start - 16), start)) or bool(
                    re.search(
                        r"\b(?:first|second|last|other|in|the|this|that|and a|better|next|latter|third|fourth) $",
                        text[max(0, start - 8) : start],
                    )
                )
            return not (_HALF_AFTER.match(text, end) or _PART_BEFORE.search(text, max(0, start - 16), start))
        if (
            "quarter" in word
            and not word.startswith(("three", "one"))
            or word in ("a third", "a fifth", "a fourth", "a sixth", "a seventh", "an eighth", "a tenth")
        ):
            if _PART_AFTER.match(text, end):
                return False
            return not (
                _PART_BEFORE.search(text, max(0, start - 16), start) and ("quarter" in word or _PART_END.match(text, end))
            )
        return False
    if figure.is_plain and end - start == 4 and _CLOCK.match(text, end):
        return True
    if figure.is_plain and 1900 <= figure.low <= 2059 and end - start == 4 and not figure.is_range:
        return not re.match(r" (?:[a-z]+ ){0,1}(?:[a-z]{3,}s\b|people\b|men\b|women\b)", text[end : end + 30])
    if figure.low > 10**15 and figure.is_plain:
        return False
    return False
