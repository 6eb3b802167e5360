"""Review periods, in every cycle and with every month a plan's year can start in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.dates import parse_window
from actionplan.domain.model import Agreement, Period, Plan, PlanFile, Reviews
from actionplan.domain.period import (
    LENGTHS,
    last_closed,
    last_ended,
    next_period,
    parse_period,
    period_before,
    period_holding,
    periods_between,
    steps_between,
)
from actionplan.domain.written import BadValue

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
    ],
)
def test_periods_by_name(day: date, reviews: Reviews, name: str, first: date, last: date) -> None:
    period = period_holding(day, reviews)

    assert (period.text, period.first, period.last) == (name, first, last)


@pytest.mark.parametrize("text", ["2015-16 Q2", "2015-16 q2", "2015-16Q2", "2015/16 Q2", " 2015-16  q2 "])
def test_a_quarter_may_be_written_in_small_letters_and_without_a_space(text: str) -> None:
    assert parse_period(text, Reviews()).text == "2015-16 Q2"


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
