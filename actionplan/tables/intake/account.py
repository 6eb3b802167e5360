"""What became of each row of a tracker, so that the sums agree."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from actionplan.tables.table import Cell


class Remark(NamedTuple):
    """Something to know about a cell: where it is, and what about it."""

    address: str
    message: str


class Account:
    """What was read, row by row: each is taken, merged into another, or refused, with the reason."""

    def __init__(self) -> None:
        self.read = 0
        self.taken = 0
        self.merged: Counter[str] = Counter()
        self.refused: list[Remark] = []
        self.doubts: list[Remark] = []

    def refuse(self, cell: Cell, why: str, rows: int = 1) -> None:
        """Say that a row is not taken, because of *cell*."""
        self.refused += [Remark(cell.address, why)] * rows

    def doubt(self, cell: Cell, message: str) -> None:
        """Say something that whoever imports should look at."""
        self.doubts.append(Remark(cell.address, message))

    @property
    def agrees(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.taken + sum(self.merged.values()) + len(self.refused)
