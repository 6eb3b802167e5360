"""Exports as people give them back: their tables as lists of rows, written by other hands than ours."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

import pytest

from actionplan.tables.layout import Holds, shapes
from actionplan.tables.several import one_cell
from actionplan.tables.table import letters
from tests.cli.run import run

Row: TypeAlias = dict[str, str]
Tables: TypeAlias = dict[str, list[Row]]


def exported(folder: Path, *arguments: str) -> Tables:
    """The tables of an export of the plans in *folder*, each cell as text."""
    document = json.loads(run("export", "--format", "json", *arguments, cwd=folder).out, parse_float=str, parse_int=str)
    return {name: [_texts(each) for each in document[name]] for name in shapes() if document[name]}


def _texts(entry: Mapping[str, Any]) -> Row:
    return {key: _text(value) for key, value in entry.items()}


def _text(value: Any) -> str:
    return "" if value is None else one_cell(value) if isinstance(value, list) else str(value)


def grid_of(name: str, rows: list[Row]) -> list[list[str]]:
    """The lines of a table, its headings first: ours, then those that somebody added."""
    own = [each.name for each in shapes()[name].columns]
    columns = list(dict.fromkeys([*own, *(key for row in rows for key in row)]))
    return [columns, *[[row.get(each, "") for each in columns] for row in rows]]


def as_xlsx(path: Path, tables: Tables) -> None:
    """An Excel workbook of another hand, with real dates, a filter and a hidden column."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        columns, *lines = grid_of(name, rows)
        sheet.append(columns)
        for at, line in enumerate(lines, 2):
            for place, (column, text) in enumerate(zip(columns, line, strict=True), 1):
                cell = sheet.cell(at, place, _dated(name, column, text))
                if text.startswith("="):
                    cell.data_type = "s"  # a text, not a formula
        sheet.auto_filter.ref = sheet.dimensions
        sheet.column_dimensions["A"].hidden = True
    book.save(path)


def _dated(table: str, column: str, text: str) -> Any:
    """A date as Excel would have it, where a day stands in a column of dates."""
    holds = {each.name: each.holds for each in shapes()[table].columns}.get(column)
    is_day = holds in (Holds.DAY, Holds.DATES) and len(text) == len("2025-01-01") and text[4] == text[7] == "-"
    return date.fromisoformat(text) if is_day else text or None


def as_ods(path: Path, tables: Tables) -> None:
    """An OpenDocument spreadsheet with nothing in it but texts."""
    sheets = "".join(_ods_table(name, grid_of(name, rows)) for name, rows in tables.items())
    spaces = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}>{body}</office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = "".join(entry.format(*each) for each in (("/", kind), ("content.xml", "text/xml")))
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{manifest}</manifest:manifest>")


def _ods_table(name: str, grid: list[list[str]]) -> str:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in grid)
    return f'<table:table table:name="{name}">{rows}</table:table>'


def _ods_cell(text: str) -> str:
    lines = "".join(f"<text:p>{escape(each)}</text:p>" for each in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>' if text else "<table:table-cell/>"


def as_folder(path: Path, tables: Tables) -> None:
    """A folder with a csv file for each table."""
    path.mkdir()
    for name, rows in tables.items():
        (path / f"{name}.csv").write_bytes(as_csv(grid_of(name, rows)))


def as_csv(grid: list[list[str]]) -> bytes:
    """The lines as a csv file, with what a spreadsheet would reckon with marked as an export has it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[f"'{each}" if each[:1] in tuple("=+-@") else each for each in line] for line in grid])
    return out.getvalue().encode()


def as_json(path: Path, tables: Tables) -> None:
    """A JSON document with the tables."""
    whole = {"format": "actionplan.export", **tables}
    path.write_text(json.dumps(whole), encoding="utf-8")


WRITERS: Mapping[str, Callable[[Path, Tables], None]] = {
    "x.xlsx": as_xlsx,
    "x.ods": as_ods,
    "x": as_folder,
    "x.json": as_json,
}


def address(name: str, table: str, tables: Tables, row: Row, column: str) -> str:
    """Where the cell of *column* in *row* stands in the file *name*."""
    columns = grid_of(table, tables[table])[0]
    number = next(at for at, each in enumerate(tables[table], 1) if each is row)
    return f"{table}!{letters(columns.index(column) + 1)}{number if name.endswith('.json') else number + 1}"
