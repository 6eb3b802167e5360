"""`actionplan outcomes`: indicators against their paths, and who serves what."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, unreadable
from actionplan.cli.indicators import lines_of
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.outcome_records import Listed
from actionplan.cli.outcome_rows import FORMATS, render
from actionplan.cli.output import format_for, put
from actionplan.cli.positions import Standing, standings
from actionplan.domain.measured import measured
from actionplan.domain.serving import serving, serving_none
from actionplan.domain.worth import Values, key_of
from actionplan.world.given import read_given

SHOWN = 100  # lines of a list that are wrong


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    values: Annotated[
        str | None, typer.Option("--values", metavar="FILE", help="A list of social values of yours, as csv or yaml.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """What should change for people: each indicator against its path, and who serves what.

    The path leads in a straight line from the baseline to the target; the latest reading is held against it. With a
    list of values the people that an indicator counts are valued, and how is said beside each figure.
    """
    chosen = format_for(format_, output, FORMATS, "text")
    gathered = gather(workspace, as_at, plan)
    unreadable(gathered)
    listed = tuple(map(_listed, standings(gathered)))
    valued = _values(values, gathered) if values is not None else None
    put(render(listed, chosen, console.width(), gathered.on, valued), output)


def _listed(standing: Standing) -> Listed:
    plan, positions = standing.plan, standing.positions
    found = iter(measured(plan, standing.on))
    groups = tuple([(each, tuple(islice(found, len(each.indicators)))) for each in plan.outcomes])
    lines = lines_of(standing.loaded)
    return Listed(standing, groups, serving(plan, positions), serving_none(plan, positions), lines)


def _values(name: str, gathered: Gathered) -> Values:
    """The list in the file *name*; leaves with 1, after saying all that is wrong with it, where it cannot be used."""
    from actionplan.values import Faulty, read_values  # only where a list is brought

    try:
        return read_values(name, read_given(Path(name)), _named(gathered))
    except Faulty as faulty:
        for each in faulty.faults[:SHOWN]:
            console.complain(f"{name}:{each.line}: {each.message}.\n  {each.fix}")
        if len(faulty.faults) > SHOWN:
            console.complain(f"and {len(faulty.faults) - SHOWN:,} more")
        console.complain("Nothing was computed.")
        console.leave(1)


def _named(gathered: Gathered) -> dict[str, str]:
    """The outcomes of a list that indicators name, as they are written, by the first part of their key."""
    indicators = [
        indicator
        for loaded in gathered.plans
        for outcome in (loaded.plan.outcomes if loaded.plan else ())
        for indicator in outcome.indicators
    ]
    return {key_of(each.value_of.outcome, None, None)[0]: each.value_of.outcome for each in indicators if each.value_of}
