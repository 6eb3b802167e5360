"""The report for programs: version 1 (schema/report-v1.json).

It is written out by hand, so that it changes only on purpose. Each row is one line, so that two reports can be compared
line by line. Pictures are left out: their figures stand in its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TypeAlias, assert_never

from actionplan.report.model import (
    Bullets,
    Cell,
    Counts,
    Dates,
    Fact,
    Facts,
    Figure,
    Figures,
    Inferred,
    Link,
    Measure,
    Missing,
    NoneSaid,
    Number,
    Place,
    Prose,
    RenderOptions,
    Report,
    ReviewPeriod,
    Section,
    Several,
    Share,
    Status,
    Strip,
    Table,
    Text,
    Told,
)
from actionplan.report.words import without_pictures
from actionplan.report.written import Written

Pieces: TypeAlias = list[str]  # of the text; they are joined once, as bytes, because it can be long

# Inside a string each of these may be written by its number, and then neither a terminal nor a CI log obeys it.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]|#(?=#)")


def render(report: Report, options: RenderOptions) -> bytes:  # noqa: ARG001  # every renderer takes them
    """The report as UTF-8 JSON."""
    writer = _Writer()
    document = {
        "format": [quoted("actionplan.report")],
        "version": ["1"],
        "tool": [quoted(report.version)],
        "as_at": [quoted(report.on.isoformat())],
        "title": [quoted(report.title)],
        "plans": [_line(quoted(each) for each in report.plans)],
        "organisation": [quoted(report.letterhead.organisation)],
        "classification": [quoted(report.letterhead.classification)],
        "seal": [quoted(report.seal)],
        "provenance": _list("  ", [[_fact(each)] for each in report.provenance.rows]),
        "sections": _list("  ", [writer.section(each, "    ") for each in report.sections]),
    }
    return b"".join([each.encode("utf-8") for each in (*_mapping("", document), "\n")])


def seal_of(data: bytes) -> str | None:
    """The seal that a report of this voice keeps; None where there is none."""
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    seal = found.get("seal") if isinstance(found, dict) else None
    return seal if isinstance(seal, str) else None


def text_json(text: str) -> str:
    """*text* as a JSON string."""
    shown = encode_basestring(text)
    if shown.isascii() and "##" not in shown and "\x7f" not in shown:
        return shown
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


quoted = lru_cache(maxsize=4_096)(text_json)  # for keys and labels, which come again and again


def _mapping(margin: str, values: Mapping[str, Pieces]) -> Pieces:
    """Keys and their JSON, one to a line, between braces that stand at *margin*."""
    return _box("{}", margin, [[f'"{key}": ', *value] for key, value in values.items()])


def _list(margin: str, items: Sequence[Pieces]) -> Pieces:
    return _box("[]", margin, items) if items else ["[]"]


def _box(ends: str, margin: str, items: Sequence[Pieces]) -> Pieces:
    """*items*, one to a line, between the two *ends*."""
    gap = f"\n{margin}  "
    pieces = [ends[0]]
    for item in items:
        pieces += (gap, *item)
        gap = f",\n{margin}  "
    pieces.append(f"\n{margin}{ends[1]}")
    return pieces


def _line(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


class _Writer:
    """Sections as JSON."""

    def __init__(self) -> None:
        self.written = Written(_cell)

    def section(self, section: Section, margin: str) -> Pieces:
        inner = margin + "  "
        values = {
            "id": [quoted(section.id)],
            "title": [quoted(section.title)],
            "blocks": _list(inner, [self.block(each, inner + "  ") for each in without_pictures(section)]),
            "sections": _list(inner, [self.section(each, inner + "  ") for each in section.sections]),
        }
        return _mapping(margin, values)

    def block(self, block: Told, margin: str) -> Pieces:
        inner = margin + "  "
        match block:
            case Prose():
                return [f'{{"type": "prose", "text": {quoted(block.text)}}}']
            case NoneSaid():
                return [f'{{"type": "none", "caption": {quoted(block.caption)}}}']
            case Bullets():
                items = _list(inner, [[quoted(each)] for each in block.items])
                return _mapping(margin, {"type": ['"bullets"'], "items": items})
            case Facts():
                rows = _list(inner, [[_fact(each)] for each in block.rows])
                return _mapping(margin, {"type": ['"facts"'], "rows": rows})
            case Figures():
                rows = _list(inner, [[_figure(each)] for each in block.rows])
                return _mapping(margin, {**_head("figures", block), "heading": [quoted(block.heading)], "rows": rows})
            case Table():
                return _mapping(margin, {**_head("table", block), **self.table(block, inner)})
            case _:
                assert_never(block)

    def table(self, table: Table, margin: str) -> dict[str, Pieces]:
        columns = [[f'{{"id": {quoted(each.id)}, "heading": {quoted(each.heading)}}}'] for each in table.columns]
        keys = ", ".join([f"{quoted(each.id).replace('%', '%%')}: %s" for each in table.columns])
        form = f'{{"place": %s, "cells": {{{keys}}}}}'
        places = ["null" if each.place is None else self.written.cell(each.place) for each in table.rows]
        told = zip(places, self.written.rows(table.rows), strict=True)
        rows = [[form % (place, *cells)] for place, cells in told]
        return {"columns": _list(margin, columns), "rows": _list(margin, rows)}


def _head(type_: str, block: Figures | Table) -> dict[str, Pieces]:
    return {"type": [quoted(type_)], "id": [quoted(block.id)], "caption": [quoted(block.caption)]}


def _fact(fact: Fact) -> str:
    return f'{{"id": {quoted(fact.id)}, "label": {quoted(fact.label)}, "value": {_cell(fact.cell)}}}'


def _figure(figure: Figure) -> str:
    before = "null" if figure.before is None else figure.before
    return f'{{"word": {_status(figure.word)}, "share": {_cell(figure.share)}, "before": {before}}}'


def _cell(cell: Cell) -> str:  # noqa: C901, PLR0911  # one case for each kind of cell
    match cell:
        case Text():
            return text_json(cell.text)
        case Status():
            return _status(cell)
        case Dates():
            return _dates(cell)
        case Missing():
            return f'{{"missing": {quoted(cell.text)}}}'
        case Number():
            return str(cell.value)
        case Share():
            percent = "null" if cell.percent is None else cell.percent
            return f'{{"count": {cell.count}, "of": {cell.of}, "percent": {percent}}}'
        case ReviewPeriod():
            return _dates(cell.dates)
        case Place():
            return f'{{"file": {quoted(cell.file)}, "line": {cell.line}}}'
        case Link():
            return _link(cell)
        case Measure():
            return f'{{"value": {quoted(f"{cell.value:f}")}, "date": {_dates(cell.date)}}}'
        case _:
            return _together(cell)


def _together(cell: Counts | Inferred | Several | Strip) -> str:
    """A cell made of other values."""
    match cell:
        case Counts():
            counts = [f'"{name}": {count.value}' for name, count in cell.counts]
            return f'{{"counts": {{{", ".join(counts)}}}}}'
        case Inferred():
            return f'{{"inferred": {_cell(cell.cell)}}}'
        case Several():
            return f'{{"values": {_line([_cell(each) for each in cell.cells])}}}'
        case Strip():
            steps = [f'{{"period": {quoted(each.period)}, "word": {_status(each.word)}}}' for each in cell.steps]
            return f'{{"periods": {_line(steps)}}}'
        case _:
            assert_never(cell)


@lru_cache(maxsize=1_024)
def _status(status: Status) -> str:
    return f'{{"code": {quoted(status.code)}, "label": {quoted(status.label)}, "tone": {quoted(status.tone)}}}'


@lru_cache(maxsize=65_536)
def _dates(dates: Dates) -> str:
    days = f'"first": "{dates.first.isoformat()}", "last": "{dates.last.isoformat()}"'
    return f'{{{days}, "precision": {quoted(dates.precision)}, "written": {quoted(dates.written)}}}'


def _link(link: Link) -> str:
    url = quoted(link.url) if link.url else "null"
    return f'{{"title": {quoted(link.text)}, "url": {url}, "date": {_dates(link.date) if link.date else "null"}}}'
