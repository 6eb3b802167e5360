"""From trackers on the command line to what they say, held against a plan or against nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import typer

from actionplan.cli import console
from actionplan.cli.again import command_line
from actionplan.cli.gather import checked
from actionplan.cli.opening import cannot_run, opened
from actionplan.domain.dates import parse_day
from actionplan.domain.written import BadValue
from actionplan.importing import MAPPING, mapping_file, values_of
from actionplan.officefile import custom_property
from actionplan.tables.form.filled import form_in
from actionplan.tables.form.identity import PROPERTY
from actionplan.tables.intake.against import Known, Snapshot, Standing, stand
from actionplan.tables.intake.columns import Choices, choices_as_value, choices_from, parse_field, parse_order
from actionplan.tables.intake.growth import Day
from actionplan.tables.intake.lists import book_from, book_from_json
from actionplan.tables.intake.owners import Register
from actionplan.tables.intake.read import Doubtful, Intake, take_in
from actionplan.tables.intake.states import Words
from actionplan.tables.readers import read_book
from actionplan.tables.table import Book, Unreadable
from actionplan.world.given import read_given
from actionplan.world.workspace import CannotRun

LARGEST = 64 * 1024 * 1024  # bytes of a tracker's file


@dataclass(frozen=True)
class Tracker:
    """A file of a tracker, and the day it is as at, where somebody said so."""

    path: Path
    day: date | None = None

    @cached_property
    def book(self) -> Book:
        """Its tables; raises CannotRun where they cannot be read."""
        return _book_at(self.path)


class Taken(NamedTuple):
    """What trackers said, and how it stands against what was known."""

    snapshots: tuple[Snapshot, ...]
    standing: Standing
    register: Register
    choices: Choices

    @property
    def intakes(self) -> tuple[Intake, ...]:
        return tuple(each.intake for each in self.snapshots)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the last of the trackers."""
        return tuple(column.heading for table in self.intakes[-1].tables for column in table.columns)

    @property
    def refused(self) -> int:
        return sum(len(each.account.refused) for each in self.intakes)

    @property
    def mapping(self) -> str:
        """The file that keeps how the last of the trackers was read, for the next one."""
        columns = [column for table in self.intakes[-1].tables for column in table.columns]
        return mapping_file(choices_as_value(self.choices, tuple(columns)))


def trackers_of(files: Sequence[str], option: str = "FILE") -> tuple[Tracker, ...]:
    """Each file with its day: `a.xlsx@2015-06-30` is a.xlsx as it was on that day."""
    return tuple(_tracker(each, option) for each in files)


def refuse_undated(trackers: Sequence[Tracker], option: str = "FILE") -> None:
    """Of several trackers nobody could say which is the later one, unless each has its day."""
    undated = [each for each in trackers if each.day is None]
    if undated and len(trackers) > 1:
        message = f"several trackers each need their day. Write {undated[0].path}@2015-06-30"
        raise typer.BadParameter(message, param_hint=option)


def _tracker(text: str, option: str) -> Tracker:
    name, sign, day = text.rpartition("@")
    if not sign or Path(text).exists():
        return Tracker(Path(text))
    return Tracker(Path(name), checked(option, parse_day, day))


def _book_at(path: Path) -> Book:
    ending = path.suffix.lower()
    read = book_from_json if ending == ".json" else _book_from_yaml if ending in (".yaml", ".yml") else read_book
    data = read_given(path, LARGEST)
    book = opened(path.name, data, read)
    _refuse_ours(path, data, book)
    return book


def _refuse_ours(path: Path, data: bytes, book: Book) -> None:
    """A form and a report are made of a plan, and no tracker to take into one. Raises CannotRun."""
    from actionplan.report.renderers.xlsx import seal_of

    form = form_in(book, custom_property(data, PROPERTY))
    if form:
        returns_read = ("actionplan", "returns", "read", str(path))
        raise CannotRun(
            f"{path.name} is a return form of {form.partner} ({form.plan}, {form.period}), and no tracker.\n"
            f"Read it with: {command_line(returns_read)}"
        )
    if seal_of(data):
        raise CannotRun(
            f"{path.name} is a report made of a plan, and no tracker.\n"
            "For a file to edit and import again: actionplan export -o plan.xlsx"
        )


def _book_from_yaml(name: str, data: bytes) -> Book:
    return book_from(name, values_of(name, data))


def choices_said(columns: Sequence[str], dates: str | None) -> Choices:
    """The choices of the command line: `HEADING=FIELD`, and which comes first in a date."""
    pairs = [each.rpartition("=") for each in columns]
    for heading, sign, _ in pairs:
        if not sign or not heading.strip():
            raise typer.BadParameter("write HEADING=FIELD: “Owner=lead”", param_hint="--column")
    chosen = {heading.strip(): checked("--column", parse_field, name) for heading, _, name in pairs}
    return Choices(columns=chosen, dates=checked("--dates", parse_order, dates))


def choices_kept(path: Path | None, plan: Path | None) -> Choices:
    """The choices of the mapping at *path*; without one, those that the plan in the folder *plan* keeps."""
    kept = plan / MAPPING if plan else None
    if path is None:
        path = kept if kept and kept.is_file() else None
    if path is None:
        return Choices()
    try:
        return choices_from(values_of(path.name, read_given(path)))
    except BadValue as bad:
        raise CannotRun(f"{path}: {bad.message}.\n{bad.fix}") from None


def taken_in(books: Sequence[tuple[Book, date | None]], choices: Choices, known: Known, on: date) -> Taken:
    """What *books* say, each as at its day (*on* where none is said), held against what is *known*."""
    words = Words(known.words, choices.status_map)
    register = Register(known.partners, choices.partners)
    snapshots = []
    for book, day in books:
        intake = _intake(book, choices, words, register)
        said = intake.day if intake.day and intake.day <= on else None
        snapshots.append(Snapshot(intake, Day(day or said or on, bool(day or said), known.year_starts)))
    themes = {title: key for key, title in known.themes.items()}
    standing = Standing(known.commitments, known.taken, themes)
    return Taken(tuple(snapshots), stand(standing, snapshots), register, choices)


def _intake(book: Book, choices: Choices, words: Words, register: Register) -> Intake:
    rows = sum(len(each.rows) for each in book.sheets)
    show = console.progress("Reading row", rows)
    try:
        return take_in(book, choices, words, register, show)
    except Unreadable as why:
        raise cannot_run(why) from None
    except Doubtful as doubtful:
        seen = ", ".join(f"{each.address} “{each.message}”" for each in doubtful.seen)
        raise CannotRun(
            f"{book.name}: in the column “{doubtful.heading}” {doubtful.why}: {seen}.\n"
            "Say which it is: --dates day-first, or --dates month-first."
        ) from None
    finally:
        show(rows)
