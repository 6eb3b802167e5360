"""The terminal's page: it fits, colour says nothing of its own, and nothing in it is obeyed."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from actionplan.report.model import Column, Missing, Report, Row, Section, Status, Table, Text
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, REAL, real, rendered, report_on, subject_of

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def page(report: Report, width: int = 80, *, colour: bool = False) -> str:
    return rendered(report, "terminal", width, colour=colour)


@pytest.mark.parametrize("width", [40, 57, 80, 100, 140, 250])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for report in (hostile_report(), report_on(subject_of(EVERYTHING)), report_on(*map(real, REAL), on=END_OF_2015)):
        assert max(map(cell_len, page(report, width).splitlines())) <= width


def test_too_narrow_a_terminal_gets_forty_columns() -> None:
    assert page(hostile_report(), 3) == page(hostile_report(), 40)


def test_no_line_ends_in_spaces_and_no_two_are_empty() -> None:
    text = page(report_on(subject_of(EVERYTHING)))

    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_colour_only_repeats_what_words_say() -> None:
    report = report_on(subject_of(EVERYTHING))
    coloured = page(report, colour=True)

    assert ANSI.sub("", coloured) == page(report)
    assert "\x1b[31mRed\x1b[0m" in coloured
    assert "\x1b" not in page(report)
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in coloured.splitlines())


@pytest.mark.parametrize("colour", [False, True])
def test_nothing_is_obeyed(colour: bool) -> None:
    for width in (40, 72, 80, 99):
        text = ANSI.sub("", page(hostile_report(), width, colour=colour))
        assert not re.search(r"^\s*::", text, re.MULTILINE)
        assert "##[" not in text
        assert "##vso[" not in text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_titles_are_shown_in_full() -> None:
    text = page(hostile_report())

    assert "[bold red]rich[/] [/] [link](javascript:alert(1))" in text
    assert TITLES["long"] in text.replace("\n", "").replace(" ", "")
    assert "<b>bold</b> **bold** _em_ `code`" in text


def test_our_own_words_can_be_shown_by_an_old_console() -> None:
    page(report_on(*map(real, REAL), on=END_OF_2015)).encode("cp1252")
    page(report_on(subject_of(EVERYTHING))).encode("cp1252")


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    columns = (Column("id", "Id"), Column("title", "Title"), Column("status", "Status"), Column("late", "Late"))
    word = Status("in-progress", "In progress", "neutral")
    rows = (
        Row((Text("a-1"), Text("First " * 12), word, Missing("not late", matters=False))),
        Row((Text("a-1"), Text("First " * 12), word, Text("3 days"))),
        Row((Text("a-very-long-identifier"), Text("Second"), Status("x", "Status not given", "neutral"), Text("Now."))),
    )
    report = report_on(subject_of({}))
    section = Section("s", "S", (Table("t", "T", columns, rows),))

    told = page(Report("T", (), report.on, "0", report.provenance, (section,)), 60).split("S\n-\n")[1]

    assert told == (
        "a-1               First First First First First First First\n"
        "                  First First First First First\n"
        "                  Status: In progress.\n"
        "                  Status: In progress. Late: 3 days.\n"
        "a-very-long-identifier\n"
        "                  Second\n"
        "                  Status not given. Late: Now.\n"
    )


def test_a_wide_terminal_gets_tables() -> None:
    assert "Id       Commitment" in page(report_on(subject_of(EVERYTHING)), 250)
