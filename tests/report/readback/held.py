"""A page held against the JSON of the same report: each says all that the other does, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tests.report.readback.ways import bare, may_go_unsaid, ways
from tests.report.recount.words import listed

Plain = dict[str, Any]


@dataclass(frozen=True)
class Grid:
    """A table as the JSON has it: its headings, and of each row the values."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]

    @property
    def is_telling(self) -> bool:
        """Whether each row is about something that has an id and a title."""
        return len(self.rows) > 0 and self.ids[:2] == ("id", "title")

    ids: tuple[str, ...] = ()

    def left_out(self, place: int) -> bool:
        """Whether the column may be left out, because nothing stands in it."""
        return all(may_go_unsaid(row[place]) for row in self.rows)


class Page(Protocol):
    """Reads one page from its beginning to its end. Each method takes what has to come next, or fails."""

    between: str

    def heading(self, text: str, depth: int) -> None: ...

    def paragraph(self, text: str) -> None: ...

    def caption(self, text: str, depth: int) -> None: ...

    def facts(self, facts: Sequence[tuple[str, Any]]) -> None: ...

    def bullets(self, items: Sequence[str]) -> None: ...

    def table(self, grid: Grid) -> int:
        """Read the table; how many rows it has."""

    def end(self) -> None: ...


@dataclass
class Counted:
    """What was read off a page."""

    tables: int = 0
    rows: int = 0
    cells: int = 0
    sentences: int = 0


def read(page: Page, document: Plain) -> Counted:
    """How much was read: all of *document*, and nothing else was on the page."""
    counted = Counted()
    for each in (document["organisation"], document["classification"]):
        if each:
            page.paragraph(each)
    page.heading(document["title"], 0)
    page.facts([(each["label"], each["value"]) for each in document["provenance"]])
    for section in document["sections"]:
        _section(page, section, 1, counted)
    page.end()
    return counted


def _section(page: Page, section: Plain, depth: int, counted: Counted) -> None:
    page.heading(section["title"], depth)
    is_alone = sum(block["type"] != "prose" for block in section["blocks"]) == 1
    for block in section["blocks"]:
        _block(page, block, depth, counted, is_alone=is_alone)
    for inner in section["sections"]:
        _section(page, inner, depth + 1, counted)


def _block(page: Page, block: Plain, depth: int, counted: Counted, *, is_alone: bool) -> None:
    counted.sentences += block["type"] == "prose"
    match block["type"]:
        case "prose":
            page.paragraph(block["text"])
        case "none":
            page.paragraph(f"{block['caption']}: none." if block["caption"] else "None.")
        case "bullets":
            page.bullets(block["items"])
        case "facts":
            page.facts([(each["label"], each["value"]) for each in block["rows"]])
        case "table" | "figures":
            if not is_alone:
                page.caption(block["caption"], depth + 1)
            grid, below = _figures(block) if block["type"] == "figures" else (_grid(block), "")
            rows = page.table(grid) if grid.rows else 0
            counted.tables += 1
            counted.rows += rows
            counted.cells += rows * len(grid.headings)
            if below:
                page.paragraph(below)
        case other:
            raise AssertionError(other)


def _grid(block: Plain) -> Grid:
    ids = tuple(each["id"] for each in block["columns"])
    rows = [list(each["cells"].values()) for each in block["rows"]]
    return Grid([each["heading"] for each in block["columns"]], rows, ids)


def _figures(block: Plain) -> tuple[Grid, str]:
    """The table of the words that anything falls under, and the sentence that names the others."""
    has_before = any(each["before"] is not None for each in block["rows"])
    shown = [each for each in block["rows"] if each["share"]["count"] or each["before"]]
    rows = [[each["word"], each["share"], *(_moved(each) if has_before else [])] for each in shown]
    others = listed([each["word"]["label"] for each in block["rows"] if each not in shown])
    headings = [block["heading"], "How many", *(["Before", "Change"] if has_before else [])]
    return Grid(headings, rows), f"None: {others}." if others else ""


def _moved(figure: Plain) -> list[Any]:
    step = figure["share"]["count"] - figure["before"]
    return [figure["before"], "no change" if not step else f"{'up' if step > 0 else 'down'} {abs(step):,}"]


def said_so(text: str, value: Any, between: str) -> bool:
    """Whether *text*, without blanks, is how *value* is written."""
    return any(text == bare(each) for each in ways(value, between))
