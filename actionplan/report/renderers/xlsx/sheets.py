"""The sheets of the workbook: what stands on each, and where. Nothing here knows how a workbook is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from actionplan.plaintext import one_line, visible
from actionplan.report.flat import FACTS, FIGURES, FlatTable, Names, flat
from actionplan.report.model import Bars, Column, Report, Row, Section, Text
from actionplan.report.renderers.xlsx.charts import Chart, chart_of_bars, charts_of_figures
from actionplan.report.renderers.xlsx.grid import Grid, grid_of
from actionplan.report.renderers.xlsx.looks import SUBTITLE, TITLE
from actionplan.report.tabular import flat_tables

LONGEST_NAME = 31  # of a sheet
_ILLEGAL = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = ("history",)  # by Excel, in whatever letters
_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")

HEADLINE = "headline"
FIRST = ("plans", "commitments", "decisions", "changes", "returns", "outcomes", "indicators")
_LABEL, _VALUE, _COUNT = 36.0, 64.0, 13.0  # widths on the summary, in characters


@dataclass(frozen=True, slots=True)
class Block:
    """A table on a sheet: its name in formulas, what it is about, and the row its header stands in (1 is the first)."""

    name: str
    caption: str
    grid: Grid
    row: int = 1

    @property
    def last_row(self) -> int:
        return self.row + self.grid.rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` are texts above the tables with their looks; the first `frozen` columns stay in sight, as headers do."""

    name: str
    caption: str
    blocks: tuple[Block, ...]
    lines: tuple[tuple[str, str], ...] = ()
    frozen: int = 0
    charts: tuple[Chart, ...] = ()


def sheets_of(report: Report) -> Iterator[Sheet]:
    """The summary; then the tables most asked for, the others as the report has them, and what fitted into no cell."""
    tables = {each.name: each for each in flat_tables(report) if each.rows}
    named = _Named()
    yield _summary(report, tables, named)
    pictures = {each.id: each for each in _pictures(report.sections)} if len(report.plans) == 1 else {}
    order = [*(each for each in FIRST if each in tables), *tables]
    longer: list[Row] = []
    for name in dict.fromkeys(order):
        if name not in (FACTS, FIGURES, HEADLINE):
            sheet = _sheet(tables[name], named, pictures.get(name))
            longer += _longer(sheet)
            yield sheet
    if longer:
        columns = (Column("sheet", "Sheet"), Column("cell", "Column and row"), Column("piece", "Piece"))
        table = flat(
            (*columns, Column("text", "Text")), longer, "longer_text", "Longer text", "What fitted into no cell"
        )
        yield _sheet(table, named, None)


class _Named:
    """Names of sheets and of tables, each given once."""

    def __init__(self) -> None:
        self._sheets, self._tables = Names(_RESERVED), Names()

    def sheet(self, title: str) -> str:
        legal = one_line(visible(title)).translate(_ILLEGAL).strip(" '") or "Sheet"
        return self._sheets.free(legal[: LONGEST_NAME - 4].strip(" '") if len(legal) > LONGEST_NAME else legal, " ")

    def table(self, name: str) -> str:
        """A name for formulas: letters, digits and underscores, and nothing like a cell (Q1) or a row (R1C1)."""
        plain = "".join(each if each.isascii() and each.isalnum() else "_" for each in name.capitalize())
        is_legal = plain[:1].isalpha() and not _LIKE_CELL.fullmatch(plain)
        return self._tables.free(plain if is_legal else f"T_{plain}", "_")


def _sheet(table: FlatTable, named: _Named, picture: Bars | None) -> Sheet:
    grid = grid_of(table)
    ids = [each.id for each in table.fields]
    frozen = ids.index("id") + 1 if "id" in ids[:3] else 1
    name = named.sheet(table.title)
    charts = (chart_of_bars(picture, name, grid),) if picture else ()
    block = Block(named.table(table.name), table.caption, grid)
    return Sheet(name, table.caption, (block,), frozen=frozen, charts=tuple(each for each in charts if each))


def _longer(sheet: Sheet) -> Iterator[Row]:
    for block in sheet.blocks:
        for rest in block.grid.rests:
            for number, piece in enumerate(rest.pieces, 2):
                where = Text(f"{rest.heading}, row {rest.row + block.row - 1}")
                yield Row((Text(sheet.name), where, Text(str(number)), Text(piece)))


def _summary(report: Report, tables: dict[str, FlatTable], named: _Named) -> Sheet:
    """How things stand in sentences, what the report is about, and its figures, with a picture of them."""
    letterhead = report.letterhead
    under = [each for each in (letterhead.organisation, letterhead.classification) if each]
    lines = ((report.title, TITLE), *(((", ".join(under), SUBTITLE),) if under else ()))
    name = named.sheet("Summary")
    front = (_COUNT * 2,) if len(report.plans) > 1 else ()
    widths = (*front, _LABEL, _VALUE, *(_COUNT,) * 5)
    about = Block(named.table("about"), "What this report is about", grid_of(_about(tables), widths), len(lines) + 2)
    blocks = [about]
    if FIGURES in tables:
        figures = tables[FIGURES]
        grid = grid_of(figures, widths)
        blocks.append(Block(named.table("figures"), figures.caption, grid, about.last_row + 2))
    charts = charts_of_figures(report, name, blocks[-1].row) if not front else ()
    return Sheet(
        name, report.title, tuple(blocks), tuple((one_line(visible(text)), look) for text, look in lines), charts=charts
    )


def _about(tables: dict[str, FlatTable]) -> FlatTable:
    """The facts, under the sentences of the headline."""
    facts = tables[FACTS]
    said = tables.get(HEADLINE)
    rows = [Row((*row.cells[:-1], Text("Headline"), row.cells[-1])) for row in said.rows] if said else []
    return replace(facts, rows=(*rows, *facts.rows)) if rows else facts


def _pictures(sections: Iterable[Section]) -> Iterator[Bars]:
    for section in sections:
        yield from (each for each in section.blocks if isinstance(each, Bars))
        yield from _pictures(section.sections)
