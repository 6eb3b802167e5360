"""The report as an Excel workbook: a summary, and each table on a sheet of its own to be sorted, filtered and added up.

What stands in a column is always of one kind, so a date of which only the month is known is written in words, and
beside it stands the last day it may mean, as a true date.
"""

from __future__ import annotations

from actionplan.officefile import contents, custom_property
from actionplan.report.model import RenderOptions, Report
from actionplan.report.renderers.xlsx.book import SEAL, book_of
from actionplan.report.renderers.xlsx.sheets import sheets_of

__all__ = ["comparable", "render", "seal_of"]


def render(report: Report, options: RenderOptions) -> bytes:  # noqa: ARG001  # every renderer takes them
    """The report as an .xlsx file. A table with more rows than a sheet holds raises CannotRender."""
    return book_of(report, tuple(sheets_of(report)))


def seal_of(data: bytes) -> str | None:
    """The seal of a report that `render` gave; None where there is none. Never raises."""
    return custom_property(data, SEAL)


def comparable(data: bytes) -> object:
    """What two files of the same report share, wherever they were made."""
    return contents(data)
