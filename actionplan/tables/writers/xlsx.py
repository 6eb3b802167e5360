"""All tables in one Excel workbook, each on a sheet of its own.

Texts are written as texts, in cells that stay texts when somebody types in them: never as a formula or a link.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from actionplan.officefile import property_pieces, rezip
from actionplan.plaintext import one_line
from actionplan.tables.layout import Holds
from actionplan.tables.lending import Item, Lent, Table
from actionplan.tables.numbers import number_in
from actionplan.tables.writers import EXPORT, FORM, About
from actionplan.tables.writers.about import SHEET, lines
from actionplan.tables.writers.bounds import lines_in, refuse_what_does_not_fit, shown, widths

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEADER = {"bold": True, "font_color": "#ffffff", "bg_color": "#003078", "valign": "top"}
_CELL = {"valign": "top", "font_color": "#0b0c0c"}
LONGEST_PROPERTY = 255
A4 = 9
LINE = 15.0  # the height of one, in points


class _Looks(NamedTuple):
    """How cells look."""

    header: Format
    text: Format
    day: Format
    plain: Format


def write(lent: Lent, about: About) -> bytes:
    """The workbook as bytes of an .xlsx file. Raises CannotLend where a sheet cannot hold a table."""
    from io import BytesIO

    from xlsxwriter import Workbook

    refuse_what_does_not_fit(lent)
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        _describe(book, lent, about)
        looks = _looks(book)
        for table in lent.with_rows:
            _put(book.add_worksheet(table.name), table, looks)
        _tell(book.add_worksheet(SHEET), lent, about, looks)
    return rezip(out.getvalue())


def _describe(book: Workbook, lent: Lent, about: About) -> None:
    title = one_line(about.title)[:LONGEST_PROPERTY]
    made = datetime(lent.on.year, lent.on.month, lent.on.day)  # noqa: DTZ001  # a day has no zone
    book.set_properties({"title": title, "subject": f"As at {lent.on.isoformat()}", "created": made})
    for name, piece in property_pieces(EXPORT, str(FORM)):
        book.set_custom_property(name, piece, "text")


def _looks(book: Workbook) -> _Looks:
    return _Looks(
        book.add_format(_HEADER),
        book.add_format({**_CELL, "num_format": "@", "text_wrap": True}),
        book.add_format({**_CELL, "num_format": "yyyy-mm-dd", "align": "left"}),
        book.add_format({**_CELL, "align": "right", "indent": 1}),
    )


def _put(page: Worksheet, table: Table, looks: _Looks) -> None:
    across = tuple(widths(table))
    for place, (column, width) in enumerate(zip(table.columns, across, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, column.name, looks.header)
    for number, row in enumerate(table.rows, 1):
        page.set_row(number, LINE * lines_in(row, across))  # else LibreOffice lays lines on each other
        for place, (column, item) in enumerate(zip(table.columns, row, strict=True)):
            if item is not None:
                _cell(page, (number, place), item, looks, is_number=column.holds is Holds.NUMBER)
    _dress(page, table, looks)


def _cell(page: Worksheet, at: tuple[int, int], item: Item, looks: _Looks, *, is_number: bool) -> None:
    match item:
        case bool() | tuple():
            page.write_string(*at, shown(item), looks.text)
        case int():
            page.write_number(*at, item, looks.plain)
        case date():
            page.write_datetime(*at, datetime(item.year, item.month, item.day), looks.day)  # noqa: DTZ001  # as above
        case str() if not is_number or number_in(item) is None:
            page.write_string(*at, item, looks.text)
        case str():
            page.write_number(*at, number_in(item) or 0, looks.plain)
        case None:
            return


def _dress(page: Worksheet, table: Table, looks: _Looks) -> None:
    """A table of Excel's own, where there is a row for it; a header that stays; set up for printing."""
    last = len(table.columns) - 1
    if table.rows:
        columns = [{"header": each.name, "header_format": looks.header} for each in table.columns]
        style = {"name": f"t_{table.name}", "columns": columns, "style": "Table Style Light 1"}
        page.add_table(0, 0, len(table.rows), last, {**style, "description": table.shape.title})
        # Else there is a green mark on each text of digits, and a question whether it was meant to be a number.
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{table.name}&RPage &P of &N")


def _tell(page: Worksheet, lent: Lent, about: About, looks: _Looks) -> None:
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    for number, (what, said) in enumerate(lines(lent, about)):
        page.write_string(number, 0, what, looks.header)
        page.write_string(number, 1, said, looks.text)
