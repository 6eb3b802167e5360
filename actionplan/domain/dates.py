"""Dates as they are written: to the day, or to the precision known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from actionplan.domain.written import BadValue, Meant, echo

FIRST_YEAR, LAST_YEAR = 1990, 2100

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Window(NamedTuple):
    """A date to the precision known: the first and last day it may mean, and how it was written.

    Windows compare by their days. A due date counts to the last day of its window.
    """

    first: date
    last: date
    text: str
    precision: str  # day, month, quarter, half-year, year


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(
            f"the year {year} is outside {FIRST_YEAR} to {LAST_YEAR}",
            f"Check the century: write the year in full, between {FIRST_YEAR} and {LAST_YEAR}.",
            "AP202",
        )
    return year


_ONE_DAY = timedelta(days=1)


def last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _ONE_DAY


def months_window(year: int, month: int, length: int, text: str, precision: str) -> Window:
    """The window of *length* whole months that begins with *month* of *year*."""
    end = year * 12 + month - 1 + length - 1
    return Window(date(year, month, 1), last_day(end // 12, end % 12 + 1), text, precision)


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_PLAN_YEAR = re.compile(r"([0-9]{4})[-/]([0-9]{2})(?: ?([QH])([1-4]))?")
_CALENDAR_PART = re.compile(r"([0-9]{4}) ?([QH])([1-4])")
# As text: a date that is written right needs none of these, and compiling takes time at every start.
_SLASHED = r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})"
_WORDED = r"(?:([0-9]{1,2})(?:st|nd|rd|th)? )?([A-Za-z]+),? ([0-9]{4})"
_TWO_DIGIT = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}"
_TIMED = r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.Z+-]+"


def iso_form(text: str) -> str | None:
    """The ISO form of a date written another way, or None where it cannot be told for certain.

    Day comes before month, as in the United Kingdom; `12/31/2016` is offered nothing.
    """
    if found := re.fullmatch(_SLASHED, text):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(_YEAR_FIRST, text):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(_TIMED, text):
        return iso_form(found[1]) or found[1]
    elif found := re.fullmatch(_WORDED, text):
        names = [name for name in MONTHS if len(found[2]) >= 3 and name.lower().startswith(found[2].lower())]  # noqa: PLR2004  # "Mar"
        if len(names) != 1:
            return None
        year, month = int(found[3]), MONTHS.index(names[0]) + 1
        if found[1] is None:
            return f"{year:04}-{month:02}"
        day = int(found[1])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _not_iso(text: str, forms: str, shortest: int) -> BadValue:
    """What is wrong with *text*, which is no date; a date as long as *shortest* can be offered."""
    if (offered := iso_form(text)) and len(offered) >= shortest:
        meant = Meant(offered, is_certain=not _may_be_month_first(text, offered))
        return BadValue(f"the date {echo(text)} is not written year first", _in_iso(text, offered), "AP201", meant)
    if re.fullmatch(_TWO_DIGIT, text):
        return BadValue(f"the date {echo(text)} has a year of two digits", f"Write the year in full: {forms}.", "AP202")
    return BadValue(f"{echo(text)} is not a date", f"Write {forms}.", "AP201")


def _in_iso(text: str, offered: str) -> str:
    """What to write; both readings where the day could be the month."""
    if not _may_be_month_first(text, offered):
        return f"Write {offered}."
    year, month, day = offered.split("-")
    names = MONTHS[int(month) - 1], MONTHS[int(day) - 1]
    return f"Write {offered} if {int(day)} {names[0]} is meant, {year}-{day}-{month} if {int(month)} {names[1]}."


def _may_be_month_first(text: str, offered: str) -> bool:
    """Whether *text*, read as *offered*, would be another day of the calendar with the month before the day."""
    month, day = offered[5:7], offered[8:]
    return re.fullmatch(_SLASHED, text) is not None and int(day) <= len(MONTHS) and day != month


@lru_cache(maxsize=65_536)
def parse_day(text: str, year_starts: int = 4) -> date:  # noqa: ARG001  # every parser takes the plan's year
    """A day written as 2015-09-30.

    Raises BadValue where it is not that, or is no day of the calendar.
    """
    found = _DAY.fullmatch(text)
    if not found:
        raise _not_iso(text, "the day as 2015-09-30", len("2015-09-30"))
    year = _year(found[1])
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError:
        raise _no_such_day(text, year, int(found[2])) from None


def _no_such_day(text: str, year: int, month: int) -> BadValue:
    if 1 <= month <= 12:  # noqa: PLR2004  # months
        last = last_day(year, month)
        return BadValue(
            f"there is no day {text}: {MONTHS[month - 1]} {year} has {last.day} days",
            f"Write a day up to {last.isoformat()}.",
            "AP203",
        )
    return BadValue(f"there is no day {text}: a year has 12 months", "Write it as year-month-day.", "AP203")


@lru_cache(maxsize=65_536)
def parse_window(text: str, year_starts: int = 4) -> Window:
    """A date to the precision known: 2016-03-31, 2016-03, 2015-16 Q3, 2015-16 H1, 2015/16 or 2016.

    `2011-12` is December 2011, as ISO has it; the year 2011 to 2012 is written `2011/12`. Where the plan's year starts
    in January, its quarters are written `2016 Q1`.
    Raises BadValue where it is none of these.
    """
    if len(text) == 10 and _DAY.fullmatch(text):  # noqa: PLR2004  # as long as 2015-09-30
        day = parse_day(text)
        return Window(day, day, text, "day")
    if found := _MONTH.fullmatch(text):
        return months_window(_year(found[1]), int(found[2]), 1, text, "month")
    if _YEAR.fullmatch(text):
        return months_window(_year(text), 1, 12, text, "year")
    if found := _PLAN_YEAR.fullmatch(text):
        return _plan_year_window(text, found, year_starts)
    if found := _CALENDAR_PART.fullmatch(text):
        return _calendar_part(text, found, year_starts)
    forms = "a day as 2016-03-31, a month as 2016-03, a quarter as 2015-16 Q3, a year as 2016; or leave it out"
    raise _not_iso(text, forms, len("2016-03"))


def _plan_year_window(text: str, found: re.Match[str], year_starts: int) -> Window:
    year = _year(found[1])
    if int(found[2]) != (year + 1) % 100:
        raise BadValue(
            f"{echo(text)} is neither a month nor a year that runs from {year} to {year + 1}",
            f"Write {year}/{(year + 1) % 100:02} for the year, or {year}-01 to {year}-12 for a month.",
            "AP203",
        )
    if found[3] is None:
        return months_window(year, year_starts, 12, text, "year")
    return _part_of_year(text, year, found[3], int(found[4]), year_starts)


def _calendar_part(text: str, found: re.Match[str], year_starts: int) -> Window:
    year, part = _year(found[1]), f"{found[2]}{found[3]}"
    if year_starts != 1:
        written = [f"{each}-{(each + 1) % 100:02} {part}" for each in (year, year - 1)]
        raise BadValue(
            f"{echo(text)} does not say which year of the plan is meant, which starts in {MONTHS[year_starts - 1]}",
            f"Write {written[0]} for the year that runs from {year} to {year + 1}, {written[1]} for the one before.",
            "AP201",
        )
    return _part_of_year(text, year, found[2], int(found[3]), year_starts)


def _part_of_year(text: str, year: int, letter: str, number: int, year_starts: int) -> Window:
    """The quarter (letter Q) or half-year (H) with that number, of the plan's year that starts in *year*."""
    length, precision, most = (3, "quarter", 4) if letter == "Q" else (6, "half-year", 2)
    if number > most:
        raise BadValue(f"{echo(text)}: a year has {most} half-years", f"Write H1 or H2, or Q{number}.", "AP203")
    start = year * 12 + year_starts - 1 + (number - 1) * length
    return months_window(start // 12, start % 12 + 1, length, text, precision)


_DAYS = re.compile(r"([0-9]{1,3}) days?")


def parse_days(text: str, year_starts: int = 4) -> int:  # noqa: ARG001
    """A length of time in days, written `14 days`."""
    if found := _DAYS.fullmatch(text):
        return int(found[1])
    raise BadValue(f"{echo(text)} is not a number of days", "Write for example 14 days.")


def parse_month(text: str, year_starts: int = 4) -> int:  # noqa: ARG001
    """A month's number (1 to 12) from its English name."""
    if text.capitalize() in MONTHS:
        return MONTHS.index(text.capitalize()) + 1
    raise BadValue(f"{echo(text)} is not a month", "Write its English name: April.")
