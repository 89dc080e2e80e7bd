"""A new rule with the gaps to fill, for `checker new rule NAME`."""

from __future__ import annotations

import re

from checker.model.errors import ConfigFault, Fault

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TEXT = """\
rule: NAME
summary: A share is more than half.
why: >
  Say here why a reader should care, in a sentence or two.
level: warning        # error: an editor would stop the page; warning: would ask the writer; note: worth a look

# One to three claims, each with a short name. Fields and their values: docs/facts.md.
when:
  a: {kind: percent, value: {">": 50}}
  # A second claim needs `same:`, so that the two speak of one thing:
  # b: {kind: percent, same: {a: key}, overlaps: {a: time}}

# What must hold between fields and claims.
where:
  - a.value < 100
  # - a.allows disjoint b.allows

# Values for the messages.
let:
  left: 100 - a.value

# What is shown, the primary place first.
evidence: {share: a.quantity}
message: '"{a.quote}" is more than half.'
working: "it leaves {left:number} of 100"
noise:
  - write down here what it flags by mistake, and why you leave it so

# Its tests: `checker test FILE`. A ¶ starts a new paragraph.
examples:
  - tension: Sales fell in spring. ¶ About 62% of the shops in town were closed in May.
    date: 2024-06-03
    evidence: ["62%"]
  - quiet: Sales fell in spring. ¶ About 26% of the shops in town were closed in May.
    because: that is less than half
"""


def new_rule_text(name: str) -> str:
    """The text of a rule file called *name*: it loads, and its examples hold, as it stands.

    Raises:
        ConfigFault: when *name* cannot be a rule's name.
    """
    if not _NAME.fullmatch(name):
        raise ConfigFault([Fault(name, "a rule's name is lower-case words joined by hyphens, such as count-conflict")])
    return TEXT.replace("NAME", name, 1)
