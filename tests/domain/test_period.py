"""Review periods, in every cycle and with every month a plan's year can start in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.dates import parse_window
from actionplan.domain.model import Agreement, Commitment, Period, Plan, PlanFile, Reviews, Update
from actionplan.domain.period import (
    LENGTHS,
    last_closed,
    last_ended,
    next_period,
    parse_period,
    period_before,
    period_holding,
    periods_between,
    returns_due,
    steps_between,
)
from actionplan.domain.said import said_span
from actionplan.domain.sameness import in_calendar
from actionplan.domain.written import BadValue
from actionplan.report.words import said_period

ONE_DAY = timedelta(days=1)

# Texts are read back from 1991 on: the year of a plan that starts in April 1989 is outside what a file may say.
days = st.dates(date(1991, 1, 1), date(2100, 12, 31))
cycles = st.builds(Reviews, st.sampled_from(sorted(LENGTHS)), st.integers(1, 12), st.integers(0, 60))


def plan_of(first: date | None = None, last: date | None = None, reviews: Reviews | None = None) -> Plan:
    period = Period(first, last) if first and last else None
    return Plan(PlanFile("1", "northfield", "Northfield", Agreement("Northfield"), period, reviews))


@given(days, cycles)
def test_every_day_lies_in_exactly_one_period(day: date, reviews: Reviews) -> None:
    period = period_holding(day, reviews)

    assert period.first <= day <= period.last
    assert period_holding(period.first, reviews) == period_holding(period.last, reviews) == period
    assert next_period(period, reviews).first == period.last + ONE_DAY
    assert period_before(period, reviews).last == period.first - ONE_DAY


@given(days, cycles)
def test_a_period_is_as_many_months_long_as_its_cycle_says(day: date, reviews: Reviews) -> None:
    period = period_holding(day, reviews)
    after = period.last + ONE_DAY

    assert period.first.day == after.day == 1
    assert (after.year - period.first.year) * 12 + after.month - period.first.month == LENGTHS[reviews.every]
    assert (period.first.month - reviews.year_starts) % LENGTHS[reviews.every] == 0
    assert period.precision == reviews.every


@given(days, cycles)
def test_the_period_after_the_one_before_is_the_same(day: date, reviews: Reviews) -> None:
    period = period_holding(day, reviews)

    assert next_period(period_before(period, reviews), reviews) == period
    assert period_before(next_period(period, reviews), reviews) == period


@given(days, cycles)
def test_the_name_of_a_period_is_read_back(day: date, reviews: Reviews) -> None:
    period = period_holding(day, reviews)

    assert parse_period(period.text, reviews) == period
    assert parse_window(period.text, reviews.year_starts) == period


@given(days, cycles, st.integers(0, 40))
def test_steps_are_counted_both_ways(day: date, reviews: Reviews, steps: int) -> None:
    earlier = later = period_holding(day, reviews)
    for _ in range(steps):
        later = next_period(later, reviews)

    assert steps_between(earlier, later, reviews) == steps
    assert steps_between(later, earlier, reviews) == -steps


@given(days, cycles)
def test_the_last_period_that_ended_is_followed_by_one_that_has_not(day: date, reviews: Reviews) -> None:
    ended = last_ended(day, plan_of(reviews=reviews))

    assert ended is not None
    assert ended.last <= day < next_period(ended, reviews).last


@given(days, cycles)
def test_a_period_is_closed_once_its_return_window_is_over(day: date, reviews: Reviews) -> None:
    window = timedelta(days=reviews.returns_within)
    closed = last_closed(day, plan_of(reviews=reviews))

    assert closed is not None
    assert closed.last + window < day <= next_period(closed, reviews).last + window


@given(days, st.integers(0, 800), cycles)
def test_periods_between_two_days_are_those_that_hold_one_of_them(first: date, length: int, reviews: Reviews) -> None:
    last = first + timedelta(days=length)
    every = {period_holding(first + timedelta(days=number), reviews) for number in range(length + 1)}

    assert list(periods_between(first, last, reviews)) == sorted(every)


def test_periods_between_can_be_taken_one_by_one() -> None:
    quarters = periods_between(date(2015, 4, 1), date(2016, 3, 31), Reviews())

    assert [each.text for each in islice(quarters, 2)] == ["2015-16 Q1", "2015-16 Q2"]


@pytest.mark.parametrize(
    ("day", "reviews", "name", "first", "last"),
    [
        (date(2015, 8, 9), Reviews("quarter", 4), "2015-16 Q2", date(2015, 7, 1), date(2015, 9, 30)),
        (date(2016, 2, 29), Reviews("quarter", 4), "2015-16 Q4", date(2016, 1, 1), date(2016, 3, 31)),
        (date(1999, 12, 31), Reviews("quarter", 4), "1999-00 Q3", date(1999, 10, 1), date(1999, 12, 31)),
        (date(2016, 1, 31), Reviews("quarter", 2), "2015-16 Q4", date(2015, 11, 1), date(2016, 1, 31)),
        (date(2015, 10, 1), Reviews("half-year", 4), "2015-16 H2", date(2015, 10, 1), date(2016, 3, 31)),
        (date(2015, 3, 31), Reviews("year", 4), "2014/15", date(2014, 4, 1), date(2015, 3, 31)),
        (date(2011, 12, 5), Reviews("year", 4), "2011/12", date(2011, 4, 1), date(2012, 3, 31)),
        (date(2011, 12, 5), Reviews("month", 4), "2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        (date(2016, 5, 5), Reviews("quarter", 1), "2016 Q2", date(2016, 4, 1), date(2016, 6, 30)),
        (date(2016, 8, 1), Reviews("half-year", 1), "2016 H2", date(2016, 7, 1), date(2016, 12, 31)),
        (date(2016, 8, 1), Reviews("year", 1), "2016", date(2016, 1, 1), date(2016, 12, 31)),
        (date(2016, 1, 5), Reviews("quarter", 12), "2015-16 Q1", date(2015, 12, 1), date(2016, 2, 29)),
    ],
)
def test_periods_by_name(day: date, reviews: Reviews, name: str, first: date, last: date) -> None:
    period = period_holding(day, reviews)

    assert (period.text, period.first, period.last) == (name, first, last)


@pytest.mark.parametrize("text", ["2015-16 Q2", "2015-16 q2", "2015-16Q2", "2015/16 Q2", " 2015-16  q2 "])
def test_a_quarter_may_be_written_in_small_letters_and_without_a_space(text: str) -> None:
    assert parse_period(text, Reviews()).text == "2015-16 Q2"


EVERY_CYCLE = [Reviews(every, month) for every in LENGTHS for month in range(1, 13)]


@pytest.mark.parametrize("reviews", EVERY_CYCLE, ids=lambda each: f"{each.every}-{each.year_starts}")
def test_no_two_periods_have_one_name_and_each_name_is_read_back(reviews: Reviews) -> None:
    periods = list(periods_between(date(1998, 2, 3), date(2024, 5, 6), reviews))

    assert len({each.text for each in periods}) == len({said_period(each) for each in periods}) == len(periods)
    for each in periods:
        assert parse_period(each.text, reviews) == each
        assert parse_period(each.text.lower().replace(" ", ""), reviews) == each


@given(days, cycles)
def test_a_period_is_named_and_said_by_the_years_it_lies_in(day: date, reviews: Reviews) -> None:
    period = period_holding(day, reviews)
    months = said_span(period.first, period.last)
    name, shown = period.text, said_period(period)

    if period.precision == "month":
        assert shown == months
    elif reviews.year_starts == 1:
        assert name.startswith(f"{period.first.year} " if " " in name else f"{period.first.year}")
        assert "/" not in name
        assert "-" not in name
        assert " to " not in shown.partition("(")[0]
    else:
        began = int(name[:4])
        assert name[4:7] in (f"-{(began + 1) % 100:02}", f"/{(began + 1) % 100:02}")
        assert f"{began} to {began + 1}" in shown
    assert months in shown


def test_a_quarter_without_its_years_is_read_only_where_the_year_starts_in_january() -> None:
    with pytest.raises(BadValue) as raised:
        parse_window("2016 Q1", 4)

    assert raised.value.message == ("“2016 Q1” does not say which year of the plan is meant, which starts in April")
    assert raised.value.fix == (
        "Write 2016-17 Q1 for the year that runs from 2016 to 2017, 2015-16 Q1 for the one before."
    )
    with pytest.raises(BadValue, match="a year has 2 half-years"):
        parse_window("2016 H3", 1)


def test_the_older_name_of_a_calendar_quarter_is_still_read() -> None:
    assert parse_period("2016-17 Q1", Reviews("quarter", 1)).text == "2016 Q1"
    assert parse_period("2016/17", Reviews("year", 1)).text == "2016"


def test_2011_12_is_a_month_where_a_plan_is_reviewed_by_the_year() -> None:
    with pytest.raises(BadValue) as raised:
        parse_period("2011-12", Reviews("year"))

    assert raised.value.message == "“2011-12” is not one review period of this plan, which is reviewed every year"
    assert raised.value.fix == "Write for example 2011/12."


def test_what_is_longer_or_shorter_than_a_period_is_none() -> None:
    for text in ("2015-16 H1", "2015-08", "2015-08-31", "2015/16", "2015"):
        with pytest.raises(BadValue, match="is not one review period of this plan, which is reviewed every quarter"):
            parse_period(text, Reviews())


def test_what_is_no_period_is_said_in_the_letters_it_was_typed_in() -> None:
    with pytest.raises(BadValue) as raised:
        parse_period("next quarter", Reviews())

    assert raised.value.message == "“next quarter” names no review period"


@pytest.mark.parametrize(
    ("on", "ended"),
    [
        (date(2015, 4, 1), None),
        (date(2015, 6, 29), None),
        (date(2015, 6, 30), "2015-16 Q1"),
        (date(2015, 7, 1), "2015-16 Q1"),
        (date(2016, 3, 30), "2015-16 Q3"),
        (date(2016, 3, 31), "2015-16 Q4"),
        (date(2020, 1, 1), "2015-16 Q4"),
    ],
)
def test_the_last_period_that_ended_lies_in_the_plan(on: date, ended: str | None) -> None:
    period = last_ended(on, plan_of(date(2015, 4, 1), date(2016, 3, 31)))

    assert (period.text if period else None) == ended


def test_a_plan_that_ends_within_a_period_ends_that_period() -> None:
    plan = plan_of(date(2015, 4, 1), date(2016, 2, 29))

    assert [last_ended(day, plan) for day in (date(2016, 2, 28), date(2016, 2, 29))] == [
        parse_period("2015-16 Q3", Reviews()),
        parse_period("2015-16 Q4", Reviews()),
    ]


def test_a_plan_that_begins_on_the_last_day_of_a_period_counts_it() -> None:
    plan = plan_of(date(2015, 6, 30), date(2016, 3, 31))

    assert last_ended(date(2015, 6, 29), plan) is None
    assert last_ended(date(2015, 6, 30), plan) == parse_period("2015-16 Q1", Reviews())


@pytest.mark.parametrize(
    ("on", "closed"),
    [
        (date(2015, 6, 30), None),
        (date(2015, 7, 14), None),
        (date(2015, 7, 15), "2015-16 Q1"),
        (date(2015, 10, 14), "2015-16 Q1"),
        (date(2015, 10, 15), "2015-16 Q2"),
        (date(2016, 4, 14), "2015-16 Q3"),
        (date(2016, 4, 15), "2015-16 Q4"),
        (date(2020, 1, 1), "2015-16 Q4"),
    ],
)
def test_a_return_still_comes_in_time_on_the_last_day_of_its_window(on: date, closed: str | None) -> None:
    period = last_closed(on, plan_of(date(2015, 4, 1), date(2016, 3, 31)))

    assert (period.text if period else None) == closed


@given(days, days, st.integers(0, 900), cycles)
def test_returns_are_due_on_the_last_day_before_a_period_counts_as_closed(
    day: date, first: date, length: int, reviews: Reviews
) -> None:
    plan = plan_of(first, first + timedelta(days=length), reviews)
    closed = last_closed(day, plan)

    if closed is not None:
        due = returns_due(closed, plan)
        assert due < day
        assert last_closed(due, plan) != closed
        assert last_closed(due + ONE_DAY, plan) == closed


def test_returns_are_due_within_so_many_days_of_the_period_or_of_the_plan() -> None:
    plan = plan_of(date(2015, 4, 1), date(2016, 2, 29))

    assert returns_due(parse_period("2015-16 Q2", Reviews()), plan) == date(2015, 10, 14)
    assert returns_due(parse_period("2015-16 Q4", Reviews()), plan) == date(2016, 3, 14)
    assert returns_due(parse_period("2016-17 Q1", Reviews()), plan) == date(2016, 7, 14)


def test_a_calendar_quarter_stays_what_it_was_when_the_plan_gets_another_calendar() -> None:
    update = Update(parse_window("2016-05-01"), period=parse_window("2016 Q1", 1))
    plan = Plan(plan_of().head, (Commitment("h-1", "Open 3 hubs", updates=(update,)),))

    (again,) = in_calendar(plan, 4).commitments

    assert again.updates == (update,)
