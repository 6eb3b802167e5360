"""What a report is made of: a closed set of blocks and typed cells.

Text is as the files have it: each renderer escapes for its own format, and words for values come from `report.words`.
Every block and cell is one class; a renderer matches them all, so that a new one breaks the type check, not a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A count; *noun* is what is counted ("day"), in the singular, or empty."""

    value: int
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and last day of a date, and how it was written.

    *precision* is how much of it is known: day, month, quarter, half-year or year; or it is a span of days.
    """

    first: date
    last: date
    written: str
    precision: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. *percent* is None where none is to be shown; *noun* is what is counted, in the plural."""

    count: int
    of: int
    percent: int | None = None
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Several counts, each with the name that programs know it by."""

    counts: tuple[tuple[str, Number], ...]


@dataclass(frozen=True, slots=True)
class ReviewPeriod:
    """A review period, as it was named and with its days."""

    dates: Dates


@dataclass(frozen=True, slots=True)
class Status:
    """A status or a confidence. Its label says all; the tone (good, watch, bad, neutral) may colour it.

    *meaning* is that of a commitment's status: not-started, under-way, waiting, done or dropped.
    """

    code: str
    label: str
    tone: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is written."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A page or paper: its title, and its address and date where they are known."""

    text: str
    url: str | None = None
    date: Dates | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of an indicator, and the day or period it describes."""

    value: Decimal
    date: Dates


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there, in words. *matters* is False where nothing is amiss and running text may leave it out."""

    text: str
    matters: bool = True


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value that is our own reading and that no source states."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Several:
    """More than one value in one cell."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One word for each review period, oldest first."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Step:
    period: str
    word: Status


Cell: TypeAlias = (
    Text
    | Number
    | Counts
    | Dates
    | ReviewPeriod
    | Share
    | Status
    | Place
    | Link
    | Measure
    | Missing
    | Inferred
    | Several
    | Strip
)


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneSaid:
    """There is nothing to list under *caption*, and that is said."""

    caption: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    label: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with one value each."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many fall under one heading; *before* is how many did at the last review, None where none was held."""

    word: Status
    share: Share
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts that share one denominator and add up to it."""

    id: str
    caption: str
    heading: str
    rows: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    heading: str


class Row(NamedTuple):
    """One row: as many cells as there are columns. *place* is where the commitment it is about is written."""

    cells: tuple[Cell, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is about, and how many fall under each word."""

    label: str
    pieces: tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of counts: bars of pieces that add up. A table of the same report has the same figures."""

    id: str
    caption: str
    description: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A picture of an indicator: its readings beside the path that was agreed, baseline to target (empty without one).

    A table of the same report has the same figures.
    """

    id: str
    caption: str
    description: str
    unit: str
    path: tuple[Measure, ...]
    readings: tuple[Measure, ...]


Told: TypeAlias = Prose | Bullets | NoneSaid | Facts | Figures | Table
# What voices without pictures leave out: its figures stand in a table as well.
Picture: TypeAlias = Bars | Path
Block: TypeAlias = Told | Picture
B = TypeVar("B", bound=Block)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks, then the sections under it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def within(self, kind: type[B]) -> Iterator[B]:
        """The blocks of *kind* in this section and in those under it, in their order."""
        yield from (each for each in self.blocks if isinstance(each, kind))
        for inner in self.sections:
            yield from inner.within(kind)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the head of the paper. *kind* is png or jpeg; *text* says what it shows."""

    data: bytes
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is. *classification* is the line on every page: OFFICIAL."""

    organisation: str = ""
    classification: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: *provenance* says what it is about and where its facts come from.

    *seal* is one line of JSON with which the same report can be asked for again (`report --verify`). Each voice keeps
    it where no reader is disturbed; it is empty where there is nothing to seal.
    """

    title: str
    plans: tuple[str, ...]
    on: date
    version: str
    provenance: Facts
    sections: tuple[Section, ...]
    letterhead: Letterhead = Letterhead()
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """An organisation's own template: its file's name, and what is in it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a voice has to know besides the report.

    *width* in columns and *colour* are what a terminal can show. *email* asks for a page that mail programs can show.
    *template* is the organisation's own, *table* the one table asked for by its name. Each voice takes what is its own.
    """

    width: int = 80
    colour: bool = False
    email: bool = False
    template: Template | None = None
    table: str | None = None


class CannotRender(Exception):  # noqa: N818  # a circumstance, told as one sentence, not an error of ours
    """The report cannot be given in this voice: the sentence says why, and what to do instead."""
