"""What became of the last review: its decisions, its actions, and what was restated since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from actionplan.domain.closing import closed_review
from actionplan.domain.dates import parse_window
from actionplan.domain.period import parse_period
from actionplan.domain.reviewed import ReviewAction, ReviewDecision, ReviewFile
from actionplan.report.model import Block, NoneSaid, Prose, Report, Table
from actionplan.report.sections.restated import restated_blocks
from actionplan.report.view import Subject, view_of
from actionplan.report.words import said
from tests.report.plans import cells, options, report_on, section, subject_of, table

HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-12
    theme: homes
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: amber, reason: funding}
      - {date: 2025-12-05, status: in-progress, confidence: red, reason: funding}
    extensions:
      - {asked: 2025-10-01, to: 2026-02, reason: funding, decision: granted, decided: 2025-10-27}
  - id: haven-2
    title: Train 40 volunteers
    with: [northfield]
    updates: [{date: 2025-11-20, status: complete, evidence: [{title: Register}]}]
"""
OUTCOMES = """\
outcomes:
  - id: warm
    title: Fewer cold homes
    indicators: [{id: cold, title: Cold homes, unit: per cent, readings: [{date: 2025-06, value: 17.2}]}]
"""
FILES = {"haven.yaml": HAVEN, "outcomes.yaml": OUTCOMES}
MEETING, CLOSED, END = date(2025, 10, 27), date(2025, 10, 29), date(2026, 1, 15)


def closed(period: str = "2025-26 Q2", on: date = CLOSED, **others: object) -> ReviewFile:
    plan = subject_of(FILES).plan
    made = closed_review(plan, parse_period(period, plan.cycle), on, MEETING)
    return replace(made, **others)  # type: ignore[arg-type]  # each by its name


def decided(about: str | None, decision: str) -> ReviewDecision:
    return ReviewDecision(date=MEETING, about=about, decision=decision, by="the board")


REVIEW = closed(
    decisions=(
        decided("haven-1", "More time granted"),
        decided(None, "Meet in January"),
        decided("haven-9", "Drop it"),
    ),
    actions=(
        ReviewAction("a1", "Show the rota", "haven", date(2025, 12, 31), "haven-1"),
        ReviewAction("a2", "Ask for a room", "all", date(2025, 11, 30), done=date(2025, 12, 2), note="The library"),
        ReviewAction("a3", "Write to Elm", "elm"),
    ),
)


def subject(*reviews: ReviewFile, files: Mapping[str, str] = FILES) -> Subject:
    return replace(subject_of(files), reviews=reviews)


def blocks(report: Report) -> tuple[Block, ...]:
    return section(report, "matters_arising").blocks


def rows(found: Table) -> list[dict[str, str]]:
    return [{key: said(cell) for key, cell in cells(each, found).items()} for each in found.rows]  # type: ignore[arg-type]


def test_without_a_closed_review_that_is_said() -> None:
    assert blocks(report_on(subject(), on=END)) == (Prose("No closed review is recorded."),)


def test_what_became_of_each_decision() -> None:
    report = report_on(subject(REVIEW), on=END)

    assert blocks(report)[0] == Prose(
        "The review of Q2 2025 to 2026 (July to September 2025) was closed on 29 October 2025. "
        "Its meeting was on 27 October 2025."
    )
    found = table(report, "matters_arising", "decisions_made")
    assert (
        found.caption == "Decisions of the review of Q2 2025 to 2026 (July to September 2025), and what became of them"
    )
    first, second, third = rows(found)
    assert first == {
        "date": "27 October 2025",
        "id": "haven-1",
        "title": "Open 3 advice hubs",
        "decision": "More time granted",
        "by": "the board",
        "status": "In progress",
        "extension": "to February 2026, granted",
    }
    assert (second["id"], second["status"], second["extension"]) == ("the whole plan", "not applicable", "none decided")
    assert (third["id"], third["title"]) == ("haven-9", "not in the plan")
    assert found.rows[0].place is not None


def test_actions_open_done_and_overdue() -> None:
    found = table(report_on(subject(REVIEW), on=END), "matters_arising", "actions")

    assert [(each["action_id"], each["owner"], each["due"], each["done"], each["days_late"], each["note"]) for each in rows(found)] == [
        ("a1", "Haven", "31 December 2025", "open", "15 days", "not given"),
        ("a2", "All partners", "30 November 2025", "2 December 2025", "not late", "The library"),
        ("a3", "Elm Housing", "no day set", "open", "not late", "not given"),
    ]  # fmt: skip


def test_an_action_is_as_it_was_on_the_day() -> None:
    earlier = closed("2025-26 Q1", date(2025, 7, 20), actions=REVIEW.actions)
    found = table(report_on(subject(earlier), on=date(2025, 12, 1)), "matters_arising", "actions")

    assert [(each["done"], each["days_late"]) for each in rows(found)][1] == ("open", "1 day")


def test_nothing_decided_and_nothing_asked_for_is_said() -> None:
    found = blocks(report_on(subject(closed()), on=END))

    assert [each.caption for each in found[1:] if isinstance(each, NoneSaid)] == [
        "Decisions of the review of Q2 2025 to 2026 (July to September 2025), and what became of them",
        "Actions",
    ]


def test_what_an_earlier_review_asked_for_is_not_forgotten() -> None:
    earlier = closed(
        "2025-26 Q1",
        date(2025, 7, 20),
        actions=(
            ReviewAction("b1", "Still open", "haven"),
            ReviewAction("b2", "Done long ago", "haven", done=date(2025, 8, 1)),
            ReviewAction("b3", "Done since", "haven", done=date(2025, 12, 1)),
        ),
    )

    found = table(report_on(subject(REVIEW, earlier), on=END), "matters_arising", "actions")

    assert [each["action_id"] for each in rows(found)] == ["b1", "b3", "a1", "a2", "a3"]
    assert rows(found)[0]["review"] == "Q1 2025 to 2026 (April to June 2025)"


def test_the_review_that_is_reported_on_is_not_the_one_before() -> None:
    period = parse_window("2025-26 Q2")

    assert blocks(report_on(subject(REVIEW), on=CLOSED, period=period)) == (Prose("No closed review is recorded."),)
    assert blocks(report_on(subject(REVIEW), on=date(2025, 12, 1))) == (Prose("No closed review is recorded."),)


def test_a_review_that_was_not_closed_by_the_day_is_not_spoken_of() -> None:
    late = closed(on=date(2026, 1, 20))

    assert blocks(report_on(subject(late), on=END)) == (Prose("No closed review is recorded."),)
    period = parse_window("2025-26 Q3")
    assert len(blocks(report_on(subject(late), on=END, period=period))) == 3


def test_a_report_about_one_partner_speaks_of_what_concerns_it() -> None:
    report = report_on(subject(REVIEW), on=END, partner="northfield")

    assert [each["id"] for each in rows(table(report, "matters_arising", "decisions_made"))] == [
        "the whole plan",
        "haven-9",
    ]
    assert [each["action_id"] for each in rows(table(report, "matters_arising", "actions"))] == ["a2", "a3"]


def test_a_public_report_does_not_name_what_is_internal() -> None:
    files = {**FILES, "haven.yaml": HAVEN.replace("    due: 2025-12\n", "    due: 2026-02\n    audience: internal\n")}
    report = report_on(subject(REVIEW, files=files), on=END, is_public=True)
    view = view_of(subject(REVIEW, files=files), options(END, is_public=True))

    assert "haven-1" not in str(section(report, "matters_arising"))
    assert "haven-1" not in str(restated_blocks(view))


# Restated.

CAPTION = "Restated since the review of Q2 2025 to 2026 (July to September 2025)"


def restated(files: Mapping[str, str], **others: object) -> tuple[Block, ...]:
    return restated_blocks(view_of(subject(REVIEW, files=files), options(END, **others)))


def test_nothing_restated_is_said() -> None:
    assert restated(FILES) == (NoneSaid(CAPTION),)
    assert restated_blocks(view_of(subject(), options(END))) == ()


def test_what_was_restated_is_a_table() -> None:
    changed = HAVEN.replace("confidence: amber", "confidence: green").replace(
        "    due: 2025-12\n", "    due: 2026-02\n"
    )
    late = changed.replace("updates: [{date: 2025-11-20", "updates: [{date: 2025-11-20, period: 2025-26 Q2")

    (found,) = restated({"haven.yaml": late, "outcomes.yaml": OUTCOMES.replace("17.2", "17.1")})

    assert isinstance(found, Table)
    assert (found.id, found.caption) == ("restated", CAPTION)
    assert [list(each.values()) for each in rows(found)] == [
        ["haven-1", "Open 3 advice hubs", "Confidence", "Amber", "Green", "rewritten"],
        ["haven-1", "Open 3 advice hubs", "Date first agreed", "December 2025", "February 2026", "rewritten"],
        ["haven-2", "Train 40 volunteers", "Status", "No update received", "Complete", "received after the review was closed"],
        ["cold", "Cold homes", "Reading", "17.2 (June 2025)", "17.1 (June 2025)", "rewritten"],
    ]  # fmt: skip
    assert found.rows[0].place is not None


def test_only_what_the_report_is_about_is_listed() -> None:
    changed = {**FILES, "haven.yaml": HAVEN.replace("confidence: amber", "confidence: green")}

    assert restated(changed, partner="northfield") == (NoneSaid(CAPTION),)
    assert len(restated(changed, theme="homes")) == 1
    assert isinstance(restated(changed, theme="homes")[0], Table)


def test_what_a_public_report_leaves_out_is_no_restatement() -> None:
    internal = HAVEN.replace(
        "reason: funding}\n      - {date: 2025-12", "reason: funding, note: A word}\n      - {date: 2025-12"
    )
    seen = replace(subject_of({**FILES, "haven.yaml": internal}), reviews=())
    plan = seen.plan
    review = closed_review(plan, parse_period("2025-26 Q2", plan.cycle), CLOSED)
    marked = internal.replace("note: A word}", "note: A word, audience: internal}")

    (found,) = restated_blocks(
        view_of(replace(subject_of({**FILES, "haven.yaml": internal}), reviews=(review,)), options(END, is_public=True))
    )
    assert isinstance(found, NoneSaid)
    (changed,) = restated_blocks(
        view_of(replace(subject_of({**FILES, "haven.yaml": marked}), reviews=(review,)), options(END))
    )
    assert isinstance(changed, Table)
