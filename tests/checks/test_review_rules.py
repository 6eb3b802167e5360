"""The rules about closed reviews: what they say and where, and what they must not find."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.checks.diagnostic import Finding
from actionplan.checks.shape.mend import mend
from actionplan.domain.closing import closed_review
from actionplan.domain.period import parse_period
from actionplan.domain.reading import read
from actionplan.domain.reviewed import ReviewFile
from actionplan.minutes import review_text
from actionplan.yamltext.tree import parse
from tests.support import judge_change_of_texts, judge_texts, load_texts

AS_AT = date(2025, 12, 31)
HEAD = """\
format: 1
plan: northfield
title: Northfield plan
agreement: {title: Northfield agreement}
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners: {haven: {name: Haven Trust}, elm: {name: Elm Housing}}
"""
HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
OUTCOMES = """\
outcomes:
  - id: warm
    title: Fewer cold homes
    indicators: [{id: cold, title: Cold homes, unit: per cent, readings: [{date: 2025-06, value: 17.2}]}]
"""
FILE = "reviews/2025-26-q2.yaml"
FILES = {"plan.yaml": HEAD, "haven.yaml": HAVEN, "outcomes.yaml": OUTCOMES}


def _review() -> str:
    plan = load_texts(FILES).plan
    assert plan is not None
    return review_text(closed_review(plan, parse_period("2025-26 Q2", plan.cycle), date(2025, 10, 29)))


REVIEW = _review()
MINUTES = """\
decisions:
  - {date: 2025-10-27, about: haven-1, decision: Keep the date, by: the board}
  - {date: 2025-10-27, decision: Meet in January, by: the board}
actions:
  - {id: a1, action: Show the rota, owner: haven, due: 2026-01-31}
  - {id: a2, action: Ask for a room, owner: all, done: 2025-11-01}
"""
WHOLE = {**FILES, FILE: REVIEW + MINUTES}


def said(findings: tuple[Finding, ...]) -> list[str]:
    return [
        f"{each.code} {each.file.removeprefix('northfield/')}:{each.line}:{each.column} {each.message}"
        for each in findings
    ]


def judged(changes: dict[str, str], on: date = AS_AT) -> list[str]:
    return said(judge_texts({**WHOLE, **changes}, on))


def with_review(old: str, new: str) -> dict[str, str]:
    text = REVIEW + MINUTES
    assert text.count(old) == 1, old
    return {FILE: text.replace(old, new)}


def test_a_review_that_is_in_order_is_not_spoken_of() -> None:
    assert judged({}) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("period: 2025-26 Q2", "period: 2025-09", "AP112 {0}:2:9 “2025-09” is no review period of this plan, which is reviewed every quarter"),
        ("period: 2025-26 Q2", "period: 2024-25 Q4", "AP112 {0}:2:9 “2024-25 Q4” is over before the plan begins"),
        ("period: 2025-26 Q2", "period: 2026-27 Q1", "AP112 {0}:2:9 “2026-27 Q1” begins after the plan has ended"),
        ("about: haven-1", "about: haven-11", "AP113 {0}:9:31 this is about “haven-11”, and no commitment of this plan has that id"),
        ("owner: haven,", "owner: heaven,", "AP113 {0}:12:44 a1 is for “heaven”, which is no partner in plan.yaml"),
        ("id: a2", "id: A1", "AP115 {0}:13:10 “A1” stands twice under “actions” of this review"),
        ("closed: 2025-10-29", "closed: 2025-09-29", "AP216 {0}:3:9 closed on 29 September 2025, before the period ended on 30 September 2025"),
        ("closed: 2025-10-29", "closed: 2026-01-01", "AP216 {0}:3:9 the review was closed on 1 January 2026, which is yet to come"),
        ("{date: 2025-10-27, decision", "{date: 2026-10-27, decision", "AP216 {0}:10:12 this was decided on 27 October 2026, which is yet to come"),
        ("done: 2025-11-01", "done: 2026-11-01", "AP216 {0}:13:56 a2 was done on 1 November 2026, which is yet to come"),
        ("due: 2026-01-31", "due: 2025-12-30", "AP407 {0}:12:56 a1, for haven, was due on 30 December 2025 and is 1 day late"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_review(old: str, new: str, expected: str) -> None:
    assert judged(with_review(old, new)) == [expected.format(FILE)]


def test_the_nearest_name_is_offered() -> None:
    (found,) = judge_texts({**WHOLE, **with_review("owner: haven,", "owner: heaven,")}, AS_AT)

    assert found.fix == "Did you mean haven?"


def test_a_file_that_is_called_otherwise() -> None:
    texts = {**FILES, "reviews/2025-26-Q3.yml": REVIEW}

    assert said(judge_texts(texts, AS_AT)) == [
        "AP112 reviews/2025-26-Q3.yml:2:9 this is the review of 2025-26 Q2, and the file is called 2025-26-Q3.yml"
    ]
    assert judge_texts({**FILES, "reviews/2025-26-Q2.yml": REVIEW}, AS_AT) == ()


def test_two_files_about_one_period() -> None:
    texts = {**FILES, FILE: REVIEW, "reviews/2025-26-q2.yml": REVIEW.replace("2025-26 Q2", "2025/26 Q2")}

    assert [each for each in said(judge_texts(texts, AS_AT)) if "AP114" in each] == [
        "AP114 reviews/2025-26-q2.yml:2:9 2025-26-q2.yaml is the review of July to September 2025 (2025-26 Q2) already"
    ]


BEGIN = "review of July to September 2025 (2025-26 Q2): "


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("haven.yaml", "2025-07-10, status: in-progress", "2025-07-10, status: waiting, reason: funding",
         f"AP405 haven.yaml:6:5 haven-1, {BEGIN}the board saw the status In progress; the files say Waiting now"),
        ("haven.yaml", "title: Open 3", "title: Open 2",
         f"AP405 haven.yaml:3:5 haven-1, {BEGIN}its agreed wording (title, lead, supporters, kind, parts, condition, first date, day of agreement or what it replaces) is not what the board saw, and no amendment since says who agreed"),
        ("haven.yaml", "due: 2026-03", "due: 2026-02",
         f"AP405 haven.yaml:5:10 haven-1, {BEGIN}the board saw the date first agreed: March 2026; the files say February 2026 now"),
        ("outcomes.yaml", "value: 17.2", "value: 17",
         f"AP405 outcomes.yaml:4:64 cold, {BEGIN}the board saw the reading 17.2 (June 2025); the files say 17 (June 2025) now"),
    ],
)  # fmt: skip
def test_a_past_that_was_rewritten_is_said_where_it_is_mended(file: str, old: str, new: str, expected: str) -> None:
    assert FILES[file].count(old) == 1
    assert judged({file: FILES[file].replace(old, new)}) == [expected]


@pytest.mark.parametrize(
    ("closed", "also"),
    [(("q1",), ""), (("q1", "q2"), " and 1 earlier review"), (("q3", "q1", "q2"), " and 2 earlier reviews")],
)
def test_a_date_that_several_reviews_saw_is_said_once(closed: tuple[str, ...], also: str) -> None:
    plan = load_texts(FILES).plan
    assert plan is not None
    texts, day = dict(FILES), date(2026, 1, 20)
    for each in closed:
        review = closed_review(plan, parse_period(f"2025-26 {each.upper()}", plan.cycle), day)
        texts[f"reviews/2025-26-{each}.yaml"] = review_text(review)
    assert [each for each in judge_texts(texts, day) if each.code == "AP405"] == []
    texts["haven.yaml"] = HAVEN.replace("due: 2026-03", "due: 2026-02")

    found = [each for each in judge_texts(texts, day) if each.code == "AP405"]

    latest = {"q1": "April to June 2025 (2025-26 Q1)", "q2": "July to September 2025 (2025-26 Q2)", "q3": "October to December 2025 (2025-26 Q3)"}[max(closed)]  # fmt: skip
    assert said(tuple(found)) == [
        f"AP405 haven.yaml:5:10 haven-1, review of {latest}{also}: the board saw the date first agreed: March 2026; "
        "the files say February 2026 now"
    ]


def test_git_is_named_where_no_digest_can_tell_which_words() -> None:
    (found,) = judge_texts({**WHOLE, "haven.yaml": HAVEN.replace("title: Open 3", "title: Open 2")}, AS_AT)

    assert found.fix.endswith("Where the plan is in git, that shows which words: actionplan validate --history")


def test_a_commitment_that_is_gone_is_said_in_the_review() -> None:
    found = [each for each in judged({"haven.yaml": HAVEN.replace("id: haven-1", "id: haven-9")}) if "haven-1," in each]

    assert found == [f"AP405 {FILE}:5:10 haven-1, {BEGIN}the board saw it (In progress), and it is not in the plan now"]


def test_an_indicator_that_is_gone_is_said_in_the_review() -> None:
    found = [each for each in judged({"outcomes.yaml": OUTCOMES.replace("id: cold", "id: ice")}) if "AP405" in each]

    assert found == [
        f"AP405 {FILE}:7:17 cold, {BEGIN}the board saw the reading 17.2 (June 2025); the files say none now"
    ]


LATE = HAVEN + "      - {date: 2025-12-08, period: 2025-26 Q2, confidence: red, reason: funding}\n"


def test_what_came_in_later_is_advice() -> None:
    assert judged({"haven.yaml": LATE}) == [
        f"AP406 haven.yaml:6:5 haven-1, {BEGIN}the board saw the confidence Green; the files say Red now"
    ]


def test_a_commitment_that_came_later_as_if_it_had_been_there() -> None:
    found = judged({"haven.yaml": f"{HAVEN}  - {{id: haven-2, title: Train 40 volunteers, due: 2026-03}}\n"})

    assert [each for each in found if "AP40" in each and "AP403" not in each] == [
        f"AP406 haven.yaml:9:6 haven-2, {BEGIN}the board did not see it; it came into the plan afterwards, "
        "as if it had been there"
    ]


# What could not be read says nothing.


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("haven.yaml", "date: 2025-07-10", "date: 10/07/25"),
        ("haven.yaml", "due: 2026-03", "due: soon"),
        ("haven.yaml", "id: haven-1", "id: haven 1"),
        ("haven.yaml", "partner: haven", "partner: haven\n\tx"),
        ("outcomes.yaml", "value: 17.2", "value: many"),
        ("outcomes.yaml", "id: cold", "id: cold one"),
        ("plan.yaml", "reviews: {every: quarter", "reviews: {every: fortnight"),
        (FILE, "id: haven-1, status", "id: haven 1, status"),
        (FILE, "closed: 2025-10-29", "closed: yesterday"),
        (FILE, "period: 2025-26 Q2", "period: 2025-26 Q5"),
    ],
)
def test_what_could_not_be_read_is_not_said_to_be_restated(file: str, old: str, new: str) -> None:
    texts = {**WHOLE, FILE: REVIEW}
    assert texts[file].count(old) == 1
    codes = {each.code for each in judge_texts({**texts, file: texts[file].replace(old, new)}, AS_AT)}

    assert codes
    assert not codes & {"AP112", "AP405", "AP406"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("closed: 2025-10-29", "closed: 29/10/2025", "AP201"),
        ("closed: 2025-10-29\n", "", "AP011"),
        ("updates: 1", "updates: -1", "AP014"),
        ("updates: 1", "updates: one", "AP014"),
        ("log: ", "log: x", "AP014"),
        ("wording: ", "words: ", "AP010"),
        ("positions:\n", "positions: none\nothers:\n", "AP012"),
        ("id: a2, action", "id: a 2, action", "AP101"),
    ],
)
def test_mistakes_in_a_review_are_found_as_in_any_file(old: str, new: str, code: str) -> None:
    found = judge_texts({**WHOLE, **with_review(old, new)}, AS_AT)

    assert code in {each.code for each in found}
    assert {each.file for each in found} == {f"northfield/{FILE}"}
    assert all(each.fix for each in found)


def test_both_readers_read_a_review_alike() -> None:
    value = parse(REVIEW + MINUTES).value

    mended = mend(ReviewFile, value, "r.yaml", 4, {})

    assert mended.hits == ()
    assert mended.record == read(ReviewFile, value, 4)


# A closed review is not changed.


def changed(before: str, after: str | None, name: str = FILE) -> list[str]:
    now = {**FILES, **({} if after is None else {name: after})}
    return said(judge_change_of_texts({**FILES, FILE: before}, now, AS_AT))


ADDED = (
    "  - {date: 2025-11-27, decision: Meet in May, by: the board}\n"
    "actions:\n  - {id: a1, action: Show the rota, owner: haven, due: 2026-01-31}\n"
    "  - {id: a2, action: Ask for a room, owner: all, done: 2025-11-01}\n"
    "  - {id: a3, action: Write to Elm, owner: elm}\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("due: 2026-01-31}", "due: 2026-01-31, done: 2025-12-30, note: By letter}"),
        ("done: 2025-11-01}", "done: 2025-11-01, note: In the library}"),
        ("period: 2025-26 Q2", "period: 2025/26 Q2 # spelt otherwise"),
        (MINUTES[MINUTES.index("actions:") :], ADDED),
    ],
)
def test_what_may_be_added_to_a_closed_review(old: str, new: str) -> None:
    before = REVIEW + MINUTES
    assert before.count(old) == 1

    assert changed(before, before.replace(old, new)) == []
    assert changed(REVIEW, before) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("closed: 2025-10-29", "closed: 2025-10-30", f"{FILE}:3:1 in the closed review 2025-26-q2.yaml, closed is not as before"),
        ("closed: 2025-10-29", "closed: 2025-10-30\nnote: New", f"{FILE}:3:1 in the closed review 2025-26-q2.yaml, closed and note are not as before"),
        ("status: in-progress", "status: complete", f"{FILE}:4:1 in the closed review 2025-26-q2.yaml, positions is not as before"),
        ("value: 17.2", "value: 17.1", f"{FILE}:6:1 in the closed review 2025-26-q2.yaml, readings is not as before"),
        ("Keep the date", "Drop it", f"{FILE}:9:6 decision 1 of the closed review 2025-26-q2.yaml does not say what it said"),
        ("  - {date: 2025-10-27, decision: Meet in January, by: the board}\n", "", f"{FILE}:8:1 decision 2 of the closed review 2025-26-q2.yaml is not there any more"),
        ("Show the rota", "Show it", f"{FILE}:12:6 action a1 of the closed review 2025-26-q2.yaml does not say what it said"),
        ("due: 2026-01-31", "due: 2026-02-28", f"{FILE}:12:6 action a1 of the closed review 2025-26-q2.yaml does not say what it said"),
        (", done: 2025-11-01", "", f"{FILE}:13:6 action a2 of the closed review 2025-26-q2.yaml does not say what it said"),
        ("done: 2025-11-01", "done: 2025-11-02", f"{FILE}:13:6 action a2 of the closed review 2025-26-q2.yaml does not say what it said"),
    ],
)  # fmt: skip
def test_what_may_not_be_changed_in_a_closed_review(old: str, new: str, expected: str) -> None:
    before = REVIEW + MINUTES
    assert before.count(old) == 1

    assert changed(before, before.replace(old, new)) == [f"AP508 {expected}"]


def test_a_closed_review_that_is_gone() -> None:
    assert changed(REVIEW, None) == [
        "AP508 plan.yaml:6:1 the closed review of July to September 2025 (2025-26 Q2), 2025-26-q2.yaml, is gone"
    ]


def test_a_closed_review_that_was_renamed() -> None:
    assert changed(REVIEW, REVIEW, "reviews/2025-26-q2-old.yaml") == [
        "AP508 reviews/2025-26-q2-old.yaml:2:9 the closed review 2025-26-q2.yaml is called 2025-26-q2-old.yaml now"
    ]


def test_one_that_was_renamed_and_edited_is_both() -> None:
    edited = REVIEW.replace("closed: 2025-10-29", "closed: 2025-10-30")

    assert [each[:5] for each in changed(REVIEW, edited, "reviews/x.yaml")] == ["AP508", "AP508"]


def test_one_that_cannot_be_read_any_more_is_said_once() -> None:
    broken = REVIEW.replace("positions:", "positions: [")

    assert changed(REVIEW, broken) == []
    assert [each.code for each in judge_texts({**FILES, FILE: broken}, AS_AT)] == ["AP007"]


def test_a_new_review_is_no_change_of_one() -> None:
    assert said(judge_change_of_texts(FILES, WHOLE, AS_AT)) == []
