"""What office programs make of an export: texts stay texts, sheets hold what they can, and the bytes are the same."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from actionplan.officefile import custom_property
from actionplan.tables.lending import Lent
from actionplan.tables.writers import CannotLend, ods, xlsx
from actionplan.tables.writers import csv as csv_
from actionplan.tables.writers import json as json_
from tests.office import converted
from tests.support import load_texts
from tests.tables.lent_plans import ABOUT, everything, from_book, lent
from tests.tables.test_lending import TEXTS, hostile

PATIENCE = int(os.environ.get("ACTIONPLAN_PATIENCE", "240"))  # seconds
MARKED = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
WRITERS = {"xlsx": xlsx.write, "ods": ods.write}


def with_note(note: str) -> Lent:
    """Everything, with *note* in the first commitment."""
    plan = lent(everything())
    commitments = plan.named("commitments")
    place = [each.name for each in commitments.columns].index("note")
    first = commitments.rows[0]
    row = (*first[:place], note, *first[place + 1 :])
    return plan._replace(tables=(commitments._replace(rows=(row, *commitments.rows[1:])), *plan.tables[1:]))


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    data = xlsx.write(lent(load_texts(hostile())), ABOUT)
    book = load_workbook(io.BytesIO(data))

    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert not any(cell.hyperlink for cell in cells)
    notes = [cell.value for cell in book["commitments"]["U"][1:]]
    assert len(notes) == len(TEXTS)
    assert {cell.number_format for cell in book["commitments"]["U"][1:]} == {"@"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(
            b"<f>" in archive.read(name) or b"<hyperlink" in archive.read(name) for name in archive.namelist()
        )


def test_no_cell_of_the_open_document_is_a_formula() -> None:
    data = ods.write(lent(load_texts(hostile())), ABOUT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = ET.fromstring(archive.read("content.xml"))  # noqa: S314  # written by ourselves
        first = archive.infolist()[0]
        parts = archive.namelist()
        manifest = archive.read("META-INF/manifest.xml").decode()

    names = {name.rpartition("}")[2] for each in content.iter() for name in each.attrib}
    assert "formula" not in names
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert data[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    assert all(f'"{each}"' in manifest for each in parts if each not in ("mimetype", "META-INF/manifest.xml"))


def test_no_cell_of_a_csv_file_begins_like_a_formula() -> None:
    plan = lent(load_texts(hostile()))

    for table in plan.tables:
        for line in csv.reader(io.StringIO(csv_.write_table(table).decode(), newline="")):
            assert not any(MARKED.match(cell) for cell in line), line


@pytest.mark.parametrize("format_", WRITERS)
def test_the_same_plans_give_the_same_bytes(format_: str) -> None:
    assert WRITERS[format_](lent(everything()), ABOUT) == WRITERS[format_](lent(everything()), ABOUT)


def test_an_export_is_known_by_what_it_keeps() -> None:
    plan = lent(everything())

    assert custom_property(xlsx.write(plan, ABOUT), "actionplan.export") == "1"
    with zipfile.ZipFile(io.BytesIO(ods.write(plan, ABOUT))) as archive:
        assert b'meta:name="actionplan.export" meta:value-type="string">1<' in archive.read("meta.xml")
    assert json_.write(plan, ABOUT).startswith(b'{\n "format": "actionplan.export",\n "version": 1,\n')


@pytest.mark.parametrize("format_", WRITERS)
def test_a_text_as_long_as_a_cell_is_written_and_a_longer_one_is_refused(format_: str) -> None:
    assert WRITERS[format_](with_note("x" * 32_767), ABOUT)
    for note in ("x" * 32_768, "\U0001f3e0" * 16_384):
        with pytest.raises(CannotLend) as caught:
            WRITERS[format_](with_note(note), ABOUT)
        assert str(caught.value) == (
            "The table commitments, in the row northfield/haven-1, column note, has 32,768 characters, "
            "and a cell of a spreadsheet holds 32,767.\nExport it as csv, json or sqlite, which hold it."
        )


@pytest.mark.parametrize("format_", WRITERS)
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufffe", "\udc00", "\r"])
def test_what_no_spreadsheet_holds_is_refused(format_: str, sign: str) -> None:
    with pytest.raises(CannotLend, match="has a control character, which no spreadsheet holds"):
        WRITERS[format_](with_note(f"a{sign}b"), ABOUT)


@pytest.mark.parametrize("format_", WRITERS)
def test_a_table_longer_than_a_sheet_is_refused(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionplan.tables.writers.bounds.MOST_ROWS", 3)

    with pytest.raises(CannotLend) as caught:
        WRITERS[format_](lent(everything()), ABOUT)

    assert str(caught.value) == (
        "The table updates has 3 rows, and a sheet holds 2.\nExport it as csv, json or sqlite, which hold it."
    )


def test_sheets_are_those_with_rows_and_one_that_says_what_it_is() -> None:
    plan = lent(load_texts({"plan.yaml": "format: 1\nplan: p\ntitle: P\nagreement: {title: A}\n"}))
    book = load_workbook(io.BytesIO(xlsx.write(plan, ABOUT)))

    assert book.sheetnames == ["commitments", "updates", "positions", "plans", "about"]
    assert [cell.value for cell in book["commitments"][1]][3:5] == ["id", "title"]
    assert book["about"]["B2"].value == "31 December 2025"
    assert book["plans"].freeze_panes == "A2"
    assert not any(page.merged_cells.ranges for page in book.worksheets)


def test_positions_have_true_dates_and_answers() -> None:
    book = load_workbook(io.BytesIO(xlsx.write(lent(everything()), ABOUT)))
    row = [cell.value for cell in book["positions"][2]]

    assert (row[7], row[11], row[13]) == ("yes", datetime(2026, 3, 31), 0)  # noqa: DTZ001  # a day has no zone


@pytest.fixture(scope="module")
def through_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both workbooks of hostile texts as LibreOffice saves them again, each as the other kind."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("books")
    plan = lent(load_texts(hostile()))
    (folder / "first.xlsx").write_bytes(xlsx.write(plan, ABOUT))
    (folder / "second.ods").write_bytes(ods.write(plan, ABOUT))
    for name, ending in (("first.xlsx", "ods"), ("second.ods", "xlsx")):
        converted(folder / name, ending, folder, wait=PATIENCE)
    return folder


def test_libreoffice_shows_every_text_as_it_was(through_libreoffice: Path) -> None:
    notes = [
        each["note"] for each in from_book("first.ods", (through_libreoffice / "first.ods").read_bytes())["commitments"]
    ]
    assert notes == list(TEXTS)

    notes = [
        each["note"]
        for each in from_book("second.xlsx", (through_libreoffice / "second.xlsx").read_bytes())["commitments"]
    ]
    assert notes == [each.replace("\t", "") for each in TEXTS]  # it drops tabs of every OpenDocument sheet, its own too


def test_libreoffice_finds_no_formula(through_libreoffice: Path) -> None:
    with zipfile.ZipFile(through_libreoffice / "first.ods") as archive:
        assert b"table:formula" not in archive.read("content.xml")
    with zipfile.ZipFile(through_libreoffice / "second.xlsx") as archive:
        sheets = [each for each in archive.namelist() if each.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(re.search(rb"<f[ >]", archive.read(each)) for each in sheets)
