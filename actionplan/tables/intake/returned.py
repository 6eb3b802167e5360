"""An export that comes back: its tables found again, whatever was sorted, hidden or written beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from actionplan.domain.dates import parse_window
from actionplan.domain.written import BadValue
from actionplan.officefile import as_it_was
from actionplan.tables.entries import Texts
from actionplan.tables.intake.days import Order, Undecided, order_of, read_date
from actionplan.tables.layout import Column, Holds, Shape, shapes
from actionplan.tables.several import one_cell
from actionplan.tables.standing import STANDING
from actionplan.tables.table import Book, Cell, Sheet
from actionplan.tables.writers import EXPORT
from actionplan.tables.writers.about import SHEET

WORKED_OUT = f"{STANDING.name} (worked out from the other tables)"


class Row(NamedTuple):
    """A row of an export: what stands in it, and in which cells, both by the names of the columns."""

    texts: Texts
    cells: Mapping[str, Cell]


class Returned(NamedTuple):
    """The rows of each table of an export; positions are left out. `passed` is what was not looked at.

    `is_one` says that it has one table, which may be any of these: their columns are the same.
    """

    name: str
    tables: Mapping[str, tuple[Row, ...]]
    is_one: bool = False
    passed: tuple[str, ...] = ()


def returned(book: Book) -> Returned | None:
    """*book* as an export of ours; None where it is none: no sheet begins with the columns of one of our tables."""
    found: dict[str, tuple[Row, ...]] = {}
    passed = []
    for sheet in book.sheets:
        known = _shapes_of(sheet)
        for shape in known:
            found[shape.name] = tuple(_rows(sheet, shape, book.day_zero))
            passed += [f"column {each} of {sheet.name or 'the table'}" for each in _others(sheet, shape)]
        if not known and sheet.rows and sheet.name != SHEET:
            passed.append(WORKED_OUT if sheet.name == STANDING.name else f"sheet {sheet.name}")
    return Returned(book.name, found, not book.sheets[0].name, tuple(dict.fromkeys(passed))) if found else None


def in_sheet(book: Book, table: str) -> Book:
    """The csv file *book*, whose name says which table it is, as a workbook with a sheet of that name."""
    rows = tuple([tuple([_in_sheet(each, table) for each in row]) for row in book.sheets[0].rows])
    return book._replace(sheets=(Sheet(table, rows),))


def _in_sheet(cell: Cell, table: str) -> Cell:
    value = as_it_was(cell.value) if isinstance(cell.value, str) else cell.value
    return cell._replace(value=value, sheet=table)


def together(name: str, exports: Sequence[Returned]) -> Returned:
    """Several files of one export as one, called *name*. One that may be either of two tables is the first of them."""
    if len(exports) == 1:
        return exports[0]._replace(name=name)
    tables: dict[str, tuple[Row, ...]] = {}
    for each in exports:
        for table in list(each.tables)[: 1 if each.is_one else None]:
            tables[table] = (*tables.get(table, ()), *each.tables[table])
    return Returned(name, tables, passed=tuple(one for each in exports for one in each.passed))


def _head(sheet: Sheet) -> tuple[int, Mapping[str, int]]:
    """The row of headings, the first with something in it, and where each heading stands."""
    at = next((number for number, row in enumerate(sheet.rows) if row), 0)
    places: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[at] if sheet.rows else ()):
        places.setdefault(cell.text, number)
    return at, places


def _shapes_of(sheet: Sheet) -> list[Shape]:
    """The tables that *sheet* can be: the one of its name, or where it has none, those with the most of its columns."""
    headings = _head(sheet)[1]
    if sheet.name:
        shape = shapes().get(sheet.name)
        return [shape] if shape and all(each in headings for each in shape.key) else []
    whole = [each for each in shapes().values() if all(column.name in headings for column in each.columns)]
    most = max((len(each.columns) for each in whole), default=0)
    return [each for each in whole if len(each.columns) == most]


def _others(sheet: Sheet, shape: Shape) -> list[str]:
    names = {each.name for each in shape.columns}
    return [each for each in _head(sheet)[1] if each and each not in names]


def _rows(sheet: Sheet, shape: Shape, day_zero: date) -> Iterator[Row]:
    at, places = _head(sheet)
    columns = [(each, places[each.name]) for each in shape.columns if each.name in places]
    lines = sheet.rows[at + 1 :]
    orders = {column.name: _order(_cell(line, place) for line in lines) for column, place in columns if _dated(column)}
    for number, line in enumerate(lines, at + 2):
        cells = {
            column.name: _cell(line, place) or Cell(None, number, place + 1, sheet.name) for column, place in columns
        }
        if any(not each.is_blank for each in cells.values()):
            texts = {
                column.name: _text(cells[column.name], column, orders.get(column.name), day_zero)
                for column, _ in columns
            }
            yield Row(texts, cells)


def _cell(line: Sequence[Cell], place: int) -> Cell | None:
    return line[place] if place < len(line) else None


def _dated(column: Column) -> bool:
    return column.holds in (Holds.DAY, Holds.DATES)


def _order(cells: Iterable[Cell | None]) -> Order | None:
    try:
        return order_of(each for each in cells if each)
    except Undecided:
        return None


def _text(cell: Cell, column: Column, order: Order | None, day_zero: date) -> str:
    """What stands in *cell*; a date as files write it, however a spreadsheet has put it."""
    match cell.value:
        case bool():
            return "true" if cell.value else "false"
        case str():
            text = cell.value if cell.sheet else as_it_was(cell.value)  # a csv file marks what looks like a formula
        case _:
            text = cell.text
    if not text or not _dated(column) or _is_window(text):
        return text
    found = read_date(cell, order, day_zero)
    return found.text if found else text


def _is_window(text: str) -> bool:
    try:
        return bool(parse_window(text))
    except BadValue:
        return False


def returned_json(name: str, value: Any) -> Returned | None:
    """The values of a JSON file as an export of ours; None where it is none."""
    if not isinstance(value, Mapping) or value.get("format") != EXPORT:
        return None
    found = {}
    for shape in shapes().values():
        entries = [each for each in value.get(shape.name) or () if isinstance(each, Mapping)]
        found[shape.name] = tuple([_json_row(each, number, shape) for number, each in enumerate(entries, 1)])
    return Returned(name, found, passed=(WORKED_OUT,))


def _json_row(entry: Mapping[str, Any], number: int, shape: Shape) -> Row:
    names = [each.name for each in shape.columns]
    cells = {name: Cell(None, number, place, shape.name) for place, name in enumerate(names, 1)}
    return Row({name: _json_text(entry.get(name)) for name in names}, cells)


def _json_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return one_cell([str(each) for each in value])
        case _:
            return str(value)
