"""What changed of the outcomes, and how it is told: readings, revisions and judgements."""

from __future__ import annotations

import pytest

from actionplan.domain import change as c
from actionplan.domain.compare import compare
from actionplan.domain.model import Plan
from actionplan.domain.telling import said_changes
from tests.cli.plans import HEAD
from tests.support import load_texts

READING = "{date: 2025-06, value: 4.5, released: 2025-07-15}"
REVISED = "{date: 2025-06, value: 4.3, released: 2025-11-01}"
JUDGED = "{status: on-path, reason: The survey came late., by: the board, date: 2025-10-01}"
LATER = "{status: reached, reason: Counted by hand., by: the board, date: 2025-12-01}"


def plan(readings: str = READING, judged: str = "", rest: str = "") -> Plan:
    lists = f"readings: [{readings}], judged: [{judged}]"
    indicator = f"{{id: cold, title: Cold homes, unit: per cent{rest}, {lists}}}"
    files = {"plan.yaml": HEAD, "outcomes.yaml": f"outcomes: [{{id: warm, title: Warm, indicators: [{indicator}]}}]\n"}
    loaded = load_texts(files)
    assert loaded.hits == ()
    assert loaded.plan is not None
    return loaded.plan


def kinds(old: Plan, new: Plan) -> list[type]:
    return [type(each) for each in compare(old, new)]


def said(old: Plan, new: Plan) -> list[str]:
    return [news.text for chapter in said_changes(old, new).chapters for news in chapter.news]


def test_a_revision_is_one_more_reading_and_says_what_it_revises() -> None:
    new = plan(f"{READING}, {REVISED}")

    assert kinds(plan(), new) == [c.ReadingAdded]
    assert said(plan(), new) == ["warm: Cold homes, 4.3 per cent in June 2025, revised from 4.5."]


def test_an_older_figure_that_is_added_late_revises_nothing() -> None:
    assert said(plan(REVISED), plan(f"{REVISED}, {READING}")) == ["warm: Cold homes, 4.5 per cent in June 2025."]


def test_a_judgement_is_news_of_its_own_and_no_change_of_the_indicator() -> None:
    assert kinds(plan(), plan(judged=JUDGED)) == [c.JudgementAdded]
    assert said(plan(), plan(judged=JUDGED)) == ["warm: Cold homes, judged on path by the board: The survey came late."]


@pytest.mark.parametrize(("new", "expected"), [("", [c.JudgementGone]), (LATER, [c.JudgementGone, c.JudgementAdded])])
def test_a_judgement_that_is_gone_is_bad_news(new: str, expected: list[type]) -> None:
    assert kinds(plan(judged=JUDGED), plan(judged=new)) == expected
    assert "warm: Cold homes, the judgement of 1 October 2025 (on path) was removed." in said(
        plan(judged=JUDGED), plan(judged=new)
    )


def test_all_readings_and_judgements_of_an_indicator_go_with_it() -> None:
    old = plan(judged=JUDGED)
    bare = load_texts({"plan.yaml": HEAD, "outcomes.yaml": "outcomes: [{id: warm, title: Warm}]\n"}).plan
    assert bare is not None

    assert kinds(old, bare) == [c.OutcomeChanged, c.ReadingGone, c.JudgementGone]
    assert kinds(bare, old) == [c.OutcomeChanged, c.ReadingAdded, c.JudgementAdded]


def test_another_target_is_a_change_of_the_outcome() -> None:
    assert kinds(plan(), plan(rest=", target: {date: 2026, value: 3}")) == [c.OutcomeChanged]


def test_the_same_value_spelt_otherwise_is_no_change() -> None:
    assert kinds(plan("{date: 2025-26 Q1, value: 4.5}"), plan("{date: 2025/26Q1, value: 4.50}")) == []
