"""Paragraphs as they fit in a box, whose sides they do not touch."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.report.renderers.slides.measure import LINE, SIDE, Box, shortened
from actionplan.report.renderers.slides.measure import height_of as height_of_text
from actionplan.report.renderers.slides.script import Words

AFTER = 0.5  # of a line, between paragraphs
_SMALL = 14.0


def height_of(words: Words, width: float) -> float:
    """How high *words* stand in a box of that width."""
    after = max(len(words.paragraphs) - 1, 0) * words.size * LINE * AFTER
    return sum(height_of_text(each, width - 2 * SIDE, words.size) for each in words.paragraphs) + after


def words_in(texts: Sequence[str], room: Box, size: float, least: float) -> Words:
    """*texts* in letters of *size*; smaller where they do not fit, and shortened where the least do not."""
    while size > least and height_of(Words(tuple(texts), size), room.width) > room.height:
        size = max(size - 1, least)
    words = Words(tuple(texts), size)
    if not texts or height_of(words, room.width) <= room.height:
        return words
    most = max(int(room.height / (size * LINE) / len(texts) - AFTER), 1)
    return Words(tuple(shortened(each, room.width - 2 * SIDE, size, most) for each in texts), size)


def small(said: Sequence[str], width: float) -> Words:
    """*said* in small letters, each in two lines at most."""
    return Words(tuple(shortened(each, width - 2 * SIDE, _SMALL, 2) for each in said), _SMALL)
