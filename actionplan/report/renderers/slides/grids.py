"""Tables as they fit on slides: which columns, how wide, how many rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from actionplan.report.model import Cell, Column, Figures, Inferred, Missing, Row, Status, Table
from actionplan.report.renderers.slides.measure import LINE, Box, lines_of, plain, shortened, width_of
from actionplan.report.renderers.slides.script import Entry, Grid
from actionplan.report.words import figure_said, figures_shown, said, without_idle_columns

PAD, RISE = 7.2, 3.5  # points beside and above the letters of a cell
_SIZES, _SMALLER, _MANY = (16.0, 14.0, 12.0), (14.0, 12.0, 11.0), 7  # of letters, the largest that fits
_SPARE = 0.5  # of a point: sums of widths are not exact
_MOST_LINES = 3
_LONGEST_WORD = 9  # times the size of its letters: a longer word may be broken
_WIDEST = 260  # points that a column can use

# What a meeting has to see of a table; the rest is in the notes. Those of other tables: the first of theirs.
_SHOWN = {
    "extensions": ("id", "title", "lead", "due", "revised_due", "to", "slips", "reason"),
    "failed_conditions": ("id", "title", "lead", "condition", "since", "status"),
    "confidence": ("id", "title", "lead", "confidence", "reason", "next"),
    "overdue": ("id", "title", "lead", "status", "due", "days_late", "revised_due", "days_late_revised"),
    "due": ("id", "title", "part", "lead", "due", "status", "confidence"),
}
_MOST_COLUMNS = 6


class Pages(NamedTuple):
    """A table in grids of one slide each, the notes for each, and how many rows none of them shows."""

    grids: tuple[Grid, ...]
    notes: tuple[tuple[str, ...], ...]
    left_out: int


def pages_of(table: Table, width: float, height: float, most: int) -> Pages:
    """*table* on at most so many slides of that size."""
    table = without_idle_columns(table)
    is_shown = [each.id in _shown(table) for each in table.columns]
    columns = tuple(compress(table.columns, is_shown))
    sizes = _SIZES if len(columns) <= _MANY else _SMALLER
    # No more rows than slides can hold are measured: a line and its padding is the least each takes.
    holds = int(most * height / (sizes[-1] * LINE + 2 * RISE))
    cells = [tuple(map(_entry, compress(each.cells, is_shown))) for each in table.rows[:holds]]
    headings = tuple(plain(each.heading) for each in columns)
    made = _largest(table.caption, headings, cells, Box(0, 0, width, height), sizes)
    parts = list(parted(made, height))[:most]
    notes, start = [], 0
    for each in parts:
        rows = table.rows[start : start + len(each.rows)]
        notes.append(tuple(_notes(table.columns, is_shown, rows, each)))
        start += len(each.rows)
    return Pages(tuple(parts), tuple(notes), len(table.rows) - start)


def _largest(
    caption: str, headings: tuple[str, ...], cells: Sequence[tuple[Entry, ...]], room: Box, sizes: Sequence[float]
) -> Grid:
    """A grid of the largest letters in which all of it is on one slide, else of the smallest."""
    for size in sizes[:-1]:
        if (len(cells) + 1) * (size * LINE + 2 * RISE) <= room.height:
            made = _grid(caption, headings, cells, room.width, size)
            if _is_tight(made):
                continue
            if height_of(made) <= room.height and not any(each.full for row in made.rows for each in row):
                return made
    return _grid(caption, headings, cells, room.width, sizes[-1])


def _is_tight(grid: Grid) -> bool:
    """Whether a column is narrower than its words."""
    columns = [
        _column(heading, [row[place].text for row in grid.rows], grid.size)
        for place, heading in enumerate(grid.headings)
    ]
    return any(width < each.least - _SPARE for each, width in zip(columns, grid.widths, strict=True))


def _shown(table: Table) -> Sequence[str]:
    return _SHOWN.get(table.id) or [each.id for each in table.columns[:_MOST_COLUMNS]]


def figures_grid(figures: Figures, width: float, size: float) -> tuple[Grid, str]:
    """The figures worth a line as a grid under their caption, and what is said of the others."""
    headings, shown, empty = figures_shown(figures)
    cells = [(Entry(plain(each.word.label), each.word.tone), *map(Entry, figure_said(each)[1:])) for each in shown]
    return _grid(figures.caption, (plain(figures.caption), *headings[1:]), cells, width, size), plain(empty)


def height_of(grid: Grid) -> float:
    return sum(grid.heights)


def _entry(cell: Cell) -> Entry:
    text = plain(said(cell))
    match cell:
        case Status(tone=tone) | Inferred(Status(tone=tone)):
            return Entry(text, tone)
        case _:
            return Entry(text)


def _grid(
    caption: str, headings: tuple[str, ...], cells: Sequence[tuple[Entry, ...]], width: float, size: float
) -> Grid:
    widths = _widths(headings, cells, width, size)
    rows = tuple(tuple(_shortened(each, room, size) for each, room in zip(row, widths, strict=True)) for row in cells)
    heights = [_height([(each, True) for each in headings], widths, size)]
    heights += [_height([(each.text, bool(each.tone)) for each in row], widths, size) for row in rows]
    return Grid(plain(caption), headings, rows, tuple(widths), tuple(heights), size)


def _shortened(entry: Entry, width: float, size: float) -> Entry:
    text = shortened(entry.text, width - 2 * PAD, size, _MOST_LINES)
    return entry if text == entry.text else Entry(text, entry.tone, entry.text)


def _height(texts: Sequence[tuple[str, bool]], widths: Sequence[float], size: float) -> float:
    """How high a row is: as its highest cell. Bold letters are measured as larger ones."""
    lines = [
        sum(1 for _ in lines_of(text, width - 2 * PAD, size * (1.08 if is_bold else 1)))
        for (text, is_bold), width in zip(texts, widths, strict=True)
    ]
    return max(lines, default=1) * size * LINE + 2 * RISE


def _widths(headings: tuple[str, ...], cells: Sequence[tuple[Entry, ...]], width: float, size: float) -> list[float]:
    """What each column gets of *width*: what its longest word needs, then by how much more its texts ask for."""
    columns = [_column(heading, [row[place].text for row in cells], size) for place, heading in enumerate(headings)]
    least, most = sum(each.least for each in columns), sum(each.most for each in columns)
    if least >= width:
        return [each.least * width / least for each in columns]
    if most <= width:
        return [each.most * width / most for each in columns]
    share = (width - least) / (most - least)
    return [each.least + (each.most - each.least) * share for each in columns]


class _Width(NamedTuple):
    """What a column needs, so that no word is broken, and what it can use."""

    least: float
    most: float


def _column(heading: str, texts: Sequence[str], size: float) -> _Width:
    words = (word for text in (heading, *texts) for word in text.split(" "))
    longest = max(width_of(word, size, is_bold=True) for word in words)
    # A heading may stand in two lines.
    whole = max(
        width_of(heading, size, is_bold=True) / 2 + size, *(width_of(each, size, is_bold=True) for each in texts), 0
    )
    least = min(longest, _LONGEST_WORD * size) + 2 * PAD + _SPARE
    return _Width(least, max(min(whole, _WIDEST) + 2 * PAD + _SPARE, least))


def parted(grid: Grid, height: float) -> Iterator[Grid]:
    """*grid* in pieces that are no higher than *height*, each with the headings."""
    head, *heights = grid.heights
    start, used = 0, head
    for place, each in enumerate(heights):
        if used + each > height and place > start:
            yield _piece(grid, start, place)
            start, used = place, head
        used += each
    yield _piece(grid, start, len(heights))


def _piece(grid: Grid, start: int, end: int) -> Grid:
    heights = (grid.heights[0], *grid.heights[1 + start : 1 + end])
    return grid._replace(rows=grid.rows[start:end], heights=heights)


def _notes(columns: Sequence[Column], is_shown: Sequence[bool], rows: Sequence[Row], grid: Grid) -> Iterator[str]:
    """For each row what the slide leaves out of it, under the name in its first cell."""
    for row, entries in zip(rows, grid.rows, strict=True):
        shown = iter(entries)
        told = []
        for column, is_there, cell in zip(columns, is_shown, row.cells, strict=True):
            full = next(shown).full if is_there else "" if _is_idle(cell) else plain(said(cell))
            if full:
                told.append(f"{plain(column.heading)}: {full}")
        if told:
            yield f"{plain(said(row.cells[0]))}. {'; '.join(told)}"


def _is_idle(cell: Cell) -> bool:
    return isinstance(cell, Missing) and not cell.matters
