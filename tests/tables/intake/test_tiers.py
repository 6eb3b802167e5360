"""Headings in several rows: joined where they belong together, and never made of a banner or of a row of data."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from actionplan.tables.intake.columns import Choices, columns_of
from actionplan.tables.intake.grids import Grid, grid_of
from actionplan.tables.intake.read import REPEATED
from actionplan.tables.table import Value
from tests.tables.intake.test_read import _intake, _sheet, _words

X = None  # a blank cell
FIRST = ("1", "Open 3 advice hubs", "Haven Trust", "A Smith", "2015-04", "2016-03", "On track")
SECOND = ("2", "Train 40 volunteers", "Elm Housing", "B Jones", "2015-05", "2016-03", "Complete")
UPPER = ("Ref", "Commitment", "Lead", X, "Timescale", X, "Status")
LOWER = (X, X, "Organisation", "Person", "Start", "End")
JOINED = {
    "Ref": "id",
    "Commitment": "title",
    "Lead: Organisation": "lead",
    "Lead: Person": "source",
    "Timescale: Start": "source",
    "Timescale: End": "due",
    "Status": "status",
}
MERGED = (((0, 0), (1, 0)), ((0, 2), (0, 3)), ((0, 4), (0, 5)))

Rows = Sequence[Sequence[Value]]


def _grid(rows: Rows, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> Grid:
    found = grid_of(_sheet(rows)._replace(merged=tuple(merged)), {})
    assert found
    return found


def _fields(grid: Grid) -> dict[str, str]:
    return {each.heading: each.field for each in columns_of(grid, Choices(), _words())}


def _turned(rows: Rows) -> Rows:
    width = max(map(len, rows))
    return list(zip(*([*row, *([None] * (width - len(row)))] for row in rows), strict=True))


@pytest.mark.parametrize("merged", [(), MERGED], ids=["blank", "merged"])
def test_headings_in_two_rows_are_joined(merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]) -> None:
    grid = _grid((UPPER, LOWER, FIRST, SECOND), merged)

    assert grid.place == "in rows 1 and 2 of sheet Actions"
    assert _fields(grid) == JOINED
    assert len(grid.lines) == 2


def test_they_are_found_under_a_banner() -> None:
    grid = _grid((("Northfield",), (), UPPER, LOWER, FIRST))

    assert (grid.place, grid.above) == ("in rows 3 and 4 of sheet Actions", ("Northfield",))


def test_words_that_stand_only_above_are_joined_too() -> None:
    merged = (((1, 2), (1, 3)), ((1, 4), (1, 5)))
    names = ("Ref", "Commitment", *LOWER[2:], "Status")

    grid = _grid((("Northfield action plan",), (X, X, "Lead", X, "Timescale"), names, FIRST), merged)

    assert (grid.place, grid.above) == ("in rows 2 and 3 of sheet Actions", ("Northfield action plan",))
    assert _fields(grid) == JOINED


def test_three_rows_are_the_most() -> None:
    groups = (X, X, "Responsibility", X, "When")
    merged = (((0, 2), (0, 3)), ((0, 4), (0, 6)))

    grid = _grid((groups, UPPER, LOWER, FIRST), merged)

    assert grid.place == "in rows 1, 2 and 3 of sheet Actions"
    assert list(_fields(grid)) == [
        *("Ref", "Commitment", "Responsibility: Lead: Organisation", "Responsibility: Lead: Person"),
        *("When: Timescale: Start", "When: Timescale: End", "When: Status"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Ref", "Action", "Q1", X, "Q2", X), (X, X, "Status", "Comment", "Status", "Comment")),
        ((X, X, "Q1", X, "Q2", X), ("Ref", "Action", "Status", "Comment", "Status", "Comment")),
    ],
)
def test_the_same_headings_are_told_apart(rows: Rows) -> None:
    fields = _fields(_grid((*rows, ("1", "Open 3 advice hubs", "Done", "All open", "Done", "Still open"))))

    assert fields == {
        "Ref": "id",
        "Action": "title",
        "Q1: Status": "status",
        "Q1: Comment": "note",
        "Q2: Status": "source",
        "Q2: Comment": "source",
    }


@pytest.mark.parametrize(
    ("lower", "field"), [("Name", "lead"), ("Organisation", "lead"), ("Contact", "lead"), ("Comments", "note")]
)
def test_what_stands_above_counts_where_the_lower_word_says_too_little(lower: str, field: str) -> None:
    grid = _grid((("Action", "Lead", X), (X, lower, "Phone"), ("Open 3 advice hubs", "Haven Trust", "1")))

    assert _fields(grid)[f"Lead: {lower}"] == field


def test_a_sheet_on_its_side_may_have_them_too() -> None:
    grid = _grid(_turned((UPPER, LOWER, FIRST, SECOND)))

    assert grid.place == "down columns A and B of sheet Actions"
    assert _fields(grid) == JOINED


def test_a_banner_over_a_sheet_on_its_side_is_left_out() -> None:
    names = ("Ref", "Commitment", "Lead", "Status")
    rows = [(each[0], each[1], each[2], each[6]) for each in (FIRST, SECOND)]

    grid = _grid((("Northfield",), (), *_turned((names, *rows))))

    assert (grid.place, grid.above) == ("down column A of sheet Actions", ("Northfield",))
    assert list(_fields(grid)) == list(names)


@pytest.mark.parametrize(
    "rows",
    [
        (UPPER, FIRST, SECOND),
        (("Northfield action plan", X, X, X, "Updated June 2015"), UPPER, FIRST),
        (("Commitments", X, X, X, "Updated June 2015"), UPPER, FIRST),
        (("Status", X, X, X, X, X, X), UPPER, FIRST),
        (("Updated:", "3 June", X, "Status:", "Draft", X), UPPER, FIRST),
        (UPPER, ("Theme 1: homes",), FIRST),
        (UPPER, (X, "Recruit", X, X, "2015-04", "2016-03"), FIRST),
        (("Action", X, "Lead", X, "Due"), ("1", "Open 3 advice hubs", "Haven Trust", "Elm Housing"), ("2", "Train", "Elm")),
        (("Action", "Lead", "Notes", X, X), ("Open 3 advice hubs", "Haven Trust", "One", "is", "open")),
        (("Action", "Lead", "Due"), ("Action", "Lead", "Due"), ("Open 3 advice hubs", "Haven Trust", "2016")),
    ],
)  # fmt: skip
def test_a_banner_or_a_row_of_data_is_no_second_row(rows: Rows) -> None:
    grid = _grid(rows)

    assert len(grid.tiers) == 1
    assert not any(": " in each.text for each in grid.headings)


def test_headings_in_two_rows_that_are_repeated_are_merged_into_them() -> None:
    intake = _intake(UPPER, LOWER, FIRST, UPPER, LOWER, SECOND)

    assert (intake.account.read, intake.account.taken, intake.account.merged[REPEATED]) == (4, 2, 2)


def test_a_word_of_the_headings_beyond_them_is_no_heading() -> None:
    intake = _intake(("Action", "Status"), ("Open 3 advice hubs", "Complete", "Status"))

    assert (intake.account.taken, intake.made[0].draft.source) == (1, {"column C": "Status"})


def test_a_heading_full_of_colons_is_read_at_once() -> None:
    assert "title" in _fields(_grid((("Action", "Lead", "x: " * 20_000), ("Open 3 advice hubs", "Elm", "1")))).values()
