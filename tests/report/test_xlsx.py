"""The report as a workbook: what other programs read in it is what the JSON says."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from actionplan.domain.said import said_day
from actionplan.officefile import members_of, zipped
from actionplan.plaintext import visible
from actionplan.report.flat import FACTS, FIGURES, Names
from actionplan.report.model import (
    CannotRender,
    Cell,
    Column,
    Dates,
    Fact,
    Facts,
    Letterhead,
    Logo,
    Measure,
    Missing,
    RenderOptions,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from actionplan.report.renderers.xlsx import comparable, grid, render, seal_of, sheets
from actionplan.report.renderers.xlsx.logo import size_of
from actionplan.report.renderers.xlsx.looks import INK, QUIET, TONES
from actionplan.report.tabular import flat_tables
from tests.office import converted
from tests.report import recounted
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, report_on, subject_of

REPORTS: dict[str, Callable[[], Report]] = {
    "everything": lambda: report_on(subject_of(EVERYTHING)),
    "real": lambda: report_on(*map(real, REAL), on=END_OF_2015),
    "later": lambda: report_on(*map(real, REAL), on=LATER),
    "hostile": hostile_report,
    "empty": lambda: report_on(subject_of({})),
    "none": report_on,
}
FACTS_OF_ONE = Facts((Fact("plan", "Plan", Text("=1+1")),))


def made(report: Report) -> bytes:
    return render(report, RenderOptions())


def opened(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(made(report)))


def report_of(*cells: Cell, column: str = "title") -> Report:
    """A report with one table of these cells."""
    rows = tuple(Row((Text(str(number)), cell)) for number, cell in enumerate(cells))
    table = Table("odd", "Odd things", (Column("id", "Id"), Column(column, "Value")), rows)
    return Report("Odd", ("p",), date(2025, 12, 31), "0", FACTS_OF_ONE, (Section("odd", "Odd", (table,)),))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_every_table_says_what_the_json_says(name: str) -> None:
    report = REPORTS[name]()
    told = {each.title: each for each in flat_tables(report)}
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(report)))
    expected = recounted.tables(report)
    compared = set()
    for sheet in book.sheet_names:
        if sheet not in told or told[sheet].name not in expected:
            continue
        table = told[sheet]
        header, *rows = book.get_sheet_by_name(sheet).to_python()
        lines = expected[table.name]
        fields = [each.id for each in table.fields]

        assert header == [each.heading for each in table.fields]
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            assert [_plain(cell, field) for cell, field in zip(row, fields, strict=True)] == [
                _known(line, field, lines) for field in fields
            ]
        compared.add(table.name)

    assert compared == set(expected)


def _plain(cell: object, field: str) -> object:
    """A cell as it was read; a day in words where the JSON does not know that the column holds nothing else."""
    match cell:
        case datetime():
            raise AssertionError(cell)
        case date():
            return cell if field.endswith("_last_day") else said_day(cell)
        case float():
            return Decimal(str(cell))
        case _:
            return cell


def _known(line: recounted.Line, field: str, lines: list[recounted.Line]) -> object:
    """What the JSON says; where only other plans have such a column, that."""
    own = {key.replace("-", "_") for key in line}
    if field in {key.replace("-", "_") for each in lines for key in each} - own:
        return "not in this plan"
    said = recounted.value(line, field)
    return said.replace("\r\n", "\n") if isinstance(said, str) else said


def test_the_summary_has_the_headline_the_facts_and_the_figures() -> None:
    report = replace(REPORTS["everything"](), letterhead=Letterhead("Northfield R&D Council", "OFFICIAL"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made(report))).get_sheet_by_name("Summary").to_python()
    split = next(number for number, row in enumerate(rows) if row[0] == "Figures")
    width = 5

    assert [row[0] for row in rows[:2]] == ["Northfield homes and health plan", "Northfield R&D Council, OFFICIAL"]
    assert rows[3][:2] == ["About this report", "Value"]
    assert rows[4][:2] == [
        "Headline",
        "Of 8 commitments, 1 is complete, 1 is dropped and 6 are open; 2 have had no update. "
        "3 are overdue against the date first agreed, and 2 have no agreed date.",
    ]
    assert ["As at", "31 December 2025"] in [row[:2] for row in rows]
    assert rows[split][:width] == ["Figures", "Word", "How many", "How many: of", "How many: per cent"]
    assert [(*row[:2], *map(int, row[2:width])) for row in rows[split + 1 :]] == list(recounted.figures(report))  # type: ignore[arg-type]  # numbers


@pytest.mark.parametrize("name", REPORTS)
def test_sheets_are_tables_without_formulas_gaps_or_merged_cells(name: str) -> None:
    book = opened(REPORTS[name]())
    given: set[str] = set()
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.tables
        for table in sheet.tables.values():
            cells = sheet[table.ref]
            assert {each.data_type for row in cells for each in row} <= {"s", "n", "d"}
            assert not [each.coordinate for row in cells for each in row if each.value in (None, "")]
            assert [each.value for each in cells[0]] == [each.name for each in table.tableColumns]
            assert table.autoFilter.ref == table.ref
            assert table.tableStyleInfo.showRowStripes
            assert re.fullmatch(r"[A-Za-z]\w*", table.name)
            assert table.name.lower() not in given
            given.add(table.name.lower())
        if sheet.title != "Summary":
            (table,) = sheet.tables.values()
            assert table.ref == sheet.dimensions
            assert str(sheet.freeze_panes).endswith("2")
            assert sheet.print_title_rows == "$1:$1"


def test_the_sheets_most_asked_for_come_first() -> None:
    names = opened(REPORTS["everything"]()).sheetnames

    assert names[:7] == ["Summary", "Commitments", "Decisions", "Changes", "Returns", "Outcomes", "Indicators"]
    assert names[-1] == "In words"
    assert opened(REPORTS["empty"]()).sheetnames[:5] == ["Summary", "Commitments", "Decisions", "Changes", "Returns"]


def test_nothing_is_silently_empty() -> None:
    book = opened(REPORTS["empty"]())

    assert [each.value for row in book["Decisions"].iter_rows() for each in row] == [
        "Decisions asked of this meeting",
        "None.",
    ]
    assert [each.value for row in book["Commitments"].iter_rows() for each in row] == ["Every commitment", "None."]


def test_dates_are_dates_and_sort_by_the_last_day_they_may_mean() -> None:
    sheet = opened(REPORTS["everything"]())["Commitments"]
    headings = [each.value for each in sheet[1]]
    due, last = headings.index("Due"), headings.index("Due: last day")
    row = next(row for row in sheet.iter_rows() if row[0].value == "haven-1")

    assert (row[due].value, row[last].value) == ("September 2025", datetime(2025, 9, 30))  # noqa: DTZ001
    assert (row[last].number_format, row[last].data_type) == ("d mmmm yyyy", "d")


def test_numbers_keep_their_decimals_and_add_up() -> None:
    year = Dates(date(2024, 1, 1), date(2024, 12, 31), "2024", "year")
    values = ("24.0", "-0.50", "1200", "1234567890123456789.5")
    sheet = opened(report_of(*(Measure(Decimal(each), year) for each in values), column="reading"))["Odd"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]

    assert [each.value for each in cells] == [24, -0.5, 1200, "1234567890123456789.5"]
    assert [each.number_format for each in cells[:3]] == ["#,##0.0", "#,##0.00", "#,##0"]


ODD = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 20",
    "-3",
    "@SUM(A1)",
    "http://x.example",
    "mailto:a@b.example",
    "#REF!",
    "TRUE",
    "007",
    "1e5",
    "2015-01-02",
    "R&D <beta> & £5m ]]> {{ x }} ${y}",
    "_x0041_ and _x000D_",
    "  blanks  around  ",
    "two\nlines\n\n",
    "a\ttab",
    "'quoted",
    "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645",
    "\U0001f3e0\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "x" * 32_767,
)


def test_text_is_text_and_comes_back_as_it_was() -> None:
    data = made(report_of(*map(Text, ODD)))
    by_one = [row[1] for row in load_workbook(io.BytesIO(data))["Odd"].iter_rows(min_row=2)]
    by_other = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Odd").to_python()[1:]

    assert {each.data_type for each in by_one} == {"s"}
    assert [_unescaped(str(each.value)) for each in by_one] == list(ODD)
    assert [_unescaped(str(row[1])) for row in by_other] == list(ODD)
    assert "<f>" not in part(data, "xl/worksheets/sheet2.xml")
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "hyperlink" in name.lower()]


def _unescaped(text: str) -> str:
    """*text* as Excel shows it: one that does not know how a sign is written by its number reads it as it stands."""
    return re.sub("_x005F_", "_", text)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(max_size=40) | st.text(st.sampled_from("_x0041<&>'= \n\r\t"), max_size=12), min_size=1, max_size=30
    )
)
def test_any_text_is_well_formed_and_comes_back(texts: list[str]) -> None:
    data = made(report_of(*map(Text, texts)))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Odd").to_python()[1:]
    cells = [row[1] for row in load_workbook(io.BytesIO(data))["Odd"].iter_rows(min_row=2)]

    assert [str(row[1]) for row in rows] == [_as_read(each) for each in map(visible, texts)]
    assert not [each for each in cells if each.data_type == "f"]


def _as_read(text: str) -> str:
    """*text* as a program has it that does not know how a sign is written by its number."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def test_signs_that_are_obeyed_are_shown_by_name() -> None:
    sheet = opened(report_of(Text("a\x1bb"), Text("left\u202eright"), Text("\x00"), Text("\ud800"), Text("\uffff")))[
        "Odd"
    ]

    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [
        "a<U+001B>b",
        "left<U+202E>right",
        "<U+0000>",
        "<U+D800>",
        "<U+FFFF>",
    ]


@pytest.mark.parametrize("text", ["abc " * 20_000, "\U0001f3e0" * 40_000], ids=["letters", "pictures"])
def test_what_fits_into_no_cell_is_cut_where_all_can_see_it_and_goes_on_elsewhere(text: str) -> None:
    book = opened(report_of(Text("short"), Text(text)))
    cell = str(book["Odd"]["B3"].value)
    rest = [[each.value for each in row] for row in book["Longer text"].iter_rows(min_row=2)]

    assert cell.endswith(grid.CUT)
    assert len(cell.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert {tuple(row[:2]) for row in rest} == {("Odd", "Value, row 3")}
    assert [row[2] for row in rest] == [str(number) for number in range(2, len(rest) + 2)]
    assert cell.removesuffix(grid.CUT) + "".join(str(row[3]) for row in rest) == text


def test_a_table_that_no_sheet_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    with pytest.raises(CannotRender, match=r"“Odd things” has 3 rows, and a sheet of a workbook holds 2\."):
        made(report_of(Text("a"), Text("b"), Text("c")))


def test_names_of_sheets_and_tables_are_what_excel_allows() -> None:
    named = sheets._Named()
    wanted = ["Changes", "changes", "History", "a/b[c]:*?\\", "'quoted'", "x" * 40, "x" * 40, "", "\n", "Zeile\x1b"]
    given = [named.sheet(each) for each in wanted]

    assert given[:4] == ["Changes", "changes 2", "History 2", "a b c"]
    assert all(0 < len(each) <= 31 and not set("[]:*?/\\") & set(each) and each.strip("' ") == each for each in given)
    assert len({each.lower() for each in given}) == len(given)
    assert [named.table(each) for each in ("q1", "r1c1", "r", "c", "1st", "red_and_amber", "red_and_amber", "é")] == [
        *("T_Q1", "T_R1c1", "T_R", "T_C", "T_1st", "Red_and_amber", "Red_and_amber_2", "T__"),
    ]


def test_the_same_names_are_told_apart() -> None:
    names = Names(["history"])

    assert [names.free(each, " ") for each in ("A", "a", "A", "History")] == ["A", "a 2", "A 3", "History 2"]


def test_the_file_says_whose_it_is_and_keeps_its_seal() -> None:
    seal = '{"seal":1,"note":"' + "R&D <x> \\u00a3 " * 60 + '"}'
    report = replace(
        REPORTS["everything"](), letterhead=Letterhead("Northfield & Haven", "OFFICIAL & SENSITIVE"), seal=seal
    )
    data = made(report)
    book = load_workbook(io.BytesIO(data))

    assert seal_of(data) == seal
    assert seal_of(made(replace(report, seal=""))) is None
    assert seal_of(b"no workbook") is None
    assert book.properties.title == "Northfield homes and health plan"
    assert book.properties.creator == "Northfield & Haven"
    assert book.properties.created == book.properties.modified == datetime(2025, 12, 31)  # noqa: DTZ001
    assert book.properties.language == "en-GB"
    sheet = book["Commitments"]
    texts = part(data, "xl/worksheets/sheet2.xml")
    assert "<oddHeader>&amp;LNorthfield homes and health plan&amp;RCommitments</oddHeader>" in texts
    assert "<oddFooter>&amp;LOFFICIAL &amp;&amp; SENSITIVE&amp;CPage &amp;P of &amp;N&amp;RAs at 2025-12-31</" in texts
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert '<pageSetUpPr fitToPage="1"/>' in texts


def png(width: int, height: int, per_metre: int = 0) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    density = chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) if per_metre else b""
    pixels = zlib.compress((b"\0" + b"\x40\x60\x80" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + density + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, unit: int = 1, density: int = 96) -> bytes:
    """The beginning of such a picture: as much as says how large it is."""
    head = b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0101, unit, density, density, 0, 0)
    tables = b"\xff\xc4" + struct.pack(">H", 4) + b"\0\0"
    return b"\xff\xd8" + head + tables + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\0" * 4


@pytest.mark.parametrize(
    ("logo", "size"),
    [
        (Logo(png(300, 100), "png", ""), (300, 100)),
        (Logo(png(300, 100, per_metre=11_811), "png", ""), (96, 32)),
        (Logo(jpeg(640, 480), "jpeg", ""), (640, 480)),
        (Logo(jpeg(640, 480, unit=2, density=118), "jpeg", ""), (205, 154)),
        (Logo(jpeg(640, 480), "png", ""), None),
        (Logo(png(300, 0), "png", ""), None),
        (Logo(jpeg(640, 480)[:30], "jpeg", ""), None),
        (Logo(b"", "gif", ""), None),
    ],
    ids=range(8),
)
def test_the_size_of_a_logo_is_read(logo: Logo, size: tuple[int, int] | None) -> None:
    found = size_of(logo)

    assert (found and tuple(map(round, found))) == size


def test_the_logo_stands_on_the_summary_with_its_words() -> None:
    logo = Logo(png(600, 200, per_metre=11_811), "png", "Northfield, a tree & a house")
    data = made(replace(REPORTS["everything"](), letterhead=Letterhead("Northfield", "OFFICIAL", logo)))
    drawing = part(data, "xl/drawings/drawing1.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/media/image1.png") == logo.data
    place = re.search(
        r'<xdr:from>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to>.*?<xdr:row>(\d+)</xdr:row>(?:(?!</xdr:twoCell).)*descr="Nor',
        drawing,
    )

    assert 'descr="Northfield, a tree &amp; a house"' in drawing
    assert place is not None
    assert int(place[1]) == 0
    assert int(place[2]) <= 3


def test_a_logo_that_is_none_is_left_out() -> None:
    logo = Logo(b"not a picture", "png", "Northfield")

    assert "media" not in " ".join(
        zipfile.ZipFile(io.BytesIO(made(replace(REPORTS["none"](), letterhead=Letterhead(logo=logo))))).namelist()
    )


def test_files_pressed_by_other_machines_are_told_to_be_the_same() -> None:
    data = made(REPORTS["everything"]())
    again = zipped(members_of(data), 9)

    assert data != again
    assert comparable(data) == comparable(again)
    assert comparable(data) != comparable(made(REPORTS["empty"]()))


def test_charts_and_tables_are_told_in_words_too() -> None:
    data = made(REPORTS["everything"]())
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    told = [
        each
        for name in names
        if name.startswith("xl/drawings/drawing")
        for each in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', part(data, name))
    ]

    assert len(told) == sum(name.startswith("xl/charts/chart") for name in names) == 4
    assert told[0].startswith("Commitments by status. Not started: 0 of 8, 0%; In progress: 3 of 8, 38%;")
    tables = [part(data, name) for name in names if name.startswith("xl/tables/")]
    assert all(' altText="' in each and ' altTextSummary="' in each for each in tables)


def test_charts_show_the_cells_beside_them() -> None:
    data = made(REPORTS["everything"]())
    book = load_workbook(io.BytesIO(data))
    chart = part(data, "xl/charts/chart1.xml")
    (names, counts) = re.findall(r"<c:f>(.*?)</c:f>", chart)
    kept = re.findall(r"<c:v>(\d+)</c:v>", chart.partition("<c:val>")[2])

    assert [each.value for (each,) in _cells(book, names)][:2] == ["Not started", "In progress"]
    assert [str(each.value) for (each,) in _cells(book, counts)] == kept


def _cells(book: Workbook, reference: str) -> Any:
    sheet, _, place = reference.partition("!")
    return book[sheet.strip("'")][place.replace("$", "")]


def test_ink_can_be_read_on_every_ground() -> None:
    for ground in TONES.values():
        assert _contrast(INK, ground) >= 7
    for ground in ("#ffffff", "#dce6f1"):  # paper, and the stripes of the table style
        assert _contrast(QUIET, ground) >= 4.5


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


CODE = """
import sys
from tests.report.plans import EVERYTHING, report_on, subject_of
from tests.report.test_xlsx import made
sys.stdout.buffer.write(made(report_on(subject_of(EVERYTHING))))
"""


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    later = "import time, datetime as d; n = time.time; time.time = lambda: n() + 90_000_000\n"
    runs = {
        subprocess.run(
            [sys.executable, "-c", before + CODE],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for before, seed, zone in (("", "1", "UTC"), (later, "2", "Asia/Tokyo"))
    }

    (data,) = runs
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = " ".join(archive.read(each).decode("utf-8", "replace") for each in archive.namelist())
    assert not re.search(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\dT", text)


def test_headings_that_are_missing_are_words_not_gaps() -> None:
    sheet = opened(report_of(Missing("no date agreed"), Text("x")))["Odd"]

    assert sheet["B2"].value == "no date agreed"
    assert sheet["B2"].font.color.rgb == "FF" + QUIET[1:].upper()


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler is not installed"
)
def test_another_office_opens_it_and_keeps_what_it_says(tmp_path: Path) -> None:
    report = replace(
        report_on(subject_of(EVERYTHING)),
        letterhead=Letterhead("Northfield", "OFFICIAL"),
        seal='{"seal":1}' + " " * 300,
    )
    source = tmp_path / "report.xlsx"
    source.write_bytes(made(report))
    printed, again = converted(source, "pdf", tmp_path), converted(source, "xlsx", tmp_path / "again")
    text = subprocess.run(["pdftotext", "-layout", str(printed), "-"], check=True, capture_output=True).stdout.decode()

    assert seal_of(again.read_bytes()) == '{"seal":1}' + " " * 300
    for said in ("30 September 2025", "haven-1", "OFFICIAL", "No update received", "Commitments by status"):
        assert said in text
    ours, theirs = load_workbook(source), load_workbook(again)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        assert [[each.value for each in row] for row in theirs[sheet.title].iter_rows(max_row=sheet.max_row)] == [
            [each.value for each in row] for row in sheet.iter_rows()
        ]


def test_hostile_titles_come_back() -> None:
    sheet = opened(hostile_report())["Commitments"]

    assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)} == TITLES


def test_the_figures_and_facts_stand_on_the_summary_alone() -> None:
    titles = {each.title for each in flat_tables(REPORTS["real"]()) if each.name in (FACTS, FIGURES)}

    assert not titles & set(opened(REPORTS["real"]()).sheetnames)
