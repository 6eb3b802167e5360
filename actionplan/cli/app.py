"""The command line: its commands by name, each in a module of its own that is imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, ClassVar, TypeAlias

import typer
from typer.core import TyperGroup

from actionplan import __version__
from actionplan.cli.options import Workspace

Listed: TypeAlias = tuple[tuple[str, str], ...]

# Name, module, and the first line of its help. In the order of a plan's life.
COMMANDS: Listed = (
    ("init", "Begin a plan: its files, the check of each change, and a first report"),
    ("list", "Commitments as a table: where each one stands"),
    ("show", "One commitment in full"),
    ("history", "The log of a commitment, oldest first"),
    ("changes", "What changed, in the plan's words: for a meeting, or beside a change of the files"),
    ("outcomes", "What should change for people: each indicator against its path, and who serves what"),
    ("report", "The paper for the review: decisions, exceptions, changes, every commitment"),
    ("add", "Add a commitment at the end of its lead partner's file"),
    ("update", "Record where a commitment is: one more entry at the end of its log"),
    ("extend", "Ask for more time: the date first agreed stays"),
    ("decide", "Record the decision on a request for more time: granted or refused"),
    ("withdraw", "Record that a commitment will not be delivered, and why"),
    ("supersede", "Record that another commitment took the place of one"),
    ("returns", "Forms for partners out and in, who has answered, and a reminder for whoever has not"),
    ("review", "Close a review, record what it decided, and find what was restated since"),
    ("reading", "Record a measured value of an indicator; one that is revised keeps the earlier value"),
    ("export", "The plan as tables: csv, Excel, OpenDocument, JSON, or a SQLite database"),
    ("import", "Take an existing tracker into a plan, or make a new plan of it"),
    ("validate", "Check every plan file and say what is wrong, where, and what to type instead"),
    ("fix", "Mend what can be mended for certain: dates, status words, keys, blanks; the difference is shown first"),
    ("explain", "The page of a rule: what it checks, why, and how to mend it"),
    ("rules", "Every rule with its code"),
    ("schema", "JSON Schema of the files, for editors"),
)

SETTINGS = {"help_option_names": ["-h", "--help"]}


def load_command(name: str, group: str = "") -> Any:
    """The command called *name*, made ready to run; of a *group*, where it is in one.

    A module with `COMMANDS` of its own is a group: `review close` is in the module review_close.
    """
    module = import_module(f"actionplan.cli.{group}_{name}" if group else f"actionplan.cli.{name}")
    if not hasattr(module, "COMMANDS"):
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name, context_settings=SETTINGS)(module.command)
        return typer.main.get_command(single)
    kind = type(name, (_Commands,), {"listed": module.COMMANDS, "group": name})
    several = typer.Typer(name=name, cls=kind, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    several.callback(context_settings=SETTINGS)(module.command)
    return typer.main.get_command(several)


class _Commands(TyperGroup):
    """A group of commands, the top one or one below it. Listing them imports none of them."""

    listed: ClassVar[Listed] = COMMANDS
    group: ClassVar[str] = ""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # Typer's interface
        return [name for name, _ in self.listed]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.commands and cmd_name in self.list_commands(ctx):
            self.commands[cmd_name] = load_command(cmd_name, self.group)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(self.listed)


app = typer.Typer(
    cls=_Commands,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"actionplan {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    workspace: Workspace = None,
    as_at: Annotated[
        str | None,
        typer.Option(
            "--as-at", envvar="ACTIONPLAN_AS_AT", metavar="DATE", help="The day to look from; today by default."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001  # handled by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="The version, and nothing else.")
    ] = False,
) -> None:
    """Keep partners honest about what they promised: plans as files, checked and reported.

    Alone, it shows where things stand and what to do next.
    """
    # Given before the command they hold for it too, and for each command of a group.
    given = {name: value for name, value in (("workspace", workspace), ("as_at", as_at)) if value is not None}
    if ctx.invoked_subcommand is not None:
        ctx.default_map = {ctx.invoked_subcommand: _and_below(ctx.invoked_subcommand, given)}
    else:
        from actionplan.cli.overview import show_overview

        show_overview(workspace, as_at)


def _and_below(name: str, given: dict[str, str]) -> dict[str, Any]:
    """*given* for the command called *name*, and for each that is below it."""
    below = getattr(import_module(f"actionplan.cli.{name}"), "COMMANDS", ())
    return {**given, **{each: given for each, _ in below}}


def command() -> None:
    """Run what the command line asks for."""
    typer.main.get_command(app)(prog_name="actionplan")
