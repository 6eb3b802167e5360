"""Tables as WordprocessingML, each one string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from actionplan.report.model import Cell, Figures, Inferred, Link, Several, Table, Text
from actionplan.report.renderers.docx.markup import Links, escaped, paragraph, run
from actionplan.report.renderers.docx.styles import Styles
from actionplan.report.widths import Measure, fits, is_wide, widths
from actionplan.report.words import DETAILS, figure_said, figures_shown, said, said_dates, tone_of, without_idle_columns
from actionplan.report.written import Written

# Soft grounds for dark words (contrast in tests/report/test_docx_access.py); the word itself says all.
FILLS = {"good": "DDF0E3", "watch": "FDEBCF", "bad": "FADFDC", "neutral": "ECEEF0"}

_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_LONG_ROW = "<w:tr>"  # one that may be higher than a page has to break
_HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_FITS_A_PAGE = 1_500  # characters in one cell
_NAMED = 2  # columns that say what a row is about
_KEPT_WHOLE, _SHORT = 6, 150  # rows, and characters of a cell: a short table stays on one page
_WITH_NEXT = "<w:keepNext/></w:pPr>"


class Drawn(NamedTuple):
    """One cell: its tone, its paragraphs, and how long its longest word and its text are."""

    tone: str
    content: str
    word: int
    length: int


class Heading(NamedTuple):
    """The cell above a column, drawn, and its words."""

    text: str
    drawn: Drawn


class Grid(NamedTuple):
    """A table drawn but for its widths, which depend on the page."""

    caption: str
    head: tuple[Heading, ...]
    rows: Sequence[Sequence[Drawn]]
    measures: tuple[Measure, ...]

    def is_wide(self, room: int) -> bool:
        return is_wide(self.measures, room)


class Tables:
    """Draws tables."""

    def __init__(self, styles: Styles, links: Links) -> None:
        self.styles = styles
        self.links = links
        self.drawn = Written(self.cell)

    def grid(self, table: Table) -> Grid:
        shown = without_idle_columns(table)
        rows = [[*map(self.drawn.cell, row.cells)] for row in shown.rows]
        return self._measured(shown.caption, [each.heading for each in shown.columns], rows)

    def figures(self, figures: Figures) -> tuple[Grid | None, str]:
        """The figures as a grid, None where there is nothing to count, and the line that names what nobody is in."""
        headings, shown, empty = figures_shown(figures)
        rows = [
            [self.cell(figure.word), *[self.cell(Text(text)) for text in figure_said(figure)[1:]]] for figure in shown
        ]
        return (self._measured(figures.caption, headings, rows) if rows else None), empty

    def cell(self, cell: Cell) -> Drawn:
        style, text = self.styles.cell, said(cell)
        content = "".join([paragraph(line, style) for line in self._lines(cell)])
        return Drawn(tone_of(cell), content, _longest_word(text), len(text))

    def _lines(self, cell: Cell) -> list[str]:
        """The runs of each line of a cell."""
        match cell:
            case Several() if cell.cells:
                return [line for each in cell.cells for line in self._lines(each)]
            case Link():
                date = f", {said_dates(cell.date)}" if cell.date else ""
                return [self.links.run(cell.text, cell.url) + (run(date) if date else "")]
            case Inferred():
                *lines, last = self._lines(cell.cell)
                return [*lines, last + run(" (inferred)")]
            case _:
                return [run(said(cell))]

    def _measured(self, caption: str, headings: Sequence[str], rows: Sequence[Sequence[Drawn]]) -> Grid:
        head = tuple(map(self.heading, headings))
        return Grid(caption, head, rows, _measures(head, rows))

    def heading(self, text: str) -> Heading:
        return Heading(text, Drawn("", paragraph(run(text), self.styles.head), _heading_room(text), len(text)))

    def table(self, grid: Grid, room: int) -> str:
        """The table, as wide as *room* allows. One that no room is enough for has the most of each row in one cell."""
        if len(grid.head) > _NAMED + 1 and not fits(grid.measures, room):
            return self.table(self.told(grid), room)
        columns = widths(grid.measures, room)
        starts = {tone: [_cell_start(width, FILLS.get(tone)) for width in columns] for tone in ("", *FILLS)}
        rows = [_row(row, starts) for row in grid.rows]
        if len(rows) <= _KEPT_WHOLE and all(each.length < _SHORT for row in grid.rows for each in row):
            rows[:-1] = [each.replace("</w:pPr>", _WITH_NEXT) for each in rows[:-1]]
        head = [f"{start}{each.drawn.content}</w:tc>" for start, each in zip(starts[""], grid.head, strict=True)]
        return f"{self._start(grid.caption, columns)}{_HEAD_ROW}{''.join(head)}</w:tr>{''.join(rows)}</w:tbl>"

    def told(self, grid: Grid) -> Grid:
        """*grid* with three columns: what a row is about, and everything else after its headings."""
        leads = [f"{each.text}: " for each in grid.head[_NAMED:]]
        rows = [[*row[:_NAMED], _together(row[_NAMED:], leads)] for row in grid.rows]
        head = (*grid.head[:_NAMED], self.heading(DETAILS))
        return Grid(grid.caption, head, rows, _measures(head, rows))

    def _start(self, caption: str, columns: Sequence[int]) -> str:
        """What comes before the rows: style, widths, and the words for those who hear the page."""
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in columns])
        said_to = f'<w:tblCaption w:val="{escaped(caption)}"/><w:tblDescription w:val="{escaped(caption)}"/>'
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles.table}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said_to}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )


def _row(row: Sequence[Drawn], starts: dict[str, list[str]]) -> str:
    plain = starts[""]
    cells = [f"{starts.get(each.tone, plain)[number]}{each.content}</w:tc>" for number, each in enumerate(row)]
    start = _ROW if max([each.length for each in row]) < _FITS_A_PAGE else _LONG_ROW
    return f"{start}{''.join(cells)}</w:tr>"


def _cell_start(width: int, fill: str | None) -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}</w:tcPr>'


def _measures(head: Sequence[Heading], rows: Sequence[Sequence[Drawn]]) -> tuple[Measure, ...]:
    return tuple([_measure(each.drawn, [row[number] for row in rows]) for number, each in enumerate(head)])


def _together(cells: Sequence[Drawn], leads: Sequence[str]) -> Drawn:
    """Several cells as one, each after its lead."""
    told = [
        each.content.replace("</w:pPr>", f"</w:pPr>{run(lead, '<w:b/>')}", 1)
        for lead, each in zip(leads, cells, strict=True)
    ]
    length = sum(map(len, leads)) + sum([each.length for each in cells])
    return Drawn("", "".join(told), max([each.word for each in cells]), length)


def _measure(head: Drawn, cells: Sequence[Drawn]) -> Measure:
    lengths = [each.length for each in cells]
    word = max(head.word, max([each.word for each in cells], default=0))
    longest = max(lengths, default=0)
    return Measure(word, max(longest, head.word), sum(lengths) // len(lengths) if lengths else 0)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _heading_room(text: str) -> int:
    """How wide a heading has to be: bold, and in three lines at most."""
    return max(_longest_word(text) + 1, len(text) // 3)
