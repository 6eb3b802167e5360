"""What was delivered since the last review, and what shows it."""

from __future__ import annotations

from actionplan.domain.assess import Position
from actionplan.domain.model import Update
from actionplan.report.cells import (
    ID,
    LEAD,
    STATUS,
    TITLE,
    date_of,
    evidence_cell,
    late_cell,
    lead_cell,
    row,
    status_cell,
)
from actionplan.report.model import Column, NoneSaid, Row, Section, Table
from actionplan.report.view import View


def section(view: View) -> Section:
    rows = tuple(_row(view, each) for each in view.positions if each.status.is_done and not _was_done(view, each))
    columns = (
        ID,
        TITLE,
        LEAD,
        STATUS,
        Column("since", "Date"),
        Column("days_late", "After the date first agreed"),
        Column("evidence", "Evidence"),
    )
    blocks = (Table("completed", "Completed commitments", columns, rows),) if rows else (NoneSaid(),)
    return Section("completed", f"Completed {view.since}", blocks)


def _was_done(view: View, position: Position) -> bool:
    before = view.before.get(position.id)
    return before is not None and before.status.is_done


def _row(view: View, position: Position) -> Row:
    closing = closing_update(position)
    return row(
        view,
        position.commitment,
        lead_cell(view, position.commitment),
        status_cell(position.status),
        date_of(closing),
        late_cell(position.days_late),
        evidence_cell(closing.evidence),
    )


def closing_update(position: Position) -> Update:
    """The update that gave the status."""
    return next(each for each in reversed(position.commitment.updates) if each.status is not None)
