"""Bars of pieces that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from actionplan.report.charts.ink import QUIET, SIZE, WIDTH, Drawing, Ink, box, cut, inks_of, label, width_of
from actionplan.report.model import Bar, Bars, Status
from actionplan.report.words import said_number

MOST = 40  # more bars than fill a page are no picture; the table beside it has them all
_PITCH, _THICK, _GAP = 28, 20, 2
_WIDEST_LABEL = 230
_PAD = 5
_SQUARE = 12
_LETTERS = 5  # from the middle of a line down to where its letters stand


def drawn_bars(picture: Bars) -> Drawing | None:
    """The bars under a legend of their words; None where nothing is counted."""
    shown = picture.rows[:MOST]
    words = words_of(shown)
    if not words:
        return None
    inks = inks_of(words)
    legend, top = _legend(words, inks)
    left = min(_WIDEST_LABEL, max(width_of(each.label) for each in shown)) + 2 * _PAD
    longest = max(map(_total, shown))
    right = WIDTH - width_of(said_number(longest)) - 2 * _PAD
    shapes = [*legend]
    for number, bar in enumerate(shown):
        scale = (right - left) / longest
        shapes += _bar(bar, (left, top + number * _PITCH, scale), inks)
    height = top + len(shown) * _PITCH
    left_out = len(picture.rows) - len(shown)
    if left_out:
        shapes.append(label(0, height + SIZE, f"{said_number(left_out)} more in the table", fill=QUIET))
        height += _PITCH
    return Drawing(round(height), tuple(shapes))


def words_of(bars: Sequence[Bar]) -> list[Status]:
    """The words that somebody falls under, in an order that each bar keeps where they all agree."""
    words: list[Status] = []
    for bar in bars:
        place = 0
        for word in (word for word, count in bar.pieces if count > 0):
            if word not in words:
                words.insert(place, word)
            place = words.index(word) + 1
    return words


def _total(bar: Bar) -> int:
    return sum(max(count, 0) for _, count in bar.pieces)


def _legend(words: Sequence[Status], inks: Mapping[str, Ink]) -> tuple[list[str], int]:
    """A square and its word for each, in as many lines as they need, and where they end."""
    shapes, x, y = [], 0.0, 0
    for word in words:
        text = cut(word.label, WIDTH / 2)
        needed = _SQUARE + _PAD + width_of(text)
        if x and x + needed > WIDTH:
            x, y = 0.0, y + _PITCH - _PAD
        shapes += [box(x, y + 2, _SQUARE, _SQUARE, inks[word.code].fill), label(x + _SQUARE + _PAD, y + SIZE, text)]
        x += needed + 3 * _PAD
    return shapes, y + _PITCH


def _bar(bar: Bar, place: tuple[float, float, float], inks: Mapping[str, Ink]) -> Iterator[str]:
    """The label, the pieces and the sum of one bar that starts at *place*, in its scale."""
    x, y, scale = place
    middle = y + _THICK / 2 + _LETTERS
    yield label(0, middle, cut(bar.label, x - 2 * _PAD))
    for word, count in bar.pieces:
        if count > 0:
            yield from _piece(word, count, (x, y, count * scale), inks[word.code])
            x += count * scale
    yield label(x + _PAD, middle, said_number(_total(bar)))


def _piece(word: Status, count: int, place: tuple[float, float, float], ink: Ink) -> Iterator[str]:
    """A piece with its count and word where they fit, else its count, else nothing."""
    x, y, width = place
    yield box(x, y, max(width - _GAP, 1), _THICK, ink.fill)
    for text in (f"{said_number(count)} {word.label}", said_number(count)):
        if width_of(text) + 2 * _PAD <= width - _GAP:
            yield label(x + _PAD, y + _THICK / 2 + _LETTERS, cut(text, width), fill=ink.letters)
            return
