"""`actionplan add`: a new commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from actionplan.cli.adding import Wanted, completed, offer_of
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.recording import HINTS
from actionplan.cli.rows import due_of, lead_of
from actionplan.cli.said import pasted
from actionplan.cli.told import News, tell
from actionplan.cli.writing import carry_out, how_to_write


def command(
    title: Annotated[
        str | None, typer.Argument(metavar="[TITLE]", help="What will be done, in the agreed words.")
    ] = None,
    lead: Annotated[
        str | None, typer.Option("--lead", metavar="KEY", help="The partner that leads; none, or all.")
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="The date agreed: 2016-03-31, 2016-03, 2015-16 Q3.")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", metavar="KEY", help="One of the plan's themes.")] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="KEY", help="A supporting partner; may be given again.")
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="ID=TITLE", help="One of several deliverables; may be given again."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="deliverable, recurring or ongoing.")
    ] = None,
    condition: Annotated[
        str | None, typer.Option("--condition", metavar="TEXT", help="What it depends on: “subject to funding”.")
    ] = None,
    due_as_printed: Annotated[
        str | None, typer.Option("--due-as-printed", metavar="TEXT", help="The agreed words for the date.")
    ] = None,
    agreed: Annotated[
        str | None,
        typer.Option(
            "--agreed",
            metavar="DATE",
            help="When it was agreed; today if left out and the plan runs. with-plan: with the plan.",
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", metavar="ID", help="An outcome it serves; may be given again.")
    ] = None,
    waits_on: Annotated[
        list[str] | None, typer.Option("--waits-on", metavar="ID", help="What must come first; may be given again.")
    ] = None,
    replaces: Annotated[
        str | None, typer.Option("--replaces", metavar="ID", help="The commitment it takes the place of.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything a reader should know.")] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="TEXT", help="Where it is known from; may be given again.")
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id, where the next number is not wanted.")
    ] = None,
    partner_name: Annotated[
        str | None, typer.Option("--partner-name", metavar="NAME", help="The printed name, where the partner is new.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Add a commitment at the end of its lead partner's file.

    A new partner gets a file and an entry in plan.yaml. The id is the next number that was never used: not in the
    files, not on another branch, not in the past. On a terminal it asks for what is missing, and the rules say what
    they think of the wording before anything is written.
    """
    how = how_to_write(dry_run, yes, no_input)
    wanted = Wanted(
        values={
            "title": title,
            "due": due,
            "theme": theme,
            "with": with_,
            "kind": kind,
            "due_as_printed": due_as_printed,
            "agreed": agreed,
            "outcomes": outcome,
            "waits_on": waits_on,
            "replaces": replaces,
            "note": note and pasted(note),
            "sources": source,
            "condition": condition and {"text": condition},
        },
        lead=lead,
        parts=tuple(part or ()),
        id=id_,
        partner_name=partner_name,
        workspace=workspace,
        plans=tuple(plan or ()),
        as_at=as_at,
    )
    wanted = completed(wanted, how)
    done = carry_out(lambda: offer_of(wanted), how, HINTS, is_advised=True)
    if done is not None:
        tell(done, _say)


def _say(news: News) -> Iterator[str]:
    yield f"{news.name}: {news.position.commitment.title}"
    yield f"lead: {lead_of(news.position, news.standing.plan)}; due: {due_of(news.position)}"
    yield f"written in {news.place_of()}"
