"""`actionplan report`: the review pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Annotated

import typer

from actionplan import __version__
from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, partner_key
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put
from actionplan.cli.positions import period_of_plan
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Plan
from actionplan.domain.said import said_day
from actionplan.domain.written import BadValue
from actionplan.loaded import Loaded
from actionplan.report.build import Findings, Options, Subject, build
from actionplan.report.model import RenderOptions
from actionplan.report.renderers import RENDERERS
from actionplan.validation import findings_of
from actionplan.world.git import commit_of
from actionplan.world.workspace import CannotRun


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="As at the review of this period: “2015-16 Q2”.")
    ] = None,
    as_at: AsAt = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Compare with this day or period; with the last review by default."
        ),
    ] = None,
    partner: Annotated[
        str | None, typer.Option("--partner", metavar="KEY", help="Only what this partner leads or supports.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(RENDERERS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """The paper for the review: decisions, exceptions, changes, every commitment.

    Without --period or --as-at it is as at today, and about the last review period that ended. Several plans come one
    after the other, under a summary of all.
    """
    voice = format_for(format_, output, {name: each.suffixes for name, each in RENDERERS.items()}, "terminal")
    gathered = gather(workspace, as_at, plan)
    found = [each.plan for each in gathered.plans if each.plan]
    if not found:
        raise CannotRun("No plan could be read, so there is no report.\nTo see why: actionplan validate")
    partner = partner_key(partner, found) if partner else None
    asked = _period(period, found, gathered.on)
    on = asked.last if asked else gathered.on
    options = Options(
        on=gathered.on,
        version=__version__,
        period=asked,
        since=_since(since, found, on),
        partner=partner,
        commit=commit_of(gathered.workspace.root),
    )
    report = build(_subjects(gathered._replace(on=on), partner), options)
    colour = output in (None, "-") and voice == "terminal" and console.has_colour()
    render = import_module(RENDERERS[voice].module).render
    data: bytes = render(report, RenderOptions(width=console.width(), colour=colour))
    put(data.decode("utf-8"), output)


def _subjects(gathered: Gathered, partner: str | None) -> list[Subject]:
    """The plans that could be read, with what checking them found; only the partner's, where one is asked for."""
    subjects = []
    for loaded in gathered.plans:
        if loaded.plan is None:
            console.complain(f"{loaded.name} could not be read and is not in the report. Run: actionplan validate")
        elif partner is None or partner in loaded.plan.head.partners:
            subjects.append(_subject(loaded, loaded.plan, gathered))
    return subjects


def _subject(loaded: Loaded, plan: Plan, gathered: Gathered) -> Subject:
    found = findings_of(loaded, gathered.on, gathered.today)
    counts = [sum(1 for each in found if each.severity == severity) for severity in ("error", "warning", "advice")]
    places = {id_: (home.file, loaded.line_of(id_)) for id_, home in loaded.homes.items()}
    return Subject(plan, places, Findings(*counts), loaded.unread)


def _period(text: str | None, plans: Sequence[Plan], on: date) -> Window | None:
    """The review period that *text* names in every one of *plans*; a wrong command line where they differ."""
    if text is None or not plans:
        return None
    periods = [period_of_plan(text, each, on) for each in plans]
    if len({(each.first, each.last) for each in periods}) > 1:
        message = f"“{text[:60]}” is not the same days in all of these plans. Ask for one of them with --plan."
        raise typer.BadParameter(message, param_hint="--period")
    return periods[0]


def _since(text: str | None, plans: Sequence[Plan], on: date) -> date | None:
    """The last day of the day or period that *text* names."""
    if text is None:
        return None
    starts = plans[0].cycle.year_starts if plans else 4
    try:
        day = parse_window(" ".join(text.split()), starts).last
    except BadValue as bad:
        raise typer.BadParameter(f"{bad.message}. {bad.fix}", param_hint="--since") from None
    if day > on:
        raise typer.BadParameter(
            f"{said_day(day)} is after {said_day(on)}, the day of the report", param_hint="--since"
        )
    return day
