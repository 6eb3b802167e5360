"""The terminal's page read back, grid or told row by row, whatever its width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from tests.report.readback.held import Grid, said_so
from tests.report.readback.ways import bare, may_go_unsaid, ways

UNDERLINES = "=-~"


class TerminalPage:
    """A page of lines, from its first to its last."""

    between = "; "

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.place = 0

    def skip(self) -> None:
        while self.place < len(self.lines) and not self.lines[self.place].strip():
            self.place += 1

    def end(self) -> None:
        self.skip()
        assert self.lines[self.place :] == []

    def words(self, text: str) -> None:
        """Lines that say *text* together."""
        self.skip()
        self.any_of([text])

    def any_of(self, texts: Sequence[str]) -> None:
        wanted, so_far, begin = [bare(each) for each in texts], "", self.place
        while so_far not in wanted or not so_far:
            assert self.place < len(self.lines), (texts, self.lines[begin])
            so_far += bare(self.lines[self.place])
            assert any(each.startswith(so_far) for each in wanted), (texts, self.lines[begin : self.place + 1])
            self.place += 1

    def heading(self, text: str, depth: int) -> None:
        self.words(text)
        if depth < len(UNDERLINES):
            assert set(self.lines[self.place]) == {UNDERLINES[depth]}, text
            self.place += 1

    def paragraph(self, text: str) -> None:
        self.words(text)

    def caption(self, text: str, depth: int) -> None:  # noqa: ARG002  # it has no underline
        self.words(text)

    def bullets(self, items: Sequence[str]) -> None:
        for each in items:
            self.words(f"- {each}")

    def facts(self, facts: Sequence[tuple[str, Any]]) -> None:
        for label, value in facts:
            self.skip()
            self.any_of([f"{label}: {each}" for each in ways(value, self.between)])

    def table(self, grid: Grid) -> int:
        self.skip()
        widths = self._widths()
        if widths is None:
            assert grid.is_telling
            return self._records(grid)
        return self._grid(grid, widths)

    # A grid: headings, a line of dashes, and rows of one line or several.

    def _widths(self) -> list[int] | None:
        """The widths of the columns, by the dashes below the headings; None where the table is told row by row."""
        for line in self.lines[self.place :]:
            if re.fullmatch(r"-+(  -+)*", line):
                return [len(each) for each in line.split("  ")]
            if not line:
                return None
        return None

    def _grid(self, grid: Grid, widths: list[int]) -> int:
        headings = [""] * len(widths)
        while not re.fullmatch(r"-+(  -+)*", self.lines[self.place]):
            headings = self._more(headings, widths)
        self.place += 1
        places = self._places(grid, headings)
        for row in grid.rows:
            self._row([row[each] for each in places], widths)
        return len(grid.rows)

    def _places(self, grid: Grid, headings: list[str]) -> list[int]:
        """Which columns of the JSON these are; in those that are not there nothing stands."""
        places, left = [], list(headings)
        for place, heading in enumerate(grid.headings):
            if left and left[0] == bare(heading):
                places.append(place)
                left.pop(0)
            else:
                assert grid.left_out(place), (heading, headings)
        assert left == []
        return places

    def _row(self, values: list[Any], widths: list[int]) -> None:
        texts, begin = [""] * len(widths), self.place
        while not all(said_so(text, value, self.between) for text, value in zip(texts, values, strict=True)):
            assert self.place < len(self.lines), (values, self.lines[begin])
            assert self.lines[self.place], (values, texts)
            texts = self._more(texts, widths)

    def _more(self, texts: list[str], widths: list[int]) -> list[str]:
        """*texts* with what the next line adds to each."""
        line, pieces = self.lines[self.place], []
        self.place += 1
        for width in widths:
            piece, line = _cut(line, width)
            gap, line = _cut(line, 2)
            assert not gap.strip(), (gap, self.lines[self.place - 1])
            pieces.append(piece)
        assert not line
        return [text + bare(piece) for text, piece in zip(texts, pieces, strict=True)]

    # Records: id and title, then each value after its heading.

    def _records(self, grid: Grid) -> int:
        for (id_, title), rows in groupby(grid.rows, key=lambda row: tuple(row[:2])):  # not said twice
            self.any_of([f"{one}{two}" for one in ways(id_) for two in ways(title)])
            told = self._indented()
            for row in rows:
                for heading, value in zip(grid.headings[2:], row[2:], strict=True):
                    told = _taken(told, heading, value)
            assert told == "", (id_, told)
        return len(grid.rows)

    def _indented(self) -> str:
        begin = self.place
        while self.place < len(self.lines) and self.lines[self.place].startswith("   "):
            self.place += 1
        return "".join(map(bare, self.lines[begin : self.place]))


def _taken(told: str, heading: str, value: Any) -> str:
    """What is left of *told* without this value. What is missing may go unsaid where nothing is amiss."""
    for way in sorted(ways(value), key=len, reverse=True):
        text = way if way.endswith((".", "!", "?")) else f"{way}."
        for said in (f"{heading}: {text}", text if way.startswith(f"{heading} ") else ""):
            if said and told.startswith(bare(said)):
                return told[len(bare(said)) :]
    assert may_go_unsaid(value), (heading, value, told[:200])
    return told


def _cut(line: str, width: int) -> tuple[str, str]:
    """What stands in the first *width* columns of *line*, and the rest."""
    if line.isascii():
        return line[:width], line[width:]
    columns = 0
    for place, sign in enumerate(line):
        columns += _columns(sign)
        if columns > width:
            return line[:place], line[place:]
    return line, ""


def _columns(sign: str) -> int:
    """How many columns a terminal gives to *sign*: what joins or stands above another has none, what is wide has two."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
