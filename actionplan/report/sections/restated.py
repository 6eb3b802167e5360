"""What the last review saw and the files say otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplan.domain.asof import as_of, at_period
from actionplan.report.cells import ID, place_of
from actionplan.report.model import Block, Column, NoneSaid, Row, Table, Text
from actionplan.report.view import View
from actionplan.report.words import said_period

if TYPE_CHECKING:
    from actionplan.domain.restated import Restatement
    from actionplan.domain.reviewed import ReviewFile

_COLUMNS = (
    ID,
    Column("title", "About"),
    Column("what", "What"),
    Column("before", "The board saw"),
    Column("after", "The files say now"),
    Column("why", "How it came about"),
)
_WHAT = {
    "status": "Status",
    "confidence": "Confidence",
    "due": "Date first agreed",
    "revised_due": "Date granted",
    "log": "Updates",
    "wording": "Wording",
    "reading": "Reading",
    "commitment": "In the plan",
}


def restated_blocks(view: View) -> tuple[Block, ...]:
    """A table of what was restated since the last closed review, or that nothing was; no block without a review."""
    review = last_review(view)
    if review is None:
        return ()
    caption = f"Restated since {named(review)}"
    rows = tuple([_row(view, each) for each in _found(view, review)])
    return (Table("restated", caption, _COLUMNS, rows) if rows else NoneSaid(caption),)


def last_review(view: View) -> ReviewFile | None:
    """The last closed review before the one that is reported on; None where there is none."""
    found = earlier_reviews(view)
    return found[-1] if found else None


def earlier_reviews(view: View) -> tuple[ReviewFile, ...]:
    """The closed reviews before the one that is reported on, by their periods."""
    options, until = view.options, view.period.last if view.period else view.on
    closed = [each for each in view.subject.reviews if options.period or each.closed <= options.on]
    return tuple(sorted((each for each in closed if each.period.last < until), key=lambda each: each.period.last))


def is_reported(view: View, about: str | None) -> bool:
    """Whether the report is about the commitment of that id: it was not narrowed to others, and it is not internal."""
    if about is None or about in view.everything:
        return about is None or any(each.id == about for each in view.positions)
    return not view.options.is_public


def named(review: ReviewFile) -> str:
    """`the review of Q2 2015 to 2016 (July to September 2015)`."""
    return f"the review of {said_period(review.period)}"


def _found(view: View, review: ReviewFile) -> list[Restatement]:
    """What was restated of what the report is about."""
    from actionplan.domain.restated import restated  # most plans have no closed review

    options, files = view.options, view.subject.plan
    # Not the view's own plan: what is left out of a public report would look as if it had been taken out since.
    plan = at_period(files, options.period) if options.period else as_of(files, options.on)
    return [each for each in restated(plan, review) if each.what == "reading" or is_reported(view, each.id)]


def _row(view: View, found: Restatement) -> Row:
    titles = {each.id: each.title for outcome in view.plan.outcomes for each in outcome.indicators}
    title = (
        view.everything[found.id].commitment.title if found.id in view.everything else titles.get(found.id, found.id)
    )
    how = "rewritten" if found.is_rewritten else "received after the review was closed"
    cells = (found.id, title, _WHAT[found.what], found.seen, found.now, how)
    return Row(tuple([Text(each) for each in cells]), place_of(view, found.id))
