"""Lists apart: how many are announced in one sentence, and the names that the next one lists.

In:  the scenes of an article.
Out: `list` claims as in `lists`, with the flag "apart".
     "The three finalists were announced. They are Ann Roe, Tom Poe, Jim Dow and Eve Loe"  →  stated 3, implied 4
     "the four counties of Durham, Kent and Essex"                                         →  stated 4, implied 3
     "for three reasons. First, … Second, … Third, … Fourth, …"                            →  stated 3, implied 4
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.claims.figures import is_group
from checker.claims.parts.lists import announced_counts, items_behind, noun_counted, words
from checker.claims.scene import Scene, every_scene
from checker.model.article import Article
from checker.model.claim import Claim, Part
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.text import Passage

_NAME = (
    r"(?:(?:Sir|Dame|Dr|Prof|Professor|Mr|Mrs|Ms|Lord|Lady|Col|Capt|Rev|St)\.? )?[^\W\d_a-z][\w'’.-]*(?: (?:de"
    r"|van|von|der|den|la|le|of|the|and the|[^\W\d_a-z][\w'’.-]*)){0,4}"
)
_ITEM = re.compile(rf"^{_NAME}(?:,? (?!and\b)[a-z][^,;]*|\s*[“\"‘'][^”\"]*[”\"’'].*)?$")
_THE_NAME = re.compile(r"^the (?=[A-Z])")
# "They are", "The medals went to", "Those honoured were": nothing but the list follows.
_OPENS = re.compile(
    r"^(?:(?:They|These|Those(?: [\w'’-]+){1,4}|The (?:[\w'’-]+ ){1,3}?(?:who [\w ]{3,30} )?"
    r"|All (?:[\w]+ )?)\s?(?:are|were|went to|go to|will be|being)"
    r"|(?:Named|Honoured|Honored|Elected|Chosen|Appointed|Shortlisted|Selected|Nominated|Inducted|Recognised"
    r"|Recognized)(?: [\w]+){0,2} (?:are|were)"
    r"|(?:On|In) the (?:list|shortlist|team|running) are|Step forward,?|Congratulations to|Medals went to"
    r"|Awards went to|Prizes went to)\s+(?:the\s+)?(?=[A-Z])"
)
_NOT_ALL = re.compile(
    r"\b(?:including|among|others?|another|also|such as|e\.g|for example|notably|most|first|some|several|both)\b|\d|:", re.I
)
_DESCRIBED = re.compile(r"^(?:an?|the|who|which|whose|from|of|aged|at|in|his|her|their|formerly|now|both|with|then)\b|^\d", re.I)
_OF_NAMES = re.compile(
    rf"^ (?:[a-z][\w'’-]* ){{1,3}}?(?:of|are|were|namely|being"
    rf"|,) ({_NAME}(?:, {_NAME})*,? and {_NAME})(?=[.,;)]| (?:have|has|had|are|were|was|will|is|in)\b|$)"
)
# "Seven towns will get a stop, namely Ash, Birch and Cole."
_NAMELY = re.compile(rf"^ [^.;:()\d]{{3,90}}?,? (?:namely|viz\.?|to wit),? ({_NAME}(?:, {_NAME})*,? and {_NAME})(?=[.,;)]|$)")
_FULL = r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}"
# "Two governors have been elected, Mary Hale, Ian Poole and Sue Bright."
_AT_END = re.compile(rf"^ [^.;:,()\d]{{3,70}}, (?:namely )?({_FULL}(?:, {_FULL})*,? and {_FULL})\.?$")
_ORDINALS = {
    "first": 1,
    "firstly": 1,
    "second": 2,
    "secondly": 2,
    "third": 3,
    "thirdly": 3,
    "fourth": 4,
    "fourthly": 4,
    "fifth": 5,
    "fifthly": 5,
    "sixth": 6,
}
_ORDINAL = re.compile(r"^(?:and |but )?(First|Second|Third|Fourth|Fifth|Sixth)(?:ly)?(?:,| comes| is| was| came| there)", re.I)
_STEPS = frozenset("step stage tip rule lesson reason question point thing task command".split())
_SOME_OF = re.compile(r"\b(?:first|next|last|final|other|more|another|remaining|previous|these|those|the|of|one of)\s+$", re.I)
_REACH, _FAR, _SLIP = 2, 14, 2
# "Six villages at the head of the dale": what stands further behind is about them.
_CLOSE = 14
_FEWEST = 2


def find_lists_apart(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for scene in scenes:
        for mention in announced_counts(scene):
            if mention.kind == "count":
                yield from _of_names(scene, mention)
    every = list(every_scene(scenes, article))
    for at, scene in enumerate(every):
        found = _OPENS.match(scene.text)
        if found is not None and scene.passage.block.kind in ("paragraph", "quote"):
            yield from _named_next(every, at, found.end())
    yield from _enumerated(every)
    yield from _numbered(scenes, article)


def _of_names(scene: Scene, mention: Mention) -> Iterator[Claim]:
    found = _OF_NAMES.match(scene.text[mention.end :])
    at_end = _NAMELY.match(scene.text[mention.end :]) or _AT_END.match(scene.text[mention.end :]) if found is None else None
    found = found or at_end
    if found is None or at_end is None and not _may_be_named(mention):
        return
    number = count_names(found[1])
    if number is not None and number != mention.quantity.value and abs(number - mention.quantity.value) <= _SLIP:
        start = mention.end + found.start(1)
        yield _claim(scene, mention, number, scene.part("items", start, mention.end + found.end(1)))


def count_names(text: str) -> int | None:
    """How many names "Ann Roe (Ditch), Tom Poe for compost and Eve Loe" lists; None where the commas do not tell."""
    plain = re.sub(r"\s*\([^()]*\)", "", text).rstrip(' .”"')
    if plain.count(";") >= _FEWEST:
        return _count_long(plain)
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "so", plain)
    parts = [part.strip() for part in re.split(r"[;,]", plain)]
    last = re.split(r"\s+and\s+", re.sub(r"^and\s+", "", parts.pop()))
    if len(last) > _FEWEST:
        return None
    items = [part for part in (*parts, *last) if part]
    named = [re.sub(r"^and\s+", "", item) for item in items]
    if any(re.search(r"\band\b", item) for item in named):
        return None
    if len(named) > _FEWEST and all(_THE_NAME.match(item) for item in named[1:]):
        # "Anchor, the Railway and the Crown": pubs, ships and papers go by an article.
        named = [_THE_NAME.sub("", item) for item in named]
    kept = [item for item in named if not _DESCRIBED.match(item)]
    if len(kept) < _FEWEST or any(not _ITEM.match(item) for item in kept):
        return None
    # "Leeds, England, and Paris, France": names in pairs.
    return None if len(kept) > _FEWEST and len(kept) % 2 == 0 and re.search(r",\s*and [^,]*,", text) else len(kept)


def _count_long(text: str) -> int | None:
    """How many "Ann Roe, a midwife; Tom Poe, who runs the inn; and the organist, Eve Loe": one between each two semicolons."""
    items = [re.sub(r"^(?:and|or)\s+", "", part.strip()) for part in text.split(";")]
    # "Tom Poe and Eve Loe, both of Kent": two in one item.
    if any(re.search(r"[A-Z][\w'’-]+ and [A-Z]|\b(?:both|twins|brothers|sisters)\b", item) for item in items):
        return None
    return len(items) if all(re.search(r"\b[A-Z]", item) for item in items) else None


def _numbered(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    """ "Restoring takes six steps and four minutes. You need …" and a numbered list of seven."""
    for block in article.blocks:
        if block.kind != "paragraph" or block.text.rstrip().endswith(":"):
            continue
        items = items_behind(block, article.blocks)
        if len(items) < _FEWEST or [item.number for item in items] != list(range(1, len(items) + 1)):
            continue
        here = [scene for scene in scenes if scene.passage.block.index == block.index]
        told = [(s, m) for s in here for m in announced_counts(s, _CLOSE) if m.kind == "count" and noun_counted(m) in _STEPS]
        if len(told) != 1 or _SOME_OF.search(told[0][0].before(told[0][1], 20)):
            continue
        scene, mention = told[0]
        if 0 < abs(mention.quantity.value - len(items)) <= _SLIP:
            last = next((s for s in scenes if s.passage.block.index == items[-1].index), None)
            part = (
                Part("items", items[-1].span(0, len(items[-1].text)), items[-1].text)
                if last is None
                else last.part("items", 0, len(last.text))
            )
            yield _claim(scene, mention, len(items), part)


def _named_next(every: Sequence[Scene], at: int, start: int) -> Iterator[Claim]:
    """The sentences before may tell how many there are of those whom this one names."""
    scene = every[at]
    listing = scene.text[start:]
    if _NOT_ALL.search(re.sub(r"[“\"(][^”\")]*[”\")]", "", listing)) or not re.search(r",? and |, ", listing):
        return
    number = count_names(listing)
    if number is None:
        return
    is_they = scene.text.startswith(("They are ", "They were ")) and every[at - 1].passage.index == scene.passage.index - 1
    counts = [
        (place, m)
        for place in every[max(0, at - _REACH) : at]
        for m in announced_counts(place, _CLOSE)
        if is_they or _may_be_named(m)
    ]
    if any(m.quantity.value == number for _, m in counts):
        return
    near = [(place, m) for place, m in counts if abs(m.quantity.value - number) <= _SLIP]
    # A headline and the sentence below it may tell one count twice.
    if len({(m.quantity.value, noun_counted(m)) for _, m in near}) == 1:
        place, mention = near[-1]
        span = scene.passage.span(start, len(scene.text))
        yield _claim(place, mention, number, Part("items", span, scene.source_text[span.start : span.end]))


def _may_be_named(mention: Mention) -> bool:
    noun = noun_counted(mention)
    return mention.kind == "count" and (
        noun in words().announced or noun == "person" or is_group("person", [noun]) or is_group(noun, ["man"])
    )


def _enumerated(every: Sequence[Scene]) -> Iterator[Claim]:
    """ "for three reasons. First, …": more are told off than were announced."""
    for at, scene in enumerate(every):
        counts = [m for m in announced_counts(scene) if m.kind == "count" and noun_counted(m) in words().announced]
        if len(counts) != 1 or at + 1 >= len(every):
            continue
        told: list[Passage] = []
        for place in every[at + 1 : at + _FAR]:
            found = _ORDINAL.match(place.text)
            if found is not None and _ORDINALS[found[1].lower()] == len(told) + 1:
                told.append(place.passage)
        if told and told[0].index - scene.passage.index <= _FEWEST and len(told) > counts[0].quantity.value:
            span = told[-1].span(0, min(40, len(told[-1].text)))
            yield _claim(scene, counts[0], len(told), Part("items", span, scene.source_text[span.start : span.end]))


def _claim(scene: Scene, mention: Mention, number: int, items: Part) -> Claim:
    return scene.claim(
        mention,
        "list",
        parts=(items,),
        stated=mention.quantity.allows,
        implied=Interval.exactly(Decimal(number)),
        words=(("count", str(number)), ("noun", noun_counted(mention))),
        flags=frozenset(["apart"]),
    )
