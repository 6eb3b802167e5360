"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.domain.dates import parse_window
from actionplan.domain.model import Reviews
from actionplan.domain.period import period_holding
from actionplan.domain.said import said_day, said_span, said_window

APRIL, JANUARY, SEPTEMBER = 4, 1, 9


def test_day() -> None:
    assert said_day(date(2016, 3, 31)) == "31 March 2016"
    assert said_day(date(2016, 4, 1)) == "1 April 2016"


@pytest.mark.parametrize(
    ("text", "year_starts", "said"),
    [
        ("2016-03-31", APRIL, "31 March 2016"),
        ("2016-03", APRIL, "March 2016"),
        ("2016-02", APRIL, "February 2016"),
        ("2015-16 Q3", APRIL, "October to December 2015 (2015-16 Q3)"),
        ("2015-16 Q4", APRIL, "January to March 2016 (2015-16 Q4)"),
        ("2015/16Q3", APRIL, "October to December 2015 (2015-16 Q3)"),
        ("2015-16 Q2", SEPTEMBER, "December 2015 to February 2016 (2015-16 Q2)"),
        ("2015-16 H1", APRIL, "April to September 2015 (2015-16 H1)"),
        ("2015/16 H2", APRIL, "October 2015 to March 2016 (2015-16 H2)"),
        ("1999/00 Q1", APRIL, "April to June 1999 (1999-00 Q1)"),
        ("2015/16", APRIL, "April 2015 to March 2016"),
        ("2015/16", JANUARY, "2015"),
        ("2016", APRIL, "2016"),
    ],
)
def test_window(text: str, year_starts: int, said: str) -> None:
    assert said_window(parse_window(text, year_starts)) == said


@pytest.mark.parametrize(
    ("every", "said"),
    [
        ("month", "November 2015"),
        ("quarter", "October to December 2015 (2015-16 Q3)"),
        ("half-year", "October 2015 to March 2016 (2015-16 H2)"),
        ("year", "April 2015 to March 2016"),
    ],
)
def test_review_period(every: str, said: str) -> None:
    assert said_window(period_holding(date(2015, 11, 5), Reviews(every=every))) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 4, 1), date(2026, 3, 31), "April 2025 to March 2026"),
        (date(2018, 1, 1), date(2020, 12, 31), "January 2018 to December 2020"),
        (date(2015, 3, 1), date(2016, 3, 31), "March 2015 to March 2016"),
        (date(2016, 2, 1), date(2016, 2, 28), "1 to 28 February 2016"),
        (date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        (date(2016, 3, 28), date(2016, 4, 3), "28 March to 3 April 2016"),
        (date(2015, 12, 28), date(2016, 1, 3), "28 December 2015 to 3 January 2016"),
        (date(2015, 3, 5), date(2016, 3, 5), "5 March 2015 to 5 March 2016"),
        (date(2016, 3, 5), date(2016, 4, 5), "5 March to 5 April 2016"),
        (date(2016, 3, 5), date(2016, 3, 5), "5 March 2016"),
    ],
)
def test_span(first: date, last: date, said: str) -> None:
    assert said_span(first, last) == said


def test_a_quarter_of_a_calendar_year_is_named_by_that_year() -> None:
    assert said_window(parse_window("2016Q3", 1)) == "July to September 2016 (2016 Q3)"
    assert said_window(parse_window("2015/16Q3")) == "October to December 2015 (2015-16 Q3)"
