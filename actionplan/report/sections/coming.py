"""What is due next, and what waits on whom."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.domain.assess import Position
from actionplan.domain.dates import Window
from actionplan.report.cells import (
    CONFIDENCE,
    DUE,
    ID,
    LEAD,
    REVISED_DUE,
    STATUS,
    TITLE,
    confidence_cell,
    dates_cell,
    due_cell,
    lead_cell,
    reason_said,
    revised_cell,
    row,
    status_cell,
)
from actionplan.report.model import Block, Cell, Column, Missing, NoneSaid, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import NOT_APPLICABLE, NOT_GIVEN, said_months

_ALL_OF_IT = Missing("all of it", matters=False)


def section(view: View) -> Section:
    title = "Due next, and what waits on whom"
    return Section("coming", title, (_due(view, view.upcoming), _waiting(view)))


def _due(view: View, period: Window) -> Block:
    caption = f"Due in {said_months(period)}"
    rows = tuple(each for position in view.positions if position.is_open for each in _due_rows(view, position, period))
    columns = (ID, TITLE, Column("part", "Part"), LEAD, DUE, REVISED_DUE, STATUS, CONFIDENCE)
    return Table("due", caption, columns, rows) if rows else NoneSaid(caption)


def _due_rows(view: View, position: Position, period: Window) -> Iterator[Row]:
    commitment = position.commitment
    if _falls_in(position.revised_due or position.due, period):
        yield _due_row(view, position, _ALL_OF_IT, due_cell(position))
    for part in commitment.parts:
        if part.id in position.open_parts and part.due is not None and _falls_in(part.due, period):
            yield _due_row(view, position, Text(f"{part.id}, {part.title}"), dates_cell(part.due))


def _falls_in(due: Window | None, period: Window) -> bool:
    return due is not None and period.first <= due.last <= period.last


def _due_row(view: View, position: Position, part: Cell, due: Cell) -> Row:
    return row(
        view,
        position.commitment,
        part,
        lead_cell(view, position.commitment),
        due,
        revised_cell(position),
        status_cell(position.status),
        confidence_cell(position),
    )


def _waiting(view: View) -> Block:
    rows = tuple(
        row(view, each.commitment, lead_cell(view, each.commitment), what, whom, state)
        for each in view.positions
        if each.is_open
        for what, whom, state in _waits(view, each)
    )
    columns = (
        ID,
        TITLE,
        LEAD,
        Column("waits_on", "Waits on"),
        Column("whom", "Led by"),
        Column("state", "State"),
    )
    caption = "Waiting"
    return Table("waiting", caption, columns, rows) if rows else NoneSaid(caption)


def _waits(view: View, position: Position) -> Iterator[tuple[Cell, Cell, Cell]]:
    """What an open commitment waits on, whose that is, and where it stands."""
    for key in position.commitment.waits_on:
        other = view.everything.get(key)
        if other is None:
            yield Text(key), NOT_GIVEN, Text("not in this plan")
        elif not other.status.is_done:
            title = f"{other.id}: {other.commitment.title}"
            yield Text(title), lead_cell(view, other.commitment), status_cell(other.status)
    condition = position.commitment.condition
    if condition is not None and position.waits_for_condition:
        yield Text(f"a condition, “{condition.text}”"), NOT_APPLICABLE, Text("not yet met")
    if position.status.meaning == "waiting":
        yield Text(_reason(view, position)), NOT_APPLICABLE, status_cell(position.status)


def _reason(view: View, position: Position) -> str:
    """Why it waits, in the words of the update that says so."""
    for update in reversed(position.commitment.updates):
        if update.reason or update.note:
            return ". ".join(each for each in (reason_said(view, update.reason), update.note) if each)
    return "no reason given"
