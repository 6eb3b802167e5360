"""Tables found in sheets of every shape, columns told, rows read: every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES, Vocabulary
from actionplan.tables.intake.columns import Choices
from actionplan.tables.intake.grids import grid_of
from actionplan.tables.intake.headings import heard
from actionplan.tables.intake.owners import Register
from actionplan.tables.intake.read import GROUP, REPEATED, SUMMED_UP, Intake, take_in
from actionplan.tables.intake.settle import PART, SAME
from actionplan.tables.intake.states import Words
from actionplan.tables.readers import read_book
from actionplan.tables.readers.cells import NEVER_WORKED_OUT
from actionplan.tables.table import Book, Cell, Sheet, Unreadable, Value

HEADINGS: tuple[Value, ...] = (
    "Ref",
    "Action",
    "Owner",
    "Due",
    "Status",
    "RAG",
    "% complete",
    "Comments",
    "Budget code",
)
ROW: tuple[Value, ...] = (
    "1",
    "Open 3 advice hubs",
    "Haven Trust",
    "2016-03",
    "On track",
    "G",
    Decimal("0.5"),
    "Two open",
    "H-1",
)


def _sheet(rows: Sequence[Sequence[Value]], name: str = "Actions") -> Sheet:
    cells = [
        [Cell(value, row, column, name) for column, value in enumerate(each, 1)] for row, each in enumerate(rows, 1)
    ]
    return Sheet(name, tuple(map(tuple, cells)))


def _words(own: dict[str, str] | None = None) -> Words:
    return Words(Vocabulary("default", STATUSES["default"], CONFIDENCES, REASONS), own or {})


def _intake(*rows: Sequence[Value], choices: Choices | None = None, own: dict[str, str] | None = None) -> Intake:
    book = Book("t.xlsx", (_sheet(rows),))
    return take_in(book, choices or Choices(), _words(own), Register({}, {}))


def _fields(intake: Intake) -> list[str]:
    return [each.field for each in intake.tables[0].columns]


def test_a_row_is_read_and_its_own_words_are_kept() -> None:
    intake = _intake(HEADINGS, ROW)

    (made,) = intake.made
    assert _fields(intake) == ["id", "title", "lead", "due", "status", "confidence", "progress", "note", "source"]
    assert (made.id, made.draft.title, made.draft.lead, made.draft.due) == (
        "1",
        "Open 3 advice hubs",
        "haven-trust",
        "2016-03",
    )
    says = made.draft.says
    assert (says.status, says.confidence, says.note) == ("in-progress", "green", "Two open")
    assert says.words == ("“On track”", "50 per cent", "“G”")
    assert made.draft.source == {"Budget code": "H-1"}
    assert intake.account.agrees


def test_headings_are_found_under_a_banner() -> None:
    intake = _intake(("Northfield action plan",), (), ("Updated in March",), HEADINGS, ROW)

    grid = intake.tables[0].grid
    assert (grid.place, grid.above) == ("in row 4 of sheet Actions", ("Northfield action plan", "Updated in March"))
    assert len(intake.made) == 1


def test_a_sheet_lying_on_its_side_is_turned() -> None:
    other: tuple[Value, ...] = ("2", "Train 40 volunteers", *[None] * 7)
    turned: list[tuple[Value, ...]] = [
        (heading, value, also) for heading, value, also in zip(HEADINGS, ROW, other, strict=True)
    ]
    grid = grid_of(_sheet(turned), {})

    assert grid is not None
    assert (grid.is_turned, grid.place, len(grid.lines)) == (True, "down column A of sheet Actions", 2)
    assert [each.text for each in grid.lines[1].cells[:2]] == ["2", "Train 40 volunteers"]
    assert grid.lines[1].cells[1].address == "Actions!C2"


def test_the_sums_agree_whatever_the_rows_are() -> None:
    intake = _intake(
        *(HEADINGS, ROW, ROW),
        ("Theme 2: Homes",),
        ("2", "Train 40 volunteers", "Elm", "TBC"),
        ("2a", "Recruit them", "Elm", "2015-09"),
        HEADINGS,
        ("2", "Another thing", "Elm"),
        ("", "", "Nobody's"),
        (),
        ("3b", "A part of nothing", "Elm"),
    )

    account = intake.account
    assert (account.read, account.taken) == (9, 3)
    assert dict(account.merged) == {SAME: 1, GROUP: 1, PART: 1, REPEATED: 1}
    assert [each.address for each in account.refused] == ["Actions!B8", "Actions!C9"]
    assert account.agrees
    assert [(each.id, each.draft.theme, [name for name, _ in each.parts]) for each in intake.made] == [
        ("1", "", []),
        ("2", "Theme 2: Homes", ["a"]),
        ("3b", "Theme 2: Homes", []),
    ]


def test_what_is_not_understood_is_kept_and_said() -> None:
    intake = _intake(HEADINGS, ("1", "Open hubs", "Haven", "ASAP", "Purple", "Pink", "most of it"))

    (made,) = intake.made
    assert (made.draft.due, made.draft.due_printed, made.draft.says.status) == ("", "ASAP", None)
    assert made.draft.source == {"Status": "Purple", "RAG": "Pink", "% complete": "most of it"}
    assert [each.address for each in intake.account.doubts] == ["Actions!D2", "Actions!G2", "Actions!E2", "Actions!F2"]


def test_a_status_map_says_what_a_word_stands_for() -> None:
    (made,) = _intake(HEADINGS, ("1", "Open hubs", "Haven", "", "Purple"), own={"purple": "complete"}).made

    assert (made.draft.says.status, made.draft.says.words) == ("complete", ("“Purple”",))


def test_a_column_can_be_given_another_field() -> None:
    intake = _intake(
        ("What now", "Owner"), ("Open hubs", "Haven"), choices=Choices({"what now": "title", "Owner": "with"})
    )

    assert _fields(intake) == ["title", "with"]
    assert (intake.made[0].draft.lead, intake.made[0].draft.supporting) == ("none", ("haven",))


def test_a_column_is_told_by_the_colours_in_it() -> None:
    intake = _intake(("Action", "Lead", "How is it"), ("One", "A", "G"), ("Two", "B", "r"), ("Three", "C", "Amber"))

    assert _fields(intake) == ["title", "lead", "confidence"]
    assert [each.draft.says.confidence for each in intake.made] == ["green", "red", "amber"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("End", "due"),
        ("REF.", "id"),
        ("Lead Partner(s)", "lead"),
        ("Date due", "due"),
        ("RAG\nrating", "confidence"),
        ("% Complete", "progress"),
        ("Coments", "note"),
        ("Organisation responsible", "lead"),
        ("Budget code", None),
        ("Risk", None),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, field: str | None) -> None:
    found = heard(heading)

    assert (found and found.field) == field


def test_a_book_without_a_tracker_says_what_is_missing() -> None:
    with pytest.raises(Unreadable) as caught:
        _intake(("Region", "Year", "Value"), ("North", Decimal(2015), Decimal(3)))

    assert caught.value.message == "t.xlsx has no row of headings that is understood: none says what is to be done"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("notes.xlsx", "notes.xlsx is plain text and no workbook, and no table either"),
        ("notes.ODS", "notes.ODS is plain text and no workbook, and no table either"),
        ("notes.csv", "notes.csv has no row of headings that is understood: none says what is to be done"),
    ],
)
def test_a_text_that_is_called_a_workbook_is_named_as_what_it_is(name: str, message: str) -> None:
    book = read_book(name, b"Hello, this is a note\nabout the plan.\n")

    with pytest.raises(Unreadable) as caught:
        take_in(book, Choices(), _words(None), Register({}, {}))

    assert caught.value.message == message


def test_a_table_in_a_text_that_is_called_a_workbook_is_read() -> None:
    book = read_book("tracker.xlsx", b"Action,Lead\nPublish the guide,Haven\n")

    assert [each.draft.title for each in take_in(book, Choices(), _words(None), Register({}, {})).made] == [
        "Publish the guide"
    ]


def test_a_title_that_is_too_long_is_cut_and_kept_whole() -> None:
    (made,) = _intake(("Action", "Lead"), ("word " * 100, "Haven")).made

    assert (len(made.draft.title) <= 300, made.draft.title[-1]) == (True, "…")
    assert made.draft.note == ("word " * 100).strip()


def test_signs_that_no_file_holds_are_taken_away_or_named() -> None:
    (made,) = _intake(("Action", "Lead", "Comments"), ("Open\u00a03\u200b hubs\x07", "Haven", date(2015, 1, 2))).made

    assert (made.draft.title, made.draft.says.note) == ("Open 3 hubs<U+0007>", "2015-01-02")


def test_two_columns_of_one_heading_and_one_without_are_all_kept() -> None:
    intake = _intake(("Action", "Comments", "Comments"), ("Open hubs", "first", "second", "third"))

    (made,) = intake.made
    assert made.draft.says.note == "first"
    assert made.draft.source == {"Comments, column C": "second", "column D": "third"}


MIXED: tuple[Value, ...] = ("Green", "Complete", "Not started", "Withdrawn", "Not due", "Blue", "Grey", "Amber/Green")
JUDGED = [
    ("in-progress", "green", ()),
    ("complete", None, ()),
    ("not-started", None, ()),
    ("withdrawn", None, ()),
    ("not-started", None, ("“Not due”",)),
    ("complete", None, ("“Blue”",)),
    ("not-started", None, ("“Grey”",)),
    ("in-progress", "amber", ("“Amber/Green”",)),
]


@pytest.mark.parametrize("heading", ["RAG", "Status", "Status (RAG)", "Where are we?"])
def test_words_and_colours_in_one_column_are_judged_by_the_cell(heading: str) -> None:
    rows = [(str(number), f"Thing number {number}", word) for number, word in enumerate(MIXED, 1)]
    intake = _intake(("Ref", "Action", heading), *rows, choices=Choices({"Where are we?": "confidence"}))

    says = [each.draft.says for each in intake.made]
    if heading == "Where are we?":  # it was said to hold colours alone
        assert [each.status for each in says] == [None, *(each[0] for each in JUDGED[1:7]), None]
    else:
        assert _fields(intake)[2] == "status"
        assert [(each.status, each.confidence, each.words) for each in says] == JUDGED
    assert [each.confidence for each in says] == [each[1] for each in JUDGED]
    assert intake.account.doubts == []


def test_a_status_goes_before_what_the_colours_say() -> None:
    (made,) = _intake(HEADINGS, ("1", "Open hubs", "Haven", "", "In progress", "Complete", "100%")).made

    assert (made.draft.says.status, made.draft.says.confidence) == ("in-progress", None)
    assert made.draft.says.words == ("100 per cent", "“Complete”")


@pytest.mark.parametrize(("word", "meant"), [("Amber/Red", "red"), ("Green - Amber", "amber"), ("Red/Hot", None)])
def test_of_two_colours_the_worse_counts(word: str, meant: str | None) -> None:
    assert _words().confidence(word) == meant


def test_a_formula_without_a_value_is_listed_in_every_column_that_is_read() -> None:
    headings = ("Action", "Due", "Status", "RAG", "% complete", "Updated", "Notes")
    sheet = _sheet([headings, ("Open hubs", *(headings[1:]))])
    row = (sheet.rows[1][0], *(each._replace(value=None, trouble=NEVER_WORKED_OUT) for each in sheet.rows[1][1:]))
    book = Book("t.xlsx", (sheet._replace(rows=(sheet.rows[0], row)),))
    intake = take_in(book, Choices(), _words(), Register({}, {}))

    assert sorted(each.address for each in intake.account.doubts) == [f"Actions!{each}2" for each in "BCDEFG"]
    again = ": open the file in the program it was made with, save it, and read it again"
    assert all(each.message.startswith(NEVER_WORKED_OUT) for each in intake.account.doubts)
    assert all(each.message.endswith(again) for each in intake.account.doubts)
    assert intake.made[0].draft.source == {}


def test_a_status_map_counts_in_either_column_and_is_spoken_of_where_it_helps() -> None:
    rows = (("1", "Open hubs", "Haven", "", "Pink", "Purple", "some"), ("2", "Train", "Haven", "", "Mauve", "Pink"))
    intake = _intake(HEADINGS, *rows, own={"Purple": "complete", "Pink": "amber"})

    assert [(each.draft.says.status, each.draft.says.confidence) for each in intake.made] == [
        ("complete", None),
        (None, "amber"),
    ]
    hint = ": kept under source; status_map in the mapping can say what it is"
    assert [each.message for each in intake.account.doubts] == [
        "“some” is no progress that is known: kept under source",
        f"“Mauve” is no status that is known{hint}",
    ]


@pytest.mark.parametrize(
    "row",
    [
        (None, "Total", None, None, None, None, None, "34 actions"),
        (None, "TOTAL ACTIONS: 39"),
        (None, "Grand total", None, None, None, None, None, None, Decimal(1200)),
        ("Total", None, None, None, None, None, Decimal("0.4")),
        (None, "Total number of commitments = 1,200"),
        (None, "Sub-total:"),
    ],
)
def test_a_row_that_only_sums_up_is_passed_over_and_said_so(row: Sequence[Value]) -> None:
    account = (intake := _intake(HEADINGS, ROW, row)).account

    assert ([each.id for each in intake.made], dict(account.merged), account.refused) == (["1"], {SUMMED_UP: 1}, [])
    assert account.agrees
    assert intake.made[0].draft.theme == ""


@pytest.mark.parametrize("row", [("2", "Total", "Haven"), ("2", "Total Place programme"), ("2", "Totals for boilers")])
def test_a_commitment_that_begins_with_total_is_one(row: Sequence[Value]) -> None:
    assert [each.id for each in _intake(HEADINGS, ROW, row).made] == ["1", "2"]


PER_CENTS = [(Decimal("0.5"), Decimal(1)), ("50%", "100 %"), (Decimal(50), Decimal(100))]


@pytest.mark.parametrize("heading", ["% done", "Done %", "% completed", "Progress", "Done", "Progress so far"])
@pytest.mark.parametrize("cells", PER_CENTS)
def test_per_cents_are_progress_under_each_word_for_it(heading: str, cells: Sequence[Value]) -> None:
    intake = _intake(("Action", heading, "Comments"), *((f"Open hub {each}", each, "Fine") for each in cells))

    assert _fields(intake) == ["title", "progress", "note"]
    assert [each.draft.says.status for each in intake.made] == ["in-progress", "complete"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Progress", ("Two open", "50%")), ("Progress", (Decimal(4), Decimal(5))), ("Actions done", PER_CENTS[0])],
)
def test_what_is_no_per_cent_is_no_progress(heading: str, cells: Sequence[Value]) -> None:
    rows = [(f"Open hub {each}", "Haven", each) for each in cells]
    assert "progress" not in _fields(_intake(("Action", "Owner", heading), *rows))


@pytest.mark.parametrize("heading", ["Start", "Start date", "Timescale: Start", "Timescale: Planned start date"])
def test_when_work_begins_is_not_when_it_was_agreed(heading: str) -> None:
    assert (found := heard(heading)) is not None
    assert found.field == "source"
    assert [heard(each).field for each in ("Date agreed", "Approved", "Signed")] == ["agreed"] * 3  # type: ignore[union-attr]
