"""How many rows the tables of other voices have: read by other libraries than the ones that made them."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import ZipFile

from lxml import etree, html
from python_calamine import CalamineWorkbook

from tests.report.readback.ways import bare

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Counts = list[tuple[str, int]]


def in_json(document: dict[str, Any]) -> Counts:
    """Each table and each list of counts, as caption (without blanks) and number of rows, in reading order."""
    return [each for section in document["sections"] for each in _in_section(section)]


def _in_section(section: dict[str, Any]) -> Counts:
    found = [
        (bare(each["caption"]), len(_shown(each))) for each in section["blocks"] if each["type"] in ("table", "figures")
    ]
    return [*found, *(each for inner in section["sections"] for each in _in_section(inner))]


def _shown(block: dict[str, Any]) -> list[Any]:
    """Of counts those that anything falls under, now or before."""
    rows: list[Any] = block["rows"]
    return rows if block["type"] == "table" else [each for each in rows if each["share"]["count"] or each["before"]]


def in_html(page: str) -> Counts:
    found = []
    for table in html.document_fromstring(page).iter("table"):
        caption = table.find("caption")
        if caption is not None:
            found.append((bare("".join(map(str, caption.itertext()))), len(table.findall(".//tbody/tr"))))
    return found


def in_word(data: bytes) -> Counts:
    """The tables that have a name; the first row of each has its headings."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for table in root.iter(f"{W}tbl"):
        name = table.find(f"{W}tblPr/{W}tblCaption")
        if name is not None:
            found.append((bare(name.get(f"{W}val") or ""), len(table.findall(f"{W}tr")) - 1))
    return found


def in_excel(data: bytes) -> dict[str, int]:
    """The rows of each sheet below its headings."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names}


def in_csv(text: str) -> int:
    return len(list(csv.reader(io.StringIO(text, newline=""), strict=True))) - 1
