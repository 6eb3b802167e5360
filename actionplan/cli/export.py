"""`actionplan export`: the plans as tables that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.exporting import beside, folder_of, lent_by, one_file
from actionplan.cli.gather import gather, unknown
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.output import format_for, put_bytes
from actionplan.tables.writers import FORMATS, ONE_EACH, CannotLend
from actionplan.world.output import write_file, write_files
from actionplan.world.workspace import CannotRun

_LIST = ", ".join(FORMATS)


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {_LIST}.")] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="A file, whose ending chooses the format; or a folder for all files."
        ),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="The table wanted in one csv file; commitments else.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Leave out what is marked internal, and addresses.")] = False,
) -> None:
    """The plan as tables: csv, Excel, OpenDocument, JSON, or a SQLite database.

    All that the files hold, as it is written: a row for each commitment, each update, each part. Only the table of
    positions is worked out, as at the day. A description of the columns (datapackage.json) is written beside it.
    """
    is_folder = output not in (None, "-") and (Path(str(output)).is_dir() or not Path(str(output)).suffix)
    chosen = format_for(format_, None if is_folder else output, FORMATS, ONE_EACH)
    if table is not None and (is_folder or chosen != ONE_EACH):
        raise typer.BadParameter("it is for one csv file: all other formats hold every table", param_hint="--table")
    gathered = gather(workspace, as_at, plan)
    lent, about = lent_by(gathered, is_public=public)
    wanted = (table or "commitments").strip().lower().replace("-", "_")
    if wanted not in (names := [each.name for each in lent.tables]):
        unknown(wanted, "table", "--table", names)
    try:
        if is_folder:
            _put_folder(Path(str(output)), *folder_of(lent, about, chosen, Path(str(output))))
            return
        data = one_file(lent, about, chosen, wanted)
        put_bytes(data, output, is_text=chosen in (ONE_EACH, "json"))
        if output not in (None, "-"):
            write_file(Path(f"{output}.datapackage.json"), beside(lent, about, chosen, wanted, str(output), data))
    except CannotLend as error:
        raise CannotRun(str(error)) from None


def _put_folder(folder: Path, files: dict[str, bytes], replaceable: frozenset[str]) -> None:
    write_files(folder, files, lambda name, _: name in replaceable)
    console.complain(f"Written: {len(files)} files in {folder}")
