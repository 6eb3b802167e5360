"""An indicator over time: its readings beside the path that was agreed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from actionplan.report.charts.ink import (
    PAPER,
    QUIET,
    RULE,
    SIZE,
    WIDTH,
    Drawing,
    cut,
    fixed,
    label,
    line,
    width_of,
)
from actionplan.report.model import Measure, Path
from actionplan.report.words import said_number

AGREED, READ = "#505a5f", "#1d70b8"
_DASHES = "6 4"
_HEIGHT, _TOP, _BOTTOM = 280, 60, 246
_PAD = 6
_EDGE = 30  # room for half a label beside the first and last point
_MOST_LABELS = 8
_MOST_TICKS = 7
_INTERVALS = 5
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_YEAR = 12
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Scale(NamedTuple):
    """Where a day and a value stand."""

    days: tuple[int, int]
    values: tuple[Decimal, Decimal]
    left: float

    def x(self, day: date) -> float:
        first, last = self.days
        room = WIDTH - _EDGE - self.left - _EDGE
        return self.left + _EDGE + (room * (day.toordinal() - first) / (last - first) if last > first else room / 2)

    def y(self, value: Decimal) -> float:
        lowest, highest = self.values
        return _BOTTOM - (_BOTTOM - _TOP) * float((value - lowest) / (highest - lowest))

    def at(self, measure: Measure) -> tuple[float, float]:
        return self.x(measure.date.last), self.y(measure.value)


def drawn_path(picture: Path) -> Drawing | None:
    """Readings as dots on a line, the agreed path as dashes; None where there is neither."""
    measures = (*picture.path, *picture.readings)
    if not measures:
        return None
    ticks = _value_ticks([each.value for each in measures])
    days = [each.date.last.toordinal() for each in measures]
    left = max(width_of(said_number(each)) for each in ticks) + _PAD
    scale = _Scale((min(days), max(days)), (ticks[0], ticks[-1]), left)
    return Drawing(
        _HEIGHT,
        (
            *_legend(picture),
            *_values(scale, ticks),
            *_days(scale),
            *_agreed(scale, picture.path),
            *_read(scale, picture.readings),
        ),
    )


def _legend(picture: Path) -> Iterator[str]:
    """What each line is, and under them what is measured."""
    x = 0.0
    if picture.readings:
        yield line([(x, 9), (x + 24, 9)], READ, 2.5)
        yield _dot(x + 12, 9)
        yield label(x + 24 + _PAD, SIZE, "Readings")
        x += 24 + _PAD + width_of("Readings") + 3 * _PAD
    if picture.path:
        yield line([(x, 9), (x + 24, 9)], AGREED, 2, _DASHES)
        yield label(x + 24 + _PAD, SIZE, "Agreed path")
    yield label(0, 24 + SIZE, cut(picture.unit, WIDTH), fill=QUIET)


def _values(scale: _Scale, ticks: Sequence[Decimal]) -> Iterator[str]:
    for each in ticks:
        y = scale.y(each)
        yield line([(scale.left, y), (WIDTH, y)], RULE)
        yield label(scale.left - _PAD, y + 4, said_number(each), "end", QUIET)


def _days(scale: _Scale) -> Iterator[str]:
    for day, text in _day_ticks(*map(date.fromordinal, scale.days)):
        x = scale.x(day)
        yield line([(x, _BOTTOM), (x, _BOTTOM + _PAD)], QUIET)
        yield label(x, _BOTTOM + _PAD + SIZE, text, "middle", QUIET)


def _agreed(scale: _Scale, path: Sequence[Measure]) -> Iterator[str]:
    places = [scale.at(each) for each in path]
    if len(places) > 1:
        yield line(places, AGREED, 2, _DASHES)
    for number, (x, y) in enumerate(places):
        yield f'<rect x="{fixed(x - 4)}" y="{fixed(y - 4)}" width="8" height="8" fill="{AGREED}" stroke="{PAPER}"/>'
        if number in (0, len(places) - 1):
            yield _haloed(label(x, y + 2 * SIZE - _PAD, said_number(path[number].value), "middle"))


def _read(scale: _Scale, readings: Sequence[Measure]) -> Iterator[str]:
    places = [scale.at(each) for each in readings]
    if len(places) > 1:
        yield line(places, READ, 2.5)
    for x, y in places:
        yield _dot(x, y)
    labelled = range(len(places)) if len(places) <= _MOST_LABELS else (0, len(places) - 1)
    for number in labelled:
        x, y = places[number]
        yield _haloed(label(x, y - SIZE + 3, said_number(readings[number].value), "middle"))


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{fixed(x)}" cy="{fixed(y)}" r="5" fill="{READ}" stroke="{PAPER}"/>'


def _haloed(text: str) -> str:
    """Letters with white around them, where lines pass below."""
    return text.replace("<text", f'<text stroke="{PAPER}" stroke-width="3" paint-order="stroke"', 1)


def _value_ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Round values from below the least to above the greatest, about six of them."""
    least, greatest = min(values), max(values)
    span = greatest - least or abs(greatest) / 2 or Decimal(1)
    step = _round_step(span / _INTERVALS)
    first, last = math.floor(least / step), math.ceil(greatest / step)
    # Labels below the lowest point and above the highest need room.
    first -= first * step == least
    last += last * step == greatest
    return [_plain(step * number) for number in range(first, last + 1)]


def _round_step(least: Decimal) -> Decimal:
    """The least of 1, 2, 5, 10, 20 … that is not below *least*."""
    unit = Decimal(1).scaleb(least.adjusted())
    return next(unit * each for each in (1, 2, 5, 10) if unit * each >= least)


def _plain(value: Decimal) -> Decimal:
    """*value* without zeros behind its point: 20 for 20.0 and for 2E+1."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """First days of months or years between two days, as few as can be read; the two days' own month without any."""
    months = last.year * _YEAR + last.month - first.year * _YEAR - first.month
    step = next((each for each in _MONTHS if months / each < _MOST_TICKS), _MONTHS[-1])
    start = first.year * _YEAR + first.month - 1
    numbers = [each for each in range(start, start + months + 1) if each % step == 0]
    days = [date(each // _YEAR, each % _YEAR + 1, 1) for each in numbers]
    shown = [each for each in days if first <= each <= last]
    if not shown:
        return [(first, f"{_NAMES[first.month - 1]} {first.year}")]
    return [(each, str(each.year) if step >= _YEAR else f"{_NAMES[each.month - 1]} {each.year}") for each in shown]
