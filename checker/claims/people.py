"""People: the names an article calls them by.

In:  an article's text, and a name as it stands beside an age or a date.
Out: who that is: the surname where only one person bears it, the full name where several do, None where the words
     leave it open ("Roe, 19" in a story of Ann Roe and Tom Roe).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from checker.model.tables import load_table

_WORD = r"[^\W\d_a-z][\w'’-]*"
# Up to four names with particles between: "Ludwig van Beethoven", "J. K. Rowling".
_NAME = rf"{_WORD}\.?(?: (?:(?:van|von|de|da|di|del|der|den|bin|al|el|la|le|ibn|dos|du) )?{_WORD}\.?){{0,3}}"
NAME_AT_END = re.compile(rf"(?:^|[^\w'’-])({_NAME})$")
NAME_AT_START = re.compile(rf"^({_NAME})")
_REACH = 70


@dataclass(frozen=True, slots=True)
class Words:
    """The table of this page: see tables/people.yaml."""

    titles: frozenset[str]
    no_names: frozenset[str]


@functools.cache
def words() -> Words:
    rows = load_table("checker.claims.tables", "people.yaml")
    return Words(frozenset(rows["titles"]), frozenset(rows["no_names"]))


def name_before(text: str, end: int) -> tuple[str, int] | None:
    """The name that ends at *end* of *text*, without titles, and its start; None when no name does."""
    found = NAME_AT_END.search(text, max(0, end - _REACH), end)
    return None if found is None else _stripped(found.group(1), found.start(1))


def name_after(text: str, start: int) -> tuple[str, int] | None:
    """The name that begins at *start* of *text*, without titles, and its start."""
    found = NAME_AT_START.match(text[start : start + _REACH])
    return None if found is None else _stripped(found.group(1), start)


def _stripped(name: str, start: int) -> tuple[str, int] | None:
    for end in ("'s", "’s"):
        name = name.removesuffix(end)
    while name:
        first, _, rest = name.partition(" ")
        if first.lower().rstrip(".") not in words().titles:
            break
        start += len(first) + 1
        name = rest
    if not name or len(name) < 3 or any(part.lower() in words().no_names for part in name.split()):
        return None
    return name, start


@dataclass
class Cast:
    """Who is who in one article. ``text`` is its prose."""

    text: str
    _firsts: dict[str, frozenset[str]] = field(default_factory=dict)

    def person(self, name: str) -> str | None:
        """The one *name* stands for; None when it may be several."""
        first, _, last = name.rpartition(" ")
        firsts = self._first_names(last)
        if len(firsts) <= 1:
            return last.lower()
        if not first:
            return None
        return name.lower()

    def is_known(self, name: str) -> bool:
        """Whether the article gives the full name at least once."""
        return " " in name or len(self._first_names(name)) == 1

    def _first_names(self, last: str) -> frozenset[str]:
        if last not in self._firsts:
            pattern = re.compile(rf"(?:(and|&) )?\b({_WORD}\.?) (?:{_WORD}\. )?{re.escape(last)}\b")
            found = set()
            for match in pattern.finditer(self.text):
                first = match.group(2)
                if first.lower().rstrip(".") in words().titles or first.lower() in words().no_names:
                    continue
                found.add(first.lower().rstrip("."))
                if match.group(1):
                    found.add("and")  # "Tom and Ann Roe"
            self._firsts[last] = frozenset(found)
        return self._firsts[last]
