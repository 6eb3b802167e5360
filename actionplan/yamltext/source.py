"""A file's text: decoded, without its byte order mark, with its lines."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, count, pairwise
from operator import add

BOM = "\ufeff"


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Source:
    """The text of one file, named by the path it is shown under.

    `text` is without the byte order mark; offsets count its characters from 0.
    """

    name: str
    text: str
    has_bom: bool = field(default=False, compare=False)

    @cached_property
    def _line_starts(self) -> array[int]:
        """Where each line begins. Only LF and CRLF end a line, as for git."""
        lines = self.text.split("\n")
        return array("I", map(add, accumulate(map(len, lines[:-1]), initial=0), count()))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of *offset*, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def lines_of(self, offsets: Sequence[int]) -> list[int]:
        """The line of each of *offsets*, none of which is before the last; quick where they are few."""
        return [*accumulate([self.text.count("\n", *each) for each in pairwise((0, *offsets))], initial=1)][1:]

    def line(self, number: int) -> str:
        """The text of line *number* (from 1), without its line end; empty past the last line."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def offset(self, line: int) -> int:
        """Where line *line* (from 1) begins."""
        return self._line_starts[line - 1]
