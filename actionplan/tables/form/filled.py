"""A form as it came back: found again whatever was done to it, with every cell that somebody filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from actionplan.tables.form.columns import COLUMNS, NEW_COLUMNS, OPEN, OWN_SHEETS, Column, column_called
from actionplan.tables.form.identity import VERSION, Identity, Reference, identity_in, reference_in
from actionplan.tables.table import Book, Cell, Sheet, Unreadable, letters

LOOKED_AT = 100  # rows, for the one with the headings
_FEWEST = 3  # headings that make it the form's own
_OPEN_KEYS = frozenset(each.key for each in OPEN)

Cells = Mapping[str, Cell]


class Remark(NamedTuple):
    """Something to say about a form: where, what, and what to do. `id` is the commitment it is about, if it is one.

    `code` is the rule that found it, if one did. What `is_ours` is for the officer alone: no partner can mend it.
    """

    place: str
    message: str
    fix: str = ""
    id: str = ""
    code: str = ""
    is_ours: bool = False

    @property
    def text(self) -> str:
        where = f"{self.place}: " if self.place else ""
        code = f" ({self.code})" if self.code else ""
        return f"{where}{self.message}{code}.{f' {self.fix}' if self.fix else ''}"


class Line(NamedTuple):
    """One row: the commitment as it is named there, what it refers to, and its cells by the keys of their columns.

    A reference that was changed, or that is not there, is None. `places` are the numbers of the columns, from 0, also
    of those that hold nothing in this row.
    """

    id: Cell
    reference: Reference | None
    cells: Cells
    places: Mapping[str, int] = MappingProxyType({})

    @property
    def answers(self) -> dict[str, Cell]:
        """The cells that a partner fills in, where something is in them."""
        return {key: cell for key, cell in self.cells.items() if key in _OPEN_KEYS and not cell.is_blank}

    def place_of(self, key: str) -> str:
        """The address of the cell under *key*, filled in or not; of the id, where there is no such column."""
        if key not in self.places:
            return self.id.address
        return Cell(None, self.id.row, self.places[key] + 1, self.id.sheet).address


class Filled(NamedTuple):
    """A form that came back: `problems` keep it from being written, `unread` is what was there beside the form."""

    book: Book
    identity: Identity
    lines: tuple[Line, ...]
    proposals: tuple[Cells, ...]
    problems: tuple[Remark, ...]
    unread: tuple[Remark, ...]


class _Table(NamedTuple):
    """Where the headings stand, and the place of each column from 0."""

    sheet: Sheet
    row: int
    places: Mapping[str, int]


def filled_in(book: Book, kept: str | None) -> Filled:
    """The form in *book*; *kept* is what the file keeps of it as a property. Raises Unreadable where it is none."""
    table = _table(book, COLUMNS, "id")
    if table is None:
        raise Unreadable(
            f"{book.name} is no return form: there is no row with the headings Id, Status now and the others.",
            "Read the form that actionplan returns send made. For a tracker of another kind: actionplan import",
        )
    lines = tuple(_lines(table))
    identity = _identity(book, lines, kept)
    new = _table(book, NEW_COLUMNS, "title", table.sheet.name)
    proposals = tuple([each for each in _rows(new, NEW_COLUMNS) if each]) if new else ()
    return Filled(
        book,
        identity,
        tuple([each for each in lines if not each.id.is_blank or each.answers]),
        proposals,
        (*_lost_columns(table), *_wrong_lines(lines)),
        (*_beside(table, COLUMNS), *(_beside(new, NEW_COLUMNS) if new else ()), *_other_sheets(book, table, new)),
    )


def form_in(book: Book, kept: str | None) -> Identity | None:
    """Which form *book* is, by *kept* or by any cell near its beginning; None where it is none."""
    near = (cell.text for sheet in book.sheets for row in sheet.rows[:LOOKED_AT] for cell in row)
    for text in (kept or "", *near):
        reference = reference_in(text)
        found = reference.form if reference else identity_in(text)
        if found:
            return found
    return None


def _table(book: Book, columns: tuple[Column, ...], needed: str, but: str | None = None) -> _Table | None:
    """The table with most of the headings of *columns* on a sheet that can be seen."""
    found: list[tuple[int, _Table]] = []
    for sheet in book.sheets:
        if sheet.is_hidden or sheet.name == but:
            continue
        for number, row in enumerate(sheet.rows[:LOOKED_AT]):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                column = column_called(cell.text, columns) if cell.text else None
                if column is not None:
                    places.setdefault(column.key, place)
            opened = sum(1 for each in columns if each.is_open and each.key in places)
            if needed in places and opened >= _FEWEST:
                found.append((len(places), _Table(sheet, number, places)))
    return max(found, key=lambda each: each[0])[1] if found else None


def _rows(table: _Table, columns: tuple[Column, ...]) -> Iterator[dict[str, Cell]]:
    """The cells of each row below the headings that hold something, by the keys of their columns."""
    keys = [each.key for each in columns if each.key in table.places]
    for row in table.sheet.rows[table.row + 1 :]:
        cells = {key: row[table.places[key]] for key in keys if table.places[key] < len(row)}
        yield {key: cell for key, cell in cells.items() if not cell.is_blank}


def _lines(table: _Table) -> Iterator[Line]:
    for number, cells in enumerate(_rows(table, COLUMNS), table.row + 2):
        blank = Cell(None, number, table.places["id"] + 1, table.sheet.name)
        reference = reference_in(cells["reference"].text) if "reference" in cells else None
        yield Line(cells.get("id", blank), reference, cells, table.places)


def _identity(book: Book, lines: Sequence[Line], kept: str | None) -> Identity:
    """Which form it is: as the file keeps it, else as the hidden sheet or the rows do."""
    hidden = [cell.text for sheet in book.sheets if sheet.is_hidden for row in sheet.rows[:1] for cell in row]
    said = [identity_in(each) for each in (kept or "", *hidden)]
    said += [each.reference.form for each in lines if each.reference]
    known = list(dict.fromkeys([each for each in said if each is not None]))
    if not known:
        raise Unreadable(
            f"{book.name} does not say which form it is: what the form keeps unseen was changed or taken out.",
            "Send the form again with actionplan returns send, and copy the answers into it.",
        )
    if len(known) > 1:
        names = " and ".join(f"{each.plan} {each.period} {each.partner}" for each in known[:3])
        raise Unreadable(
            f"{book.name} holds rows of several forms: {names}.", "Ask for each form in a file of its own."
        )
    if known[0].version != VERSION:
        raise Unreadable(
            f"{book.name} is a form of another version ({known[0].version}), and this version reads {VERSION}.",
            "Update actionplan if the form was made by a newer version; else send it again: actionplan returns send",
        )
    return known[0]


def _lost_columns(table: _Table) -> Iterator[Remark]:
    for column in OPEN:
        if column.key not in table.places:
            where = _row_place(table)
            yield Remark(
                where, f"the column “{column.heading}” is not there any more", "Put it back, empty if need be."
            )


def _row_place(table: _Table) -> str:
    return Cell(None, table.row + 1, 1, table.sheet.name).address


def _wrong_lines(lines: Sequence[Line]) -> Iterator[Remark]:
    """Rows that cannot be told: without an id, twice, or with a reference that does not fit."""
    seen: dict[str, Line] = {}
    for line in lines:
        if not line.answers:
            continue
        name = line.id.text
        first = next(iter(line.answers.values()))
        if not name:
            yield Remark(
                first.address, "there is an answer here, and no id in its row", "Write the id of the commitment."
            )
        elif name.lower() in seen:
            other = seen[name.lower()].id.address
            yield Remark(line.id.address, f"{name} is answered twice, also at {other}", "Keep one of the rows.", name)
        elif line.reference is None:
            place = line.cells["reference"].address if "reference" in line.cells else line.id.address
            what = "was changed" if "reference" in line.cells else "was taken out"
            yield Remark(place, f"the form's reference for {name} {what}", "Copy the answer into a fresh form.", name)
        elif line.reference.id.lower() != name.lower():
            message = f"the id was changed: this row of the form was about {line.reference.id}"
            yield Remark(line.id.address, message, f"Write {line.reference.id}.", name)
        seen.setdefault(name.lower(), line)


def _beside(table: _Table, columns: tuple[Column, ...]) -> Iterator[Remark]:
    """What stands above the headings, and in columns that are not the form's."""
    own = {table.places[each.key] for each in columns if each.key in table.places}
    for row in table.sheet.rows[: table.row]:
        for cell in row:
            if not cell.is_blank:
                yield _unread(cell, "is above the headings")
    headings = table.sheet.rows[table.row]
    for row in table.sheet.rows[table.row + 1 :]:
        for place, cell in enumerate(row):
            if place not in own and not cell.is_blank:
                heading = headings[place].text if place < len(headings) else ""
                column = f"“{heading[:60]}”" if heading else letters(place + 1)
                yield _unread(cell, f"is in the column {column}, which is not the form's")


def _unread(cell: Cell, why: str) -> Remark:
    shown = cell.trouble or f"“{cell.text[:60]}”"
    return Remark(cell.address, f"{shown} {why}")


def _other_sheets(book: Book, table: _Table, new: _Table | None) -> Iterator[Remark]:
    taken = {table.sheet.name, new.sheet.name if new else "", *OWN_SHEETS}
    for sheet in book.sheets:
        if sheet.name not in taken and any(not cell.is_blank for row in sheet.rows for cell in row):
            yield Remark(sheet.name, "this sheet is not the form's, and nothing on it was read")
