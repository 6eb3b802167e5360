"""OpenDocument spreadsheets (.ods), as LibreOffice saves them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionplan.tables.readers.archive import Archive, damaged, repacked
from actionplan.tables.readers.cells import NEVER_WORKED_OUT, Extent, refuse_vast, sheets_in
from actionplan.tables.table import Book

_CONTENT = "content.xml"
_ATTRIBUTES = rb"""((?:\s+[^\s<>="'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*"""
_TAG = re.compile(rb"<(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>")
_ANY_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:table|table-row|table-cell|covered-table-cell)(?=[\s/>])")
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
    tags = list(_TAG.finditer(content))
    if len(tags) != len(_ANY_TAG.findall(content)):  # one that is written so that we would not see what it repeats
        raise damaged()
    starts = [at for at, tag in enumerate(tags) if tag[1] == b"table"]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(tags)
        until = tags[end].start() if end < len(tags) else len(content)
        yield _name(tags[start]), _extent(content, tags[start + 1 : end], until)


def _name(tag: re.Match[bytes]) -> str:
    from xml.sax.saxutils import unescape

    written = _said(tag).get(b"name", b"").decode("utf-8", "replace")
    return unescape(written, {"&quot;": '"', "&apos;": "'"})


def _said(tag: re.Match[bytes]) -> dict[bytes, bytes]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag[2])}


def _extent(content: bytes, tags: list[re.Match[bytes]], until: int) -> Extent:
    row = column = rows = columns = text = height = 0
    troubles: dict[tuple[int, int], str] = {}
    for number, tag in enumerate(tags):
        said = _said(tag) if tag[2] else {}
        if tag[1] == b"table-row":
            row, column, height = row + height, 0, _times(said, b"number-rows-repeated")
            continue
        width = _times(said, b"number-columns-repeated")
        if not tag[3]:  # with something in it
            ends = tags[number + 1].start() if number + 1 < len(tags) else until
            rows, columns = max(rows, row + height), max(columns, column + width)
            text += (ends - tag.start()) * width * height
            if trouble := _trouble(tag, said, content[tag.end() : ends]):
                troubles[row + 1, column + 1] = trouble
        column += width
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
