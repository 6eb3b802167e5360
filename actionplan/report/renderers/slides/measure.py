"""How much room text takes on a slide, in points.

The reader's letters are not known here, so it is reckoned from those of Arial, rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from unicodedata import combining

from actionplan.plaintext import visible
from actionplan.report.charts import ink

LINE = 1.2  # lines of letters of one point
BOLD = 1.08
SIDE = 7.2  # points between the edge of a text box and its letters
_NARROWEST = 0.34  # of all letters, of one point
_ELLIPSIS = "…"
_JOINER = "\u200d"
_STEP = 2  # points between two sizes that are tried


class Box(NamedTuple):
    """A place on a slide, from its left upper corner, in points."""

    x: float
    y: float
    width: float
    height: float


def plain(text: str) -> str:
    """*text* in one line, as it is, with what would be obeyed shown by name."""
    return " ".join(visible(text).split())


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    return ink.width_of(text, 1) * size * (BOLD if is_bold else 1)


def lines_of(text: str, width: float, size: float) -> Iterator[str]:
    """*text* broken as a slide breaks it: between words, and inside those that are longer than a line."""
    line, room = "", width
    space = width_of(" ", size)
    for each in text.split(" "):
        word, needed = each, width_of(each, size)
        if line and space + needed <= room:
            line, room = f"{line} {word}", room - space - needed
            continue
        if line:
            yield line
        while needed > width and len(word) > 1:
            taken = _taken(word, width, size)
            yield word[:taken]
            word = word[taken:]
            needed = width_of(word, size)
        line, room = word, width - needed
    yield line


def _taken(word: str, width: float, size: float) -> int:
    """How many letters of *word* stand in one line; at least one."""
    room = width
    for number, letter in enumerate(word):
        room -= width_of(letter, size)
        if room < 0:
            return max(number, 1)
    return len(word)


def height_of(text: str, width: float, size: float) -> float:
    return sum(1 for _ in lines_of(text, width, size)) * size * LINE


def shortened(text: str, width: float, size: float, most: int) -> str:
    """*text* in at most so many lines, with an ellipsis where it is longer."""
    if _fits(text, width, size, most):
        return text
    low, high = 0, min(len(text), int(most * width / (_NARROWEST * size)) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_cut(text, middle), width, size, most):
            low = middle
        else:
            high = middle - 1
    return _cut(text, low)


def _fits(text: str, width: float, size: float, most: int) -> bool:
    return sum(1 for _ in islice(lines_of(text, width, size), most + 1)) <= most


def _cut(text: str, length: int) -> str:
    """The first letters of *text*, no letter parted from its accents."""
    while length and combining(text[length : length + 1] or " "):
        length -= 1
    return text[:length].rstrip(f" {_JOINER}") + _ELLIPSIS


def fitted(text: str, ending: str, box: Box, size: float, least: float) -> tuple[str, float]:
    """*text* with *ending*, and the size in which it fits: smaller, then shortened before its ending, where it must."""
    while size > least and height_of(text + ending, box.width, size) > box.height:
        size = max(size - _STEP, least)
    if height_of(text + ending, box.width, size) <= box.height:
        return text + ending, size
    most = max(int(box.height / (size * LINE)), 1)
    room = box.width * most - width_of(ending, size)
    for share in (1.0, 0.95, 0.9, 0.8, 0.6, 0.3):
        cut = shortened(text, room * share, size, 1) + ending
        if _fits(cut, box.width, size, most):
            return cut, size
    return shortened(text + ending, box.width, size, most), size
