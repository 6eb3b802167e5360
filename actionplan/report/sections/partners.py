"""Partner by partner: what each leads, how it stands, and whether its return came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actionplan.domain.assess import Position
from actionplan.domain.dates import Window
from actionplan.domain.model import EVERYBODY, NOBODY, Update
from actionplan.domain.returns import Return
from actionplan.report.cells import (
    CONFIDENCE,
    DUE,
    ID,
    LAST_UPDATE,
    REVISED_DUE,
    STATUS,
    TITLE,
    confidence_cell,
    due_cell,
    late_cell,
    revised_cell,
    row,
    status_cell,
    update_cell,
)
from actionplan.report.counts import tally
from actionplan.report.model import (
    Block,
    Cell,
    Column,
    Missing,
    NoneSaid,
    Prose,
    Row,
    Section,
    Table,
    Text,
)
from actionplan.report.sections.side_by_side import by_partner, by_period
from actionplan.report.strips import Strips
from actionplan.report.view import View
from actionplan.report.words import listed, said_count, said_months


def section(view: View) -> Section:
    led: dict[str, list[Position]] = {}
    for each in view.positions:
        led.setdefault(each.commitment.lead or NOBODY, []).append(each)
    register = view.register
    answers = {each.partner: each for each in register.returns} if register else {}
    keys = sorted(led, key=_order(view))
    strips = Strips(view)
    sections = tuple(_partner(view, strips, led[key], answers.get(key)) for key in keys)
    if not sections:
        return Section("partners", "Partner by partner", (NoneSaid(),))
    beside = (*by_partner(view, {key: led[key] for key in keys}), *by_period(view, strips))
    blocks = (*_leading_nothing(view, set(led)), *beside)
    return Section("partners", "Partner by partner", blocks, sections)


def _order(view: View) -> Callable[[str], tuple[int, str]]:
    """The plan's own order of partners; then what all lead, then what nobody does."""
    places = {key: number for number, key in enumerate((*view.plan.head.partners, EVERYBODY, NOBODY))}
    return lambda key: (places.get(key, len(places)), key)


def _leading_nothing(view: View, leading: set[str]) -> tuple[Block, ...]:
    idle = [view.partner(key) for key in view.plan.head.partners if key not in leading]
    if not idle or view.options.partner:
        return ()
    verb = "leads" if len(idle) == 1 else "lead"
    return (Prose(f"{said_count(len(idle), 'partner')} {verb} no commitment: {listed(idle)}."),)


def _partner(view: View, strips: Strips, positions: Sequence[Position], answer: Return | None) -> Section:
    key = positions[0].commitment.lead or NOBODY
    rows = tuple([_row(view, each, strips) for each in positions])
    length = said_count(len(strips.periods), "period")
    strip = (Column("strip", f"Last {length}"),) if strips.periods else ()
    columns = (ID, TITLE, STATUS, CONFIDENCE, DUE, REVISED_DUE, _LATE, LAST_UPDATE, *strip, _NOTE, _NEXT)
    table = Table("commitments", f"Commitments led by {view.partner(key)}", columns, rows)
    return Section(key, view.partner(key), (Prose(_summary(view, positions, answer)), table))


_LATE = Column("days_late", "Late")
_NOTHING = Missing("none", matters=False)
_NOTE, _NEXT = Column("note", "Note"), Column("next", "Next step")


def _summary(view: View, positions: Sequence[Position], answer: Return | None) -> str:
    """`6 commitments: 2 complete, 4 open, 1 overdue. Return for July to September 2015 received, …`"""
    counted = tally(positions)
    kinds = {
        "complete": counted.done,
        "dropped": counted.dropped,
        "open": counted.open_,
        "overdue": counted.overdue,
    }
    parts = ", ".join(f"{count:,} {kind}" for kind, count in kinds.items() if count)
    said = f"{said_count(counted.all_, 'commitment')}: {parts}."
    if answer is None or not view.has_cycle or view.period is None:
        return said
    return f"{said} {_answer(answer, view.period)}"


def _answer(answer: Return, period: Window) -> str:
    if answer.is_received:
        received = "Nil return" if answer.is_nil else "Return"
        late = f" {said_count(answer.days_late, 'day')} late" if answer.days_late else ""
        part = f", for {answer.answered:,} of {answer.asked:,} commitments" if answer.answered < answer.asked else ""
        return f"{received} for {said_months(period)} received{late}{part}."
    missed = f"; missed for {said_count(answer.missed, 'review period')}" if answer.missed > 1 else ""
    return f"No return for {said_months(period)}{missed}."


def _row(view: View, position: Position, strips: Strips) -> Row:
    update = position.last_update
    strip = (strips.of(position.commitment),) if strips.periods else ()
    return row(
        view,
        position.commitment,
        status_cell(position.status),
        confidence_cell(position),
        due_cell(position),
        revised_cell(position),
        late_cell(position.days_late),
        update_cell(update),
        *strip,
        _optional(_said(update) if update else None),
        _optional(update.next if update else None),
    )


def _said(update: Update) -> str | None:
    return " ".join(each for each in ("Nil return." if update.return_ else None, update.note) if each) or None


def _optional(text: str | None) -> Cell:
    return Text(text) if text else _NOTHING
