"""`actionplan list`: commitments as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import gather, partner_key, unknown, unreadable
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put
from actionplan.cli.positions import Standing, standings
from actionplan.cli.rows import FORMATS, render
from actionplan.domain.model import Plan
from actionplan.domain.select import NO_CONFIDENCE, ORDERS, Choice, chosen
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    partner: Annotated[
        list[str] | None, typer.Option("--partner", metavar="KEY", help="Led or supported by it.")
    ] = None,
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
        statuses=tuple(status or ()),
        confidences=tuple(confidence or ()),
        themes=tuple(theme or ()),
        overdue=overdue,
        no_update=no_update,
    )
    found = standings(gathered, period)
    _check(choice, plans, found)
    shown = [(each, chosen(each.positions, choice, sort)) for each in found]
    put(render(shown, chosen_format, console.width(), gathered.on), output)


def _check(choice: Choice, plans: Sequence[Plan], found: Sequence[Standing]) -> None:
    """A word that no plan knows is a wrong command line, never a filter that is passed over."""
    statuses = {code for each in found for code in each.words.statuses} | {NO_STATUS.code, NO_UPDATE.code}
    confidences = {code for each in found for code in each.words.confidences} | {NO_CONFIDENCE}
    themes = {key for each in plans for key in each.head.themes}
    asked = (
        (choice.statuses, statuses, "status"),
        (choice.confidences, confidences, "confidence"),
        (choice.themes, themes, "theme"),
    )
    for words, known, what in asked:
        for word in words:
            if word not in known:
                unknown(word, what, f"--{what}", known)
