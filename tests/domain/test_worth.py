"""What people are worth by a list: by hand, and refused where there is no number of people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.domain.measured import measured
from actionplan.domain.model import ValueOf
from actionplan.domain.worth import Value, Values, Worth, key_of, not_listed, pounds_of, worth
from tests.cli.plans import HEAD
from tests.support import load_texts

ON = date(2025, 12, 31)
ROW = ("A warm home", "Adults", "")
VALUES = Values("Invented 2025", {key_of(*ROW): Value(Decimal("1234.50"), Decimal(27))}, {key_of(*ROW): ROW}, 0)
WARM = "value_of: {outcome: A Warm Home, group: adults}"


def valued(*keys: str, readings: str = "") -> Worth | None:
    indicator = ", ".join(["id: i", "title: I", *keys, f"readings: [{readings}]"])
    outcomes = f"outcomes: [{{id: o, title: O, indicators: [{{{indicator}}}]}}]\n"
    loaded = load_texts({"plan.yaml": HEAD, "outcomes.yaml": outcomes})
    assert loaded.hits == ()
    assert loaded.plan is not None
    (found,) = measured(loaded.plan, ON)
    return worth(found, VALUES)


@pytest.mark.parametrize(
    ("people", "value", "deadweight", "pounds"),
    [
        (120, "1234.50", "27", 108142),  # 148,140 * 0.73 = 108,142.2
        (1, "1", "50", 1),  # 0.5: half up
        (1, "1", "50.1", 0),
        (3, "0.5", "0", 2),  # 1.5
        (7, "1000", "100", 0),
        (0, "1000", "0", 0),
        (1, "999999999999999.999999999", "0", 10**15),
    ],
)
def test_pounds_by_hand(people: int, value: str, deadweight: str, pounds: int) -> None:
    assert pounds_of(people, Value(Decimal(value), Decimal(deadweight))) == pounds


@settings(derandomize=True)
@given(
    st.integers(0, 10**15),
    st.decimals(0, 10**9, places=4),
    st.decimals(0, 100, places=3),
)
def test_pounds_are_the_exact_product_rounded_half_up(people: int, value: Decimal, deadweight: Decimal) -> None:
    exact = people * Fraction(value) * (100 - Fraction(deadweight)) / 100

    assert pounds_of(people, Value(value, deadweight)) == (exact + Fraction(1, 2)).__floor__()


def test_the_latest_reading_is_valued_and_nothing_is_added_up() -> None:
    readings = "{date: 2024, value: 100}, {date: 2025, value: 130}, {date: 2025, value: 120, released: 2026}"

    assert valued("unit: tenants", WARM, readings=readings) == Worth(
        120,
        Value(Decimal("1234.50"), Decimal(27)),
        108142,
        "120 people at £1,234.50 each, less 27% deadweight",
    )


@pytest.mark.parametrize(
    ("keys", "readings", "expected"),
    [
        (("unit: people",), "{date: 2025, value: 1200}", Worth(1200, None, None, "a headcount: the indicator names no value")),
        (
            ("unit: people", "value_of: {outcome: A warm home}"),
            "{date: 2025, value: 3}",
            Worth(3, None, None, "a headcount: the list has no value for “A warm home”"),
        ),
        (
            ("unit: people", "value_of: {outcome: A dry home, group: Adults, region: North}"),
            "{date: 2025, value: 3}",
            Worth(3, None, None, "a headcount: the list has no value for “A dry home, Adults, North”"),
        ),
        (("unit: people",), "{date: 2025, value: 0}", Worth(0, None, None, "a headcount: the indicator names no value")),
        (("unit: people", WARM), "", Worth(None, None, None, "no reading yet")),
        (("unit: per cent", WARM), "{date: 2025, value: 12.5}", Worth(None, None, None, "12.5 is not a number of people")),
        (("unit: people", WARM), "{date: 2025, value: -3}", Worth(None, None, None, "-3 is not a number of people")),
        (("unit: per cent",), "{date: 2025, value: 3}", None),
    ],
)  # fmt: skip
def test_what_is_not_valued_says_why(keys: tuple[str, ...], readings: str, expected: Worth | None) -> None:
    assert valued(*keys, readings=readings) == expected


LISTED = (
    ("Able to keep the home warm", "Adults", "North"),
    ("Able to keep the home warm", "Adults", "South"),
    ("Able to keep the home warm", "Children", ""),
    ("Well-informed", "", ""),
    ("Well-informed", "Carers", ""),
    *((f"Another {word}", "", "") for word in ("night", "plate", "train", "voice", "world")),
)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("able to  keep the home WARM", "adults", "south"), None),
        (("Well-informed", None, None), None),
        (
            ("Able to keep teh hom warm", "Adults", "North"),
            "the outcome “Able to keep teh hom warm” is not in the list; did you mean “Able to keep the home warm”?",
        ),
        (("Well informd", None, None), "the outcome “Well informd” is not in the list; did you mean “Well-informed”?"),
        (
            ("A dry loft", None, None),
            "the outcome “A dry loft” is not in the list; it has “Able to keep the home warm”, “Well-informed”, "
            "“Another night”, “Another plate”, “Another train” and 2 more",
        ),
        (
            ("Able to keep the home warm", "Adult", "North"),
            "the group “Adult” is not in the list for “Able to keep the home warm”; did you mean “Adults”?",
        ),
        (
            ("Able to keep the home warm", None, None),
            "a row without a group is not in the list for “Able to keep the home warm”; it has “Adults” and “Children”",
        ),
        (
            ("Able to keep the home warm", "Adults", "London"),
            "the region “London” is not in the list for “Able to keep the home warm, Adults”; it has “North” and “South”",
        ),
        (
            ("Well-informed", "Carers", "North"),
            "the region “North” is not in the list for “Well-informed, Carers”; it has one without a region",
        ),
        (
            ("Well-informed", "Tenants", None),
            "the group “Tenants” is not in the list for “Well-informed”; it has one without a group and “Carers”",
        ),
    ],
)
def test_what_the_list_does_not_have_is_said_with_the_nearest(
    named: tuple[str, str | None, str | None], expected: str | None
) -> None:
    values = Values("E", {}, {key_of(*each): each for each in LISTED}, len(LISTED))
    outcome, group, region = named

    assert not_listed(ValueOf(outcome=outcome, group=group, region=region), values) == expected
