"""Lists of entries, out of JSON or YAML, as a table: a column for each key that one of them has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actionplan.tables.limits import MOST_CELLS, MOST_COLUMNS
from actionplan.tables.several import one_cell
from actionplan.tables.table import Book, Cell, Sheet, Unreadable, Value

_REMEDY = "It has to be a list of entries, each with keys and values; or name a spreadsheet."


def book_from_json(name: str, data: bytes) -> Book:
    """The entries of a JSON file as a table. Raises Unreadable where it holds no list of them."""
    import json

    try:
        value = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise Unreadable(
            f"{name} is no JSON that can be read.", "Check where it comes from, or save it again."
        ) from None
    return book_from(name, value)


def book_from(name: str, value: Any) -> Book:
    """The entries of *value*, or of the one list in it, as a table. Raises Unreadable where there is none."""
    entries = _entries(value)
    if not entries:
        raise Unreadable(f"{name} holds no list of entries.", _REMEDY)
    keys = list(dict.fromkeys(str(key) for each in entries for key in each))
    if len(keys) > MOST_COLUMNS or len(keys) * len(entries) > MOST_CELLS:
        raise Unreadable(f"{name} has too many keys and entries to be read.", "Divide it into several files.")
    head = tuple(Cell(key, 1, column) for column, key in enumerate(keys, 1))
    rows = [
        tuple([Cell(_value(each.get(key)), row, column) for column, key in enumerate(keys, 1)])
        for row, each in enumerate(entries, 2)
    ]
    return Book(name, (Sheet("", (head, *rows)),))


def _entries(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        lists = [each for each in value.values() if isinstance(each, list)]
        value = lists[0] if len(lists) == 1 else None
    is_list = isinstance(value, list) and all(isinstance(each, Mapping) for each in value)
    return list(value) if is_list else []


def _value(value: Any) -> Value:
    match value:
        case None | str() | bool():
            return value
        case int() | float():
            return Decimal(str(value))
        case list() if all(isinstance(each, str) for each in value):
            return one_cell(value)
        case _:
            import json

            return json.dumps(value, ensure_ascii=False)
