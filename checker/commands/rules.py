"""checker rules: the list of rules."""

from __future__ import annotations

from itertools import groupby

import click

from checker.commands.shared import rules_option


@click.command("rules")
@rules_option
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="A list for people, or JSON.")
def command(rules, format) -> int:
    """List the rules: name, level and what each finds, by pack."""
    from checker.run.plan import Plan, cards_of, load_rules

    cards = cards_of(load_rules(Plan(rules=rules)))
    if format == "json":
        import json

        told = [{"rule": c.name, "pack": c.pack, "level": c.level, "summary": c.summary, "why": c.why} for c in cards]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    room = max((len(card.name) for card in cards), default=0)
    for pack, members in groupby(sorted(cards, key=lambda card: (card.pack, card.name)), key=lambda card: card.pack):
        click.echo(click.style(pack, bold=True))
        for card in members:
            click.echo(f"  {card.name:<{room}}  {card.level:<7}  {card.summary}")
    click.echo(f"{len(cards)} rules")
    return 0
