"""What an import is asked for, and what holds for every import: the columns agreed on, the report told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from actionplan.checks.diagnostic import Coded, Finding
from actionplan.cli import ask, console
from actionplan.cli.again import command_line
from actionplan.cli.intake import Taken, Tracker, choices_kept, choices_said, taken_in
from actionplan.cli.intake_told import MOST, table_told, told
from actionplan.cli.writing import How, Offer, carry_out
from actionplan.domain.written import BadValue
from actionplan.plaintext import safe
from actionplan.tables.intake.against import Known
from actionplan.tables.intake.columns import Choices, parse_field
from actionplan.tables.table import Book
from actionplan.world.fresh import Site, site_at
from actionplan.world.output import write_file
from actionplan.world.workspace import CannotRun, NoPlan, find

DATA_IS_WRONG = 1
EVERYTHING = 1_000_000_000  # lines
NOTHING_NEW = "There is nothing new in it, so nothing was written."
NOT_YET = "Nothing was written yet. To write it: --apply"
BROUGHT = frozenset(("AP303", "AP304", "AP305", "AP308"))
"""Rules that a tracker breaks without anybody's doing: it has no place for evidence, or for a reason."""


class Wanted(NamedTuple):
    """An import as it was asked for."""

    trackers: tuple[Tracker, ...]
    choices: Choices
    mapping: Path | None = None
    save_mapping: Path | None = None
    plan: str | None = None
    new: str | None = None
    title: str | None = None
    agreement: str | None = None
    period: str | None = None
    is_applied: bool = False
    is_partial: bool = False
    is_told_whole: bool = False
    workspace: str | None = None
    as_at: str | None = None

    @property
    def site(self) -> Site:
        """Where a new plan is to be made."""
        return site_at(Path(self.workspace) if self.workspace else Path.cwd())

    @property
    def most(self) -> int:
        """How many lines of each kind are shown."""
        return EVERYTHING if self.is_told_whole else MOST

    @property
    def is_new(self) -> bool:
        """Whether a new plan is to be made: it is said, or there is none yet."""
        if self.new or self.plan:
            return bool(self.new)
        try:
            find(Path.cwd(), Path(self.workspace) if self.workspace else None)
        except NoPlan:
            return True
        return False


class Prepared(NamedTuple):
    """An import whose columns are agreed on: *again* takes the same files in anew, against what is known then."""

    wanted: Wanted
    books: tuple[tuple[Book, date | None], ...]
    choices: Choices

    def with_names(self, partners: Mapping[str, str]) -> Prepared:
        """The same import, where *partners* says by their keys who is meant by names."""
        return self._replace(choices=self.choices.with_more(Choices(partners=partners)))

    def again(self, known: Known, on: date) -> Taken:
        """What the trackers say, held against what is *known*."""
        return taken_in(self.books, self.choices, known, on)


def prepared(wanted: Wanted, how: How, known: Known, on: date, folder: Path | None) -> Prepared:
    """The trackers read, and how: on a terminal the columns are shown first, and corrected until they are right."""
    books = tuple((each.book, each.day) for each in wanted.trackers)
    choices = choices_kept(wanted.mapping, folder).with_more(wanted.choices)
    found = Prepared(wanted, books, choices)
    if how.asks and not how.yes:
        choices = _corrected(found, known, on)
    if wanted.save_mapping:
        write_file(wanted.save_mapping, found._replace(choices=choices).again(known, on).mapping.encode())
        console.complain(f"Written: {wanted.save_mapping}. Correct it, and give it with --mapping.")
    return found._replace(choices=choices)


def _corrected(found: Prepared, known: Known, on: date) -> Choices:
    """The choices with what was corrected, and how to say that again: what comes of it may be refused."""
    choices, corrections = found.choices, []
    while True:
        taken = found._replace(choices=choices).again(known, on)
        console.complain(columns_told(taken))
        said = ask.ask("Right? Enter; or what is not, as HEADING=FIELD", parse=partial(_correction, taken))
        if not said:
            break
        corrections.append(str(said))
        choices = choices.with_more(choices_said(corrections[-1:], None))
    if corrections:
        options = command_line(word for each in corrections for word in ("--column", each))
        console.complain(f"To have it read so without being asked: {safe(options)}")
    return choices


def _correction(taken: Taken, text: str) -> str:
    """*text*, which is empty or corrects a column that there is. Raises BadValue where it is neither."""
    if not text:
        return ""
    heading, sign, name = text.rpartition("=")
    headings = [each.heading for intake in taken.intakes for table in intake.tables for each in table.columns]
    if not sign or heading.strip().lower() not in [each.lower() for each in headings]:
        raise BadValue(f"There is no column “{heading.strip()}”", "Write its heading, =, and the field: Owner=lead.")
    parse_field(name)
    return text


def columns_told(taken: Taken) -> str:
    """What each column is taken for."""
    tables = (table for intake in taken.intakes for table in intake.tables)
    return "\n".join(safe(line) for table in tables for line in table_told(table))


def tell(wanted: Wanted, taken: Taken, found: Iterable[Coded | Finding]) -> None:
    """Put the report on stdout; of *found*, what the rules find, that which the tracker brings with it."""
    console.write(told(taken, [each.code for each in found if each.code in BROUGHT], wanted.most))


def is_stopped(wanted: Wanted, refused: int) -> bool:
    """Whether rows are refused and nobody said to go on."""
    return bool(refused and wanted.is_applied and not wanted.is_partial)


def stop_at_refused(wanted: Wanted, refused: int) -> None:
    """End the command where it is stopped by what is refused."""
    if is_stopped(wanted, refused):
        rows, them = _rows(refused)
        console.complain(f"Nothing was written: {rows} refused. Mend {them} in the file, or take the rest: --partly")
        console.leave(DATA_IS_WRONG)


def not_yet(wanted: Wanted, refused: int) -> str:
    """What is said below what is only shown: how it is written, or what keeps it from being so."""
    if not refused or wanted.is_partial:
        return NOT_YET
    rows, them = _rows(refused)
    return f"Nothing was written yet. {rows} refused: mend {them}, or take the rest with --apply --partly"


def _rows(refused: int) -> tuple[str, str]:
    return ("1 row is", "it") if refused == 1 else (f"{refused:,} rows are", "them")


def write_offered(wanted: Wanted, offer: Offer, make: Callable[[], Offer], how: How, refused: int) -> None:
    """Write what is offered, where that is wanted; *make* makes it again from the files as they are then."""
    if not offer.changes:
        console.complain(NOTHING_NEW)
    elif not wanted.is_applied:
        console.complain(not_yet(wanted, refused))
    else:
        written = carry_out(make, how, {})
        if written is not None:
            names = sorted(each.name for each in written.offer.changes.values())
            console.complain(f"Written: {', '.join(names)}")


def end(refused: int) -> None:
    """End the command, with a code of its own where rows were refused, whatever else was written."""
    if refused:
        console.leave(DATA_IS_WRONG)


def refuse(why: str, what: str) -> NoReturn:
    """Say that nothing can be done. Raises CannotRun."""
    raise CannotRun(f"{why}.\n{what}")
