"""What a spreadsheet holds, and what a plan's tables would need of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.officefile import units
from actionplan.tables.lending import Item, Lent, Table
from actionplan.tables.several import one_cell
from actionplan.tables.writers import CannotLend

LONGEST_CELL = 32_767  # of Excel, in UTF-16 units
MOST_ROWS = 1_048_576  # of Excel and LibreOffice, the header among them
ELSEWHERE = "Export it as csv, json or sqlite, which hold it."

_NARROWEST, _WIDEST = 8, 50
MOST_LINES = 12
YES, NO = "yes", "no"  # LibreOffice makes a formula of a truth value
_SAMPLE = 200  # rows looked at for the width of a column


def refuse_what_does_not_fit(lent: Lent) -> None:
    """Raises CannotLend where a table has more rows, or a cell more text, than a spreadsheet holds."""
    for table in lent.with_rows:
        if len(table.rows) >= MOST_ROWS:
            rows = f"{len(table.rows):,} rows, and a sheet holds {MOST_ROWS - 1:,}"
            raise CannotLend(f"The table {table.name} has {rows}.\n{ELSEWHERE}")
        for row in table.rows:
            for column, item in zip(table.columns, row, strict=True):
                _refuse(shown(item), table, column.name, row)


def _refuse(text: str, table: Table, column: str, row: tuple[Item, ...]) -> None:
    if len(text) * 2 > LONGEST_CELL and units(text) > LONGEST_CELL:
        said = f"{units(text):,} characters, and a cell of a spreadsheet holds {LONGEST_CELL:,}"
        raise CannotLend(f"{_where(table, column, row)} has {said}.\n{ELSEWHERE}")
    if not text.isprintable() and any(_cannot_stand_in_xml(each) for each in text):
        said = "a control character, which no spreadsheet holds"
        raise CannotLend(f"{_where(table, column, row)} has {said}.\nTake it out of the plan: actionplan validate")


def _where(table: Table, column: str, row: tuple[Item, ...]) -> str:
    own = [str(row[place]) for place, each in enumerate(table.columns) if each.name in table.shape.key]
    return f"The table {table.name}, in the row {'/'.join(own)}, column {column},"


def _cannot_stand_in_xml(sign: str) -> bool:
    code = ord(sign)
    return (code < 32 and sign not in "\t\n") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)  # noqa: PLR2004  # as XML 1.0 has it; a carriage return does not come back


def shown(item: Item) -> str:
    """*item* as words."""
    match item:
        case None:
            return ""
        case str():
            return item
        case tuple():
            return one_cell(item)
        case bool():
            return YES if item else NO
        case _:
            return str(item)


def lines_in(row: Sequence[Item], across: Sequence[int]) -> int:
    """How many lines are shown of *row* in columns of the widths *across*, in characters: those of its highest cell.

    No more than twelve: a longer text is seen whole when its cell is looked at.
    """
    highest = max(_lines(shown(item), width - 1) for item, width in zip(row, across, strict=True))
    return min(highest, MOST_LINES)


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(1 + max(len(each) - 1, 0) // width for each in text.split("\n"))


def widths(table: Table) -> Iterator[int]:
    """How wide each column should be, in characters."""
    for place, column in enumerate(table.columns):
        longest = max((len(shown(row[place])) for row in table.rows[:_SAMPLE]), default=0)
        yield max(_NARROWEST, len(column.name) + 3, min(longest + 2, _WIDEST))
