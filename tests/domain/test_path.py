"""The path of an indicator: by hand, and by what holds for every path."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Indicator, Point, Reading
from actionplan.domain.path import direction, path_of

FIRST = date(2015, 1, 1)


def point(when: str, value: str) -> Point:
    return Point(parse_window(when), Decimal(value))


def indicator(
    baseline: tuple[str, str] | None, target: tuple[str, str] | None, *values: str, better: str | None = None
) -> Indicator:
    readings = tuple(Reading(parse_window("2015"), Decimal(each)) for each in values)
    first, last = (each and point(*each) for each in (baseline, target))
    return Indicator("i", "I", "people", better, None, first, last, readings)


@pytest.mark.parametrize(
    ("baseline", "target", "day", "expected"),
    [
        # 100 days from 1 January 2015 to 11 April 2015, ten for each hundredth of the way.
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2015-01-01", "0"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2015-01-02", "1"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2015-02-20", "50"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2015-04-10", "99"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2015-04-11", "100"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2030-01-01", "100"),
        (("2015-01-01", "0"), ("2015-04-11", "100"), "2014-12-31", None),
        # Halves go up, whichever way the path leads.
        (("2015-01-01", "0"), ("2015-01-03", "1"), "2015-01-02", "1"),
        (("2015-01-01", "1"), ("2015-01-03", "0"), "2015-01-02", "1"),
        (("2015-01-01", "0.0"), ("2015-01-03", "1"), "2015-01-02", "0.5"),
        # 18.5 at the end of 2024, 15 at the end of March 2026: 455 days; on 31 December 2025 it is day 365.
        (("2024", "18.5"), ("2026-03", "15"), "2025-12-31", "15.7"),  # 18.5 - 3.5 * 365 / 455 = 15.692
        (("2024", "18.50"), ("2026-03", "15"), "2025-12-31", "15.69"),
        # Down through nothing, and no way at all.
        (("2015-01-01", "-10"), ("2015-01-21", "10"), "2015-01-11", "0"),
        (("2015-01-01", "7"), ("2015-01-21", "7"), "2015-01-11", "7"),
    ],
)
def test_by_hand(baseline: tuple[str, str], target: tuple[str, str], day: str, expected: str | None) -> None:
    path = path_of(indicator(baseline, target))

    assert path is not None
    value = path.value_on(date.fromisoformat(day))
    assert (None if value is None else f"{value:f}") == expected


def test_a_reading_with_more_decimals_makes_the_path_as_fine() -> None:
    path = path_of(indicator(("2024", "18.5"), ("2026-03", "15"), "17.123"))

    assert path is not None
    assert path.value_on(date(2025, 12, 31)) == Decimal("15.692")


@pytest.mark.parametrize(
    ("baseline", "target"),
    [
        (None, None),
        (("2015", "1"), None),
        (None, ("2015", "1")),
        (("2016", "1"), ("2015", "2")),
        (("2015", "1"), ("2015", "2")),
        (("2015", "1"), ("2015-12-31", "2")),  # both end on that day
    ],
)
def test_there_is_no_path(baseline: tuple[str, str] | None, target: tuple[str, str] | None) -> None:
    assert path_of(indicator(baseline, target)) is None


@pytest.mark.parametrize(
    ("better", "first", "last", "expected"),
    [
        ("lower", "1", "2", "lower"),
        ("higher", "2", "1", "higher"),
        (None, "1", "2", "higher"),
        (None, "2", "1", "lower"),
        (None, "2", "2.0", None),
    ],
)
def test_the_direction_is_written_or_that_of_the_path(
    better: str | None, first: str, last: str, expected: str | None
) -> None:
    assert direction(indicator(("2015", first), ("2016", last), better=better)) == expected


def test_a_target_before_the_baseline_tells_no_direction() -> None:
    assert direction(indicator(("2016", "1"), ("2015", "2"))) is None


values = st.decimals(min_value=-(10**14), max_value=10**14, places=4)
days = st.integers(0, 40_000)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def at(day: int) -> Window:
    return Window(on(day), on(day), on(day).isoformat(), "day")


@settings(derandomize=True)
@given(values, values, days, days.filter(bool), st.lists(days, min_size=2, max_size=2).map(sorted))
def test_every_path_is_straight(first: Decimal, last: Decimal, begins: int, length: int, two: list[int]) -> None:
    """It begins and ends as agreed, never leaves the two values, never turns, and is the exact line but for rounding."""
    baseline, target = Point(at(begins), first), Point(at(begins + length), last)
    path = path_of(Indicator("i", "I", "people", None, None, baseline, target))
    assert path is not None

    assert path.value_on(on(begins)) == first
    assert path.value_on(on(begins + length)) == last
    assert path.value_on(on(begins) - timedelta(days=1)) is None
    found = [path.value_on(on(begins + each)) for each in two]
    for day, value in zip(two, found, strict=True):
        assert value is not None
        exact = Fraction(first) + (Fraction(last) - Fraction(first)) * min(day, length) / length
        assert abs(Fraction(value) - exact) * 2 * 10**4 <= 1
        assert min(first, last) <= value <= max(first, last)
    earlier, later = found
    assert earlier is not None
    assert later is not None
    assert (later >= earlier) if last >= first else (later <= earlier)
