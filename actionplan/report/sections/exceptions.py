"""What is not going as agreed: bad news with its reason, late work, and statements that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from actionplan.domain.assess import Position
from actionplan.domain.model import Update
from actionplan.report.cells import (
    CONFIDENCE,
    DUE,
    ID,
    LEAD,
    REVISED_DUE,
    STATUS,
    TITLE,
    confidence_cell,
    due_cell,
    late_cell,
    lead_cell,
    reason_said,
    revised_cell,
    row,
    status_cell,
    text_cell,
    update_cell,
)
from actionplan.report.model import Block, Column, Missing, NoneSaid, Number, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import listed, said_months

SAME_DATE = Missing("the same date", matters=False)
_WORST_FIRST = ("bad", "watch")


def section(view: View) -> Section:
    return Section("exceptions", "Exceptions", (_doubtful(view), _overdue(view), *_silent(view), _contradictions(view)))


def _doubtful(view: View) -> Block:
    """Open commitments whose confidence is bad, then those worth watching."""
    rows = [
        _doubt(view, each)
        for tone in _WORST_FIRST
        for each in view.positions
        if each.confidence is not None and each.confidence.tone == tone
    ]
    columns = (
        ID,
        TITLE,
        LEAD,
        CONFIDENCE,
        Column("reason", "Reason"),
        Column("note", "Note"),
        Column("next", "Next step"),
        Column("last_update", "Last update"),
    )
    return _table("confidence", "Red and amber", columns, rows)


def _doubt(view: View, position: Position) -> Row:
    said = _words_on_it(position)
    return row(
        view,
        position.commitment,
        lead_cell(view, position.commitment),
        confidence_cell(position),
        text_cell(reason_said(view, _first(each.reason for each in said))),
        text_cell(_first(each.note for each in said)),
        text_cell(_first(each.next for each in said)),
        update_cell(position.last_update),
    )


def _words_on_it(position: Position) -> list[Update]:
    """The last update and those before it, back to the one that gave the confidence."""
    said: list[Update] = []
    for update in reversed(position.commitment.updates):
        said.append(update)
        if update.confidence is not None:
            break
    return said


def _first(values: Iterable[str | None]) -> str | None:
    return next((each for each in values if each), None)


def _overdue(view: View) -> Block:
    rows = [
        row(
            view,
            each.commitment,
            lead_cell(view, each.commitment),
            status_cell(each.status),
            due_cell(each),
            late_cell(each.days_late),
            revised_cell(each),
            late_cell(each.days_late_revised) if each.revised_due else SAME_DATE,
        )
        for each in sorted(view.positions, key=lambda each: -each.days_late)
        if each.is_overdue
    ]
    columns = (
        ID,
        TITLE,
        LEAD,
        STATUS,
        DUE,
        Column("days_late", "Late against the date first agreed"),
        REVISED_DUE,
        Column("days_late_revised", "Late against the date in force"),
    )
    return _table("overdue", "Overdue against the date first agreed", columns, rows)


def _silent(view: View) -> tuple[Block, ...]:
    """Open commitments without an update for the period, the longest silent first; nothing where nobody owes one."""
    if view.period is None or not view.has_cycle:
        return ()
    rows = [
        row(
            view,
            each.commitment,
            lead_cell(view, each.commitment),
            status_cell(each.status),
            confidence_cell(each),
            update_cell(each.last_update),
            Number(each.periods_silent),
        )
        for each in sorted(view.positions, key=lambda each: -each.periods_silent)
        if each.owes_update
    ]
    columns = (
        ID,
        TITLE,
        LEAD,
        STATUS,
        CONFIDENCE,
        Column("last_update", "Last update"),
        Column("silent", "Periods silent"),
    )
    return (_table("silent", f"No update for {said_months(view.period)}", columns, rows),)


def _contradictions(view: View) -> Block:
    rows = [
        row(view, each.commitment, lead_cell(view, each.commitment), Text(said))
        for each in view.positions
        for said in _contradicting(each)
    ]
    columns = (ID, TITLE, LEAD, Column("contradiction", "Contradiction"))
    return _table("contradictions", "Statements that contradict each other", columns, rows)


def _contradicting(position: Position) -> list[str]:
    label, said = position.status.label, []
    if position.status.is_done and position.open_parts:
        titles = {each.id: each.title for each in position.commitment.parts}
        parts = [f"{each} ({titles[each]})" for each in position.open_parts]
        said.append(f"{label}, but {'parts' if len(parts) > 1 else 'part'} not yet delivered: {listed(parts)}")
    if position.days_late_revised and position.confidence is not None and position.confidence.tone == "good":
        said.append(f"{position.confidence.label}, but past its date")
    condition = position.commitment.condition
    if position.is_open and condition is not None and condition.state == "failed":
        said.append(f"{label}, but its condition failed: {condition.text}")
    return said


def _table(id_: str, caption: str, columns: tuple[Column, ...], rows: list[Row]) -> Block:
    return Table(id_, caption, columns, tuple(rows)) if rows else NoneSaid(caption)
