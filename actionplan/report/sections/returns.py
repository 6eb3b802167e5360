"""Who has answered, and what is missing in the data."""

from __future__ import annotations

from actionplan.report.counts import Return, findings, inferred, returns, returns_received, tally
from actionplan.report.model import Block, Column, NoneSaid, Number, Prose, Row, Section, Share, Status, Table, Text
from actionplan.report.view import View
from actionplan.report.words import said, said_period, said_share, share


def section(view: View) -> Section:
    return Section("returns", "Returns and data quality", (*_register(view), _gaps(view), Prose(findings_said(view))))


def _register(view: View) -> tuple[Block, ...]:
    if not view.has_cycle:
        return (Prose("No review cycle is agreed, so no returns are asked for."),)
    if view.period is None:
        return (Prose("No review period has ended yet, so no returns are due."),)
    answers = returns(view)
    caption = f"Returns for {said_period(view.period)}"
    if not answers:
        return (NoneSaid(caption),)
    rows = tuple(_answer(view, each) for each in answers)
    received = said_share(returns_received(view))
    return Prose(f"Returns came from {received} that lead an open commitment."), Table(
        "returns", caption, _COLUMNS, rows
    )


def _answer(view: View, answer: Return) -> Row:
    state = _RECEIVED if answer.is_received else _MISSING
    cells = (Text(view.partner(answer.partner)), state, Share(answer.answered, answer.asked), Number(answer.silent))
    return Row(cells)


_RECEIVED, _MISSING = Status("received", "Received", "good"), Status("missing", "Not received", "watch")
_COLUMNS = (
    Column("partner", "Partner"),
    Column("return", "Return"),
    Column("answered", "Commitments answered"),
    Column("periods_silent", "Periods silent"),
)


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
    """What checking the files found."""
    found = findings([view.subject])
    if found is None:
        return "The files were not checked for this report."
    if not any(count.value for _, count in found.counts):
        return "The check of the files found nothing."
    return f"The check of the files found {said(found)}. “actionplan validate” shows each."
