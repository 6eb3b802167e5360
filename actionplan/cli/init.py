"""`actionplan init`: a new plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli.beginning import Around, Asked, copy_said
from actionplan.cli.gather import checked, chosen_days
from actionplan.cli.laying import Ground, example_plan, lay_out, new_plan
from actionplan.cli.options import (
    AsAt,
    Columns,
    DateOrder,
    DryRun,
    EveryLine,
    MappingFile,
    NoInput,
    Partly,
    SavedMapping,
    Yes,
)
from actionplan.cli.writing import how_to_write
from actionplan.world.fresh import service_of, site_at


def command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[DIR]", help="The folder that is to hold it; made if need be. This one if left out."),
    ] = Path(),
    example_: Annotated[
        bool, typer.Option("--example", help="An invented plan that shows everything, to look at and to try things on.")
    ] = False,
    from_: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="TRACKER",
            help="Take this tracker in; TRACKER@2015-06-30 says the day it is as at; may be given again.",
        ),
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="TEXT", help="What the agreement is called.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="For when: 2026/27, 2026-04-01 to 2028-03-31.")
    ] = None,
    reviews: Annotated[
        str | None, typer.Option("--reviews", metavar="CYCLE", help="month, quarter, half-year, year or none.")
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option("--partner", metavar="NAME", help="A partner, or KEY=NAME; may be given again."),
    ] = None,
    ci: Annotated[
        str | None,
        typer.Option("--ci", metavar="SERVICE", help="Where changes are checked: github, gitlab, azure, none."),
    ] = None,
    copy: Annotated[
        str | None,
        typer.Option("--copy", metavar="OWNER/NAME@REVISION", help="Your organisation's copy of actionplan on GitHub."),
    ] = None,
    plan_only: Annotated[
        bool, typer.Option("--plan-only", help="Only the plan's own folder: nothing for the editor, git and CI.")
    ] = False,
    plan: Annotated[str | None, typer.Option("--plan", metavar="ID", help="The plan's id, and its folder.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The plan's printed title.")] = None,
    column: Columns = None,
    dates: DateOrder = None,
    mapping: MappingFile = None,
    save_mapping: SavedMapping = None,
    partly: Partly = False,
    all_: EveryLine = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    as_at: AsAt = None,
) -> None:
    """Begin a plan: its files, the check of each change, and a first report.

    On a terminal it asks five questions; each is an option too, and has a usual answer. Beside the plan it writes what
    an editor, git and CI need, and a page for partners. Nothing that is there is overwritten: where something is in the
    way, nothing is written. Where there is a plan already, the new one comes beside it.

    With --from an existing tracker is taken in as `actionplan import` does it, and what it says is proposed as the
    answers; its own options (--column to --all) are those of `import`.
    """
    how = how_to_write(dry_run, yes, no_input)
    on, today = chosen_days(as_at)
    site = site_at(folder)
    service = service_of(site.top) if site.repository == site.top else None
    trusted = checked("--copy", copy_said, copy) if copy else None
    ground = Ground(site, Around(on, site.names, service), today, trusted, plan_only)
    asked = Asked(agreement, period, reviews, tuple(partner or ()), ci, plan, title)
    reading = {"--column": column, "--dates": dates, "--mapping": mapping, "--save-mapping": save_mapping}
    _refuse_strays({**reading, "--partly": partly, "--all": all_}, from_, is_example=example_)
    if from_:
        from actionplan.cli.import_wanted import Wanted
        from actionplan.cli.intake import choices_said, refuse_undated, trackers_of
        from actionplan.cli.tracked import begin_with

        wanted = Wanted(
            trackers_of(from_, "--from"),
            choices_said(column or (), dates),
            mapping,
            save_mapping,
            is_applied=not dry_run,
            is_partial=partly,
            is_told_whole=all_,
        )
        refuse_undated(wanted.trackers, "--from")
        begin_with(wanted, asked, ground, how)
    else:
        lay_out(example_plan(asked, ground) if example_ else new_plan(asked, ground, how), ground, how)


def _refuse_strays(options: Mapping[str, object], trackers: Sequence[str] | None, *, is_example: bool) -> None:
    """Nothing, where each of *options* has a tracker to say something of; else it is a wrong command line."""
    if trackers and is_example:
        raise typer.BadParameter("the example has commitments of its own: leave it out", param_hint="--from")
    for option, said in options.items():
        if said and not trackers:
            raise typer.BadParameter("it says how a tracker is read: name one with --from", param_hint=option)
