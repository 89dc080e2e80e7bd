"""Why a rule did or did not fire: which claims met which condition, and what kept a pair apart.

In:  a rule and the claims of an article.
Out: lines of text, for `checker lint --trace RULE`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.engine import schema
from checker.engine.evaluate import test_of, value_of
from checker.engine.explain import shown_level
from checker.engine.language import Condition, Has, Ref, Relate, Rule, aliases_in, in_words, refs_in
from checker.engine.wording import UNSAID
from checker.engine.wording import in_words as told
from checker.model.claim import Claim

MOST_COMBINATIONS = 200


Apart = Callable[[Claim, Claim], str]


def trace(rule: Rule, claims: Sequence[Claim], why_apart: Apart | None = None) -> list[str]:
    """The story of *rule* over *claims*; *why_apart* tells of two claims why they are not linked."""
    lines = [f"{rule.name}: {rule.summary}"]
    everything = (*rule.conditions, *rule.where)
    fitting: dict[str, list[Claim]] = {}
    for alias in rule.aliases:
        own = [condition for condition in everything if aliases_in(condition) == {alias}]
        fitting[alias] = [claim for claim in claims if all(test_of(one)({alias: claim}) for one in own)]
        lines += _about_alias(alias, own, claims, fitting[alias])
    if len(rule.aliases) > 1:
        between = [condition for condition in everything if len(aliases_in(condition)) > 1]
        lines += _about_combinations(rule, between, fitting, why_apart)
    else:
        (alias,) = rule.aliases
        lines += [f"  fires on {_name(claim)}{_after_match(rule, {alias: claim})}" for claim in fitting[alias]]
    return lines


def _about_alias(alias: str, own: list[Condition], claims: Sequence[Claim], fitting: list[Claim]) -> Iterator[str]:
    yield f"{alias}: {' and '.join(map(in_words, own)) or 'any claim'}"
    near, far = [], 0
    for claim in claims:
        failed = [condition for condition in own if not test_of(condition)({alias: claim})]
        # A claim of another shape was never meant; the others are worth telling why not.
        if any(refs and refs[0].path == "shape" for refs in map(refs_in, failed)):
            far += 1
        elif failed:
            near.append(f"  no   {_name(claim)}: {'; '.join(_why(condition, {alias: claim}) for condition in failed)}")
    yield from (f"  yes  {_name(claim)}" for claim in fitting)
    yield from near
    if far:
        yield f"  no   {far} claim{'s' if far != 1 else ''} of other shapes"


def _about_combinations(
    rule: Rule, between: list[Condition], fitting: Mapping[str, list[Claim]], why_apart: Apart | None
) -> Iterator[str]:
    yield f"together: {' and '.join(map(in_words, between))}"
    combinations = (
        dict(zip(rule.aliases, chosen, strict=True))
        for chosen in itertools.product(*(fitting[alias] for alias in rule.aliases))
        if len({claim.id for claim in chosen}) == len(chosen)
    )
    wanted = (one for one in combinations if all(_before(one[earlier], one[later]) for earlier, later in rule.ordered))
    for count, binding in enumerate(wanted):
        if count == MOST_COMBINATIONS:
            yield f"  … more than {MOST_COMBINATIONS} combinations; the rest is left out"
            return
        failed = [condition for condition in between if not test_of(condition)(binding)]
        names = ", ".join(f"{alias} = {_name(claim)}" for alias, claim in binding.items())
        if failed:
            yield f"  no   {names}: {'; '.join(_why(condition, binding, why_apart) for condition in failed)}"
        else:
            yield f"  fires on {names}{_after_match(rule, binding)}"


def _before(earlier: Claim, later: Claim) -> bool:
    return earlier.span.start < later.span.start


def _after_match(rule: Rule, binding: Mapping[str, Claim]) -> str:
    """What comes of a match: with which values and at which level, or why it is no finding after all."""
    known: dict[str, object] = dict(binding)
    for name, expression in rule.lets:
        known[name] = value_of(expression, exact=True)(known)
        if known[name] is None:
            return f", but {name} = {in_words(expression)} has no value: no finding"
    alias, role = rule.evidence[0][1]
    if binding[alias].part_named(role) is None:
        return f", but {alias} has no part '{role}' to show: no finding"
    level = shown_level(rule, binding)
    refs = [ref for condition in rule.where for ref in refs_in(condition) if ref.path != "id"]
    values = dict.fromkeys(f"{in_words(ref)} is {_value(ref, binding)}" for ref in refs)
    lowered = "" if level == rule.level else f" as {level}: the speakers differ"
    return lowered + (f" ({', '.join(values)})" if values else "")


def _name(claim: Claim) -> str:
    return f'{claim.id} "{claim.quote}"'


def _why(condition: Condition, binding: Mapping[str, Claim], why_apart: Apart | None = None) -> str:
    """The condition that failed, with what the claims say instead."""
    if isinstance(condition, Has):
        flags = ", ".join(sorted(binding[condition.alias].flags)) or "none"
        return f"not: {in_words(condition)} (flags: {flags})"
    if isinstance(condition, Relate) and condition.op == "linked":
        ids = ", ".join(binding[condition.left.alias].links) or "no claim"
        reason = why_apart(binding[condition.left.alias], binding[condition.right.alias]) if why_apart is not None else ""
        return f"not: {in_words(condition)} ({condition.left.alias} is linked with {ids}{'; ' + reason if reason else ''})"
    values = dict.fromkeys(f"{in_words(ref)} is {_value(ref, binding)}" for ref in refs_in(condition))
    return f"not: {in_words(condition)} ({', '.join(values)})"


def _value(ref: Ref, binding: Mapping[str, Claim]) -> str:
    value = schema.reader(ref.path, exact=True)(binding[ref.alias])
    return UNSAID if value is None else told(value)
