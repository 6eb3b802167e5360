"""`actionplan review action`: what is to be done after a review, and that it was done."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NamedTuple

import typer

from actionplan.cli import ask, console
from actionplan.cli.gather import day_of, partner_key, unknown
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.reviewing import Aim, Meant, aim_at, commitment_id, has_reviews, meant, named, review_of, tell
from actionplan.cli.rows import lead_name
from actionplan.cli.said import note_said, pasted
from actionplan.cli.updating import record_of
from actionplan.cli.writing import How, Offer, carry_out, how_to_write
from actionplan.domain.dates import parse_day
from actionplan.domain.model import NOBODY, Plan
from actionplan.domain.reviewed import Filed, ReviewAction, in_order
from actionplan.domain.said import said_day
from actionplan.loaded import Loaded
from actionplan.minutes import Undone, add_action, next_action, settle_action, undone
from actionplan.proposal import propose
from actionplan.yamltext.operations import Operation

DONE = "done"

_HINTS = {"AP216": "Leave --date out, or give the day on which it was done.", "AP407": ""}


class Wanted(NamedTuple):
    """An action as it was said: one that is new, or the `id` of one that is done."""

    id: str | None
    add: str | None
    owner: str | None
    due: str | None
    about: str | None
    date: str | None
    note: str | None
    period: str | None


def command(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="An action that is there: a1.")] = None,
    done: Annotated[str | None, typer.Argument(metavar="[done]", help="The word done, where it was done.")] = None,
    add: Annotated[str | None, typer.Option("--add", metavar="TEXT", help="A new action: what is to be done.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="KEY", help="The partner that is to do it.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="The last day for it.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="ID", help="The commitment it is about.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day it was done; today if left out.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What came of it.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="The review that asked for it; else the last one.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record an action of a closed review, or that one is done.

    `actionplan review action --add TEXT --owner KEY` adds one to the last closed review, and gives it an id.
    `actionplan review action a1 done` says that it was done. The next report lists what is open, done and overdue.
    """
    how = how_to_write(dry_run, yes, no_input)
    aim = aim_at(Aim(workspace, tuple(plan or ()), as_at), has_reviews, asks=how.asks)
    start = meant(aim)
    wanted = Wanted(id_, add and pasted(add), owner, due, about, date, note and pasted(note), period)
    _check_words(wanted, done, start.loaded)
    if wanted.id is None:
        wanted = _completed(wanted, start, how)
    written = carry_out(lambda: _offer(wanted, aim), how, _HINTS)
    if written is not None:
        after = written.offer.proposals[0].after
        filed, number = _written(after, wanted)
        action = filed.review.actions[number]
        said = f"done on {said_day(action.done)}" if action.done else _asked_of(action, after.plan)
        tell(written, [f"{action.id}: {action.action}", said, f"for {named(filed)}"], "actions", number)


def _check_words(wanted: Wanted, done: str | None, loaded: Loaded) -> None:
    """Nothing; a command line that says neither what is new nor what is done, or both, is a wrong one."""
    if wanted.id is None:
        for option, given in (("--date", wanted.date), ("--note", wanted.note)):
            if given:
                raise typer.BadParameter("it is for an action that is done: review action ID done", param_hint=option)
        return
    if wanted.add is not None:
        raise typer.BadParameter("a new action gets its id by itself: leave ID out", param_hint="ID")
    for option, given in (("--owner", wanted.owner), ("--due", wanted.due), ("--about", wanted.about)):
        if given:
            raise typer.BadParameter("what a review asked for is not changed", param_hint=option)
    if done is None or done.strip().lower() != DONE:
        said = _ids(loaded)
        raise typer.BadParameter(f"say that it is done: review action {wanted.id[:60]} done. {said}", param_hint="ID")


def _ids(loaded: Loaded) -> str:
    found = [each.action.id for each in undone(in_order(loaded.reviews))]
    return f"Open: {', '.join(found)}." if found else "No action is open."


def _completed(wanted: Wanted, start: Meant, how: How) -> Wanted:
    """*wanted* with the answers to what it does not say; what is needed and missing is a wrong command line."""
    filed = review_of(start.loaded, wanted.period, "--period")
    if how.asks and not (wanted.add and wanted.owner):
        console.complain(f"For {named(filed)}:")
        wanted = _asked(wanted, start.plan)
    for option, given in (("--add", wanted.add), ("--owner", wanted.owner)):
        if not given:
            message = f"a new action needs its words and an owner; this is missing. {_ids(start.loaded)}"
            raise typer.BadParameter(message, param_hint=option)
    return wanted


def _asked(wanted: Wanted, plan: Plan) -> Wanted:
    if not wanted.add:
        action = ask.ask_text("What is to be done?", lambda text: note_said(ask.needed(text)))
        wanted = wanted._replace(add=action)
    if not wanted.owner:
        owners = ", ".join(plan.head.partners)
        wanted = wanted._replace(owner=str(ask.ask(f"Who does it? ({owners})", parse=ask.needed)))
    if wanted.due is None:
        due = ask.ask("By when? (Enter for no day)", parse=lambda text: str(parse_day(text)) if text else "")
        wanted = wanted._replace(due=str(due) or None)
    return wanted


def _offer(wanted: Wanted, aim: Aim) -> Offer:
    found = meant(aim)
    gathered, loaded, _ = found
    file, operations = _settled(wanted, found) if wanted.id else _added(wanted, found)
    return Offer(gathered, (propose(loaded, {file: operations}, gathered.on, gathered.today),))


def _added(wanted: Wanted, found: Meant) -> tuple[str, list[Operation]]:
    """The file of the review, and what adds the new action to it."""
    loaded, plan = found.loaded, found.plan
    filed = review_of(loaded, wanted.period, "--period")
    owner = partner_key(wanted.owner or "", [plan], "--owner")
    if owner == NOBODY:
        raise typer.BadParameter("an action that nobody owns is done by nobody", param_hint="--owner")
    values = {
        "id": next_action(loaded.reviews),
        "action": wanted.add,
        "owner": owner,
        "due": str(day_of(wanted.due, "--due")) if wanted.due else None,
        "about": commitment_id(wanted.about, loaded) if wanted.about else None,
    }
    return filed.file, [add_action(loaded, filed, record_of(ReviewAction, values, plan))]


def _settled(wanted: Wanted, found: Meant) -> tuple[str, list[Operation]]:
    """The file of the review, and what marks the action as done."""
    loaded = found.loaded
    open_ = _open(wanted, loaded)
    now = open_.action
    values = {"id": now.id, "action": now.action, "owner": now.owner, "note": wanted.note}
    said = record_of(ReviewAction, values, found.plan)
    if wanted.note and now.note:
        raise typer.BadParameter(f"{now.id} has a note already, which stays", param_hint="--note")
    done = day_of(wanted.date, "--date") if wanted.date else found.gathered.on
    settled = replace(now, done=done, note=said.note or now.note)
    return open_.filed.file, list(settle_action(open_, settled))


def _open(wanted: Wanted, loaded: Loaded) -> Undone:
    """The open action that is meant: that of the review named, else of the last one that has it."""
    reviews = (review_of(loaded, wanted.period, "--period"),) if wanted.period else in_order(loaded.reviews)
    word = (wanted.id or "").lower()
    found = [each for each in undone(reviews) if each.action.id.lower() == word]
    if found:
        return found[-1]
    done = [each for filed in reviews for each in filed.review.actions if each.id.lower() == word]
    if done and done[-1].done:
        message = f"{done[-1].id} was done on {said_day(done[-1].done)} already"
        raise typer.BadParameter(message, param_hint="ID")
    return unknown(wanted.id or "", "open action", "ID", [each.action.id for each in undone(reviews)])


def _written(after: Loaded, wanted: Wanted) -> tuple[Filed, int]:
    """The review and the number of the action that was written."""
    if wanted.id is None:
        filed = review_of(after, wanted.period, "--period")
        return filed, len(filed.review.actions) - 1
    reviews = (review_of(after, wanted.period, "--period"),) if wanted.period else in_order(after.reviews)
    found = [
        (filed, number)
        for filed in reviews
        for number, each in enumerate(filed.review.actions)
        if each.id.lower() == wanted.id.lower()
    ]
    return found[-1]


def _asked_of(action: ReviewAction, plan: Plan | None) -> str:
    who = lead_name(action.owner, plan) if plan else action.owner
    return f"to be done by {who}{f', by {said_day(action.due)}' if action.due else ''}"
