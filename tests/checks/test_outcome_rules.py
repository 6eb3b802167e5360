"""Rules about outcomes.yaml: dates of targets, readings told apart, and judgements that stay."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.checks.diagnostic import Finding
from tests.cli.plans import HEAD
from tests.support import judge_change_of_texts, judge_texts, load_texts

ON = date(2025, 12, 31)
TOP = """\
outcomes:
  - id: dry
    title: Fewer people live in damp homes
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Cold homes
        unit: per cent of homes
"""
JUDGED = "        judged:\n          - {status: on-path, reason: The survey came late., by: Board, date: 2025-10-01}\n"


def files(rest: str) -> dict[str, str]:
    return {"plan.yaml": HEAD, "outcomes.yaml": TOP + rest}


def said(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{each.code} at {each.line}:{each.column}: {each.message}" for each in findings]


@pytest.mark.parametrize(
    ("baseline", "target", "expected"),
    [
        ("2024", "2026-03", []),
        (
            "2026-04",
            "2026-03",
            [
                "AP214 at 11:24: the target of cold is for March 2026, and its baseline is of April 2026, which is not earlier"
            ],
        ),
        (
            "2025",
            "2025-12-31",
            [
                "AP214 at 11:24: the target of cold is for 31 December 2025, and its baseline is of 2025, which is not earlier"
            ],
        ),
    ],
)
def test_a_target_comes_after_its_baseline(baseline: str, target: str, expected: list[str]) -> None:
    points = f"        baseline: {{date: {baseline}, value: 18}}\n        target: {{date: {target}, value: 15}}\n"

    assert said(judge_texts(files(points), ON)) == expected


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("date: 2025-06", "date: 2025-06", True),
        ("date: 2025-06", "date: 2025-06, released: 2025-06-30", True),  # the first counts from that day
        ("date: 2025-26 Q1, released: 2025-09-01", "date: 2025/26Q1, released: 2025-09-01", True),
        ("date: 2025-06", "date: 2025-06, released: 2025-09-01", False),
        ("date: 2025-06, released: 2025-10-01", "date: 2025-06, released: 2025-09-01", False),
        ("date: 2025-06", "date: 2025-06-30", False),
    ],
)
def test_two_readings_of_one_date_are_told_apart(first: str, second: str, is_found: bool) -> None:
    readings = f"        readings:\n          - {{{first}, value: 17}}\n          - {{{second}, value: 16}}\n"

    found = judge_texts(files(readings), ON)

    assert [(each.code, each.line) for each in found] == ([("AP215", 12)] if is_found else [])


@pytest.mark.parametrize(
    "edit",
    [
        ("on-path", "reached"),
        ("came late", "was lost"),
        ("by: Board", "by: Haven"),
        ("2025-10-01", "2025-10-02"),
        (JUDGED, ""),
    ],
)
def test_a_judgement_stays_as_it_is(edit: tuple[str, str]) -> None:
    (found,) = judge_change_of_texts(files(JUDGED), files(JUDGED.replace(*edit)), ON)

    assert (found.code, found.message) == (
        "AP521",
        "cold was judged on path on 1 October 2025 by Board; that is not there any more, or says something else now",
    )


def test_a_judgement_may_come() -> None:
    more = JUDGED + "          - {status: reached, reason: Counted., by: Board, date: 2025-12-01}\n"

    assert load_texts(files(more)).hits == ()
    assert judge_change_of_texts(files(""), files(JUDGED), ON) == ()
    assert judge_change_of_texts(files(JUDGED), files(more), ON) == ()


REVISED = """\
        readings:
          - {date: 2025-06, value: 4.5, released: 2025-07-15}
          - {date: 2025-06, value: 4.3, released: 2025-11-01}
"""


def test_a_revision_may_come_and_the_earlier_reading_stays() -> None:
    lines = REVISED.splitlines(keepends=True)
    first, both, only_later = "".join(lines[:2]), REVISED, lines[0] + lines[2]

    assert judge_texts(files(both), ON) == ()
    assert judge_change_of_texts(files(first), files(both), ON) == ()
    assert said(judge_change_of_texts(files(both), files(only_later), ON)) == [
        "AP507 at 10:9: cold was 4.5 in June 2025; that reading is not there any more"
    ]
    assert said(judge_change_of_texts(files(first), files(only_later), ON)) == [
        "AP507 at 11:14: cold was 4.5 in June 2025, and is 4.3 now"
    ]


# AP116 ids of outcomes and indicators

SECOND = """\
  - id: {outcome}
    title: Fewer people live in draughty homes
    indicators:
      - {{id: {indicator}, title: Draughty homes, unit: homes}}
"""
OWN = "The one that had it first keeps it; give the other an id of its own."


@pytest.mark.parametrize(
    ("outcome", "indicator", "expected"),
    [
        ("draught", "draughty", []),
        ("cold", "warm", []),  # an outcome and an indicator are two kinds of thing
        (
            "warm",
            "draughty",
            [("AP116 at 10:9: the id warm is used here and on line 4, for “Fewer people live in cold homes”", OWN)],
        ),
        (
            "draught",
            "Cold",
            [
                (
                    "AP116 at 13:14: the id Cold is used here and on line 7, for “Cold homes”: "
                    "capital and small letters make no difference",
                    OWN,
                )
            ],
        ),
    ],
)
def test_ids_are_told_apart(outcome: str, indicator: str, expected: list[tuple[str, str]]) -> None:
    found = judge_texts(files(SECOND.format(outcome=outcome, indicator=indicator)), ON)

    assert list(zip(said(found), [each.fix for each in found], strict=True)) == expected


def test_each_after_the_first_is_said_with_the_line_of_the_first() -> None:
    entry = "  - {id: dry, title: Fewer people live in damp homes}\n"
    found = judge_texts(files(entry + entry.replace("damp", "wet")), ON)

    assert [(each, found[number].fix) for number, each in enumerate(said(found))] == [
        ("AP116 at 10:10: the outcome dry stands here and on line 2", "Delete one of the two."),
        ("AP116 at 11:10: the id dry is used here and on line 2, for “Fewer people live in damp homes”", OWN),
    ]


def test_an_id_that_cannot_be_read_is_not_said_to_be_taken() -> None:
    texts = {"plan.yaml": HEAD, "outcomes.yaml": "outcomes:\n" + "  - {id: a b, title: Fewer cold homes}\n" * 2}

    assert [each.code for each in judge_texts(texts, ON)] == ["AP101", "AP101"]
