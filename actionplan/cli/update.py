"""`actionplan update`: one more entry in the log of a commitment, or of many."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import checked
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Reporter, Workspace, Yes
from actionplan.cli.recording import Aim, record
from actionplan.cli.said import Said, evidence_said, pasted
from actionplan.cli.writing import how_to_write


def command(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="The commitments; plan/id where two share it.")
    ] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="CODE", help="Where it is now.")] = None,
    confidence: Annotated[
        str | None, typer.Option("--confidence", metavar="CODE", help="Will it land? Only while it is open.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="What happened; - reads it from stdin.")
    ] = None,
    next_: Annotated[str | None, typer.Option("--next", metavar="TEXT", help="The next step, with its date.")] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="CODE", help="Why; needed for amber, red, waiting, withdrawn and superseded."),
    ] = None,
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", metavar="URL[=TITLE]", help="What shows it; may be given again.")
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", metavar="ID=STATUS", help="Where a part is now; may be given again.")
    ] = None,
    condition: Annotated[
        str | None,
        typer.Option("--condition", metavar="STATE", help="What it depends on is met, failed or not-yet-met."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When it happened or was reported; today if left out.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help="The review period it answers; none for the one that holds the date."
        ),
    ] = None,
    by: Reporter = None,
    nil: Annotated[bool, typer.Option("--nil", help="A nil return: there is nothing to report.")] = False,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="FILTER",
            help="All commitments that fit: partner=hact, status=waiting, theme=homes, overdue, no-update.",
        ),
    ] = None,
    partner: Annotated[
        str | None, typer.Option("--partner", metavar="KEY", help="All commitments that this partner leads.")
    ] = None,
    walk: Annotated[
        bool, typer.Option("--walk", help="Step through every open commitment, one screen each; stop and go on.")
    ] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Write the note in your editor ($VISUAL or $EDITOR).")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record where a commitment is: one more entry at the end of its log.

    Nothing older is ever changed. On a terminal it asks for what is missing and shows the change before it writes.
    A result that the rules find an error in is not written.
    """
    shown = tuple(checked("--evidence", evidence_said, each) for each in evidence or ())
    said = Said(
        status,
        confidence,
        _note(note, edit=edit),
        next_ and pasted(next_),
        reason,
        shown,
        tuple(part or ()),
        condition,
        date,
        period,
        by,
        nil,
    )
    fitting = (*(where or ()), *([f"lead={partner}"] if partner else ()))
    aim = Aim(tuple(ids or ()), workspace, tuple(plan or ()), as_at, fitting)
    how = how_to_write(dry_run, yes, no_input)
    if walk:
        from actionplan.cli.walk import walk as walk_on

        walk_on(said, aim, how)
    else:
        record(said, aim, how)


def _note(note: str | None, *, edit: bool) -> str | None:
    """The note: as given, from stdin, or from the editor."""
    if note == "-":
        note = console.read_all()
        if "\ufffd" in note:  # which stands for bytes that are no text
            message = "what came in on standard input is not UTF-8. Save it as UTF-8, or give the note with --edit"
            raise typer.BadParameter(message, param_hint="--note")
    if edit:
        from actionplan.world.editor import edit_text

        note = edit_text(note or "")
    return pasted(note) if note else None
