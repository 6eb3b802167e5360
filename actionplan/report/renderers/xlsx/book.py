"""A workbook: all but its rows by the library, then the rows put in.

What the library is given it writes as text or as a number, never as a formula or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from actionplan.officefile import members_of, property_pieces, zipped
from actionplan.plaintext import one_line, shortened, visible
from actionplan.report.model import Letterhead, Report
from actionplan.report.renderers.xlsx.charts import Chart
from actionplan.report.renderers.xlsx.logo import put_logo
from actionplan.report.renderers.xlsx.looks import LOOKS
from actionplan.report.renderers.xlsx.markup import column_letters, escaped, line_height, line_of, rows_of
from actionplan.report.renderers.xlsx.sheets import Block, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SEAL = "actionplan.seal"
LONGEST_PROPERTY = 255
LONGEST_LINE = 80  # of a header or footer: all of it may take 255
A4 = 9
LOGO = 3  # columns from the right
SCRATCH = 60  # a column right of all tables, where each look is used once to learn its number
PRESSED = 4  # of 9: harder takes twice as long for a tenth less

_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_SIZE = re.compile(rb'<dimension ref="[^"]*"/>')
_STYLE = re.compile(rb'<c r="[A-Z]+(\d+)" s="(\d+)"/>')
_ALT_TEXT = (
    '<extLst><ext uri="{{504A1905-F514-4f6f-8877-14C23A59335A}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:table altText="{title}" altTextSummary="{summary}"/></ext></extLst></table>'
)


def book_of(report: Report, sheets: Sequence[Sheet]) -> bytes:
    """The workbook of *sheets*, as bytes of an .xlsx file."""
    members = members_of(_without_rows(report, sheets))
    first = members["xl/worksheets/sheet1.xml"]
    styles = {name: int(number) for name, (_, number) in zip(LOOKS, sorted(_styles(first)), strict=True)}
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        members[name] = _with_rows(members[name], sheet, styles)
    blocks = [(sheet, block) for sheet in sheets for block in sheet.blocks]
    for number, (_, block) in enumerate(blocks, 1):
        name = f"xl/tables/table{number}.xml"
        members[name] = members[name].replace(b"</table>", _alt_text(block))
    core = members["docProps/core.xml"]
    language = b"<dc:language>en-GB</dc:language></cp:coreProperties>"
    members["docProps/core.xml"] = core.replace(b"</cp:coreProperties>", language)
    return zipped(members, PRESSED)


def _styles(sheet: bytes) -> Iterator[tuple[int, bytes]]:
    """The number of each look, after the row it was used in."""
    return ((int(row), style) for row, style in _STYLE.findall(sheet))


def _with_rows(markup: bytes, sheet: Sheet, styles: Mapping[str, int]) -> bytes:
    lines = [line_of(text, look, number, styles) for number, (text, look) in enumerate(sheet.lines, 1)]
    rows = [each for block in sheet.blocks for each in rows_of(block.grid, styles, block.row)]
    data = f"<sheetData>{''.join((*lines, *rows))}</sheetData>".encode()
    columns = max(len(block.grid.strands) for block in sheet.blocks)
    size = f'<dimension ref="A1:{column_letters(columns - 1)}{sheet.blocks[-1].last_row}"/>'.encode()
    return _SIZE.sub(lambda _: size, _ROWS.sub(lambda _: data, markup, count=1), count=1)


def _alt_text(block: Block) -> bytes:
    title = escaped(one_line(visible(block.caption))).replace('"', "&quot;")
    return _ALT_TEXT.format(title=block.name, summary=title).encode()


def _without_rows(report: Report, sheets: Sequence[Sheet]) -> bytes:
    """The workbook before its rows are put in, each look used once on its first sheet."""
    from io import BytesIO

    from xlsxwriter import Workbook

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        _describe(book, report)
        for sheet in sheets:
            _lay_out(book, book.add_worksheet(sheet.name), sheet, report)
        looks = [book.add_format(each) for each in LOOKS.values()]
        first = book.worksheets()[0]
        for row, look in enumerate(looks):
            first.write_blank(row, SCRATCH, None, look)
    return out.getvalue()


def _describe(book: Workbook, report: Report) -> None:
    """Title, author and day of the file; and its seal, which no reader sees."""
    organisation = _property(report.letterhead.organisation)
    book.set_properties(
        {
            "title": _property(report.title),
            "subject": f"As at {report.on.isoformat()}",
            "category": _property(report.letterhead.classification),
            "author": organisation,
            "company": organisation,
            "created": datetime(report.on.year, report.on.month, report.on.day),  # noqa: DTZ001  # a day has no zone
        }
    )
    for name, piece in property_pieces(SEAL, report.seal) if report.seal else ():
        book.set_custom_property(name, piece, "text")


def _property(text: str) -> str:
    return one_line(visible(text))[:LONGEST_PROPERTY]


def _lay_out(book: Workbook, page: Worksheet, sheet: Sheet, report: Report) -> None:
    for block in sheet.blocks:
        columns = [{"header": each.heading} for each in block.grid.strands]
        table = {"name": block.name, "columns": columns, "style": "Table Style Medium 2"}
        page.add_table(block.row - 1, 0, block.last_row - 1, len(columns) - 1, table)
    widest = max((block.grid.strands for block in sheet.blocks), key=len)
    for place, strand in enumerate(widest):
        page.set_column(place, place, strand.width)
    for row, (_, look) in enumerate(sheet.lines):  # it places the logo by them
        page.set_row(row, line_height(look))
    if not sheet.lines:
        page.freeze_panes(1, sheet.frozen)
        page.repeat_rows(0)
    elif report.letterhead.logo:
        put_logo(page, report.letterhead.logo, len(widest) - LOGO if len(widest) > LOGO else len(widest))
    # Else Excel puts a green mark on each "007" and asks whether it was meant to be a number.
    page.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(widest) - 1)}{sheet.blocks[-1].last_row}"})
    _set_up_printing(page, sheet, report)
    _draw(book, page, sheet)


def _set_up_printing(page: Worksheet, sheet: Sheet, report: Report) -> None:
    if not sheet.lines:
        page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&L{_plain(report.title)}&R{_plain(sheet.name)}")
    page.set_footer(f"&L{_plain(_stamp(report.letterhead))}&CPage &P of &N&RAs at {report.on.isoformat()}")


def _stamp(letterhead: Letterhead) -> str:
    return letterhead.classification or letterhead.organisation


def _plain(text: str) -> str:
    """*text* in a header or footer, where `&` begins a command."""
    return shortened(one_line(visible(text)), LONGEST_LINE).replace("&", "&&")


def _draw(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """The charts of *sheet*, under each other below its tables."""
    row = sheet.blocks[-1].last_row + 1
    for chart in sheet.charts:
        _values_for(page, chart, sheet.blocks[-1])
        options = {"description": chart.description, "object_position": 2}
        page.insert_chart(row, 0, _chart(book, chart), options)
        row += chart.height // 20 + 2


def _values_for(page: Worksheet, chart: Chart, block: Block) -> None:
    """What the chart shows, written where it stands, so that the chart holds it for those who do not reckon."""
    for column in (chart.labels, *(each.column for each in chart.series)):
        strand = block.grid.strands[column]
        for row in range(chart.first, chart.last + 1):
            value = strand.shown[strand.keys[row - block.row]].value
            if isinstance(value, int):
                page.write_number(row, column, value)
            else:
                page.write_string(row, column, str(value))


def _chart(book: Workbook, chart: Chart) -> Any:
    is_single = len(chart.series) == 1
    drawn: Any = book.add_chart({"type": "bar"} if is_single else {"type": "bar", "subtype": "stacked"})
    for each in chart.series:
        colours = [{"fill": {"color": colour}} for colour in each.colours]
        drawn.add_series(
            {
                "name": each.name,
                "categories": [chart.sheet, chart.first, chart.labels, chart.last, chart.labels],
                "values": [chart.sheet, chart.first, each.column, chart.last, each.column],
                "gap": 40,
                **({"points": colours} if len(colours) > 1 else colours[0]),
                "data_labels": _beside() if is_single else _inside(each.letters),
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    drawn.set_legend({"none": True} if is_single else {"position": "bottom"})
    drawn.set_y_axis({"reverse": True, "num_font": {"size": 10}})  # of a bar chart, the one with the names
    drawn.set_x_axis({"min": 0, "major_gridlines": {"visible": False}, "num_format": "0", "visible": False})
    drawn.set_size({"width": 760, "height": chart.height})
    return drawn


def _beside() -> dict[str, Any]:
    return {"value": True, "position": "outside_end"}


def _inside(letters: str) -> dict[str, Any]:
    """Each piece says how many it is, but for those of nought."""
    return {"value": True, "position": "center", "num_format": "0;;;", "font": {"color": letters}}
