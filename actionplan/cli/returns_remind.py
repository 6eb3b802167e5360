"""`actionplan returns remind`: a draft for each partner that has not answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import checked, unknown
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.printers import counted
from actionplan.cli.registers import Asked, ByPartner, Registered, registered, said_received
from actionplan.cli.rows import lead_name
from actionplan.domain.said import listed
from actionplan.domain.types import parse_email
from actionplan.world.output import write_files

if TYPE_CHECKING:
    from actionplan.report.reminder.letter import Letter, Sender

FORMATS = ("eml", "text", "teams")


def command(
    folder: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="The folder for the drafts; made if it is not there.")
    ],
    period: Asked = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    partner: ByPartner = None,
    as_at: AsAt = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="ADDRESS", help="Whom to answer: “Jo Bell <plan@northfield.example>”."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}; all by default.")
    ] = None,
) -> None:
    """A draft for each partner that has not answered; nothing is sent.

    Each names the partner's open commitments, and what is asked of it: as an email to open and send, as plain text, and
    as text to paste into Teams. Read each before you send it.
    """
    if format_ is not None and format_ not in FORMATS:
        unknown(format_, "format", "--format", FORMATS)
    who = _sender(sender) if sender else None
    _, found = registered(period, workspace, as_at, plan, partner)
    letters = [(stem, letter) for each in found for stem, letter in _letters(each, who)]
    for each in found:
        console.complain(f"{each.plan.id}: {_said_missing(each)}")
    if letters:
        _write(Path(folder), letters, [format_] if format_ else FORMATS)


def _sender(text: str) -> Sender:
    """Name and address in *text*: `Jo Bell <plan@northfield.example>`, or the address alone."""
    from actionplan.report.reminder.letter import Sender

    name, bracket, address = text.rpartition("<")
    if bracket:
        address = address.strip().removesuffix(">")
    return Sender(name.strip(' "'), checked("--from", parse_email, address.strip()))


def _letters(found: Registered, sender: Sender | None) -> list[tuple[str, Letter]]:
    """The reminder for each partner of the plan that is missing, and the stem of its files' names."""
    from actionplan.report.reminder.letter import letter_to

    register = found.register
    if register is None:
        return []
    missing = [each for each in found.shown if not each.is_received]
    stem = f"{found.plan.id}-{register.period.text}".lower()
    return [(f"{stem}-{each.partner}", letter_to(each, register, found.plan, sender)) for each in missing]


def _said_missing(found: Registered) -> str:
    """How many have answered, and who has not."""
    said, register = said_received(found), found.register
    if register is None or not register.returns:
        return said
    missing = [lead_name(each.partner, found.plan) for each in found.shown if not each.is_received]
    if missing:
        return f"{said} Missing: {listed(missing)}."
    return f"{said} {'The partner asked about is not missing' if register.missing else 'Nobody is missing'}."


def _write(folder: Path, letters: Sequence[tuple[str, Letter]], formats: Sequence[str]) -> None:
    from actionplan.report.reminder.drafts import drafts_of

    drafts = {each.name: each for each in drafts_of(letters, formats)}
    write_files(
        folder, {name: each.data for name, each in drafts.items()}, lambda name, data: drafts[name].is_same(data)
    )
    for name in drafts:
        console.complain(f"Written: {folder / name}")
    for _, letter in letters:
        if letter.email is None:
            console.complain(f"{letter.name} has no email in plan.yaml, so its draft has no address.")
    console.say(f"Nothing was sent: {counted(len(letters), 'reminder')} to read, and to send by hand.")
