"""Several plans side by side."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.report.counts import tally
from actionplan.report.model import Column, NoneSaid, Row, Section, Share, Table, Text
from actionplan.report.view import View

_COLUMNS = (
    Column("id", "Plan"),
    Column("title", "Title"),
    Column("complete", "Complete"),
    Column("open", "Open"),
    Column("overdue", "Overdue"),
    Column("no_update", "No update received"),
)


def summary(views: Sequence[View]) -> Section:
    rows = tuple(_row(each) for each in views)
    blocks = (Table("plans", "All plans", _COLUMNS, rows),) if rows else (NoneSaid("Plans"),)
    return Section("summary", "All plans", blocks)


def _row(view: View) -> Row:
    counted = tally(view.positions)
    counts = (counted.done, counted.open_, counted.overdue, counted.silent)
    shares = tuple(Share(each, counted.all_) for each in counts)
    return Row((Text(view.plan.id), Text(view.plan.head.title), *shares))
