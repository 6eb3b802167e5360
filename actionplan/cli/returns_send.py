"""`actionplan returns send`: a form to fill in for each partner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import console
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.printers import counted
from actionplan.cli.registers import ByPartner, Registered, registered, said_received
from actionplan.report.words import said_period
from actionplan.world.output import write_files

if TYPE_CHECKING:
    from actionplan.tables.form.content import Form


def command(
    folder: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="The folder for the forms; made if it is not there.")
    ],
    partner: ByPartner = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help="The review period, as “2015-16 Q2”; the last that has ended by default."
        ),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="TEXT", help="Whom the form is to go back to, as it will stand in it."),
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """An Excel form for each partner, with what is known filled in; nothing is sent.

    Grey columns are to be read, white ones to be filled in. `actionplan returns read` takes the form back. A form in
    the folder that somebody has filled in is never written over.
    """
    _, found = registered(period, workspace, as_at, plan, partner)
    forms = [form for each in found for form in _forms(each, sender or "")]
    for each in found:
        console.complain(f"{each.plan.id}: {said_received(each)}")
    if forms:
        _write(Path(folder), forms)


def _forms(found: Registered, sender: str) -> Iterator[Form]:
    from actionplan.tables.form.content import form_for

    if found.register is not None:
        for each in found.shown:
            yield form_for(each, found.register, found.plan, said_period(found.register.period), sender)


def _write(folder: Path, forms: list[Form]) -> None:
    from actionplan.report.reminder.drafts import stems
    from actionplan.tables.form.workbook import workbook_of

    names = stems([f"{each.identity.plan}-{each.identity.period}-{each.identity.partner}".lower() for each in forms])
    by_name = {f"{name}.xlsx": form for name, form in zip(names, forms, strict=True)}
    files = {name: workbook_of(form) for name, form in by_name.items()}
    write_files(folder, files, lambda name, data: _may_replace(by_name[name], data))
    for name in files:
        console.complain(f"Written: {folder / name}")
    console.say(f"Nothing was sent: {counted(len(forms), 'form')} to send by hand.")


def _may_replace(form: Form, data: bytes) -> bool:
    """Whether *data* is the same form, and nobody has filled anything in."""
    from actionplan.officefile import custom_property
    from actionplan.tables.form.filled import filled_in
    from actionplan.tables.form.identity import PROPERTY
    from actionplan.tables.readers import read_book
    from actionplan.tables.table import Unreadable

    try:
        there = filled_in(read_book("", data), custom_property(data, PROPERTY))
    except Unreadable:
        return False
    is_blank = not there.proposals and not any(each.answers for each in there.lines)
    return is_blank and there.identity._replace(sent="") == form.identity._replace(sent="")
