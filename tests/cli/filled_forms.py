"""Return forms as partners fill them in: with another library than the one that wrote them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Answers = Mapping[str, Mapping[str, object]]

HEADINGS = {
    "status": "Status now",
    "confidence": "Confidence",
    "parts": "Parts done",
    "note": "What happened",
    "next": "Next step, and when",
    "reason": "Reason",
    "url": "Evidence: link",
    "title": "Evidence: title",
    "extension": "Extension asked to",
    "nil": "Nothing to report",
}


def opened(form: Path) -> Workbook:
    return openpyxl.load_workbook(form)


def sheet_of(book: Workbook, name: str = "Return") -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The number of each column, by its heading."""
    return {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """The row of each commitment."""
    return {str(cell.value): cell.row for (cell,) in sheet.iter_rows(min_row=2, max_col=1) if cell.value}


def put(sheet: Worksheet, row: int, column: int, value: object) -> str:
    """The address of the cell that now holds *value*, texts as texts."""
    cell: Any = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return f"{sheet.title}!{cell.coordinate}"


def fill(form: Path, answers: Answers, to: Path, change: Callable[[Workbook], None] | None = None) -> dict[str, str]:
    """Write *answers* into a copy of *form*. Gives the address of each cell, as `id key`."""
    book = opened(form)
    sheet = sheet_of(book)
    columns, rows = columns_of(sheet), rows_of(sheet)
    addresses = {
        f"{id_} {key}": put(sheet, rows[id_], columns[HEADINGS[key]], value)
        for id_, said in answers.items()
        for key, value in said.items()
    }
    if change is not None:
        change(book)
    book.save(to)
    return addresses


def as_csv(form: Path, to: Path, encoding: str = "utf-8-sig", sign: str = ",") -> None:
    """The visible table of *form* as a spreadsheet saves it: dates as they are shown."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    for row in sheet_of(opened(form)).iter_rows(values_only=True):
        writer.writerow([_shown(each) for each in row])
    to.write_bytes(out.getvalue().encode(encoding))


def _shown(value: object) -> object:
    return f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else value
