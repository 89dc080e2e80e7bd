"""Days that share a month: "December 5 and 6", "18 and 19 June", "6 or 7 January", "March 3, 4 and 12, 2020".

In:  tokens of a passage.
Out: the same tokens, the days of such a list with the role MONTHDAY: (month, day, year or None).

"Between March 3 and 10" is a span and stays as it is; so does "March 3 and 12 people".
"""

from __future__ import annotations

from checker.quantities.times.lexer import NOTHING, Token

_JOINS = frozenset([",", "and", "&"])
_SPANS = frozenset(["between", "from"])
# A word after the last day that does not count with it.
_GOES_ON = frozenset(
    "in at on for to and or when where with by after before as from during because while but if since the a that this "
    "he she it they we i was were is are will would has have had of local respectively only".split()
)


def with_listed_days(tokens: list[Token]) -> list[Token]:
    """*tokens*, changed in place where a month is shared."""
    for at, token in enumerate(tokens):
        if "MONTH" in token.roles:
            _spread_forward(tokens, at)
            _spread_back(tokens, at)
    return tokens


def _day(tokens: list[Token], at: int) -> int | None:
    if not 0 <= at < len(tokens):
        return None
    roles = tokens[at].roles
    day = roles.get("DAY", roles.get("ORD"))
    return day if isinstance(day, int) and 1 <= day <= 31 and tokens[at].text[:1].isdecimal() else None


def _is_span(tokens: list[Token], at: int) -> bool:
    """Whether "between" or "from" stands just before token *at*."""
    return any(at >= back and tokens[at - back].word in _SPANS for back in (1, 2))


def _spread_forward(tokens: list[Token], at: int) -> None:
    """ "December 5 and 6, 2020"."""
    first = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].word == ".")
    if _day(tokens, first) is None or _is_span(tokens, at):
        return
    days, last, word = [first], first, ""
    while last + 2 < len(tokens) and tokens[last + 1].word in _JOINS:
        word = tokens[last + 1].word
        after = last + 2
        if word == "," and tokens[after].word == "and":
            word, after = "and", after + 1
        if _day(tokens, after) is None:
            break
        days.append(after)
        last = after
        if word != ",":
            break
    if len(days) < 2 or word == ",":
        return
    year = _year_after(tokens, last)
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if year is None and follower is not None and not _goes_on(follower):
        return
    month = tokens[at].roles["MONTH"]
    tokens[first].start = tokens[at].start
    for token in tokens[at:first]:
        token.roles, token.word = NOTHING, ""
    for place in days:
        tokens[place].roles = {"MONTHDAY": (month, _day(tokens, place), year)}


def _goes_on(follower: Token) -> bool:
    """Whether what stands after the last day leaves it a day: a stop, or a word that nothing counts."""
    return follower.word in _GOES_ON if follower.text[:1].isalnum() else follower.word != "-"


def _spread_back(tokens: list[Token], at: int) -> None:
    """ "18 and 19 June"."""
    last = at - 1
    if (
        _day(tokens, last) is None
        or last < 2
        or tokens[last - 1].word not in ("and", "or", "&")
        or _day(tokens, last - 2) is None
    ):
        return
    first = last - 2
    if _is_span(tokens, first) or first and (tokens[first - 1].text[:1].isdecimal() or tokens[first - 1].word in _JOINS | {"-"}):
        return
    tokens[first].roles = {"MONTHDAY": (tokens[at].roles["MONTH"], _day(tokens, first), _year_after(tokens, at))}


def _year_after(tokens: list[Token], at: int) -> int | None:
    """The year that closes a date at token *at*, after a comma or without one."""
    after = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].word == ",")
    return tokens[after].roles.get("YEAR") if after < len(tokens) else None
