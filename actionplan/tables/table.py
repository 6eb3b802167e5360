"""Tables as people keep them: cells that know their address, whatever kind of file they came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

DAY_ZERO = date(1899, 12, 30)  # of Excel, for all days since March 1900

Value: TypeAlias = str | Decimal | date | bool | None


class Cell(NamedTuple):
    """One cell. Rows and columns count from 1; `sheet` is empty where the file knows no sheets.

    `trouble` says why what a person sees there could not be had: an error, a formula that was never worked out.
    """

    value: Value
    row: int
    column: int
    sheet: str = ""
    trouble: str = ""

    @property
    def address(self) -> str:
        """Where it is, as a spreadsheet says it: Sheet1!F14."""
        place = f"{letters(self.column)}{self.row}"
        return f"{self.sheet}!{place}" if self.sheet else place

    @property
    def text(self) -> str:
        """What a person sees there, without blanks around it. A date as 2015-09-30, yes and no as TRUE and FALSE."""
        value = self.value
        if isinstance(value, str):  # first, because most are; a `match` takes three times as long
            return value.strip()
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        return "" if value is None else value.isoformat()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to be seen, and nothing that could not be had."""
        value = self.value
        if isinstance(value, str):
            return (not value or value.isspace()) and not self.trouble
        return value is None and not self.trouble


class Sheet(NamedTuple):
    """One sheet. Rows are as long as what is in them, and blank ones in between are there: row 14 is `rows[13]`.

    `merged` are the cells that were made one, as far as the file's reader tells: the first and the last of each, by
    row and column from 0.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


class Book(NamedTuple):
    """One file, by the name that it is spoken of under. A csv file has one sheet, without a name.

    `day_zero` is the day that the number 0 stands for where a date was left as a number.
    """

    name: str
    sheets: tuple[Sheet, ...]
    day_zero: date = DAY_ZERO

    @property
    def is_misnamed(self) -> bool:
        """Whether it is a text, and is called a workbook."""
        is_text = all(not each.name for each in self.sheets)
        return is_text and self.name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))


class Unreadable(Exception):  # noqa: N818  # an answer about somebody's file, not an error of ours
    """A file that holds no table that can be read: what is wrong, and what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def letters(column: int) -> str:
    """The letters of the column of that number: A for 1, AA for 27."""
    found = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def plain(number: Decimal) -> str:
    """*number* in digits, without noughts at its end or an exponent."""
    text = str(number)  # a third of the time that a format takes
    if "E" in text:
        text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
