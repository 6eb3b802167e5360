"""Who has answered, and what is missing in the data."""

from __future__ import annotations

from actionplan.domain.returns import (
    LATE,
    LED_BY_ALL,
    LED_BY_NONE,
    MISSING,
    NIL,
    RECEIVED,
    Register,
    Return,
)
from actionplan.domain.said import said_day
from actionplan.report.cells import dates_cell, late_cell
from actionplan.report.counts import accepted_said, findings, inferred, returns_received, tally
from actionplan.report.model import (
    Block,
    Column,
    Missing,
    NoneSaid,
    Number,
    Prose,
    Row,
    Section,
    Share,
    Status,
    Table,
    Text,
)
from actionplan.report.view import View
from actionplan.report.words import listed, said, said_count, said_period, said_share, sentence, share


def section(view: View) -> Section:
    return Section("returns", "Returns and data quality", (*_register(view), _gaps(view), Prose(findings_said(view))))


def _register(view: View) -> tuple[Block, ...]:
    if not view.has_cycle:
        return (Prose("No review cycle is agreed, so no returns are asked for."),)
    found = view.register
    if found is None:
        return (Prose("No review period has ended yet, so no returns are due."),)
    caption = f"Returns for {said_period(found.period)}"
    unowed = _unowed(found)
    if not found.returns:
        return (NoneSaid(caption), *unowed)
    rows = tuple([_answer(view, each) for each in found.returns])
    received, is_over = said_share(returns_received(found)), found.is_closed
    came = f"Returns came from {received} that lead an open commitment."
    due = f"They {'were' if is_over else 'are'} due by {said_day(found.due)}."
    return Prose(f"{came} {due}"), Table("returns", caption, _COLUMNS, rows), *unowed


def _answer(view: View, answer: Return) -> Row:
    cells = (
        Text(view.partner(answer.partner)),
        _IN_PART if answer.state == RECEIVED and answer.answered < answer.asked else _STATES[answer.state],
        dates_cell(answer.first) if answer.first else _NOT_RECEIVED,
        late_cell(answer.days_late),
        Share(answer.answered, answer.asked),
        Number(answer.missed),
    )
    return Row(cells)


_IN_PART = Status("received-in-part", "Received in part", "watch")
_STATES = {
    RECEIVED: Status(RECEIVED, "Received", "good"),
    LATE: Status(LATE, "Received late", "watch"),
    NIL: Status(NIL, "Nil return", "neutral"),
    MISSING: Status(MISSING, "Not received", "watch"),
}
_NOT_RECEIVED = Missing("nothing yet", matters=False)  # the word beside it says what that means
_COLUMNS = (
    Column("partner", "Partner"),
    Column("return", "Return"),
    Column("received", "Received on"),
    Column("days_late", "Late by"),
    Column("answered", "Commitments answered"),
    Column("periods_missed", "Periods missed"),
)


def _unowed(found: Register) -> tuple[Block, ...]:
    """What nobody owes a return on, because nobody or everybody leads it."""
    all_, nobody = (
        sum([each.position.is_open for each in found.not_due_for(why)]) for why in (LED_BY_ALL, LED_BY_NONE)
    )
    parts = [
        *([f"{said_count(all_, 'open commitment')} led by all partners"] if all_ else []),
        *([f"{said_count(nobody, 'open commitment')} that nobody is named to lead"] if nobody else []),
    ]
    return (Prose(f"Nobody owes a return on {listed(parts)}."),) if parts else ()


def _gaps(view: View) -> Block:
    counted = tally(view.positions)
    if not counted.all_:
        return NoneSaid("Gaps in the data")
    read = inferred(view)
    rows = (
        ("no_date", "Commitments without an agreed date", share(counted.undated, counted.all_)),
        ("no_lead", "Commitments without a named lead", share(counted.unled, counted.all_)),
        ("no_update", "Commitments without any update", share(counted.silent, counted.all_)),
        ("inferred", "Updates and evidence that are inferred, not stated", share(read.count, read.of)),
    )
    columns = (Column("gap", "Gap"), Column("share", "How many"))
    return Table("gaps", "Gaps in the data", columns, tuple(Row((Text(said), cell)) for _, said, cell in rows))


def findings_said(view: View) -> str:
    """What checking the files found, and what of it does not count."""
    accepted = [sentence(each) for each in accepted_said(view.subject)]
    return " ".join([_found(view), *accepted])


def _found(view: View) -> str:
    found = findings([view.subject])
    if found is None:
        return "The files were not checked for this report."
    if not any(count.value for _, count in found.counts):
        return "The check of the files found nothing."
    return f"The check of the files found {said(found)}. “actionplan validate” shows each."
