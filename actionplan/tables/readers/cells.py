"""Values as the library gives them to cells: typed, trimmed, and with the troubles it does not tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

from actionplan.tables.limits import MEBIBYTE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, MOST_TEXT
from actionplan.tables.readers.archive import CannotTake, damaged, protected, too_large
from actionplan.tables.table import Cell, Sheet, Value

Troubles = Mapping[tuple[int, int], str]

NEVER_WORKED_OUT = "a formula that was never worked out, so there is no value"


class Extent(NamedTuple):
    """How far a sheet reaches, as it was found before the library reads it, and what is wrong in it, by row and column.

    `text` is how many bytes of text its cells hold, one that stands in many counted each time.
    """

    rows: int = 0
    columns: int = 0
    text: int = 0
    troubles: Troubles = MappingProxyType({})


def refuse_vast(sheets: Iterable[tuple[str, Extent]]) -> None:
    """Raises CannotTake where a library would fill the machine's memory with what is between the cells."""
    cells = text = number = 0
    for number, (name, extent) in enumerate(sheets, 1):  # noqa: B007  # how many is asked below
        where = f" on sheet {name}" if name else ""
        if extent.rows > MOST_ROWS:
            raise too_large(f"there is something in row {extent.rows:,}{where}, and at most {MOST_ROWS:,} are read")
        if extent.columns > MOST_COLUMNS:
            raise too_large(
                f"there is something in column {extent.columns:,}{where}, and at most {MOST_COLUMNS:,} are read"
            )
        cells += extent.rows * extent.columns
        text += extent.text
    if cells > MOST_CELLS:
        raise too_large(f"it has {cells:,} cells from the first to the last, and at most {MOST_CELLS:,} are read")
    if text > MOST_TEXT:
        raise too_large(
            f"its cells hold {text // MEBIBYTE:,} MiB of text, and at most {MOST_TEXT // MEBIBYTE} are read"
        )
    if number > MOST_SHEETS:
        raise too_large(f"it has {number:,} sheets, and at most {MOST_SHEETS} are read")


def sheets_in(data: bytes, troubles: Mapping[str, Troubles]) -> tuple[Sheet, ...]:
    """Every sheet of the workbook *data*, whose size was judged before. Raises CannotTake where it is damaged."""
    try:
        return _sheets_in(data, troubles)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001  # the library also raises what is no Exception, where it gave up
        raise _said(error) from None


def _said(error: BaseException) -> CannotTake:
    return protected() if type(error).__name__ == "PasswordError" else damaged()


def _sheets_in(data: bytes, troubles: Mapping[str, Troubles]) -> tuple[Sheet, ...]:
    from io import BytesIO

    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = []
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            rows = rows_of(sheet.to_python(skip_empty_area=False), about.name, troubles.get(about.name, {}))
            is_hidden = about.visible != SheetVisibleEnum.Visible
            sheets.append(Sheet(about.name, rows, is_hidden, tuple(sheet.merged_cell_ranges or ())))
    return tuple(sheets)


def rows_of(values: Sequence[Sequence[Any]], sheet: str, troubles: Troubles) -> tuple[tuple[Cell, ...], ...]:
    """*values* as rows of cells, without what is blank at the end of each row and of the sheet."""
    last = max([len(values), *(row for row, _ in troubles)])
    rows = [_row(values[at] if at < len(values) else (), at + 1, sheet) for at in range(last)]
    for (row, column), trouble in troubles.items():
        cells = rows[row - 1]
        blank = [Cell(None, row, each, sheet) for each in range(len(cells) + 1, column + 1)]
        cells += blank
        cells[column - 1] = cells[column - 1]._replace(value=None, trouble=trouble)
    while rows and not rows[-1]:
        rows.pop()
    return tuple([tuple(each) for each in rows])


def _row(values: Sequence[Any], row: int, sheet: str) -> list[Cell]:
    width = len(values)
    while width and values[width - 1] == "":
        width -= 1
    return [
        # As `Cell(…)`, in half the time: there are hundreds of thousands.
        _made(Cell, ((value or None) if type(value) is str else _value(value), row, column, sheet, ""))
        for column, value in enumerate(values[:width], 1)
    ]


_made = tuple.__new__


def _value(value: Any) -> Value:
    return _VALUES.get(type(value), str)(value)


@lru_cache(maxsize=65_536)  # most columns of numbers say few, again and again
def _number(value: float) -> Value:
    if not isfinite(value):
        return str(value)
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


def _moment(value: datetime) -> Value:
    return value.date() if value.time() == time.min else str(value)


_VALUES: dict[type, Callable[[Any], Value]] = {
    float: _number,
    int: Decimal,
    bool: bool,
    date: lambda value: value,
    datetime: _moment,
    time: str,
    timedelta: str,
}
