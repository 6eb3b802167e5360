"""What each section says of a plan that has everything, and that none is silently empty."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.domain.period import parse_period
from actionplan.report.build import SECTIONS, Findings
from actionplan.report.model import Missing, NoneSaid, Path, Prose, Report, Section, Strip
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
        " 3 of 6 open commitments have no update for October to December 2025."
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


def test_who_said_nothing_is_an_exception(report: Report) -> None:
    silent = {each["id"]: (each["status"], each["silent"]) for each in told(report, "exceptions", "silent")}

    assert silent == {
        "elm-1": ("No update received", "3"),
        "elm-2": ("Waiting", "2"),
        "all-1": ("No update received", "1"),
    }


def test_changes(report: Report) -> None:
    shown = [(each["id"], each.get("lead"), each["change"]) for each in told(report, "changes", "changes")]

    assert shown == [
        (
            "haven-1",
            "Haven",
            "Moved from amber to red (money not found, late or cut); due September 2025, extension to 31 March 2026 asked",
        ),
        ("haven-2", "Haven", "Is complete; evidence: Register of volunteers and Photograph of the last course"),
        ("haven-3", "Haven", "Is heard of for the first time: in progress, green"),
        ("elm-2", "Elm Housing", "The condition “subject to a publisher” has failed"),
        ("elm-3", "Elm Housing", "Is heard of for the first time: in progress (inferred)"),
        ("all-1", "All partners", "Is new; due 31 March 2026"),
        ("warmth", None, "Homes below 18 degrees, 21.9 per cent of homes in September 2025"),
    ]


def test_partner_by_partner(report: Report) -> None:
    assert [each.title for each in section(report, "partners").sections] == ["Haven", "Elm Housing", "All partners"]
    assert section(report, "partners").blocks[0] == Prose("1 partner leads no commitment: Northfield Council.")
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
    assert Prose("1 of 2 outcomes is served by no commitment: company.") in section(report, "outcomes").blocks
    assert [each["id"] for each in told(report, "outcomes", "serving_none")] == [
        "all-1",
        "elm-1",
        "elm-2",
        "elm-3",
        "haven-2",
        "haven-3",
    ]
    cold, calls = told(report, "outcomes", "indicators")
    assert (cold["baseline"], cold["path"], cold["latest"], cold["target"]) == (
        "24.0 (2024)",
        "20.8 (31 December 2025)",  # 24 - 4 * 365 / 455
        "21.9 (September 2025)",
        "20.0 (31 March 2026)",
    )
    assert (cold["trend"], cold["status"]) == ("better (fell by 0.9 since September 2024)", "Off path")
    assert cold["method"] == "21.9 in September 2025 against 21.6 on the path on 30 September 2025"
    assert (calls["trend"], calls["status"]) == ("cannot be told (rose by 100 since June 2025)", "No target")


def test_the_picture_of_an_indicator_has_the_figures_of_the_tables(report: Report) -> None:
    cold, calls = (each for each in section(report, "outcomes").blocks if isinstance(each, Path))

    assert [said(each) for each in cold.path] == ["24.0 (2024)", "20.0 (31 March 2026)"]
    assert calls.path == ()
    shown = [("cold", said(each)) for each in cold.readings] + [("calls", said(each)) for each in calls.readings]
    assert shown == [(each["indicator"], each["reading"]) for each in told(report, "outcomes", "readings")]
    assert cold.description == (
        "Off path: 21.9 in September 2025 against 21.6 on the path on 30 September 2025. "
        "Trend better (fell by 0.9 since September 2024)."
    )


def _one_indicator(*keys: str) -> dict[str, str]:
    indicator = ", ".join(["id: i", "title: I", "unit: per cent", "better: lower", *keys])
    outcomes = f"outcomes: [{{id: o, title: O, indicators: [{{{indicator}}}]}}]\n"
    (row,) = told(report_on(subject_of({"outcomes.yaml": outcomes})), "outcomes", "indicators")
    return row


POINTS = ("baseline: {date: 2024, value: 18.5}", "target: {date: 2026-03, value: 15}")
JUDGED = "judged: [{status: on-path, reason: The survey came late., by: the board, date: 2025-11-01}]"


def test_what_was_judged_is_said_beside_what_was_computed() -> None:
    row = _one_indicator(*POINTS, "readings: [{date: 2025-09, value: 17}]", JUDGED)

    assert row["status"] == "On path (judged by the board on 1 November 2025; computed: off path)"
    assert row["method"] == ("The survey came late; 17 in September 2025 against 16.4 on the path on 30 September 2025")


def test_a_revised_reading_says_from_what() -> None:
    row = _one_indicator("readings: [{date: 2024, value: 4.5}, {date: 2024, value: 4.3, released: 2025-06}]")

    assert row["latest"] == "4.3 (2024); revised from 4.5"
    assert row["trend"] == "fewer than two readings"


def test_an_indicator_without_figures_claims_nothing() -> None:
    row = _one_indicator()

    assert (row["latest"], row["status"]) == ("no reading yet", "No target")
    report = report_on(subject_of({"outcomes.yaml": "outcomes: [{id: o, title: O}]\n"}))
    assert [each for each in section(report, "outcomes").blocks if isinstance(each, Path)] == []
    assert NoneSaid("Indicators") in section(report, "outcomes").blocks


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
        ("Haven", "Received", "2 October 2025", "3 of 3", "0"),
        ("Elm Housing", "Received in part", "2025", "1 of 3", "0"),
    ]
    assert section(report, "returns").blocks[0] == Prose(
        "Returns came from 2 of 2 partners that lead an open commitment. They are due by 14 January 2026."
    )
    assert Prose("Nobody owes a return on 1 open commitment led by all partners.") in section(report, "returns").blocks
    assert len(ids(report, "annex", "commitments", "commitments")) == 8
    assert (
        Prose("The check of the files found 1 error and 2 pieces of advice. “actionplan validate” shows each.")
        in section(report, "returns").blocks
    )


REGISTER = {
    "haven.yaml": """\
partner: haven
commitments:
  - {id: haven-1, title: Open a hub, updates: [{date: 2025-10-16, period: 2025-26 Q2, status: in-progress}]}
  - {id: haven-2, title: Train 40 volunteers, with: [elm]}
""",
    "elm.yaml": """\
partner: elm
commitments:
  - {id: elm-1, title: Insulate 200 homes, updates: [{date: 2025-10-10, period: 2025-26 Q2, return: nil}]}
""",
    "northfield.yaml": """\
partner: northfield
commitments:
  - {id: nf-1, title: Survey the wards}
""",
    "none.yaml": "partner: none\ncommitments:\n  - {id: c-1, title: A}\n  - {id: c-2, title: B}\n",
}


def test_the_register_says_when_each_return_came_in_and_what_is_missing() -> None:
    report = report_on(subject_of(REGISTER), on=date(2025, 10, 20))

    assert [tuple(each.values()) for each in told(report, "returns", "returns")] == [
        ("Northfield Council", "Not received", "6 days", "0 of 1", "2"),
        ("Haven", "Received late", "16 October 2025", "2 days", "1 of 2", "0"),
        ("Elm Housing", "Nil return", "10 October 2025", "1 of 1", "0"),
    ]
    blocks = section(report, "returns").blocks
    assert blocks[0] == Prose(
        "Returns came from 2 of 3 partners that lead an open commitment. They were due by 14 October 2025."
    )
    assert Prose("Nobody owes a return on 2 open commitments that nobody is named to lead.") in blocks
    for key, expected in (
        ("northfield", "No return for July to September 2025; missed for 2 review periods."),
        ("haven", "Return for July to September 2025 received 2 days late, for 1 of 2 commitments."),
        ("elm", "Nil return for July to September 2025 received."),
    ):
        assert expected in said_of(section(report, "partners", key))


def test_a_report_for_one_partner_counts_the_returns_of_its_companions_whole() -> None:
    report = report_on(subject_of(REGISTER), on=date(2025, 10, 20), partner="elm")

    assert [(each["partner"], each["answered"]) for each in told(report, "returns", "returns")] == [
        ("Haven", "1 of 2"),
        ("Elm Housing", "1 of 1"),
    ]


def test_at_the_review_of_a_period_a_return_that_came_later_is_there() -> None:
    subject = subject_of(REGISTER)
    report = report_on(subject, on=date(2026, 3, 1), period=parse_period("2025-26 Q2", subject.plan.cycle))

    assert [each["return"] for each in told(report, "returns", "returns")] == [
        "Not received",
        "Received late",
        "Nil return",
    ]


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
