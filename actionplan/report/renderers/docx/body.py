"""A report's sections as the text of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, assert_never

from actionplan.report.model import (
    Bars,
    Block,
    Bullets,
    Facts,
    Figures,
    NoneSaid,
    Path,
    Prose,
    Report,
    Section,
    Table,
)
from actionplan.report.renderers.docx.markup import paragraph, run
from actionplan.report.renderers.docx.pages import Pages, in_emu
from actionplan.report.renderers.docx.pictures import Pictures, Shape
from actionplan.report.renderers.docx.styles import Styles
from actionplan.report.renderers.docx.tables import Grid, Tables
from actionplan.report.words import is_alone, none_said, said

_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"
_WHOLE = '<w:keepNext w:val="0"/><w:keepLines/>'  # a caption and its picture in one paragraph: no page comes between
_PICTURE_SHARE = 60  # of a page's height, in a hundred: its table should stand beside it


class Sheet(NamedTuple):
    """What stands together on pages of one kind: a section, and whether those under it come with it."""

    section: Section
    depth: int
    is_whole: bool


def sheets_of(report: Report) -> Iterator[Sheet]:
    """The report in sheets: a section each. Where there are several plans, each plan's sections are sheets."""
    for section in report.sections:
        if section.id in report.plans and len(report.plans) > 1:
            yield Sheet(section, 0, is_whole=False)
            yield from (Sheet(inner, 1, is_whole=True) for inner in section.sections)
        else:
            yield Sheet(section, 0, is_whole=True)


class Body:
    """Writes sheets one after the other, upright or across as their tables need."""

    def __init__(self, styles: Styles, pages: Pages, tables: Tables, pictures: Pictures) -> None:
        self.styles = styles
        self.pages = pages
        self.tables = tables
        self.pictures = pictures
        self.grids: dict[int, Grid] = {}
        self.is_across = False
        self.is_first = True
        self.written: list[str] = []

    def text(self, report: Report, head: str) -> str:
        """The inner XML of the body: *head*, then the report's sections."""
        self.written = [head, *self.facts(report.provenance)]
        sheets = list(sheets_of(report))
        for sheet, is_across in zip(sheets, self.lie_of(sheets), strict=True):
            self.turn(is_across=is_across)
            self.section(sheet.section, sheet.depth, is_whole=sheet.is_whole)
        return "".join([*self.written, self.pages.properties(is_first=self.is_first, is_across=self.is_across)])

    def lie_of(self, sheets: Sequence[Sheet]) -> list[bool]:
        """Whether each sheet lies across: those with wide tables, and what is between them, so that pages turn once."""
        wide = [number for number, each in enumerate(sheets) if any(self.is_wide(table) for table in _tables(each))]
        return [bool(wide) and wide[0] <= number <= wide[-1] for number in range(len(sheets))]

    def turn(self, *, is_across: bool) -> None:
        """From here on the pages lie the other way, where they do not already."""
        if is_across != self.is_across:
            ended = self.pages.properties(is_first=self.is_first, is_across=self.is_across)
            self.written.append(paragraph("", self.styles.gap, ended))
            self.is_first, self.is_across = False, is_across

    def is_wide(self, table: Table) -> bool:
        return self.pages.across > self.pages.upright and self.grid(table).is_wide(self.pages.upright)

    def grid(self, table: Table) -> Grid:
        if id(table) not in self.grids:
            self.grids[id(table)] = self.tables.grid(table)
        return self.grids[id(table)]

    def section(self, section: Section, depth: int, *, is_whole: bool = True) -> None:
        self.written.append(self.heading(section.title, depth))
        is_only = is_alone(section)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            is_kept = isinstance(block, Prose) and isinstance(following, Figures | Table | Bars | Path)
            self.written += self.block(block, is_only=is_only, is_kept=is_kept)
        for inner in section.sections if is_whole else ():
            self.section(inner, depth + 1)

    def heading(self, title: str, depth: int) -> str:
        return paragraph(run(title), self.styles.headings[min(depth, len(self.styles.headings) - 1)])

    def block(  # noqa: PLR0911  # one case for each kind of block
        self, block: Block, *, is_only: bool = False, is_kept: bool = False
    ) -> list[str]:
        """The block's paragraphs; *is_kept* with what follows."""
        match block:
            case Prose():
                return [self.running(block.text, properties="<w:keepNext/>" if is_kept else "")]
            case NoneSaid():
                return [self.running(none_said(block))]
            case Bullets():
                return [self.running(each, self.styles.bullet) for each in block.items]
            case Facts():
                return self.facts(block)
            case Figures():
                return self.figures(block, is_only=is_only)
            case Table():
                return self.table(self.grid(block), is_only=is_only)
            case Bars() | Path():
                return self.picture(block)
            case _:
                assert_never(block)

    def running(self, text: str, style: str = "", properties: str = "") -> str:
        """A paragraph of running text, no wider on a page across than on one upright: longer lines are hard to read."""
        spare = self.pages.room(is_across=self.is_across) - self.pages.upright
        return paragraph(run(text), style, properties + (f'<w:ind w:right="{spare}"/>' if spare > 0 else ""))

    def facts(self, facts: Facts) -> list[str]:
        lines = [run(f"{each.label}:", "<w:b/>") + _TAB + run(said(each.cell)) for each in facts.rows]
        return [paragraph(line, self.styles.fact) for line in lines]

    def figures(self, figures: Figures, *, is_only: bool) -> list[str]:
        grid, empty = self.tables.figures(figures)
        shown = self.table(grid, is_only=is_only) if grid else []
        return [*shown, *([self.running(empty)] if empty else [])]

    def table(self, grid: Grid, *, is_only: bool) -> list[str]:
        caption = [] if is_only else [paragraph(run(grid.caption), self.styles.caption)]
        table = self.tables.table(grid, self.pages.room(is_across=self.is_across))
        return [*caption, table, paragraph("", self.styles.gap)]

    def picture(self, picture: Bars | Path) -> list[str]:
        drawn = self.drawn(picture)
        if not drawn:
            return []
        return [paragraph(run(picture.caption) + _BREAK + drawn, self.styles.caption, _WHOLE)]

    def drawn(self, picture: Bars | Path) -> str:
        """The picture as a run, empty where it cannot be drawn."""
        room = in_emu(self.pages.room(is_across=self.is_across))
        return self.pictures.chart(picture, Shape(room, in_emu(self.pages.height) * _PICTURE_SHARE // 100))


def _tables(sheet: Sheet) -> Iterator[Table]:
    yield from (each for each in sheet.section.blocks if isinstance(each, Table))
    for inner in sheet.section.sections if sheet.is_whole else ():
        yield from _tables(Sheet(inner, sheet.depth + 1, is_whole=True))
