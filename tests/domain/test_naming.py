"""Keys and ids proposed for names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.domain.naming import LONGEST, RESERVED, free, key_for, plan_key_for, slug, years_of
from actionplan.domain.types import parse_id

APRIL, MARCH = date(2026, 4, 1), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Haven Trust", "haven-trust"),
        ("Kettle & Blanket", "kettle-and-blanket"),
        ("Housing Associations’ Charitable Trust", "housing-associations-charitable-trust"),
        ("Tŷ Côr Élan", "ty-cor-elan"),
        ("  NHS: “North” / field!  ", "nhs-north-field"),
        ("3rd Age", "3rd-age"),
        ("Straße", "strasse"),
        ("🏠 Homes", "homes"),
        ("东京", "partner"),
        ("", "partner"),
        ("None", "none-2"),
        ("Plan", "plan-2"),
        ("CON", "con-2"),
        ("lpt1", "lpt1-2"),
        ("a " * 60, "-".join("a" * 20)),
        ("x" * 100, "x" * LONGEST),
    ],
)
def test_a_key_is_proposed_for_a_name(name: str, key: str) -> None:
    assert key_for(name) == key


def test_a_key_is_used_once_however_it_is_spelt() -> None:
    assert free("haven", ()) == "haven"
    assert free("haven", ("Haven", "haven-2")) == "haven-3"


@pytest.mark.parametrize(
    ("agreement", "first", "last", "key"),
    [
        ("Northfield agreement on homes and health", APRIL, MARCH, "northfield-homes-health-2026-27"),
        ("A Memorandum of Understanding", APRIL, MARCH, "plan-2026-27"),
        ("Elm", date(2026, 1, 1), date(2026, 12, 31), "elm-2026"),
        ("Elm", date(2026, 9, 1), date(2029, 8, 31), "elm-2026-2029"),
    ],
)
def test_the_id_of_a_plan_takes_the_words_that_tell_it_apart(agreement: str, first: date, last: date, key: str) -> None:
    assert plan_key_for(agreement, first, last) == key
    assert plan_key_for(agreement, first, last, (key.upper(),)) == f"{key}-2"


def test_years_are_said_as_people_write_them() -> None:
    assert years_of(APRIL, MARCH) == "2026/27"
    assert years_of(date(2099, 4, 1), date(2100, 3, 31)) == "2099/00"
    assert years_of(APRIL, date(2027, 12, 31)) == "2026 to 2027"


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=80), st.lists(st.text("abc-2", min_size=1, max_size=6), max_size=4))
def test_whatever_is_typed_a_proposal_is_a_key_that_is_free(name: str, taken: list[str]) -> None:
    key = key_for(name, taken)

    assert parse_id(key) == key
    assert key.isascii()
    assert key == key.lower()
    assert key not in RESERVED
    assert key not in {each.lower() for each in taken}
    assert len(slug(name)) <= LONGEST
