"""All tables in one JSON document, each a list of objects."""

from __future__ import annotations

from datetime import date
from typing import Any

from actionplan.tables.layout import Holds
from actionplan.tables.lending import Item, Lent, Table
from actionplan.tables.numbers import number_in
from actionplan.tables.writers import EXPORT, FORM, About


def write(lent: Lent, about: About) -> bytes:
    """The tables, each under its name; a key that is not written in the files is null."""
    import json

    head = {"format": EXPORT, "version": FORM, "title": about.title, "made_by": f"actionplan {about.version}"}
    document = {**head, "as_at": lent.on.isoformat(), **{each.name: _rows(each) for each in lent.tables}}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _rows(table: Table) -> list[dict[str, Any]]:
    columns = [(each.name, each.holds is Holds.NUMBER) for each in table.columns]
    return [
        {name: _value(item, is_number=is_number) for (name, is_number), item in zip(columns, row, strict=True)}
        for row in table.rows
    ]


def _value(item: Item, *, is_number: bool) -> Any:
    match item:
        case str():
            number = number_in(item) if is_number else None
            return item if number is None else number
        case tuple():
            return list(item)
        case date():
            return item.isoformat()
        case _:
            return item
