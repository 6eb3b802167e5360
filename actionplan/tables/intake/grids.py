"""Sheets as people lay them out to plain tables: the row of headings found, what is above it put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from actionplan.tables.intake.headings import Heard, heard, plain_heading
from actionplan.tables.table import Cell, Sheet

LOOKED_AT = 40  # rows or columns, for the headings
LONGEST = 60  # characters of a heading
FEWEST = 2  # headings that are known, for a row to be one of headings


class Line(NamedTuple):
    """One row of a table: its cells by the number of their column, from 0, and where it begins."""

    cells: tuple[Cell, ...]
    number: int

    @property
    def first(self) -> Cell:
        """The first cell with something in it."""
        return next((each for each in self.cells if not each.is_blank), self.cells[0])

    def cell(self, column: int) -> Cell | None:
        """The cell of that column, None where the row is shorter or it is blank."""
        if column >= len(self.cells):
            return None
        found = self.cells[column]
        if (
            type(found.value) is str and found.value and not found.value.isspace()
        ):  # most are; asking more of each takes time
            return found
        return None if found.is_blank else found


class Grid(NamedTuple):
    """A table as it was found in a sheet: its headings, and the rows with something in them below.

    `above` is what stands above the headings; `is_turned` says that the headings stood one below the other.
    """

    sheet: str
    headings: tuple[Cell, ...]
    lines: tuple[Line, ...]
    above: tuple[str, ...] = ()
    is_turned: bool = False

    @property
    def place(self) -> str:
        """Where the headings are, in words."""
        first = next(each for each in self.headings if not each.is_blank)
        where = f" of sheet {self.sheet}" if self.sheet else ""
        if self.is_turned:
            return f"down column {first.address.rpartition('!')[2].rstrip('0123456789')}{where}"
        return f"in row {first.row:,}{where}"


def grid_of(sheet: Sheet, chosen: Mapping[str, str]) -> Grid | None:
    """The table in *sheet*; None where no row and no column has headings that are known, a title among them.

    *chosen* are fields by heading, plain as headings are compared: these are known too.
    """
    turned = _turned(sheet.rows)
    at, score = _best(sheet.rows, chosen)
    other, turned_score = _best(turned, chosen)
    if max(score, turned_score) < FEWEST:
        return None
    rows, start = (sheet.rows, at) if score >= turned_score else (turned, other)
    above = tuple(" ".join(each.text for each in row if each.text) for row in rows[:start])
    lines = [Line(row, number) for number, row in enumerate(rows[start + 1 :], start + 2)]
    filled = tuple([each for each in lines if any(not cell.is_blank for cell in each.cells)])
    return Grid(sheet.name, rows[start], filled, tuple(filter(None, above)), score < turned_score)


def _best(rows: Sequence[tuple[Cell, ...]], chosen: Mapping[str, str]) -> tuple[int, int]:
    """The row that is most likely the one of the headings, and how many of them are known; 0 of them where none is."""
    scores = [_score(row, chosen) for row in rows[:LOOKED_AT]]
    best = max(scores, default=0)
    return (scores.index(best) if best else 0), best


def _score(row: Sequence[Cell], chosen: Mapping[str, str]) -> int:
    fields = {field for each in row if isinstance(each.value, str) and (field := _field(each.text, chosen))}
    return len(fields) if "title" in fields else 0


def _field(text: str, chosen: Mapping[str, str]) -> str:
    """The field that a cell is the heading of, empty where it is none: a heading is short."""
    if not 0 < len(text) <= LONGEST:
        return ""
    found = chosen.get(plain_heading(text)) or heard(text)
    return found.field if isinstance(found, Heard) else found or ""


def _turned(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """*rows* as columns, as many as matter; nothing where a sheet is so long that its headings stand in a row."""
    if len(rows) > LOOKED_AT:
        return []
    number = 0
    columns = []
    for number, cells in enumerate(zip_longest(*rows), 1):
        column = [
            cell or Cell(None, row, number, rows[0][0].sheet if rows[0] else "") for row, cell in enumerate(cells, 1)
        ]
        columns.append(tuple(column))
    return columns
