"""The figures of charts, and the workbooks inside them where they can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, TypeAlias

from actionplan.officefile import rezip
from actionplan.report.charts.ink import cut
from actionplan.report.model import Bars, Measure, Path, Status
from actionplan.report.renderers.slides.measure import plain
from actionplan.report.words import AGREED_PATH, READINGS

LABEL_SIZE = 12
_LONGEST_LABEL = 230  # points of a bar's label

Value: TypeAlias = int | Decimal | None


class Series(NamedTuple):
    """A colour of a chart: its name, and a value for each category."""

    name: str
    values: tuple[Value, ...]


class Data(NamedTuple):
    """What a chart shows, and what its workbook holds."""

    heading: str
    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]


def bars_data(picture: Bars) -> Data:
    """The bars as rows, a column for each word; nothing where nobody falls under it. Each bar has all words."""
    series = []
    for place, word in enumerate(words_of(picture)):
        counts = [bar.pieces[place][1] or None for bar in picture.rows]
        series.append(Series(plain(word.label), tuple(counts)))
    labels = tuple(cut(plain(each.label), _LONGEST_LABEL, LABEL_SIZE) for each in picture.rows)
    return Data(plain(picture.caption), labels, tuple(series))


def words_of(picture: Bars) -> list[Status]:
    """The words of a picture whose bars each have all of them."""
    return [word for word, _ in picture.rows[0].pieces]


def path_data(picture: Path) -> Data:
    """The path and the readings under the days they stand for; a day has as many rows as either has values of it."""
    lines = [(AGREED_PATH, picture.path), (READINGS, picture.readings)]
    found = [(name, _by_day(measures)) for name, measures in lines if measures]
    days = sorted({day for _, values in found for day in values})
    rows = [(day, max(len(values.get(day, ())) for _, values in found)) for day in days]
    categories = tuple(day for day, most in rows for _ in range(most))
    series = tuple(
        Series(name, tuple(value for day, most in rows for value in _padded(values.get(day, []), most)))
        for name, values in found
    )
    return Data(plain(picture.unit), categories, series)


def _by_day(measures: Sequence[Measure]) -> dict[date, list[Decimal]]:
    ordered = sorted(measures, key=lambda each: each.date.last)
    return {day: [each.value for each in on] for day, on in groupby(ordered, key=lambda each: each.date.last)}


def _padded(values: Sequence[Decimal], most: int) -> list[Value]:
    return [*values, *[None] * (most - len(values))]


def workbook(data: Data, on: date) -> bytes:
    """The figures as Excel has them, in the cells that the chart names: the same bytes for the same figures."""
    from io import BytesIO

    from xlsxwriter import Workbook

    out = BytesIO()
    day = datetime.combine(on, time())
    with Workbook(out, {"in_memory": True, "default_date_format": "d mmm yyyy"}) as book:
        book.set_properties({"created": day})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 0, data.heading)
        for row, category in enumerate(data.categories, 1):
            if isinstance(category, str):
                sheet.write_string(row, 0, category)
            else:
                sheet.write_datetime(row, 0, category)
        for column, series in enumerate(data.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
        sheet.set_column(0, 0, 30)
    return rezip(out.getvalue())
