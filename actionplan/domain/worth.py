"""What the people that an indicator counts are worth, by a list of social values that somebody brings.

    people * value for one person and one year * (100 - deadweight) / 100

in whole pounds, rounded half up. Deadweight is the share, in per cent, of those for whom it would have come true
anyway. People are those of the latest reading that counts; readings are never added up, and neither are indicators: one
person may be counted under several. Where the list has no value, the people are a headcount and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from actionplan.domain.measured import Measured
from actionplan.domain.model import Indicator, ValueOf
from actionplan.domain.written import echo

PEOPLE = "people"
_EXACT, _WHOLE = 80, Decimal(100)

Key = tuple[str, str, str]


class Value(NamedTuple):
    """One row of the list: what one person is worth for a year, in pounds, and the deadweight in per cent."""

    value: Decimal
    deadweight: Decimal


class Values(NamedTuple):
    """A whole list: its edition, and its rows by outcome, group and region (see `key_of`)."""

    edition: str
    rows: Mapping[Key, Value]


class Worth(NamedTuple):
    """What was computed for one indicator.

    `people` is None where there is no number of people, `value` and `pounds` where it stays a headcount. `method` says
    how it came about.
    """

    people: int | None
    value: Value | None
    pounds: int | None
    method: str


def key_of(outcome: str, group: str | None, region: str | None) -> Key:
    """What a row is found by: capitals and blanks make no difference."""
    outcome, group, region = (" ".join((each or "").split()).casefold() for each in (outcome, group, region))
    return outcome, group, region


def is_of_people(indicator: Indicator) -> bool:
    """Whether it counts people for whom something came true: it says so, or that is its unit."""
    return indicator.value_of is not None or indicator.unit.strip().casefold() == PEOPLE


def worth(found: Measured, values: Values) -> Worth | None:
    """What the people of the latest reading are worth; None for an indicator that does not count people."""
    if not is_of_people(found.indicator):
        return None
    if found.latest is None:
        return Worth(None, None, None, "no reading yet")
    number = found.latest.value
    if number < 0 or number != number.to_integral_value():
        return Worth(None, None, None, f"{number:,f} is not a number of people")
    people, named = int(number), found.indicator.value_of
    if named is None:
        return Worth(people, None, None, "a headcount: the indicator names no value")
    value = values.rows.get(key_of(*_parts(named)))
    if value is None:
        return Worth(people, None, None, f"a headcount: the list has no value for {said_value_of(named)}")
    pounds = pounds_of(people, value)
    return Worth(people, value, pounds, _method(people, value))


def pounds_of(people: int, value: Value) -> int:
    """Whole pounds, rounded half up."""
    with localcontext() as exact:
        exact.prec = _EXACT
        return int((people * value.value * (_WHOLE - value.deadweight) / _WHOLE).to_integral_value(ROUND_HALF_UP))


def _method(people: int, value: Value) -> str:
    return f"{people:,} people at £{value.value:,f} each, less {value.deadweight:f}% deadweight"


def said_value_of(named: ValueOf) -> str:
    """The row that is named, in words: `“A warm home, adults, North”`."""
    return echo(", ".join([each for each in _parts(named) if each]))


def _parts(named: ValueOf) -> tuple[str, str | None, str | None]:
    return named.outcome, named.group, named.region
