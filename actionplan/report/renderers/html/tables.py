"""Tables of commitments as HTML, quick for ten thousand rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from itertools import repeat
from typing import NamedTuple, TypeAlias
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
from actionplan.report.renderers.html.cells import cell_html, framed, shown, text_html
from actionplan.report.words import without_idle_columns
from actionplan.report.written import Written, columns_of

_SHORT = 16  # characters of a status that are kept on one line
_LONG = 32  # characters from which a column of text wants room
_KEPT_WHOLE = (Dates, Number, Share)
_SAMPLE = 50
_PLAIN = re.compile("[a-z0-9/-]*")  # as most ids are; they need not be quoted
_ROW_ENDS = "</tr>"

Home: TypeAlias = tuple[int, int]  # a table and the number of a row in it


class First(NamedTuple):
    """How a row begins whose first cell it is.

    `bare` is for a row about no commitment. A row about one has its name for the page, `named`, where that is at
    `home` (a table and a row's number), else a link to there, `linked`.
    """

    bare: str
    named: str
    linked: str
    home: Home | None


class Tables:
    """The tables of one report."""

    def __init__(self, report: Report) -> None:
        self.homes = _homes(report)
        self.cells = Written(_cell)
        self.firsts: dict[str, Written[First]] = {}

    def html(self, table: Table, name: str, plan: str, *, is_only: bool) -> str:
        """*table*; *name* is its own on the page, *plan* the one its commitments are of."""
        shown_table = without_idle_columns(table)
        columns = [*columns_of(shown_table.rows)] or [()] * len(shown_table.columns)
        firsts = self.first(plan).column(columns[0])
        begun = _begun(firsts, id(table)) if _is_named(table) else [each.bare for each in firsts]
        rows = map(
            "".join, zip(begun, *map(self.cells.column, columns[1:]), repeat(_ROW_ENDS, len(begun)), strict=True)
        )
        return framed(name, table.caption, _heads(shown_table, columns), rows, is_only=is_only)

    def first(self, plan: str) -> Written[First]:
        """How rows begin that are about the commitments of *plan*."""
        return self.firsts.setdefault(plan, Written(partial(_first, self.homes.get(plan, {}), plan)))


def _first(homes: Mapping[str, Home], plan: str, cell: Cell) -> First:
    name, text = _name(cell), cell_html(cell)
    full, bare = f"{plan}/{name}", f'<tr><th scope="row">{text}</th>'
    named = f'<tr id="{escape(full)}"><th scope="row">{text}</th>'
    linked = f'<tr><th scope="row"><a href="#{full if _PLAIN.fullmatch(full) else quote(full)}">{text}</a></th>'
    return First(bare, named, linked if name in homes else bare, homes.get(name))


def _begun(firsts: Sequence[First], here: int) -> list[str]:
    """How the rows begin that are about the commitments of *firsts*, in the table *here*."""
    return [each.named if each.home == (here, number) else each.linked for number, each in enumerate(firsts)]


def _cell(cell: Cell) -> str:
    if isinstance(cell, Text):  # most are
        return f"<td{_torn(cell.text)}>{text_html(cell.text)}</td>"
    return f"<td{_kind(cell)}>{cell_html(cell)}</td>"


def _torn(text: str) -> str:
    """What the style sheet has to know of *text*: that it holds a word which has to be broken."""
    at = 0
    while len(text) - at > _LONG:
        at = text.rfind(" ", at, at + _LONG + 1) + 1
        if not at:
            return ' class="torn"' if max(map(len, text.split()), default=0) > _LONG else ""
    return ""


def _kind(cell: Cell) -> str:
    """What the style sheet has to know of the cell: that it is not to be broken."""
    if isinstance(cell, Text):
        return _torn(cell.text)
    if isinstance(cell, Inferred):
        return _kind(cell.cell)
    if isinstance(cell, _KEPT_WHOLE) or (isinstance(cell, Status) and len(cell.label) <= _SHORT):
        return ' class="whole"'
    return ' class="place"' if isinstance(cell, Place) else ""


def _heads(table: Table, columns: Sequence[Sequence[Cell]]) -> list[str]:
    """The headings; columns of long text ask for room."""
    rooms = [' class="roomy"' if any(map(_is_long, each[:_SAMPLE])) else "" for each in columns]
    titled = zip(table.columns, rooms, strict=True)
    return [f'<th scope="col"{room}>{shown(column.heading)}</th>' for column, room in titled]


def _is_long(cell: Cell) -> bool:
    if isinstance(cell, Text | Link):
        return len(cell.text) > _LONG
    return isinstance(cell, Strip | Several)


def _is_named(table: Table) -> bool:
    """Whether each row is about the commitment that its first cell names."""
    return table.columns[0].id == "id" and all(each.place for each in table.rows[:1])


def _name(first: Cell) -> str:
    return first.text if isinstance(first, Text) else ""


def _homes(report: Report) -> dict[str, dict[str, Home]]:
    """Where each commitment of each plan has its name on the page: its first row in the last table that is about it."""
    homes: dict[str, dict[str, Home]] = {}
    for plan, table in reversed([*_named_tables(report)]):
        known, here = homes.setdefault(plan, {}), id(table)
        for number, row in enumerate(table.rows):
            if row.place and (name := _name(row.cells[0])) not in known:
                known[name] = here, number
    return homes


def _named_tables(report: Report) -> Iterator[tuple[str, Table]]:
    for section in report.sections:
        plan = plan_of(report, section.id)
        yield from ((plan, each) for each in section.within(Table) if _is_named(each))


def plan_of(report: Report, first: str) -> str:
    """The plan that a section belongs to whose route begins with *first*."""
    return report.plans[0] if len(report.plans) == 1 else first
