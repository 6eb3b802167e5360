"""Excel workbooks of before 2007 (.xls), record by record only as far as it takes to know that they may be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from struct import error as StructError  # noqa: N812  # as all exceptions are written
from struct import pack_into, unpack_from

from actionplan.tables.readers.archive import CannotTake, damaged, protected
from actionplan.tables.readers.cells import Extent, refuse_vast, sheets_in
from actionplan.tables.readers.compound import holding, streams_of
from actionplan.tables.table import DAY_ZERO, Book

_BEGINS, _LOCKED, _SHEET, _TEXTS, _GOES_ON, _MAC_DATES = 0x809, 0x2F, 0x85, 0xFC, 0x3C, 0x22
_FORMULA, _IS_ERROR, _TEXT = 0x06, 0x205, 0xFD
# Records of one cell; of these two of several, the last two bytes say how far they reach.
_ONE = frozenset((_FORMULA, _IS_ERROR, _TEXT, 0x203, 0x204, 0x27E, 0xD6, 0x03, 0x04, 0x05))
_SEVERAL = 0xBD
_SHORTEST = {_FORMULA: 22, _IS_ERROR: 8, _TEXT: 10, 0x203: 14, 0x204: 8, 0x27E: 10, 0xD6: 8}
# Beside the cells: the end, texts of formulas, code page, formats and which cell has which.
_NEEDED = frozenset((*_ONE, _SEVERAL, _BEGINS, _SHEET, _TEXTS, _GOES_ON, _MAC_DATES, 0x0A, 0x207, 0x42, 0x41E, 0xE0))
_PASSED_OVER = 0x0FFF
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

_Record = tuple[int, int, int]  # kind, place, length


def read_xls(name: str, data: bytes) -> Book:
    """The sheets of the old workbook *data*. Raises CannotTake."""
    streams = streams_of(data, ("EncryptedPackage", "Workbook", "Book"))
    if "EncryptedPackage" in streams:
        raise protected()
    stream = streams.get("Workbook") or streams.get("Book")
    if stream is None:
        raise CannotTake("is an old office file, but no workbook", "Name a workbook: .xlsx, .ods, .xls or .csv.")
    try:
        records = list(_records(stream))
        if any(kind == _LOCKED for kind, _, _ in records):
            raise protected()
        sheets = _names(stream, records)
        extents = _extents(stream, records, sheets)
    except (StructError, IndexError):
        raise damaged() from None
    refuse_vast(extents.items())
    troubles = {name: extent.troubles for name, extent in extents.items()}
    return Book(name, sheets_in(holding(_needed(stream, records)), troubles), _day_zero(stream, records))


def _records(stream: bytes) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        at += 4 + length
        if at > len(stream):
            raise damaged()
        yield kind, at - length, length


def _needed(stream: bytes, records: list[_Record]) -> bytes:
    """*stream* with the records that values need, and none of those that make room for more than there is."""
    kept = bytearray(stream)
    for kind, at, length in records:
        if kind not in _NEEDED:
            pack_into("<H", kept, at - 4, _PASSED_OVER)
        elif kind == _FORMULA and length >= _SHORTEST[_FORMULA]:
            pack_into("<H", kept, at + 20, 0)  # its value is all that counts: how it was worked out need not be parsed
    return bytes(kept)


def _names(stream: bytes, records: list[_Record]) -> dict[int, str]:
    """The name of each sheet, by where its records begin."""
    found = {}
    for kind, at, _ in records:
        if kind == _SHEET:
            begins, length, is_wide = unpack_from("<I2xBB", stream, at)
            end = at + 8 + length * (2 if is_wide & 1 else 1)
            found[begins] = stream[at + 8 : end].decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
    return found


def _extents(stream: bytes, records: list[_Record], sheets: dict[int, str]) -> dict[str, Extent]:
    begins = {at - 4 for kind, at, _ in records if kind == _BEGINS}
    if not set(sheets) <= begins:  # the library would begin to read in the middle of something
        raise damaged()
    lengths = list(_lengths(stream, records))
    found: dict[str, Extent] = {}
    name, rows, columns, text = "", 0, 0, 0
    troubles: dict[tuple[int, int], str] = {}
    for kind, at, length in records:
        if kind == _BEGINS:
            found[name] = Extent(rows, columns, text, troubles)
            name = sheets.get(at - 4, f"#{at}")
            rows, columns, text, troubles = 0, 0, 0, {}
        elif kind in _ONE or kind == _SEVERAL:
            row, column = unpack_from("<HH", stream, at)
            last = unpack_from("<H", stream, at + length - 2)[0] if kind == _SEVERAL else column
            if length < _SHORTEST.get(kind, 6) or (kind == _SEVERAL and length != 6 + 6 * (last - column + 1)):
                raise damaged()
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            if kind == _TEXT:
                index = unpack_from("<I", stream, at + 6)[0]
                text += lengths[index] if index < len(lengths) else 0
            elif trouble := _trouble(stream, kind, at):
                troubles[row + 1, column + 1] = trouble
    found[name] = Extent(rows, columns, text, troubles)
    return found


def _trouble(stream: bytes, kind: int, at: int) -> str:
    """The error that the cell shows, where it shows one."""
    if kind == _IS_ERROR and stream[at + 7]:
        return f"an error: {_ERRORS.get(stream[at + 6], 'without a name')}"
    if kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:  # noqa: PLR2004  # error
        return f"an error: {_ERRORS.get(stream[at + 8], 'without a name')}"
    return ""


def _lengths(stream: bytes, records: list[_Record]) -> Iterator[int]:
    """How many bytes each of the shared texts has, as they follow each other; of one that is cut, all that is left."""
    for number, (kind, at, length) in enumerate(records):
        if kind == _TEXTS:
            yield from _lengths_in(_Pieces(stream, records, number, at, length))


class _Pieces:
    """The shared texts, which go on from record to record: a text that is cut says anew how wide its letters are."""

    def __init__(self, stream: bytes, records: list[_Record], number: int, at: int, length: int) -> None:
        self.pieces = [stream[at : at + length]]
        for kind, begins, size in records[number + 1 :]:
            if kind != _GOES_ON:
                break
            self.pieces.append(stream[begins : begins + size])
        self.number, self.at = 0, 8
        self.count = unpack_from("<I", self.pieces[0], 4)[0]

    def skip(self, size: int) -> None:
        """Go on by *size* bytes, into the next records where this one ends."""
        self.at += size
        while self.number < len(self.pieces) and self.at > len(self.pieces[self.number]):
            self.at -= len(self.pieces[self.number])
            self.number += 1

    def text(self, letters: int, is_wide: int) -> None:
        """Go on by *letters*."""
        while letters:
            room = len(self.pieces[self.number]) - self.at
            taken = min(letters, room // (2 if is_wide else 1))
            self.at += taken * (2 if is_wide else 1)
            letters -= taken
            if letters:
                self.number, self.at = self.number + 1, 1
                is_wide = self.pieces[self.number][0] & 1


def _lengths_in(texts: _Pieces) -> Iterator[int]:
    for _ in range(texts.count):
        if texts.at >= len(texts.pieces[texts.number]):
            texts.number, texts.at = texts.number + 1, 0
        if texts.number >= len(texts.pieces):
            return
        piece = texts.pieces[texts.number]
        letters, flags = unpack_from("<HB", piece, texts.at)
        texts.at += 3
        runs = unpack_from("<H", piece, texts.at)[0] if flags & 8 else 0
        texts.at += 2 if flags & 8 else 0
        more = unpack_from("<I", piece, texts.at)[0] if flags & 4 else 0
        texts.at += 4 if flags & 4 else 0
        texts.text(letters, flags & 1)
        texts.skip(4 * runs + more)
        yield 2 * letters


def _day_zero(stream: bytes, records: list[_Record]) -> date:
    is_mac = any(kind == _MAC_DATES and unpack_from("<H", stream, at)[0] == 1 for kind, at, _ in records)
    return date(1904, 1, 1) if is_mac else DAY_ZERO
