"""Word reports in a real office program: LibreOffice opens each of them and prints it, page by page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actionplan.report.model import (
    Column,
    Facts,
    Letterhead,
    Prose,
    RenderOptions,
    Report,
    Row,
    Section,
    Table,
    Template,
    Text,
)
from actionplan.report.renderers.docx import render
from tests.office import converted
from tests.report import word_templates
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, real, report_on, subject, subject_of
from tests.report.test_docx_templates import bare, own_template
from tests.report.test_many import files
from tests.support import load_texts

PATIENCE = int(os.environ.get("ACTIONPLAN_PATIENCE", "240"))  # seconds for all of them together
COMMITMENTS = 500
LETTERHEAD = Letterhead("Northfield Council", "OFFICIAL")

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler is not installed"
)


def everything() -> Report:
    return replace(report_on(subject_of(EVERYTHING)), letterhead=LETTERHEAD)


def long_words() -> Report:
    """A note longer than a page, in a row that must break, and a title of 2,000 characters."""
    note = "\n".join([f"Line {number} of a long note." for number in range(1, 801)])
    columns = (Column("id", "Id"), Column("title", "Commitment"), Column("note", "Note"))
    table = Table("t", "Notes", columns, (Row((Text("a-1"), Text("Title " * 333), Text(note))),))
    return Report(
        "Plan " * 400, ("p",), date(2025, 12, 31), "0", Facts(()), (Section("s", "Notes", (Prose("One."), table)),)
    )


def on(template: bytes, report: Report) -> bytes:
    return render(report, RenderOptions(template=Template("ours.dotx", template)))


PAPERS: dict[str, Callable[[], bytes]] = {
    "real": lambda: render(report_on(real("mou-2015-16"), on=END_OF_2015), RenderOptions()),
    "everything": lambda: render(everything(), RenderOptions()),
    "hostile": lambda: render(hostile_report(), RenderOptions()),
    "empty": lambda: render(report_on(subject_of({})), RenderOptions()),
    "none": lambda: render(report_on(), RenderOptions()),
    "many": lambda: render(
        replace(report_on(subject(load_texts(files(10, COMMITMENTS // 10)))), letterhead=LETTERHEAD), RenderOptions()
    ),
    "long": lambda: render(long_words(), RenderOptions()),
    "own": lambda: on(own_template(), everything()),
    "bare": lambda: on(bare(), everything()),
    "paper": lambda: on(word_templates.board_paper(), everything()),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The words on each page of each paper."""
    folder = tmp_path_factory.mktemp("papers")
    for name, make in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(make())
    first, *others = [folder / f"{name}.docx" for name in PAPERS]
    converted(first, "pdf", folder, *others, wait=PATIENCE)
    return {name: _pages(folder / f"{name}.pdf") for name in PAPERS}


def _pages(pdf: Path) -> list[str]:
    ran = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=PATIENCE)
    return ran.stdout.decode("utf-8").split("\f")[:-1]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_prints_without_an_empty_page(printed: Mapping[str, list[str]], name: str) -> None:
    pages = printed[name]

    assert pages
    for number, page in enumerate(pages, 1):
        if name != "bare":  # a template without a footer has no numbers
            assert f"Page {number} of {len(pages)}" in page
        inside = (
            page.replace(f"Page {number} of {len(pages)}", "").replace("OFFICIAL", "").replace("Northfield Council", "")
        )
        assert len(squeezed(inside)) > 10, f"page {number}"


def test_the_classification_is_on_every_page(printed: Mapping[str, list[str]]) -> None:
    assert all(page.count("OFFICIAL") == 2 for page in printed["everything"])
    for name in ("own", "bare", "paper"):
        assert all("OFFICIAL" in page for page in printed[name])


def test_the_real_plan_takes_few_pages_and_says_all(printed: Mapping[str, list[str]]) -> None:
    pages = printed["real"]
    words = squeezed("".join(pages))

    assert len(pages) <= 10
    assert "2015/16 Action Plan" in pages[0]
    for each in ("Set up an Innovation Platform", "None has an agreed date", "Every commitment", "10 of 10, 100%"):
        assert squeezed(each) in words


def test_header_rows_stand_on_every_page_of_a_table(printed: Mapping[str, list[str]]) -> None:
    start = next(number for number, page in enumerate(printed["many"]) if "Every commitment" in page)
    annex = [page for page in printed["many"][start:] if re.search(r"^ *p\d-\d+ ", page, re.MULTILINE)]

    assert len(annex) > 5
    assert all(re.search(r"Id +Commitment +", page) for page in annex)
    ids = re.findall(r"^ *(p\d-\d+) ", "\n".join(annex), re.MULTILINE)
    assert sorted(ids) == sorted(f"p{partner}-{place}" for partner in range(10) for place in range(COMMITMENTS // 10))


def test_hostile_words_are_printed(printed: Mapping[str, list[str]]) -> None:
    words = squeezed("".join(printed["hostile"]))

    for name in ("markup", "entity", "log", "quick", "rule", "dollar"):
        assert squeezed(TITLES[name]) in words


def test_a_note_longer_than_a_page_is_printed_to_its_end(printed: Mapping[str, list[str]]) -> None:
    words = "".join(printed["long"])

    assert [int(each) for each in re.findall(r"Line (\d+) of a long note", words)] == list(range(1, 801))
    assert words.count("Title") == 333
    assert words.count("Plan") == 400
