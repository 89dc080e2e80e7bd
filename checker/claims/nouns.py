"""Nouns: what a number counts or measures, read from the tree.

In:  a mention and the tree of its passage.
Out: the token of the noun, and how the number hangs on it.
     "1,000 North Korean soldiers"  →  soldiers, "counted"
     "87% of the adults"            →  adults, "of"
     "a turnout of 58%"             →  turnout, "value"
     "the toll has reached 3,000"   →  toll, "subject"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.claims.vocabulary import vocabulary
from checker.model.mention import Mention
from checker.model.tree import Tree

# Nouns that only announce a number; what they count stands behind "of".
MEASURES = frozenset(
    "number total toll count sum amount figure percentage proportion share majority minority maximum minimum average".split()
)
_PREMODIFIERS = frozenset(["amod", "compound", "nmod", "nn"])
_HANGS_ON = frozenset(["nummod", "compound", "amod", "nmod", "quantmod", "advmod", "appos", "npadvmod", "poss"])
_AMOUNTS = frozenset(["money", "percent", "measure", "percentage_point"])
_BEFORE_VALUES = frozenset("to at by from around below above than over under".split())
_UNITS_OF_TIME = frozenset("year month week day hour minute second decade century night".split())


@dataclass(frozen=True, slots=True)
class Noun:
    """``token``: the head noun. ``relation``: counted, of, value or subject. ``partitive``: "12 of the victims"."""

    token: int
    relation: str
    partitive: bool = False


def mention_tokens(mention: Mention, tree: Tree) -> list[int]:
    """The tokens that the mention's words take up, in text order."""
    first = tree.token_at(mention.start)
    if first is None:
        return []
    last = first
    while last < len(tree) and tree.starts[last] < mention.end:
        last += 1
    return list(range(first, last))


def root_token(mention: Mention, tree: Tree) -> int | None:
    """The token of the mention that the rest of the sentence hangs on; None for a mention without tokens."""
    tokens = mention_tokens(mention, tree)
    if not tokens:
        return None
    inside = set(tokens)
    outward = [at for at in tokens if tree.heads[at] == at or tree.heads[at] not in inside]
    # Words before the figure ("at least", "up to") often hang outside too: the last outward token is the figure's.
    figures = [at for at in outward if tree.starts[at] >= mention.core[0] - 1]
    return (figures or outward)[-1]


# Words that restate the unit in another coin or measure ("830bn rupees ($19bn)") and pronouns measure nothing.
_NO_NOUNS = frozenset(
    """dollar dlr pound euro yen franc mark rupee crown krona krone peso lira cent penny stg pct percent percentage point
    those them it they which who that one other more less cts mln bln""".split()
)


def find_noun(mention: Mention, tree: Tree) -> Noun | None:
    """What *mention* counts or measures; None when the sentence does not say."""
    noun = _find_noun(mention, tree)
    return None if noun is None or tree.lemmas[noun.token] in _NO_NOUNS else noun


def _find_noun(mention: Mention, tree: Tree) -> Noun | None:
    root = root_token(mention, tree)
    if root is None:
        return None
    tokens = mention_tokens(mention, tree)
    inside = set(tokens)
    # "A total of 191% of respondents": the first "of" stays inside the mention.
    wholes = (_of_object(tree, root), _of_behind(tree, tokens[-1]))
    partitive = next((whole for whole in wholes if whole is not None and whole not in inside), None)
    if partitive is not None and not _is_noun_between(tree, tokens[-1], partitive):
        return Noun(_past_measures(tree, partitive), "of", partitive=_is_definite(tree, partitive))
    counted = _counted(tree, root, inside)
    if counted is not None and not _is_apart(tree, tokens[-1], counted):
        return Noun(_past_measures(tree, counted), "counted")
    head, dep = tree.heads[root], tree.deps[root]
    if dep == "pobj" and tree.lowers[head] in ("of", "at", "to") and tree.tags[tree.heads[head]].startswith("NN"):
        return Noun(_past_measures(tree, tree.heads[head]), "value")
    if mention.kind in _AMOUNTS and dep in ("dobj", "attr", "nsubj", "nsubjpass", "pobj"):
        goods = _prepositional(tree, root, ("in", "for", "on"))
        if goods is not None:
            return Noun(goods, "value")
    return _subject_noun(tree, root)


def _of_behind(tree: Tree, last: int) -> int | None:
    """The voters of "two-thirds of voters", "two out of 72 voters", whichever token the parser hangs them on."""
    of = last + 1 + (tree.lowers[last + 1 : last + 2] == ("out",))
    return tree.child(of, "pobj") if tree.lowers[of : of + 1] == ("of",) else None


def _is_noun_between(tree: Tree, last: int, partitive: int) -> bool:
    """Whether something else is counted first: "6,000 common shares of Purolator"."""
    of = tree.heads[partitive]
    return any(tree.tags[at].startswith("NN") for at in range(last + 1, of))


def _is_apart(tree: Tree, last: int, noun: int) -> bool:
    """Whether a comma parts the noun from its number: "between 20 and 35, considered childbearing age"."""
    return noun > last + 1 and tree.words[last + 1] == "," and tree.tags[last + 2] != "CD"


def _counted(tree: Tree, root: int, inside: set[int]) -> int | None:
    at = root
    for _ in range(6):
        if tree.heads[at] == at or tree.deps[at] not in _HANGS_ON and not _is_joined(tree, at):
            return None
        at = tree.heads[at]
        if at in inside:
            continue
        tag = tree.tags[at]
        if tag.startswith("NN"):
            return at
        if not tag.startswith(("JJ", "CD", "$", "VBN", "VBG", "HYPH")):
            return None
    return None


def _is_joined(tree: Tree, token: int) -> bool:
    """The second number of "four or five defenders", and the "no" of "no deaths"."""
    if tree.deps[token] == "conj":
        return tree.tags[tree.heads[token]] == "CD"
    return tree.deps[token] == "det" and tree.lowers[token] == "no"


def _subject_noun(tree: Tree, root: int) -> Noun | None:
    """ "has reached 3,000", "rose to 12", "is 58%": the subject is what the figure measures."""
    at, dep = root, tree.deps[root]
    if dep == "pobj" and tree.lowers[tree.heads[at]] in _BEFORE_VALUES:
        at = tree.heads[at]
    elif dep not in ("dobj", "attr", "oprd", "acomp", "npadvmod", "conj", "ccomp", "advmod", "nummod"):
        return None
    for _ in range(4):
        at = tree.heads[at]
        if tree.tags[at].startswith("VB") or tree.deps[at] == "ROOT":
            break
    verbs = vocabulary().verbs
    if tree.lemmas[at] in ("bring", "take", "push", "put"):
        # "That takes the number of people to 1,900": the figure is of what is brought there.
        brought = tree.child(at, "dobj")
        return None if brought is None or brought == root else Noun(_past_measures(tree, brought), "subject")
    if not tree.tags[at].startswith("VB") or not any(tree.lemmas[at] in verbs[name] for name in ("reach", "up", "down")):
        return None
    subject = subject_of(tree, at)
    if subject is None or not tree.tags[subject].startswith("NN"):
        return None
    return Noun(_past_measures(tree, subject), "subject")


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject token of a verb, borrowed from the verb it is joined to when it has none itself."""
    at = verb
    for _ in range(4):
        for child in tree.children[at]:
            if tree.deps[child] in ("nsubj", "nsubjpass", "expl", "csubj"):
                if tree.tags[child] in ("WDT", "WP") and tree.deps[at] == "relcl":
                    return tree.heads[at]
                return child
        if tree.deps[at] == "acl":
            return tree.heads[at]
        if tree.deps[at] not in ("conj", "xcomp", "advcl"):
            return None
        at = tree.heads[at]
    return None


def _of_object(tree: Tree, token: int) -> int | None:
    for child in tree.children[token]:
        if tree.deps[child] == "prep" and tree.lowers[child] == "of" and child > token:
            return tree.child(child, "pobj")
    return None


def _prepositional(tree: Tree, token: int, words: Sequence[str]) -> int | None:
    for child in tree.children[token]:
        if tree.deps[child] == "prep" and tree.lowers[child] in words and child > token:
            found = tree.child(child, "pobj")
            if found is not None and tree.tags[found] in ("NN", "NNS") and tree.lemmas[found] not in _UNITS_OF_TIME:
                return found
    return None


def _past_measures(tree: Tree, noun: int) -> int:
    """ "the number of soldiers" is about soldiers; "a total" stays itself."""
    for _ in range(3):
        if tree.lemmas[noun] not in MEASURES or tree.lowers[noun] == "shares":
            return noun
        below = _of_object(tree, noun)
        if below is None or not tree.tags[below].startswith("NN"):
            return noun
        noun = below
    return noun


def _is_definite(tree: Tree, noun: int) -> bool:
    """ "12 of the victims", "seven of nine films"."""
    return any(
        tree.deps[at] in ("det", "poss") and tree.lowers[at] not in ("a", "an", "all")
        or tree.deps[at] == "nummod" and tree.lowers[at] != "one"
        for at in tree.children[noun]
    )  # fmt: skip


def noun_words(tree: Tree, noun: int, outside: set[int] = frozenset()) -> list[int]:
    """The noun with its adjectives and compounds, in text order, without the tokens in *outside*."""
    words = [noun]
    for at in tree.children[noun]:
        if at < noun and tree.deps[at] in _PREMODIFIERS and at not in outside and not _is_figure(tree, at):
            words.extend(inner for inner in tree.subtree(at) if inner not in outside and _is_premodifier(tree, inner))
    return sorted(set(words))


def _is_premodifier(tree: Tree, token: int) -> bool:
    return not _is_figure(tree, token) and tree.tags[token].startswith(("NN", "JJ", "VB", "HYPH", "POS"))


def _is_figure(tree: Tree, token: int) -> bool:
    return tree.tags[token] in ("CD", "$", "#") or any(letter.isdigit() for letter in tree.words[token])


_NAMED = frozenset(["number", "ratio"])


def wants_noun(mentions: Sequence[Mention]) -> bool:
    """Whether `name_counts` has anything to do here: only then is a tree of use."""
    return any(mention.kind in _NAMED for mention in mentions)


def name_counts(mentions: Sequence[Mention], tree: Tree | None) -> tuple[Mention, ...]:
    """Bare numbers become counts of the noun that the tree gives them; all else stays as it is."""
    if tree is None:
        return tuple(mentions)
    named = [_name_count(mention, tree) for mention in mentions]
    return tuple(mention for at, mention in enumerate(named) if not (at and _is_base(mention, named[at - 1], tree)))


def _is_base(mention: Mention, last: Mention, tree: Tree) -> bool:
    """Whether *mention* is what *last* is told per: the 100,000 of "12 deaths per 100,000 people"."""
    unit = last.quantity.unit if last.kind == "count" else None
    if unit is None or f" per {mention.quote.lower()}" not in unit:
        return False
    before = tree.token_at(mention.start)
    return before is not None and before > 0 and tree.lowers[before - 1] == "per"


_OLDEST = 119


def _is_age(mention: Mention, tree: Tree) -> bool:
    """ "Hagan was 66.", "She is 34 and": a bare number that a person is."""
    value, root = mention.quantity.value, root_token(mention, tree)
    if value is None or value != int(value) or not 1 <= value <= _OLDEST:
        return False
    if root is None or tree.deps[root] not in ("attr", "acomp"):
        return False
    verb = tree.heads[root]
    if tree.lemmas[verb] not in ("be", "turn") or tree.children[root]:
        return False
    subject = subject_of(tree, verb)
    return subject is not None and (tree.lowers[subject] in ("he", "she") or tree.tags[subject] == "NNP")


# Words before a noun that compare or point, and say nothing of what is counted.
_POINTERS = frozenset("other same such more fewer less own total first last next past previous".split())
_PER = frozenset(["a", "an", "per", "each", "every"])
_TIMES_PER = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "hourly": "hour"}
_NO_RATE = frozenset("ago earlier later before after previously apart".split())


def _name_count(mention: Mention, tree: Tree) -> Mention:
    if mention.kind not in _NAMED or mention.quantity is None or mention.fault:
        return mention
    if mention.kind == "number" and _is_age(mention, tree):
        return replace(mention, kind="age", quantity=replace(mention.quantity, unit="year of age", dimension="time"))
    noun = _find_noun(mention, tree)
    if noun is None or noun.relation in ("value", "subject") or tree.lemmas[noun.token] in _NO_NOUNS - {"point"}:
        return mention
    tokens = mention_tokens(mention, tree)
    if noun.token < tokens[0] and _is_named_so(tree, noun.token, tokens[0]):
        return mention
    if tree.lowers[tokens[-1] + 1 : tokens[-1] + 3] == ("-", "strong"):
        return mention
    unit = _spoken(tree, noun.token, set(tokens))
    if unit is None:
        return mention
    if mention.quantity.unit is not None:  # "4.1 per 1,000"
        unit = f"{unit} {mention.quantity.unit}"
    if mention.kind == "ratio":
        return replace(mention, quantity=replace(mention.quantity, unit=unit))
    return replace(mention, kind="count", quantity=replace(mention.quantity, unit=unit, dimension="count"))


def _is_named_so(tree: Tree, noun: int, number: int) -> bool:
    """Whether a noun before the number is not what it counts: "channel 4", "the prince, 20,", "Arsenal, seven on Heinze"."""
    return noun == number - 1 or not tree.tags[noun].endswith("S") or tree.tags[noun].startswith("NNP")


def _spoken(tree: Tree, noun: int, outside: set[int]) -> str | None:
    """The noun's words as a unit, its rate included: "north korean soldier per week"; None for a mere sign or letter."""
    words = [at for at in noun_words(tree, noun, outside) if tree.words[at][0].isalnum() and tree.lowers[at] not in _POINTERS]
    head = noun
    if noun + 2 < len(tree) and tree.words[noun + 1] == "-" and tree.ends[noun] == tree.starts[noun + 1]:
        if tree.ends[noun + 1] == tree.starts[noun + 2] and tree.tags[noun + 2].startswith("NN"):  # "co-authors"
            head = noun + 2
            words.append(head)
    if len(tree.words[head]) < 2 or head not in words:
        return None
    spoken = " ".join(tree.lemmas[at] if at == head else tree.lowers[at] for at in words)
    rate = _rate_after(tree, head)
    return f"{spoken} per {rate}" if rate else spoken


def _rate_after(tree: Tree, noun: int) -> str | None:
    """ "week" for "soldiers a week", "100,000 people" for "deaths per 100,000 people"; None without a rate."""
    at = noun + 1
    if at >= len(tree):
        return None
    if tree.lowers[at] in _TIMES_PER:
        return _TIMES_PER[tree.lowers[at]]
    if tree.lowers[at] not in _PER or at + 1 >= len(tree):
        return None
    after = tree.lowers[at + 2] if at + 2 < len(tree) else ""
    if tree.tags[at + 1] == "CD" and tree.lowers[at] == "per":
        is_named = at + 2 < len(tree) and tree.tags[at + 2] == "NNS"
        return f"{tree.lowers[at + 1]} {after}" if is_named else tree.lowers[at + 1]
    lemma = tree.lemmas[at + 1]
    if tree.tags[at + 1] != "NN" or after in _NO_RATE or tree.lowers[at] != "per" and lemma not in _UNITS_OF_TIME:
        return None
    return lemma
