"""Every figure and every cell of the JSON stands in the terminal's page and in the Markdown too, and nothing else does.

The counts of all voices are the same, also for a plan of thousands of commitments and for one whose texts are as long
and as awkward as they may be.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from actionplan.report.model import Letterhead, RenderOptions, Report
from actionplan.report.renderers import RENDERERS
from actionplan.report.tabular import flat_tables
from tests.report import recounted
from tests.report.hostile import hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, rendered, report_on, subject, subject_of
from tests.report.readback import counts, limits
from tests.report.readback.held import Counted, read
from tests.report.readback.markdown import MarkdownPage
from tests.report.readback.terminal import TerminalPage
from tests.report.recount.drawn import Draw
from tests.report.test_many import files
from tests.support import load_texts

WIDE = 1_000_000
MANY = int(os.environ.get("ACTIONPLAN_MANY", "5000"))

REPORTS: dict[str, Callable[[], Report]] = {
    "everything": lambda: report_on(subject_of(EVERYTHING)),
    "nothing": lambda: report_on(subject_of({})),
    "no plan": report_on,
    "real": lambda: report_on(*map(real, REAL), on=END_OF_2015),
    "one": lambda: report_on(real("mou-2015-16"), on=END_OF_2015),
    "later": lambda: report_on(*map(real, REAL), on=LATER),
    "hostile": hostile_report,
    "letterhead": lambda: report_on(
        replace(subject_of(EVERYTHING), letterhead=Letterhead("Northfield & Co", "OFFICIAL"))
    ),
    "public": lambda: report_on(subject_of(EVERYTHING), is_public=True),
    "hact since July": lambda: report_on(real("mou-2015-16"), on=END_OF_2015, since=date(2015, 7, 1), partner="hact"),
    "drawn": lambda: report_on(subject(load_texts(Draw(7).texts))),
}


def document(report: Report) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(rendered(report, "json"))
    return made


def in_terminal(report: Report, width: int, told: Any = None) -> Counted:
    return read(TerminalPage(rendered(report, "terminal", width)), told or document(report))


def in_markdown(report: Report, told: Any = None) -> Counted:
    return read(MarkdownPage(rendered(report, "markdown")), told or document(report))


def made(report: Report, voice: str) -> bytes:
    data: bytes = import_module(RENDERERS[voice].module).render(report, RenderOptions())
    return data


@pytest.mark.parametrize("width", [40, 80, 132, 250, WIDE])
@pytest.mark.parametrize("name", REPORTS)
def test_the_terminal_says_what_the_json_says(name: str, width: int) -> None:
    in_terminal(REPORTS[name](), width)


@pytest.mark.parametrize("name", REPORTS)
def test_markdown_says_what_the_json_says(name: str) -> None:
    in_markdown(REPORTS[name]())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("92 days", "93 days"),
        ("3 of 8, 38%", "4 of 8, 38%"),
        ("31 January 2026.", "31 January 2027."),
        ("22.8", "22.9"),
        ("Haven", "Heaven"),
        ("northfield/haven.yaml:21", "northfield/haven.yaml:22"),
    ],
)
def test_a_page_that_says_something_else_is_found_out(before: str, after: str) -> None:
    report = report_on(subject_of(EVERYTHING))
    told = document(report)
    for page, text in (
        (MarkdownPage, rendered(report, "markdown")),
        (TerminalPage, rendered(report, "terminal", WIDE)),
    ):
        assert before in text
        for place in range(text.count(before)):
            pieces = text.split(before)
            other = before.join(pieces[: place + 1]) + after + before.join(pieces[place + 1 :])
            with pytest.raises((AssertionError, IndexError, ValueError)):
                read(page(other), told)


def test_a_line_that_is_lost_or_said_twice_is_found_out() -> None:
    report = report_on(subject_of(EVERYTHING))
    told = document(report)
    for page, text in ((MarkdownPage, rendered(report, "markdown")), (TerminalPage, rendered(report, "terminal", 80))):
        lines = text.split("\n")
        for place in [number for number, line in enumerate(lines) if line.strip("-=~| ")]:
            for other in (lines[:place] + lines[place + 1 :], lines[: place + 1] + lines[place:]):
                with pytest.raises((AssertionError, IndexError, ValueError)):
                    read(page("\n".join(other)), told)


# Thousands of commitments, and texts at the limits: the same counts in every voice.


def same_counts(report: Report) -> None:
    told = document(report)
    tables = counts.in_json(told)
    captions = {caption for caption, _ in tables}
    flat = {each.name: each.title for each in flat_tables(report)}
    sheets = counts.in_excel(made(report, "xlsx"))
    rows = {name: len(lines) for name, lines in recounted.tables(report).items()}

    assert [each for each in counts.in_html(rendered(report, "html")) if each[0] in captions] == tables
    assert [each for each in counts.in_word(made(report, "docx")) if each[0] in captions] == tables
    assert {name: sheets[flat[name]] for name in rows} == rows
    assert counts.in_csv(rendered(report, "csv")) == rows["commitments"]


def test_thousands_of_commitments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionplan.report.renderers.markdown.LONGEST", 1_000_000_000)  # how it is cut has its own test
    report = report_on(subject(load_texts(files(50, MANY // 50))))
    told = document(report)
    (annex,) = [each for each in told["sections"] if each["id"] == "annex"]
    (figures, _) = [each for each in told["sections"][0]["blocks"] if each["type"] == "figures"]

    narrow, wide, markdown = in_terminal(report, 80, told), in_terminal(report, WIDE, told), in_markdown(report, told)

    assert narrow == wide == markdown
    assert markdown.rows == sum(rows for _, rows in counts.in_json(told))
    assert sum(each["share"]["count"] for each in figures["rows"]) == MANY
    assert len(annex["sections"][0]["blocks"][0]["rows"]) == MANY
    same_counts(report)


@pytest.fixture(scope="module")
def at_the_limits() -> Report:
    loaded = load_texts(limits.files())
    assert (loaded.unread, loaded.hits) == ((), ())
    return report_on(subject(loaded))


def test_texts_at_the_limits_are_all_in_the_report(at_the_limits: Report) -> None:
    (annex,) = [each for each in document(at_the_limits)["sections"] if each["id"] == "annex"]
    titles = [row["cells"]["title"] for row in annex["sections"][0]["blocks"][0]["rows"]]

    assert sorted(titles) == sorted(limits.TEXTS)
    assert max(map(len, titles)) == limits.LONGEST


@pytest.mark.parametrize("width", [40, 80, 132, WIDE])
def test_texts_at_the_limits_are_read_back_from_the_terminal(at_the_limits: Report, width: int) -> None:
    in_terminal(at_the_limits, width)


def test_texts_at_the_limits_are_read_back_from_markdown(at_the_limits: Report) -> None:
    in_markdown(at_the_limits)


def test_texts_at_the_limits_count_the_same_in_every_voice(at_the_limits: Report) -> None:
    same_counts(at_the_limits)


@pytest.mark.parametrize("voice", RENDERERS)
def test_texts_at_the_limits_stop_no_voice(at_the_limits: Report, voice: str) -> None:
    if voice == "pdf":
        pytest.importorskip("typst")

    assert made(at_the_limits, voice)
