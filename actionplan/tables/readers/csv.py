"""Text files of values: any sign between them, and the encodings that Excel and people save them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from actionplan.tables.limits import LONGEST_FIELD, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from actionplan.tables.readers.archive import SAVE_AGAIN, CannotTake, too_large
from actionplan.tables.table import Book, Cell, Sheet

_SIGNS = ",;\t|^~"
_LOOKED_AT = 200  # lines, to see which sign is between the values
_EXCEL = re.compile(r"sep=(.)\r?\n?")
_HALF = 0.4  # of the bytes of plain text in UTF-16 are NUL
_BROKEN = re.compile(r"\r\n|\r|\n")

_SAVE_AS_UTF8 = "Save it as “CSV UTF-8” in Excel, or as an Excel workbook (.xlsx), and read that."


def read_csv(name: str, data: bytes) -> Book:
    """The one sheet of the text file *data*. Raises CannotTake."""
    text = _text(data)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CannotTake(f"holds a character that is in no text (NUL, in line {line:,})", SAVE_AGAIN)
    told = _EXCEL.match(text)
    if told:
        text = text[told.end() :]
    sign = told[1] if told else _sign(text)
    rows = tuple(_rows(_records(text, sign), bool(told)))
    return Book(name, (Sheet("", _without_blank_end(rows)),))


def _text(data: bytes) -> str:
    """*data* as text: by its mark, else as UTF-16 that every other byte gives away, as UTF-8, or as Windows has it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotTake("is no text that can be read: its encoding cannot be told", _SAVE_AS_UTF8)


def _encodings(data: bytes) -> Iterator[str]:
    begins = data[:2_000]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        half = begins[first::2]
        if half and half.count(0) > _HALF * len(half):
            yield encoding
    yield from ("utf-8-sig", "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise CannotTake("is no text that can be read: it says UTF-16 and is not", _SAVE_AS_UTF8) from None


def _sign(text: str) -> str:
    """The sign between the values: the one that parts the most lines into the same number of them, more than one."""
    best, most = ",", 0.0
    for sign in _SIGNS:
        try:
            widths = [len(each) for each in islice(_parsed(text, sign), _LOOKED_AT) if any(each)]
        except CannotTake:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        agreed = widths.count(usual) / len(widths) if usual > 1 else 0.0
        if agreed > most:
            best, most = sign, agreed
    return best


def _records(text: str, sign: str) -> Iterator[list[str]]:
    """The records of *text*, no more and no longer ones than are read."""
    cells = 0
    for row, record in enumerate(_parsed(text, sign), 1):
        cells += len(record)
        if row > MOST_ROWS:
            raise too_large(f"it has more than {MOST_ROWS:,} rows")
        if len(record) > MOST_COLUMNS:
            raise too_large(f"row {row:,} has {len(record):,} values, and at most {MOST_COLUMNS:,} are read")
        if cells > MOST_CELLS:
            raise too_large(f"it has more than {MOST_CELLS:,} values")
        yield record


def _parsed(text: str, sign: str) -> Iterator[list[str]]:
    """The records of *text*. Raises CannotTake, with the line, where quotation marks do not add up."""
    import csv

    lines = text.splitlines(keepends=True) if not _BROKEN.search(text) else _lines(text)
    reader = csv.reader(lines, delimiter=sign, strict=True)
    begins = 1
    try:
        for record in reader:
            yield record
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _unparsed(str(error), begins, reader.line_num) from None


def _lines(text: str) -> Iterable[str]:
    """The lines of *text* by line breaks alone: other signs that Python breaks lines at may stand in a value."""
    start = 0
    for found in _BROKEN.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]


def _unparsed(error: str, begins: int, line: int) -> CannotTake:
    if "field larger" in error:
        return CannotTake(f"has a value of more than {LONGEST_FIELD:,} characters in line {line:,}", SAVE_AGAIN)
    if "unexpected end" in error:
        return CannotTake(
            f"has a quotation mark in line {begins:,} that is never closed",
            "Close it, or write it twice where it belongs to the text; or save the table as an Excel workbook (.xlsx).",
        )
    where = f"line {line:,}" if line == begins else f"lines {begins:,} to {line:,}"
    return CannotTake(
        f"has a quotation mark in {where} that neither begins nor ends a value",
        "Write it twice where it belongs to the text; or save the table as an Excel workbook (.xlsx).",
    )


def _rows(records: Iterable[list[str]], is_told: bool) -> Iterator[tuple[Cell, ...]]:
    """The rows of cells, without what is blank at their ends. The line in which Excel is told the sign is one."""
    if is_told:
        yield ()
    for row, record in enumerate(records, 2 if is_told else 1):
        width = len(record)
        while width and not record[width - 1]:
            width -= 1
        yield tuple([Cell(value or None, row, column) for column, value in enumerate(record[:width], 1)])


def _without_blank_end(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    last = len(rows)
    while last and not rows[last - 1]:
        last -= 1
    return rows[:last]
