"""An export that comes back, held row by row against what the plans hold now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from actionplan.officefile import as_it_was
from actionplan.tables.intake.account import Account
from actionplan.tables.layout import Shape, shapes
from actionplan.tables.lending import Item, Lent
from actionplan.tables.several import one_cell
from actionplan.tables.table import Book, Cell, Sheet, plain
from actionplan.tables.writers import EXPORT

SAME = "rows that the plan has just so"
_SHOWN = 60

Row = tuple[Cell, tuple[str, ...]]


class Returned(NamedTuple):
    """The rows of each table of an export, each with the cell it is spoken of by. Positions are left out.

    `is_one` says that it has one table, which may be any of these: their columns are the same.
    """

    name: str
    tables: Mapping[str, tuple[Row, ...]]
    is_one: bool = False


def returned(book: Book) -> Returned | None:
    """*book* as an export of ours; None where it is none: its first row is not that of one of our tables."""
    found = {}
    for sheet in book.sheets:
        for shape in _shapes_of(sheet):
            found[shape.name] = tuple(_rows(sheet, len(shape.columns), is_csv=not sheet.name))
    return Returned(book.name, found, is_one=not book.sheets[0].name) if found else None


def _shapes_of(sheet: Sheet) -> list[Shape]:
    headings = tuple(each.text for each in sheet.rows[0]) if sheet.rows else ()
    known = [each for each in shapes().values() if sheet.name in ("", each.name)]
    return [each for each in known if headings == tuple(column.name for column in each.columns)]


def _rows(sheet: Sheet, width: int, *, is_csv: bool) -> Iterator[Row]:
    for cells in sheet.rows[1:]:
        if cells:
            texts = [_text(each, is_csv=is_csv) for each in cells[:width]]
            yield cells[0], (*texts, *[""] * (width - len(texts)))


def _text(cell: Cell, *, is_csv: bool) -> str:
    match cell.value:
        case bool():
            return "true" if cell.value else "false"
        case str():
            return as_it_was(cell.value) if is_csv else cell.value
        case _:
            return cell.text


def returned_json(name: str, value: Any) -> Returned | None:
    """The values of a JSON file as an export of ours; None where it is none."""
    if not isinstance(value, Mapping) or value.get("format") != EXPORT:
        return None
    found = {}
    for shape in shapes().values():
        entries = [each for each in value.get(shape.name) or () if isinstance(each, Mapping)]
        rows = [
            (Cell(None, number, 1, shape.name), tuple(_json_text(each.get(column.name)) for column in shape.columns))
            for number, each in enumerate(entries, 1)
        ]
        found[shape.name] = tuple(rows)
    return Returned(name, found)


def _json_text(value: Any) -> str:
    return one_cell([str(each) for each in value]) if isinstance(value, list) else _item(value)


def held_against(export: Returned, lent: Lent) -> Account:
    """Each row of *export*: the same as in the plan, or refused with what it says otherwise."""
    if export.is_one:
        accounts = [_held(Account(), {name: rows}, lent) for name, rows in export.tables.items()]
        return min(accounts, key=lambda each: len(each.refused))
    return _held(Account(), export.tables, lent)


def _held(account: Account, tables: Mapping[str, tuple[Row, ...]], lent: Lent) -> Account:
    for name, rows in tables.items():
        shape = shapes()[name]
        columns = [each.name for each in shape.columns]
        places = [columns.index(each) for each in shape.key]
        known = {_key(row, places): row for row in _lent_rows(lent, name)}
        for cell, row in rows:
            account.read += 1
            _hold(account, cell, row, known.get(_key(row, places)), columns)
    return account


def _hold(account: Account, cell: Cell, row: Sequence[str], now: Sequence[str] | None, columns: Sequence[str]) -> None:
    if now is None:
        account.refuse(cell, "a row that the plan does not have: an export is not where the plan is written")
        return
    other = [
        f"{name}: “{was[:_SHOWN]}” in the plan, “{says[:_SHOWN]}” here"
        for name, was, says in zip(columns, now, row, strict=True)
        if _plain(was) != _plain(says)
    ]
    if other:
        account.refuse(cell, "; ".join(other))
    else:
        account.merged[SAME] += 1


def _plain(text: str) -> str:
    """*text* as it is compared: a spreadsheet keeps no other line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _key(row: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(row[each] for each in places)


def _lent_rows(lent: Lent, name: str) -> Iterator[tuple[str, ...]]:
    for row in lent.named(name).rows:
        yield tuple(_item(each) for each in row)


def _item(item: Item | float) -> str:
    if isinstance(item, bool) or item is None:
        return {None: "", True: "true", False: "false"}[item]
    if isinstance(item, tuple):
        return one_cell(item)
    if isinstance(item, Decimal | float):
        return plain(Decimal(str(item)))
    return item.isoformat() if isinstance(item, date) else str(item)
