"""The report as a PDF that a screen reader can read (PDF/UA-1), set by typst.

Typst is given the report as data, so no text of a file is read as markup. It refuses to make a file in which a picture
has no words or a heading is skipped. Where no font of the machine has a letter that the report needs, the file has a
box in its place, is tagged all the same, and does not claim the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any, TypeAlias, assert_never

from actionplan.plaintext import safe
from actionplan.report.charts import svg
from actionplan.report.model import (
    Bars,
    Block,
    Bullets,
    CannotRender,
    Cell,
    Facts,
    Figures,
    Inferred,
    Link,
    Logo,
    NoneSaid,
    Path,
    Prose,
    RenderOptions,
    Report,
    Section,
    Several,
    Status,
    Table,
    Text,
)
from actionplan.report.widths import Measure, fits, is_wide, widths
from actionplan.report.words import figure_said, figures_shown, none_said, said, without_idle_columns
from actionplan.shipped import shipped

Part: TypeAlias = dict[str, Any]

# The first that is there is used; without any of them typst has letters of its own.
_FONTS = ("Arial", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
_SIZE, _SMALL = 9, 7.5  # points
_UPRIGHT, _TURNED = 9_638, 14_570  # between the margins of A4, in twentieths of a point
_DEEPEST = 6
_MARK = "actionplan-report "
_SEALED = re.compile(rf">{_MARK}([^<]+)</".encode())
_NO_LETTER = "could not be displayed"


def render(report: Report, options: RenderOptions) -> bytes:  # noqa: ARG001  # every renderer takes them
    """The report as a PDF. Raises CannotRender where typst is not installed, or cannot set it."""
    try:
        import typst
    except ImportError:
        raise CannotRender(
            'A PDF needs typst, which is not installed. Install it: pip install "actionplan[pdf]"'
        ) from None
    from json import dumps

    template = shipped("actionplan.report", "templates/page.typ")
    data = dumps(_data(report))
    day = int(datetime(report.on.year, report.on.month, report.on.day, tzinfo=UTC).timestamp())

    try:
        return typst.compile(template, format="pdf", sys_inputs={"report": data}, timestamp=day, pdf_standards=["ua-1"])
    except RuntimeError as error:
        if _NO_LETTER not in str(error):
            raise CannotRender(f"The PDF could not be set: {safe(str(error)[:500])}") from None
    return typst.compile(template, format="pdf", sys_inputs={"report": data}, timestamp=day)


def seal_of(data: bytes) -> str | None:
    """The seal of a report that `render` gave; None where there is none. Never raises."""
    found = _SEALED.search(data)
    return unescape(found[1].decode("utf-8", "replace")) if found else None


def _data(report: Report) -> Part:
    head = report.letterhead
    parts = [_block(report.provenance), *(part for each in report.sections for part in _section(each, 2))]
    is_turned = any(is_wide(each["columns"], _UPRIGHT) for each in parts if "columns" in each)
    return {
        "title": safe(report.title),
        "day": [report.on.year, report.on.month, report.on.day],
        "author": head.organisation or "actionplan",
        "organisation": safe(head.organisation),
        "classification": safe(head.classification),
        "keywords": ["action plan", "review"],
        "description": _MARK + report.seal if report.seal else None,
        "fonts": list(_FONTS),
        **({"logo": _logo(head.logo)} if head.logo else {}),
        "turned": is_turned,
        "parts": [_fitted(each, _TURNED if is_turned else _UPRIGHT) if "columns" in each else each for each in parts],
    }


def _logo(logo: Logo) -> Part:
    return {"data": list(logo.data), "format": "jpg" if logo.kind == "jpeg" else logo.kind, "text": logo.text}


def _section(section: Section, level: int) -> Iterator[Part]:
    """The heading and the blocks, then the sections in it."""
    yield {"kind": "heading", "level": min(level, _DEEPEST), "text": safe(section.title)}
    yield from (part for part in map(_block, section.blocks) if part)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block) -> Part:  # noqa: PLR0911  # one case for each kind of block
    match block:
        case Prose():
            return {"kind": "text", "text": safe(block.text)}
        case NoneSaid():
            return {"kind": "text", "text": safe(none_said(block))}
        case Bullets():
            return {"kind": "list", "lines": [safe(each) for each in block.items]}
        case Facts():
            return {"kind": "facts", "rows": [[f"{safe(each.label)}", _words(each.cell)] for each in block.rows]}
        case Figures():
            return _figures(block)
        case Table():
            return _table(without_idle_columns(block))
        case Bars() | Path():
            return _picture(block)
        case _:
            assert_never(block)


def _figures(figures: Figures) -> Part:
    headings, shown, empty = figures_shown(figures)
    rows: list[list[Cell]] = [[each.word, *map(Text, figure_said(each)[1:])] for each in shown]
    return _grid(" ".join(filter(None, (f"{figures.caption}.", empty))), headings, rows)


def _table(table: Table) -> Part:
    return _grid(table.caption, [each.heading for each in table.columns], [row.cells for row in table.rows])


def _grid(caption: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Part:
    cells = [[_words(cell) for cell in row] for row in rows]
    return {
        "kind": "table",
        "caption": safe(caption),
        "headings": [safe(each) for each in headings],
        "columns": [_measure(heading, [row[place] for row in cells]) for place, heading in enumerate(headings)],
        "cells": [cell for row in cells for cell in row],
    }


def _fitted(table: Part, room: int) -> Part:
    """*table* with widths for its columns, and with small letters where they are many."""
    columns = table.pop("columns")
    return {**table, "widths": widths(columns, room), "size": _SIZE if fits(columns, room) else _SMALL}


def _measure(heading: str, cells: Sequence[Sequence[Part]]) -> Measure:
    texts = ["; ".join(each["text"] for each in parts) for parts in cells]
    lengths = [len(each) for each in texts]
    word = max(len(word) for text in (heading, *texts) for word in (text.split() or [""]))
    return Measure(word, max([len(heading), *lengths]), sum(lengths) // max(1, len(lengths)))


def _words(cell: Cell) -> list[Part]:
    """The words of *cell*, each with its tone and its address."""
    match cell:
        case Several():
            return [part for each in cell.cells for part in _words(each)]
        case Status():
            return [{"text": safe(cell.label), "tone": cell.tone, "url": ""}]
        case Inferred(Status(label=label, tone=tone)):
            return [{"text": safe(f"{label} (inferred)"), "tone": tone, "url": ""}]
        case Link(url=str(url)) | Inferred(Link(url=str(url))):
            return [{"text": safe(said(cell)), "tone": "", "url": url}]
        case _:
            return [{"text": safe(said(cell)), "tone": "", "url": ""}]


def _picture(picture: Bars | Path) -> Part:
    drawn = svg(picture, standalone=True)
    if not drawn:
        return {}
    words = {"caption": safe(picture.caption), "description": safe(f"{picture.caption}. {picture.description}")}
    return {"kind": "picture", "svg": drawn, **words}
