"""`actionplan supersede`: another commitment takes the place of this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from actionplan.amend import name_predecessor
from actionplan.cli.closing import ClosingStatus, closing_status, completed
from actionplan.cli.find import find_commitment
from actionplan.cli.gather import Gathered
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, ReasonNote, Reporter, Workspace, Yes
from actionplan.cli.positions import standings
from actionplan.cli.recording import Aim, Operations, Target, change_one, entries, one_target
from actionplan.cli.said import Said, pasted
from actionplan.cli.told import News, say_entry
from actionplan.cli.writing import how_to_write

USUAL_REASON = "replaced"


def command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The commitment that is replaced.")],
    successor: Annotated[str, typer.Argument(metavar="SUCCESSOR", help="The commitment that takes its place.")],
    reason: Annotated[str, typer.Option("--reason", metavar="CODE", help="Why it is replaced.")] = USUAL_REASON,
    note: ReasonNote = None,
    status: ClosingStatus = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day it was replaced; today if left out.")
    ] = None,
    by: Reporter = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record that another commitment took the place of one.

    Its log ends, and the successor names it under `replaces`. The successor has to be in the plan already:
    `actionplan add` makes it.
    """
    aim = Aim((id_, successor), workspace, tuple(plan or ()), as_at, called=("ID", "SUCCESSOR"))
    how = how_to_write(dry_run, yes, no_input)
    target = one_target(aim)
    said = Said(
        status=status or closing_status(target, last=True),
        reason=reason,
        note=note and pasted(note),
        date=date,
        by=by,
    )
    said = completed(said, target, how)
    change_one(aim, how, lambda target, gathered: _edits(said, successor, target, gathered), _say)


def _edits(said: Said, successor: str, target: Target, gathered: Gathered) -> Operations:
    standing, position = target
    heir = find_commitment(successor, standings(gathered), "SUCCESSOR")
    if heir[0].plan.id != standing.plan.id:
        raise typer.BadParameter(f"{successor} is in another plan", param_hint="SUCCESSOR")
    if heir[1].id == position.id:
        raise typer.BadParameter("a commitment cannot take its own place", param_hint="SUCCESSOR")
    if heir[1].status.meaning == "dropped":
        message = f"{heir[1].id} is {heir[1].status.label.lower()} itself, so it takes nobody's place"
        raise typer.BadParameter(message, param_hint="SUCCESSOR")
    replaced = heir[1].commitment.replaces
    if replaced not in (None, position.id):
        raise typer.BadParameter(f"{heir[1].id} took the place of {replaced} already", param_hint="SUCCESSOR")
    operations = entries(said)(target, gathered)
    if replaced is None:
        file = standing.loaded.homes[heir[1].id].file
        operations.setdefault(file, []).append(name_predecessor(standing.loaded, heir[1].id, position.id))
    return operations


def _say(news: News) -> Iterator[str]:
    heir = next((each for each in news.standing.positions if each.commitment.replaces == news.position.id), None)
    yield from say_entry(news)
    if heir is not None:
        yield f"in its place: {heir.id}, {heir.commitment.title}"
