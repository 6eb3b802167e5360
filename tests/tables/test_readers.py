"""Files of any kind to tables: what a person sees, where it is, and what is refused before it does harm."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from struct import pack

import openpyxl
import pytest

from actionplan.tables.readers import read_book
from actionplan.tables.readers.compound import holding
from actionplan.tables.table import Book, Cell, Unreadable, letters
from tests.office import converted

MUTANTS = int(os.environ.get("ACTIONPLAN_MUTANTS", "200"))
LIBREOFFICE = shutil.which("soffice") is not None
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows: str, book: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """The smallest .xlsx file with these *rows* on its sheet S."""
    types = f'{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{types}.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{RELATIONS}">{book}'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>",
        **(more or {}),
    }
    return packed(parts)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def spreadsheet(rows: str, more: str = "") -> bytes:
    """The smallest .ods file with these *rows* on its sheet S."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{each}="{office}:{each}:1.0"' for each in ("office", "table", "text"))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"<office:document-content {names}>{more}<office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def said(data: bytes) -> str:
    with pytest.raises(Unreadable) as found:
        read_book("back.xlsx", data)
    assert found.value.message.startswith("back.xlsx ")
    assert found.value.remedy
    return found.value.message


def seen(book: Book) -> list[tuple[str, object]]:
    """Address and value, or trouble, of every cell that is not blank."""
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row if not cell.is_blank]
    return [(cell.address, cell.trouble or cell.value) for cell in cells]


def everything() -> openpyxl.Workbook:
    """A workbook with a cell of each kind; row 2 is blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kinds"
    values = ("text", 1.1, datetime(2015, 9, 30), datetime(2015, 9, 30, 14, 20), True, time(4, 5), "  é “👍” & <b> ")  # noqa: DTZ001  # a spreadsheet knows no zones
    sheet.append(values)
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = 42277, "007", "two\nlines", "#N/A"
    hidden = book.create_sheet("Unseen")
    hidden.sheet_state = "hidden"
    hidden["C4"] = "x"
    return book


SEEN = [
    ("Kinds!A1", "text"),
    ("Kinds!B1", Decimal("1.1")),
    ("Kinds!C1", date(2015, 9, 30)),
    ("Kinds!D1", "2015-09-30 14:20:00"),
    ("Kinds!E1", True),
    ("Kinds!F1", "04:05:00"),
    ("Kinds!G1", "  é “👍” & <b> "),
    ("Kinds!A3", Decimal(42277)),
    ("Kinds!B3", "007"),
    ("Kinds!C3", "two\nlines"),
    ("Kinds!D3", "an error: #N/A"),
    ("Unseen!C4", "x"),
]


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_kind_of_cell_has_its_value_and_its_address() -> None:
    book = read_book("kinds.xlsx", saved(everything()))
    assert seen(book) == SEEN
    assert [(sheet.name, sheet.is_hidden, len(sheet.rows)) for sheet in book.sheets] == [
        ("Kinds", False, 3),
        ("Unseen", True, 4),
    ]
    assert book.sheets[0].rows[1] == ()


def _converted(folder: Path, ending: str) -> bytes:
    (folder / "kinds.xlsx").write_bytes(saved(everything()))
    return converted(folder / "kinds.xlsx", ending, folder).read_bytes()


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
def test_an_old_workbook_that_was_cut_short_is_damaged_wherever_it_was_cut(tmp_path: Path) -> None:
    whole = _converted(tmp_path, "xls")
    assert read_book("t.xls", whole).sheets

    for length in range(512, len(whole), 512):
        with pytest.raises(Unreadable, match="is damaged, or is no workbook"):
            read_book("t.xls", whole[:length])


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_the_other_formats_say_the_same(tmp_path: Path, ending: str) -> None:
    book = read_book("kinds", _converted(tmp_path, ending))
    as_number = {"ods": Decimal(1)}.get(ending, True)  # what LibreOffice writes for a yes
    assert seen(book) == [(place, as_number if value is True else value) for place, value in SEEN]


def test_formulas_have_the_value_they_were_worked_out_to_and_are_named_where_they_were_not() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    never = "a formula that was never worked out, so there is no value"
    assert seen(read_book("x", workbook(rows))) == [
        ("S!A1", Decimal(2)),
        ("S!B1", never),
        ("S!C1", never),
        ("S!E1", "an error: #DIV/0!"),
    ]


def test_the_days_of_an_early_mac_begin_in_1904() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read_book("x", workbook(rows)).day_zero == date(1899, 12, 30)
    assert read_book("x", workbook(rows, '<workbookPr date1904="1"/>')).day_zero == date(1904, 1, 1)


def test_rows_that_are_out_of_order_are_where_they_say() -> None:
    rows = '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="C2"><v>2</v></c><c r="B2"><v>1</v></c></row>'
    assert seen(read_book("x", workbook(rows))) == [("S!B2", 1), ("S!C2", 2), ("S!A5", 5)]


def test_macros_are_not_looked_at() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert seen(read_book("x.xlsm", workbook(rows, more={"xl/vbaProject.bin": b"\xd0\xcf anything"}))) == [("S!A1", 1)]


FAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
VAST = {
    "row": f'{FAR}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    "row without a reference": f'{FAR}<row r="1048576"><c><v>2</v></c></row>',
    "reference behind a bracket": f'{FAR}<row r="2"><c s=">" r="XFD1048576"><v>2</v></c></row>',
    "reference in single marks": f"{FAR}<row><c r = 'XFD1048576'><v>2</v></c></row>",
    "prefix": f'{FAR}<x:row xmlns:x="{NAMESPACE[7:-1]}"><x:c r="A1048576"><x:v>2</x:v></x:c></x:row>',
    "columns": f'<row r="1">{"<c><v>1</v></c>" * 16_384}</row>',
    "rows": "".join(f'<row r="{each}"><c r="A{each}"><v>1</v></c></row>' for each in range(1, 200_000)),
    "cells": f'{FAR}<row r="99999"><c r="AAA99999"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", VAST.values(), ids=VAST)
def test_a_sheet_that_would_fill_the_memory_is_refused(rows: str) -> None:
    assert " is too large to be a tracker or a return: " in said(workbook(rows))


def test_cells_that_are_only_coloured_do_not_count() -> None:
    rows = f'{FAR}<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert seen(read_book("x", workbook(rows))) == [("S!A1", 1)]


def test_a_reference_that_hides_where_it_is_is_refused() -> None:
    assert "is damaged, or is no workbook" in said(workbook(f'{FAR}<row><c r="&#88;FD1"><v>2</v></c></row>'))


def test_one_long_text_in_many_cells_is_refused() -> None:
    shared = f"<sst {NAMESPACE}><si><t>{'a' * 32_000}</t></si></sst>"
    rows = "".join(f'<row r="{each}"><c r="A{each}" t="s"><v>0</v></c></row>' for each in range(1, 5_001))
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATIONS}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    )
    more = {"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": relations}
    assert "its cells hold 152 MiB of text, and at most 128 are read" in said(workbook(rows, more=more))
    few = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert len(str(read_book("x", workbook(few, more=more)).sheets[0].rows[0][0].value)) == 32_000


REPEATED = 'table:number-{}-repeated="{}"'
CELL = '<table:table-cell office:value-type="string" {}><text:p>a</text:p></table:table-cell>'


@pytest.mark.parametrize(
    "rows",
    [
        f"<table:table-row {REPEATED.format('rows', 1_048_576)}>{CELL.format('')}</table:table-row>",
        f"<table:table-row>{CELL.format(REPEATED.format('columns', 16_384))}</table:table-row>",
        f"<table:table-row {REPEATED.format('rows', 99_999)}>{CELL.format(REPEATED.format('columns', 999))}</table:table-row>",
        f"<table:table-row {REPEATED.format('rows', 10**30)}>{CELL.format('')}</table:table-row>",
    ],
)
def test_a_cell_that_is_repeated_without_end_is_refused(rows: str) -> None:
    assert " is too large to be a tracker or a return: " in said(spreadsheet(rows))


def test_blanks_that_are_repeated_do_not_count() -> None:
    rows = (
        f"<table:table-row>{CELL.format('')}<table:table-cell {REPEATED.format('columns', 16_383)}/></table:table-row>"
        f"<table:table-row {REPEATED.format('rows', 1_048_575)}><table:table-cell/></table:table-row>"
    )
    assert seen(read_book("x", spreadsheet(rows))) == [("S!A1", "a")]


def test_a_tab_in_an_open_document_stays() -> None:
    rows = '<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:tab/>b</text:p></table:table-cell></table:table-row>'
    assert seen(read_book("x", spreadsheet(rows))) == [("S!A1", "a\tb")]


def test_a_packed_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = workbook(FAR, more={"xl/sharedStrings.xml": bytes(200 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    assert "unpacked it has 200 MiB" in said(bomb)


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!ENTITY a 'b'>", "<! doctype x>"])
def test_entities_are_refused(declared: str) -> None:
    assert "declares entities" in said(workbook(FAR, declared))
    assert "declares entities" in said(spreadsheet("", declared))


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(workbook(FAR))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", "<worksheet/>")
    assert "two parts of one name" in said(out.getvalue())


def test_a_password_is_named() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert "is protected by a password" in said(
        packed({"mimetype": "x", "content.xml": "", "META-INF/manifest.xml": manifest})
    )


def _named(name: str) -> bytes:
    """The entry of a stream of that name."""
    written = f"{name}\0".encode("utf-16-le")
    return written.ljust(64, b"\0") + pack("<H", len(written))


def test_a_password_is_named_where_excel_locks_the_whole_workbook_away() -> None:
    locked = holding(bytes(5_000)).replace(_named("Workbook"), _named("EncryptedPackage"))
    assert "is protected by a password" in said(locked)


def test_a_password_of_an_old_workbook_is_named() -> None:
    begins, locked, ends = pack("<HHI", 0x809, 4, 0x600), pack("<HHH", 0x2F, 2, 1), pack("<HH", 0x0A, 0)
    assert "is protected by a password" in said(holding(begins + locked + ends))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"SQLite format 3\0" + b"\1" * 84, "x is a database, which is not read."),
        (b"", "is empty"),
        (bytes(100), "is empty"),
        (workbook(FAR)[:-60], "is damaged, or is no workbook"),
        (b"PK\x03\x04", "is damaged, or is no workbook"),
        (packed({"a.txt": "a"}), "is a packed folder, and no workbook"),
        (
            packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
            "is an office file, but no workbook",
        ),
        (packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"1"}), "is a binary workbook (.xlsb)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "is damaged, or is no workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is no table"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "is no table"),
        (b"%PDF-1.7", "is no table"),
        (b"a,b\nc\0d,e\n", "holds a character that is in no text (NUL, in line 2)"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "has a quotation mark in line 3 that is never closed"),
        (b'a,b\n"1"2,3\n', "has a quotation mark in line 2 that neither begins nor ends a value"),
        (b"a,b\n" + b"1," * 2_000 + b"\n", "row 2 has 2,001 values"),
        (b"a\n" * 100_001, "it has more than 100,000 rows"),
        (b"\xff\xfea", "is no text that can be read"),
        (b"a,b\n\x81\x8d,2\n", "is no text that can be read"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    assert message in said(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^"])
def test_text_is_read_in_every_encoding_and_with_every_sign(encoding: str, sign: str) -> None:
    rows = [["Id", "What was said"], ["1", f"“Café”{sign} 1,5; “b”"], ["2", "one\r\ntwo"]]
    text = "".join(f"{first}{sign}{_quoted(second)}\r\n" for first, second in rows)
    book = read_book("x.csv", text.encode(encoding))
    assert [[cell.value for cell in row] for row in book.sheets[0].rows] == rows
    assert book.sheets[0].rows[1][1].address == "B2"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_rows_of_different_lengths_keep_their_places() -> None:
    book = read_book("x.csv", b"a,b,c\n1\n\n2,3,4,5,,\n,,\n")
    assert seen(book) == [
        ("A1", "a"),
        ("B1", "b"),
        ("C1", "c"),
        ("A2", "1"),
        ("A4", "2"),
        ("B4", "3"),
        ("C4", "4"),
        ("D4", "5"),
    ]
    assert len(book.sheets[0].rows) == 4


def test_the_sign_that_excel_was_told_is_the_one() -> None:
    book = read_book("x.csv", b"sep=|\na,b|c\n1,2|3\n")
    assert seen(book) == [("A2", "a,b"), ("B2", "c"), ("A3", "1,2"), ("B3", "3")]


def test_what_looks_like_a_formula_stays_text() -> None:
    texts = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "\tx", "'=1"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, text in enumerate(texts, 1):
        cell = sheet.cell(row, 1)
        cell.value = text
        cell.data_type = "s"
    assert [row[0].value for row in read_book("x", saved(book)).sheets[0].rows] == texts


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_columns_have_the_letters_that_a_spreadsheet_shows(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_cell_shows_what_a_person_sees() -> None:
    values = [None, " a\n", Decimal("1.50"), Decimal(1000), True, date(2015, 9, 30)]
    assert [Cell(each, 1, 1).text for each in values] == ["", "a", "1.5", "1000", "TRUE", "2015-09-30"]


def _samples(folder: Path) -> Iterable[bytes]:
    yield saved(everything())
    if LIBREOFFICE:
        yield from (_converted(folder, each) for each in ("ods", "xls"))


def test_whatever_is_done_to_a_file_it_is_read_or_refused(tmp_path: Path) -> None:
    """Bytes changed, taken out and put in twice, in the file and in what is packed in it. Nothing else may come of it."""
    samples = list(_samples(tmp_path))
    for seed in range(MUTANTS):
        chance = random.Random(seed)
        data = chance.choice(samples)
        mutant = _mutated_part(data, chance) if data[:2] == b"PK" and chance.random() < 0.8 else _mutated(data, chance)
        with suppress(Unreadable):
            read_book("mutant", mutant)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(len(mutant), 1))
        way = chance.random()
        if way < 0.5:
            mutant[at : at + 1] = bytes([chance.randrange(256)])
        elif way < 0.7:
            mutant[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\xff\xff\0\0"])
        elif way < 0.85:
            del mutant[at : at + chance.randint(1, 60)]
        else:
            mutant[at:at] = mutant[:60]
    return bytes(mutant)


def _mutated_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    victim = chance.choice([each for each in parts if each.endswith(".xml")])
    return packed({**parts, victim: _mutated(parts[victim], chance)})
