"""One table as csv: what is in it, what a spreadsheet makes of it, and what programs are told about it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actionplan.domain.said import said_day
from actionplan.officefile import as_it_was
from actionplan.report.flat import FACTS, FIGURES, WORDS
from actionplan.report.model import (
    CannotRender,
    Cell,
    Column,
    Fact,
    Facts,
    RenderOptions,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from actionplan.report.renderers.csv import csvw, render, seal_of
from actionplan.report.tabular import flat_tables
from tests.cli.plans import make_plan
from tests.cli.run import run
from tests.office import converted
from tests.report import recounted
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, report_on, subject_of

FORMULAS = {
    "=1+1": "'=1+1",
    '=HYPERLINK("http://x.example","y")': '\'=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+44 20 7946 0000": "'+44 20 7946 0000",
    "-3 homes": "'-3 homes",
    "@SUM(A1:A9)": "'@SUM(A1:A9)",
    "\tafter a tab": "'\tafter a tab",
    " =2+2": "' =2+2",
    "\n=3": "'\n=3",
    "'=4": "''=4",
    "\uff1d5": "'\uff1d5",
    "'tis": "'tis",
    "a = b": "a = b",
}


def report_of(*texts: str) -> Report:
    """A report with one table of these texts."""
    rows = tuple(Row((Text(str(number)), Text(text))) for number, text in enumerate(texts))
    table = Table("commitments", "Every commitment", (Column("id", "Id"), Column("title", "Commitment")), rows)
    facts = Facts((Fact("plan", "Plan", Text("=1+1 & <b>")),))
    return Report("A <report> & more", ("p",), date(2025, 12, 31), "0", facts, (Section("annex", "Annex", (table,)),))


def rows_of(report: Report, table: str | None = None) -> list[list[str]]:
    """The lines of the file, read by another program."""
    text = render(report, RenderOptions(table=table)).decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def typed(text: str, column: dict[str, Any]) -> str | int | Decimal | date:
    """The value that *text* is, by what the metadata says of its column."""
    if text in column.get("null", ()):
        return as_it_was(text)
    match column["datatype"]:
        case "integer":
            return int(text)
        case "decimal":
            return Decimal(text)
        case {"base": "date", "format": "yyyy-MM-dd"}:
            return date.fromisoformat(text)
        case "string":
            return as_it_was(text)
    raise AssertionError(column)


def test_lines_end_and_are_quoted_as_the_standard_says() -> None:
    data = render(report_of("plain", 'say "yes"', "a, b", "two\nlines", "", "£5 – naïve"), RenderOptions())

    assert data.decode() == (
        'Id,Commitment\r\n0,plain\r\n1,"say ""yes"""\r\n2,"a, b"\r\n3,"two\nlines"\r\n4,""\r\n5,£5 – naïve\r\n'
    )


def test_text_is_no_formula_and_comes_back_as_it_was() -> None:
    lines = rows_of(report_of(*FORMULAS))[1:]

    assert [cell for _, cell in lines] == list(FORMULAS.values())
    assert [as_it_was(cell) for _, cell in lines] == list(FORMULAS)


def test_signs_that_are_obeyed_are_shown_by_name() -> None:
    shown = [cell for _, cell in rows_of(report_of("a\x1b[31mb", "left\u202eright", "\x00=1", "\ud800"))[1:]]

    assert shown == ["a<U+001B>[31mb", "left<U+202E>right", "<U+0000>=1", "<U+D800>"]


def test_hostile_titles_come_back() -> None:
    lines = rows_of(hostile_report())

    assert {line[0]: as_it_was(line[1]) for line in lines[1:]} == TITLES
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


REPORTS: dict[str, Callable[[], Report]] = {
    "everything": lambda: report_on(subject_of(EVERYTHING)),
    "real": lambda: report_on(*map(real, REAL), on=END_OF_2015),
    "later": lambda: report_on(*map(real, REAL), on=LATER),
    "hostile": hostile_report,
}


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_every_table_says_what_the_json_says(name: str) -> None:
    report = REPORTS[name]()
    expected = recounted.tables(report)
    for table, lines in expected.items():
        columns = json.loads(csvw(report, table, "x.csv"))["tableSchema"]["columns"]
        header, *rows = rows_of(report, table)
        read = [[worded(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
        names = [column["name"] for column in columns]

        assert header == [column["titles"] for column in columns]
        assert read == [[_or_absent(line, field, lines) for field in names] for line in lines], table

    others = {FACTS, FIGURES, WORDS, "headline", "method"}
    without_rows = {each.name for each in flat_tables(report)} - set(expected) - others
    assert all(set(rows_of(report, each)[1][-1:]) for each in without_rows)


def worded(text: str, column: dict[str, Any]) -> object:
    """The value; a day in words where the column holds nothing but days, for the JSON does not know that."""
    read = typed(text, column)
    return said_day(read) if isinstance(read, date) and not column["name"].endswith("_last_day") else read


def _or_absent(line: recounted.Line, field: str, lines: list[recounted.Line]) -> object:
    """What stands in *field*; where only other plans have such a column, that."""
    known = {key.replace("-", "_") for each in lines for key in each}
    own = {key.replace("-", "_") for key in line}
    return "not in this plan" if field in known - own else recounted.value(line, field)


def test_the_figures_are_those_of_the_json() -> None:
    report = report_on(subject_of(EVERYTHING))
    lines = rows_of(report, "figures")[1:]

    assert [(line[0], line[1], *map(int, line[2:5])) for line in lines] == list(recounted.figures(report))


def test_the_columns_stay_the_same_whatever_is_in_them() -> None:
    bare = "partner: haven\ncommitments:\n  - {id: haven-1, title: Open 3 advice hubs}\n"

    assert rows_of(report_on(subject_of({"haven.yaml": bare})))[0] == rows_of(report_on(subject_of(EVERYTHING)))[0]


def test_several_plans_are_one_table_with_the_plan_in_front() -> None:
    lines = rows_of(report_on(*map(real, REAL), on=LATER))

    assert lines[0][:3] == ["Plan", "Id", "Commitment"]
    assert {line[0] for line in lines[1:]} == set(REAL)
    assert {len(line) for line in lines} == {len(lines[0])}


def test_a_table_without_rows_says_so() -> None:
    assert rows_of(report_on(subject_of({}))) == [["Every commitment"], ["None."]]
    assert rows_of(report_on(real("mou-2015-16"), on=LATER), "decisions") == [
        ["Decisions asked of this meeting"],
        ["None."],
    ]
    assert rows_of(report_on(real("mou-2015-16"), on=END_OF_2015), "Red and amber")[1:]


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(CannotRender) as told:
        render(report_of("x"), RenderOptions(table="comitments\x1b"))

    assert str(told.value) == (
        "There is no table “comitments<U+001B>” in this report. There are: about, figures, commitments and in_words."
    )


def test_programs_are_told_what_the_file_holds() -> None:
    report = report_on(subject_of(EVERYTHING))
    told = json.loads(csvw(report, None, "the plan.csv"))

    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert told["url"] == "the%20plan.csv"
    assert told["dc:title"] == "Northfield homes and health plan: Every commitment"
    assert told["dc:date"] == {"@value": "2025-12-31", "@type": "xsd:date"}
    assert "As at: 31 December 2025" in told["dc:provenance"]
    assert told["tableSchema"]["columns"][6] == {
        "name": "due_last_day",
        "titles": "Due: last day",
        "datatype": {"base": "date", "format": "yyyy-MM-dd"},
        "null": ["no date agreed"],
    }
    assert told["dialect"] == {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True}


def test_the_seal_is_kept_in_what_programs_are_told() -> None:
    from dataclasses import replace

    sealed = replace(report_of("x"), seal='{"seal":1,"voice":"csv"}')

    assert seal_of(csvw(sealed, None, "x.csv")) == '{"seal":1,"voice":"csv"}'
    assert seal_of(render(sealed, RenderOptions())) is None
    for other in (b"", b"[]", b"{}", b'{"notes": 5}', b'{"notes": [5]}', b'{"notes": [{}]}', b"\xff", b"[" * 100_000):
        assert seal_of(other) is None


CODE = """
import sys
from tests.report.plans import EVERYTHING, report_on, subject_of
from tests.report.test_csv import csvw, render
from actionplan.report.model import RenderOptions
report = report_on(subject_of(EVERYTHING))
sys.stdout.buffer.write(render(report, RenderOptions()) + csvw(report, None, "x.csv"))
"""


def test_another_process_gives_the_same_bytes() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(runs) == 1
    assert next(iter(runs)).startswith(b"Id,Commitment,Lead,")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_spreadsheet_program_reckons_with_nothing_in_it(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    texts = [*FORMULAS, *TITLES.values()]
    source = tmp_path / "hostile.csv"
    source.write_bytes(render(report_of(*texts), RenderOptions()))
    comma_separated = ("--infilter=CSV:44,34,76,1,,0,false,true,false,true",)
    sheet = load_workbook(converted(source, "xlsx", tmp_path, options=comma_separated)).active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]

    assert len(cells) == len(texts)
    assert {cell.data_type for cell in cells} == {"s"}


def test_ten_thousand_rows_are_one_row_each() -> None:
    cells: tuple[Cell, ...] = (Text("1"), Text("x, y"))
    report = report_of("x")
    (section,) = report.sections
    (table,) = section.blocks
    assert isinstance(table, Table)
    many = Table(table.id, table.caption, table.columns, (Row(cells),) * 10_000)
    data = render(
        Report(report.title, ("p",), report.on, "0", report.provenance, (Section("annex", "Annex", (many,)),)),
        RenderOptions(),
    )

    assert data == b"Id,Commitment\r\n" + b'1,"x, y"\r\n' * 10_000


def test_a_file_is_told_from_one_that_was_changed_while_its_description_is_beside_it(tmp_path: Path) -> None:
    make_plan(tmp_path)
    paper, told = tmp_path / "all.csv", tmp_path / "all.csv-metadata.json"
    run("report", "--as-at", "2025-12-31", "--table", "figures", "-o", str(paper), cwd=tmp_path)

    assert "is what the plan's files say" in run("report", "--verify", str(paper), cwd=tmp_path).succeeds().out

    paper.write_bytes(paper.read_bytes().replace(b"Amber", b"Green"))
    assert "it was changed after it was made" in run("report", "--verify", str(paper), cwd=tmp_path).fails(1).err

    told.unlink()
    assert "There is no file" in run("report", "--verify", str(paper), cwd=tmp_path).fails(3).err


def test_a_name_that_is_none_is_a_wrong_command_line(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ran = run("report", "--as-at", "2025-12-31", "--format", "csv", "--table", "nothing", cwd=tmp_path).fails(2)

    assert ran.out == ""
    assert "Invalid value for --table: there is no table “nothing”. There are: about," in ran.err
