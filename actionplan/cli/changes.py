"""`actionplan changes`: what changed, in the plan's words."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.accounts import Account
from actionplan.cli.gather import Gathered, gather, unreadable
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put
from actionplan.domain.asof import as_of, at_period
from actionplan.domain.dates import parse_day
from actionplan.domain.model import Plan
from actionplan.domain.period import last_ended, parse_period, period_before
from actionplan.domain.said import said_day, said_window
from actionplan.domain.telling import Told, said_changes, said_gone, said_new
from actionplan.domain.written import BadValue
from actionplan.loaded import Loaded
from actionplan.validation import turn_between

_LIKE_A_DAY = re.compile(r"[0-9]{1,4}([-/. ][0-9]{1,4}){1,2}")

# Each format, its module, and the endings of the files that are written in it.
FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "json": (".json",),
}


def command(
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="WHEN", help="A day, a review period, or a branch or commit; the last review by default."
        ),
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """What changed, in the plan's words: for a meeting, or beside a change of the files.

    Since a day or a review period it is what the logs say; since a branch or a commit, what the files said there.
    """
    chosen = format_for(format_, output, FORMATS, "text")
    gathered = gather(workspace, as_at, plan)
    unreadable(gathered)
    accounts = _accounts(gathered, since, is_whole=not plan)
    put(import_module(f"actionplan.cli.accounts.{chosen}").render(accounts), output)


def _accounts(gathered: Gathered, since: str | None, *, is_whole: bool) -> list[Account]:
    plans = [each.plan for each in gathered.plans if each.plan]
    if since is None or any(_before(each, since, gathered) for each in plans):
        found = [(each, _before(each, since, gathered)) for each in plans]
        return [_of_log(each, *before, gathered) for each, before in found if before]
    return _of_files(gathered, since, is_whole=is_whole)


def _before(plan: Plan, since: str | None, gathered: Gathered) -> tuple[Plan, str] | None:
    """The plan as it was then, and when that was; None where *since* is neither a day nor a review period of it."""
    if since is None:
        ended = last_ended(gathered.on, plan)
        if ended is None:
            return (as_of(plan, plan.first_day), said_day(plan.first_day)) if plan.first_day else None
        review = period_before(ended, plan.cycle)
        return at_period(plan, review), f"the review of {said_window(review)}"
    try:
        day = parse_day(since.strip())
    except BadValue:
        return _at_review(plan, since)
    return as_of(plan, day), said_day(day)


def _at_review(plan: Plan, since: str) -> tuple[Plan, str] | None:
    try:
        period = parse_period(since, plan.cycle)
    except BadValue:
        return None
    return at_period(plan, period), f"the review of {said_window(period)}"


def _of_log(plan: Plan, before: Plan, since: str, gathered: Gathered) -> Account:
    now = as_of(plan, gathered.on)
    return Account(plan, since, said_day(gathered.on), said_changes(before, now))


def _of_files(gathered: Gathered, ref: str, *, is_whole: bool) -> list[Account]:
    """What changed in the files since they left *ref*, as far as both states can be read."""
    if _LIKE_A_DAY.fullmatch(ref.strip()):
        raise typer.BadParameter(f"“{ref[:60]}” is no day. Write it as 2015-09-30", param_hint="--since")
    from actionplan.cli.changing import against

    compared = against(gathered, ref, None, is_whole=is_whole)
    base = compared.base
    since = f"{base.commit[:12]} ({base.how})"
    pairs = tuple(compared.pairs())
    for name in sorted({name for before, _ in pairs if before for name in before.unread}):
        console.complain(f"Not all of {name} could be read at {base.commit[:12]}; what could not is left out.")
    told = [(pair, _told(*pair, gathered.today)) for pair in pairs]
    plans = [(after or before, each) for (before, after), each in told]
    return [Account(of.plan, since, "now", each) for of, each in plans if of and of.plan and each]


def _told(before: Loaded | None, after: Loaded | None, today: date) -> Told | None:
    """What changed in the files of one plan, of which one side may be missing; None where a side could not be read."""
    if before is None or after is None:
        was, now = before and before.plan, after and after.plan
        return said_new(now) if now else said_gone(was) if was else None
    turn = turn_between(before, after, today)
    return said_changes(turn.was, turn.now, turn.changes) if turn else None
