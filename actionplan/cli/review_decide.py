"""`actionplan review decide`: what a review decided."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from actionplan.cli import ask, console
from actionplan.cli.gather import day_of
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.reviewing import (
    Aim,
    Meant,
    aim_at,
    commitment_id,
    day_for,
    has_reviews,
    meant,
    named,
    review_of,
    tell,
)
from actionplan.cli.said import note_said, pasted
from actionplan.cli.updating import record_of
from actionplan.cli.writing import How, Offer, carry_out, how_to_write
from actionplan.domain.reviewed import Filed, ReviewDecision
from actionplan.domain.said import said_day
from actionplan.minutes import add_decision
from actionplan.proposal import propose

_HINTS = {"AP216": "Leave --date out, or give the day on which it was decided."}


class Wanted(NamedTuple):
    """A decision as it was said, and the review that took it."""

    period: str | None
    about: str | None
    decision: str | None
    by: str | None
    date: str | None


def command(
    period: Annotated[
        str | None,
        typer.Argument(metavar="[PERIOD]", help="The review that decided it; the last closed one if left out."),
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="ID", help="The commitment it is about; else the whole plan.")
    ] = None,
    decision: Annotated[str | None, typer.Option("--decision", metavar="TEXT", help="What was decided.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decided.")] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The day it was decided; that of the meeting, else today."),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record what a closed review decided.

    It is added at the end of the review's decisions, which are never changed. The next report says under matters
    arising what became of it. A decision on a request for more time is also recorded with `actionplan decide`.
    """
    how = how_to_write(dry_run, yes, no_input)
    aim = aim_at(Aim(workspace, tuple(plan or ()), as_at), has_reviews, asks=how.asks)
    start = meant(aim)
    wanted = Wanted(period, about, decision and pasted(decision), by, date)
    wanted = _completed(wanted, start, review_of(start.loaded, period), how)
    done = carry_out(lambda: _offer(wanted, aim), how, _HINTS)
    if done is not None:
        after = done.offer.proposals[0].after
        filed = review_of(after, wanted.period)
        number = len(filed.review.decisions) - 1
        last = filed.review.decisions[number]
        lines = [f"{last.about or after.name}: {last.decision}", f"decided by {last.by} on {said_day(last.date)}"]
        tell(done, [*lines, f"for {named(filed)}"], "decisions", number)


def _completed(wanted: Wanted, start: Meant, filed: Filed, how: How) -> Wanted:
    """*wanted* with the answers to what it does not say; what is needed and missing is a wrong command line."""
    if how.asks and not (wanted.decision and wanted.by):
        console.complain(f"For {named(filed)}:")
        wanted = _asked(wanted, start)
    for option, given in (("--decision", wanted.decision), ("--by", wanted.by)):
        if not given:
            raise typer.BadParameter("a decision needs its words and who took it; this is missing", param_hint=option)
    return wanted


def _asked(wanted: Wanted, start: Meant) -> Wanted:
    if wanted.about is None and wanted.decision is None:
        question = "About which commitment? (Enter for the whole plan)"
        about = ask.ask(question, parse=lambda text: commitment_id(text, start.loaded) if text else "")
        wanted = wanted._replace(about=str(about) or None)
    if not wanted.decision:
        decision = ask.ask_text("What was decided?", lambda text: note_said(ask.needed(text)))
        wanted = wanted._replace(decision=decision)
    return wanted if wanted.by else wanted._replace(by=str(ask.ask("Who decided?", parse=ask.needed)))


def _offer(wanted: Wanted, aim: Aim) -> Offer:
    gathered, loaded, plan = meant(aim)
    filed = review_of(loaded, wanted.period)
    day = day_of(wanted.date, "--date") if wanted.date else day_for(filed, gathered.on)
    about = commitment_id(wanted.about, loaded) if wanted.about else None
    values = {"date": str(day), "about": about, "decision": wanted.decision, "by": wanted.by}
    operations = {filed.file: [add_decision(loaded, filed, record_of(ReviewDecision, values, plan))]}
    return Offer(gathered, (propose(loaded, operations, gathered.on, gathered.today),))
