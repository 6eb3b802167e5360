"""The columns of a return form: what a partner reads, what a partner fills in, and how they are found again."""

from __future__ import annotations

from typing import NamedTuple

from actionplan.domain.written import bare

RETURN, NEW, READ_ME, LISTS = "Return", "New commitments", "Read me", "Lists"
OWN_SHEETS = (RETURN, NEW, READ_ME, LISTS)


class Column(NamedTuple):
    """One column of the form. `known` are other words that its heading may have come back with."""

    key: str
    heading: str
    width: int
    is_open: bool = False
    known: tuple[str, ...] = ()


COLUMNS = (
    Column("id", "Id", 12, known=("ref", "reference number")),
    Column("title", "Commitment", 36, known=("title",)),
    Column("made_of", "Parts, and what it depends on", 34),
    Column("due", "Due", 20, known=("due date",)),
    Column("last_status", "Last status", 16),
    Column("last_note", "Last note", 32),
    Column("status", "Status now", 16, True, ("status", "new status")),
    Column("confidence", "Confidence", 13, True),
    Column("parts", "Parts done", 12, True, ("parts",)),
    Column("note", "What happened", 38, True, ("note", "notes")),
    Column("next", "Next step, and when", 28, True, ("next step", "next")),
    Column("reason", "Reason", 24, True),
    Column("url", "Evidence: link", 26, True, ("evidence link", "link")),
    Column("evidence", "Evidence: title", 24, True, ("evidence title", "evidence")),
    Column("extension", "Extension asked to", 15, True, ("extension", "extension to", "extended to")),
    Column("nil", "Nothing to report", 13, True, ("nil return", "nil")),
    Column("checklist", "Still to answer", 26),
    Column("reference", "Form reference", 12),
)
OF_PARTS = ("made_of", "parts")
OPEN = tuple(each for each in COLUMNS if each.is_open)

NEW_COLUMNS = (
    Column("title", "What will be done", 60, True, ("title", "commitment")),
    Column("due", "By when", 16, True, ("due",)),
    Column("with", "With which partners", 34, True, ("with", "partners")),
    Column("note", "Why it is proposed", 50, True, ("why", "note")),
)
NEW_ROWS = 30

NIL = "Yes"
PARTS_OPEN = "Parts still open:"
"""What stands above the parts of a commitment that are open, which the checklist looks for."""


def column_called(heading: str, columns: tuple[Column, ...] = COLUMNS) -> Column | None:
    """The column that *heading* means, however its capitals, blanks and signs are written; None where it is none."""
    wanted = _plain(heading)
    return next((each for each in columns if wanted in map(_plain, (each.heading, *each.known))), None)


def _plain(heading: str) -> str:
    return bare("".join(each for each in heading if each.isalnum() or each.isspace()))
