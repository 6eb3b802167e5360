"""A tracker's file to commitments in the making: its tables found, its columns told, its rows read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from actionplan.tables.intake.account import Account, Remark
from actionplan.tables.intake.columns import Choices, Column, columns_of
from actionplan.tables.intake.days import Order, Undecided, day_said, order_of
from actionplan.tables.intake.drafts import Draft, Reading, by_field, draft_of, kept_columns, text_columns
from actionplan.tables.intake.grids import Grid, Line, grid_of
from actionplan.tables.intake.judged import Judge
from actionplan.tables.intake.owners import Register, bare_name, pieces
from actionplan.tables.intake.settle import Made, settle
from actionplan.tables.intake.states import Words, are_fractions
from actionplan.tables.intake.tidied import one_line
from actionplan.tables.table import Book, Sheet, Unreadable

GROUP = "rows that only head a group of others"
REPEATED = "rows that repeat the headings"
SUMMED_UP = "rows that only sum up others"
_DATES = ("due", "updated", "agreed")
_SUM = re.compile(
    r"(?:(?:grand|sub|overall)[ -]?)?totals?(?: (?:number|no\.?))?(?: of)?"
    r"(?: (?:all )?(?:actions|commitments|items|rows))?\s*[:=]?\s*[0-9.,]*",
    re.IGNORECASE,
)
_BEGINS = ("theme", "priority", "section", "objective", "workstream", "work package", "aim ", "strand", "part ")


class Found(NamedTuple):
    """One table of a tracker, and what each of its columns stands for."""

    grid: Grid
    columns: tuple[Column, ...]


class Intake(NamedTuple):
    """What a tracker's file says. `passed` are its sheets without a table, and those that are hidden.

    `day` is the one that it says above its tables.
    """

    name: str
    tables: tuple[Found, ...]
    made: tuple[Made, ...]
    account: Account
    passed: tuple[str, ...] = ()
    day: date | None = None


class Doubtful(Exception):  # noqa: N818  # an answer about somebody's file
    """A column of dates that can be read two ways: its heading, and what makes it so."""

    def __init__(self, heading: str, why: str, seen: tuple[Remark, ...]) -> None:
        super().__init__(f"{heading}: {why}")
        self.heading = heading
        self.why = why
        self.seen = seen


def tables_of(book: Book, choices: Choices, words: Words) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The tables of *book* with their columns, and its sheets without one. Raises Unreadable where there is none."""
    grids = [(sheet, None if sheet.is_hidden else grid_of(sheet, choices.by_heading)) for sheet in book.sheets]
    found = [Found(grid, columns_of(grid, choices, words)) for _, grid in grids if grid]
    whole = tuple(each for each in found if any(column.field == "title" for column in each.columns))
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable(
            f"{book.name} is empty: nothing stands in its cells", "Ask for it again, or name another file."
        )
    if not whole:
        if book.is_misnamed:
            raise Unreadable(f"{book.name} is plain text and no workbook, and no table either", "Ask for it again.")
        message = f"{book.name} has no row of headings that is understood: none says what is to be done"
        remedy = "Give one of its columns the heading “Commitment” or “Action”, and one “Lead”, “Due” or “Status”."
        raise Unreadable(message, remedy)
    return whole, tuple(_passed(sheet) for sheet, grid in grids if grid is None and sheet.rows)


def _passed(sheet: Sheet) -> str:
    return f"{sheet.name} (hidden)" if sheet.is_hidden else sheet.name


def _unheard(done: int) -> None:
    """Nothing: nobody watches how far the reading is."""


def take_in(
    book: Book, choices: Choices, words: Words, register: Register, show: Callable[[int], None] = _unheard
) -> Intake:
    """What the rows of *book* say; *show* is told how many are read.

    Raises Unreadable where it holds no tracker, Doubtful where its dates can be read two ways.
    """
    tables, passed = tables_of(book, choices, words)
    account = Account()
    drafts: list[Draft] = []
    for found in tables:
        for draft in _drafts(found, book, choices, words, register, account):
            drafts.append(draft)
            show(len(drafts))
    day = day_said(chain.from_iterable(each.grid.above for each in tables), choices.dates)
    return Intake(book.name, tables, settle(drafts, account), account, passed, day)


def _drafts(
    found: Found, book: Book, choices: Choices, words: Words, register: Register, account: Account
) -> Iterator[Draft]:
    columns = by_field(found.columns)
    lines = tuple(_counted(found.grid, account))
    register.hear(_names(lines, columns))
    reading = Reading(
        *(columns, text_columns(found.columns), kept_columns(found.columns), words, register),
        *(_orders(found, choices), book.day_zero, Judge(words, is_fraction=_is_fraction(found)), account),
    )
    theme = found.grid.sheet if _is_theme(book, found) else ""
    for line in lines:
        group = _group(line, columns, len(found.columns))
        if _sums_up(line, columns):
            account.merged[SUMMED_UP] += 1
        elif group:
            theme = group
            account.merged[GROUP] += 1
        else:
            draft = draft_of(line, reading)
            yield draft._replace(theme=theme) if theme and not draft.theme else draft


def _is_theme(book: Book, found: Found) -> bool:
    """Whether a sheet's name says more than that it is one: there are several tables."""
    return len(book.sheets) > 1 and not found.grid.sheet.lower().startswith(
        ("sheet", "tracker", "action", "plan", "data")
    )


def _counted(grid: Grid, account: Account) -> Iterator[Line]:
    """The rows of *grid*, counted as read; those that repeat the headings are merged into them."""
    tiers = [{each.column: each.text.lower() for each in row if each.text} for row in grid.tiers]
    words = {each.text for row in grid.tiers for each in row if each.text}.union(*(each.values() for each in tiers))
    for line in grid.lines:
        account.read += 1
        is_other = grid.is_turned or words.isdisjoint(line.texts)
        like = [] if is_other else [each for each in line.cells if each.text in words]
        same = max(sum(each.text.lower() == row.get(each.column) for each in like) for row in tiers) if like else 0
        if same > 1 and same >= sum(not each.is_blank for each in line.cells) / 2:
            account.merged[REPEATED] += 1
        else:
            yield line


def _sums_up(line: Line, columns: Mapping[str, Column]) -> bool:
    """Whether a row is only “Total” or “Total actions: 39”, under the titles or before them, and nobody leads it."""
    title = line.cell(columns["title"].number)
    leads = [line.cell(columns[name].number) for name in ("lead", "with") if name in columns]
    spoken = title or line.first
    return not any(leads) and _SUM.fullmatch(one_line(spoken.text)) is not None


def _group(line: Line, columns: Mapping[str, Column], width: int) -> str:
    """The words of a row that only heads a group; empty where it is a row of its own."""
    if width < 3 or "theme" in columns:  # noqa: PLR2004  # columns
        return ""
    filled = [each for each in line.cells if not each.is_blank]
    if len(filled) > 1 or not isinstance(filled[0].value, str):
        return ""
    if all(line.cell(number) is None for number in range(columns["title"].number + 1)):
        return ""
    text = one_line(filled[0].text)
    is_title = line.cell(columns["title"].number) is not None
    if is_title and not text.lower().startswith(_BEGINS) and not (text.isupper() and len(text) > 3):  # noqa: PLR2004  # letters
        return ""
    return text


def _names(lines: tuple[Line, ...], columns: Mapping[str, Column]) -> Iterator[str]:
    """The names that stand alone between strong signs: they are known wherever they stand with others."""
    numbers = [columns[name].number for name in ("lead", "with") if name in columns]
    texts = dict.fromkeys(line.texts[number] for line in lines for number in numbers if number < len(line.texts))
    return (bare_name(each) for each in chain.from_iterable(map(pieces, texts)))


def _orders(found: Found, choices: Choices) -> dict[int, Order | None]:
    """Which way round the dates of each column are, as chosen, else by the evidence. Raises Doubtful."""
    orders: dict[int, Order | None] = {}
    for column in found.columns:
        if column.field in _DATES:
            cells = (cell for line in found.grid.lines if (cell := line.cell(column.number)))
            try:
                orders[column.number] = choices.dates or order_of(cells)
            except Undecided as undecided:
                seen = tuple(Remark(each.address, one_line(each.text)) for each in undecided.cells)
                raise Doubtful(column.heading, undecided.why, seen) from None
    return orders


def _is_fraction(found: Found) -> bool:
    number = next((each.number for each in found.columns if each.field == "progress"), None)
    return number is not None and are_fractions(cell for line in found.grid.lines if (cell := line.cell(number)))
