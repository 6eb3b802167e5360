"""The report for a terminal: plain text that fits a width.

Words carry the meaning; colour, where it is wanted, only repeats it. A table that does not fit is told row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from actionplan.columns import GAP, wrap
from actionplan.plaintext import one_line, width_of
from actionplan.report.model import (
    Bullets,
    Cell,
    Facts,
    Figures,
    Missing,
    NoneSaid,
    Prose,
    RenderOptions,
    Report,
    Section,
    Status,
    Table,
    Told,
)
from actionplan.report.words import (
    figure_said,
    figures_shown,
    is_alone,
    none_said,
    said,
    tone_of,
    without_idle_columns,
    without_pictures,
)
from actionplan.report.written import Written

LONGEST_LINE = 100  # of running text: longer lines are hard to read
NARROWEST = 40
WIDEST_ID = 16
UNDERLINES = ("=", "-", "~")

# Whatever may take more or less than one column.
_ODD = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
# Wrapping may put any word at the start of a line, where a CI log would obey `::error::`.
_LOG_MARK = re.compile(":(?=:)")
_KEPT = "\x00"  # a space at which no line is broken; `one_line` lets none through

_COLOURS = {"good": "32", "watch": "33", "bad": "31"}
_BOLD = "1"


def render(report: Report, options: RenderOptions) -> bytes:
    """The report as UTF-8 text with lines of at most `options.width` columns."""
    page = _Page(options)
    head = (report.letterhead.organisation, report.letterhead.classification)
    page.lines += [line for each in head if each for line in fold(clean(each), page.reading_width)]
    page.heading(report.title, 0)
    page.block(report.provenance)
    for each in report.sections:
        page.section(each, 1)
    return "".join([f"{line}\n" for line in page.lines]).encode("utf-8", "replace")


class _Page:
    """Lines as they are written, one block after the other."""

    def __init__(self, options: RenderOptions) -> None:
        self.width = max(options.width, NARROWEST)
        self.reading_width = min(self.width, LONGEST_LINE)
        self.is_coloured = options.colour
        self.lines: list[str] = []
        self.words = Written(words_of)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, title: str, depth: int) -> None:
        self.gap()
        lines = fold(clean(title), self.reading_width)
        self.lines += [self.paint(line, _BOLD) for line in lines]
        if depth < len(UNDERLINES):
            self.lines.append(UNDERLINES[depth] * max(map(columns, lines)))

    def section(self, section: Section, depth: int) -> None:
        self.heading(section.title, depth)
        blocks = without_pictures(section)
        for number, block in enumerate(blocks):
            if number and not (isinstance(block, NoneSaid) and isinstance(blocks[number - 1], NoneSaid)):
                self.gap()
            self.block(block, is_only=is_alone(section))
        for inner in section.sections:
            self.section(inner, depth + 1)

    def block(self, block: Told, *, is_only: bool = False) -> None:
        match block:
            case Prose():
                self.lines += fold(clean(block.text), self.reading_width)
            case NoneSaid():
                self.lines += fold(clean(none_said(block)), self.reading_width)
            case Bullets():
                for item in block.items:
                    self.hang("- ", clean(item))
            case Facts():
                self.facts(block)
            case Figures():
                self.caption("" if is_only else block.caption)
                self.figures(block)
            case Table():
                self.caption("" if is_only else block.caption)
                self.table(block)
            case _:
                assert_never(block)

    def hang(self, lead: str, text: str) -> None:
        """*text* after *lead*, its further lines indented as far."""
        first, *rest = fold(text, self.reading_width - len(lead))
        self.lines.append(lead + first)
        self.lines += [" " * len(lead) + line for line in rest]

    def facts(self, facts: Facts) -> None:
        widest = max((len(each.label) for each in facts.rows), default=0)
        for each in facts.rows:
            self.hang(f"{each.label + ':':<{widest + 1}} ", words_of(each.cell))

    def figures(self, figures: Figures) -> None:
        headings, shown, empty = figures_shown(figures)
        if shown:
            rows = [[clean(text) for text in figure_said(each)] for each in shown]
            self.grid(headings, rows, [[each.word.tone] for each in shown])
        self.lines += fold(clean(empty), self.reading_width) if empty else []

    def caption(self, text: str) -> None:
        if text:
            self.lines += fold(clean(text), self.reading_width)

    def table(self, table: Table) -> None:
        table = without_idle_columns(table)
        headings = [each.heading for each in table.columns]
        rows = [*self.words.rows(table.rows)]
        room = self.width - len(GAP) * (len(headings) - 1)
        if _is_telling(table) and not _fits(headings, rows, room):
            self.records(table, rows)
        else:
            self.grid(headings, rows, [[tone_of(cell) for cell in row.cells] for row in table.rows])

    def grid(self, headings: Sequence[str], rows: Sequence[Sequence[str]], tones: Sequence[Sequence[str]]) -> None:
        """Rows under headings, cells wrapped where they must."""
        room = self.width - len(GAP) * (len(headings) - 1)
        widths = _shared_out(_natural(headings, rows), room)
        self.row(headings, widths, ())
        self.lines.append(GAP.join("-" * each for each in widths))
        for row, row_tones in zip(rows, tones, strict=True):
            self.row(row, widths, row_tones)

    def row(self, texts: Sequence[str], widths: Sequence[int], tones: Sequence[str]) -> None:
        folded = [fold(text, width) for text, width in zip(texts, widths, strict=True)]
        for number in range(max(map(len, folded))):
            pieces = [each[number] if number < len(each) else "" for each in folded]
            padded = [piece + " " * (width - columns(piece)) for piece, width in zip(pieces, widths, strict=True)]
            if self.is_coloured:
                for place, tone in enumerate(tones):
                    padded[place] = self.paint(pieces[place], tone) + padded[place][len(pieces[place]) :]
            self.lines.append(GAP.join(padded).rstrip())

    def records(self, table: Table, rows: Sequence[Sequence[str]]) -> None:
        """Each row as a paragraph: id and title, then the other values after their headings."""
        indent = min(max(len(row[0]) for row in rows), WIDEST_ID) + len(GAP)
        room = self.reading_width - indent
        margin = " " * indent
        openings = [each.heading.replace(" ", _KEPT) for each in table.columns[2:]]
        above: Sequence[str] = ()
        for texts, row in zip(rows, table.rows, strict=True):
            if texts[:2] != above:
                self.record_head(texts[0], fold(texts[1], room), indent)
            above = texts[:2]
            told = [
                _told(opening, text, cell)
                for opening, text, cell in zip(openings, texts[2:], row.cells[2:], strict=True)
                if cell.__class__ is not Missing or cell.matters
            ]
            for line in fold(" ".join(told), room) if told else ():
                self.lines.append(margin + self.coloured(line, row.cells).replace(_KEPT, " "))

    def record_head(self, name: str, title: Sequence[str], indent: int) -> None:
        margin = " " * indent
        lines = [margin + line for line in title]
        if len(name) + len(GAP) <= indent:
            lines[0] = f"{self.paint(name, _BOLD)}{margin[len(name) :]}{title[0]}"
        else:
            lines[:0] = [self.paint(line, _BOLD) for line in fold(name, self.reading_width)]
        self.lines += lines

    def coloured(self, line: str, cells: Iterable[Cell]) -> str:
        if self.is_coloured:
            for cell in cells:
                if isinstance(cell, Status) and cell.tone in _COLOURS:
                    label = clean(cell.label).replace(" ", _KEPT)
                    line = line.replace(f"{_KEPT}{label}.", f"{_KEPT}{self.paint(label, cell.tone)}.")
        return line

    def paint(self, text: str, tone: str) -> str:
        """*text* in the colour of *tone*, or bold."""
        code = _COLOURS.get(tone, tone if tone == _BOLD else "")
        return f"\x1b[{code}m{text}\x1b[0m" if self.is_coloured and code and text else text


def _is_telling(table: Table) -> bool:
    """Whether the table's rows can be told one by one: each has a name and a title."""
    return [each.id for each in table.columns[:2]] == ["id", "title"]


def _told(opening: str, text: str, cell: Cell) -> str:
    """`Due: March 2016.`; a status is kept together, and one that begins with its heading needs no other."""
    ending = "" if text.endswith((".", "!", "?")) else "."
    if cell.__class__ is Status:
        text = text.replace(" ", _KEPT)
        if text.startswith(opening + _KEPT):
            return text + ending
    return f"{opening}:{_KEPT}{text}{ending}"


def _fits(headings: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> bool:
    """Whether the whole table fits without wrapping."""
    return not rows or (sum(map(len, rows[0])) <= room and sum(_natural(headings, rows)) <= room)


def _natural(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(columns, column)) for column in zip(headings, *rows, strict=True)]


def _shared_out(natural: Sequence[int], room: int) -> list[int]:
    """Widths that fit *room*: narrow columns keep theirs, the wide ones share what is left."""
    widths = list(natural)
    for left, place in zip(
        range(len(natural), 0, -1), sorted(range(len(natural)), key=natural.__getitem__), strict=True
    ):
        widths[place] = max(1, min(natural[place], room // left))
        room -= widths[place]
    return widths


def words_of(cell: Cell) -> str:
    return clean(said(cell))


def clean(text: str) -> str:
    """*text* in one line, with nothing in it that a terminal or a log obeys.

    The sign that asks for a coloured picture is dropped: it has no width of its own and changes that of its neighbour.
    """
    shown = one_line(text)
    if "::" in shown:
        shown = _LOG_MARK.sub(": ", shown)
    return shown if shown.isascii() else shown.replace("\ufe0f", "")


def columns(text: str) -> int:
    """How many columns *text* takes."""
    return len(text) if text.isascii() or not _ODD.search(text) else width_of(text)


def fold(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* columns, broken at spaces where there are any."""
    if not text.isascii() and _ODD.search(text):
        return wrap(text, width, break_words=True)
    lines, start = [], 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end <= start:
            lines.append(text[start : start + width])
            start += width
        else:
            lines.append(text[start:end].rstrip())
            start = end + 1
    return [*lines, text[start:].rstrip()]
