"""Rows of a tracker to what they say of one commitment, in the plan's words, with the tracker's own kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from actionplan.domain.types import KEY_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.columns import Column
from actionplan.tables.intake.days import Order, read_date
from actionplan.tables.intake.grids import Line
from actionplan.tables.intake.headings import KEPT
from actionplan.tables.intake.judged import Judge
from actionplan.tables.intake.owners import Register
from actionplan.tables.intake.states import LATER, NOTHING_SAID, Words
from actionplan.tables.intake.tidied import is_tidy, one_line, tidy, unbroken
from actionplan.tables.readers.cells import NEVER_WORKED_OUT
from actionplan.tables.table import Cell

_NO_DATE = NOTHING_SAID - LATER
ONGOING = frozenset(("ongoing", "on-going", "on going", "continuous", "continuing"))
_TEXTS = ("title", "lead", "with", "evidence", "note", "next", "reason", "by", "id", "theme")
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Says(NamedTuple):
    """What a row says of how a commitment stands. `words` are the tracker's own, where they were interpreted."""

    date: str = ""
    date_printed: str = ""
    status: str | None = None
    confidence: str | None = None
    note: str = ""
    next: str = ""
    reason: str = ""
    evidence: str = ""
    url: str = ""
    by: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_something(self) -> bool:
        return any((self.status, self.confidence, self.note, self.next, self.evidence, self.url, self.words))


class Draft(NamedTuple):
    """What one row says of a commitment. `at` is the cell it is spoken of by; `number` the id as it is printed."""

    at: Cell
    number: str
    title: str
    lead: str
    supporting: tuple[str, ...]
    theme: str
    due: str
    due_printed: str
    kind: str
    agreed: str
    says: Says
    note: str
    source: Mapping[str, str]


class Reading(NamedTuple):
    """How the rows of one table are read: its columns by field, and what was decided about them.

    `texts` are the columns of fields that are taken as text, whatever is in them, and `kept` those kept as they are:
    under which name, and their numbers.
    """

    by_field: Mapping[str, Column]
    texts: Sequence[tuple[str, int]]
    kept: Sequence[tuple[str, int]]
    words: Words
    register: Register
    orders: Mapping[int, Order | None]
    day_zero: date
    judge: Judge
    account: Account


class _Row(NamedTuple):
    """A row that is being read: its cells, what is in those of fields that are text, tidy, and how it is read."""

    line: Line
    texts: Mapping[str, str]
    reading: Reading

    def cell(self, name: str) -> Cell | None:
        """The cell of that field, None where it is blank."""
        column = self.reading.by_field.get(name)
        return None if column is None else self.line.cell(column.number)

    def text(self, name: str) -> str:
        """What is in the cell of that field."""
        return self.texts.get(name, "")


def draft_of(line: Line, reading: Reading) -> Draft:
    """What *line* says, with its doubts on the account. Its title may be empty."""
    texts = line.texts if is_tidy("".join(line.texts)) else tuple(map(tidy, line.texts))  # all at once: most rows are
    row = _Row(line, _named(line, texts, reading.texts, reading.account), reading)
    title, rest = _title(row)
    lead, supporting, printed = _owners(row)
    due, due_printed, kind = _due(row)
    source = _named(line, texts, reading.kept, reading.account) | printed
    says = _says(row, source)
    agreed = _date(row, "agreed", source)
    number, theme = unbroken(row.text("id")), unbroken(row.text("theme"))[:TITLE_LENGTH].strip()
    at = row.cell("title") or line.first
    return Draft(
        at, number, title, lead, supporting, theme, due, due_printed, kind, agreed[0], says, rest, _short(source)
    )


def _named(line: Line, texts: Sequence[str], columns: Iterable[tuple[str, int]], account: Account) -> dict[str, str]:
    """Those of *texts*, all of *line*, that are in *columns*, by their names; what could not be had is a doubt."""
    named = {}
    for name, number in columns:
        if number >= len(texts):
            continue
        if texts[number]:
            named[name] = texts[number]
        elif (cell := line.cells[number]).trouble:
            account.doubt(cell, _not_had(cell, "it is left out"))
    return named


@cache
def _key(heading: str) -> str:
    return one_line(heading)[:KEY_LENGTH].strip()


def _short(source: Mapping[str, str]) -> Mapping[str, str]:
    return {key: text[:NOTE_LENGTH] for key, text in source.items() if text}


def _title(row: _Row) -> tuple[str, str]:
    """The title, and where it does not fit in one the whole of it."""
    whole = row.text("title")
    title = " ".join(whole.split())
    if len(title) <= TITLE_LENGTH:
        return title, ""
    cut = title[: TITLE_LENGTH - 1].rpartition(" ")[0] or title[: TITLE_LENGTH - 1]
    cell = row.cell("title") or row.line.first
    message = f"the title is longer than {TITLE_LENGTH} characters: it is cut, and whole in the note"
    row.reading.account.doubt(cell, message)
    return f"{cut}…", whole[:NOTE_LENGTH]


def _owners(row: _Row) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """The keys of who leads and who supports, and the printed words where they were parted."""
    register = row.reading.register
    printed, more = row.text("lead"), row.text("with")
    owners, others = register.owners(printed), register.owners(more)
    lead = register.key_of(owners.lead)
    names = [*owners.supporting, *([others.lead] if others.lead else []), *others.supporting]
    keys = tuple(dict.fromkeys([key for each in names if (key := register.key_of(each)) != lead]))
    kept = {
        _key(row.reading.by_field[name].heading): text
        for name, text, is_parted in (("lead", printed, owners.supporting), ("with", more, others.supporting))
        if is_parted
    }
    return lead, keys, kept


def _due(row: _Row) -> tuple[str, str, str]:
    """The due date, its printed words, and the kind of commitment that they tell."""
    cell, reading = row.cell("due"), row.reading
    if cell is None:
        return "", "", "deliverable"
    found = read_date(cell, reading.orders.get(reading.by_field["due"].number), reading.day_zero)
    if found is not None:
        return found.text, found.printed if isinstance(cell.value, str) else "", "deliverable"
    if cell.trouble:
        reading.account.doubt(cell, _not_had(cell, "there is no due date"))
        return "", "", "deliverable"
    if cell.text.lower() in _NO_DATE:
        return "", "", "deliverable"
    if cell.text.lower() in ONGOING:
        return "", one_line(cell.text), "ongoing"
    reading.account.doubt(
        cell, f"“{one_line(cell.text)[:60]}” is no date that is certain: kept as printed, without a date"
    )
    return "", one_line(cell.text)[:TITLE_LENGTH], "deliverable"


def _date(row: _Row, name: str, source: dict[str, str]) -> tuple[str, str]:
    """The date of that field and its printed words; what is no date is kept as it is."""
    cell, reading = row.cell(name), row.reading
    if cell is None:
        return "", ""
    column = reading.by_field[name]
    found = read_date(cell, reading.orders.get(column.number), reading.day_zero)
    if found is not None:
        return found.text, found.printed
    if cell.trouble:
        reading.account.doubt(cell, _not_had(cell, "there is no date"))
        return "", ""
    if cell.text.lower() in NOTHING_SAID:
        source |= _put_off({name: cell}, reading)
        return "", ""
    reading.account.doubt(cell, f"“{one_line(cell.text)[:60]}” is no date that is certain: kept under source")
    source[_key(column.heading)] = tidy(cell.text)
    return "", ""


def _says(row: _Row, source: dict[str, str]) -> Says:
    reading = row.reading
    cells = {name: cell for name in ("progress", "status", "confidence") if (cell := row.cell(name))}
    status, confidence, words, unknown, silent = reading.judge.of(cells)
    for name in unknown:
        _not_understood(cells[name], name, reading, source)
    if silent:
        source |= _put_off({name: cells[name] for name in silent}, reading)
    if status is not None and not reading.words.vocabulary.status(status).is_open:
        confidence = None
    when, printed = _date(row, "updated", source)
    evidence = row.text("evidence")
    link = _LINK.search(evidence)
    title = one_line(evidence.replace(link[0], "") if link else evidence).strip(" -:–()")[:TITLE_LENGTH]
    return Says(
        *(when, printed, status, confidence, row.text("note")[:NOTE_LENGTH]),
        *(row.text("next"), _reason(row, source), title),
        *(link[0] if link else "", unbroken(row.text("by"))[:TITLE_LENGTH], words),
    )


def _put_off(cells: Mapping[str, Cell], reading: Reading) -> dict[str, str]:
    """What is kept of *cells*, by their fields, that say it is to be said: “tbc”."""
    said = {name: text for name, cell in cells.items() if (text := cell.text).lower() in LATER}
    return {_key(reading.by_field[name].heading): text for name, text in said.items()}


def _not_understood(cell: Cell, name: str, reading: Reading, source: dict[str, str]) -> None:
    if cell.trouble:
        reading.account.doubt(cell, _not_had(cell, "it is left out"))
        return
    source[_key(reading.by_field[name].heading)] = tidy(cell.text)
    said = f"“{one_line(cell.text)[:60]}” is no {name} that is known: kept under source"
    hint = "" if name == "progress" else "; status_map in the mapping can say what it is"
    reading.account.doubt(cell, f"{said}{hint}")


def _not_had(cell: Cell, so: str) -> str:
    """Why nothing could be had from *cell*, and what to do, or what became of it."""
    again = "open the file in the program it was made with, save it, and read it again"
    return f"{cell.trouble}: {again}" if cell.trouble == NEVER_WORKED_OUT else f"{cell.trouble}, so {so}"


def _reason(row: _Row, source: dict[str, str]) -> str:
    """The reason's code; other words are kept as they are."""
    text = row.text("reason")
    found = next((code for code in row.reading.words.vocabulary.reasons if code == text.lower()), "")
    if text and not found:
        source[_key(row.reading.by_field["reason"].heading)] = text
    return found


def kept_columns(columns: tuple[Column, ...]) -> tuple[tuple[str, int], ...]:
    """Those of *columns* that are kept as they are: the key that each is kept under, and its number."""
    return tuple([(_key(each.heading), each.number) for each in columns if each.field == KEPT])


def text_columns(columns: tuple[Column, ...]) -> tuple[tuple[str, int], ...]:
    """Those of *columns* that stand for a field that is text: the field of each, and its number."""
    fields = by_field(columns)
    return tuple([(each, fields[each].number) for each in _TEXTS if each in fields])


def by_field(columns: tuple[Column, ...]) -> dict[str, Any]:
    """The column of each field; of two for one field the first."""
    return {each.field: each for each in reversed(columns) if each.field != KEPT}
