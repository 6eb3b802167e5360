"""What the people that an indicator counts are worth, by a list of social values that somebody brings.

    people * value for one person and one year * (100 - deadweight) / 100

in whole pounds, rounded half up. Deadweight is the share, in per cent, of those for whom it would have come true
anyway. People are those of the latest reading that counts; readings are never added up, and neither are indicators: one
person may be counted under several. Where the list has no value, the people are a headcount and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from actionplan.domain.measured import Measured
from actionplan.domain.model import Indicator, ValueOf
from actionplan.domain.written import echo, nearest

PEOPLE = "people"
OFFERED = 5  # words of the list, where none is near
_EXACT, _WHOLE = 80, Decimal(100)

Key = tuple[str, str, str]


class Value(NamedTuple):
    """One row of the list: what one person is worth for a year, in pounds, and the deadweight in per cent."""

    value: Decimal
    deadweight: Decimal


class Values(NamedTuple):
    """A list: its edition, and by outcome, group and region (see `key_of`) the rows that indicators name.

    `listed` is every row that it has, as written, also those that were passed over because no indicator names them.
    """

    edition: str
    rows: Mapping[Key, Value]
    listed: Mapping[Key, Key]
    passed_over: int


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


def key_of_named(named: ValueOf) -> Key:
    """What the row that is *named* is found by."""
    return key_of(*_parts(named))


def not_listed(named: ValueOf, values: Values) -> str | None:
    """What of the row that is *named* the list does not have, with the nearest that it has; None where it has it."""
    key = key_of_named(named)
    for number, what in enumerate(("outcome", "group", "region")):
        beside = {each[number]: row[number] for each, row in values.listed.items() if each[:number] == key[:number]}
        if key[number] not in beside:
            above = echo(", ".join([each for each in _parts(named)[:number] if each])) if number else ""
            return _absent(what, _parts(named)[number], above, beside)
    return None


def _absent(what: str, word: str | None, above: str, beside: Mapping[str, str]) -> str:
    """That the *word* is not among those *beside* it; *above* is what stands before it in the row."""
    where = f"in the list for {above}" if above else "in the list"
    hyphened = {each.replace(" ", "-"): written for each, written in beside.items()}  # as `nearest` compares
    near = nearest(" ".join(word.split()), hyphened) if word else None
    said = f"the {what} {echo(word)} is not {where}" if word else f"a row without a {what} is not {where}"
    if near:
        return f"{said}; did you mean {echo(hyphened[near])}?"
    return f"{said}; it has {_offered(what, list(beside.values()))}"


def _offered(what: str, words: Sequence[str]) -> str:
    shown = [echo(each) if each else f"one without a {what}" for each in words[:OFFERED]]
    more = [f"{len(words) - OFFERED:,} more"] if len(words) > OFFERED else []
    *first, last = [*shown, *more]
    return f"{', '.join(first)} and {last}" if first else last


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
    value = values.rows.get(key_of_named(named))
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
