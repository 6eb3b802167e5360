"""Where each commitment stands, as rows with plain values: the one table that is worked out and not written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan.domain.asof import as_of
from actionplan.domain.assess import Position, assess
from actionplan.domain.dates import Window
from actionplan.domain.model import EVERYBODY, NOBODY, Plan
from actionplan.tables.layout import Column, Holds, Shape

_COLUMNS = (
    Column("plan", Holds.TEXT, "The plan's id", is_needed=True),
    Column("commitment", Holds.TEXT, "The commitment's id", is_needed=True),
    Column("title", Holds.TEXT, "What will be done"),
    Column("lead", Holds.TEXT, "Key of the lead partner; none where nobody is named, all where everybody is"),
    Column("lead_name", Holds.TEXT, "The lead partner's printed name"),
    Column("status", Holds.TEXT, "The status of the last update that gave one; no-update-received without any"),
    Column("status_label", Holds.TEXT, "The status as it is printed"),
    Column("is_open", Holds.YES, "Whether it is neither delivered nor dropped"),
    Column("confidence", Holds.TEXT, "Will it land? Only while it is open"),
    Column("since", Holds.DAY, "The first day on which it may have had this status"),
    Column("last_update", Holds.DAY, "The last day on which the last update may have been made"),
    Column("due", Holds.DAY, "The last day of the date first agreed"),
    Column("revised_due", Holds.DAY, "The last day of the date last granted"),
    Column("days_late", Holds.COUNT, "Days past the date first agreed; 0 while it is not late"),
    Column("days_late_revised", Holds.COUNT, "Days past the date last granted; 0 while it is not late"),
    Column("is_overdue", Holds.YES, "Whether it is open, and past the date first agreed"),
    Column("slips", Holds.COUNT, "How often its date was moved"),
)
STANDING = Shape(
    "positions",
    "Where each commitment stands: worked out, not written",
    *("position", "commitments", ("plan", "commitment"), "", ("plan", "commitment")),
    _COLUMNS,
    (),
)

StandingRow = tuple[str | int | bool | date | None, ...]


def standing_rows(plan: Plan, on: date) -> Iterator[StandingRow]:
    """A row for each commitment of *plan* that was agreed by *on*, as it stood at the end of that day."""
    cut = as_of(plan, on)
    return (_row(cut, each) for each in assess(cut, on))


def _row(plan: Plan, position: Position) -> StandingRow:
    commitment, update = position.commitment, position.last_update
    lead = commitment.lead or NOBODY
    return (
        *(plan.id, position.id, commitment.title, lead, lead_name(lead, plan)),
        *(position.status.code, position.status.label, position.is_open),
        position.confidence.code if position.confidence else None,
        position.since.first if position.since else None,
        update.date.last if update else None,
        *(_last(position.due), _last(position.revised_due)),
        *(position.days_late, position.days_late_revised, position.is_overdue, position.slips),
    )


def lead_name(lead: str, plan: Plan) -> str:
    """The printed name of the partner that leads; words where nobody or everybody does."""
    if lead in (NOBODY, EVERYBODY):
        return "No lead named" if lead == NOBODY else "All partners"
    partner = plan.head.partners.get(lead)
    return partner.name if partner else lead


def _last(window: Window | None) -> date | None:
    return window.last if window else None
