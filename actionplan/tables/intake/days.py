"""Dates as people type them, read strictly: which way round is decided for a whole column, from the evidence in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from actionplan.domain.dates import FIRST_YEAR, LAST_YEAR, MONTHS
from actionplan.tables.table import Cell

_SLASHED = re.compile(r"([0-9]{1,2})\s?[/.-]\s?([0-9]{1,2})\s?[/.-]\s?([0-9]{4})(?:[ T][0-9:.]+)?")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.Z+]+)?")
_WORDED = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:([0-9]{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?,?[ -]([0-9]{4})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_YEARS = r"([0-9]{4}) ?[/–-] ?(?:[0-9]{2})?([0-9]{2})"
_QUARTER = re.compile(rf"(?:q(?:uarter)? ?([1-4]),? (?:of )?{_YEARS}|{_YEARS},? q(?:uarter)? ?([1-4]))")
_YEAR_SPAN = re.compile(_YEARS)
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_BEFORE = re.compile(r"(?:(?:by )?(?:the )?end(?:[ -]of)?|by|before|until|due|on|in|during|from)[ -]+")
_AS_AT = re.compile(
    r"\b(?:(?:as|position|status|progress|correct) at|as of|updated(?: on)?|date of (?:this )?(?:report|update))"
    r"\s*:?\s+(?:[a-z]{3,6}day,? )?"
    r"([0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? [0-9]{4}|[a-z]{3,9} [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4})(?![0-9/.-][0-9])"
)
_SERIALS = range(32_000, 75_000)  # days of 1987 to 2105


class Order(Enum):
    """Which of two numbers comes first in a date."""

    DAY = "day-first"
    MONTH = "month-first"


class Undecided(Exception):  # noqa: N818  # an answer about somebody's column
    """Dates of a column that can be read two ways, or that contradict each other: the cells that show it."""

    def __init__(self, why: str, cells: tuple[Cell, ...]) -> None:
        super().__init__(why)
        self.why = why
        self.cells = cells


class Read(NamedTuple):
    """A date that was read, as a plan's file writes it; `printed` holds the words where they say it another way."""

    text: str
    printed: str = ""


def order_of(cells: Iterable[Cell]) -> Order | None:
    """Which way round the dates of a column are; None where it makes no difference. Raises Undecided."""
    day_first: list[Cell] = []
    month_first: list[Cell] = []
    either: list[Cell] = []
    for cell in cells:
        found = _SLASHED.fullmatch(cell.text) if isinstance(cell.value, str) else None
        if found is None:
            continue
        one, two = int(found[1]), int(found[2])
        (day_first if one > 12 else month_first if two > 12 else either if one != two else []).append(cell)  # noqa: PLR2004  # months
    if day_first and month_first:
        why = "some dates have the day first and some the month"
        raise Undecided(why, (day_first[0], month_first[0]))
    if either and not day_first and not month_first:
        raise Undecided("no date shows whether the day or the month comes first", tuple(either[:3]))
    return Order.DAY if day_first else Order.MONTH if month_first else None


def read_date(cell: Cell, order: Order | None, day_zero: date) -> Read | None:
    """The date in *cell*; None where it is none that is certain."""
    match cell.value:
        case date():
            return Read(cell.value.isoformat()) if FIRST_YEAR <= cell.value.year <= LAST_YEAR else None
        case Decimal():
            return _number(cell.value, day_zero)
        case str():
            return read_text(cell.text, order)
        case _:
            return None


def _number(value: Decimal, day_zero: date) -> Read | None:
    """A date that was left as a number of days, or a year."""
    if value != value.to_integral_value():
        return None
    number = int(value)
    if number in _SERIALS:
        return Read((day_zero + timedelta(days=number)).isoformat(), str(number))
    return Read(str(number)) if FIRST_YEAR <= number <= LAST_YEAR else None


@lru_cache(maxsize=4096)  # a column says few days, again and again
def read_text(text: str, order: Order | None) -> Read | None:
    """The date that *text* names, to the precision that it has; None where it is none that is certain."""
    said = " ".join(text.split())
    bare = _BEFORE.sub("", said.lower(), count=1) if _BEFORE.match(said.lower()) else said.lower()
    found = _numbered(bare, order) or _worded(bare) or _spanned(bare)
    if found is None or not FIRST_YEAR <= int(found[:4]) <= LAST_YEAR:
        return None
    return Read(found, "" if found == said else said)


def day_said(texts: Iterable[str], order: Order | None) -> date | None:
    """The one day that *texts* above a table say it is as at, “Position at 30 June 2026”; None where they say none."""
    printed = [each[1] for text in texts for each in _AS_AT.finditer(" ".join(text.lower().split()))]
    read = {found.text for each in printed for way in ([order] if order else Order) if (found := read_text(each, way))}
    return date.fromisoformat(read.pop()) if len(read) == 1 else None


def _numbered(text: str, order: Order | None) -> str | None:
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(text):
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        if order is None and one != two:
            return None
        return _day(year, one, two) if order is Order.MONTH else _day(year, two, one)
    return text if _MONTH.fullmatch(text) or _YEAR.fullmatch(text) else None


def _worded(text: str) -> str | None:
    if found := _WORDED.fullmatch(text):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        name, day, year = found.groups()
    else:
        return None
    months = [
        number for number, each in enumerate(MONTHS, 1) if each.lower().startswith(name) or name == each[:4].lower()
    ]
    if len(months) != 1:
        return None
    return f"{int(year):04}-{months[0]:02}" if day is None else _day(int(year), months[0], int(day))


def _spanned(text: str) -> str | None:
    """A quarter of a year, or a year, as plans count them: from April, say."""
    if found := _QUARTER.fullmatch(text):
        number, year, ends = found.group(1, 2, 3) if found[1] else found.group(6, 4, 5)
        return f"{year}-{ends} Q{number}" if _follows(year, ends) else None
    if found := _YEAR_SPAN.fullmatch(text):
        return f"{found[1]}/{found[2]}" if _follows(found[1], found[2]) else None
    return None


def _follows(year: str, ends: str) -> bool:
    return (int(year) + 1) % 100 == int(ends)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
