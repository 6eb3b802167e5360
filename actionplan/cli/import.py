"""`actionplan import`: an existing tracker becomes plan files."""  # noqa: N999  # the command is called so

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli.import_export import export_of, take_back
from actionplan.cli.import_into import into_plan
from actionplan.cli.import_new import into_new_plan
from actionplan.cli.import_restored import restore
from actionplan.cli.import_wanted import Wanted
from actionplan.cli.intake import choices_said, refuse_undated, trackers_of
from actionplan.cli.options import (
    AsAt,
    Columns,
    DateOrder,
    EveryLine,
    MappingFile,
    NoInput,
    Partly,
    SavedMapping,
    Workspace,
    Yes,
)
from actionplan.cli.writing import how_to_write


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="A tracker, or an export: .xlsx, .ods, .xls, .csv, .json or .yaml; FILE@2015-06-30 says its day.",
            show_default=False,
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this it is only shown.")] = False,
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN", help="The plan it goes into.")] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="ID", help="Make a new plan of it, with this id.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The title of the new plan.")] = None,
    agreement: Annotated[
        str | None,
        typer.Option("--agreement", metavar="TEXT", help="The title of its agreement; the plan's if left out."),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="The days it runs: 2015/16, 2015-04-01 to 2016-03-31."),
    ] = None,
    column: Columns = None,
    dates: DateOrder = None,
    mapping: MappingFile = None,
    save_mapping: SavedMapping = None,
    partly: Partly = False,
    all_: EveryLine = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    as_at: AsAt = None,
) -> None:
    """Take an existing tracker into a plan, or make a new plan of it.

    It is shown first what each column is taken for, what became of each row, and what would be new in the plan. With
    --apply it is written. The mapping of the columns is kept in the plan, so the next tracker is read the same way.
    Of an export that was edited, what a command could have done is taken; the rest is listed with its cell. A whole
    export becomes a plan again with --new.
    """
    wanted = Wanted(
        trackers_of(files),
        choices_said(column or (), dates),
        mapping=mapping,
        save_mapping=save_mapping,
        plan=plan,
        new=new,
        title=title,
        agreement=agreement,
        period=period,
        is_applied=apply,
        is_partial=partly,
        is_told_whole=all_,
        workspace=workspace,
        as_at=as_at,
    )
    how = how_to_write(not apply, yes, no_input)
    export = export_of(wanted)
    if export:
        (restore if wanted.is_new else take_back)(export, wanted, how)
        return
    refuse_undated(wanted.trackers)
    if wanted.is_new:
        into_new_plan(wanted, how)
    else:
        into_plan(wanted, how)
