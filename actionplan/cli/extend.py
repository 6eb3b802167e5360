"""`actionplan extend`: ask for more time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import typer

from actionplan.amend import add_extension
from actionplan.cli import ask
from actionplan.cli.ask import Option
from actionplan.cli.extending import introduce, later_window, refuse_closed, refuse_second, request
from actionplan.cli.gather import Gathered, checked, day_of
from actionplan.cli.options import AsAt, CommitmentId, DryRun, NoInput, PlanNames, ReasonNote, Workspace, Yes
from actionplan.cli.printers import counted
from actionplan.cli.recording import HINTS, Aim, Operations, Target, change_one, one_target
from actionplan.cli.said import pasted, reason_said
from actionplan.cli.telling import said_extension
from actionplan.cli.told import News
from actionplan.cli.writing import GOES_WITHOUT_SAYING, how_to_write

_HINTS = {
    **HINTS,
    "AP206": "Leave --asked out, or give the day it was asked for.",
    "AP404": GOES_WITHOUT_SAYING,  # that it is pending is the point
}


class Wanted(NamedTuple):
    """What is asked for, as it was said."""

    to: str | None
    reason: str | None
    note: str | None
    asked: str | None


def command(
    id_: CommitmentId,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The date asked for.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="CODE", help="Why it is needed.")] = None,
    note: ReasonNote = None,
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="DATE", help="The day it was asked for; today if left out.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Ask for more time: the date first agreed stays.

    Lateness is shown against both dates. The request is pending until `actionplan decide`. One that comes after the
    date has passed is shown as such.
    """
    aim = Aim((id_,), workspace, tuple(plan or ()), as_at)
    how = how_to_write(dry_run, yes, no_input)
    wanted = Wanted(to, reason, note and pasted(note), asked)
    target = one_target(aim)
    refuse_closed(target.position)
    if how.asks:
        wanted = _completed(wanted, target)
    for option, given in (("--to", wanted.to), ("--reason", wanted.reason)):
        if not given:
            raise typer.BadParameter("an extension needs a date and a reason; this one is missing", param_hint=option)
    change_one(aim, how, lambda target, gathered: _edits(wanted, target, gathered), _say, _HINTS)


def _completed(wanted: Wanted, target: Target) -> Wanted:
    """*wanted* with the answers to what it does not say."""
    standing, position = target
    introduce(standing, position)
    if not wanted.to:
        to = ask.ask("To which date?", parse=lambda text: later_window(text, position, standing.plan).text)
        wanted = wanted._replace(to=str(to))
    if not wanted.reason:
        options = [Option(code, meaning) for code, meaning in standing.words.reasons.items()]
        reason = ask.choose("Reason", options, "", lambda text: reason_said(text, standing.words))
        wanted = wanted._replace(reason=reason)
        if not wanted.note:
            wanted = wanted._replace(note=pasted(str(ask.ask("Why, in a sentence? (Enter to leave it out)"))) or None)
    return wanted


def _edits(wanted: Wanted, target: Target, gathered: Gathered) -> Operations:
    standing, position = target
    refuse_closed(position)
    asked = day_of(wanted.asked, "--asked") if wanted.asked else gathered.on
    reason = checked("--reason", reason_said, wanted.reason, standing.words)
    refuse_second(position, asked)
    extension = request(position, standing.plan, wanted.to or "", reason, wanted.note, asked)
    return {standing.loaded.homes[position.id].file: [add_extension(standing.loaded, position.id, extension)]}


def _say(news: News) -> Iterator[str]:
    position = news.position
    commitment = position.commitment
    yield f"{news.name}: {said_extension(commitment.extensions[-1], commitment, news.standing.words)}"
    yield f"moved {counted(position.slips, 'time')} before"
    yield f"written in {news.place_of_last('extensions')}"
