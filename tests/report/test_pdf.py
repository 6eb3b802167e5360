"""The PDF: tagged, the same bytes each time, and every cell of the report on its pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from actionplan.report.model import CannotRender, Logo, RenderOptions, Report, Section, Table
from actionplan.report.renderers.pdf import render, seal_of
from actionplan.report.words import said, without_idle_columns
from tests.cli.test_report import POINT
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, HEAD, real, report_on, subject_of

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")


def tables(sections: tuple[Section, ...]) -> list[Table]:
    found = [block for each in sections for block in each.blocks if isinstance(block, Table)]
    return found + [table for each in sections for table in tables(each.sections)]


def words_of(data: bytes, folder: Path) -> str:
    """The text of the pages without any blanks, for lines are broken where they have to be."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode("utf-8").split())


@needs_poppler
@pytest.mark.parametrize(
    "report",
    [report_on(subject_of(EVERYTHING)), report_on(real("mou-2015-16"), on=END_OF_2015)],
    ids=["everything", "real"],
)
def test_every_cell_is_on_the_pages(report: Report, tmp_path: Path) -> None:
    shown = words_of(render(report, RenderOptions()), tmp_path)
    cells = [
        cell for table in tables(report.sections) for row in without_idle_columns(table).rows for cell in row.cells
    ]

    missing = [said(cell) for cell in cells if "".join(said(cell).split()) not in shown]

    assert len(cells) > 50
    # A hyphen at the end of a line belongs to the word; what is broken after one reads on without a blank.
    assert [each for each in missing if "".join(each.split()).replace("-", "") not in shown.replace("-", "")] == []


@needs_poppler
def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render(report_on(subject_of(EVERYTHING)), RenderOptions()))

    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    facts = {line.partition(":")[0]: line.partition(":")[2].strip() for line in told.splitlines()}

    assert (facts["Title"], facts["Tagged"]) == ("Northfield homes and health plan", "yes")
    assert facts["CreationDate"].startswith("Wed Dec 31")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in path.read_bytes()
    assert b"/Lang(en-GB)" in path.read_bytes().replace(b"/Lang (", b"/Lang(")


def test_two_runs_give_the_same_bytes_and_the_seal_comes_back() -> None:
    report = replace(report_on(subject_of(EVERYTHING)), seal='{"seal":1,"voice":"pdf","a":"<b> & \\u00e9 \\"c\\""}')

    data = render(report, RenderOptions())

    assert data == render(report, RenderOptions())
    assert seal_of(data) == report.seal
    assert seal_of(b"") is seal_of(b"%PDF-1.7") is None


@needs_poppler
@pytest.mark.parametrize("name", ["markup", "brackets", "entity", "dollar", "list", "address"])
def test_text_is_never_markup(name: str, tmp_path: Path) -> None:
    text = TITLES[name] + ' #emph[x] #read("/etc/passwd") *b* $a$ @c <d> \\u{41} // e'
    shown = words_of(render(replace(report_on(subject_of({})), title=text), RenderOptions()), tmp_path)

    assert "".join(text.split()).replace("-", "") in shown.replace("-", "")


def test_letters_that_no_font_has_do_not_stop_it() -> None:
    assert render(hostile_report(), RenderOptions()).startswith(b"%PDF-")


def test_an_empty_plan_and_a_logo() -> None:
    report = report_on(subject_of({"plan.yaml": HEAD}))
    head = replace(
        report.letterhead, organisation="R&D <x>", classification="OFFICIAL", logo=Logo(POINT, "png", "A tree")
    )

    assert render(report, RenderOptions()).startswith(b"%PDF-")
    assert render(replace(report, letterhead=head), RenderOptions()).startswith(b"%PDF-")


def test_a_picture_that_is_none_is_told() -> None:
    report = report_on(subject_of({}))
    head = replace(report.letterhead, logo=Logo(b"\x89PNG\r\n\x1a\nbroken", "png", "A tree"))

    with pytest.raises(CannotRender, match="could not be set"):
        render(replace(report, letterhead=head), RenderOptions())


def test_without_typst_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)

    with pytest.raises(CannotRender, match=r'pip install "actionplan\[pdf\]"'):
        render(report_on(subject_of({})), RenderOptions())
