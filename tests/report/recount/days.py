"""Dates and review periods by their own arithmetic: months are numbered from the year 0, periods from the plan's first."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any

Plain = dict[str, Any]

LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
PARTS = {"Q": ("quarter", 3), "H": ("half-year", 6)}


def days(first: str, last: str) -> int:
    """How many days lie from *first* to *last*."""
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def later(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def span(first: str, last: str, written: str, precision: str) -> Plain:
    return {"first": first, "last": last, "written": written, "precision": precision}


def day(text: str) -> Plain:
    return span(text, text, text, "day")


def months(begin: int, length: int, written: str, precision: str) -> Plain:
    """The window of so many months from the month with the number *begin*."""
    year, month = divmod(begin + length - 1, 12)
    end = calendar.monthrange(year, month + 1)[1]
    return span(f"{begin // 12:04}-{begin % 12 + 1:02}-01", f"{year:04}-{month + 1:02}-{end:02}", written, precision)


def window(text: str, starts: int) -> Plain:
    """What a written date stands for, in a plan whose year starts in the month *starts*."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(text)
    year = int(text[:4])
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return months(year * 12 + int(text[5:]) - 1, 1, text, "month")
    if len(text) == 4:
        return months(year * 12, 12, text, "year")
    found = re.fullmatch(r"\d{4}(?:[-/]\d\d)?(?: ?([QH])([1-4]))?", text)
    assert found, text
    begin = year * 12 + starts - 1
    if not found[1]:
        return months(begin, 12, text, "year")
    precision, length = PARTS[found[1]]
    return months(begin + (int(found[2]) - 1) * length, length, text, precision)


def number_of(text: str, plan: Plain) -> int:
    """The number of the review period that holds a day."""
    year, month, _ = map(int, text.split("-"))
    return int((year * 12 + month - plan["starts"]) // LENGTHS[plan["every"]])


def period_number(number: int, plan: Plain) -> Plain:
    """The review period with that number, under the one name that it has."""
    length = LENGTHS[plan["every"]]
    begin = number * length + plan["starts"] - 1
    year, part = divmod(begin - (plan["starts"] - 1), 12)
    years = f"{year}" if plan["starts"] == 1 else f"{year}-{(year + 1) % 100:02}"
    names = {
        "month": f"{begin // 12}-{begin % 12 + 1:02}",
        "quarter": f"{years} Q{part // 3 + 1}",
        "half-year": f"{years} H{part // 6 + 1}",
        "year": years.replace("-", "/"),
    }
    return months(begin, length, names[plan["every"]], plan["every"])


def period_of(text: str, plan: Plain) -> Plain:
    return period_number(number_of(text, plan), plan)


# In words.


def said_day(text: str) -> str:
    year, month, number = map(int, text.split("-"))
    return f"{number} {calendar.month_name[month]} {year}"


def said_month(text: str) -> str:
    return said_day(text).split(" ", 1)[1]


def said_months(first: str, last: str) -> str:
    """`October to December 2015`; a whole calendar year is its number."""
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    if first[:7] == last[:7]:
        return said_month(first)
    begins = said_month(first).split()[0] if first[:4] == last[:4] else said_month(first)
    return f"{begins} to {said_month(last)}"


def said(found: Plain) -> str:
    """A window in words."""
    if found["first"] == found["last"]:
        return said_day(found["first"])
    spoken = said_months(found["first"], found["last"])
    if found["precision"] not in ("quarter", "half-year"):
        return spoken
    written = found["written"].replace("/", "-")
    return f"{spoken} ({written[:-2].strip()} {written[-2:]})"


def said_period(found: Plain) -> str:
    """`Q2 2015 to 2016 (July to September 2015)`."""
    spoken, year = said_months(found["first"], found["last"]), int(found["written"][:4])
    if found["precision"] == "month" or re.fullmatch(r"\d{4}", spoken):
        return spoken
    is_calendar = re.fullmatch(r"\d{4}(?: .*)?", found["written"]) is not None
    years = f"{year}" if is_calendar else f"{year} to {year + 1}"
    part = "" if found["precision"] == "year" else f"{found['written'][-2:]} "
    return f"{part}{years} ({spoken})"
