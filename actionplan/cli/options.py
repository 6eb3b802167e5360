"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CommitmentId = Annotated[
    str, typer.Argument(metavar="ID", help="The commitment's id; plan/id where two plans share it.")
]
Workspace = Annotated[
    str | None,
    typer.Option("--workspace", "-w", envvar="ACTIONPLAN_WORKSPACE", metavar="DIR", help="The folder of the plans."),
]
PlanNames = Annotated[
    list[str] | None, typer.Option("--plan", metavar="PLAN", help="Only this plan (its id); may be given again.")
]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        envvar="ACTIONPLAN_AS_AT",
        metavar="DATE",
        help="The day to look from, as 2015-12-31; today by default.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead; its ending chooses the format."),
]
TextOrJson = Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of text, json.")]
ReasonNote = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="The reason in a sentence.")]
Reporter = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who reported it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking first.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask anything, not even on a terminal.")]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADING=FIELD", help="What a column stands for; may be given again."),
]
DateOrder = Annotated[
    str | None,
    typer.Option("--dates", metavar="ORDER", help="day-first or month-first, where it cannot be told."),
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE", help="Read the tracker as this mapping says.")
]
SavedMapping = Annotated[
    Path | None,
    typer.Option("--save-mapping", metavar="FILE", help="Write the mapping, to be corrected by hand."),
]
Partly = Annotated[bool, typer.Option("--partly", help="Write the rest although rows are refused.")]
EveryLine = Annotated[bool, typer.Option("--all", help="Show every line of the report.")]
