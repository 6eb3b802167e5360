"""A long text made to fit: where it would be too long, the rows of its tables are cut, and it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias


class Rows(NamedTuple):
    """The rows of a table, a line each, and what the table is a part of."""

    part: str
    lines: list[str]


Pieces: TypeAlias = Sequence[str | Rows]  # lines, and between them the rows of tables

_REST = b"*The rest is in the report's other formats.*"


def fitted(pieces: Pieces, most: int) -> list[bytes]:
    """The lines of *pieces* in UTF-8: no more than *most* bytes, with their line ends.

    Where they are too long, the room for rows is shared among the parts, so that a small one stays whole; in each part
    every table keeps its first rows, as many as the others, and a line below it says how many more there are. Where
    there is no room even for what stands between the tables, the end is left out, but for the last line.
    """
    written = [_Table(each) if isinstance(each, Rows) else each.encode("utf-8", "replace") for each in pieces]
    tables = [each for each in written if isinstance(each, _Table)]
    room = most - sum(_length(each) for each in written if isinstance(each, bytes))
    if sum(each.length for each in tables) <= room:
        return _put_together(written, {})
    room -= sum(_length(b"") + _length(_more(len(each.rows))) for each in tables)
    made = _put_together(written, _kept(tables, max(room, 0)))
    return made if room >= 0 else _begun(made, most)


class _Table:
    def __init__(self, rows: Rows) -> None:
        self.part = rows.part
        self.rows = [each.encode("utf-8", "replace") for each in rows.lines]
        self._lengths = [*accumulate(map(_length, self.rows), initial=0)]
        self.length = self._lengths[-1]

    def length_of(self, rows: int) -> int:
        """How long its first *rows* are."""
        return self._lengths[min(rows, len(self.rows))]

    def cut(self, most: int | None) -> list[bytes]:
        """Its first rows, and a line that says how many more there are."""
        if most is None or len(self.rows) <= most:
            return self.rows
        return [*self.rows[:most], b"", _more(len(self.rows) - most)]


def _kept(tables: Sequence[_Table], room: int) -> dict[str, int]:
    """How many rows the tables of each part keep, so that all of them take no more than *room*."""
    parts: dict[str, list[_Table]] = {}
    for each in tables:
        parts.setdefault(each.part, []).append(each)
    kept: dict[str, int] = {}
    by_length = sorted(parts, key=lambda part: sum(each.length for each in parts[part]))
    for number, part in enumerate(by_length):
        share, longest = room // (len(parts) - number), max(len(each.rows) for each in parts[part])
        kept[part] = _rows_in(share, parts[part], longest)
        room -= sum(each.length_of(kept[part]) for each in parts[part])
    return kept


def _rows_in(share: int, tables: Sequence[_Table], longest: int) -> int:
    return bisect_right(range(longest + 1), share, key=lambda rows: sum(each.length_of(rows) for each in tables)) - 1


def _put_together(written: Sequence[bytes | _Table], kept: Mapping[str, int]) -> list[bytes]:
    made: list[bytes] = []
    for each in written:
        made += [each] if isinstance(each, bytes) else each.cut(kept.get(each.part))
    return made


def _more(rows: int) -> bytes:
    return f"*{'1 more row is' if rows == 1 else f'{rows:,} more rows are'} in the report's other formats.*".encode()


def _begun(lines: Sequence[bytes], most: int) -> list[bytes]:
    """As many of the first lines as fit, that the rest is elsewhere, and the last line."""
    ends = [b"", _REST, b"", lines[-1]]
    lengths = [*accumulate(map(_length, lines), initial=sum(map(_length, ends)))]
    return [*lines[: max(0, bisect_right(lengths, most) - 1)], *ends]


def _length(line: bytes) -> int:
    return len(line) + 1
