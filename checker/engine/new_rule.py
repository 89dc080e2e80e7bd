"""A new rule with the gaps to fill, for `checker new rule NAME`."""

from __future__ import annotations

import re

from checker.model.errors import ConfigFault, Fault

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TEXT = """\
rule: {name}
summary: A count of people killed is told twice and differs.
why: >
  Say here why a reader should care, in a sentence or two.
level: warning            # error: an editor would stop the page; warning: would ask; note: worth a look

# One to three claims. Fields and their values: docs/facts.md. Every claim after the first needs `same:`.
when:
  a: {{shape: level, measure: killed}}
  b: {{shape: level, same: {{a: key}}, overlaps: {{a: time}}}}
where:
  - a.allows disjoint b.allows
let:
  gap: max(a.value, b.value) - min(a.value, b.value)

# What is shown, the primary place first.
evidence: {{second: b.quantity, first: a.quantity}}
message: '"{{b.quote}}" here, but "{{a.quote}}" in line {{a.line}}, both for {{b.measure}}.'
working: "the two differ by {{gap:number}}"
noise:
  - write down here what it flags by mistake and why you leave it so

# Its tests: `checker test FILE`. A ¶ starts a new paragraph.
examples:
  - tension: The fire killed 14 people on Sunday. ¶ The fire on Sunday killed 17 people, the police said.
    date: 2024-05-06
    evidence: ["14", "17"]
  - quiet: The fire killed 14 people on Sunday. ¶ At least 12 people were killed in the fire on Sunday.
    date: 2024-05-06
    because: at least 12 allows 14
"""


def new_rule_text(name: str) -> str:
    """The text of a rule file called *name*: it loads as it stands.

    Raises:
        ConfigFault: when *name* cannot be a rule's name.
    """
    if not _NAME.fullmatch(name):
        raise ConfigFault([Fault(name, "a rule's name is lower-case words joined by hyphens, such as count-conflict")])
    return TEXT.format(name=name)
