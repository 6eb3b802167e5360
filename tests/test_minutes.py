"""The file of a closed review: what is written reads back as it was meant."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.domain.dates import parse_window
from actionplan.domain.reviewed import Filed, ReviewAction, ReviewDecision, ReviewFile, SeenPosition, in_order, stem_for
from actionplan.loaded import Loaded
from actionplan.minutes import (
    add_action,
    add_decision,
    next_action,
    review_name,
    review_text,
    settle_action,
    undone,
)
from actionplan.yamltext.edit import edit
from tests.support import load_texts

HEAD = """\
format: 1
plan: northfield
title: Northfield plan
agreement: {title: Northfield agreement}
reviews: {every: quarter, year_starts: April}
partners: {haven: {name: Haven Trust}}
"""
Q2 = parse_window("2025-26 Q2")
FILE = "reviews/2025-26-q2.yaml"


def seen(log: str = "6f1c90aa7c3e2b14", **others: object) -> SeenPosition:
    return SeenPosition(id="haven-1", updates=3, log=log, wording="91ab0c4df2a17e55", **others)  # type: ignore[arg-type]


def loaded_with(text: str) -> Loaded:
    found = load_texts({"plan.yaml": HEAD, FILE: text})
    assert found.hits == ()
    return found


def filed_in(loaded: Loaded) -> Filed:
    (found,) = loaded.reviews
    return found


REVIEW = ReviewFile(Q2, date(2025, 10, 29), positions=(seen(status="in-progress", due=parse_window("2026-03")),))


def test_each_position_is_a_line_of_its_own() -> None:
    assert review_text(REVIEW) == (
        "# yaml-language-server: $schema=../../../schema/review.json\n"
        "period: 2025-26 Q2\n"
        "closed: 2025-10-29\n"
        "positions:\n"
        "  - {id: haven-1, status: in-progress, due: 2026-03, updates: 3, log: 6f1c90aa7c3e2b14, wording: 91ab0c4df2a17e55}\n"
    )


@pytest.mark.parametrize("log", ["1234567890123456", "12345678901234e5", "0000000000000000", "1e10000000000000"])
def test_a_digest_that_looks_like_a_number_is_quoted(log: str) -> None:
    text = review_text(ReviewFile(Q2, date(2025, 10, 29), positions=(seen(log),)))

    assert f"log: '{log}'" in text or f'log: "{log}"' in text
    assert filed_in(loaded_with(text)).review.positions[0].log == log


def test_what_is_written_reads_back() -> None:
    note = "Two lines: # the second\nis “here” [too]"
    whole = ReviewFile(Q2, date(2025, 10, 29), date(2025, 10, 27), note, (seen(amendments=2, confidence="amber"),))
    loaded = loaded_with(review_text(whole))

    assert filed_in(loaded) == Filed(f"northfield/{FILE}", whole)
    assert loaded.is_whole
    assert loaded.plan is not None


def after(text: str, *adding: object) -> str:
    """The text of the file after what *adding* asks for."""
    for each in adding:
        loaded = loaded_with(text)
        make = add_decision if isinstance(each, ReviewDecision) else add_action
        text = edit(text, [make(loaded, filed_in(loaded), each)]).text  # type: ignore[arg-type]  # one of the two
    return text


DECISION = ReviewDecision(date=date(2025, 10, 27), about="haven-1", decision="Keep the date", by="the board")
ACTION = ReviewAction("a1", "Show the rota", "haven", date(2025, 12, 31))


def test_decisions_and_actions_are_added_at_the_end() -> None:
    text = review_text(REVIEW)

    written = after(text, DECISION, ACTION, DECISION, ACTION)

    assert written == (
        f"{text}decisions:\n"
        "  - date: 2025-10-27\n    about: haven-1\n    decision: Keep the date\n    by: the board\n"
        "  - date: 2025-10-27\n    about: haven-1\n    decision: Keep the date\n    by: the board\n"
        "actions:\n"
        "  - id: a1\n    action: Show the rota\n    owner: haven\n    due: 2025-12-31\n"
        "  - id: a1\n    action: Show the rota\n    owner: haven\n    due: 2025-12-31\n"
    )


def test_an_action_written_by_hand_gets_its_day() -> None:
    text = review_text(REVIEW) + "actions:\n  - {id: a1, action: Show the rota, owner: haven, note: Soon} # by hand\n"
    loaded = loaded_with(text)
    (open_,) = undone(loaded.reviews)
    done = ReviewAction("a1", "Show the rota", "haven", done=date(2025, 12, 1), note="Soon")

    written = edit(text, settle_action(open_, done)).text

    assert written == text.replace("owner: haven, note: Soon}", "owner: haven, done: 2025-12-01, note: Soon}")
    assert list(undone(loaded_with(written).reviews)) == []


@pytest.mark.parametrize(
    ("ids", "free"), [((), "a1"), (("a1", "a2"), "a3"), (("a9", "b11", "a10x", "ax"), "a10"), (("x",), "a1")]
)
def test_the_next_id_is_one_that_no_review_has_used(ids: tuple[str, ...], free: str) -> None:
    reviews = tuple(
        Filed(f"{each}.yaml", ReviewFile(Q2, date(2025, 10, 29), actions=(ReviewAction(each, "x", "haven"),)))
        for each in ids
    )

    assert next_action(reviews) == free


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2015-16 Q2", "2015-16-q2"),
        ("2015/16", "2015-16"),
        ("2015-07", "2015-07"),
        ("2015-16 H1", "2015-16-h1"),
        ("2016", "2016"),
    ],
)
def test_the_file_is_named_after_its_period(period: str, name: str) -> None:
    loaded = load_texts({"plan.yaml": HEAD})

    assert stem_for(period) == name
    assert review_name(loaded, parse_window(period)) == f"northfield/reviews/{name}.yaml"


def test_reviews_stand_in_the_order_of_their_periods() -> None:
    closed = date(2026, 5, 1)
    filed = [
        Filed(f"{each}.yaml", ReviewFile(parse_window(each), closed))
        for each in ("2025-26 Q3", "2025/26", "2025-26 Q1")
    ]

    assert [each.name for each in in_order(filed)] == ["2025-26 Q1.yaml", "2025-26 Q3.yaml", "2025/26.yaml"[5:]]
