"""Which position a report shows, what it is compared with, and how it is narrowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from actionplan.domain.asof import at_period
from actionplan.domain.assess import assess
from actionplan.domain.compare import compare
from actionplan.domain.model import Plan, Reviews
from actionplan.domain.period import last_ended, parse_period
from actionplan.domain.vocabulary import NO_STATUS
from actionplan.report.build import Subject
from actionplan.report.model import Place, Report, Section, Strip, Table, Text
from actionplan.report.strips import strip_periods
from actionplan.report.view import view_of
from actionplan.report.words import said
from tests.domain.test_asof import days, plans
from tests.report.plans import (
    COMMITMENTS,
    END_OF_2015,
    EVERYTHING,
    LATER,
    REAL,
    options,
    real,
    report_on,
    section,
    subject_of,
    table,
)

Q2, Q3 = (parse_period(f"2025-26 {each}", Reviews()) for each in ("Q2", "Q3"))


def statuses(report: Report) -> dict[str, str]:
    found = table(report, "annex", "commitments", "commitments")
    place = [each.id for each in found.columns].index("status")
    return {said(row.cells[0]): said(row.cells[place]) for row in found.rows}


def fact(report: Report, id_: str) -> str:
    return next(said(each.cell) for each in report.provenance.rows if each.id == id_)


def test_as_at_looks_at_dates_and_a_period_at_what_answers_it() -> None:
    subject = subject_of(EVERYTHING)
    by_date = table(report_on(subject, on=date(2025, 9, 30)), "partners", "haven", "commitments").rows[0]
    by_period = table(report_on(subject, on=LATER, period=Q2), "partners", "haven", "commitments").rows[0]

    # The return for the second quarter came in on 5 October.
    assert said(by_date.cells[3]) == "Green"
    assert said(by_period.cells[3]) == "Amber"
    report = report_on(subject, on=LATER, period=Q2)
    assert (fact(report, "as_at"), report.on) == ("30 September 2025", date(2025, 9, 30))
    assert fact(report, "compared_with") == "the review of Q1 2025 to 2026 (April to June 2025)"


def test_a_late_return_is_told_once_in_the_review_it_answers() -> None:
    subject = subject_of(EVERYTHING)

    def moved(report: Report) -> list[str]:
        rows = table(report, "changes", "changes").rows
        return [said(row.cells[3]).partition(";")[0] for row in rows if said(row.cells[0]) == "haven-1"]

    assert moved(report_on(subject, on=LATER, period=Q2)) == [
        "Is heard of for the first time: in progress, amber (not enough people or time)"
    ]
    assert moved(report_on(subject, on=LATER, period=Q3)) == ["Moved from amber to red (money not found, late or cut)"]
    assert moved(report_on(subject)) == ["Moved from amber to red (money not found, late or cut)"]


def test_since_a_day_of_ones_own() -> None:
    report = report_on(subject_of(EVERYTHING), since=date(2025, 12, 1))

    assert fact(report, "compared_with") == "1 December 2025"
    assert section(report, "changes").title == "Changes since 1 December 2025"
    assert [said(row.cells[0]) for row in table(report, "changes", "changes").rows] == ["haven-1", "elm-3"]


@pytest.mark.parametrize(
    ("on", "period", "compared"),
    [
        (date(2025, 3, 1), "none has ended yet", "nothing earlier"),
        (date(2025, 5, 1), "none has ended yet", "the start of the plan"),
        (date(2025, 7, 1), "Q1 2025 to 2026 (April to June 2025)", "the start of the plan"),
        (
            date(2025, 10, 1),
            "Q2 2025 to 2026 (July to September 2025)",
            "the review of Q1 2025 to 2026 (April to June 2025)",
        ),
    ],
)
def test_the_first_reports_of_a_plan(on: date, period: str, compared: str) -> None:
    report = report_on(subject_of(EVERYTHING), on=on)

    assert (fact(report, "period"), fact(report, "compared_with")) == (period, compared)


def test_one_partner_sees_what_it_leads_and_supports() -> None:
    whole, narrowed = report_on(subject_of(EVERYTHING)), report_on(subject_of(EVERYTHING), partner="northfield")

    assert narrowed.title == "Northfield homes and health plan: Northfield Council"
    assert set(statuses(narrowed)) == {"haven-1", "all-1"}
    assert {key: statuses(whole)[key] for key in statuses(narrowed)} == statuses(narrowed)
    # An outcome is served by whoever serves it, not only by what this partner sees.
    elm = report_on(subject_of(EVERYTHING), partner="elm")
    assert table(elm, "outcomes", "outcomes") == table(whole, "outcomes", "outcomes")
    waits = [said(row.cells[3]) for row in table(elm, "coming", "waiting").rows]
    assert "haven-3: Print 500 leaflets" in waits


def places(sections: tuple[Section, ...]) -> list[tuple[str, Place]]:
    found = []
    for each in sections:
        for block in each.blocks:
            if isinstance(block, Table):
                found += [(said(row.cells[0]), row.place) for row in block.rows if row.place]
                found += [
                    (said(row.cells[0]), cell) for row in block.rows for cell in row.cells if isinstance(cell, Place)
                ]
        found += places(each.sections)
    return found


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("on", [END_OF_2015, LATER], ids=str)
def test_every_place_is_the_line_where_the_commitment_begins(name: str, on: date) -> None:
    found = places(report_on(real(name), on=on).sections)

    assert found
    for id_, place in found:
        line = Path(COMMITMENTS, place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert line.split("#")[0].strip() == f"- id: {id_}"


def test_every_row_about_a_commitment_has_its_place() -> None:
    report = report_on(subject_of(EVERYTHING))

    def rows(sections: tuple[Section, ...]) -> list[tuple[str, Place | None]]:
        return [
            (said(row.cells[0]), row.place)
            for each in sections
            for block in each.blocks
            if isinstance(block, Table) and [column.id for column in block.columns[:2]] == ["id", "title"]
            for row in block.rows
        ] + [found for each in sections for found in rows(each.sections)]

    known = set(statuses(report))
    assert all((place is not None) == (id_ in known) for id_, place in rows(report.sections))


def test_several_plans_come_in_turn_under_a_summary() -> None:
    report = report_on(*[real(each) for each in REAL], on=END_OF_2015)

    assert report.plans == REAL
    assert [each.id for each in report.sections] == ["summary", *REAL]
    summary = [[said(cell) for cell in row.cells[2:]] for row in table(report, "summary", "plans").rows]
    assert summary == [
        ["3 of 5", "2 of 5", "1 of 5", "2 of 5"],
        ["0 of 10", "10 of 10", "0 of 10", "3 of 10"],
        ["0 of 5", "5 of 5", "0 of 5", "5 of 5"],
    ]
    for name in REAL:
        alone = report_on(real(name), on=END_OF_2015)
        assert section(report, name).sections == alone.sections
        assert section(report, name).blocks == (alone.provenance,)


def test_several_plans_at_the_review_of_a_period_are_as_at_its_end() -> None:
    report = report_on(subject_of(EVERYTHING), subject_of({}), on=LATER, period=Q2)

    assert report.on == date(2025, 9, 30)
    assert fact(report, "as_at") == "30 September 2025"


def test_no_plan_at_all() -> None:
    report = report_on()

    assert [each.id for each in report.sections] == ["summary"]


@given(plans, days)
def test_the_strip_is_the_position_at_each_review(plan: Plan, on: date) -> None:
    plan = replace(plan, commitments=tuple({each.id: each for each in plan.commitments}.values()))
    view = view_of(Subject(plan, {}), options(on))
    strips = {
        said(row.cells[0]): cell
        for each in report_on(Subject(plan, {}), on=on).sections
        if each.id == "partners"
        for partner in each.sections
        for block in partner.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if isinstance(cell, Strip)
    }

    for period in strip_periods(view):
        for position in assess(at_period(view.plan, period), period.last, period):
            expected = (position.confidence or position.status).label
            shown = [step.word.label for step in strips[position.id].steps if step.period == period.text]
            assert shown == [expected]


@given(plans, days)
def test_any_plan_can_be_reported_on(plan: Plan, on: date) -> None:
    plan = replace(plan, commitments=tuple({each.id: each for each in plan.commitments}.values()))
    view = view_of(Subject(plan, {}), options(on))

    report = report_on(Subject(plan, {}), on=on)

    assert len(statuses(report) if view.positions else {}) == len(view.positions)
    if view.baseline and last_ended(on, plan):
        assert compare(view.baseline.plan, view.plan) == view.changes


def test_an_update_without_a_status_is_not_silence() -> None:
    files = {
        "haven.yaml": "partner: haven\ncommitments:\n  - {id: h, title: H, updates: [{date: 2025-06-01, note: Nil return.}]}\n"
    }

    assert statuses(report_on(subject_of(files))) == {"h": NO_STATUS.label}


def test_text_is_left_as_it_is() -> None:
    files = {"haven.yaml": "partner: haven\ncommitments:\n  - {id: h, title: '**A** <b> | [x](y) @me'}\n"}

    (row,) = table(report_on(subject_of(files)), "annex", "commitments", "commitments").rows

    assert row.cells[1] == Text("**A** <b> | [x](y) @me")
