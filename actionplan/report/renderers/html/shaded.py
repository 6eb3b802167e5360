"""Bars as shaded cells, for mail programs that draw no picture."""

from __future__ import annotations

from collections.abc import Mapping

from actionplan.report.charts.bars import words_of
from actionplan.report.charts.ink import Ink, inks_of
from actionplan.report.model import Bar, Bars, Status
from actionplan.report.renderers.html.cells import shown
from actionplan.report.renderers.html.inline import FONT, TABLE, margins, paragraph

_WORD_FITS = 4  # a piece that takes a quarter of the width has room for its word
_PIECE = f"{FONT}font-size:12px;line-height:16px;padding:3px 4px 3px 4px;border-right:2px solid #ffffff;"


def shaded(picture: Bars) -> str:
    """The bars as shaded cells with their counts, under a legend of their words."""
    rows = [each for each in picture.rows if _total(each)]
    if not rows:
        return ""
    words = words_of(rows)
    inks = inks_of(words)
    legend = "&ensp; ".join(
        [f'<span style="background-color:{inks[each.code].fill};">&emsp;</span> {shown(each.label)}' for each in words]
    )
    longest = max(map(_total, rows))
    return paragraph(legend, "font-size:13px;") + "".join([_bar(each, longest, inks) for each in rows])


def _total(bar: Bar) -> int:
    return sum(count for _, count in bar.pieces)


def _bar(bar: Bar, longest: int, inks: Mapping[str, Ink]) -> str:
    pieces = [_piece(word, count, longest, inks[word.code]) for word, count in bar.pieces if count]
    rest = 100 - 100 * _total(bar) // longest
    filling = f'<td width="{rest}%" style="font-size:1px;">&nbsp;</td>' if rest else ""
    label = paragraph(shown(bar.label), "font-size:14px;", below=0)
    opening = f'<table role="presentation" {TABLE} style="{margins(0, 8)}">'
    return f"{label}{opening}<tr>{''.join(pieces)}{filling}</tr></table>"


def _piece(word: Status, count: int, longest: int, ink: Ink) -> str:
    said_so_far = f"{count:,} {shown(word.label)}" if count * _WORD_FITS >= longest else f"{count:,}"
    style = f"{_PIECE}color:{ink.letters};"
    return f'<td width="{max(100 * count // longest, 1)}%" bgcolor="{ink.fill}" style="{style}">{said_so_far}</td>'
