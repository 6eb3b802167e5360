"""`actionplan show`: one commitment in full."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.cli import console
from actionplan.cli.doubt import refuse_lost
from actionplan.cli.find import find_commitment
from actionplan.cli.gather import gather, unknown, unreadable
from actionplan.cli.options import AsAt, CommitmentId, PlanNames, TextOrJson, Workspace
from actionplan.cli.output import as_json
from actionplan.cli.positions import Standing, standings
from actionplan.cli.rows import due_of, lead_name, lead_of, record, status_of
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
from actionplan.domain.assess import Position
from actionplan.domain.said import said_day, said_window

FORMATS = ("text", "json")


def command(
    id_: CommitmentId,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: TextOrJson = "text",
) -> None:
    """One commitment in full.

    Its agreed words and dates and how they were amended, where it stands, what it waits on, its evidence, and where it
    is written.
    """
    if format_ not in FORMATS:
        unknown(format_, "format", "--format", FORMATS)
    gathered = gather(workspace, as_at, plan)
    refuse_lost(id_, gathered)
    unreadable(gathered)
    standing, position = find_commitment(id_, standings(gathered))
    if format_ == "json":
        console.write(_json(standing, position))
        return
    lines = (*_agreed(standing, position), *_standing(standing, position), *_known(standing, position))
    console.write(told(standing, position, lines, console.width()))


def _agreed(standing: Standing, position: Position) -> Iterator[Line]:
    """Who agreed to do it, with whom, under what heading."""
    commitment, plan = position.commitment, standing.plan
    yield "Lead", lead_of(position, plan)
    if commitment.with_:
        yield "With", ", ".join(lead_name(each, plan) for each in commitment.with_)
    if commitment.theme:
        yield "Theme", plan.head.themes.get(commitment.theme, commitment.theme)
    yield "Kind", commitment.kind
    condition = commitment.condition
    if condition:
        since = f", {said_window(condition.date)}" if condition.date else ""
        yield "Condition", f"{condition.text} ({condition.state.replace('-', ' ')}{since})"


def _standing(standing: Standing, position: Position) -> Iterator[Line]:
    """Where it is, against its dates and its parts."""
    commitment = position.commitment
    yield "Status", f"{status_of(position)} (as at {said_day(standing.on)})"
    yield "Due", due_of(position)
    if commitment.due_as_printed and position.due:
        yield "", f"printed: {commitment.due_as_printed}"
    for part in commitment.parts:
        yield f"Part {part.id}"[:12], f"{part.title} ({'open' if part.id in position.open_parts else 'closed'})"
    for extension in commitment.extensions:
        yield "Extension", said_extension(extension, commitment, standing.words)
    for amendment in commitment.amendments:
        yield "Amendment", said_amendment(amendment)
    if commitment.waits_on:
        yield "Waits on", ", ".join(commitment.waits_on)


def _known(standing: Standing, position: Position) -> Iterator[Line]:
    """What was reported last, what shows it, and where all this is known from."""
    commitment, update = position.commitment, position.last_update
    yield "Last update", said_update(update, standing.words) if update else "None received"
    if update and update.next:
        yield "Next", update.next
    for evidence in [evidence for each in commitment.updates for evidence in each.evidence]:
        yield "Evidence", said_evidence(evidence)
    if commitment.note:
        yield "Note", commitment.note
    for source in commitment.sources:
        yield "Source", source
    yield "Written in", f"{standing.loaded.homes[commitment.id].file}:{standing.loaded.line_of(commitment.id)}"


def _json(standing: Standing, position: Position) -> str:
    document = {
        "format": "actionplan.commitment",
        "version": 1,
        "as_at": standing.on.isoformat(),
        **record(standing, position),
        "log": [log_entry(each) for each in position.commitment.updates],
        "amendments": [amendment_entry(each) for each in position.commitment.amendments],
    }
    return as_json(document)
