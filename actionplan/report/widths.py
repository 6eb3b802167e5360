"""How wide the columns of a table are, in twentieths of a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

CHARACTER = 94  # of running text in a table, at 9 points
LETTER, _TIGHT = 112, 100  # of a single word, which may be bold and have wide letters; and at the least
PADDING = 190  # of one cell, both sides
_LONGEST_WORD = 16  # a longer one is broken by Word
_SHORT = 22  # a column whose texts are no longer needs no second line
_LONG = 90
_RARE = 34  # of a long text among short ones
_COMFORT = 26


class Measure(NamedTuple):
    """What a column holds: its longest word, its longest text, and the mean length of its texts, in characters."""

    word: int
    longest: int
    mean: int


def widths(columns: Sequence[Measure], room: int) -> list[int]:
    """A width for each column, together at most *room*: all of it where one holds running text."""
    needed = [_needed(each) for each in columns]
    wanted = [max(need, _wanted(each)) for need, each in zip(needed, columns, strict=True)]
    if sum(wanted) <= room:
        return _stretched(wanted, columns, room)
    if sum(needed) >= room:
        return [need * room // sum(needed) for need in needed]
    spare, wish = room - sum(needed), sum(wanted) - sum(needed)
    return [need + spare * (want - need) // wish for need, want in zip(needed, wanted, strict=True)]


def fits(columns: Sequence[Measure], room: int) -> bool:
    """Whether next to no word has to be broken in *room*."""
    return sum([min(each.word, _LONGEST_WORD) * _TIGHT + PADDING for each in columns]) <= room


def is_wide(columns: Sequence[Measure], room: int) -> bool:
    """Whether a table reads badly in *room*."""
    return sum(max(_needed(each), min(_wanted(each), _COMFORT * CHARACTER + PADDING)) for each in columns) > room


def _needed(column: Measure) -> int:
    return min(column.word, _LONGEST_WORD) * LETTER + PADDING


def _wanted(column: Measure) -> int:
    if column.longest <= _SHORT:
        return column.longest * CHARACTER + PADDING
    usual, rare = column.mean * 5 // 4, min(column.longest // 2, _RARE)
    return min(max(_SHORT, usual, rare), _LONG) * CHARACTER + PADDING


def _stretched(wanted: list[int], columns: Sequence[Measure], room: int) -> list[int]:
    """*wanted*, with what is left of *room* for the columns of running text."""
    long = [number for number, each in enumerate(columns) if each.longest > _SHORT]
    for left, number in zip(range(len(long), 0, -1), long, strict=True):
        wanted[number] += (room - sum(wanted)) // left
    return wanted
