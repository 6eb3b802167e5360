"""Charts of the workbook's own cells: they change with them, and a table beside each has the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actionplan.plaintext import one_line, visible
from actionplan.report.charts.ink import inks_of
from actionplan.report.model import Bars, Figures, Report, Section
from actionplan.report.renderers.xlsx.grid import Grid
from actionplan.report.words import said_share

MOST_BARS = 40  # more are no picture

# Columns of the figures on the summary, from nought.
_WORD, _COUNT = 1, 2


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one colour, or of a colour for each: the column they stand in, and their name.

    `letters` is the colour of letters that can be read on it.
    """

    name: str
    column: int
    colours: tuple[str, ...]
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of the cells in the rows `first` to `last` of a sheet, from nought; `labels` is the column of names."""

    sheet: str
    title: str
    description: str
    labels: int
    first: int
    last: int
    series: tuple[Series, ...]

    @property
    def height(self) -> int:
        """In points of the screen."""
        return 110 + 26 * (self.last - self.first + 1)


def charts_of_figures(report: Report, sheet: str, header: int) -> tuple[Chart, ...]:
    """A chart for each list of figures. The lists stand below each other under the row *header*, counted from 1."""
    charts, first = [], header
    for figures in _figures(report.sections):
        last = first + len(figures.rows) - 1
        inks = inks_of([each.word for each in figures.rows])
        told = "; ".join([f"{each.word.label}: {said_share(each.share)}" for each in figures.rows])
        series = Series("How many", _COUNT, tuple(inks[each.word.code].fill for each in figures.rows))
        charts.append(Chart(sheet, figures.caption, f"{figures.caption}. {told}.", _WORD, first, last, (series,)))
        first = last + 1
    return tuple(charts)


def _figures(sections: Iterable[Section]) -> Iterator[Figures]:
    for section in sections:
        yield from (each for each in section.blocks if isinstance(each, Figures) and each.rows)
        yield from _figures(section.sections)


def chart_of_bars(picture: Bars, sheet: str, grid: Grid) -> Chart | None:
    """The chart of a table that has a row for each bar and a column for each word; None where it cannot be drawn."""
    words = list({word.label: word for bar in picture.rows for word, _ in bar.pieces}.values())
    headings = [each.heading for each in grid.strands]
    places = [headings.index(each.label) if each.label in headings else None for each in words]
    if None in places or grid.rows != len(picture.rows) or not 0 < grid.rows <= MOST_BARS:
        return None
    inks = inks_of(words)
    series = [
        Series(each.label, place, (inks[each.code].fill,), inks[each.code].letters)
        for place, each in sorted(zip(places, words, strict=True), key=lambda pair: pair[0] or 0)
        if place is not None
    ]
    title = one_line(visible(picture.caption))
    return Chart(sheet, title, f"{title}. {picture.description}", 0, 1, grid.rows, tuple(series))
