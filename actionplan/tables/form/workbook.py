"""A form as an Excel workbook: what is read is grey and locked, what is filled in is white, with lists to choose from.

The lock has no password: it keeps a hand from slipping, and nobody out.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from actionplan.officefile import members_of, property_pieces, zipped
from actionplan.plaintext import shortened
from actionplan.tables.form.checklist import checklist_formula, still_to_answer
from actionplan.tables.form.columns import COLUMNS, LISTS, NEW, NEW_COLUMNS, NEW_ROWS, OF_PARTS, READ_ME, RETURN, Column
from actionplan.tables.form.content import Form, Row
from actionplan.tables.form.guides import guide_for
from actionplan.tables.form.identity import PROPERTY
from actionplan.tables.form.lists import LISTED, lists_of
from actionplan.tables.table import letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4, _A3 = 9, 8
_LONGEST_SHOWN = 1_000  # letters of a text that is only to be read
_LINE, _TALLEST = 15, 400  # points
_LONGEST_PROPERTY = 255
_LINED = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#b1b4b6", "font_color": "#0b0c0c"}
_LOOKS: dict[str, dict[str, Any]] = {
    "header": {**_LINED, "bold": True, "font_color": "#ffffff", "bg_color": "#003078"},
    "open header": {**_LINED, "bold": True, "font_color": "#ffffff", "bg_color": "#005a30"},
    "read": {**_LINED, "bg_color": "#e8e8e8"},
    "text": {**_LINED, "locked": False, "num_format": "@"},
    "day": {**_LINED, "locked": False, "num_format": "d mmmm yyyy", "align": "left"},
    "title": {"bold": True, "font_size": 16, "valign": "top", "text_wrap": True},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "words": {"valign": "top", "text_wrap": True},
}
_ALT_TEXT = (
    '<extLst><ext uri="{{504A1905-F514-4f6f-8877-14C23A59335A}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:table altText="{title}" altTextSummary="{summary}"/></ext></extLst></table>'
)
_SUMMARIES = (
    (
        "Return",
        "One row for each commitment: what was agreed, where it stood last, and white cells for where it is now.",
    ),
    ("New commitments", "One empty row for each commitment that is to be proposed."),
)


def workbook_of(form: Form) -> bytes:
    """The form as bytes of an .xlsx file: the same bytes for the same form."""
    from io import BytesIO

    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        _describe(book, form)
        looks = {name: book.add_format(each) for name, each in _LOOKS.items()}
        _read_me(book.add_worksheet(READ_ME), form, looks)
        _return(book.add_worksheet(RETURN), form, looks)
        _proposals(book.add_worksheet(NEW), form, looks)
        _lists(book, form)
        book.worksheets()[1].activate()
    members = members_of(out.getvalue())
    for number, (title, summary) in enumerate(_SUMMARIES, 1):
        name = f"xl/tables/table{number}.xml"
        told = _ALT_TEXT.format(title=title, summary=summary).encode()
        members[name] = members[name].replace(b"</table>", told)
    core, language = members["docProps/core.xml"], b"<dc:language>en-GB</dc:language></cp:coreProperties>"
    members["docProps/core.xml"] = core.replace(b"</cp:coreProperties>", language)
    return zipped(members)


def _describe(book: Workbook, form: Form) -> None:
    sent = date.fromisoformat(form.identity.sent)
    book.set_properties(
        {
            "title": f"Return form, {form.partner}, {form.period}"[:_LONGEST_PROPERTY],
            "subject": form.title[:_LONGEST_PROPERTY],
            "created": datetime(sent.year, sent.month, sent.day),  # noqa: DTZ001  # a day has no zone
        }
    )
    for name, piece in property_pieces(PROPERTY, form.identity.text):
        book.set_custom_property(name, piece, "text")


def _read_me(page: Worksheet, form: Form, looks: dict[str, Format]) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90)
    for row, (label, text) in enumerate(form.read_me):
        look = "title" if row == 0 else "words"
        page.write_string(row, 0, label, looks["title" if row == 0 else "label"])
        page.write_string(row, 1, text, looks[look])
        page.set_row(row, _height([(text, 60 if row == 0 else 90)]) + (8 if row == 0 else 0))
    page.protect("", {"select_locked_cells": True})
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _return(page: Worksheet, form: Form, looks: dict[str, Format]) -> None:
    _head(page, COLUMNS, looks, len(form.rows), "Returns")
    for number, row in enumerate(form.rows, 1):
        _row(page, number, row, looks, form)
    for place, column in enumerate(COLUMNS):
        for rule in guide_for(column.key, LISTED):
            page.data_validation(1, place, len(form.rows), place, rule)
    _hide(page, form)
    page.freeze_panes(1, 2)
    allowed = ("sort", "autofilter", "format_columns", "format_rows", "select_locked_cells", "select_unlocked_cells")
    page.protect("", dict.fromkeys(allowed, True))
    _print(page, form, RETURN)


def _hide(page: Worksheet, form: Form) -> None:
    """Hides what is for programs, and what is about parts and conditions where no commitment has any."""
    idle = () if any(each.made_of for each in form.rows) else OF_PARTS
    for place, column in enumerate(COLUMNS):
        if column.key in ("reference", *idle):
            page.set_column(place, place, column.width, None, {"hidden": True})


def _head(page: Worksheet, columns: tuple[Column, ...], looks: dict[str, Format], rows: int, name: str) -> None:
    """The table with its headings, and the widths of its columns."""
    said = [
        {"header": each.heading, "header_format": looks["open header" if each.is_open else "header"]}
        for each in columns
    ]
    page.add_table(0, 0, max(rows, 1), len(columns) - 1, {"name": name, "columns": said, "style": None})
    page.set_row(0, 2 * _LINE + 4)
    for place, each in enumerate(columns):
        page.set_column(place, place, each.width)


def _row(page: Worksheet, number: int, row: Row, looks: dict[str, Format], form: Form) -> None:
    shown = {
        "id": row.id,
        "title": row.title,
        "made_of": shortened(row.made_of, _LONGEST_SHOWN),
        "due": row.due,
        "last_status": row.last_status,
        "last_note": shortened(row.last_note, _LONGEST_SHOWN),
        "reference": row.reference,
    }
    for place, column in enumerate(COLUMNS):
        if column.key in shown:
            page.write_string(number, place, shown[column.key], looks["read"])
        elif column.key == "checklist":
            value = still_to_answer({}, form.words)
            page.write_formula(number, place, checklist_formula(number + 1), looks["read"], value)
        else:
            page.write_blank(number, place, None, looks["day" if column.key == "extension" else "text"])
    widths = {each.key: each.width for each in COLUMNS}
    texts = [(text, widths[key]) for key, text in shown.items() if key != "reference"]
    page.set_row(number, max(_height(texts), 3 * _LINE))


def _proposals(page: Worksheet, form: Form, looks: dict[str, Format]) -> None:
    _head(page, NEW_COLUMNS, looks, NEW_ROWS, "Proposals")
    for number in range(1, NEW_ROWS + 1):
        for place, column in enumerate(NEW_COLUMNS):
            page.write_blank(number, place, None, looks["day" if column.key == "due" else "text"])
    for place, column in enumerate(NEW_COLUMNS):
        for rule in guide_for(f"new {column.key}", LISTED):
            page.data_validation(1, place, NEW_ROWS, place, rule)
    page.freeze_panes(1, 0)
    _print(page, form, NEW)


def _lists(book: Workbook, form: Form) -> None:
    """The hidden sheet with the words to choose from, each list under a name."""
    page = book.add_worksheet(LISTS)
    for place, (name, words) in enumerate(lists_of(form.words).items()):
        page.write_string(0, place, name)
        for row, word in enumerate(words, 1):
            page.write_string(row, place, word)
        column = letters(place + 1)
        book.define_name(name, f"={LISTS}!${column}$2:${column}${max(len(words), 1) + 1}")
    page.write_string(0, len(LISTED), form.identity.text)
    page.hide()


def _print(page: Worksheet, form: Form, name: str) -> None:
    page.set_landscape()
    page.set_paper(_A3 if name == RETURN else _A4)  # so many columns cannot be read on less
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&L{_plain(form.partner)}&R{_plain(form.period)}")
    page.set_footer(f"&L{name}&RPage &P of &N")


def _plain(text: str) -> str:
    """*text* in a header or footer, where `&` begins a command."""
    return text[:80].replace("&", "&&")


def _height(texts: list[tuple[str, int]]) -> int:
    """Points that the tallest of *texts*, each with the width of its column, takes: not every program works it out."""
    lines = max([sum(1 + len(line) // max(width - 2, 1) for line in text.split("\n")) for text, width in texts])
    return min(lines * _LINE + 4, _TALLEST)
