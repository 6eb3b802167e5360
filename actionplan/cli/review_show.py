"""`actionplan review show`: one closed review in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.reviewing import Aim, aim_at, has_reviews, meant, review_of
from actionplan.cli.rows import lead_name
from actionplan.cli.telling import LABEL
from actionplan.cli.writing import indented
from actionplan.columns import lay_out
from actionplan.domain.model import Plan
from actionplan.domain.restated import seen_status
from actionplan.domain.reviewed import Filed, ReviewAction, SeenPosition
from actionplan.domain.said import said_day, said_window
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of

HEADINGS = ("Id", "Commitment", "Status", "Due", "Updates")


def command(
    period: Annotated[
        str | None, typer.Argument(metavar="[PERIOD]", help="The review; the last closed one if left out.")
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """What a closed review saw, decided and asked for."""
    found = meant(aim_at(Aim(workspace, tuple(plan or ()), as_at), has_reviews, asks=False))
    filed = review_of(found.loaded, period)
    name = f"{found.plan.id}: the review of {said_window(filed.review.period)}"
    lines = [*indented(name, ""), "", *(line for each in _lines(filed, found.plan) for line in _labelled(*each))]
    console.write("".join(f"{each}\n" for each in lines))
    rows = _rows(filed, found.plan)
    table = lay_out(HEADINGS, rows, console.width(), flexible=1) if rows else "None.\n"
    console.write(f"\nWhat the board saw\n\n{table}")


def _labelled(label: str, text: str) -> list[str]:
    return indented(text, f"{label:<{LABEL}}  ", " " * (LABEL + 2))


def _lines(filed: Filed, plan: Plan) -> Iterator[tuple[str, str]]:
    review = filed.review
    yield "Closed", said_day(review.closed)
    yield "Meeting", said_day(review.meeting) if review.meeting else "Not given"
    if review.note:
        yield "Note", review.note
    for decision in review.decisions:
        about = f"{decision.about}: " if decision.about else ""
        yield "Decision", f"{about}{decision.decision} ({decision.by}, {said_day(decision.date)})"
    for action in review.actions:
        yield "Action", _action(action, plan)
    for reading in review.readings:
        yield "Reading", f"{reading.indicator}: {reading.value} ({said_window(reading.date)})"
    yield "File", filed.file


def _action(action: ReviewAction, plan: Plan) -> str:
    due = f", by {said_day(action.due)}" if action.due else ""
    state = f"done on {said_day(action.done)}" if action.done else "open"
    note = f". {action.note}" if action.note else ""
    return f"{action.id}: {action.action} ({lead_name(action.owner, plan)}{due}; {state}){note}"


def _rows(filed: Filed, plan: Plan) -> list[tuple[str, ...]]:
    titles = {each.id: each.title for each in plan.commitments}
    return [_row(each, titles, vocabulary_of(plan.head)) for each in filed.review.positions]


def _row(seen: SeenPosition, titles: Mapping[str, str], words: Vocabulary) -> tuple[str, ...]:
    due = said_window(seen.due) if seen.due else "No date agreed"
    moved = f", moved to {said_window(seen.revised_due)}" if seen.revised_due else ""
    title = titles.get(seen.id, "not in the plan any more")
    return seen.id, title, seen_status(seen, words), f"{due}{moved}", str(seen.updates)
