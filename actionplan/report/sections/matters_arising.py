"""What became of the last review's decisions and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplan.domain.said import said_day, said_window
from actionplan.report.cells import ID, TITLE, day_cell, place_of, status_cell
from actionplan.report.model import Block, Cell, Column, Missing, NoneSaid, Number, Prose, Row, Section, Table, Text
from actionplan.report.sections.restated import earlier_reviews, is_reported, named
from actionplan.report.view import View
from actionplan.report.words import NOT_APPLICABLE, NOT_LATE, said_period, sentence

if TYPE_CHECKING:
    from actionplan.domain.reviewed import ReviewAction, ReviewDecision, ReviewFile

WHOLE_PLAN = Missing("the whole plan", matters=False)
NOT_IN_PLAN = Missing("not in the plan")
NO_EXTENSION = Missing("none decided", matters=False)
NO_DAY = Missing("no day set", matters=False)
OPEN = Missing("open")

_DECISIONS = (
    Column("date", "Decided on"),
    ID,
    TITLE,
    Column("decision", "Decision"),
    Column("by", "Decided by"),
    Column("status", "Status now"),
    Column("extension", "Last extension"),
)
_ACTIONS = (
    Column("action_id", "Action"),
    Column("action", "What is to be done"),
    Column("owner", "Owner"),
    ID,
    Column("due", "By"),
    Column("done", "Done on"),
    Column("days_late", "Overdue"),
    Column("note", "What came of it"),
    Column("review", "Asked for by the review of"),
)


def section(view: View) -> Section:
    reviews = earlier_reviews(view)
    if not reviews:
        return Section("matters_arising", "Matters arising", (Prose("No closed review is recorded."),))
    last = reviews[-1]
    return Section("matters_arising", "Matters arising", (Prose(_said(last)), _decisions(view, last), _actions(view)))


def _said(review: ReviewFile) -> str:
    meeting = f" Its meeting was on {said_day(review.meeting)}." if review.meeting else ""
    return f"{sentence(f'{named(review)} was closed on {said_day(review.closed)}')}{meeting}"


def _decisions(view: View, review: ReviewFile) -> Block:
    caption = f"Decisions of {named(review)}, and what became of them"
    rows = tuple([_decision(view, each) for each in review.decisions if is_reported(view, each.about)])
    return Table("decisions_made", caption, _DECISIONS, rows) if rows else NoneSaid(caption)


def _decision(view: View, decision: ReviewDecision) -> Row:
    position = view.everything.get(decision.about or "")
    absent = NOT_IN_PLAN if decision.about else WHOLE_PLAN
    cells: tuple[Cell, ...] = (
        day_cell(decision.date),
        Text(decision.about) if decision.about else WHOLE_PLAN,
        Text(position.commitment.title) if position else absent,
        Text(decision.decision),
        Text(decision.by),
        status_cell(position.status) if position else NOT_APPLICABLE,
        _extension(view, decision.about),
    )
    return Row(cells, place_of(view, decision.about or ""))


def _extension(view: View, about: str | None) -> Cell:
    """The extension of the commitment that was decided last."""
    position = view.everything.get(about or "")
    decided = [each for each in position.commitment.extensions if each.decision] if position else []
    if not decided:
        return NO_EXTENSION
    last = max(reversed(decided), key=lambda each: each.decided or each.asked)
    return Text(f"to {said_window(last.to)}, {last.decision}")


def _actions(view: View) -> Block:
    """The actions of the last review, and those of earlier ones that are open or were done since."""
    reviews = earlier_reviews(view)
    rows = tuple(
        [
            _action(view, review, each)
            for review in reviews
            for each in review.actions
            if is_reported(view, each.about) and (review is reviews[-1] or _is_news(view, each, reviews[-1]))
        ]
    )
    return Table("actions", "Actions, and whether they were done", _ACTIONS, rows) if rows else NoneSaid("Actions")


def _is_news(view: View, action: ReviewAction, last: ReviewFile) -> bool:
    return not _is_done(view, action) or (action.done is not None and action.done > last.closed)


def _is_done(view: View, action: ReviewAction) -> bool:
    return action.done is not None and action.done <= view.on


def _action(view: View, review: ReviewFile, action: ReviewAction) -> Row:
    is_done = _is_done(view, action)
    late = (view.on - action.due).days if action.due and not is_done else 0
    cells: tuple[Cell, ...] = (
        Text(action.id),
        Text(action.action),
        Text(view.partner(action.owner)),
        Text(action.about) if action.about else WHOLE_PLAN,
        day_cell(action.due) if action.due else NO_DAY,
        day_cell(action.done) if action.done and is_done else OPEN,
        Number(late, "day") if late > 0 else NOT_LATE,
        Text(action.note) if action.note else Missing("not given", matters=False),
        Text(said_period(review.period)),
    )
    return Row(cells, place_of(view, action.about or ""))
