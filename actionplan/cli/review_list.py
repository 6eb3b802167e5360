"""`actionplan review list`: the reviews that were closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import gather, plan_id, unreadable
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import as_json, format_for, put
from actionplan.columns import lay_out
from actionplan.domain.reviewed import Filed, in_order
from actionplan.domain.said import said_day, said_window

FORMATS: dict[str, tuple[str, ...]] = {"table": (".txt",), "json": (".json",)}
HEADINGS = ("Plan", "Review of", "Closed on", "Decisions", "Open actions")

Listed = Sequence[tuple[str, Filed]]


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")
    ] = None,
    output: Output = None,
) -> None:
    """The reviews that were closed."""
    chosen = format_for(format_, output, FORMATS, "table")
    gathered = gather(workspace, as_at, plan)
    unreadable(gathered)
    found = [(plan_id(each), filed) for each in gathered.plans for filed in in_order(each.reviews)]
    put(_json(found) if chosen == "json" else _table(found, console.width()), output)


def _table(found: Listed, width: int) -> str:
    if not found:
        return "No closed review.\n"
    return lay_out(HEADINGS, [_row(*each) for each in found], width, flexible=1)


def _row(plan: str, filed: Filed) -> tuple[str, ...]:
    review = filed.review
    numbers = (len(review.decisions), len(_open(filed)))
    return (plan, said_window(review.period), said_day(review.closed), *map(str, numbers))


def _open(filed: Filed) -> list[str]:
    return [each.id for each in filed.review.actions if each.done is None]


def _json(found: Listed) -> str:
    rows = [
        {
            "plan": plan,
            "period": filed.review.period.text,
            "closed": filed.review.closed.isoformat(),
            "meeting": filed.review.meeting.isoformat() if filed.review.meeting else None,
            "positions": len(filed.review.positions),
            "decisions": len(filed.review.decisions),
            "actions": len(filed.review.actions),
            "open_actions": _open(filed),
            "file": filed.file,
        }
        for plan, filed in found
    ]
    return as_json({"format": "actionplan-review-list/v1", "reviews": rows})
