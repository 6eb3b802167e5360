"""Rows of a sheet as markup, written by ourselves: ten thousand rows take a library ten times as long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from actionplan.columns import wrap
from actionplan.report.renderers.xlsx.grid import FOR_BUTTON, LINE, Grid, Shown, Strand
from actionplan.report.renderers.xlsx.looks import HEADER, NUMBER_HEADER, TITLE
from actionplan.report.typed import Value

TITLE_LINE = 24.0  # in points
_DAY_NOUGHT = date(1899, 12, 30).toordinal()  # of Excel, as it counts from March 1900 on
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile("[&<>]")
# Excel reads `_x0041_` as A; its first underscore is written in the same way to stay what it is.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def rows_of(grid: Grid, styles: Mapping[str, int], first: int = 1) -> Iterator[str]:
    """The rows of *grid*, its header first, in the row *first*; *styles* numbers the looks as the workbook has them."""
    letters = [column_letters(place) for place in range(len(grid.strands))]
    header = [_text(each.heading, styles[_header_look(each)]) for each in grid.strands]
    yield _row(first, letters, header, header_height(grid))
    rows = zip(*[_column(each, styles) for each in grid.strands], strict=True)
    for number, (cells, height) in enumerate(zip(rows, grid.heights, strict=True), first + 1):
        yield _row(number, letters, cells, height)


def _header_look(strand: Strand) -> str:
    """Over numbers it stands on their side."""
    return NUMBER_HEADER if any(isinstance(each.value, int | Decimal) for each in strand.shown.values()) else HEADER


def line_of(text: str, look: str, number: int, styles: Mapping[str, int]) -> str:
    """A row of one text."""
    return _row(number, ["A"], [_text(text, styles[look])], line_height(look))


def line_height(look: str) -> float:
    return TITLE_LINE if look == TITLE else LINE


def header_height(grid: Grid) -> float:
    """High enough for the longest heading in its column, beside the button of the filter."""
    return max(len(wrap(each.heading, max(int(each.width) - FOR_BUTTON, 1))) for each in grid.strands) * LINE


def _row(number: int, letters: list[str], cells: tuple[str, ...] | list[str], height: float) -> str:
    inner = "".join([f'<c r="{letter}{number}"{cell}' for letter, cell in zip(letters, cells, strict=True)])
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{inner}</row>'


def _column(strand: Strand, styles: Mapping[str, int]) -> Iterator[str]:
    """The cells of a column from their style on; what is before it differs from row to row."""
    markup = {key: _cell(each, styles) for key, each in strand.shown.items()}
    return map(markup.__getitem__, strand.keys)


def _cell(shown: Shown, styles: Mapping[str, int]) -> str:
    value: Value = shown.value
    style = styles[shown.look]
    match value:
        case str():
            return _text(value, style)
        case date():
            return f' s="{style}"><v>{value.toordinal() - _DAY_NOUGHT}</v></c>'
        case _:
            return (
                f' s="{style}"><v>{value:f}</v></c>'
                if isinstance(value, Decimal)
                else f' s="{style}"><v>{value}</v></c>'
            )


def _text(text: str, style: int) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' s="{style}" t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


def escaped(text: str) -> str:
    """*text* as it stands between tags; it holds no control characters."""
    if text.isalnum():
        return text
    shown = _SPECIAL.sub(lambda found: _ESCAPED[found[0]], text)
    return _LOOKS_ESCAPED.sub("_x005F_", shown) if "_x" in shown else shown


def column_letters(place: int) -> str:
    """A, B, … Z, AA, … of the column number *place*, which counts from nought."""
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters
