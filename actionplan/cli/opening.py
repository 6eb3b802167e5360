"""A file with tables that was given to a command, opened: a person who waits sees that it is read."""

from __future__ import annotations

from collections.abc import Callable

from actionplan.cli import console
from actionplan.plaintext import one_line
from actionplan.tables.readers import read_book
from actionplan.tables.table import Book, Unreadable
from actionplan.world.workspace import CannotRun


def opened(name: str, data: bytes, read: Callable[[str, bytes], Book] = read_book) -> Book:
    """The tables of the file *data*, which is spoken of as *name*. Raises CannotRun where it cannot be read."""
    with console.busy(f"Reading {one_line(name)}", len(data)):
        try:
            return read(name, data)
        except Unreadable as why:
            raise cannot_run(why) from None


def cannot_run(why: Unreadable) -> CannotRun:
    """What is said of a file that cannot be read."""
    return CannotRun(f"{why.message.rstrip('.')}.\n{why.remedy}")
