"""What each section says of a plan that has everything, and that none is silently empty."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.report.build import SECTIONS, Findings
from actionplan.report.model import Missing, NoneSaid, Prose, Report, Section, Strip
from actionplan.report.words import said
from tests.report.plans import EVERYTHING, HEAD, report_on, section, subject_of, table

FOUND = Findings(errors=1, warnings=0, advice=2)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on(subject_of(EVERYTHING, FOUND))


def told(report: Report, *route: str) -> list[dict[str, str]]:
    """The rows of a table in words, by column; without what is missing and not amiss."""
    found = table(report, *route)
    return [
        {
            column.id: said(cell)
            for column, cell in zip(found.columns, row.cells, strict=True)
            if not isinstance(cell, Missing) or cell.matters
        }
        for row in found.rows
    ]


def ids(report: Report, *route: str) -> list[str]:
    return [each["id"] for each in told(report, *route)]


def facts(report: Report) -> dict[str, str]:
    return {each.id: said(each.cell) for each in report.provenance.rows}


def test_provenance(report: Report) -> None:
    assert facts(report) == {
        "plan": "Northfield homes and health plan (northfield)",
        "agreement": "Northfield agreement, March 2025",
        "plan_period": "April 2025 to March 2026",
        "period": "Q3 2025 to 2026 (October to December 2025)",
        "as_at": "31 December 2025",
        "compared_with": "the review of Q2 2025 to 2026 (July to September 2025)",
        "returns": "2 of 2 partners",
        "findings": "1 error and 2 pieces of advice",
        "commit": "not in a git repository",
        "version": "actionplan 0.0.0",
    }


def test_headline(report: Report) -> None:
    standing, movement = section(report, "headline").blocks[:2]

    assert standing == Prose(
        "Of 8 commitments, 1 is complete, 1 is dropped and 6 are open; 2 have had no update."
        " 3 are overdue against the date first agreed, and 2 have no agreed date."
    )
    assert movement == Prose(
        "Since the last review, 4 updates were received, 1 commitment was added, 1 commitment was completed,"
        " more time was asked for 1 commitment and confidence fell for 1."
    )


def test_decisions(report: Report) -> None:
    assert told(report, "decisions", "extensions") == [
        {
            "id": "haven-1",
            "title": "Open 3 advice hubs",
            "lead": "Haven",
            "due": "September 2025",
            "revised_due": "November 2025",
            "to": "31 March 2026",
            "slips": "1 time",
            "asked": "6 December 2025",
            "asked_late": "after the date",
            "reason": "Money not found, late or cut",
            "note": "New rooms are needed.",
        }
    ]
    assert told(report, "decisions", "failed_conditions") == [
        {
            "id": "elm-2",
            "title": "Publish a guide",
            "lead": "Elm Housing",
            "condition": "subject to a publisher",
            "since": "3 November 2025",
            "status": "Waiting",
        }
    ]


def test_completed(report: Report) -> None:
    (row,) = told(report, "completed", "completed")

    assert row["since"] == "20 November 2025"
    assert row["evidence"] == (
        "Register of volunteers, November 2025, https://haven.example/register;"
        " Photograph of the last course (inferred)"
    )


def test_exceptions(report: Report) -> None:
    assert told(report, "exceptions", "confidence") == [
        {
            "id": "haven-1",
            "title": "Open 3 advice hubs",
            "lead": "Haven",
            "confidence": "Red",
            "reason": "Money not found, late or cut",
            "note": "The lease of the third hub fell through.",
            "next": "Ask the council for rooms by 31 January 2026.",
            "last_update": "5 December 2025",
        }
    ]
    late = {
        each["id"]: (each["days_late"], each.get("days_late_revised")) for each in told(report, "exceptions", "overdue")
    }
    assert late == {"elm-2": ("184 days", None), "haven-1": ("92 days", "31 days"), "haven-3": ("61 days", None)}
    assert [(each["id"], each["contradiction"]) for each in told(report, "exceptions", "contradictions")] == [
        ("elm-2", "Waiting, but its condition failed: subject to a publisher"),
        ("haven-2", "Complete, but parts not yet delivered: a (First course) and b (Second course)"),
        ("haven-3", "Green, but past its date"),
    ]


def test_changes(report: Report) -> None:
    shown = [
        (each["id"], each["change"], each.get("before"), each.get("after"))
        for each in told(report, "changes", "changes")
    ]

    assert shown == [
        ("all-1", "New commitment", None, None),
        ("elm-2", "Condition, “subject to a publisher”", "not yet met", "failed"),
        ("elm-3", "Status", "No update received", "In progress (inferred)"),
        ("haven-1", "Confidence", "Amber", "Red"),
        ("haven-1", "More time asked for", None, "31 March 2026"),
        ("haven-2", "Status", "No update received", "Complete"),
        ("haven-3", "Status", "No update received", "In progress"),
        ("haven-3", "Confidence", "not given", "Green"),
        ("warmth", "Reading: Homes below 18 degrees", None, "21.9 (September 2025)"),
    ]


def test_partner_by_partner(report: Report) -> None:
    assert [each.title for each in section(report, "partners").sections] == ["Haven", "Elm Housing", "All partners"]
    assert section(report, "partners").blocks == (Prose("1 partner leads no commitment: Northfield Council."),)
    summaries = [each.blocks[0] for each in section(report, "partners").sections]
    assert summaries == [
        Prose("4 commitments: 1 complete, 1 dropped, 2 open, 2 overdue. Return for October to December 2025 received."),
        Prose(
            "3 commitments: 3 open, 1 overdue. Return for October to December 2025 received, for 1 of 3 commitments."
        ),
        Prose("1 commitment: 1 open."),
    ]
    hubs, *_ = table(report, "partners", "haven", "commitments").rows
    (strip,) = [each for each in hubs.cells if isinstance(each, Strip)]
    assert [(each.period, each.word.label) for each in strip.steps] == [
        ("2025-26 Q1", "No update received"),
        ("2025-26 Q2", "Amber"),
        ("2025-26 Q3", "Red"),
    ]


def test_a_commitment_agreed_later_has_no_earlier_periods(report: Report) -> None:
    (row,) = table(report, "partners", "all", "commitments").rows
    (strip,) = [each for each in row.cells if isinstance(each, Strip)]

    assert [each.period for each in strip.steps] == ["2025-26 Q3"]


def test_outcomes(report: Report) -> None:
    served = {each["id"]: each["commitments"] for each in told(report, "outcomes", "outcomes")}
    assert served == {"warmth": "haven-1", "company": "no commitment serves it"}
    trends = {each["id"]: each["trend"] for each in told(report, "outcomes", "indicators")}
    assert trends == {
        "cold": (
            "fell by 0.9 since September 2024: an improvement; fell by 2.1 since the baseline of 2024: an improvement;"
            " 1.9 to go to the target"
        ),
        "calls": "rose by 100 since June 2025",
    }


@pytest.mark.parametrize(
    ("better", "values", "target", "expected"),
    [
        ("lower", ("13.4", "8.4"), None, "fell by 5.0 since 2020: an improvement"),
        ("lower", ("8.4", "13.4"), None, "rose by 5.0 since 2020: a worsening"),
        ("higher", ("8.4", "13.4"), "12", "rose by 5.0 since 2020: an improvement; target reached"),
        ("higher", ("13.4", "8.4"), "12", "fell by 5.0 since 2020: a worsening; 3.6 to go to the target"),
        (None, ("13.4", "8.4"), "12", "fell by 5.0 since 2020"),
        ("lower", ("8.4", "8.4"), None, "unchanged since 2020"),
        ("lower", ("8.4",), None, "one reading, nothing to compare with"),
        ("lower", (), None, "no reading yet"),
    ],
)
def test_trends_claim_no_more_than_the_data_says(
    better: str | None, values: tuple[str, ...], target: str | None, expected: str
) -> None:
    readings = ", ".join(f"{{date: {2020 + number}, value: {value}}}" for number, value in enumerate(values))
    wanted = [f"better: {better}"] * bool(better) + [f"target: {{date: 2026, value: {target}}}"] * bool(target)
    indicator = ", ".join(["id: i", "title: I", "unit: per cent", *wanted, f"readings: [{readings}]"])
    outcomes = f"outcomes: [{{id: o, title: O, indicators: [{{{indicator}}}]}}]\n"

    (row,) = told(report_on(subject_of({"outcomes.yaml": outcomes})), "outcomes", "indicators")

    assert row["trend"] == expected


def test_what_is_due_and_what_waits(report: Report) -> None:
    assert [(each["id"], each.get("part")) for each in told(report, "coming", "due")] == [
        ("all-1", None),
        ("elm-1", None),
        ("elm-3", "a, Agree the dates"),
    ]
    assert [
        (each["id"], each["waits_on"], each.get("whom"), each["state"]) for each in told(report, "coming", "waiting")
    ] == [
        ("elm-1", "haven-3: Print 500 leaflets", "Haven", "In progress"),
        ("elm-1", "a condition, “subject to funding”", None, "not yet met"),
        ("elm-2", "A supplier is late or failed. No publisher yet.", None, "Waiting"),
    ]


def test_returns_and_annex(report: Report) -> None:
    assert [tuple(each.values()) for each in told(report, "returns", "returns")] == [
        ("Haven", "Received", "3 of 3", "0"),
        ("Elm Housing", "Received", "1 of 3", "0"),
    ]
    assert len(ids(report, "annex", "commitments", "commitments")) == 8
    assert (
        Prose("The check of the files found 1 error and 2 pieces of advice. “actionplan validate” shows each.")
        in section(report, "returns").blocks
    )


def every_section(sections: tuple[Section, ...]) -> list[Section]:
    return [each for found in sections for each in (found, *every_section(found.sections))]


def test_a_plan_with_nothing_in_it_says_so_everywhere() -> None:
    report = report_on(subject_of({}))

    assert tuple(each.id for each in report.sections) == tuple(SECTIONS)
    assert all(each.blocks or each.sections for each in every_section(report.sections))
    empty = [
        each.id for each in report.sections if each.blocks and all(isinstance(block, NoneSaid) for block in each.blocks)
    ]
    assert empty == ["headline", "decisions", "completed", "exceptions", "changes", "partners", "outcomes", "coming"]
    assert facts(report)["returns"] == "no partner leads an open commitment"
    assert facts(report)["findings"] == "not checked"


def test_one_commitment_is_not_spoken_of_as_many() -> None:
    one = "partner: haven\ncommitments:\n  - {id: haven-1, title: Open a hub, due: 2026-03}\n"
    report = report_on(subject_of({"haven.yaml": one}))

    assert section(report, "headline").blocks[0] == Prose(
        "The one commitment is open; it has had no update. None is overdue against the date first agreed."
    )


def test_a_section_can_be_left_out() -> None:
    report = report_on(subject_of(EVERYTHING), without=frozenset(("outcomes", "annex")))

    assert [each.id for each in report.sections] == [each for each in SECTIONS if each not in ("outcomes", "annex")]


def test_without_a_review_cycle_nobody_owes_a_return() -> None:
    head = HEAD.replace("reviews: {every: quarter, year_starts: April}\n", "")
    report = report_on(subject_of({**EVERYTHING, "plan.yaml": head}))

    assert facts(report)["returns"] == "no review cycle is agreed"
    assert facts(report)["reviews"] == "none agreed; UK financial quarters are used"
    assert Prose("No review cycle is agreed, so no returns are asked for.") in section(report, "returns").blocks
    assert section(report, "changes").title == "Changes since 30 September 2025"
    assert "Return" not in said_of(section(report, "partners", "haven"))


def said_of(found: Section) -> str:
    return " ".join(each.text for each in found.blocks if isinstance(each, Prose))


def test_files_that_could_not_be_read_are_mentioned() -> None:
    broken = subject_of({**EVERYTHING, "oak.yaml": "partner: oak\n\tcommitments: []\n"})
    report = report_on(broken, on=date(2025, 12, 31), commit="1a2b3c4 with uncommitted changes")

    assert facts(report)["unread"] == "part of northfield/oak.yaml; what it says is in no figure"
    assert facts(report)["commit"] == "commit 1a2b3c4 with uncommitted changes"
