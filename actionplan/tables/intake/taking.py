"""What the rows of an export are taken into: one plan, as it is and as it would be."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.domain.model import Partner
from actionplan.domain.written import BadValue
from actionplan.tables.entries import Key
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.against import Known, Standing
from actionplan.tables.intake.matching import AS_OTHERS, Terms
from actionplan.tables.intake.returned import Row
from actionplan.tables.layout import Column, shapes
from actionplan.tables.lending import Lent
from actionplan.tables.table import Cell


class Base(NamedTuple):
    """What an export is held against: the plans as tables, what is known of each by its id, and the day it comes in.

    `clean` gives a text as it may stand in a file, or raises BadValue. `barred` says by the full names of commitments
    what the rules have against what would be taken into them.
    """

    lent: Lent
    known: Mapping[str, Known]
    on: date
    clean: Callable[[str], str]
    barred: Mapping[str, str] = {}


class Wrong(NamedTuple):
    """What keeps a row from being taken, and the column whose cell it is told by."""

    column: str
    why: str


class Taking:
    """One plan, what is added to it, and the account of the rows. `kept` are rows that only the plan has."""

    def __init__(self, plan: str, base: Base, account: Account) -> None:
        known = base.known[plan]
        self.plan, self.base, self.account = plan, base, account
        self.terms = Terms(known.words, known.year_starts, base.clean)
        self.standing = Standing(known.commitments, known.taken, {title: key for key, title in known.themes.items()})
        self.partners: dict[str, Partner] = {}
        self.kept: Sequence[tuple[str, Key]] = ()

    def barred(self, table: str, row: Row) -> Wrong | None:
        """What the rules would say of the row's commitment; None where that is nothing."""
        id_ = row.texts.get("id" if table == "commitments" else "commitment", "")
        why = self.base.barred.get(f"{self.plan}/{id_}")
        return Wrong(shapes()[table].key[-1], why) if why else None


def unread(terms: Terms, table: str, row: Row, names: Container[str]) -> Wrong | None:
    """The first of the columns *names* in which *row* has what cannot be read; None where all of it can."""
    shape = shapes()[table]
    for column in shape.columns:
        if column.name in names and column.name in row.cells:
            why = _unread(terms, column, row, is_needed=column.is_needed or column.name in shape.up)
            if why:
                return Wrong(column.name, f"{column.name}: {why}")
    return None


def _unread(terms: Terms, column: Column, row: Row, *, is_needed: bool) -> str:
    """Why what stands in *column* cannot be read; empty where it can."""
    text = row.texts[column.name]
    if row.cells[column.name].trouble:
        return row.cells[column.name].trouble
    if is_needed and not text.strip():
        return f"it is needed, and nothing stands there. {AS_OTHERS}"
    try:
        terms.value(column, text)
    except BadValue as bad:
        return f"{bad.message}. {bad.fix}"
    return ""


def first_cell(row: Row) -> Cell:
    """The cell that a row is spoken of by."""
    return next(iter(row.cells.values()))
