"""Dates as people type them: read strictly, and never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actionplan.tables.intake.days import Order, Read, Undecided, day_said, order_of, read_date, read_text
from actionplan.tables.table import DAY_ZERO, Cell, Value


def _column(*texts: Value) -> list[Cell]:
    return [Cell(text, row, 4, "Actions") for row, text in enumerate(texts, 2)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2016-03-31", "2016-03-31"),
        ("2016-03-31 00:00:00", "2016-03-31"),
        ("31/03/2016", "2016-03-31"),
        ("31.3.2016", "2016-03-31"),
        ("31st March 2016", "2016-03-31"),
        ("Thursday, 31 Mar 2016", "2016-03-31"),
        ("March 31, 2016", "2016-03-31"),
        ("by end of March 2016", "2016-03"),
        ("By 31 March 2016", "2016-03-31"),
        ("Sept 2016", "2016-09"),
        ("Q3 2015/16", "2015-16 Q3"),
        ("2015-16 Q3", "2015-16 Q3"),
        ("Q3 2015–2016", "2015-16 Q3"),
        ("during 2015/16", "2015/16"),
        ("2016", "2016"),
    ],
)
def test_a_date_is_read_to_the_precision_it_has(text: str, read: str) -> None:
    found = read_text(text, Order.DAY)

    assert found == Read(read, "" if text == read else text)


@pytest.mark.parametrize(
    "text",
    [
        "31/03/16",
        "12/31/2016",
        "Mar-16",
        "Spring 2016",
        "TBC",
        "Q3",
        "Q5 2015/16",
        "2015/17",
        "30 February 2016",
        "1066",
    ],
)
def test_what_is_not_certain_is_no_date(text: str) -> None:
    assert read_text(text, Order.DAY) is None


def test_one_cell_decides_for_the_column() -> None:
    assert order_of(_column("03/04/2015", "13/04/2015")) is Order.DAY
    assert order_of(_column("03/04/2015", "04/13/2015")) is Order.MONTH
    assert read_text("03/04/2015", Order.MONTH) == Read("2015-03-04", "03/04/2015")


def test_no_evidence_is_no_decision() -> None:
    with pytest.raises(Undecided) as caught:
        order_of(_column("03/04/2015", "05/05/2015", "2015-06-01"))

    assert [each.address for each in caught.value.cells] == ["Actions!D2"]


def test_evidence_that_contradicts_itself_is_none() -> None:
    with pytest.raises(Undecided) as caught:
        order_of(_column("13/04/2015", "04/13/2015"))

    assert [each.address for each in caught.value.cells] == ["Actions!D2", "Actions!D3"]


def test_where_day_and_month_are_the_same_nothing_has_to_be_decided() -> None:
    assert order_of(_column("05/05/2015", date(2015, 6, 1))) is None
    assert read_text("05/05/2015", None) == Read("2015-05-05", "05/05/2015")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2016, 3, 31), Read("2016-03-31")),
        (Decimal(42460), Read("2016-03-31", "42460")),
        (Decimal(2016), Read("2016")),
        (Decimal("0.75"), None),
        (Decimal(7), None),
        (True, None),
        (None, None),
    ],
)
def test_a_value_that_is_no_text(value: Value, read: Read | None) -> None:
    assert read_date(Cell(value, 2, 4), None, DAY_ZERO) == read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Position at 30 June 2026 - contact Jo Bell for changes", "2026-06-30"),
        ("Northfield tracker, as at Tuesday 30th June 2026", "2026-06-30"),
        ("Last updated: 2026-06-30", "2026-06-30"),
        ("Updated 30/06/2026 by the secretariat", "2026-06-30"),
        ("Correct as of June 30, 2026", "2026-06-30"),
        ("Updated 04/06/2026", None),
        ("Updated in June 2026", None),
        ("To be met at 31 March 2027: all of it. Updated 30 June 2026", "2026-06-30"),
        ("As at 31 March 2026, updated 30 June 2026", None),
        ("Action plan 2026/27, from 1 April 2026", None),
        ("What 30 June 2026", None),
    ],
)
def test_the_day_that_a_banner_says(text: str, day: str | None) -> None:
    assert day_said([text], None) == (day and date.fromisoformat(day))


def test_a_day_in_a_banner_is_read_the_way_round_that_was_said() -> None:
    assert day_said(["Updated 04/06/2026"], Order.DAY) == date(2026, 6, 4)
