"""OpenDocument spreadsheets (.ods), as LibreOffice saves them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionplan.tables.readers.archive import Archive, damaged, repacked
from actionplan.tables.readers.cells import NEVER_WORKED_OUT, Extent, refuse_vast, sheets_in
from actionplan.tables.table import Book

_CONTENT = "content.xml"
# What is in a tag, quickly; `text>` in an attribute's value does not end it. And as it has to be written.
_INSIDE = rb"""((?:[^<>"'/]++|"[^"<]*+"|'[^'<]*+')*+)"""
_ATTRIBUTES = re.compile(rb"""(?:\s++[^\s<>="'/]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+\s*+""")
_BEGINS = rb"<(?:[\w.-]+:)?"
_TAG = re.compile(_BEGINS + rb"(table-row|table-cell|covered-table-cell)(?=[\s/>])" + _INSIDE + rb"(/?)>")
_TABLE = re.compile(_BEGINS + rb"(table)(?=[\s/>])" + _INSIDE + rb"/?>")
_ODD_TAG = re.compile(_BEGINS + rb"(?:table|table-row|table-cell|covered-table-cell)(?=[\s/>])(?!" + _INSIDE + rb"/?>)")
_ATTRIBUTE = re.compile(rb"""\s(?:[\w.-]+:)?([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAB = re.compile(rb"<text:tab\b[^<>]*/>")
_ERROR = re.compile(rb"""value-type\s*=\s*["']error["']""")  # beside one that says string
_FAR = 10_000_000


def read_ods(name: str, archive: Archive) -> Book:
    """The sheets of the spreadsheet. Raises CannotTake."""
    content = archive.parts.get(_CONTENT)
    if content is None:
        raise damaged()
    extents = tuple(_extents(content))
    refuse_vast(extents)
    # The library passes over tabs.
    parts = {**archive.parts, _CONTENT: _TAB.sub(b"\t", content)}
    return Book(name, sheets_in(repacked(parts), {name: extent.troubles for name, extent in extents}))


def _extents(content: bytes) -> Iterator[tuple[str, Extent]]:
    """The name of each sheet, how far what is in it reaches, and what is wrong in it."""
    if _ODD_TAG.search(content):  # one that is written so that we would not see what it repeats
        raise damaged()
    tables = list(_TABLE.finditer(content))
    for table, until in zip(tables, [*(each.start() for each in tables[1:]), len(content)], strict=True):
        yield _name(table), _extent(content, table.end(), until)


def _name(tag: re.Match[bytes]) -> str:
    from xml.sax.saxutils import unescape

    written = _said(tag).get(b"name", b"").decode("utf-8", "replace")
    return unescape(written, {"&quot;": '"', "&apos;": "'"})


def _said(tag: re.Match[bytes]) -> dict[bytes, bytes]:
    if not _ATTRIBUTES.fullmatch(tag[2]):
        raise damaged()
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag[2])}


def _extent(content: bytes, begins: int, until: int) -> Extent:
    row = column = rows = columns = text = 0
    height = 0  # of the row that is read
    troubles: dict[tuple[int, int], str] = {}
    tags = _TAG.finditer(content, begins, until)
    after = next(tags, None)
    while (tag := after) is not None:
        after = next(tags, None)
        kind, attributes, is_empty = tag.groups()
        # Few cells have one of these, and looking at each attribute of all takes four times as long.
        is_plain = b"repeated" not in attributes and b"formula" not in attributes and b"error" not in attributes
        said = {} if is_plain else _said(tag)
        if kind == b"table-row":
            row, column, height = row + height, 0, _times(said, b"number-rows-repeated")
            continue
        width = 1 if is_plain else _times(said, b"number-columns-repeated")
        column += width
        if not is_empty:  # with something in it
            ends = after.start() if after else until
            rows, columns = row + height, max(columns, column)
            text += (ends - tag.start()) * width * height
            if said and (trouble := _trouble(tag, said, content[tag.end() : ends])):
                troubles[row + 1, column - width + 1] = trouble
    return Extent(rows, columns, text, troubles)


def _times(said: dict[bytes, bytes], name: bytes) -> int:
    written = said.get(name, b"1").strip()
    return min(int(written), _FAR) if written.isdigit() and len(written) < 10 else _FAR  # noqa: PLR2004  # digits


def _trouble(tag: re.Match[bytes], said: dict[bytes, bytes], inside: bytes) -> str:
    """What the library would show as blank though it is not."""
    if _ERROR.search(tag[2]):
        shown = re.sub(rb"<[^<>]*>", b"", inside).decode("utf-8", "replace").strip()
        return f"an error: {shown[:20]}"
    return NEVER_WORKED_OUT if b"formula" in said and b"value-type" not in said else ""
