"""`actionplan review check`: what was restated since a review was closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import typer

from actionplan.cli import console
from actionplan.cli.gather import gather, plan_id
from actionplan.cli.options import AsAt, PlanNames, TextOrJson, Workspace
from actionplan.cli.output import as_json, format_for, put
from actionplan.cli.reviewing import NONE_CLOSED, review_of
from actionplan.cli.writing import indented
from actionplan.domain.restated import Restatement, restated, said_restatement
from actionplan.domain.reviewed import Filed
from actionplan.domain.said import said_day, said_window
from actionplan.loaded import Loaded
from actionplan.sheets import is_review
from actionplan.world.workspace import CannotRun

FORMATS: dict[str, tuple[str, ...]] = {"text": (".txt",), "json": (".json",)}


class Checked(NamedTuple):
    """A closed review of a plan, and what was restated since."""

    loaded: Loaded
    filed: Filed
    found: tuple[Restatement, ...]


def command(
    period: Annotated[
        str | None, typer.Argument(metavar="[PERIOD]", help="The closed review; the last one of each plan if left out.")
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    format_: TextOrJson = "text",
) -> None:
    """Find what was restated since a review was closed.

    Leaves with 1 where the past was rewritten: an update, a date, a reading or the wording that the board saw is not
    the same now. What only came in after the review was closed is said too. Nothing is ever changed.
    """
    chosen = format_for(format_, None, FORMATS, "text")
    gathered = gather(workspace, as_at, plan)
    closed = [each for each in gathered.plans if each.reviews or any(is_review(text.stem) for text in each.texts)]
    if period is not None and not closed:
        raise typer.BadParameter(NONE_CLOSED, param_hint="PERIOD")
    checked = [_checked(each, period) for each in closed]
    put(_json(checked) if chosen == "json" else _text(checked), None)
    is_rewritten = any(each.is_rewritten for every in checked for each in every.found)
    console.leave(1 if is_rewritten else 0)


def _checked(loaded: Loaded, period: str | None) -> Checked:
    """The review and what differs from it. Raises CannotRun where that cannot be known."""
    if loaded.plan is None or loaded.unread or not loaded.is_whole:
        names = ", ".join(loaded.unread[:3]) or loaded.name
        raise CannotRun(
            f"Not all of {names} could be read, so it cannot be known what was restated.\n"
            "To see why: actionplan validate"
        )
    filed = review_of(loaded, period)
    return Checked(loaded, filed, restated(loaded.plan, filed.review))


def _text(checked: Sequence[Checked]) -> str:
    if not checked:
        return "No closed review.\n"
    return "\n".join("".join(f"{line}\n" for line in _lines(each)) for each in checked)


def _lines(checked: Checked) -> Iterator[str]:
    review = checked.filed.review
    name = f"{plan_id(checked.loaded)}: the review of {said_window(review.period)}"
    yield from indented(f"{name}, closed on {said_day(review.closed)}", "", "  ")
    rewritten = [each for each in checked.found if each.is_rewritten]
    later = [each for each in checked.found if not each.is_rewritten]
    if not checked.found:
        yield "Nothing was restated."
    for heading, found in (("Restated since", rewritten), ("Received after the review was closed", later)):
        if found:
            yield f"{heading}:"
            for each in found:
                yield from indented(f"{each.id}: {said_restatement(each)}.", "  ", "    ")


def _json(checked: Sequence[Checked]) -> str:
    return as_json(
        {
            "format": "actionplan-review-check/v1",
            "reviews": [
                {
                    "plan": plan_id(each.loaded),
                    "period": each.filed.review.period.text,
                    "closed": each.filed.review.closed.isoformat(),
                    "file": each.filed.file,
                    "restated": [found._asdict() for found in each.found],
                }
                for each in checked
            ],
        }
    )
