"""Findings: one thing a check has to say, and the place it is about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

Route = tuple[str | int, ...]
Part = Literal["value", "key"]


class Home(NamedTuple):
    """Where something is written: a file and the route of keys and item numbers to it."""

    file: str
    route: Route


class Place(NamedTuple):
    """What a finding points at: a value or its key, by route; or a stretch of text, by offsets."""

    file: str
    route: Route = ()
    part: Part = "value"
    span: tuple[int, int] | None = None


class Opened(NamedTuple):
    """One file, read: its text, its values, and the routes that could not be read and were left out."""

    source: Source
    tree: Tree
    left_out: frozenset[Route] = frozenset()


class Piece(NamedTuple):
    """A stretch of text, by offsets, and what is to stand in its stead."""

    start: int
    end: int
    text: str


BYTE_ORDER_MARK = Piece(-1, 0, "")  # it stands before the text of a Source, and mending takes it away


class Mend(NamedTuple):
    """What would put a finding right: the text to write at its place, as a value, as a key, or over its span.

    Where that is not one stretch of text, `pieces` says what is to be written where. A mend that is not safe is a
    guess, which somebody has to ask for.
    """

    text: str
    is_safe: bool = True
    pieces: tuple[Piece, ...] = ()


class Hit(NamedTuple):
    """What a rule found. The rule that found it gives it its code and severity."""

    place: Place
    message: str
    fix: str
    mend: Mend | None = None


class Coded(NamedTuple):
    """A hit with the code of its rule, before settings and allowances are looked at."""

    code: str
    hit: Hit


class Finding(NamedTuple):
    """A finding, ready to be shown. Lines and columns count from 1, columns in characters; the end is exclusive.

    `about` names the commitment (`mou-2015-16/hact-3`) or is empty; `key` names the field. Neither changes when lines
    move, so code, file, about and key together recognise the same finding again. `place` has its route as the file has
    it; it and `mend` are for who mends the file.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    fix: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    about: str
    key: str
    place: Place
    mend: Mend | None = None

    @property
    def recognised_by(self) -> tuple[str, str, str, str]:
        """What is the same for this finding before and after lines have moved, also into another file."""
        return self.code, "" if self.about else self.file, self.about, self.key
