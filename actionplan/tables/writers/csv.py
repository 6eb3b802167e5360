"""One table as a csv file: RFC 4180, UTF-8, with nothing in it that a spreadsheet would take for a formula."""

from __future__ import annotations

from datetime import date

from actionplan.officefile import as_text
from actionplan.tables.lending import Item, Table
from actionplan.tables.several import one_cell


def write_table(table: Table) -> bytes:
    """The table as bytes of a csv file, its columns by their names in the first line."""
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([each.name for each in table.columns])
    writer.writerows([[cell(each) for each in row] for row in table.rows])
    return out.getvalue().encode("utf-8")


def cell(item: Item) -> str:
    """*item* as it stands in a csv file: a text that would be reckoned with has an apostrophe before it."""
    match item:
        case None:
            return ""
        case bool():
            return "true" if item else "false"
        case str():
            return as_text(item)
        case tuple():
            return as_text(one_cell(item))
        case int() | date():
            return str(item)  # a date as 2015-09-30
