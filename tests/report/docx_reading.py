"""A Word report read back by another library: its tables as rows of words, and what would shut a reader out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.table import Table as WordTable
from docx.table import _Cell
from lxml import etree

from actionplan.domain.dates import Window
from actionplan.domain.said import said_window
from actionplan.plaintext import visible
from actionplan.report.words import DETAILS, said_period

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
Rows = list[dict[str, str]]


def document(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def tables(data: bytes) -> list[Rows]:
    """Each table's rows, the texts by their headings; what stands under "Details" as the columns that it stands for."""
    return [_rows(each) for each in document(data).tables]


def _rows(table: WordTable) -> Rows:
    head, *rows = [[_Cell(each, table) for each in row._tr.tc_lst] for row in table.rows]
    headings = [each.text for each in head]
    return [dict(_texts(headings, row)) for row in rows]


def _texts(headings: list[str], row: list[_Cell]) -> Iterator[tuple[str, str]]:
    for heading, cell in zip(headings, row, strict=True):
        if heading != DETAILS:
            yield heading, cell.text
            continue
        for is_lead, lines in groupby(cell.paragraphs, key=_Leads()):
            texts = [each.text for each in lines]
            lead = is_lead[1]
            yield lead, "\n".join([texts[0].removeprefix(f"{lead}: "), *texts[1:]])


class _Leads:
    """Which lines of a cell belong to one heading: it begins with each line that begins in bold."""

    def __init__(self) -> None:
        self.lead = (0, "")

    def __call__(self, line: Any) -> tuple[int, str]:
        if line.runs and line.runs[0].bold:
            self.lead = (self.lead[0] + 1, line.runs[0].text.removesuffix(": "))
        return self.lead


def blocks(document_: Mapping[str, Any], type_: str) -> Iterator[dict[str, Any]]:
    """The blocks of one kind in a JSON report, in its order."""
    for section in document_["sections"]:
        yield from (each for each in section["blocks"] if each["type"] == type_ or not type_)
        yield from blocks(section, type_)


def says(text: str, value: Any) -> bool:
    """Whether *text* is how a value of the JSON report is written. Nothing of the report's own wording helps here."""
    return text in _ways(value) if not isinstance(value, int) else re.match(r"-?[\d,]+", text)[0] == f"{value:,}"  # type: ignore[index]  # a number is there or the test fails


def _ways(value: Any) -> list[str]:
    if isinstance(value, str):
        return [visible(value)]
    key = next(each for each in _WRITTEN if each in value)
    return _WRITTEN[key](value)


def _link(value: Any) -> list[str]:
    return [visible(value["title"]) + (f", {_dates(value['date'])[0]}" if value["date"] else "")]


def _strip(value: Any) -> list[str]:
    runs = [(label, len(list(run))) for label, run in groupby(each["word"]["label"] for each in value["periods"])]
    return [", ".join(f"{label} ({length})" for label, length in runs)]


def _share(value: Any) -> list[str]:
    start = f"{value['count']:,} of {value['of']:,}"
    return [
        start,
        *([f"{start}, {value['percent']}%", f"{start}, under 1%", f"{start}, over 99%"] if value["of"] else []),
    ]


def _dates(value: Mapping[str, str]) -> list[str]:
    first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
    window = Window(first, last, value["written"], value["precision"])
    return [said_window(window), *([said_period(window)] if value["precision"] not in ("day", "span") else [])]


# By a key that only this kind of value has.
_WRITTEN: dict[str, Callable[[Any], list[str]]] = {
    "label": lambda value: [value["label"]],
    "missing": lambda value: [value["missing"]],
    "inferred": lambda value: [f"{each} (inferred)" for each in _ways(value["inferred"])],
    "values": lambda value: ["\n".join([_ways(each)[0] for each in value["values"]])],
    "written": _dates,
    "file": lambda value: [f"{value['file']}:{value['line']}"],
    "title": _link,
    "value": lambda value: [f"{Decimal(value['value']):,f} ({_dates(value['date'])[0]})"],
    "periods": _strip,
    "count": _share,
}


def barriers(data: bytes) -> list[str]:
    """What in a Word report would shut a reader out, a sentence each."""
    return [*_of_headings(data), *_of_tables(data), *_of_pictures(data), *_of_language(data), *_of_properties(data)]


def _of_headings(data: bytes) -> Iterator[str]:
    before = 0
    for each in document(data).paragraphs:
        found = re.fullmatch(r"Heading (\d)", (each.style.name or "") if each.style else "")
        if found:
            level = int(found[1])
            if level > before + 1:
                yield f"heading {each.text!r} of level {level} after level {before}"
            if not each.text.strip():
                yield "a heading without words"
            before = level


def _of_tables(data: bytes) -> Iterator[str]:
    for table in part(data, "word/document.xml").iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        name = table.find(f"{W}tblPr/{W}tblCaption")
        if name is None or not name.get(f"{W}val"):
            yield "a table without a name"
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "a table without a header row"
        if any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[1:]):
            yield "a header row among others"
        if (
            len({len(row.findall(f"{W}tc")) for row in rows}) != 1
            or next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None) is not None
        ):
            yield "a table with merged cells"
        for cell in table.iter(f"{W}tc"):
            if not any(str(each).strip() for each in cell.itertext()):
                yield f"an empty cell in {name.get(f'{W}val') if name is not None else 'a table'}"


def _of_pictures(data: bytes) -> Iterator[str]:
    for each in part(data, "word/document.xml").iter(f"{WP}docPr"):
        if len(each.get("descr", "")) < 10:
            yield "a picture without words"


def _of_language(data: bytes) -> Iterator[str]:
    language = part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or language.get(f"{W}val") != "en-GB":
        yield "no language"


def _of_properties(data: bytes) -> Iterator[str]:
    properties = document(data).core_properties
    if not properties.title:
        yield "no title"
    if properties.language != "en-GB":
        yield "no language in the properties"
