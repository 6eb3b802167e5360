"""`actionplan decide`: what became of a request for more time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day  # noqa: N812  # the option is called date
from typing import Annotated

import typer

from actionplan.amend import decide_extension, mapping_of, numbers_of
from actionplan.cli import ask
from actionplan.cli.ask import Option
from actionplan.cli.extending import introduce, pending
from actionplan.cli.gather import Gathered, day_of
from actionplan.cli.options import AsAt, CommitmentId, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.recording import HINTS, Aim, Operations, Target, change_one, one_target
from actionplan.cli.rows import due_of
from actionplan.cli.telling import said_extension
from actionplan.cli.told import News
from actionplan.cli.updating import record_of
from actionplan.cli.writing import GOES_WITHOUT_SAYING, how_to_write
from actionplan.domain.model import Extension
from actionplan.domain.said import said_day

_HINTS = {
    **HINTS,
    "AP206": "Leave --date out, or give the day it was decided.",
    "AP211": "Give the day it was decided with --date, or leave it out.",
    "AP401": GOES_WITHOUT_SAYING,  # it was overdue before
}


def command(
    id_: CommitmentId,
    decision: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="granted: the date moves; refused: it stays.")
    ] = None,
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="DATE", help="Which request, where several wait: its day.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day it was decided; today if left out.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decided.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Record the decision on a request for more time: granted or refused."""
    aim = Aim((id_,), workspace, tuple(plan or ()), as_at)
    how = how_to_write(dry_run, yes, no_input)
    target = one_target(aim)
    day = day_of(asked, "--asked") if asked else None
    pending(target.position, day)
    if decision is None and how.asks:
        decision = _asked(target)
    if decision is None:
        raise typer.BadParameter("say granted or refused", param_hint="DECISION")
    words = (decision.strip().lower(), date, by)
    change_one(aim, how, lambda target, gathered: _edits(words, day, target, gathered), _say, _HINTS)


def _asked(target: Target) -> str:
    introduce(*target)
    options = [Option("granted", "the date moves to the one asked for"), Option("refused", "the date stays")]
    return ask.choose("Decision", options, "")


def _edits(
    words: tuple[str, str | None, str | None], asked: Day | None, target: Target, gathered: Gathered
) -> Operations:
    standing, position = target
    decision, date, by = words
    now = pending(position, asked)
    decided = day_of(date, "--date") if date else gathered.on
    values = {"asked": now.asked.isoformat(), "to": now.to.text, "decision": decision, "by": by}
    said = record_of(Extension, values, standing.plan, "DECISION")
    extension = replace(now, decision=said.decision, decided=decided, by=said.by)
    number = _number(target, now)
    file = standing.loaded.homes[position.id].file
    return {file: list(decide_extension(standing.loaded, position.id, number, extension))}


def _number(target: Target, extension: Extension) -> int:
    """Which of the requests in the file is meant. On a day in the past one may wait that was decided since."""
    loaded, id_ = target.standing.loaded, target.position.id
    numbers = numbers_of(loaded, id_, extension)
    waiting = [each for each in numbers if mapping_of(loaded, id_, "extensions", each).get("decision") is None]
    if not waiting:
        message = f"{id_} has a decision on this request, of a later day than {said_day(target.standing.on)}"
        raise typer.BadParameter(message, param_hint="ID")
    return waiting[-1]


def _say(news: News) -> Iterator[str]:
    plan, waited = news.standing.loaded.plan or news.standing.plan, news.before.pending if news.before else ()
    commitment = next(each for each in plan.commitments if each.id == news.position.id)
    decided = [each for each in commitment.extensions if each.decision and _undecided(each) in waited][-1]
    number = numbers_of(news.standing.loaded, commitment.id, decided)[-1]
    yield f"{news.name}: {said_extension(decided, commitment, news.standing.words)}"
    yield f"due: {due_of(news.position)}"
    yield f"written in {news.place_of('extensions', number)}"


def _undecided(extension: Extension) -> Extension:
    return replace(extension, decision=None, decided=None, by=None)
