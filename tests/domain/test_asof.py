"""The plan as it stood: the laws of the two views, and what each of them leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.asof import as_of, at_period, period_of
from actionplan.domain.dates import Window, parse_day, parse_window
from actionplan.domain.model import (
    Agreement,
    Commitment,
    Condition,
    Extension,
    Indicator,
    Outcome,
    Period,
    Plan,
    PlanFile,
    Reading,
    Reviews,
    Update,
)
from actionplan.domain.period import LENGTHS, parse_period, period_holding
from actionplan.domain.types import parse_number

# A short stretch, so that what is drawn meets on the same day.
FIRST, LAST = date(2015, 1, 1), date(2016, 12, 31)

days = st.dates(FIRST, LAST)
any_day = st.one_of(days, st.sampled_from((date.min, FIRST - timedelta(days=1), LAST, date.max)))


def written(day: date, precision: str) -> Window:
    year = day.year if day.month > 3 else day.year - 1
    texts = {
        "day": day.isoformat(),
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{year}-{(year + 1) % 100:02} Q{(day.month - 4) % 12 // 3 + 1}",
        "half-year": f"{year}-{(year + 1) % 100:02} H{(day.month - 4) % 12 // 6 + 1}",
        "year": str(day.year),
    }
    return parse_window(texts[precision])


windows = st.builds(written, days, st.sampled_from(("day", "day", "month", "quarter", "half-year", "year")))
updates = st.builds(
    Update,
    date=windows,
    status=st.sampled_from((None, "in-progress", "waiting", "complete")),
    period=st.none() | windows,
    confidence=st.sampled_from((None, "green", "amber")),
)
extensions = st.builds(
    Extension,
    asked=days,
    to=windows,
    decision=st.sampled_from((None, "granted", "refused")),
    decided=st.none() | days,
    by=st.sampled_from((None, "the board")),
)
conditions = st.builds(
    Condition, st.just("subject to funding"), st.sampled_from(("not-yet-met", "met", "failed")), st.none() | windows
)
commitments = st.builds(
    Commitment,
    id=st.sampled_from(("haven-1", "haven-2", "elm-1")),
    title=st.just("Open 3 advice hubs"),
    agreed=st.none() | windows,
    due=st.none() | windows,
    condition=st.none() | conditions,
    updates=st.lists(updates, max_size=4).map(tuple),
    extensions=st.lists(extensions, max_size=3).map(tuple),
)
readings = st.builds(Reading, windows, st.just(parse_number("13.4")), st.none() | windows)
indicators = st.builds(
    Indicator,
    st.just("warm"),
    st.just("Warm homes"),
    st.just("per cent"),
    readings=st.lists(readings, max_size=3).map(tuple),
)
outcomes = st.builds(
    Outcome, st.just("warmth"), st.just("Warm homes"), indicators=st.lists(indicators, max_size=2).map(tuple)
)
cycles = st.builds(Reviews, st.sampled_from(sorted(LENGTHS)), st.integers(1, 12))


def head(reviews: Reviews | None = None) -> PlanFile:
    return PlanFile("1", "northfield", "Northfield", Agreement("Northfield"), Period(FIRST, LAST), reviews)


plans = st.builds(
    Plan,
    st.builds(head, st.none() | cycles),
    st.lists(commitments, max_size=3).map(tuple),
    st.lists(outcomes, max_size=1).map(tuple),
)


@given(plans, any_day)
def test_a_view_of_a_view_is_the_view(plan: Plan, on: date) -> None:
    assert as_of(as_of(plan, on), on) == as_of(plan, on)


@given(plans, any_day, any_day)
def test_of_two_days_the_earlier_one_counts(plan: Plan, one: date, other: date) -> None:
    assert as_of(as_of(plan, one), other) == as_of(plan, min(one, other))


@given(plans)
def test_at_the_end_of_time_nothing_is_left_out(plan: Plan) -> None:
    assert as_of(plan, date.max) == plan


@given(plans, commitments, updates, days, st.data())
def test_what_is_added_later_never_changes_an_earlier_view(
    plan: Plan, new: Commitment, update: Update, on: date, data: st.DataObject
) -> None:
    later = written(data.draw(st.dates(on + timedelta(days=1), date(2018, 12, 31))), "day")
    grown = replace(
        plan,
        commitments=(
            *tuple(
                replace(
                    each,
                    updates=(*each.updates, replace(update, date=later)),
                    extensions=(*each.extensions, Extension(later.first, later)),
                )
                for each in plan.commitments
            ),
            replace(new, agreed=later),
        ),
    )

    assert as_of(grown, on) == as_of(plan, on)


@given(plans, any_day)
def test_an_earlier_view_is_part_of_the_plan(plan: Plan, on: date) -> None:
    seen = as_of(plan, on)

    kept = [each for each in plan.commitments if each.agreed is None or each.agreed.last <= on]
    for before, after in zip(kept, seen.commitments, strict=True):
        assert after.updates == tuple(each for each in before.updates if each.date.last <= on)
        assert replace(after, updates=(), extensions=(), condition=None) == replace(
            before, updates=(), extensions=(), condition=None
        )


@given(plans, days, days)
def test_the_view_of_a_period_obeys_the_same_laws(plan: Plan, one: date, other: date) -> None:
    first, second = (period_holding(day, plan.cycle) for day in (one, other))

    assert at_period(at_period(plan, first), first) == at_period(plan, first)
    assert at_period(at_period(plan, first), second) == at_period(plan, min(first, second))


@given(updates, cycles)
def test_an_update_answers_one_period_of_the_cycle(update: Update, reviews: Reviews) -> None:
    plan = Plan(head(reviews))
    period = period_of(update, plan)

    assert period == period_holding(period.first, reviews)
    assert period.first <= (update.period or update.date).last <= period.last


HAVEN_1 = Commitment("haven-1", "Open 3 advice hubs", lead="haven", due=parse_window("2016-03"))


def seen(commitment: Commitment, view: Callable[[Plan], Plan]) -> Commitment | None:
    kept = view(Plan(head(), (commitment,))).commitments
    return kept[0] if kept else None


@pytest.mark.parametrize(
    ("text", "on", "is_there"),
    [
        ("2015-09-30", "2015-09-29", False),
        ("2015-09-30", "2015-09-30", True),
        ("2015-09", "2015-09-29", False),
        ("2015-09", "2015-09-30", True),
        ("2015-16 Q2", "2015-09-29", False),
        ("2015", "2015-12-31", True),
    ],
)
def test_a_date_known_to_the_month_or_year_counts_from_its_last_day(text: str, on: str, is_there: bool) -> None:
    commitment = replace(HAVEN_1, updates=(Update(parse_window(text), "in-progress"),))

    kept = seen(commitment, lambda plan: as_of(plan, parse_day(on)))

    assert kept is not None
    assert bool(kept.updates) == is_there


def test_a_return_that_names_its_period_counts_for_it_though_it_came_in_later() -> None:
    update = Update(parse_window("2015-10-05"), "in-progress", parse_window("2015-16 Q2"))
    commitment = replace(HAVEN_1, updates=(update,))
    q2 = parse_period("2015-16 Q2", Reviews())

    assert seen(commitment, lambda plan: at_period(plan, q2)) == commitment
    assert seen(commitment, lambda plan: as_of(plan, q2.last)) == HAVEN_1


def test_an_update_without_a_period_answers_the_one_that_holds_its_date() -> None:
    plan = Plan(head())

    assert period_of(Update(parse_window("2015-10-05")), plan).text == "2015-16 Q3"
    assert period_of(Update(parse_window("2015")), plan).text == "2015-16 Q3"


def test_an_update_that_names_a_month_of_a_quarter_answers_the_quarter() -> None:
    update = Update(parse_window("2015-10-05"), period=parse_window("2015-08"))

    assert period_of(update, Plan(head())).text == "2015-16 Q2"


def test_a_commitment_agreed_later_is_not_there_yet() -> None:
    commitment = replace(HAVEN_1, agreed=parse_window("2015-09"))

    assert seen(commitment, lambda plan: as_of(plan, date(2015, 9, 29))) is None
    assert seen(commitment, lambda plan: as_of(plan, date(2015, 9, 30))) == commitment


def test_an_extension_decided_later_is_pending() -> None:
    asked = Extension(date(2016, 1, 15), parse_window("2016-05-31"), "capacity")
    granted = replace(asked, decision="granted", decided=date(2016, 1, 20), by="the board")
    commitment = replace(HAVEN_1, extensions=(granted,))

    assert seen(commitment, lambda plan: as_of(plan, date(2016, 1, 14))) == HAVEN_1
    assert seen(commitment, lambda plan: as_of(plan, date(2016, 1, 15))) == replace(HAVEN_1, extensions=(asked,))
    assert seen(commitment, lambda plan: as_of(plan, date(2016, 1, 19))) == replace(HAVEN_1, extensions=(asked,))
    assert seen(commitment, lambda plan: as_of(plan, date(2016, 1, 20))) == commitment


def test_a_condition_settled_later_is_open() -> None:
    condition = Condition("subject to funding", "met", parse_window("2015-06-01"))
    commitment = replace(HAVEN_1, condition=condition)

    before = seen(commitment, lambda plan: as_of(plan, date(2015, 5, 31)))

    assert before == replace(HAVEN_1, condition=Condition("subject to funding", "not-yet-met"))
    assert seen(commitment, lambda plan: as_of(plan, date(2015, 6, 1))) == commitment


def test_a_reading_is_there_once_it_is_published() -> None:
    reading = Reading(parse_window("2015"), parse_number("13.4"), parse_window("2016-05-12"))
    indicator = Indicator("warm", "Warm homes", "per cent", readings=(reading,))
    plan = Plan(head(), outcomes=(Outcome("warmth", "Warm homes", indicators=(indicator,)),))

    assert as_of(plan, date(2016, 5, 11)).outcomes[0].indicators[0].readings == ()
    assert as_of(plan, date(2016, 5, 12)) == plan


def test_an_extension_asked_for_with_the_returns_is_before_that_review() -> None:
    asked = Extension(asked=date(2025, 10, 9), to=parse_window("2026-06"))
    late = Extension(asked=date(2025, 10, 20), to=parse_window("2026-09"))
    decided = Extension(
        asked=date(2025, 9, 1), to=parse_window("2026-05"), decision="granted", decided=date(2025, 10, 12)
    )
    head = PlanFile("1", "northfield", "Northfield plan", Agreement("Northfield agreement"))
    plan = Plan(head, (Commitment("c", "Open 3 hubs", due=parse_window("2026-03"), extensions=(decided, asked, late)),))

    seen = at_period(plan, parse_window("2025-26 Q2")).commitments[0].extensions

    assert [(each.asked, each.decision) for each in seen] == [(date(2025, 9, 1), None), (date(2025, 10, 9), None)]


def test_a_record_with_changes_is_what_replace_gives() -> None:
    commitment = Commitment("a-1", "Do it", lead="haven", with_=("elm",), due=parse_window("2026-03"))
    updates = (Update(parse_window("2025-10"), note="On the way."),)

    assert commitment.but(updates=updates, lead=None) == replace(commitment, updates=updates, lead=None)
    assert commitment.but() == commitment
