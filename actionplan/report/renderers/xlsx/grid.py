"""A table as a sheet will have it: values with their looks, each worked out once, widths and heights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from math import ceil
from typing import NamedTuple

from actionplan.officefile import cut, units
from actionplan.plaintext import one_line, visible
from actionplan.report.flat import FlatTable
from actionplan.report.model import CannotRender, Cell, Inferred, Missing, Status
from actionplan.report.renderers.xlsx.looks import MISSING, TEXT, look_of_number, look_of_status
from actionplan.report.typed import Field, Kind, Type, Value, values_of, width_of
from actionplan.report.words import said

MOST_ROWS = 1_048_575  # of a sheet, beside its header
LONGEST = 32_767  # of a cell, in UTF-16 units
CUT = " … [cut here: the rest is on the sheet “Longer text”]"
LONGEST_HEADING = 255

NARROWEST, WIDEST, WIDEST_OF_FEW = 9, 48, 90  # in characters
FEW = 3  # columns, of which one may be wide
FOR_BUTTON = 4  # of the filter, beside a heading
FOR_WRAPPING = 1.1  # lines are broken at words, and so not full
LINE, TALLEST = 15.0, 409.0  # in points

_BROAD = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U0001f000-\U0003ffff]")


class Shown(NamedTuple):
    """A value, how it looks, and how many characters and lines it takes unwrapped."""

    value: Value
    look: str
    length: int
    breaks: int


@dataclass(frozen=True, slots=True)
class Strand:
    """One plain column: `keys` has a key for each row, `shown` the value under each key."""

    heading: str
    width: float
    keys: Sequence[int]
    shown: dict[int, Shown]


@dataclass(frozen=True, slots=True)
class Rest:
    """What did not fit into a cell: its heading, its row on the sheet (1 is the header), and the pieces that follow."""

    heading: str
    row: int
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for one sheet."""

    strands: tuple[Strand, ...]
    heights: tuple[float, ...]
    rests: tuple[Rest, ...]

    @property
    def rows(self) -> int:
        return len(self.heights)


def grid_of(table: FlatTable, widths: Sequence[float] = ()) -> Grid:
    """*table* for a sheet, its columns as wide as *widths* or as their content asks.

    CannotRender where it has more rows than a sheet can hold.
    """
    if len(table.rows) > MOST_ROWS:
        raise CannotRender(
            f"“{table.caption}” has {len(table.rows):,} rows, and a sheet of a workbook holds {MOST_ROWS:,}.\n"
            "Ask for less (--plan, --partner), or for csv or json."
        )
    strands: list[Strand] = []
    rests: list[Rest] = []
    fields = iter(table.fields)
    widest = WIDEST_OF_FEW if len(table.fields) <= FEW else WIDEST
    for place, kind in enumerate(table.kinds):
        cells = [row.cells[place] for row in table.rows]
        for field, strand in _strands(cells, kind, list(islice(fields, width_of(kind))), widest):
            strands.append(strand)
            if field.type is Type.TEXT:
                rests += _rests(strand, cells)
    wide = [replace(each, width=width) for each, width in zip(strands, widths, strict=False)] or strands
    return Grid(tuple(wide), _heights(wide), tuple(rests))


def _strands(cells: Sequence[Cell], kind: Kind, fields: Sequence[Field], widest: int) -> Iterator[tuple[Field, Strand]]:
    """The plain columns of the column *cells*. Cells are known by their identity: tables share most of theirs."""
    keys = [id(each) for each in cells]
    distinct = dict(zip(keys, cells, strict=True))
    values = {key: (values_of(kind, cell), _look(cell)) for key, cell in distinct.items()}
    for part, field in enumerate(fields):
        shown = {key: _shown(parts[part], look) for key, (parts, look) in values.items()}
        heading = one_line(next(cut(field.heading, LONGEST_HEADING)))
        yield field, Strand(heading, _width(heading, shown.values(), widest), keys, shown)


def _look(cell: Cell) -> str:
    match cell:
        case Status():
            return look_of_status(cell.tone)
        case Inferred():
            return _look(cell.cell)
        case Missing():
            return MISSING
        case _:
            return TEXT


def _shown(value: Value, look: str) -> Shown:
    match value:
        case str():
            text = visible(value)
            whole = text if len(text) <= LONGEST // 2 or units(text) <= LONGEST else next(_pieces(text)) + CUT
            lines = whole.split("\n") if "\n" in whole else (whole,)
            return Shown(whole, look, max(map(_length, lines)), len(lines))
        case Decimal() if len(value.as_tuple().digits) > 15:  # noqa: PLR2004  # more than a spreadsheet keeps
            return Shown(f"{value:f}", TEXT, len(f"{value:f}"), 1)
        case int() | Decimal():
            return Shown(value, look_of_number(value), len(f"{value:,f}"), 1)
        case _:
            return Shown(value, "date", len("30 September 2015"), 1)


def _length(line: str) -> int:
    """About how many characters wide *line* is: signs of the East and pictures take twice the room."""
    return len(line) if line.isascii() else len(line) + len(_BROAD.findall(line))


def _pieces(text: str) -> Iterator[str]:
    """*text* in pieces that fit a cell with room for the mark of the cut."""
    return cut(text, LONGEST - len(CUT))


def _rests(strand: Strand, cells: Sequence[Cell]) -> Iterator[Rest]:
    long = {key for key, each in strand.shown.items() if isinstance(each.value, str) and each.value.endswith(CUT)}
    for row, (key, cell) in enumerate(zip(strand.keys, cells, strict=True), 2) if long else ():
        if key in long:
            yield Rest(strand.heading, row, tuple(islice(_pieces(visible(said(cell))), 1, None)))


def _width(heading: str, shown: Iterable[Shown], widest: int) -> float:
    """How wide the column is: as its longest line, or as long headings and texts can be read when wrapped."""
    longest = max((each.length for each in shown), default=0)
    words = [heading] if widest == WIDEST_OF_FEW else heading.split(" ")
    word = max(map(_length, words)) + FOR_BUTTON
    return float(min(max(longest + 2, word, NARROWEST), widest))


def _heights(strands: Sequence[Strand]) -> tuple[float, ...]:
    """How high each row is, so that its wrapped texts can be read: not every program works that out."""
    lines = [[each[key] for key in strand.keys] for strand in strands if (each := _lines(strand))]
    rows = len(strands[0].keys)
    if not lines:
        return (LINE,) * rows
    return tuple([min(max(row) * LINE, TALLEST) for row in zip(*lines, strict=True)])


def _lines(strand: Strand) -> dict[int, int]:
    """How many lines each value takes in its column; nothing where each takes one."""
    width = strand.width - 1
    lines = {
        key: each.breaks - 1 + (ceil(each.length * FOR_WRAPPING / width) if each.length > width else 1)
        for key, each in strand.shown.items()
    }
    return lines if any(each > 1 for each in lines.values()) else {}
