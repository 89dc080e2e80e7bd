"""checker explain: one rule, told from its own file."""

from __future__ import annotations

import click

from checker.commands.shared import near_name, rules_option


@click.command("explain")
@click.argument("rule")
@rules_option
def command(rule, rules) -> int:
    """Say what RULE finds, why it matters, what it leaves alone, with its examples."""
    from checker.run.plan import Plan, load_rules

    known = {loaded.name: loaded for loaded in load_rules(Plan(rules=rules)).rules}
    if rule not in known:
        raise click.UsageError(f"no rule is named {rule!r}{near_name(rule, list(known))}; see checker rules")
    click.echo(_told(known[rule]))
    return 0


def _told(rule) -> str:
    out = [f"{rule.name} ({rule.level}, pack {rule.pack})", "", rule.summary.strip(), "", *_wrapped(rule.why)]
    if rule.noise:
        out += ["", "Known noise:", *(line for noise in rule.noise for line in _wrapped(noise, "  - ", "    "))]
    for kind, title in (("tension", "Finds:"), ("quiet", "Leaves alone:")):
        shown = [example for example in rule.examples if example.expects == kind]
        if shown:
            out += ["", title]
        for example in shown:
            out += _wrapped(example.text.replace("\n", " ¶ "), "  - ", "    ")
            if example.because:
                out += _wrapped(f"({example.because})", "    ", "    ")
    return "\n".join([*out, "", f"Rule file: {rule.path}"])


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    import textwrap

    return textwrap.wrap(" ".join(text.split()), 100, initial_indent=first, subsequent_indent=then) or [""]
