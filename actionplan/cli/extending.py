"""Requests to move a date: asked for, decided, told. The date first agreed stays for ever."""

from __future__ import annotations

from datetime import date

import typer

from actionplan.cli import console
from actionplan.cli.gather import checked
from actionplan.cli.positions import Standing
from actionplan.cli.printers import counted
from actionplan.cli.rows import due_of
from actionplan.cli.telling import Line, said_extension, told
from actionplan.cli.updating import record_of
from actionplan.domain.assess import Position
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Extension, Plan
from actionplan.domain.said import said_day, said_window
from actionplan.domain.written import BadValue


def introduce(standing: Standing, position: Position) -> None:
    """Show what there is to know before a date is moved: the dates, and how often it was moved already."""
    lines: list[Line] = [("Due", due_of(position)), ("Moved", counted(position.slips, "time"))]
    lines += [
        ("Extension", said_extension(each, position.commitment, standing.words))
        for each in position.commitment.extensions
    ]
    console.say(told(standing, position, lines, console.width()))


def refuse_closed(position: Position) -> None:
    """A commitment that is closed has no date to move."""
    if not position.is_open:
        raise typer.BadParameter(f"{position.id} is {position.status.label.lower()}: it is closed", param_hint="ID")
    if position.due is None:
        message = f"{position.id} has no agreed date, so there is none to move. Agree one first, and write it under due"
        raise typer.BadParameter(message, param_hint="ID")


def request(position: Position, plan: Plan, to: str, reason: str | None, note: str | None, asked: date) -> Extension:
    """The request to move the date of *position* to *to*, which has to be later than the one in force."""
    wanted = checked("--to", later_window, to, position, plan)
    if wanted.last < asked:
        raise typer.BadParameter(f"{said_window(wanted)} had passed by {said_day(asked)}", param_hint="--to")
    values = {"asked": asked.isoformat(), "to": wanted.text, "reason": reason, "note": note}
    return record_of(Extension, values, plan)


def later_window(text: str, position: Position, plan: Plan) -> Window:
    """The date that *text* names. Raises BadValue where it is none, or not later than the one in force."""
    now = position.revised_due or position.due
    wanted = parse_window(text, plan.cycle.year_starts)
    if now is not None and wanted.last <= now.last:
        raise BadValue(f"{said_window(wanted)} is not later than {said_window(now)}", "Give a later date.")
    return wanted


def pending(position: Position, asked: date | None) -> Extension:
    """The request that is to be decided: the only one that waits, or the one that was *asked* for that day."""
    fitting = [each for each in position.pending if asked in (None, each.asked)]
    if len(fitting) == 1:
        return fitting[0]
    if not position.pending:
        raise typer.BadParameter(f"{position.id} has no request that waits for a decision", param_hint="ID")
    days = " or ".join(dict.fromkeys(each.asked.isoformat() for each in position.pending))
    if fitting and asked is not None:
        message = f"{position.id} has {len(fitting)} requests of {said_day(asked)}. Write the decision into the file"
        raise typer.BadParameter(message, param_hint="--asked")
    number = f"{counted(len(position.pending), 'request')} that {'waits' if len(position.pending) == 1 else 'wait'}"
    raise typer.BadParameter(f"{position.id} has {number}. Say which: --asked {days}", param_hint="--asked")


def refuse_second(position: Position, asked: date) -> None:
    """Of two requests of one day nobody could say which one was decided."""
    if any(each.asked == asked for each in position.pending):
        message = f"{position.id} has a request of {said_day(asked)} that waits already. Decide that one first"
        raise typer.BadParameter(message, param_hint="--asked")
