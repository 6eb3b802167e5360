"""How values are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.model import Reviews
from actionplan.domain.period import period_holding
from actionplan.report.model import (
    Cell,
    Column,
    Counts,
    Dates,
    Inferred,
    Link,
    Measure,
    Missing,
    Number,
    Place,
    ReviewPeriod,
    Row,
    Several,
    Share,
    Status,
    Step,
    Strip,
    Table,
    Text,
)
from actionplan.report.words import (
    listed,
    percent,
    plural,
    said,
    said_count,
    said_movement,
    said_period,
    sentence,
    shares,
    without_idle_columns,
)

OCTOBER = Dates(date(2015, 10, 1), date(2015, 10, 31), "2015-10", "month")
QUARTER = Dates(date(2015, 7, 1), date(2015, 9, 30), "2015-16 Q2", "quarter")
GREEN = Status("green", "Green", "good")


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_shares_add_up(counts: list[int]) -> None:
    found = shares(counts)

    assert sum(found) == (100 if any(counts) else 0)
    for count, each in zip(counts, found, strict=True):
        assert abs(each - 100 * count / max(sum(counts), 1)) < 1
        assert count or not each


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=12))
def test_more_is_never_given_a_smaller_share(counts: list[int]) -> None:
    found = shares(counts)

    ordered = [share for _, share in sorted(zip(counts, found, strict=True), key=lambda each: (each[0], each[1]))]
    assert ordered == sorted(ordered)


def test_a_share_that_stands_alone_is_rounded_half_up() -> None:
    assert percent(64, 114) == 56
    assert percent(1, 8) == 13
    assert percent(0, 0) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Text("as written"), "as written"),
        (Number(1_200), "1,200"),
        (Number(1, "day"), "1 day"),
        (Number(12, "day"), "12 days"),
        (OCTOBER, "October 2015"),
        (Dates(date(2015, 4, 1), date(2016, 3, 31), "2015-04-01/2016-03-31", "span"), "April 2015 to March 2016"),
        (ReviewPeriod(QUARTER), "Q2 2015 to 2016 (July to September 2015)"),
        (Share(3, 10, 30), "3 of 10, 30%"),
        (Share(1, 1_000, 0), "1 of 1,000, under 1%"),
        (Share(999, 1_000, 100), "999 of 1,000, over 99%"),
        (Share(0, 10, 0), "0 of 10, 0%"),
        (Share(10, 10, 100), "10 of 10, 100%"),
        (Share(1, 2, noun="partners"), "1 of 2 partners"),
        (Share(0, 0, 0), "0 of 0"),
        (
            Counts((("errors", Number(1, "error")), ("advice", Number(2, "piece of advice")))),
            "1 error and 2 pieces of advice",
        ),
        (Counts((("errors", Number(0, "error")),)), "none"),
        (GREEN, "Green"),
        (Place("haven.yaml", 12), "haven.yaml:12"),
        (Link("Report", "https://a.example/r", OCTOBER), "Report, October 2015, https://a.example/r"),
        (Link("Report"), "Report"),
        (Measure(Decimal("13.40"), OCTOBER), "13.40 (October 2015)"),
        (Measure(Decimal("0.000000001"), OCTOBER), "0.000000001 (October 2015)"),
        (Measure(Decimal(1200), OCTOBER), "1,200 (October 2015)"),
        (Missing("no date agreed"), "no date agreed"),
        (Inferred(OCTOBER), "October 2015 (inferred)"),
        (Several((Text("one"), Inferred(Text("two")))), "one; two (inferred)"),
        (
            Strip(
                (Step("2015-16 Q1", GREEN), Step("2015-16 Q2", GREEN), Step("2015-16 Q3", Status("red", "Red", "bad")))
            ),
            "Green (2), Red (1)",
        ),
    ],
)
def test_each_cell_in_words(cell: Cell, expected: str) -> None:
    assert said(cell) == expected


@pytest.mark.parametrize(
    ("reviews", "day", "expected"),
    [
        (Reviews(), date(2015, 8, 1), "Q2 2015 to 2016 (July to September 2015)"),
        (Reviews(), date(2016, 2, 1), "Q4 2015 to 2016 (January to March 2016)"),
        (Reviews("half-year"), date(2016, 2, 1), "H2 2015 to 2016 (October 2015 to March 2016)"),
        (Reviews("year"), date(2016, 2, 1), "2015 to 2016 (April 2015 to March 2016)"),
        (Reviews("month"), date(2016, 2, 1), "February 2016"),
        (Reviews("quarter", 1), date(2016, 2, 1), "Q1 2016 (January to March 2016)"),
        (Reviews("half-year", 1), date(2016, 8, 1), "H2 2016 (July to December 2016)"),
        (Reviews("year", 1), date(2016, 8, 1), "2016"),
    ],
)
def test_review_periods_say_their_months(reviews: Reviews, day: date, expected: str) -> None:
    assert said_period(period_holding(day, reviews)) == expected


def test_counts_and_plurals() -> None:
    assert [said_count(each, "commitment") for each in (0, 1, 2)] == ["no commitments", "1 commitment", "2 commitments"]
    assert [plural(each) for each in ("reply", "day", "review period", "piece of advice")] == [
        "replies",
        "days",
        "review periods",
        "pieces of advice",
    ]


def test_lists_and_sentences() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["Elm, the trust", "Haven", "Oak"]) == "Elm, the trust; Haven and Oak"
    assert sentence("nothing changed") == "Nothing changed."
    assert [said_movement(2, each) for each in (2, 0, 5)] == ["no change", "up 2", "down 3"]


def test_a_column_in_which_nothing_is_said_or_amiss_is_left_out() -> None:
    columns = (Column("id", "Id"), Column("late", "Late"), Column("due", "Due"))
    rows = (Row((Text("a"), Missing("not late", matters=False), Missing("no date agreed"))),)

    told = without_idle_columns(Table("t", "T", columns, rows))

    assert [each.id for each in told.columns] == ["id", "due"]
    assert told.rows == (Row((Text("a"), Missing("no date agreed"))),)
    assert without_idle_columns(Table("t", "T", columns, ())).columns == columns
