"""Figures that once were wrong, each in the smallest plan that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from actionplan.domain.period import parse_period
from actionplan.domain.reviewed import ReviewFile
from actionplan.report.model import NoneSaid, Prose, Report, Several
from actionplan.report.words import said
from tests.report.plans import HEAD, cells, report_on, section, subject, subject_of, table
from tests.support import load_texts

OWN_WORDS = """\
vocabulary:
  - {code: begun, label: Begun, meaning: under-way}
  - {code: delivered, label: Delivered, meaning: done}
  - {code: handed-over, label: Handed over, meaning: done}
"""


def haven(*commitments: str) -> dict[str, str]:
    return {"haven.yaml": "partner: haven\ncommitments:\n" + "".join(commitments)}


def commitment(number: int, *lines: str) -> str:
    return f"  - id: haven-{number}\n    title: Thing {number}\n" + "".join(f"    {each}\n" for each in lines)


def own_words(files: Mapping[str, str], **others: Any) -> Report:
    return report_on(subject(load_texts({"plan.yaml": HEAD + OWN_WORDS, **files})), **others)


def moved(report: Report) -> str:
    block = section(report, "headline").blocks[1]
    assert isinstance(block, Prose)
    return block.text.split(". ")[0].removesuffix(".")


def completed(report: Report) -> list[dict[str, str]]:
    (block,) = section(report, "completed").blocks
    if isinstance(block, NoneSaid):
        return []
    found = table(report, "completed", "completed")
    return [{key: said(cell) for key, cell in cells(row, found).items()} for row in found.rows]  # type: ignore[arg-type]  # cells


def news(report: Report) -> list[str]:
    found = table(report, "changes", "changes")
    return [said(row.cells[-1]) for row in found.rows]


def test_what_is_new_counts_by_what_was_said_of_it() -> None:
    report = report_on(
        subject_of(
            haven(
                commitment(1, "due: 2025-06", "updates: [{date: 2025-05-01, status: in-progress}]"),
                commitment(
                    2,
                    "agreed: 2025-10-10",
                    "updates:",
                    "  - {date: 2025-10-20, status: in-progress, basis: inferred}",
                    "  - {date: 2025-12-01, status: complete, evidence: [{title: Register}]}",
                    "extensions: [{asked: 2025-11-01, to: 2026-02, decision: granted, decided: 2025-11-05}]",
                ),
            )
        )
    )

    assert moved(report) == (
        "Since the last review, 2 updates were received, 1 commitment was added, 1 commitment was completed, "
        "1 date was moved and more time was asked for 1 commitment"
    )
    assert [each["id"] for each in completed(report)] == ["haven-2"]
    assert news(report) == ["Is new; no date agreed; complete (inferred)"]


def test_what_was_done_or_dropped_before_is_not_so_again() -> None:
    dropped = commitment(
        1,
        "updates:",
        "  - {date: 2025-08-01, status: withdrawn, reason: priority}",
        "  - {date: 2025-11-01, status: superseded, reason: replaced}",
    )
    done = commitment(
        1,
        "updates:",
        "  - {date: 2025-08-01, status: delivered, evidence: [{title: Register}]}",
        "  - {date: 2025-11-01, status: handed-over}",
    )

    assert moved(report_on(subject_of(haven(dropped)))) == "Since the last review, 1 update was received"
    assert moved(own_words(haven(done))) == "Since the last review, 1 update was received"
    assert completed(own_words(haven(done))) == []


def test_what_was_delivered_in_time_is_not_late_for_being_handed_over() -> None:
    report = own_words(
        haven(
            commitment(
                1,
                "due: 2025-10-31",
                "updates:",
                "  - {date: 2025-10-20, status: delivered, evidence: [{title: Register}]}",
                "  - {date: 2025-12-01, status: handed-over}",
            )
        )
    )

    (row,) = completed(report)
    assert (row["status"], row["since"], row["days_late"], row["evidence"]) == (
        "Handed over",
        "20 October 2025",
        "not late",
        "Register",
    )


def test_what_is_said_to_be_complete_twice_was_so_the_first_time() -> None:
    report = report_on(
        subject_of(
            haven(
                commitment(
                    1,
                    "due: 2025-10-15",
                    "updates:",
                    "  - {date: 2025-10-20, status: complete}",
                    "  - {date: 2025-11-20, status: complete, evidence: [{title: Register}]}",
                    "  - {date: 2025-12-20, note: The photograph came., evidence: [{title: Photograph}]}",
                )
            )
        )
    )

    (row,) = completed(report)
    assert (row["since"], row["days_late"]) == ("20 October 2025", "5 days")
    assert row["evidence"] == "Register; Photograph"
    assert isinstance(table(report, "completed", "completed").rows[0].cells[-1], Several)


def test_evidence_that_came_before_is_evidence() -> None:
    report = report_on(
        subject_of(
            haven(
                commitment(
                    1,
                    "updates:",
                    "  - {date: 2025-09-20, status: in-progress, evidence: [{title: Register}]}",
                    "  - {date: 2025-11-20, status: complete, evidence: [{title: Register}]}",
                ),
                commitment(
                    2,
                    "updates:",
                    "  - {date: 2025-09-20, status: in-progress, evidence: [{title: Photograph}]}",
                    "  - {date: 2025-11-20, status: complete}",
                ),
                commitment(3, "updates: [{date: 2025-11-20, status: complete}]"),
            )
        )
    )

    assert [each["evidence"] for each in completed(report)] == ["Register", "Photograph", "no evidence given"]
    assert news(report) == ["Is complete; no evidence is given", "Is complete", "Is complete"]


def test_a_request_does_not_seem_removed_because_a_review_was_closed_late() -> None:
    found = subject_of(haven(commitment(1, "extensions: [{asked: 2025-11-20, to: 2026-02, reason: funding}]")))
    plan = found.plan
    closed = ReviewFile(parse_period("2025-26 Q1", plan.cycle), date(2025, 12, 1))

    second = report_on(replace(found, reviews=(closed,)), period=parse_period("2025-26 Q2", plan.cycle))
    today = report_on(replace(found, reviews=(closed,)))

    assert moved(second) == "Since the last review, nothing changed"
    assert moved(today) == "Since the last review, more time was asked for 1 commitment"


def test_what_is_not_made_public_is_in_no_figure() -> None:
    report = report_on(
        subject_of(
            haven(
                commitment(
                    1,
                    "updates:",
                    "  - date: 2025-11-20",
                    "    status: complete",
                    "    evidence: [{title: Register}, {title: Letter, basis: inferred, audience: internal}]",
                )
            )
        ),
        is_public=True,
    )

    gaps = table(report, "returns", "gaps").rows
    assert said(gaps[-1].cells[1]) == "0 of 2, 0%"


def test_a_path_just_below_nothing_is_at_nothing() -> None:
    outcomes = """\
outcomes:
  - id: balance
    title: Nobody is in debt
    indicators:
      - id: debt
        title: Savings less debts
        unit: pounds a head
        baseline: {date: 2025-06-30, value: -10.0}
        target: {date: 2026-06-30, value: 9.7}
"""
    report = report_on(subject_of({**haven(commitment(1)), "outcomes.yaml": outcomes}), on=date(2026, 1, 1))

    found = table(report, "outcomes", "indicators")
    assert said(cells(found.rows[0], found)["path"]) == "0.0 (1 January 2026)"  # type: ignore[arg-type]  # a cell


def test_an_update_that_answers_a_later_period_does_not_seem_removed() -> None:
    found = subject_of(
        haven(
            commitment(
                1,
                "updates:",
                "  - {date: 2025-05-01, status: in-progress}",
                "  - {date: 2025-09-20, period: 2025-26 Q3, note: Ahead of time.}",
            )
        )
    )
    second = parse_period("2025-26 Q2", found.plan.cycle)

    report = report_on(found, period=second, since=date(2025, 9, 25))

    assert moved(report) == "Since 25 September 2025, nothing changed"
    assert section(report, "changes").blocks == (NoneSaid(),)


def test_nobody_is_said_to_have_given_news_of_what_is_new() -> None:
    report = report_on(subject_of(haven(commitment(1, "agreed: 2025-10-05", "due: 2026-03"))), on=date(2025, 10, 15))

    assert section(report, "headline").blocks[1] == Prose("Since the last review, 1 commitment was added.")
