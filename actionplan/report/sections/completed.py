"""What was delivered since the last review, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.domain.assess import Position
from actionplan.domain.model import Evidence, Update
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
    updates, since = position.commitment.updates, _said_done(view, position)
    return row(
        view,
        position.commitment,
        lead_cell(view, position.commitment),
        status_cell(position.status),
        date_of(updates[since]),
        late_cell(position.days_late),
        evidence_cell(_shown(updates, since)),
    )


def _said_done(view: View, position: Position) -> int:
    """The number of the update since which it has been done; it may have been said again."""
    updates = position.commitment.updates
    said = [number for number, each in enumerate(updates) if each.status is not None]
    is_done = [view.words.status(updates[number].status).is_done for number in said]
    return next(number for place, number in enumerate(said) if all(is_done[place:]))


def _shown(updates: Sequence[Update], since: int) -> tuple[Evidence, ...]:
    """The evidence that came when it was said to be done, or later; where none did, what came before."""
    later = tuple([each for update in updates[since:] for each in update.evidence])
    return later or tuple([each for update in updates[:since] for each in update.evidence])
