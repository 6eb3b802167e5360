"""The parts of a cell as plain values, and the plain columns that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

from actionplan.report.model import Cell, Column, Dates, Inferred, Measure, Missing, Number, Share, Text
from actionplan.report.words import NO_DATE, NOT_APPLICABLE, plural, said, said_dates

Value: TypeAlias = str | int | Decimal | date


class Kind(Enum):
    """What a column holds, apart from words for what is missing."""

    WORDS = auto()
    DAY = auto()  # one day
    DATES = auto()  # days, months, quarters: in words, then the last day
    NUMBER = auto()
    DAYS = auto()  # so many days
    TIMES = auto()
    SHARE = auto()  # so many, then of how many
    PERCENTAGE = auto()  # a share with its percentage
    MEASURE = auto()  # a value, then when it was so


class Type(Enum):
    """What the values of a plain column are, where they are not words for what is missing."""

    TEXT = auto()
    INTEGER = auto()
    DECIMAL = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A plain column."""

    id: str
    heading: str
    type: Type


# By the ids of their columns: what a column is made of must not change with what happens to be in it.
_KINDS = {
    **dict.fromkeys(("due", "revised_due", "to", "since", "last_update", "received", "released"), Kind.DATES),
    **dict.fromkeys(("asked", "date", "done"), Kind.DAY),
    **dict.fromkeys(("days_late", "days_late_revised"), Kind.DAYS),
    **dict.fromkeys(("slips",), Kind.TIMES),
    **dict.fromkeys(("periods_missed",), Kind.NUMBER),
    **dict.fromkeys(("answered", "complete", "open", "overdue", "no_update"), Kind.SHARE),
    **dict.fromkeys(("share",), Kind.PERCENTAGE),
    **dict.fromkeys(("baseline", "path", "previous", "latest", "target", "reading"), Kind.MEASURE),
}
_HELD: dict[Kind, tuple[type[Cell], ...]] = {
    Kind.DATES: (Dates, Inferred, Text),
    Kind.DAYS: (Number,),
    Kind.TIMES: (Number,),
    Kind.NUMBER: (Number,),
    Kind.SHARE: (Share,),
    Kind.PERCENTAGE: (Share,),
    Kind.MEASURE: (Measure,),
}
_UNITS = {Kind.DAYS: "day", Kind.TIMES: "time"}
_OF_UNITS = {"day": Kind.DAYS, "time": Kind.TIMES, "": Kind.NUMBER}


def kind_of(column_id: str, cells: Sequence[Cell]) -> Kind:
    """What the column holds: as its id says, where its cells agree; else what they have in common."""
    classes = {each.__class__ for each in cells} - {Missing}
    known = _KINDS.get(column_id)
    if known and classes <= set(_HELD.get(known, ())):
        return known
    if not classes & {Dates, Inferred, Number, Share, Measure}:
        return Kind.WORDS if classes or known is None else known
    found = {_kind(each) for each in cells if each.__class__ is not Missing}
    if found == {Kind.DAY, Kind.DATES}:
        return Kind.DATES
    return found.pop() if len(found) == 1 else Kind.WORDS


def _kind(cell: Cell) -> Kind:
    match cell:
        case Dates():
            return Kind.DAY if cell.precision == "day" else Kind.DATES
        case Inferred(Dates()):
            return Kind.DATES  # its words say that it is inferred
        case Number():
            return _OF_UNITS.get(cell.noun, Kind.WORDS)
        case Share():
            return Kind.SHARE if cell.percent is None else Kind.PERCENTAGE
        case Measure():
            return Kind.MEASURE
        case _:
            return Kind.WORDS


def fields_of(column: Column, kind: Kind) -> tuple[Field, ...]:
    """The plain columns that *column* becomes."""
    unit = f" ({plural(_UNITS[kind])})" if kind in _UNITS else ""
    return tuple(
        Field(column.id + id_ending, column.heading + unit + ending, type_) for id_ending, ending, type_ in _PARTS[kind]
    )


# What each kind adds to a column's id and heading, and what then stands in it.
_COUNT, _OF = ("", "", Type.INTEGER), ("_of", ": of", Type.INTEGER)
_PARTS: dict[Kind, tuple[tuple[str, str, Type], ...]] = {
    Kind.WORDS: (("", "", Type.TEXT),),
    Kind.DAY: (("", "", Type.DATE),),
    Kind.DATES: (("", "", Type.TEXT), ("_last_day", ": last day", Type.DATE)),
    Kind.NUMBER: (_COUNT,),
    Kind.DAYS: (_COUNT,),
    Kind.TIMES: (_COUNT,),
    Kind.SHARE: (_COUNT, _OF),
    Kind.PERCENTAGE: (_COUNT, _OF, ("_per_cent", ": per cent", Type.INTEGER)),
    Kind.MEASURE: (("", "", Type.DECIMAL), ("_date", ": date", Type.TEXT)),
}


def width_of(kind: Kind) -> int:
    """How many plain columns a column of *kind* becomes."""
    return len(_PARTS[kind])


def values_of(kind: Kind, cell: Cell) -> tuple[Value, ...]:  # noqa: PLR0911  # one case for each kind with parts
    """The parts of *cell*, one for each plain column; its words where it has no such parts."""
    match kind, cell:
        case Kind.DAY, Dates(precision="day"):
            return (cell.first,)
        case Kind.DATES, _:
            return said(cell), _last_day(cell)
        case ((Kind.NUMBER | Kind.DAYS | Kind.TIMES), Number()):
            return (cell.value,)
        case Kind.SHARE, Share():
            return cell.count, cell.of
        case Kind.PERCENTAGE, Share():
            return cell.count, cell.of, NOT_APPLICABLE.text if cell.percent is None else cell.percent
        case Kind.MEASURE, Measure():
            return cell.value, said_dates(cell.date)
        case _:
            return (said(cell),) * width_of(kind)


def _last_day(cell: Cell) -> Value:
    inner = cell.cell if isinstance(cell, Inferred) else cell
    if isinstance(inner, Dates):
        return inner.last
    return inner.text if isinstance(inner, Missing) else NO_DATE.text
