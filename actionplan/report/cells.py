"""The cells that many tables share."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from actionplan.domain.assess import Position
from actionplan.domain.dates import Window
from actionplan.domain.model import NOBODY, Commitment, Evidence, Update
from actionplan.domain.vocabulary import Word
from actionplan.report.model import (
    Cell,
    Column,
    Dates,
    Inferred,
    Link,
    Missing,
    Number,
    Place,
    Row,
    Several,
    Status,
    Text,
)
from actionplan.report.view import View
from actionplan.report.words import (
    NO_DATE,
    NO_UPDATE_YET,
    NOT_APPLICABLE,
    NOT_GIVEN,
    NOT_LATE,
    NOT_MOVED,
    UNHEARD,
    listed,
)

ID, TITLE, LEAD = Column("id", "Id"), Column("title", "Commitment"), Column("lead", "Lead")
STATUS, CONFIDENCE = Column("status", "Status"), Column("confidence", "Confidence")
DUE, REVISED_DUE = Column("due", "Due"), Column("revised_due", "Moved to")
LAST_UPDATE = Column("last_update", "Last update")

NOBODY_ELSE = Missing("nobody else", matters=False)
NO_EVIDENCE = Missing("no evidence given")


def row(view: View, commitment: Commitment, *cells: Cell) -> Row:
    """A row about *commitment*: its id and title, then *cells*."""
    head = view.heads[commitment.id]
    return Row(head.cells + cells, head.place)


def place_of(view: View, commitment_id: str) -> Place | None:
    head = view.heads.get(commitment_id)
    return head.place if head else None


def status_cell(word: Word) -> Status:
    return _status(word.code, word.label, word.tone, word.meaning)


@lru_cache(maxsize=1_024)
def _status(code: str, label: str, tone: str, meaning: str) -> Status:
    return Status(code, label, tone, meaning)


def confidence_cell(position: Position) -> Cell:
    if position.confidence:
        return status_cell(position.confidence)
    if position.last_update is None:
        return UNHEARD
    return NOT_GIVEN if position.is_open else NOT_APPLICABLE


@lru_cache(maxsize=65_536)
def dates_cell(window: Window) -> Dates:
    return Dates(*window)


def day_cell(day: date) -> Dates:
    return Dates(day, day, day.isoformat(), "day")


def due_cell(position: Position) -> Cell:
    """The date first agreed; where there is only a phrase, the phrase."""
    if position.due is not None:
        return dates_cell(position.due)
    printed = position.commitment.due_as_printed
    return Text(f"{printed} (no date)") if printed else NO_DATE


def revised_cell(position: Position) -> Cell:
    return dates_cell(position.revised_due) if position.revised_due else NOT_MOVED


@lru_cache(maxsize=4_096)
def late_cell(days: int) -> Cell:
    return Number(days, "day") if days else NOT_LATE


def lead_cell(view: View, commitment: Commitment) -> Text:
    lead = commitment.lead or NOBODY
    return view.partners.get(lead) or Text(lead)


def with_cell(view: View, commitment: Commitment) -> Cell:
    """The supporting partners; all signatories as such, for their names fill a page."""
    keys = commitment.with_
    if not keys:
        return NOBODY_ELSE
    signatories = view.plan.head.agreement.signatories
    if 1 < len(keys) >= len(signatories) - 1 and {*keys, commitment.lead} - {NOBODY} == set(signatories):
        return Text("all other signatories" if commitment.lead in signatories else "all signatories")
    return _listed(tuple([view.partner(each) for each in keys]))


@lru_cache(maxsize=4_096)
def _listed(names: tuple[str, ...]) -> Text:
    return Text(listed(names))


def update_cell(update: Update | None) -> Cell:
    """When the last update was."""
    return NO_UPDATE_YET if update is None else date_of(update)


def date_of(update: Update) -> Cell:
    """The date of an update, marked where it, or the update, is our own reading."""
    return marked(dates_cell(update.date), "inferred" if update.date_basis == "inferred" else update.basis)


def marked(cell: Cell, basis: str) -> Cell:
    """*cell*, marked where it is our own reading."""
    return Inferred(cell) if basis == "inferred" else cell


def evidence_cell(evidence: tuple[Evidence, ...]) -> Cell:
    if not evidence:
        return NO_EVIDENCE
    cells = tuple(_one_evidence(each) for each in evidence)
    return cells[0] if len(cells) == 1 else Several(cells)


def _one_evidence(evidence: Evidence) -> Cell:
    shown = Link(evidence.title, evidence.url, dates_cell(evidence.date) if evidence.date else None)
    return marked(shown, evidence.basis)


def reason_said(view: View, code: str | None) -> str | None:
    return view.words.reasons.get(code, code) if code else None


def text_cell(text: str | None, missing: Missing = NOT_GIVEN) -> Cell:
    return Text(text) if text else missing
