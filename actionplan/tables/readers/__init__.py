"""Files of any kind to tables. What is in the file decides what it is, whatever it is called."""

from __future__ import annotations

from actionplan.tables.readers.archive import CannotTake, opened
from actionplan.tables.table import Book, Unreadable

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_MARKUP = (b"<!doctype", b"<html", b"<?xml")
_DATABASE = b"SQLite format 3\0"
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def read_book(name: str, data: bytes) -> Book:
    """The tables of the file *data*, which is spoken of as *name*. Raises Unreadable, and nothing else."""
    try:
        return _read(name, data)
    except CannotTake as why:
        raise Unreadable(f"{name} {why.message}.", why.remedy) from None


def _read(name: str, data: bytes) -> Book:
    if not data.strip(b"\0 \t\r\n"):
        raise CannotTake("is empty", "Ask for it again: it may not have been saved.")
    if data.startswith(_OLD):
        from actionplan.tables.readers.xls import read_xls

        return read_xls(name, data)
    if data.startswith(_ZIP):
        return _from_archive(name, data)
    if data.startswith(_DATABASE):
        raise CannotTake("is a database, which is not read", "Export it as .xlsx, .ods, .json or .csv, and read that.")
    begins = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(_MARKUP) or data.startswith(_PICTURES):
        raise CannotTake(
            "is no table: what is in it is another kind of file",
            "Open it in Excel or LibreOffice, if they can, and save it as an Excel workbook (.xlsx).",
        )
    from actionplan.tables.readers.csv import read_csv

    return read_csv(name, data)


def _from_archive(name: str, data: bytes) -> Book:
    archive = opened(data)
    if archive.is_open_document:
        from actionplan.tables.readers.ods import read_ods

        return read_ods(name, archive)
    from actionplan.tables.readers.xlsx import read_xlsx

    return read_xlsx(name, archive)
