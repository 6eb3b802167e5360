"""Where commitments stand: lateness, silence, parts and words, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from actionplan.domain.asof import as_of
from actionplan.domain.assess import Position, assess, last_heard, periods_silent, revised_due
from actionplan.domain.dates import Window, parse_day, parse_window
from actionplan.domain.model import (
    Agreement,
    Commitment,
    Condition,
    Extension,
    Part,
    Period,
    Plan,
    PlanFile,
    Reviews,
    Status,
    Update,
)
from actionplan.domain.period import parse_period, period_before, period_holding
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE
from tests.domain.test_asof import FIRST, days, plans

HEAD = PlanFile(
    "1",
    "northfield",
    "Northfield",
    Agreement("Northfield"),
    Period(date(2015, 4, 1), date(2016, 3, 31)),
    Reviews(),
)
HAVEN_1 = Commitment("haven-1", "Open 3 advice hubs", lead="haven", due=parse_window("2015-12-31"))


def update(day: str, status: str | None = None, confidence: str | None = None, period: str | None = None) -> Update:
    return Update(parse_window(day), status, parse_window(period) if period else None, confidence=confidence)


def extension(asked: str, to: str, decision: str | None = None, decided: str | None = None) -> Extension:
    return Extension(
        parse_day(asked), parse_window(to), decision=decision, decided=parse_day(decided) if decided else None
    )


def log(*updates: Update, base: Commitment = HAVEN_1) -> Commitment:
    return replace(base, updates=updates)


def position(commitment: Commitment, on: str, head: PlanFile = HEAD, period: str | None = None) -> Position:
    asked = parse_window(period) if period else None
    (found,) = assess(as_of(Plan(head, (commitment,)), parse_day(on)), parse_day(on), asked)
    return found


# Status, and since when


def test_without_an_update_nothing_has_been_said() -> None:
    found = position(HAVEN_1, "2015-06-01")

    assert (found.status, found.since, found.confidence, found.last_update) == (NO_UPDATE, None, None, None)
    assert found.is_open


def test_an_update_without_a_status_says_something_else() -> None:
    found = position(log(update("2015-05-01", None, "green")), "2015-06-01")

    assert (found.status, found.since, found.is_open) == (NO_STATUS, None, True)


def test_the_status_is_that_of_the_last_update_that_gave_one() -> None:
    found = position(
        log(update("2015-05-01", "in-progress", "green"), update("2015-07-01"), update("2015-08-01", "in-progress")),
        "2015-09-30",
    )

    assert (found.status.code, found.since) == ("in-progress", parse_window("2015-05-01"))
    assert found.last_update == update("2015-08-01", "in-progress")


def test_since_begins_anew_where_a_status_comes_back() -> None:
    found = position(
        log(update("2015-05-01", "waiting"), update("2015-06-01", "in-progress"), update("2015-07-01", "waiting")),
        "2015-09-30",
    )

    assert (found.status.code, found.since) == ("waiting", parse_window("2015-07-01"))


def test_an_unknown_status_counts_as_none() -> None:
    assert position(log(update("2015-05-01", "on-track")), "2015-09-30").status is NO_STATUS


def test_confidence_is_the_last_one_given() -> None:
    found = position(log(update("2015-05-01", "in-progress", "amber"), update("2015-06-01")), "2015-09-30")

    assert found.confidence is not None
    assert found.confidence.code == "amber"


@pytest.mark.parametrize("status", ["complete", "withdrawn", "superseded"])
def test_what_is_closed_has_no_confidence(status: str) -> None:
    found = position(log(update("2015-05-01", "in-progress", "amber"), update("2015-06-01", status)), "2015-09-30")

    assert found.confidence is None
    assert not found.is_open


def test_what_is_opened_again_starts_without_its_old_confidence() -> None:
    found = position(
        log(
            update("2015-05-01", "in-progress", "amber"),
            update("2015-06-01", "complete"),
            update("2015-07-01", "in-progress"),
        ),
        "2015-09-30",
    )

    assert (found.status.code, found.confidence) == ("in-progress", None)


def test_words_of_ones_own_are_judged_by_their_meaning() -> None:
    own = (Status("begun", "Begun", "under-way"), Status("finished", "Finished", "done", "good"))
    head = replace(HEAD, vocabulary=own)

    assert position(log(update("2015-05-01", "begun")), "2016-03-01", head).is_overdue
    assert not position(log(update("2015-05-01", "finished")), "2016-03-01", head).is_open
    assert position(log(update("2015-05-01", "complete")), "2016-03-01", head).status is NO_STATUS


# Lateness


@pytest.mark.parametrize(
    ("due", "on", "late"),
    [
        ("2015-12-31", "2015-12-31", 0),
        ("2015-12-31", "2016-01-01", 1),
        ("2015-12", "2015-12-31", 0),
        ("2015-12", "2016-01-31", 31),
        ("2015-16 Q3", "2016-01-01", 1),
        ("2015", "2015-12-31", 0),
        ("2015/16", "2016-03-31", 0),
    ],
)
def test_days_late_count_from_the_last_day_of_the_due_window(due: str, on: str, late: int) -> None:
    found = position(replace(HAVEN_1, due=parse_window(due)), on)

    assert (found.days_late, found.is_overdue) == (late, late > 0)


def test_without_a_date_nothing_is_late() -> None:
    found = position(replace(HAVEN_1, due=None), "2020-01-01")

    assert (found.days_late, found.days_late_revised, found.is_overdue) == (0, 0, False)


def test_ongoing_work_is_never_late() -> None:
    found = position(replace(HAVEN_1, kind="ongoing"), "2020-01-01")

    assert (found.days_late, found.is_overdue) == (0, False)


def test_recurring_work_can_be_late() -> None:
    assert position(replace(HAVEN_1, kind="recurring"), "2016-01-01").is_overdue


def test_what_was_done_in_time_is_not_late() -> None:
    found = position(log(update("2015-12-31", "complete")), "2016-06-01")

    assert (found.days_late, found.is_overdue) == (0, False)


@pytest.mark.parametrize("status", ["complete", "withdrawn"])
def test_what_is_closed_says_how_late_it_was_and_grows_no_later(status: str) -> None:
    commitment = log(update("2016-01-10", status), update("2016-02-01"))

    for on in ("2016-02-01", "2016-06-01"):
        found = position(commitment, on)
        assert (found.days_late, found.is_overdue) == (10, False)


@pytest.mark.parametrize(("done", "late"), [("2016-01", 1), ("2015-12", 0), ("2015-16 Q4", 1), ("2015/16", 0)])
def test_lateness_of_what_was_done_on_no_known_day_is_what_is_certain(done: str, late: int) -> None:
    assert position(log(update(done, "complete")), "2016-06-01").days_late == late


def test_what_is_opened_again_is_late_until_today() -> None:
    commitment = log(update("2015-12-01", "complete"), update("2016-01-05", "in-progress"))

    assert position(commitment, "2016-01-10").days_late == 10


@pytest.mark.parametrize(("state", "late"), [("not-yet-met", 0), ("met", 31), ("failed", 31)])
def test_what_waits_for_a_condition_is_not_late(state: str, late: int) -> None:
    found = position(replace(HAVEN_1, condition=Condition("subject to funding", state)), "2016-01-31")

    assert (found.days_late, found.is_overdue) == (late, late > 0)
    assert found.waits_for_condition == (state == "not-yet-met")


def test_a_condition_met_since_leaves_the_earlier_view_unmet() -> None:
    condition = Condition("subject to funding", "met", parse_window("2016-01-15"))
    commitment = replace(HAVEN_1, condition=condition)

    assert [position(commitment, on).days_late for on in ("2016-01-14", "2016-01-15")] == [0, 15]


# Extensions


def test_a_granted_extension_is_shown_beside_the_first_date() -> None:
    commitment = replace(HAVEN_1, extensions=(extension("2015-12-01", "2016-01-31", "granted", "2015-12-10"),))

    inside, outside = position(commitment, "2016-01-31"), position(commitment, "2016-02-10")
    assert (inside.days_late, inside.days_late_revised, inside.is_overdue, inside.slips) == (31, 0, True, 1)
    assert (outside.days_late, outside.days_late_revised) == (41, 10)
    assert (inside.due, inside.revised_due) == (parse_window("2015-12-31"), parse_window("2016-01-31"))


def test_without_an_extension_both_latenesses_are_the_same() -> None:
    found = position(HAVEN_1, "2016-01-10")

    assert (found.days_late, found.days_late_revised, found.revised_due, found.slips) == (10, 10, None, 0)


def test_a_request_that_is_pending_or_refused_moves_nothing() -> None:
    asked = extension("2015-12-01", "2016-01-31")
    refused = extension("2015-11-01", "2016-02-28", "refused", "2015-11-10")

    found = position(replace(HAVEN_1, extensions=(refused, asked)), "2016-01-10")

    assert (found.pending, found.revised_due, found.slips, found.days_late_revised) == ((asked,), None, 0, 10)


def test_the_date_last_granted_is_the_one_that_was_decided_last() -> None:
    first = extension("2015-10-01", "2016-06-30", "granted", "2015-12-20")
    second = extension("2015-11-01", "2016-02-28", "granted", "2015-11-10")

    assert revised_due(replace(HAVEN_1, extensions=(first, second))) == parse_window("2016-06-30")
    assert position(replace(HAVEN_1, extensions=(first, second)), "2015-12-01").revised_due == second.to


def test_of_two_decided_on_one_day_the_later_entry_holds() -> None:
    one = extension("2015-10-01", "2016-01-31", "granted", "2015-11-10")
    other = extension("2015-10-01", "2016-02-28", "granted", "2015-11-10")

    assert revised_due(replace(HAVEN_1, extensions=(one, other))) == other.to
    assert revised_due(replace(HAVEN_1, extensions=(other, one))) == one.to


# Parts


def test_a_part_is_open_until_an_update_closes_it() -> None:
    parts = tuple(Part(each, f"Hub {each}") for each in "abcd")
    first = replace(update("2015-05-01", "in-progress"), parts={"a": "complete", "b": "in-progress", "x": "complete"})
    second = replace(update("2015-06-01"), parts={"b": "waiting", "c": "withdrawn"})
    commitment = log(first, second, base=replace(HAVEN_1, parts=parts))

    assert position(commitment, "2015-04-30").open_parts == ("a", "b", "c", "d")
    assert position(commitment, "2015-05-31").open_parts == ("b", "c", "d")
    assert position(commitment, "2015-09-30").open_parts == ("b", "d")


def test_what_has_no_parts_has_none_open() -> None:
    assert position(log(update("2015-05-01", "in-progress")), "2015-09-30").open_parts == ()


# Silence


@pytest.mark.parametrize(
    ("updates", "period", "answered", "silent"),
    [
        ((), "2015-16 Q1", False, 1),
        ((), "2015-16 Q3", False, 3),
        ((update("2015-05-01"),), "2015-16 Q1", True, 0),
        ((update("2015-05-01"),), "2015-16 Q3", False, 2),
        ((update("2015-06-30"),), "2015-16 Q2", False, 1),
        ((update("2015-07-01"),), "2015-16 Q2", True, 0),
        ((update("2015-10-05", period="2015-16 Q2"),), "2015-16 Q2", True, 0),
        ((update("2015-10-05", period="2015-16 Q2"),), "2015-16 Q3", False, 1),
        ((update("2015-10-05", period="2015-08"),), "2015-16 Q2", True, 0),
        # Who has spoken since has spoken.
        ((update("2015-10-05"),), "2015-16 Q2", True, 0),
        # A late return for an earlier period, added at the end of the log, takes nothing back.
        ((update("2015-07-05"), update("2015-10-05", period="2015-16 Q1")), "2015-16 Q2", True, 0),
        # From before the plan began: the plan's own periods count.
        ((update("2014-05-01"),), "2015-16 Q2", False, 2),
    ],
)
def test_silence_is_counted_in_review_periods(
    updates: tuple[Update, ...], period: str, answered: bool, silent: int
) -> None:
    found = position(log(*updates), "2015-12-31", period=period)

    assert (found.answered, found.periods_silent) == (answered, silent)


def test_without_a_period_the_last_one_that_ended_is_asked_for() -> None:
    commitment = log(update("2015-05-01"))

    silent = [
        position(commitment, on).periods_silent for on in ("2015-06-29", "2015-09-29", "2015-09-30", "2017-01-01")
    ]
    assert silent == [0, 0, 1, 3]


def test_before_the_first_period_has_ended_nobody_is_silent() -> None:
    found = position(HAVEN_1, "2015-05-01")

    assert (found.answered, found.periods_silent) == (False, 0)


@pytest.mark.parametrize("status", ["complete", "withdrawn"])
def test_what_is_closed_is_not_silent(status: str) -> None:
    found = position(log(update("2015-05-01", status)), "2015-12-31")

    assert (found.answered, found.periods_silent) == (False, 0)


@pytest.mark.parametrize(
    ("agreed", "silent"),
    [("2014-12", 3), ("2015-06-30", 3), ("2015-07-01", 2), ("2015-12-31", 1), ("2016-01-01", 0)],
)
def test_periods_before_it_was_agreed_do_not_count(agreed: str, silent: int) -> None:
    commitment = replace(HAVEN_1, agreed=parse_window(agreed))
    plan = Plan(HEAD, (commitment,))

    assert periods_silent(commitment, plan, parse_period("2015-16 Q3", Reviews())) == silent


@pytest.mark.parametrize(
    ("updates", "agreed", "silent"),
    [((), None, 1), ((update("2015-05-01"),), None, 2), ((), "2015-07-01", 2)],
)
def test_in_a_plan_without_a_period_silence_counts_from_what_is_known(
    updates: tuple[Update, ...], agreed: str | None, silent: int
) -> None:
    head = replace(HEAD, period=None)
    commitment = replace(log(*updates), agreed=parse_window(agreed) if agreed else None)

    assert position(commitment, "2015-12-31", head).periods_silent == silent


def test_where_no_cycle_was_agreed_nobody_owes_an_update() -> None:
    found = position(log(update("2015-05-01")), "2015-12-31", replace(HEAD, reviews=None))

    assert (found.answered, found.periods_silent, found.owes_update) == (False, 0, False)


def test_a_plan_reviewed_by_the_month_counts_months() -> None:
    head = replace(HEAD, reviews=Reviews("month"))

    assert position(log(update("2015-05-01")), "2015-12-31", head).periods_silent == 7


def _counted_backwards(commitment: Commitment, plan: Plan, asked: Window) -> int:
    heard = last_heard(commitment, plan)
    begins = max(FIRST, commitment.agreed.last if commitment.agreed else FIRST)
    silent, period = 0, asked
    while (heard is None or period.last > heard.last) and period.last >= begins:
        silent += 1
        period = period_before(period, plan.cycle)
    return silent


@given(plans, days)
def test_silence_is_what_one_counts_backwards(plan: Plan, on: date) -> None:
    asked = period_holding(on, plan.cycle)
    for found in assess(as_of(plan, on), on, asked):
        silent = _counted_backwards(found.commitment, plan, asked)
        assert periods_silent(found.commitment, plan, asked) == silent
        assert found.periods_silent == (silent if found.is_open and plan.head.reviews else 0)
        assert found.owes_update == (found.periods_silent > 0)
        assert not (found.answered and found.periods_silent)


@given(plans, days)
def test_a_position_never_contradicts_itself(plan: Plan, on: date) -> None:
    for found in assess(as_of(plan, on), on):
        assert found.days_late >= 0
        assert found.days_late_revised >= 0
        assert not (found.is_overdue and not found.is_open)
        assert found.is_open or found.confidence is None
        assert (found.since is None) == (found.status in (NO_STATUS, NO_UPDATE))
        assert found.slips == 0 or found.revised_due is not None
        assert set(found.pending) <= set(found.commitment.extensions)
