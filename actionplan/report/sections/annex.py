"""Every commitment on one row, every word with its meaning, and how the figures are made."""

from __future__ import annotations

from actionplan.domain.assess import Position
from actionplan.domain.vocabulary import Word
from actionplan.report.cells import (
    CONFIDENCE,
    DUE,
    ID,
    LAST_UPDATE,
    LEAD,
    REVISED_DUE,
    STATUS,
    TITLE,
    confidence_cell,
    dates_cell,
    lead_cell,
    place_of,
    revised_cell,
    row,
    status_cell,
    update_cell,
    with_cell,
)
from actionplan.report.counts import CONFIDENCE_NOT_GIVEN, status_words
from actionplan.report.model import Bullets, Column, Missing, NoneSaid, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import NO_DATE

_NOT_PRINTED = Missing("nothing printed", matters=False)

_MEANINGS = {
    "not-started": "nothing done yet",
    "under-way": "being worked on",
    "waiting": "stopped until something else happens",
    "done": "delivered",
    "dropped": "will not be delivered, or something else took its place",
}

_COMPUTED = (
    "The status of a commitment is the last one an update gave, and so is its confidence, which only open ones have.",
    "Open means neither complete nor dropped. A commitment with parts is complete only when each part is.",
    "A date known only to the month, quarter or year counts to its last day. Days late count from the day after it.",
    "Overdue means open and past the date first agreed. An extension moves the date in force; it does not undo that.",
    "A commitment whose condition is not yet met is not late, and one that goes on without end is never late.",
    "A return is received when the partner has updated at least one of its open commitments for the period, or since.",
    "Percentages in one list are rounded so that they add up to 100, so one may differ by 1 from its own rounding.",
    "“Inferred” marks what is a reading of ours and not the words of a source.",
)


def section(view: View) -> Section:
    return Section("annex", "Annex", (), (_commitments(view), _vocabulary(view), _method()))


def _commitments(view: View) -> Section:
    rows = tuple(_row(view, each) for each in view.positions)
    columns = (
        ID,
        TITLE,
        LEAD,
        Column("with", "With"),
        Column("due_as_printed", "Due as printed"),
        DUE,
        REVISED_DUE,
        STATUS,
        CONFIDENCE,
        LAST_UPDATE,
        Column("place", "File and line"),
    )
    blocks = (Table("commitments", "Every commitment", columns, rows),) if rows else (NoneSaid(),)
    return Section("commitments", "Every commitment", blocks)


def _row(view: View, position: Position) -> Row:
    commitment = position.commitment
    printed = commitment.due_as_printed
    return row(
        view,
        commitment,
        lead_cell(view, commitment),
        with_cell(view, commitment),
        Text(printed) if printed else _NOT_PRINTED,
        dates_cell(position.due) if position.due else NO_DATE,
        revised_cell(position),
        status_cell(position.status),
        confidence_cell(position),
        update_cell(position.last_update),
        place_of(view, commitment.id) or Missing("not known"),
    )


def _vocabulary(view: View) -> Section:
    words = (*status_words(view), *view.words.confidences.values(), CONFIDENCE_NOT_GIVEN)
    rows = tuple(Row((status_cell(word), Text(_meaning(word)))) for word in words)
    columns = (Column("word", "Word"), Column("meaning", "Meaning"))
    return Section("vocabulary", "Words used", (Table("vocabulary", "Words used", columns, rows),))


def _meaning(word: Word) -> str:
    return word.explained or _MEANINGS[word.meaning]


def _method() -> Section:
    return Section("method", "How the figures are made", (Bullets(_COMPUTED),))
