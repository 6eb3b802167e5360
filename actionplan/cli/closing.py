"""A commitment that ends without being done: the word for it, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.cli.gather import checked
from actionplan.cli.interview import interview, introduce
from actionplan.cli.recording import Target
from actionplan.cli.said import Said, status_said
from actionplan.cli.writing import How

ClosingStatus = Annotated[
    str | None, typer.Option("--status", metavar="CODE", help="The word for it, where the plan has several.")
]


def closing_status(target: Target, *, last: bool) -> str:
    """The plan's word for what is dropped: the first of them for what is given up, the *last* for what is replaced."""
    codes = _dropped(target)
    if not codes:
        raise typer.BadParameter("the plan's vocabulary has no word for what is dropped", param_hint="ID")
    return codes[-1 if last else 0]


def _dropped(target: Target) -> list[str]:
    return [code for code, word in target.standing.words.statuses.items() if word.meaning == "dropped"]


def completed(said: Said, target: Target, how: How) -> Said:
    """*said* with its reason, asked for where somebody can be asked; without one it is a wrong command line."""
    position = target.position
    if not position.is_open:
        raise typer.BadParameter(f"{position.id} is {position.status.label.lower()} already", param_hint="ID")
    code = checked("--status", status_said, said.status, target.standing.words)
    if code not in _dropped(target):
        known = ", ".join(_dropped(target))
        raise typer.BadParameter(f"{code} does not say that it is given up. There are: {known}", param_hint="--status")
    if how.asks and not said.reason:
        introduce(*target)
        said = interview(said, position, target.standing.words)
    if not said.reason:
        codes = ", ".join(target.standing.words.reasons)
        raise typer.BadParameter(f"the reason is missing. There are: {codes}", param_hint="--reason")
    return said
