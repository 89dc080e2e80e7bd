"""The command line: options in, exit code out. Only this file and `checker/commands/` print.

Each command lives in its own module and is imported when it is called, so that ``checker --help`` costs
no more than click.
"""

from __future__ import annotations

import importlib
import sys

import click

COMMANDS = {
    "lint": "Check articles and tell where their own numbers disagree.",
    "claims": "Print the ledger: every claim of an article as a table.",
    "mentions": "Print every number and time as it was read.",
    "rules": "List the rules.",
    "explain": "Say what a rule finds, why, and what it leaves alone.",
    "trace": "Say why a rule did or did not fire on an article.",
    "test": "Run the examples inside rule files.",
    "new": "Write the beginning of a rule of your own.",
    "init": "Write a commented configuration.",
    "config": "Print what holds for a file, and from where.",
    "baseline": "Keep today's findings, so that only new ones are reported.",
    "stats": "Count findings by level, rule and file.",
    "watch": "Check again whenever a file is saved.",
    "lsp": "Serve an editor over the Language Server Protocol.",
    "completion": "Print the completion script for a shell.",
}


class Commands(click.Group):
    """A group whose commands are imported when asked for; their summaries stand in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"checker.commands.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]):
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            ctx.fail(f"no such command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from checker.commands.shared import version_text

        click.echo(version_text())
        ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version.")
def group() -> None:
    """A linter for the numbers in prose: tells where an article's own figures disagree."""


def main() -> None:
    """Run the command line. Trouble with the user's input ends it with exit code 2 and without a traceback."""
    import gc

    from checker.model.errors import CheckerError

    # Our values are frozen and hold no cycles; looking for some costs a seventh of a run.
    gc.set_threshold(100_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show is told by its number; no report dies of it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = group.main(standalone_mode=False, prog_name="checker")
    except CheckerError as trouble:
        for fault in trouble.faults:
            click.echo(f"checker: {fault}", err=True)
        code = 2
    except click.ClickException as trouble:
        trouble.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # The reader of our output has gone (`checker … | head`); python would complain once more while closing.
        sys.stdout = None
        code = 1
    except Exception:
        # A fault of our own keeps its traceback, but not Python's exit code 1: that one means findings.
        import traceback

        traceback.print_exc()
        click.echo("checker: this is a fault of checker itself; please report it with the lines above", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
