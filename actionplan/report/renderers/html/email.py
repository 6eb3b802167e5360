"""The page for a mail: what Outlook shows, which reads no style sheet and draws no picture.

Tables and inline styles only, about 640 wide. It is kept under the size at which Gmail cuts a mail off (102 KB): the
longest tables give way, and the words say that the full report has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import assert_never

from actionplan.plaintext import safe
from actionplan.report.model import (
    Bars,
    Block,
    Bullets,
    Cell,
    Facts,
    Figures,
    Inferred,
    Link,
    Missing,
    NoneSaid,
    Path,
    Prose,
    Report,
    Row,
    Section,
    Several,
    Status,
    Table,
)
from actionplan.report.renderers.html.cells import is_web, shown
from actionplan.report.renderers.html.inline import (
    ACCENT,
    CELL,
    GROUND,
    QUIET,
    TABLE,
    TEXT,
    TONES,
    UNDER,
    WHOLE,
    caption,
    classification_line,
    heading,
    margins,
    paragraph,
)
from actionplan.report.renderers.html.shaded import shaded
from actionplan.report.words import (
    figure_said,
    figures_shown,
    is_alone,
    none_said,
    said,
    said_dates,
    said_in_full_report,
    without_idle_columns,
)

LARGEST = 95_000  # bytes
_AROUND = 5_000  # what stands before and after the sections
_LONGEST_WORD = 16
_WIDEST_GRID = 3  # columns
_SHORT = 12  # characters; values as short as this share a line
_HEAD = """\
<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">
"""
_BODY = f"""\
<body style="margin:0;padding:0;background-color:#ffffff;">
<table role="presentation" {TABLE}><tr><td align="center" style="padding:16px;">
<!--[if mso]><table role="presentation" width="640"><tr><td><![endif]-->
<div role="main" style="max-width:640px;margin:0 auto 0 auto;text-align:left;overflow-wrap:anywhere;">
"""
_CLOSING = """
</div>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body></html>
"""


def mail(report: Report, seal: str) -> str:
    """The whole mail; *seal* is the element that keeps the seal, or nothing."""
    title = f"{seal}<title>{shown(report.title)}</title></head>\n"
    return "".join([_HEAD, title, _BODY, "\n".join(_told(report)), _CLOSING])


def _told(report: Report) -> Iterator[str]:
    head = report.letterhead
    line = classification_line(head.classification) if head.classification else ""
    yield line
    if head.organisation:
        yield paragraph(shown(head.organisation), f"color:{QUIET};")
    yield heading(report.title, 1)
    yield _facts(report.provenance)
    yield from _fitting([piece for each in report.sections for piece in _section(each, 2)], LARGEST - _AROUND)
    yield line


@dataclass(slots=True)
class _Piece:
    """A part of the mail, and what stands there where it has to give way; nothing where it may not."""

    full: str
    short: str | None = None

    @property
    def saving(self) -> int:
        return _size(self.full) - _size(self.short) if self.short is not None else 0


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _fitting(pieces: list[_Piece], room: int) -> Iterator[str]:
    """The pieces, of which the largest give way until they fit."""
    over = sum(_size(each.full) + 1 for each in pieces) - room
    for each in sorted(pieces, key=lambda piece: -piece.saving):
        if over <= 0 or each.saving <= 0:
            break
        over -= each.saving
        each.full = each.short or ""
    return (each.full for each in pieces)


def _section(section: Section, depth: int) -> Iterator[_Piece]:
    yield _Piece(heading(section.title, depth))
    is_only = is_alone(section)
    for block in section.blocks:
        yield _Piece(_block(block, is_only=is_only), _short(block, is_only=is_only))
    if section.sections:
        yield from _inner(section, depth + 1)


def _inner(section: Section, depth: int) -> Iterator[_Piece]:
    """The sections in *section*, unless even their headings would fill the mail."""
    pieces = [piece for each in section.sections for piece in _section(each, depth)]
    least = sum(_size(each.full) - each.saving for each in pieces)
    if least > LARGEST // 2:
        yield _Piece(paragraph(said_in_full_report(len(section.sections), "section")))
    else:
        yield from pieces


def _short(block: Block, *, is_only: bool) -> str | None:
    match block:
        case Table():
            rows = paragraph(said_in_full_report(len(block.rows), "row"))
            return rows if is_only else caption(block.caption) + rows
        case Bars():
            return paragraph(shown(block.description))
        case Bullets():
            return paragraph(said_in_full_report(len(block.items), "point"))
        case _:
            return None


def _block(block: Block, *, is_only: bool) -> str:  # noqa: C901, PLR0911  # one case for each kind of block
    match block:
        case Prose(text):
            return paragraph(shown(text))
        case NoneSaid():
            return paragraph(shown(none_said(block)))
        case Bullets():
            items = [f'<li style="{TEXT}">{shown(each)}</li>' for each in block.items]
            return f'<ul style="{margins(0, 14)}padding-left:22px;">{"".join(items)}</ul>'
        case Facts():
            return _facts(block)
        case Figures():
            return ("" if is_only else caption(block.caption)) + _figures(block)
        case Table():
            return ("" if is_only else caption(block.caption)) + _table(block)
        case Bars():
            return caption(block.caption) + shaded(block)
        case Path():
            return paragraph(shown(block.description))
        case _:
            assert_never(block)


def _facts(facts: Facts) -> str:
    rows = [
        f'<tr><th scope="row" width="30%" style="{CELL}font-weight:normal;color:{QUIET};padding-left:0;">'
        f'{shown(each.label)}</th><td style="{CELL}">{_cell(each.cell)}</td></tr>'
        for each in facts.rows
    ]
    return f'<table {TABLE} style="{margins(0, 14)}">{"".join(rows)}</table>'


def _figures(figures: Figures) -> str:
    headings, rows, empty = figures_shown(figures)
    lines = [[_toned(each.word), *map(shown, figure_said(each)[1:])] for each in rows]
    return (_grid(headings, lines) if rows else "") + (paragraph(shown(empty)) if empty else "")


def _table(table: Table) -> str:
    """A grid where it is narrow; else a paragraph for each row, as a mail is read on a phone."""
    narrow = without_idle_columns(table)
    headings = [each.heading for each in narrow.columns]
    if len(headings) <= _WIDEST_GRID:
        return _grid(headings, ([_cell(cell) for cell in row.cells] for row in narrow.rows))
    named = 2 if [each.id for each in narrow.columns[:2]] == ["id", "title"] else 1
    return "".join([_record(headings, row, named) for row in narrow.rows])


def _grid(headings: Iterable[str], rows: Iterable[list[str]]) -> str:
    style = f"{CELL}{WHOLE}background-color:{GROUND};"
    heads = "".join([f'<th scope="col" style="{style}">{shown(each)}</th>' for each in headings])
    lines = []
    for first, *others in rows:
        cells = "".join([f'<td style="{CELL}{UNDER}{_tearing(each)}">{each}</td>' for each in others])
        lines.append(f'<tr><th scope="row" style="{CELL}{UNDER}{_tearing(first)}">{first}</th>{cells}</tr>')
    return f'<table {TABLE} style="{margins(0, 14)}"><tr>{heads}</tr>{"".join(lines)}</table>'


def _tearing(inner: str) -> str:
    """Whether the words of a cell stay whole; of markup, what is between its marks."""
    words = re.sub(r"<[^>]*>", " ", inner).split()
    return WHOLE if max(map(len, words), default=0) <= _LONGEST_WORD else ""


def _record(headings: list[str], row: Row, named: int) -> str:
    """What the row is called, and under it the other values after their headings; what is rightly missing is left out.

    The first *named* cells are what it is called.
    """
    told = [
        f"{shown(heading)}: {_cell(cell)}"
        for heading, cell in zip(headings[named:], row.cells[named:], strict=True)
        if not isinstance(cell, Missing) or cell.matters
    ]
    is_short = all(len(said(each)) <= _SHORT for each in row.cells[named:])
    name, *rest = [_cell(each) for each in row.cells[:named]]
    lines = [" ".join([f"<b>{name}</b>", *rest]), *(["; ".join(told)] if is_short else told)]
    return paragraph("<br>".join(lines), f"{UNDER}padding-bottom:10px;font-size:14px;line-height:20px;")


def _cell(cell: Cell) -> str:
    match cell:
        case Status():
            return _toned(cell)
        case Link() if is_web(cell.url):
            date = f", {shown(said_dates(cell.date))}" if cell.date else ""
            return f'<a href="{escape(safe(cell.url or ""))}" style="color:{ACCENT};">{shown(cell.text)}</a>{date}'
        case Inferred():
            return f"{_cell(cell.cell)} (inferred)"
        case Several():
            return "<br>".join([_cell(each) for each in cell.cells])
        case _:
            return shown(said(cell))


def _toned(status: Status) -> str:
    colour = TONES.get(status.tone)
    return f'<b style="color:{colour};">{shown(status.label)}</b>' if colour else f"<b>{shown(status.label)}</b>"
