"""Cells and blocks as HTML. Text is escaped by the library, and shown by name where it could be obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import assert_never

from actionplan.plaintext import safe
from actionplan.report.model import (
    Bullets,
    Cell,
    Counts,
    Dates,
    Facts,
    Figures,
    Inferred,
    Link,
    Measure,
    Missing,
    NoneSaid,
    Number,
    Place,
    Prose,
    ReviewPeriod,
    Several,
    Share,
    Status,
    Strip,
    Text,
)
from actionplan.report.words import figure_said, figures_shown, none_said, said, said_dates

_SPECIAL = re.compile("[&<>\"'\n]")
TONES = frozenset(("good", "watch", "bad"))


def text_html(text: str) -> str:
    """*text* as HTML; its line breaks stay."""
    said_safely = safe(text)
    return escape(said_safely).replace("\n", "<br>") if _SPECIAL.search(said_safely) else said_safely


shown = lru_cache(maxsize=4_096)(text_html)  # for headings and labels, which come again and again


def cell_html(cell: Cell) -> str:  # noqa: C901, PLR0911  # one case for each kind of cell
    """What stands in the cell."""
    match cell:
        case Text():
            return text_html(cell.text)
        case Status():
            return toned(cell)
        case Missing():
            return f'<span class="missing">{shown(cell.text)}</span>'
        case Link():
            return link(cell)
        case Inferred():
            return f"{cell_html(cell.cell)} (inferred)"
        case Several():
            return f"<ul>{''.join([f'<li>{cell_html(each)}</li>' for each in cell.cells])}</ul>"
        case Strip():
            return strip(cell)
        case Number() | Counts() | Dates() | Share() | ReviewPeriod() | Place() | Measure():
            return shown(said(cell))
        case _:
            assert_never(cell)


@lru_cache(maxsize=1_024)
def toned(status: Status) -> str:
    """The label, marked by its tone: a shape and a colour beside the word that says it."""
    return f'<span class="tone {tone_of(status)}">{shown(status.label)}</span>'


def tone_of(status: Status) -> str:
    return status.tone if status.tone in TONES else "neutral"


def link(link_: Link) -> str:
    """A link where its address is one of the web, else its words with the address."""
    if not is_web(link_.url):
        return shown(said(link_))
    date = f", {shown(said_dates(link_.date))}" if link_.date else ""
    return f'<a href="{escape(safe(link_.url or ""))}" rel="noopener noreferrer">{shown(link_.text)}</a>{date}'


def is_web(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("https://", "http://"))


def strip(strip_: Strip) -> str:
    """A box for each period, and beside them their words."""
    boxes = "".join([f'<i class="{tone_of(each.word)}"></i>' for each in strip_.steps])
    return f'<span class="strip" aria-hidden="true">{boxes}</span> {shown(said(strip_))}'


def prose(block: Prose | NoneSaid) -> str:
    text = block.text if isinstance(block, Prose) else none_said(block)
    return f"<p>{shown(text)}</p>"


def bullets(block: Bullets) -> str:
    return f"<ul>{''.join([f'<li>{shown(each)}</li>' for each in block.items])}</ul>"


def facts(block: Facts) -> str:
    rows = [f"<div><dt>{shown(each.label)}</dt><dd>{cell_html(each.cell)}</dd></div>" for each in block.rows]
    return f'<dl class="facts">{"".join(rows)}</dl>'


def figures(block: Figures, name: str, *, is_only: bool) -> str:
    """A table of the counts, and a line for what is not counted."""
    headings, rows, empty = figures_shown(block)
    lines = []
    for row in rows:
        texts = "".join([f"<td>{shown(each)}</td>" for each in figure_said(row)[1:]])
        lines.append(f'<tr><th scope="row">{toned(row.word)}</th>{texts}</tr>')
    table = framed(name, block.caption, heads(headings), lines, is_only=is_only) if rows else ""
    return table + (f"<p>{shown(empty)}</p>" if empty else "")


def heads(headings: Iterable[str]) -> list[str]:
    return [f'<th scope="col">{shown(each)}</th>' for each in headings]


def framed(name: str, caption: str, heads_: Iterable[str], rows: Iterable[str], *, is_only: bool) -> str:
    """A table that can be moved sideways on its own. A caption that only repeats the heading above is for listeners."""
    quiet = ' class="heard"' if is_only else ""
    begins = (
        f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{name}-caption"><table>'
        f'<caption id="{name}-caption"{quiet}>{shown(caption)}</caption>'
        f"<thead><tr>{''.join(heads_)}</tr></thead><tbody>"
    )
    return "\n".join((begins, *rows, "</tbody></table></div>"))
