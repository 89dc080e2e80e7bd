"""Lists: how many items are announced, and how many follow.

In:  the scenes of an article.
Out: `list` claims: ``stated`` is the number announced, ``implied`` the items that follow.
     "There are three reasons:" and four bullets    →  flag "bullets", stated 3, implied 4
     "for three reasons: cost, time, space and fear" →  flag "inline", stated 3, implied 4
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.claims.scene import Scene
from checker.claims.time.durations import LONGEST_SENTENCE, any_of
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.mention import Mention
from checker.model.quantity import Interval
from checker.model.tables import load_table
from checker.model.text import Block

_LARGEST = 30
_LONGEST_ITEM = 6
_COLON = re.compile(r":\s*$")
# What may stand between the count and the colon: its noun and a few words about it.
_ANNOUNCED = re.compile(r"^(?: [\w'’-]+){1,9}$")
_LISTED_BELOW = re.compile(
    r"\b(?:below|as follows|following|follow|in full|these|they are|here (?:they )?are|in (?:this )?order"
    r"|in brief|namely|set out|listed|are|were)\b"
    r"[^.:]{0,40}:\s*$",
    re.I,
)
_HERE_ARE = re.compile(r"^(?:Here|Below|These|The following|What follows) (?:are|is) ")
_INLINE = re.compile(r"^((?: [\w'’-]+){1,9}):\s+([^:;()–—]+?)[.]?$")
_DASHED = re.compile(r"^((?: [\w'’-]+){1,3}),? [–—] ([^:;()–—]+?) [–—]")
# "Two men, Ann Roe, Tom Poe and Jim Dow, were charged": full names only.
_PERSON = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’.-]*){1,2}"
_APPOSED = re.compile(
    rf"^((?: [a-z][\w'’-]*){{1,2}}), ({_PERSON}(?:, {_PERSON})*,? and {_PERSON})"
    r"(?:,? (?:was|were|have|had|has|are|will|died|won|said|told|took)\b|,? who\b|\.?$)"
)
_NAME = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’.-]*){0,2}"
# "Five countries, Chile, Ghana and Nepal, have signed"; "four towns (Alder, Brome and Dunn)": what is announced has names.
_APPOSED_NAMES = re.compile(
    rf"^((?: [a-z][\w'’-]*){{1,2}}), ({_NAME}(?:, {_NAME})+,? and {_NAME})"
    r"(?:,? (?:was|were|have|had|has|are|will|won|said|signed|joined|voted|took|agreed|did|do|got|get|may|can)\b|\.?$)"
)
_BRACKETED = re.compile(rf"^((?: [a-z][\w'’-]*){{1,3}}) \(({_NAME}(?:, {_NAME})*,? and {_NAME})\)")
_NUMBERED = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|many|most|another|others|both"
    r"|half) ",
    re.I,
)
_FEW_WORDS = 5
_PLAIN_ITEM = re.compile(r"^(?:[\w'’&-]+)(?: [\w'’&.-]+){0,5}$")


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/lists.yaml."""

    partial: re.Pattern[str]
    clause: re.Pattern[str]
    announced: frozenset[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "lists.yaml")
    return Words(any_of(rows["partial"]), any_of(rows["clause"]), frozenset(rows["announced"]))


def find_lists(scenes: Sequence[Scene], article: Article) -> Iterator[Claim]:
    for scene in scenes:
        text = scene.text
        if len(text) > LONGEST_SENTENCE:
            continue
        if not _HERE_ARE.match(text) and ":" not in text and "–" not in text and "—" not in text and ", " not in text:
            continue
        if _COLON.search(text) or _HERE_ARE.match(text):
            yield from _bullets(scene, article.blocks)
        else:
            yield from _inline(scene)


def announced_counts(scene: Scene, behind: int | None = None) -> list[Mention]:
    """Whole small numbers that count a plural noun; of what follows, *behind* characters may say that the list is not all."""
    found = []
    for mention in scene.quantities:
        value = mention.quantity.value
        if mention.kind not in ("count", "number") or value is None or mention.quantity.modifier != "exact":
            continue
        is_whole = value == int(value) and "." not in mention.quote and "couple" not in mention.quote
        past = len(scene.text) if behind is None else mention.end + behind
        if is_whole and 2 <= value <= _LARGEST and not words().partial.search(scene.text, max(0, mention.start - 25), past):
            found.append(mention)
    return found


def noun_counted(mention: Mention) -> str:
    return (mention.quantity.unit or "").rpartition(" ")[2]


def _bullets(scene: Scene, blocks: Sequence[Block]) -> Iterator[Claim]:
    block = scene.passage.block
    items = items_behind(block, blocks)
    if len(items) < 2 or scene.passage.end < len(block.text.rstrip()):
        return
    counts = [
        m for m in announced_counts(scene) if m.kind == "count" and _ANNOUNCED.match(scene.text[m.end :].rstrip().rstrip(":."))
    ]
    if not counts and _LISTED_BELOW.search(scene.text):
        # "makes six recommendations, set out in full below:"
        counts = [m for m in announced_counts(scene) if m.kind == "count" and noun_counted(m) in words().announced]
    named = [m for m in counts if noun_counted(m) in words().announced]
    chosen = named if len(named) == 1 else counts
    if len(chosen) != 1:
        return
    mention = chosen[0]
    first, last = items[0], items[-1]
    yield _claim(scene, mention, len(items), "bullets", named=bool(named), items=(first, last))


def items_behind(block: Block, blocks: Sequence[Block]) -> list[Block]:
    """The items of the list right behind *block*, without those nested in them."""
    found: list[Block] = []
    for item in blocks[block.index + 1 :]:
        if item.kind != "list_item" or item.group is None:
            break
        if found and item.group != found[0].group:
            # A deeper list inside the first one is skipped; another list of the same depth is another list.
            if item.level > found[0].level:
                continue
            break
        if not found or item.level == found[0].level:
            found.append(item)
    return found


def _inline(scene: Scene) -> Iterator[Claim]:
    for mention in announced_counts(scene):
        if mention.kind != "count":
            continue
        rest = scene.text[mention.end :]
        found = _INLINE.match(rest) or _DASHED.match(rest)
        named = None if found is not None else _APPOSED.match(rest) or _named(mention, rest)
        if found is None and named is None:
            continue
        number = count_items(found.group(2)) if found is not None else _count_names(named.group(2))
        found = found or named
        if number is None or found.group(1).count(" ") > _FEW_WORDS and not _are_names(found.group(2)):
            continue
        start = mention.end + found.start(2)
        place = scene.part("items", start, mention.end + found.end(2))
        yield _claim(scene, mention, number, "inline", named=noun_counted(mention) in words().announced, parts=(place,))


def _named(mention: Mention, rest: str) -> re.Match[str] | None:
    return _BRACKETED.match(rest) or (_APPOSED_NAMES.match(rest) if noun_counted(mention) in words().announced else None)


def _are_names(text: str) -> bool:
    return all(part.strip()[:1].isupper() for part in re.split(r",|\band\b", text) if part.strip())


def count_items(text: str) -> int | None:
    """How many items "cost, time and fear" names; None where commas and "and" do not tell."""
    parts = [part.strip() for part in text.split(",")]
    last = parts.pop()
    if re.match(r"(?:and|or|plus) ", last):
        if not parts:
            return None
        parts.append(last.split(" ", 1)[1])
    else:
        ends = re.split(r" (?:and|or|plus) ", last)
        if len(ends) > 2:
            return None
        parts.extend(ends)
    if len(parts) < 2 or any(not _PLAIN_ITEM.match(part) or words().clause.search(part) for part in parts):
        return None
    if any(re.search(r"\d| (?:and|or|&) ", part) or len(part.split()) > _LONGEST_ITEM for part in parts):
        return None
    # "eight in the bus, six in the van": parts with numbers of their own.
    if any(_NUMBERED.match(part) for part in parts if part[:2].lower() not in ("a ", "an")):
        return None
    # "Tom Poe, a baker, and Ann Roe": what somebody is, not another one.
    if any(part[:1].isupper() for part in parts) and any(re.match(r"(?:an?|the|its|his|her|their) ", part) for part in parts):
        return None
    # "Leeds, England, and Paris, France": names in pairs.
    return None if len(parts) % 2 == 0 and len(parts) > 2 and re.search(r",\s*and .*,", text) else len(parts)


def _count_names(text: str) -> int:
    return len([part for part in re.split(r", and |, | and ", text) if part.strip()])


def _claim(scene: Scene, mention: Mention, number: int, flag: str, *, named: bool, parts=(), items=()) -> Claim:
    count = (("count", str(number)), ("noun", noun_counted(mention)))
    if items:
        first, last = items[0].text.strip(), items[1].text.strip()
        count = (*count, ("first", first[:40]), ("last", last[:40]))
    return scene.claim(
        mention,
        "list",
        parts=tuple(parts),
        stated=mention.quantity.allows,
        implied=Interval.exactly(Decimal(number)),
        words=count,
        flags=frozenset([flag, *(["named"] if named else [])]),
    )
