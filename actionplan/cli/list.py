"""`actionplan list`: commitments as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.choosing import check_choice
from actionplan.cli.gather import gather, partner_key, unknown, unreadable
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put
from actionplan.cli.positions import standings
from actionplan.cli.rows import FORMATS, render
from actionplan.domain.select import ORDERS, Choice, chosen


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    partner: Annotated[
        list[str] | None, typer.Option("--partner", metavar="KEY", help="Led or supported by it.")
    ] = None,
    lead: Annotated[list[str] | None, typer.Option("--lead", metavar="KEY", help="Led by it.")] = None,
    status: Annotated[list[str] | None, typer.Option("--status", metavar="CODE", help="In this status.")] = None,
    confidence: Annotated[
        list[str] | None, typer.Option("--confidence", metavar="CODE", help="With this confidence, or none.")
    ] = None,
    theme: Annotated[list[str] | None, typer.Option("--theme", metavar="KEY", help="Under this theme.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Open, and past the date first agreed.")] = False,
    no_update: Annotated[
        bool, typer.Option("--no-update", help="Open, with no update for the last review period that ended.")
    ] = False,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="As at the review of this period: “2015-16 Q2”.")
    ] = None,
    as_at: AsAt = None,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help=f"One of {', '.join(ORDERS)}.")] = "plan",
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """Commitments as a table: where each one stands.

    Filters narrow it down; a filter given twice means either. Dates and statuses are as at today, or as --as-at or
    --period say.
    """
    chosen_format = format_for(format_, output, FORMATS, "table")
    if sort not in ORDERS:
        unknown(sort, "order", "--sort", ORDERS)
    gathered = gather(workspace, as_at, plan)
    unreadable(gathered)
    plans = [each.plan for each in gathered.plans if each.plan]
    choice = Choice(
        partners=tuple(partner_key(each, plans) for each in partner or ()),
        leads=tuple(partner_key(each, plans, "--lead") for each in lead or ()),
        statuses=tuple(status or ()),
        confidences=tuple(confidence or ()),
        themes=tuple(theme or ()),
        overdue=overdue,
        no_update=no_update,
    )
    found = standings(gathered, period)
    check_choice(choice, found)
    shown = [(each, chosen(each.positions, choice, sort)) for each in found]
    put(render(shown, chosen_format, console.width(), gathered.on), output)
