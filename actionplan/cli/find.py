"""The one commitment that a name on the command line means."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from actionplan.cli.gather import unknown
from actionplan.cli.positions import Standing
from actionplan.domain.assess import Position


def find_commitment(name: str, found: Sequence[Standing], option: str = "ID") -> tuple[Standing, Position]:
    """The commitment called *name*: its id, or `plan/id` where two plans use the same.

    A name that fits none, or several, is a wrong command line: the one of *option*.
    """
    plan, _, short = name.rpartition("/")
    fitting = [
        (standing, position)
        for standing in found
        if not plan or standing.plan.id.lower() == plan.lower()
        for position in standing.positions
        if position.id.lower() == short.lower()
    ]
    if not fitting:
        full = [f"{standing.plan.id}/{position.id}" for standing in found for position in standing.positions]
        unknown(name, "commitment", option, full if plan else [each.rpartition("/")[2] for each in full])
    if len(fitting) > 1:
        names = " or ".join(f"{standing.plan.id}/{position.id}" for standing, position in fitting)
        raise typer.BadParameter(f"several plans have a commitment {short}. Write {names}.", param_hint=option)
    return fitting[0]
