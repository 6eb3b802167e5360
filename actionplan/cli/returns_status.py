"""`actionplan returns status`: who has answered."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put
from actionplan.cli.register_rows import render
from actionplan.cli.registers import Asked, ByPartner, registered
from actionplan.cli.rows import FORMATS


def command(
    period: Asked = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    partner: ByPartner = None,
    as_at: AsAt = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """Who has answered for a review period, who has not, and what is missing.

    A partner owes a return where it leads an open commitment. Any update for the period is one, and so is a nil return.
    """
    chosen = format_for(format_, output, FORMATS, "table")
    gathered, found = registered(period, workspace, as_at, plan, partner)
    put(render(found, chosen, console.width(), gathered.on), output)
