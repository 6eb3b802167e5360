"""Headings in several rows, “Timescale” above “Start” and “End”: which rows they take, and one for each column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from actionplan.tables.intake.headings import BETWEEN, LONGEST_HEADING, MOST_TIERS, plain_heading
from actionplan.tables.table import Cell

Row = Sequence[Cell]
FieldOf = Callable[[str], str]
Merged = Mapping[tuple[int, int], int]
"""The last column that a merged cell reaches, by its row and its column; all from 0."""


class Span(NamedTuple):
    """A heading and the columns that it stands over, from the first to the last."""

    cell: Cell
    first: int
    last: int

    def under(self, row: Row) -> list[Cell]:
        """What stands below it in *row*."""
        return _filled(islice(row, self.first, self.last + 1))


def tiers_at(rows: Sequence[Row], at: int, merged: Merged, field_of: FieldOf) -> range:
    """The numbers of the rows that the headings take: *at*, and those above and below it that belong to them."""
    first = last = at
    while last - first < MOST_TIERS - 1 and last + 1 < len(rows) and _is_parted(rows, last, merged, field_of):
        last += 1
    while last - first < MOST_TIERS - 1 and first > 0 and _is_summed_up(rows, first, merged, field_of):
        first -= 1
    return range(first, last + 1)


def joined(rows: Sequence[Row], tiers: range, merged: Merged) -> tuple[Cell, ...]:
    """One heading for each column: what stands over it and what stands in it, the upper words first."""
    if len(tiers) == 1:
        return tuple(rows[tiers[0]])
    width = max(len(rows[at]) for at in tiers)
    spans = [_spans(rows[at], at, width, merged) for at in tiers]
    return tuple(_heading(number, spans, [rows[at] for at in tiers]) for number in range(width))


def _heading(number: int, spans: Sequence[Sequence[Span]], rows: Sequence[Row]) -> Cell:
    """The heading of the column *number*: what stands lowest in it, behind what stands over that."""
    own = [(tier, row[number]) for tier, row in enumerate(rows) if number < len(row) and not row[number].is_blank]
    if not own:
        return Cell(None, rows[-1][0].row, number + 1, rows[-1][0].sheet)
    lowest, cell = own[-1]
    over = (each for tier in spans[:lowest] for each in tier if each.first <= number <= each.last)
    return cell._replace(value=BETWEEN.join(dict.fromkeys((*(each.cell.text for each in over), cell.text))))


def _is_parted(rows: Sequence[Row], at: int, merged: Merged, field_of: FieldOf) -> bool:
    """Whether the row below *at* parts its headings, and is no row of data.

    All that is in it stands in twos and more under headings that are wider than a column; and below what is to be
    done, which each row of data says, stand headings that are known.
    """
    lower = rows[at + 1]
    spans = _spans(rows[at], at, max(len(rows[at]), len(lower)), merged)
    parted = [(each, each.under(lower)) for each in spans if len(each.under(lower)) > 1]
    cells = [cell for _, below in parted for cell in below]
    return (
        bool(cells)
        and len(cells) == len(_filled(lower))
        and all(len(each.text) <= LONGEST_HEADING for each in cells)
        and all(field_of(cell.text) for each, below in parted if field_of(each.cell.text) == "title" for cell in below)
    )


def _is_summed_up(rows: Sequence[Row], at: int, merged: Merged, field_of: FieldOf) -> bool:
    """Whether the row above *at* sums up its headings, and is no banner.

    One of its words stands over several and is known, or it tells apart headings that are the same.
    """
    upper, lower = _filled(rows[at - 1]), _filled(rows[at])
    spans = _spans(rows[at - 1], at - 1, max(len(rows[at - 1]), len(rows[at])), merged)
    wide = [each for each in spans if 1 < len(each.under(rows[at])) < len(lower)]
    if not wide or not all(map(_is_words, upper)):
        return False
    plain = [plain_heading(each.text) for each in lower]
    tells_apart = len(wide) > 1 and len(set(plain)) < len(plain)
    return tells_apart or any(field_of(each.cell.text) not in ("", "title") for each in wide)


def _is_words(cell: Cell) -> bool:
    """Whether *cell* may be a heading: no date, no number, no “Updated:” with its value beside it."""
    return isinstance(cell.value, str) and len(cell.text) <= LONGEST_HEADING and not cell.text.endswith(":")


def _spans(row: Row, at: int, width: int, merged: Merged) -> list[Span]:
    """What each heading of *row* stands over: its merged cells; where none is merged, the blanks to its right."""
    starts = [number for number, each in enumerate(row) if not each.is_blank]
    ends = [each - 1 for each in (*starts[1:], width)][: len(starts)]
    if any((at, each) in merged for each in starts):
        ends = [merged.get((at, each), each) for each in starts]
    return [Span(row[start], start, end) for start, end in zip(starts, ends, strict=True)]


def _filled(cells: Iterable[Cell]) -> list[Cell]:
    return [each for each in cells if not each.is_blank]
