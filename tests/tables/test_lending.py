"""Tables hold all that a plan's files hold, in every format, in the files' own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplan.domain.accepted import BaselineFile, WaiversFile
from actionplan.domain.model import CommitmentsFile, OutcomesFile, PlanFile
from actionplan.domain.reviewed import ReviewFile
from actionplan.tables.layout import shapes
from actionplan.tables.lending import names
from actionplan.tables.numbers import number_in
from actionplan.tables.several import one_cell, several
from tests.support import load_texts
from tests.tables.lent_plans import EVERYTHING, FORMATS, ON, REAL, everything, lent, put_together, real, written

FILES = (PlanFile, CommitmentsFile, OutcomesFile, WaiversFile, BaselineFile, ReviewFile)


def records_in(kind: Any) -> Iterator[type]:
    """The records that a type is made of, itself among them."""
    if is_dataclass(kind):
        yield kind if isinstance(kind, type) else type(kind)
        for each in fields(kind):
            yield from records_in(each.type)
    else:
        for inner in get_args(kind):
            yield from records_in(inner)


def keys_of_the_model() -> set[tuple[str, str]]:
    records = {record for file in FILES for record in records_in(file)}
    return {(record.__name__, each.name.rstrip("_")) for record in records for each in fields(record)}


def keys_written(value: Any, kind: Any) -> Iterator[tuple[str, str]]:
    """Each key that is written in *value*, which is read as *kind*, with the name of its record."""
    if is_dataclass(kind) and isinstance(value, dict):
        by_key = {each.name.rstrip("_"): each.type for each in fields(kind)}
        for key, item in value.items():
            yield kind.__name__, key  # type: ignore[union-attr]  # a class of them
            yield from keys_written(item, by_key[key])
        return
    if isinstance(value, list) and get_origin(kind) is tuple:
        for item in value:
            yield from keys_written(item, get_args(kind)[0])
    elif isinstance(value, dict) and get_origin(kind) is Mapping:
        for item in value.values():
            yield from keys_written(item, get_args(kind)[1])
    else:
        for inner in get_args(kind):
            yield from keys_written(value, inner)


def kind_of(file: str) -> type:
    named = {"plan.yaml": PlanFile, "outcomes.yaml": OutcomesFile, "waivers.yaml": WaiversFile}
    if file.startswith("reviews/"):
        return ReviewFile
    return {**named, "baseline.yaml": BaselineFile}.get(file, CommitmentsFile)


def test_the_plan_of_these_tests_has_every_key_of_the_model() -> None:
    found = {each for file, value in written(everything()).items() for each in keys_written(value, kind_of(file))}

    assert keys_of_the_model() - found == set()


@pytest.mark.parametrize("format_", FORMATS)
def test_every_key_is_in_the_tables_and_comes_back_as_it_was_written(format_: str) -> None:
    loaded = everything()

    assert put_together(FORMATS[format_](lent(loaded)), "northfield") == written(loaded)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_real_plans_come_back_from_one_export(format_: str) -> None:
    plans = [real(name) for name in REAL]

    rows = FORMATS[format_](lent(*plans))

    for name, loaded in zip(REAL, plans, strict=True):
        assert put_together(rows, name) == written(loaded)


TEXTS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|'x'!A0",
    "+1",
    "-2+3",
    "\t=1",
    "  =1",
    "'=1",
    "''+1",
    "'quoted'",
    "\uff1d1",
    '=HYPERLINK("http://x.example";"y")',
    "#REF!",
    "TRUE",
    "007",
    "1e5",
    "1/2",
    "2016-03",
    "_x0041_ _x005F_",
    "<text:p>&amp; ]]> <!-- x",
    "a  b   c",
    "a;b; c",
    "[x]",
    '["x"]',
    "two\nlines",
    "a\n\n  b\n=c",
    "tab\there",
    'quote " and , comma',
    "\U0001f3e0 \u05e9\u05dc\u05d5\u05dd",
)


def hostile() -> dict[str, str]:
    entries = [
        {
            "id": f"h-{number}",
            "title": f"Title {number}",
            "due_as_printed": " ".join(text.split()),
            "with": ["haven", " ".join(text.split())[:60]],
            "note": text,
            "sources": [text, "Second"],
        }
        for number, text in enumerate(TEXTS, 1)
    ]
    head = EVERYTHING["plan.yaml"]
    return {
        "plan.yaml": head,
        "haven.yaml": json.dumps({"partner": "haven", "commitments": entries}, ensure_ascii=False),
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_texts_that_would_be_reckoned_with_come_back_as_they_were(format_: str) -> None:
    loaded = load_texts(hostile())

    assert put_together(FORMATS[format_](lent(loaded)), "northfield")["haven.yaml"] == written(loaded)["haven.yaml"]


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t", exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4), st.sampled_from(sorted(FORMATS)))
@example([" x", "y ", "\nz", "w\n"], "ods")
@example([" x", "y ", "\nz", "w\n"], "xlsx")
def test_any_text_comes_back_from_every_format(notes: list[str], format_: str) -> None:
    plan = lent(everything())
    commitments = plan.named("commitments")
    place = [each.name for each in commitments.columns].index("note")
    first = commitments.rows[0]
    rows = tuple((*first[:place], note, *first[place + 1 :]) for note in notes)
    changed = plan._replace(tables=(commitments._replace(rows=rows), *plan.tables[1:]))

    assert [each["note"] for each in FORMATS[format_](changed)["commitments"]] == notes


@settings(derandomize=True, max_examples=300)
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4))
@example(["a; b", "c"])
@example(["[x]"])
@example([";"])
@example([" a"])
def test_several_texts_in_a_cell_come_out_again(found: list[str]) -> None:
    assert several(one_cell(found)) == tuple(found)


def test_several_texts_are_written_for_people_where_that_is_clear() -> None:
    assert one_cell(["haven", "elm"]) == "haven; elm"
    assert one_cell(["Page 4; page 5", "Letter"]) == '["Page 4; page 5", "Letter"]'
    assert several("haven ;elm;") == ("haven", "elm")
    assert several("[not a list") == ("[not a list",)


@pytest.mark.parametrize(
    ("text", "number"),
    [("13.4", 13.4), ("-2", -2), ("0", 0), ("1200", 1200), ("-0.5", -0.5), ("999999999999999", 999999999999999)],
)
def test_numbers_are_numbers_where_nothing_is_lost(text: str, number: float) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["13.40", "+5", "007", "-0", "1234567890123456", "0.1234567890123456789", "nan", "1e5", "", "-"]
)
def test_numbers_that_a_program_would_write_otherwise_stay_text(text: str) -> None:
    assert number_in(text) is None


def test_an_empty_review_cycle_is_not_lost() -> None:
    head = EVERYTHING["plan.yaml"].replace("{every: quarter, year_starts: April, returns_within: 21 days}", "{}")
    loaded = load_texts({"plan.yaml": head})
    assert loaded.plan is not None
    assert loaded.plan.head.reviews is not None

    (row,) = lent(loaded).named("plans").rows

    assert row[[each.name for each in shapes()["plans"].columns].index("reviews_every")] == "quarter"


def test_positions_are_those_of_the_day() -> None:
    early = lent(everything(), on=date(2025, 11, 1)).named("positions")
    late = lent(everything(), on=ON).named("positions")
    status = [each.name for each in late.columns].index("status")

    assert [row[status] for row in early.rows] == ["moving", "no-update-received"]
    assert [row[status] for row in late.rows] == ["stuck", "no-update-received"]


def test_every_column_of_a_key_is_needed_and_every_table_has_one() -> None:
    for shape in shapes().values():
        needed = {each.name for each in shape.columns if each.is_needed}
        assert set(shape.key) <= needed, shape.name
        assert len({each.name for each in shape.columns}) == len(shape.columns), shape.name


def test_tables_are_written_in_the_order_they_are_looked_at() -> None:
    assert names()[:3] == ("commitments", "updates", "positions")
    assert [each.name for each in lent(everything()).tables] == list(names())


def test_a_key_without_a_default_is_a_column_that_is_needed() -> None:
    title = next(each for each in shapes()["commitments"].columns if each.name == "title")
    field = next(each for each in fields(PlanFile) if each.name == "title")

    assert title.is_needed
    assert field.default is MISSING
    assert title.about == "What will be done, in the agreed words."
