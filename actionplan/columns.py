"""Rows laid out in columns of plain text that fit a width. Text in, text out; quick for ten thousand rows."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.plaintext import one_line, width_of

GAP = "  "
NARROWEST = 6
READABLE = 24


def lay_out(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, flexible: int) -> str:
    """A table under its headings, at most *width* columns wide; cells that do not fit are wrapped at words.

    The column number *flexible* takes the room that the others leave; where that is too little, the widest give way.
    """
    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = _widths(cells, width, flexible)
    lines = _row(cells[0], widths)
    lines.append(GAP.join("-" * each for each in widths))
    for row in cells[1:]:
        lines += _row(row, widths)
    return "\n".join(lines) + "\n"


def _widths(cells: Sequence[Sequence[str]], width: int, flexible: int) -> list[int]:
    """The width of each column: its widest cell, or less where they do not all fit.

    The flexible column gives way first, down to a readable width; then the others, down to their longest word; then
    whatever is left to give.
    """
    columns = range(len(cells[0]))
    widths = [max(width_of(row[number]) for row in cells) for number in columns]
    words = [max(width_of(word) for row in cells for word in row[number].split(" ")) for number in columns]
    over = sum(widths) + len(GAP) * (len(widths) - 1) - width
    others = [number for number in columns if number != flexible]
    whole_words = [min(each, READABLE) for each in words]
    for giving, least in (
        ([flexible], [READABLE] * len(widths)),
        (others, whole_words),
        ([flexible], whole_words),
        (list(columns), [NARROWEST] * len(widths)),
    ):
        while over > 0 and any(widths[each] > least[each] for each in giving):
            widest = max((each for each in giving if widths[each] > least[each]), key=lambda each: widths[each])
            widths[widest] -= 1
            over -= 1
    return widths


def _row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of one row: as many as its longest cell needs."""
    wrapped = [
        [cell] if width_of(cell) <= width else wrap(cell, width, break_words=True)
        for cell, width in zip(row, widths, strict=True)
    ]
    lines = []
    for number in range(max(len(each) for each in wrapped)):
        pieces = [each[number] if number < len(each) else "" for each in wrapped]
        padded = [piece + " " * (width - width_of(piece)) for piece, width in zip(pieces, widths, strict=True)]
        lines.append(GAP.join(padded).rstrip())
    return lines


def wrap(text: str, width: int, *, break_words: bool = False) -> list[str]:
    """*text* in lines of at most *width* columns, broken at spaces.

    A longer word (a link) stays whole, so that it can be copied, unless *break_words*.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while break_words and width_of(line) > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(word: str, width: int) -> int:
    """How many characters of *word* fit into *width* columns, at least one."""
    taken = 0
    for number, character in enumerate(word):
        taken += width_of(character)
        if taken > width:
            return max(number, 1)
    return len(word)
