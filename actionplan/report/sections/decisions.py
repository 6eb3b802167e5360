"""What the meeting is asked to decide."""

from __future__ import annotations

from actionplan.domain.assess import Position, is_asked_late
from actionplan.domain.model import Extension
from actionplan.report.cells import (
    ID,
    LEAD,
    STATUS,
    TITLE,
    dates_cell,
    day_cell,
    due_cell,
    lead_cell,
    reason_said,
    revised_cell,
    row,
    status_cell,
    text_cell,
)
from actionplan.report.model import Block, Column, Missing, NoneSaid, Number, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import NOT_GIVEN

IN_TIME = Missing("in time", matters=False)

TITLE_OF_SECTION = "Decisions asked of this meeting"


def section(view: View) -> Section:
    blocks = tuple(each for each in (_extensions(view), _conditions(view)) if each)
    return Section("decisions", TITLE_OF_SECTION, blocks or (NoneSaid(),))


def _extensions(view: View) -> Block | None:
    rows = tuple(_extension(view, position, each) for position in view.positions for each in position.pending)
    columns = (
        ID,
        TITLE,
        LEAD,
        Column("due", "First agreed"),
        Column("revised_due", "Moved to"),
        Column("to", "Asked for"),
        Column("slips", "Moved before"),
        Column("asked", "Asked on"),
        Column("asked_late", "Asked late"),
        Column("reason", "Reason"),
        Column("note", "Note"),
    )
    return Table("extensions", "Grant or refuse more time", columns, rows) if rows else None


def _extension(view: View, position: Position, extension: Extension) -> Row:
    return row(
        view,
        position.commitment,
        lead_cell(view, position.commitment),
        due_cell(position),
        revised_cell(position),
        dates_cell(extension.to),
        Number(position.slips, "time"),
        day_cell(extension.asked),
        Text("after the date") if is_asked_late(extension, position.commitment) else IN_TIME,
        text_cell(reason_said(view, extension.reason)),
        text_cell(extension.note),
    )


def _conditions(view: View) -> Block | None:
    """A commitment whose condition failed cannot stay as it is."""
    rows = []
    for position in view.positions:
        condition = position.commitment.condition
        if position.is_open and condition and condition.state == "failed":
            rows.append(
                row(
                    view,
                    position.commitment,
                    lead_cell(view, position.commitment),
                    Text(condition.text),
                    dates_cell(condition.date) if condition.date else NOT_GIVEN,
                    status_cell(position.status),
                )
            )
    columns = (ID, TITLE, LEAD, Column("condition", "Condition"), Column("since", "Failed since"), STATUS)
    return (
        Table("failed_conditions", "Withdraw or agree anew: the condition failed", columns, tuple(rows))
        if rows
        else None
    )
