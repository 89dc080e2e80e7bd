"""People: the names an article calls them by.

In:  an article's text, and a name as it stands beside an age or a date.
Out: who that is: the surname where only one person bears it, the full name where several do, None where the words
     leave it open ("Roe, 19" in a story of Ann Roe and Tom Roe).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from checker.model.tables import load_table

_WORD = r"[^\W\d_a-z][\w'’-]*"
# Up to four names with particles between: "Ludwig van Beethoven", "J. K. Rowling".
_NAME = rf"{_WORD}\.?(?: (?:(?:van|von|de|da|di|del|der|den|bin|al|el|la|le|ibn|dos|du) )?{_WORD}\.?){{0,3}}"
NAME_AT_END = re.compile(rf"(?:^|[^\w'’-])({_NAME})$")
NAME_AT_START = re.compile(rf"^({_NAME})")
_REACH = 70
# Names in a row: one name and those behind it.
_RUN = re.compile(rf"(and |& )?\b((?:{_WORD}\.? )+{_WORD})")


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


def _of_one_sentence(names: list[str]) -> list[str]:
    """ "… married Olga Renn. Jean died": Renn is no name of Jean's."""
    titles = words().titles
    ends = [at for at, name in enumerate(names) if name.endswith(".") and len(name) > 4 and name[:-1].lower() not in titles]
    return names[ends[-1] + 1 :] if ends else names


@dataclass
class Cast:
    """Who is who in one article. ``text`` is its prose."""

    text: str
    _groups: dict[str, list[set[str]]] = field(default_factory=dict)

    def person(self, name: str) -> str | None:
        """The one *name* stands for; None when it may be several."""
        *firsts, last = name.split(" ")
        if not firsts and last not in self.firsts and last in self._by_first:
            return self._by_first[last]
        groups = self._bearers(last)
        if len(groups) <= 1:
            return last.lower()
        own = {first.lower() for first in firsts}
        found = [index for index, group in enumerate(groups) if group & own]
        return f"{last.lower()} {found[0]}" if len(found) == 1 else None

    @cached_property
    def _by_first(self) -> dict[str, str | None]:
        """First name → who is called so by it alone; None where several are."""
        found: dict[str, set[str]] = defaultdict(set)
        for last, groups in self.firsts.items():
            for first in {first for group in groups for first in group}:
                found[first.title()].add(self.person(f"{first.title()} {last}") or "")
        return {first: next(iter(people)) or None if len(people) == 1 else None for first, people in found.items()}

    def is_known(self, name: str) -> bool:
        """Whether the article gives the full name at least once."""
        return " " in name or len(self._bearers(name.split(" ")[-1])) == 1

    def _bearers(self, last: str) -> list[set[str]]:
        """The people of one surname, each by their first names. Names that share a first name are one person's."""
        if last not in self._groups:
            self._groups[last] = groups = []
            for firsts in self.firsts.get(last, ()):
                shared = [group for group in groups if group & firsts]
                groups[:] = [group for group in groups if group not in shared] + [set(firsts).union(*shared)]
            if any("and" in group for group in groups):
                groups.append({"and"})
        return self._groups[last]

    @cached_property
    def firsts(self) -> dict[str, dict[frozenset[str], None]]:
        """Surname → the first names it stands behind; "and" among them for "Tom and Ann Roe"."""
        found: dict[str, dict[frozenset[str], None]] = defaultdict(dict)
        for run in _RUN.finditer(self.text):
            names = run.group(2).split()
            for at in range(1, len(names)):
                before = _of_one_sentence(names[max(0, at - 3) : at])
                firsts = {name.lower() for name in before if not name.endswith((".", "'s", "’s")) and len(name) > 1}
                firsts -= words().titles | words().no_names
                if run.group(1) and at <= 3:
                    firsts.add("and")
                if firsts:
                    found[names[at].removesuffix("'s").removesuffix("’s")][frozenset(firsts)] = None
        return found
