"""What a closed review saw, held against the plan as it is: rewritten, received later, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.domain.closing import closed_review, is_period_of
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Plan, Update
from actionplan.domain.period import parse_period
from actionplan.domain.restated import Restatement, restated, said_restatement
from actionplan.domain.reviewed import ReviewFile, SeenPosition, SeenReading
from tests.support import load_texts

HEAD = """\
format: 1
plan: northfield
title: Northfield plan
agreement: {title: Northfield agreement}
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners: {haven: {name: Haven Trust}, northfield: {name: Northfield Council}}
"""

HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-12
    parts: [{id: a, title: The first hub}]
    updates:
      - {date: 2025-05-10, status: in-progress, confidence: green}
      - {date: 2025-07-10, status: in-progress, confidence: amber, reason: funding}
      - {date: 2025-12-05, status: in-progress, confidence: red, reason: funding}
    extensions:
      - {asked: 2025-08-01, to: 2026-01, reason: funding, decision: granted, decided: 2025-09-01}
    amendments:
      - {date: 2025-06-01, of: [title], by: the board}
  - id: haven-2
    title: Train 40 volunteers
  - id: haven-3
    title: Print leaflets
    agreed: 2025-11-01
"""

OUTCOMES = """\
outcomes:
  - id: warm
    title: Fewer cold homes
    indicators:
      - id: cold
        title: Cold homes
        unit: per cent
        readings:
          - {date: 2024, value: 18.5}
          - {date: 2025-06, value: 17.2}
          - {date: 2025-09, value: 16.0, released: 2025-11-20}
      - {id: damp, title: Damp homes, unit: per cent}
"""


def plan_of(haven: str = HAVEN, outcomes: str = OUTCOMES) -> Plan:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": haven, "outcomes.yaml": outcomes})
    assert loaded.plan is not None
    assert loaded.hits == ()
    return loaded.plan


Q2 = parse_period("2025-26 Q2", plan_of().cycle)
CLOSED = date(2025, 10, 29)


def review() -> ReviewFile:
    return closed_review(plan_of(), Q2, CLOSED, date(2025, 10, 27), "A note")


def changed(old: str, new: str) -> tuple[Restatement, ...]:
    """What was restated where *old* in the files reads *new* since the review."""
    both = HAVEN + OUTCOMES
    assert both.count(old) == 1, old
    return restated(plan_of(HAVEN.replace(old, new), OUTCOMES.replace(old, new)), review())


# What is kept.


def test_what_the_board_saw_is_kept() -> None:
    found = review()

    assert (found.period, found.closed, found.meeting, found.note) == (Q2, CLOSED, date(2025, 10, 27), "A note")
    assert [each.id for each in found.positions] == ["haven-1", "haven-2"]  # the third was agreed later
    first, second = found.positions
    assert first == SeenPosition(
        id="haven-1",
        status="in-progress",
        confidence="amber",
        due=parse_window("2025-12"),
        revised_due=parse_window("2026-01"),
        updates=2,
        amendments=1,
        log=first.log,
        wording=first.wording,
    )
    assert (second.status, second.confidence, second.due, second.updates) == (None, None, None, 0)
    (reading,) = found.readings
    assert reading == SeenReading("cold", parse_window("2025-06"), reading.value)
    assert str(reading.value) == "17.2"


@pytest.mark.parametrize(
    ("period", "is_one"),
    [
        ("2025-26 Q2", True),
        ("2025/26 Q2", True),
        ("2025-07", False),
        ("2025/26", False),
        ("2025-07-10", False),
        ("2024-25 Q4", False),
        ("2026-27 Q1", False),
        ("2025-26 Q4", True),
    ],
)
def test_which_periods_are_the_plans(period: str, *, is_one: bool) -> None:
    assert is_period_of(plan_of(), parse_window(period)) is is_one


# What differs since.


def test_nothing_differs_where_nothing_was_changed() -> None:
    assert restated(plan_of(), review()) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: 2025-12-05, status: in-progress", "date: 2025-12-06, status: waiting"),
        ("due: 2025-12\n", "due: 2025-12\n    note: A note\n"),
        ("agreed: 2025-11-01", "agreed: 2025-10-01"),
        (
            "    title: Train 40 volunteers\n",
            "    title: Train 40 volunteers\n    extensions: [{asked: 2025-10-01, to: 2026}]\n",
        ),
        ("released: 2025-11-20", "released: 2025-10-01"),
        ("title: Damp homes", "title: Damp and mouldy homes"),
    ],
)
def test_what_is_later_than_the_period_is_no_restatement(old: str, new: str) -> None:
    assert changed(old, new) == ()


UPDATE = "{date: 2025-07-10, status: in-progress, confidence: amber, reason: funding}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            UPDATE,
            "{date: 2025-07-10, status: waiting, confidence: red, reason: funding}",
            [("haven-1", "status", "In progress", "Waiting"), ("haven-1", "confidence", "Amber", "Red")],
        ),
        (f"      - {UPDATE}\n", "", [("haven-1", "confidence", "Amber", "Green")]),
        (
            UPDATE,
            UPDATE.replace("funding}", "funding, note: Now with a note}"),
            [("haven-1", "log", "2 updates", "2 updates, and not the same ones")],
        ),
        (
            "{date: 2025-05-10, status: in-progress, confidence: green}",
            "{date: 2025-05-11, status: in-progress, confidence: green}",
            [("haven-1", "log", "2 updates", "2 updates, and not the same ones")],
        ),
        ("    due: 2025-12\n", "    due: 2026-02\n", [("haven-1", "due", "December 2025", "February 2026")]),
        ("    due: 2025-12\n", "", [("haven-1", "due", "December 2025", "none")]),
        ("to: 2026-01", "to: 2026-02", [("haven-1", "revised_due", "January 2026", "February 2026")]),
        ("decided: 2025-09-01", "decided: 2025-10-01", [("haven-1", "revised_due", "January 2026", "none")]),
        ("title: Open 3 advice hubs", "title: Open 2 advice hubs", [("haven-1", "wording", "other words", "these words")]),
        ("id: haven-2", "id: haven-9", [("haven-2", "commitment", "No update received", "not in the plan")]),
        ("value: 17.2", "value: 17.3", [("cold", "reading", "17.2 (June 2025)", "17.3 (June 2025)")]),
        ("          - {date: 2025-06, value: 17.2}\n", "", [("cold", "reading", "17.2 (June 2025)", "18.5 (2024)")]),
        ("id: cold", "id: chill", [("cold", "reading", "17.2 (June 2025)", "none")]),
    ],
)  # fmt: skip
def test_the_past_was_rewritten(old: str, new: str, expected: list[tuple[str, ...]]) -> None:
    found = [each for each in changed(old, new) if each.is_rewritten]

    assert [each[:4] for each in found] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "red, reason: funding}",
            "red, reason: funding}\n      - {date: 2025-12-08, period: 2025-26 Q2, status: complete}",
            [("haven-1", "status", "In progress", "Complete"), ("haven-1", "confidence", "Amber", "none")],
        ),
        (
            "    title: Train 40 volunteers\n",
            "    title: Train 40 volunteers\n    updates: [{date: 2025-12-08, period: 2025-26 Q2, return: nil}]\n",
            [("haven-2", "log", "no updates", "1 update")],
        ),
        ("    agreed: 2025-11-01\n", "", [("haven-3", "commitment", "not in the plan", "in the plan")]),
        ("16.0, released: 2025-11-20", "16.0", [("cold", "reading", "17.2 (June 2025)", "16.0 (September 2025)")]),
        (
            "value: 17.2}\n",
            "value: 17.2}\n          - {date: 2025-06, value: 17.0, released: 2025-09-01}\n",
            [("cold", "reading", "17.2 (June 2025)", "17.0 (June 2025)")],
        ),
        (
            "{id: damp, title: Damp homes, unit: per cent}",
            "{id: damp, title: Damp homes, unit: per cent, readings: [{date: 2025-07, value: 3}]}",
            [("damp", "reading", "none", "3 (July 2025)")],
        ),
    ],
)
def test_what_came_in_later_is_told_from_what_was_rewritten(
    old: str, new: str, expected: list[tuple[str, ...]]
) -> None:
    found = changed(old, new)

    assert [each[:4] for each in found] == expected
    assert [each.is_rewritten for each in found] == [False] * len(found)


AMENDED = "{date: 2025-06-01, of: [title], by: the board}\n"


@pytest.mark.parametrize("key", ["title", "due"])
def test_an_amendment_that_was_recorded_since_explains_other_words(key: str) -> None:
    words = {"title": ("Open 3 advice hubs", "Open 2 advice hubs"), "due": ("due: 2025-12\n", "due: 2026-02\n")}[key]
    both = f"{AMENDED}      - {{date: 2025-10-01, of: [{key}], by: the board}}\n"
    amended = HAVEN.replace(AMENDED, both)

    assert restated(plan_of(amended.replace(*words)), review()) == ()


def test_an_amendment_that_was_there_already_explains_nothing() -> None:
    assert [each.what for each in changed("Open 3 advice hubs", "Open 2 advice hubs")] == ["wording"]


@pytest.mark.parametrize(
    ("former", "is_explained"),
    [("Haven", True), ("haven", True), ("Haven House", False), ("Harbour", False)],
)
def test_a_partner_that_goes_by_another_key_is_the_same(former: str, *, is_explained: bool) -> None:
    head = HEAD.replace("haven: {name: Haven Trust}", f"ht: {{name: Haven Trust, former: [{{name: {former}}}]}}")
    loaded = load_texts(
        {"plan.yaml": head, "ht.yaml": HAVEN.replace("partner: haven", "partner: ht"), "outcomes.yaml": OUTCOMES}
    )
    assert loaded.plan is not None

    found = restated(loaded.plan, review())

    assert ([each.what for each in found] == []) is is_explained


def test_an_amendment_of_the_words_does_not_explain_another_date() -> None:
    amended = HAVEN.replace(AMENDED, f"{AMENDED}      - {{date: 2025-11-01, of: [title], by: the board}}\n")
    moved = amended.replace("due: 2025-12\n", "due: 2026-02\n")

    assert [each.what for each in restated(plan_of(moved), review())] == ["due"]


def test_another_date_with_other_words_is_both() -> None:
    text = HAVEN.replace("due: 2025-12\n", "due: 2026-02\n").replace("Open 3", "Open 2")

    assert [each.what for each in restated(plan_of(text), review())] == ["due", "wording"]


def test_a_word_that_the_plan_no_longer_knows_is_said_as_it_is_written() -> None:
    old = review()
    first = replace(old.positions[0], status="blocked", confidence="grey", log="0" * 16)

    found = restated(plan_of(), replace(old, positions=(first, *old.positions[1:])))

    assert [(each.seen, each.now) for each in found] == [("blocked", "In progress"), ("grey", "Amber")]


@pytest.mark.parametrize(
    ("what", "is_rewritten", "said"),
    [
        ("status", True, "the board saw the status A; the files say B now"),
        ("confidence", False, "the board saw the confidence A; the files say B now"),
        ("due", True, "the board saw the date first agreed: A; the files say B now"),
        ("revised_due", True, "the board saw the date granted: A; the files say B now"),
        ("log", True, "the board saw A; the files say B now"),
        ("reading", True, "the board saw the reading A; the files say B now"),
        ("wording", True, "its agreed wording (title, lead, supporters, kind, parts, condition, first date, day of agreement or what it replaces) is not what the board saw, and no amendment since says who agreed"),
        ("commitment", True, "the board saw it (A), and it is B now"),
        ("commitment", False, "the board did not see it; it came into the plan afterwards, as if it had been there"),
    ],
)  # fmt: skip
def test_a_restatement_in_words(what: str, is_rewritten: bool, said: str) -> None:
    assert said_restatement(Restatement("x", what, "A", "B", is_rewritten)) == said


# Whatever the log.

_DAYS = st.dates(date(2025, 4, 1), date(2026, 3, 31))
_PERIODS = st.sampled_from([None, "2025-26 Q1", "2025-26 Q2", "2025-26 Q3"])
_STATUSES = st.sampled_from([None, "not-started", "in-progress", "waiting", "complete"])
_CONFIDENCES = st.sampled_from([None, "green", "amber", "red"])


@st.composite
def updates(draw: st.DrawFn) -> Update:
    day, period = draw(_DAYS), draw(_PERIODS)
    return Update(
        date=Window(day, day, day.isoformat(), "day"),
        period=parse_window(period) if period else None,
        status=draw(_STATUSES),
        confidence=draw(_CONFIDENCES),
        note=draw(st.sampled_from([None, "One.", "Two."])),
    )


def with_log(log: list[Update]) -> Plan:
    plan = plan_of()
    first, *others = plan.commitments
    return replace(plan, commitments=(replace(first, updates=tuple(log)), *others))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(updates(), max_size=6), st.lists(updates(), max_size=4))
def test_updates_that_are_added_later_never_rewrite_the_past(before: list[Update], later: list[Update]) -> None:
    seen = closed_review(with_log(before), Q2, CLOSED)

    found = restated(with_log([*before, *later]), seen)

    assert [each for each in found if each.is_rewritten] == []
    counted = [each for each in later if (each.period or each.date).last <= Q2.last]
    assert bool(found) == bool(counted)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(updates(), min_size=1, max_size=6), st.data())
def test_to_rewrite_any_update_that_counted_is_always_found(before: list[Update], data: st.DataObject) -> None:
    plan = with_log(before)
    seen = closed_review(plan, Q2, CLOSED)
    number = data.draw(st.integers(0, len(before) - 1))
    was = before[number]
    day = was.date.first + timedelta(days=1)
    rewritten = data.draw(
        st.sampled_from(
            [
                replace(was, note="Something else."),
                replace(was, status="superseded"),
                replace(was, confidence="red" if was.confidence != "red" else "green"),
                replace(was, date=Window(day, day, day.isoformat(), "day"), period=was.period or parse_window("2025-26 Q1")),
                None,
            ]
        )
    )  # fmt: skip
    log = [*before[:number], *([rewritten] if rewritten else []), *before[number + 1 :]]

    found = restated(with_log(log), seen)

    counted_before = (was.period or was.date).last <= Q2.last
    counted_now = rewritten is not None and (rewritten.period or rewritten.date).last <= Q2.last
    if counted_before and _is_told_apart(before, log):
        assert any(each.is_rewritten for each in found), (before, log)
    elif not counted_before and not counted_now:
        assert found == ()


def _is_told_apart(before: list[Update], log: list[Update]) -> bool:
    """Whether what counted is not the beginning of what counts: of two updates alike, one may go unseen."""
    was, now = ([each for each in log_ if (each.period or each.date).last <= Q2.last] for log_ in (before, log))
    return now[: len(was)] != was
