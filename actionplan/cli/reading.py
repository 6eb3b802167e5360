"""`actionplan reading`: record a measured value."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli.measuring import Wanted, record
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.writing import how_to_write


def command(
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="The indicator's id; plan/id where two plans share it.")
    ],
    value: Annotated[str | None, typer.Option("--value", metavar="NUMBER", help="The value, in its unit.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day or period that the value describes.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it was published.")] = None,
    released: Annotated[
        str | None, typer.Option("--released", metavar="DATE", help="When it was published; needed for a revision.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything a reader should know.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record a measured value of an indicator; one that is revised keeps the earlier value.

    A reading counts from the day it was released; without one, from its date. Another value for a date that has one
    already is a revision: the one released last counts, and reports say what it was before.
    """
    wanted = Wanted(indicator, value, date, source, released, note, workspace, tuple(plan or ()), as_at)
    record(wanted, how_to_write(dry_run, yes, no_input))
