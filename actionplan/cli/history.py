"""`actionplan history`: the log of a commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.find import find_commitment
from actionplan.cli.gather import gather, unknown, unreadable
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.positions import Standing, standings
from actionplan.cli.show import FORMATS
from actionplan.cli.telling import Line, log_entry, said_evidence, said_extension, said_update, told
from actionplan.domain.asof import period_of
from actionplan.domain.assess import Position


def command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The commitment's id; plan/id where two plans share it.")],
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of text, json.")] = "text",
) -> None:
    """The log of a commitment, oldest first.

    Each update under the review period it answers, with its evidence; then the extensions asked for.
    """
    if format_ not in FORMATS:
        unknown(format_, "format", "--format", FORMATS)
    gathered = gather(workspace, as_at, plan)
    unreadable(gathered)
    standing, position = find_commitment(id_, standings(gathered))
    if format_ == "json":
        console.write(_json(standing, position))
        return
    name = f"{standing.plan.id}/{position.id}"
    console.write(told(name, position.commitment.title, _log(standing, position), console.width()))


def _log(standing: Standing, position: Position) -> Iterator[Line]:
    commitment = position.commitment
    if not commitment.updates:
        yield "", "No update received."
    for update in commitment.updates:
        yield period_of(update, standing.plan).text, said_update(update, standing.words)
        if update.next:
            yield "", f"Next: {update.next}"
        if update.by:
            yield "", f"By: {update.by}"
        for evidence in update.evidence:
            yield "", f"Evidence: {said_evidence(evidence)}"
    for extension in commitment.extensions:
        yield "Extension", said_extension(extension, standing.words)


def _json(standing: Standing, position: Position) -> str:
    import json

    document = {
        "format": "actionplan.history",
        "version": 1,
        "as_at": standing.on.isoformat(),
        "commitment": f"{standing.plan.id}/{position.id}",
        "log": [log_entry(each) for each in position.commitment.updates],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
