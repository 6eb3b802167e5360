"""Sheets as people lay them out to plain tables: the row of headings found, what is above it put aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from actionplan.domain.said import listed
from actionplan.tables.intake.headings import Heard, heard, plain_heading
from actionplan.tables.intake.tiers import Merged, Row, joined, tiers_at
from actionplan.tables.table import Cell, Sheet, letters

LOOKED_AT = 40  # rows or columns, for the headings
LONGEST = 60  # characters of a heading
FEWEST = 2  # headings that are known, for a row to be one of headings


class Line(NamedTuple):
    """One row of a table: its cells and their texts, by the number of their column, from 0, and where it begins."""

    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
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
        return found if self.texts[column] or found.trouble else None


class Grid(NamedTuple):
    """A table as it was found in a sheet: its headings, and the rows with something in them below.

    `tiers` are the rows that the headings took, most often one; `above` is what stands above them; `is_turned` says
    that the headings stood one below the other.
    """

    sheet: str
    headings: tuple[Cell, ...]
    lines: tuple[Line, ...]
    tiers: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()
    is_turned: bool = False

    @property
    def place(self) -> str:
        """Where the headings are, in words."""
        firsts = [next(each for each in row if not each.is_blank) for row in self.tiers]
        named = [letters(each.column) if self.is_turned else f"{each.row:,}" for each in firsts]
        what = f"{'down column' if self.is_turned else 'in row'}{'s' if len(named) > 1 else ''}"
        return f"{what} {listed(named)}{f' of sheet {self.sheet}' if self.sheet else ''}"


def grid_of(sheet: Sheet, chosen: Mapping[str, str]) -> Grid | None:
    """The table in *sheet*; None where no row and no column has headings that are known, a title among them.

    *chosen* are fields by heading, plain as headings are compared: these are known too.
    """
    turned = _turned(sheet.rows)
    at, score = _best(sheet.rows, chosen)
    other, turned_score = _best(turned, chosen)
    if max(score, turned_score) < FEWEST:
        return None
    is_turned = score < turned_score
    rows, start = (turned, other) if is_turned else (sheet.rows, at)
    merged = _merged(sheet, is_turned=is_turned)
    tiers = _tiers(rows, start, merged, chosen)
    lines = (Line(row, _texts_of(row), number) for number, row in enumerate(rows[tiers.stop :], tiers.stop + 1))
    filled = tuple([each for each in lines if any(each.texts) or any(cell.trouble for cell in each.cells)])
    headings = joined(rows, tiers, merged)
    beside = _beside(headings, filled, chosen) if is_turned else 0
    above = [" ".join(each.text for each in row if each.text) for row in (*rows[: tiers.start], headings[:beside])]
    headings = (*(each._replace(value=None) for each in headings[:beside]), *headings[beside:])
    return Grid(sheet.name, headings, filled, tuple(rows[at] for at in tiers), tuple(filter(None, above)), is_turned)


def _texts_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """What a person sees in each cell of *row*: mostly a text, which is taken as it is in half the time."""
    return tuple([value.strip() if type(value := each.value) is str else each.text for each in row])


def _tiers(rows: Sequence[Row], at: int, merged: Merged, chosen: Mapping[str, str]) -> range:
    """The rows that the headings take: more than *at* only where no less is known by what stands in all of them."""
    tiers = tiers_at(rows, at, merged, lambda text: _field(text, chosen))
    is_known = _score(_short(joined(rows, tiers, merged)), chosen) >= _score(_short(rows[at]), chosen)
    return tiers if is_known else range(at, at + 1)


def _beside(headings: Sequence[Cell], lines: Sequence[Line], chosen: Mapping[str, str]) -> int:
    """How many of *headings* that stand one below the other are a banner: unknown ones with nothing in their rows."""
    numbers = range(len(headings))
    is_known = (_field(headings[at].text, chosen) or any(line.cell(at) for line in lines) for at in numbers)
    return next((at for at, known in enumerate(is_known) if known), 0)


def _merged(sheet: Sheet, *, is_turned: bool) -> dict[tuple[int, int], int]:
    """The last column of each merged cell, by the row and column of its first; of a sheet that is turned, turned."""
    return {first[::-1] if is_turned else first: last[0] if is_turned else last[1] for first, last in sheet.merged}


def _best(rows: Sequence[tuple[Cell, ...]], chosen: Mapping[str, str]) -> tuple[int, int]:
    """The row that is most likely the one of the headings, and how many of them are known; 0 of them where none is."""
    at = best = 0
    for number, row in enumerate(rows[:LOOKED_AT]):
        texts = _short(row)
        # Whether a text is like a heading takes time: a row with too few texts to be a better one is not asked.
        if len(texts) > best and (score := _score(texts, chosen)) > best:
            at, best = number, score
    return at, best


def _short(row: Sequence[Cell]) -> set[str]:
    """The texts in *row* that are short enough for headings."""
    return {text for each in row if isinstance(each.value, str) and len(text := each.text) <= LONGEST}


def _score(texts: Iterable[str], chosen: Mapping[str, str]) -> int:
    """How many fields *texts* are headings of; none where the title is not among them."""
    fields = set(filter(None, (_field(each, chosen) for each in texts)))
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
