"""Tables of commitments as HTML, quick for ten thousand rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from urllib.parse import quote

from actionplan.report.model import (
    Cell,
    Dates,
    Inferred,
    Link,
    Number,
    Place,
    Report,
    Row,
    Several,
    Share,
    Status,
    Strip,
    Table,
    Text,
)
from actionplan.report.renderers.html.cells import cell_html, framed, shown
from actionplan.report.words import without_idle_columns

_SHORT = 16  # characters of a status that are kept on one line
_LONG = 32  # characters from which a column of text wants room
_KEPT_WHOLE = (Dates, Number, Share)
_SAMPLE = 50


class Tables:
    """The tables of one report. Cells are remembered by identity, because tables share most of theirs."""

    def __init__(self, report: Report) -> None:
        self.homes = _homes(report)
        self.cells: dict[int, str] = {}
        self.firsts: dict[int, str] = {}

    def html(self, table: Table, name: str, plan: str, *, is_only: bool) -> str:
        """*table*; *name* is its own on the page, *plan* the one its commitments are of."""
        shown_table = without_idle_columns(table)
        is_named = _is_named(table)
        rows = [
            self.row(row, f"{plan}/{_name(row)}" if is_named else "", (id(table), number))
            for number, row in enumerate(shown_table.rows)
        ]
        return framed(name, table.caption, _heads(shown_table), rows, is_only=is_only)

    def row(self, row: Row, full: str, here: tuple[int, int]) -> str:
        """The row, with its name on the page where it is the commitment's home, else with a link to there."""
        known = self.cells.get
        cells = "".join([known(id(cell)) or self.cell(cell) for cell in row.cells[1:]])
        first = self.firsts.get(id(row.cells[0])) or self.first(row.cells[0])
        home = self.homes.get(full)
        if home is None:
            return f'<tr><th scope="row">{first}</th>{cells}</tr>'
        if home == here:
            return f'<tr id="{escape(full)}"><th scope="row">{first}</th>{cells}</tr>'
        return f'<tr><th scope="row"><a href="#{_quoted(full)}">{first}</a></th>{cells}</tr>'

    def first(self, cell: Cell) -> str:
        made = self.firsts[id(cell)] = cell_html(cell)
        return made

    def cell(self, cell: Cell) -> str:
        made = self.cells[id(cell)] = f"<td{_kind(cell)}>{cell_html(cell)}</td>"
        return made


def _kind(cell: Cell) -> str:
    """What the style sheet has to know of the cell: that it is not to be broken."""
    if isinstance(cell, Text):
        return ' class="torn"' if len(cell.text) > _LONG and max(map(len, cell.text.split()), default=0) > _LONG else ""
    if isinstance(cell, Inferred):
        return _kind(cell.cell)
    if isinstance(cell, _KEPT_WHOLE) or (isinstance(cell, Status) and len(cell.label) <= _SHORT):
        return ' class="whole"'
    return ' class="place"' if isinstance(cell, Place) else ""


_quoted = lru_cache(maxsize=65_536)(quote)


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


def _name(row: Row) -> str:
    first = row.cells[0]
    return first.text if isinstance(first, Text) else ""


def _homes(report: Report) -> dict[str, tuple[int, int]]:
    """Where each commitment has its name on the page: its first row in the last table that is about it."""
    homes: dict[str, tuple[int, int]] = {}
    for plan, table in _named_tables(report):
        here = id(table)
        for number, row in enumerate(table.rows):
            full = f"{plan}/{_name(row)}"
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
