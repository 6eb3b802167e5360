"""Options that several commands share."""

from __future__ import annotations

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
