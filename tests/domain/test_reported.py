"""Which reading of a date counts, and what it revised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actionplan.domain.asof import as_of
from actionplan.domain.dates import parse_window
from actionplan.domain.model import Agreement, Indicator, Outcome, Plan, PlanFile, Reading
from actionplan.domain.reported import reported


def reading(when: str, value: str, released: str | None = None) -> Reading:
    return Reading(parse_window(when), Decimal(value), released and parse_window(released))  # type: ignore[arg-type]  # None stays


def counted(*readings: Reading) -> list[tuple[str, str, str | None]]:
    """The date and value of each that counts, and what it was revised from."""
    indicator = Indicator("i", "I", "people", readings=readings)
    return [
        (each.date.text, str(each.value), None if each.revised_from is None else str(each.revised_from))
        for each in reported(indicator)
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_they_come_by_date_however_they_are_written(order: int) -> None:
    readings = (reading("2014", "1"), reading("2015-03", "2"), reading("2015", "3"))[::order]

    assert counted(*readings) == [("2014", "1", None), ("2015-03", "2", None), ("2015", "3", None)]


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_date_the_one_released_last_counts(order: int) -> None:
    readings = (reading("2015", "4.5", "2016-03-01"), reading("2015", "4.3", "2016-07-01"))[::order]

    assert counted(*readings) == [("2015", "4.3", "4.5")]


def test_one_without_a_release_counts_from_its_date() -> None:
    assert counted(reading("2015", "4.5"), reading("2015", "4.3", "2016-07-01")) == [("2015", "4.3", "4.5")]
    assert counted(reading("2015", "4.3", "2016-07-01"), reading("2015", "4.5")) == [("2015", "4.3", "4.5")]


def test_of_two_released_together_the_one_written_last_counts() -> None:
    assert counted(reading("2015", "4.5"), reading("2015", "4.3")) == [("2015", "4.3", "4.5")]


def test_one_date_spelt_in_two_ways_is_one_date() -> None:
    assert counted(reading("2015-16 Q1", "4.5"), reading("2015/16Q1", "4.3", "2016")) == [("2015/16Q1", "4.3", "4.5")]


def test_a_year_and_its_last_month_are_two_dates() -> None:
    assert counted(reading("2015-12", "4"), reading("2015", "5")) == [("2015", "5", None), ("2015-12", "4", None)]


def test_a_revision_that_says_the_same_revises_nothing() -> None:
    assert counted(reading("2015", "4.5"), reading("2015", "4.50", "2016")) == [("2015", "4.50", None)]


def test_a_value_that_was_revised_twice_is_revised_from_the_one_before() -> None:
    readings = (reading("2015", "1"), reading("2015", "2", "2016"), reading("2015", "3", "2017"))

    assert counted(*readings) == [("2015", "3", "2")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 2, 29), []),
        (date(2016, 3, 1), [("2015", "4.5", None)]),
        (date(2016, 6, 30), [("2015", "4.5", None)]),
        (date(2016, 7, 1), [("2015", "4.3", "4.5")]),
    ],
)
def test_a_reading_counts_from_the_day_it_was_released(day: date, expected: list[tuple[str, str, str | None]]) -> None:
    readings = (reading("2015", "4.5", "2016-03-01"), reading("2015", "4.3", "2016-07-01"))
    outcome = Outcome("o", "O", indicators=(Indicator("i", "I", "people", readings=readings),))
    plan = as_of(Plan(PlanFile("1", "p", "P", Agreement("A")), (), (outcome,)), day)

    assert counted(*plan.outcomes[0].indicators[0].readings) == expected
