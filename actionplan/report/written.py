"""Cells as a voice writes them, each of them once: the tables of a report share most of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from actionplan.report.model import Cell, Row

T = TypeVar("T")


class Written(Generic[T]):
    """What *write* makes of cells, remembered by their identity, which is quicker to compare than what they hold."""

    def __init__(self, write: Callable[[Cell], T]) -> None:
        self._write = write
        self._known: dict[int, T] = {}

    def cell(self, cell: Cell) -> T:
        """What is made of *cell*."""
        key = id(cell)
        if key not in self._known:
            self._known[key] = self._write(cell)
        return self._known[key]

    def column(self, cells: Sequence[Cell]) -> list[T]:
        """What is made of each of *cells*."""
        made: list[T | None] = [*map(self._known.get, map(id, cells))]
        if None in made:
            return [self.cell(cell) if known is None else known for known, cell in zip(made, cells, strict=True)]
        return made  # type: ignore[return-value]  # none of them is None

    def rows(self, rows: Sequence[Row]) -> Iterator[tuple[T, ...]]:
        """What is made of the cells of each row; column by column, because that is quicker."""
        return zip(*map(self.column, columns_of(rows)), strict=True)


def columns_of(rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    """The cells of *rows* column by column."""
    return zip(*[row.cells for row in rows], strict=True)
