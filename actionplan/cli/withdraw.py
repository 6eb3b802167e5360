"""`actionplan withdraw`: a commitment that will not be delivered."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli.closing import ClosingStatus, closing_status, completed
from actionplan.cli.options import AsAt, CommitmentId, DryRun, NoInput, PlanNames, ReasonNote, Reporter, Workspace, Yes
from actionplan.cli.recording import Aim, change_one, entries, one_target
from actionplan.cli.said import Said, pasted
from actionplan.cli.told import say_entry
from actionplan.cli.writing import how_to_write


def command(
    id_: CommitmentId,
    reason: Annotated[str | None, typer.Option("--reason", metavar="CODE", help="Why it is given up.")] = None,
    note: ReasonNote = None,
    status: ClosingStatus = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day it was given up; today if left out.")
    ] = None,
    by: Reporter = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record that a commitment will not be delivered, and why.

    It stays in the plan and in the report.
    """
    aim = Aim((id_,), workspace, tuple(plan or ()), as_at)
    how = how_to_write(dry_run, yes, no_input)
    target = one_target(aim)
    said = Said(
        status=status or closing_status(target, last=False),
        reason=reason,
        note=note and pasted(note),
        date=date,
        by=by,
    )
    said = completed(said, target, how)
    change_one(aim, how, entries(said), say_entry)
