"""What an organisation's own template is given, and what is said of a template that is wrong.

The fields are plain: texts as the report words them, numbers beside them, lists and names. They keep their names;
docs/reference/template-fields.md lists them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from actionplan.plaintext import safe
from actionplan.report.model import (
    Bars,
    Block,
    Bullets,
    CannotRender,
    Cell,
    Dates,
    Fact,
    Facts,
    Figure,
    Figures,
    Inferred,
    Link,
    Logo,
    NoneSaid,
    Number,
    Path,
    Prose,
    Report,
    Row,
    Section,
    Several,
    Share,
    Status,
    Table,
    Template,
)
from actionplan.report.words import figure_said, figures_shown, none_said, said, said_dates, without_idle_columns
from actionplan.report.written import Written

if TYPE_CHECKING:
    from actionplan.report.sandbox import Sandbox

Fields: TypeAlias = dict[str, Any]
# What a voice adds to a block under the route of its section: by its name, what makes it when a template asks for it.
Added: TypeAlias = Callable[[Block, tuple[str, ...]], Mapping[str, Callable[[], object]]]


class BadTemplate(CannotRender):
    """A template that cannot be filled in: its name, the line where it is known, and what is wrong."""


def environment() -> Sandbox:
    """A sandbox for templates, in which a field that is not there is an error. One is for one filling in."""
    from actionplan.report.sandbox import Named, Sandbox

    return Sandbox(Named)


def filled(template: Template, values: Mapping[str, Any]) -> bytes:
    """What *template* makes of *values*, in UTF-8. Raises BadTemplate."""
    source = source_of(template)
    try:
        return environment().filled(source, values)
    except Exception as error:  # a template can go wrong in every way that a program can
        raise said_bad(template.name, error) from error


def source_of(template: Template) -> str:
    """The template's text. Raises BadTemplate where it is none."""
    try:
        return template.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadTemplate(f"{template.name} is not a text in UTF-8, so it cannot be a template for a page.") from None


def check(template: Template, report: Report | None = None) -> list[str]:
    """What is wrong with *template*, a sentence each; fields that no report has, with the nearest that it has.

    With *report* it is held against just that one. Without, names that differ from plan to plan (of sections, tables,
    columns, statuses and facts) are taken on trust.
    """
    from actionplan.report.sandbox import Notes, Sandbox, noting

    notes = Notes()
    try:
        source = source_of(template)
        Sandbox(noting(notes)).from_string(source).render(fields(report) if report else trusting_fields())
    except BadTemplate as error:
        return [str(error)]
    except Exception as error:  # noqa: BLE001  # as above
        last = str(said_bad(template.name, error))
        return [*(f"{template.name}: {each}" for each in notes.messages if each not in last), last]
    return [f"{template.name}: {each}" for each in notes.messages]


def trusting_fields(add: Added | None = None) -> Fields:
    """Fields of an invented report in which every name of a section, a table, a column or a status is there."""
    from actionplan.report.sample import sample

    return fields(sample(), add or _nothing_more, by_name=Trusting)


def said_bad(name: str, error: Exception, near: str = "") -> BadTemplate:
    """What went wrong in the template called *name*, as a sentence. *near* are words beside it, instead of a line."""
    line = getattr(error, "lineno", None) or line_of(error)
    where = f"{name}, near “{near}”" if near else f"{name}, line {line}" if line else name
    if isinstance(error, RecursionError):
        return BadTemplate(f"{where}: it calls itself without an end.")
    text = str(getattr(error, "message", None) or error) or type(error).__name__
    return BadTemplate(f"{where}: {text}" + ("" if text.endswith((".", "?", "!")) else "."))


def line_of(error: Exception) -> int | None:
    """The line of the template that *error* came from."""
    line, frame = None, error.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


class Late(dict[str, Any]):
    """Fields, some of which are made only when they are asked for."""

    def __init__(self, known: Mapping[str, Any], late: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(known)
        self.late = late

    def __missing__(self, name: str) -> Any:
        made = self[name] = self.late[name]()
        return made


class Trusting(dict[str, Any]):
    """Fields of which each name is there, and like the first."""

    def __missing__(self, name: str) -> Any:
        for each in self.values():
            return each
        raise KeyError(name)


def _nothing_more(_: Block, __: tuple[str, ...]) -> Mapping[str, Callable[[], object]]:
    """What only a page has is there for any template, and empty."""
    return {"html": str}


def fields(report: Report, add: Added = _nothing_more, by_name: type[dict[str, Any]] = dict) -> Fields:
    """What a template may use. *add* is what a voice adds to each block."""
    maker = _Maker(add, by_name)
    sections = [maker.section(each, (each.id,)) for each in report.sections]
    head = report.letterhead
    return {
        "title": safe(report.title),
        "plans": [*report.plans],
        "as_at": said_dates(Dates(report.on, report.on, report.on.isoformat(), "day")),
        "as_at_iso": report.on.isoformat(),
        "version": report.version,
        "organisation": safe(head.organisation),
        "classification": safe(head.classification),
        "logo": _logo(head.logo),
        "seal": report.seal,
        "facts": by_name({each.id: safe(said(each.cell)) for each in report.provenance.rows}),
        "provenance": maker.block(report.provenance, ()),
        "sections": sections,
        "section": by_name({each["id"]: each for each in sections}),
        "style": "",
        "style_hashes": "",
    }


def _logo(logo: Logo | None) -> Fields | None:
    """The logo as an address that holds it, and what it shows."""
    if logo is None:
        return None
    return {"address": f"data:image/{logo.kind};base64,{b64encode(logo.data).decode('ascii')}", "text": safe(logo.text)}


class _Maker:
    """Sections and blocks as fields."""

    def __init__(self, add: Added, by_name: type[dict[str, Any]]) -> None:
        self.add, self.by_name = add, by_name
        self.cells = Written(self.cell)

    def section(self, section: Section, route: tuple[str, ...]) -> Fields:
        blocks = [self.block(each, route) for each in section.blocks]
        inner = [self.section(each, (*route, each.id)) for each in section.sections]
        return {
            "id": section.id,
            "anchor": "-".join(route),
            "depth": len(route),
            "title": safe(section.title),
            "blocks": blocks,
            "tables": self.by_name({each["id"]: each for each in blocks if each["kind"] == "table"}),
            "figures": self.by_name({each["id"]: each["by_code"] for each in blocks if each["kind"] == "figures"}),
            "sections": inner,
            "section": self.by_name({each["id"]: each for each in inner}),
            "within": [part for each in inner for part in (each, *each["within"])],
        }

    def block(self, block: Block, route: tuple[str, ...]) -> Fields:
        known, late = self.told(block)
        return Late(known, {**late, **self.add(block, route)})

    def told(self, block: Block) -> tuple[Fields, dict[str, Callable[[], object]]]:  # noqa: PLR0911  # one case for each block
        match block:
            case Prose():
                return {"kind": "prose", "text": safe(block.text)}, {}
            case NoneSaid():
                return {"kind": "none", "text": safe(none_said(block))}, {}
            case Bullets():
                return {"kind": "bullets", "lines": [*map(safe, block.items)]}, {}
            case Facts():
                return {"kind": "facts", "rows": [self.fact(each) for each in block.rows]}, {}
            case Figures():
                return self.figures(block), {}
            case Table():
                known = {"kind": "table", "id": block.id, "caption": safe(block.caption)}
                shown = cache(partial(without_idle_columns, block))  # by the first who asks for a part of it
                return known, {"columns": lambda: _columns(shown()), "rows": lambda: self.rows(shown())}
            case Bars() | Path():
                words = {"caption": safe(block.caption), "description": safe(block.description)}
                return {"kind": "picture", "id": block.id, **words}, {}
            case _:
                assert_never(block)

    def fact(self, fact: Fact) -> Fields:
        return {"id": fact.id, "label": safe(fact.label), **self.cell(fact.cell)}

    def figures(self, figures: Figures) -> Fields:
        headings, shown, empty = figures_shown(figures)
        return {
            "kind": "figures",
            "id": figures.id,
            "caption": safe(figures.caption),
            "headings": [*map(safe, headings)],
            "rows": [_figure(each) for each in shown],
            "text": safe(empty),
            "by_code": self.by_name({each.word.code: _figure(each) for each in figures.rows}),
        }

    def rows(self, table: Table) -> list[Fields]:
        names = [each.id for each in table.columns]
        told = zip(table.rows, self.cells.rows(table.rows), strict=True)
        return [self.row(each, [*cells], names) for each, cells in told]

    def row(self, row: Row, cells: Sequence[Fields], names: Sequence[str]) -> Fields:
        place = safe(said(row.place)) if row.place else ""
        return {"cells": cells, "cell": self.by_name(zip(names, cells, strict=True)), "place": place}

    def cell(self, cell: Cell) -> Fields:
        parts = [self.cell(each) for each in cell.cells] if isinstance(cell, Several) else []
        return {"text": safe(said(cell)), "tone": "", "url": "", "value": None, "parts": parts, **_more(cell)}


def _more(cell: Cell) -> Fields:  # noqa: PLR0911  # one case for each kind that has more
    """What a program can use of *cell*, beside its words."""
    match cell:
        case Status():
            return {"tone": cell.tone, "value": cell.code}
        case Number():
            return {"value": cell.value}
        case Share():
            return {"value": cell.count}
        case Dates():
            return {"value": cell.last.isoformat()}
        case Link():
            return {"url": safe(cell.url or "")}
        case Inferred():
            return _more(cell.cell)
        case _:
            return {}


def _columns(table: Table) -> list[Fields]:
    return [{"id": each.id, "heading": safe(each.heading)} for each in table.columns]


def _figure(figure: Figure) -> Fields:
    share = figure.share
    return {
        "code": figure.word.code,
        "label": safe(figure.word.label),
        "tone": figure.word.tone,
        "count": share.count,
        "of": share.of,
        "percent": share.percent,
        "before": figure.before,
        "cells": [*map(safe, figure_said(figure))],
    }
