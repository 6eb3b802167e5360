"""Every table of a report as one flat table: the same table of all plans and partners together, each value typed.

Spreadsheets, csv files and whoever else filters and adds up read these. A column of counts, dates or measures becomes
as many plain columns as its values have parts, always the same ones, whatever the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from actionplan.report.flat import (
    FACTS,
    FIGURES,
    PLAN,
    WORDS,
    FlatTable,
    Names,
    facts_table,
    figures_table,
    flat,
    lines_of,
    said_table,
)
from actionplan.report.model import Cell, Column, Missing, Report, Row, Section, Table, Text

NOT_HERE = Missing("not in this plan", matters=False)
EVERY_COMMITMENT = "commitments"

# Where a table's own id is taken or says too little: the name it is asked for by, and its title.
NAMES = {
    ("annex", "commitments"): (EVERY_COMMITMENT, "Commitments"),
    ("partners", "commitments"): ("partners", "Partners"),
    ("decisions", "extensions"): ("decisions", "Decisions"),
    ("exceptions", "confidence"): ("red_and_amber", "Red and amber"),
    ("coming", "due"): ("due_next", "Due next"),
    ("coming", "waiting"): ("waiting", "Waiting on others"),
    ("summary", "plans"): ("plans", "All plans"),
    ("summary", ""): ("plans", "All plans"),
}
# Sections whose inner sections hold one table each of the same columns: what the inner sections' titles say.
_GROUPS = {"partners": Column("lead", "Lead")}
# Headings that count something else each time would break the formulas of whoever refers to them.
_HEADINGS = {"strip": "Last periods"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A table of the report: its section and id in `key`, and the values that say whose it is."""

    key: tuple[str, str]
    table: Table
    front: tuple[Column, ...]
    values: tuple[Cell, ...]
    caption: str


def flat_tables(report: Report) -> tuple[FlatTable, ...]:
    """The tables of *report*: what it is about, its figures, its tables in their order, and all it says in words.

    A section without any table is a table of what it says: "None.".
    """
    return tuple(make() for make in _makers(report).values())


def table_names(report: Report) -> tuple[str, ...]:
    """The names of the tables of *report*."""
    return tuple(_makers(report))


def table_named(report: Report, name: str) -> FlatTable | None:
    """The table of *report* that is asked for by *name*; where it has no row, what its section says instead."""
    make = _makers(report).get(name)
    if make:
        return make()
    keys = [key for key, (known, _) in NAMES.items() if known == name]
    told = [(plan, each) for plan, each in _parts(report) if each.id == keys[0][0]] if keys else []
    found = [_instead(section, section, plan) for plan, section in told]
    return _merged(name, told[0][1].title, found) if told else None


def _makers(report: Report) -> dict[str, Callable[[], FlatTable]]:
    """What makes each table, by its name: making one takes a while."""
    parts = tuple(_parts(report))
    groups: dict[tuple[str, str], list[_Found]] = {}
    for plan, section in parts:
        for found in _found(section, plan):
            groups.setdefault(found.key, []).append(found)
    shown = {key: found for key, found in ((key, _told(groups, key)) for key in groups) if found}
    named = zip(_names(shown), shown.values(), strict=True)
    return {
        FACTS: partial(facts_table, report),
        FIGURES: partial(figures_table, parts),
        **{name: partial(_merged, name, title, found) for (name, title), found in named},
        WORDS: partial(said_table, parts),
    }


def _told(groups: dict[tuple[str, str], list[_Found]], key: tuple[str, str]) -> list[_Found]:
    """What is shown under *key*: what some plans say instead of a table gives way to the table of another plan."""
    if not key[1] and any(table for section, table in groups if section == key[0]):
        return []
    return [each for each in groups[key] if each.table.id] or groups[key]


def _names(keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The name and the title of each table; no name twice."""
    given = Names({name for name, _ in NAMES.values()} | {FACTS, FIGURES, WORDS})
    for section, table in keys:
        words = (table or section).replace("_", " ").replace("-", " ")
        title = words[:1].upper() + words[1:]
        if (section, table) in NAMES:
            yield NAMES[section, table]
        elif table:
            yield given.free(table if given.is_free(table) else f"{section}_{table}", "_"), title
        else:
            yield section if section in _owners() else given.free(section, "_"), title


def _owners() -> set[str]:
    """The sections that have a table of their own name."""
    return {section for (section, _), (name, _) in NAMES.items() if name == section}


def _parts(report: Report) -> Iterator[tuple[str, Section]]:
    """Each section under its plan, which is empty where the report is about one plan alone."""
    for section in report.sections:
        if len(report.plans) > 1 and section.id in report.plans:
            yield from ((section.id, each) for each in section.sections)
        else:
            yield "", section


def _found(section: Section, plan: str) -> Iterator[_Found]:
    """The tables of *section* and of those in it; of one that has none, what it says instead."""
    front, values = _front(plan)
    group = _GROUPS.get(section.id)
    own = [each for each in section.blocks if isinstance(each, Table)]
    for table in own:
        yield _Found((section.id, table.id), table, front, values, table.caption)
    for inner in section.sections:
        tables = list(inner.within(Table))
        for table in tables:
            if group:
                whole = (*front, group), (*values, Text(inner.title))
                yield _Found((section.id, table.id), table, *whole, section.title)
            else:
                yield _Found((section.id, table.id), table, front, values, table.caption)
        if not tables and not group:
            yield _instead(section, inner, plan)
    if not own and not section.sections and any(lines_of(section)):
        yield _instead(section, section, plan)


def _instead(section: Section, inner: Section, plan: str) -> _Found:
    """What *inner*, in *section* or that itself, says as the table that it has not."""
    lines = tuple(Row((Text(text),)) for _, text in lines_of(inner))
    table = Table("", inner.title, (Column("said", inner.title),), lines)
    return _Found((section.id, "" if inner is section else inner.id), table, *_front(plan), inner.title)


def _front(plan: str) -> tuple[tuple[Column, ...], tuple[Cell, ...]]:
    """The column that says of which plan a row is, and what it says."""
    return ((PLAN,), (Text(plan),)) if plan else ((), ())


def _merged(name: str, title: str, found: Sequence[_Found]) -> FlatTable:
    """One table of all in *found*: the columns of each, in the order in which they come up."""
    columns: dict[str, Column] = {}
    for each in found:
        for column in (*each.front, *each.table.columns):
            columns.setdefault(column.id, Column(column.id, _HEADINGS.get(column.id, column.heading)))
    rows = (row for each in found for row in _rows(each, list(columns)))
    return flat(tuple(columns.values()), rows, name, title, found[0].caption)


def _rows(found: _Found, ids: list[str]) -> Iterator[Row]:
    """The rows of *found* with a cell for each column of *ids*."""
    own = [*found.front, *found.table.columns]
    places = {each.id: place for place, each in enumerate(own)}
    rows = ((*found.values, *row.cells) for row in found.table.rows)
    if list(places) == ids:
        return (Row(cells) for cells in rows)
    return (Row(tuple(cells[places[each]] if each in places else NOT_HERE for each in ids)) for cells in rows)
