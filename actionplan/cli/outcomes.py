"""`actionplan outcomes`: indicators against their paths, and who serves what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, unreadable
from actionplan.cli.indicators import Found, indicators, line_of, lines_of
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.outcome_records import Listed
from actionplan.cli.outcome_rows import FORMATS, render
from actionplan.cli.output import format_for, put
from actionplan.cli.positions import Standing, standings
from actionplan.cli.printers import counted
from actionplan.domain.measured import measured
from actionplan.domain.serving import serving, serving_none
from actionplan.domain.worth import Values, key_of_named, not_listed
from actionplan.world.given import read_given

SHOWN = 100  # things that are said of a list


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

    named = [(each, each.indicator.value_of) for each in indicators(gathered.plans) if each.indicator.value_of]
    try:
        values = read_values(name, read_given(Path(name)), {key_of_named(each) for _, each in named})
    except Faulty as faulty:
        _complain([f"{name}:{each.line}: {each.message}.\n  {each.fix}" for each in faulty.faults])
        console.complain("Nothing was computed.")
        console.leave(1)
    _passed_over(name, values)
    _complain([_headcount(found, missing) for found, each in named if (missing := not_listed(each, values))])
    return values


def _passed_over(name: str, values: Values) -> None:
    if values.passed_over:
        were, what = ("was", "it") if values.passed_over == 1 else ("were", "them")
        rows = f"{values.passed_over:,} of {counted(values.passed_over + len(values.rows), 'row')}"
        console.complain(f"{name}: {rows} {were} passed over, as no indicator names {what}.")


def _headcount(found: Found, missing: str) -> str:
    ending = "" if missing.endswith("?") else "."
    return f"{found.file}:{line_of(found, 'value_of')}: {missing}{ending}\n  {found.indicator.id} stays a headcount."


def _complain(lines: Sequence[str]) -> None:
    for each in lines[:SHOWN]:
        console.complain(each)
    if len(lines) > SHOWN:
        console.complain(f"and {len(lines) - SHOWN:,} more")
