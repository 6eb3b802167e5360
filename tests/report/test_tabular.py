"""The tables of a report as flat tables: nothing left out, and columns that stay the same whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from actionplan.report.model import (
    Cell,
    Column,
    Dates,
    Fact,
    Facts,
    Inferred,
    Measure,
    Missing,
    NoneSaid,
    Number,
    Prose,
    Report,
    Row,
    Section,
    Share,
    Status,
    Table,
    Text,
)
from actionplan.report.tabular import flat_tables, table_named
from actionplan.report.typed import _KINDS, Kind, Type, fields_of, kind_of, values_of
from tests.report import recounted
from tests.report.hostile import hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, report_on, subject_of

DAY = Dates(date(2015, 10, 5), date(2015, 10, 5), "2015-10-05", "day")
MONTH = Dates(date(2015, 9, 1), date(2015, 9, 30), "2015-09", "month")
GONE = Missing("no date agreed")


def reports() -> Iterator[Report]:
    yield report_on(subject_of(EVERYTHING))
    yield hostile_report()
    yield from (report_on(real(name), on=on) for name in REAL for on in (END_OF_2015, LATER))
    yield report_on(*map(real, REAL), on=LATER)


def test_no_row_is_left_out() -> None:
    for report in reports():
        made = {each.name: len(each.rows) for each in flat_tables(report)}
        told = {name: len(lines) for name, lines in recounted.tables(report).items()}

        assert {name: made.get(name) for name in told} == told
        assert len(made) == len(flat_tables(report))


def test_every_sentence_is_said() -> None:
    for report in reports():
        said = next(each for each in flat_tables(report) if each.name == "in_words")
        texts = {str(values_of(Kind.WORDS, row.cells[-1])[0]) for row in said.rows}

        assert {each.text for each in _blocks(report.sections) if isinstance(each, Prose)} <= texts
        assert not any(isinstance(each, NoneSaid) for each in _blocks(report.sections)) or any(
            each == "None." or each.endswith(": none.") for each in texts
        )


def _blocks(sections: tuple[Section, ...]) -> Iterator[object]:
    for section in sections:
        yield from section.blocks
        yield from _blocks(section.sections)


def test_each_column_of_dates_and_measures_is_known_by_its_id() -> None:
    """A column that is not would lose its second half in a report in which it happens to be empty."""
    unknown = {
        column.id
        for report in reports()
        for block in _blocks(report.sections)
        if isinstance(block, Table)
        for place, column in enumerate(block.columns)
        if any(isinstance(row.cells[place], Dates | Measure | Share) for row in block.rows) and column.id not in _KINDS
    }

    assert unknown == set(), "name them in report/typed.py"


@pytest.mark.parametrize(
    ("id_", "cells", "kind"),
    [
        ("due", (), Kind.DATES),
        ("due", (GONE,), Kind.DATES),
        ("due", (MONTH, DAY, Inferred(MONTH), Text("by spring (no date)")), Kind.DATES),
        ("due", (Number(3),), Kind.NUMBER),
        ("asked", (DAY, GONE), Kind.DAY),
        ("asked", (DAY, MONTH), Kind.DATES),
        ("asked", (GONE,), Kind.DAY),
        ("days_late", (Missing("not late"),), Kind.DAYS),
        ("complete", (Share(1, 2),), Kind.SHARE),
        ("complete", (Number(1),), Kind.NUMBER),
        ("share", (Share(1, 2), Share(1, 2, 50)), Kind.PERCENTAGE),
        ("anything", (Number(1, "day"), GONE), Kind.DAYS),
        ("anything", (Number(1, "pig"),), Kind.WORDS),
        ("anything", (Number(1), Text("x")), Kind.WORDS),
        ("anything", (DAY,), Kind.DAY),
        ("anything", (DAY, MONTH), Kind.DATES),
        ("anything", (DAY, Status("a", "A", "good")), Kind.WORDS),
        ("anything", (), Kind.WORDS),
    ],
    ids=str,
)
def test_what_a_column_holds(id_: str, cells: tuple[Cell, ...], kind: Kind) -> None:
    assert kind_of(id_, cells) is kind


@pytest.mark.parametrize(
    ("kind", "cell", "values"),
    [
        (Kind.WORDS, Status("a", "Amber", "watch"), ("Amber",)),
        (Kind.DAY, DAY, (date(2015, 10, 5),)),
        (Kind.DAY, GONE, ("no date agreed",)),
        (Kind.DATES, MONTH, ("September 2015", date(2015, 9, 30))),
        (Kind.DATES, Inferred(MONTH), ("September 2015 (inferred)", date(2015, 9, 30))),
        (Kind.DATES, GONE, ("no date agreed", "no date agreed")),
        (Kind.DATES, Text("by spring (no date)"), ("by spring (no date)", "no date agreed")),
        (Kind.DAYS, Number(1_200, "day"), (1_200,)),
        (Kind.DAYS, Missing("not late"), ("not late",)),
        (Kind.SHARE, Share(3, 10), (3, 10)),
        (Kind.PERCENTAGE, Share(3, 10, 30), (3, 10, 30)),
        (Kind.PERCENTAGE, Share(0, 0), (0, 0, "not applicable")),
        (Kind.PERCENTAGE, GONE, ("no date agreed",) * 3),
        (Kind.MEASURE, Measure(Decimal("7.70"), MONTH), (Decimal("7.70"), "September 2015")),
        (Kind.MEASURE, Missing("no target"), ("no target", "no target")),
    ],
    ids=str,
)
def test_the_parts_of_a_cell(kind: Kind, cell: Cell, values: tuple[object, ...]) -> None:
    assert values_of(kind, cell) == values


@pytest.mark.parametrize("kind", Kind)
def test_each_value_has_its_column(kind: Kind) -> None:
    fields = fields_of(Column("id", "Heading"), kind)

    assert len(values_of(kind, GONE)) == len(fields)
    assert len({each.id for each in fields}) == len({each.heading for each in fields}) == len(fields)


def section(id_: str, *tables: Table, inner: tuple[Section, ...] = (), title: str = "Title") -> Section:
    return Section(id_, title, tables or (NoneSaid(),) if not inner else tables, inner)


def table(id_: str, *ids: str) -> Table:
    columns = tuple(Column(each, each.title()) for each in ids)
    return Table(id_, id_.title(), columns, (Row(tuple(Text(f"{id_} {each}") for each in ids)),))


def report_of(*sections: Section, plans: tuple[str, ...] = ("p",)) -> Report:
    return Report("T", plans, date(2015, 12, 31), "0", Facts((Fact("a", "A", Text("b")),)), sections)


def names(report: Report) -> list[str]:
    return [each.name for each in flat_tables(report)]


def test_names_are_given_once_and_do_not_change_with_what_else_there_is() -> None:
    annex = section("annex", inner=(section("commitments", table("commitments", "id")),))
    decided = section("reviews", table("decisions", "id"), table("commitments", "id"), table("x", "id"))
    other = section("other", table("x", "id"))

    assert names(report_of(decided, other, annex)) == [
        *("about", "figures", "reviews_decisions", "reviews_commitments", "x", "other_x", "commitments", "in_words"),
    ]
    assert names(report_of(annex)) == ["about", "figures", "commitments", "in_words"]


def test_what_one_plan_says_gives_way_to_the_table_of_another() -> None:
    one = Section("one", "One", (), (section("changes"), section("annex", inner=(section("commitments"),))))
    two = Section(
        "two",
        "Two",
        (),
        (
            section("changes", table("changes", "id")),
            section("annex", inner=(section("commitments", table("commitments", "id")),)),
        ),
    )
    report = report_of(one, two, plans=("one", "two"))
    found = {each.name: each for each in flat_tables(report)}

    assert [each.id for each in found["changes"].fields] == ["plan", "id"]
    assert [each.id for each in found["commitments"].fields] == ["plan", "id"]
    assert [values_of(Kind.WORDS, row.cells[0]) for row in found["in_words"].rows] == [("one",), ("one",)]


def test_columns_that_only_some_plans_have() -> None:
    one = Section("one", "One", (), (section("changes", table("changes", "id", "a")),))
    two = Section("two", "Two", (), (section("changes", table("changes", "id", "b")),))
    (found,) = [each for each in flat_tables(report_of(one, two, plans=("one", "two"))) if each.name == "changes"]

    assert [[values_of(Kind.WORDS, cell)[0] for cell in row.cells] for row in found.rows] == [
        ["one", "changes id", "changes a", "not in this plan"],
        ["two", "changes id", "not in this plan", "changes b"],
    ]


def test_a_table_asked_for_that_is_not_there() -> None:
    report = report_of(section("exceptions", table("overdue", "id")), section("decisions"))

    assert table_named(report, "overdue") is not None
    assert table_named(report, "nothing") is None
    assert table_named(report, "due_next") is None  # its section is not in the report
    for name in ("decisions", "red_and_amber"):
        found = table_named(report, name)
        assert found is not None
        assert [each.type for each in found.fields] == [Type.TEXT]


def test_no_two_columns_have_the_same_name_or_heading() -> None:
    columns = (
        Column("a-b", "Due"),
        Column("a_b", "due"),
        Column("é", "Two\n lines"),
        Column("_", "Two lines"),
        Column("x", " "),
    )
    (found,) = [
        each
        for each in flat_tables(report_of(section("one", Table("t", "T", columns, (Row((Text("x"),) * 5),)))))
        if each.name == "t"
    ]

    assert [(each.id, each.heading) for each in found.fields] == [
        ("a_b", "Due"),
        ("a_b_2", "due 2"),
        ("column", "Two lines"),
        ("column_2", "Two lines 2"),
        ("x", "x"),
    ]
