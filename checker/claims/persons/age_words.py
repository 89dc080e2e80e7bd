"""Age words: the phrases that tell how old somebody is.

In:  a scene.
Out: tellings, an age and the name or word it is told of.
     "Ann Roe, 18," → 18 of Ann Roe; "the 18-year-old student Ann Roe"; "Ann Roe, who is 18,"; "At 18, Ann Roe is"
     "The 18-year-old was", "She was 81.", "At 31 she is" → of "", a word that points back
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.claims.nouns import subject_of
from checker.claims.persons.birthdays import birthdays_of
from checker.claims.persons.people import name_after, name_before
from checker.claims.scene import Scene
from checker.claims.time.telling import Telling
from checker.model.mention import Mention

_APPOSED = re.compile(r"(?:, | \()(?:(?:now |just |only )?aged? |now |just |who(?: i|’|')s (?:aged )?|who was (?:aged )?)?$")
_APPOSED_NOW = re.compile(r"(?:, | \()(?:now|still only|still) $")
_IS = re.compile(r" (?:is|was) (?:now |just |only )?(?:aged )?$")
_PRONOUN_IS = re.compile(r"^(?:He|She) (?:was|is) (?:aged )?$")
_ENDS = re.compile(r"^(?:[,.)]|$| and\b| when\b| years old\b| last\b)")
_OLD = re.compile(r"years?[ -]old$", re.I)
_THE_OLD = re.compile(r"\b(?:the|The) $")
# What may stand between "18-year-old" and the name: "student", "former pupil of".
_DESCRIPTION = re.compile(r"^ (?:[a-z][\w'’-]* ){0,4}?(?=[^\W\d_a-z])")
_APPOSED_NAME = re.compile(r"^((?: [a-z][\w'’-]*){1,3}), (?=[^\W\d_a-z])")
_AN_OLD = re.compile(r"^(.*?),? (?:is |was |who is )?an? $")
_DIED = re.compile(r"\b(?:died|dies|dead|passed away|death)\b[^.;]{0,60}$", re.I)
_HEADLINE_DEATH = re.compile(
    r",? (?:[a-z][^,]{2,40}, )?(?:dies|died|dead|has died|passes away)\b[^,.;]{0,40}?(?:,? aged?|,? at) $", re.I
)
# "At 31 she is far from the oldest", "She says that, at 43, she is ready": what she is now.
_AT = re.compile(r"(?:^|[.,;] |that,? |and )[Aa]t (?:just |only |age |the age of )?$")
_IS_NOW = re.compile(
    r"^,? (?:(he|she) |the (?:\w+ )?\w+ |(?=[^\W\d_a-z]))(?:[^\W\d_a-z][\w'’-]* ){0,3}"
    r"(?:(?:is|remains|still|has|knows|says|keeps|feels|shows|lives|runs|holds|plays|looks|works) |(?:’|')s )"
)
_AGED_FIRST = re.compile(r"(?:^|[.;] )Aged (?:just |only )?$")
# "Not bad for a man of 60, Ivo Hart": no; "Sam Reed, is 21.": yes.
_PLAINLY_IS = re.compile(r",? is (?:now |just |only |still )?$")
_SAID = re.compile(r"^(?:,? who\b|['’]s\b)")
_I_AM = re.compile(r"\bI(?: am|['’]m) (?:now |only |just |still )?(?:aged )?$")
_SAID_BEHIND = re.compile(r"^,? (?:says|said|laughs|laughed|adds|added|jokes|joked|insists|insisted) (?:(he|she)\b)?", re.I)
_PLAUSIBLE = range(8, 111)


def tellings_of(scene: Scene) -> Iterator[Telling]:
    for mention in scene.quantities:
        value = mention.quantity.value
        if value is None or mention.quantity.modifier != "exact" or value != int(value) or int(value) not in _PLAUSIBLE:
            continue
        if mention.kind == "age" and mention.quantity.unit == "year of age":
            found = _of_age(scene, mention) or _of_number(scene, mention)
        elif mention.kind in ("number", "count") and (
            _ENDS.match(scene.text[mention.end :]) or _AT.search(scene.before(mention, 20))
        ):
            found = _of_number(scene, mention)
        else:
            continue
        if found is not None:
            yield found
    yield from birthdays_of(scene)


def _of_number(scene: Scene, mention: Mention) -> Telling | None:
    """ "Ann Roe, who is 18," and "She was 81.": a bare number that is an age by its place."""
    lead = scene.text[: mention.start]
    if _PRONOUN_IS.match(lead) and len(scene.text) - mention.end <= 2:
        return Telling(scene, mention, "", 0, 0, death=False)
    if lead.endswith((" was ", " is ")) and re.match(r"^ when (?:he|she) died\b", scene.text[mention.end :]):
        return Telling(scene, mention, "", 0, 0, death=True)
    if lead.endswith(" at ") and _DIED.search(lead):
        return _of_death(scene, mention)
    if (now := _now(scene, mention) or _in_own_words(scene, mention)) is not None:
        return now
    if _ENDS.match(scene.text[mention.end :]) and (plain := _PLAINLY_IS.search(lead)) and len(scene.text) - mention.end <= 20:
        return _named(scene, mention, plain.start())
    if lead == "At " and (behind := re.match(r"^, (?=[^\W\d_a-z])", scene.text[mention.end :])):
        named = name_after(scene.text, mention.end + behind.end())
        if named is not None:
            return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
    if _APPOSED_NOW.search(lead) and re.match(r"[,.)]", scene.text[mention.end :]):
        return _named(scene, mention, _APPOSED_NOW.search(lead).start())
    who = re.search(r", who,? (?:is|was|at|(?:just |recently )?turned) $", lead)
    return None if who is None else _named(scene, mention, who.start())


def _now(scene: Scene, mention: Mention) -> Telling | None:
    """ "At 31 she is far from the oldest" and "Aged 34, striker Leo Marsh knows"."""
    text, end = scene.text, mention.end
    quote = re.match(r"(?:aged?|the age of|at) ", mention.quote, re.I)
    lead = text[: mention.start] + (mention.quote[: quote.end()] if quote else "")
    behind = _IS_NOW.match(text[end:])
    if behind is not None and _AT.search(lead):
        if behind.group(1):
            return Telling(scene, mention, "", 0, 0, death=False)
        start = end + re.match(r",? ", text[end:]).end()
        named = name_after(text, start)
        return None if named is None else Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
    described = re.match(r"^, (?:[a-z][\w'’-]* ){0,3}(?=[^\W\d_a-z])", text[end : end + 60])
    if described and _AGED_FIRST.search(lead) and _in_present(scene):
        named = name_after(text, end + described.end())
        return None if named is None else Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
    return None


def _in_own_words(scene: Scene, mention: Mention) -> Telling | None:
    """ "I am 84 and well," said Mr Roe": the one who says so."""
    text = scene.text
    if not _I_AM.search(text, 0, mention.start) or not _ENDS.match(text[mention.end :]):
        return None
    around = next(((low, high) for low, high in scene.quotes if low <= mention.start < high), None)
    said = _SAID_BEHIND.match(text[around[1] : around[1] + 30]) if around is not None else None
    if said is None:
        return None
    if said.group(1):
        return Telling(scene, mention, "", 0, 0, death=False)
    named = name_after(text, around[1] + said.end())
    return None if named is None else Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)


def _in_present(scene: Scene) -> bool:
    tree = scene.tree
    return tree is not None and any(tree.deps[at] == "ROOT" and tree.tags[at] in ("VBZ", "VBP") for at in range(len(tree)))


def _of_age(scene: Scene, mention: Mention) -> Telling | None:
    text = scene.text
    lead = text[: mention.start]
    apposed = _APPOSED.search(lead) or _IS.search(lead)
    if apposed:
        found = _named(scene, mention, apposed.start())
        if found is not None:
            return found
    if _OLD.search(mention.quote):
        return _of_old(scene, mention)
    if scene.passage.block.kind in ("title", "heading") and (death := _HEADLINE_DEATH.search(lead)):
        return _named(scene, mention, death.start(), death=True)
    if _DIED.search(lead):
        return _of_death(scene, mention)
    return None


def _of_old(scene: Scene, mention: Mention) -> Telling | None:
    """ "the 18-year-old student Ann Roe", "Ann Roe, an 18-year-old student", "the 18-year-old"."""
    text, end = scene.text, mention.end
    described = _DESCRIPTION.match(text[end : end + 60])
    if described and _is_description(scene, end, end + described.end()):
        named = name_after(text, end + described.end())
        if named is not None:
            return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
        return None
    apposed = _APPOSED_NAME.match(text[end : end + 60])
    if apposed and _is_description(scene, end, end + apposed.end(1)):
        named = name_after(text, end + apposed.end())
        # "a 34-year-old plumber, Neil Gow,"
        if named is not None and " " in named[0] and text[named[1] + len(named[0]) :][:1] == ",":
            return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death=False)
    lead = text[: mention.start]
    behind = re.search(r",? (?:is |was |who is )?an? $", lead)
    if behind is not None:
        return _named(scene, mention, behind.start())
    if _THE_OLD.search(lead):
        if re.match(r"^ from\b", text[end:]) or _SAID.match(text[end:]) or _acts(scene, end):
            return Telling(scene, mention, "", 0, 0, death=False)
        if (noun := re.match(r"^ ([a-z]{3,})\b(?! [A-Z])", text[end:])) is not None:
            return Telling(scene, mention, "", 0, 0, death=False, noun=noun.group(1))
    return None


def _acts(scene: Scene, end: int) -> bool:
    """Whether a verb follows, as in "the 18-year-old has"."""
    tree = scene.tree
    at = None if tree is None else tree.token_at(end)
    if at is None:
        return False
    return tree.tags[at].startswith(("VB", "MD")) or (
        tree.tags[at] == "RB" and tree.tags[at + 1 : at + 2] in (("VBD",), ("VBZ",))
    )


def _is_description(scene: Scene, start: int, end: int) -> bool:
    """Whether only nouns and adjectives stand between an age and the name behind it."""
    tree = scene.tree
    if tree is None:
        return not scene.text[start:end].strip()
    inside = [at for at in range(len(tree)) if start <= tree.starts[at] and tree.ends[at] <= end]
    return all(tree.tags[at].startswith(("NN", "JJ", "HYPH", "POS")) for at in inside)


def _named(scene: Scene, mention: Mention, end: int, death: bool = False) -> Telling | None:
    named = name_before(scene.text, end)
    if named is None:
        return None
    return Telling(scene, mention, named[0], named[1], named[1] + len(named[0]), death)


def _of_death(scene: Scene, mention: Mention) -> Telling | None:
    """ "Ann Roe, who played the queen, has died aged 81": the one who is the verb's subject."""
    tree = scene.tree
    if tree is None:
        return None
    verbs = [at for at in range(len(tree)) if tree.lemmas[at] in ("die", "pass") and tree.ends[at] <= mention.start]
    subject = subject_of(tree, verbs[-1]) if verbs else None
    if subject is None:
        return None
    if tree.tags[subject].startswith("NNP"):
        return _named(scene, mention, tree.ends[subject], death=True)
    determiner = tree.child(subject, "det", "poss")
    if tree.lowers[subject] in ("he", "she") or (determiner is not None and tree.lowers[determiner] == "the"):
        return Telling(scene, mention, "", 0, 0, death=True)
    return None
