"""Tables to files of every format, each in a module of its own that is imported only when it is asked for.

A module has `write(lent, about) -> bytes`, the whole in one file; csv, a file for each table, has `write_table`.
"""

from __future__ import annotations

from typing import NamedTuple

# Each format, and the endings of the files that are written in it.
FORMATS: dict[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "ods": (".ods",),
    "json": (".json",),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
ONE_EACH = "csv"  # a file for each table
SHEETS = ("xlsx", "ods")  # of these, tables without rows are left out


class CannotLend(Exception):  # noqa: N818  # a circumstance, not an error of ours
    """A format that cannot hold what it is to hold: which, and what to do instead."""


class About(NamedTuple):
    """What an export says of itself: its title, and the version that made it."""

    title: str
    version: str


EXPORT = "actionplan.export"  # what marks a file as ours, and under which an office file keeps its form
FORM = 1  # of the tables: another number when an importer would have to know of a change
