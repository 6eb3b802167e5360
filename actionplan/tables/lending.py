"""A plan as flat tables that others may have: all that its files hold, in their own words.

What stands in a table is what is written: dates as they are written, nothing where nothing is. Only `positions` is
worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from actionplan.domain.model import Plan
from actionplan.tables.layout import Column, Path, Shape, shapes
from actionplan.tables.standing import STANDING, standing_rows

Item: TypeAlias = str | int | bool | date | tuple[str, ...] | None
Row: TypeAlias = tuple[Item, ...]

HEAD, OUTCOMES, WAIVERS, BASELINE, REVIEWS = "plan", "outcomes", "waivers", "baseline", "reviews/"
FIRST = ("commitments", "updates", "positions")
"""The tables that are there even without a row, in the order they are looked at; the others come after them."""


class FileValues(NamedTuple):
    """What one file of a plan holds, as text values. `name` is the file's from the plan's folder on; `stem` the same
    without its ending, which says what kind of file it is.
    """

    name: str
    stem: str
    value: Mapping[str, Any]


class Lender(NamedTuple):
    """One plan, and the values of its files, each of which was read whole."""

    plan: Plan
    files: Sequence[FileValues]


class Table(NamedTuple):
    """One table with its rows; each row has an item for each column of its shape."""

    shape: Shape
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return self.shape.name

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.shape.columns


class Lent(NamedTuple):
    """Every table of some plans; positions are as at the day *on*."""

    tables: tuple[Table, ...]
    plans: tuple[Plan, ...]
    on: date

    @property
    def with_rows(self) -> tuple[Table, ...]:
        """The tables that have rows, and those that are always there."""
        return tuple(each for each in self.tables if each.rows or each.name in FIRST)

    def named(self, name: str) -> Table:
        """The table of that name; raises KeyError where there is none."""
        return {each.name: each for each in self.tables}[name]


def is_of_partner(stem: str) -> bool:
    """Whether a file of this stem holds a partner's commitments."""
    return stem not in (HEAD, OUTCOMES, WAIVERS, BASELINE) and not stem.startswith(REVIEWS)


def names() -> tuple[str, ...]:
    """Every table's name, in the order they are written."""
    return (*FIRST, *(each for each in shapes() if each not in FIRST))


def lend(lenders: Sequence[Lender], on: date) -> Lent:
    """All that the plans of *lenders* hold, and where each commitment stands at the end of *on*."""
    rows: dict[str, list[Row]] = {name: [] for name in names()}
    for each in lenders:
        for table, row in _rows_of(each):
            rows[table].append(row)
        rows[STANDING.name] += standing_rows(each.plan, on)
    known = {**shapes(), STANDING.name: STANDING}
    return Lent(
        tuple(Table(known[name], tuple(found)) for name, found in rows.items()),
        tuple(each.plan for each in lenders),
        on,
    )


def _rows_of(lender: Lender) -> Iterator[tuple[str, Row]]:
    """Each row of the plan's files with the name of its table."""
    plan = lender.plan.id
    for name, stem, value in lender.files:
        if stem == HEAD:
            yield from _entry("plans", (), None, _spelt_out(value))
        elif stem.startswith(REVIEWS):
            yield from _entry("reviews", (plan,), name, value)
        else:
            yield from _entry("files", (plan,), name, _with_leads(value))
            for table, key in ((OUTCOMES, "outcomes"), (WAIVERS, "waivers"), ("known_findings", "findings")):
                yield from _entries(table, (plan,), value.get(key))


def _spelt_out(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """*head* with a word in a review cycle that has none: else there would seem to be no cycle."""
    return {**head, "reviews": {"every": "quarter"}} if head.get("reviews") == {} else head


def _with_leads(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """*value* with the file's partner as lead of each commitment that names no other."""
    if not value.get("commitments"):
        return value
    lead = value.get("partner")
    return {**value, "commitments": [{**each, "lead": each.get("lead") or lead} for each in value["commitments"]]}


def _entries(table: str, up: Row, found: Any) -> Iterator[tuple[str, Row]]:
    """The rows for what stands in a list, or in a mapping by key, and for what is below it."""
    if isinstance(found, Mapping):
        worded = shapes()[table].columns[-1].name
        for key, each in found.items():
            yield from _entry(table, up, key, each if isinstance(each, Mapping) else {worded: each})
    elif isinstance(found, list):
        for number, each in enumerate(found, 1):
            yield from _entry(table, up, number, each)


def _entry(table: str, up: Row, counted: Item, value: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """The row for one entry, then those for what is below it."""
    shape = shapes()[table]
    own = (*up, counted) if shape.counter else up
    row = (*own, *[_item(_at(value, each.path)) for each in shape.columns[len(own) :]])
    yield table, row
    here = [each.name for each in shape.columns]
    key = tuple([row[here.index(each)] for each in shape.key])
    for below in shape.below:
        yield from _entries(below.table, key, _at(value, below.path))


def _at(value: Any, path: Path) -> Any:
    """What *path* leads to in *value*; None where there is nothing."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _item(value: Any) -> Item:
    """*value* as it stands in a cell: a text, or several. A list of entries stands in a table of its own."""
    if isinstance(value, str):
        return value
    texts = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    return tuple(texts) if texts else None
