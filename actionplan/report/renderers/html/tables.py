"""Tables of commitments as HTML, quick for ten thousand rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from itertools import repeat
from typing import NamedTuple
from urllib.parse import quote

from actionplan.report.model import (
    Cell,
    Dates,
    Inferred,
    Link,
    Number,
    Place,
    Report,
    Several,
    Share,
    Status,
    Strip,
    Table,
    Text,
)
from actionplan.report.renderers.html.cells import cell_html, framed, shown
from actionplan.report.words import without_idle_columns
from actionplan.report.written import Written, columns_of

_SHORT = 16  # characters of a status that are kept on one line
_LONG = 32  # characters from which a column of text wants room
_KEPT_WHOLE = (Dates, Number, Share)
_SAMPLE = 50


class First(NamedTuple):
    """What stands first in rows about one commitment: its name for the page, a link to there, and where that is."""

    shown: str
    name: str
    link: str
    home: tuple[int, int] | None


class Tables:
    """The tables of one report."""

    def __init__(self, report: Report) -> None:
        self.homes = _homes(report)
        self.cells = Written(_cell)
        self.firsts: dict[str, Written[First]] = {}

    def html(self, table: Table, name: str, plan: str, *, is_only: bool) -> str:
        """*table*; *name* is its own on the page, *plan* the one its commitments are of."""
        shown_table = without_idle_columns(table)
        columns = [*columns_of(shown_table.rows)]
        firsts = self.first(plan).column(columns[0]) if columns else ()
        others = zip(*map(self.cells.column, columns[1:]), strict=True) if columns[1:] else repeat(())
        here = id(table) if _is_named(table) else None
        rows = [_row(*each, (here, number)) for number, each in enumerate(zip(firsts, others, strict=False))]
        return framed(name, table.caption, _heads(shown_table), rows, is_only=is_only)

    def first(self, plan: str) -> Written[First]:
        """What stands first in rows about the commitments of *plan*."""
        return self.firsts.setdefault(plan, Written(partial(_first, self.homes, plan)))


def _first(homes: Mapping[str, tuple[int, int]], plan: str, cell: Cell) -> First:
    full, shown_ = f"{plan}/{_name(cell)}", cell_html(cell)
    return First(shown_, escape(full), f'<a href="#{quote(full)}">{shown_}</a>', homes.get(full))


def _row(first: First, cells: Sequence[str], here: tuple[int | None, int]) -> str:
    """The row of *here*: a table, None where its rows are not about commitments, and the row's number.

    It has its commitment's name where that is at home here, else a link to there.
    """
    rest = "".join(cells)
    if here[0] is None or first.home is None:
        return f'<tr><th scope="row">{first.shown}</th>{rest}</tr>'
    if first.home == here:
        return f'<tr id="{first.name}"><th scope="row">{first.shown}</th>{rest}</tr>'
    return f'<tr><th scope="row">{first.link}</th>{rest}</tr>'


def _cell(cell: Cell) -> str:
    return f"<td{_kind(cell)}>{cell_html(cell)}</td>"


def _kind(cell: Cell) -> str:
    """What the style sheet has to know of the cell: that it is not to be broken."""
    if isinstance(cell, Text):
        return ' class="torn"' if len(cell.text) > _LONG and max(map(len, cell.text.split()), default=0) > _LONG else ""
    if isinstance(cell, Inferred):
        return _kind(cell.cell)
    if isinstance(cell, _KEPT_WHOLE) or (isinstance(cell, Status) and len(cell.label) <= _SHORT):
        return ' class="whole"'
    return ' class="place"' if isinstance(cell, Place) else ""


def _heads(table: Table) -> list[str]:
    """The headings; columns of long text ask for room."""
    heads = []
    for number, column in enumerate(table.columns):
        is_long = any(_is_long(row.cells[number]) for row in table.rows[:_SAMPLE])
        room = ' class="roomy"' if is_long else ""
        heads.append(f'<th scope="col"{room}>{shown(column.heading)}</th>')
    return heads


def _is_long(cell: Cell) -> bool:
    if isinstance(cell, Text | Link):
        return len(cell.text) > _LONG
    return isinstance(cell, Strip | Several)


def _is_named(table: Table) -> bool:
    """Whether each row is about the commitment that its first cell names."""
    return table.columns[0].id == "id" and all(each.place for each in table.rows[:1])


def _name(first: Cell) -> str:
    return first.text if isinstance(first, Text) else ""


def _homes(report: Report) -> dict[str, tuple[int, int]]:
    """Where each commitment has its name on the page: its first row in the last table that is about it."""
    homes: dict[str, tuple[int, int]] = {}
    for plan, table in _named_tables(report):
        here = id(table)
        for number, row in enumerate(table.rows):
            full = f"{plan}/{_name(row.cells[0])}"
            if row.place and homes.get(full, (0, 0))[0] != here:
                homes[full] = (here, number)
    return homes


def _named_tables(report: Report) -> Iterator[tuple[str, Table]]:
    for section in report.sections:
        plan = plan_of(report, section.id)
        yield from ((plan, each) for each in section.within(Table) if _is_named(each))


def plan_of(report: Report, first: str) -> str:
    """The plan that a section belongs to whose route begins with *first*."""
    return report.plans[0] if len(report.plans) == 1 else first
