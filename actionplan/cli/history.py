"""`actionplan history`: the log of a commitment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import console
from actionplan.cli.doubt import refuse_lost
from actionplan.cli.find import find_commitment
from actionplan.cli.gather import gather, unknown, unreadable
from actionplan.cli.options import AsAt, CommitmentId, PlanNames, TextOrJson, Workspace
from actionplan.cli.output import as_json
from actionplan.cli.positions import Standing, standings
from actionplan.cli.printers import counted
from actionplan.cli.show import FORMATS
from actionplan.cli.telling import (
    Line,
    amendment_entry,
    log_entry,
    said_amendment,
    said_evidence,
    said_extension,
    said_update,
    told,
)
from actionplan.domain.asof import period_of
from actionplan.domain.assess import Position
from actionplan.domain.model import Update
from actionplan.domain.said import said_day

if TYPE_CHECKING:
    from actionplan.cli.recorded_when import Recorded


def command(
    id_: CommitmentId,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Say beside each entry when it came into the files, as git knows it.")
    ] = False,
    format_: TextOrJson = "text",
) -> None:
    """The log of a commitment, oldest first.

    Each update under the review period it answers, with its evidence; then the extensions asked for, and
    the changes of what was agreed.
    """
    if format_ not in FORMATS:
        unknown(format_, "format", "--format", FORMATS)
    gathered = gather(workspace, as_at, plan)
    refuse_lost(id_, gathered)
    unreadable(gathered)
    standing, position = find_commitment(id_, standings(gathered))
    records: tuple[Recorded, ...] = ()
    if recorded:
        from actionplan.cli.recorded_when import records_of

        records = records_of(gathered, standing.plan.id, position.commitment)
    if format_ == "json":
        console.write(_json(standing, position, records))
        return
    console.write(told(standing, position, _log(standing, position, records), console.width()))


def _log(standing: Standing, position: Position, records: Sequence[Recorded]) -> Iterator[Line]:
    commitment = position.commitment
    if not commitment.updates:
        yield "", "No update received."
    for number, update in enumerate(commitment.updates):
        yield period_of(update, standing.plan).text, said_update(update, standing.words)
        if records:
            yield "", _said_record(records[number])
        yield from _beside(update)
    for extension in commitment.extensions:
        yield "Extension", said_extension(extension, commitment, standing.words)
    for amendment in commitment.amendments:
        yield "Amendment", said_amendment(amendment)


def _beside(update: Update) -> Iterator[Line]:
    """What an update says below its news."""
    if update.next:
        yield "", f"Next: {update.next}"
    if update.by:
        yield "", f"By: {update.by}"
    for evidence in update.evidence:
        yield "", f"Evidence: {said_evidence(evidence)}"


def _said_record(record: Recorded) -> str:
    """When the entry came into the files; late ones stand out."""
    if record.commit is None or record.day is None:
        return "Recorded: not yet in git"
    by = f"by {record.commit.author} in {record.commit.hash[:12]}"
    late = f", {counted(record.days_late, 'day')} after" if record.days_late else ""
    return f"Recorded: {said_day(record.day)}{late}, {by}"


def _json(standing: Standing, position: Position, records: Sequence[Recorded]) -> str:
    log = [log_entry(each) for each in position.commitment.updates]
    for entry, record in zip(log, records, strict=False):
        entry["recorded"] = record.day.isoformat() if record.day else None
        entry["commit"] = record.commit.hash if record.commit else None

    document = {
        "format": "actionplan.history",
        "version": 1,
        "as_at": standing.on.isoformat(),
        "commitment": f"{standing.plan.id}/{position.id}",
        "log": log,
        "amendments": [amendment_entry(each) for each in position.commitment.amendments],
    }
    return as_json(document)
